"""A harsh runtime, and the people and things that every test knows by name.

Undefined template variables and logged errors fail a test; nothing but this machine may be
reached. ``persone`` has a user for each persona towards ``distretto``.
"""

import logging
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines

from distretti.enums import Persona, RuoloEnte, RuoloIncarico, TipoDistretto
from distretti.models import Distretto, Ente, Incarico, Organizzazione, Utente
from programmi.models import Programma, Schema
from tests.guardie import svuota_senza_guardie

DATI = Path(__file__).parent / "dati"
PAROLA = "una-parola-lunga-di-prova"


# --- the runtime ----------------------------------------------------------------------------


class VariabileIgnota(str):
    """Stands for an undefined template variable: our own templates may not have one."""

    def __new__(cls, nostri: Path) -> "VariabileIgnota":
        testo = super().__new__(cls, "%s")
        testo.nostri = nostri
        return testo

    def __mod__(self, variabile: Any) -> str:
        origine = self._template()
        if origine is not None and origine.is_relative_to(self.nostri):
            pytest.fail(f"variabile senza valore in {origine}: {variabile}")
        return ""

    @staticmethod
    def _template() -> Path | None:
        """The file of the innermost node being rendered; only the stack tells."""
        frame = sys._getframe(2)
        while frame is not None:
            origine = getattr(frame.f_locals.get("self"), "origin", None)
            if frame.f_code.co_name == "render" and origine is not None:
                return Path(origine.name)
            frame = frame.f_back
        return None


@pytest.fixture(autouse=True, scope="session")
def _variabili_dei_template() -> None:
    from django.conf import settings

    engines["django"].engine.string_if_invalid = VariabileIgnota(settings.BASE_DIR / "templates")


@pytest.fixture(autouse=True, scope="session")
def _svuotamento_delle_tabelle() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as ritocco:
        svuota_senza_guardie(ritocco)
        yield


@pytest.fixture
def errori_attesi(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Ask for this in a test that means an error to be logged; read ``.records`` from it."""
    return caplog


@pytest.fixture(autouse=True)
def _errori_nel_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    if "errori_attesi" in request.fixturenames:
        return
    gravi = [r for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    if gravi:
        pytest.fail("errori nel log: " + "; ".join(r.getMessage() for r in gravi))


def _e_questa_macchina(indirizzo: Any) -> bool:
    if not isinstance(indirizzo, tuple):
        return True  # a path of this machine
    return indirizzo[0] in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "")


@pytest.fixture(autouse=True, scope="session")
def _niente_rete() -> Iterator[None]:
    veri = {nome: getattr(socket.socket, nome) for nome in ("connect", "connect_ex", "sendto")}

    def sorvegliato(nome: str) -> Callable[..., Any]:
        def prova(self: socket.socket, *args: Any) -> Any:
            if not _e_questa_macchina(args[-1]):
                raise RuntimeError(f"I test non usano la rete: {args[-1]!r}")
            return veri[nome](self, *args)

        return prova

    with pytest.MonkeyPatch.context() as ritocco:
        for nome in veri:
            ritocco.setattr(socket.socket, nome, sorvegliato(nome))
        yield


# --- who and where --------------------------------------------------------------------------


@pytest.fixture
def ente(db: None) -> Ente:
    return Ente.objects.create(
        codice="PAT",
        denominazione="Provincia autonoma di Trento",
        agenzia="Agenzia per la coesione sociale",
        struttura="UMSE sviluppo e supporto alle politiche di coesione sociale",
        ufficio="Ufficio per le politiche familiari e gestione degli interventi economici",
        indirizzo="via don G. Grazioli, 1 - 38122 Trento",
        email="agenzia@example.org",
        sito="www.example.org",
        organo="IL DIRIGENTE GENERALE",
        serie="TRENTINO FAMIGLIA",
    )


@pytest.fixture
def altro_ente(db: None) -> Ente:
    return Ente.objects.create(codice="ALTRA", denominazione="Regione di prova")


@pytest.fixture
def capofila(ente: Ente) -> Organizzazione:
    return Organizzazione.objects.create(ente=ente, denominazione="Comune di Pergine Valsugana")


@pytest.fixture
def distretto(ente: Ente, capofila: Organizzazione) -> Distretto:
    """A Family Audit district, with a head and a birth."""
    return Distretto.objects.create(
        ente=ente,
        codice="FA-AV",
        denominazione="Distretto family audit Alta Valsugana",
        tipo=TipoDistretto.FAMILY_AUDIT,
        capofila=capofila,
        nato_anno=2022,
        mail="distretto@example.org",
    )


@pytest.fixture
def altro_distretto(ente: Ente) -> Distretto:
    """A territorial district of the same Ente."""
    return Distretto.objects.create(
        ente=ente,
        codice="T-ROT",
        denominazione="Distretto famiglia Rotaliana Königsberg",
        tipo=TipoDistretto.TERRITORIALE,
    )


@pytest.fixture
def distretto_tematico(ente: Ente) -> Distretto:
    return Distretto.objects.create(
        ente=ente,
        codice="S-EDU",
        denominazione="Distretto famiglia dell'educazione",
        tipo=TipoDistretto.TEMATICO,
    )


@pytest.fixture
def distretto_altrove(altro_ente: Ente) -> Distretto:
    """A district of the other Ente."""
    return Distretto.objects.create(
        ente=altro_ente,
        codice="X-1",
        denominazione="Distretto famiglia di altrove",
        tipo=TipoDistretto.TERRITORIALE,
    )


def _utente(nome: str, cognome: str, **campi: Any) -> Utente:
    email = f"{nome}.{cognome}@example.org".lower()
    return Utente.objects.create_user(email, PAROLA, nome=nome, cognome=cognome, **campi)


def _incaricato(distretto: Distretto, ruolo: RuoloIncarico, nome: str, cognome: str) -> Utente:
    utente = _utente(nome, cognome)
    Incarico.objects.create(
        distretto=distretto,
        ruolo=ruolo,
        utente=utente,
        nominativo=f"{nome} {cognome}",
        email=utente.email,
        dal=date(2020, 1, 1),
    )
    return utente


@pytest.fixture
def manager(distretto: Distretto) -> Utente:
    return _incaricato(distretto, RuoloIncarico.MANAGER, "Marta", "Manara")


@pytest.fixture
def estraneo(altro_distretto: Distretto) -> Utente:
    """The manager of another district of the same Ente."""
    return _incaricato(altro_distretto, RuoloIncarico.MANAGER, "Elio", "Estran")


@pytest.fixture
def lettore(distretto: Distretto) -> Utente:
    return _incaricato(distretto, RuoloIncarico.REFERENTE_ORGANIZZAZIONE, "Lea", "Letti")


@pytest.fixture
def coordinatore(distretto: Distretto) -> Utente:
    return _incaricato(distretto, RuoloIncarico.COORDINATORE, "Corrado", "Corti")


@pytest.fixture
def referente_amministrativo(distretto: Distretto) -> Utente:
    return _incaricato(distretto, RuoloIncarico.REFERENTE_AMMINISTRATIVO, "Rita", "Amministri")


@pytest.fixture
def funzionario(ente: Ente) -> Utente:
    return _utente("Fulvio", "Funzi", ente=ente, ruolo=RuoloEnte.FUNZIONARIO)


@pytest.fixture
def dirigente(ente: Ente) -> Utente:
    return _utente("Dora", "Dirige", ente=ente, ruolo=RuoloEnte.DIRIGENTE)


@pytest.fixture
def estraneo_ente(altro_ente: Ente) -> Utente:
    """An officer of another Ente."""
    return _utente("Enea", "Altrove", ente=altro_ente, ruolo=RuoloEnte.FUNZIONARIO)


@pytest.fixture
def amministratore(db: None) -> Utente:
    return _utente("Ada", "Sistemi", is_superuser=True)


@pytest.fixture
def persone(
    estraneo: Utente,
    lettore: Utente,
    manager: Utente,
    coordinatore: Utente,
    referente_amministrativo: Utente,
    funzionario: Utente,
    dirigente: Utente,
    estraneo_ente: Utente,
    amministratore: Utente,
) -> dict[str, Any]:
    """A user for each value of ``Persona`` towards ``distretto``."""
    return {
        Persona.ANONIMO.value: AnonymousUser(),
        Persona.ESTRANEO.value: estraneo,
        Persona.LETTORE.value: lettore,
        Persona.MANAGER.value: manager,
        Persona.COORDINATORE.value: coordinatore,
        Persona.REFERENTE_AMMINISTRATIVO.value: referente_amministrativo,
        Persona.FUNZIONARIO.value: funzionario,
        Persona.DIRIGENTE.value: dirigente,
        Persona.ESTRANEO_ENTE.value: estraneo_ente,
        Persona.AMMINISTRATORE.value: amministratore,
    }


# --- what -----------------------------------------------------------------------------------


@pytest.fixture
def schema_2026(ente: Ente) -> Schema:
    from programmi.services import carica_schema

    return carica_schema(ente, "2026")


@pytest.fixture
def schema_2022(ente: Ente) -> Schema:
    from programmi.services import carica_schema

    return carica_schema(ente, "2022")


@pytest.fixture
def programma(schema_2026: Schema, distretto: Distretto, manager: Utente) -> Programma:
    """A draft for 2026, as opening the year leaves it."""
    from azioni.services import apri_programma

    return apri_programma(schema=schema_2026, distretto=distretto, anno=2026, autore=manager)
