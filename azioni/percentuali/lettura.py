"""How one phrase is read: kind, parameters, and what must be confirmed with which alternatives.

A doubtful phrase is never decided silently: the likelier reading stands first, marked, and the
others are offered beside it.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from azioni.percentuali import elementi, lessico
from azioni.percentuali.divisione import Pezzo, dividi
from azioni.percentuali.elementi import Frase, Misura, Ogni, Parte
from azioni.percentuali.regola import (
    CENTO,
    MANUALE,
    PER_UNITA,
    PESO,
    QUOTA,
    SI_NO,
    SOGLIA,
    RegolaLetta,
    descrivi,
    numero_italiano,
)

_A_VOCE: Final = re.compile(
    r"\bproporzion\w*|\bin base (?:a|al|alla|alle|ai|agli|all')|\ba seconda d|\bin rapporto a|"
    r"\bin percentuale\b|\bpercentuale di\b|\ba discrezione|\bda (?:definire|concordare|stabilire)|"
    r"\bvalutazione (?:del|della|dell')(?! )"
)
_CADENZA: Final = re.compile(
    r"\s?(?:al|a|alla|per|ogni)\s(?:mese|settimana|trimestre|bimestre|quadrimestre|semestre|giorno)\b"
)
_SUCCESSIVI: Final = re.compile(
    r"\b(?:ulterior[ei]|aggiuntiv[oaie]|successiv[oaie]|in più|oltre (?:il|al|la|alla) prim[oa]|a partire dal|"
    r"dopo (?:il|la) prim[oa]|dal (?:second|terz)o|dalla (?:second|terz)a|altr[oa])\b"
)
_MAGGIORANZA: Final = re.compile(r"\bla maggioranza (?P<di>(?:della|delle|degli|del|dei|dell')\s?)")
_PARTITIVO_IN_TESTA: Final = re.compile(
    r"[\s:=]{0,4}(?:(?:dello|della|delle|degli|del|dei|di)(?![^\W\d_])|dell')\s?(?!punteggio|valore)"
)
_UNA_COSA: Final = re.compile(r"(?<![^\W\d_])(?:un'|una|uno|un|almeno)(?![^\W\d_])")
_ALTRA_COSA: Final = re.compile(
    rf"^[^.;]{{0,60}}?\s(?:e|ed|più|o|oppure)\s(?:(?:almeno|per|di|con)\s)?(?:un'|una\s|uno\s|un\s|{elementi._NUM}\s)"
)
TERZI: Final = (3, 6, 7, 9, 11, 12)


def leggi(testo_cella: str) -> list[RegolaLetta]:
    """The rules of a cell in order; [] for an empty one. Never raises."""
    regole: list[RegolaLetta] = []
    for pezzo in dividi(testo_cella):
        regola = leggi_frase(testo_cella[pezzo.inizio : pezzo.fine])
        regola = regola.con(marcatore=pezzo.marcatore, evidenze=_evidenze(testo_cella, pezzo))
        if pezzo.ordinale_dubbio:
            regola = _in_dubbio(regola, "Il numero d'ordine è attaccato alla percentuale.")
        regole.append(regola)
    return _scale(regole)


def _evidenze(testo: str, pezzo: Pezzo) -> str:
    return "\n".join(testo[da:a] for da, a in pezzo.evidenze)


def leggi_frase(testo: str) -> RegolaLetta:
    """One phrase, already cut out of its cell."""
    f = elementi.frase(testo)
    vuota = RegolaLetta(testo=testo, percentuale=f.percentuale)
    if f.scritta and (f.percentuale is None or f.percentuale > CENTO):
        return _manuale(vuota.con(percentuale=None), "La percentuale non sta fra 0 e 100.")
    if f.multipla:
        return _manuale(
            vuota, "Nella frase ci sono più percentuali che si contendono il punteggio."
        )
    if f.estremi:
        return _manuale(vuota, "La percentuale è scritta come intervallo.")
    if _A_VOCE.search(f.testo):
        return _manuale(vuota, "La frase lascia il punteggio a una valutazione.")
    return _per_elementi(f, vuota)


def _per_elementi(f: Frase, regola: RegolaLetta) -> RegolaLetta:
    tetti = elementi.tetti(f)
    ogni = elementi.ogni(elementi.senza(f, [(t.inizio, t.fine) for t in tetti]))
    principale = ogni[0] if ogni else None
    if principale is not None and f.scritta and not _solo_qualifica(f, principale):
        return _per_unita(f, regola, principale, ogni, tetti)
    f2 = f
    parti = [p for p in elementi.quote(f) if p.fine > p.inizio]
    f2 = elementi.senza(f, [(p.inizio, p.fine) for p in parti])
    misure = elementi.misure(f2)
    letta = _non_distributiva(f, regola, parti, misure, principale)
    usati = [(m.inizio, m.fine) for m in misure]
    if not letta.da_confermare and elementi.numeri_rimasti(f2.testo, usati):
        letta = _in_dubbio(letta, "Nella frase c'è un numero che non è stato usato.")
    return letta


def _solo_qualifica(f: Frase, ogni: Ogni) -> bool:
    """ "100% per una mail ad ogni aderente": every member is part of the one thing to do."""
    if ogni.in_testa:
        return False
    if ogni.destinatario or ogni.tra_parentesi:
        return True
    prima = f.testo[: ogni.inizio]
    return f.percentuale == CENTO and bool(_UNA_COSA.search(prima[-200:]))


# -- per_unita ----------------------------------------------------------------------------------


def _per_unita(
    f: Frase, regola: RegolaLetta, ogni: Ogni, tutti: list[Ogni], tetti: list[elementi.Tetto]
) -> RegolaLetta:
    q = regola.percentuale
    if q is None or q == 0:
        return _manuale(regola, "Una percentuale di 0 per ogni unità non dà punteggio.")
    dubbi: list[str] = []
    massimo = _massimo(q, ogni.passo, tetti, dubbi)
    obiettivo = _obiettivo(q, ogni.passo, massimo)
    letta = regola.con(
        tipo=PER_UNITA, unita=ogni.unita, passo=ogni.passo, massimo=massimo, obiettivo=obiettivo,
        **_organizzazioni(f, ogni.unita),
    )  # fmt: skip
    altre: list[RegolaLetta] = []
    previsti = _previsti(f, ogni, tetti)
    if previsti is not None and previsti != obiettivo and massimo is None:
        if _quasi_cento(q, previsti):
            letta = letta.con(obiettivo=previsti)
            dubbi.append(f"{previsti} volte {_p(q)} non fanno esattamente 100%.")
            altre.append(letta.con(obiettivo=obiettivo))
        else:
            dubbi.append(f"Il numero scritto ({previsti}) non è quello che porta al 100%.")
            altre.append(letta.con(obiettivo=previsti, massimo=min(CENTO, q * previsti)))
    elif previsti is None and massimo is None and (n := _terzi(q)) is not None:
        dubbi.append(f"{_p(q)} sta forse per 1/{n}: con {n} si arriva solo a {_p(q * n)}.")
        altre.append(letta.con(obiettivo=n * ogni.passo))
    if q == CENTO and not ogni.in_testa:
        dubbi.append("Può bastarne uno, oppure servono tutti.")
        altre.append(regola.con(tipo=SI_NO))
    if _SUCCESSIVI.search(f.testo):
        dubbi.append("Si conta solo da un certo punto in poi.")
        altre.append(regola.con(tipo=MANUALE))
    if len(tutti) > 1 and not tutti[1].tra_parentesi and tutti[1].unita != ogni.unita:
        dubbi.append(f"Si contano «{ogni.unita}» o «{tutti[1].unita}».")
        altre.append(letta.con(unita=tutti[1].unita, **_organizzazioni(f, tutti[1].unita)))
    if _bare(f, ogni) and q > 50 and q < CENTO:
        dubbi.append("Può essere il peso di una cosa sola.")
        altre.append(regola.con(tipo=PESO))
    if ogni.passo > 1 and ogni.unita.split(" ")[0] in lessico.TEMPO:
        dubbi.append("Può essere una cadenza e non un conteggio.")
        altre.append(regola.con(tipo=MANUALE))
    if not ogni.unita:
        dubbi.append("Non è detto che cosa si conta.")
        altre.append(regola.con(tipo=MANUALE))
    return _forse(letta, dubbi, altre)


def _bare(f: Frase, ogni: Ogni) -> bool:
    return not re.search(r"ogni|ciascun|cadaun|cad\b|singol", f.testo)


def _massimo(
    q: Decimal, passo: int, tetti: list[elementi.Tetto], dubbi: list[str]
) -> Decimal | None:
    """The ceiling a phrase sets, when it stops below 100."""
    for tetto in tetti[:1]:
        if tetto.percentuale is not None:
            if tetto.percentuale > CENTO or tetto.percentuale < q:
                dubbi.append("Il massimo scritto non è compatibile con la percentuale.")
                return None
            return tetto.percentuale if tetto.percentuale < CENTO else None
        if tetto.unita is not None and tetto.unita >= passo:
            raggiunto = q * int(tetto.unita // passo)
            return raggiunto if raggiunto < CENTO else None
    return None


def _obiettivo(q: Decimal, passo: int, massimo: Decimal | None) -> int:
    arrivo = massimo if massimo is not None else CENTO
    return int((arrivo / q).to_integral_value(rounding=ROUND_CEILING)) * passo


def _previsti(f: Frase, ogni: Ogni, tetti: list[elementi.Tetto]) -> int | None:
    """How many units the phrase itself foresees: "ciascuno dei 4", "(4 incontri)", "totale 4"."""
    if ogni.previsti is not None:
        return ogni.previsti
    for totale in elementi.totali(f):
        if totale.unita is not None:
            return elementi._intero(totale.unita)
    if tetti:
        return None
    resto = elementi.senza(f, [(ogni.inizio, ogni.fine)])
    resto = elementi.senza(resto, [(p.inizio, p.fine) for p in elementi.quote(resto)])
    primo = ogni.unita.split(" ")[0]
    for misura in elementi.misure(resto):
        nome = misura.unita.split(" ")[0]
        stessa = nome == primo or lessico.SINGOLARE.get(nome) == lessico.SINGOLARE.get(primo, primo)
        if misura.op in ("ge", "bare") and nome and stessa:
            return elementi._intero(misura.valore)
    return None


def _quasi_cento(q: Decimal, n: int) -> bool:
    return 0 <= CENTO - q * n < n * _ultima_cifra(q)


def _terzi(q: Decimal) -> int | None:
    """3 for 33 and 33,3; 6 for 16,6; 12 for 8,3: a rounded-down part of a hundred."""
    for n in TERZI:
        if 0 < CENTO / n - q < _ultima_cifra(q):
            return n
    return None


def _ultima_cifra(q: Decimal) -> Decimal:
    esponente = q.as_tuple().exponent
    return Decimal(1).scaleb(min(0, esponente if isinstance(esponente, int) else 0))


def _organizzazioni(f: Frase, unita: str) -> dict[str, bool]:
    parole = set(re.split(r"[ /]", unita))
    distinte = bool(parole & lessico.ORGANIZZAZIONI)
    membri = bool(parole & lessico.MEMBRI) and "non aderent" not in f.testo
    del_distretto = bool(re.search(r"\bdel distretto\b", f.testo)) and distinte
    return {
        "distinte": distinte,
        "solo_aderenti": distinte and (membri or del_distretto) and "non aderent" not in f.testo,
    }


# -- the other kinds ----------------------------------------------------------------------------


def _non_distributiva(
    f: Frase, regola: RegolaLetta, parti: list[Parte], misure: list[Misura], ogni: Ogni | None
) -> RegolaLetta:
    dubbi: list[str] = []
    altre: list[RegolaLetta] = []
    if not f.scritta:
        regola = regola.con(percentuale=CENTO)
        dubbi.append("La frase non dice quale percentuale attribuire.")
        if not parti and not misure:
            return _manuale(regola.con(percentuale=None), dubbi[0])
    q = regola.percentuale
    assert q is not None
    if q == 0:
        return _manuale(regola, "Una percentuale di 0 non dà punteggio da sola.")
    if ogni is not None:
        dubbi.append(f"«{ogni.unita}» può essere ciò che si conta.")
        altre.append(_alternativa_per_unita(f, regola, ogni.unita))
    soglie = [m for m in misure if not m.qualifica]
    if any(m.op == "le" for m in soglie) or any(p.op == "le" for p in parti):
        return _manuale(regola, "La frase chiede di restare sotto un limite.")
    if parti and not (soglie and parti[0].tra_parentesi):
        return _quota(f, regola, parti, soglie, dubbi, altre)
    if soglie:
        return _soglia(f, regola, soglie, parti, dubbi, altre)
    if m := _MAGGIORANZA.search(f.testo):
        base = elementi.base_di(f, m.end("di"))
        letta = regola.con(tipo=QUOTA, quota=Decimal(50), base=base, stretta=True)
        return _forse(
            letta, ["«Maggioranza» è letta come più della metà."], [regola.con(tipo=SI_NO)]
        )
    return _cosa(f, regola, misure, dubbi, altre)


def _cosa(
    f: Frase,
    regola: RegolaLetta,
    qualifiche: list[Misura],
    dubbi: list[str],
    altre: list[RegolaLetta],
) -> RegolaLetta:
    """No "ogni", no threshold, no share: something done or not, or a part of the whole."""
    q = regola.percentuale or CENTO
    if not re.search(r"[^\W\d_]", f.testo):
        dubbi.append("C'è la percentuale ma non che cosa fare.")
        return _forse(regola.con(tipo=MANUALE), dubbi, [regola.con(tipo=_si_no_o_peso(q))])
    if m := _PARTITIVO_IN_TESTA.match(f.testo, f.dopo):
        base = elementi.base_di(f, m.end())
        quota = regola.con(tipo=QUOTA, percentuale=CENTO, quota=q, base=base or None)
        motivo = f"Può essere la parte da raggiungere (poi 100%) o un peso ({_p(q)})."
        return _forse(quota, [*dubbi, motivo], [regola.con(tipo=_si_no_o_peso(q)), *altre])
    for misura in qualifiche:
        if misura.op != "bare" or misura.unita.split(" ")[0] not in lessico.ETA | elementi._DURATA:
            dubbi.append(
                f"«{numero_italiano(misura.valore)} {misura.unita}» può essere una soglia."
            )
            altre.append(_con_soglia(f, regola, misura))
    if q < CENTO:
        dubbi.append("È sotto 100 e non dice «ogni»: può essere un peso o valere per ciascuno.")
        altre.append(_alternativa_per_unita(f, regola, _che_cosa(f)))
        return _forse(regola.con(tipo=PESO), dubbi, altre)
    return _forse(regola.con(tipo=SI_NO), dubbi, altre)


def _si_no_o_peso(q: Decimal) -> str:
    return SI_NO if q == CENTO else PESO


def _che_cosa(f: Frase) -> str:
    """The thing a weight might be counted in: a plural of the phrase, else its first noun."""
    parole = elementi._PAROLA.findall(f.testo[f.dopo : f.dopo + 300]) or elementi._PAROLA.findall(
        f.testo[:300]
    )
    for parola in parole:
        if parola in lessico.CONTABILI_PLURALI and parola not in lessico.CONTABILI:
            return lessico.SINGOLARE[parola]
    for parola in parole:
        if parola in lessico.CONTABILI:
            return parola
    for parola in parole:
        if parola not in lessico.FERMA and parola not in lessico.VERBI:
            return parola
    return "unità"


def _alternativa_per_unita(f: Frase, regola: RegolaLetta, unita: str) -> RegolaLetta:
    q = regola.percentuale or CENTO
    return regola.con(
        tipo=PER_UNITA, unita=unita, obiettivo=_obiettivo(q, 1, None), **_organizzazioni(f, unita)
    )


def _con_soglia(f: Frase, regola: RegolaLetta, misura: Misura) -> RegolaLetta:
    """``soglia`` reading; "più di 3 incontri" is 4, "più di 3 ore" stays strict."""
    valore, stretta = misura.valore, misura.op == "gt"
    unita = misura.unita
    if stretta and unita.split(" ")[0] not in lessico.TEMPO | {"ora", "ore", "euro", "€"}:
        valore, stretta = valore.to_integral_value(rounding="ROUND_FLOOR") + 1, False
    return regola.con(
        tipo=SOGLIA, soglia=valore, unita=unita or None, stretta=stretta,
        **_organizzazioni(f, unita),
    )  # fmt: skip


def _soglia(
    f: Frase,
    regola: RegolaLetta,
    soglie: list[Misura],
    parti: list[Parte],
    dubbi: list[str],
    altre: list[RegolaLetta],
) -> RegolaLetta:
    prima = soglie[0]
    letta = _con_soglia(f, regola, prima)
    if parti:
        letta = letta.con(quota=parti[0].quota, base=parti[0].base or None)
    q = regola.percentuale or CENTO
    seguito = f.testo[prima.fine :]
    if len(soglie) > 1 or _ALTRA_COSA.match(seguito):
        dubbi.append("La frase chiede più di una cosa con un numero.")
        altre += [_con_soglia(f, regola, m) for m in soglie[1:4]]
        altre.append(regola.con(tipo=_si_no_o_peso(q)))
    if _CADENZA.match(seguito):
        dubbi.append("Il numero vale per periodo, non per l'anno.")
        altre.append(regola.con(tipo=MANUALE))
    if prima.op == "bare" and q < CENTO and q * prima.valore >= CENTO - 1 and prima.valore > 1:
        dubbi.append(f"Può valere {_p(q)} per ciascuno, oppure {_p(q)} quando ci sono tutti.")
        altre.append(_alternativa_per_unita(f, regola, prima.unita or "unità"))
    if not prima.unita:
        dubbi.append("Non è detto che cosa si conta.")
        altre.append(regola.con(tipo=MANUALE))
    if prima.valore == 0:
        return _manuale(regola, "Una soglia di 0 è sempre raggiunta.")
    return _forse(letta, dubbi, altre)


def _quota(
    f: Frase,
    regola: RegolaLetta,
    parti: list[Parte],
    soglie: list[Misura],
    dubbi: list[str],
    altre: list[RegolaLetta],
) -> RegolaLetta:
    prima = parti[0]
    if not 0 < prima.quota <= CENTO:
        return _manuale(regola, "La parte da raggiungere non sta fra 0 e 100.")
    letta = regola.con(
        tipo=QUOTA, quota=prima.quota, base=prima.base or None, stretta=prima.op == "gt"
    )
    if not prima.base:
        dubbi.append("Non è detto di che cosa è la parte da raggiungere.")
        altre.append(regola.con(tipo=_si_no_o_peso(regola.percentuale or CENTO)))
    if len(parti) > 1 and not parti[1].tra_parentesi:
        dubbi.append("La frase contiene più di una parte da raggiungere.")
        altre += [
            regola.con(tipo=QUOTA, quota=p.quota, base=p.base or None) for p in parti[1:4]
            if 0 < p.quota <= CENTO
        ]  # fmt: skip
    if soglie and not prima.tra_parentesi:
        dubbi.append("La frase chiede sia un numero sia una parte del totale.")
        altre += [_con_soglia(f, regola, m) for m in soglie[:2]]
    return _forse(letta, dubbi, altre)


# -- doubts -------------------------------------------------------------------------------------


def _p(q: Decimal) -> str:
    return f"{numero_italiano(q)}%"


def _forse(regola: RegolaLetta, dubbi: list[str], altre: list[RegolaLetta]) -> RegolaLetta:
    """The rule itself when nothing is doubtful, else marked with every reading on offer."""
    if not dubbi:
        return regola
    return regola.con(
        da_confermare=True, dubbio=" ".join(dubbi), alternative=_offerta([regola, *altre])
    )


def _offerta(letture: list[RegolaLetta]) -> tuple[dict[str, Any], ...]:
    """The readings on offer, the likelier first, each once; at least one other than ``manuale``."""
    if all(r.tipo == MANUALE for r in letture) and letture[0].percentuale:
        letture.append(letture[0].con(tipo=_si_no_o_peso(letture[0].percentuale)))
    elif len(letture) == 1 and letture[0].tipo != MANUALE:
        letture.append(_spoglia(letture[0]))
    offerte: list[dict[str, Any]] = []
    for lettura in letture:
        voce = {**lettura.lettura(), "spiegazione": descrivi(lettura)}
        if voce not in offerte:
            offerte.append(voce)
    return tuple(offerte)


def _spoglia(regola: RegolaLetta) -> RegolaLetta:
    return RegolaLetta(testo=regola.testo, tipo=MANUALE, percentuale=regola.percentuale)


def _manuale(regola: RegolaLetta, motivo: str) -> RegolaLetta:
    return _forse(_spoglia(regola), [motivo], [])


def _in_dubbio(regola: RegolaLetta, motivo: str) -> RegolaLetta:
    """Mark a rule for a reason that its phrase alone does not show."""
    return regola.con(
        da_confermare=True,
        dubbio=f"{regola.dubbio} {motivo}".strip(),
        alternative=regola.alternative or _offerta([regola]),
    )


# -- graduated scales ---------------------------------------------------------------------------

_IN_PARTE: Final = re.compile(r"\b(?:parzial\w*|in parte|incomplet\w*|a metà|solo in bozza)\b")


def _scale(regole: list[RegolaLetta]) -> list[RegolaLetta]:
    """Number and mark the neighbours that look like steps of one scale."""
    gruppi = [0] * len(regole)
    numero = 0
    for i in range(1, len(regole)):
        if _gradini(regole[i - 1], regole[i]):
            if not gruppi[i - 1]:
                numero += 1
                gruppi[i - 1] = numero
            gruppi[i] = gruppi[i - 1]
    return [
        _gradino(regola, gruppo) if gruppo else regola
        for regola, gruppo in zip(regole, gruppi, strict=True)
    ]


def _gradini(a: RegolaLetta, b: RegolaLetta) -> bool:
    if a.percentuale is None or b.percentuale is None or a.percentuale == b.percentuale:
        return False
    if 0 in (a.percentuale, b.percentuale) or any(
        _IN_PARTE.search(r.testo.lower()) for r in (a, b)
    ):
        return True
    su = a.percentuale < b.percentuale
    if a.tipo == b.tipo == QUOTA and a.quota and b.quota:
        return (a.quota < b.quota) == su and a.quota != b.quota and (a.base == b.base or not b.base)
    if a.tipo == b.tipo == SOGLIA and a.soglia and b.soglia:
        stessa = not b.unita or not a.unita or _radice(a.unita) == _radice(b.unita)
        return a.soglia != b.soglia and (a.soglia < b.soglia) == su and stessa
    if SOGLIA in (a.tipo, b.tipo) and {a.tipo, b.tipo} <= {SOGLIA, PESO, SI_NO}:
        una, piu = (a, b) if b.tipo == SOGLIA else (b, a)
        basso = (una.percentuale or CENTO) < (piu.percentuale or CENTO)
        stessa = bool(piu.unita) and _radice(str(piu.unita))[:4] in una.testo.lower()
        return basso and stessa and bool(re.search(r"\b(?:1|un|uno|una|un')\b", una.testo.lower()))
    return False


def _radice(unita: str) -> str:
    parola = unita.split(" ")[0]
    return parola[:-1] if len(parola) > 4 else parola


def _gradino(regola: RegolaLetta, gruppo: int) -> RegolaLetta:
    in_scala = regola.con(scala=gruppo)
    motivo = "Sembra il gradino di una scala: conta solo il più alto raggiunto."
    da_sola = {**regola.lettura(), "spiegazione": f"Come regola a sé: {descrivi(regola)}"}
    insieme = {
        **in_scala.lettura(),
        "spiegazione": f"Come gradino di una scala, dove conta il più alto: {descrivi(regola)}",
    }
    altre = [a for a in regola.alternative if a["tipo"] != regola.tipo]
    return in_scala.con(
        da_confermare=True,
        dubbio=f"{regola.dubbio} {motivo}".strip(),
        alternative=(insieme, da_sola, *altre),
    )
