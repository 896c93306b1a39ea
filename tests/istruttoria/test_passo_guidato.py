"""The guide beside the steps that leave the district: what is missing, what changed, who can."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from azioni.services import aggiungi_azione
from distretti.models import Utente
from istruttoria.enums import TipoDocumento
from istruttoria.models import Documento
from programmi.models import Programma
from tests.istruttoria.passi import fai

Porta = Callable[[str], Programma]


def apri(client: Client, utente: Utente, programma: Programma, nome: str) -> Any:
    client.force_login(utente)
    return client.get(reverse("passo", args=[programma.pk, nome]))


@pytest.fixture
def con_un_blocco(programma: Programma) -> Programma:
    azione = programma.azioni.first()
    azione.regole.all().delete()
    programma.azioni.filter(pk=azione.pk).update(vamt=True)
    return programma


def test_dice_che_cosa_manca_con_il_posto_in_cui_si_scrive(
    client: Client, manager: Utente, con_un_blocco: Programma
) -> None:
    risposta = apri(client, manager, con_un_blocco, "prepara_per_la_giunta")
    guida = risposta.context["guida"]
    assert guida.bloccano
    azione = con_un_blocco.azioni.first()
    posto = reverse("redazione_azione", args=[con_un_blocco.pk, azione.pk])
    assert any(segnale.indirizzo.startswith(posto) for segnale in guida.bloccano)
    assert risposta.context["risposta"].ok, "a text with open points can be fixed all the same"
    assert "ma con questi punti aperti non si potrà trasmettere" in risposta.text


def test_chi_non_scrive_e_mandato_alla_pagina(
    client: Client, coordinatore: Utente, con_un_blocco: Programma
) -> None:
    risposta = apri(client, coordinatore, con_un_blocco, "trasmetti")
    pagina = reverse("programma", args=[con_un_blocco.pk])
    guida = risposta.context["guida"]
    assert {s.indirizzo for s in guida.bloccano} == {f"{pagina}#controlli"}
    assert all(parte.indirizzo.startswith(f"{pagina}#parte-") for parte in guida.parti)
    assert "Restano da sistemare i punti elencati qui sopra" in risposta.text


def test_il_manager_legge_chi_puo_trasmettere(
    client: Client, manager: Utente, persone: dict[str, Utente], nello_stato: Porta
) -> None:
    programma = nello_stato("bozza")
    risposta = apri(client, manager, programma, "trasmetti")
    assert risposta.status_code == 200
    assert "Chi è «Manager territoriale» non può farlo." in risposta.text
    assert [i.ruolo for i in risposta.context["guida"].mittenti] == [
        "referente_amministrativo",
        "coordinatore",
    ]
    assert '<form method="post" action="/programmi/' not in risposta.text


def test_e_il_servizio_lo_ferma(client: Client, manager: Utente, nello_stato: Porta) -> None:
    programma = nello_stato("bozza")
    client.force_login(manager)
    risposta = client.post(reverse("passo", args=[programma.pk, "trasmetti"]), {})
    assert risposta.status_code == 422
    programma.refresh_from_db()
    assert programma.stato == "bozza"


def test_senza_chi_trasmetta_lo_si_dice(
    client: Client, manager: Utente, nello_stato: Porta
) -> None:
    programma = nello_stato("bozza")
    programma.distretto.incarichi.exclude(ruolo="manager").delete()
    risposta = apri(client, manager, programma, "prepara_per_la_giunta")
    assert "Nessuno ha oggi l’incarico di trasmettere" in risposta.text


def test_dice_che_cosa_e_cambiato_dopo_la_giunta(
    client: Client, manager: Utente, coordinatore: Utente, nello_stato: Porta
) -> None:
    programma = fai("prepara_per_la_giunta", nello_stato("bozza"), manager)
    uguale = apri(client, coordinatore, programma, "trasmetti")
    assert uguale.context["guida"].cambiate == []
    assert "Il testo è quello fissato" in uguale.text
    programma.azioni.filter(posizione=1).update(titolo="Un altro titolo")
    diverso = apri(client, coordinatore, programma, "trasmetti")
    assert diverso.context["guida"].cambiate == ["la riga V.A.M.T. 1"]
    confronto = reverse("programma_confronto", args=[programma.pk])
    assert f"{confronto}?da=v1&amp;a=oggi" in diverso.text


def test_chi_ritrasmette_vede_che_cosa_ha_cambiato_e_che_cosa_aspetta_risposta(
    client: Client, coordinatore: Utente, funzionario: Utente, nello_stato: Porta
) -> None:
    programma = fai("trasmetti", nello_stato("bozza"), coordinatore)
    programma = fai("prende_in_carico", programma, funzionario)
    programma.osservazioni.create(
        testo="Chiarire", autore=funzionario, voce="premessa", inviata_il=timezone.now()
    )
    programma = fai("chiede_integrazioni", programma, funzionario)
    guida = apri(client, coordinatore, programma, "ritrasmetti").context["guida"]
    assert (guida.senza_risposta, guida.cambiate) == (1, [])
    assert guida.fissata.motivo == "Testo trasmesso all'Agenzia"


def test_prepara_fa_il_pdf_e_il_word(client: Client, manager: Utente, nello_stato: Porta) -> None:
    programma = fai("prepara_per_la_giunta", nello_stato("bozza"), manager)
    tipi = Documento.objects.filter(versione__programma=programma).values_list("tipo", flat=True)
    assert set(tipi) == {TipoDocumento.PROGRAMMA, TipoDocumento.WORD}
    client.force_login(manager)
    word = Documento.objects.get(tipo=TipoDocumento.WORD)
    risposta = client.get(reverse("documento", args=[word.pk]))
    assert risposta.content.startswith(b"PK")
    assert risposta["Content-Disposition"].endswith('.docx"')


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int,
    client: Client,
    manager: Utente,
    nello_stato: Porta,
    django_assert_num_queries: Any,
) -> None:
    programma = nello_stato("bozza")
    for numero in range(quante):
        aggiungi_azione(programma, tipo="progettualita", titolo=f"Progettualità {numero}")
    client.force_login(manager)
    with django_assert_num_queries(25):
        client.get(reverse("passo", args=[programma.pk, "prepara_per_la_giunta"]))
