"""What the blocks of one document share: its lists and the addresses its links lead to."""

from documenti.word_export.elementi import Elemento, w

LIVELLI = 9
PUNTI = ("•", "◦", "▪")
CIFRE = (("decimal", "%{}."), ("lowerLetter", "%{})"), ("lowerRoman", "%{}."))
# The kinds of list a document may hold, each an abstract definition in numbering.xml.
ELENCHI = {
    "punti": tuple(("bullet", PUNTI[n % 3]) for n in range(LIVELLI)),
    "numeri": tuple((f, t.format(n + 1)) for n in range(LIVELLI) for f, t in [CIFRE[n % 3]]),
    "1)": tuple(("decimal", f"%{n + 1})") for n in range(LIVELLI)),
    "a)": tuple(("lowerLetter", f"%{n + 1})") for n in range(LIVELLI)),
}
RIENTRO = 357  # twentieths of a point: a level of a list
# The lists that the styles «Puntoelenco» and «Numeroelenco» name for whoever edits the file.
DEGLI_STILI = ("punti", "numeri")


class Risorse:
    """Counts lists and links in the order in which the document meets them."""

    def __init__(self) -> None:
        self._elenchi: list[tuple[str, int]] = []
        self.collegamenti: dict[str, str] = {}  # address → relationship id

    def elenco(self, genere: str, livello: int = 0) -> int:
        """A new list that counts from one; the answer is its number."""
        self._elenchi.append((genere, livello))
        return len(DEGLI_STILI) + len(self._elenchi)

    def collegamento(self, indirizzo: str) -> str:
        """The relationship that leads to an address outside the file."""
        return self.collegamenti.setdefault(indirizzo, f"link{len(self.collegamenti) + 1}")

    def numerazione(self) -> Elemento:
        """The root of numbering.xml."""
        generi = list(ELENCHI)
        radice = w("numbering", *(_astratto(n, ELENCHI[g]) for n, g in enumerate(generi)))
        for numero, genere in enumerate(DEGLI_STILI, 1):
            radice.append(w("num", w("abstractNumId", val=generi.index(genere)), numId=numero))
        for numero, (genere, livello) in enumerate(self._elenchi, len(DEGLI_STILI) + 1):
            da_uno = w("lvlOverride", w("startOverride", val=1), ilvl=livello)
            riferimento = w("abstractNumId", val=generi.index(genere))
            radice.append(w("num", riferimento, da_uno, numId=numero))
        return radice


def in_elenco(numero: int, livello: int) -> Elemento:
    """The property that makes a paragraph an item of a list."""
    return w("numPr", w("ilvl", val=min(livello, LIVELLI - 1)), w("numId", val=numero))


def _astratto(identita: int, livelli: tuple[tuple[str, str], ...]) -> Elemento:
    return w(
        "abstractNum",
        w("multiLevelType", val="hybridMultilevel"),
        *(
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val=formato),
                w("lvlText", val=testo),
                w("lvlJc", val="left"),
                w("pPr", w("ind", left=RIENTRO * (posto + 1), hanging=RIENTRO)),
                ilvl=posto,
            )
            for posto, (formato, testo) in enumerate(livelli)
        ),
        abstractNumId=identita,
    )
