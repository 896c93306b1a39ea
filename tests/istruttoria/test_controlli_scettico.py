"""Small programmes that an experienced officer would mark, and others that she would let pass.

The rules are what the reader makes of each phrase, as in the product.
"""

from typing import Any

import pytest

from azioni.percentuali import leggi
from istruttoria.controlli import esegui
from tests.istruttoria.esempi import (
    aderente,
    azione,
    con_attore,
    con_azioni,
    con_premessa,
    snapshot,
    trovati,
)


def _misura(indicatore: str, percentuale: str, **cambi: Any) -> dict[str, Any]:
    regole = [r.as_dict() for r in leggi(percentuale)]
    return con_azioni(azione(indicatori=indicatore.split("|"), regole=regole, **cambi))


def _tempi(testo: str) -> dict[str, Any]:
    return _misura("Relazione", "100% relazione", tempi=testo)


def _testo(frase: str, elenco: int = 0) -> dict[str, Any]:
    voci = f"<ul>{'<li>una voce</li>' * elenco}</ul>" if elenco else ""
    return con_premessa(f"<p>{frase}</p>{voci}")


def _tabella(*righe: tuple[str, ...]) -> dict[str, Any]:
    celle = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in riga)}</tr>" for riga in righe)
    return con_premessa(f"<table>{celle}</table>")


def _sito(testo: str) -> dict[str, Any]:
    return snapshot(canali=[{"tipo": "sito", "etichetta": "SITO WEB", "testo": testo}])


def _terzo(nome: str, **cambi: Any) -> dict[str, Any]:
    primi = [aderente(1, "COMUNE DI FIORE", proponente=True)]
    primi.append(aderente(2, "PRATO S.R.L.", proponente=True))
    return snapshot(aderenti=[*primi, aderente(3, nome, **cambi)])


DA_SEGNALARE = [
    ("scadenza_fuori_periodo", _tempi("Entro il 28 febbraio 2027")),
    ("scadenza_fuori_periodo", _tempi("settembre-dicembre 2025")),
    ("scadenza_fuori_periodo", _tempi("Entro fine ottobre 2025")),
    ("scadenza_non_letta", _tempi("quando possibile")),
    ("quantita_diverse", _misura("n. 10 comunicati stampa", "25% per ogni comunicato stampa")),
    ("quantita_diverse", _misura("almeno 5 incontri", "100% per almeno 3 incontri")),
    ("quantita_diverse", _misura("il 30% degli aderenti", "100% se il 20% degli aderenti usa")),
    ("quantita_diverse", _misura("dieci incontri", "100% per almeno tre incontri")),
    ("quantita_diverse", _misura("5 incontri di rete", "34% ad incontro")),
    ("cento_non_raggiungibile", _misura("2 incontri", "25% per ogni incontro")),
    ("cento_non_raggiungibile", _misura("Incontri", "20% per ogni incontro, massimo 3")),
    ("cento_non_raggiungibile", _misura("A|B", "30% progettazione\n30% realizzazione")),
    ("unita_diverse", _misura("n. 3 laboratori", "100% per almeno 3 articoli")),
    ("unita_diverse", _misura("n. di volontari coinvolti", "100% per la relazione")),
    ("unita_diverse", _misura("N° famiglie partecipanti", "100% per la relazione")),
    ("indicatori_percentuali_numero", _misura("A|B|C", "25% ogni incontro\n100% relazione")),
    ("percentuale_da_confermare", _misura("Relazione", "100% a giudizio dell'Agenzia")),
    ("da_definire", _testo("Il progetto si svolge presso ______ con il partner.")),
    ("da_definire", _misura("n. incontri: xx", "100% relazione")),
    ("da_definire", _misura("Relazione", "100% relazione", referenti_testo="XX")),
    ("da_definire", _sito("in fase di definizione")),
    ("da_definire", _sito("N.D.")),
    ("anno_sbagliato", _testo("Il Programma di lavoro anno 2025 intende proseguire.")),
    ("numero_contraddetto", _testo("Il Distretto conta oggi 14 aderenti.")),
    ("numero_contraddetto", _testo("Il programma si compone di dodici azioni.")),
    ("elenco_contraddetto", _testo("Il Distretto persegue tre obiettivi:", 2)),
    ("elenco_contraddetto", _testo("Gli obiettivi sono quattro:", 3)),
    ("totale_errato", _tabella(("A", "1.000"), ("B", "500"), ("Totale complessivo", "1.600"))),
    ("aderente_ripetuto", _terzo("Prato srl")),
    ("adesione_non_datata", _terzo("Bosco", dal="2026-05-10")),
    ("aderente_indicato_uscito", _testo("A seguito del recesso di Prato srl si riparte.")),
    ("aderente_indicato_uscito", _testo("Prato srl è uscita dal Distretto nel 2025.")),
    ("aderente_indicato_uscito", _testo("Dal 2025 Prato srl ha cessato l'attività.")),
    ("email_mancante", con_attore("manager", email="ugo(at)comune.it")),
]

A_POSTO = [
    _misura("n. 4 comunicati stampa", "25% per ogni comunicato stampa"),
    _misura("almeno 3 incontri", "100% per almeno 3 incontri"),
    _misura("Partecipazione del 20% degli aderenti", "100% se il 20% degli aderenti partecipa"),
    _misura("Numero di incontri", "25% per ogni incontro"),
    _misura("3 incontri", "34% per ogni incontro"),
    _misura("n. 4 tra incontri e laboratori", "25% per ogni incontro o laboratorio"),
    _misura("n. 2 eventi pubblici, di cui uno a Levico", "50% per ogni evento"),
    _misura("almeno 2 mail (una a semestre)", "50% ogni mail"),
    _misura("10 partecipanti per incontro", "25% per ogni incontro"),
    _misura("coinvolgimento di 3 scuole", "34% per ogni scuola coinvolta"),
    _misura("n. 3 relazioni", "100% per almeno 3 relazioni"),
    *(_tempi(t) for t in ("settembre-dicembre 2026", "fine ottobre 2026", "Entro il 15.12")),
    *(_tempi(t) for t in ("I e II semestre 2026", "da gennaio a dicembre", "tutto il 2026")),
    _testo("Il programma prevede 1 progettualità."),
    _testo("In continuità con il programma 2025 si propone il nuovo piano."),
    _testo("Nel 2025 il programma di lavoro 2025 ha realizzato 7 azioni."),
    _testo("Hanno partecipato 30 organizzazioni provenienti da tutto il Trentino."),
    _testo("Il Distretto conta oggi due aderenti."),
    _testo("Si intende arrivare ad almeno 10 aderenti."),
    _testo("Gli obiettivi sono tre:", 3),
    _testo("Il Fondo XXX Aprile e la XX edizione della festa sono noti."),
    _testo("Nel 2024 la chiusura di Prato srl per ferie ha coinvolto poche persone."),
    _testo("Prato srl ha chiuso il progetto con un evento."),
    _tabella(
        ("A", "1.000"), ("Subtotale", "1.000"), ("B", "500"), ("C", "500"), ("Totale", "2.000")
    ),
    _tabella(("A", "10"), ("B", "5"), ("Totale", "15"), ("C", "5"), ("D", "2"), ("Totale", "7")),
    _terzo("Prato Fiorito srl"),
    _terzo("Ex srl", al="2025-01-31", family_audit=""),
    con_attore("manager", nominativo="Ugo Monte (dal 1.2.2026)"),
]


@pytest.mark.parametrize(("codice", "dati"), DA_SEGNALARE)
def test_an_officer_would_mark_it(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice)


@pytest.mark.parametrize("dati", A_POSTO)
def test_an_officer_would_let_it_pass(dati: dict[str, Any]) -> None:
    assert [e.as_dict() for e in esegui(dati)] == []
