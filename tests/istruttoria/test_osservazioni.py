"""Remarks: where they may be put, who writes, answers and closes them."""

from collections.abc import Callable
from typing import Any

import pytest

from distretti.models import Utente
from istruttoria import services
from istruttoria.models import Osservazione
from istruttoria.services import Rifiuto
from programmi.models import Programma


def inviata(programma: Programma, autore: Any, **campi: Any) -> Osservazione:
    """A remark that the district has received."""
    osservazione = osserva(programma, autore, **campi)
    services.invia_osservazioni(programma)
    return osservazione


def osserva(programma: Programma, autore: Any, **campi: Any) -> Osservazione:
    return services.aggiungi_osservazione(
        programma=programma, autore=autore, **({"testo": "Manca un dato."} | campi)
    )


@pytest.mark.parametrize(
    "luogo",
    [
        {},
        {"voce": "premessa"},
        {"azione_tipo": "riga_vamt", "azione_numero": 1},
        {"azione_tipo": "riga_vamt", "azione_numero": 9, "campo": "percentuali"},
    ],
)
def test_un_osservazione_sul_suo_posto(
    luogo: dict[str, Any], in_istruttoria: Programma, funzionario: Utente
) -> None:
    fatta = osserva(in_istruttoria, funzionario, **luogo)
    assert (fatta.stato, fatta.autore) == ("aperta", funzionario)


@pytest.mark.parametrize(
    ("luogo", "campo"),
    [
        ({"voce": "capitolo-che-non-esiste"}, "voce"),
        ({"azione_tipo": "riga_vamt", "azione_numero": 10}, "azione_numero"),
        ({"azione_tipo": "altro", "azione_numero": 1}, "azione_numero"),
        ({"azione_tipo": "riga_vamt"}, "azione_numero"),
        ({"campo": "tempi"}, "campo"),
        ({"azione_tipo": "riga_vamt", "azione_numero": 1, "campo": "colore"}, "campo"),
        ({"tipo": "rimprovero"}, "tipo"),
        ({"testo": "  "}, "testo"),
    ],
)
def test_un_posto_che_non_c_e(
    luogo: dict[str, Any], campo: str, in_istruttoria: Programma, funzionario: Utente
) -> None:
    with pytest.raises(Rifiuto) as negato:
        osserva(in_istruttoria, funzionario, **luogo)
    assert negato.value.campo == campo


@pytest.mark.parametrize(
    ("persona", "ammessa"),
    [
        ("anonimo", False),
        ("estraneo", False),
        ("lettore", False),
        ("manager", False),
        ("coordinatore", False),
        ("referente_amministrativo", False),
        ("funzionario", True),
        ("dirigente", True),
        ("estraneo_ente", False),
        ("amministratore", False),
    ],
)
def test_chi_osserva(
    persona: str, ammessa: bool, in_istruttoria: Programma, persone: dict[str, Any]
) -> None:
    if ammessa:
        assert osserva(in_istruttoria, persone[persona])
    else:
        with pytest.raises(Rifiuto):
            osserva(in_istruttoria, persone[persona])


def test_non_si_osserva_una_bozza(
    nello_stato: Callable[[str], Programma], funzionario: Utente
) -> None:
    with pytest.raises(Rifiuto, match="Bozza"):
        osserva(nello_stato("bozza"), funzionario)


def test_aperta_risposta_chiusa(
    nello_stato: Callable[[str], Programma], funzionario: Utente, manager: Utente
) -> None:
    osservazione = inviata(nello_stato("da_integrare"), funzionario)
    risposta = services.rispondi_osservazione(osservazione, attore=manager, testo="Aggiunto.")
    assert (risposta.stato, risposta.risposta) == ("risposta", "Aggiunto.")
    chiusa = services.chiudi_osservazione(risposta, attore=funzionario)
    assert chiusa.stato == "chiusa"
    assert chiusa.chiusa_il is not None


def test_una_chiusa_non_si_chiude_due_volte(in_istruttoria: Programma, funzionario: Utente) -> None:
    osservazione = inviata(in_istruttoria, funzionario)
    services.chiudi_osservazione(osservazione, attore=funzionario)
    with pytest.raises(Rifiuto, match="Chiusa"):
        services.chiudi_osservazione(osservazione, attore=funzionario)


def test_una_chiusa_si_riapre(in_istruttoria: Programma, funzionario: Utente) -> None:
    osservazione = inviata(in_istruttoria, funzionario)
    services.chiudi_osservazione(osservazione, attore=funzionario)
    riaperta = services.riapri_osservazione(
        osservazione, attore=funzionario, motivo="Mancano gli orari"
    )
    assert (riaperta.stato, riaperta.chiusa_il) == ("aperta", None)


def test_il_distretto_non_chiude(
    nello_stato: Callable[[str], Programma], funzionario: Utente, manager: Utente
) -> None:
    osservazione = inviata(nello_stato("da_integrare"), funzionario)
    with pytest.raises(Rifiuto, match="Può farlo"):
        services.chiudi_osservazione(osservazione, attore=manager)


def test_si_risponde_solo_quando_e_da_integrare(
    in_istruttoria: Programma, funzionario: Utente, manager: Utente
) -> None:
    osservazione = inviata(in_istruttoria, funzionario)
    with pytest.raises(Rifiuto, match="Da integrare"):
        services.rispondi_osservazione(osservazione, attore=manager, testo="Aggiunto.")


def test_si_supera_solo_cio_che_il_controllo_segnala(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    with pytest.raises(Rifiuto, match="non segnala"):
        services.supera_controllo(
            programma=in_istruttoria, codice="x", dove="", motivo="Sì.", autore=funzionario
        )
