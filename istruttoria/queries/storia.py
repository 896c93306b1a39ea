"""The story of a programme: everything that happened to it, in the order in which it did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from distretti.tempo import stampa_data
from istruttoria.enums import GenereSeguito, ModoAvvisi
from istruttoria.fatti import PASSAGGI_DI_APPROVAZIONE
from istruttoria.models import Allegato, CopiaFirmata, Documento, Osservazione, Passaggio
from istruttoria.queries.avvisi import avvisi_inviati
from istruttoria.queries.firme import copie_firmate, frasi_della_copia
from istruttoria.queries.programmi import (
    CON_SEGUITI,
    dati_del_passaggio,
    luoghi,
    provenienza,
    seguiti_di,
)
from istruttoria.queries.proroghe import proroghe_del_programma
from istruttoria.transizioni import TRANSIZIONI
from programmi.models import Modifica, Programma


@dataclass(frozen=True, slots=True)
class FileDellaStoria:
    """A file that an event gave or received; ``riga`` is the row that says where it is."""

    titolo: str
    sha256: str
    dimensione: int
    riga: Documento | Allegato | CopiaFirmata

    @property
    def pagina(self) -> str:
        """The name of the address that hands it out."""
        return self.riga._meta.model_name or ""


@dataclass(frozen=True, slots=True)
class Evento:
    """One thing that happened. ``genere`` is one of ``GENERI``; ``versione`` is its SHA-256."""

    quando: datetime
    genere: str
    titolo: str
    chi: str = ""
    righe: Sequence[str] = ()
    stato: str = ""
    stato_detto: str = ""
    numero_versione: int | None = None
    versione: str = ""
    file: Sequence[FileDellaStoria] = field(default_factory=tuple)

    @property
    def genere_detto(self) -> str:
        return GENERI[self.genere]


GENERI = {
    "nascita": "Nascita",
    "passaggio": "Passaggio",
    "proroga": "Proroga di una scadenza",
    "osservazione": "Osservazione",
    "controllo": "Controllo superato",
    "scrittura": "Scrittura",
    "firma": "Copia firmata",
    "avviso": "Avviso per posta elettronica",
}


def storia(programma: Programma) -> list[Evento]:
    """Every event of a programme, the first one first.

    What the office notes for itself is not part of it. Queries: the same number whatever happened.
    """
    eventi = [
        *_nascita(programma),
        *_passaggi(programma),
        *_proroghe(programma),
        *_osservazioni(programma),
        *_superamenti(programma),
        *_scritture(programma),
        *_copie(programma),
        *_avvisi(programma),
    ]
    return sorted(eventi, key=lambda evento: evento.quando)


def _nascita(programma: Programma) -> Iterator[Evento]:
    importazione = provenienza(programma)
    righe = [f"Dal file «{importazione.nome_file}»"] if importazione else []
    yield Evento(
        programma.creato_il,
        "nascita",
        "Programma creato",
        chi=str(importazione.autore) if importazione else "",
        righe=righe,
    )


def _passaggi(programma: Programma) -> Iterator[Evento]:
    documenti: dict[int, list[Documento]] = {}
    for documento in Documento.objects.filter(versione__programma=programma).order_by("id"):
        documenti.setdefault(documento.versione_id, []).append(documento)
    passaggi = (
        programma.passaggi.select_related("autore", "versione")
        .defer("versione__contenuto")
        .prefetch_related("allegati")
    )
    detti: set[int] = set()
    in_ordine = list(passaggi.order_by("quando", "id"))
    emesse = {passaggio.versione_id for passaggio in in_ordine if _emette(passaggio)}
    for posto, passaggio in enumerate(in_ordine):
        aspetta = passaggio.versione_id in emesse and not _emette(passaggio)
        nuova = passaggio.versione if passaggio.versione_id not in detti and not aspetta else None
        if nuova is not None:
            detti.add(nuova.pk)
        emessi = documenti.get(nuova.pk, []) if nuova is not None else []
        yield Evento(
            passaggio.quando,
            "passaggio",
            _titolo(passaggio),
            chi=_chi(passaggio),
            righe=[
                *(
                    f"{nome[:1].upper()}{nome[1:]}: {v}"
                    for nome, v in dati_del_passaggio(passaggio)
                ),
                *([f"«{passaggio.nota}»"] if passaggio.nota else []),
                *_sostituito(passaggio, in_ordine[posto + 1 :]),
            ],
            stato=passaggio.a,
            stato_detto=passaggio.get_a_display() if passaggio.da != passaggio.a else "",
            numero_versione=passaggio.versione.numero if passaggio.versione else None,
            versione=passaggio.versione.sha256 if passaggio.versione else "",
            file=[
                *(FileDellaStoria(d.get_tipo_display(), d.sha256, d.dimensione, d) for d in emessi),
                *(
                    FileDellaStoria(f"{a.titolo} ({a.nome})", a.sha256, a.dimensione, a)
                    for a in passaggio.allegati.all()
                ),
            ],
        )


def _emette(passaggio: Passaggio) -> bool:
    """Whether the step issued a document: a proposal may have fixed the same text before it."""
    transizione = TRANSIZIONI.get(passaggio.transizione)
    return transizione is not None and transizione.emette is not None


def _proroghe(programma: Programma) -> Iterator[Evento]:
    """Those of one district and those of all, also when granted before it was opened."""
    for detta in proroghe_del_programma(programma):
        yield Evento(
            detta.proroga.concessa_il,
            "proroga",
            detta.titolo,
            chi=str(detta.proroga.autore),
            righe=[detta.giorni, f"«{detta.proroga.motivo}»"],
        )


def _sostituito(passaggio: Passaggio, seguenti: Sequence[Passaggio]) -> Iterator[str]:
    """What took the place of the document that a step issued."""
    if passaggio.transizione not in PASSAGGI_DI_APPROVAZIONE:
        return
    dopo = next((p for p in seguenti if p.transizione in PASSAGGI_DI_APPROVAZIONE), None)
    if dopo is not None:
        giorno = stampa_data(timezone.localdate(dopo.quando))
        yield f"Sostituito dalla rettifica del {giorno}: resta leggibile, non è più in vigore."


def _titolo(passaggio: Passaggio) -> str:
    if passaggio.transizione in TRANSIZIONI:
        return TRANSIZIONI[passaggio.transizione].etichetta
    return passaggio.transizione


def _chi(passaggio: Passaggio) -> str:
    persona = passaggio.get_persona_display()
    return f"{passaggio.autore}, {persona}" if passaggio.autore else persona


def _copie(programma: Programma) -> Iterator[Evento]:
    """The signed copies that stand beside the issued files, and who accepted a rewritten one."""
    for letta in copie_firmate(programma):
        copia = letta.copia
        titolo = f"Copia firmata: {copia.documento.get_tipo_display()}"
        file = FileDellaStoria(titolo, copia.sha256, copia.dimensione, copia)
        yield Evento(
            copia.caricata_il,
            "firma",
            titolo,
            chi=str(copia.autore),
            righe=list(frasi_della_copia(copia)),
            file=[file],
        )
        if not copia.conforme:
            yield Evento(
                copia.decisione.decisa_il,
                "firma",
                "Copia firmata accettata, benché riscritta",
                chi=str(copia.decisione.autore),
                righe=[copia.decisione.motivo],
            )


def _osservazioni(programma: Programma) -> Iterator[Evento]:
    """Each from the time at which it reached the district; what the office has not sent is not
    part of the story yet."""
    righe = list(
        programma.osservazioni.inviate().select_related("autore").prefetch_related(CON_SEGUITI)
    )
    nomi = dict(luoghi(programma)) if righe else {}
    for riga in righe:
        luogo = _luogo(riga, nomi)
        yield Evento(
            riga.inviata_il or riga.creata_il,
            "osservazione",
            f"{riga.get_tipo_display()}: {luogo}",
            chi=str(riga.autore),
            righe=[riga.testo],
        )
        for seguito in seguiti_di(riga, ufficio=False):
            yield Evento(
                seguito.quando,
                "osservazione",
                f"{DETTO[GenereSeguito(seguito.genere)]} su: {luogo}",
                chi=str(seguito.autore or ""),
                righe=[seguito.testo] if seguito.testo else [],
            )


DETTO = {
    GenereSeguito.RISPOSTA: "Risposta all’osservazione",
    GenereSeguito.RIAPERTURA: "Osservazione riaperta",
    GenereSeguito.CHIUSURA: "Osservazione chiusa",
}


def _luogo(riga: Osservazione, nomi: dict[str, str]) -> str:
    if riga.azione_tipo:
        chiave = f"{riga.azione_tipo}:{riga.azione_numero}"
        return nomi.get(chiave, chiave)
    return nomi.get(f"voce:{riga.voce}", riga.voce) if riga.voce else "tutto il programma"


def _superamenti(programma: Programma) -> Iterator[Evento]:
    for riga in programma.superamenti.select_related("autore"):
        yield Evento(
            riga.creato_il,
            "controllo",
            f"Controllo superato: {riga.dove or riga.codice}",
            chi=str(riga.autore),
            righe=[riga.motivo],
        )


def _scritture(programma: Programma) -> Iterator[Evento]:
    """One event for each day and person: how many changes, at the time of the last one."""
    righe = (
        Modifica.objects.filter(programma=programma)
        .order_by("quando", "id")
        .values_list("quando", "autore__nome", "autore__cognome", "autore__email")
    )

    def chi_e_giorno(riga: tuple[datetime, str | None, str | None, str | None]) -> tuple[str, str]:
        quando, nome, cognome, email = riga
        chi = f"{nome or ''} {cognome or ''}".strip() or email or "il sistema"
        return f"{timezone.localdate(quando):%Y-%m-%d}", chi

    for (_, chi), gruppo in groupby(sorted(righe, key=chi_e_giorno), key=chi_e_giorno):
        modifiche = list(gruppo)
        quante = "una modifica" if len(modifiche) == 1 else f"{len(modifiche)} modifiche"
        ultima = max(riga[0] for riga in modifiche)
        yield Evento(ultima, "scrittura", f"Testo scritto: {quante}", chi=chi)


def _avvisi(programma: Programma) -> Iterator[Evento]:
    """One event for each thing told: to whom, at the time of the first mail of the day."""

    def che_cosa(riga: Mapping[str, Any]) -> tuple[str, str, str]:
        return f"{timezone.localdate(riga['inviato_il']):%Y-%m-%d}", riga["oggetto"], riga["modo"]

    for (_, oggetto, modo), gruppo in groupby(
        sorted(avvisi_inviati(programma), key=che_cosa), key=che_cosa
    ):
        inviati = list(gruppo)
        nomi = ", ".join(dict.fromkeys(riga["destinatario"] for riga in inviati))
        come = " (nel riepilogo del giorno)" if modo == ModoAvvisi.RIEPILOGO else ""
        primo = min(riga["inviato_il"] for riga in inviati)
        yield Evento(primo, "avviso", oggetto, righe=[f"A: {nomi}{come}"])
