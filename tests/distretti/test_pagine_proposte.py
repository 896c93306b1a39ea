"""Proposing in the browser, and deciding."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Organizzazione, Proposta, Utente
from distretti.services import proponi


def nuova(distretto: Distretto, tipo: str, chi: Organizzazione | None = None) -> str:
    url = reverse("proposta_nuova", args=[distretto.pk, tipo])
    return f"{url}?organizzazione={chi.pk}" if chi else url


@pytest.fixture
def dati(distretto: Distretto, manager: Utente) -> Proposta:
    return proponi(
        distretto=distretto, tipo="dati", autore=manager, contenuto={"sito": ["", "www.x.it"]}
    )


def test_il_manager_propone(del_manager: Client, distretto: Distretto, cs4: Organizzazione) -> None:
    modulo = {"aderente": cs4.pk, "al": "2026-01-31", "motivo_uscita": "chiude"}
    risposta = del_manager.post(nuova(distretto, "uscita"), modulo)
    assert risposta.url == reverse("distretto", args=[distretto.pk])
    assert Proposta.objects.get().stato == "proposta"
    assert cs4.adesioni.get().al is None


def test_l_ufficio_registra_subito(
    dell_ufficio: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    modulo = {"aderente": cs4.pk, "marchio": "family_audit", "dal": "2026-01-31"}
    dell_ufficio.post(nuova(distretto, "certificazione"), modulo)
    assert Proposta.objects.get().stato == "confermata"
    assert cs4.certificazioni.get().tipo == "family_audit"


def test_il_nome_scritto_senza_scegliere_si_capisce(
    del_manager: Client, distretto: Distretto, capofila: Organizzazione
) -> None:
    modulo = {"nome": "COMUNE DI PERGINE VALSUGANA", "dal": "2026-01-31"}
    del_manager.post(nuova(distretto, "adesione"), modulo)
    assert Proposta.objects.get().organizzazione == capofila


def test_un_nome_dubbio_si_chiede(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    Organizzazione.objects.create(ente=distretto.ente, denominazione="Forno Bianchi Pergine")
    modulo = {"nome": "Forno Bianchi", "dal": "2026-01-31"}
    risposta = del_manager.post(nuova(distretto, "adesione"), modulo)
    assert risposta.status_code == 422
    (scelta, *_) = risposta.context["form"].fields["scelta"].choices
    del_manager.post(nuova(distretto, "adesione"), {**modulo, "scelta": scelta[0]})
    assert str(Proposta.objects.get().organizzazione) == "Forno Bianchi Pergine"


def test_un_nome_ignoto_si_propone_come_nuovo(del_manager: Client, distretto: Distretto) -> None:
    modulo = {"nome": "Zeta & figli", "dal": "2026-01-31"}
    risposta = del_manager.post(nuova(distretto, "adesione"), modulo)
    assert risposta.status_code == 422
    assert nuova(distretto, "organizzazione") + "?denominazione=Zeta" in risposta.text


def test_una_nuova_che_c_e_gia_si_mostra_prima(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    modulo = {"denominazione": "Quattro Passi", "dal": "2026-01-31"}
    risposta = del_manager.post(nuova(distretto, "organizzazione"), modulo)
    assert risposta.status_code == 422
    assert "Forse è già nel registro" in risposta.text
    assert str(cs4) in risposta.text


def test_una_simile_ma_nuova_davvero_si_propone(
    del_manager: Client, distretto: Distretto, capofila: Organizzazione
) -> None:
    modulo = {"denominazione": "Comune di Pergine", "dal": "2026-01-31", "altri_nomi": "A\nB"}
    assert del_manager.post(nuova(distretto, "organizzazione"), modulo).status_code == 422
    del_manager.post(nuova(distretto, "organizzazione"), {**modulo, "scelta": "nuova"})
    proposta = Proposta.objects.get()
    assert (proposta.tipo, proposta.organizzazione) == ("organizzazione", None)
    assert proposta.contenuto["altri_nomi"] == ["A", "B"]


def test_non_si_sceglie_un_organizzazione_di_un_altro_ente(
    del_manager: Client, distretto: Distretto, altro_ente: Any
) -> None:
    altrove = Organizzazione.objects.create(ente=altro_ente, denominazione="Di altrove")
    modulo = {"nome": "x", "organizzazione_id": altrove.pk, "dal": "2026-01-31"}
    assert del_manager.post(nuova(distretto, "adesione"), modulo).status_code == 422
    assert not Proposta.objects.exists()


def test_una_correzione_parte_da_cio_che_si_e_visto(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    modulo = {
        "forma_giuridica": "cooperativa",
        "dal": "2022-07-15",
        "settore": "Sociale",
        "prima_settore": "",
        "prima_dal": "2022-07-15",
        "altri_nomi": "CS quattro",
    }
    assert del_manager.post(nuova(distretto, "correzione", cs4), modulo).status_code == 302
    contenuto = Proposta.objects.get().contenuto
    assert contenuto["settore"] == ["", "Sociale"]
    assert contenuto["altri_nomi"] == ["CS quattro"]
    assert "dal" not in contenuto


def test_il_modulo_ricorda_i_valori_visti(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    form = del_manager.get(nuova(distretto, "dati")).context["form"]
    assert form["prima_mail"].value() == "distretto@example.org"
    assert form["mail"].value() == "distretto@example.org"


@pytest.mark.parametrize("organizzazione", ["", "abc", "999999", "9" * 30])
def test_non_si_corregge_chi_non_aderisce(
    organizzazione: str, del_manager: Client, distretto: Distretto
) -> None:
    url = f"{nuova(distretto, 'correzione')}?organizzazione={organizzazione}"
    assert del_manager.get(url).status_code == 404


def test_un_rifiuto_del_registro_resta_nel_modulo(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    modulo = {"nome": str(cs4), "dal": "2026-01-31"}
    risposta = del_manager.post(nuova(distretto, "adesione"), modulo)
    assert risposta.status_code == 422
    assert "aderisce già" in risposta.text
    assert 'value="2026-01-31"' in risposta.text


def test_un_distretto_revocato_dice_perche_no(del_manager: Client, distretto: Distretto) -> None:
    Distretto.objects.filter(pk=distretto.pk).update(stato="revocato")
    assert "Il distretto è revocato" in del_manager.get(nuova(distretto, "adesione")).text


def test_un_genere_che_non_c_e(del_manager: Client, distretto: Distretto) -> None:
    assert del_manager.get(nuova(distretto, "altro")).status_code == 404


def test_il_lettore_non_propone(client: Client, distretto: Distretto, lettore: Utente) -> None:
    client.force_login(lettore)
    assert client.post(nuova(distretto, "dati"), {"sito": "x.it"}).status_code == 403
    assert not Proposta.objects.exists()


# --- deciding -------------------------------------------------------------------------------


def test_l_ufficio_conferma(dell_ufficio: Client, dati: Proposta, distretto: Distretto) -> None:
    dell_ufficio.post(reverse("proposta_conferma", args=[dati.pk]))
    distretto.refresh_from_db()
    assert distretto.sito == "www.x.it"


def test_la_pagina_dice_prima_e_poi(dell_ufficio: Client, dati: Proposta) -> None:
    testo = dell_ufficio.get(reverse("proposta", args=[dati.pk])).text
    assert '<del class="tenue">–</del>' in testo
    assert "<ins>www.x.it</ins>" in testo


def test_impossibile_si_spiega_e_resta(
    dell_ufficio: Client, dati: Proposta, distretto: Distretto
) -> None:
    Distretto.objects.filter(pk=distretto.pk).update(sito="www.y.it")
    risposta = dell_ufficio.post(reverse("proposta_conferma", args=[dati.pk]), follow=True)
    assert "Nel frattempo il registro è cambiato" in risposta.text
    dati.refresh_from_db()
    assert dati.stato == "proposta"


def test_respinta_col_motivo(dell_ufficio: Client, dati: Proposta) -> None:
    dell_ufficio.post(reverse("proposta_respingi", args=[dati.pk]), {"motivo": "Non è vostro."})
    assert "Non è vostro." in dell_ufficio.get(reverse("proposta", args=[dati.pk])).text


def test_il_secondo_che_preme_lo_sa(dell_ufficio: Client, dati: Proposta) -> None:
    dell_ufficio.post(reverse("proposta_conferma", args=[dati.pk]))
    risposta = dell_ufficio.post(reverse("proposta_conferma", args=[dati.pk]), follow=True)
    assert "Nel frattempo la proposta è stata confermata da Fulvio Funzi" in risposta.text


def test_chi_ha_proposto_ritira(del_manager: Client, dati: Proposta) -> None:
    del_manager.post(reverse("proposta_ritira", args=[dati.pk]))
    dati.refresh_from_db()
    assert dati.stato == "ritirata"


def test_la_scrivania_delle_proposte_ha_solo_le_proprie(
    client: Client, dell_ufficio: Client, dati: Proposta, estraneo: Utente
) -> None:
    client.force_login(estraneo)
    assert "Niente da decidere" in client.get(reverse("proposte")).text
    assert list(dell_ufficio.get(reverse("proposte")).context["pagina"]) == [dati]


@pytest.mark.parametrize("nome", ["proposte", "distretto_proposte"])
@pytest.mark.parametrize("quante", [1, 3, 40])
def test_le_query_non_crescono(
    nome: str,
    quante: int,
    dell_ufficio: Client,
    distretto: Distretto,
    manager: Utente,
    popola: Any,
    django_assert_num_queries: Any,
) -> None:
    for chi in popola(quante):
        contenuto = {"al": "2026-01-31", "motivo_uscita": "x"}
        distretto.proposte.create(
            tipo="uscita", organizzazione=chi, contenuto=contenuto, autore=manager
        )
    attese = {"proposte": 5, "distretto_proposte": 6}[nome]
    with django_assert_num_queries(attese):
        dell_ufficio.get(reverse(nome, args=[] if nome == "proposte" else [distretto.pk]))
