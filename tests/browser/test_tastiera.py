"""The whole programme of 2022 typed in from nothing, with the keyboard alone, in a real Chromium.

What is typed is the snapshot that the import of the same document gives; what comes out must be
that snapshot, to the byte.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from azioni.services import apri_programma
from distretti.enums import RuoloIncarico, TipoDistretto
from distretti.models import Distretto, Ente, Incarico, Organizzazione, Utente
from istruttoria.importazione import importa
from istruttoria.snapshot import canonico, componi_snapshot
from programmi.models import Programma, Schema
from programmi.testo_ricco import testo as parole
from tests.conftest import DATI

from .conftest import PAROLA
from .mani import Mani

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = DATI / "programma-trento-2022.docx"
ETICHETTE = {"nominativo": "Nome", "qualifica": "Carica o ufficio", "email": "E-mail"}


@pytest.fixture
def trento(ente: Ente, schema_2022: Schema) -> Distretto:
    """A district of which nothing is known yet."""
    capofila = Organizzazione.objects.create(ente=ente, denominazione="Comune di Trento")
    return Distretto.objects.create(
        ente=ente,
        codice="FA-TN",
        denominazione="Distretto family audit Trento",
        tipo=TipoDistretto.FAMILY_AUDIT,
        capofila=capofila,
    )


@pytest.fixture
def importato(trento: Distretto) -> dict[str, Any]:
    """The snapshot of the same document imported, which is then undone."""
    with transaction.atomic():
        importa(FILE.read_bytes(), nome=FILE.name, distretto=trento.codice, anno=2022)
        letto = componi_snapshot(Programma.objects.get(distretto=trento))
        transaction.set_rollback(True)
    return letto


@pytest.fixture
def bozza(trento: Distretto, schema_2022: Schema, importato: dict[str, Any]) -> Programma:
    """A draft as opening the year leaves it."""
    return apri_programma(schema=schema_2022, distretto=trento, anno=2022)


@pytest.fixture
def scrivente(bozza: Programma) -> Utente:
    utente = Utente.objects.create_user("luca.viola@example.org", PAROLA, nome="Luca", cognome="V")
    Incarico.objects.create(
        distretto=bozza.distretto,
        ruolo=RuoloIncarico.MANAGER,
        utente=utente,
        nominativo="Luca Viola",
        email=utente.email,
        dal=date(2020, 1, 1),
    )
    return utente


@pytest.fixture
def mani(page: Page, live_server: Any, errori_della_console: list[str]) -> Iterator[Mani]:
    """At the page of the sign-in; the mouse may not be touched."""
    page.add_init_script(
        """for (const kind of ["pointerdown", "mousedown"])
        addEventListener(kind, () => console.error("il mouse: " + kind), true);"""
    )
    page.goto(live_server.url + reverse("accedi"))
    yield Mani(page)


def test_il_programma_del_2022_si_scrive_con_la_sola_tastiera(
    mani: Mani, scrivente: Utente, bozza: Programma, importato: dict[str, Any]
) -> None:
    assert len(importato["azioni"]) == 12
    entra(mani, scrivente)
    mani.segui("Programma 2022")
    mani.segui("Scrivi il programma")
    frontespizio(mani, importato)
    for voce in importato["voci"]:
        scrivi_parte(mani, voce, importato)
    scritto = componi_snapshot(bozza)
    assert diversi(scritto, importato) == {}
    assert canonico(scritto) == canonico(importato)


def diversi(scritto: Any, atteso: Any, dove: str = "") -> dict[str, tuple[Any, Any]]:
    """Each value that differs, by its place."""
    if isinstance(scritto, dict) and isinstance(atteso, dict):
        chiavi = [(f"{dove}.{k}", scritto.get(k), atteso.get(k)) for k in {**scritto, **atteso}]
    elif isinstance(scritto, list) and isinstance(atteso, list) and len(scritto) == len(atteso):
        chiavi = [
            (f"{dove}[{i}]", a, b) for i, (a, b) in enumerate(zip(scritto, atteso, strict=True))
        ]
    else:
        return {} if scritto == atteso else {dove: (scritto, atteso)}
    return {k: v for posto, a, b in chiavi for k, v in diversi(a, b, posto).items()}


# --- the pages, in the order in which a person writes them ------------------------------------


def entra(mani: Mani, utente: Utente) -> None:
    mani.vai("E-mail")
    mani.scrivi(utente.email)
    mani.vai("Password")
    mani.scrivi(PAROLA)
    mani.segui("Accedi")


def frontespizio(mani: Mani, atteso: dict[str, Any]) -> None:
    mani.vai("Righe del frontespizio")
    mani.scrivi("\n".join(atteso["titolo"]))
    mani.vai("Condiviso dal gruppo di lavoro il")
    mani.data(date.fromisoformat(atteso["gruppo_di_lavoro_il"]))
    mani.vai("Richiede il contributo")
    mani.spunta(atteso["richiede_contributo"])
    mani.salvato()


def scrivi_parte(mani: Mani, voce: dict[str, Any], atteso: dict[str, Any]) -> None:
    parte(mani, voce["titolo"])
    if voce["tipo"] == "dati_distretto":
        compila(mani, {riga["etichetta"]: riga["valore"] for riga in atteso["dati_distretto"]})
    elif voce["tipo"] == "attori":
        for attore in atteso["attori"]:
            compila(
                mani,
                {f"{attore['etichetta']}: {e}": attore[n] for n, e in ETICHETTE.items()},
            )
    elif voce["tipo"] == "canali":
        compila(mani, {riga["etichetta"]: riga["testo"] for riga in atteso["canali"]})
    elif voce["tipo"] == "azioni":
        for azione in atteso["azioni"]:
            scrivi_azione(mani, azione)
            mani.segui(voce["titolo"])
        ambiti(mani, atteso["ambiti"])
    else:
        ricco(mani, "Testo", voce["html"])
    if mani.page.locator("#stato-salvataggio span").inner_text() != "Tutto salvato":
        mani.salvato()


def parte(mani: Mani, titolo: str) -> None:
    """From the list of the parts at the side; its links carry the mark of the part too."""
    for _ in range(100):
        mani.premi("Tab")
        if mani.qui().startswith(titolo):
            break
    mani.premi("Enter")
    expect(mani.page.get_by_role("heading", level=1)).to_have_text(titolo)


def compila(mani: Mani, valori: dict[str, str]) -> None:
    for etichetta, valore in valori.items():
        mani.vai(etichetta)
        mani.scrivi(valore)


def ricco(mani: Mani, etichetta: str, html: str) -> None:
    """Plain paragraphs, the only thing that this document's parts hold."""
    paragrafi = parole(html).split("\n") if html else []
    assert html == "".join(f"<p>{p}</p>" for p in paragrafi)
    mani.vai(etichetta)
    mani.premi("Control+a", "Delete")
    for i, paragrafo in enumerate(paragrafi):
        if i:
            mani.premi("Enter")
        if paragrafo.startswith("- "):  # it makes a list: undone, as in Word
            mani.batti("- ")
            expect(mani.page.locator(":focus ul")).to_have_count(1)
            mani.premi("Control+z")
        mani.batti(paragrafo.removeprefix("- "))


def scrivi_azione(mani: Mani, azione: dict[str, Any]) -> None:
    mani.vai("Ambito")
    mani.scegli(f"{azione['ambito_numero']}. {azione['ambito']}")
    mani.vai("Titolo")
    mani.batti(azione["titolo"])
    mani.segui("Aggiungi")
    mani.vai("Azione V.A.M.T.")
    mani.spunta(azione["vamt"])
    compila(
        mani,
        {
            "Obiettivo": azione["obiettivo"],
            "Azioni": azione["descrizione"],
            "Organizzazione referente": azione["referenti_testo"],
            "Altre organizzazioni coinvolte": azione["altre_organizzazioni_testo"],
            "Tempi": azione["tempi"],
            "Indicatore/i di valutazione": "\n".join(map(riga, azione["indicatori"])),
            "Percentuale/i di valutazione": "\n".join(map(riga, azione["regole"])),
        },
    )
    mani.salvato()


def riga(voce: dict[str, Any]) -> str:
    return f"{voce['marcatore']} {voce['testo']}".strip()


def ambiti(mani: Mani, attesi: list[dict[str, Any]]) -> None:
    mani.vai("Testi di questa parte")
    mani.premi("Enter")
    for ambito in attesi:
        gruppo = f"{ambito['numero']}. {ambito['titolo']}"
        ricco(mani, f"{gruppo}: Testo sotto il titolo", ambito["introduzione"])
