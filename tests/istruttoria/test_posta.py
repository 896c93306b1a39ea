"""A mail that does not leave: whose fault it is, when it is tried again, who gets to know."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage

from distretti.models import Utente
from istruttoria.models import Avviso
from istruttoria.services import riprova_avvisi, scegli_avvisi
from istruttoria.services.posta import Posta, PostaFerma, Rifiutato, Rinviato
from istruttoria.services.spedizione import ATTESE, PAZIENZA, RINVIO, RIPRESA, spedisci
from programmi.models import Programma
from tests.istruttoria.conftest import scadenza
from tests.istruttoria.posta import alle, invia, posta_che, posta_guasta, rifiuta

# --- what a server answers ----------------------------------------------------------------------


class Sportello(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes; ``risposte`` are the lines that differ from the usual ones."""

    risposte: dict[str, str] = {}

    def handle(self) -> None:
        self._di("220 prova")
        while riga := self.rfile.readline().decode().strip():
            verbo = riga.split(":")[0].split(" ")[0].upper()
            risposta = self.risposte.get(verbo, "250 va bene")
            if verbo == "DATA":
                self._di("354 avanti")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
            if risposta == "chiude":
                return
            self._di(risposta)
            if verbo == "QUIT":
                return

    def _di(self, riga: str) -> None:
        self.wfile.write(f"{riga}\r\n".encode())


@pytest.fixture
def sportello(settings: Any) -> Iterator[type[Sportello]]:
    """A server on this machine, which the product is told to use."""

    class Questo(Sportello):
        risposte: dict[str, str] = {}

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Questo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
    settings.EMAIL_TIMEOUT = 5
    yield Questo
    server.shutdown()
    server.server_close()


def una() -> EmailMessage:
    return EmailMessage("Oggetto", "Testo", to=["marta@example.org"])


@pytest.mark.parametrize(
    ("verbo", "risposta", "errore"),
    [
        ("RCPT", "550 5.1.1 sconosciuta", Rifiutato),
        ("RCPT", "450 riprovare fra un poco", Rinviato),
        ("RCPT", "421 chiudo", PostaFerma),
        ("DATA", "554 non lo voglio", Rifiutato),
        ("DATA", "452 disco pieno", Rinviato),
        ("DATA", "chiude", PostaFerma),
        ("MAIL", "550 mittente ignoto", PostaFerma),
    ],
)
def test_di_chi_e_la_colpa(
    verbo: str, risposta: str, errore: type[Exception], sportello: type[Sportello]
) -> None:
    posta = Posta()
    posta.manda(una())  # the control
    sportello.risposte[verbo] = risposta
    with pytest.raises(errore) as preso:
        posta.manda(una())
    if risposta != "chiude":
        assert str(preso.value) == risposta
    sportello.risposte.clear()
    if posta.guasto:  # our own address is refused: no other mail would leave
        assert verbo == "MAIL"
    else:
        posta.manda(una())
    posta.chiudi()


def test_un_server_che_cade_due_volte_non_si_chiede_piu(sportello: type[Sportello]) -> None:
    posta = Posta()
    sportello.risposte["DATA"] = "chiude"
    for _ in range(2):
        with pytest.raises(PostaFerma):
            posta.manda(una())
    sportello.risposte.clear()
    with pytest.raises(PostaFerma) as preso:
        posta.manda(una())
    assert preso.value.tutti


def test_un_server_spento(settings: Any, sportello: type[Sportello]) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(PostaFerma) as preso:
        Posta().manda(una())
    assert preso.value.tutti


def test_un_messaggio_che_non_si_puo_scrivere_e_colpa_sua(sportello: type[Sportello]) -> None:
    posta = Posta()
    with pytest.raises(Rifiutato):
        posta.manda(EmailMessage("Due\nrighe", "Testo", to=["marta@example.org"]))
    posta.manda(una())
    posta.chiudi()


# --- when it is tried again ---------------------------------------------------------------------

Manca = Callable[[], Avviso]


@pytest.fixture
def bozza(programma: Programma, persone: dict[str, Any], errori_attesi: Any) -> Programma:
    """Three reminders to send: one is for Marta, the manager."""
    scadenza(programma, 7)
    return programma


def di_marta() -> Avviso:
    return Avviso.objects.get(indirizzo__startswith="marta")


def test_un_indirizzo_rifiutato_non_ferma_gli_altri(
    bozza: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    with posta_che(monkeypatch, rifiuta("marta")):
        esito = invia(9)
    assert esito.messaggi == 2
    (fallito,) = esito.falliti
    assert (fallito.errore, fallito.rinuncia) == ("550 casella sconosciuta", False)
    assert (di_marta().stato, di_marta().tentativi) == ("da_inviare", 1)


def test_si_riprova_sempre_piu_di_rado_e_poi_si_rinuncia(
    bozza: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    invia_a = [alle(9)]
    for attesa in ATTESE:
        invia_a.append(invia_a[-1] + attesa)
    with posta_che(monkeypatch, rifiuta("marta")) as chiesti:
        invia(9)
        pk = di_marta().pk
        for n, quando in enumerate(invia_a):
            assert di_marta().tentativi == n + 1
            if n + 1 < len(invia_a):
                spedisci([pk], adesso=invia_a[n + 1] - timedelta(seconds=1))
                assert di_marta().tentativi == n + 1, quando
                spedisci([pk], adesso=invia_a[n + 1])
        spedisci([pk], adesso=invia_a[-1] + timedelta(days=300))
    assert sum("marta" in a for a in chiesti) == 1 + len(ATTESE)
    assert (di_marta().stato, di_marta().errore) == ("non_consegnato", "550 casella sconosciuta")


def test_un_server_fermo_non_consuma_i_tentativi_di_nessuno(
    bozza: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    with posta_guasta(monkeypatch, ConnectionRefusedError("spento")):
        for ora in range(8, 20):
            assert invia(ora).guasto == "spento"
    assert set(Avviso.objects.values_list("tentativi", "stato")) == {(0, "da_inviare")}
    assert invia(20).messaggi == 3


def test_a_un_server_fermo_si_chiede_una_volta_per_giro(
    bozza: Programma, monkeypatch: pytest.MonkeyPatch, errori_attesi: Any
) -> None:
    with posta_guasta(monkeypatch, ConnectionRefusedError("spento")):
        invia(8)
    fermi = [r for r in errori_attesi.records if "non si può usare" in r.getMessage()]
    assert len(fermi) == 1
    assert sum(bool(a.presa) for a in Avviso.objects.all()) == 1


def test_chi_chiede_di_aspettare_si_aspetta_ma_non_per_sempre(
    bozza: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    adesso = alle(9)
    with posta_che(monkeypatch, rifiuta("marta", 452)):
        invia(9)
        spedisci([di_marta().pk], adesso=adesso + PAZIENZA)
        assert (di_marta().stato, di_marta().tentativi) == ("da_inviare", 0)
        spedisci([di_marta().pk], adesso=adesso + PAZIENZA + RINVIO)
    assert di_marta().stato == "non_consegnato"


def test_cio_che_fa_cadere_la_linea_non_ferma_gli_altri(
    bozza: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cade(indirizzo: str) -> Exception | None:
        return ConnectionResetError("caduta") if "marta" in indirizzo else None

    with posta_che(monkeypatch, cade):
        assert invia(9).messaggi == 2
    assert (di_marta().tentativi, di_marta().prossimo_il) == (0, alle(9) + RIPRESA)


def test_di_un_riepilogo_rifiutato_si_rinuncia_a_tutto(
    bozza: Programma, manager: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    scegli_avvisi(utente=manager, modo="riepilogo")
    with posta_che(monkeypatch, rifiuta("marta")) as chiesti:
        for giorno in range(10):
            for ora in (8, 13, 21):
                invia(ora, fra=giorno)
    suoi = Avviso.objects.filter(utente=manager)
    assert {a.stato for a in suoi} <= {"non_consegnato", "ritirato"}
    assert suoi.filter(stato="non_consegnato").exists()
    assert sum("marta" in a for a in chiesti) <= 2 * (1 + len(ATTESE))


def test_chi_riprova_ricomincia_da_capo(
    bozza: Programma,
    funzionario: Utente,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with posta_che(monkeypatch, rifiuta("marta")):
        invia(9)
    Avviso.objects.filter(pk=di_marta().pk).update(stato="non_consegnato", tentativi=6)
    with django_capture_on_commit_callbacks(execute=True):
        assert riprova_avvisi(di_marta().indirizzo, attore=funzionario) == 1
    assert di_marta().stato == "inviato"
