"""The text that a rettifica is correcting stays inside the office until it is adopted."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from azioni.services import apri_programma
from distretti.models import Distretto, Ente, Utente
from istruttoria import services
from istruttoria.fatti import Fatti
from istruttoria.models import Versione
from istruttoria.queries import Sorte, piano_dell_anno, storia
from istruttoria.queries.rettifica import esiti_leggibili
from istruttoria.queries.ricerca import cerca_nei_testi
from istruttoria.services import redazione
from programmi.models import Programma, Schema
from programmi.services import copia_schema
from tests.istruttoria.passi import fai, rifiuto
from tests.istruttoria.test_rettifica import CANARINO, apri, correggi, pagina


@pytest.fixture
def aperta(in_istruttoria: Programma, funzionario: Utente, dirigente: Utente) -> Programma:
    return apri(fai("approva", in_istruttoria, dirigente), funzionario)


def test_ricerca_e_confronto_danno_la_correzione_solo_all_ufficio(
    aperta: Programma, funzionario: Utente, dirigente: Utente, manager: Utente
) -> None:
    correggi(aperta, funzionario)
    fai("propone_rettifica", aperta, funzionario)
    proposta = Versione.objects.get(motivo="Proposta di rettifica")
    lati = [{"da": "v1"}, {"da": "v1", "a": f"v{proposta.numero}"}]
    for lato in lati:
        assert CANARINO in pagina(funzionario, "programma_confronto", aperta.pk, **lato)
    assert CANARINO not in pagina(manager, "programma_confronto", aperta.pk, da="v1")
    assert f'v{proposta.numero}"' not in pagina(manager, "programma_confronto", aperta.pk)
    client = Client()
    client.force_login(manager)
    nascosta = client.get(reverse("programma_confronto", args=[aperta.pk]), lati[1])
    assert nascosta.status_code == 404

    def trovati(utente: Utente) -> list[Programma]:
        return [t.programma for t in cerca_nei_testi(utente, "canarino").programmi]

    assert (trovati(funzionario), trovati(manager)) == ([aperta], [])
    revocato = fai("revoca", aperta, dirigente)
    assert trovati(manager) == []
    assert CANARINO not in pagina(manager, "programma_confronto", revocato.pk, da="v1")


def test_adottata_la_correzione_si_trova(
    aperta: Programma, funzionario: Utente, dirigente: Utente, manager: Utente
) -> None:
    correggi(aperta, funzionario)
    fai("rettifica", aperta, dirigente)
    assert [t.programma for t in cerca_nei_testi(manager, "canarino").programmi] == [aperta]
    assert CANARINO in pagina(manager, "programma_confronto", aperta.pk, da="v1")


def test_i_controlli_del_testo_in_correzione_sono_dell_ufficio(
    aperta: Programma, funzionario: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    correggi(aperta, funzionario)
    letti: list[str] = []
    monkeypatch.setattr(
        "istruttoria.fatti.controlli.esegui", lambda s: letti.append(json.dumps(s)) or []
    )
    fatti = Fatti(Programma.objects.get(pk=aperta.pk))
    assert esiti_leggibili(fatti, ufficio=True) == esiti_leggibili(fatti, ufficio=False) == []
    assert [CANARINO in letto for letto in letti] == [True, False]


# --- next year, the register, the numbers ----------------------------------------------------


@pytest.fixture
def prossimo(aperta: Programma, manager: Utente) -> Programma:
    return apri_programma(
        schema=aperta.schema, distretto=aperta.distretto, anno=2027, autore=manager
    )


def test_l_anno_dopo_non_riprende_un_testo_in_correzione(
    aperta: Programma, prossimo: Programma, funzionario: Utente, dirigente: Utente, manager: Utente
) -> None:
    azione = correggi(aperta, funzionario)
    letta = pagina(manager, "redazione_ripresa", prossimo.pk, da=aperta.pk)
    assert "Il programma 2026 è in rettifica" in letta
    assert CANARINO not in letta
    with pytest.raises(services.Rifiuto, match="è in rettifica"):
        redazione.riprendi(prossimo.pk, aperta.pk, azioni=[azione.pk], attore=manager)
    fai("rettifica", aperta, dirigente)
    ripreso = redazione.riprendi(prossimo.pk, aperta.pk, azioni=[azione.pk], attore=manager)
    assert ripreso.azioni == 1
    assert "è in rettifica" not in pagina(manager, "redazione_ripresa", prossimo.pk)


def test_aprire_l_anno_aspetta_la_rettifica(aperta: Programma, funzionario: Utente) -> None:
    nuovo = copia_schema(aperta.schema, codice="2027", titolo="Del 2027", anno=2027)
    Schema.objects.filter(pk=nuovo.pk).update(attivo=True)
    nuovo.refresh_from_db()
    (riga,) = (r for r in piano_dell_anno(nuovo) if r.distretto == aperta.distretto)
    assert (riga.sorte, riga.apribile) == (Sorte.IN_RETTIFICA, False)
    (aperto,) = services.apri_anno(nuovo, [aperta.distretto_id], attore=funzionario)
    assert aperto.programma is None
    assert "è in rettifica" in aperto.motivo


def test_chi_adotta_sa_che_cosa_il_registro_ha_cambiato(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    fai("abbandona_rettifica", aperta, funzionario)
    Distretto.objects.filter(pk=aperta.distretto_id).update(denominazione="Distretto rinominato")
    riaperta = apri(Programma.objects.get(pk=aperta.pk), funzionario)
    detto = "ciò che il registro dice del distretto"
    assert Fatti(riaperta).correzioni == [detto]
    assert detto in pagina(dirigente, "passo", riaperta.pk, "rettifica")
    fai("rettifica", riaperta, dirigente)
    atto = json.loads(Versione.objects.first().contenuto)["determinazione"]
    assert detto in " ".join(atto["premesse"])


def test_il_registro_cambiato_non_impedisce_di_abbandonare(
    aperta: Programma, funzionario: Utente
) -> None:
    Distretto.objects.filter(pk=aperta.distretto_id).update(denominazione="Distretto rinominato")
    riletta = Programma.objects.select_related("distretto__ente").get(pk=aperta.pk)
    assert fai("abbandona_rettifica", riletta, funzionario).rettifica_dal is None


def test_un_numero_di_prima_non_torna(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    prima = fai("rettifica", aperta, dirigente)
    seconda = apri(prima, funzionario)
    negato = rifiuto("rettifica", seconda, dirigente, determinazione_numero="5663")
    assert (negato.campo, "un altro atto" in negato.motivo) == ("determinazione_numero", True)


def test_il_documento_sta_accanto_a_chi_lo_ha_emesso(
    aperta: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    Ente.objects.update(numerazione="dopo_firma")
    riletta = Programma.objects.get(pk=aperta.pk)
    fai("propone_rettifica", riletta, funzionario)
    services.esegui("rettifica", programma=riletta, attore=dirigente)
    con_file = [e.titolo for e in storia(riletta) if e.genere == "passaggio" and e.file]
    assert con_file[-2:] == ["Approva", "Rettifica"]
