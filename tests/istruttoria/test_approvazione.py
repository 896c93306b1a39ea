"""The approval: what it freezes and issues, and the numbers that are used once."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from distretti.models import Utente
from istruttoria import services
from istruttoria.fatti import Fatti
from istruttoria.models import Documento, Passaggio, Versione
from istruttoria.services.volumi import assegna_numero
from programmi.models import Programma
from tests.istruttoria.passi import fai, intatto, rifiuto

Porta = Callable[[str], Programma]
Persone = dict[str, Any]


def test_l_approvazione_fissa_programma_e_atto(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    fai("approva", in_istruttoria, dirigente)
    contenuto = json.loads(Versione.objects.get().contenuto)
    assert contenuto["stato"] == "approvato"
    assert contenuto["determinazione"]["numero"] == "5663"
    assert contenuto["determinazione"]["firmatario"] == "Dora Dirige"
    assert contenuto["determinazione"]["mancanti"] == []


def test_l_approvazione_emette_il_documento(
    in_istruttoria: Programma, dirigente: Utente, pdf_finto: list[Any]
) -> None:
    approvato = fai("approva", in_istruttoria, dirigente)
    documento = Documento.objects.get()
    assert documento.tipo == "atto"
    assert services.contenuto_documento(documento) == b"%PDF approvato True False 1"
    assert services.pdf(approvato, determinazione=True) == b"%PDF approvato True False 1"
    assert len(pdf_finto) == 1


def test_cio_che_cambia_dopo_non_cambia_l_atto(
    in_istruttoria: Programma, dirigente: Utente, modello: Any, pdf_finto: list[Any]
) -> None:
    approvato = fai("approva", in_istruttoria, dirigente)
    prima = Versione.objects.get().contenuto
    services.registra_modello(approvato.distretto.ente, {"oggetto": "Altro", "dispositivo": "No"})
    approvato.distretto.denominazione = "Distretto rinominato"
    approvato.distretto.save()
    services.pdf(approvato, determinazione=False)
    assert Versione.objects.get().contenuto == prima
    assert pdf_finto[-1]["distretto"]["denominazione"] == "Distretto family audit Alta Valsugana"


def test_si_approva_solo_il_testo_che_si_e_letto(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("approva", in_istruttoria, dirigente, impronta="0" * 64)
    assert "cambiato" in negato.motivo
    assert intatto(in_istruttoria)


def test_con_l_impronta_giusta_si_approva(in_istruttoria: Programma, dirigente: Utente) -> None:
    mostrata = Fatti(in_istruttoria).impronta_atto
    assert fai("approva", in_istruttoria, dirigente, impronta=mostrata).stato == "approvato"


def test_se_il_programma_cambia_mentre_si_impagina_non_si_approva(
    in_istruttoria: Programma, dirigente: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    def componi(snapshot: dict[str, Any], **opzioni: bool) -> bytes:
        in_istruttoria.sezioni.update(html="<p>Riscritto.</p>")
        return b"%PDF"

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    assert "cambiato" in rifiuto("approva", in_istruttoria, dirigente).motivo
    assert intatto(in_istruttoria)
    assert not Versione.objects.exists()


def test_se_il_pdf_non_si_produce_non_si_approva(
    in_istruttoria: Programma, dirigente: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    from documenti.pdf import PdfNonProducibile

    def componi(snapshot: dict[str, Any], **opzioni: bool) -> bytes:
        raise PdfNonProducibile("Il PDF richiede troppo tempo.")

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    assert rifiuto("approva", in_istruttoria, dirigente).motivo == "Il PDF richiede troppo tempo."
    assert intatto(in_istruttoria)


def test_il_registro_sa_chi_ha_proposto(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    proposto = fai("propone", in_istruttoria, funzionario)
    fai("approva", proposto, dirigente)
    proposta, approvazione = Passaggio.objects.all()
    assert approvazione.dati["proposta"] == proposta.pk


def test_lo_stesso_testo_si_propone_una_volta(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    fai("propone", in_istruttoria, funzionario)
    assert "già stato proposto" in rifiuto("propone", in_istruttoria, funzionario).motivo


def test_un_testo_cambiato_si_propone_di_nuovo(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    fai("propone", in_istruttoria, funzionario)
    in_istruttoria.sezioni.update(html="<p>Riscritto.</p>")
    fai("propone", in_istruttoria, funzionario)
    assert Passaggio.objects.count() == 2


# --- numbers used once ----------------------------------------------------------------------


@pytest.fixture
def altro_approvato(in_istruttoria: Programma, altro_distretto: Any) -> Programma:
    """The programme of another district of the Ente, approved with number 5663 of 2026."""
    from azioni.services import apri_programma
    from tests.istruttoria.conftest import porta

    altro = apri_programma(schema=in_istruttoria.schema, distretto=altro_distretto, anno=2026)
    return porta(altro, "pubblicato")


def test_una_determinazione_non_approva_due_programmi(
    in_istruttoria: Programma, altro_approvato: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("approva", in_istruttoria, dirigente)
    assert "è già quella di «Distretto famiglia Rotaliana Königsberg 2026»" in negato.motivo
    assert negato.campo == "determinazione_numero"
    assert intatto(in_istruttoria)


def test_lo_stesso_numero_di_un_altro_anno_si(
    in_istruttoria: Programma, altro_approvato: Programma, dirigente: Utente
) -> None:
    Programma.objects.filter(pk=altro_approvato.pk).update(determinazione_data="2025-05-28")
    assert fai("approva", in_istruttoria, dirigente).stato == "approvato"


def test_un_atto_storico_puo_averne_approvati_diversi(
    in_istruttoria: Programma, altro_approvato: Programma, dirigente: Utente
) -> None:
    Programma.objects.filter(pk=altro_approvato.pk).update(storico=True)
    assert fai("approva", in_istruttoria, dirigente).stato == "approvato"


def test_il_numero_della_collana_e_unico(
    nello_stato: Porta, altro_approvato: Programma, funzionario: Utente
) -> None:
    assegna_numero(altro_approvato, "7.65", autore=funzionario)
    negato = rifiuto("pubblica", nello_stato("approvato"), funzionario)
    assert negato.campo == "serie_numero"


@pytest.mark.parametrize(
    ("campo", "motivo"),
    [("determinazione_numero", "serve un numero"), ("serie_numero", "fatto di cifre e punti")],
)
def test_un_numero_ha_almeno_una_cifra(
    campo: str, motivo: str, in_istruttoria: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("approva", in_istruttoria, dirigente, **{campo: "cinque"})
    assert (negato.campo, motivo in negato.motivo) == (campo, True)


def test_un_protocollo_puo_avere_lettere_e_barre(nello_stato: Porta, funzionario: Utente) -> None:
    numero = "PAT/RFS162-2026-366010"
    preso = fai("prende_in_carico", nello_stato("trasmesso"), funzionario, protocollo_numero=numero)
    assert preso.protocollo_numero == numero


def test_il_numero_della_collana_gia_stampato_non_si_cambia(
    nello_stato: Porta, funzionario: Utente
) -> None:
    approvato = nello_stato("approvato")
    approvato.serie_numero = "7.64"
    assert rifiuto("pubblica", approvato, funzionario).campo == "serie_numero"
    assert fai("pubblica", approvato, funzionario, serie_numero="7.64").stato == "pubblicato"


def test_di_un_giorno_che_non_esiste_si_dice(nello_stato: Porta, funzionario: Utente) -> None:
    delibera = "deliberazione della Giunta comunale n. 65 del 31 febbraio 2026"
    negato = rifiuto("trasmetti", nello_stato("bozza"), funzionario, delibera_giunta=delibera)
    assert "una data che esista" in negato.motivo


def test_l_indirizzo_di_verifica_resta_quello_di_allora(
    in_istruttoria: Programma, dirigente: Utente, settings: Any
) -> None:
    settings.INDIRIZZO_PUBBLICO = "https://distretti.example.org/"
    approvato = fai("approva", in_istruttoria, dirigente)
    settings.INDIRIZZO_PUBBLICO = "https://altrove.example.org"
    atto = json.loads(Versione.objects.order_by("-numero")[0].contenuto)["determinazione"]
    assert atto["verifica"] == f"https://distretti.example.org/verifica/{approvato.pk}/"
