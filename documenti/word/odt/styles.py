"""Styles and list styles of an .odt, from styles.xml and content.xml."""

from dataclasses import dataclass, replace

from documenti.word.blocks import Elenco
from documenti.word.docx.styles import livello_da_nome
from documenti.word.numbers import BULLET, Contatore, cifra
from documenti.word.xml import Elemento, attributo, figlio, intero, nome

_FORMATI = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}


@dataclass(frozen=True, slots=True)
class StileOdt:
    """The resolved look of one style; None is "says nothing"."""

    titolo: int | None = None
    grassetto: bool | None = None
    corsivo: bool | None = None
    sottolineato: bool | None = None
    barrato: bool | None = None
    nascosto: bool | None = None
    posizione: str | None = None


@dataclass(frozen=True, slots=True)
class LivelloOdt:
    formato: str  # "bullet", "none" or a number format
    prima: str = ""
    dopo: str = ""
    inizio: int = 1


VUOTO = StileOdt()


class StiliOdt:
    """Every style by (family, name), automatic styles over common ones."""

    def __init__(self, *radici: Elemento | None) -> None:
        self._elementi: dict[tuple[str, str], Elemento] = {}
        self._risolti: dict[tuple[str, str], StileOdt] = {}
        self.liste: dict[str, dict[int, LivelloOdt]] = {}
        for radice in radici:
            if radice is None:
                continue
            for gruppo in radice:
                if nome(gruppo) in ("styles", "automatic-styles"):
                    self._carica(gruppo)

    def _carica(self, gruppo: Elemento) -> None:
        for elemento in gruppo:
            identita = attributo(elemento, "name") or ""
            if nome(elemento) == "style":
                famiglia = attributo(elemento, "family") or ""
                self._elementi[(famiglia, identita)] = elemento
            elif nome(elemento) == "list-style":
                self.liste[identita] = dict(_livello(e) for e in elemento)

    def stile(self, famiglia: str, identita: str | None) -> StileOdt:
        if not identita:
            return VUOTO
        chiave = (famiglia, identita)
        if chiave not in self._risolti:
            catena: list[str] = []
            corrente: str | None = identita
            while corrente and corrente not in catena and len(catena) < 40:
                catena.append(corrente)
                elemento = self._elementi.get((famiglia, corrente))
                corrente = attributo(elemento, "parent-style-name")
            risolto = VUOTO
            for passo in reversed(catena):
                risolto = _applica(self._elementi.get((famiglia, passo)), passo, risolto)
            self._risolti[chiave] = risolto
        return self._risolti[chiave]


def _applica(elemento: Elemento | None, identita: str, base: StileOdt) -> StileOdt:
    scritto = (attributo(elemento, "display-name") or identita).replace("_20_", " ")
    valore = attributo(elemento, "default-outline-level")
    titolo = intero(valore) if valore else livello_da_nome(scritto)
    if titolo is not None:
        base = replace(base, titolo=titolo)
    proprieta = figlio(elemento, "text-properties")
    if proprieta is None:
        return base
    peso = attributo(proprieta, "font-weight")
    corsivo = attributo(proprieta, "font-style")
    linea = attributo(proprieta, "text-underline-style")
    barra = attributo(proprieta, "text-line-through-style")
    mostra = attributo(proprieta, "display")
    posto = (attributo(proprieta, "text-position") or "").split(" ")[0]
    return replace(
        base,
        grassetto=base.grassetto if peso is None else peso in ("bold", "600", "700", "800", "900"),
        corsivo=base.corsivo if corsivo is None else corsivo != "normal",
        sottolineato=base.sottolineato if linea is None else linea != "none",
        barrato=base.barrato if barra is None else barra != "none",
        nascosto=base.nascosto if mostra is None else mostra == "none",
        posizione=_posizione(posto) if posto else base.posizione,
    )


def _posizione(valore: str) -> str:
    if valore == "super" or (valore.endswith("%") and intero(valore[:-1]) > 0):
        return "sup"
    if valore == "sub" or (valore.endswith("%") and intero(valore[:-1]) < 0):
        return "sub"
    return ""


def _livello(elemento: Elemento) -> tuple[int, LivelloOdt]:
    posto = max(0, intero(attributo(elemento, "level"), 1) - 1)
    if nome(elemento) != "list-level-style-number":
        return posto, LivelloOdt("bullet")
    formato = attributo(elemento, "num-format") or ""
    prima, dopo = attributo(elemento, "num-prefix") or "", attributo(elemento, "num-suffix") or ""
    if not formato:
        return posto, LivelloOdt("none", prima, dopo)
    return posto, LivelloOdt(
        _FORMATI.get(formato, "decimal"), prima, dopo, intero(attributo(elemento, "start-value"), 1)
    )


@dataclass(slots=True)
class ListaAperta:
    """A list being read: its style and its running numbers."""

    stile: str
    livelli: dict[int, LivelloOdt]
    contatore: Contatore

    def elenco(self, livello: int, inizio: int | None) -> Elenco | None:
        dati = self.livelli.get(livello, LivelloOdt("bullet"))
        if dati.formato == "none":
            return None
        if dati.formato == "bullet":
            return Elenco(livello, ordinato=False, chiave=self.stile, etichetta=BULLET)
        if inizio is not None:
            self.contatore.valori.pop(livello, None)
        numero = self.contatore.avanza(livello, dati.inizio if inizio is None else inizio)
        etichetta = f"{dati.prima}{cifra(numero, dati.formato)}{dati.dopo}".strip()
        return Elenco(livello, ordinato=True, chiave=self.stile, etichetta=etichetta)
