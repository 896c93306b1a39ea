"""What a file says of the district itself: a new district, or the register brought up to date.

A file never takes a person's access away, never closes a membership and never renames anything:
where it contradicts the register, the register stays and the difference is a doubt.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from distretti.atti import Atto, leggi_atto
from distretti.enums import RuoloIncarico, TipoDistretto
from distretti.models import Accordo, Adesione, Distretto, Ente, Incarico, Organizzazione
from distretti.nomi import normalizza
from distretti.services import RegistroRifiutato, affida_incarico, registra_adesione
from distretti.tempo import leggi_data, spazi
from istruttoria.importazione.esito import Rapporto
from istruttoria.importazione.organizzazioni import Abbinatore
from istruttoria.importazione.stampati import giorno
from programmi.enums import ChiaveDato, RuoloAttore, TipoCanale
from programmi.models.schema import RUOLO_DELL_ATTORE

COLONNA_DEL_CANALE = {
    TipoCanale.MAIL: "mail",
    TipoCanale.SITO: "sito",
    TipoCanale.FACEBOOK: "facebook",
    TipoCanale.ALTRI: "altri_canali",
}
ATTO_MASSIMO = 300


class Registro:
    """The register of one Ente while a lettura is brought into it."""

    def __init__(
        self, ente: Ente, lettura: dict[str, Any], abbinatore: Abbinatore, rapporto: Rapporto
    ) -> None:
        self.ente = ente
        self.lettura = lettura
        self.abbinatore = abbinatore
        self.rapporto = rapporto
        self.dati = {d["chiave"]: d["valore"] or "" for d in lettura["dati_distretto"]}

    def crea_distretto(self, codice: str) -> Distretto:
        """The district as the file describes it: name, kind, birth, head, agreement."""
        scheda = self.lettura["distretto"]
        nome = spazi(scheda.get("denominazione") or "")
        if not nome:
            nome = f"Distretto {codice}"
            self.rapporto.dubbio(
                f"Il nome del distretto non si legge nel file: è stato chiamato «{nome}»."
            )
        tipo = scheda.get("tipo")
        if tipo not in TipoDistretto.values:
            tipo = TipoDistretto.TERRITORIALE
            self.rapporto.dubbio("Il tipo del distretto non si legge: è stato messo territoriale.")
        distretto = Distretto(ente=self.ente, codice=codice, denominazione=nome[:200], tipo=tipo)
        nascita = self.dati.get(ChiaveDato.NASCITA, "")
        if intero := leggi_data(nascita):
            distretto.nato_il, distretto.nato_anno = intero, intero.year
        elif nascita.strip().isascii() and nascita.strip().isdigit():
            anno = int(nascita)
            distretto.nato_anno = anno if 1900 <= anno <= 2100 else None
        if nascita and distretto.nato_anno is None:
            self.rapporto.dubbio(f"La nascita del distretto («{nascita}») non si legge.")
        capofila = self._capofila()
        distretto.capofila_id = self.abbinatore.trova_o_crea(capofila) if capofila else None
        distretto.save()
        self._accordo(distretto)
        return distretto

    def aggiorna(self, distretto: Distretto, *, dal: date) -> None:
        """Channels, people and members of today, from the newest programme of the district."""
        capofila = self._capofila()
        if capofila and distretto.capofila_id is None:
            distretto.capofila_id = self.abbinatore.trova_o_crea(capofila)
            distretto.save(update_fields=["capofila"])
        self._canali(distretto)
        self._incarichi(distretto, dal)
        self._aderenti(distretto)

    def confronta(self, distretto: Distretto) -> None:
        """Doubts about a file that seems to be of another district."""
        scheda = self.lettura["distretto"]
        breve = scheda.get("nome_breve") or ""
        if breve and normalizza(breve) not in normalizza(distretto.denominazione):
            self.rapporto.dubbio(
                f"Il file porta il nome «{scheda.get('denominazione')}», il distretto è "
                f"«{distretto}»."
            )
        if scheda.get("tipo") in TipoDistretto.values and scheda["tipo"] != distretto.tipo:
            letto = TipoDistretto(scheda["tipo"]).label
            self.rapporto.dubbio(
                f"Per il file il distretto è di tipo {letto}, per il registro "
                f"{distretto.get_tipo_display()}."
            )
        capofila = self._capofila()
        if capofila and distretto.capofila_id is not None:
            trovata = self.abbinatore.trova(capofila)
            if trovata != distretto.capofila_id:
                self.rapporto.dubbio(
                    f"Per il file il capofila è «{capofila}», per il registro "
                    f"«{distretto.capofila}»."
                )

    # --- the agreement --------------------------------------------------------------------

    def _capofila(self) -> str:
        attori = self.lettura["attori"]
        nomi = (a["nominativo"] for a in attori if a["ruolo"] == RuoloAttore.CAPOFILA)
        return spazi(next(nomi, "") or "")

    def _accordo(self, distretto: Distretto) -> None:
        """«Sottoscrizione» holds the day of the signature in one form, the Province's act in the
        other; each is taken for what it is."""
        sottoscrizione = self.dati.get(ChiaveDato.ACCORDO, "")
        firmato = leggi_data(sottoscrizione)
        comune = self._atto(self.dati.get(ChiaveDato.DELIBERA, ""))
        provincia = None if firmato else self._atto(sottoscrizione)
        if comune or provincia or firmato:
            Accordo.objects.create(
                distretto=distretto,
                atto_comune=str(comune or ""),
                atto_provincia=str(provincia or ""),
                sottoscritto_il=firmato,
            )

    def _atto(self, testo: str) -> Atto | None:
        if not testo.strip(" -–—."):
            return None
        atto = leggi_atto(testo)
        if atto is None or len(str(atto)) > ATTO_MASSIMO:
            self.rapporto.dubbio(f"«{testo}» non si legge come un atto con numero e data.")
            return None
        return atto

    # --- today's register -----------------------------------------------------------------

    def _canali(self, distretto: Distretto) -> None:
        cambiati = []
        for canale in self.lettura["canali"]:
            colonna = COLONNA_DEL_CANALE.get(canale["tipo"])
            valore = canale["valore"]
            if colonna is None or not valore or getattr(distretto, colonna) == valore:
                continue
            if colonna == "mail" and not _e_email(valore):
                self.rapporto.dubbio(f"«{valore}» non è un indirizzo e-mail.")
                continue
            if len(valore) > 250:
                continue
            if attuale := getattr(distretto, colonna):
                self.rapporto.dubbio(
                    f"Registro: {canale['etichetta'].lower()} era «{attuale}», ora «{valore}»."
                )
            setattr(distretto, colonna, valore)
            cambiati.append(colonna)
        if cambiati:
            distretto.save(update_fields=cambiati)

    def _incarichi(self, distretto: Distretto, dal: date) -> None:
        in_carica = {
            i.ruolo: i for i in Incarico.objects.filter(distretto=distretto, al__isnull=True)
        }
        for attore in self.lettura["attori"]:
            ruolo = RUOLO_DELL_ATTORE.get(attore["ruolo"])
            nome = spazi(attore["nominativo"] or "")
            if ruolo is None or not nome.strip(" -–—.") or len(nome) > 200:
                continue
            attuale = in_carica.get(ruolo)
            if attuale is not None:
                if normalizza(attuale.nominativo) != normalizza(nome):
                    self._altra_persona(attuale, nome)
                continue
            try:
                in_carica[ruolo] = self._affida(distretto, ruolo, nome, attore, dal)
            except RegistroRifiutato as rifiuto:
                self.rapporto.dubbio(f"«{nome}» non è nel registro degli incarichi: {rifiuto}")

    def _altra_persona(self, attuale: Incarico, nome: str) -> None:
        self.rapporto.dubbio(
            f"Per il file il ruolo di {attuale.get_ruolo_display().lower()} è di «{nome}», per il "
            f"registro di «{attuale.nominativo}»: il registro non è stato cambiato."
        )

    def _affida(
        self,
        distretto: Distretto,
        ruolo: RuoloIncarico,
        nome: str,
        attore: dict[str, Any],
        dal: date,
    ) -> Incarico:
        email, telefono = attore["email"] or "", attore["telefono"] or ""
        return affida_incarico(
            distretto=distretto,
            ruolo=ruolo,
            nominativo=nome,
            dal=dal,
            qualifica=attore["qualifica"] or "",
            email=email if _e_email(email) else "",
            telefono=telefono if len(telefono) <= 60 else "",
        )

    def _aderenti(self, distretto: Distretto) -> None:
        """Members of the list that the register lacks; those missing from the list stay."""
        visti: set[int] = set()
        for riga in self.lettura["aderenti"]:
            nome, dal = riga["organizzazione"], giorno(riga["dal"])
            trovata = self.abbinatore.trova_o_crea(nome)
            if trovata is None:
                continue
            visti.add(trovata)
            aperte = Adesione.objects.filter(
                distretto=distretto, organizzazione=trovata, al__isnull=True
            )
            if aperte.exists():
                continue
            if dal is None:
                self.rapporto.dubbio(
                    f"«{nome}» non ha una data di adesione che si legga: non è stata aggiunta agli "
                    "aderenti del registro."
                )
                continue
            self._aderisce(distretto, trovata, riga, dal)
        if not self.lettura["aderenti"]:
            return
        for adesione in (
            Adesione.objects.filter(distretto=distretto, al__isnull=True)
            .exclude(organizzazione__in=visti)
            .select_related("organizzazione")
        ):
            self.rapporto.dubbio(
                f"«{adesione.organizzazione}» aderisce secondo il registro ma non è nell'elenco "
                "del file."
            )

    def _aderisce(
        self, distretto: Distretto, organizzazione: int, riga: dict[str, Any], dal: date
    ) -> None:
        al = giorno(riga["al"])
        try:
            registra_adesione(
                distretto=distretto,
                organizzazione=Organizzazione.objects.get(pk=organizzazione),
                dal=dal,
                al=al if al and al >= dal else None,
                proponente=bool(riga["proponente"]),
            )
        except RegistroRifiutato as rifiuto:
            self.rapporto.dubbio(str(rifiuto))


def _e_email(testo: str) -> bool:
    try:
        validate_email(testo)
    except ValidationError:
        return False
    return len(testo) <= 254
