"""What a programme asks of whom: the whole table, its expected sentences written by hand."""

from datetime import date

import pytest

from distretti.enums import Persona
from istruttoria.queries.quadri import FATTI
from istruttoria.richieste import (
    FRASI_UFFICIO,
    ORDINE_UFFICIO,
    PORTE_UFFICIO,
    Compito,
    Porta,
    Quadro,
    Richiesta,
    chiave_di_ordine,
    compito_ufficio,
    frase_ufficio,
    richieste,
    termine,
)
from istruttoria.transizioni import TRANSIZIONI
from programmi.enums import Stato

MANAGER, COORDINATORE = Persona.MANAGER, Persona.COORDINATORE
REFERENTE, LETTORE = Persona.REFERENTE_AMMINISTRATIVO, Persona.LETTORE
FUNZIONARIO, DIRIGENTE = Persona.FUNZIONARIO, Persona.DIRIGENTE
OGGI = date(2026, 4, 18)
TERMINE = date(2026, 4, 30)

SCRIVE = "Il manager sta scrivendo la bozza: dopo la delibera della giunta la trasmettete voi"
PRONTO = "Il testo per la giunta è pronto"


def bozza(mancano: int | None = None, bloccano: int | None = None, **fatti: bool) -> Quadro:
    return Quadro(Stato.BOZZA, termine=TERMINE, mancano=mancano, bloccano=bloccano, **fatti)


def integra(aperte: int, risposte: int = 0) -> Quadro:
    return Quadro(Stato.DA_INTEGRARE, termine=TERMINE, aperte=aperte, risposte=risposte)


# programme, persona → sentence, step or anchor, whether it is due by the deadline
DISTRETTO: list[tuple[Quadro, Persona, str, str]] = [
    (bozza(), MANAGER, "Completare la bozza", "redazione"),
    (
        bozza(3, 2),
        MANAGER,
        "Completare la bozza: mancano 3 parti e altri 2 controlli bloccano",
        "redazione",
    ),
    (
        bozza(1, 1),
        MANAGER,
        "Completare la bozza: manca 1 parte e un altro controllo blocca",
        "redazione",
    ),
    (bozza(2, 0), MANAGER, "Completare la bozza: mancano 2 parti", "redazione"),
    (bozza(0, 1), MANAGER, "Completare la bozza: 1 controllo blocca", "redazione"),
    (bozza(0, 4), MANAGER, "Completare la bozza: 4 controlli bloccano", "redazione"),
    (
        bozza(0, 0),
        MANAGER,
        "La bozza è completa: preparare il testo per la giunta",
        "prepara_per_la_giunta",
    ),
    (bozza(0, 0, preparato=True), MANAGER, "", ""),
    (
        bozza(0, 2, preparato=True),
        MANAGER,
        "Completare la bozza: 2 controlli bloccano",
        "redazione",
    ),
    (bozza(0, 0), REFERENTE, SCRIVE, "#situazione"),
    (bozza(3, 2), COORDINATORE, SCRIVE, "#situazione"),
    (
        bozza(0, 0, preparato=True),
        REFERENTE,
        f"{PRONTO}: con la delibera, trasmettere il programma",
        "trasmetti",
    ),
    (
        bozza(preparato=True),
        COORDINATORE,
        f"{PRONTO}: con la delibera, trasmettere il programma",
        "trasmetti",
    ),
    (
        bozza(0, 2, preparato=True),
        REFERENTE,
        f"{PRONTO}, ma non si può ancora trasmettere: 2 controlli bloccano",
        "#controlli",
    ),
    (bozza(0, 0), LETTORE, "", ""),
    (integra(2, 1), MANAGER, "Rispondere a 2 osservazioni dell’ufficio", "#osservazioni"),
    (integra(1), COORDINATORE, "Rispondere a 1 osservazione dell’ufficio", "#osservazioni"),
    (integra(1), REFERENTE, "Rispondere a 1 osservazione dell’ufficio", "#osservazioni"),
    (integra(0, 3), MANAGER, "", ""),
    (
        integra(0, 3),
        REFERENTE,
        "Le osservazioni hanno tutte una risposta: ritrasmettere il programma",
        "ritrasmetti",
    ),
    (
        integra(0, 3),
        COORDINATORE,
        "Le osservazioni hanno tutte una risposta: ritrasmettere il programma",
        "ritrasmetti",
    ),
    (integra(2), LETTORE, "", ""),
    (Quadro(Stato.BOZZA, storico=True), MANAGER, "", ""),
    (Quadro(Stato.BOZZA, storico=True), REFERENTE, "", ""),
]


@pytest.mark.parametrize(("quadro", "persona", "testo", "dove"), DISTRETTO)
def test_che_cosa_si_chiede_al_distretto(
    quadro: Quadro, persona: Persona, testo: str, dove: str
) -> None:
    trovate = richieste([persona], quadro)
    assert [r.testo for r in trovate] == ([testo] if testo else [])
    for richiesta in trovate:
        porta = richiesta.porta
        assert dove == ("redazione" if porta.redazione else porta.passo or f"#{porta.ancora}")
        assert richiesta.termine == (TERMINE if quadro.stato == Stato.BOZZA else None)


@pytest.mark.parametrize("stato", sorted(set(Stato) - {Stato.BOZZA, Stato.DA_INTEGRARE}))
@pytest.mark.parametrize("persona", [MANAGER, COORDINATORE, REFERENTE, LETTORE])
def test_negli_altri_stati_il_distretto_aspetta(stato: Stato, persona: Persona) -> None:
    assert richieste([persona], Quadro(stato, aperte=2, risposte=1)) == []


@pytest.mark.parametrize("persona", sorted(set(Persona) - {MANAGER, COORDINATORE, REFERENTE}))
def test_agli_altri_non_si_chiede_nulla(persona: Persona) -> None:
    assert richieste([persona], bozza(3, 2)) == richieste([persona], integra(2)) == []


def test_chi_ha_due_ruoli_non_aspetta_se_stesso() -> None:
    trovate = richieste([MANAGER, REFERENTE], bozza(3, 0))
    assert [r.compito for r in trovate] == [Compito.COMPLETA]


def test_chi_ha_due_ruoli_legge_ogni_cosa_una_volta() -> None:
    assert len(richieste([MANAGER, COORDINATORE], integra(2))) == 1


def in_ufficio(stato: str, aperte: int = 0, risposte: int = 0, **fatti: bool) -> Quadro:
    return Quadro(Stato(stato), termine=TERMINE, aperte=aperte, risposte=risposte, **fatti)


# programme → what it asks of the funzionario, of the dirigente; on a day before the deadline
UFFICIO: list[tuple[Quadro, str | None, str | None]] = [
    (in_ufficio("bozza"), None, None),
    (in_ufficio("bozza", storico=True), "registra", None),
    (in_ufficio("trasmesso"), "prende", None),
    (in_ufficio("in_istruttoria"), "propone", None),
    (in_ufficio("in_istruttoria", aperte=2), "chiede", None),
    (in_ufficio("in_istruttoria", aperte=1, risposte=1), "valuta", None),
    (in_ufficio("in_istruttoria", risposte=1), "valuta", None),
    (in_ufficio("in_istruttoria", proposto=True), None, "approva"),
    (in_ufficio("in_istruttoria", aperte=1, proposto=True), "chiede", None),
    (in_ufficio("da_integrare", aperte=1, risposte=1), None, None),
    (in_ufficio("approvato"), "pubblica", None),
    (in_ufficio("approvato", storico=True), None, None),
    (in_ufficio("approvato", aspetta_numero=True), "numera", None),
    (in_ufficio("pubblicato", aspetta_numero=True), "numera", None),
    (in_ufficio("revocato", aspetta_numero=True), None, None),
    (in_ufficio("pubblicato"), None, None),
    (in_ufficio("respinto"), None, None),
    (in_ufficio("revocato"), None, None),
    (in_ufficio("annullato"), None, None),
]


@pytest.mark.parametrize(("quadro", "funzionario", "dirigente"), UFFICIO)
def test_che_cosa_si_chiede_all_ufficio(
    quadro: Quadro, funzionario: str | None, dirigente: str | None
) -> None:
    assert compito_ufficio(FUNZIONARIO, quadro, oggi=OGGI) == funzionario
    assert compito_ufficio(DIRIGENTE, quadro, oggi=OGGI) == dirigente


@pytest.mark.parametrize("persona", sorted(set(Persona) - {FUNZIONARIO, DIRIGENTE}))
@pytest.mark.parametrize("quadro", [quadro for quadro, _, _ in UFFICIO])
def test_chi_non_e_dell_ufficio_non_compie_i_suoi_atti(persona: Persona, quadro: Quadro) -> None:
    assert compito_ufficio(persona, quadro, oggi=OGGI) is None


@pytest.mark.parametrize(
    ("giorno", "compito"),
    [(date(2026, 4, 30), None), (date(2026, 5, 1), Compito.SOLLECITA)],
)
def test_si_sollecita_dal_giorno_dopo_il_termine(giorno: date, compito: Compito | None) -> None:
    assert compito_ufficio(FUNZIONARIO, in_ufficio("bozza"), oggi=giorno) == compito


def test_una_bozza_senza_termine_non_e_mai_in_ritardo() -> None:
    assert compito_ufficio(FUNZIONARIO, Quadro(Stato.BOZZA), oggi=OGGI) is None


def test_ogni_compito_dell_ufficio_ha_parole_e_un_posto() -> None:
    assert set(FRASI_UFFICIO) == set(PORTE_UFFICIO) == set(ORDINE_UFFICIO)


def test_cio_che_si_esamina_si_apre_nella_revisione() -> None:
    aperti = {compito for compito, porta in PORTE_UFFICIO.items() if porta.revisione}
    assert aperti == {Compito.VALUTA, Compito.PROPONE}


def test_ogni_passo_a_cui_si_rimanda_esiste() -> None:
    porte = [
        *PORTE_UFFICIO.values(),
        *(r.porta for q, p, _, _ in DISTRETTO for r in richieste([p], q)),
    ]
    assert {porta.passo for porta in porte if porta.passo} <= set(TRANSIZIONI)


@pytest.mark.parametrize(
    ("compito", "quanti", "frase"),
    [
        (Compito.APPROVA, 1, "Approvare 1 programma proposto"),
        (Compito.APPROVA, 3, "Approvare 3 programmi proposti"),
        (Compito.PRENDE, 12, "Prendere in carico 12 programmi trasmessi"),
    ],
)
def test_quanti_programmi_aspettano(compito: Compito, quanti: int, frase: str) -> None:
    assert frase_ufficio(compito, quanti) == frase


@pytest.mark.parametrize(
    ("oggi", "testo", "classe"),
    [
        (date(2026, 4, 14), "entro il 30 aprile 2026, fra 16 giorni", ""),
        (date(2026, 4, 15), "entro il 30 aprile 2026, fra 15 giorni", "vicino"),
        (date(2026, 4, 29), "entro il 30 aprile 2026, domani", "vicino"),
        (date(2026, 4, 30), "entro il 30 aprile 2026, oggi", "vicino"),
        (date(2026, 5, 1), "il termine era il 30 aprile 2026: scaduto ieri", "scaduto"),
        (date(2026, 5, 3), "il termine era il 30 aprile 2026: scaduto da 3 giorni", "scaduto"),
    ],
)
def test_il_termine_a_parole(oggi: date, testo: str, classe: str) -> None:
    letto = termine(TERMINE, oggi)
    assert (letto.testo, letto.classe) == (testo, classe)


@pytest.mark.parametrize("giorno", [8, 11])
def test_davanti_a_una_vocale(giorno: int) -> None:
    assert termine(date(2026, 5, giorno), OGGI).testo.startswith(f"entro l’{giorno} maggio")


def test_prima_gli_scaduti_poi_i_vicini_poi_chi_aspetta() -> None:
    def una(testo: str, giorno: date | None = None, *, attesa: bool = False) -> Richiesta:
        return Richiesta(Compito.COMPLETA, testo, Porta(), giorno, attesa)

    sparse = [
        una("senza termine"),
        una("aspetta", TERMINE, attesa=True),
        una("fra poco", TERMINE),
        una("scaduta ieri", date(2026, 4, 17), attesa=True),
        una("scaduta da un mese", date(2026, 3, 18)),
        una("più tardi", date(2026, 6, 30)),
    ]
    ordinate = sorted(sparse, key=lambda r: chiave_di_ordine(r, OGGI))
    assert [r.testo for r in ordinate] == [
        "scaduta da un mese",
        "scaduta ieri",
        "fra poco",
        "più tardi",
        "senza termine",
        "aspetta",
    ]


def test_i_fatti_letti_dal_database_sono_quelli_del_quadro() -> None:
    campi = set(Quadro.__dataclass_fields__) - {"mancano", "bloccano"}
    assert set(FATTI) == campi
