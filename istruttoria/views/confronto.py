"""Comparing the text of a programme with an earlier version, or with another year."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from istruttoria.confronto import confronta
from istruttoria.models import Versione
from istruttoria.snapshot import componi_snapshot
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
    year, and today."""
    programma = programma_visibile(request, pk)
    versioni = {
        f"v{v.numero}": v for v in programma.versioni.order_by("-numero").defer("contenuto")
    }
    anni = {
        f"p{p.pk}": p
        for p in Programma.objects.visibili_a(request.user)
        .filter(distretto=programma.distretto_id)
        .exclude(pk=programma.pk)
        .order_by("-anno", "-pk")
    }
    lati = [Lato(OGGI, f"Il testo di oggi ({programma.anno})")]
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
        testi = [_testo(programma, chiave, versioni, anni) for chiave in (da, a)]
        contesto["confronto"] = confronta(*testi)
    return render(request, "istruttoria/confronto.html", contesto)


def _testo(
    programma: Programma, chiave: str, versioni: dict[str, Versione], anni: dict[str, Programma]
) -> dict[str, Any]:
    if chiave in versioni:
        return dict(json.loads(versioni[chiave].contenuto))
    return componi_snapshot(anni.get(chiave, programma))
