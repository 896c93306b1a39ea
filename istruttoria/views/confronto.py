"""Comparing the text of a programme with an earlier version, or with another year."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from istruttoria import rules
from istruttoria.confronto import confronta
from istruttoria.fatti import Fatti
from istruttoria.models import Versione
from istruttoria.queries import versioni_leggibili
from istruttoria.views.getters import programma_visibile
from programmi.models import Programma

OGGI = "oggi"


@dataclass(frozen=True, slots=True)
class Lato:
    """A text that can be compared: how the address names it, and how a person does."""

    chiave: str
    nome: str


@require_safe
def programma_confronto(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs between two texts: ``da`` and ``a`` are ``oggi``, ``vN`` (a version of this
    programme) or ``pPK`` (another year of the district). By default the last version, or last
    year, and today. What a rettifica is correcting is for the office alone: to others today's text
    is the one in force."""
    programma = programma_visibile(request, pk)
    fatti = Fatti(programma)
    ufficio = bool(rules.puo_annotare(request.user, programma, fatti=fatti))
    in_correzione = ufficio and fatti.in_rettifica
    versioni = {
        f"v{v.numero}": v
        for v in versioni_leggibili(programma, ufficio=ufficio)
        .order_by("-numero")
        .defer("contenuto")
    }
    anni = {
        f"p{p.pk}": p
        for p in Programma.objects.visibili_a(request.user)
        .filter(distretto=programma.distretto_id)
        .exclude(pk=programma.pk)
        .order_by("-anno", "-pk")
    }
    di_oggi = "Il testo in correzione" if in_correzione else "Il testo di oggi"
    lati = [Lato(OGGI, f"{di_oggi} ({programma.anno})")]
    lati += [Lato(c, f"Versione {v.numero}: {v.motivo}") for c, v in versioni.items()]
    lati += [Lato(c, f"Programma {p.anno}") for c, p in anni.items()]
    prima_di_questo = (c for c, p in anni.items() if p.anno < programma.anno)
    proposto = next(iter(versioni), None) or next(prima_di_questo, None)
    da, a = request.GET.get("da") or proposto, request.GET.get("a") or OGGI
    chiavi = {lato.chiave for lato in lati}
    if (da and da not in chiavi) or a not in chiavi:
        raise Http404
    contesto: dict[str, Any] = {"programma": programma, "lati": lati, "da": da, "a": a}
    if da:
        oggi = fatti.snapshot if in_correzione else fatti.da_leggere
        testi = [_testo(chiave, versioni, anni) or oggi for chiave in (da, a)]
        contesto["confronto"] = confronta(*testi)
    return render(request, "istruttoria/confronto.html", contesto)


def _testo(
    chiave: str, versioni: dict[str, Versione], anni: dict[str, Programma]
) -> dict[str, Any] | None:
    """The text that a key names, None for today's."""
    if chiave in versioni:
        return dict(json.loads(versioni[chiave].contenuto))
    return Fatti(anni[chiave]).da_leggere if chiave in anni else None
