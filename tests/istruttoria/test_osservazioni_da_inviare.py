"""What the office is still collecting: nobody of the district learns of it; it can be mended."""

import io
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from distretti.models import Utente
from istruttoria import services
from istruttoria.fatti import Fatti
from istruttoria.models import Osservazione
from istruttoria.queries import storia
from istruttoria.services import Rifiuto
from programmi.models import Programma
from tests.istruttoria.passi import fai
from tests.istruttoria.test_note import contiene
from tests.rotte import PAGINE

CANARINO = "canarino"
DISTRETTO = ("lettore", "manager", "coordinatore", "referente_amministrativo")
LUOGHI: tuple[dict[str, Any], ...] = (
    {},
    {"voce": "premessa"},
    {"azione_tipo": "riga_vamt", "azione_numero": 1},
    {"azione_tipo": "riga_vamt", "azione_numero": 1, "campo": "percentuali"},
)


def osserva(programma: Programma, autore: Any, testo: str = CANARINO) -> list[Osservazione]:
    return [
        services.aggiungi_osservazione(programma=programma, autore=autore, testo=testo, **luogo)
        for luogo in LUOGHI
    ]


def pagine(programma: Programma, remark: Osservazione) -> list[str]:
    """Every address of the product that one can read about a programme or one of its remarks."""
    azione = programma.azioni.get(tipo="riga_vamt", posizione=1).pk
    di = {
        "": (),
        "distretto": (programma.distretto_id,),
        "programma": (programma.pk,),
        "passo": (programma.pk, "ritrasmetti"),
        "remark": (remark.pk,),
        "da_inviare": (remark.pk,),
        "parte": (programma.pk, "premessa"),
        "azione": (programma.pk, azione),
        "storia": (programma.pk, f"azione-{azione}-titolo"),
    }
    trovate = []
    for nome, (metodo, cosa, _) in PAGINE.items():
        if metodo == "get" and cosa in di:
            try:
                trovate.append(reverse(nome, args=di[cosa]))
            except NoReverseMatch:
                continue
    return trovate


def chi_la_vede(programma: Programma, remark: Osservazione, utente: Any) -> list[str]:
    client = Client()
    client.force_login(utente)
    trovate = []
    for indirizzo in pagine(programma, remark):
        risposta = client.get(indirizzo)
        if contiene(CANARINO, indirizzo, b"".join(risposta)):
            trovate.append(indirizzo)
    return trovate


@pytest.mark.parametrize("persona", [*DISTRETTO, "estraneo", "estraneo_ente"])
@pytest.mark.parametrize("stato", ["in_istruttoria", "da_integrare"])
def test_fuori_dell_ufficio_nessuno_la_vede(
    stato: str, persona: str, nello_stato: Callable[[str], Programma], persone: dict[str, Any]
) -> None:
    programma = nello_stato(stato)
    remark = osserva(programma, persone["funzionario"])[0]
    assert chi_la_vede(programma, remark, persone[persona]) == []


@pytest.mark.parametrize("persona", DISTRETTO)
def test_inviata_la_vede_tutto_il_distretto(
    persona: str, in_istruttoria: Programma, persone: dict[str, Any]
) -> None:
    """The control: the same pages do show it, once it is sent."""
    remark = osserva(in_istruttoria, persone["funzionario"])[0]
    fai("chiede_integrazioni", in_istruttoria, persone["funzionario"])
    viste = chi_la_vede(in_istruttoria, remark, persone[persona])
    assert {reverse(n, args=[in_istruttoria.pk]) for n in ("programma", "programma_storia")} <= set(
        viste
    )


@pytest.mark.parametrize("persona", ["funzionario", "dirigente"])
def test_l_ufficio_la_vede_segnata(
    persona: str, client: Client, in_istruttoria: Programma, persone: dict[str, Any]
) -> None:
    osserva(in_istruttoria, persone["funzionario"])
    client.force_login(persone[persona])
    for nome in ("programma", "revisione"):
        testo = client.get(reverse(nome, args=[in_istruttoria.pk])).text
        assert CANARINO in testo
        assert "non ancora inviata" in testo


def test_ne_storia_ne_fascicolo(in_istruttoria: Programma, funzionario: Utente) -> None:
    osserva(in_istruttoria, funzionario)
    fascicolo = io.BytesIO()
    services.scrivi_fascicolo(in_istruttoria, fascicolo)
    assert not contiene(CANARINO, "fascicolo", fascicolo.getvalue())
    assert CANARINO not in repr(storia(in_istruttoria))


def test_partono_tutte_insieme(
    in_istruttoria: Programma,
    funzionario: Utente,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    osserva(in_istruttoria, funzionario)
    with django_capture_on_commit_callbacks(execute=True):
        fai("chiede_integrazioni", in_istruttoria, funzionario)
    assert not Osservazione.objects.filter(inviata_il=None).exists()
    assert any(CANARINO in messaggio.body for messaggio in mailoutbox)


def test_quella_scritta_dopo_aspetta_la_volta_dopo(
    nello_stato: Callable[[str], Programma],
    funzionario: Utente,
    manager: Utente,
    coordinatore: Utente,
) -> None:
    """It opens nothing, it does not keep the district from transmitting, it is not answered."""
    programma = nello_stato("da_integrare")
    [intera, *_] = osserva(programma, funzionario)
    fatti = Fatti(programma)
    assert (fatti.senza_risposta, fatti.sblocchi.luoghi) == (0, frozenset())
    with pytest.raises(Rifiuto, match="non è ancora stata inviata"):
        services.rispondi_osservazione(intera, attore=manager, testo="Ecco")
    programma = fai("ritrasmetti", programma, coordinatore)
    fai("chiede_integrazioni", programma, funzionario)
    assert not Osservazione.objects.filter(inviata_il=None).exists()


def test_una_transizione_fallita_non_invia(
    in_istruttoria: Programma, funzionario: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    osserva(in_istruttoria, funzionario)
    monkeypatch.setattr("istruttoria.services.passaggi.avvisa", lambda *a: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fai("chiede_integrazioni", in_istruttoria, funzionario)
    assert not Osservazione.objects.inviate().exists()


# --- corrected, withdrawn -----------------------------------------------------------------------


@pytest.fixture
def remark(in_istruttoria: Programma, funzionario: Utente) -> Osservazione:
    return osserva(in_istruttoria, funzionario)[1]


def corretta(remark: Osservazione, attore: Any, testo: str = "Chiarire gli orari") -> Osservazione:
    return services.correggi_osservazione(
        remark, attore=attore, testo=testo, tipo="chiarimento", visto=remark.impronta
    )


def test_si_corregge_dalla_pagina(
    client: Client, remark: Osservazione, dirigente: Utente, funzionario: Utente
) -> None:
    client.force_login(dirigente)
    indirizzo = reverse("correggi", args=[remark.pk])
    assert CANARINO in client.get(indirizzo).text
    dati = {"testo": "Chiarire gli orari", "tipo": "chiarimento", "visto": remark.impronta}
    client.post(indirizzo, dati)
    remark.refresh_from_db()
    assert (remark.testo, remark.tipo, remark.autore) == (
        "Chiarire gli orari",
        "chiarimento",
        funzionario,
    )


def test_chi_arriva_secondo_legge_i_due_testi(
    client: Client, remark: Osservazione, dirigente: Utente, funzionario: Utente
) -> None:
    dati = {"testo": "Il mio testo", "tipo": "correzione", "visto": remark.impronta}
    corretta(remark, dirigente, "Il testo del collega")
    client.force_login(funzionario)
    indirizzo = reverse("correggi", args=[remark.pk])
    risposta = client.post(indirizzo, dati)
    assert risposta.status_code == 422
    assert "Il mio testo" in risposta.text
    assert "Il testo del collega" in risposta.text
    visto = risposta.context["form"]["visto"].value()
    client.post(indirizzo, dati | {"visto": visto})
    assert Osservazione.objects.get(pk=remark.pk).testo == "Il mio testo"


def test_si_ritira_dalla_pagina(client: Client, remark: Osservazione, funzionario: Utente) -> None:
    client.force_login(funzionario)
    indirizzo = reverse("ritira", args=[remark.pk])
    assert CANARINO in client.get(indirizzo).text
    assert Osservazione.objects.filter(pk=remark.pk).exists()
    testo = client.post(indirizzo, follow=True).text
    assert "Osservazione ritirata" in testo
    assert not Osservazione.objects.filter(pk=remark.pk).exists()


@pytest.mark.parametrize("persona", [*DISTRETTO, "estraneo_ente", "amministratore"])
def test_chi_non_corregge_e_non_ritira(
    persona: str, remark: Osservazione, persone: dict[str, Any]
) -> None:
    with pytest.raises(Rifiuto):
        corretta(remark, persone[persona])
    with pytest.raises(Rifiuto):
        services.ritira_osservazione(remark, attore=persone[persona])
    remark.refresh_from_db()
    assert remark.testo == CANARINO


def test_inviata_non_si_corregge_e_non_si_ritira(
    client: Client, remark: Osservazione, funzionario: Utente
) -> None:
    fai("chiede_integrazioni", remark.programma, funzionario)
    with pytest.raises(Rifiuto, match="già stata inviata"):
        corretta(remark, funzionario)
    with pytest.raises(Rifiuto, match="già stata inviata"):
        services.ritira_osservazione(remark, attore=funzionario)
    client.force_login(funzionario)
    for nome in ("correggi", "ritira"):
        assert "non cambia più" in client.get(reverse(nome, args=[remark.pk])).text


def test_non_inviata_non_si_chiude_e_non_si_riapre(
    remark: Osservazione, funzionario: Utente
) -> None:
    with pytest.raises(Rifiuto, match="non è ancora stata inviata"):
        services.chiudi_osservazione(remark, attore=funzionario)
    with pytest.raises(Rifiuto, match="non è ancora stata inviata"):
        services.riapri_osservazione(remark, attore=funzionario, motivo="Manca")


# --- those of before ----------------------------------------------------------------------------


def test_quelle_di_prima_restano_inviate(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente
) -> None:
    """What the migration writes: sent when the programme went back, or when it was written."""
    [rimandata, letta, nuova, _] = osserva(in_istruttoria, funzionario)
    ora = timezone.now()
    in_istruttoria.passaggi.create(
        transizione="chiede_integrazioni",
        da="in_istruttoria",
        a="da_integrare",
        persona="funzionario",
    )
    quando = in_istruttoria.passaggi.get(transizione="chiede_integrazioni").quando
    di = Osservazione.objects.filter
    di(pk=rimandata.pk).update(creata_il=ora - timedelta(days=9))
    di(pk=letta.pk).update(creata_il=quando + timedelta(hours=1), risposta="Ecco")
    di(pk=nuova.pk).update(creata_il=quando + timedelta(hours=1))
    import_module("istruttoria.migrations.0024_osservazioni_inviate").segna_le_inviate(apps, None)
    assert di(pk=rimandata.pk).get().inviata_il == quando
    assert di(pk=letta.pk).get().inviata_il == quando + timedelta(hours=1)
    assert di(pk=nuova.pk).get().inviata_il is None
