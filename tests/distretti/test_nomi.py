"""Names of organisations: one form, certain and doubtful matches, cells that list several."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distretti.nomi import cerca, dividi_elenco, normalizza

NOTI = {
    1: ("C.S.4. SOCIETÀ COOPERATIVA SOCIALE O.N.L.U.S.", "CS4"),
    2: ("COMUNE DI PERGINE VALSUGANA",),
    3: ("ASIF CHIMELLI",),
    4: ("COMUNITÀ ALTA VALSUGANA E BERSNTOL",),
    5: ("DIAL FUNGHI S.R.L.",),
    6: ("Fondazione Bruno Kessler", "FBK Trento"),
    7: ("Università degli Studi di Trento",),
    8: ("Comune di Trento",),
}
NOMI = [n for nomi in NOTI.values() for n in nomi]


@pytest.mark.parametrize(
    ("nome", "forma"),
    [
        ("C.S.4. SOCIETÀ COOPERATIVA SOCIALE O.N.L.U.S.", "cs4"),
        ("Cooperativa Sociale CS4", "cs4"),
        ("Cooperativa CS4", "cs4"),
        ("CS4", "cs4"),
        ("DIAL FUNGHI S.R.L.", "dial funghi"),
        ("Dial Funghi srl", "dial funghi"),
        ("Dial Funghi S. r. l.", "dial funghi"),
        ("Kaleidoscopio s.c.s.", "kaleidoscopio"),
        ("Coop. Kaleidoscopio", "kaleidoscopio"),
        ("Progetto '92 Società Cooperativa Sociale", "progetto 92"),
        ("Progetto ’92 scs", "progetto 92"),
        ("OPPORTUNITA'", "opportunita"),
        ("Opportunità", "opportunita"),
        ("U.P.I.P.A.", "upipa"),
        ("Rossi & Bianchi snc", "rossi e bianchi"),
        ("Famiglia Cooperativa di Povo", "famiglia cooperativa di povo"),
        ("Famiglia Cooperativa", "famiglia cooperativa"),
        ("Cooperativa Sociale", "cooperativa sociale"),
        ("Sant’Orsola", "sant orsola"),
        ("Comune di Pergine Valsugana (TN)", "comune di pergine valsugana"),
        ("(TN)", "tn"),
        ("  ", ""),
    ],
)
def test_normalizza(nome: str, forma: str) -> None:
    assert normalizza(nome) == forma


@given(st.text(max_size=60))
def test_normalizzare_due_volte_non_cambia(nome: str) -> None:
    assert normalizza(normalizza(nome)) == normalizza(nome)


@pytest.mark.parametrize(
    ("nome", "trovato", "motivo"),
    [
        ("ASIF CHIMELLI", 3, "nome"),
        ("CS4", 1, "alias"),
        ("ASIF Chimelli", 3, "forma normalizzata"),
        ("Cooperativa CS4", 1, "forma normalizzata"),
        ("Dial Funghi srl", 5, "forma normalizzata"),
        ("COMUNITA' ALTA VALSUGANA E BERSNTOL", 4, "forma normalizzata"),
    ],
)
def test_abbinamento_certo(nome: str, trovato: int, motivo: str) -> None:
    abbinamento = cerca(nome, NOTI)
    assert (abbinamento.esito, abbinamento.id, abbinamento.motivo) == ("certa", trovato, motivo)


@pytest.mark.parametrize(
    ("nome", "candidato"),
    [
        ("Chimelli", 3),
        ("Comune di Pergine", 2),
        ("Dial Fungi srl", 5),
        ("FBK", 6),
        ("Fondazione B. Kessler", 6),
        ("Università di Trento", 7),
        ("Municipio di Trento", 8),
        ("Amministrazione comunale di Trento", 8),
        ("Fond. Bruno Kessler", 6),
        ("Univ. degli Studi di Trento", 7),
        ("Il Comune di Trento", 8),
    ],
)
def test_abbinamento_dubbio_elenca_i_candidati(nome: str, candidato: int) -> None:
    abbinamento = cerca(nome, NOTI)
    assert (abbinamento.esito, abbinamento.id) == ("dubbia", None)
    assert abbinamento.candidati[0].id == candidato


@pytest.mark.parametrize(
    "nome", ["Soste srl", "Comune di Levico Terme", "ST gestioni", "AMA di Trento", "-", ""]
)
def test_nessun_abbinamento(nome: str) -> None:
    assert cerca(nome, NOTI).esito == "nessuna"


def test_due_organizzazioni_con_la_stessa_forma_restano_dubbie() -> None:
    abbinamento = cerca("Alfa", {1: ("Alfa srl",), 2: ("ALFA S.p.A.",)})
    assert abbinamento.esito == "dubbia"
    assert [c.id for c in abbinamento.candidati] == [2, 1]


def test_il_nome_esatto_vince_sulla_forma() -> None:
    assert cerca("Alfa srl", {1: ("Alfa srl",), 2: ("ALFA S.p.A.",)}).id == 1


@pytest.mark.parametrize(
    ("testo", "voci"),
    [
        ("ASIF Chimelli", ["ASIF Chimelli"]),
        (
            "ASIF Chimelli e Comunità Alta Valsugana e Bersntol",
            ["ASIF Chimelli", "Comunità Alta Valsugana e Bersntol"],
        ),
        (
            "AMA di Trento; UIL del Trentino; Coop. Kaleidoscopio; DF Valsugana e Tesino, "
            "DF Alta Valsugana e Bersntol",
            ["AMA di Trento", "UIL del Trentino", "Coop. Kaleidoscopio", "DF Valsugana e Tesino",
             "DF Alta Valsugana e Bersntol"],
        ),
        (
            "Rete Ora Futuro, Terzo Settore (Associazioni e Cooperative), Scuole e Amministratori "
            "locali.",
            ["Rete Ora Futuro", "Terzo Settore (Associazioni e Cooperative)",
             "Scuole e Amministratori locali"],
        ),
        (
            "Aziende del territorio (Lincotek, APSS Distretto Est, Sant'Orsola, ecc.), Gestori.",
            ["Aziende del territorio (Lincotek, APSS Distretto Est, Sant'Orsola, ecc.)", "Gestori"],
        ),
        (
            "Agenzia (partner di governance\ne garante), \nComune di Pergine Valsugana",
            ["Agenzia (partner di governance e garante)", "Comune di Pergine Valsugana"],
        ),
        ("- Agenzia\n• Fondazione Demarchi\n1) FBK", ["Agenzia", "Fondazione Demarchi", "FBK"]),
        ("Alfa S.R.L., Beta S.p.A.", ["Alfa S.R.L.", "Beta S.p.A."]),
        ("Alfa, società cooperativa sociale, Beta", ["Alfa, società cooperativa sociale", "Beta"]),
        ("Comuni, scuole, ecc.", ["Comuni", "scuole, ecc."]),
        ("Azienda Alfa, Beta e Gamma", ["Azienda Alfa", "Beta e Gamma"]),
        ("Alfa srl e Beta S.r.l.", ["Alfa srl", "Beta S.r.l."]),
        ("Rossi e Bianchi srl", ["Rossi e Bianchi srl"]),
        ("Comune di Trento ed FBK", ["Comune di Trento", "FBK"]),
        ("Comune di Trento e Comune di Pergine", ["Comune di Trento", "Comune di Pergine"]),
        ("Organizzazioni aderenti (e non) al Distretto Famiglia",
         ["Organizzazioni aderenti (e non) al Distretto Famiglia"]),
        ("Servizio aperto (Alfa, Beta", ["Servizio aperto (Alfa", "Beta"]),
        ("Progetto '92, Alfa", ["Progetto '92", "Alfa"]),
        ('Associazione "Genitori, insieme"; CS4', ['Associazione "Genitori, insieme"', "CS4"]),
        ("CS4 / Comune di Trento", ["CS4", "Comune di Trento"]),
        ("Comune di Trento nonché CS4", ["Comune di Trento", "CS4"]),
        ("Comune di Trento - Ufficio famiglia", ["Comune di Trento - Ufficio famiglia"]),
        ("•CS4•Comune di Trento", ["CS4", "Comune di Trento"]),
        ("", []),
        ("-", []),
    ],
)  # fmt: skip
def test_dividi_elenco(testo: str, voci: list[str]) -> None:
    assert dividi_elenco(testo, NOMI) == voci


def test_un_nome_noto_con_la_virgola_resta_intero() -> None:
    noti = ["Servizio casa, lavoro e famiglia"]
    assert dividi_elenco("Servizio casa, lavoro e famiglia, Alfa", noti) == [noti[0], "Alfa"]
    assert dividi_elenco("Azienda Alfa, Beta e Gamma", ["Beta", "Gamma"])[1:] == ["Beta", "Gamma"]


def _lettere(testo: str) -> str:
    return "".join(re.findall(r"[^\W_]", testo))


@given(st.lists(st.text("abcXYZ àé.()'\"/", min_size=1, max_size=12), min_size=1, max_size=6))
def test_ogni_carattere_che_non_separa_sopravvive(pezzi: list[str]) -> None:
    testo = ", ".join(p for p in pezzi if not re.search(r"^\s*[a-z]\)", p))
    voci = dividi_elenco(testo, NOMI)
    assert _lettere("".join(voci)) == _lettere(testo)


@given(st.text(max_size=100))
def test_nessun_testo_solleva(testo: str) -> None:
    assert all(voce.strip() == voce and voce for voce in dividi_elenco(testo, NOMI))
    cerca(testo, NOTI)
