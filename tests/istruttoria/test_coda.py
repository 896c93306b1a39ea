"""The queue of the office: what waits and for how long, filters, files."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from distretti.models import Distretto, Ente, Utente
from istruttoria import services
from istruttoria.models import ConteggioControlli, Passaggio
from istruttoria.queries.coda import RigaCoda, coda
from programmi.models import Programma, Schema
from tests.istruttoria.conftest import crea

ADESSO = timezone.now()
CODA = reverse("programmi")


def fa(giorni: float) -> datetime:
    return ADESSO - timedelta(days=giorni)


def percorso(programma: Programma, *passi: tuple[str, str, float]) -> None:
    """Passages (from, to, days ago) as the log has them."""
    righe = [
        Passaggio(programma=programma, transizione="prova", da=da, a=a, persona="funzionario")
        for da, a, _ in passi
    ]
    for riga, (_, _, giorni) in zip(righe, passi, strict=True):
        riga.quando = fa(giorni)
    campo = Passaggio._meta.get_field("quando")
    campo.auto_now_add = False
    try:
        Passaggio.objects.bulk_create(righe)
    finally:
        campo.auto_now_add = True


def righe(utente: Utente, **filtri: Any) -> list[RigaCoda]:
    return [RigaCoda(p) for p in coda(utente, filtri, adesso=ADESSO + timedelta(minutes=1))]


def anni(utente: Utente, **filtri: Any) -> list[int]:
    return [riga.programma.anno for riga in righe(utente, **filtri)]


# --- the clock ------------------------------------------------------------------------------

ARRIVO = ("bozza", "trasmesso", 20)
PRESO = ("trasmesso", "in_istruttoria", 18)
CHIESTE = ("in_istruttoria", "da_integrare", 14.9)
TORNATO = ("da_integrare", "in_istruttoria", 4)


@pytest.mark.parametrize(
    ("stato", "passi", "attesa"),
    [
        ("bozza", (), "–"),
        ("trasmesso", (ARRIVO,), "20 giorni"),
        ("trasmesso", (("bozza", "trasmesso", 0.1),), "da oggi"),
        ("trasmesso", (("bozza", "trasmesso", 1.5),), "1 giorno"),
        ("in_istruttoria", (ARRIVO, PRESO), "20 giorni"),
        ("da_integrare", (ARRIVO, PRESO, CHIESTE), "5 giorni, fermo"),
        ("in_istruttoria", (ARRIVO, PRESO, CHIESTE, TORNATO), "9 giorni"),
        ("approvato", (ARRIVO, PRESO, ("in_istruttoria", "approvato", 1.9)), "in 18 giorni"),
        ("approvato", (ARRIVO, ("trasmesso", "approvato", 19.9)), "in meno di un giorno"),
        ("approvato", (("bozza", "approvato", 2),), "–"),
        ("in_istruttoria", (PRESO, ("in_istruttoria", "in_istruttoria", 3)), "7 giorni"),
        ("in_istruttoria", (), "7 giorni"),
    ],
)
def test_i_giorni_all_ufficio(
    stato: str,
    passi: tuple[tuple[str, str, float], ...],
    attesa: str,
    schema_2026: Schema,
    distretto: Distretto,
    funzionario: Utente,
) -> None:
    protocollo = {"protocollo_numero": "1", "protocollo_data": "2026-01-01"}
    programma = crea(schema_2026, distretto, 2026, stato=stato, **protocollo)
    Programma.objects.filter(pk=programma.pk).update(stato_dal=fa(7))
    percorso(programma, *passi)
    (riga,) = righe(funzionario, stato="tutti")
    assert riga.attesa == attesa


def test_prima_chi_aspetta_da_piu_tempo(
    schema_2026: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    for anno, giorni in ((2024, 3), (2025, 9), (2026, 6)):
        percorso(
            crea(schema_2026, distretto, anno, stato="trasmesso"), ("bozza", "trasmesso", giorni)
        )
    assert anni(funzionario) == [2025, 2026, 2024]
    assert anni(funzionario, ordine="attesa") == [2024, 2026, 2025]


# --- filters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filtri", "trovati"),
    [
        ({}, {2022, 2023, 2025}),
        ({"stato": "tutti"}, {2021, 2022, 2023, 2024, 2025}),
        ({"stato": "all_ufficio"}, {2022, 2023, 2024}),
        ({"stato": "approvato"}, {2024}),
        ({"anno": "2022"}, {2022}),
        ({"assegnatario": "miei"}, {2022}),
        ({"assegnatario": "nessuno"}, {2025}),
        ({"controlli": "bloccano"}, {2023}),
        ({"controlli": "a_posto"}, {2022}),
        ({"controlli": "da_contare", "stato": "tutti"}, {2021, 2025}),
        ({"q": "konigsberg"}, {2023}),
        ({"q": "alta valsugana", "stato": "tutti"}, {2021, 2022, 2024, 2025}),
        ({"q": "777010"}, {2025}),
        ({"q": "niente di simile"}, set()),
    ],
)
def test_filtri(
    filtri: dict[str, str], trovati: set[int], client: Client, funzionario: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    risposta = client.get(CODA, filtri)
    assert {riga.programma.anno for riga in risposta.context["righe"]} == trovati


def test_filtro_per_distretto_e_per_persona(
    client: Client,
    funzionario: Utente,
    dirigente: Utente,
    altro_distretto: Distretto,
    mucchio: None,
) -> None:
    client.force_login(funzionario)
    for filtro in ({"distretto": altro_distretto.pk}, {"assegnatario": dirigente.pk}):
        (riga,) = client.get(CODA, filtro).context["righe"]
        assert riga.programma.anno == 2023


@pytest.mark.parametrize("filtro", ["stato", "anno", "distretto", "assegnatario", "controlli"])
def test_un_filtro_impossibile_si_dice_e_non_conta(
    filtro: str, client: Client, funzionario: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    risposta = client.get(CODA, {filtro: "9999"})
    assert "non è stato usato" in risposta.text
    assert len(risposta.context["righe"]) == 3


@pytest.mark.parametrize(
    ("ordine", "attesi"),
    [
        ("anno", [2022, 2023, 2025]),
        ("-anno", [2025, 2023, 2022]),
        ("stato", [2022, 2023, 2025]),
        ("-blocchi", [2023, 2022, 2025]),
        ("distretto", [2023, 2025, 2022]),
        ("assegnatario", [2023, 2022, 2025]),
    ],
)
def test_ordini(ordine: str, attesi: list[int], funzionario: Utente, mucchio: None) -> None:
    assert anni(funzionario, ordine=ordine) == attesi


def test_un_ordine_inventato_e_quello_solito(funzionario: Utente, mucchio: None) -> None:
    assert anni(funzionario, ordine="password") == anni(funzionario, ordine="attesa")


def test_ognuno_vede_il_suo_ente(
    estraneo_ente: Utente, amministratore: Utente, mucchio: None
) -> None:
    assert anni(estraneo_ente, stato="tutti") == []
    assert len(anni(amministratore, stato="tutti")) == 5


def test_la_coda_vuota_si_spiega(client: Client, funzionario: Utente) -> None:
    client.force_login(funzionario)
    assert "Nessun programma risponde" in client.get(CODA).text


# --- checks ---------------------------------------------------------------------------------


def test_i_controlli_contati_invecchiano_con_il_testo(
    programma: Programma, funzionario: Utente, manager: Utente
) -> None:
    assert righe(funzionario, stato="tutti")[0].controlli == "da contare"
    services.conta_controlli(programma.pk)
    bloccano = len(services.controlli(programma)) and righe(funzionario, stato="tutti")[0].bloccano
    assert bloccano
    assert "bloc" in righe(funzionario, stato="tutti")[0].controlli
    programma.modifiche.create(modello="programma", oggetto=1, campo="titolo", autore=manager)
    assert "prima delle ultime modifiche" in righe(funzionario, stato="tutti")[0].controlli


def test_cambiare_di_mano_non_invecchia_i_controlli(
    programma: Programma, funzionario: Utente
) -> None:
    services.conta_controlli(programma.pk)
    services.assegna([programma.pk], a=funzionario, attore=funzionario)
    assert "prima" not in righe(funzionario, stato="tutti")[0].controlli


def test_si_contano_dalla_pagina_e_dal_comando(
    client: Client, programma: Programma, funzionario: Utente, capsys: pytest.CaptureFixture[str]
) -> None:
    client.force_login(funzionario)
    client.post(f"{reverse('programmi_conta')}?stato=bozza")
    contati = programma.conteggio.contati_il
    call_command("conta_controlli")
    assert "0 programmi contati" in capsys.readouterr().out
    assert ConteggioControlli.objects.get().contati_il == contati


def test_un_passaggio_conta_i_controlli(
    programma: Programma, manager: Utente, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.esegui("annulla", programma=programma, attore=manager, nota="Doppia")
    assert ConteggioControlli.objects.filter(programma=programma).exists()


# --- files ----------------------------------------------------------------------------------


def test_il_csv_ha_le_righe_filtrate_e_nessuna_formula(
    client: Client, funzionario: Utente, distretto: Distretto, mucchio: None
) -> None:
    Distretto.objects.filter(pk=distretto.pk).update(denominazione="=HYPERLINK(1)")
    client.force_login(funzionario)
    testo = client.get(reverse("programmi_csv"), {"anno": "2022"}).content.decode("utf-8-sig")
    titoli, riga = testo.splitlines()
    assert titoli.startswith("Distretto;Anno;Stato;")
    assert riga.startswith("'=HYPERLINK(1);2022;Trasmesso;")


def test_l_xlsx_ha_numeri_e_giorni(client: Client, funzionario: Utente, mucchio: None) -> None:
    client.force_login(funzionario)
    risposta = client.get(reverse("programmi_xlsx"), {"ordine": "anno"})
    foglio = load_workbook(io.BytesIO(risposta.content)).active
    assert [riga[1].value for riga in foglio.iter_rows(min_row=2)] == [2022, 2023, 2025]
    assert foglio.cell(2, 4).is_date
    assert foglio.cell(4, 10).value == "777010"
    assert "no-store" in risposta["Cache-Control"]


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_interrogazioni(
    quanti: int,
    client: Client,
    ente: Ente,
    schema_2026: Schema,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    for numero in range(quanti):
        distretto = Distretto.objects.create(
            ente=ente, codice=f"D{numero}", denominazione=f"D{numero}", tipo="tematico"
        )
        programma = crea(schema_2026, distretto, 2026, stato="trasmesso", in_carico_a=funzionario)
        ConteggioControlli.objects.create(
            programma=programma, bloccano=0, avvisano=0, contati_il=ADESSO
        )
    client.force_login(funzionario)
    with django_assert_num_queries(8):
        client.get(CODA)
    for nome in ("programmi_csv", "programmi_xlsx"):
        with django_assert_num_queries(6):
            client.get(reverse(nome))
