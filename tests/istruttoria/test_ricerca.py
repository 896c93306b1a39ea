"""The search in the texts: the same expectations on both databases."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azioni.models import Azione, Regola
from distretti.models import Utente
from istruttoria.parole_cercate import estratto, parole, piano, piega
from istruttoria.queries.ricerca import cerca_nei_testi
from istruttoria.services import annota, redazione
from programmi.models import Programma


@pytest.fixture
def scritto(programma: Programma, manager: Utente) -> Programma:
    programma.sezioni.filter(voce__codice="premessa").update(
        html="<p>La valle ha <strong>otto</strong> biblioteche per le famiglie.</p>"
    )
    azione = redazione.aggiungi(
        programma.pk, tipo="progettualita", titolo="Pedibus della montagna", attore=manager
    )
    Azione.objects.filter(pk=azione.pk).update(descrizione="Accompagnamento a scuola a piedi.")
    Regola.objects.create(
        azione=azione, posizione=1, testo="100% per relazione finale", tipo="si_no"
    )
    return programma


@pytest.mark.parametrize(
    ("cercato", "dove"),
    [
        ("biblioteche", ["PREMESSA"]),
        ("BIBLIOTECHE famiglie", ["PREMESSA"]),
        ("le biblioteche della valle", ["PREMESSA"]),
        ("otto biblioteche", ["PREMESSA"]),
        ("pedibus scuola", ["Progettualità 1. Pedibus della montagna"]),
        ("relazione finale", ["Progettualità 1. Pedibus della montagna"]),
        ("biblioteche pedibus", []),
        ("dromedario", []),
        ("strong", []),
        ("di per la", []),
        ("", []),
    ],
)
def test_si_trova_dove_e_scritto(
    cercato: str, dove: list[str], scritto: Programma, manager: Utente
) -> None:
    trovati = cerca_nei_testi(manager, cercato)
    assert [posto.dove for trovato in trovati.programmi for posto in trovato.posti] == dove


@pytest.mark.parametrize("persona", ["estraneo", "estraneo_ente", "anonimo"])
def test_di_ciò_che_non_si_può_leggere_non_si_trova_niente(
    persona: str, scritto: Programma, persone: dict[str, Any]
) -> None:
    assert cerca_nei_testi(persone[persona], "biblioteche").programmi == []


@pytest.mark.parametrize("persona", ["lettore", "coordinatore", "funzionario", "dirigente"])
def test_chi_può_leggere_trova(persona: str, scritto: Programma, persone: dict[str, Any]) -> None:
    assert [t.programma for t in cerca_nei_testi(persone[persona], "biblioteche").programmi] == [
        scritto
    ]


def test_le_note_interne_non_si_trovano(
    scritto: Programma, funzionario: Utente, manager: Utente
) -> None:
    annota(programma=scritto, autore=funzionario, testo="canarino")
    for chi in (manager, funzionario):
        assert cerca_nei_testi(chi, "canarino").programmi == []


def test_la_pagina_mostra_il_punto_e_le_parole(
    scritto: Programma, funzionario: Utente, client: Client
) -> None:
    client.force_login(funzionario)
    pagina = client.get(reverse("cerca_testi"), {"q": "biblioteche"}).content.decode()
    assert "1 programma" in pagina
    assert "<mark>biblioteche</mark>" in pagina
    assert f"{reverse('programma', args=[scritto.pk])}#parte-premessa" in pagina
    assert "Nessun programma" in client.get(reverse("cerca_testi"), {"q": "zebra"}).content.decode()
    assert "Serve una parola" in client.get(reverse("cerca_testi"), {"q": "di"}).content.decode()
    assert client.get(reverse("cerca_testi"), {"q": "a\0b ' \" & | !"}).status_code == 200


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_domande_costanti(
    quanti: int, scritto: Programma, funzionario: Utente, django_assert_num_queries: Any
) -> None:
    azione = scritto.azioni.get(tipo="progettualita")
    for posizione in range(2, quanti + 2):
        Regola.objects.create(
            azione=azione, posizione=posizione, testo="50% per biblioteche", tipo="si_no"
        )
    with django_assert_num_queries(5):
        (trovato,) = cerca_nei_testi(funzionario, "biblioteche").programmi
    assert len(trovato.posti) == quanti + 1
    assert len(trovato.mostrati) == min(quanti + 1, 5)


def test_quando_i_punti_sono_troppi_si_dice(
    scritto: Programma, funzionario: Utente, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    azione = scritto.azioni.get(tipo="progettualita")
    for posizione in (2, 3):
        Regola.objects.create(azione=azione, posizione=posizione, testo="una zebra", tipo="si_no")
    client.force_login(funzionario)
    for massimo, detto in ((2, False), (1, True)):
        monkeypatch.setattr("istruttoria.queries.ricerca.MASSIMO", massimo)
        pagina = client.get(reverse("cerca_testi"), {"q": "zebra"}).content.decode()
        assert ("moltissimi punti" in pagina) is detto


def test_l_estratto_sta_attorno_alla_parola() -> None:
    testo = "parola " * 100 + "la Famiglia è qui " + "parola " * 100
    pezzi = estratto(testo, parole("famiglie"))
    assert [pezzo for pezzo, trovata in pezzi if trovata] == ["Famiglia"]
    intero = "".join(pezzo for pezzo, _ in pezzi)
    assert intero.startswith("…")
    assert intero.endswith("…")
    assert len(intero) < 200


def test_pieghe_e_marcature() -> None:
    assert piega("ATTIVITÀ É") == "attivita e"
    assert len(piega("ß ﬁ À")) == len("ß ﬁ À")
    assert piano("<p>a &amp; <b>b</b></p>\n<p>c</p>") == "a & b c"
