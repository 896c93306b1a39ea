"""A lettura as a programme: every row of it, inside the caller's transaction."""

import re
from datetime import date
from typing import Any

from distretti.models import Distretto, Utente
from distretti.tempo import spazi, trova_date
from istruttoria.importazione.azioni import ScritturaAzioni
from istruttoria.importazione.errori import ImportazioneRifiutata
from istruttoria.importazione.esito import Rapporto
from istruttoria.importazione.organizzazioni import Abbinatore
from istruttoria.importazione.sezioni import Sezioni
from istruttoria.importazione.stampati import giorno, scrivi_stampati
from programmi.models import Modifica, Programma, Schema
from programmi.services import ModificaRifiutata, crea_programma
from programmi.testo_ricco import testo

_FINE_BLOCCO = re.compile(r"</(?:p|li|td|th|h2|h3|h4)>")
_GRUPPO = re.compile(r"(?i)gruppo(?:\s|&nbsp;)+di(?:\s|&nbsp;)+lavoro")
_INCONTRO = re.compile(r"(?i)gruppo di lavoro.*\b(?:incontrat|riunit|condivi)")


def scrivi_programma(
    lettura: dict[str, Any],
    *,
    distretto: Distretto,
    schema: Schema,
    anno: int,
    storico: bool,
    autore: Utente | None,
    origine: str,
    abbinatore: Abbinatore,
    rapporto: Rapporto,
) -> Programma:
    """The programme of a lettura, in draft. ``origine`` says where it comes from, for the log."""
    vamt = any(a["vamt"] for a in lettura["azioni"])
    if not vamt:
        rapporto.dubbio(
            "Il file non ha azioni V.A.M.T.: il programma è segnato come senza contributo."
        )
    try:
        programma = crea_programma(
            schema=schema,
            distretto=distretto,
            anno=anno,
            autore=autore,
            storico=storico,
            richiede_contributo=vamt,
            vuoto=True,
        )
    except ModificaRifiutata as errore:
        raise ImportazioneRifiutata(str(errore)) from errore
    sezioni = Sezioni.da_lettura(schema, lettura["sezioni"], rapporto)
    programma.titolo = "\n".join(lettura["titolo"]) or programma.titolo
    programma.aderenti_al = giorno(lettura["aderenti_al"])
    programma.gruppo_di_lavoro_il = giorno_del_gruppo(
        "\n".join(s["html"] for s in lettura["sezioni"]), anno
    )
    programma.save(update_fields=["titolo", "aderenti_al", "gruppo_di_lavoro_il"])
    scrivi_stampati(programma, lettura, sezioni, abbinatore)
    ScritturaAzioni(programma, lettura, sezioni, abbinatore).scrivi()
    sezioni.scrivi(programma)
    Modifica.objects.create(
        programma=programma,
        modello="programma",
        oggetto=programma.pk,
        campo="importato",
        dopo=origine,
        autore=autore,
    )
    return programma


def giorno_del_gruppo(html: str, anno: int) -> date | None:
    """The day on which the working group met, where one paragraph tells it without doubt."""
    trovati = set()
    for blocco in _FINE_BLOCCO.split(html):
        if not _GRUPPO.search(blocco):
            continue
        paragrafo = spazi(testo(blocco))
        if _INCONTRO.search(paragrafo):
            date_ = [t.data for t in trova_date(paragrafo)]
            if len(date_) == 1 and date_[0].year in (anno - 1, anno):
                trovati.add(date_[0])
    return trovati.pop() if len(trovati) == 1 else None
