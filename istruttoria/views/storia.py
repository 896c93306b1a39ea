"""The story of a programme, as a page and as the ZIP that goes to the archive."""

import io

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from istruttoria import queries, rules, services
from istruttoria.views.documenti import file_chiuso, nome_del_file, non_prodotto
from istruttoria.views.getters import programma_visibile


@require_safe
def programma_storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened to the programme, latest first."""
    programma = programma_visibile(request, pk)
    contesto = {
        "programma": programma,
        "eventi": list(reversed(queries.storia(programma))),
        "puo_archiviare": rules.puo_archiviare(request.user, programma),
    }
    return render(request, "istruttoria/storia.html", contesto)


@require_safe
def programma_fascicolo(request: HttpRequest, pk: int) -> HttpResponse:
    """The ZIP with every version, document and received file, and the index of their hashes."""
    programma = programma_visibile(request, pk)
    if not rules.puo_archiviare(request.user, programma):
        raise PermissionDenied
    uscita = io.BytesIO()
    try:
        services.scrivi_fascicolo(programma, uscita)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    nome = nome_del_file(programma, "fascicolo", "zip")
    return file_chiuso(uscita.getvalue(), nome=nome, tipo="application/zip", bozza=True)
