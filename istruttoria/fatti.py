"""What is true of a programme now: each fact read once, and only when a rule asks for it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from azioni.models import Azione
from distretti.enums import Persona
from distretti.rules import personae_verso
from istruttoria import controlli
from istruttoria.controlli import BLOCCA, Posto
from istruttoria.determinazione import ModelloNonValido, componi
from istruttoria.enums import StatoOsservazione
from istruttoria.models import ModelloDeterminazione, Passaggio, QuadroProvinciale, Versione
from istruttoria.sblocchi import Luogo, Sblocchi
from istruttoria.snapshot import canonico, carica, impronta, snapshot_di
from programmi.enums import VOCE_DELLE_AZIONI, Stato, TipoAzione, TipoVoce
from programmi.models import (
    AmbitoProgramma,
    AttoreProgramma,
    CanaleProgramma,
    DatoProgramma,
    Programma,
    Sezione,
)

VOCE_DELLE_RIGHE = {
    DatoProgramma: TipoVoce.DATI_DISTRETTO,
    AttoreProgramma: TipoVoce.ATTORI,
    CanaleProgramma: TipoVoce.CANALI,
}
PASSAGGI_DI_APPROVAZIONE = ("approva", "registra_storico")


@dataclass(frozen=True, slots=True)
class EsitoControllo:
    """A check's finding and, when an officer overrode it, the reason given."""

    codice: str
    gravita: str
    messaggio: str
    dove: str
    posto: Posto
    superato: str = ""

    @property
    def blocca(self) -> bool:
        return self.gravita == BLOCCA and not self.superato

    def as_dict(self) -> dict[str, Any]:
        return {
            "codice": self.codice,
            "gravita": self.gravita,
            "messaggio": self.messaggio,
            "dove": self.dove,
            "superato": self.superato or None,
        }


class Fatti:
    """Facts about one programme. Make a new one inside a transaction to read them afresh."""

    def __init__(self, programma: Programma) -> None:
        self.programma = programma
        self._personae: dict[int | None, list[Persona]] = {}

    def personae(self, utente: Any) -> list[Persona]:
        """Who the user is towards the programme's district, strongest first."""
        if utente.pk not in self._personae:
            self._personae[utente.pk] = personae_verso(utente, self.programma.distretto)
        return self._personae[utente.pk]

    @cached_property
    def pieno(self) -> Programma:
        """The programme with every row that it prints."""
        return carica(Programma.objects.all(), self.programma.pk)

    @cached_property
    def snapshot(self) -> dict[str, Any]:
        return snapshot_di(self.pieno)

    @cached_property
    def impronta(self) -> str:
        """SHA-256 of the present snapshot: what a dirigente is shown before approving."""
        return impronta(canonico(self.snapshot))

    @cached_property
    def esiti(self) -> list[EsitoControllo]:
        """What the checks find now, each with the reason for which it was overridden."""
        superati = {
            (s.codice, s.dove): s.motivo
            for s in self.programma.superamenti.only("motivo", "codice", "dove")
        }
        return [
            EsitoControllo(
                codice=e.codice,
                gravita=e.gravita,
                messaggio=e.messaggio,
                dove=e.dove,
                posto=e.posto,
                superato=superati.get((e.codice, e.dove), ""),
            )
            for e in controlli.esegui(self.snapshot)
        ]

    @cached_property
    def blocchi(self) -> list[EsitoControllo]:
        return [esito for esito in self.esiti if esito.blocca]

    @cached_property
    def osservazioni(self) -> dict[str, int]:
        """How many remarks stand in each state."""
        stati = list(self.programma.osservazioni.values_list("stato", flat=True))
        return {str(stato): stati.count(stato) for stato in StatoOsservazione.values}

    @cached_property
    def sblocchi(self) -> Sblocchi:
        """The places that the district may write now."""
        if self.programma.stato == Stato.BOZZA:
            return Sblocchi.tutto()
        if self.programma.stato != Stato.DA_INTEGRARE:
            return Sblocchi.niente()
        return Sblocchi.dalle_osservazioni(
            self.programma.osservazioni.exclude(stato=StatoOsservazione.CHIUSA).values_list(
                "voce", "azione_tipo", "azione_numero", "campo"
            )
        )

    @cached_property
    def voci(self) -> dict[str, str]:
        """The code of the form's part of each kind."""
        return dict(self.programma.schema.voci.values_list("tipo", "codice"))

    def luogo_di(self, riga: Any, campo: str = "") -> Luogo:
        """The place of a row of the programme, as remarks and checks name it.

        In a draft, where everything is open, the part is not looked up.
        """
        azione = (riga.tipo, riga.posizione) if isinstance(riga, Azione) else None
        if self.programma.stato == Stato.BOZZA:
            return Luogo("", azione, campo)
        if isinstance(riga, Sezione | AmbitoProgramma):
            return Luogo(riga.voce.codice)
        voce = (
            VOCE_DELLE_AZIONI[TipoAzione(riga.tipo)] if azione else VOCE_DELLE_RIGHE.get(type(riga))
        )
        return Luogo(self.voci.get(voce or "", ""), azione, campo)

    @cached_property
    def modello(self) -> dict[str, Any] | None:
        """The template that the Ente uses today, as ``determinazione.componi`` takes it."""
        in_uso = ModelloDeterminazione.objects.filter(
            ente=self.programma.distretto.ente_id, in_uso=True
        )
        trovato = in_uso.values().first()
        return dict(trovato) if trovato else None

    @cached_property
    def proposta(self) -> Passaggio | None:
        """The officer's proposal of the text as it stands; None when the text has changed."""
        ultima = (
            self.programma.passaggi.filter(
                transizione="propone", quando__gte=self.programma.stato_dal
            )
            .select_related("versione", "autore")
            .order_by("-quando", "-id")
            .first()
        )
        if ultima is None or ultima.versione is None or ultima.versione.sha256 != self.impronta:
            return None
        return ultima

    def fissata_da(self, *transizioni: str) -> Versione | None:
        """The version that the latest of some transitions froze."""
        passaggio = (
            self.programma.passaggi.filter(transizione__in=transizioni, versione__isnull=False)
            .select_related("versione")
            .order_by("-quando", "-id")
            .first()
        )
        return passaggio.versione if passaggio else None

    @cached_property
    def versione_approvata(self) -> Versione | None:
        """The version that the approval froze: what an approved programme is, from then on."""
        return (
            Versione.objects.filter(
                pk__in=self.programma.passaggi.filter(
                    transizione__in=PASSAGGI_DI_APPROVAZIONE
                ).values("versione")
            )
            .order_by("-numero")
            .first()
        )

    def dati_dell_atto(
        self,
        *,
        numero: str = "",
        data: date | None = None,
        numero_serie: str = "",
        firmatario: str = "",
    ) -> dict[str, Any]:
        """What the act says that the snapshot does not, as ``determinazione.componi`` takes it."""
        p = self.programma
        ente = p.distretto.ente
        return {
            "numero": numero,
            "data": data.isoformat() if data else None,
            "numero_serie": numero_serie,
            "firmatario": firmatario,
            "organo": ente.organo,
            "verifica": indirizzo_di_verifica(p),
            "protocollo": {"numero": p.protocollo_numero, "data": p.protocollo_data.isoformat()}
            if p.protocollo_numero and p.protocollo_data
            else None,
            "delibera": p.delibera_giunta.as_dict() if p.delibera_giunta else None,
            "trasmesso_il": p.trasmesso_il.isoformat() if p.trasmesso_il else None,
            "quadro": quadro_in_vigore(ente.pk, data or timezone.localdate()),
        }

    def determinazione(
        self, *, snapshot: dict[str, Any] | None = None, **dati: Any
    ) -> dict[str, Any]:
        """The act composed on the programme, with the arguments of ``dati_dell_atto``.

        Raises ``ModelloNonValido``, also without a template.
        """
        if self.modello is None:
            raise ModelloNonValido("L'ente non ha un modello di determinazione in uso.")
        intero = self.snapshot if snapshot is None else snapshot
        return componi(self.modello, intero, self.dati_dell_atto(**dati))


def indirizzo_di_verifica(programma: Programma) -> str:
    """The public address that verifies a programme's act, "" when the site has no public one."""
    base = settings.INDIRIZZO_PUBBLICO.rstrip("/")
    return f"{base}{reverse('verifica_atto', args=[programma.pk])}" if base else ""


def quadro_in_vigore(ente_id: int, giorno: date) -> dict[str, Any] | None:
    """The latest provincial count not later than a day, as the act's template takes it."""
    quadro = QuadroProvinciale.objects.filter(ente=ente_id, al__lte=giorno).order_by("-al").first()
    if quadro is None:
        return None
    return {
        "al": quadro.al.isoformat(),
        "territoriali": quadro.territoriali,
        "tematici": quadro.tematici,
        "family_audit": quadro.family_audit,
        "organizzazioni": quadro.organizzazioni,
    }
