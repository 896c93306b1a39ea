"""Phrases that stand in no document, as other managers would write them, read by hand first.

``?`` marks what a careful person would not decide alone.
"""

import pytest

from azioni.percentuali import leggi

CAMPI = ("tipo", "percentuale", "unita", "obiettivo", "soglia", "quota", "base", "da_confermare")
DUBBIO = {"da_confermare": True}


def si(percentuale=100, **altro):
    return {"tipo": "si_no", "percentuale": percentuale, **altro}


def per(percentuale, unita, obiettivo, **altro):
    return {
        "tipo": "per_unita",
        "percentuale": percentuale,
        "unita": unita,
        "obiettivo": obiettivo,
        **altro,
    }


def soglia(percentuale, valore, unita, **altro):
    return {
        "tipo": "soglia",
        "percentuale": percentuale,
        "soglia": valore,
        "unita": unita,
        **altro,
    }


def quota(percentuale, parte, base, **altro):
    return {"tipo": "quota", "percentuale": percentuale, "quota": parte, "base": base, **altro}


def peso(percentuale, **altro):
    return {"tipo": "peso", "percentuale": percentuale, **DUBBIO, **altro}


def manuale(percentuale=None, **altro):
    return {"tipo": "manuale", "percentuale": percentuale, **DUBBIO, **altro}


PER_UNITA = [
    ("25% per ciascun evento", [per(25, "evento", 4)]),
    ("20% a evento realizzato", [per(20, "evento", 5)]),
    ("20% ad evento", [per(20, "evento", 5)]),
    ("33,3% per ogni laboratorio", [per(33.3, "laboratorio", 4, **DUBBIO)]),
    ("33.3 % per ogni laboratorio", [per(33.3, "laboratorio", 4, **DUBBIO)]),
    ("34% per ogni laboratorio", [per(34, "laboratorio", 3)]),
    ("12,5 per cento per ogni articolo pubblicato", [per(12.5, "articolo", 8)]),
    ("cinquanta per cento per ogni mail", [per(50, "mail", 2)]),
    ("50% ogni due incontri", [per(50, "incontri", 4, passo=2)]),
    ("10% ogni 5 partecipanti", [per(10, "partecipanti", 50, passo=5)]),
    ("25% per ciascun incontro fino a un massimo di 4 incontri", [per(25, "incontro", 4)]),
    ("20% ogni articolo fino a un massimo del 60%", [per(20, "articolo", 3, massimo=60)]),
    ("10% per ogni adesione, fino al massimo del 100%", [per(10, "adesione", 10, massimo=None)]),
    ("20% per ogni riunione (max 3)", [per(20, "riunione", 3, massimo=60)]),
    ("30% per ogni incontro, max 90%", [per(30, "incontro", 3, massimo=90)]),
    ("25% cad. comunicato stampa", [per(25, "comunicato stampa", 4)]),
    ("25% cadauna newsletter", [per(25, "newsletter", 4)]),
    ("Newsletter: 25% ciascuna", [per(25, "newsletter", 4)]),
    ("20% per singolo incontro", [per(20, "incontro", 5)]),
    (
        "20% per ciascuna delle 5 organizzazioni aderenti",
        [per(20, "organizzazioni aderenti", 5, distinte=True, solo_aderenti=True)],
    ),
    (
        "20% per ogni ente non aderente coinvolto",
        [per(20, "ente", 5, distinte=True, solo_aderenti=False)],
    ),
    ("Per ogni incontro 25%", [per(25, "incontro", 4)]),
    ("Ogni incontro vale il 25%", [per(25, "incontro", 4)]),
    ("25%/incontro", [per(25, "incontro", 4)]),
    ("25% x ogni post su Facebook", [per(25, "post", 4)]),
    ("25% per ogni incontro con almeno il 50% degli aderenti", [per(25, "incontro", 4)]),
    ("25% per ogni incontro (almeno 4 incontri)", [per(25, "incontro", 4)]),
    ("20% per ogni incontro (4 incontri)", [per(20, "incontro", 5, **DUBBIO)]),
    ("50% per la partecipazione a ciascun tavolo di lavoro", [per(50, "tavolo", 2)]),
    ("10% al mese di apertura dello sportello", [per(10, "mese", 10)]),
    ("100% per ogni nuova convenzione sottoscritta", [per(100, "nuova convenzione", 1)]),
    ("25% per evento", [per(25, "evento", 4)]),
    ("50% ad ogni nuova azienda contattata", [per(50, "nuova azienda", 2, distinte=True)]),
    ("25% ogni iniziativa o evento", [per(25, "iniziativa o evento", 4)]),
    ("5% per ogni ora di formazione", [per(5, "ora", 20)]),
    ("25% x 4 incontri", [per(25, "incontri", 4)]),
    ("25% per ogni incontro successivo al primo", [per(25, "incontro", 4, **DUBBIO)]),
    ("Il 25% per ogni uscita sul giornale", [per(25, "uscita", 4)]),
    ("25 % PER OGNI INCONTRO", [per(25, "incontro", 4)]),
    ("25%\xa0per\xa0ogni\xa0incontro;", [per(25, "incontro", 4)]),
]

SOGLIA = [
    ("100% per almeno 3 incontri", [soglia(100, 3, "incontri")]),
    ("100% se vengono realizzati almeno n. 3 incontri", [soglia(100, 3, "incontri")]),
    ("100% per non meno di dieci partecipanti", [soglia(100, 10, "partecipanti")]),
    ("100% con un minimo di 5 articoli pubblicati", [soglia(100, 5, "articoli")]),
    ("100% per più di 10 partecipanti", [soglia(100, 11, "partecipanti")]),
    ("100% oltre 20 iscritti", [soglia(100, 21, "iscritti")]),
    ("100% se i partecipanti sono superiori a 15", [soglia(100, 16, "partecipanti")]),
    (
        "100% per un numero di partecipanti maggiore o uguale a 15",
        [soglia(100, 15, "partecipanti")],
    ),
    ("100% ≥ 8 ore di formazione", [soglia(100, 8, "ore")]),
    ("100% >= 8 ore", [soglia(100, 8, "ore")]),
    ("100% per più di 12 ore frequentate", [soglia(100, 12, "ore", stretta=True)]),
    ("100% per la realizzazione di 3 incontri", [soglia(100, 3, "incontri")]),
    ("100% 4 comunicati stampa pubblicati", [soglia(100, 4, "comunicati stampa")]),
    (
        "100% per la realizzazione di n. 2 (due) serate informative",
        [soglia(100, 2, "serate informative")],
    ),
    ("100% almeno tre incontri su quattro", [soglia(100, 3, "incontri")]),
    (
        "100% per la partecipazione a 3 dei 4 incontri previsti",
        [soglia(100, 3, "incontri")],
    ),
    ("100% per almeno 12 ore entro il 30 novembre 2026", [soglia(100, 12, "ore")]),
    ("100% a partire da 5 iscritti", [soglia(100, 5, "iscritti")]),
    ("100% se partecipano 10 o più persone", [soglia(100, 10, "persone")]),
    ("100% per almeno un incontro all'anno", [soglia(100, 1, "incontro")]),
    ("100% per almeno 2 post al mese", [soglia(100, 2, "post", **DUBBIO)]),
    (
        "100% per almeno 2 incontri e 3 comunicati stampa",
        [soglia(100, 2, "incontri", **DUBBIO)],
    ),
    ("100% per almeno 1.000 volantini distribuiti", [soglia(100, 1000, "volantini")]),
    ("almeno una mail", [soglia(100, 1, "mail", **DUBBIO)]),
    (
        "100% per la partecipazione a tutti i 4 incontri",
        [soglia(100, 4, "incontri")],
    ),
    ("100% per un evento con almeno 30 partecipanti", [soglia(100, 30, "partecipanti")]),
    ("100% per almeno 2 incontri di 3 ore ciascuno", [soglia(100, 2, "incontri")]),
    ("50% per due incontri", [soglia(50, 2, "incontri", **DUBBIO)]),
    (
        "50% se almeno 2 incontri, 100% se almeno 4 incontri",
        [
            soglia(50, 2, "incontri", scala=1, **DUBBIO),
            soglia(100, 4, "incontri", scala=1, **DUBBIO),
        ],
    ),
]

QUOTA = [
    (
        "100% se almeno il 30% degli aderenti partecipa agli incontri",
        [quota(100, 30, "aderenti")],
    ),
    (
        "100% se la metà degli aderenti risponde al questionario",
        [quota(100, 50, "aderenti")],
    ),
    (
        "100% se almeno un terzo delle organizzazioni aderenti partecipa",
        [quota(100, 33.3333, "organizzazioni aderenti")],
    ),
    ("100% se i 2/3 degli aderenti rispondono", [quota(100, 66.6666, "aderenti")]),
    ("100% per ≥ 75% del monte ore", [quota(100, 75, "monte ore")]),
    (
        "100% frequenza di almeno il 75 per cento delle ore di formazione",
        [quota(100, 75, "ore di formazione")],
    ),
    (
        "50% se partecipa oltre il 50% dei dipendenti",
        [quota(50, 50, "dipendenti", stretta=True)],
    ),
    ("80% degli aderenti utilizza il logo", [quota(100, 80, "aderenti", **DUBBIO)]),
    (
        "100% per adesione del 20% delle famiglie invitate",
        [quota(100, 20, "famiglie invitate")],
    ),
    (
        "100% se più del 50 % dei partecipanti è soddisfatto",
        [quota(100, 50, "partecipanti", stretta=True)],
    ),
    (
        "50% al 10% degli aderenti, 100% al 20% degli aderenti",
        [
            quota(50, 10, "aderenti", scala=1, **DUBBIO),
            quota(100, 20, "aderenti", scala=1, **DUBBIO),
        ],
    ),
    (
        "100% per la partecipazione ad\nalmeno il 75% delle ore",
        [quota(100, 75, "ore")],
    ),
]

SI_NO = [
    ("100% per la stesura del verbale e l'invio a tutti gli aderenti", [si()]),
    ("Relazione finale: 100%", [si()]),
    ("100% attivazione sportello entro il 30/09/2026", [si()]),
    ("100% pubblicazione della guida entro 3 mesi", [si()]),
    ("100% per la realizzazione del convegno del 15 maggio", [si()]),
    ("cento per cento per la relazione finale", [si()]),
    ("100% alla conclusione del progetto", [si()]),
    ("100% progetto rivolto a bambini 0-6 anni", [si()]),
    ("100% evento Agenda 2030", [si()]),
    ("100% - approvazione del regolamento", [si()]),
    ("(100%) relazione", [si()]),
    ("100% realizzazione di un corso di 12 ore", [si()]),
    ("100% per:\n- relazione\n- elenco", [si()]),
    ("100% se il progetto viene approvato dalla giunta", [si()]),
    ("100% invio di una mail ad ogni aderente", [si(**DUBBIO)]),
]

PESO_E_MANUALE = [
    ("50% per la relazione finale", [peso(50)]),
    ("30% stesura bozza; 70% approvazione definitiva", [peso(30), peso(70)]),
    ("40% avvio del progetto\n60% conclusione", [peso(40), peso(60)]),
    ("Relazione finale", [manuale()]),
    ("TBD", [manuale()]),
    ("100%", [manuale(100)]),
    ("100% in proporzione agli incontri svolti", [manuale(100)]),
    ("da 50% a 100% secondo i risultati", [manuale()]),
    ("120% per ogni evento", [manuale()]),
    ("50-100% in base alla qualità", [manuale()]),
    ("100% se meno di 5 reclami", [manuale(100)]),
    (
        "100% se realizzato, 50% se realizzato in parte, 0% se non realizzato",
        [si(scala=1, **DUBBIO), peso(50, scala=1), manuale(0, scala=1)],
    ),
]

PIU_REGOLE = [
    (
        "- 25% ogni mail\n- 100% relazione",
        [per(25, "mail", 4, marcatore="-"), si(marcatore="-", testo="100% relazione")],
    ),
    (
        "1) 25% ogni mail 2) 100% relazione",
        [
            per(25, "mail", 4, marcatore="1)", testo="25% ogni mail"),
            si(marcatore="2)", testo="100% relazione"),
        ],
    ),
    (
        "a) 50% per ogni incontro; b) 100% verbale",
        [per(50, "incontro", 2, marcatore="a)"), si(marcatore="b)", testo="100% verbale")],
    ),
    ("• 25% ogni mail • 100% relazione", [per(25, "mail", 4, marcatore="•"), si(marcatore="•")]),
    ("25% ogni mail 100% relazione", [per(25, "mail", 4, testo="25% ogni mail"), si()]),
    (
        "25% per ogni incontro. Evidenze: foglio firme. 100% relazione. Evidenze: testo",
        [
            per(25, "incontro", 4, testo="25% per ogni incontro.", evidenze="foglio firme."),
            si(testo="100% relazione.", evidenze="testo"),
        ],
    ),
    (
        "25% per ogni incontro (evidenze: verbali)",
        [per(25, "incontro", 4, testo="25% per ogni incontro", evidenze="verbali")],
    ),
    (
        "20% ogni serata\nEvidenza: locandina\n"
        "e foto con almeno il 50% dei presenti\n100% bilancio",
        [
            per(20, "serata", 5, evidenze="locandina\ne foto con almeno il 50% dei presenti"),
            si(),
        ],
    ),
    (
        "Incontri: 25% ogni incontro; relazione: 100%",
        [per(25, "incontro", 4, testo="Incontri: 25% ogni incontro;"), si()],
    ),
    ("Relazione 50%; mail 50%", [peso(50, testo="Relazione 50%;"), peso(50, testo="mail 50%")]),
    ("1.100% relazione\n2.25% ogni mail", [si(**DUBBIO), per(25, "mail", 4, **DUBBIO)]),
    ("Relazione\n100%\nMail inviate\n25% ciascuna", [si(), per(25, "mail", 4)]),
    ("25%\nper ogni incontro", [per(25, "incontro", 4)]),
    ("", []),
    (" \n\xa0\n", []),
    ("-", []),
]

TUTTE = PER_UNITA + SOGLIA + QUOTA + SI_NO + PESO_E_MANUALE + PIU_REGOLE


@pytest.mark.parametrize(("cella", "attese"), TUTTE)
def test_variant(cella, attese):
    lette = [regola.as_dict() for regola in leggi(cella)]
    vuota = dict.fromkeys(CAMPI) | {"da_confermare": False}
    attese = [vuota | attesa for attesa in attese]
    scelti = [
        {campo: letta[campo] for campo in attesa}
        for letta, attesa in zip(lette, attese, strict=False)
    ]
    assert scelti == attese
    assert len(lette) == len(attese)


@pytest.mark.parametrize(("cella", "attese"), TUTTE)
def test_a_doubt_offers_readings_and_says_why(cella, attese):
    for regola in leggi(cella):
        assert bool(regola.alternative) == bool(regola.dubbio) == regola.da_confermare
        assert all(a["spiegazione"] for a in regola.alternative)
