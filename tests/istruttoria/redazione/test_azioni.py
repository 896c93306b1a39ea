"""Actions come, go and change place; their numbers follow and nothing of them is lost."""

import pytest

from azioni.models import Azione, Regola
from distretti.models import Utente
from istruttoria.models import Osservazione
from istruttoria.services import Rifiuto, redazione
from istruttoria.services.redazione import Proposta, ScritturaVietata
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema
from programmi.services import gettone
from tests.istruttoria.conftest import porta

pytestmark = pytest.mark.django_db
TIPO = "progettualita"


def nuova(programma: Programma, manager: Utente, titolo: str) -> Azione:
    return redazione.aggiungi(programma.pk, tipo=TIPO, titolo=titolo, attore=manager)


@pytest.fixture
def tre(programma: Programma, manager: Utente) -> list[Azione]:
    return [nuova(programma, manager, titolo) for titolo in ("A", "B", "C")]


def titoli(programma: Programma) -> list[str]:
    azioni = programma.azioni.filter(tipo=TIPO).order_by("posizione")
    assert [a.posizione for a in azioni] == list(range(1, len(azioni) + 1))
    return [a.titolo for a in azioni]


def completa(azione: Azione, manager: Utente) -> None:
    testi = {
        "descrizione": "Laboratori",
        "referenti_testo": "Comune; Coro",
        "indicatori": "1) mail\n2) incontri",
        "percentuali": "25% ogni mail\n100% per relazione\nEvidenze: relazione",
    }
    proposte = [
        Proposta("azione", azione.pk, campo, testo, gettone("")) for campo, testo in testi.items()
    ]
    assert redazione.salva(azione.programma_id, proposte, attore=manager).tutto_scritto


def test_una_nuova_azione_prende_il_numero_dopo(tre: list[Azione]) -> None:
    assert [a.posizione for a in tre] == [1, 2, 3]


def test_in_un_ambito_la_nuova_va_in_fondo_all_ambito(
    schema_2022: Schema, manager: Utente, programma: Programma
) -> None:
    from azioni.services import apri_programma

    vecchio = apri_programma(schema=schema_2022, distretto=programma.distretto, anno=2022)
    primo, secondo = vecchio.ambiti.order_by("numero")[:2]
    for ambito, titolo in ((secondo, "dopo"), (primo, "prima")):
        redazione.aggiungi(
            vecchio.pk, tipo="azione", ambito_id=ambito.pk, titolo=titolo, attore=manager
        )
    assert list(vecchio.azioni.order_by("posizione").values_list("titolo", flat=True)) == [
        "prima",
        "dopo",
    ]


@pytest.mark.parametrize(
    ("quale", "posto", "atteso"),
    [(2, 1, "CAB"), (0, 2, "BAC"), (0, 99, "BCA"), (2, -4, "CAB"), (1, 2, "ABC")],
)
def test_sposta(tre: list[Azione], manager: Utente, quale: int, posto: int, atteso: str) -> None:
    redazione.sposta(tre[0].programma_id, tre[quale].pk, posto=posto, attore=manager)
    assert "".join(titoli(tre[0].programma)) == atteso


def test_le_osservazioni_seguono_la_loro_azione(
    tre: list[Azione], manager: Utente, funzionario: Utente
) -> None:
    osservazione = Osservazione.objects.create(
        programma=tre[0].programma,
        autore=funzionario,
        testo="?",
        azione_tipo=TIPO,
        azione_numero=3,
    )
    redazione.sposta(tre[0].programma_id, tre[2].pk, posto=1, attore=manager)
    osservazione.refresh_from_db()
    assert osservazione.azione_numero == 1


def test_eliminata_e_ripristinata_torna_uguale(tre: list[Azione], manager: Utente) -> None:
    completa(tre[1], manager)
    programma = tre[0].programma
    prima = componi_snapshot(programma)
    tolta = redazione.elimina(programma.pk, tre[1].pk, attore=manager)
    assert titoli(programma) == ["A", "C"]
    redazione.ripristina(programma.pk, tolta.pk, attore=manager)
    assert componi_snapshot(programma) == prima


def test_non_si_ripristina_due_volte(tre: list[Azione], manager: Utente) -> None:
    tolta = redazione.elimina(tre[0].programma_id, tre[1].pk, attore=manager)
    redazione.ripristina(tre[0].programma_id, tolta.pk, attore=manager)
    with pytest.raises(Rifiuto, match="già tornata"):
        redazione.ripristina(tre[0].programma_id, tolta.pk, attore=manager)


def test_una_copia_sta_dopo_l_originale_con_cio_che_misura(
    tre: list[Azione], manager: Utente
) -> None:
    completa(tre[0], manager)
    copia = redazione.duplica(tre[0].programma_id, tre[0].pk, attore=manager)
    assert titoli(tre[0].programma) == ["A", "A (copia)", "B", "C"]
    assert Regola.objects.filter(azione=copia, indicatore__azione=copia).count() == 2


def test_una_riga_vamt_prevista_non_si_elimina_se_si_chiede_il_contributo(
    programma: Programma, manager: Utente
) -> None:
    riga = programma.azioni.filter(predefinita__isnull=False).first()
    assert riga is not None
    with pytest.raises(Rifiuto, match="contributo"):
        redazione.elimina(programma.pk, riga.pk, attore=manager)


def test_da_integrare_non_si_aggiungono_azioni_se_non_e_chiesto(
    programma: Programma, manager: Utente
) -> None:
    porta(programma, "da_integrare")
    with pytest.raises(ScritturaVietata):
        nuova(programma, manager, "D")


def test_di_un_altro_programma_non_si_tocca_niente(
    tre: list[Azione], altro_distretto: object, estraneo: Utente
) -> None:
    with pytest.raises(Programma.DoesNotExist):
        redazione.elimina(tre[0].programma_id, tre[0].pk, attore=estraneo)
