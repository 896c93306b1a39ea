"""The rettifica: an approved text corrected by an act of its own, which takes the place of the
first; the first stays readable and marked."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from azioni.models import Azione
from distretti.models import Distretto, Ente, Utente
from istruttoria import rules, services
from istruttoria.differenze import TIPI
from istruttoria.fatti import Fatti
from istruttoria.models import Documento, Versione
from istruttoria.queries.pubblico import emissioni, riscontra
from istruttoria.services import redazione
from istruttoria.services.redazione import Proposta, ScritturaVietata
from istruttoria.workflow import TransizioneRifiutata, controlla_numeri
from programmi.models import Programma
from programmi.services import gettone
from tests.istruttoria.conftest import crea
from tests.istruttoria.passi import fai, intatto, rifiuto

Porta = Callable[[str], Programma]
MOTIVO = "L'indicatore dell'azione 1 riporta un numero sbagliato."
CANARINO = "testo in correzione, con canarino"


@pytest.fixture
def approvato(in_istruttoria: Programma, dirigente: Utente) -> Programma:
    return fai("approva", in_istruttoria, dirigente)


@pytest.fixture
def pubblicato(approvato: Programma, funzionario: Utente) -> Programma:
    return fai("pubblica", approvato, funzionario)


def apri(programma: Programma, attore: Utente) -> Programma:
    return services.esegui("apre_rettifica", programma=programma, attore=attore, nota=MOTIVO)


@pytest.fixture
def aperta(pubblicato: Programma, funzionario: Utente) -> Programma:
    return apri(pubblicato, funzionario)


def correggi(programma: Programma, attore: Any, testo: str = CANARINO) -> Azione:
    azione = programma.azioni.order_by("tipo", "posizione").first()
    proposta = Proposta("azione", azione.pk, "descrizione", testo, gettone(azione.descrizione))
    esito = redazione.salva(programma.pk, [proposta], attore=attore)
    assert esito.tutto_scritto, esito.rifiuti
    return azione


def pagina(utente: Utente | None, nome: str, *args: Any, **query: Any) -> str:
    client = Client()
    if utente is not None:
        client.force_login(utente)
    risposta = client.get(reverse(nome, args=args), query)
    assert risposta.status_code == 200
    return risposta.content.decode()


# --- the act ----------------------------------------------------------------------------------


def test_l_atto_dice_quale_rettifica_e_che_cosa_cambia(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    azione = correggi(aperta, funzionario)
    detta = f"{TIPI[azione.tipo]} {azione.posizione}"
    fatto = fai("rettifica", aperta, dirigente)
    atto = json.loads(Versione.objects.first().contenuto)["determinazione"]
    assert atto["numero"] == "6001"
    assert "rettifica della determinazione n. 5663 del 28 maggio 2026" in atto["oggetto"]
    premesse = " ".join(atto["premesse"])
    assert f"riscontrato quanto segue: «{MOTIVO[:-1]}»." in premesse
    assert f"che cambiano: {detta}." in premesse
    assert atto["mancanti"] == []
    assert atto["rettifica"]["numero"] == "5663"
    assert (fatto.determinazione_numero, fatto.rettifica_dal) == ("6001", None)
    assert fatto.stato == "pubblicato"


def test_senza_modello_dell_ente_non_si_propone(aperta: Programma, funzionario: Utente) -> None:
    aperta.distretto.ente.modelli_determinazione.filter(genere="rettifica").update(in_uso=False)
    motivo = rules.puo(funzionario, "propone_rettifica", aperta).motivo
    assert "non ha un modello" in motivo


def test_l_atto_si_scrive_a_parte_e_quello_di_prima_resta(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    nuovo = Fatti(aperta).atto
    assert nuovo is not None and nuovo.progressivo == 2
    dati = {campo: getattr(nuovo, campo) for campo in ("premesse", "visti", "dispositivo")}
    dati |= {"oggetto": "Correzione di un errore.", "firmatario": "Dora Dirige"}
    scritto = services.salva_atto(aperta, dati, revisione=0, attore=funzionario)
    assert (scritto.progressivo, scritto.revisione) == (2, 1)
    fai("rettifica", aperta, dirigente)
    testi = [json.loads(e.versione.contenuto)["determinazione"] for e in emissioni(aperta)]
    assert testi[0]["oggetto"] == "Correzione di un errore."
    assert "Approvazione" in testi[1]["oggetto"]


def test_dopo_la_rettifica_se_ne_puo_fare_un_altra(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    prima = fai("rettifica", aperta, dirigente)
    seconda = fai("rettifica", apri(prima, funzionario), dirigente, determinazione_numero="6050")
    atti = [json.loads(e.versione.contenuto)["determinazione"] for e in emissioni(seconda)]
    assert [atto["numero"] for atto in atti] == ["6050", "6001", "5663"]
    assert atti[0]["rettifica"]["numero"] == "6001"


# --- what is in force, what was -----------------------------------------------------------------


def test_il_documento_di_prima_resta_leggibile_e_segnato(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    vecchio = Documento.objects.get(tipo="atto")
    byte = services.contenuto_documento(vecchio)
    correggi(aperta, funzionario)
    fai("rettifica", aperta, dirigente)
    nuovo = Documento.objects.filter(tipo="atto").first()
    assert nuovo.pk != vecchio.pk
    assert services.contenuto_documento(vecchio) == byte
    assert riscontra(nuovo.sha256).in_vigore
    assert not riscontra(vecchio.sha256).in_vigore
    pubblica = pagina(None, "pubblicato", aperta.pk)
    assert "Versioni sostituite" in pubblica
    assert "Determinazione n. 5663 del 28 maggio 2026" in pubblica
    assert "la determinazione n. 5663 del 28 maggio 2026" in pubblica
    assert CANARINO in pubblica
    verifica = pagina(None, "verifica", impronta=vecchio.sha256)
    assert "sostituito da uno successivo" in verifica
    interna = pagina(funzionario, "programma", aperta.pk)
    assert interna.count("Sostituito</span>") == 1
    assert "rettifica la determinazione n. 5663" in interna
    assert "Sostituito dalla rettifica" in pagina(funzionario, "programma_storia", aperta.pk)


def test_finche_non_e_adottata_nessuno_fuori_legge_la_correzione(
    aperta: Programma, funzionario: Utente, manager: Utente, lettore: Utente
) -> None:
    correggi(aperta, funzionario)
    for nome in ("pubblicato", "pubblicati"):
        args = [aperta.pk] if nome == "pubblicato" else []
        assert CANARINO not in pagina(None, nome, *args)
    for utente in (manager, lettore):
        for nome in ("programma", "programma_json", "programma_storia"):
            assert CANARINO not in pagina(utente, nome, aperta.pk)
        client = Client()
        client.force_login(utente)
        for nome, attesa in (("redazione", 403), ("revisione", 403)):
            assert client.get(reverse(nome, args=[aperta.pk])).status_code == attesa
        chiesto = client.get(reverse("programma_pdf", args=[aperta.pk]), {"rettifica": ""})
        assert chiesto.status_code == 403
    assert CANARINO in pagina(funzionario, "revisione", aperta.pk)
    assert "È aperta una rettifica" in pagina(manager, "programma", aperta.pk)


def test_il_pdf_in_correzione_e_una_bozza(
    aperta: Programma, funzionario: Utente, pdf_finto: list[dict[str, Any]]
) -> None:
    correggi(aperta, funzionario)
    client = Client()
    client.force_login(funzionario)
    indirizzo = reverse("programma_pdf", args=[aperta.pk])
    in_vigore = client.get(indirizzo, {"determinazione": ""})
    assert in_vigore.content == services.contenuto_documento(Documento.objects.get(tipo="atto"))
    bozza = client.get(indirizzo, {"determinazione": "", "rettifica": ""})
    assert b"True True" in bozza.content  # with the act, as a draft
    assert CANARINO in json.dumps(pdf_finto[-1], ensure_ascii=False)


# --- who writes -------------------------------------------------------------------------------


def test_in_rettifica_scrive_l_ufficio_e_non_il_distretto(
    aperta: Programma, funzionario: Utente, dirigente: Utente, manager: Utente
) -> None:
    correggi(aperta, funzionario)
    correggi(aperta, dirigente, "ancora")
    with pytest.raises(ScritturaVietata):
        correggi(aperta, manager)
    assert not rules.puo_scrivere(manager, aperta)


def test_fuori_dalla_rettifica_non_scrive_nessuno(
    pubblicato: Programma, funzionario: Utente, manager: Utente
) -> None:
    for utente in (funzionario, manager):
        with pytest.raises(ScritturaVietata):
            correggi(pubblicato, utente)


def test_l_ufficio_di_un_altro_ente_non_scrive(aperta: Programma, persone: dict[str, Any]) -> None:
    with pytest.raises(Programma.DoesNotExist):
        correggi(aperta, persone["estraneo_ente"])


# --- the steps --------------------------------------------------------------------------------


def test_ci_vogliono_due_persone(aperta: Programma, funzionario: Utente, dirigente: Utente) -> None:
    Ente.objects.update(stessa_persona=False)
    aperta = Programma.objects.get(pk=aperta.pk)
    correggi(aperta, funzionario)
    assert "propone" in rifiuto("rettifica", aperta, dirigente).motivo
    fai("propone_rettifica", aperta, funzionario)
    correggi(aperta, funzionario, "cambiato dopo la proposta")
    assert "sono cambiati dopo la proposta" in rifiuto("rettifica", aperta, dirigente).motivo
    fai("propone_rettifica", aperta, funzionario)
    assert fai("rettifica", aperta, dirigente).rettifica_dal is None


def test_si_adotta_solo_cio_che_si_e_letto(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    mostrata = Fatti(aperta).impronta_atto
    correggi(aperta, funzionario)
    assert "cambiato" in rifiuto("rettifica", aperta, dirigente, impronta=mostrata).motivo


@pytest.mark.parametrize(
    ("dati", "campo", "perche"),
    [
        ({"determinazione_numero": "5663"}, "determinazione_numero", "altro atto"),
        ({"determinazione_data": "27/05/2026"}, "determinazione_data", "viene dopo"),
        ({"determinazione_numero": ""}, "determinazione_numero", "Indicare"),
        ({"determinazione_data": ""}, "determinazione_data", "Indicare"),
    ],
)
def test_l_atto_nuovo_ha_numero_e_data_suoi(
    dati: dict[str, str], campo: str, perche: str, aperta: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("rettifica", aperta, dirigente, **dati)
    assert (negato.campo, perche in negato.motivo) == (campo, True)


def test_il_numero_sostituito_resta_preso(
    aperta: Programma, altro_distretto: Distretto, dirigente: Utente
) -> None:
    rettificato = fai("rettifica", aperta, dirigente)
    altro = crea(aperta.schema, altro_distretto, 2026, stato="bozza", storico=True)
    Programma.objects.filter(pk=altro.pk).update(storico=False)
    altro.refresh_from_db()
    valori = {
        "determinazione_numero": "5663",
        "determinazione_data": rettificato.determinazione_data,
    }
    with pytest.raises(TransizioneRifiutata, match="5663"):
        controlla_numeri(altro, valori)


def test_aprirla_chiede_il_motivo_e_una_sola_per_volta(
    pubblicato: Programma, funzionario: Utente
) -> None:
    with pytest.raises(services.TransizioneRifiutata, match="nota"):
        services.esegui("apre_rettifica", programma=pubblicato, attore=funzionario, nota=" ")
    aperta = apri(pubblicato, funzionario)
    motivo = rifiuto("apre_rettifica", aperta, funzionario).motivo
    assert motivo.startswith(f"È aperta una rettifica da {funzionario}")


def test_chi_arriva_secondo_sa_che_cosa_e_successo(
    pubblicato: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    vista = Programma.objects.select_related("distretto__ente").get(pk=pubblicato.pk)
    apri(pubblicato, funzionario)
    motivo = rifiuto("apre_rettifica", vista, dirigente).motivo
    assert motivo.startswith("Nel frattempo c’è stato un altro passo: «Apri una rettifica»")


def test_con_una_rettifica_aperta_non_si_pubblica(
    approvato: Programma, funzionario: Utente
) -> None:
    aperta = apri(approvato, funzionario)
    assert "È aperta una rettifica" in rifiuto("pubblica", aperta, funzionario).motivo


def test_la_revoca_chiude_anche_la_rettifica(aperta: Programma, dirigente: Utente) -> None:
    revocato = fai("revoca", aperta, dirigente)
    assert (revocato.stato, revocato.rettifica_dal) == ("revocato", None)


def test_si_abbandona_quando_il_testo_e_quello_di_prima(
    aperta: Programma, funzionario: Utente
) -> None:
    azione = aperta.azioni.order_by("tipo", "posizione").first()
    prima = azione.descrizione
    correggi(aperta, funzionario)
    motivo = rifiuto("abbandona_rettifica", aperta, funzionario).motivo
    assert motivo.startswith("Prima si riporta il testo com'era; è cambiato: ")
    correggi(aperta, funzionario, prima)
    chiusa = fai("abbandona_rettifica", aperta, funzionario)
    assert (chiusa.rettifica_dal, chiusa.stato) == (None, "pubblicato")
    assert Fatti(chiusa).progressivo == 1
    assert len(emissioni(chiusa)) == 1


def test_uno_storico_non_si_rettifica(nello_stato: Porta, funzionario: Utente) -> None:
    programma = nello_stato("approvato")
    programma.storico = True
    assert "anno passato" in rifiuto("apre_rettifica", programma, funzionario).motivo
    assert intatto(programma)


# --- what the office is told -------------------------------------------------------------------


def test_la_scrivania_chiede_prima_di_correggere_poi_di_adottare(
    aperta: Programma, funzionario: Utente, dirigente: Utente, apri: Any
) -> None:
    assert "Correggere e proporre 1 rettifica aperta" in apri(funzionario).content.decode()
    fai("propone_rettifica", aperta, funzionario)
    assert "Adottare 1 rettifica proposta" in apri(dirigente).content.decode()
    assert "rettifica aperta" not in apri(funzionario).content.decode()


def test_cio_che_e_adottato_non_e_piu_proposto(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    correggi(aperta, funzionario)
    proposta = fai("propone_rettifica", aperta, funzionario)
    assert "proposto al dirigente" in pagina(dirigente, "scrivania")
    fai("rettifica", proposta, dirigente)
    assert "proposto al dirigente" not in pagina(dirigente, "scrivania")


def test_avvisa_il_distretto(
    pubblicato: Programma,
    funzionario: Utente,
    manager: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        apri(pubblicato, funzionario)
    destinatari = {a for messaggio in mail.outbox for a in messaggio.to}
    assert manager.email in destinatari


def test_le_pagine_dei_passi_dicono_che_cosa_cambia(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    adotta = pagina(dirigente, "passo", aperta.pk, "rettifica")
    assert "cambia soltanto l’atto" in adotta
    assert 'value="5663"' not in adotta  # the number of the act that is corrected
    correggi(aperta, funzionario)
    passo = pagina(funzionario, "passo", aperta.pk, "propone_rettifica")
    assert "Rispetto al testo approvato cambia:" in passo
    assert "?determinazione&amp;rettifica" in passo
    atto = pagina(funzionario, "atto", aperta.pk)
    assert "Determinazione che rettifica" in atto
    assert "Proponi la rettifica" in atto


# --- an Ente that numbers after the signature ---------------------------------------------------


def test_senza_numero_vale_da_quando_il_numero_e_registrato(
    pubblicato: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    Ente.objects.update(numerazione="dopo_firma")
    aperta = apri(Programma.objects.get(pk=pubblicato.pk), funzionario)
    correggi(aperta, funzionario)
    adottata = services.esegui("rettifica", programma=aperta, attore=dirigente)
    assert (adottata.numero_dopo_firma, adottata.determinazione_numero) == (True, "5663")
    vecchio, nuovo = Documento.objects.filter(tipo="atto").order_by("pk")
    assert CANARINO not in pagina(None, "pubblicato", aperta.pk)
    assert riscontra(vecchio.sha256).in_vigore
    assert riscontra(nuovo.sha256).senza_numero
    assert "non è ancora registrato" in pagina(funzionario, "programma", aperta.pk)
    assert "prima si registra" in rifiuto("apre_rettifica", adottata, funzionario).motivo
    stesso = rifiuto("registra_numero", adottata, funzionario)
    assert (stesso.campo, "altro atto" in stesso.motivo) == ("determinazione_numero", True)
    numerata = fai("registra_numero", adottata, funzionario, determinazione_numero="6001")
    assert numerata.determinazione_numero == "6001"
    pubblica = pagina(None, "pubblicato", aperta.pk)
    assert CANARINO in pubblica
    assert "n. 6001" in pubblica
    assert not riscontra(vecchio.sha256).in_vigore
    assert riscontra(nuovo.sha256).numero == "6001"
