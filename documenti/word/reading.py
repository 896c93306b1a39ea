"""Recognition: blocks of a document → the lettura of a work programme."""

import re
from collections import Counter
from typing import Any

from azioni.percentuali import leggi
from documenti.word.actions import luogo
from documenti.word.blocks import Blocco, Documento, Paragrafo, Tabella, indirizzi_di
from documenti.word.cells import voci_con_marcatore
from documenti.word.errors import FileNonLeggibile
from documenti.word.labels import campo_di, intestazione
from documenti.word.organisations import elenco_organizzazioni, noti
from documenti.word.result import AzioneLetta, Esito, citazione
from documenti.word.sections import Sezione, dividi, senza_indice, srotola
from documenti.word.title import anni, anno_piu_citato, distretto, dividi_inizio
from documenti.word.walk import Percorso

MAX_PERCENTUALI = 20_000  # characters of one cell
MAX_INDIRIZZI = 30
RIGHE_VAMT = 9  # rows that the 2026 form predefines
_ATTESE = {
    "2022": ("premessa", "dati_distretto", "attori", "canali", "azioni", "progetto_strategico"),
    "2026": ("premessa", "dati_distretto", "attori", "canali", "azioni_vamt", "progettualita"),
}
_TITOLI = {
    "premessa": "PREMESSA",
    "dati_distretto": "DATI DEL DISTRETTO",
    "attori": "ATTORI DEL DISTRETTO",
    "canali": "CANALI SOCIAL",
    "azioni": "AZIONI DA REALIZZARE",
    "azioni_vamt": "AZIONI V.A.M.T.",
    "progettualita": "PROGETTUALITÀ",
    "progetto_strategico": "PROGETTO STRATEGICO DI DISTRETTO",
}
_ANNO = re.compile(r"(?<!\d)20\d\d(?!\d)")


def leggi_documento(documento: Documento, *, nome: str = "") -> dict[str, Any]:
    """The lettura of a document, FileNonLeggibile when it is not a work programme."""
    blocchi, con_indice = senza_indice(srotola(documento.blocchi))
    if not any(isinstance(b, Tabella) or not b.vuoto for b in blocchi):
        raise FileNonLeggibile("Il documento non contiene testo.")
    inizio, sezioni = dividi(blocchi)
    schema, misto = _schema(blocchi, sezioni)
    esito = Esito(schema)
    for avviso in documento.avvisi:
        esito.dubbio(avviso)
    if con_indice:
        esito.dubbio("L'indice scritto nel file non è stato importato: il PDF fa il proprio.")
    if misto:
        esito.dubbio(f"Il file mescola i moduli 2022 e 2026: è stato letto come {schema}.")
    righe, prima = dividi_inizio(inizio)
    presenti = frozenset(s.voce for s in sezioni)
    percorso = Percorso(esito, presenti)
    lette = [percorso.sezione(s) for s in _con_premessa(prima, sezioni, esito)]
    _segnala_indirizzi(sezioni, esito)
    _segnala_mancanti(schema, lette, esito)
    corpo = "\n".join(b.testo for b in blocchi if isinstance(b, Paragrafo))
    scheda = distretto(righe, corpo)
    if not scheda["nome_breve"]:
        esito.dubbio("Il nome del distretto non si legge nel frontespizio.")
    _numera(esito)
    conosciuti = _organizzazioni_note(esito)
    azioni = [_azione(a, esito, conosciuti) for a in esito.azioni]
    anno = _anno(righe, nome, azioni, esito)
    return {
        "schema": schema,
        "anno": anno,
        "titolo": righe,
        "distretto": scheda,
        "sezioni": lette,
        "ambiti": [
            {
                "voce": a.voce,
                "numero": a.numero,
                "titolo": a.titolo,
                "introduzione": a.introduzione.html(2),
            }
            for a in esito.ambiti
        ],
        "dati_distretto": esito.dati_distretto,
        "attori": esito.attori,
        "canali": esito.canali,
        "azioni": azioni,
        "aderenti": esito.aderenti,
        "aderenti_al": esito.aderenti_al,
        "dubbi": esito.dubbi,
        "non_riconosciuti": esito.non_riconosciuti,
    }


def _schema(blocchi: list[Blocco], sezioni: list[Sezione]) -> tuple[str, bool]:
    """Which form this is, by its sections and labels; the second value says "both"."""
    voci = {s.voce for s in sezioni} - {None}
    voti = {"2022": 0, "2026": 0}
    voti["2022"] += 3 * ("azioni" in voci) + ("progetto_strategico" in voci)
    voti["2026"] += 3 * ("azioni_vamt" in voci) + 3 * ("progettualita" in voci)
    teste = etichette = 0
    for testo in _testi_brevi(blocchi):
        testa = intestazione(testo)
        if testa is not None and testa.numero is not None:
            teste += 1
            voti["2022" if testa.tipo == "azione" else "2026"] += 3
        campo = campo_di(testo)
        etichette += campo not in (None, "titolo", "descrizione")
        if campo == "obiettivo":
            voti["2022"] += 2
        elif campo in ("obiettivo_generale", "obiettivo_specifico"):
            voti["2026"] += 2
    trovato = (teste and (etichette >= 2 or len(voci) >= 2)) or len(voci) >= 3
    if not trovato or not any(voti.values()):
        raise FileNonLeggibile(
            "Il documento è leggibile ma non è un programma di lavoro in un modulo conosciuto "
            "(2022 o 2026): non ci sono né le sue sezioni né le tabelle delle azioni."
        )
    schema = "2026" if voti["2026"] >= voti["2022"] else "2022"
    return schema, min(voti.values()) >= 6


def _testi_brevi(blocchi: list[Blocco]) -> list[str]:
    testi = []
    for blocco in blocchi:
        if isinstance(blocco, Paragrafo):
            testi.append(blocco.piano[:200])
        else:
            testi.extend(c.testo[:200] for r in blocco.righe for c in r.celle[:3])
    return testi


def _con_premessa(prima: list[Blocco], sezioni: list[Sezione], esito: Esito) -> list[Sezione]:
    """Text before the first known heading: the premessa when that is missing, else its own."""
    if not prima:
        return sezioni
    if any(s.voce == "premessa" for s in sezioni):
        return [Sezione(None, "Testo prima della premessa", 1, prima), *sezioni]
    esito.dubbio(
        "Manca il titolo «PREMESSA»: il testo fra il frontespizio e la prima sezione è stato "
        "letto come premessa."
    )
    return [Sezione("premessa", "PREMESSA", 1, prima), *sezioni]


def _segnala_indirizzi(sezioni: list[Sezione], esito: Esito) -> None:
    """Links in tables become plain text: say where they led when the text does not."""
    for sezione in sezioni:
        if sezione.voce in ("premessa", "canali", "progetto_strategico", None):
            continue
        tabelle: list[Blocco] = [b for b in sezione.blocchi if isinstance(b, Tabella)]
        for testo, indirizzo in indirizzi_di(tabelle)[:MAX_INDIRIZZI]:
            esito.dubbio(
                f"«{citazione(testo)}» è un collegamento a {citazione(indirizzo, 120)}: nelle "
                "azioni resta solo il testo."
            )


def _segnala_mancanti(schema: str, lette: list[dict[str, Any]], esito: Esito) -> None:
    voci = {s["voce"] for s in lette}
    for voce in _ATTESE[schema]:
        if voce not in voci:
            esito.dubbio(f"Manca la sezione «{_TITOLI[voce]}».")
    if schema == "2026" and "azioni_vamt" in voci:
        righe = sum(1 for a in esito.azioni if a.tipo == "riga_vamt")
        if righe != RIGHE_VAMT:
            esito.dubbio(
                f"Le azioni V.A.M.T. lette sono {righe}, il modulo 2026 ne prevede {RIGHE_VAMT}."
            )


def _numera(esito: Esito) -> None:
    """Give a type to each action of a form and a number to those without, or with a used one."""
    tipo = "azione" if esito.schema == "2022" else "progettualita"
    visti: dict[str, set[int]] = {}
    for azione in esito.azioni:
        if azione.tipo != "riga_vamt":
            azione.tipo = tipo
        usati = visti.setdefault(azione.tipo, set())
        ultimo = max(usati, default=0)
        if azione.tipo == "riga_vamt":
            azione.numero = ultimo + 1
        elif azione.numero is None:
            dove = luogo(azione)
            azione.numero = ultimo + 1
            esito.dubbio(f"{dove}: manca il numero, le è stato dato il {azione.numero}.")
        elif azione.numero in usati:
            esito.dubbio(
                f"{luogo(azione)}: il numero compare due volte, alla seconda "
                f"({citazione(azione.titolo or azione.testo('titolo') or '…', 40)}) è stato dato "
                f"il {ultimo + 1}."
            )
            azione.numero = ultimo + 1
        elif azione.numero != ultimo + 1:
            esito.dubbio(
                f"{luogo(azione)}: viene dopo la numero {ultimo}, la numerazione non è continua."
                if ultimo
                else f"{luogo(azione)}: la numerazione non comincia da 1."
            )
        usati.add(azione.numero)


def _organizzazioni_note(esito: Esito) -> frozenset[str]:
    """Names that the document itself gives as one organisation."""
    note = [a["organizzazione"] for a in esito.aderenti]
    note += [a["nominativo"] for a in esito.attori if a["ruolo"] == "capofila"]
    for azione in esito.azioni:
        for campo in ("referenti", "altre_organizzazioni"):
            voci = elenco_organizzazioni(azione.testo(campo))
            if len(voci) > 1 or campo == "referenti":
                note += voci
    volte = Counter(note)
    sicuri = {a["organizzazione"] for a in esito.aderenti}
    return noti(
        n for n in volte if n in sicuri or volte[n] > 1 or not re.search(r"\s(?:e|ed)\s", n)
    )


def _azione(azione: AzioneLetta, esito: Esito, conosciuti: frozenset[str]) -> dict[str, Any]:
    titolo = " ".join(azione.testo("titolo").split())
    if azione.titolo and titolo and titolo != azione.titolo:
        titolo = f"{azione.titolo} – {titolo}"
    titolo = titolo or azione.titolo
    dove = luogo(azione)
    if not titolo:
        esito.dubbio(f"{dove}: manca il titolo.")
    if len(azione.testo("percentuali")) > MAX_PERCENTUALI:
        raise FileNonLeggibile(
            f"{dove}: la cella delle percentuali è troppo lunga per essere letta."
        )
    regole = [r.as_dict() for r in leggi(azione.testo("percentuali"))]
    for regola in regole:
        if regola.get("da_confermare"):
            esito.dubbio(
                f"{dove}: la percentuale «{citazione(regola['testo'])}» è da confermare: "
                "può essere letta in più modi."
            )
    referenti, altre = azione.testo("referenti"), azione.testo("altre_organizzazioni")
    return {
        "tipo": azione.tipo,
        "numero": azione.numero,
        "titolo": titolo,
        "ambito": azione.ambito.titolo if azione.ambito else None,
        "ambito_numero": azione.ambito.numero if azione.ambito else None,
        "tema": azione.tema,
        "macro_ambito": azione.macro_ambito,
        "vamt": azione.vamt,
        "strategico": azione.strategico,
        "obiettivo": azione.testo("obiettivo"),
        "obiettivo_generale": azione.testo("obiettivo_generale"),
        "obiettivo_specifico": azione.testo("obiettivo_specifico"),
        "descrizione": azione.testo("descrizione"),
        "referenti": elenco_organizzazioni(referenti, conosciuti),
        "referenti_testo": referenti,
        "altre_organizzazioni": elenco_organizzazioni(altre, conosciuti),
        "altre_organizzazioni_testo": altre,
        "tempi": azione.testo("tempi"),
        "indicatori": [
            {"marcatore": segno, "testo": testo}
            for segno, testo in voci_con_marcatore(azione.campi.get("indicatori", []))
        ],
        "regole": regole,
    }


def _anno(righe: list[str], nome: str, azioni: list[dict[str, Any]], esito: Esito) -> int | None:
    """The year of the title page, else of the file's name, else the one the times name most."""
    tempi = [a["tempi"] for a in azioni]
    trovati = anni(righe)
    if trovati:
        anno = trovati[0]
        if len(trovati) > 1:
            elenco = ", ".join(str(a) for a in trovati)
            esito.dubbio(f"Il frontespizio nomina più anni ({elenco}): è stato preso il {anno}.")
    else:
        candidato = next(iter(anni([nome])), None) or anno_piu_citato(tempi)
        if candidato is None:
            esito.dubbio("L'anno non si legge nel frontespizio.")
            return None
        anno = candidato
        esito.dubbio(f"L'anno non si legge nel frontespizio: è stato preso il {anno}.")
    fuori = [
        f"{a['numero']}" for a in azioni if _ANNO.search(a["tempi"]) and str(anno) not in a["tempi"]
    ]
    if fuori:
        esito.dubbio(f"I tempi di alcune azioni non nominano il {anno}: {', '.join(fuori)}.")
    return anno
