"""The snapshot as a sequence of printable blocks, in the document's own order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from documenti.pdf import azioni, determinazione
from documenti.pdf.caratteri import stampabile
from documenti.pdf.modelli import riempi
from documenti.pdf.ricco import blocchi as blocchi_ricchi
from documenti.pdf.risorse import stile_autonomo
from documenti.pdf.testi import data_breve, data_estesa, paragrafi, riga

LIVELLO_VOCE = 2
# Rich texts: their characters are seen to when their markup is read.
RICCHI = {"html", "introduzione", "premesse"}
TABELLE = {"dati_distretto", "attori", "canali"}


@dataclass(frozen=True, slots=True)
class Blocco:
    """A piece of HTML that a part of the document may start with."""

    html: str
    legato: bool = False  # a heading: never the last block of a part


@dataclass(frozen=True, slots=True)
class VoceIndice:
    livello: int
    testo: str
    ancora: str


@dataclass(slots=True)
class Documento:
    titolo: str
    anno: str
    distretto: str
    bozza: bool
    apertura: list[Blocco] = field(default_factory=list)  # covers, determinazione, title page
    corpo: list[Blocco] = field(default_factory=list)
    indice: list[VoceIndice] = field(default_factory=list)

    def pagina(self, blocchi: Iterable[Blocco], *, stile: str = "") -> str:
        return riempi(
            "pagina.html",
            documento=self,
            stile=SafeString(stile),
            corpo=SafeString("".join(blocco.html for blocco in blocchi)),
        )


def documento(snapshot: dict[str, Any], *, con_determinazione: bool, bozza: bool) -> Documento:
    dati = _stampabili(snapshot)
    ente, distretto = dati.get("ente") or {}, dati.get("distretto") or {}
    anno = str(dati.get("anno") or "")
    nome = distretto.get("denominazione") or ""
    esito = Documento(
        titolo=f"Programma di lavoro {anno} - {nome}" + (" (bozza)" if bozza else ""),
        anno=anno,
        distretto=nome,
        bozza=bozza,
    )
    righe_titolo = [linea for linea in dati.get("titolo") or [] if linea.strip()]
    if con_determinazione:
        atto = dati.get("determinazione") or {}
        for pezzo in determinazione.pagine(atto, ente=ente, distretto=distretto, anno=anno):
            esito.apertura.append(Blocco(pezzo))
    esito.apertura.append(
        Blocco(
            riempi(
                "frontespizio.html",
                ente=ente,
                righe=righe_titolo or ["PROGRAMMA DI LAVORO", nome.upper(), anno],
                segnalibro=f"Programma di lavoro {anno}",
                allegato=con_determinazione,
            )
        )
    )
    gia_stampate: set[int] = set()
    for posto, voce in enumerate(dati.get("voci") or []):
        _aggiungi_voce(esito, dati, voce, posto, gia_stampate)
    _aggiungi_azioni_rimaste(esito, dati, gia_stampate)
    return esito


def pagina_intera(snapshot: dict[str, Any], *, determinazione: bool, bozza: bool) -> str:
    intero = documento(snapshot, con_determinazione=determinazione, bozza=bozza)
    stile = stile_autonomo(bozza=bozza)
    return intero.pagina([*intero.apertura, *intero.corpo], stile=stile)


def _stampabili(valore: Any) -> Any:
    if isinstance(valore, str):
        return stampabile(valore)
    if isinstance(valore, dict):
        return {
            chiave: interno if chiave in RICCHI else _stampabili(interno)
            for chiave, interno in valore.items()
        }
    if isinstance(valore, list):
        return [_stampabili(interno) for interno in valore]
    return valore


def _aggiungi_voce(
    esito: Documento, dati: dict[str, Any], voce: dict[str, Any], posto: int, stampate: set[int]
) -> None:
    tipo, titolo, ancora = voce.get("tipo"), voce.get("titolo") or "", f"voce-{posto}"
    if tipo == "aderenti":
        titolo = _titolo_aderenti(titolo, dati.get("aderenti_al"))
    esito.indice.append(VoceIndice(1, titolo, ancora))
    esito.corpo.append(Blocco(riempi("titolo_voce.html", titolo=riga(titolo), ancora=ancora), True))
    esito.corpo.extend(_ricchi(voce.get("html") or "", LIVELLO_VOCE + 1))
    if tipo in TABELLE:
        if righe := list(_righe(tipo, dati.get(tipo) or [])):
            esito.corpo.append(Blocco(riempi("coppie.html", righe=righe)))
    elif tipo == "aderenti":
        if dati.get("aderenti"):
            righe_aderenti = [_aderente(aderente) for aderente in dati["aderenti"]]
            esito.corpo.append(Blocco(riempi("aderenti.html", righe=righe_aderenti)))
    elif tipo in azioni.TIPI:
        _aggiungi_azioni(esito, dati, voce, stampate)


def _ricchi(html: str, livello: int) -> Iterator[Blocco]:
    for pezzo in blocchi_ricchi(html, livello=livello):
        yield Blocco(pezzo, legato=pezzo.startswith("<h"))


def _aggiungi_azioni(
    esito: Documento, dati: dict[str, Any], voce: dict[str, Any], stampate: set[int]
) -> None:
    """The areas of a voce with their actions, then its actions without an area."""
    tipo = azioni.TIPI[voce["tipo"]]
    campi = (dati.get("campi") or {}).get(tipo) or []
    proprie = [
        (indice, azione)
        for indice, azione in enumerate(dati.get("azioni") or [])
        if azione.get("tipo") == tipo and indice not in stampate
    ]
    for ambito in dati.get("ambiti") or []:
        if ambito.get("voce") not in {voce.get("codice"), None}:
            continue
        titolo = f"{ambito.get('numero')}. {ambito.get('titolo') or ''}"
        esito.corpo.append(Blocco(riempi("titolo_ambito.html", titolo=riga(titolo)), True))
        esito.corpo.extend(_ricchi(ambito.get("introduzione") or "", LIVELLO_VOCE + 2))
        dentro = [
            (indice, azione)
            for indice, azione in proprie
            if azione.get("ambito_numero") == ambito.get("numero") and indice not in stampate
        ]
        _stampa_azioni(esito, tipo, campi, dentro, stampate, livello=LIVELLO_VOCE + 2)
    fuori = [(indice, azione) for indice, azione in proprie if indice not in stampate]
    _stampa_azioni(esito, tipo, campi, fuori, stampate, livello=LIVELLO_VOCE + 1)


def _stampa_azioni(
    esito: Documento,
    tipo: str,
    campi: list[dict[str, Any]],
    scelte: list[tuple[int, dict[str, Any]]],
    stampate: set[int],
    *,
    livello: int,
) -> None:
    stampate.update(indice for indice, _ in scelte)
    if tipo == azioni.RIGA_VAMT:
        if scelte:
            tabella = azioni.tabella_vamt([azione for _, azione in scelte], campi)
            esito.corpo.append(Blocco(tabella))
        return
    for indice, azione in scelte:
        ancora = f"azione-{indice}"
        esito.indice.append(VoceIndice(2, azioni.nome(azione), ancora))
        esito.corpo.append(Blocco(azioni.tabella(azione, campi, ancora=ancora, livello=livello)))


def _aggiungi_azioni_rimaste(esito: Documento, dati: dict[str, Any], stampate: set[int]) -> None:
    """Actions of a kind that no voce prints: they follow the rest, rather than vanish."""
    for tipo in azioni.TIPI.values():
        campi = (dati.get("campi") or {}).get(tipo) or []
        rimaste = [
            (indice, azione)
            for indice, azione in enumerate(dati.get("azioni") or [])
            if azione.get("tipo") == tipo and indice not in stampate
        ]
        _stampa_azioni(esito, tipo, campi, rimaste, stampate, livello=LIVELLO_VOCE + 1)


def _righe(tipo: str, righe: list[dict[str, Any]]) -> Iterator[tuple[SafeString, SafeString]]:
    """Label and cell of the three small tables, as printed."""
    for dato in righe:
        if tipo == "dati_distretto":
            testo = dato.get("valore") or ""
        elif tipo == "canali":
            testo = dato.get("testo") or ""
        else:
            parti = (dato.get(c) for c in ("nominativo", "qualifica", "email", "telefono"))
            testo = "\n".join(parte for parte in parti if parte)
        yield riga(dato.get("etichetta") or ""), paragrafi(testo)


def _titolo_aderenti(titolo: str, al: str | None) -> str:
    if not al or data_estesa(al).lower() in titolo.lower():
        return titolo
    quando = f"al {data_estesa(al)}"
    return f"{titolo} {quando.upper() if titolo.isupper() else quando}"


def _aderente(aderente: dict[str, Any]) -> dict[str, Any]:
    dal = aderente.get("dal_testo") or data_breve(aderente.get("dal") or "")
    return {
        **aderente,
        "dal_stampato": dal,
        "al_stampato": data_breve(aderente.get("al") or ""),
    }
