"""Administrative acts as one value: who adopted what, under which number, on which date.

Offices write the same act in many ways («n. 70 dd. 24.05.2022», «D.G.P. 1273/2022», «N. 5663 DI
DATA 28 MAGGIO 2026»). `leggi_atto` reads them, `Atto.stampa` writes them in one way, and what is
written so reads back as the same act.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from distretti.tempo import DataTrovata, leggi_data, spazi, stampa_data, trova_date

# Written form (a pattern) -> (tipo, organo that the form itself names).
TIPI: tuple[tuple[str, str, str], ...] = (
    (r"d\.?\s?g\.?\s?p", "deliberazione", "Giunta provinciale"),
    (r"d\.?\s?g\.?\s?r", "deliberazione", "Giunta regionale"),
    (r"d\.?\s?g\.?\s?c", "deliberazione", "Giunta comunale"),
    (r"d\.?\s?c\.?\s?c", "deliberazione", "Consiglio comunale"),
    (r"d\.?\s?p\.?\s?g\.?\s?p", "decreto", "Presidente della Giunta provinciale"),
    (r"d\.?\s?p\.?\s?p", "decreto", "Presidente della Provincia"),
    (r"d\.?\s?p\.?\s?c\.?\s?m", "decreto", "Presidente del Consiglio dei ministri"),
    (r"d\.?\s?p\.?\s?r", "decreto", "Presidente della Repubblica"),
    (r"d\.?\s?lgs|d\.?\s?leg\.?vo|decreto\s+legislativo", "decreto legislativo", ""),
    (r"d\.?\s?l|decreto[\s-]legge", "decreto-legge", ""),
    (r"l\.?\s?p|legge\s+provinciale", "legge provinciale", ""),
    (r"l\.?\s?r|legge\s+regionale", "legge regionale", ""),
    (r"legge|l(?=\.\s*(?:n\.?\s*)?\d{1,4}/(?:19|20)\d\d)", "legge", ""),
    (
        r"(?:verbale\s+di\s+)?(?:deliberazion[ei]|deliber[ae]|deliberaz|delib|del(?=\.))",
        "deliberazione",
        "",
    ),
    (r"determinazion[ei]|determin[ae]|determ|det", "determinazione", ""),
    (r"decreto|decr", "decreto", ""),
    (r"regolamento|reg", "regolamento", ""),
    (r"ordinanza", "ordinanza", ""),
    (r"verbale", "verbale", ""),
    (r"protocollo|prot", "protocollo", ""),
    (r"nota", "nota", ""),
)

# Written form (a pattern, matched at the start of what follows the tipo) -> canonical organo.
ORGANI: tuple[tuple[str, str], ...] = (
    (r"giunta\s+prov(?:inciale|\.le|\.)?|g\.?\s?p\.?", "Giunta provinciale"),
    (r"giunta\s+com(?:unale|\.le|\.)?|g\.?\s?c\.?", "Giunta comunale"),
    (r"giunta\s+reg(?:ionale|\.)?|g\.?\s?r\.?", "Giunta regionale"),
    (r"consiglio\s+com(?:unale|\.le|\.)?|c\.?\s?c\.?", "Consiglio comunale"),
    (r"consiglio\s+prov(?:inciale|\.)?", "Consiglio provinciale"),
    (
        r"consiglio\s+di\s+amministrazione|c\.?\s?d\.?\s?a\.?|cons(?:\.|iglio)\s+amm\w*\.?",
        "Consiglio di amministrazione",
    ),
    (r"presidente\s+della\s+giunta\s+provinciale", "Presidente della Giunta provinciale"),
    (r"presidente\s+della\s+provincia", "Presidente della Provincia"),
    (r"comitato\s+esecutivo", "Comitato esecutivo"),
    (r"conferenza\s+dei\s+sindaci", "Conferenza dei sindaci"),
    (r"giuntale", "Giunta"),
    (r"consiliare", "Consiglio"),
    (r"dirigenziale", "dirigente"),
    (r"sindacale", "sindaco"),
    (r"presidenziale", "Presidente"),
    (r"dirigente\s+generale", "dirigente generale"),
    (r"dirigente", "dirigente"),
    (r"direttrice", "direttrice"),
    (r"direttore", "direttore"),
    (r"segretari[oa]\s+comunale", "segretario comunale"),
    (r"sindac[oa]", "sindaco"),
    (r"presidente", "Presidente"),
    (r"giunta", "Giunta"),
    (r"consiglio", "Consiglio"),
    (r"assemblea", "Assemblea"),
)

_TIPO = re.compile(
    "|".join(
        rf"(?P<t{i}>(?<![\w.])(?:{forma})(?![^\W\d_]))\.?" for i, (forma, _, _) in enumerate(TIPI)
    ),
    re.I,
)
_ORGANI = tuple((re.compile(rf"(?:{forma})(?![\w'])", re.I), organo) for forma, organo in ORGANI)
_PREPOSIZIONE = re.compile(
    r"(?:assunta\s+|adottata\s+|approvata\s+)?(?:dalla|dallo|dal|dell?['’]|dall['’]|della|dello|"
    r"degli|delle|dei|del|di|de)(?:\s+|(?<=['’]))",
    re.I,
)
_SEGNO = r"(?:\b(?:n(?:[rou]m|r|o)?\b(?:\.\s?ro\b)?|numero\b)\s?(?:\.|[°º])?|\bn[°º])"
_NUMERATO = re.compile(
    _SEGNO + r"\s*(?P<numero>(?=[^\s,;()]{0,40}\d)[A-Za-z0-9](?:[\w./\-]{0,60}\w)?"
    r"(?:\s(?:bis|ter|quater)\b)?)",
    re.I,
)
_SENZA_SEGNO = re.compile(r"(?<![\w./\-])(?P<numero>\d(?:[\w./\-]{0,60}\w)?)")
_LEGAME = re.compile(
    r"[\s,;(]*(?:[-–]\s+)?(?:(?:(?:assunt|adottat|emess|approvat)[aoe]\s+)?(?:(?:di|in|alla)\s+data(?:\s+del)?|"
    r"data|d\.?\s?d\.?|del\s+giorno|il|del(?:l['’])?|dd\.?))?[\s.:]*",
    re.I,
)
_COLLEGATA = re.compile(r"(?:(?:di|in)\s+data|\bd\.?d\.?|\bdel(?:l['’])?|\bil)\s*$", re.I)
_BORDI = ' ,;:-–—()"“”«»'
_ORGANO_MASSIMO = 120


def _senza_bordi(testo: str) -> str:
    return spazi(testo).strip(_BORDI)


def organo_canonico(testo: str) -> str:
    """An organ's name without its preposition, known names in their usual writing."""
    nome = _senza_bordi(testo)
    while tolta := _PREPOSIZIONE.match(nome):
        nome = nome[tolta.end() :].strip(_BORDI)
    for forma, canonico in _ORGANI:
        if trovata := forma.match(nome):
            return canonico + nome[trovata.end() :]
    return nome


def _di(organo: str) -> str:
    """The organ with its articulated preposition: `della Giunta provinciale`, `del dirigente`."""
    prima = organo.split()[0].lower()
    if prima[0] in "aeiouàèéìòù":
        return f"dell'{organo}"
    if prima.endswith(("a", "tà", "zione", "sione")):
        return f"della {organo}"
    if re.match(r"s[^aeiouàèéìòù]|z|gn|ps", prima) and prima.islower() and len(prima) > 3:
        return f"dello {organo}"
    return f"del {organo}"


@dataclass(frozen=True, slots=True)
class Atto:
    """An act. `testo` keeps the words it was read from and does not count in comparisons."""

    tipo: str = ""
    organo: str = ""
    numero: str = ""
    data: date | None = None
    testo: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tipo", spazi(self.tipo).lower())
        object.__setattr__(self, "organo", organo_canonico(self.organo))
        object.__setattr__(self, "numero", spazi(self.numero))

    def __str__(self) -> str:
        return self.stampa()

    def __bool__(self) -> bool:
        return bool(self.numero or self.data)

    def stampa(self) -> str:
        """`deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022`."""
        pezzi = ["prot." if self.tipo == "protocollo" else self.tipo]
        if self.organo:
            pezzi.append(_di(self.organo) if self.tipo else self.organo)
        if self.numero:
            pezzi.append(f"n. {self.numero}")
        if self.data:
            giorno = stampa_data(self.data)
            pezzi.append(f"dell'{giorno}" if self.data.day in (8, 11) else f"del {giorno}")
        return " ".join(p for p in pezzi if p)

    def as_dict(self) -> dict[str, str | None]:
        """The act as the snapshot holds it: the date in ISO form, `testo` as it was written."""
        return {
            "tipo": self.tipo,
            "organo": self.organo,
            "numero": self.numero,
            "data": self.data.isoformat() if self.data else None,
            "testo": self.testo,
        }

    @classmethod
    def from_dict(cls, dati: dict[str, Any]) -> Self:
        giorno = dati.get("data")
        return cls(
            tipo=dati.get("tipo") or "",
            organo=dati.get("organo") or "",
            numero=dati.get("numero") or "",
            data=date.fromisoformat(giorno) if giorno else None,
            testo=dati.get("testo") or "",
        )


def _tipo_di(trovato: re.Match[str]) -> tuple[str, str]:
    indice = next(i for i in range(len(TIPI)) if trovato[f"t{i}"] is not None)
    return TIPI[indice][1], TIPI[indice][2]


def _data_in_testa(testo: str) -> DataTrovata | None:
    """The date a text begins with, after the words that introduce one."""
    legame = _LEGAME.match(testo)
    inizio = legame.end() if legame else 0
    return next((t for t in trova_date(testo) if t.inizio == inizio), None)


def _data_in_coda(testo: str) -> DataTrovata | None:
    trovate = trova_date(testo)
    if trovate and not testo[trovate[-1].fine :].strip(" ,;-"):
        return trovate[-1]
    return None


def _organo_in_testa(testo: str) -> str:
    """A known organ named right after the number («n. 5 della Giunta comunale»)."""
    inizio = re.match(r"[\s,]*(?:(?:della|del|dell['’]|la|il)\s*)?", testo, re.I)
    resto = testo[inizio.end() :] if inizio else testo
    return next((canonico for forma, canonico in _ORGANI if forma.match(resto)), "")


def _organo_da(testo: str, *, noto: bool) -> str:
    """The organ written between the tipo and the number; only a known one when `noto`."""
    nome = organo_canonico(testo)
    if noto or len(nome) > _ORGANO_MASSIMO:
        return nome if any(nome.startswith(c) for _, c in _ORGANI) else ""
    return nome


def _organo_e_data(
    coda: str, organo: str, giorno: DataTrovata | None
) -> tuple[str, DataTrovata | None]:
    """The organ in full and the date that closes it, where nothing else comes between them."""
    trovate = trova_date(coda)
    if giorno or not trovate:
        return organo, giorno
    tra = _COLLEGATA.sub("", coda[: trovate[0].inizio])
    if len(tra) > _ORGANO_MASSIMO or re.search(r"[,;:()]|\bn\.", tra) or _TIPO.search(tra):
        return organo, None
    return organo_canonico(tra), trovate[0]


def leggi_atto(testo: str) -> Atto | None:
    """The first act a text names, or None. A missing part stays empty; nothing is guessed."""
    pulito = spazi(testo)
    if trovato := _NUMERATO.search(pulito):
        return _da_numero(testo, pulito, trovato)
    return _numero_e_data(testo, pulito) or _senza_numerazione(testo, pulito)


_SOLO_NUMERO_E_DATA = re.compile(
    r"(?P<numero>\d{1,6}(?:[/\-]\w{1,4})?)\s+(?:del(?:l['’])?|di\s+data|d\.?\s?d\.?)\s*(?=\d)", re.I
)


def _numero_e_data(testo: str, pulito: str) -> Atto | None:
    """«70 dd. 24.05.2022», where a form asks for an act: a number and a date, nothing else."""
    trovato = _SOLO_NUMERO_E_DATA.match(pulito)
    giorno = leggi_data(pulito[trovato.end() :]) if trovato else None
    return Atto("", "", trovato["numero"], giorno, testo) if trovato and giorno else None


def _da_numero(testo: str, pulito: str, trovato: re.Match[str]) -> Atto:
    """An act whose number follows «n.»: tipo, organo and perhaps the date stand before it."""
    testa, coda = pulito[: trovato.start()], pulito[trovato.end() :]
    prima = _data_in_coda(testa)
    if prima:
        testa = _COLLEGATA.sub("", testa[: prima.inizio])
    tipi = list(_TIPO.finditer(testa))
    tipo, organo = _tipo_di(tipi[-1]) if tipi else ("", "")
    resto = testa[tipi[-1].end() :] if tipi else testa
    organo = organo or _organo_da(resto, noto=not tipi)
    dopo = _data_in_testa(coda)
    giorno = dopo or prima
    if dopo and not organo:
        organo = _organo_in_testa(coda[dopo.fine :])
    elif not dopo and not organo and (organo := _organo_in_testa(coda)):
        # «n. 5 del Dirigente del Servizio X dd. 1.2.2020»: the organ, then the date.
        organo, giorno = _organo_e_data(coda, organo, giorno)
    return Atto(tipo, organo, trovato["numero"], giorno.data if giorno else None, testo)


def _senza_numerazione(testo: str, pulito: str) -> Atto | None:
    """«D.G.P. 1273/2022», «prot. 366010», «delibera 65 del 3 maggio 2026», or tipo and date."""
    tipo_trovato = _TIPO.search(pulito)
    if tipo_trovato is None:
        return None
    tipo, organo = _tipo_di(tipo_trovato)
    resto = pulito[tipo_trovato.end() :]
    date_nel_resto = trova_date(resto)
    numero = next(
        (
            n
            for n in _SENZA_SEGNO.finditer(resto)
            if not any(d.inizio <= n.start() < d.fine for d in date_nel_resto)
        ),
        None,
    )
    prima_data = date_nel_resto[0] if date_nel_resto else None
    if numero and (prima_data is None or numero.start() < prima_data.inizio):
        dopo = _data_in_testa(resto[numero.end() :])
        giorno = dopo or _data_in_coda(pulito[: tipo_trovato.start()])
        organo = organo or _organo_da(resto[: numero.start()], noto=False)
        return Atto(tipo, organo, numero["numero"], giorno.data if giorno else None, testo)
    if prima_data is None:
        return None
    organo = organo or _organo_da(_COLLEGATA.sub("", resto[: prima_data.inizio]), noto=True)
    return Atto(tipo, organo, "", prima_data.data, testo)
