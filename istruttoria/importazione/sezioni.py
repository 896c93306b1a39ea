"""The parts of a file and what of it found no place: text is never dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join

from istruttoria.importazione.errori import ImportazioneRifiutata
from istruttoria.importazione.esito import Rapporto
from programmi.enums import TipoVoce
from programmi.models import Programma, Schema, Sezione, Voce
from programmi.testo_ricco import TestoNonAmmesso, pulisci

TIPO_DELLA_PARTE = {"premessa": TipoVoce.NARRATIVA, "azioni_vamt": TipoVoce.RIGHE_VAMT}
"""The kind of the parts whose code in a lettura is not the name of their kind."""


@dataclass(slots=True)
class _Parte:
    titolo: str
    html: str = ""
    unita: bool = False  # made of more pieces, each clean: to be cleaned as a whole


@dataclass(slots=True)
class Sezioni:
    """The programme's sections while they are filled, by code of their voce."""

    voci: list[Voce]
    rapporto: Rapporto
    parti: dict[str, _Parte] = field(default_factory=dict)

    @classmethod
    def da_lettura(
        cls, schema: Schema, lette: Iterable[dict[str, Any]], rapporto: Rapporto
    ) -> "Sezioni":
        """Sections in the file's own titles. One that the form lacks, or that comes twice, goes
        into the one before it under its own title."""
        sezioni = cls(list(schema.voci.all()), rapporto)
        ultima: str | None = None
        in_attesa = ""
        for letta in lette:
            voce = sezioni.voce(letta["voce"])
            html = pulito(letta["html"], letta["titolo"])
            if voce is not None and voce.codice not in sezioni.parti:
                ultima = voce.codice
                parte = sezioni.parti[ultima] = _Parte("", in_attesa + html, bool(in_attesa))
                parte.titolo = sezioni.entro(letta["titolo"], Sezione, "titolo", ultima)
                in_attesa = ""
                continue
            testo = str(format_html("<h2>{}</h2>", letta["titolo"])) + html
            if letta["voce"] is not None and voce is None:
                rapporto.dubbio(f"Lo schema non prevede la parte «{letta['titolo']}».")
            if ultima is None:
                in_attesa += testo
            else:
                sezioni._aggiungi(ultima, testo)
        if in_attesa:
            sezioni._aggiungi(sezioni.voci[0].codice, in_attesa)
        return sezioni

    def entro(
        self, testo: str, modello: type[models.Model], colonna: str, codice: str | None = None
    ) -> str:
        """The text when its column holds it, else its beginning; then the whole goes, marked,
        into the part of that code."""
        campo: Any = modello._meta.get_field(colonna)
        massimo: int = campo.max_length
        if len(testo) <= massimo:
            return testo
        self.avanza(codice, testo)
        return testo[: massimo - 1] + "…"

    def avanza(self, codice: str | None, testo: str) -> None:
        """Text that found no place of its own: marked, in its section, and reported."""
        righe = format_html_join("", "<p>{}</p>", ((r,) for r in testo.split("\n") if r.strip()))
        if not righe:
            return
        if codice is None or all(v.codice != codice for v in self.voci):
            codice = next(reversed(self.parti), self.voci[0].codice)
        marcato = format_html('<blockquote class="non-riconosciuto">{}</blockquote>', righe)
        self._aggiungi(codice, str(marcato))
        self.rapporto.non_riconosciuti.append(testo)

    def scrivi(self, programma: Programma) -> None:
        """Save them over those that the programme was made with."""
        righe = {s.voce_id: s for s in programma.sezioni.all()}
        for voce in self.voci:
            sezione = righe[voce.pk]
            parte = self.parti.get(voce.codice)
            sezione.html = ""
            if parte is not None:
                sezione.titolo = parte.titolo or voce.titolo
                sezione.html = pulito(parte.html, voce.titolo) if parte.unita else parte.html
        Sezione.objects.bulk_update(righe.values(), ["titolo", "html"])

    def voce(self, codice: str | None) -> Voce | None:
        """The form's part that a lettura calls ``codice``: by that code, else by its kind."""
        per_codice = next((v for v in self.voci if v.codice == codice), None)
        if per_codice is not None or codice is None:
            return per_codice
        tipo = TIPO_DELLA_PARTE.get(codice, codice)
        return next((v for v in self.voci if v.tipo == tipo), None)

    def codice_di(self, tipo: TipoVoce) -> str | None:
        """The code of the form's part of this kind."""
        return next((v.codice for v in self.voci if v.tipo == tipo), None)

    def _aggiungi(self, codice: str, html: str) -> None:
        if codice not in self.parti:
            voce = next(v for v in self.voci if v.codice == codice)
            self.parti[codice] = _Parte(voce.titolo)
        self.parti[codice].html += html
        self.parti[codice].unita = True


def pulito(html: str, dove: str) -> str:
    """Rich text through the allow-list."""
    if not html:
        return ""
    try:
        return pulisci(html)
    except TestoNonAmmesso as errore:
        raise ImportazioneRifiutata(f"{dove}: {errore}") from errore
