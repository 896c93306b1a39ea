"""The text that a rettifica is correcting stays inside the office until it is adopted."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria.fatti import Fatti
from istruttoria.models import Versione
from istruttoria.queries.rettifica import esiti_leggibili
from istruttoria.queries.ricerca import cerca_nei_testi
from programmi.models import Programma
from tests.istruttoria.passi import fai
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
