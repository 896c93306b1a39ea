"""The register as a list is compared with it: read once, in five queries."""

from collections import Counter, defaultdict
from functools import cached_property

from distretti.models import Adesione, Certificazione, Distretto, Organizzazione
from distretti.nomi import Abbinamento, cerca
from distretti.services import nomi_noti
from distretti.tempo import spazi


class Registro:
    """What the register says today of a district's members and of every known name."""

    def __init__(self, distretto: Distretto) -> None:
        self.distretto = distretto
        self.noti = nomi_noti(distretto.ente)
        self._abbinamenti: dict[str, Abbinamento] = {}
        ufficiali = Counter(spazi(nomi[0]).casefold() for nomi in self.noti.values())
        self._ufficiali = {
            chiave: pk
            for pk, nomi in self.noti.items()
            if ufficiali[chiave := spazi(nomi[0]).casefold()] == 1
        }

    def abbina(self, nome: str) -> Abbinamento:
        """What a name means. An official name means its organisation, even where another goes by
        it too: a list that was exported must come back without doubts."""
        pk = self._ufficiali.get(spazi(nome).casefold())
        if pk is not None:
            return Abbinamento(nome, "certa", pk, "nome")
        if nome not in self._abbinamenti:
            self._abbinamenti[nome] = cerca(nome, self.noti)
        return self._abbinamenti[nome]

    @cached_property
    def organizzazioni(self) -> dict[int, Organizzazione]:
        return {o.pk: o for o in Organizzazione.objects.filter(ente=self.distretto.ente_id).vive()}

    @cached_property
    def adesioni(self) -> dict[int, list[Adesione]]:
        per: dict[int, list[Adesione]] = defaultdict(list)
        for adesione in Adesione.objects.filter(distretto=self.distretto):
            per[adesione.organizzazione_id].append(adesione)
        return per

    @cached_property
    def marchi(self) -> dict[tuple[int, str], list[Certificazione]]:
        per: dict[tuple[int, str], list[Certificazione]] = defaultdict(list)
        ente = self.distretto.ente_id
        for marchio in Certificazione.objects.filter(organizzazione__ente=ente):
            per[marchio.organizzazione_id, marchio.tipo].append(marchio)
        return per
