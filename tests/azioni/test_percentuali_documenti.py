"""The 37 phrases of the two real documents, read by hand before any code read them."""

import pytest

from azioni.percentuali import leggi

CAMPI = ("tipo", "percentuale", "unita", "obiettivo", "soglia", "quota", "base", "da_confermare")


def si(percentuale=100):
    return {"tipo": "si_no", "percentuale": percentuale}


def per(percentuale, unita, obiettivo, **altro):
    return {
        "tipo": "per_unita",
        "percentuale": percentuale,
        "unita": unita,
        "obiettivo": obiettivo,
        **altro,
    }


PROGRAMMA_2026 = [
    ("100% per invio dell'elenco aggiornato", [si()]),
    (
        "20% per ogni incontro.\nEvidenze: elenco con data, argomento trattato e persone coinvolte",
        [
            per(
                20,
                "incontro",
                5,
                evidenze="elenco con data, argomento trattato e persone coinvolte",
            )
        ],
    ),
    (
        "20% per ogni incontro\nEvidenze: presentazione di un elenco degli incontri con data, "
        "argomento trattato e persone/organizzazioni coinvolte",
        [per(20, "incontro", 5)],
    ),
    (
        "100% presentazione le progettualità che si sono sviluppate nel corso dell'anno ma che "
        "non erano state inserite nel programma.\nEvidenze: Le progettualità dovranno riportare: "
        "titolo, obiettivo generale e specifico, azioni, organizzazioni coinvolte, indicatori e "
        "percentuali di realizzazione;",
        [si()],
    ),
    (
        "50% per ogni organizzazione aderente che ha co-progettato durante l'anno con la presenza "
        "del Manager territoriale.\nEvidenze: elenco, progetto e organizzazioni coinvolte.",
        [per(50, "organizzazione aderente", 2, distinte=True, solo_aderenti=True)],
    ),
    ("25% per ogni comunicato stampa", [per(25, "comunicato stampa", 4)]),
    ("100% realizzazione di un PED e del calendario editoriale", [si()]),
    (
        "50% per ogni comunicazione inviata per la promozione dei temi ACS",
        [per(50, "comunicazione", 2)],
    ),
    (
        "50% della formazione dedicata ai Manager territoriali",
        [
            {
                "tipo": "quota",
                "percentuale": 100,
                "quota": 50,
                "base": "formazione dedicata ai Manager territoriali",
                "da_confermare": True,
            }
        ],
    ),
    (
        "50% per la partecipazione ad ogni incontro con il Distretto Famiglia territoriale\n"
        "100% per relazione\n50% per ogni mail/post condivisi",
        [per(50, "incontro", 2), si(), per(50, "mail/post", 2)],
    ),
    (
        "100% redazione della relazione di co-progettazione\n"
        "50% realizzazione di ogni incontro con i promotori\n"
        "100% invio di almeno una mail di aggiornamento agli aderenti",
        [
            si(),
            per(50, "incontro", 2),
            {"tipo": "soglia", "percentuale": 100, "soglia": 1, "unita": "mail"},
        ],
    ),
    (
        "100% per la definizione della struttura della mappa e per l'attivazione dei percorsi di "
        "ascolto (focus group/interviste).",
        [si()],
    ),
    (
        "100% per la realizzazione e pubblicazione della mappa dei servizi (Family Guide) "
        "integrata a livello territoriale.\n100% per la realizzazione di strumenti informativi e "
        "canali comunicativi condivisi tra i due Distretti.",
        [si(), si()],
    ),
    (
        "100% per la realizzazione del piano di comunicazione rivolto alle aziende esterne.",
        [si()],
    ),
    ("100% per ogni convenzione attivata", [per(100, "convenzione", 1)]),
]

PROGRAMMA_2022 = [
    ("100% consegna dell'elenco e della documentazione allegata", [si()]),
    (
        "100% raccolta temi di interesse\n100% invio form iscrizione gruppi\n"
        "34% convocazione primo incontro gruppi",
        [si(), si(), {"tipo": "peso", "percentuale": 34, "da_confermare": True}],
    ),
    ("100% per formazione realizzata", [si()]),
    (
        "100% per ≥12 ore frequentate ( =≥75% del monte ore obbligatorie totale)",
        [
            {
                "tipo": "soglia",
                "percentuale": 100,
                "soglia": 12,
                "unita": "ore",
                "quota": 75,
                "base": "monte ore obbligatorie totale",
            }
        ],
    ),
    ("100% per invio informazioni agli aderenti via mail", [si()]),
    (
        "25% ogni iniziativa inserita nel sito\n100% per un momento di confronto con aderenti per "
        "definizione strategia e strumenti comunicazione",
        [per(25, "iniziativa", 4), si()],
    ),
    (
        "100% se il 20% degli aderenti totali utilizza il logo nella propria comunicazione",
        [{"tipo": "quota", "percentuale": 100, "quota": 20, "base": "aderenti totali"}],
    ),
    (
        "25% ogni mail di scambio opportunità\n100% raccolta esiti scambio opportunità",
        [per(25, "mail", 4), si()],
    ),
    (
        "1. 25% ogni mail di proposta prodotti\n"
        "2. 100% mail con raccolta proposte per servizi estivi per minori",
        [per(25, "mail", 4, marcatore="1."), {**si(), "marcatore": "2."}],
    ),
    ("100% offerta servizio alla rete", [si()]),
    ("100% per ogni iniziativa/progetto", [per(100, "iniziativa/progetto", 1)]),
    ("100% per la realizzazione di un incontro", [si()]),
]


def confronta(cella, attese):
    lette = [regola.as_dict() for regola in leggi(cella)]
    vuota = dict.fromkeys(CAMPI) | {"da_confermare": False}
    attese = [vuota | attesa for attesa in attese]
    assert [
        {campo: letta[campo] for campo in attesa}
        for letta, attesa in zip(lette, attese, strict=False)
    ] == attese
    assert len(lette) == len(attese)


@pytest.mark.parametrize(("cella", "attese"), PROGRAMMA_2026 + PROGRAMMA_2022)
def test_phrase_of_the_real_documents(cella, attese):
    confronta(cella, attese)


def test_the_documents_hold_20_and_17_rules():
    conta = [sum(len(leggi(c)) for c, _ in doc) for doc in (PROGRAMMA_2026, PROGRAMMA_2022)]
    assert conta == [20, 17]


def test_the_weight_may_be_a_third_for_each_group():
    regola = leggi("34% convocazione primo incontro gruppi")[0]
    offerte = {(a["tipo"], a["percentuale"], a["obiettivo"]) for a in regola.alternative}
    assert offerte == {("peso", 34, None), ("per_unita", 34, 3)}


def test_the_training_may_be_a_share_or_a_weight():
    regola = leggi("50% della formazione dedicata ai Manager territoriali")[0]
    offerte = {(a["tipo"], a["percentuale"], a["quota"]) for a in regola.alternative}
    assert offerte == {("quota", 100, 50), ("peso", 50, None)}
    assert all(a["spiegazione"] for a in regola.alternative)
