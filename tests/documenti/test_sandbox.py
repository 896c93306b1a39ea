"""The limited child: what it refuses, how it fails, and that the next task always works."""

import os
import threading
import time

import pytest

from documenti import sandbox
from documenti.sandbox import CompitoFallito, Limiti, MemoriaEsaurita, TempoScaduto, esegui

LIMITI = Limiti(secondi=20, memoria_mib=512)
QUI = "tests.documenti.compiti_di_prova."


def _pid() -> int:
    return int(esegui(QUI + "pid", {}, limiti=LIMITI))


def test_passa_argomenti_e_dati_e_rende_byte() -> None:
    assert (
        esegui(QUI + "eco", {"a": "è"}, b"\x00dati", limiti=LIMITI) == b"\x00dati{'a': '\xc3\xa8'}"
    )


def test_dati_grandi_nei_due_versi() -> None:
    dati = os.urandom(3_000_000)
    assert esegui(QUI + "eco", {}, dati, limiti=LIMITI) == dati + b"{}"


def test_il_figlio_resta_caldo() -> None:
    assert _pid() == _pid()


def test_il_figlio_non_e_questo_processo() -> None:
    assert _pid() != os.getpid()


def test_troppo_tempo_e_il_compito_dopo_riesce() -> None:
    inizio = time.monotonic()
    with pytest.raises(TempoScaduto, match="interrotta"):
        esegui(QUI + "dormi", {"secondi": 30}, limiti=Limiti(secondi=0.5))
    assert time.monotonic() - inizio < 25  # it did not wait for the thirty seconds
    assert _pid()


def test_troppo_calcolo() -> None:
    with pytest.raises(TempoScaduto):
        esegui(QUI + "calcola_per_sempre", {}, limiti=Limiti(secondi=30, secondi_cpu=1))
    assert _pid()


@pytest.mark.parametrize(
    "come",
    [
        "memoria_in_un_colpo",
        "memoria_a_poco_a_poco",
        "memoria_persa_da_una_estensione",
        "memoria_negata_dal_sistema",
        "memoria_sotto_un_altro_errore",
    ],
)
def test_troppa_memoria_e_il_compito_dopo_riesce(come: str) -> None:
    with pytest.raises(MemoriaEsaurita, match="512 MB"):
        esegui(QUI + come, {}, limiti=LIMITI)
    assert _pid()


@pytest.mark.parametrize("come", ["esce", "errore_di_segmento", "abortisce"])
def test_un_figlio_che_muore_e_il_compito_dopo_riesce(come: str) -> None:
    with pytest.raises(CompitoFallito):
        esegui(QUI + come, {}, limiti=LIMITI)
    assert _pid()


def test_un_eccezione_arriva_con_il_suo_nome_e_il_figlio_resta() -> None:
    prima = _pid()
    with pytest.raises(CompitoFallito) as errore:
        esegui(QUI + "sbaglia", {}, limiti=LIMITI)
    assert errore.value.tipo == "tests.documenti.compiti_di_prova.ErroreDiProva"
    assert errore.value.dettaglio == "così non va"
    assert _pid() == prima


def test_un_compito_che_stampa_non_disturba() -> None:
    assert esegui(QUI + "stampa", {}, limiti=LIMITI) == b"fatto"


def test_un_compito_che_non_esiste() -> None:
    with pytest.raises(CompitoFallito):
        esegui(QUI + "niente", {}, limiti=LIMITI)


def test_nessun_socket_si_apre() -> None:
    assert esegui(QUI + "prova_rete", {}, limiti=LIMITI) == b""


def test_vede_solo_i_propri_file_aperti() -> None:
    with open(__file__, "rb"):
        aperti = esegui(QUI + "file_aperti", {}, limiti=LIMITI).decode().split()
    assert not [percorso for percorso in aperti if percorso.endswith(".py")]


def test_non_vede_i_segreti_dell_ambiente(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "segreto")
    sandbox.chiudi()
    assert b"SECRET_KEY" not in esegui(QUI + "ambiente", {}, limiti=LIMITI)


def test_piu_fili_insieme() -> None:
    esiti: list[bytes] = []

    def lavora(numero: int) -> None:
        esiti.append(esegui(QUI + "eco", {}, str(numero).encode() * 50_000, limiti=LIMITI))

    fili = [threading.Thread(target=lavora, args=(n,)) for n in range(12)]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join()
    assert sorted(esiti) == sorted(str(n).encode() * 50_000 + b"{}" for n in range(12))


def test_al_massimo_due_figli_per_processo() -> None:
    visti: set[bytes] = set()

    def lavora() -> None:
        visti.add(esegui(QUI + "pid_lento", {}, limiti=LIMITI))

    fili = [threading.Thread(target=lavora) for _ in range(6)]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join()
    assert len(visti) <= sandbox.FIGLI


def test_chi_aspetta_troppo_un_figlio_libero_lo_sa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "FIGLI", 1)
    sandbox.chiudi()
    filo = threading.Thread(
        target=lambda: esegui(QUI + "dormi", {"secondi": 2}, limiti=LIMITI), daemon=True
    )
    filo.start()
    time.sleep(0.5)
    with pytest.raises(TempoScaduto, match="occupato"):
        esegui(QUI + "pid", {}, limiti=Limiti(attesa=0.2))
    filo.join()


def test_un_processo_biforcato_ha_figli_suoi() -> None:
    prima = _pid()
    leggi, scrivi = os.pipe()
    figlio = os.fork()
    if figlio == 0:
        os.write(scrivi, str(_pid()).encode())
        sandbox.chiudi()
        os._exit(0)
    os.waitpid(figlio, 0)
    assert int(os.read(leggi, 20)) != prima
    assert _pid() == prima
    os.close(leggi)
    os.close(scrivi)


def test_un_figlio_stanco_viene_cambiato(monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.chiudi()
    monkeypatch.setattr(sandbox, "COMPITI_PER_FIGLIO", 2)
    pid = [_pid() for _ in range(3)]
    assert pid[0] == pid[1] != pid[2]


def test_un_figlio_gonfio_viene_cambiato(monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.chiudi()
    monkeypatch.setattr(sandbox, "MEMORIA_A_RIPOSO_MIB", 100)
    esegui(QUI + "tiene_memoria", {}, limiti=LIMITI)
    prima = esegui(QUI + "pid", {}, limiti=LIMITI)
    assert esegui(QUI + "quanta_tiene", {}, limiti=LIMITI) == b"0"
    assert prima


def test_un_figlio_ucciso_da_fuori_viene_sostituito() -> None:
    prima = _pid()
    os.kill(prima, 9)
    time.sleep(0.1)
    assert _pid() != prima
