"""Cover, inner cover and pages of the determinazione: laid out here, worded elsewhere."""

import html
import re
from itertools import cycle
from typing import Any

from django.utils.safestring import SafeString

from documenti.pdf.caratteri import stampabile
from documenti.pdf.codice import disegna
from documenti.pdf.modelli import riempi
from documenti.pdf.ricco import blocchi
from documenti.pdf.testi import data_estesa, riga

SENZA_NUMERO = "dopo_firma"
"""How an act is numbered that is signed before it has a number: its pages leave room for it."""
_NUMERO_IN_TESTA = re.compile(r"\s*[0-9]+\s*[.)]\s*")
_LACUNA = re.compile(r"(\[manca: [^\]]*\])")
_MARCATURA = re.compile(r"</?[a-z][a-z0-9]*[ />]", re.I)
_TRATTINO_IN_TESTA = re.compile(r"\s*[-–•]\s+")


def pagine(
    atto: dict[str, Any], *, ente: dict[str, Any], distretto: dict[str, Any], anno: str
) -> list[SafeString]:
    """The pages in front of the programme; what is not known yet prints as a marked gap.

    An act that is signed without its number prints neither number nor date, nor a gap for them.
    """
    senza = atto.get("numerazione") == SENZA_NUMERO
    data = data_estesa(atto["data"]).upper() if atto.get("data") else ""
    comuni = {
        "ente": ente,
        "atto": atto,
        "nome": nome_su_righe(distretto),
        "anno": anno,
        "numero": "" if senza else valore(atto.get("numero"), "numero"),
        "data": "" if senza else valore(data, "data"),
    }
    premesse = [
        SafeString(pezzo)
        for premessa in atto.get("premesse") or []
        for pezzo in _premessa(premessa)
    ]
    return [
        riempi("copertina.html", **comuni, qr=_qr(atto)),
        riempi("retrocopertina.html", **comuni),
        riempi(
            "determinazione.html",
            **comuni,
            struttura=valore((atto.get("struttura") or "").upper(), "struttura"),
            oggetto=valore(atto.get("oggetto"), "oggetto"),
            premesse=premesse or [valore("", "premesse")],
            organo=valore(atto.get("organo"), "organo"),
            visti=[_senza(_TRATTINO_IN_TESTA, testo) for testo in atto.get("visti") or []],
            dispositivo=[_senza(_NUMERO_IN_TESTA, testo) for testo in atto.get("dispositivo") or []]
            or [valore("", "dispositivo")],
            allegati=[_allegato(n, testo) for n, testo in enumerate(atto.get("allegati") or [], 1)],
            formula=valore(
                atto.get("formula_firma") or ente.get("formula_firma"), "formula della firma"
            ),
            firmatario=valore(atto.get("firmatario"), "nome di chi firma"),
            nota=_riga(atto.get("nota_firma") or ""),
        ),
    ]


def _qr(atto: dict[str, Any]) -> SafeString | str:
    """The code that leads to the verification; nothing on an act without an address."""
    return disegna(atto["verifica"]) if atto.get("verifica") else ""


def nome_su_righe(distretto: dict[str, Any]) -> list[str]:
    """The district's name in capitals, its place on a line of its own."""
    nome, luogo = distretto.get("denominazione") or "", distretto.get("nome_breve") or ""
    if luogo and nome.lower().endswith(f" {luogo.lower()}"):
        return [nome[: -len(luogo)].strip().upper(), luogo.upper()]
    return [nome.upper()]


def valore(testo: object, nome: str) -> SafeString:
    """The text, or a gap that nobody can overlook."""
    return _riga(f"[manca: {nome}]" if testo in (None, "") else str(testo))


def _riga(testo: str) -> SafeString:
    """A line of text in which the gaps left by whoever composed it stand out."""
    pezzi = _LACUNA.split(testo)
    return SafeString(
        "".join(
            f'<span class="lacuna">{html.escape(pezzo)}</span>' if dispari else riga(pezzo)
            for pezzo, dispari in zip(pezzi, cycle((False, True)), strict=False)
        )
    )


def _premessa(premessa: str) -> list[str]:
    if _MARCATURA.search(premessa):
        return blocchi(premessa, livello=2)
    return [f"<p>{_riga(stampabile(premessa))}</p>"] if premessa.strip() else []


def _senza(segno: re.Pattern[str], testo: str) -> SafeString:
    return _riga(segno.sub("", testo, count=1))


def _allegato(numero: int, testo: str) -> SafeString:
    return _riga(testo if testo[:1].isdigit() else f"{numero:03d} {testo}")
