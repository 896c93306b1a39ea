"""The determinazione composed from a template and a snapshot: plain values, no database."""

from typing import Any

import pytest

from istruttoria.determinazione import (
    SEGNAPOSTI,
    ModelloNonValido,
    componi,
    conta_azioni,
    errori_del_modello,
    modello_predefinito,
)

ATTO_PROVINCIA = {
    "tipo": "deliberazione",
    "organo": "Giunta provinciale",
    "numero": "1273",
    "data": "2022-07-15",
    "testo": "",
}
DELIBERA = {
    "tipo": "",
    "organo": "Giunta comunale",
    "numero": "65",
    "data": "2026-04-28",
    "testo": "n. 65 dd. 28.04.2026",
}


def snapshot(**cambi: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "ente": {
            "denominazione": "Provincia di prova",
            "agenzia": "Agenzia di prova",
            "struttura": "Struttura di prova",
            "ufficio": "Ufficio di prova",
            "formula_firma": "IL DIRIGENTE",
        },
        "distretto": {"denominazione": "Distretto famiglia Valfiorita", "capofila": "Comune A"},
        "accordo": {
            "atto_comune": None,
            "atto_provincia": ATTO_PROVINCIA,
            "sottoscritto_il": "2022-10-28",
            "proponenti": 5,
        },
        "anno": 2026,
        "periodo": {"dal": "2026-01-01", "al": "2026-12-31"},
        "gruppo_di_lavoro_il": None,
        "aderenti_al": "2026-04-30",
        "dati_distretto": [],
        "attori": [{"ruolo": "capofila", "nominativo": "Comune di Valfiorita"}],
        "azioni": [
            *({"tipo": "riga_vamt", "vamt": True} for _ in range(9)),
            *({"tipo": "progettualita", "vamt": True} for _ in range(8)),
        ],
        "aderenti": [{"dal": "2022-07-15", "al": None} for _ in range(5)],
    }
    return base | cambi


def dati(**cambi: Any) -> dict[str, Any]:
    base = {
        "numero": "5663",
        "data": "2026-05-28",
        "protocollo": {"numero": "366010", "data": "2026-04-30"},
        "delibera": DELIBERA,
        "firmatario": "Dora Dirige",
        "organo": "IL DIRIGENTE GENERALE",
    }
    return base | cambi


def modello(premessa: str) -> dict[str, Any]:
    return {
        "versione": 3,
        "oggetto": "Oggetto",
        "premesse": premessa,
        "visti": "visto",
        "dispositivo": "di approvare",
        "allegati": "",
        "nota_firma": "",
    }


def premesse(testo: str, **cambi: Any) -> str:
    return " ".join(componi(modello(testo), snapshot(**cambi), dati())["premesse"])


def test_il_modello_predefinito_si_compone_intero() -> None:
    atto = componi(modello_predefinito(), snapshot(), dati())
    assert atto["mancanti"] == []
    assert "{{" not in str(atto) and "[manca" not in str(atto)


def test_le_parti_sono_elenchi_di_paragrafi() -> None:
    atto = componi(modello_predefinito(), snapshot(), dati())
    assert len(atto["visti"]) == 6
    assert len(atto["dispositivo"]) == 2
    assert atto["allegati"] == ["001 Programma di lavoro"]


def test_numero_data_organo_e_firma() -> None:
    atto = componi(modello_predefinito(), snapshot(), dati())
    assert (atto["numero"], atto["data"]) == ("5663", "2026-05-28")
    assert atto["organo"] == "IL DIRIGENTE GENERALE"
    assert atto["firmatario"] == "Dora Dirige"
    assert atto["modello"] == 1


def test_senza_organo_si_usa_la_formula_di_firma() -> None:
    assert componi(modello("x"), snapshot(), dati(organo=""))["organo"] == "IL DIRIGENTE"


@pytest.mark.parametrize(
    ("azioni", "attese"),
    [
        (
            [("riga_vamt", True)] * 9 + [("progettualita", True)] * 8,
            "9 azioni V.A.M.T. e 8 progettualità",
        ),
        ([("riga_vamt", True), ("progettualita", False)], "1 azione V.A.M.T. e 1 progettualità"),
        ([("azione", True)] * 5 + [("azione", False)] * 7, "12 azioni, di cui 5 V.A.M.T."),
        ([("azione", False)], "1 azione"),
        ([], ""),
    ],
)
def test_le_azioni_si_contano_dalla_versione(azioni: list[tuple[str, bool]], attese: str) -> None:
    contate = conta_azioni({"azioni": [{"tipo": t, "vamt": v} for t, v in azioni]})
    assert contate == attese


@pytest.mark.parametrize(
    ("segnaposto", "atteso"),
    [
        ("periodo", "l'anno 2026"),
        ("fine_periodo", "31 dicembre 2026"),
        ("capofila", "Comune di Valfiorita"),
        ("aderenti", "5 organizzazioni"),
        ("aderenti_al", "30 aprile 2026"),
        ("atto_provincia", "deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022"),
        ("sottoscritto_il", "28 ottobre 2022"),
        ("proponenti", "5 organizzazioni proponenti"),
        ("delibera", "deliberazione della Giunta comunale n. 65 del 28 aprile 2026"),
        ("protocollo", "prot. n. 366010 del 30 aprile 2026"),
        ("numero", "5663"),
        ("data", "28 maggio 2026"),
        ("azioni", "9 azioni V.A.M.T. e 8 progettualità"),
    ],
)
def test_ogni_dato_si_stampa_in_una_forma(segnaposto: str, atteso: str) -> None:
    assert premesse("{{" + segnaposto + "}}") == atteso


@pytest.mark.parametrize(
    ("accordo", "atteso"),
    [
        ({"tipo": "volontario"}, "accordo volontario di area"),
        ({"tipo": "partenariato"}, "accordo di partenariato"),
        (None, "accordo"),
    ],
)
def test_il_tipo_di_accordo(accordo: dict[str, str] | None, atteso: str) -> None:
    assert premesse("{{tipo_accordo}}", accordo=accordo) == atteso


def test_chi_e_uscito_non_si_conta() -> None:
    usciti = [{"dal": "2022-07-15", "al": None}, {"dal": "2022-07-15", "al": "2025-12-31"}]
    assert premesse("{{aderenti}}", aderenti=usciti) == "1 organizzazione"


def test_chi_esce_dopo_la_data_si_conta() -> None:
    in_uscita = [{"dal": "2022-07-15", "al": "2026-06-30"}]
    assert premesse("{{aderenti}}", aderenti=in_uscita) == "1 organizzazione"


def test_un_periodo_di_due_anni() -> None:
    due = {"dal": "2026-01-01", "al": "2027-12-31"}
    assert premesse("per {{periodo}}", periodo=due) == "per gli anni 2026-2027"


def test_senza_accordo_vale_cio_che_il_programma_stampa() -> None:
    righe = [
        {"chiave": "delibera", "valore": "Deliberazione Giunta Comunale n. 70 dd. 24.05.2022"},
        {
            "chiave": "accordo",
            "valore": "Deliberazione della Giunta provinciale n. 8 dd. 15.07.2022",
        },
    ]
    testo = premesse("{{atto_capofila}} / {{atto_provincia}}", accordo=None, dati_distretto=righe)
    assert testo == (
        "deliberazione della Giunta comunale n. 70 del 24 maggio 2022 / "
        "deliberazione della Giunta provinciale n. 8 del 15 luglio 2022"
    )


def test_un_dato_che_manca_si_vede_e_si_elenca() -> None:
    atto = componi(modello("Con {{protocollo}}."), snapshot(), dati(protocollo=None))
    assert atto["premesse"] == ["Con [manca: numero e data di protocollo]."]
    assert atto["mancanti"] == ["numero e data di protocollo"]


def test_numero_e_data_mancano_anche_se_il_modello_non_li_usa() -> None:
    atto = componi(modello("x"), snapshot(), dati(numero="", data=None))
    assert atto["mancanti"] == ["numero della determinazione", "data della determinazione"]


def test_un_atto_senza_data_manca() -> None:
    atto = componi(modello("{{delibera}}"), snapshot(), dati(delibera=DELIBERA | {"data": None}))
    assert atto["mancanti"] == ["delibera della giunta del capofila"]


def test_il_paragrafo_facoltativo_si_omette_e_lo_si_dice() -> None:
    testo = "Primo.\n\n{{se presente}}Condiviso il {{gruppo_di_lavoro_il}}.\n\nUltimo."
    atto = componi(modello(testo), snapshot(), dati())
    assert atto["premesse"] == ["Primo.", "Ultimo."]
    assert atto["mancanti"] == []
    assert atto["omessi"] == ["data in cui il gruppo di lavoro ha condiviso il programma"]


def test_il_paragrafo_facoltativo_si_stampa_quando_il_dato_c_e() -> None:
    testo = "{{se presente}}Condiviso il {{gruppo_di_lavoro_il}}."
    assert premesse(testo, gruppo_di_lavoro_il="2026-03-01") == "Condiviso il 1° marzo 2026."


def test_il_quadro_provinciale() -> None:
    quadro = {
        "al": "2025-12-31",
        "territoriali": 16,
        "tematici": 1,
        "family_audit": 3,
        "organizzazioni": 1178,
    }
    testo = "Al {{quadro_al}}: {{quadro_distretti}}; {{quadro_organizzazioni}}."
    atto = componi(modello(testo), snapshot(), dati(quadro=quadro))
    assert atto["premesse"] == [
        "Al 31 dicembre 2025: 16 distretti territoriali, 1 distretto tematico "
        "e 3 distretti family audit; 1178."
    ]


def test_un_segnaposto_ignoto_e_un_errore() -> None:
    with pytest.raises(ModelloNonValido, match="sindaco"):
        componi(modello("Il {{sindaco}}."), snapshot(), dati())


@pytest.mark.parametrize(
    "testo",
    ["{{ ente.codice }}", "{% load x %}{{ x|safe }}", "{{distretto", "distretto}}", "{{}}"],
)
def test_il_linguaggio_e_chiuso(testo: str) -> None:
    assert errori_del_modello(modello(testo))


def test_un_tag_di_django_resta_testo() -> None:
    assert premesse("{% debug %}") == "{% debug %}"


def test_il_testo_di_un_dato_non_e_mai_un_segnaposto() -> None:
    nomi = {"denominazione": "{{numero}}", "capofila": ""}
    assert premesse("Il {{distretto}}.", distretto=nomi) == "Il {{numero}}."


def test_se_presente_va_in_testa_al_paragrafo() -> None:
    assert errori_del_modello(modello("Detto {{se presente}}altro"))


def test_un_modello_senza_dispositivo_non_vale() -> None:
    errori = errori_del_modello(modello("x") | {"dispositivo": " "})
    assert [str(errore) for errore in errori] == ["Dispositivo: il testo manca."]


def test_il_modello_predefinito_e_valido() -> None:
    assert errori_del_modello(modello_predefinito()) == []


@pytest.mark.parametrize("nome", sorted(SEGNAPOSTI))
def test_ogni_segnaposto_regge_uno_snapshot_vuoto(nome: str) -> None:
    vuoto = snapshot(
        accordo=None, attori=[], aderenti=[], azioni=[], aderenti_al=None, dati_distretto=[]
    )
    atto = componi(modello("{{" + nome + "}}"), vuoto, {})
    assert len(atto["premesse"]) == 1


# --- kinds of district, places of the errors -------------------------------------------------


def di_tipo(tipo: str) -> dict[str, Any]:
    return {"distretto": {"denominazione": "D", "capofila": "C", "tipo": tipo}}


PER_TIPO = (
    "Per tutti.\n\n{{se distretto family audit}}Solo audit.\n\n"
    "{{se distretto territoriale}} {{se distretto tematico}} Famiglia."
)


@pytest.mark.parametrize(
    ("tipo", "attese"),
    [
        ("family_audit", ["Per tutti.", "Solo audit."]),
        ("territoriale", ["Per tutti.", "Famiglia."]),
        ("tematico", ["Per tutti.", "Famiglia."]),
    ],
)
def test_un_paragrafo_vale_per_i_suoi_tipi_di_distretto(tipo: str, attese: list[str]) -> None:
    atto = componi(modello(PER_TIPO), snapshot(**di_tipo(tipo)), dati())
    assert (atto["premesse"], atto["mancanti"], atto["omessi"]) == (attese, [], [])


def test_cio_che_non_riguarda_il_tipo_non_manca() -> None:
    testo = "Per tutti.\n\n{{se distretto tematico}}Con {{protocollo}}."
    atto = componi(modello(testo), snapshot(**di_tipo("territoriale")), dati(protocollo=None))
    assert atto["mancanti"] == []


def test_le_condizioni_si_sommano() -> None:
    testo = "{{se presente}}{{se distretto tematico}}Il {{gruppo_di_lavoro_il}}."
    atto = componi(modello("Uno.\n\n" + testo), snapshot(**di_tipo("tematico")), dati())
    assert atto["premesse"] == ["Uno."]
    assert atto["omessi"] == ["data in cui il gruppo di lavoro ha condiviso il programma"]


def errori(testo: str) -> list[str]:
    return [str(errore) for errore in errori_del_modello(modello(testo))]


def test_un_errore_ha_nome_posto_e_un_suggerimento() -> None:
    assert errori("Uno.\n\nDue {{capofilla}}.\r\n\r\nTre {{sindaco}}.") == [
        "Premesse, paragrafo 2: il segnaposto «{{capofilla}}» non esiste. Forse «{{capofila}}»?",
        "Premesse, paragrafo 3: il segnaposto «{{sindaco}}» non esiste.",
    ]


@pytest.mark.parametrize(
    ("testo", "atteso"),
    [
        ("Testo {{se distretto tematico}}", "«{{se distretto tematico}}» va all’inizio"),
        ("{{se presente}}", "dopo la condizione manca il testo"),
        ("{{distretto", "una doppia graffa senza la sua compagna"),
        ("{{se distretto montano}}X", "«{{se distretto montano}}» non esiste"),
    ],
)
def test_cio_che_esce_dal_linguaggio_si_dice(testo: str, atteso: str) -> None:
    assert [atteso in errore for errore in errori(testo)] == [True]


def test_ogni_significato_di_un_segnaposto_dice_una_cosa_sola() -> None:
    del_quadro = {n for n in SEGNAPOSTI if n.startswith("quadro_")}
    altri = [s.significato for n, s in SEGNAPOSTI.items() if n not in del_quadro]
    assert len(altri) == len(set(altri))


def test_chi_propone_valida_e_delega_sono_dati_dell_atto() -> None:
    testo = "{{proposta_di}} / {{validata_da}} / {{firmatario}} / {{delega}}"
    atto = componi(
        modello(testo),
        snapshot(),
        dati(proposta_di="Fulvio Funzi", validata_da="Vera Valida", delega=DELIBERA),
    )
    assert atto["premesse"] == [
        "Fulvio Funzi / Vera Valida / Dora Dirige / Giunta comunale n. 65 del 28 aprile 2026"
    ]
