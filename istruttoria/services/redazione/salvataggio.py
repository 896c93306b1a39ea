"""Saving what a page of the editor sends: one field or all of them, each on its own merits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, OrganizzazioneAzione
from distretti.models import Distretto, Organizzazione, Utente
from distretti.nomi import dividi_elenco
from distretti.rules import persona_verso_ente
from distretti.tempo import leggi_scadenza, spazi, stampa_data
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.services.redazione.campi import (
    CAMPI,
    CELLE,
    MODELLI,
    Campo,
    CampoRifiutato,
    pulisci_cella,
)
from istruttoria.services.redazione.celle import con_conteggi, scrivi_indicatori, scrivi_percentuali
from istruttoria.transizioni import UFFICIO
from istruttoria.workflow import Rifiuto
from programmi.enums import VOCE_DELLE_AZIONI, TipoAzione
from programmi.models import Programma
from programmi.services import (
    Conflitto,
    ModificaRifiutata,
    Punto,
    Scritto,
    gettone,
    registra,
    scrivi_colonna,
    testo_di,
)

ORGANIZZAZIONI = {
    "referenti_testo": RuoloOrganizzazione.REFERENTE,
    "altre_testo": RuoloOrganizzazione.ALTRA,
}


class ScritturaVietata(Rifiuto):
    """The user may not write in this programme now; the reason is Italian."""


@dataclass(frozen=True, slots=True)
class Proposta:
    """What a page proposes for one field: the text typed, and the gettone of what it had shown."""

    modello: str
    oggetto: int
    campo: str
    testo: str
    visto: str

    @property
    def nome(self) -> str:
        return f"{self.modello}-{self.oggetto}-{self.campo}"


@dataclass(slots=True)
class Esito:
    """What became of each proposal, by the field's name."""

    quando: datetime
    scritti: dict[str, Scritto] = field(default_factory=dict)
    derivati: dict[str, dict[str, Scritto]] = field(default_factory=dict)
    conflitti: dict[str, Conflitto] = field(default_factory=dict)
    rifiuti: dict[str, str] = field(default_factory=dict)

    @property
    def tutto_scritto(self) -> bool:
        return not self.conflitti and not self.rifiuti


def salva(programma_id: int, proposte: Sequence[Proposta], *, attore: Utente) -> Esito:
    """Save what can be saved; the rest comes back as a conflict or with the reason of its refusal.

    Everything happens while the programme's row is held, so that no save can slip between a
    transition's text and its state. Raises ``Programma.DoesNotExist`` for a programme that the
    actor may not see, ``ScritturaVietata`` when nothing may be written.
    """
    with transaction.atomic():
        programma = prendi_per_scrivere(programma_id, attore)
        scrittura = _Scrittura(programma, attore, Esito(timezone.now()))
        for modello, sue in _per_modello(proposte).items():
            righe = _righe(programma, modello, sue)
            for proposta in sue:
                scrittura.prova(proposta, righe.get(proposta.oggetto))
    return scrittura.esito


def prendi_per_scrivere(programma_id: int, attore: Utente) -> Programma:
    """The programme's row, held until the end of the transaction, for who may write in it.

    One query when the answer is yes; otherwise the reason is looked for.
    """
    righe = Programma.objects.select_related("distretto__ente", "schema").select_for_update(
        of=("self",), no_key=True
    )
    programma = righe.filter(_scrivibili_da(attore), pk=programma_id, storico=False).first()
    if programma is not None:
        return programma
    programma = (
        Programma.objects.visibili_a(attore).select_related("distretto__ente").get(pk=programma_id)
    )
    raise ScritturaVietata(rules.puo_scrivere(attore, programma).motivo or rules.NON_ORA)


def _scrivibili_da(attore: Utente) -> Q:
    """The programmes that a person may write, as ``rules.puo_scrivere`` says it of one."""
    propri = Distretto.objects.con_incarico(attore, rules.RUOLI_SCRITTORI)
    dal_distretto = Q(
        distretto__in=propri, stato__in=rules.STATI_SCRIVIBILI, rettifica_dal__isnull=True
    )
    ente = getattr(attore, "ente", None)
    if ente is None or persona_verso_ente(attore, ente) not in UFFICIO:
        return dal_distretto
    return dal_distretto | Q(distretto__ente=ente, rettifica_dal__isnull=False)


def _per_modello(proposte: Sequence[Proposta]) -> dict[str, list[Proposta]]:
    gruppi: dict[str, list[Proposta]] = {}
    for proposta in proposte:
        gruppi.setdefault(proposta.modello, []).append(proposta)
    return gruppi


def _righe(
    programma: Programma, modello: str, proposte: Sequence[Proposta]
) -> Mapping[int, models.Model]:
    """The rows that the proposals speak of, each with what writing it needs; one query."""
    if modello == "programma":
        return {programma.pk: programma}
    chiavi = {proposta.oggetto for proposta in proposte}
    if modello == "azione":
        azioni = Azione.objects.filter(programma=programma, pk__in=chiavi)
        if any(p.campo in CELLE for p in proposte):
            azioni = con_conteggi(azioni)
        if any(p.campo in ORGANIZZAZIONI for p in proposte):
            azioni = _con_organizzazioni(azioni)
        return {azione.pk: azione for azione in azioni}
    righe = MODELLI[modello]._default_manager.filter(programma=programma, pk__in=chiavi)
    if modello in ("sezione", "ambito"):
        righe = righe.select_related("voce")
    return {riga.pk: riga for riga in righe}


def _con_organizzazioni(azioni: models.QuerySet[Azione]) -> models.QuerySet[Azione]:
    """Actions that know how many organisations they name in each role (``quante_…``)."""
    return azioni.annotate(
        **{
            f"quante_{ruolo}": Count(
                "organizzazioni", filter=Q(organizzazioni__ruolo=ruolo), distinct=True
            )
            for ruolo in ORGANIZZAZIONI.values()
        }
    )


class _Scrittura:
    """One request's saves on one programme."""

    def __init__(self, programma: Programma, attore: Utente, esito: Esito) -> None:
        self.programma = programma
        self.attore = attore
        self.esito = esito
        self.fatti = Fatti(programma)

    def prova(self, proposta: Proposta, riga: Any) -> None:
        if riga is None:
            self.esito.rifiuti[proposta.nome] = (
                "Questo punto del programma non c'è più: nel frattempo è stato eliminato."
            )
            return
        campo = CAMPI.get((proposta.modello, proposta.campo))
        try:
            codice = campo.codice if campo else CELLE[proposta.campo]
            if motivo := rules.motivo_scrittura(self.fatti, self.fatti.luogo_di(riga, codice)):
                raise CampoRifiutato(motivo)
            if campo is None:
                scritto = self._cella(proposta, riga)
            else:
                scritto = self._colonna(proposta, campo, riga)
        except CampoRifiutato as errore:
            self.esito.rifiuti[proposta.nome] = str(errore)
        except Conflitto as conflitto:
            self.esito.conflitti[proposta.nome] = conflitto
        except ModificaRifiutata as errore:
            self.esito.rifiuti[proposta.nome] = str(errore)
        else:
            self.esito.scritti[proposta.nome] = scritto

    def _cella(self, proposta: Proposta, azione: Azione) -> Scritto:
        verbo = scrivi_indicatori if proposta.campo == "indicatori" else scrivi_percentuali
        testo = pulisci_cella(proposta.testo)
        return verbo(self.programma, azione, testo, visto=proposta.visto, attore=self.attore)

    def _colonna(self, proposta: Proposta, campo: Campo, riga: Any) -> Scritto:
        valore = campo.pulisci(proposta.testo, campo)
        if campo.nome == "ambito":
            self._controlla_ambito(riga, valore)
        prima = getattr(riga, campo.dove)
        scritto = scrivi_colonna(
            self.programma,
            riga,
            campo.dove,
            valore,
            visto=proposta.visto,
            modello=proposta.modello,
            attore=self.attore,
        )
        if scritto.cambiato and proposta.campo in ORGANIZZAZIONI:
            _scrivi_organizzazioni(self.programma, riga, ORGANIZZAZIONI[proposta.campo], valore)
        if scritto.cambiato and proposta.campo in ("tempi", "scadenza"):
            self._accorda_tempi(proposta, riga, prima)
        return scritto

    def _controlla_ambito(self, azione: Azione, ambito_id: int | None) -> None:
        voce = VOCE_DELLE_AZIONI[TipoAzione(azione.tipo)]
        ambiti = self.programma.ambiti.filter(voce__tipo=voce)
        if ambito_id is None:
            if ambiti.exists():
                raise CampoRifiutato("Scegliere l'ambito dell'azione.")
        elif not ambiti.filter(pk=ambito_id).exists():
            raise CampoRifiutato("L'ambito non è tra quelli di questo programma.")

    def _accorda_tempi(self, proposta: Proposta, azione: Azione, prima: Any) -> None:
        """The day follows the words and the words the day, until somebody sets them apart."""
        anno = self.programma.anno
        if proposta.campo == "tempi":
            letta = leggi_scadenza(azione.tempi, anno)
            era = leggi_scadenza(prima or "", anno)
            if letta is None or letta == azione.scadenza or azione.scadenza not in (None, era):
                return
            self._scrivi_derivato(proposta, azione, "scadenza", letta)
        elif azione.scadenza and not azione.tempi:
            self._scrivi_derivato(
                proposta, azione, "tempi", f"Entro il {stampa_data(azione.scadenza)}"
            )

    def _scrivi_derivato(self, da: Proposta, azione: Azione, colonna: str, valore: Any) -> None:
        prima = testo_di(getattr(azione, colonna))
        Azione.objects.filter(pk=azione.pk).update(**{colonna: valore})
        setattr(azione, colonna, valore)
        dopo = testo_di(valore)
        punto = Punto("azione", azione.pk, colonna)
        registra(self.programma, punto, prima=prima, dopo=dopo, autore=self.attore)
        altro = f"azione-{azione.pk}-{colonna}"
        self.esito.derivati.setdefault(da.nome, {})[altro] = Scritto(dopo, gettone(dopo), True)


def _scrivi_organizzazioni(programma: Programma, azione: Azione, ruolo: str, testo: str) -> None:
    """The organisations that the text names, each as written; linked where the name is known."""
    nomi = [nome[:500] for nome in dividi_elenco(testo)]
    noti = _noti(programma.distretto.ente_id, nomi)
    OrganizzazioneAzione.objects.bulk_create(
        (
            OrganizzazioneAzione(
                azione=azione,
                ruolo=ruolo,
                posizione=i,
                testo=nome,
                organizzazione_id=noti.get(spazi(nome).casefold()),
            )
            for i, nome in enumerate(nomi, 1)
        ),
        update_conflicts=True,
        update_fields=["testo", "organizzazione"],
        unique_fields=["azione", "ruolo", "posizione"],
    )
    if getattr(azione, f"quante_{ruolo}") > len(nomi):
        righe = OrganizzazioneAzione.objects.filter(azione=azione, ruolo=ruolo)
        righe.filter(posizione__gt=len(nomi)).delete()


def _noti(ente_id: int, nomi: Sequence[str]) -> dict[str, int]:
    """Organisations of the register that go by exactly these names, whatever the capitals."""
    if not nomi:
        return {}
    cercati = {spazi(nome).casefold() for nome in nomi}
    trovate = (
        Organizzazione.objects.filter(ente=ente_id)
        .vive()
        .filter(_uno_di("denominazione", nomi) | _uno_di("alias__nome", nomi))
        .values_list("pk", "denominazione", "alias__nome")
    )
    noti: dict[str, int] = {}
    for pk, denominazione, alias in trovate:
        for nome in (denominazione, alias):
            if nome and nome.casefold() in cercati:
                noti.setdefault(nome.casefold(), pk)
    return noti


def _uno_di(campo: str, nomi: Sequence[str]) -> Q:
    condizione = Q()
    for nome in nomi:
        condizione |= Q(**{f"{campo}__iexact": spazi(nome)})
    return condizione
