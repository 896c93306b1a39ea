"""Areas and actions of a lettura as rows."""

import re
from typing import Any

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, Indicatore, OrganizzazioneAzione, Regola
from azioni.services import costruisci_regole
from distretti.nomi import dividi_elenco
from distretti.tempo import leggi_scadenza
from istruttoria.importazione.organizzazioni import Abbinatore
from istruttoria.importazione.sezioni import Sezioni, pulito
from programmi.enums import VOCE_DELLE_AZIONI, TipoAzione
from programmi.models import (
    Ambito,
    AmbitoProgramma,
    AzionePredefinita,
    CampoAzione,
    Programma,
)

NUMERO_MASSIMO = 32_767
TESTI = ("obiettivo", "obiettivo_generale", "obiettivo_specifico", "descrizione")
OBIETTIVI = TESTI[:3]
ETICHETTE = {
    "obiettivo": "Obiettivo",
    "obiettivo_generale": "Obiettivo generale",
    "obiettivo_specifico": "Obiettivo specifico",
}


class ScritturaAzioni:
    """Writes the areas and the actions of one lettura, in the file's order."""

    def __init__(
        self,
        programma: Programma,
        lettura: dict[str, Any],
        sezioni: Sezioni,
        abbinatore: Abbinatore,
    ) -> None:
        self.programma = programma
        self.lettura = lettura
        self.sezioni = sezioni
        self.rapporto = sezioni.rapporto
        self.abbinatore = abbinatore
        self.voci = {voce.tipo: voce for voce in sezioni.voci}
        self.campi: dict[str, set[str]] = {}
        for campo in CampoAzione.objects.filter(schema=programma.schema_id):
            self.campi.setdefault(campo.tipo_azione, set()).add(campo.codice)
        self.ambiti: dict[tuple[str, int, str], AmbitoProgramma] = {}
        self.numeri: dict[str, int] = {}

    def scrivi(self) -> None:
        self._ambiti()
        lette = [a for a in self.lettura["azioni"] if self._ha_posto(a)]
        predefinite = self._predefinite()
        azioni = [self._azione(letta, predefinite) for letta in lette]
        Azione.objects.bulk_create(azioni)
        coppie = list(zip(azioni, lette, strict=True))
        OrganizzazioneAzione.objects.bulk_create(
            riga for azione, letta in coppie for riga in self._organizzazioni(azione, letta)
        )
        self._misure(coppie)

    # --- areas ----------------------------------------------------------------------------

    def _ambiti(self) -> None:
        noti = {
            (ambito.voce_id, forma(ambito.titolo)): ambito
            for ambito in Ambito.objects.filter(voce__in=self.sezioni.voci)
        }
        usati: dict[int, set[int]] = {}
        for letto in self.lettura["ambiti"]:
            voce = self.sezioni.voce(letto["voce"])
            if voce is None:
                self.sezioni.avanza(None, f"{letto['numero']}. {letto['titolo']}")
                continue
            presi = usati.setdefault(voce.pk, set())
            numero = letto["numero"]
            if numero is None or numero in presi or not 0 <= numero <= NUMERO_MASSIMO:
                libero = max(presi, default=0) + 1
                self.rapporto.dubbio(
                    f"L'ambito «{letto['titolo']}» ha un numero già usato o mancante: gli è stato "
                    f"dato il {libero}."
                )
                numero = libero
            presi.add(numero)
            titolo = self.sezioni.entro(letto["titolo"], AmbitoProgramma, "titolo", voce.codice)
            ambito = AmbitoProgramma.objects.create(
                programma=self.programma,
                voce=voce,
                ambito=noti.get((voce.pk, forma(letto["titolo"]))),
                numero=numero,
                titolo=titolo,
                introduzione=pulito(letto["introduzione"], letto["titolo"]),
            )
            chiave = (voce.codice, letto["numero"], letto["titolo"])
            self.ambiti.setdefault(chiave, ambito)

    def _ambito(self, letta: dict[str, Any]) -> AmbitoProgramma | None:
        if letta["ambito"] is None:
            return None
        voce = self.voci[VOCE_DELLE_AZIONI[TipoAzione(letta["tipo"])]]
        return self.ambiti.get((voce.codice, letta["ambito_numero"], letta["ambito"]))

    # --- actions --------------------------------------------------------------------------

    def _ha_posto(self, letta: dict[str, Any]) -> bool:
        """False for an action of a kind that the form does not have; its text is kept, marked."""
        tipo = letta["tipo"]
        if tipo in TipoAzione.values and VOCE_DELLE_AZIONI[TipoAzione(tipo)] in self.voci:
            return True
        testi = [letta["titolo"], *(letta[t] for t in TESTI), letta["referenti_testo"]]
        testi += [letta["altre_organizzazioni_testo"], letta["tempi"]]
        testi += [f"{i['marcatore']} {i['testo']}" for i in letta["indicatori"]]
        testi += [f"{r['marcatore']} {r['testo']} {r['evidenze']}" for r in letta["regole"]]
        self.sezioni.avanza(None, "\n".join(t.strip() for t in testi if t.strip()))
        return False

    def _predefinite(self) -> dict[tuple[int | None, str], AzionePredefinita]:
        righe = AzionePredefinita.objects.filter(ambito__voce__schema=self.programma.schema_id)
        return {(p.ambito_id, forma(p.titolo)): p for p in righe}

    def _azione(
        self, letta: dict[str, Any], predefinite: dict[tuple[int | None, str], AzionePredefinita]
    ) -> Azione:
        ambito = self._ambito(letta)
        numero = self._numero(letta)
        dove = f"{TipoAzione(letta['tipo']).label} {numero}"
        codice = self.voci[VOCE_DELLE_AZIONI[TipoAzione(letta["tipo"])]].codice
        testi = self._testi(letta, dove)
        corti = {
            colonna: self.sezioni.entro(letta[colonna] or "", Azione, colonna, codice)
            for colonna in ("titolo", "tema", "macro_ambito", "tempi")
        }
        return Azione(
            programma=self.programma,
            tipo=letta["tipo"],
            posizione=numero,
            ambito=ambito,
            predefinita=predefinite.get(
                (ambito.ambito_id if ambito else None, forma(letta["titolo"]))
            ),
            vamt=letta["vamt"],
            strategico=letta["strategico"],
            referenti_testo=letta["referenti_testo"],
            altre_testo=letta["altre_organizzazioni_testo"],
            scadenza=leggi_scadenza(letta["tempi"] or "", self.programma.anno),
            **testi,
            **corti,
        )

    def _numero(self, letta: dict[str, Any]) -> int:
        """The printed number where numbers grow; the next free one where they do not."""
        tipo, scritto = letta["tipo"], letta["numero"]
        ultimo = self.numeri.get(tipo, 0)
        numero = scritto
        if scritto is None or not ultimo < scritto <= NUMERO_MASSIMO:
            numero = ultimo + 1
            self.rapporto.dubbio(
                f"{TipoAzione(tipo).label} «{letta['titolo'][:60]}»: il numero "
                f"{'manca' if scritto is None else f'{scritto} non segue gli altri'}, le è stato "
                f"dato il {numero}."
            )
        self.numeri[tipo] = numero
        return int(numero)

    def _testi(self, letta: dict[str, Any], dove: str) -> dict[str, str]:
        """The long texts; an objective that the form has not joins one that it has."""
        ammessi = self.campi.get(letta["tipo"], set())
        testi = {nome: letta[nome] or "" for nome in TESTI}
        for nome in OBIETTIVI:
            if not testi[nome] or nome in ammessi:
                continue
            posto = next((o for o in OBIETTIVI if o in ammessi), "descrizione")
            scritto = f"{ETICHETTE[nome]}: {testi[nome]}"
            testi[posto] = "\n".join(t for t in (testi[posto], scritto) if t)
            testi[nome] = ""
            self.rapporto.dubbio(
                f"{dove}: lo schema non ha il campo «{ETICHETTE[nome]}»; il testo è stato unito a "
                f"«{ETICHETTE.get(posto, 'Azioni')}»."
            )
        return testi

    # --- who and how much -----------------------------------------------------------------

    def _organizzazioni(self, azione: Azione, letta: dict[str, Any]) -> list[OrganizzazioneAzione]:
        righe = []
        for ruolo, chiave in (
            (RuoloOrganizzazione.REFERENTE, "referenti"),
            (RuoloOrganizzazione.ALTRA, "altre_organizzazioni"),
        ):
            nomi = letta.get(chiave)
            if nomi is None:
                nomi = dividi_elenco(letta[f"{chiave}_testo"])
            righe += [
                OrganizzazioneAzione(
                    azione=azione,
                    ruolo=ruolo,
                    posizione=i,
                    testo=nome[:500],  # the whole cell is kept beside, as written
                    organizzazione_id=self.abbinatore.trova(nome),
                )
                for i, nome in enumerate(nomi, 1)
            ]
        return righe

    def _misure(self, coppie: list[tuple[Azione, dict[str, Any]]]) -> None:
        """Indicators and rules; they go in pairs where they are as many."""
        indicatori: list[Indicatore] = []
        regole: list[Regola] = []
        for azione, letta in coppie:
            suoi = [
                Indicatore(
                    azione=azione,
                    posizione=i,
                    marcatore=letto["marcatore"][:10],
                    testo=letto["testo"],
                )
                for i, letto in enumerate(letta["indicatori"], 1)
            ]
            indicatori += suoi
            sue = costruisci_regole(azione, letta["regole"])
            if len(suoi) == len(sue):
                for indicatore, regola in zip(suoi, sue, strict=True):
                    regola.indicatore = indicatore
            regole += sue
        Indicatore.objects.bulk_create(indicatori)
        for regola in regole:
            regola.indicatore = regola.indicatore  # its key exists only now
        Regola.objects.bulk_create(regole)


def forma(titolo: str) -> str:
    """A title to compare: letters and figures, lower case."""
    return " ".join(re.findall(r"\w+", titolo.casefold()))
