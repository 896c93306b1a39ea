"""A snapshot as the checks read it: actions, members, dates, and every text with its place.

A draft may lack anything: what is missing reads as empty, nothing here raises for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from distretti.atti import leggi_atto
from distretti.tempo import leggi_data, spazi
from istruttoria.controlli.esito import Posto
from istruttoria.controlli.html import Blocco, blocchi, indirizzi

CAMPI_DI_TESTO = (
    "obiettivo",
    "obiettivo_generale",
    "obiettivo_specifico",
    "titolo",
    "descrizione",
    "tempi",
)
ETICHETTE = {
    "obiettivo": "obiettivo",
    "obiettivo_generale": "obiettivo generale",
    "obiettivo_specifico": "obiettivo specifico",
    "titolo": "titolo",
    "descrizione": "azioni",
    "referenti": "organizzazione referente",
    "altre_organizzazioni": "altre organizzazioni coinvolte",
    "tempi": "tempi",
    "indicatori": "indicatori di valutazione",
    "percentuali": "percentuali di valutazione",
    "gruppo_di_lavoro_il": "data del gruppo di lavoro",
    "family_audit": "marchio Family Audit",
    "dal": "data di adesione",
    "aderenti_al": "data dell'elenco",
}
_TIPO_DI_AZIONE = {
    "riga_vamt": ("righe_vamt", "azioni_vamt"),
    "progettualita": ("progettualita", "progettualita"),
    "azione": ("azioni", "azioni"),
}
_NOME_DI_AZIONE = {
    "riga_vamt": "Azioni V.A.M.T., riga {}",
    "progettualita": "Progettualità {}",
    "azione": "Azione {}",
}
_NOME_DI_VOCE = {
    "dati_distretto": "Dati del distretto",
    "attori": "Attori del distretto",
    "canali": "Canali",
    "righe_vamt": "Azioni V.A.M.T.",
    "azioni": "Azioni",
    "progettualita": "Progettualità",
    "progetto_strategico": "Progetto strategico",
    "aderenti": "Elenco degli aderenti",
}


@dataclass(frozen=True, slots=True)
class Brano:
    """A text of the programme and where it stands. `narrativa`: prose that may tell the past."""

    posto: Posto
    testo: str
    narrativa: bool = False


def data_iso(valore: Any) -> date | None:
    """A date of the snapshot; what is not one reads as missing."""
    try:
        return date.fromisoformat(valore) if valore else None
    except (TypeError, ValueError):
        return None


class Documento:
    """Read-only view of one snapshot."""

    def __init__(self, snapshot: Mapping[str, Any]) -> None:
        self.snapshot = snapshot

    def elenco(self, chiave: str) -> list[dict[str, Any]]:
        return list(self.snapshot.get(chiave) or [])

    @cached_property
    def dal(self) -> date | None:
        return data_iso((self.snapshot.get("periodo") or {}).get("dal")) or self._anno_intero(1, 1)

    @cached_property
    def al(self) -> date | None:
        periodo = self.snapshot.get("periodo") or {}
        return data_iso(periodo.get("al")) or self._anno_intero(12, 31)

    def _anno_intero(self, mese: int, giorno: int) -> date | None:
        anno = self.snapshot.get("anno")
        return date(anno, mese, giorno) if isinstance(anno, int) and 0 < anno < 9999 else None

    @cached_property
    def anno_finale(self) -> int | None:
        """The year a text without one speaks of: the last of the period."""
        return self.al.year if self.al else None

    @cached_property
    def voci(self) -> list[dict[str, Any]]:
        return self.elenco("voci")

    @cached_property
    def azioni(self) -> list[dict[str, Any]]:
        return self.elenco("azioni")

    @cached_property
    def aderenti(self) -> list[dict[str, Any]]:
        return self.elenco("aderenti")

    @cached_property
    def aderenti_al(self) -> date | None:
        return data_iso(self.snapshot.get("aderenti_al"))

    @cached_property
    def aderenti_in_corso(self) -> list[dict[str, Any]]:
        """The members that have not left by the date of the list."""
        giorno = self.aderenti_al
        usciti = [data_iso(a.get("al")) for a in self.aderenti]
        return [
            a
            for a, uscita in zip(self.aderenti, usciti, strict=True)
            if uscita is None or (giorno is not None and uscita > giorno)
        ]

    @cached_property
    def accordo(self) -> dict[str, Any]:
        return dict(self.snapshot.get("accordo") or {})

    @cached_property
    def richiede_contributo(self) -> bool:
        return bool(self.snapshot.get("richiede_contributo"))

    # --- the accordo, from the register or as the programme prints it ----------------------

    def dato(self, chiave: str) -> str:
        for riga in self.elenco("dati_distretto"):
            if riga.get("chiave") == chiave:
                return spazi(riga.get("valore") or "")
        return ""

    @cached_property
    def firma(self) -> date | None:
        """The day the accordo was signed."""
        return data_iso(self.accordo.get("sottoscritto_il")) or leggi_data(self.dato("accordo"))

    @cached_property
    def atti_che_autorizzano(self) -> list[tuple[str, date]]:
        """The acts that allow the signature, as printed words and date."""
        trovati = []
        for chiave in ("atto_comune", "atto_provincia"):
            atto = self.accordo.get(chiave) or {}
            if giorno := data_iso(atto.get("data")):
                organo = atto.get("organo") or (
                    "Comune" if chiave == "atto_comune" else "Provincia"
                )
                trovati.append((f"l'atto n. {atto.get('numero') or '?'} ({organo})", giorno))
        scritto = leggi_atto(self.dato("delibera"))
        if not trovati and scritto and scritto.data:
            trovati.append((f"l'atto «{scritto}»", scritto.data))
        return trovati

    # --- places ----------------------------------------------------------------------------

    def voce_di_tipo(self, tipo: str, altrimenti: str | None = None) -> str | None:
        for voce in self.voci:
            if voce.get("tipo") == tipo:
                return voce.get("codice")
        return altrimenti or tipo

    def posto(self, azione: Mapping[str, Any], campo: str | None = None) -> Posto:
        """The place of an action, or of one of its fields."""
        tipo = str(azione.get("tipo") or "azione")
        numero = azione.get("numero")
        voce = self.voce_di_tipo(*_TIPO_DI_AZIONE.get(tipo, ("azioni", "azioni")))
        return Posto(voce, (tipo, numero if isinstance(numero, int) else 0), campo)

    def dove(self, posto: Posto) -> str:
        """A place in words: `Progettualità 7, tempi`."""
        campo = self._campo_in_parole(posto)
        if posto.azione:
            tipo, numero = posto.azione
            luogo = _NOME_DI_AZIONE.get(tipo, "Azione {}").format(numero)
            return f"{luogo}, {campo}" if campo else luogo
        voce = next((v for v in self.voci if v.get("codice") == posto.voce), None)
        if posto.voce is None:
            luogo = "Dati del programma"
        elif nome := _NOME_DI_VOCE.get((voce or {}).get("tipo") or posto.voce):
            luogo = nome
        else:
            luogo = spazi((voce or {}).get("titolo") or posto.voce).capitalize()
        return f"{luogo}, {campo}" if campo else luogo

    def _campo_in_parole(self, posto: Posto) -> str:
        campo = posto.campo
        if not campo:
            return ""
        if posto.azione:
            for dato in (self.snapshot.get("campi") or {}).get(posto.azione[0]) or []:
                if dato.get("codice") == campo and dato.get("etichetta"):
                    return str(dato["etichetta"]).rstrip(". ").lower()
        righe = [("canali", "tipo"), ("attori", "ruolo"), ("dati_distretto", "chiave")]
        for elenco, chiave in righe:
            if posto.voce == self.voce_di_tipo(elenco):
                for riga in self.elenco(elenco):
                    if riga.get(chiave) == campo and riga.get("etichetta"):
                        return str(riga["etichetta"]).rstrip(". ").lower()
        return ETICHETTE.get(campo, campo.replace("_", " "))

    def ordine(self, posto: Posto) -> tuple[int, int, int, str]:
        """The document's order: programme, then voci, then actions by type and number."""
        codici = [v.get("codice") for v in self.voci]
        voce = codici.index(posto.voce) + 1 if posto.voce in codici else 0
        numero = posto.azione[1] if posto.azione else 0
        return (voce, 1 if posto.azione else 0, numero, posto.campo or "")

    # --- texts -----------------------------------------------------------------------------

    @cached_property
    def sezioni(self) -> list[tuple[dict[str, Any], list[Blocco]]]:
        """Every voce that holds rich text, with its blocks."""
        return [(v, blocchi(v["html"])) for v in self.voci if v.get("html")]

    @cached_property
    def introduzioni(self) -> list[tuple[Posto, list[Blocco]]]:
        return [
            (Posto(a.get("voce"), None, f"ambito {a.get('numero')}"), blocchi(a["introduzione"]))
            for a in self.elenco("ambiti")
            if a.get("introduzione")
        ]

    def brani_di(self, azione: Mapping[str, Any]) -> Iterator[Brano]:
        """The texts of an action, one for each field."""
        for campo in CAMPI_DI_TESTO:
            if testo := (azione.get(campo) or "").strip():
                yield Brano(self.posto(azione, campo), testo)
        for campo in ("referenti", "altre_organizzazioni"):
            testo = azione.get(f"{campo}_testo") or "; ".join(azione.get(campo) or [])
            if testo.strip():
                yield Brano(self.posto(azione, campo), testo)
        for chiave, campo in (("indicatori", "indicatori"), ("regole", "percentuali")):
            for riga in azione.get(chiave) or []:
                testo = f"{riga.get('testo') or ''} {riga.get('evidenze') or ''}".strip()
                if testo:
                    yield Brano(self.posto(azione, campo), testo)

    @cached_property
    def brani(self) -> list[Brano]:
        """Every text of the programme with its place."""
        tutti = [
            Brano(Posto(v.get("codice")), testo, narrativa=True)
            for v, pezzi in self.sezioni
            for b in pezzi
            for testo in b.testi()
            if testo
        ]
        tutti += [
            Brano(posto, testo)
            for posto, pezzi in self.introduzioni
            for b in pezzi
            for testo in b.testi()
        ]
        for elenco, chiave, campi in (
            ("dati_distretto", "chiave", ("valore",)),
            ("attori", "ruolo", ("etichetta", "nominativo", "qualifica", "email", "telefono")),
            ("canali", "tipo", ("testo",)),
        ):
            voce = self.voce_di_tipo(elenco)
            for riga in self.elenco(elenco):
                testo = " ".join(riga[c] for c in campi if riga.get(c))
                if testo.strip():
                    tutti.append(Brano(Posto(voce, None, riga.get(chiave)), testo))
        for azione in self.azioni:
            tutti += self.brani_di(azione)
        return tutti

    @cached_property
    def collegamenti(self) -> list[tuple[Posto, str]]:
        """The targets of the links inside the sections."""
        return [
            (Posto(v.get("codice")), indirizzo)
            for v in self.voci
            for indirizzo in indirizzi(v.get("html") or "")
        ]

    # --- fields ----------------------------------------------------------------------------

    def obbligatorio(self, azione: Mapping[str, Any], campo: str) -> bool:
        return any(c.get("obbligatorio") for c in self._campi(azione) if c.get("codice") == campo)

    def prevede(self, azione: Mapping[str, Any], campo: str) -> bool:
        """Whether the schema gives this kind of action that field (yes, when it says nothing)."""
        campi = self._campi(azione)
        return not campi or any(c.get("codice") == campo for c in campi)

    def _campi(self, azione: Mapping[str, Any]) -> list[dict[str, Any]]:
        return list((self.snapshot.get("campi") or {}).get(azione.get("tipo")) or [])


def vuoto(azione: Mapping[str, Any], campo: str) -> bool:
    """Whether a field of an action holds nothing."""
    if campo == "indicatori":
        return not any((i.get("testo") or "").strip() for i in azione.get("indicatori") or [])
    if campo == "percentuali":
        return not any((r.get("testo") or "").strip() for r in azione.get("regole") or [])
    if campo in {"referenti", "altre_organizzazioni"}:
        return not (azione.get(campo) or (azione.get(f"{campo}_testo") or "").strip())
    return not (azione.get(campo) or "").strip()
