"""The page of a programme."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from azioni.services import aggiungi_azione
from distretti.models import Utente
from istruttoria import services
from istruttoria.models import Importazione
from programmi.models import Programma


def apri(client: Client, utente: Utente, programma: Programma) -> Any:
    client.force_login(utente)
    return client.get(reverse("programma", args=[programma.pk]))


def test_dice_a_chi_tocca(client: Client, manager: Utente, programma: Programma) -> None:
    testo = apri(client, manager, programma).text
    assert 'class="stato stato-bozza"' in testo
    assert "Al distretto" in testo


def test_un_passo_possibile_e_un_collegamento(
    client: Client, manager: Utente, programma: Programma
) -> None:
    passo = reverse("passo", args=[programma.pk, "prepara_per_la_giunta"])
    assert f'href="{passo}"' in apri(client, manager, programma).text


def test_un_passo_impossibile_dice_perche(
    client: Client, lettore: Utente, programma: Programma
) -> None:
    risposta = apri(client, lettore, programma)
    assert not risposta.context["pronti"]
    assert "Chi è «Referente di organizzazione aderente» non può farlo" in risposta.text


def test_i_controlli_portano_al_loro_posto(
    client: Client, manager: Utente, programma: Programma
) -> None:
    risposta = apri(client, manager, programma)
    ancore = {
        s.ancora
        for gruppo in ("bloccano", "avvisano")
        for s in getattr(risposta.context["controlli"], gruppo)
        if s.ancora
    }
    assert ancore
    assert all(f'id="{ancora}"' in risposta.text for ancora in ancore)


def test_le_percentuali_dicono_come_si_leggono(
    client: Client, lettore: Utente, programma: Programma
) -> None:
    testo = apri(client, lettore, programma).text
    assert "Si legge:" in testo
    assert "quando è fatto tutto ciò che la frase chiede" in testo


def test_il_testo_ricco_e_ripulito_anche_se_il_database_non_lo_e(
    client: Client, lettore: Utente, programma: Programma
) -> None:
    programma.sezioni.filter(voce__codice="premessa").update(
        html='<p onclick="x()">Ciao</p><script>alert(1)</script>'
    )
    testo = apri(client, lettore, programma).text
    assert "<p>Ciao</p>" in testo
    assert "alert(1)" not in testo


def test_dice_da_quale_file_viene(
    client: Client, funzionario: Utente, programma: Programma
) -> None:
    Importazione.objects.create(
        distretto=programma.distretto,
        anno=2026,
        schema=programma.schema,
        nome_file="arrivato.docx",
        sha256="0" * 64,
        lettura={},
        autore=funzionario,
        programma=programma,
    )
    assert "arrivato.docx" in apri(client, funzionario, programma).text


def test_una_proposta_aspetta_il_dirigente(
    client: Client, funzionario: Utente, in_istruttoria: Programma
) -> None:
    services.esegui("propone", programma=in_istruttoria, attore=funzionario)
    risposta = apri(client, funzionario, in_istruttoria)
    assert risposta.context["tocca_a"][0] == "Al dirigente"


def test_il_registro_dice_che_cosa_fu_registrato(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = services.esegui(
        "prende_in_carico",
        programma=nello_stato("trasmesso"),
        attore=funzionario,
        dati={"protocollo_numero": "366010", "protocollo_data": "2026-04-30"},
    )
    testo = apri(client, funzionario, programma).text
    assert "Protocollo n.: 366010" in testo
    assert "Data di protocollo: 30/04/2026" in testo


@pytest.mark.parametrize(("stato", "vede"), [("approvato", False), ("pubblicato", True)])
def test_da_un_programma_pubblicato_si_va_alla_pagina_pubblica(
    stato: str, vede: bool, client: Client, manager: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato(stato)
    dove = reverse("pubblicato", args=[programma.pk])
    assert (f'href="{dove}"' in apri(client, manager, programma).text) is vede


@pytest.mark.parametrize(("persona", "vede"), [("funzionario", True), ("manager", False)])
def test_l_ufficio_trova_dove_si_fissano_gli_aderenti(
    persona: str, vede: bool, client: Client, persone: dict[str, Utente], programma: Programma
) -> None:
    dove = reverse("admin:ufficio_aderenti", args=[programma.pk])
    assert (dove in apri(client, persone[persona], programma).text) is vede


@pytest.mark.parametrize("quante", [1, 3, 100])
@pytest.mark.parametrize(("persona", "interrogazioni"), [("funzionario", 31), ("manager", 34)])
def test_interrogazioni(
    quante: int,
    persona: str,
    interrogazioni: int,
    client: Client,
    persone: dict[str, Utente],
    programma: Programma,
    django_assert_num_queries: Any,
) -> None:
    """The same number with 1, 3 and 100 actions, remarks and transitions of the log."""
    autore = persone["funzionario"]
    for numero in range(quante):
        aggiungi_azione(programma, tipo="progettualita", titolo=f"Progettualità {numero}")
        programma.osservazioni.create(
            testo="Chiarire", autore=autore, voce="premessa", inviata_il=timezone.now()
        )
        programma.passaggi.create(
            transizione="trasmetti", da="bozza", a="trasmesso", autore=autore, persona="funzionario"
        )
    client.force_login(persone[persona])
    with django_assert_num_queries(interrogazioni):
        client.get(reverse("programma", args=[programma.pk]))
