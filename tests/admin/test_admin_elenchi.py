"""The lists of the admin: found quickly, scoped, with the same queries however many the rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azioni.models import Azione
from distretti.models import Adesione, Distretto, Ente, Incarico, Organizzazione, Utente
from istruttoria.models import (
    Documento,
    Importazione,
    Osservazione,
    Passaggio,
    QuadroProvinciale,
    Versione,
)
from programmi.models import Ambito, Modifica, Programma, Scadenza, Schema, Sezione, Voce


class Semina:
    """Makes the n-th row of each model, with all that its list shows."""

    def __init__(self, ente: Ente, schema: Schema, autore: Utente) -> None:
        self.ente, self.schema, self.autore = ente, schema, autore

    def organizzazione(self, n: int) -> Organizzazione:
        return Organizzazione.objects.create(ente=self.ente, denominazione=f"Organizzazione {n}")

    def distretto(self, n: int) -> Distretto:
        return Distretto.objects.create(
            ente=self.ente,
            codice=f"D{n}",
            denominazione=f"Distretto {n}",
            tipo="territoriale",
            capofila=self.organizzazione(n),
        )

    def programma(self, n: int) -> Programma:
        return Programma.objects.create(
            schema=self.schema,
            distretto=self.distretto(n),
            anno=2026,
            dal=date(2026, 1, 1),
            al=date(2026, 12, 31),
            in_carico_a=self.autore,
        )

    def versione(self, n: int) -> Versione:
        return Versione.objects.create(
            programma=self.programma(n),
            numero=1,
            contenuto="{}",
            sha256="0" * 64,
            motivo="prova",
            autore=self.autore,
        )

    def riga(self, modello: type, n: int) -> Any:
        return getattr(self, f"_{modello.__name__.lower()}")(n)

    _organizzazione = organizzazione
    _distretto = distretto
    _programma = programma
    _versione = versione

    def _documento(self, n: int) -> Any:
        return Documento.objects.create(
            versione=self.versione(n), tipo="programma", file="f", sha256="0" * 64, dimensione=1
        )

    def _azione(self, n: int) -> Any:
        return Azione.objects.create(
            programma=self.programma(n), tipo="azione", posizione=1, titolo="T"
        )

    def _sezione(self, n: int) -> Any:
        voce = self.schema.voci.first()
        return Sezione.objects.create(programma=self.programma(n), voce=voce, titolo="T")

    def _modifica(self, n: int) -> Any:
        return Modifica.objects.create(
            programma=self.programma(n),
            modello="programma",
            oggetto=n,
            campo="titolo",
            autore=self.autore,
        )

    def _passaggio(self, n: int) -> Any:
        return Passaggio.objects.create(
            programma=self.programma(n),
            transizione="trasmetti",
            da="bozza",
            a="trasmesso",
            persona="funzionario",
            autore=self.autore,
        )

    def _osservazione(self, n: int) -> Any:
        return Osservazione.objects.create(
            programma=self.programma(n), testo="Chiarire", autore=self.autore
        )

    def _importazione(self, n: int) -> Any:
        return Importazione.objects.create(
            distretto=self.distretto(n),
            anno=2026,
            schema=self.schema,
            nome_file="f.docx",
            sha256="0" * 64,
            lettura={},
            autore=self.autore,
        )

    def _adesione(self, n: int) -> Any:
        distretto = self.distretto(n)
        return Adesione.objects.create(
            distretto=distretto, organizzazione=distretto.capofila, dal=date(2022, 7, 15)
        )

    def _incarico(self, n: int) -> Any:
        return Incarico.objects.create(
            distretto=self.distretto(n), ruolo="manager", nominativo="N", dal=date(2022, 7, 15)
        )

    def _utente(self, n: int) -> Any:
        return Utente.objects.create(
            email=f"u{n}@example.org", nome="N", cognome=f"C{n}", ente=self.ente
        )

    def _quadroprovinciale(self, n: int) -> Any:
        return QuadroProvinciale.objects.create(
            ente=self.ente,
            al=date.fromordinal(730_000 + n),
            territoriali=16,
            tematici=1,
            family_audit=3,
            organizzazioni=1178,
        )

    def _schema(self, n: int) -> Any:
        return Schema.objects.create(ente=self.ente, codice=f"S{n}", titolo="S", anno=2026)

    def _voce(self, n: int) -> Any:
        return Voce.objects.create(
            schema=self._schema(n), codice="v", tipo="azioni", titolo="V", posizione=1
        )

    def _ambito(self, n: int) -> Any:
        return Ambito.objects.create(voce=self._voce(n), numero=1, titolo="A")

    def _scadenza(self, n: int) -> Any:
        return Scadenza.objects.create(
            schema=self._schema(n), tipo="trasmissione", giorno=date(2026, 4, 30)
        )


# session, user; then what each list asks for its rows, count, filters and dates
INTERROGAZIONI: dict[type, int] = {
    Adesione: 5,
    Ambito: 5,
    Azione: 6,
    Distretto: 4,
    Documento: 5,
    Importazione: 6,
    Incarico: 5,
    Modifica: 8,
    Organizzazione: 4,
    Osservazione: 5,
    Passaggio: 8,
    Programma: 6,
    QuadroProvinciale: 4,
    Scadenza: 5,
    Schema: 5,
    Sezione: 6,
    Utente: 4,
    Versione: 6,
    Voce: 5,
}


@pytest.mark.parametrize("quante", [1, 3, 100])
@pytest.mark.parametrize("modello", INTERROGAZIONI)
def test_interrogazioni(
    modello: type,
    quante: int,
    ufficio: Client,
    ente: Ente,
    schema_2026: Schema,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    semina = Semina(ente, schema_2026, funzionario)
    for n in range(quante):
        semina.riga(modello, n)
    indirizzo = f"admin:{modello._meta.app_label}_{modello._meta.model_name}_changelist"
    with django_assert_num_queries(INTERROGAZIONI[modello]):
        ufficio.get(reverse(indirizzo))


ELENCO = reverse("admin:programmi_programma_changelist")


@pytest.mark.parametrize(
    ("domanda", "trovati"),
    [
        ("q=valsugana", 1),
        ("q=FA-AV", 1),
        ("q=pergine", 1),
        ("q=366010", 1),
        ("q=valsugana+2026", 1),
        ("q=valsugana+2025", 0),
        ("q=altrove", 0),
        ("stato__exact=in_istruttoria", 1),
        ("stato__exact=bozza", 0),
        ("anno=2026", 1),
        ("distretto__tipo__exact=family_audit", 1),
    ],
)
def test_un_programma_si_trova(
    domanda: str, trovati: int, ufficio: Client, nello_stato: Callable[[str], Programma]
) -> None:
    nello_stato("in_istruttoria")
    assert ufficio.get(f"{ELENCO}?{domanda}").context["cl"].result_count == trovati


def test_i_filtri_nominano_solo_i_distretti_dell_ente(
    ufficio: Client, programma: Programma, distretto_altrove: Distretto
) -> None:
    assert str(distretto_altrove) not in ufficio.get(ELENCO).text


def test_l_elenco_di_un_altro_ente_e_vuoto(
    client: Client, estraneo_ente: Utente, programma: Programma
) -> None:
    client.force_login(estraneo_ente)
    assert client.get(ELENCO).context["cl"].result_count == 0


@pytest.mark.parametrize(
    ("modello", "campo", "app"),
    [
        ("programma", "distretto", "programmi"),
        ("programma", "in_carico_a", "programmi"),
        ("incarico", "utente", "distretti"),
        ("adesione", "organizzazione", "distretti"),
    ],
)
def test_il_completamento_non_esce_dall_ente(
    modello: str,
    campo: str,
    app: str,
    ufficio: Client,
    distretto: Distretto,
    distretto_altrove: Distretto,
    estraneo_ente: Utente,
) -> None:
    Organizzazione.objects.create(ente=distretto_altrove.ente, denominazione="Altrove spa")
    dati = {"app_label": app, "model_name": modello, "field_name": campo, "term": ""}
    testi = [
        riga["text"] for riga in ufficio.get(reverse("admin:autocomplete"), dati).json()["results"]
    ]
    assert testi
    assert not [t for t in testi if "altrove" in t.lower()]
