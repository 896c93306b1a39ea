"""The programme as one JSON object: what is printed, frozen, checked and exported.

The keys are the system's contract between rooms: documents, checks and comparison read this and
nothing else. Composing costs the same number of queries whatever the programme's size.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, Regola
from distretti.atti import Atto
from distretti.denominazione import nome_breve
from distretti.models import Accordo, Distretto, Ente
from programmi.enums import TipoAzione, TipoVoce
from programmi.models import (
    AmbitoProgramma,
    AzionePredefinita,
    CampoAzione,
    Programma,
    Schema,
    Sezione,
    Voce,
)

FORMATO = 1
CAMPI_ENTE = (
    *("codice", "denominazione", "agenzia", "struttura", "ufficio", "indirizzo", "email"),
    *("sito", "organo", "formula_firma", "serie"),
)
TESTI_AZIONE = ("obiettivo", "obiettivo_generale", "obiettivo_specifico", "descrizione")


def componi_snapshot(programma: Programma) -> dict[str, Any]:
    """The programme as it stands now; ``determinazione`` is null until an act is composed."""
    return snapshot_di(carica(Programma.objects.all(), programma.pk))


def snapshot_di(pieno: Programma) -> dict[str, Any]:
    """The snapshot of a programme that ``carica`` has read whole."""
    schema, distretto = pieno.schema, pieno.distretto
    sezioni = {s.voce_id: s for s in pieno.sezioni.all()}
    azioni = _in_ordine(pieno)
    voci = [
        _voce(voce, sezioni.get(voce.pk), schema.caratteri_per_riga)
        for voce in schema.voci.all()
        if voce.obbligatoria or _ha_contenuto(voce, sezioni.get(voce.pk), pieno, azioni)
    ]
    return {
        "formato": FORMATO,
        "ente": _ente(distretto.ente),
        "distretto": _distretto(distretto),
        "accordo": _accordo(list(distretto.accordi.all())),
        "anno": pieno.anno,
        "periodo": {"dal": _giorno(pieno.dal), "al": _giorno(pieno.al)},
        "schema": schema.codice,
        "stato": pieno.stato,
        "stato_etichetta": pieno.get_stato_display(),
        "storico": pieno.storico,
        "richiede_contributo": pieno.richiede_contributo,
        "titolo": [riga for riga in pieno.titolo.split("\n") if riga],
        "gruppo_di_lavoro_il": _giorno(pieno.gruppo_di_lavoro_il),
        "aderenti_al": _giorno(pieno.aderenti_al),
        "voci": voci,
        "sezioni": [
            {"codice": v["codice"], "titolo": v["titolo"], "html": v["html"]} for v in voci
        ],
        "dati_distretto": [
            {"chiave": d.chiave, "etichetta": d.etichetta, "valore": d.valore}
            for d in pieno.dati.all()
        ],
        "attori": [
            {
                "ruolo": a.ruolo,
                "etichetta": a.etichetta,
                "nominativo": a.nominativo,
                "qualifica": a.qualifica,
                "email": a.email,
                "telefono": a.telefono,
            }
            for a in pieno.attori.all()
        ],
        "canali": [
            {"tipo": c.tipo, "etichetta": c.etichetta, "testo": c.testo, "valore": c.valore}
            for c in pieno.canali.all()
        ],
        "ambiti": [
            {
                "voce": a.voce.codice,
                "numero": a.numero,
                "titolo": a.titolo,
                "introduzione": a.introduzione,
            }
            for a in pieno.ambiti.all()
        ],
        "campi": _campi(schema.campi.all()),
        "righe_predefinite": _righe_predefinite(voci, schema),
        "azioni": [_azione(a) for a in azioni],
        "aderenti": [
            {
                "numero": a.posizione,
                "organizzazione": a.denominazione,
                "dal": _giorno(a.dal),
                "al": _giorno(a.al),
                "proponente": a.proponente,
                "family_in_trentino": a.family_in_trentino,
                "family_audit": a.family_audit,
                "dal_testo": a.dal_testo,
            }
            for a in pieno.aderenti.all()
        ],
        "determinazione": None,
    }


def canonico(snapshot: dict[str, Any]) -> str:
    """The one text of a snapshot: same content, same bytes, on any database and process."""
    return json.dumps(
        snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def impronta(testo: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(testo.encode()).hexdigest()


# --- reading the rows -----------------------------------------------------------------------


def carica(programmi: QuerySet[Programma], pk: int) -> Programma:
    """One of these programmes with every row that it prints, in a fixed number of queries.

    Raises ``Programma.DoesNotExist``.
    """
    accordi = Accordo.objects.order_by(F("sottoscritto_il").asc(nulls_first=True), "pk")
    azioni = Azione.objects.select_related("ambito").prefetch_related(
        "organizzazioni",
        "indicatori",
        Prefetch("regole", Regola.objects.select_related("indicatore")),
    )
    righe = programmi.select_related(
        "schema", "distretto__ente", "distretto__capofila", "in_carico_a"
    ).prefetch_related(
        "schema__voci",
        "schema__campi",
        Prefetch("distretto__accordi", accordi),
        "sezioni",
        Prefetch("ambiti", AmbitoProgramma.objects.select_related("voce")),
        "dati",
        "attori",
        "canali",
        "aderenti",
        Prefetch("azioni", azioni),
    )
    return righe.get(pk=pk)


def _in_ordine(programma: Programma) -> list[Azione]:
    """Actions as printed: by the place of their part in the form, then by number."""
    ordine = {voce.tipo: voce.posizione for voce in programma.schema.voci.all()}
    posto = {
        TipoAzione.RIGA_VAMT: ordine.get(TipoVoce.RIGHE_VAMT, 1000),
        TipoAzione.AZIONE: ordine.get(TipoVoce.AZIONI, 1001),
        TipoAzione.PROGETTUALITA: ordine.get(TipoVoce.PROGETTUALITA, 1002),
    }
    return sorted(
        programma.azioni.all(), key=lambda a: (posto[TipoAzione(a.tipo)], a.tipo, a.posizione)
    )


def _ha_contenuto(
    voce: Voce, sezione: Sezione | None, programma: Programma, azioni: list[Azione]
) -> bool:
    """Whether a part that may be missing has something to print."""
    if sezione is not None and sezione.html and sezione.html != voce.introduzione:
        return True
    righe: dict[str, Iterable[Any]] = {
        TipoVoce.DATI_DISTRETTO: programma.dati.all(),
        TipoVoce.ATTORI: programma.attori.all(),
        TipoVoce.CANALI: programma.canali.all(),
        TipoVoce.ADERENTI: programma.aderenti.all(),
        TipoVoce.RIGHE_VAMT: [a for a in azioni if a.tipo == TipoAzione.RIGA_VAMT],
        TipoVoce.AZIONI: [a for a in azioni if a.tipo == TipoAzione.AZIONE],
        TipoVoce.PROGETTUALITA: [a for a in azioni if a.tipo == TipoAzione.PROGETTUALITA],
    }
    return any(True for _ in righe.get(voce.tipo, ()))


# --- writing the object ---------------------------------------------------------------------


def _giorno(valore: date | None) -> str | None:
    return valore.isoformat() if valore else None


def _numero(valore: Decimal | None) -> int | float | None:
    """Whole numbers as integers, so that 100 and 100.0000 print the same."""
    if valore is None:
        return None
    return int(valore) if valore == valore.to_integral_value() else float(valore)


def _atto(atto: Atto | None) -> dict[str, Any] | None:
    return {**atto.as_dict(), "testo": str(atto)} if atto else None


def _ente(ente: Ente) -> dict[str, str]:
    return {campo: getattr(ente, campo) for campo in CAMPI_ENTE}


def _distretto(distretto: Distretto) -> dict[str, str]:
    return {
        "codice": distretto.codice,
        "denominazione": distretto.denominazione,
        "tipo": distretto.tipo,
        "nome_breve": nome_breve(distretto.denominazione),
        "capofila": distretto.capofila.denominazione if distretto.capofila else "",
        "stato": distretto.stato,
    }


def _accordo(accordi: list[Accordo]) -> dict[str, Any] | None:
    """The agreement in force: the last one signed."""
    if not accordi:
        return None
    accordo = accordi[-1]
    return {
        "tipo": accordo.tipo,
        "atto_comune": _atto(accordo.atto_comune),
        "atto_provincia": _atto(accordo.atto_provincia),
        "sottoscritto_il": _giorno(accordo.sottoscritto_il),
        "proponenti": accordo.firmatari,
    }


def _voce(voce: Voce, sezione: Sezione | None, caratteri_per_riga: int) -> dict[str, Any]:
    return {
        "codice": voce.codice,
        "tipo": voce.tipo,
        "titolo": sezione.titolo if sezione else voce.titolo,
        "html": sezione.html if sezione else "",
        "limite_caratteri": voce.limite_righe * caratteri_per_riga if voce.limite_righe else None,
    }


def _righe_predefinite(stampate: list[dict[str, Any]], schema: Schema) -> list[dict[str, Any]]:
    """The V.A.M.T. rows that the form sets, for the parts that the programme prints."""
    codici = {voce["codice"] for voce in stampate}
    righe = AzionePredefinita.objects.filter(
        ambito__voce__schema=schema, tipo=TipoAzione.RIGA_VAMT
    ).select_related("ambito__voce")
    return [
        {"ambito_numero": riga.ambito.numero, "titolo": riga.titolo}
        for riga in righe.order_by("ambito__voce__posizione", "ambito__numero", "posizione", "pk")
        if riga.ambito.voce.codice in codici
    ]


def _campi(campi: Iterable[CampoAzione]) -> dict[str, list[dict[str, Any]]]:
    per_tipo: dict[str, list[dict[str, Any]]] = {str(tipo): [] for tipo in TipoAzione.values}
    for campo in campi:
        per_tipo[campo.tipo_azione].append(
            {
                "codice": campo.codice,
                "etichetta": campo.etichetta,
                "obbligatorio": campo.obbligatorio,
            }
        )
    return per_tipo


def _azione(azione: Azione) -> dict[str, Any]:
    organizzazioni = list(azione.organizzazioni.all())
    indicatori = list(azione.indicatori.all())
    indici = {indicatore.pk: i for i, indicatore in enumerate(indicatori)}
    return {
        "tipo": azione.tipo,
        "numero": azione.posizione,
        "titolo": azione.titolo,
        "ambito": azione.ambito.titolo if azione.ambito else None,
        "ambito_numero": azione.ambito.numero if azione.ambito else None,
        "tema": azione.tema or None,
        "macro_ambito": azione.macro_ambito or None,
        "vamt": azione.vamt,
        "strategico": azione.strategico,
        "predefinita": azione.predefinita_id is not None,
        **{campo: getattr(azione, campo) for campo in TESTI_AZIONE},
        "referenti": [o.testo for o in organizzazioni if o.ruolo == RuoloOrganizzazione.REFERENTE],
        "referenti_testo": azione.referenti_testo,
        "altre_organizzazioni": [
            o.testo for o in organizzazioni if o.ruolo == RuoloOrganizzazione.ALTRA
        ],
        "altre_organizzazioni_testo": azione.altre_testo,
        "tempi": azione.tempi,
        "scadenza": _giorno(azione.scadenza),
        "indicatori": [
            {
                "marcatore": i.marcatore,
                "testo": i.testo,
                "unita": i.unita or None,
                "obiettivo": i.obiettivo,
            }
            for i in indicatori
        ],
        "regole": [_regola(r, indici) for r in azione.regole.all()],
    }


def _regola(regola: Regola, indici: dict[int, int]) -> dict[str, Any]:
    """The columns of a rule over the rest of its reading (step, ceiling, flags, doubt).

    A JSON column gives its keys back in an order of the database's own: they are put in ours.
    """
    resto = dict(sorted(regola.lettura.items()))
    alternative = [dict(sorted(a.items())) for a in resto.pop("alternative", None) or ()]
    return {
        "passo": 1,
        "massimo": None,
        "stretta": False,
        "distinte": False,
        "solo_aderenti": False,
        "scala": None,
        "dubbio": "",
        "spiegazione": "",
        **resto,
        "alternative": alternative,
        "marcatore": regola.marcatore,
        "testo": regola.testo,
        "tipo": regola.tipo,
        "percentuale": _numero(regola.percentuale),
        "unita": regola.unita or None,
        "obiettivo": regola.obiettivo,
        "soglia": _numero(regola.soglia),
        "quota": _numero(regola.quota),
        "base": regola.base or None,
        "da_confermare": regola.da_confermare,
        "evidenze": regola.evidenze,
        "indicatore": indici.get(regola.indicatore_id) if regola.indicatore_id else None,
    }
