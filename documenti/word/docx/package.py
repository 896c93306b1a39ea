"""The parts of a .docx: the main document and what hangs from it."""

import posixpath
from collections.abc import Iterator

from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import Archivio
from documenti.word.xml import Elemento, analizza, attributo, nome

MAX_MARGINI = 24


class Parti:
    """The parts that the main document names, found by relationship and not by file name."""

    def __init__(self, archivio: Archivio) -> None:
        self._archivio = archivio
        self.principale = self._trova_principale()
        self.collegamenti: dict[str, str] = {}  # relationship id → address outside the file
        self._interni: dict[str, str] = {}  # last word of the relationship's type → part
        self._margini: list[str] = []  # heads and feet of pages
        cartella, _, file = self.principale.rpartition("/")
        for rel in self._relazioni(f"{cartella}/_rels/{file}.rels".lstrip("/")):
            tipo = (attributo(rel, "Type") or "").rpartition("/")[2]
            destinazione = attributo(rel, "Target") or ""
            if attributo(rel, "TargetMode") == "External":
                if tipo == "hyperlink":
                    self.collegamenti[attributo(rel, "Id") or ""] = destinazione
            else:
                self._interni.setdefault(tipo, _risolvi(cartella, destinazione))
                if tipo in ("header", "footer"):
                    self._margini.append(_risolvi(cartella, destinazione))

    def documento(self) -> Elemento:
        dati = self._archivio.leggi(self.principale)
        if dati is None:
            raise FileNonLeggibile(
                "Il file ha la forma di un .docx ma non contiene il testo del documento."
            )
        return analizza(dati, self.principale)

    def parte(self, tipo: str) -> Elemento | None:
        """The part of one relationship type ("styles", "numbering", "footnotes"...)."""
        percorso = self._interni.get(tipo)
        dati = self._archivio.leggi(percorso) if percorso else None
        return analizza(dati, percorso or tipo) if dati else None

    def margini(self) -> Iterator[Elemento]:
        """The heads and feet of pages, one at a time."""
        for percorso in self._margini[:MAX_MARGINI]:
            dati = self._archivio.leggi(percorso)
            if dati:
                yield analizza(dati, percorso)

    def _relazioni(self, percorso: str) -> list[Elemento]:
        dati = self._archivio.leggi(percorso)
        if not dati:
            return []
        return [e for e in analizza(dati, percorso) if nome(e) == "Relationship"]

    def _trova_principale(self) -> str:
        for rel in self._relazioni("_rels/.rels"):
            if (attributo(rel, "Type") or "").endswith("/officeDocument"):
                percorso = _risolvi("", attributo(rel, "Target") or "")
                if percorso in self._archivio.nomi:
                    return percorso
        return "word/document.xml"


def _risolvi(cartella: str, destinazione: str) -> str:
    if destinazione.startswith("/"):
        return destinazione.lstrip("/")
    return posixpath.normpath(posixpath.join(cartella, destinazione))
