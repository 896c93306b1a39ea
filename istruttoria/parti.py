"""A programme laid out for reading on a page: the parts of a snapshot, or of a reading of Word.

Pure: JSON values in, plain objects out. Both sources name their contents alike; a reading has no
``voci`` and no labels of fields, which are supplied here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from azioni.percentuali import RegolaLetta, descrivi

TIPO_DI_VOCE = {"azioni_vamt": "righe_vamt", "premessa": "narrativa"}
AZIONI_DELLA_VOCE = {
    "righe_vamt": "riga_vamt",
    "azioni": "azione",
    "progettualita": "progettualita",
}
NOME_AZIONE = {"riga_vamt": "Riga", "azione": "Azione n.", "progettualita": "Progettualità"}
PLURALE = {
    "righe_vamt": ("riga V.A.M.T.", "righe V.A.M.T."),
    "azioni": ("azione", "azioni"),
    "progettualita": ("progettualità", "progettualità"),
}
CAMPI = (
    ("obiettivo", "Obiettivo"),
    ("obiettivo_generale", "Obiettivo generale"),
    ("obiettivo_specifico", "Obiettivo specifico"),
    ("descrizione", "Azioni"),
    ("referenti", "Organizzazione referente"),
    ("altre_organizzazioni", "Altre organizzazioni coinvolte"),
    ("tempi", "Tempi"),
    ("indicatori", "Indicatori di valutazione"),
    ("percentuali", "Percentuali di valutazione"),
)
CHIAVE = {"referenti": "referenti_testo", "altre_organizzazioni": "altre_organizzazioni_testo"}


@dataclass(frozen=True, slots=True)
class RegolaDaLeggere:
    """A percentage phrase verbatim, and how it is read, in Italian ("" where it is not told)."""

    marcatore: str
    testo: str
    evidenze: str
    spiegazione: str
    da_confermare: bool
    alternative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campo:
    """A field of an action: only one of the three contents is filled."""

    codice: str
    etichetta: str
    testo: str = ""
    voci: tuple[str, ...] = ()
    regole: tuple[RegolaDaLeggere, ...] = ()


@dataclass(frozen=True, slots=True)
class AzioneDaLeggere:
    chiave: tuple[str, int]
    ancora: str
    nome: str
    titolo: str
    argomento: str
    vamt: bool
    strategico: bool
    campi: tuple[Campo, ...]


@dataclass(frozen=True, slots=True)
class GruppoDiAzioni:
    titolo: str
    introduzione: str
    azioni: tuple[AzioneDaLeggere, ...]


@dataclass(frozen=True, slots=True)
class Aderente:
    numero: int
    organizzazione: str
    dal: str
    al: str
    marchi: str


@dataclass(slots=True)
class Parte:
    codice: str
    tipo: str
    ancora: str
    titolo: str
    html: str = ""
    righe: list[tuple[str, str]] = field(default_factory=list)
    gruppi: list[GruppoDiAzioni] = field(default_factory=list)
    aderenti: list[Aderente] = field(default_factory=list)
    conto: str = ""

    @property
    def vuota(self) -> bool:
        return not (self.html or self.righe or self.gruppi or self.aderenti)


def parti_dello_snapshot(snapshot: dict[str, Any]) -> list[Parte]:
    """The parts of a programme, in the document's order."""
    return _parti(snapshot["voci"], snapshot, snapshot["campi"])


def parti_della_lettura(lettura: dict[str, Any], campi: dict[str, Any]) -> list[Parte]:
    """The parts that were read from a Word file, in the file's order.

    ``campi`` are the fields of the schema on which the programme will be written, as in a
    snapshot.
    """
    voci = [
        {
            "codice": sezione["voce"],
            "tipo": TIPO_DI_VOCE.get(sezione["voce"] or "", sezione["voce"] or "narrativa"),
            "titolo": sezione["titolo"],
            "html": sezione["html"],
        }
        for sezione in lettura["sezioni"]
    ]
    return _parti(voci, lettura, campi)


@dataclass(frozen=True, slots=True)
class Conto:
    nome: str
    quanti: int
    classe: str = ""


def conteggi(lettura: dict[str, Any]) -> list[Conto]:
    """The figures of a reading; kinds of action that the form does not have are left out."""
    contati = lettura.get("conteggi", {})
    dubbi = len(lettura["dubbi"]) + len(lettura["non_riconosciuti"])
    return [
        Conto("Cose da guardare", dubbi, "attento" if dubbi else "bene"),
        *(
            Conto(nome, contati.get(chiave, 0))
            for chiave, nome in CONTEGGI
            if contati.get(chiave) or chiave not in TIPI_CONTATI
        ),
    ]


CONTEGGI = (
    ("sezioni", "Parti"),
    ("azioni_vamt", "Azioni V.A.M.T."),
    ("progettualita", "Progettualità"),
    ("azioni", "Azioni"),
    ("indicatori", "Indicatori"),
    ("regole", "Percentuali"),
    ("aderenti", "Aderenti"),
)
TIPI_CONTATI = ("progettualita", "azioni")


def _parti(
    voci: list[dict[str, Any]], contenuto: dict[str, Any], etichette: dict[str, Any]
) -> list[Parte]:
    return [
        _parte(voce, contenuto, etichette, ancora=f"parte-{voce['codice'] or posto}")
        for posto, voce in enumerate(voci, 1)
    ]


def _parte(
    voce: dict[str, Any], contenuto: dict[str, Any], etichette: dict[str, Any], *, ancora: str
) -> Parte:
    tipo = voce["tipo"]
    parte = Parte(voce["codice"] or "", tipo, ancora, voce["titolo"], voce["html"])
    if tipo == "dati_distretto":
        parte.righe = [(r["etichetta"], r["valore"] or "") for r in contenuto["dati_distretto"]]
    elif tipo == "attori":
        parte.righe = [(r["etichetta"], _attore(r)) for r in contenuto["attori"]]
    elif tipo == "canali":
        parte.righe = [(r["etichetta"], r["testo"] or "") for r in contenuto["canali"]]
    elif tipo == "aderenti":
        parte.aderenti = aderenti(contenuto)
        parte.conto = _quanti(len(parte.aderenti), "aderente", "aderenti")
    elif tipo in AZIONI_DELLA_VOCE:
        parte.gruppi = list(_gruppi(voce, contenuto, etichette))
        quante = sum(len(gruppo.azioni) for gruppo in parte.gruppi)
        parte.conto = _quanti(quante, *PLURALE[tipo])
    return parte


def aderenti(contenuto: dict[str, Any]) -> list[Aderente]:
    """The member list of a snapshot or of a reading."""
    return [_aderente(a) for a in contenuto["aderenti"]]


def _quanti(numero: int, singolare: str, plurale: str) -> str:
    return f"{numero} {singolare if numero == 1 else plurale}"


def _attore(riga: dict[str, Any]) -> str:
    return "\n".join(filter(None, (riga.get(c) for c in ATTORE)))


ATTORE = ("nominativo", "qualifica", "email", "telefono")


def _gruppi(
    voce: dict[str, Any], contenuto: dict[str, Any], etichette: dict[str, Any]
) -> Iterator[GruppoDiAzioni]:
    tipo = AZIONI_DELLA_VOCE[voce["tipo"]]
    campi = [(c["codice"], c["etichetta"]) for c in etichette.get(tipo, [])]
    azioni = [azione for azione in contenuto["azioni"] if azione["tipo"] == tipo]
    ambiti = [a for a in contenuto["ambiti"] if a["voce"] == voce["codice"]]
    numeri = {ambito["numero"] for ambito in ambiti}
    for ambito in ambiti:
        yield GruppoDiAzioni(
            f"{ambito['numero']}. {ambito['titolo']}",
            ambito["introduzione"] or "",
            tuple(_azione(a, campi) for a in azioni if a["ambito_numero"] == ambito["numero"]),
        )
    if fuori := tuple(_azione(a, campi) for a in azioni if a["ambito_numero"] not in numeri):
        yield GruppoDiAzioni("", "", fuori)


def _azione(azione: dict[str, Any], campi: list[tuple[str, str]]) -> AzioneDaLeggere:
    return AzioneDaLeggere(
        chiave=(azione["tipo"], azione["numero"]),
        ancora=f"{azione['tipo']}-{azione['numero']}",
        nome=f"{NOME_AZIONE[azione['tipo']]} {azione['numero']}",
        titolo=azione["titolo"] or "",
        argomento=" – ".join(filter(None, (azione["tema"], azione["macro_ambito"]))),
        vamt=azione["vamt"],
        strategico=azione["strategico"],
        campi=(
            *filter(None, (_campo(azione, codice, nome) for codice, nome in campi)),
            *_campi_in_piu(azione, {codice for codice, _ in campi}),
        ),
    )


def _campi_in_piu(azione: dict[str, Any], previsti: set[str]) -> Iterator[Campo]:
    """What a file holds in fields that the schema has not: shown all the same."""
    for codice, nome in CAMPI:
        campo = None if codice in previsti else _campo(azione, codice, nome)
        if campo and (campo.testo or campo.voci or campo.regole):
            yield campo


def _campo(azione: dict[str, Any], codice: str, etichetta: str) -> Campo | None:
    """A field to print; a title stands in the heading, an empty evaluation of a row is left out."""
    if codice == "titolo":
        return None
    if codice == "indicatori":
        voci = tuple(f"{i['marcatore']} {i['testo']}".strip() for i in azione["indicatori"])
        return (
            Campo(codice, etichetta, voci=voci) if voci or azione["tipo"] != "riga_vamt" else None
        )
    if codice == "percentuali":
        return Campo(codice, etichetta, regole=tuple(_regola(r) for r in azione["regole"]))
    testo = azione[CHIAVE.get(codice, codice)] or ""
    return Campo(codice, etichetta, testo) if testo or azione["tipo"] != "riga_vamt" else None


def _regola(regola: dict[str, Any]) -> RegolaDaLeggere:
    if "tipo" not in regola:  # a public text: the phrase, not its reading
        return RegolaDaLeggere(
            regola["marcatore"] or "", regola["testo"], regola["evidenze"] or "", "", False, ()
        )
    spiegazione = spiega(regola)
    altre = dict.fromkeys(spiega(alternativa) for alternativa in regola["alternative"])
    return RegolaDaLeggere(
        marcatore=regola["marcatore"] or "",
        testo=regola["testo"],
        evidenze=regola["evidenze"] or "",
        spiegazione=spiegazione,
        da_confermare=regola["da_confermare"],
        alternative=tuple(altra for altra in altre if altra != spiegazione),
    )


def spiega(lettura: dict[str, Any]) -> str:
    """How a phrase is read, in one sentence, from the JSON form of the reading."""
    return descrivi(
        RegolaLetta(
            testo="",
            tipo=lettura["tipo"],
            percentuale=_decimale(lettura["percentuale"]),
            unita=lettura.get("unita"),
            obiettivo=lettura.get("obiettivo"),
            soglia=_decimale(lettura.get("soglia")),
            quota=_decimale(lettura.get("quota")),
            base=lettura.get("base"),
            passo=lettura.get("passo") or 1,
            massimo=_decimale(lettura.get("massimo")),
            stretta=bool(lettura.get("stretta")),
        )
    )


def _decimale(valore: Any) -> Decimal | None:
    return None if valore is None else Decimal(str(valore))


def _aderente(riga: dict[str, Any]) -> Aderente:
    marchi = (
        f"{nome}: {riga[chiave]}"
        for chiave, nome in (
            ("family_in_trentino", "Family in Trentino"),
            ("family_audit", "Family Audit"),
        )
        if riga[chiave]
    )
    return Aderente(
        numero=riga["numero"],
        organizzazione=riga["organizzazione"],
        dal=_giorno(riga["dal"]) or riga["dal_testo"] or "",
        al=_giorno(riga["al"]),
        marchi="; ".join(marchi),
    )


def _giorno(valore: str | None) -> str:
    return f"{date.fromisoformat(valore):%d/%m/%Y}" if valore else ""
