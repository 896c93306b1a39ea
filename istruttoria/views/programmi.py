"""The page of a programme, and the steps that are taken from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from istruttoria import queries, rules, services
from istruttoria.compilazione import GUIDATI, prontezza
from istruttoria.fatti import Fatti
from istruttoria.forms import PassoForm, messaggio_troppo_grande, prova
from istruttoria.parti import parti_dello_snapshot
from istruttoria.situazione import FERMI, cammino, tocca_a
from istruttoria.views.getters import programma_visibile, transizione_di
from programmi.enums import STATI_CON_DETERMINAZIONE
from programmi.services.modifiche import modificabile


@require_safe
def programma(request: HttpRequest, pk: int) -> HttpResponse:
    """State, next steps, checks, remarks, the text as it reads, documents and log."""
    programma = programma_visibile(request, pk)
    fatti = Fatti(programma)
    passi = services.transizioni(programma, request.user, fatti=fatti)
    puo_firmare = rules.puo_firmare_programma(request.user, programma, fatti=fatti)
    puo_annotare = rules.puo_annotare(request.user, programma, fatti=fatti)
    osservazioni = queries.osservazioni(programma, ufficio=bool(puo_annotare))
    return render(
        request,
        "istruttoria/programma.html",
        {
            "programma": programma,
            "cammino": cammino(programma.stato),
            "termini": queries.termini_del_programma(programma, oggi=timezone.localdate()),
            "proroga": bool(rules.puo_aprire_anno(request.user, programma.distretto.ente)),
            "tocca_a": tocca_a(
                programma.stato,
                queries.proposto_da(fatti),
                in_rettifica=fatti.in_rettifica,
                aspetta_numero=fatti.aspetta_numero,
            ),
            "apertura": fatti.apertura,
            "aspetta_numero": fatti.aspetta_numero,
            "atto_rettificato": fatti.atto_rettificato,
            "pronti": [transizione for transizione, risposta in passi if risposta],
            "fermi": [(transizione, risposta) for transizione, risposta in passi if not risposta],
            "chiudono": FERMI,
            "modificabile": modificabile(programma),
            "controlli": queries.controlli_per_gravita(
                queries.esiti_leggibili(fatti, ufficio=bool(puo_annotare))
            ),
            "osservazioni": osservazioni,
            "per_posto": queries.per_posto(osservazioni),
            "da_chiudere": sum(letta.da_chiudere for letta in osservazioni),
            "parti": parti_dello_snapshot(fatti.da_leggere),
            "documenti": queries.con_copie(
                programma, queries.documenti(programma), per_ufficio=bool(puo_firmare)
            ),
            "puo_firmare": puo_firmare,
            "bozza": programma.stato not in STATI_CON_DETERMINAZIONE,
            "registro": queries.registro(programma),
            "importazione": queries.provenienza(programma),
            "puo_scrivere": rules.puo_scrivere(request.user, programma, fatti=fatti),
            "puo_osservare": rules.puo_osservare(request.user, programma),
            "puo_scrivere_atto": rules.puo_scrivere_atto(request.user, programma, fatti=fatti),
            "puo_rispondere": rules.puo_rispondere(request.user, programma),
            "puo_annotare": puo_annotare,
            "puo_superare": rules.puo_superare(request.user, programma),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def passo(request: HttpRequest, pk: int, nome: str) -> HttpResponse:
    """One transition: what it asks for, then the move itself; or why it cannot be made.

    The steps that send the programme on are guided: what is missing, what changed, who can.
    """
    programma = programma_visibile(request, pk)
    fatti = Fatti(programma)
    transizione = transizione_di(nome, fatti, request.user)
    risposta = rules.puo(request.user, nome, programma, fatti=fatti)
    form = PassoForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"impronta": fatti.impronta_mostrata(transizione)},
        transizione=transizione,
        programma=programma,
        utente=request.user,
    )
    if getattr(request, "caricamento_troppo_grande", False) and "allegato" in form.fields:
        form.errors.pop("allegato", None)
        form.add_error("allegato", messaggio_troppo_grande())
    elif request.method == "POST" and form.is_valid():
        fatto = prova(
            form,
            lambda: services.esegui(
                nome,
                programma=programma,
                attore=request.user,
                dati=form.dati,
                nota=form.cleaned_data["nota"],
            ),
        )
        if fatto:
            messages.success(request, f"{transizione.etichetta}: fatto.")
            return redirect("programma", pk)
    contesto = {
        "programma": programma,
        "transizione": transizione,
        "risposta": risposta,
        "form": form,
        "correzioni": fatti.correzioni if transizione.con_atto else [],
    }
    pagina = "istruttoria/passo.html"
    if nome in GUIDATI:
        pagina = "istruttoria/passo_guidato.html"
        contesto["guida"] = prontezza(nome, fatti, request.user)
    stato = 422 if request.method == "POST" else 200
    return render(request, pagina, contesto, status=stato)
