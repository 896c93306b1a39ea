"""Two texts compared by meaning."""

import json
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from azioni.services import apri_programma
from distretti.models import Distretto, Utente
from istruttoria import confronto
from istruttoria.confronto import confronta
from istruttoria.models import Versione
from istruttoria.parole import (
    AGGIUNTO,
    TOLTO,
    UGUALE,
    Pezzo,
    parole_diverse,
)
from istruttoria.services import redazione
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema

testi = st.text(alphabet="ab \n.é", max_size=80)


def azione(numero: int, titolo: str, **campi: Any) -> dict[str, Any]:
    return {
        "tipo": "progettualita",
        "numero": numero,
        "titolo": titolo,
        "descrizione": f"Descrizione di {titolo}",
        "scadenza": None,
        "indicatori": [],
        "regole": [],
        **campi,
    }


def con(*azioni: dict[str, Any], **altro: Any) -> dict[str, Any]:
    return {"azioni": list(azioni), **altro}


@given(testi, testi)
def test_dai_pezzi_si_ritrovano_i_due_testi(prima: str, dopo: str) -> None:
    pezzi = parole_diverse(prima, dopo)
    assert "".join(p.testo for p in pezzi if p.genere != AGGIUNTO) == prima
    assert "".join(p.testo for p in pezzi if p.genere != TOLTO) == dopo
    assert all(a.genere != b.genere for a, b in pairwise(pezzi))


def test_si_segnano_le_parole_e_non_le_lettere() -> None:
    assert parole_diverse("Si cammina nel bosco.", "Si cammina sul lago.") == (
        Pezzo(UGUALE, "Si cammina "),
        Pezzo(TOLTO, "nel"),
        Pezzo(AGGIUNTO, "sul"),
        Pezzo(UGUALE, " "),
        Pezzo(TOLTO, "bosco"),
        Pezzo(AGGIUNTO, "lago"),
        Pezzo(UGUALE, "."),
    )


def test_il_testo_ricco_si_legge_per_blocchi_e_celle() -> None:
    ricco = "<h2>A &amp; B</h2><ul><li>uno</li></ul><table><tr><td>x</td><td>y</td></tr></table>"
    assert confronto.testo_semplice(ricco) == "A & B\nuno\nx | y"


def test_del_frontespizio_si_dice_che_cosa_era() -> None:
    prima: dict[str, Any] = {"titolo": "PROGRAMMA\n2025", "gruppo_di_lavoro_il": None}
    dopo = {"titolo": "PROGRAMMA\nANNO 2025", "gruppo_di_lavoro_il": "2025-02-06"}
    assert confronta(prima, dopo).elenchi == (
        ("", "Frontespizio: era «PROGRAMMA / 2025», ora è «PROGRAMMA / ANNO 2025»."),
        ("", "Condiviso dal gruppo di lavoro il: era «-», ora è «06/02/2025»."),
    )
    assert not confronta(prima, prima)


def test_aggiunta_tolta_e_rinominata() -> None:
    prima = con(azione(1, "Estate"), azione(2, "Festa di primavera"))
    dopo = con(
        azione(1, "Festa d'autunno", descrizione="Descrizione di Festa di primavera"),
        azione(2, "Corso"),
    )
    esito = {a.nome.split(". ")[1]: a.cambi for a in confronta(prima, dopo).azioni}
    assert esito == {
        "Festa d'autunno": ("modificata",),
        "Corso": ("aggiunta",),
        "Estate": ("tolta",),
    }
    assert confronta(prima, dopo).quante("aggiunta") == confronta(dopo, prima).quante("tolta") == 1


def test_una_sola_azione_e_spostata_le_altre_le_fanno_posto() -> None:
    nomi = ["A", "B", "C", "D"]
    prima = con(*(azione(n, t) for n, t in enumerate(nomi, 1)))
    dopo = con(*(azione(n, t) for n, t in enumerate(["D", "A", "B", "C"], 1)))
    (spostata,) = confronta(prima, dopo).azioni
    assert (spostata.nome, spostata.cambi) == ("Progettualità 1. D", ("spostata",))
    assert spostata.frasi == ("Era Progettualità 4.",)
    righe = con(azione(1, "Z", tipo="riga_vamt"), *prima["azioni"])
    assert not confronta(righe, deepcopy(righe))
    senza_a = con(*(azione(n, t) for n, t in enumerate(["B", "C", "D"], 1)))
    assert [a.cambi for a in confronta(prima, senza_a).azioni] == [("tolta",)]


@given(st.permutations(["A", "B", "C", "D", "E"]))
def test_chi_resta_in_fila_non_e_spostato(ordine: list[str]) -> None:
    nomi = ["A", "B", "C", "D", "E"]
    prima = con(*(azione(n, t) for n, t in enumerate(nomi, 1)))
    esito = confronta(prima, con(*(azione(n, t) for n, t in enumerate(ordine, 1))))
    spostate = {a.nome.split(". ")[1] for a in esito.azioni}
    ferme = [t for t in ordine if t not in spostate]
    assert ferme == sorted(ferme)
    assert len(spostate) < len(nomi)


def test_percentuali_e_scadenze_a_parole() -> None:
    regola = {"testo": "25% ogni mail", "spiegazione": "Servono 4 mail."}
    nuova = {"testo": "20% ogni mail", "spiegazione": "Servono 5 mail."}
    prima = con(azione(1, "Mail", regole=[regola], scadenza="2025-11-30", ambito="Rete"))
    dopo = con(azione(1, "Mail", regole=[nuova, regola], scadenza="2026-11-30", ambito="Web"))
    esito = confronta(prima, dopo)
    (diversa,) = esito.azioni
    assert diversa.frasi == (
        "Passa da «Rete» a «Web».",
        "La scadenza passa da 30/11/2025 a 30/11/2026.",
        "La percentuale era «25% ogni mail»: Servono 4 mail. "
        "Ora è «20% ogni mail»: Servono 5 mail.",
        "Nuova percentuale: «25% ogni mail»: Servono 4 mail.",
    )
    assert (2, "percentuali cambiate") in esito.in_breve


def test_elenchi_e_parti() -> None:
    prima = con(
        attori=[{"etichetta": "MANAGER", "nominativo": "Elio"}],
        aderenti=[{"organizzazione": "Forno", "dal": "2024-01-01", "al": None}],
        voci=[{"codice": "premessa", "titolo": "PREMESSA", "html": "<p>Uno</p>"}],
    )
    dopo = deepcopy(prima)
    assert not confronta(prima, dopo)
    dopo["attori"][0]["nominativo"] = "Marta"
    dopo["aderenti"] = [{"organizzazione": "Scuola", "dal": None, "al": None}]
    dopo["voci"][0]["html"] = "<h2>Uno</h2>"
    esito = confronta(prima, dopo)
    assert esito.frasi == (
        "MANAGER: era «Elio», ora è «Marta».",
        "Nell’elenco entra «Scuola».",
        "Dall’elenco esce «Forno».",
    )
    assert esito.parti == ()  # the words are the same


# --- the page -------------------------------------------------------------------------------


@pytest.fixture
def pagina(programma: Programma) -> str:
    return reverse("programma_confronto", args=[programma.pk])


def test_con_l_anno_scorso_e_con_una_versione(
    client: Client, pagina: str, programma: Programma, schema_2026: Schema, distretto: Distretto,
    manager: Utente,
) -> None:  # fmt: skip
    client.force_login(manager)
    assert "niente con cui confrontare" in client.get(pagina).text
    scorso = apri_programma(schema=schema_2026, distretto=distretto, anno=2025, autore=manager)
    redazione.aggiungi(scorso.pk, tipo="progettualita", titolo="Di ieri", attore=manager)
    testo = client.get(pagina).text
    assert f'<option value="p{scorso.pk}" selected>' in testo
    assert "Progettualità 1. Di ieri" in testo and "azione tolta" in testo
    Versione.objects.create(
        programma=programma, numero=1, sha256="0" * 64, motivo="prova",
        contenuto=json.dumps(componi_snapshot(programma)),
    )  # fmt: skip
    assert "I due testi sono uguali" in client.get(pagina).text
    redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Nuova", attore=manager)
    testo = client.get(pagina, {"da": "v1", "a": "oggi"}).text
    assert "azione aggiunta" in testo and "Progettualità 1. Nuova" in testo


@pytest.mark.parametrize("chiave", ["v9", "p0", "x", "p99999999999999999999"])
def test_cio_che_non_si_puo_confrontare_non_esiste(
    chiave: str, client: Client, pagina: str, manager: Utente
) -> None:
    client.force_login(manager)
    assert client.get(pagina, {"da": chiave}).status_code == 404


def test_un_altro_distretto_non_si_confronta(
    client: Client, pagina: str, altro_distretto: Distretto, schema_2026: Schema, manager: Utente
) -> None:
    altrui = apri_programma(schema=schema_2026, distretto=altro_distretto, anno=2025, autore=None)
    client.force_login(manager)
    assert client.get(pagina, {"da": f"p{altrui.pk}"}).status_code == 404
