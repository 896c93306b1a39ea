"""Text as people bring it: typed without the editor, or pasted from a word processor.

`dal_modulo` is what a form calls: plain text becomes paragraphs and lists, HTML passes the
allow-list, and paragraphs that begin with a bullet sign, as Word leaves them, become lists.
"""

import html
import re

from programmi.testo_ricco import pulisci

# The signs of Word's bullets with the level at which its own lists use them. "o" and "§" are
# also words, so they count only before the wide gap (no-break space or tab) that Word puts.
LIVELLI = {"·": 1, "•": 1, "\uf0b7": 1, "o": 2, "◦": 2, "▪": 3, "§": 3, "\uf0a7": 3, "\uf0d8": 1}
_SPAZIO = "(?:[ \n\t\xa0]|&nbsp;)"
_SEGNO = rf"[·•◦▪\uf0b7\uf0a7\uf0d8](?={_SPAZIO})|[o§](?=[\t\xa0]|&nbsp;)"
_FORMA = rf"<p>{_SPAZIO}*(%s{_SEGNO}){_SPAZIO}+(%s(?:(?!</?p>).)+)</p>"
_VOCE = re.compile(_FORMA % ("", ""), re.S)
_VOCI = re.compile("(?:" + _FORMA % ("?:", "?:") + ")+", re.S)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PUNTO = re.compile(rf"^(?:[-–*·•]|\uf0b7){_SPAZIO}+")
_NUMERO = re.compile(rf"^\d{{1,3}}[.)]{_SPAZIO}+")


def dal_modulo(testo: str) -> str:
    """Clean rich text from what a form sent; raises nothing but ``TestoNonAmmesso``."""
    return elenchi(pulisci(testo if _TAG.search(testo) else da_semplice(testo)))


def elenchi(pulito: str) -> str:
    """Clean rich text with its bulleted paragraphs turned into nested lists."""
    if not _VOCE.search(pulito):
        return pulito
    return pulisci(_VOCI.sub(lambda m: _lista(_VOCE.findall(m[0])), pulito))


def _lista(voci: list[tuple[str, str]]) -> str:
    pezzi: list[str] = []
    aperti: list[int] = []  # levels of the lists we are in
    for segno, testo in voci:
        livello = LIVELLI[segno]
        while len(aperti) > 1 and aperti[-1] > livello:
            aperti.pop()
            pezzi.append("</li></ul>")
        if not aperti or aperti[-1] < livello:
            pezzi.append("<ul>")
            aperti.append(livello)
        else:
            pezzi.append("</li>")
        pezzi.append(f"<li>{testo}")
    return "".join(pezzi) + "</li></ul>" * len(aperti)


def da_semplice(testo: str) -> str:
    """HTML from text typed in a plain box.

    An empty line ends a paragraph, a line end breaks it; lines that begin with a dash or a bullet
    are a list, with "1." a numbered one.
    """
    blocchi = re.split(r"\n[ \t]*\n", testo.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_blocco(b.strip().split("\n")) for b in blocchi if b.strip())


def _blocco(righe: list[str]) -> str:
    for segno, inizio in (("ul", _PUNTO), ("ol", _NUMERO)):
        if all(inizio.match(riga) for riga in righe):
            voci = "".join(f"<li>{html.escape(inizio.sub('', r), quote=False)}</li>" for r in righe)
            return f"<{segno}>{voci}</{segno}>"
    return f"<p>{'<br>'.join(html.escape(riga.strip(), quote=False) for riga in righe)}</p>"
