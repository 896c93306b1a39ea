"""Counting list items the way word processors print them."""

from dataclasses import dataclass, field

BULLET = "•"
_ROMANI = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(slots=True)
class Contatore:
    """The running numbers of one list: one for each level."""

    valori: dict[int, int] = field(default_factory=dict)

    def avanza(self, livello: int, inizio: int) -> int:
        """Count one more item at ``livello``; deeper levels start again."""
        for profondo in [p for p in self.valori if p > livello]:
            del self.valori[profondo]
        self.valori[livello] = self.valori.get(livello, inizio - 1) + 1
        return self.valori[livello]


def cifra(numero: int, formato: str) -> str:
    """A number in one of the formats of OOXML.

    >>> cifra(3, "decimal"), cifra(2, "lowerLetter"), cifra(4, "upperRoman")
    ('3', 'b', 'IV')
    """
    if formato in ("lowerLetter", "upperLetter") and 0 < numero <= 260:
        giri, posto = divmod(numero - 1, 26)
        lettera = chr(ord("a") + posto) * (giri + 1)
        return lettera if formato == "lowerLetter" else lettera.upper()
    if formato in ("lowerRoman", "upperRoman") and 0 < numero < 4000:
        resto, testo = numero, ""
        for valore, segno in _ROMANI:
            while resto >= valore:
                testo, resto = testo + segno, resto - valore
        return testo if formato == "lowerRoman" else testo.upper()
    if formato == "decimalZero" and numero < 10:
        return f"0{numero}"
    return str(numero)
