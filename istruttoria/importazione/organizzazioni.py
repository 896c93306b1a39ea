"""The names of a file and the organisations of the register: linked when certain, never guessed."""

from distretti.models import Ente, Organizzazione
from distretti.nomi import Abbinamento, cerca
from distretti.services import nomi_noti
from distretti.tempo import spazi
from istruttoria.importazione.esito import Rapporto

NOME_MASSIMO = 250


class Abbinatore:
    """Looks names up among the Ente's organisations, each name once."""

    def __init__(self, ente: Ente, rapporto: Rapporto) -> None:
        self.ente = ente
        self.rapporto = rapporto
        self._noti = nomi_noti(ente)
        self._certi: dict[str, Abbinamento] = {}
        self._altri: dict[str, Abbinamento] = {}  # a new organisation may change these

    def trova(self, nome: str) -> int | None:
        """The id of the organisation that the name certainly means; a doubt is listed."""
        trovata = self._cerca(nome)
        if trovata.esito == "dubbia":
            candidati = ", ".join(f"«{c.nome}»" for c in trovata.candidati)
            self.rapporto.dubbio(
                f"«{trovata.nome}» non è stata collegata al registro: forse è {candidati} "
                f"({trovata.motivo})."
            )
        return trovata.id if trovata.certa else None

    def trova_o_crea(self, nome: str) -> int | None:
        """Like ``trova``; a name like no other becomes a new organisation."""
        trovata = self._cerca(nome)
        if trovata.esito != "nessuna":
            return self.trova(nome)
        pulito = spazi(nome)
        if not pulito or len(pulito) > NOME_MASSIMO:
            return None
        nuova = Organizzazione.objects.create(ente=self.ente, denominazione=pulito)
        self._noti[nuova.pk] = [pulito]
        self._certi[pulito] = Abbinamento(pulito, "certa", nuova.pk, "nome")
        self._altri.clear()
        return nuova.pk

    def _cerca(self, nome: str) -> Abbinamento:
        pulito = spazi(nome)
        trovata = self._certi.get(pulito) or self._altri.get(pulito)
        if trovata is None:
            trovata = cerca(pulito, self._noti)
            (self._certi if trovata.certa else self._altri)[pulito] = trovata
        return trovata
