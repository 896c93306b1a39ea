"""What a page of the editor posts, and what it is answered: a page, or JSON for its script."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from istruttoria.compilazione import CampoPagina
from istruttoria.parole import (
    AGGIUNTO,
    TOLTO,
    Pezzo,
    parole_diverse,
    testo_semplice,
)
from istruttoria.services import redazione
from istruttoria.services.redazione import CAMPI, CELLE, Esito, Proposta
from programmi.models import Programma
from programmi.services import Conflitto, Scritto

NOME = re.compile(r"(?a:(?P<modello>[a-z]+)-(?P<oggetto>\d{1,18})-(?P<campo>[a-z_]+))")


def proposte(dati: Mapping[str, Any]) -> list[Proposta]:
    """The fields that a request names, each with the gettone of what its page had loaded.

    A box that is not ticked posts nothing: its companion ``NAME-presente`` speaks for it.
    """
    trovate = []
    for nome in dict.fromkeys(n.removesuffix("-presente") for n in dati):
        letto = NOME.fullmatch(nome)
        visto = dati.get(f"{nome}-visto")
        if letto is None or visto is None or not _noto(letto["modello"], letto["campo"]):
            continue
        trovate.append(
            Proposta(
                letto["modello"],
                int(letto["oggetto"]),
                letto["campo"],
                dati.get(nome, ""),
                visto,
            )
        )
    return trovate


def _noto(modello: str, campo: str) -> bool:
    return (modello, campo) in CAMPI or (modello == "azione" and campo in CELLE)


def dallo_script(request: HttpRequest) -> bool:
    """Whether the page's own script asks: it wants data, not a page."""
    return request.headers.get("X-Richiesta") == "salva"


def salva(request: HttpRequest, pk: int) -> Esito:
    """Save what the request proposes. 404 for a programme that the user may not see."""
    try:
        return redazione.salva(pk, proposte(request.POST), attore=request.user)
    except Programma.DoesNotExist as errore:
        raise Http404 from errore


def risposta(esito: Esito) -> HttpResponse:
    """The outcome for the script: 200 all saved, 409 a conflict, 422 a refusal."""
    campi = {nome: _scritto(s) for nome, s in esito.scritti.items()}
    for nome, derivati in esito.derivati.items():
        campi[nome]["derivati"] = {altro: _scritto(s) for altro, s in derivati.items()}
    corpo: dict[str, Any] = {
        "esito": "salvato",
        "alle": date_format(timezone.localtime(esito.quando), "H:i"),
        "campi": campi,
        "conflitti": {nome: _conflitto(nome, c) for nome, c in esito.conflitti.items()},
        "rifiuti": esito.rifiuti,
    }
    if esito.conflitti:
        return JsonResponse(corpo | {"esito": "conflitto"}, status=409)
    if esito.rifiuti:
        return JsonResponse(corpo | {"esito": "rifiutato"}, status=422)
    return JsonResponse(corpo)


def vietato(motivo: str) -> HttpResponse:
    return JsonResponse({"esito": "vietato", "motivo": motivo}, status=403)


def _scritto(scritto: Scritto) -> dict[str, Any]:
    return {"visto": scritto.gettone, "valore": scritto.valore}


def _conflitto(nome: str, conflitto: Conflitto) -> dict[str, str]:
    testi = conflitto.attuale, conflitto.proposto
    if nome.endswith("-html"):
        testi = testo_semplice(conflitto.attuale), testo_semplice(conflitto.proposto)
    return {
        "differenze": format_html_join(
            "", "{}", ((_segnato(pezzo),) for pezzo in parole_diverse(*testi))
        ),
        "visto": conflitto.gettone,
        "attuale": conflitto.attuale,
        "proposto": conflitto.proposto,
        "autore": str(conflitto.autore or "qualcun altro"),
        "quando": quando_detto(conflitto.quando) if conflitto.quando else "",
    }


def _segnato(pezzo: Pezzo) -> str:
    segni = {TOLTO: "<del>{}</del>", AGGIUNTO: "<ins>{}</ins>"}
    return format_html(segni.get(pezzo.genere, "{}"), pezzo.breve)


def quando_detto(quando: Any) -> str:
    """ "oggi alle 10:41", "il 26/11/2026 alle 10:41"."""
    locale = timezone.localtime(quando)
    ora = date_format(locale, "H:i")
    if locale.date() == timezone.localdate():
        return f"oggi alle {ora}"
    return f"il {locale:%d/%m/%Y} alle {ora}"


def riporta(campi: Sequence[CampoPagina], esito: Esito, dati: Mapping[str, Any]) -> None:
    """Put what was typed back into the fields that were not saved, with the reason."""
    for campo in campi:
        if campo.nome in esito.conflitti:
            campo.conflitto = _conflitto(campo.nome, esito.conflitti[campo.nome])
        if campo.nome in esito.rifiuti:
            campo.rifiuto = esito.rifiuti[campo.nome]
            campo.proposto = dati.get(campo.nome, "")
