"""The views of the stand-in: the contract of the editor, and nothing of the product's data."""

import time
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.views.decorators.csrf import csrf_exempt

from azioni.percentuali import descrivi
from azioni.percentuali import leggi as leggi_cella
from tests.browser.officina.banco import banco, gettone
from tests.browser.officina.modelli import ACCEDI, ALTRA, LISTA, PAGINA


def _rendi(request: HttpRequest, modello: str, stato: int = 200, **dati: Any) -> HttpResponse:
    testo = engines["django"].from_string(modello).render(dati, request)
    return HttpResponse(testo, status=stato)


def _voci() -> list[dict[str, Any]]:
    ultima = len(banco.ordine) - 1
    return [
        {"id": voce, "nome": f"Azione {voce}", "prima": i == 0, "ultima": i == ultima}
        for i, voce in enumerate(banco.ordine)
    ]


@csrf_exempt
@login_not_required
def pagina(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _salva(request)
    campi = {
        nome.replace("-", "_"): {"valore": valore, "visto": gettone(valore)}
        for nome, valore in banco.valori.items()
    }
    return _rendi(request, PAGINA, campi=campi, voci=_voci(), utente="7")


def _salva(request: HttpRequest) -> HttpResponse:
    banco.richieste.append(dict(request.POST.items()))
    time.sleep(banco.lentezza)
    if banco.guasti and (guasto := banco.guasti.pop(0)):
        motivo = "Il programma è stato trasmesso."
        return JsonResponse({"esito": "vietato", "motivo": motivo}, status=guasto)
    if not banco.sessione:
        return HttpResponse(status=401)
    if not banco.token_buono:
        banco.token_buono = True
        return HttpResponse("token", status=403)
    stato, corpo = banco.salva(dict(request.POST.items()))
    return JsonResponse(corpo, status=stato)


@login_not_required
def altra(request: HttpRequest) -> HttpResponse:
    return _rendi(request, ALTRA)


@login_not_required
def accedi_qui(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _rendi(request, ACCEDI, errore="")
    if request.POST.get("password") != "giusta":
        return _rendi(request, ACCEDI, 422, errore="Password sbagliata.")
    banco.sessione = banco.entra_come
    intestazioni = {"X-CSRFToken": get_token(request), "X-Utente": banco.sessione}
    return HttpResponse(status=204, headers=intestazioni)


@login_not_required
def presenza(request: HttpRequest) -> HttpResponse:
    banco.presenze.append(dict(request.POST.items()))
    return JsonResponse({"altri": banco.altri})


@login_not_required
def leggi(request: HttpRequest) -> HttpResponse:
    lette = [descrivi(r) for r in leggi_cella(request.GET.get("testo", ""))]
    return _rendi(
        request, "{% for riga in lette %}<p>Si legge: {{ riga }}</p>{% endfor %}", lette=lette
    )


@login_not_required
def simula(request: HttpRequest) -> HttpResponse:
    return _rendi(
        request, "<p>Punteggio con {{ quanti }}</p>", quanti=request.GET.get("quanti", "0")
    )


@login_not_required
def sposta(request: HttpRequest) -> HttpResponse:
    if banco.guasti:
        return JsonResponse(
            {"motivo": "il programma è stato trasmesso"}, status=banco.guasti.pop(0)
        )
    voce = request.POST["voce"]
    qui = banco.ordine.index(voce)
    verso = {"su": qui - 1, "giu": qui + 1}.get(request.POST.get("verso", ""))
    posto = int(request.POST["posizione"]) - 1 if verso is None else verso
    banco.ordine.insert(posto, banco.ordine.pop(qui))
    return _rendi(request, LISTA, voci=_voci())


@csp_replace({"default-src": ["'none'"], "frame-ancestors": [SELF]})
@login_not_required
def pdf(request: HttpRequest) -> HttpResponse:
    """Stands for the PDF: a plain page, which every browser shows in a frame."""
    banco.pdf += 1
    risposta = HttpResponse(f"<!DOCTYPE html><title>p</title><p>Anteprima {banco.pdf}</p>")
    risposta["X-Frame-Options"] = "SAMEORIGIN"
    return risposta
