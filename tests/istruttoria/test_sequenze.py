"""Whatever anybody tries, in whatever order: no state that the table forbids, no issued byte
changed, no internal note shown to a district."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azioni.models import Azione
from distretti.models import Ente
from istruttoria import services
from istruttoria.models import Documento, NotaInterna, Osservazione, Passaggio, Versione
from istruttoria.services import Rifiuto, contenuto_documento, esegui, redazione
from istruttoria.services.redazione import Proposta
from istruttoria.snapshot import canonico, componi_snapshot
from istruttoria.workflow import TRANSIZIONI
from programmi.models import Programma
from programmi.services import gettone
from tests.guardie import sospese
from tests.istruttoria.passi import dati_di
from tests.istruttoria.tabella_transizioni import PERSONAE, TABELLA

NOTA = "nota con canarino"
ESEMPI = 200 if os.environ.get("PROVE") == "intere" else 20
SCRIVONO = {"manager", "referente_amministrativo"}
UFFICIO = {"funzionario", "dirigente"}
DISTRETTO = ("lettore", "manager", "coordinatore", "referente_amministrativo")

Mossa = Callable[["Mondo", str], None]


class Mondo:
    """The programme, the people, and what was true of every issued thing when it appeared."""

    def __init__(self, programma: Programma, persone: dict[str, Any]) -> None:
        self.pk = programma.pk
        self.persone = persone
        self.emesso: dict[str, str | bytes] = {}
        self.passi = 0

    @property
    def programma(self) -> Programma:
        return Programma.objects.select_related("distretto__ente").get(pk=self.pk)

    def niente_di_emesso_e_cambiato(self) -> None:
        oggi: dict[str, str | bytes] = {
            f"versione {v.pk}": v.contenuto for v in Versione.objects.all()
        }
        oggi |= {f"documento {d.pk}": contenuto_documento(d) for d in Documento.objects.all()}
        oggi |= {f"passaggio {p.pk}": f"{p.da} {p.a} {p.dati}" for p in Passaggio.objects.all()}
        assert {nome: oggi.get(nome) for nome in self.emesso} == self.emesso
        self.emesso = oggi


# --- the moves --------------------------------------------------------------------------------


def passo(nome: str) -> Mossa:
    def muovi(mondo: Mondo, persona: str) -> None:
        prima = mondo.programma
        arrivo, ammesse = TABELLA.get((nome, prima.stato), ("", set()))
        try:
            esegui(
                nome,
                programma=prima,
                attore=mondo.persone[persona],
                dati=dati_di(nome, prima.distretto.ente),
                nota="Arrivato per PEC.",
            )
        except Rifiuto:
            assert mondo.programma.stato == prima.stato
            return
        assert persona in ammesse
        assert mondo.programma.stato == arrivo
        mondo.passi += 1

    return muovi


def scrivi(mondo: Mondo, persona: str) -> None:
    azione = Azione.objects.get(programma=mondo.pk, tipo="progettualita", posizione=1)
    testo = f"{azione.descrizione}x"
    proposta = Proposta("azione", azione.pk, "descrizione", testo, gettone(azione.descrizione))
    stato, in_rettifica = mondo.programma.stato, mondo.programma.rettifica_dal is not None
    with suppress(Rifiuto, Programma.DoesNotExist):
        redazione.salva(mondo.pk, [proposta], attore=mondo.persone[persona])
    if Azione.objects.get(pk=azione.pk).descrizione != azione.descrizione:
        assert persona in (UFFICIO if in_rettifica else SCRIVONO)
        assert in_rettifica or stato in ("bozza", "da_integrare")


def osserva(mondo: Mondo, persona: str) -> None:
    quante = Osservazione.objects.count()
    try:
        services.aggiungi_osservazione(
            programma=mondo.programma,
            autore=mondo.persone[persona],
            testo="Chiarire.",
            azione_tipo="progettualita",
            azione_numero=1,
        )
    except Rifiuto:
        assert Osservazione.objects.count() == quante
        return
    assert persona in UFFICIO


def su_ogni_osservazione(verbo: Callable[..., Any], **dati: str) -> Mossa:
    def muovi(mondo: Mondo, persona: str) -> None:
        for osservazione in Osservazione.objects.select_related("programma"):
            try:
                verbo(osservazione, attore=mondo.persone[persona], **dati)
            except Rifiuto:
                continue
            assert persona in UFFICIO or (persona in DISTRETTO and "testo" in dati)

    return muovi


def annota(mondo: Mondo, persona: str) -> None:
    try:
        services.annota(programma=mondo.programma, autore=mondo.persone[persona], testo=NOTA)
    except Rifiuto:
        return
    assert persona in UFFICIO


def cambia_la_numerazione(mondo: Mondo, persona: str) -> None:
    """The Ente decides, whoever acts: what is issued must stay as it is."""
    ente = mondo.programma.distretto.ente
    altra = "stampata" if ente.numerazione == "dopo_firma" else "dopo_firma"
    Ente.objects.filter(pk=ente.pk).update(numerazione=altra)


LIBERE: list[Mossa] = [
    cambia_la_numerazione,
    scrivi,
    osserva,
    annota,
    su_ogni_osservazione(services.rispondi_osservazione, testo="Fatto."),
    su_ogni_osservazione(services.chiudi_osservazione),
    su_ogni_osservazione(services.riapri_osservazione, motivo="Mancano gli orari."),
]


@st.composite
def mosse(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """(kind, which, who): half at random, half of those that the table would let through."""
    generi = st.sampled_from(["passo", "passo giusto", "passo giusto", "libera"])
    numero = st.integers(0, 999)
    return draw(st.lists(st.tuples(generi, numero, numero), min_size=4, max_size=24))


def fai_la_mossa(mondo: Mondo, genere: str, quale: int, chi: int) -> None:
    persona = PERSONAE[chi % len(PERSONAE)]
    if genere == "libera":
        LIBERE[quale % len(LIBERE)](mondo, persona)
        return
    nomi = list(TRANSIZIONI)
    if genere == "passo giusto":
        stato = mondo.programma.stato
        aperti = [(nome, chi_puo) for (nome, da), (_, chi_puo) in TABELLA.items() if da == stato]
        if not aperti:
            return
        nome, ammesse = aperti[quale % len(aperti)]
        persona = sorted(ammesse)[chi % len(ammesse)]
    else:
        nome = nomi[quale % len(nomi)]
    passo(nome)(mondo, persona)


# --- what must hold ---------------------------------------------------------------------------


def nessuna_nota_al_distretto(mondo: Mondo) -> None:
    if not NotaInterna.objects.exists():
        return
    programma = mondo.programma
    assert NOTA not in canonico(componi_snapshot(programma))
    assert all(NOTA not in versione.contenuto for versione in Versione.objects.all())
    for persona in DISTRETTO:
        client = Client()
        client.force_login(mondo.persone[persona])
        for nome in ("programma", "programma_storia", "programma_json"):
            pagina = client.get(reverse(nome, args=[mondo.pk]))
            assert pagina.status_code == 200
            assert NOTA not in pagina.content.decode()
    client = Client()
    client.force_login(mondo.persone["funzionario"])
    assert NOTA in client.get(reverse("revisione", args=[mondo.pk])).content.decode()


@pytest.fixture
def pronto(
    programma: Programma,
    oggi: Any,
    modello: Any,
    modello_rettifica: Any,
    senza_controlli: None,
    pdf_finto: Any,
    manager: Any,
) -> Programma:
    """A draft that has what its act will say, with an action of its own."""
    Programma.objects.filter(pk=programma.pk).update(aderenti_al="2026-04-30")
    programma.aderenti.create(posizione=1, denominazione="Comune A", dal="2022-07-15")
    programma.distretto.accordi.create(
        atto_provincia="deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022",
        sottoscritto_il="2022-10-28",
        firmatari=5,
    )
    redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Estate", attore=manager)
    return programma


@pytest.mark.prova
@settings(
    max_examples=ESEMPI,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequenza=mosse())
def test_nessuna_sequenza_va_dove_non_deve(
    sequenza: list[tuple[str, int, int]], pronto: Programma, persone: dict[str, Any]
) -> None:
    with transaction.atomic():
        mondo = Mondo(pronto, persone)
        for genere, quale, chi in sequenza:
            fai_la_mossa(mondo, genere, quale, chi)
            mondo.niente_di_emesso_e_cambiato()
        nessuna_nota_al_distretto(mondo)
        transaction.set_rollback(True)


def test_la_prova_vede_un_byte_cambiato(pronto: Programma, persone: dict[str, Any]) -> None:
    """The control: were an issued row changed, the check would say so."""
    mondo = Mondo(pronto, persone)
    passo("prepara_per_la_giunta")(mondo, "manager")
    mondo.niente_di_emesso_e_cambiato()
    with sospese():
        Versione.objects.update(contenuto="{}")
    with pytest.raises(AssertionError):
        mondo.niente_di_emesso_e_cambiato()


@pytest.mark.parametrize("dopo_firma", [False, True])
def test_le_sequenze_arrivano_in_fondo(
    dopo_firma: bool, pronto: Programma, persone: dict[str, Any]
) -> None:
    """The moves of the proof are enough to reach the publication, however acts are numbered."""
    mondo = Mondo(pronto, persone)
    if dopo_firma:
        cambia_la_numerazione(mondo, "dirigente")
    for nome, chi in (
        ("prepara_per_la_giunta", "manager"),
        ("trasmetti", "referente_amministrativo"),
        ("prende_in_carico", "funzionario"),
        ("propone", "funzionario"),
        ("approva", "dirigente"),
        *([("registra_numero", "funzionario")] if dopo_firma else []),
        ("pubblica", "funzionario"),
        ("apre_rettifica", "funzionario"),
        ("propone_rettifica", "funzionario"),
        ("rettifica", "dirigente"),
        ("revoca", "dirigente"),
    ):
        passo(nome)(mondo, chi)
        mondo.niente_di_emesso_e_cambiato()
    assert (mondo.passi, mondo.programma.stato) == (10 + dopo_firma, "revocato")
