"""The columns of a member list, and what goes in a cell."""

import re
import unicodedata

GIORNI = ("dal", "al", "family_in_trentino", "family_audit")

COLONNE = {
    "denominazione": "Denominazione",
    "altri_nomi": "Altri nomi",
    "forma_giuridica": "Forma giuridica",
    "settore": "Settore",
    "dal": "Dal",
    "al": "Al",
    "motivo_uscita": "Motivo",
    "proponente": "Proponente",
    "family_in_trentino": "Family in Trentino",
    "family_audit": "Family Audit",
}

SINONIMI = {
    "organizzazione": "denominazione",
    "nome": "denominazione",
    "ragione sociale": "denominazione",
    "alias": "altri_nomi",
    "aderisce dal": "dal",
    "fino al": "al",
    "motivo dell uscita": "motivo_uscita",
    "motivo uscita": "motivo_uscita",
    "proponente dell accordo": "proponente",
}
"""Other headings under which lists come."""

# What a spreadsheet takes for a formula, full-width forms included (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_PROTETTA = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def semplice(testo: str) -> str:
    """Lower case, no accents, no punctuation: how headings and yes/no are compared."""
    piano = unicodedata.normalize("NFKD", testo).casefold()
    lettere = "".join(c for c in piano if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", lettere))


def colonna(titolo: str) -> str:
    """The column that a heading names, "" for none."""
    chiave = semplice(titolo)
    return _PER_TITOLO.get(chiave, "")


_PER_TITOLO = {semplice(titolo): nome for nome, titolo in COLONNE.items()} | SINONIMI


def proteggi(testo: str) -> str:
    """A text that no spreadsheet runs: an apostrophe before what would be a formula. One that is
    already there gets another, so that ``libera`` gives back exactly what was written."""
    return f"'{testo}" if _FORMULA.match(testo) else testo


def libera(testo: str) -> str:
    """What ``proteggi`` was given."""
    return testo[1:] if _PROTETTA.match(testo) else testo


def unisci_nomi(nomi: list[str]) -> str:
    """Several names in a cell: «A | B»; a bar inside a name is doubled."""
    return " | ".join(nome.replace("|", "||") for nome in nomi)


def dividi_nomi(cella: str) -> list[str]:
    """The names in a cell: what ``unisci_nomi`` joined, or one for each line."""
    nomi = re.split(r"(?<!\S)\|(?!\S)|[\r\n]+", cella)
    return [nome for n in nomi if (nome := " ".join(n.replace("||", "|").split()))]
