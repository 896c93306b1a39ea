"""The act of a programme: who writes it, what is proposed and approved, by whom."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Ente, Utente
from istruttoria import rules, services
from istruttoria.dati_dell_atto import CAMPI_DELL_ATTO
from istruttoria.determinazione import PARTI
from istruttoria.fatti import Fatti
from istruttoria.models import Determinazione, Versione
from programmi.models import Programma
from tests.istruttoria.passi import fai, rifiuto

DELEGA = "determinazione del dirigente n. 12 del 7 gennaio 2026"


@pytest.fixture
def in_due(in_istruttoria: Programma) -> Programma:
    """The same programme, in an Ente where two people propose and approve, as by default."""
    Ente.objects.update(stessa_persona=False)
    return Programma.objects.select_related("distretto__ente", "schema").get(pk=in_istruttoria.pk)


def campi(programma: Programma, **cambi: Any) -> dict[str, Any]:
    """What the form of the act sends."""
    atto = Fatti(programma).atto
    assert atto is not None
    dati = {nome: getattr(atto, nome) for nome in (*PARTI, *CAMPI_DELL_ATTO)}
    dati.pop("sostituto")
    dati |= {"delega": str(atto.delega or ""), "revisione": atto.revisione, "modello": atto.modello}
    return dati | {"azione": "salva"} | cambi


def pagina(programma: Programma) -> str:
    return reverse("atto", args=[programma.pk])


@pytest.fixture
def ufficio(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


# --- writing ----------------------------------------------------------------------------------


def test_l_atto_parte_dal_modello_e_da_cio_che_l_ente_stampa(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    Programma.objects.update(in_carico_a=funzionario)
    atto = Fatti(Programma.objects.select_related("distretto__ente").get()).atto
    assert atto is not None and atto.pk is None
    assert (atto.modello, atto.firmatario, atto.proposta_di) == (1, "Dora Dirige", "Fulvio Funzi")
    assert atto.organo == "IL DIRIGENTE GENERALE"


def test_con_due_dirigenti_chi_firma_lo_si_indica(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    Utente.objects.create_user(
        "altra@example.org", nome="Alba", ente=funzionario.ente, ruolo="dirigente"
    )
    assert rifiuto("propone", in_istruttoria, funzionario).motivo == (
        "Per la determinazione mancano: chi firma l'atto."
    )


def test_un_atto_salvato_e_quello_del_programma(
    ufficio: Client, in_istruttoria: Programma, funzionario: Utente
) -> None:
    dati = campi(in_istruttoria, validata_da="Vera Valida, direttrice", oggetto="Per {{anno}}")
    assert ufficio.post(pagina(in_istruttoria), dati).status_code == 302
    atto = Fatti(in_istruttoria).determinazione()
    assert (atto["oggetto"], atto["validata_da"]) == ("Per 2026", "Vera Valida, direttrice")
    assert "vista la validazione della proposta da parte di Vera Valida" in str(atto["visti"])
    assert Determinazione.objects.get().modificata_da == funzionario


def test_chi_salva_per_secondo_lo_sa_e_non_perde_il_testo(
    ufficio: Client, in_istruttoria: Programma, dirigente: Utente
) -> None:
    mio = campi(in_istruttoria, oggetto="Il mio")
    altrui = campi(in_istruttoria) | {"delega": None, "oggetto": "Di un’altra"}
    services.salva_atto(in_istruttoria, altrui, revisione=0, attore=dirigente)
    risposta = ufficio.post(pagina(in_istruttoria), mio)
    assert risposta.status_code == 422
    assert "Nel frattempo Dora Dirige ha salvato l’atto" in risposta.text
    assert risposta.context["form"]["oggetto"].value() == "Il mio"
    assert Determinazione.objects.get().oggetto == "Di un’altra"


@pytest.mark.parametrize(
    ("cambi", "campo"),
    [
        ({"visti": "vista {{sindaco}}"}, "visti"),
        ({"sostituto": "on"}, "delega"),
        ({"delega": "una delega"}, "delega"),
        ({"dispositivo": ""}, "dispositivo"),
    ],
)
def test_un_errore_sta_accanto_al_suo_campo(
    cambi: dict[str, Any], campo: str, ufficio: Client, in_istruttoria: Programma
) -> None:
    risposta = ufficio.post(pagina(in_istruttoria), campi(in_istruttoria, **cambi))
    assert risposta.status_code == 422
    assert list(risposta.context["form"].errors) == [campo]
    assert not Determinazione.objects.exists()


def test_un_sostituto_firma_con_la_sua_delega(ufficio: Client, in_istruttoria: Programma) -> None:
    dati = campi(in_istruttoria, sostituto="on", delega=DELEGA, formula_firma="IL SOSTITUTO")
    ufficio.post(pagina(in_istruttoria), dati)
    atto = Fatti(in_istruttoria).determinazione()
    assert (atto["formula_firma"], atto["delega"]["numero"]) == ("IL SOSTITUTO", "12")
    assert f"all'adozione di questo provvedimento: {DELEGA};" in str(atto["visti"])


def test_l_anteprima_non_salva(ufficio: Client, in_istruttoria: Programma) -> None:
    dati = campi(in_istruttoria, oggetto="Per {{distretto}}", azione="anteprima")
    for indirizzo in (pagina(in_istruttoria), reverse("atto_anteprima", args=[in_istruttoria.pk])):
        assert "Per Distretto family audit Alta Valsugana" in ufficio.post(indirizzo, dati).text
    assert not Determinazione.objects.exists()


def test_ripartire_dal_modello_non_salva(ufficio: Client, in_istruttoria: Programma) -> None:
    ufficio.post(pagina(in_istruttoria), campi(in_istruttoria, oggetto="Cambiato"))
    dati = campi(in_istruttoria, azione="riparti")
    form = ufficio.post(pagina(in_istruttoria), dati).context["form"]
    assert form["oggetto"].value().startswith("Legge provinciale")
    assert form["revisione"].value() == 1
    assert Determinazione.objects.get().oggetto == "Cambiato"


@pytest.mark.parametrize("stato", ["bozza", "approvato", "pubblicato", "revocato"])
def test_fuori_dall_istruttoria_l_atto_non_si_scrive(
    stato: str, ufficio: Client, nello_stato: Callable[[str], Programma], funzionario: Utente
) -> None:
    programma = nello_stato(stato)
    dati = campi(programma, oggetto="Tardi")
    assert ufficio.post(pagina(programma), dati).status_code == 422
    assert not rules.puo_scrivere_atto(funzionario, programma)
    assert not Determinazione.objects.exists()


def test_cambiare_il_modello_non_cambia_un_atto_scritto(
    ufficio: Client, in_istruttoria: Programma
) -> None:
    ufficio.post(pagina(in_istruttoria), campi(in_istruttoria))
    ente = in_istruttoria.distretto.ente
    services.registra_modello(ente, {"oggetto": "Nuovo", "dispositivo": "Nuovo"})
    atto = Fatti(in_istruttoria).determinazione()
    assert atto["oggetto"].startswith("Legge provinciale")
    assert atto["modello"] == 1


# --- proposing and approving ------------------------------------------------------------------


def test_la_proposta_fissa_l_atto(in_due: Programma, funzionario: Utente) -> None:
    fai("propone", in_due, funzionario)
    contenuto = json.loads(Versione.objects.get().contenuto)
    assert contenuto["determinazione"]["firmatario"] == "Dora Dirige"
    assert contenuto["determinazione"]["numero"] == ""


def test_senza_proposta_non_si_approva(in_due: Programma, dirigente: Utente) -> None:
    assert rifiuto("approva", in_due, dirigente).motivo.startswith("Prima un funzionario propone")


def test_due_persone_propongono_e_approvano(
    in_due: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    proposto = fai("propone", in_due, funzionario)
    mostrata = Fatti(proposto).impronta_atto
    assert Versione.objects.get().sha256 == mostrata
    approvato = fai("approva", proposto, dirigente, impronta=mostrata)
    assert approvato.stato == "approvato"


def test_chi_ha_proposto_non_approva(in_due: Programma, funzionario: Utente) -> None:
    """Made a dirigente meanwhile, the same person is still the same person."""
    services.salva_atto(in_due, campi(in_due) | {"delega": None}, revisione=0, attore=funzionario)
    proposto = fai("propone", in_due, funzionario)
    funzionario.ruolo = "dirigente"
    funzionario.save()
    assert rifiuto("approva", proposto, funzionario).motivo.startswith(
        "Chi ha proposto non approva"
    )


def test_dove_l_ente_lo_consente_approva_anche_chi_propone(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    proposto = fai("propone", in_istruttoria, funzionario)
    funzionario.ruolo = "dirigente"
    funzionario.save()
    Utente.objects.filter(pk=dirigente.pk).update(is_active=False)
    proposto = Programma.objects.select_related("distretto__ente", "schema").get()
    assert fai("approva", proposto, funzionario).stato == "approvato"


def test_un_atto_cambiato_dopo_la_proposta_si_propone_di_nuovo(
    in_due: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    proposto = fai("propone", in_due, funzionario)
    mostrata = Fatti(proposto).impronta_atto
    nuovi = campi(proposto) | {"delega": None, "oggetto": "Un altro"}
    services.salva_atto(proposto, nuovi, revisione=0, attore=funzionario)
    negato = rifiuto("approva", proposto, dirigente, impronta=mostrata)
    assert negato.motivo.startswith("Testo o atto sono cambiati dopo la proposta")
    assert fai("approva", fai("propone", proposto, funzionario), dirigente).stato == "approvato"


def test_un_altro_quadro_a_quella_data_si_dice(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    ente, conti = in_istruttoria.distretto.ente, {"territoriali": 16, "tematici": 1}
    services.registra_quadro(
        ente, al="2026-06-01", family_audit=3, organizzazioni=1178, **conti
    )  # after the day of the act
    mostrata = Fatti(in_istruttoria).impronta_atto
    negato = rifiuto("approva", in_istruttoria, dirigente, impronta=mostrata)
    assert (negato.campo, "altro quadro" in negato.motivo) == ("determinazione_data", True)
