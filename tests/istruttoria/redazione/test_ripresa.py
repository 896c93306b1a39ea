"""Starting from last year: what is kept, moved, cleared, and what has no place."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from azioni.models import Azione
from azioni.services import apri_programma
from distretti.models import Distretto, Utente
from istruttoria.ripresa import Modulo, destinazione, sposta_anni, sposta_data
from istruttoria.services import Rifiuto, redazione
from istruttoria.services.redazione import Proposta, riprendi
from programmi.models import Programma, Schema
from programmi.services import copia_schema, gettone

# --- pure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("testo", "atteso"),
    [
        ("Entro il 30 novembre 2025", "Entro il 30 novembre 2026"),
        ("Entro il 30/11/2025", "Entro il 30/11/2026"),
        ("entro 30/11/25", "entro 30/11/26"),
        ("Anno scolastico 2025/26", "Anno scolastico 2026/27"),
        ("Anno scolastico 2025/2026", "Anno scolastico 2026/2027"),
        ("2025-11-30", "2026-11-30"),
        ("Da 1999 a 2000", "Da 2000 a 2001"),
        ("Entro il 30 novembre", "Entro il 30 novembre"),
        ("20250 persone, 12 incontri", "20250 persone, 12 incontri"),
        ("", ""),
    ],
)
def test_gli_anni_avanzano(testo: str, atteso: str) -> None:
    assert sposta_anni(testo, 1) == atteso


def test_il_29_febbraio_diventa_il_28() -> None:
    assert sposta_data(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert sposta_data(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 9))
def test_una_data_avanza_degli_anni_e_di_niente_altro(giorno: date, passi: int) -> None:
    spostata = sposta_data(giorno, passi)
    assert spostata.year == giorno.year + passi
    assert spostata.month == giorno.month
    assert giorno.day - spostata.day in (0, 1)
    assert sposta_anni(f"Entro il {giorno:%d/%m/%Y}", passi) == (
        f"Entro il {giorno:%d/%m/}{giorno.year + passi}"
    )


@given(st.text(max_size=60), st.integers(0, 9))
def test_spostare_non_fallisce_mai(testo: str, passi: int) -> None:
    spostato = sposta_anni(testo, passi)
    if not passi:
        assert spostato == testo


NUOVO = Modulo({"progettualita": frozenset({"titolo", "obiettivo_specifico", "tempi"})}, {})


def test_un_obiettivo_senza_campo_va_in_quello_affine_se_e_libero() -> None:
    dove = destinazione("azione", "Ambito", {"obiettivo": "Incontrarsi"}, [], NUOVO)
    assert (dove.tipo, dove.testi) == ("progettualita", (("obiettivo_specifico", "Incontrarsi"),))
    testi = {"obiettivo": "Uno", "obiettivo_specifico": "Due"}
    dove = destinazione("progettualita", "", testi, ["percentuali"], NUOVO)
    assert dove.testi == (("obiettivo_specifico", "Due"),)
    assert dove.senza_posto == ("Obiettivo", "Percentuali di valutazione")


def test_una_parte_che_non_c_e_e_un_ambito_che_non_c_e_si_dicono() -> None:
    assert "Riga V.A.M.T." in destinazione("riga_vamt", "", {}, [], NUOVO).motivo
    con_ambiti = Modulo({"azione": frozenset()}, {"azione": [(7, "Comunità  educante")]})
    assert destinazione("azione", "comunità educante", {}, [], con_ambiti).ambito == 7
    assert "«Sport»" in destinazione("azione", "Sport", {}, [], con_ambiti).motivo


# --- taking ---------------------------------------------------------------------------------


@pytest.fixture
def scorso(schema_2026: Schema, distretto: Distretto, manager: Utente) -> Programma:
    """Last year's programme, with a text and an action that has everything."""
    scorso = apri_programma(schema=schema_2026, distretto=distretto, anno=2025, autore=manager)
    scorso.sezioni.filter(voce__codice="premessa").update(html="<p>Il 2025.</p>")
    azione = redazione.aggiungi(scorso.pk, tipo="progettualita", titolo="Estate", attore=manager)
    Azione.objects.filter(pk=azione.pk).update(
        descrizione="Si cammina.", tempi="Entro il 30 novembre 2025", scadenza="2025-11-30",
        strategico=True, vamt=True,
    )  # fmt: skip
    testi = {
        "indicatori": "Passeggiate fatte\nFamiglie presenti",
        "percentuali": "25% per ogni passeggiata",
        "altre_testo": "Scuola di musica",
    }
    proposte = [Proposta("azione", azione.pk, n, t, gettone("")) for n, t in testi.items()]
    assert redazione.salva(scorso.pk, proposte, attore=manager).tutto_scritto
    return scorso


@pytest.fixture
def estate(scorso: Programma) -> Azione:
    return scorso.azioni.get(titolo="Estate")


def test_un_azione_arriva_intera_e_un_anno_dopo(
    programma: Programma, scorso: Programma, estate: Azione, manager: Utente
) -> None:
    ripresa = riprendi(programma.pk, scorso.pk, azioni={estate.pk}, attore=manager)
    assert (ripresa.azioni, ripresa.sezioni, ripresa.senza_posto) == (1, 0, ())
    nuova = programma.azioni.get(titolo="Estate")
    assert nuova.pk != estate.pk
    assert (nuova.descrizione, nuova.tempi) == ("Si cammina.", "Entro il 30 novembre 2026")
    assert nuova.scadenza == date(2026, 11, 30)
    assert (nuova.vamt, nuova.strategico, nuova.predefinita_id) == (True, False, None)
    assert [i.testo for i in nuova.indicatori.all()] == ["Passeggiate fatte", "Famiglie presenti"]
    (regola,) = nuova.regole.all()
    assert (regola.testo, regola.obiettivo) == ("25% per ogni passeggiata", 4)
    assert [o.testo for o in nuova.organizzazioni.all()] == ["Scuola di musica"]
    estate.refresh_from_db()
    assert estate.strategico and estate.tempi == "Entro il 30 novembre 2025"
    redazione.elimina(programma.pk, nuova.pk, attore=manager)  # as any other action
    assert not programma.azioni.filter(titolo="Estate").exists()


def test_cio_che_il_modulo_non_chiede_resta_fuori_e_si_dice(
    programma: Programma, scorso: Programma, estate: Azione, manager: Utente
) -> None:
    nuovo = copia_schema(programma.schema, codice="2026b", titolo="Senza indicatori", anno=2026)
    nuovo.campi.filter(codice__in=["indicatori", "altre_organizzazioni"]).delete()
    Programma.objects.filter(pk=programma.pk).update(stato="annullato")
    breve = apri_programma(schema=nuovo, distretto=programma.distretto, anno=2026, autore=manager)
    ripresa = riprendi(breve.pk, scorso.pk, azioni={estate.pk}, attore=manager)
    assert ripresa.senza_posto == (
        "«Estate»: senza posto Altre organizzazioni coinvolte, Indicatori di valutazione",
    )
    nuova = breve.azioni.get(titolo="Estate")
    assert (nuova.altre_testo, nuova.organizzazioni.count(), nuova.indicatori.count()) == ("", 0, 0)
    assert nuova.regole.count() == 1


def test_un_testo_che_c_e_resta_se_non_si_chiede_altro(
    programma: Programma, scorso: Programma, manager: Utente
) -> None:
    vecchia = scorso.sezioni.get(voce__codice="premessa")
    nuova = programma.sezioni.get(voce__codice="premessa")
    type(nuova).objects.filter(pk=nuova.pk).update(html="<p>Il 2026.</p>")
    ripresa = riprendi(programma.pk, scorso.pk, sezioni={vecchia.pk}, attore=manager)
    assert ripresa.sezioni == 0 and "è rimasto" in ripresa.senza_posto[0]
    nuova.refresh_from_db()
    assert nuova.html == "<p>Il 2026.</p>"
    chiavi = {vecchia.pk}
    assert riprendi(
        programma.pk, scorso.pk, sezioni=chiavi, sostituisci=chiavi, attore=manager
    ).sezioni
    nuova.refresh_from_db()
    assert nuova.html == "<p>Il 2025.</p>"
    assert programma.modifiche.get(modello="sezione", campo="html").prima == "<p>Il 2026.</p>"


def test_dal_modulo_del_2022_si_arriva_a_quello_del_2026(
    programma: Programma, schema_2022: Schema, distretto: Distretto, manager: Utente
) -> None:
    vecchio = apri_programma(schema=schema_2022, distretto=distretto, anno=2022, autore=manager)
    ambito = vecchio.ambiti.first()
    azione = redazione.aggiungi(
        vecchio.pk, tipo="azione", ambito_id=ambito.pk, titolo="Mail", attore=manager
    )
    Azione.objects.filter(pk=azione.pk).update(obiettivo="Farsi conoscere", tempi="Nel 2022")
    riprendi(programma.pk, vecchio.pk, azioni={azione.pk}, attore=manager)
    nuova = programma.azioni.get(titolo="Mail")
    assert (nuova.tipo, nuova.ambito) == ("progettualita", None)
    assert (nuova.obiettivo, nuova.obiettivo_specifico) == ("", "Farsi conoscere")
    assert nuova.tempi == "Nel 2026"


def test_non_si_riprende_da_altri_distretti_ne_fuori_bozza(
    programma: Programma,
    scorso: Programma,
    estate: Azione,
    altro_distretto: Distretto,
    manager: Utente,
) -> None:
    altrui = apri_programma(
        schema=programma.schema, distretto=altro_distretto, anno=2025, autore=None
    )
    with pytest.raises(Rifiuto, match="anno precedente"):
        riprendi(programma.pk, altrui.pk, attore=manager)
    Programma.objects.filter(pk=programma.pk).update(
        stato="da_integrare", protocollo_numero="1", protocollo_data=date(2026, 4, 30)
    )
    with pytest.raises(Rifiuto, match="bozza"):
        riprendi(programma.pk, scorso.pk, azioni={estate.pk}, attore=manager)
    assert not programma.azioni.filter(titolo="Estate").exists()


# --- the page -------------------------------------------------------------------------------


def test_la_pagina_mostra_le_osservazioni_e_poi_racconta(
    client: Client, programma: Programma, scorso: Programma, estate: Azione,
    manager: Utente, funzionario: Utente,
) -> None:  # fmt: skip
    scorso.osservazioni.create(inviata_il=timezone.now(),
        testo="Dire quante passeggiate.", autore=funzionario,
        azione_tipo=estate.tipo, azione_numero=estate.posizione,
    )  # fmt: skip
    client.force_login(manager)
    pagina = reverse("redazione_ripresa", args=[programma.pk])
    testo = client.get(pagina).text
    assert "L’ufficio, l’anno scorso: Dire quante passeggiate." in testo
    assert f'value="{estate.pk}" id="azione-{estate.pk}"' in testo
    fatto = client.post(pagina, {"azione": [estate.pk, "x", "²"]}, follow=True)
    assert "Riprese dall’anno scorso: 1 azione e 0 parti di testo." in fatto.text
    assert "riprendendola saranno due" in client.get(pagina).text


def test_senza_anni_precedenti_lo_dice(
    client: Client, programma: Programma, manager: Utente
) -> None:
    client.force_login(manager)
    pagina = reverse("redazione_ripresa", args=[programma.pk])
    assert "non ha ancora un programma di un anno precedente" in client.get(pagina).text
    assert client.post(pagina, {"azione": [1]}).status_code == 200


@pytest.mark.parametrize("quante", [1, 3, 30])
def test_interrogazioni(
    quante: int,
    client: Client,
    programma: Programma,
    scorso: Programma,
    manager: Utente,
    django_assert_num_queries: Any,
) -> None:
    for n in range(quante):
        redazione.aggiungi(scorso.pk, tipo="progettualita", titolo=f"A{n}", attore=manager)
    client.force_login(manager)
    with django_assert_num_queries(14):
        client.get(reverse("redazione_ripresa", args=[programma.pk]))
