"""Snapshots for the tests of the checks: a clean one, and one made of what a Word file says."""

import copy
from typing import Any

from istruttoria.controlli import Esito, esegui

ETICHETTE = {
    "obiettivo": "Obiettivo",
    "obiettivo_generale": "Obiettivo generale",
    "obiettivo_specifico": "Obiettivo specifico",
    "titolo": "Titolo",
    "descrizione": "Azioni",
    "referenti": "Organizzazione referente",
    "altre_organizzazioni": "Altre organizzazioni coinvolte",
    "tempi": "Tempi",
    "indicatori": "Indicatore/i di valutazione",
    "percentuali": "Percentuale/i di valutazione",
}
DI_AZIONE = list(ETICHETTE)[4:]
FACOLTATIVI = {"altre_organizzazioni", "percentuali"}


def regola(testo: str = "100% per la relazione", **cambi: Any) -> dict[str, Any]:
    base = {"testo": testo, "tipo": "si_no", "percentuale": 100, "da_confermare": False}
    return base | cambi


def ogni(percentuale: float, testo: str, **cambi: Any) -> dict[str, Any]:
    """«25% ogni mail» as the reader gives it."""
    return regola(testo, tipo="per_unita", percentuale=percentuale, **cambi)


def azione(numero: int = 1, **cambi: Any) -> dict[str, Any]:
    """A progettualità with nothing to say against; `indicatori` may be plain texts."""
    base = {
        "tipo": "progettualita",
        "numero": numero,
        "titolo": f"Laboratorio {chr(64 + numero)}",
        "vamt": True,
        "strategico": numero == 1,
        "obiettivo_generale": f"Aiutare le famiglie della valle {chr(64 + numero)}",
        "obiettivo_specifico": f"Aprire uno spazio di ascolto {chr(64 + numero)}",
        "descrizione": "Apertura settimanale dello spazio.",
        "referenti_testo": "Comune di Fiore",
        "altre_organizzazioni_testo": "",
        "tempi": "Entro il 31 dicembre 2026",
        "scadenza": None,
        "indicatori": ["Relazione finale"],
        "regole": [regola()],
    }
    fatta = base | cambi
    fatta["indicatori"] = [
        {"marcatore": "", "testo": i} if isinstance(i, str) else i for i in fatta["indicatori"]
    ]
    return fatta


def riga(numero: int = 1, ambito: int = 1, **cambi: Any) -> dict[str, Any]:
    """A V.A.M.T. row."""
    base = {
        "tipo": "riga_vamt",
        "numero": numero,
        "titolo": f"Riga {numero}",
        "ambito_numero": ambito,
        "vamt": True,
        "indicatori": [],
        "regole": [ogni(25, "25% per ogni comunicato stampa")],
    }
    return base | cambi


def campi(nomi: list[str]) -> list[dict[str, Any]]:
    return [
        {"codice": n, "etichetta": ETICHETTE[n], "obbligatorio": n not in FACOLTATIVI} for n in nomi
    ]


def aderente(numero: int, nome: str, **cambi: Any) -> dict[str, Any]:
    base = {"numero": numero, "organizzazione": nome, "dal": "2022-11-03", "al": None}
    return base | {"proponente": None, "family_audit": "sì"} | cambi


PULITO: dict[str, Any] = {
    "formato": 1,
    "ente": {},
    "distretto": {
        "tipo": "family_audit",
        "nome_breve": "Valfiore",
        "denominazione": "Distretto family audit Valfiore",
        "capofila": "Comune di Fiore",
    },
    "accordo": {
        "tipo": "volontario",
        "atto_comune": {"organo": "Giunta comunale", "numero": "7", "data": "2022-05-03"},
        "atto_provincia": {"organo": "Giunta provinciale", "numero": "90", "data": "2022-07-01"},
        "sottoscritto_il": "2022-10-10",
        "proponenti": 2,
    },
    "anno": 2026,
    "periodo": {"dal": "2026-01-01", "al": "2026-12-31"},
    "schema": "2026",
    "stato": "bozza",
    "storico": False,
    "richiede_contributo": True,
    "titolo": ["PROGRAMMA DI LAVORO", "VALFIORE", "2026"],
    "gruppo_di_lavoro_il": "2026-03-02",
    "aderenti_al": "2026-04-30",
    "voci": [
        {
            "codice": "premessa",
            "tipo": "narrativa",
            "titolo": "PREMESSA",
            "html": "<p>Chi siamo.</p>",
        },
        {"codice": "dati_distretto", "tipo": "dati_distretto", "titolo": "DATI DEL DISTRETTO"},
        {"codice": "attori", "tipo": "attori", "titolo": "ATTORI DEL DISTRETTO"},
        {"codice": "canali", "tipo": "canali", "titolo": "CANALI SOCIAL"},
        {"codice": "azioni_vamt", "tipo": "righe_vamt", "titolo": "AZIONI V.A.M.T.", "html": ""},
        {"codice": "progettualita", "tipo": "progettualita", "titolo": "PROGETTUALITÀ", "html": ""},
        {"codice": "aderenti", "tipo": "aderenti", "titolo": "ELENCO DELLE ORGANIZZAZIONI"},
    ],
    "dati_distretto": [
        {"chiave": "nascita", "etichetta": "ANNO DI NASCITA", "valore": "2022"},
        {"chiave": "delibera", "etichetta": "DELIBERA", "valore": "n. 7 dd. 3.5.2022"},
        {"chiave": "accordo", "etichetta": "SOTTOSCRIZIONE", "valore": "10 ottobre 2022"},
    ],
    "attori": [
        {"ruolo": "capofila", "etichetta": "CAPOFILA", "nominativo": "Comune di Fiore"},
        {
            "ruolo": "coordinatore",
            "nominativo": "Ada Prato",
            "email": "ada@comune.fiore.example.it",
        },
        {"ruolo": "manager", "nominativo": "Ugo Monte", "email": "ugo@comune.fiore.example.it"},
        {
            "ruolo": "referente_amministrativo",
            "nominativo": "Eva Bosco",
            "email": "eva@comune.fiore.example.it",
        },
    ],
    "canali": [
        {"tipo": "sito", "etichetta": "SITO WEB", "testo": "-", "valore": None},
    ],
    "ambiti": [{"voce": "azioni_vamt", "numero": 1, "titolo": "NETWORKING", "introduzione": ""}],
    "campi": {
        "riga_vamt": campi(["titolo", "percentuali"]),
        "azione": campi(["obiettivo", *DI_AZIONE]),
        "progettualita": campi(["obiettivo_generale", "obiettivo_specifico", "titolo", *DI_AZIONE]),
    },
    "righe_predefinite": [{"ambito_numero": 1, "titolo": "Riga 1"}],
    "azioni": [riga(), azione()],
    "aderenti": [
        aderente(1, "COMUNE DI FIORE", proponente=True),
        aderente(2, "PRATO S.R.L.", proponente=True),
    ],
    "determinazione": None,
}


def snapshot(**cambi: Any) -> dict[str, Any]:
    """The clean snapshot with other values for some keys."""
    return copy.deepcopy(PULITO) | cambi


def con_azioni(*azioni: dict[str, Any], **cambi: Any) -> dict[str, Any]:
    """The clean snapshot with these actions after its V.A.M.T. row."""
    return snapshot(azioni=[riga(), *azioni], **cambi)


def con_premessa(html: str, **cambi: Any) -> dict[str, Any]:
    fatto = snapshot(**cambi)
    fatto["voci"][0]["html"] = html
    return fatto


def con_attore(ruolo: str, **cambi: Any) -> dict[str, Any]:
    fatto = snapshot()
    fatto["attori"] = [a | cambi if a["ruolo"] == ruolo else a for a in fatto["attori"]]
    return fatto


def trovati(dati: dict[str, Any], codice: str) -> list[Esito]:
    """The findings of one check."""
    return [e for e in esegui(dati) if e.codice == codice]


def da_lettura(lettura: dict[str, Any]) -> dict[str, Any]:
    """The snapshot of a programme just imported: what the file says, nothing of the register."""
    nuovo = lettura["schema"] == "2026"
    tipi = {"premessa": "narrativa", "azioni_vamt": "righe_vamt"}
    return snapshot(
        distretto=lettura["distretto"] | {"capofila": lettura["attori"][0]["nominativo"]},
        accordo=None,
        anno=lettura["anno"],
        periodo={"dal": f"{lettura['anno']}-01-01", "al": f"{lettura['anno']}-12-31"},
        schema=lettura["schema"],
        titolo=lettura["titolo"],
        gruppo_di_lavoro_il=None,
        aderenti_al=lettura["aderenti_al"],
        voci=[
            {
                "codice": s["voce"],
                "tipo": tipi.get(s["voce"], s["voce"]),
                "titolo": s["titolo"],
                "html": s["html"],
                "limite_caratteri": None,
            }
            for s in lettura["sezioni"]
        ],
        **{
            chiave: lettura[chiave]
            for chiave in ("dati_distretto", "attori", "canali", "ambiti", "azioni", "aderenti")
        },
        righe_predefinite=[],
        richiede_contributo=nuovo or any(a["vamt"] for a in lettura["azioni"]),
    )
