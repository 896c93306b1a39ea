"""A new programme: its parts from the schema, its rows from today's register."""

import re
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.html import format_html, format_html_join

from distretti.denominazione import frontespizio
from distretti.models import Accordo, Distretto, Incarico, Utente
from distretti.tempo import stampa_data
from programmi.enums import ChiaveDato, RuoloAttore, TipoCanale, TipoVoce
from programmi.models import (
    Ambito,
    AmbitoProgramma,
    AttoreProgramma,
    CanaleProgramma,
    DatoProgramma,
    Modifica,
    Programma,
    RigaVoce,
    Schema,
    Sezione,
    Voce,
)
from programmi.models.schema import RUOLO_DELL_ATTORE
from programmi.services.modifiche import ModificaRifiutata


def esiste_programma_vivo(distretto: Distretto, anno: int) -> bool:
    """True when the year is taken (closed programmes do not take it)."""
    return Programma.objects.vivi().filter(distretto=distretto, anno=anno).exists()


@transaction.atomic
def crea_programma(
    *,
    schema: Schema,
    distretto: Distretto,
    anno: int,
    autore: Utente | None = None,
    storico: bool = False,
    richiede_contributo: bool = True,
    vuoto: bool = False,
) -> Programma:
    """A draft on ``schema``: sections with title and introduction, areas, and the rows of data,
    actors and channels as the register has them today.

    ``vuoto`` leaves areas and rows out, for whoever fills them from a document. Raises
    ``ModificaRifiutata`` when schema and district do not go together or the year is taken.
    """
    if schema.ente_id != distretto.ente_id:
        raise ModificaRifiutata("Lo schema e il distretto appartengono a enti diversi.")
    if not schema.attivo and not storico:
        raise ModificaRifiutata(f"Lo schema «{schema}» non è più attivo.")
    if distretto.tipo not in schema.tipi_distretto:
        raise ModificaRifiutata(
            f"Lo schema «{schema}» non serve i distretti di tipo {distretto.get_tipo_display()}."
        )
    if esiste_programma_vivo(distretto, anno):
        raise ModificaRifiutata(f"{distretto} ha già un programma per il {anno}.")
    programma = Programma.objects.create(
        schema=schema,
        distretto=distretto,
        anno=anno,
        dal=date(anno, 1, 1),
        al=date(anno + schema.durata - 1, 12, 31),
        titolo="\n".join(frontespizio(distretto.denominazione, anno, schema.durata)),
        storico=storico,
        richiede_contributo=richiede_contributo,
    )
    voci = list(schema.voci.all())
    Sezione.objects.bulk_create(
        Sezione(programma=programma, voce=voce, titolo=voce.titolo, html=voce.introduzione)
        for voce in voci
    )
    if not vuoto:
        _ambiti(programma, voci)
        _righe(programma, voci)
    Modifica.objects.create(
        programma=programma,
        modello="programma",
        oggetto=programma.pk,
        campo="creato",
        dopo=str(schema)[:200],
        autore=autore,
    )
    return programma


def _ambiti(programma: Programma, voci: list[Voce]) -> None:
    AmbitoProgramma.objects.bulk_create(
        AmbitoProgramma(
            programma=programma,
            voce=ambito.voce,
            ambito=ambito,
            numero=ambito.numero,
            titolo=ambito.titolo,
            introduzione=_catalogo(ambito),
        )
        for ambito in Ambito.objects.filter(voce__in=voci)
        .select_related("voce")
        .prefetch_related("tipologie")
    )


def _catalogo(ambito: Ambito) -> str:
    """The area's typical actions as a paragraph to print; "" when it has none."""
    gruppi: dict[str, list[str]] = {}
    for tipologia in ambito.tipologie.all():
        gruppi.setdefault(tipologia.gruppo, []).append(tipologia.testo)
    if not gruppi:
        return ""
    elenco = format_html_join(
        "; ", "{}: {}", ((gruppo, ", ".join(testi)) for gruppo, testi in gruppi.items())
    )
    return str(format_html("<p>Tipologie di azione di questo ambito. {}.</p>", elenco))


def _righe(programma: Programma, voci: list[Voce]) -> None:
    per_tipo: dict[str, list[RigaVoce]] = {}
    for riga in RigaVoce.objects.filter(voce__in=voci).select_related("voce"):
        per_tipo.setdefault(riga.voce.tipo, []).append(riga)
    distretto = programma.distretto
    dati = _dati(distretto)
    DatoProgramma.objects.bulk_create(
        DatoProgramma(
            programma=programma,
            chiave=riga.chiave if riga.chiave in ChiaveDato.values else ChiaveDato.ALTRO,
            etichetta=riga.etichetta,
            valore=dati.get(riga.chiave, ""),
            posizione=i,
        )
        for i, riga in enumerate(per_tipo.get(TipoVoce.DATI_DISTRETTO, ()), 1)
    )
    incarichi = {i.ruolo: i for i in distretto.incarichi.in_corso().order_by("dal", "pk")}
    AttoreProgramma.objects.bulk_create(
        _attore(programma, riga, i, incarichi)
        for i, riga in enumerate(per_tipo.get(TipoVoce.ATTORI, ()), 1)
    )
    canali: dict[str, str] = {
        TipoCanale.MAIL: distretto.mail,
        TipoCanale.SITO: distretto.sito,
        TipoCanale.FACEBOOK: distretto.facebook,
        TipoCanale.ALTRI: distretto.altri_canali,
    }
    CanaleProgramma.objects.bulk_create(
        CanaleProgramma(
            programma=programma,
            tipo=riga.chiave if riga.chiave in TipoCanale.values else TipoCanale.ALTRO,
            etichetta=riga.etichetta,
            testo=canali.get(riga.chiave, "") or "-",
            posizione=i,
        )
        for i, riga in enumerate(per_tipo.get(TipoVoce.CANALI, ()), 1)
    )


def _dati(distretto: Distretto) -> dict[str, str]:
    """The printed value of each row of the district's data."""
    nascita = ""
    if distretto.nato_il:
        nascita = stampa_data(distretto.nato_il)
    elif distretto.nato_anno:
        nascita = str(distretto.nato_anno)
    accordo = distretto.accordi.order_by(F("sottoscritto_il").asc(nulls_first=True), "pk").last()
    return {
        ChiaveDato.NASCITA: nascita,
        ChiaveDato.DELIBERA: _iniziale(str(accordo.atto_comune or "")) if accordo else "",
        ChiaveDato.ACCORDO: _sottoscrizione(accordo) if accordo else "",
    }


def _sottoscrizione(accordo: Accordo) -> str:
    giorno = stampa_data(accordo.sottoscritto_il) if accordo.sottoscritto_il else ""
    atto = _iniziale(str(accordo.atto_provincia or ""))
    return f"{giorno} ({atto})" if giorno and atto else giorno or atto


def _iniziale(testo: str) -> str:
    return re.sub(r"^\w", lambda t: t[0].upper(), testo)


def _attore(
    programma: Programma, riga: RigaVoce, posizione: int, incarichi: dict[str, Incarico]
) -> AttoreProgramma:
    attore = AttoreProgramma(
        programma=programma,
        ruolo=riga.chiave if riga.chiave in RuoloAttore.values else RuoloAttore.ALTRO,
        etichetta=riga.etichetta,
        posizione=posizione,
    )
    capofila = programma.distretto.capofila
    if riga.chiave == RuoloAttore.CAPOFILA and capofila is not None:
        attore.nominativo = capofila.denominazione
        attore.organizzazione = capofila
    incarico = incarichi.get(RUOLO_DELL_ATTORE.get(riga.chiave, ""))
    if incarico is not None:
        attore.nominativo = incarico.nominativo
        attore.qualifica = incarico.qualifica
        attore.email = incarico.email
        attore.telefono = incarico.telefono
        attore.organizzazione = incarico.organizzazione
    return attore
