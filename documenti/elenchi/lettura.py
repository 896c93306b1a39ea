"""Reading a member list: the cells of each column become values, or an error that says where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from distretti.tempo import leggi_data, spazi
from documenti.elenchi.colonne import COLONNE, GIORNI, colonna, dividi_nomi, semplice
from documenti.elenchi.errori import ElencoNonLeggibile
from documenti.elenchi.tabella import FORMULA, Cella, leggi_tabella

MAX_ERRORI = 30
ANNI = range(1950, 2101)
LUNGHEZZE = {"denominazione": 250, "settore": 120, "motivo_uscita": 250}
SI, NO = {"si", "s", "x", "yes", "vero", "true", "1"}, {"no", "n", "falso", "false", "0"}


def leggi_elenco(contenuto: bytes, *, forme: Mapping[str, str]) -> dict[str, Any]:
    """``{"righe": [...], "errori": [...], "avvisi": [...]}``; the texts are Italian.

    Raises ``ElencoNonLeggibile`` when there is no list to speak of.
    """
    try:
        tabella = leggi_tabella(contenuto)
    except ElencoNonLeggibile:
        raise
    except (MemoryError, RecursionError):
        raise
    except Exception as errore:  # a hostile file may break any layer: one message, no traceback
        raise ElencoNonLeggibile(
            "Il file è danneggiato o scritto in un modo che non si riesce a leggere. Aprirlo con "
            "Excel, salvarlo di nuovo come .xlsx e riprovare."
        ) from errore
    inizio = next((i for i, riga in enumerate(tabella) if any(riga)), None)
    if inizio is None:
        raise ElencoNonLeggibile("Il file è vuoto.")
    posti, avvisi = _intestazione(tabella[inizio])
    lettore = _Lettore(posti, forme)
    righe = [
        lettore.riga(numero, celle)
        for numero, celle in enumerate(tabella[inizio + 1 :], inizio + 2)
        if any(celle)
    ]
    errori = lettore.errori
    if len(errori) > MAX_ERRORI:
        errori = [*errori[:MAX_ERRORI], f"E altri {len(lettore.errori) - MAX_ERRORI} errori."]
    return {"righe": righe, "errori": errori, "avvisi": avvisi}


def _intestazione(celle: list[Cella]) -> tuple[dict[str, int], list[str]]:
    posti: dict[str, int] = {}
    avvisi = []
    for i, cella in enumerate(celle):
        titolo = str(cella or "")
        nome = colonna(titolo)
        if nome in posti:
            raise ElencoNonLeggibile(f"La colonna «{COLONNE[nome]}» c'è due volte.")
        if nome:
            posti[nome] = i
        elif titolo:
            avvisi.append(f"La colonna «{titolo[:60]}» non si conosce: non è stata letta.")
    if "denominazione" not in posti:
        attese = ", ".join(COLONNE.values())
        raise ElencoNonLeggibile(
            f"Nella prima riga manca la colonna «Denominazione». Le colonne sono: {attese}."
        )
    return posti, avvisi


class _Lettore:
    """Reads the cells of each row, and gathers what is wrong with them."""

    def __init__(self, posti: Mapping[str, int], forme: Mapping[str, str]) -> None:
        self.posti = posti
        self.forme = {semplice(nome): codice for codice, nome in forme.items()}
        self.nomi_forme = ", ".join(forme.values())
        self.errori: list[str] = []

    def riga(self, numero: int, celle: list[Cella]) -> dict[str, Any]:
        letta: dict[str, Any] = {"riga": numero}
        for nome in COLONNE:
            posto = self.posti.get(nome)
            cella = celle[posto] if posto is not None and posto < len(celle) else ""
            letta[nome] = self._valore(numero, nome, "" if cella is None else cella)
        if not letta["denominazione"]:
            self._errore(numero, "denominazione", "manca il nome dell'organizzazione")
        if letta["al"] and letta["dal"] > letta["al"]:
            self._errore(numero, "al", "l'uscita viene prima dell'adesione")
        return letta

    def _errore(self, numero: int, nome: str, che_cosa: str) -> None:
        self.errori.append(f"Riga {numero}, colonna «{COLONNE[nome]}»: {che_cosa}.")

    def _valore(self, numero: int, nome: str, cella: Cella) -> Any:
        if cella == FORMULA:
            self._errore(numero, nome, "c'è una formula: sostituirla con il suo valore")
            cella = ""
        if nome in GIORNI:
            return self._giorno(numero, nome, cella)
        testo = f"{cella:%d/%m/%Y}" if isinstance(cella, date) else str(cella)
        if nome == "altri_nomi":
            return self._nomi(numero, testo)
        testo = spazi(testo)
        if nome == "forma_giuridica":
            return self._forma(numero, testo)
        if nome == "proponente":
            return self._si_no(numero, testo)
        if len(testo) > LUNGHEZZE[nome]:
            self._errore(numero, nome, f"il testo supera {LUNGHEZZE[nome]} caratteri")
        return testo

    def _giorno(self, numero: int, nome: str, cella: Cella) -> str:
        if not cella:
            return ""
        giorno = cella if isinstance(cella, date) else leggi_data(str(cella))
        if giorno is None:
            self._errore(numero, nome, f"«{str(cella)[:40]}» non è una data (gg/mm/aaaa)")
            return ""
        if giorno.year not in ANNI:
            self._errore(numero, nome, f"l'anno {giorno.year} non è possibile")
        return giorno.isoformat()

    def _nomi(self, numero: int, testo: str) -> list[str]:
        nomi = dividi_nomi(testo)
        if any(len(nome) > 250 for nome in nomi):
            self._errore(numero, "altri_nomi", "un nome supera 250 caratteri")
        return nomi

    def _forma(self, numero: int, testo: str) -> str:
        if not testo:
            return ""
        codice = self.forme.get(semplice(testo))
        if codice is None:
            self._errore(numero, "forma_giuridica", f"«{testo[:40]}» non è fra: {self.nomi_forme}")
        return codice or ""

    def _si_no(self, numero: int, testo: str) -> bool | None:
        if not testo:
            return None
        detto = semplice(testo)
        if detto not in SI | NO:
            self._errore(numero, "proponente", f"«{testo[:40]}» non è «sì» né «no»")
        return detto in SI
