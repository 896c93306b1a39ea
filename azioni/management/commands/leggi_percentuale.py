"""Read percentage phrases from standard input, one cell a line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandParser

from azioni.enums import TipoRegola
from azioni.percentuali import RegolaLetta, leggi
from azioni.percentuali.regola import numero_italiano

COLONNE = ("Frase", "Lettura", "%", "Unità", "Obiettivo", "Soglia", "Quota", "Da confermare")
LARGHEZZA_FRASE = 60


class Command(BaseCommand):
    help = (
        "Legge frasi con percentuali dallo standard input, il testo di una cella per riga "
        "(la sequenza \\n sta per un a capo), e mostra come sono intese."
    )
    # Pure reading: works without a database.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="una lista JSON per riga, un oggetto per regola"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        for cella in celle(sys.stdin):
            regole = leggi(cella)
            if opzioni["json"]:
                voci = [regola.as_dict() for regola in regole]
                self.stdout.write(json.dumps(voci, ensure_ascii=False))
            else:
                self.stdout.write(tabella(cella, regole))


def celle(ingresso: TextIO) -> Iterator[str]:
    """The cells of a stream, broken UTF-8 included: only a line feed ends a line."""
    grezzo = getattr(ingresso, "buffer", None)
    if grezzo is not None:
        ingresso = io.TextIOWrapper(grezzo, encoding="utf-8", errors="replace", newline="\n")
    for riga in ingresso:
        yield riga.rstrip("\n").rstrip("\r").removeprefix("\ufeff").replace("\\n", "\n")


def tabella(cella: str, regole: list[RegolaLetta]) -> str:
    if not regole:
        return "(nessuna regola)\n"
    righe = [COLONNE, *(_riga(regola) for regola in regole)]
    larghezze = [max(len(riga[i]) for riga in righe) for i in range(len(COLONNE))]
    testo = [
        " | ".join(v.ljust(n) for v, n in zip(riga, larghezze, strict=True)).rstrip()
        for riga in righe
    ]
    testo.insert(1, "-+-".join("-" * n for n in larghezze))
    for numero, regola in enumerate(regole, 1):
        testo.append(f"  {numero}. {regola.spiegazione}")
        if regola.evidenze:
            testo.append(f"     Evidenze: {_una_riga(regola.evidenze)}")
        if regola.da_confermare:
            testo.append(f"     Da confermare: {regola.dubbio}")
            testo.extend(f"       - {altra['spiegazione']}" for altra in regola.alternative)
    return "\n".join(testo) + "\n"


def _riga(regola: RegolaLetta) -> tuple[str, ...]:
    frase = _una_riga(regola.testo)
    if len(frase) > LARGHEZZA_FRASE:
        frase = frase[: LARGHEZZA_FRASE - 1] + "…"
    numeri = (regola.percentuale, regola.soglia, regola.quota)
    percentuale, soglia, quota = ("" if n is None else numero_italiano(n) for n in numeri)
    if quota:
        quota = f"{quota}% di {regola.base}" if regola.base else f"{quota}%"
    obiettivo = "" if regola.obiettivo is None else str(regola.obiettivo)
    conferma = "sì" if regola.da_confermare else ""
    unita = regola.unita or ""
    return (
        frase,
        TipoRegola(regola.tipo).label,
        percentuale,
        unita,
        obiettivo,
        soglia,
        quota,
        conferma,
    )


def _una_riga(testo: str) -> str:
    return " ".join(testo.split())
