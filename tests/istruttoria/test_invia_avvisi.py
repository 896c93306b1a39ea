"""Notices at once or in a digest, reminders, late programmes: sent once, to who may read."""

import json
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from azioni.services import apri_programma
from distretti.models import Distretto, Utente
from istruttoria.models import Avviso, NotaInterna
from istruttoria.queries import storia
from istruttoria.services import annota, esegui, invia_avvisi, scegli_avvisi
from istruttoria.services.spedizione import RIPRESA, spedisci
from programmi.models import Programma
from programmi.services import concedi_proroga
from tests.istruttoria.conftest import crea, porta, scadenza
from tests.istruttoria.passi import DATI

Porta = Callable[[str], Programma]
Fai = Callable[..., None]
GUASTO = "istruttoria.services.spedizione.get_connection"


def alle(ora: int, fra: int = 0) -> datetime:
    """An instant of today, or of another day."""
    giorno = timezone.localdate() + timedelta(days=fra)
    return timezone.make_aware(datetime.combine(giorno, time(ora)))


def invia(ora: int = 9, fra: int = 0) -> Any:
    return invia_avvisi(adesso=alle(ora, fra))


def arrivati(a: Utente) -> list[Any]:
    return [m for m in mail.outbox if m.to == [a.email]]


@pytest.fixture
def fai(django_capture_on_commit_callbacks: Any) -> Fai:
    """``fai("propone", programma, attore)``: the step, committed."""

    def fai(nome: str, programma: Programma, attore: Utente) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            esegui(nome, programma=programma, attore=attore, dati=DATI.get(nome, {}))

    return fai


@contextmanager
def posta_guasta(monkeypatch: pytest.MonkeyPatch, errore: Exception) -> Iterator[None]:
    class Guasta(EmailBackend):
        def open(self) -> None:
            raise errore

    with monkeypatch.context() as ritocco:
        ritocco.setattr(GUASTO, Guasta)
        yield


# --- at once, or a digest ---------------------------------------------------------------------


def test_se_la_transazione_fallisce_non_resta_nulla(
    in_istruttoria: Programma,
    funzionario: Utente,
    dirigente: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        esegui("propone", programma=in_istruttoria, attore=funzionario)
        raise ZeroDivisionError
    invia()
    assert mail.outbox == []
    assert not Avviso.objects.exists()


def test_il_collegamento_porta_al_programma(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente, fai: Fai, settings: Any
) -> None:
    settings.INDIRIZZO_NEI_MESSAGGI = "https://distretti.example.org"
    fai("propone", in_istruttoria, funzionario)
    testo = mail.outbox[0].body
    assert f"https://distretti.example.org/programmi/{in_istruttoria.pk}/\n" in testo
    assert "https://distretti.example.org/accesso/avvisi/\n" in testo


def test_chi_vuole_il_riepilogo_ne_riceve_uno_con_tutto(
    in_istruttoria: Programma,
    altro_distretto: Distretto,
    funzionario: Utente,
    dirigente: Utente,
    fai: Fai,
) -> None:
    altro = crea(in_istruttoria.schema, altro_distretto, 2026, stato="trasmesso")
    scegli_avvisi(utente=dirigente, modo="riepilogo")
    fai("propone", in_istruttoria, funzionario)
    Avviso.objects.filter(utente=dirigente).update(creato_il=alle(5))
    Avviso.objects.create(
        programma=altro,
        passaggio=altro.passaggi.create(
            transizione="trasmetti", da="bozza", a="trasmesso", persona="coordinatore"
        ),
        genere="passaggio",
        chiave="altro",
        utente=dirigente,
        destinatario="Dora Dirige",
        indirizzo=dirigente.email,
        modo="riepilogo",
    )
    assert mail.outbox == []
    invia()
    (messaggio,) = arrivati(dirigente)
    assert "2 avvisi" in messaggio.subject
    assert messaggio.body.index("Rotaliana") < messaggio.body.index("Alta Valsugana")


def test_il_riepilogo_parte_una_volta_al_giorno_e_non_di_notte(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente, fai: Fai
) -> None:
    scegli_avvisi(utente=dirigente, modo="riepilogo")
    fai("propone", in_istruttoria, funzionario)
    invia(6)
    assert mail.outbox == []
    invia(7)
    assert len(arrivati(dirigente)) == 1
    Avviso.objects.update(stato="da_inviare", inviato_il=None)
    invia(18)
    assert len(arrivati(dirigente)) == 1
    invia(7, fra=1)
    assert len(arrivati(dirigente)) == 2


def test_chi_torna_a_subito_non_perde_cio_che_aspettava(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente, fai: Fai
) -> None:
    scegli_avvisi(utente=dirigente, modo="riepilogo")
    fai("propone", in_istruttoria, funzionario)
    scegli_avvisi(utente=dirigente, modo="subito")
    invia(3)
    assert "propon" in arrivati(dirigente)[0].subject


# --- what may be read is decided when it leaves ------------------------------------------------


def test_chi_ha_perso_l_accesso_nel_frattempo_non_riceve_nulla(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente, fai: Fai
) -> None:
    scegli_avvisi(utente=manager, modo="riepilogo")
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    fai("chiede_integrazioni", in_istruttoria, funzionario)
    manager.incarichi.update(al=timezone.localdate() - timedelta(days=1))
    assert invia().ritirati == 1
    assert arrivati(manager) == []
    assert "non può più leggere" in Avviso.objects.get(utente=manager).errore


def test_chi_e_ormai_solo_lettore_non_legge_le_osservazioni(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente, fai: Fai
) -> None:
    scegli_avvisi(utente=manager, modo="riepilogo")
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    fai("chiede_integrazioni", in_istruttoria, funzionario)
    manager.incarichi.update(ruolo="referente_organizzazione")
    invia()
    assert "Indicare gli orari" not in arrivati(manager)[0].body


def test_una_nota_interna_non_esce_mai(
    in_istruttoria: Programma, funzionario: Utente, persone: dict[str, Any], fai: Fai
) -> None:
    annota(programma=in_istruttoria, autore=funzionario, testo="CANARINO")
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    fai("chiede_integrazioni", in_istruttoria, funzionario)
    assert NotaInterna.objects.exists()
    assert len(mail.outbox) == 3
    assert not any("CANARINO" in m.body + m.subject for m in mail.outbox)


# --- nothing is lost, nothing is doubled --------------------------------------------------------


def test_la_posta_che_non_parte_si_ritenta(
    in_istruttoria: Programma,
    funzionario: Utente,
    dirigente: Utente,
    fai: Fai,
    errori_attesi: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with posta_guasta(monkeypatch, ConnectionRefusedError("nessuno risponde")):
        fai("propone", in_istruttoria, funzionario)
        assert invia().falliti[0].errore == "nessuno risponde"
    avviso = Avviso.objects.get(utente=dirigente)
    assert (avviso.stato, avviso.tentativi) == ("da_inviare", 2)
    invia()
    invia()
    assert len(arrivati(dirigente)) == 1


def test_un_riepilogo_che_non_parte_si_ritenta_lo_stesso_giorno(
    in_istruttoria: Programma,
    funzionario: Utente,
    dirigente: Utente,
    fai: Fai,
    errori_attesi: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scegli_avvisi(utente=dirigente, modo="riepilogo")
    fai("propone", in_istruttoria, funzionario)
    with posta_guasta(monkeypatch, smtplib.SMTPServerDisconnected("caduta")):
        assert len(invia(9).falliti) == 1
    assert invia(10).messaggi == 1
    assert invia(11).messaggi == 0


def test_un_indirizzo_rifiutato_non_ferma_gli_altri(
    in_istruttoria: Programma,
    funzionario: Utente,
    persone: dict[str, Any],
    fai: Fai,
    errori_attesi: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Schizzinosa(EmailBackend):
        def send_messages(self, messaggi: Any) -> int:
            if "marta" in messaggi[0].to[0]:
                raise smtplib.SMTPRecipientsRefused({"marta": (550, b"sconosciuta")})
            return super().send_messages(messaggi)

    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    monkeypatch.setattr(GUASTO, Schizzinosa)
    fai("chiede_integrazioni", in_istruttoria, funzionario)
    assert len(mail.outbox) == 2
    assert Avviso.objects.get(stato="da_inviare").utente == persone["manager"]


def test_il_comando_dice_che_qualcosa_non_e_partito(
    in_istruttoria: Programma,
    funzionario: Utente,
    dirigente: Utente,
    fai: Fai,
    errori_attesi: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uscita, racconto = StringIO(), StringIO()
    with posta_guasta(monkeypatch, OSError("spenta")):
        fai("propone", in_istruttoria, funzionario)
        with pytest.raises(CommandError, match="non partiti: 1") as preso:
            call_command("invia_avvisi", json=True, stdout=uscita)
    assert preso.value.returncode == 1
    assert json.loads(uscita.getvalue())["falliti"][0]["a"] == dirigente.email
    call_command("invia_avvisi", stdout=racconto)
    assert "1  messaggi spediti" in racconto.getvalue()


def test_cio_che_un_altro_sta_spedendo_non_si_tocca_finche_non_e_morto(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente, fai: Fai
) -> None:
    esegui("propone", programma=in_istruttoria, attore=funzionario)
    adesso = alle(9)
    Avviso.objects.update(stato="in_invio", presa_il=adesso)
    invia_avvisi(adesso=adesso + RIPRESA)
    assert mail.outbox == []
    invia_avvisi(adesso=adesso + RIPRESA + timedelta(seconds=1))
    assert len(mail.outbox) == 1


def test_lo_stesso_messaggio_ha_lo_stesso_identificativo(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente, fai: Fai
) -> None:
    fai("propone", in_istruttoria, funzionario)
    Avviso.objects.update(stato="da_inviare", inviato_il=None)
    spedisci([Avviso.objects.get().pk])
    primo, secondo = (m.message()["Message-ID"] for m in mail.outbox)
    assert primo == secondo


# --- reminders and late programmes --------------------------------------------------------------


@pytest.fixture
def bozza(programma: Programma, persone: dict[str, Any]) -> Programma:
    return programma


@pytest.mark.parametrize(
    ("fra", "quanti"), [(15, 0), (14, 3), (10, 3), (7, 3), (1, 3), (0, 3), (-1, 0)]
)
def test_i_promemoria_vanno_a_chi_deve_trasmettere(bozza: Programma, fra: int, quanti: int) -> None:
    scadenza(bozza, fra)
    assert invia().promemoria == quanti
    assert invia().promemoria == 0


def test_ogni_soglia_una_volta(bozza: Programma, coordinatore: Utente) -> None:
    giorno = scadenza(bozza, 20)
    for fra in range(21):
        invia(fra=fra)
        invia(fra=fra)
    oggetti = [m.subject.rpartition(": ")[2] for m in arrivati(coordinatore)]
    assert oggetti == [
        "da trasmettere entro 14 giorni",
        "da trasmettere entro 7 giorni",
        "da trasmettere entro domani",
    ]
    assert f"{giorno.day} " in arrivati(coordinatore)[0].body


def test_una_proroga_sposta_i_promemoria(
    bozza: Programma, coordinatore: Utente, funzionario: Utente
) -> None:
    scadenza(bozza, 7)
    concedi_proroga(
        bozza.schema.scadenze.get(),
        nuovo_giorno=timezone.localdate() + timedelta(days=30),
        motivo="Elezioni",
        distretto=bozza.distretto,
        autore=funzionario,
    )
    assert invia().promemoria == 0
    assert invia(fra=16).promemoria == 3


def test_un_promemoria_non_parte_se_nel_frattempo_e_trasmesso(
    bozza: Programma, errori_attesi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scadenza(bozza, 7)
    with posta_guasta(monkeypatch, OSError("spenta")):
        assert len(invia().falliti) == 3
    porta(bozza, "trasmesso")
    assert invia().ritirati == 3
    assert mail.outbox == []


def test_chi_ha_gia_avuto_il_riepilogo_ha_il_promemoria_subito(
    bozza: Programma, coordinatore: Utente
) -> None:
    scegli_avvisi(utente=coordinatore, modo="riepilogo")
    coordinatore.scelta_avvisi.riepilogo_del = timezone.localdate()
    coordinatore.scelta_avvisi.save()
    scadenza(bozza, 1)
    invia()
    assert "entro domani" in arrivati(coordinatore)[0].subject


def test_l_elenco_dei_ritardi_va_ai_funzionari_una_volta_al_giorno(
    bozza: Programma, altro_distretto: Distretto, funzionario: Utente, estraneo_ente: Utente
) -> None:
    apri_programma(schema=bozza.schema, distretto=altro_distretto, anno=2026)
    scadenza(bozza, -3)
    invia(8)
    invia(12)
    (messaggio,) = mail.outbox
    assert messaggio.to == [funzionario.email]
    assert "2 programmi in ritardo" in messaggio.subject
    assert "passato da 3 giorni" in messaggio.body
    invia(8, fra=1)
    assert len(mail.outbox) == 2


def test_chi_ha_trasmesso_non_e_in_ritardo(bozza: Programma) -> None:
    scadenza(bozza, -3)
    porta(bozza, "trasmesso")
    assert invia().elenchi == 0


def test_la_storia_dice_a_chi_quando_che_cosa(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente, fai: Fai
) -> None:
    fai("propone", in_istruttoria, funzionario)
    evento = next(e for e in storia(in_istruttoria) if e.genere == "avviso")
    assert evento.titolo == mail.outbox[0].subject
    assert evento.righe == ["A: Dora Dirige"]
    assert timedelta() <= timezone.now() - evento.quando < timedelta(minutes=1)


def test_cio_che_non_e_partito_non_e_nella_storia(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    esegui("propone", programma=in_istruttoria, attore=funzionario)
    assert Avviso.objects.exists()
    assert not [e for e in storia(in_istruttoria) if e.genere == "avviso"]
