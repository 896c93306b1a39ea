"""What a comparison of two texts says of one place. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from istruttoria.confronto import AzioneDiversa, Confronto, TestoDiverso
from istruttoria.parti import AZIONI_DELLA_VOCE
from istruttoria.sblocchi import Luogo

ELENCO_DELLA_VOCE = {
    "dati_distretto": "dati_distretto",
    "attori": "attori",
    "canali": "canali",
    "aderenti": "aderenti",
}


@dataclass(frozen=True, slots=True)
class Cambiamento:
    """``cambi`` as in ``AzioneDiversa``; false when nothing changed there."""

    cambi: tuple[str, ...] = ()
    frasi: tuple[str, ...] = ()
    testi: tuple[TestoDiverso, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cambi or self.frasi or self.testi)


NIENTE = Cambiamento()


def del_luogo(
    confronto: Confronto, luogo: Luogo, *, tipo: str = "", intero: bool = True
) -> Cambiamento:
    """What changed in a place of the second text; ``tipo`` is the kind of its part.

    ``intero`` says also what changed in the places that stand in it; without, an action tells only
    what is of the action as a whole and a part what is not of its actions.
    """
    if luogo.azione:
        diversa = next((a for a in confronto.azioni if a.chiave == luogo.azione and _c_e(a)), None)
        return _azione(diversa, luogo.campo, intero) if diversa else NIENTE
    if luogo.voce:
        return _parte(confronto, luogo.voce, tipo, intero)
    if intero:
        return Cambiamento(frasi=tuple(f"{n} {cosa}." for n, cosa in confronto.in_breve))
    return Cambiamento(frasi=tuple(frase for di, frase in confronto.elenchi if not di))


def _c_e(azione: AzioneDiversa) -> bool:
    return "tolta" not in azione.cambi


def _azione(diversa: AzioneDiversa, campo: str, intero: bool) -> Cambiamento:
    nei_campi = {*diversa.frasi_percentuali, diversa.frase_scadenza}
    if campo:
        frasi: tuple[str, ...] = ()
        if campo == "percentuali":
            frasi = diversa.frasi_percentuali
        elif campo == "tempi" and diversa.scadenza:
            frasi = (diversa.frase_scadenza,)
        return Cambiamento((), frasi, tuple(t for t in diversa.testi if t.chiave == campo))
    if intero:
        return Cambiamento(diversa.cambi, diversa.frasi, diversa.testi)
    return Cambiamento(diversa.cambi, tuple(f for f in diversa.frasi if f not in nei_campi))


def _parte(confronto: Confronto, voce: str, tipo: str, intero: bool) -> Cambiamento:
    elenco = ELENCO_DELLA_VOCE.get(tipo)
    frasi = [frase for di, frase in confronto.elenchi if di == elenco]
    frasi += _azioni(confronto, AZIONI_DELLA_VOCE.get(tipo, ""), intero)
    return Cambiamento((), tuple(frasi), tuple(t for t in confronto.parti if t.chiave == voce))


def _azioni(confronto: Confronto, tipo: str, intero: bool) -> Iterator[str]:
    """The actions of a part that changed; those taken away are told here and nowhere else."""
    for azione in confronto.azioni:
        if azione.chiave[0] == tipo and (intero or not _c_e(azione)):
            yield f"{azione.nome}: {', '.join(azione.cambi)}."
