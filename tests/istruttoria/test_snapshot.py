"""The programme as one JSON object."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from azioni.percentuali import leggi
from azioni.services import aggiungi_azione, apri_programma, registra_regole
from distretti.models import Distretto
from istruttoria.snapshot import canonico, componi_snapshot, impronta
from programmi.models import Programma, Schema

CHIAVI = {
    *("formato", "ente", "distretto", "accordo", "anno", "periodo", "schema", "stato"),
    *("stato_etichetta", "storico", "richiede_contributo", "titolo", "gruppo_di_lavoro_il"),
    *("aderenti_al", "voci", "sezioni", "dati_distretto", "attori", "canali", "ambiti"),
    *("campi", "righe_predefinite", "azioni", "aderenti", "determinazione"),
}
CHIAVI_AZIONE = {
    *("tipo", "numero", "titolo", "ambito", "ambito_numero", "tema", "macro_ambito", "vamt"),
    *("strategico", "predefinita", "obiettivo", "obiettivo_generale", "obiettivo_specifico"),
    *("descrizione", "referenti", "referenti_testo", "altre_organizzazioni"),
    *("altre_organizzazioni_testo", "tempi", "scadenza", "indicatori", "regole"),
}


def _riempi(programma: Programma, quante: int) -> None:
    for n in range(quante):
        azione = aggiungi_azione(programma, tipo="progettualita", titolo=f"AZIONE {n}")
        azione.organizzazioni.create(ruolo="referente", posizione=1, testo="Comune")
        indicatore = azione.indicatori.create(posizione=1, testo="mail inviate")
        for regola in registra_regole(azione, leggi("33,3% ogni mail\n100% per relazione")):
            regola.indicatore = indicatore
            regola.save()
        programma.aderenti.create(posizione=n + 1, denominazione=f"Membro {n}")


def test_le_chiavi_sono_quelle(programma: Programma) -> None:
    snapshot = componi_snapshot(programma)
    assert set(snapshot) == CHIAVI
    assert {frozenset(a) for a in snapshot["azioni"]} == {frozenset(CHIAVI_AZIONE)}


def test_le_interrogazioni_non_crescono(programma: Programma) -> None:
    _riempi(programma, 1)
    with CaptureQueriesContext(
        connection,
    ) as poche:
        componi_snapshot(programma)
    programma.azioni.filter(tipo="progettualita").delete()
    programma.aderenti.all().delete()
    _riempi(programma, 30)
    with CaptureQueriesContext(connection) as molte:
        componi_snapshot(programma)
    assert len(molte) == len(poche) == 15


def test_legge_le_righe_di_adesso(programma: Programma) -> None:
    """Not what the object in hand remembers: another one may have written meanwhile."""
    Programma.objects.filter(pk=programma.pk).update(titolo="UNA\nDUE")
    assert componi_snapshot(programma)["titolo"] == ["UNA", "DUE"]


def test_passa_per_json_e_torna_uguale(programma: Programma) -> None:
    _riempi(programma, 2)
    snapshot = componi_snapshot(programma)
    assert json.loads(canonico(snapshot)) == snapshot


def test_il_testo_canonico_non_dipende_dall_ordine_delle_chiavi(programma: Programma) -> None:
    snapshot = componi_snapshot(programma)
    rovescio = dict(reversed(snapshot.items()))
    assert canonico(rovescio) == canonico(snapshot)


def test_impronta() -> None:
    assert impronta("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_stesse_righe_stessi_byte(programma: Programma) -> None:
    assert canonico(componi_snapshot(programma)) == canonico(componi_snapshot(programma))


def test_una_modifica_cambia_l_impronta(programma: Programma) -> None:
    prima = impronta(canonico(componi_snapshot(programma)))
    programma.azioni.filter(posizione=1).update(tempi="Entro giugno 2026")
    assert impronta(canonico(componi_snapshot(programma))) != prima


def test_i_numeri_interi_restano_interi(programma: Programma) -> None:
    _riempi(programma, 1)
    regole = componi_snapshot(programma)["azioni"][-1]["regole"]
    assert [r["percentuale"] for r in regole] == [33.3, 100]
    assert isinstance(regole[1]["percentuale"], int)


def test_la_regola_indica_il_suo_indicatore(programma: Programma) -> None:
    _riempi(programma, 1)
    azioni = componi_snapshot(programma)["azioni"]
    assert [r["indicatore"] for r in azioni[-1]["regole"]] == [0, 0]
    assert azioni[0]["regole"][0]["indicatore"] is None


def test_le_righe_vamt_vengono_prima_delle_progettualita(programma: Programma) -> None:
    _riempi(programma, 2)
    ordine = [(a["tipo"], a["numero"]) for a in componi_snapshot(programma)["azioni"]]
    assert ordine == [("riga_vamt", n) for n in range(1, 10)] + [
        ("progettualita", 1),
        ("progettualita", 2),
    ]


def test_l_accordo_e_l_ultimo_firmato(programma: Programma, distretto: Distretto) -> None:
    distretto.accordi.create(sottoscritto_il=date(2022, 10, 28), firmatari=5)
    distretto.accordi.create(
        atto_comune="deliberazione della Giunta comunale n. 9 del 2 luglio 2018",
        sottoscritto_il=date(2018, 10, 10),
    )
    distretto.accordi.create()
    accordo = componi_snapshot(programma)["accordo"]
    assert (accordo["sottoscritto_il"], accordo["proponenti"]) == ("2022-10-28", 5)


def test_gli_atti_sono_in_parti(programma: Programma, distretto: Distretto) -> None:
    distretto.accordi.create(atto_comune="delib. Giunta comunale n. 70 dd. 24.05.2022")
    assert componi_snapshot(programma)["accordo"]["atto_comune"] == {
        "tipo": "deliberazione",
        "organo": "Giunta comunale",
        "numero": "70",
        "data": "2022-05-24",
        "testo": "deliberazione della Giunta comunale n. 70 del 24 maggio 2022",
    }


def test_senza_accordo(programma: Programma) -> None:
    assert componi_snapshot(programma)["accordo"] is None


def test_una_parte_facoltativa_vuota_non_si_stampa(
    schema_2022: Schema, distretto: Distretto
) -> None:
    programma = apri_programma(schema=schema_2022, distretto=distretto, anno=2022)
    codici = [v["codice"] for v in componi_snapshot(programma)["voci"]]
    assert "aderenti" not in codici
    programma.aderenti.create(posizione=1, denominazione="A")
    assert componi_snapshot(programma)["voci"][-1]["codice"] == "aderenti"


def test_una_parte_facoltativa_con_testo_si_stampa(
    schema_2022: Schema, distretto: Distretto
) -> None:
    programma = apri_programma(schema=schema_2022, distretto=distretto, anno=2022)
    programma.sezioni.filter(voce__codice="aderenti").update(html="<p>Nessuno.</p>")
    assert componi_snapshot(programma)["sezioni"][-1]["html"] == "<p>Nessuno.</p>"


def test_il_limite_e_in_caratteri(programma: Programma) -> None:
    programma.schema.voci.filter(codice="premessa").update(limite_righe=30)
    assert componi_snapshot(programma)["voci"][0]["limite_caratteri"] == 30 * 90


@pytest.mark.parametrize("testo", ["TBD", "-", "", "–", "n.d.", "da definire"])
def test_un_segnaposto_non_e_un_canale(programma: Programma, testo: str) -> None:
    programma.canali.update(testo=testo)
    canale = componi_snapshot(programma)["canali"][0]
    assert (canale["testo"], canale["valore"]) == (testo, None)
