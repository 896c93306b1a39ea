"""How one phrase is read: kind, parameters, and what must be confirmed with which alternatives.

A doubtful phrase is never decided silently: the likelier reading stands first, marked, and the
others are offered beside it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from azioni.percentuali import elementi, lessico
from azioni.percentuali.distributive import alternativa_per_unita, organizzazioni, per_unita
from azioni.percentuali.divisione import Pezzo, dividi
from azioni.percentuali.dubbi import forse, in_dubbio, manuale, p_cento, si_no_o_peso
from azioni.percentuali.elementi import DURATA, Conteggio, Ogni, Parte
from azioni.percentuali.frase import FASCIA, Frase, numeri_rimasti, prepara, senza
from azioni.percentuali.nomi import PAROLA, base_di, nome, participio
from azioni.percentuali.numeri import COLLETTIVI, frazione, percento, quantita
from azioni.percentuali.regola import (
    CENTO,
    MANUALE,
    PESO,
    QUOTA,
    SI_NO,
    SOGLIA,
    RegolaLetta,
    numero_italiano,
)
from azioni.percentuali.scale import segna_scale
from azioni.percentuali.schemi import NUM

_A_VOCE: Final = re.compile(
    r"\bproporzion\w*|\bin base (?:a|al|alla|alle|ai|agli|all')|\ba seconda d|\bin rapporto a|"
    r"\bin percentuale\b|\ba discrezione|\b(?:a|secondo il|su) giudizio d|"
    r"\bda (?:definire|concordare|stabilire)|"
    r"\bvalutazione (?:del|della|dell')(?! )"
)
# "l00%", "1OO%", "1e5%": letters among the digits. "4x25%" multiplies.
_MAL_SCRITTA: Final = re.compile(
    r"(?<![^\W_])(?:[0-9]{1,3}(?![xX])[^\W\d_]{1,2}[0-9]{0,3}|[lIO]{1,2}[0-9]{1,2})\s?%"
)
_OGNI_PARTE: Final = re.compile(
    r"\b(?:ogni|ciascun)\s(?:ulteriore\s)?[0-9]{1,3}(?:[.,][0-9]+)?\s?%"
)
_VARIAZIONE: Final = re.compile(r"\b(?:aument|increment|cresc|ridu|diminu|cal[oi]\b)")
_CADENZA: Final = re.compile(
    r"\s?(?:al|a|alla|per|ogni)\s(?:mese|settimana|trimestre|bimestre|quadrimestre|semestre|giorno)\b"
)
_UNO_PER_PERIODO: Final = re.compile(
    r"(?<![^\W\d_])(?:un'|(?:una|uno|un)\s)\s?(?:[^\W\d_]+\s){1,3}"
    r"(?:al|a|alla|per|ogni)\s(?:mese|settimana|trimestre|bimestre|quadrimestre|semestre)\b"
)
_CIRCA: Final = re.compile(
    r"\b(?:circa|all'incirca|intorno a|approssimativ\w*|un[ao]? "
    rf"(?:{'|'.join(COLLETTIVI)}) di)(?![^\W\d_])"
)
# "la relazione che descriva il 100% degli incontri": the share is part of what is written there.
_NEL_DOCUMENTO: Final = re.compile(
    r"\b(?:relazione|report|documento|elenco|verbale|mappa|scheda|guida)\b[^.;]{0,60}"
    r"\b(?:che|contenent\w|riportant\w)\b"
)
_UNO_SU: Final = re.compile(
    r"(?<![^\W\d_])(?:un'|(?:una|uno|un|1)\s)\s?"
    rf"(?P<chi>{'|'.join(sorted(lessico.DESTINATARI & lessico.CONTABILI))})\ssu\s"
    rf"(?P<su>{NUM})(?!\s?%)"
)
_MAGGIORANZA: Final = re.compile(r"\bla maggioranza (?P<di>(?:della|delle|degli|del|dei|dell')\s?)")
_PARTITIVO_IN_TESTA: Final = re.compile(
    r"[\s:=]{0,4}(?:(?:dello|della|delle|degli|del|dei|di)(?![^\W\d_])|dell')\s?(?!punteggio|valore)"
)
_ALTRO_PUNTEGGIO: Final = re.compile(
    r"(?P<q>[0-9]{1,3}(?:[.,][0-9]{1,4})?)\s?%\s?"
    rf"(?:(?:per\s)?(?:ogni|ciascun[oa]?)\s|(?:per|ad?)\s(?=(?:{'|'.join(sorted(lessico.CONTABILI))})\b))"
)
_TUTTI: Final = re.compile(
    r"\btutt[ie]\s(?:gli|le|i)\s(?:" + "|".join(sorted(lessico.DESTINATARI)) + r")\b"
)
_UNA_COSA: Final = re.compile(r"(?<![^\W\d_])(?:un'|una|uno|un|almeno)(?![^\W\d_])")
_ALTRA_COSA: Final = re.compile(
    rf"^[^.;]{{0,60}}?\s(?:e|ed|più|o|oppure)\s(?:(?:almeno|per|di|con)\s)?(?:un'|una\s|uno\s|un\s|{NUM}\s)"
)


def leggi(testo_cella: str) -> list[RegolaLetta]:
    """The rules of a cell in order; [] for an empty one. Never raises."""
    regole: list[RegolaLetta] = []
    for pezzo in dividi(testo_cella):
        regola = leggi_frase(testo_cella[pezzo.inizio : pezzo.fine])
        regola = regola.con(marcatore=pezzo.marcatore, evidenze=_evidenze(testo_cella, pezzo))
        if pezzo.ordinale_dubbio:
            regola = in_dubbio(regola, "Il numero d'ordine è attaccato alla percentuale.")
        regole.append(regola)
    return segna_scale(regole)


def _evidenze(testo: str, pezzo: Pezzo) -> str:
    return "\n".join(testo[da:a] for da, a in pezzo.evidenze)


def leggi_frase(testo: str) -> RegolaLetta:
    """One phrase, already cut out of its cell."""
    f = prepara(testo)
    vuota = RegolaLetta(testo=testo, percentuale=f.percentuale)
    if f.scritta and (f.percentuale is None or f.percentuale > CENTO):
        return manuale(vuota.con(percentuale=None), "La percentuale non sta fra 0 e 100.")
    if _MAL_SCRITTA.search(f.originale):
        return manuale(vuota.con(percentuale=None), "La percentuale è scritta male.")
    if f.multipla:
        return manuale(vuota, "Nella frase ci sono più percentuali che si contendono il punteggio.")
    if f.estremi:
        return manuale(vuota.con(percentuale=None), "La percentuale è scritta come intervallo.")
    if FASCIA.search(f.testo):
        return manuale(vuota, "La frase dà una fascia di valori, non un numero.")
    if _OGNI_PARTE.search(f.testo):
        return manuale(vuota, "Il punteggio cresce con una parte del totale.")
    if _A_VOCE.search(f.testo):
        return manuale(vuota, "La frase lascia il punteggio a una valutazione.")
    return _per_elementi(f, vuota)


def _per_elementi(f: Frase, regola: RegolaLetta) -> RegolaLetta:
    tetti = elementi.tetti(f)
    ogni = elementi.ogni(senza(f, [(t.inizio, t.fine) for t in tetti]))
    principale = ogni[0] if ogni else None
    if principale is not None and f.scritta and not _solo_qualifica(f, principale):
        return per_unita(f, regola, principale, ogni, tetti)
    if any(t.unita is not None or (t.percentuale or CENTO) < CENTO for t in tetti):
        return manuale(regola, "La frase mette un limite a ciò che si conta.")
    totali = [t for t in elementi.totali(f) if t.percentuale is not None]
    f = senza(f, [(t.inizio, t.fine) for t in (*tetti, *totali)])
    parti = elementi.quote(f)
    f2 = senza(f, [(p.inizio, p.fine) for p in parti])
    misure = elementi.misure(f2)
    letta = _non_distributiva(f, regola, parti, misure, principale)
    usati = [(m.inizio, m.fine) for m in misure]
    if m := _ALTRO_PUNTEGGIO.search(f.testo):
        return _con_altro_punteggio(f, letta, m)
    if not letta.da_confermare and numeri_rimasti(f2.testo, usati):
        letta = in_dubbio(letta, "Nella frase c'è un numero che non è stato usato.")
    return letta


def _con_altro_punteggio(f: Frase, letta: RegolaLetta, m: re.Match[str]) -> RegolaLetta:
    """ "100% per la newsletter (25% per ogni numero)": how the whole is reached."""
    q = percento(m["q"])
    if q is None or not 0 < q <= CENTO:
        return in_dubbio(letta, "La frase contiene un secondo punteggio.")
    unita, _ = nome(f.testo, m.end())
    base = letta.con(quota=None, base=None, soglia=None, percentuale=q)
    distributiva = alternativa_per_unita(f, base, unita or "unità")
    motivo = "La frase dice sia il totale sia quanto vale ciascuno."
    if letta.tipo == QUOTA and not letta.base:
        letta = base.con(tipo=SI_NO, percentuale=letta.percentuale, alternative=())
    return forse(distributiva, [motivo], [letta])


def _solo_qualifica(f: Frase, ogni: Ogni) -> bool:
    """ "100% per una mail ad ogni aderente": every member is part of the one thing to do."""
    if ogni.in_testa:
        return False
    if ogni.destinatario or ogni.tra_parentesi:
        return True
    prima = f.testo[: ogni.inizio]
    return f.percentuale == CENTO and bool(_UNA_COSA.search(prima[-200:]))


def _non_distributiva(
    f: Frase, regola: RegolaLetta, parti: list[Parte], misure: list[Conteggio], ogni: Ogni | None
) -> RegolaLetta:
    dubbi: list[str] = []
    altre: list[RegolaLetta] = []
    if not f.scritta:
        regola = regola.con(percentuale=CENTO)
        dubbi.append("La frase non dice quale percentuale attribuire.")
        if not parti and not misure:
            return manuale(regola.con(percentuale=None), dubbi[0])
    q = regola.percentuale
    assert q is not None
    if q == 0:
        return manuale(regola, "Una percentuale di 0 non dà punteggio da sola.")
    if ogni is not None:
        dubbi.append(f"«{ogni.unita}» può essere ciò che si conta.")
        altre.append(alternativa_per_unita(f, regola, ogni.unita))
    soglie = [m for m in misure if not m.qualifica]
    if any(m.op == "le" for m in soglie) or any(p.op == "le" for p in parti):
        return manuale(regola, "La frase chiede di restare sotto un limite.")
    if (m := _UNO_SU.search(f.testo)) and (uno := _uno_su(regola, m)):
        return uno
    if parti and not (soglie and parti[0].tra_parentesi):
        return _quota(f, regola, parti, soglie, dubbi, altre)
    if soglie:
        return _soglia(f, regola, soglie, parti, dubbi, altre)
    if m := _MAGGIORANZA.search(f.testo):
        base = base_di(f, m.end("di"))
        letta = regola.con(tipo=QUOTA, quota=Decimal(50), base=base, stretta=True)
        return forse(
            letta, ["«Maggioranza» è letta come più della metà."], [regola.con(tipo=SI_NO)]
        )
    return _cosa(f, regola, misure, dubbi, altre)


def _uno_su(regola: RegolaLetta, m: re.Match[str]) -> RegolaLetta | None:
    """ "un aderente su due": half of them, not one of two."""
    su = quantita(m["su"])
    if su is None or not 1 < su <= CENTO or su != su.to_integral_value():
        return None
    quota = frazione(f"1/{int(su)}")
    base = lessico.PLURALE.get(m["chi"], m["chi"])
    motivo = f"«{m.group().strip()}» è letto come una parte del totale."
    altra = regola.con(tipo=SOGLIA, soglia=Decimal(1), unita=m["chi"])
    return forse(regola.con(tipo=QUOTA, quota=quota, base=base), [motivo], [altra])


def _cosa(
    f: Frase,
    regola: RegolaLetta,
    qualifiche: list[Conteggio],
    dubbi: list[str],
    altre: list[RegolaLetta],
) -> RegolaLetta:
    """No "ogni", no threshold, no share: something done or not, or a part of the whole."""
    q = regola.percentuale or CENTO
    if not re.search(r"[^\W\d_]", f.testo):
        dubbi.append("C'è la percentuale ma non che cosa fare.")
        return forse(regola.con(tipo=MANUALE), dubbi, [regola.con(tipo=si_no_o_peso(q))])
    if m := _PARTITIVO_IN_TESTA.match(f.testo, f.dopo):
        base = base_di(f, m.end())
        quota = regola.con(tipo=QUOTA, percentuale=CENTO, quota=q, base=base or None)
        motivo = f"Può essere la parte da raggiungere (poi 100%) o un peso ({p_cento(q)})."
        return forse(quota, [*dubbi, motivo], [regola.con(tipo=si_no_o_peso(q)), *altre])
    for misura in qualifiche:
        if misura.op != "bare" or misura.unita.split(" ")[0] not in lessico.QUALITA | DURATA:
            dubbi.append(
                f"«{numero_italiano(misura.valore)} {misura.unita}» può essere una soglia."
            )
            altre.append(_con_soglia(f, regola, misura))
    if _UNO_PER_PERIODO.search(f.testo):
        dubbi.append("È una cadenza: il numero richiesto nell'anno non è scritto.")
        altre.append(regola.con(tipo=MANUALE))
    if q < CENTO:
        dubbi.append("È sotto 100 e non dice «ogni»: può essere un peso o valere per ciascuno.")
        altre.append(alternativa_per_unita(f, regola, che_cosa(f)))
        return forse(regola.con(tipo=PESO), dubbi, altre)
    return forse(regola.con(tipo=SI_NO), dubbi, altre)


def che_cosa(f: Frase) -> str:
    """The thing a weight might be counted in: a plural of the phrase, else its first noun."""
    parole: list[str] = PAROLA.findall(f.testo[f.dopo : f.dopo + 300])
    parole = parole or PAROLA.findall(f.testo[:300])
    for parola in parole:
        if parola in lessico.CONTABILI_PLURALI and parola not in lessico.CONTABILI:
            return lessico.SINGOLARE[parola]
    for parola in parole:
        if parola in lessico.CONTABILI:
            return parola
    for parola in parole:
        if parola not in lessico.FERMA | lessico.VERBI and not participio(parola):
            return parola
    return "unità"


def _con_soglia(f: Frase, regola: RegolaLetta, misura: Conteggio) -> RegolaLetta:
    """``soglia`` reading; "più di 3 incontri" is 4, "più di 3 ore" stays strict."""
    valore, stretta = misura.valore, misura.op == "gt"
    unita = misura.unita
    if stretta and unita.split(" ")[0] not in lessico.TEMPO | {"ora", "ore", "euro", "€"}:
        valore, stretta = valore.to_integral_value(rounding="ROUND_FLOOR") + 1, False
    return regola.con(
        tipo=SOGLIA, soglia=valore, unita=unita or None, stretta=stretta,
        **organizzazioni(f, unita),
    )  # fmt: skip


def _soglia(
    f: Frase,
    regola: RegolaLetta,
    soglie: list[Conteggio],
    parti: list[Parte],
    dubbi: list[str],
    altre: list[RegolaLetta],
) -> RegolaLetta:
    prima = soglie[0]
    letta = _con_soglia(f, regola, prima)
    if parti and parti[0].quota <= CENTO:
        letta = letta.con(quota=parti[0].quota, base=parti[0].base or None)
    q = regola.percentuale or CENTO
    seguito = f.testo[prima.fine :]
    if len(soglie) > 1 or _ALTRA_COSA.match(seguito):
        dubbi.append("La frase chiede più di una cosa con un numero.")
        altre += [_con_soglia(f, regola, m) for m in soglie[1:4]]
        altre.append(regola.con(tipo=si_no_o_peso(q)))
    if _CADENZA.match(seguito):
        dubbi.append("Il numero vale per periodo, non per l'anno.")
        altre.append(regola.con(tipo=MANUALE))
    if _TUTTI.search(f.testo[: prima.inizio]):
        dubbi.append("Il numero può valere per ciascuno di tutti.")
        altre.append(regola.con(tipo=si_no_o_peso(q)))
    una = prima.valore == 1 and q < CENTO
    if prima.op == "bare" and (una or (q < CENTO and CENTO - 1 <= q * prima.valore < CENTO + q)):
        dubbi.append(
            f"Può valere {p_cento(q)} per ciascuno, oppure {p_cento(q)} quando ci sono tutti."
        )
        altre.append(alternativa_per_unita(f, regola, prima.unita or "unità"))
    if _CIRCA.search(f.testo[max(0, prima.inizio - 20) : prima.fine + 8]):
        dubbi.append("Il numero è approssimato.")
        altre.append(regola.con(tipo=MANUALE))
    if not prima.unita:
        dubbi.append("Non è detto che cosa si conta.")
        altre.append(regola.con(tipo=MANUALE))
    if prima.valore == 0:
        return manuale(regola, "Una soglia di 0 è sempre raggiunta.")
    return forse(letta, dubbi, altre)


def _quota(
    f: Frase,
    regola: RegolaLetta,
    parti: list[Parte],
    soglie: list[Conteggio],
    dubbi: list[str],
    altre: list[RegolaLetta],
) -> RegolaLetta:
    prima = parti[0]
    if prima.quota > CENTO:
        return manuale(regola, "La parte da raggiungere non sta fra 0 e 100.")
    letta = regola.con(
        tipo=QUOTA, quota=prima.quota, base=prima.base or None, stretta=prima.op == "gt"
    )
    if _VARIAZIONE.search(f.testo):
        dubbi.append("È una variazione, non una parte del totale.")
        altre.append(regola.con(tipo=MANUALE))
    if _NEL_DOCUMENTO.search(f.testo[: prima.inizio]):
        dubbi.append("La parte del totale può essere solo ciò che il documento descrive.")
        altre.append(regola.con(tipo=si_no_o_peso(regola.percentuale or CENTO)))
    if not prima.base:
        dubbi.append("Non è detto di che cosa è la parte da raggiungere.")
        altre.append(regola.con(tipo=si_no_o_peso(regola.percentuale or CENTO)))
    if len(parti) > 1 and not parti[1].tra_parentesi:
        dubbi.append("La frase contiene più di una parte da raggiungere.")
        altre += [
            regola.con(tipo=QUOTA, quota=p.quota, base=p.base or None) for p in parti[1:4]
            if p.quota <= CENTO
        ]  # fmt: skip
    if soglie and not prima.tra_parentesi:
        dubbi.append("La frase chiede sia un numero sia una parte del totale.")
        altre += [_con_soglia(f, regola, m) for m in soglie[:2]]
    return forse(letta, dubbi, altre)
