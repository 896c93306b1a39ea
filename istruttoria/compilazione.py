"""What the pages of the editor show: parts with their marks, fields with what they hold.

Everything is read from one programme loaded whole (``Fatti.pieno``): no query of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from azioni.models import Azione, Regola
from azioni.percentuali import RegolaLetta, descrivi
from istruttoria.fatti import EsitoControllo, Fatti
from istruttoria.rules import motivo_scrittura
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione import (
    CAMPI,
    eliminata,
    letta_di,
    letture_possibili,
    testo_indicatori,
    testo_percentuali,
)
from programmi.enums import VOCE_DELLE_AZIONI, VOCI_DI_TESTO, CodiceCampo, TipoAzione, TipoVoce
from programmi.models import CampoAzione, Modifica, Sezione, Voce
from programmi.services import gettone, testo_di

TESTO, RIGA, RICCO, DATA, SI_NO, SCELTA = "testo", "riga", "ricco", "data", "si_no", "scelta"
COLONNA_DEL_CAMPO: dict[str, str] = {
    CodiceCampo.REFERENTI: "referenti_testo",
    CodiceCampo.ALTRE_ORGANIZZAZIONI: "altre_testo",
}
TIPO_DELLA_VOCE = {str(voce): str(tipo) for tipo, voce in VOCE_DELLE_AZIONI.items()}
AIUTO_CELLA = {
    "indicatori": "Un indicatore per riga, come sul modulo: «1) …», «- …».",
    "percentuali": "Le frasi come si scrivono sulla carta, una per riga: «25% ogni mail».",
    "referenti": "Un nome per riga, oppure separati da virgola o punto e virgola.",
    "altre_organizzazioni": "Un nome per riga, oppure separati da virgola o punto e virgola.",
    "tempi": "A parole: «Entro il 30 novembre». La scadenza si ricava da qui.",
}


@dataclass(frozen=True, slots=True)
class Segnale:
    """A check's finding as the editor shows it: where to go to mend it."""

    messaggio: str
    dove: str
    blocca: bool
    indirizzo: str


@dataclass(slots=True)
class CampoPagina:
    """A field of a page: what it holds, its gettone, and whether it may be written now."""

    nome: str
    etichetta: str
    genere: str
    valore: str
    aiuto: str = ""
    limite: int | None = None
    massimo: int | None = None
    righe: int = 3
    scelte: Sequence[tuple[str, str]] = ()
    motivo: str = ""
    segnali: list[Segnale] = field(default_factory=list)
    regole: Sequence["RegolaPagina"] = ()
    obbligatorio: bool = False
    organizzazioni: bool = False
    conflitto: Any = None
    rifiuto: str = ""
    proposto: str = ""  # what was typed and refused: the page shows it again

    @property
    def visto(self) -> str:
        return gettone(self.valore)

    @property
    def scrivibile(self) -> bool:
        return not self.motivo

    @property
    def da_mostrare(self) -> str:
        return self.proposto if self.rifiuto else self.valore

    @property
    def codice(self) -> str:
        return self.nome.split("-", 2)[2]

    @property
    def di_percentuali(self) -> bool:
        return self.codice == CodiceCampo.PERCENTUALI

    @property
    def valore_leggibile(self) -> str:
        if self.genere == SI_NO:
            return "sì" if self.valore else "no"
        if self.genere == SCELTA:
            return dict(self.scelte).get(self.valore, "")
        return self.valore


@dataclass(frozen=True, slots=True)
class RegolaPagina:
    """A percentage as it is read, and every way to read it (its words, whether it is this one)."""

    pk: int
    testo: str
    spiegazione: str
    da_confermare: bool
    dubbio: str
    alternative: tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class Gruppo:
    titolo: str
    campi: list[CampoPagina]


@dataclass(slots=True)
class PartePagina:
    """A part of the form in the list at the side."""

    codice: str
    titolo: str
    tipo: str
    indirizzo: str
    stato: str
    bloccano: int
    avvisano: int
    qui: bool = False

    @property
    def stato_detto(self) -> str:
        return STATI_DETTI[self.stato]


STATI_DETTI = {
    "completa": "completa",
    "vuota": "ancora vuota",
    "da_completare": "da completare",
    "da_guardare": "da guardare",
    "facoltativa": "facoltativa, vuota",
}


class Compilazione:
    """The editor's view of one programme."""

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
        sezione = self.sezioni.get(voce.pk)
        titolo = stampata["titolo"] if stampata else (sezione.titolo if sezione else voce.titolo)
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

    # --- addresses ------------------------------------------------------------------------

    def indirizzo_parte(self, codice: str) -> str:
        return reverse("redazione_parte", args=[self.programma.pk, codice])

    def indirizzo_azione(self, azione: Azione) -> str:
        return reverse("redazione_azione", args=[self.programma.pk, azione.pk])

    # --- fields ---------------------------------------------------------------------------

    def campi_programma(self) -> list[CampoPagina]:
        p = self.programma
        return [
            self._campo(p, "programma", "titolo", "Righe del frontespizio", TESTO, righe=4,
                        aiuto="Una riga per ogni riga stampata sulla copertina."),
            self._campo(p, "programma", "gruppo_di_lavoro_il",
                        "Condiviso dal gruppo di lavoro il", DATA),
            self._campo(p, "programma", "richiede_contributo", "Richiede il contributo", SI_NO,
                        aiuto="Chi lo richiede compila le righe V.A.M.T. previste dallo schema."),
        ]  # fmt: skip

    def gruppi_della_parte(self, voce: Voce) -> list[Gruppo]:
        """The fields of a part, without its actions and members."""
        gruppi = list(self._gruppi_di_righe(voce))
        sezione = self.sezioni.get(voce.pk)
        if sezione is not None:
            di_testo = voce.tipo in VOCI_DI_TESTO
            limite = (
                voce.limite_righe * self.programma.schema.caratteri_per_riga
                if voce.limite_righe
                else None
            )
            titolo = self._campo(sezione, "sezione", "titolo", "Titolo stampato", RIGA)
            testo = self._campo(
                sezione, "sezione", "html",
                "Testo" if di_testo else "Testo introduttivo della parte", RICCO,
                limite=limite, obbligatorio=di_testo and voce.obbligatoria,
            )  # fmt: skip
            for esito in self.fatti.esiti:
                if di_testo and not esito.superato and self._voce_di(esito) == voce.codice:
                    testo.segnali.append(self._segnale(esito))
            gruppi.insert(0, Gruppo("", [testo, titolo] if di_testo else [titolo, testo]))
        return gruppi

    def _gruppi_di_righe(self, voce: Voce) -> Iterator[Gruppo]:
        p = self.programma
        if voce.tipo == TipoVoce.DATI_DISTRETTO:
            campi = [
                self._campo(d, "dato", "valore", d.etichetta, TESTO, righe=2) for d in p.dati.all()
            ]
            yield Gruppo("", campi)
        elif voce.tipo == TipoVoce.ATTORI:
            for attore in p.attori.all():
                yield Gruppo(
                    attore.etichetta,
                    [
                        self._campo(attore, "attore", "nominativo", "Nome", RIGA),
                        self._campo(
                            attore, "attore", "qualifica", "Carica o ufficio", TESTO, righe=2
                        ),
                        self._campo(attore, "attore", "email", "E-mail", RIGA),
                        self._campo(attore, "attore", "telefono", "Telefono", RIGA),
                    ],
                )
        elif voce.tipo == TipoVoce.CANALI:
            aiuto = "Un trattino dove il canale non c’è."
            campi = [
                self._campo(c, "canale", "testo", c.etichetta, RIGA, aiuto=aiuto)
                for c in p.canali.all()
            ]
            yield Gruppo("", campi)

    def ambiti(self, voce: Voce) -> list[Any]:
        return [a for a in self.programma.ambiti.all() if a.voce_id == voce.pk]

    def campi_ambito(self, ambito: Any) -> list[CampoPagina]:
        return [
            self._campo(ambito, "ambito", "titolo", "Titolo dell’ambito", RIGA),
            self._campo(ambito, "ambito", "introduzione", "Testo sotto il titolo", RICCO),
        ]

    def campi_azione(self, azione: Azione) -> list[CampoPagina]:
        """The fields of an action in the order of its form, after those that place it."""
        campi = list(self._collocazione(azione))
        previsti: list[CampoAzione] = [
            c for c in self.programma.schema.campi.all() if c.tipo_azione == azione.tipo
        ]
        campi += [c for previsto in previsti for c in self._campo_previsto(azione, previsto)]
        segnali = self.segnali_azione(azione)
        for campo in campi:
            nomi = {campo.codice, _CODICE.get(campo.codice, campo.codice)}
            campo.segnali += [s for dove, s in segnali if dove.split(" ")[0] in nomi]
        return campi

    def _collocazione(self, azione: Azione) -> Iterator[CampoPagina]:
        voce = VOCE_DELLE_AZIONI[TipoAzione(azione.tipo)]
        ambiti = [a for a in self.programma.ambiti.all() if a.voce.tipo == voce]
        if ambiti:
            scelte = [(str(a.pk), str(a)) for a in ambiti]
            yield self._campo(azione, "azione", "ambito", "Ambito", SCELTA, scelte=scelte)
        if azione.tipo == TipoAzione.PROGETTUALITA:
            yield self._campo(azione, "azione", "tema", "Tema", RIGA)
            yield self._campo(azione, "azione", "macro_ambito", "Macro-ambito", RIGA)
            yield self._campo(azione, "azione", "strategico", "È il progetto strategico", SI_NO)
        if azione.tipo != TipoAzione.RIGA_VAMT:
            aiuto = "Conta per la valutazione dell’attività del Manager territoriale."
            yield self._campo(azione, "azione", "vamt", "Azione V.A.M.T.", SI_NO, aiuto=aiuto)

    def _campo_previsto(self, azione: Azione, previsto: CampoAzione) -> Iterator[CampoPagina]:
        codice = previsto.codice
        aiuto = previsto.aiuto or AIUTO_CELLA.get(codice, "")
        comune: dict[str, Any] = {"aiuto": aiuto, "obbligatorio": previsto.obbligatorio}
        if codice in (CodiceCampo.INDICATORI, CodiceCampo.PERCENTUALI):
            yield self._cella(azione, codice, previsto.etichetta, comune)
            return
        nome = COLONNA_DEL_CAMPO.get(codice, codice)
        genere = RIGA if codice == CodiceCampo.TITOLO else TESTO
        righe = 6 if codice == CodiceCampo.DESCRIZIONE else 2
        campo = self._campo(
            azione, "azione", nome, previsto.etichetta, genere, righe=righe, **comune
        )
        campo.organizzazioni = codice in COLONNA_DEL_CAMPO
        yield campo
        if codice == CodiceCampo.TEMPI:
            yield self._campo(azione, "azione", "scadenza", "Scadenza", DATA)

    def _cella(
        self, azione: Azione, codice: str, etichetta: str, comune: dict[str, Any]
    ) -> CampoPagina:
        di_percentuali = codice == CodiceCampo.PERCENTUALI
        righe: list[Any] = list(azione.regole.all() if di_percentuali else azione.indicatori.all())
        testo = testo_percentuali(righe) if di_percentuali else testo_indicatori(righe)
        return CampoPagina(
            nome=f"azione-{azione.pk}-{codice}",
            etichetta=etichetta,
            genere=TESTO,
            valore=testo,
            righe=max(3, len(righe) + 1),
            motivo=self._motivo(azione, codice),
            regole=[regola_pagina(r) for r in righe] if di_percentuali else (),
            **comune,
        )

    def _campo(
        self, riga: Any, modello: str, nome: str, etichetta: str, genere: str, **altro: Any
    ) -> CampoPagina:
        campo = CAMPI[modello, nome]
        return CampoPagina(
            nome=f"{modello}-{riga.pk}-{nome}",
            etichetta=etichetta,
            genere=genere,
            valore=testo_di(getattr(riga, campo.dove)),
            massimo=campo.massimo if genere in (RIGA, TESTO) else None,
            motivo=self._motivo(riga, campo.codice),
            **altro,
        )

    def campo_di_nome(self, nome: str) -> tuple[CampoPagina, str] | None:
        """A field by the name that pages give it, and the address of its page."""
        modello, chiave, _ = nome.split("-", 2)
        if modello == "azione":
            azioni = [a for a in self.azioni if str(a.pk) == chiave]
            trovati = [(c, self.indirizzo_azione(a)) for a in azioni for c in self.campi_azione(a)]
        else:
            intero = reverse("redazione", args=[self.programma.pk])
            trovati = [(c, intero) for c in self.campi_programma()]
            for voce in self.voci:
                indirizzo = self.indirizzo_parte(voce.codice)
                campi = [c for g in self.gruppi_della_parte(voce) for c in g.campi]
                campi += [c for a in self.ambiti(voce) for c in self.campi_ambito(a)]
                trovati += [(c, indirizzo) for c in campi]
        return next(((c, f"{dove}#campo-{nome}") for c, dove in trovati if c.nome == nome), None)

    def _motivo(self, riga: Any, codice: str) -> str:
        return motivo_scrittura(self.fatti, self.fatti.luogo_di(riga, codice))


_CODICE = {str(colonna): str(codice) for codice, colonna in COLONNA_DEL_CAMPO.items()} | {
    "scadenza": "tempi"
}


def regola_pagina(regola: Regola) -> RegolaPagina:
    """A stored rule as the page explains it."""
    return spiegata(letta_di(regola), pk=regola.pk)


def spiegata(letta: RegolaLetta, *, pk: int = 0) -> RegolaPagina:
    """A reading in words, with the words of its alternatives."""
    return RegolaPagina(
        pk=pk,
        testo=letta.testo,
        spiegazione=descrivi(letta),
        da_confermare=letta.da_confermare,
        dubbio=letta.dubbio if letta.da_confermare else "",
        alternative=tuple(_letture(letta)),
    )


def _letture(letta: RegolaLetta) -> Iterator[tuple[str, bool]]:
    for altra in letture_possibili(letta):
        come = RegolaLetta.da_dict({"testo": letta.testo, **altra})
        yield descrivi(come), come.lettura() == letta.lettura()
