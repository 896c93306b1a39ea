"""The programme as the editor sees it: its parts with their marks, its checks, its addresses."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.urls import reverse

from azioni.models import Azione
from istruttoria.compilazione.valori import OsservazionePagina, PartePagina, Segnale
from istruttoria.controlli import EsitoControllo
from istruttoria.enums import StatoOsservazione
from istruttoria.fatti import Fatti
from istruttoria.queries import TUTTO, luogo_di
from istruttoria.queries.programmi import CON_SEGUITI
from istruttoria.rules import motivo_scrittura
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione import (
    eliminata,
)
from programmi.enums import (
    VOCE_DELLE_AZIONI,
    VOCI_DI_TESTO,
    CodiceCampo,
    Stato,
    TipoAzione,
    TipoVoce,
)
from programmi.models import Modifica, Sezione, Voce

COLONNA_DEL_CAMPO: dict[str, str] = {
    CodiceCampo.REFERENTI: "referenti_testo",
    CodiceCampo.ALTRE_ORGANIZZAZIONI: "altre_testo",
}
TIPO_DELLA_VOCE = {str(voce): str(tipo) for tipo, voce in VOCE_DELLE_AZIONI.items()}


class Quadro:
    """One programme, read whole once."""

    def __init__(self, fatti: Fatti) -> None:
        self.fatti = fatti
        self.programma = fatti.pieno
        self.voci: list[Voce] = list(self.programma.schema.voci.all())
        self.sezioni: dict[int, Sezione] = {s.voce_id: s for s in self.programma.sezioni.all()}
        self.azioni: list[Azione] = list(self.programma.azioni.all())
        self._per_numero = {(a.tipo, a.posizione): a for a in self.azioni}

    @property
    def motivo(self) -> str:
        """Why the district writes nowhere now; "" when it does."""
        return motivo_scrittura(self.fatti)

    def voce_di(self, azione: Azione) -> Voce:
        """The part in which an action stands."""
        tipo = VOCE_DELLE_AZIONI[TipoAzione(azione.tipo)]
        return next(v for v in self.voci if v.tipo == tipo)

    def puo_aggiungere(self, voce: Voce) -> bool:
        """Whether actions may come, go and change place in a part."""
        return not motivo_scrittura(self.fatti, Luogo(voce.codice))

    def eliminate(self, tipo: str) -> list[tuple[Modifica, str]]:
        """Actions of a kind that were deleted and can come back, the latest first."""
        vive = {a.pk for a in self.azioni}
        tolte = self.programma.modifiche.filter(modello="azione", campo="eliminata")
        trovate: dict[int, tuple[Modifica, str]] = {}
        for tolta in tolte.select_related("autore")[:50]:
            if tolta.oggetto not in vive and tolta.oggetto not in trovate:
                tipo_suo, titolo = eliminata(tolta)
                if tipo_suo == tipo:
                    trovate[tolta.oggetto] = (tolta, titolo)
        return list(trovate.values())

    # --- the side -------------------------------------------------------------------------

    def parti(self, qui: str = "") -> list[PartePagina]:
        return [self._parte(voce, qui) for voce in self.voci]

    def _parte(self, voce: Voce, qui: str) -> PartePagina:
        esiti = [e for e in self.fatti.esiti if not e.superato and self._voce_di(e) == voce.codice]
        bloccano = sum(e.blocca for e in esiti)
        avvisano = len(esiti) - bloccano
        stampata = next(
            (v for v in self.fatti.snapshot["voci"] if v["codice"] == voce.codice), None
        )
        if bloccano:
            stato = "da_completare"
        elif not self._ha_qualcosa(voce):
            stato = "vuota" if voce.obbligatoria else "facoltativa"
        else:
            stato = "da_guardare" if avvisano else "completa"
        titolo = stampata["titolo"] if stampata else self._titolo(voce)
        return PartePagina(
            voce.codice, titolo, voce.tipo, self.indirizzo_parte(voce.codice), stato,
            bloccano, avvisano, qui=voce.codice == qui,
        )  # fmt: skip

    def _ha_qualcosa(self, voce: Voce) -> bool:
        sezione = self.sezioni.get(voce.pk)
        if voce.tipo in VOCI_DI_TESTO:
            return bool(sezione and sezione.html and sezione.html != voce.introduzione)
        righe: dict[str, Iterable[Any]] = {
            TipoVoce.DATI_DISTRETTO: (d for d in self.programma.dati.all() if d.valore),
            TipoVoce.ATTORI: (a for a in self.programma.attori.all() if a.nominativo),
            TipoVoce.CANALI: (c for c in self.programma.canali.all() if c.testo),
            TipoVoce.ADERENTI: self.programma.aderenti.all(),
        }
        if voce.tipo in TIPO_DELLA_VOCE:
            return any(a.tipo == TIPO_DELLA_VOCE[voce.tipo] for a in self.azioni)
        return any(True for _ in righe.get(voce.tipo, ()))

    # --- checks ---------------------------------------------------------------------------

    def segnali(self) -> list[Segnale]:
        """Every finding that counts, those that block first, each with its place."""
        esiti = [e for e in self.fatti.esiti if not e.superato]
        return [self._segnale(e) for e in sorted(esiti, key=lambda e: not e.blocca)]

    def _segnale(self, esito: EsitoControllo) -> Segnale:
        return Segnale(esito.messaggio, esito.dove, esito.blocca, self.indirizzo_di(esito))

    def indirizzo_di(self, esito: EsitoControllo) -> str:
        azione = self._per_numero.get(esito.posto.azione) if esito.posto.azione else None
        if azione is not None:
            codice = (esito.posto.campo or "").split(" ")[0]
            colonna = COLONNA_DEL_CAMPO.get(codice, codice)
            ancora = f"#campo-azione-{azione.pk}-{colonna}" if colonna else ""
            return self.indirizzo_azione(azione) + ancora
        voce = self._voce_di(esito)
        if voce:
            return self.indirizzo_parte(voce)
        return reverse("redazione", args=[self.programma.pk])

    def _voce_di(self, esito: EsitoControllo) -> str:
        if esito.posto.azione:
            tipo = VOCE_DELLE_AZIONI[TipoAzione(esito.posto.azione[0])]
            return next((v.codice for v in self.voci if v.tipo == tipo), "")
        return esito.posto.voce or ""

    def segnali_azione(self, azione: Azione) -> list[tuple[str, Segnale]]:
        """The findings on one action, each with the field it speaks of ("" for the whole)."""
        dove = (azione.tipo, azione.posizione)
        return [
            ((e.posto.campo or ""), self._segnale(e))
            for e in self.fatti.esiti
            if not e.superato and e.posto.azione == dove
        ]

    # --- what the office asked for --------------------------------------------------------

    @cached_property
    def osservazioni(self) -> list[OsservazionePagina]:
        """The remarks that wait for the district, in the order in which they were written."""
        if self.programma.stato != Stato.DA_INTEGRARE:
            return []
        righe = self.programma.osservazioni.inviate().exclude(stato=StatoOsservazione.CHIUSA)
        trovate = []
        for riga in righe.select_related("autore").prefetch_related(CON_SEGUITI):
            luogo = luogo_di(riga)
            nome, indirizzo = self._dove(luogo)
            indirizzo = f"{indirizzo}#osservazione-{riga.pk}"
            trovate.append(OsservazionePagina(riga, luogo, nome, indirizzo))
        return trovate

    def osservazioni_su(self, *luoghi: Luogo) -> list[OsservazionePagina]:
        return [o for o in self.osservazioni if o.luogo in luoghi]

    def _dove(self, luogo: Luogo) -> tuple[str, str]:
        """The name of a place and the page of the editor on which it is written."""
        azione = self._per_numero.get(luogo.azione) if luogo.azione else None
        if azione is not None:
            nome = f"{azione.get_tipo_display()} {azione.posizione}"
            campi = self.programma.schema.campi.all()
            etichette = {c.codice: c.etichetta for c in campi if c.tipo_azione == azione.tipo}
            campo = etichette.get(luogo.campo, luogo.campo)
            return f"{nome} – {campo}" if campo else nome, self.indirizzo_azione(azione)
        titoli = {v.codice: self._titolo(v) for v in self.voci}
        if luogo.voce in titoli:
            return titoli[luogo.voce], self.indirizzo_parte(luogo.voce)
        return TUTTO, reverse("redazione", args=[self.programma.pk])

    def _titolo(self, voce: Voce) -> str:
        sezione = self.sezioni.get(voce.pk)
        return sezione.titolo if sezione else voce.titolo

    # --- addresses ------------------------------------------------------------------------

    def indirizzo_parte(self, codice: str) -> str:
        return reverse("redazione_parte", args=[self.programma.pk, codice])

    def indirizzo_azione(self, azione: Azione) -> str:
        return reverse("redazione_azione", args=[self.programma.pk, azione.pk])
