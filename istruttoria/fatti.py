"""What is true of a programme now: each fact read once, and only when a rule asks for it."""

import json
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from azioni.models import Azione
from distretti.atti import Atto
from distretti.enums import Numerazione, Persona, RuoloEnte
from distretti.rules import personae_verso
from istruttoria import controlli
from istruttoria.controlli import EsitoControllo
from istruttoria.dati_dell_atto import CAMPI_DELL_ATTO, indirizzo_di_verifica, quadro_in_vigore
from istruttoria.determinazione import PARTI, ModelloNonValido, componi
from istruttoria.differenze import differenze
from istruttoria.enums import GenereModello, StatoOsservazione
from istruttoria.models import (
    Determinazione,
    ModelloDeterminazione,
    Passaggio,
    Versione,
)
from istruttoria.sblocchi import Luogo, Sblocchi
from istruttoria.snapshot import canonico, carica, impronta, snapshot_di
from istruttoria.transizioni import NUMERO_DELL_ATTO, TRANSIZIONI, Transizione
from programmi.enums import (
    STATI_CON_DETERMINAZIONE,
    VOCE_DELLE_AZIONI,
    Stato,
    TipoAzione,
    TipoVoce,
)
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
PASSAGGI_DI_APPROVAZIONE = ("approva", "registra_storico", "rettifica")
"""The steps that fix what an approved programme is, the last of them in force."""
PROPONE, PROPONE_RETTIFICA = PROPOSTE = ("propone", "propone_rettifica")


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
    def approvato(self) -> dict[str, Any] | None:
        """What the approval in force fixed; None until there is one."""
        if self.programma.stato not in STATI_CON_DETERMINAZIONE or not self.versione_approvata:
            return None
        contenuto: dict[str, Any] = json.loads(self.versione_approvata.contenuto)
        return contenuto

    @property
    def atto_rettificato(self) -> Atto | None:
        """The act that the one in force corrects; None when it corrects none."""
        atto = (self.approvato or {}).get("determinazione") or {}
        return Atto.from_dict(atto["rettifica"]) if atto.get("rettifica") else None

    @property
    def da_leggere(self) -> dict[str, Any]:
        """The text to show and to hand out: what was approved, once it is, whatever is being
        corrected since."""
        return self.approvato or self.snapshot

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
        stati = [stato for stato, _ in self._osservazioni]
        return {str(stato): stati.count(stato) for stato in StatoOsservazione.values}

    @property
    def senza_risposta(self) -> int:
        """How many remarks the district has received and not answered."""
        return sum(
            stato == StatoOsservazione.APERTA and inviata_il is not None
            for stato, inviata_il in self._osservazioni
        )

    @cached_property
    def _osservazioni(self) -> list[tuple[str, datetime | None]]:
        return list(self.programma.osservazioni.values_list("stato", "inviata_il"))

    @property
    def in_rettifica(self) -> bool:
        return self.programma.rettifica_dal is not None

    @cached_property
    def sblocchi(self) -> Sblocchi:
        """The places that may be written now: by the district, by the office in a rettifica."""
        if self.programma.stato == Stato.BOZZA or self.in_rettifica:
            return Sblocchi.tutto()
        if self.programma.stato != Stato.DA_INTEGRARE:
            return Sblocchi.niente()
        return Sblocchi.dalle_osservazioni(
            self.programma.osservazioni.inviate()
            .exclude(stato=StatoOsservazione.CHIUSA)
            .values_list("voce", "azione_tipo", "azione_numero", "campo")
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
        """The template that the Ente uses today for this act, as ``determinazione.componi`` takes
        it."""
        genere = GenereModello.RETTIFICA if self.in_rettifica else GenereModello.APPROVAZIONE
        in_uso = ModelloDeterminazione.objects.filter(
            ente=self.programma.distretto.ente_id, genere=genere, in_uso=True
        )
        trovato = in_uso.values().first()
        return dict(trovato) if trovato else None

    @cached_property
    def ultima_proposta(self) -> Passaggio | None:
        """The officer's latest proposal in this state, or in this rettifica, whatever has changed
        since."""
        dal = self.programma.rettifica_dal or self.programma.stato_dal
        return (
            self.programma.passaggi.filter(transizione__in=PROPOSTE, quando__gte=dal)
            .select_related("versione", "autore")
            .order_by("-quando", "-id")
            .first()
        )

    @cached_property
    def proposta(self) -> Passaggio | None:
        """The proposal of the text and of the act as they stand; None when one has changed."""
        ultima = self.ultima_proposta
        if ultima is None or ultima.versione is None:
            return None
        return ultima if ultima.versione.sha256 == self.impronta_atto else None

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

    @property
    def numerazione(self) -> Numerazione:
        """When the act takes its number: as it was issued, until then as the Ente does today."""
        if self.programma.stato not in STATI_CON_DETERMINAZIONE or self.in_rettifica:
            return Numerazione(self.programma.distretto.ente.numerazione)
        dopo = self.programma.numero_dopo_firma
        return Numerazione.DOPO_FIRMA if dopo else Numerazione.STAMPATA

    def transizione(self, nome: str) -> Transizione:
        """A step as it is made here: an act signed without its number does not ask for it."""
        transizione = TRANSIZIONI[nome]
        if transizione.con_atto and self.numerazione == Numerazione.DOPO_FIRMA:
            return transizione.senza_numero()
        return transizione

    @cached_property
    def numero_registrato(self) -> Passaggio | None:
        """The step that recorded the number of the act in force after its signature."""
        return (
            self.programma.passaggi.filter(
                versione=self.versione_approvata, dati__has_keys=list(NUMERO_DELL_ATTO)
            )
            .select_related("autore")
            .last()
        )

    @property
    def aspetta_numero(self) -> bool:
        """Whether the act in force was issued without a number that nobody has recorded yet."""
        return self.programma.numero_dopo_firma and self.numero_registrato is None

    @cached_property
    def progressivo(self) -> int:
        """Which act of the programme is being written, or is in force: 1, or 2, 3 … for those that
        rectify."""
        if self.programma.stato not in STATI_CON_DETERMINAZIONE:
            return 1
        emessi = self.programma.passaggi.filter(transizione__in=PASSAGGI_DI_APPROVAZIONE).count()
        return max(emessi, 1) + self.in_rettifica

    @cached_property
    def atto(self) -> Determinazione | None:
        """The act as it is written now, or as it would start from the template in use."""
        scritto = self.programma.determinazioni.filter(progressivo=self.progressivo).first()
        return scritto or self.atto_nuovo

    @cached_property
    def apertura(self) -> Passaggio | None:
        """The step that opened the rettifica that is going on; its version is the text of then."""
        if not self.in_rettifica:
            return None
        return (
            self.programma.passaggi.filter(transizione="apre_rettifica")
            .select_related("versione", "autore")
            .order_by("-quando", "-id")
            .first()
        )

    @cached_property
    def correzioni(self) -> list[str]:
        """What the document that the rettifica would issue has different from the one in force, in
        its order: also what changed in the register since."""
        if not self.in_rettifica or self.approvato is None:
            return []
        return differenze(self.approvato, self.snapshot, anche_dell_ufficio=True)

    @cached_property
    def dati_della_rettifica(self) -> dict[str, Any]:
        """What an act that rectifies says of the one that it corrects; empty without one."""
        emesso = (
            self.programma.passaggi.filter(dati__has_key="determinazione_numero")
            .order_by("-quando", "-id")
            .values_list("dati", flat=True)
            .first()
        )
        if emesso is None:
            return {}
        return {
            "atto_rettificato": {
                "tipo": "determinazione",
                "numero": emesso["determinazione_numero"],
                "data": emesso["determinazione_data"],
            },
            "motivo_rettifica": self.apertura.nota if self.apertura else "",
            "punti_rettificati": self.correzioni,
        }

    @cached_property
    def atto_nuovo(self) -> Determinazione | None:
        """An act, not stored, with the texts of the template and what the Ente usually prints."""
        if self.modello is None:
            return None
        programma, ente = self.programma, self.programma.distretto.ente
        dirigenti = list(ente.utenti.filter(ruolo=RuoloEnte.DIRIGENTE, is_active=True)[:2])
        proponente = programma.in_carico_a
        return Determinazione(
            programma=programma,
            progressivo=self.progressivo,
            modello=self.modello["versione"],
            **{parte: self.modello[parte] for parte in PARTI},
            struttura=ente.struttura or ente.agenzia,
            organo=ente.organo,
            formula_firma=ente.formula_firma,
            firmatario=dirigenti[0].get_full_name() if len(dirigenti) == 1 else "",
            proposta_di=proponente.get_full_name() if proponente else "",
        )

    def dati_dell_atto(
        self,
        *,
        numero: str = "",
        data: date | None = None,
        numero_serie: str = "",
        quadro_del: date | None = None,
        atto: Determinazione | None = None,
    ) -> dict[str, Any]:
        """What the act says that the snapshot does not, as ``determinazione.componi`` takes it."""
        p, atto = self.programma, atto or self.atto
        ente = p.distretto.ente
        return {
            "numero": numero,
            "data": data.isoformat() if data else None,
            "numerazione": self.numerazione.value,
            "numero_serie": numero_serie,
            "verifica": indirizzo_di_verifica(p),
            **({campo: getattr(atto, campo) for campo in CAMPI_DELL_ATTO} if atto else {}),
            "delega": atto.delega.as_dict() if atto and atto.delega else None,
            "protocollo": {"numero": p.protocollo_numero, "data": p.protocollo_data.isoformat()}
            if p.protocollo_numero and p.protocollo_data
            else None,
            "delibera": p.delibera_giunta.as_dict() if p.delibera_giunta else None,
            "trasmesso_il": p.trasmesso_il.isoformat() if p.trasmesso_il else None,
            "quadro": quadro_in_vigore(ente.pk, quadro_del or data or timezone.localdate()),
            **(self.dati_della_rettifica if self.in_rettifica else {}),
        }

    def determinazione(self, **dati: Any) -> dict[str, Any]:
        """The act composed on the programme, with the arguments of ``dati_dell_atto``.

        Raises ``ModelloNonValido``, also without a template.
        """
        atto = dati.get("atto") or self.atto
        if atto is None:
            raise ModelloNonValido("L'ente non ha un modello di determinazione in uso.")
        testi = {parte: getattr(atto, parte) for parte in PARTI} | {"versione": atto.modello}
        return componi(testi, self.snapshot, self.dati_dell_atto(**dati))

    @cached_property
    def impronta_atto(self) -> str:
        """SHA-256 of the programme with its act, but for number and date; "" without an act."""
        return self.impronta_atto_del(timezone.localdate())

    def impronta_mostrata(self, transizione: Transizione) -> str:
        """SHA-256 of what a transition will fix, as its page shows it; "" when it fixes nothing."""
        if transizione.con_atto:
            return self.impronta_atto
        return self.impronta if transizione.congela else ""

    def impronta_atto_del(self, giorno: date) -> str:
        """The same, with the provincial count in force on a day: that of the act."""
        try:
            atto = self.determinazione(quadro_del=giorno)
        except ModelloNonValido:
            return ""
        return impronta(canonico(self.snapshot | {"determinazione": atto}))
