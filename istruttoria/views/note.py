"""The office's own notes on a programme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from istruttoria import queries, services
from istruttoria.forms import NotaForm, prova
from istruttoria.transizioni import UFFICIO
from istruttoria.views.getters import pretendi_persona, programma_visibile
from istruttoria.views.revisione import dopo


@require_http_methods(["GET", "HEAD", "POST"])
def note_interne(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes already written, and the form for another."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    form = NotaForm(
        request.POST if request.method == "POST" else None,
        luoghi=queries.luoghi(programma, con_i_campi=True),
        initial={"luogo": request.GET.get("luogo", "")},
    )
    if request.method == "POST" and form.is_valid():
        fatto = prova(
            form,
            lambda: services.annota(programma=programma, autore=request.user, **form.dati),
        )
        if fatto:
            messages.success(request, "Nota scritta: la legge solo l’ufficio.")
            if request.GET.get("da") == "revisione":
                return dopo(request, pk, form.posto)
            return redirect("note_interne", pk)
    contesto = {
        "programma": programma,
        "form": form,
        "note": queries.note_interne(programma, request.user),
    }
    stato = 422 if request.method == "POST" else 200
    return render(request, "istruttoria/note.html", contesto, status=stato)
