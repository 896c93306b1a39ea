"""Verbs on the actions of a programme."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from azioni.enums import TipoRegola
from azioni.models import Azione, Regola
from azioni.percentuali import RegolaLetta, leggi
from distretti.models import Distretto, Utente
from programmi.enums import TipoAzione
from programmi.models import AmbitoProgramma, AzionePredefinita, Modifica, Programma, Schema
from programmi.services import ModificaRifiutata, crea_programma

COLONNE_DELLA_REGOLA = (
    *("testo", "marcatore", "evidenze", "tipo", "percentuale", "unita", "obiettivo"),
    *("soglia", "quota", "base", "da_confermare"),
)
"""Keys of a reading that are columns of ``Regola``; the others are kept in ``lettura``."""

TESTI_DELL_AZIONE = frozenset(
    {
        *("titolo", "tema", "macro_ambito", "obiettivo", "obiettivo_generale"),
        *("obiettivo_specifico", "descrizione", "referenti_testo", "altre_testo", "tempi"),
    }
)
INTERO_MASSIMO = 2_147_483_647


@transaction.atomic
def apri_programma(
    *,
    schema: Schema,
    distretto: Distretto,
    anno: int,
    autore: Utente | None = None,
    storico: bool = False,
    richiede_contributo: bool = True,
) -> Programma:
    """A draft with the schema's predefined actions copied in and their percentages read."""
    programma = crea_programma(
        schema=schema,
        distretto=distretto,
        anno=anno,
        autore=autore,
        storico=storico,
        richiede_contributo=richiede_contributo,
    )
    ambiti = {a.ambito_id: a for a in programma.ambiti.all()}
    predefinite = AzionePredefinita.objects.filter(ambito__voce__schema=schema)
    contate: dict[str, int] = {}
    azioni: list[tuple[Azione, list[RegolaLetta]]] = []
    for predefinita in predefinite.order_by(
        "ambito__voce__posizione", "ambito__numero", "posizione", "pk"
    ):
        contate[predefinita.tipo] = contate.get(predefinita.tipo, 0) + 1
        azione = Azione(
            programma=programma,
            tipo=predefinita.tipo,
            posizione=contate[predefinita.tipo],
            ambito=ambiti[predefinita.ambito_id],
            predefinita=predefinita,
            titolo=predefinita.titolo,
            vamt=predefinita.vamt,
        )
        azioni.append((azione, leggi(predefinita.percentuale)))
    Azione.objects.bulk_create(azione for azione, _ in azioni)
    Regola.objects.bulk_create(
        regola for azione, lette in azioni for regola in costruisci_regole(azione, lette)
    )
    return programma


@transaction.atomic
def aggiungi_azione(
    programma: Programma,
    *,
    tipo: TipoAzione | str,
    ambito: AmbitoProgramma | None = None,
    vamt: bool = False,
    strategico: bool = False,
    autore: Utente | None = None,
    **testi: str,
) -> Azione:
    """Append an action to those of its kind; it takes the next number."""
    ignoti = sorted(set(testi) - TESTI_DELL_AZIONE)
    if ignoti:
        raise ModificaRifiutata(f"Un'azione non ha questi campi: {', '.join(ignoti)}.")
    ultimo = programma.azioni.filter(tipo=tipo).aggregate(n=Max("posizione"))["n"] or 0
    azione = Azione.objects.create(
        programma=programma,
        tipo=tipo,
        posizione=ultimo + 1,
        ambito=ambito,
        vamt=vamt,
        strategico=strategico,
        **testi,
    )
    Modifica.objects.create(
        programma=programma,
        modello="azione",
        oggetto=azione.pk,
        campo="creata",
        dopo=str(azione)[:500],
        autore=autore,
    )
    return azione


@transaction.atomic
def registra_regole(
    azione: Azione, regole: Iterable[RegolaLetta | Mapping[str, Any]]
) -> list[Regola]:
    """Replace the rules of an action with these readings (values or their ``as_dict``)."""
    azione.regole.all().delete()
    return Regola.objects.bulk_create(costruisci_regole(azione, regole))


def costruisci_regole(
    azione: Azione, regole: Iterable[RegolaLetta | Mapping[str, Any]]
) -> list[Regola]:
    """Unsaved rows of these readings, in order; the action may still lack its key."""
    return [
        _regola(azione, letta.as_dict() if isinstance(letta, RegolaLetta) else letta, i)
        for i, letta in enumerate(regole, 1)
    ]


def _regola(azione: Azione, letta: Mapping[str, Any], posizione: int) -> Regola:
    """A reading whose numbers do not fit their columns is kept, to be confirmed by hand."""
    numeri = {
        "percentuale": _decimale(letta.get("percentuale"), Decimal(100)),
        "soglia": _decimale(letta.get("soglia"), Decimal(99_999_999)),
        "quota": _decimale(letta.get("quota"), Decimal(100)),
        "obiettivo": _intero(letta.get("obiettivo")),
    }
    fuori = any(letta.get(nome) is not None and v is None for nome, v in numeri.items())
    return Regola(
        azione=azione,
        posizione=posizione,
        marcatore=(letta.get("marcatore") or "")[:10],
        testo=letta["testo"],
        evidenze=letta.get("evidenze") or "",
        tipo=TipoRegola.MANUALE if fuori else letta.get("tipo") or TipoRegola.MANUALE,
        unita=(letta.get("unita") or "")[:200],
        base=(letta.get("base") or "")[:200],
        da_confermare=fuori or bool(letta.get("da_confermare")),
        lettura={k: v for k, v in letta.items() if k not in COLONNE_DELLA_REGOLA},
        **numeri,
    )


def _decimale(valore: Any, massimo: Decimal) -> Decimal | None:
    """The number to the column's four decimals, or None when it does not fit."""
    if valore is None:
        return None
    numero = Decimal(str(valore))
    if not numero.is_finite() or not 0 <= numero <= massimo:
        return None
    return numero.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _intero(valore: Any) -> int | None:
    return valore if isinstance(valore, int) and 0 <= valore <= INTERO_MASSIMO else None
