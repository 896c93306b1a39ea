"""Saving fields: what is written, what conflicts, what is refused; nothing is lost silently."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from azioni.models import Azione, Indicatore
from distretti.models import Organizzazione, Utente
from istruttoria.models import Osservazione
from istruttoria.services import redazione
from istruttoria.services.redazione import Esito, Proposta, ScritturaVietata
from programmi.models import Modifica, Programma
from programmi.services import gettone
from tests.istruttoria.conftest import porta

pytestmark = pytest.mark.django_db


@pytest.fixture
def azione(programma: Programma, manager: Utente) -> Azione:
    return redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Estate", attore=manager)


def salva(azione: Azione, campo: str, testo: str, visto: str, attore: Utente) -> Esito:
    proposta = Proposta("azione", azione.pk, campo, testo, gettone(visto))
    return redazione.salva(azione.programma_id, [proposta], attore=attore)


def test_scrive_e_lascia_la_storia(azione: Azione, manager: Utente) -> None:
    esito = salva(azione, "descrizione", "Laboratori estivi", "", manager)
    azione.refresh_from_db()
    assert azione.descrizione == "Laboratori estivi"
    assert esito.scritti[f"azione-{azione.pk}-descrizione"].gettone == gettone("Laboratori estivi")
    riga = Modifica.objects.get(campo="descrizione")
    assert (riga.prima, riga.dopo, riga.autore) == ("", "Laboratori estivi", manager)


def test_chi_aveva_visto_altro_trova_un_conflitto_con_i_due_testi(
    azione: Azione, manager: Utente, referente_amministrativo: Utente
) -> None:
    salva(azione, "descrizione", "di Marta", "", manager)
    esito = salva(azione, "descrizione", "di Rita", "", referente_amministrativo)
    conflitto = esito.conflitti[f"azione-{azione.pk}-descrizione"]
    assert (conflitto.attuale, conflitto.proposto, conflitto.autore) == (
        "di Marta",
        "di Rita",
        manager,
    )
    azione.refresh_from_db()
    assert azione.descrizione == "di Marta"


def test_la_stessa_richiesta_ripetuta_non_e_un_conflitto(azione: Azione, manager: Utente) -> None:
    salva(azione, "descrizione", "uno", "", manager)
    esito = salva(azione, "descrizione", "uno", "", manager)
    assert not esito.scritti[f"azione-{azione.pk}-descrizione"].cambiato
    assert Modifica.objects.filter(campo="descrizione").count() == 1


def test_campi_diversi_non_confliggono(azione: Azione, manager: Utente) -> None:
    salva(azione, "descrizione", "uno", "", manager)
    esito = salva(azione, "obiettivo_generale", "due", "", manager)
    assert esito.tutto_scritto


def test_un_campo_in_conflitto_non_ferma_gli_altri(azione: Azione, manager: Utente) -> None:
    salva(azione, "descrizione", "uno", "", manager)
    proposte = [
        Proposta("azione", azione.pk, "descrizione", "altro", gettone("")),
        Proposta("azione", azione.pk, "obiettivo_specifico", "vale", gettone("")),
    ]
    esito = redazione.salva(azione.programma_id, proposte, attore=manager)
    assert list(esito.conflitti) == [f"azione-{azione.pk}-descrizione"]
    assert list(esito.scritti) == [f"azione-{azione.pk}-obiettivo_specifico"]


def test_un_testo_troppo_lungo_e_rifiutato_con_la_misura(azione: Azione, manager: Utente) -> None:
    esito = salva(azione, "titolo", "x" * 501, "Estate", manager)
    assert "501 caratteri e qui ce ne stanno 500" in next(iter(esito.rifiuti.values()))


def test_un_azione_eliminata_lo_dice(azione: Azione, manager: Utente) -> None:
    redazione.elimina(azione.programma_id, azione.pk, attore=manager)
    esito = salva(azione, "titolo", "altro", "Estate", manager)
    assert "eliminato" in next(iter(esito.rifiuti.values()))


@pytest.mark.parametrize("chi", ["lettore", "coordinatore", "funzionario", "dirigente"])
def test_chi_non_scrive_riceve_il_motivo(
    azione: Azione, chi: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(ScritturaVietata, match="Può farlo"):
        salva(azione, "titolo", "altro", "Estate", request.getfixturevalue(chi))


@pytest.mark.parametrize("chi", ["estraneo", "estraneo_ente"])
def test_per_chi_e_di_un_altro_distretto_il_programma_non_esiste(
    azione: Azione, chi: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Programma.DoesNotExist):
        salva(azione, "titolo", "altro", "Estate", request.getfixturevalue(chi))


def test_un_programma_trasmesso_non_si_scrive(azione: Azione, manager: Utente) -> None:
    porta(azione.programma, "trasmesso")
    with pytest.raises(ScritturaVietata, match="Trasmesso"):
        salva(azione, "titolo", "altro", "Estate", manager)


def _osserva(programma: Programma, autore: Utente, **luogo: Any) -> None:
    Osservazione.objects.create(
        programma=programma, autore=autore, testo="Precisare.", inviata_il=timezone.now(), **luogo
    )


def test_da_integrare_si_apre_solo_il_campo_osservato(
    azione: Azione, manager: Utente, funzionario: Utente
) -> None:
    luogo = {"azione_tipo": azione.tipo, "azione_numero": azione.posizione, "campo": "tempi"}
    _osserva(azione.programma, funzionario, **luogo)
    porta(azione.programma, "da_integrare")
    assert salva(azione, "tempi", "Entro il 30 giugno", "", manager).tutto_scritto
    rifiuti = salva(azione, "titolo", "altro", "Estate", manager).rifiuti
    assert "resta com'è stato trasmesso" in next(iter(rifiuti.values()))


def test_da_integrare_un_osservazione_sulla_parte_apre_le_sue_azioni(
    azione: Azione, manager: Utente, funzionario: Utente
) -> None:
    voce = azione.programma.schema.voci.get(tipo="progettualita").codice
    _osserva(azione.programma, funzionario, voce=voce)
    porta(azione.programma, "da_integrare")
    assert salva(azione, "titolo", "altro", "Estate", manager).tutto_scritto


def test_i_tempi_danno_la_scadenza(azione: Azione, manager: Utente) -> None:
    esito = salva(azione, "tempi", "Entro il 30 novembre", "", manager)
    azione.refresh_from_db()
    assert str(azione.scadenza) == "2026-11-30"
    derivati = esito.derivati[f"azione-{azione.pk}-tempi"]
    assert derivati[f"azione-{azione.pk}-scadenza"].valore == "2026-11-30"


def test_la_scadenza_scrive_i_tempi_quando_mancano(azione: Azione, manager: Utente) -> None:
    salva(azione, "scadenza", "2026-11-30", "", manager)
    azione.refresh_from_db()
    assert azione.tempi == "Entro il 30 novembre 2026"


def test_una_scadenza_messa_a_mano_resta(azione: Azione, manager: Utente) -> None:
    salva(azione, "scadenza", "2026-10-15", "", manager)
    salva(azione, "tempi", "Entro il 30 novembre", "Entro il 15 ottobre 2026", manager)
    salva(azione, "scadenza", "2026-12-01", "2026-11-30", manager)
    salva(azione, "tempi", "Entro il 5 maggio", "Entro il 30 novembre", manager)
    azione.refresh_from_db()
    assert str(azione.scadenza) == "2026-12-01"


def test_le_organizzazioni_restano_come_scritte_e_si_legano_al_registro(
    azione: Azione, manager: Utente, capofila: Organizzazione
) -> None:
    salva(azione, "referenti_testo", "comune di pergine valsugana; Coro X", "", manager)
    righe = list(azione.organizzazioni.values_list("testo", "organizzazione"))
    assert righe == [("comune di pergine valsugana", capofila.pk), ("Coro X", None)]


def test_gli_indicatori_si_scrivono_una_riga_ciascuno(azione: Azione, manager: Utente) -> None:
    salva(azione, "indicatori", "1) mail inviate\n2) incontri", "", manager)
    assert list(azione.indicatori.values_list("marcatore", "testo")) == [
        ("1)", "mail inviate"),
        ("2)", "incontri"),
    ]


def test_percentuali_e_indicatori_in_pari_numero_vanno_in_coppia(
    azione: Azione, manager: Utente
) -> None:
    salva(azione, "indicatori", "- mail\n- incontri", "", manager)
    salva(azione, "percentuali", "25% ogni mail\n50% ogni incontro", "", manager)
    coppie = azione.regole.values_list("tipo", "indicatore__testo")
    assert list(coppie) == [("per_unita", "mail"), ("per_unita", "incontri")]


def test_togliere_una_riga_scioglie_le_coppie(azione: Azione, manager: Utente) -> None:
    salva(azione, "indicatori", "- mail\n- incontri", "", manager)
    salva(azione, "percentuali", "25% ogni mail\n50% ogni incontro", "", manager)
    salva(azione, "indicatori", "- mail", "- mail\n- incontri", manager)
    assert Indicatore.objects.filter(azione=azione).count() == 1
    assert set(azione.regole.values_list("indicatore", flat=True)) == {None}


def test_una_frase_che_resta_tiene_la_lettura_confermata(azione: Azione, manager: Utente) -> None:
    salva(azione, "percentuali", "34% avvio del tavolo", "", manager)
    azione.regole.update(tipo="si_no", da_confermare=False)
    nuovo = "100% per relazione\n34% avvio del tavolo"
    salva(azione, "percentuali", nuovo, "34% avvio del tavolo", manager)
    assert azione.regole.get(posizione=2).tipo == "si_no"


def test_il_testo_ricco_passa_dall_elenco_di_cio_che_e_ammesso(
    programma: Programma, manager: Utente
) -> None:
    sezione = programma.sezioni.get(voce__codice="premessa")
    proposta = Proposta(
        "sezione", sezione.pk, "html", "<p onclick=x>Ciao<script>1</script></p>", gettone("")
    )
    esito = redazione.salva(programma.pk, [proposta], attore=manager)
    assert esito.scritti[proposta.nome].valore == "<p>Ciao</p>"


CAMPI = [
    ("descrizione", "Testo"),
    ("tempi", "Entro il 30 novembre"),
    ("referenti_testo", "Comune di Pergine Valsugana, Coro"),
    ("indicatori", "- uno\n- due"),
    ("percentuali", "25% ogni mail\n100% per relazione"),
]


@pytest.mark.parametrize(("campo", "testo"), CAMPI)
def test_un_salvataggio_costa_poche_query(
    azione: Azione, manager: Utente, campo: str, testo: str
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as query:
        salva(azione, campo, testo, "", manager)
    proprie = [q for q in query if "SAVEPOINT" not in q["sql"]]
    assert len(proprie) <= 6  # and two for the session and the user
