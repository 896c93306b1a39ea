"""The page of the Ente's template: written, tried on a programme, kept by versions."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azioni.services import apri_programma
from distretti.models import Distretto, Ente, Utente
from istruttoria import services
from istruttoria.determinazione import PARTI, modello_predefinito
from istruttoria.models import ModelloDeterminazione
from programmi.models import Programma, Schema

MODELLO = reverse("modello")
ANTEPRIMA = reverse("modello_anteprima")
PDF = reverse("modello_pdf")


@pytest.fixture
def ufficio(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


def modulo(modello: ModelloDeterminazione, **cambi: Any) -> dict[str, Any]:
    """What the form sends when one has changed some of its texts."""
    dati = {parte: getattr(modello, parte) for parte in PARTI}
    return dati | {"nota": "", "partenza": modello.versione, "azione": "salva"} | cambi


def in_uso() -> ModelloDeterminazione:
    return ModelloDeterminazione.objects.get(in_uso=True, genere="approvazione")


def test_si_parte_dai_testi_in_uso(ufficio: Client, modello: ModelloDeterminazione) -> None:
    form = ufficio.get(MODELLO).context["form"]
    assert form["oggetto"].value() == modello.oggetto
    assert form["partenza"].value() == 1


def test_un_ente_senza_modello_puo_scrivere_il_primo(ufficio: Client, ente: Ente) -> None:
    assert "senza, nessun programma si può approvare" in ufficio.get(MODELLO).text
    ufficio.post(MODELLO, modello_predefinito() | {"nota": "", "azione": "salva"})
    assert in_uso().versione == 1


def test_un_testo_cambiato_e_una_versione_nuova(
    ufficio: Client, modello: ModelloDeterminazione, funzionario: Utente
) -> None:
    ufficio.post(MODELLO, modulo(modello, allegati="001 programma", nota="Allegato"))
    nuovo = in_uso()
    assert (nuovo.versione, nuovo.autore, nuovo.nota) == (2, funzionario, "Allegato")
    assert ModelloDeterminazione.objects.get(versione=1).allegati == modello.allegati


def test_gli_stessi_testi_non_sono_una_versione(
    ufficio: Client, modello: ModelloDeterminazione
) -> None:
    dati = modulo(modello, premesse=modello.premesse.replace("\n", "\r\n"))
    risposta = ufficio.post(MODELLO, dati, follow=True)
    assert "niente da registrare" in risposta.text
    assert ModelloDeterminazione.objects.count() == 1


def test_un_segnaposto_sconosciuto_si_rifiuta_con_nome_e_posto(
    ufficio: Client, modello: ModelloDeterminazione
) -> None:
    risposta = ufficio.post(MODELLO, modulo(modello, visti="visto;\n\nvista {{sindaco}};"))
    assert risposta.status_code == 422
    assert risposta.context["form"].errors["visti"] == [
        "Visti, paragrafo 2: il segnaposto «{{sindaco}}» non esiste."
    ]
    assert "vista {{sindaco}};" in risposta.text
    assert in_uso().versione == 1


def test_senza_oggetto_lo_si_dice_una_volta(
    ufficio: Client, modello: ModelloDeterminazione
) -> None:
    errori = ufficio.post(MODELLO, modulo(modello, oggetto="")).context["form"].errors
    assert list(errori) == ["oggetto"]
    assert len(errori["oggetto"]) == 1


def test_chi_arriva_secondo_lo_sa_e_non_perde_il_testo(
    ufficio: Client, modello: ModelloDeterminazione, ente: Ente, dirigente: Utente
) -> None:
    altri = modulo(modello) | {"oggetto": "Di un altro"}
    services.registra_modello(ente, altri, autore=dirigente)
    risposta = ufficio.post(MODELLO, modulo(modello, oggetto="Il mio"))
    assert "da Dora Dirige la versione 2" in risposta.text
    assert risposta.context["form"]["oggetto"].value() == "Il mio"
    assert in_uso().oggetto == "Di un altro"
    ufficio.post(MODELLO, modulo(modello, oggetto="Il mio", partenza=2))
    assert (in_uso().versione, in_uso().oggetto) == (3, "Il mio")


def test_provare_non_registra(ufficio: Client, in_istruttoria: Programma) -> None:
    dati = modulo(in_uso(), oggetto="Per {{distretto}}", azione="anteprima")
    risposta = ufficio.post(MODELLO, dati)
    assert risposta.status_code == 200
    assert "Per Distretto family audit Alta Valsugana" in risposta.text
    assert risposta.context["form"]["oggetto"].value() == "Per {{distretto}}"
    assert ModelloDeterminazione.objects.filter(genere="approvazione").count() == 1


def test_il_pezzo_e_quello_della_pagina(ufficio: Client, in_istruttoria: Programma) -> None:
    dati = modulo(in_uso(), azione="anteprima", programma=in_istruttoria.pk)
    pezzo = ufficio.post(ANTEPRIMA, dati).text.strip()
    assert pezzo.startswith('<div id="anteprima">')
    pagina = ufficio.post(MODELLO, dati).text
    assert "".join(pezzo.split()) in "".join(pagina.split())


def test_si_prova_sul_programma_che_si_sceglie(
    ufficio: Client, in_istruttoria: Programma, schema_2026: Schema, altro_distretto: Distretto
) -> None:
    altro = apri_programma(schema=schema_2026, distretto=altro_distretto, anno=2026)
    risposta = ufficio.post(ANTEPRIMA, modulo(in_uso(), programma=altro.pk))
    assert risposta.context["anteprima"].programma == altro
    assert "Rotaliana" in risposta.text
    assert "Family Audit e sperimentano" not in risposta.text  # a paragraph of another kind


def test_il_programma_di_un_altro_ente_non_si_sceglie(
    ufficio: Client, in_istruttoria: Programma, distretto_altrove: Distretto
) -> None:
    from programmi.services import carica_schema

    schema = carica_schema(distretto_altrove.ente, "2026")
    altrui = apri_programma(schema=schema, distretto=distretto_altrove, anno=2026)
    risposta = ufficio.post(ANTEPRIMA, modulo(in_uso(), programma=altrui.pk))
    assert risposta.context["anteprima"].programma == in_istruttoria


def test_l_anteprima_elenca_cio_che_manca(ufficio: Client, in_istruttoria: Programma) -> None:
    in_istruttoria.distretto.accordi.all().delete()
    risposta = ufficio.post(ANTEPRIMA, modulo(in_uso()))
    assert risposta.context["anteprima"].mancanti == [
        "atto della Giunta provinciale che approva l'accordo"
    ]
    assert '<mark class="lacuna">[manca: atto della Giunta provinciale' in risposta.text


def test_l_anteprima_di_un_testo_sbagliato_dice_l_errore(
    ufficio: Client, in_istruttoria: Programma
) -> None:
    risposta = ufficio.post(ANTEPRIMA, modulo(in_uso(), oggetto="{{sindaco}} <b>x</b>"))
    assert "il segnaposto «{{sindaco}}» non esiste" in risposta.text
    assert risposta.context["anteprima"].atto is None


def test_senza_programmi_lo_si_dice(ufficio: Client, modello: ModelloDeterminazione) -> None:
    assert "Non c’è ancora un programma su cui provare" in ufficio.get(MODELLO).text
    assert ufficio.post(PDF, modulo(modello)).status_code == 422


def test_la_prova_in_pdf_e_una_bozza_con_i_testi_scritti(
    ufficio: Client, in_istruttoria: Programma, pdf_finto: list[dict[str, Any]]
) -> None:
    risposta = ufficio.post(PDF, modulo(in_uso(), oggetto="Scritto ora"))
    assert risposta.content == b"%PDF in_istruttoria True True 1"
    assert pdf_finto[0]["determinazione"]["oggetto"] == "Scritto ora"


def test_una_versione_si_confronta_e_si_riprende(
    ufficio: Client, modello: ModelloDeterminazione, ente: Ente
) -> None:
    services.registra_modello(ente, modulo(modello) | {"allegati": "001 programma annuale"})
    pagina = ufficio.get(reverse("modello_versione", args=[modello.pk]))
    assert "<ins>" in pagina.text
    ufficio.post(reverse("modello_riprendi", args=[modello.pk]))
    nuovo = in_uso()
    assert (nuovo.versione, nuovo.allegati) == (3, modello.allegati)
    assert nuovo.nota == "Di nuovo i testi della versione 1"


def test_la_versione_in_uso_non_si_riprende(
    ufficio: Client, modello: ModelloDeterminazione
) -> None:
    assert "Rimetti in uso" not in ufficio.get(reverse("modello_versione", args=[modello.pk])).text
    ufficio.post(reverse("modello_riprendi", args=[modello.pk]))
    assert ModelloDeterminazione.objects.count() == 1


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_le_interrogazioni_non_crescono(
    quante: int,
    ufficio: Client,
    in_istruttoria: Programma,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    ente = in_istruttoria.distretto.ente
    for n in range(quante):
        services.registra_modello(ente, modulo(in_uso()) | {"oggetto": f"O{n}"}, autore=funzionario)
    with django_assert_num_queries(26):
        ufficio.get(MODELLO)


# --- the act that rectifies ---------------------------------------------------------------------


def test_la_rettifica_ha_un_modello_suo(
    ufficio: Client, modello: ModelloDeterminazione, modello_rettifica: ModelloDeterminazione
) -> None:
    rettifica = modello_rettifica
    risposta = ufficio.get(reverse("modello_rettifica"))
    assert risposta.context["form"].instance == rettifica
    dati = modulo(rettifica, oggetto="Rettifica della {{atto_rettificato}}.")
    assert ufficio.post(reverse("modello_rettifica"), dati).status_code == 302
    in_uso = ModelloDeterminazione.objects.filter(in_uso=True)
    assert in_uso.get(genere="rettifica").oggetto == "Rettifica della {{atto_rettificato}}."
    assert in_uso.get(genere="approvazione") == modello


def test_chi_non_ne_ha_uno_parte_da_quello_del_prodotto(ufficio: Client, ente: Ente) -> None:
    form = ufficio.get(reverse("modello_rettifica")).context["form"]
    assert "{{atto_rettificato}}" in form["oggetto"].value()
    assert not ModelloDeterminazione.objects.exists()


def test_una_versione_si_confronta_con_quella_dello_stesso_atto(
    ufficio: Client, modello: ModelloDeterminazione, modello_rettifica: ModelloDeterminazione
) -> None:
    rettifica = modello_rettifica
    pagina = ufficio.get(reverse("modello_versione", args=[rettifica.pk]))
    assert pagina.context["in_uso"] == rettifica
    assert pagina.context["pagina"] == reverse("modello_rettifica")
