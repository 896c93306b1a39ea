"""Notices at once or in a digest, reminders, late programmes: sent once, to who may read."""

import json
import smtplib
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from distretti.models import Distretto, Utente
from istruttoria.models import Avviso, NotaInterna
from istruttoria.queries import storia
from istruttoria.services import annota, esegui, invia_avvisi, scegli_avvisi
from istruttoria.services.spedizione import RIPRESA, spedisci
from programmi.models import Programma
from tests.guardie import sospese
from tests.istruttoria.conftest import crea
from tests.istruttoria.passi import DATI
from tests.istruttoria.posta import alle, arrivati, invia, posta_guasta

Porta = Callable[[str], Programma]
Fai = Callable[..., None]


@pytest.fixture
def fai(django_capture_on_commit_callbacks: Any) -> Fai:
    """``fai("propone", programma, attore)``: the step, committed."""

    def fai(nome: str, programma: Programma, attore: Utente) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            esegui(nome, programma=programma, attore=attore, dati=DATI.get(nome, {}))

    return fai


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
    nuovo = Avviso.objects.get(utente=dirigente)
    nuovo.pk, nuovo.chiave = None, "un altro"
    nuovo.stato, nuovo.inviato_il, nuovo.oggetto = "da_inviare", None, ""
    nuovo.save()
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
        assert invia().guasto == "nessuno risponde"
    avviso = Avviso.objects.get(utente=dirigente)
    assert (avviso.stato, avviso.tentativi, avviso.errore) == ("da_inviare", 0, "nessuno risponde")
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
        assert invia(9).guasto == "caduta"
    assert invia(10).messaggi == 1
    assert invia(11).messaggi == 0


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
        with pytest.raises(CommandError, match=r"non si può usare \(spenta\)") as preso:
            call_command("invia_avvisi", json=True, stdout=uscita)
    assert preso.value.returncode == 1
    assert json.loads(uscita.getvalue())["guasto"] == "spenta"
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
    with sospese():  # as if the process had died between the server's yes and its note
        Avviso.objects.update(stato="da_inviare", inviato_il=None)
    spedisci([Avviso.objects.get().pk])
    primo, secondo = (m.message()["Message-ID"] for m in mail.outbox)
    assert primo == secondo


# --- in the story ------------------------------------------------------------------------------


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
