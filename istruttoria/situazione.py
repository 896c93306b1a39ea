"""Where a programme stands, said in the words of its page. Pure: states in, words out."""

from dataclasses import dataclass

from programmi.enums import Stato

CAMMINO = (
    Stato.BOZZA,
    Stato.TRASMESSO,
    Stato.IN_ISTRUTTORIA,
    Stato.APPROVATO,
    Stato.PUBBLICATO,
)
POSTO = {
    Stato.DA_INTEGRARE: Stato.IN_ISTRUTTORIA,
    Stato.ANNULLATO: Stato.BOZZA,
    Stato.RESPINTO: Stato.APPROVATO,
    Stato.REVOCATO: Stato.PUBBLICATO,
}
"""States beside the road, at the stop whose place they take."""
FERMI = (Stato.ANNULLATO, Stato.RESPINTO, Stato.REVOCATO)

TOCCA_A = {
    Stato.BOZZA: ("Al distretto", "Il Manager la completa; il capofila la approva e la trasmette."),
    Stato.TRASMESSO: ("All’ufficio", "Va preso in carico con il numero di protocollo."),
    Stato.IN_ISTRUTTORIA: ("All’ufficio", "Si esamina e si approva, o si chiedono integrazioni."),
    Stato.DA_INTEGRARE: ("Al distretto", "Risponde alle osservazioni e ritrasmette."),
    Stato.APPROVATO: ("All’ufficio", "Resta da pubblicare."),
    Stato.PUBBLICATO: ("A nessuno", "Il percorso di approvazione è concluso."),
    Stato.RESPINTO: ("A nessuno", "L’approvazione è stata negata."),
    Stato.REVOCATO: ("A nessuno", "L’approvazione è stata revocata."),
    Stato.ANNULLATO: ("A nessuno", "La bozza è stata annullata."),
}


ASPETTA_NUMERO = {
    Stato.APPROVATO: "Resta da registrare il numero della determinazione, poi da pubblicare.",
    Stato.PUBBLICATO: "Resta da registrare il numero della determinazione che rettifica.",
}


def tocca_a(
    stato: str, proposto_da: str = "", *, in_rettifica: bool = False, aspetta_numero: bool = False
) -> tuple[str, str]:
    """Whose turn it is and what is expected; a proposed text waits for the dirigente."""
    if in_rettifica and proposto_da:
        return "Al dirigente", f"Rettifica proposta da {proposto_da}: si adotta o si abbandona."
    if in_rettifica:
        return "All’ufficio", "È aperta una rettifica: si corregge e si propone l’atto."
    if proposto_da:
        return "Al dirigente", f"Proposto da {proposto_da}: si approva o si respinge."
    if aspetta_numero and stato in ASPETTA_NUMERO:
        return "All’ufficio", ASPETTA_NUMERO[Stato(stato)]
    return TOCCA_A[Stato(stato)]


@dataclass(frozen=True, slots=True)
class Tappa:
    etichetta: str
    fatta: bool = False
    qui: bool = False
    ferma: bool = False

    @property
    def classe(self) -> str:
        """The CSS classes of the stop."""
        if self.ferma:
            return "qui qui-fermo"
        return "qui" if self.qui else "fatto" if self.fatta else ""


def cammino(stato: str) -> list[Tappa]:
    """The stops of the procedure as seen from a state."""
    attuale = Stato(stato)
    qui = CAMMINO.index(POSTO.get(attuale, attuale))
    return [
        Tappa(
            str(attuale.label if posto == qui else tappa.label),
            fatta=posto < qui,
            qui=posto == qui,
            ferma=posto == qui and attuale in FERMI,
        )
        for posto, tappa in enumerate(CAMMINO)
    ]
