"""Checks on the percentages and on how they fit their indicators."""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from azioni.percentuali.regola import con_articolo
from istruttoria.controlli.documento import Documento, vuoto
from istruttoria.controlli.esito import BLOCCA, Segnale
from istruttoria.controlli.quantita import concordano, conta, percento, radici
from istruttoria.controlli.registro import controllo

Riga = Mapping[str, Any]

CENTO = Decimal(100)
QUASI_CENTO = Decimal("99.5")  # 33,3% three times is 100 for everybody

_TETTO = re.compile(
    r"(?:massimo|max\.?|limite)\s+(?:di\s+|del\s+|a\s+)?(?:n\.?\s*)?(?P<n>\d{1,3})\s*(?P<p>%)?",
    re.I,
)
_NUMERO_DI = re.compile(
    r"\s*(?:il\s+)?(?:numero\s+(?:di|degli|delle|dei)|n(?:r\.?|\.?\s?[°º]|\.)(?:\s*(?:di|degli|delle|dei)\b)?)"
    r"\s*(?P<cosa>(?!di\b|degli\b)[^\W\d][^.,;(]+)",
    re.I,
)


def _percentuale(regola: Riga) -> Decimal | None:
    valore = regola.get("percentuale")
    return None if valore is None else Decimal(str(valore))


def _cifra(valore: Decimal | float | int) -> str:
    testo = f"{Decimal(str(valore)):f}"
    return (testo.rstrip("0").rstrip(".") if "." in testo else testo).replace(".", ",")


def _perc(articolo: str, valore: Decimal | float) -> str:
    return con_articolo(articolo, Decimal(str(valore)))


def _frase(riga: Riga) -> str:
    return f"«{(riga.get('testo') or '').strip().rstrip('.;')}»"


def _righe(azione: Riga, chiave: str) -> list[Riga]:
    return [r for r in azione.get(chiave) or [] if (r.get("testo") or "").strip()]


def _coppie(azione: Riga) -> list[tuple[Riga, Riga]]:
    """Each rule with its indicator: the one it names, else by place when they are as many."""
    tutti = azione.get("indicatori") or []
    indicatori, regole = _righe(azione, "indicatori"), _righe(azione, "regole")
    coppie = []
    for posto, regola in enumerate(regole):
        nominato = regola.get("indicatore")
        if regola.get("scala") is not None:
            continue
        if isinstance(nominato, int) and 0 <= nominato < len(tutti):
            coppie.append((tutti[nominato], regola))
        elif len(indicatori) == len(regole):
            coppie.append((indicatori[posto], regola))
    return coppie


@controllo("vamt_senza_percentuale", "Azione V.A.M.T. senza percentuale", BLOCCA)
def vamt_senza_percentuale(doc: Documento) -> Iterator[Segnale]:
    """The contribution follows from the percentages of the V.A.M.T. actions: one without cannot be
    valued, so a programme that asks for it is sent back."""
    for azione in doc.azioni:
        if doc.richiede_contributo and azione.get("vamt") and vuoto(azione, "percentuali"):
            yield Segnale(
                doc.posto(azione, "percentuali"),
                "È un'azione V.A.M.T. e incide sul contributo, ma non ha percentuali: scriverle.",
            )


@controllo("azione_senza_percentuale", "Azione senza percentuale")
def azione_senza_percentuale(doc: Documento) -> Iterator[Segnale]:
    """An action without percentage stays out of every result (2026: progettualità 7 and 8)."""
    for azione in doc.azioni:
        conta_per_il_contributo = doc.richiede_contributo and azione.get("vamt")
        if vuoto(azione, "percentuali") and not conta_per_il_contributo:
            yield Segnale(
                doc.posto(azione, "percentuali"),
                "L'azione non ha percentuali di valutazione: aggiungerle, o confermare che resta "
                "fuori dalla valutazione.",
            )


@controllo("percentuale_da_confermare", "Percentuale che si legge in più modi")
def percentuale_da_confermare(doc: Documento) -> Iterator[Segnale]:
    """A doubtful phrase is never settled by the system (2022: «34% convocazione…»; 2026: «50%
    della formazione…»)."""
    for azione in doc.azioni:
        for regola in _righe(azione, "regole"):
            if not regola.get("da_confermare") and regola.get("tipo") != "manuale":
                continue
            if regola.get("tipo") == "manuale":
                cosa = "Non dice come si misura: riscriverla, o confermare la valutazione a mano."
            else:
                dubbio = (regola.get("dubbio") or "Si può leggere in più modi").strip().rstrip(".")
                cosa = f"{dubbio}: scegliere la lettura giusta."
            yield Segnale(
                doc.posto(azione, "percentuali"),
                f"La percentuale {_frase(regola)} va confermata. {cosa}",
            )


@controllo("indicatori_percentuali_numero", "Indicatori e percentuali in numero diverso")
def indicatori_percentuali_numero(doc: Documento) -> Iterator[Segnale]:
    """Each indicator is measured by its percentage (2026: progettualità 3 and 4 have fewer)."""
    for azione in doc.azioni:
        indicatori, regole = _righe(azione, "indicatori"), _righe(azione, "regole")
        # The steps of one graduated scale measure one thing.
        misure = len({r.get("scala") for r in regole} - {None})
        misure += sum(1 for r in regole if r.get("scala") is None)
        if not indicatori or not regole or len(indicatori) == misure:
            continue
        chi = "indicatori senza percentuale" if len(indicatori) > misure else "percentuali in più"
        yield Segnale(
            doc.posto(azione, "percentuali"),
            f"Gli indicatori sono {len(indicatori)} e le percentuali {misure}: "
            f"ci sono {chi}. Abbinare a ogni indicatore la sua percentuale.",
        )


@controllo("unita_diverse", "Indicatore e percentuale contano cose diverse")
def unita_diverse(doc: Documento) -> Iterator[Segnale]:
    """«n. 4 comunicati» measured by «25% ogni mail»; an indicator that counts beside a percentage
    that counts nothing (2026: progettualità 5)."""
    for azione in doc.azioni:
        for indicatore, regola in _coppie(azione):
            if messaggio := _unita_diverse(indicatore, regola):
                yield Segnale(doc.posto(azione, "indicatori"), messaggio)


def _unita_diverse(indicatore: Riga, regola: Riga) -> str:
    testo, parole = indicatore.get("testo") or "", radici(regola.get("testo") or "")
    quantita = conta(testo)
    misurata = regola.get("tipo") in {"per_unita", "soglia"} and quantita and quantita.scritta
    if misurata and quantita and not concordano(quantita.radici, parole):
        return (
            f"L'indicatore {_frase(indicatore)} conta «{quantita.nome}», la percentuale "
            f"{_frase(regola)} conta altro: usare la stessa unità."
        )
    cosa = _NUMERO_DI.match(testo)
    if cosa and regola.get("tipo") == "si_no" and percento(testo) is None:
        return (
            f"L'indicatore chiede il numero di «{cosa['cosa'].strip()}», ma la percentuale "
            f"{_frase(regola)} non conta nulla: dire quanti ne servono."
        )
    return ""


@controllo("quantita_diverse", "Indicatore e percentuale in quantità diversa")
def quantita_diverse(doc: Documento) -> Iterator[Segnale]:
    """The indicator promises more than the percentage asks for, or another threshold or share."""
    for azione in doc.azioni:
        for indicatore, regola in _coppie(azione):
            if messaggio := _quantita_diverse(indicatore, regola):
                yield Segnale(doc.posto(azione, "percentuali"), messaggio)


def _quantita_diverse(indicatore: Riga, regola: Riga) -> str:
    testo, frase = indicatore.get("testo") or "", regola.get("testo") or ""
    if regola.get("tipo") == "quota":
        promessa, chiesta = percento(testo), regola.get("quota")
        if promessa is None or chiesta is None or Decimal(str(chiesta)) == Decimal(str(promessa)):
            return ""
        return (
            f"L'indicatore parla {_perc('del', promessa)} e la percentuale {_frase(regola)} "
            f"{_perc('del', chiesta)}: usare la stessa quota."
        )
    quantita = conta(testo)
    if not quantita or not quantita.scritta or not concordano(quantita.radici, radici(frase)):
        return ""
    percentuale = _percentuale(regola)
    if regola.get("tipo") == "per_unita" and percentuale and percentuale > 0:
        passo = max(1, int(regola.get("passo") or 1))
        bastano = int((CENTO / percentuale).to_integral_value(ROUND_CEILING)) * passo
        if bastano < quantita.numero:
            return (
                f"L'indicatore ne promette {quantita.numero}, ma con {_frase(regola)} ne "
                f"{'basta' if bastano == 1 else 'bastano'} {bastano} per il 100%: "
                "allineare i due numeri."
            )
    if regola.get("tipo") == "soglia" and regola.get("soglia") is not None:
        soglia = Decimal(str(regola["soglia"]))
        if soglia != quantita.numero and not _spiegata(frase, soglia, quantita.numero):
            return (
                f"L'indicatore dice {quantita.numero} e la percentuale {_frase(regola)} chiede "
                f"{_cifra(soglia)}: allineare i due numeri."
            )
    return ""


def _spiegata(frase: str, soglia: Decimal, totale: int) -> bool:
    """«≥12 ore (≥75% del monte ore)» of 16: the threshold is that share of the total."""
    quote = [
        Decimal(q.replace(",", ".")) for q in re.findall(r"(\d{1,3}(?:[.,]\d{1,4})?)\s?%", frase)
    ]
    return any((q * totale / CENTO).to_integral_value(ROUND_CEILING) == soglia for q in quote)


@controllo("cento_non_raggiungibile", "Il 100% non si può raggiungere")
def cento_non_raggiungibile(doc: Documento) -> Iterator[Segnale]:
    """Doing all that the action promises must give 100%: «n. 1 convenzione» at «20% ogni
    convenzione» gives 20, a ceiling of three at 25% gives 75, parts of 30 and 40 give 70. Parts
    that together make 100 are fine; a doubtful weight beside whole rules has its own check."""
    for azione in doc.azioni:
        posto = doc.posto(azione, "percentuali")
        indicatori = {id(regola): indicatore for indicatore, regola in _coppie(azione)}
        regole = _righe(azione, "regole")
        arrivi = [_arrivo(r, indicatori.get(id(r))) for r in regole if r.get("scala") is None]
        scale: dict[Any, Decimal] = {}
        for regola in regole:
            if (scala := regola.get("scala")) is not None:
                scale[scala] = max(scale.get(scala, Decimal(0)), _percentuale(regola) or CENTO)
        massimi = [a for a, _ in arrivi] + list(scale.values())
        if len(massimi) > 1 and max(massimi) < QUASI_CENTO:
            if (somma := sum(massimi, Decimal(0))) < QUASI_CENTO:
                yield Segnale(
                    posto,
                    f"Le percentuali dell'azione sommano {_cifra(somma)} e non 100: correggerle.",
                )
            continue
        for arrivo, messaggio in arrivi:
            if messaggio and arrivo < QUASI_CENTO:
                yield Segnale(posto, messaggio)


def _arrivo(regola: Riga, indicatore: Riga | None) -> tuple[Decimal, str]:
    """The most a rule can give when its indicator is met, and the words for when it is too little
    (none for a weight still to be confirmed: that doubt comes first)."""
    percentuale = _percentuale(regola)
    if percentuale is None:
        return CENTO, ""
    if regola.get("tipo") == "peso" and regola.get("da_confermare"):
        return percentuale, ""
    if regola.get("tipo") != "per_unita":
        return percentuale, f"Con {_frase(regola)} si arriva al più {_perc('al', percentuale)}."
    if (tetto := _tetto(regola, percentuale)) is not None:
        frase = (
            f"Con il massimo che indica, {_frase(regola)} arriva {_perc('al', tetto)} e non a 100."
        )
        return tetto, frase
    quantita = conta((indicatore or {}).get("testo") or "")
    if quantita is None or not concordano(quantita.radici, radici(regola.get("testo") or "")):
        return CENTO, ""
    volte = quantita.numero // max(1, int(regola.get("passo") or 1))
    totale = min(CENTO, percentuale * volte)
    giusta = (CENTO / max(1, volte)).quantize(Decimal(1), ROUND_CEILING)
    return totale, (
        f"L'indicatore prevede {quantita.numero} («{quantita.nome}») e con {_frase(regola)} si "
        f"arriva {_perc('al', totale)}: per il 100% servirebbe {_perc('il', giusta)} ogni volta, "
        "o un indicatore più alto."
    )


def _tetto(regola: Riga, percentuale: Decimal) -> Decimal | None:
    """A ceiling below 100 that the phrase itself sets."""
    if regola.get("massimo") is not None:
        return Decimal(str(regola["massimo"]))
    trovato = _TETTO.search(regola.get("testo") or "")
    if trovato is None:
        return None
    return Decimal(trovato["n"]) * (1 if trovato["p"] else percentuale)
