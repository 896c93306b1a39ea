"""What the stand-in stores, and the switches that a test turns."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

INIZIALI = {
    "azione-1-titolo": "Una passeggiata",
    "azione-1-descrizione": "Si cammina insieme.",
    "azione-1-scadenza": "",
    "azione-1-ambito": "a",
    "azione-1-strategico": "",
    "azione-1-percentuali": "",
    "sezione-1-html": "<p>Il distretto.</p>",
}


def gettone(valore: str) -> str:
    return hashlib.sha256(valore.encode()).hexdigest()[:12]


@dataclass
class Banco:
    valori: dict[str, str] = field(default_factory=lambda: dict(INIZIALI))
    autori: dict[str, str] = field(default_factory=dict)
    guasti: list[int] = field(default_factory=list)  # answers to give, one for each save
    sessione: str = "7"  # who is signed in; "" when the session has expired
    entra_come: str = "7"
    token_buono: bool = True
    richieste: list[dict[str, str]] = field(default_factory=list)
    presenze: list[dict[str, str]] = field(default_factory=list)
    altri: list[dict[str, str]] = field(default_factory=list)
    ordine: list[str] = field(default_factory=lambda: ["11", "12", "13"])
    pdf: int = 0
    lentezza: float = 0  # seconds before a save is answered

    def azzera(self) -> None:
        self.__init__()  # type: ignore[misc]

    def scrivi(self, nome: str, valore: str, autore: str = "Giulia Bianchi") -> None:
        """Another person's edit."""
        self.valori[nome] = valore
        self.autori[nome] = autore

    def salva(self, dati: dict[str, str]) -> tuple[int, dict[str, Any]]:
        campi: dict[str, Any] = {}
        conflitti: dict[str, Any] = {}
        rifiuti: dict[str, str] = {}
        for nome in [n.removesuffix("-visto") for n in dati if n.endswith("-visto")]:
            proposto, attuale = dati.get(nome, ""), self.valori[nome]
            if len(proposto) > 300:
                rifiuti[nome] = "Il testo ha più di 300 caratteri: accorciarlo."
            elif attuale != proposto and dati[f"{nome}-visto"] != gettone(attuale):
                conflitti[nome] = {
                    "visto": gettone(attuale),
                    "attuale": attuale,
                    "proposto": proposto,
                    "autore": self.autori.get(nome, "Giulia Bianchi"),
                    "quando": "oggi alle 10:41",
                    "differenze": "<del>insieme</del> <ins>da soli</ins>",
                }
            else:
                self.valori[nome] = proposto
                campi[nome] = {"visto": gettone(proposto), "valore": proposto}
        corpo = {"alle": "10:42", "campi": campi, "conflitti": conflitti, "rifiuti": rifiuti}
        if conflitti:
            return 409, corpo | {"esito": "conflitto"}
        if rifiuti:
            return 422, corpo | {"esito": "rifiutato"}
        return 200, corpo | {"esito": "salvato"}


banco = Banco()
