"""What follows a remark is kept: every answer, every reopening with its reason, every closing."""

import io
import zipfile
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Utente
from istruttoria import services
from istruttoria.enums import StatoOsservazione
from istruttoria.models import Osservazione, SeguitoOsservazione
from istruttoria.queries import storia
from istruttoria.services import Rifiuto
from programmi.models import Programma
from tests.istruttoria.passi import fai

PERCHE = "mancano gli orari del sabato"


def attuale(remark: Osservazione) -> Osservazione:
    return Osservazione.objects.select_related("programma__distretto__ente").get(pk=remark.pk)


def rispondi(remark: Osservazione, attore: Utente, testo: str) -> None:
    services.rispondi_osservazione(attuale(remark), attore=attore, testo=testo)


@pytest.fixture
def risposta(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente, coordinatore: Utente
) -> Osservazione:
    """A remark answered and transmitted: the office weighs it."""
    remark = services.aggiungi_osservazione(
        programma=in_istruttoria, autore=funzionario, testo="Indicare gli orari", voce="premessa"
    )
    programma = fai("chiede_integrazioni", in_istruttoria, funzionario)
    rispondi(remark, manager, "Orari feriali aggiunti")
    fai("ritrasmetti", programma, coordinatore)
    return attuale(remark)


def riaperta(remark: Osservazione, attore: Utente) -> Osservazione:
    return services.riapri_osservazione(attuale(remark), attore=attore, motivo=PERCHE)


def scambio(remark: Osservazione) -> list[tuple[str, str, Any]]:
    return [(s.genere, s.testo, s.autore) for s in remark.seguiti.all()]


def pagina(utente: Any, nome: str, programma: Programma) -> str:
    client = Client()
    client.force_login(utente)
    return client.get(reverse(nome, args=[programma.pk])).text


def test_ogni_risposta_resta(
    risposta: Osservazione, funzionario: Utente, manager: Utente, coordinatore: Utente
) -> None:
    riaperta(risposta, funzionario)
    programma = fai("chiede_integrazioni", risposta.programma, funzionario)
    rispondi(risposta, manager, "Anche il sabato")
    fai("ritrasmetti", programma, coordinatore)
    services.chiudi_osservazione(attuale(risposta), attore=funzionario)
    assert scambio(risposta) == [
        ("risposta", "Orari feriali aggiunti", manager),
        ("riapertura", PERCHE, funzionario),
        ("risposta", "Anche il sabato", manager),
        ("chiusura", "", funzionario),
    ]
    assert not SeguitoOsservazione.objects.filter(fissato_il=None).exists()


def test_riaprendo_si_dice_perche(
    client: Client, risposta: Osservazione, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    indirizzo = reverse("riapri", args=[risposta.pk])
    assert client.post(indirizzo, {"motivo": "  "}).status_code == 422
    assert len(scambio(risposta)) == 1
    client.post(indirizzo, {"motivo": PERCHE})
    assert scambio(risposta)[-1] == ("riapertura", PERCHE, funzionario)


@pytest.mark.parametrize("persona", ["lettore", "manager", "coordinatore"])
def test_la_riapertura_arriva_quando_si_chiede(
    persona: str, risposta: Osservazione, funzionario: Utente, persone: dict[str, Any]
) -> None:
    """Until it is sent the district sees the remark as it left it: answered."""
    riaperta(risposta, funzionario)
    for nome in ("programma", "programma_storia"):
        testo = pagina(persone[persona], nome, risposta.programma)
        assert "Orari feriali aggiunti" in testo
        assert PERCHE not in testo
    vista = pagina(persone[persona], "programma", risposta.programma)
    assert f"<strong>{StatoOsservazione.RISPOSTA.label}</strong>" in vista
    assert PERCHE in pagina(funzionario, "programma", risposta.programma)
    fai("chiede_integrazioni", risposta.programma, funzionario)
    for nome in ("programma", "programma_storia"):
        assert PERCHE in pagina(persone[persona], nome, risposta.programma)


def test_si_legge_dove_si_risponde_e_nella_mail(
    risposta: Osservazione,
    funzionario: Utente,
    manager: Utente,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    riaperta(risposta, funzionario)
    with django_capture_on_commit_callbacks(execute=True):
        fai("chiede_integrazioni", risposta.programma, funzionario)
    client = Client()
    client.force_login(manager)
    testo = client.get(reverse("redazione_parte", args=[risposta.programma_id, "premessa"])).text
    assert "Orari feriali aggiunti" in testo
    assert PERCHE in testo
    assert any(PERCHE in messaggio.body for messaggio in mailoutbox)


def test_nella_revisione_nella_storia_e_nel_fascicolo(
    risposta: Osservazione, funzionario: Utente
) -> None:
    riaperta(risposta, funzionario)
    revisione = pagina(funzionario, "revisione", risposta.programma)
    assert "Orari feriali aggiunti" in revisione
    assert PERCHE in revisione
    fai("chiede_integrazioni", risposta.programma, funzionario)
    assert [e.titolo for e in storia(risposta.programma) if e.genere == "osservazione"] == [
        "Correzione: PREMESSA",
        "Risposta all’osservazione su: PREMESSA",
        "Osservazione riaperta su: PREMESSA",
    ]
    uscita = io.BytesIO()
    services.scrivi_fascicolo(risposta.programma, uscita)
    letta = zipfile.ZipFile(uscita).read("storia.html").decode()
    assert "Orari feriali aggiunti" in letta
    assert PERCHE in letta


def test_finche_non_si_ritrasmette_la_risposta_si_riscrive(
    risposta: Osservazione, funzionario: Utente, manager: Utente, coordinatore: Utente
) -> None:
    riaperta(risposta, funzionario)
    programma = fai("chiede_integrazioni", risposta.programma, funzionario)
    for testo in ("Prima stesura", "Seconda stesura"):
        rispondi(risposta, coordinatore, testo)
    assert scambio(risposta)[2:] == [("risposta", "Seconda stesura", coordinatore)]
    fai("ritrasmetti", programma, coordinatore)
    ultima = risposta.seguiti.filter(genere="risposta").last()
    with pytest.raises(IntegrityError, match="non si può modificare"), transaction.atomic():
        SeguitoOsservazione.objects.filter(pk=ultima.pk).update(testo="Terza")


def test_riaperta_mentre_il_distretto_integra_arriva_subito(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente
) -> None:
    remark = services.aggiungi_osservazione(
        programma=in_istruttoria, autore=funzionario, testo="Indicare gli orari"
    )
    fai("chiede_integrazioni", in_istruttoria, funzionario)
    rispondi(remark, manager, "Ecco")
    riaperta(remark, funzionario)
    assert not remark.seguiti.filter(fissato_il=None).exists()
    rispondi(remark, manager, "Ora sì")
    assert [s[:2] for s in scambio(remark)] == [
        ("risposta", "Ecco"),
        ("riapertura", PERCHE),
        ("risposta", "Ora sì"),
    ]


def test_una_riapertura_cambiata_idea_non_parte_mai(
    risposta: Osservazione, funzionario: Utente
) -> None:
    """Closed again before it was sent, then reopened for another reason: the last one leaves."""
    services.chiudi_osservazione(riaperta(risposta, funzionario), attore=funzionario)
    services.riapri_osservazione(attuale(risposta), attore=funzionario, motivo="Manca la sede")
    fai("chiede_integrazioni", risposta.programma, funzionario)
    da_inviare = SeguitoOsservazione.objects.filter(fissato_il=None)
    assert [s.testo for s in da_inviare] == [PERCHE]


@pytest.mark.parametrize("persona", ["manager", "estraneo_ente", "amministratore"])
def test_chi_non_riapre(persona: str, risposta: Osservazione, persone: dict[str, Any]) -> None:
    with pytest.raises(Rifiuto):
        riaperta(risposta, persone[persona])


def test_quelle_di_prima_hanno_il_loro_seguito(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente
) -> None:
    """What the migration writes of an answer, of a closing, and of a remark reopened."""
    ora = timezone.now()
    campi = {"autore": funzionario, "inviata_il": ora, "testo": "A"}
    detta = {"risposta": "Fatto", "risposta_di": manager, "risposta_il": ora}
    crea = in_istruttoria.osservazioni.create
    chiusa = crea(stato="chiusa", chiusa_il=ora, **campi, **detta)
    di_nuovo = crea(stato="aperta", **campi, **detta)
    import_module("istruttoria.migrations.0027_seguiti_di_prima").scrivi_i_seguiti(apps, None)
    assert scambio(chiusa) == [("risposta", "Fatto", manager), ("chiusura", "", None)]
    assert scambio(di_nuovo) == [("risposta", "Fatto", manager)]
    di_nuovo.refresh_from_db()
    assert (di_nuovo.risposta, di_nuovo.risposta_di) == ("", None)
