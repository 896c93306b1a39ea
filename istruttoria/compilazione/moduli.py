"""The fields of each page of the editor, in the order of the form."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from azioni.models import Azione
from istruttoria.compilazione.quadro import COLONNA_DEL_CAMPO, Quadro
from istruttoria.compilazione.valori import (
    DATA,
    RICCO,
    RIGA,
    SCELTA,
    SI_NO,
    TESTO,
    CampoPagina,
    Gruppo,
    RegolaPagina,
    regola_pagina,
)
from istruttoria.rules import motivo_scrittura
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione import (
    CAMPI,
    testo_indicatori,
    testo_percentuali,
)
from programmi.enums import VOCE_DELLE_AZIONI, VOCI_DI_TESTO, CodiceCampo, TipoAzione, TipoVoce
from programmi.models import CampoAzione, Voce
from programmi.services import testo_di

AIUTO_CELLA = {
    "indicatori": "Un indicatore per riga, come sul modulo: «1) …», «- …».",
    "percentuali": "Le frasi come si scrivono sulla carta, una per riga: «25% ogni mail».",
    "referenti": "Un nome per riga, oppure separati da virgola o punto e virgola.",
    "altre_organizzazioni": "Un nome per riga, oppure separati da virgola o punto e virgola.",
    "tempi": "A parole: «Entro il 30 novembre». La scadenza si ricava da qui.",
}


class Compilazione(Quadro):
    """The editor's view of one programme: the whole, and every field that can be written."""

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
            if campo.codice != "scadenza":  # it has no place of its own: it goes with "tempi"
                luogo = Luogo(
                    "", (azione.tipo, azione.posizione), _CODICE.get(campo.codice, campo.codice)
                )
                campo.osservazioni = self.osservazioni_su(luogo)
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

    def dubbie(self, azione: Azione) -> list["RegolaPagina"]:
        """The percentages of an action that somebody has to confirm, if the user may."""
        if self._motivo(azione, CodiceCampo.PERCENTUALI):
            return []
        return [regola_pagina(r) for r in azione.regole.all() if r.da_confermare]

    def _motivo(self, riga: Any, codice: str) -> str:
        return motivo_scrittura(self.fatti, self.fatti.luogo_di(riga, codice))


_CODICE = {str(colonna): str(codice) for codice, colonna in COLONNA_DEL_CAMPO.items()} | {
    "scadenza": "tempi"
}
