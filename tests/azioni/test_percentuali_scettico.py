"""Phrases made to catch a hasty reader out: each either reads right or says it is in doubt."""

import pytest

from azioni.percentuali import leggi

# phrase, then for each rule: kind, percentage, what it counts, target or threshold or share
SICURE = [
    ("25% ad incontro su 4 incontri programmati", [("per_unita", 25, "incontro", 4)]),
    ("Per ciascun articolo pubblicato si riconosce il 20%", [("per_unita", 20, "articolo", 5)]),
    ("20% per articolo, massimo 5 articoli", [("per_unita", 20, "articolo", 5)]),
    ("100% max, 25% per ogni incontro", [("per_unita", 25, "incontro", 4)]),
    ("10% ogni 10 iscritti fino ad un massimo di 100", [("per_unita", 10, "iscritti", 100)]),
    ("Realizzazione di almeno 2 eventi (50% ciascuno)", [("per_unita", 50, "eventi", 2)]),
    ("2 eventi da 50% ciascuno", [("per_unita", 50, "eventi", 2)]),
    ("25% cadauno per 4 incontri", [("per_unita", 25, "incontri", 4)]),
    ("5 incontri (20% l'uno)", [("per_unita", 20, "incontri", 5)]),
    ("4 mail x 25% = 100%", [("per_unita", 25, "mail", 4)]),
    ("25% x n. mail inviate", [("per_unita", 25, "mail", 4)]),
    ("25% per ogni mail inviata ad almeno 10 aderenti", [("per_unita", 25, "mail", 4)]),
    ("25% ad ogni mail inviata a ciascun aderente", [("per_unita", 25, "mail", 4)]),
    ("N. 4 INCONTRI: 25% PER OGNI INCONTRO", [("per_unita", 25, "incontro", 4)]),
    ("ogni mail → 25%", [("per_unita", 25, "mail", 4)]),
    ("+20% per ogni incontro", [("per_unita", 20, "incontro", 5)]),
    ("25%ogni mail", [("per_unita", 25, "mail", 4)]),
    ("n. convenzioni attivate ≥ 2: 100%", [("soglia", 100, "convenzioni", 2)]),
    (">=3 incontri: 100%", [("soglia", 100, "incontri", 3)]),
    ("Minimo 3 riunioni: 100%", [("soglia", 100, "riunioni", 3)]),
    ("n. 4 incontri = 100%", [("soglia", 100, "incontri", 4)]),
    (
        "100% quando il numero dei partecipanti supera le 20 unità",
        [("soglia", 100, "partecipanti", 21)],
    ),
    ("100% se si raggiungono i 50 iscritti", [("soglia", 100, "iscritti", 50)]),
    ("100% se 5 aderenti su 12 espongono il marchio", [("soglia", 100, "aderenti", 5)]),
    ("100% partecipazione a 3 incontri su 4 previsti", [("soglia", 100, "incontri", 3)]),
    ("100% se coinvolge più di una organizzazione", [("soglia", 100, "organizzazione", 2)]),
    ("100% realizzazione di n° 2 laboratori", [("soglia", 100, "laboratori", 2)]),
    ("20% degli aderenti = 100%", [("quota", 100, "aderenti", 20)]),
    ("30% degli aderenti coinvolti: 100%", [("quota", 100, "aderenti", 30)]),
    ("raggiungimento 20% aderenti: 100%", [("quota", 100, "aderenti", 20)]),
    ("se il 20% degli aderenti utilizza il logo 100%", [("quota", 100, "aderenti", 20)]),
    ("partecipazione al 75% degli incontri = 100%", [("quota", 100, "incontri", 75)]),
    ("100% se almeno 2 terzi degli aderenti partecipa", [("quota", 100, "aderenti", 66.6666)]),
    ("100% se partecipa il 50%+1 degli aderenti", [("quota", 100, "aderenti", 50)]),
    (
        "100% con la partecipazione di almeno il 60% delle organizzazioni aderenti al Distretto",
        [("quota", 100, "organizzazioni aderenti al Distretto", 60)],
    ),
    ("100% (cento per cento) relazione finale", [("si_no", 100, None, None)]),
    ("100% strumenti condivisi tra i 2 Distretti", [("si_no", 100, None, None)]),
    ("100% invio della mail entro e non oltre il 30 giugno", [("si_no", 100, None, None)]),
    ("100% per relazione entro il 31/12", [("si_no", 100, None, None)]),
    ("100% partecipazione al Meeting dei Distretti 2026", [("si_no", 100, None, None)]),
    ("100% per attivazione servizio 0-6", [("si_no", 100, None, None)]),
    (
        "La percentuale è del 100% se viene consegnata la relazione",
        [("si_no", 100, None, None)],
    ),
    (
        "25% ogni mail e 100% relazione",
        [("per_unita", 25, "mail", 4), ("si_no", 100, None, None)],
    ),
    (
        "1. 25% ogni mail; 2. 100% relazione",
        [("per_unita", 25, "mail", 4), ("si_no", 100, None, None)],
    ),
    (
        "20% per ogni incontro\nEvidenze\n- elenco\n- foto\n100% relazione",
        [("per_unita", 20, "incontro", 5), ("si_no", 100, None, None)],
    ),
]

# phrase, then for each rule the kinds that must be on offer
DUBBIE = [
    ("20% per ogni incontro per un totale di 4 incontri", [{"per_unita"}]),
    ("25% per ogni incontro, minimo 2 massimo 4", [{"per_unita", "manuale"}]),
    ("100% per ciascun incontro (2 incontri)", [{"per_unita"}]),
    ("100% se tutti gli aderenti inviano almeno un'iniziativa", [{"soglia", "si_no"}]),
    ("100% per un incontro con ogni organizzazione aderente", [{"si_no", "per_unita"}]),
    ("100% per la newsletter (25% per ogni numero)", [{"per_unita", "si_no"}]),
    ("100% (25% per comunicato)", [{"per_unita", "si_no"}]),
    ("10% per ogni 10% di aderenti coinvolti", [{"manuale"}]),
    ("3-5 incontri 100%", [{"manuale"}]),
    ("da 1 a 3 incontri 50%, da 4 in su 100%", [{"manuale"}]),
    ("100% per l'aumento del 10% degli aderenti", [{"quota", "manuale"}]),
    ("100% per un gradimento medio di almeno 4 su 5", [{"soglia", "manuale"}]),
    ("100% per almeno 1 post a settimana", [{"soglia", "manuale"}]),
    ("100% per l'apertura dello sportello per almeno 6 mesi", [{"si_no", "soglia"}]),
    ("100% se la maggioranza degli aderenti partecipa", [{"quota", "si_no"}]),
    ("75% delle ore frequentate", [{"quota", "peso"}]),
    ("100% con frequenza pari o superiore al 75%", [{"quota", "si_no"}]),
    ("50% per n. 1 convenzione attivata", [{"soglia", "per_unita"}]),
    ("50% primo incontro + 50% secondo incontro", [{"peso", "per_unita"}] * 2),
    ("8,33% per ogni mese", [{"per_unita"}]),
    ("100% per relazione, se consegnata in tempo; 50% se dopo", [{"si_no"}, {"peso"}]),
    ("Realizzato 100%, non realizzato 0%", [{"si_no"}, {"manuale"}]),
    ("1 mail = 25%, 2 mail = 50%, 4 mail = 100%", [{"soglia"}] * 3),
    ("almeno 5 enti (50%); almeno 10 enti (100%)", [{"soglia"}] * 2),
    (
        "il 100% se il 20% degli aderenti risponde; il 50% se il 10% degli aderenti risponde",
        [{"quota"}] * 2,
    ),
    ("fino a 10 partecipanti: 50%", [{"manuale"}]),
    ("100 per relazione", [{"manuale"}]),
]


def in_breve(regola):
    misura = regola["obiettivo"] or regola["soglia"] or regola["quota"]
    return (regola["tipo"], regola["percentuale"], regola["unita"] or regola["base"], misura)


@pytest.mark.parametrize(("frase", "attese"), SICURE)
def test_a_clear_phrase_is_read_without_doubt(frase, attese):
    lette = [regola.as_dict() for regola in leggi(frase)]
    assert [in_breve(letta) for letta in lette] == attese
    assert not any(letta["da_confermare"] for letta in lette)


@pytest.mark.parametrize(("frase", "attese"), DUBBIE)
def test_a_doubtful_phrase_is_never_decided_silently(frase, attese):
    lette = leggi(frase)
    assert len(lette) == len(attese)
    for letta, tipi in zip(lette, attese, strict=True):
        assert letta.da_confermare
        assert tipi <= {altra["tipo"] for altra in letta.alternative}
