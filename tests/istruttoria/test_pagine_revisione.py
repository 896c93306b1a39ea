"""The review of a programme: the text, what changed in it, what is written beside each place."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from azioni.services import aggiungi_azione
from distretti.models import Utente
from istruttoria import queries, services
from istruttoria.fatti import Fatti
from istruttoria.models import Osservazione, VisitaRevisione
from istruttoria.queries import Revisione
from istruttoria.sblocchi import Luogo
from programmi.models import Programma
from tests.istruttoria.conftest import porta
from tests.istruttoria.passi import fai

Porta = Callable[[str], Programma]
DESCRIZIONE = {"azione_tipo": "progettualita", "azione_numero": 1, "campo": "descrizione"}


@pytest.fixture
def trasmesso(nello_stato: Porta, coordinatore: Utente, funzionario: Utente) -> Programma:
    """A programme under review, transmitted by its district."""
    programma = nello_stato("bozza")
    aggiungi_azione(programma, tipo="progettualita", titolo="Estate", descrizione="Un corso breve.")
    return fai("prende_in_carico", fai("trasmetti", programma, coordinatore), funzionario)


@pytest.fixture
def ritrasmesso(
    trasmesso: Programma, coordinatore: Utente, funzionario: Utente, manager: Utente
) -> Programma:
    """The district changed what was remarked on, answered, and transmitted again."""
    for luogo in ({"voce": "premessa"}, DESCRIZIONE):
        services.aggiungi_osservazione(
            programma=trasmesso, autore=funzionario, testo="Chiarire.", **luogo
        )
    programma = fai("chiede_integrazioni", trasmesso, funzionario)
    programma.sezioni.filter(voce__codice="premessa").update(html="<p>Tutto <b>nuovo</b>.</p>")
    programma.azioni.filter(tipo="progettualita").update(descrizione="Un corso lungo.")
    for osservazione in Osservazione.objects.all():
        services.rispondi_osservazione(osservazione, attore=manager, testo="Fatto.")
    return fai("ritrasmetti", programma, coordinatore)


def componi(programma: Programma, utente: Utente, da: str = "") -> Revisione:
    return queries.revisione(Fatti(programma), utente, da=da)


def posti(pagina: Revisione) -> dict[str, Any]:
    """Every place of the page by its key."""
    trovati = [pagina.tutto, *(p.posto for p in pagina.parti), *pagina.altrove]
    for parte in pagina.parti:
        for gruppo in parte.gruppi:
            for azione in gruppo.azioni:
                trovati += [azione.posto, *(posto for _, posto in azione.campi)]
                trovati += [azione.titolo] if azione.titolo else []
    assert len({p.chiave for p in trovati}) == len(trovati)
    return {p.chiave: p for p in trovati}


def test_ogni_posto_della_pagina_si_puo_osservare(
    trasmesso: Programma, funzionario: Utente
) -> None:
    chiavi = set(posti(componi(trasmesso, funzionario)))
    assert {"", "voce:premessa", "progettualita:1", "progettualita:1:titolo"} <= chiavi
    assert {"progettualita:1:tempi", "riga_vamt:9:percentuali"} <= chiavi
    for chiave in chiavi:
        luogo = Luogo.da_chiave(chiave)
        tipo, numero = luogo.azione or ("", None)
        services.aggiungi_osservazione(
            programma=trasmesso,
            autore=funzionario,
            testo="Qui.",
            voce=luogo.voce,
            azione_tipo=tipo,
            azione_numero=numero,
            campo=luogo.campo,
        )
    pagina = componi(trasmesso, funzionario)
    assert {c for c, p in posti(pagina).items() if len(p.osservazioni) == 1} == chiavi


def test_prima_di_ogni_ritorno_non_e_cambiato_niente(
    trasmesso: Programma, funzionario: Utente
) -> None:
    pagina = componi(trasmesso, funzionario)
    assert [b.chiave for b in pagina.basi] == ["trasmissione"]
    assert (pagina.cambiate, pagina.tolte) == ([], [])


def test_dalla_trasmissione_precedente_si_segna_cio_che_e_cambiato(
    ritrasmesso: Programma, funzionario: Utente
) -> None:
    pagina = componi(ritrasmesso, funzionario)
    assert [p.ancora for p in pagina.cambiate] == [
        "parte-premessa",
        "progettualita-1",
        "progettualita-1-descrizione",
    ]
    pezzi = posti(pagina)["progettualita:1:descrizione"].testo_diverso
    assert [(p.genere, p.testo) for p in pezzi[1:3]] == [("tolto", "breve"), ("aggiunto", "lungo")]
    premessa = next(p for p in pagina.parti if p.parte.codice == "premessa")
    assert "<strong><ins>nuovo</ins></strong>" in premessa.segnato


def test_si_puo_non_segnare_niente(ritrasmesso: Programma, funzionario: Utente) -> None:
    pagina = componi(ritrasmesso, funzionario, da="nascondi")
    assert (pagina.base, pagina.confronto, pagina.cambiate) == (None, None, [])


def test_accanto_all_osservazione_la_risposta_e_il_cambiamento(
    ritrasmesso: Programma, funzionario: Utente
) -> None:
    [rivista] = posti(componi(ritrasmesso, funzionario))["progettualita:1:descrizione"].osservazioni
    assert (rivista.versione, rivista.osservazione.risposta) == (1, "Fatto.")
    assert [t.nome for t in rivista.cambiamento.testi] == ["Azioni"]


def test_il_cambiamento_segue_l_azione_che_ha_cambiato_numero(
    ritrasmesso: Programma, funzionario: Utente
) -> None:
    ritrasmesso.azioni.filter(tipo="progettualita").update(posizione=2)
    Osservazione.objects.filter(azione_numero=1).update(azione_numero=2)
    ritrasmesso.azioni.create(tipo="progettualita", titolo="Autunno", posizione=1)
    [rivista] = posti(componi(ritrasmesso, funzionario))["progettualita:2:descrizione"].osservazioni
    assert [t.nome for t in rivista.cambiamento.testi] == ["Azioni"]


def test_un_osservazione_su_un_punto_che_non_c_e_piu_resta_leggibile(
    ritrasmesso: Programma, funzionario: Utente
) -> None:
    ritrasmesso.azioni.filter(tipo="progettualita").delete()
    pagina = componi(ritrasmesso, funzionario)
    assert [p.chiave for p in pagina.altrove] == ["progettualita:1:descrizione"]
    assert pagina.tolte == ["Progettualità 1. Estate"]


# --- since my last visit --------------------------------------------------------------------


def visita(programma: Programma, utente: Utente, ore_fa: int = 0) -> None:
    services.registra_revisione(
        utente=utente, programma=programma, impronta=Fatti(programma).impronta
    )
    if ore_fa:
        quando = timezone.now() - timedelta(hours=ore_fa)
        VisitaRevisione.objects.update(quando=quando)


def test_dall_ultima_visita(ritrasmesso: Programma, funzionario: Utente, manager: Utente) -> None:
    visita(ritrasmesso, funzionario, ore_fa=2)
    ritrasmesso.azioni.filter(tipo="progettualita").update(tempi="Entro maggio")
    services.riapri_osservazione(
        Osservazione.objects.first(), attore=funzionario, motivo="Mancano gli orari"
    )
    Osservazione.objects.update(risposta_il=timezone.now())
    pagina = componi(ritrasmesso, funzionario, da="visita")
    assert [p.chiave for p in pagina.cambiate] == ["progettualita:1", "progettualita:1:tempi"]
    assert all(rivista.nuova for _, rivista in pagina.da_guardare)


def test_mentre_la_visita_dura_le_novita_restano(
    ritrasmesso: Programma, funzionario: Utente
) -> None:
    visita(ritrasmesso, funzionario, ore_fa=2)
    ritrasmesso.azioni.filter(tipo="progettualita").update(tempi="Entro maggio")
    for _ in range(2):
        visita(ritrasmesso, funzionario)
        pagina = componi(ritrasmesso, funzionario, da="visita")
        assert [p.chiave for p in pagina.cambiate] == ["progettualita:1", "progettualita:1:tempi"]


def test_alla_prima_visita_non_c_e_un_prima(ritrasmesso: Programma, funzionario: Utente) -> None:
    visita(ritrasmesso, funzionario)
    assert [b.chiave for b in componi(ritrasmesso, funzionario).basi] == ["trasmissione"]


def test_un_testo_che_non_e_quello_letto_non_si_segna_come_visto(
    ritrasmesso: Programma, funzionario: Utente
) -> None:
    impronta = Fatti(ritrasmesso).impronta
    ritrasmesso.azioni.filter(tipo="progettualita").update(tempi="Entro maggio")
    services.registra_revisione(utente=funzionario, programma=ritrasmesso, impronta=impronta)
    assert not VisitaRevisione.objects.exists()


def test_chi_non_e_dell_ufficio_non_segna_visite(ritrasmesso: Programma, manager: Utente) -> None:
    with pytest.raises(services.Rifiuto):
        visita(ritrasmesso, manager)


# --- the page -------------------------------------------------------------------------------


def apri(client: Client, programma: Programma, utente: Utente, domanda: str = "") -> str:
    client.force_login(utente)
    return client.get(reverse("revisione", args=[programma.pk]) + domanda).text


def test_la_pagina(client: Client, ritrasmesso: Programma, funzionario: Utente) -> None:
    testo = apri(client, ritrasmesso, funzionario)
    assert "<strong>2</strong> con risposta, da valutare" in testo
    assert 'Un corso <del><span class="visually-hidden">tolto: </span>breve</del>' in testo
    assert "Che cosa è cambiato qui dalla versione 1" in testo
    ids = re.findall(r'\bid="([^"]+)"', testo)
    assert len(ids) == len(set(ids))
    legami = set(re.findall(r'href="#([^"]+)"', testo))
    assert legami <= set(ids)


def test_fuori_dall_istruttoria_si_legge_soltanto(
    client: Client, nello_stato: Porta, funzionario: Utente
) -> None:
    testo = apri(client, nello_stato("approvato"), funzionario)
    assert "Le osservazioni si leggono soltanto." in testo
    assert "data-subito" not in testo
    assert reverse("osserva", args=[1]).removesuffix("1/osservazioni/") not in re.findall(
        r'href="([^"]+osservazioni[^"]*)"', testo
    )


@pytest.mark.parametrize(
    ("nome", "dati"),
    [
        ("osserva", {"luogo": "progettualita:1:tempi", "tipo": "chiarimento", "testo": "Quando?"}),
        ("note_interne", {"luogo": "progettualita:1:tempi", "testo": "Sentire il collega."}),
    ],
)
def test_dopo_avere_scritto_si_torna_al_posto(
    nome: str, dati: dict[str, str], client: Client, trasmesso: Programma, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    indirizzo = reverse(nome, args=[trasmesso.pk]) + "?luogo=progettualita:1:tempi&da=revisione"
    form = client.get(indirizzo).text
    assert 'action="' + indirizzo.replace("&", "&amp;") + '"' in form
    assert '<option value="progettualita:1:tempi" selected>' in form
    risposta = client.post(indirizzo, dati)
    posto = reverse("revisione", args=[trasmesso.pk]) + "#posto-progettualita-1-tempi"
    assert risposta.url == posto
    assert dati["testo"] in client.get(posto).text


def test_si_chiude_e_si_resta_al_posto(
    client: Client, ritrasmesso: Programma, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    osservazione = Osservazione.objects.get(campo="descrizione")
    risposta = client.post(reverse("chiudi", args=[osservazione.pk]) + "?da=revisione")
    assert risposta.url.endswith("/revisione/#posto-progettualita-1-descrizione")


def test_un_controllo_che_blocca_si_supera_dal_suo_punto(
    client: Client, programma: Programma, funzionario: Utente
) -> None:
    """With the real checks: the finding stands in its place and above; a reason is asked for."""
    programma = porta(programma, "in_istruttoria")
    esito = next(e for e in Fatti(programma).blocchi if e.posto.voce == "premessa")
    posto = posti(componi(programma, funzionario))["voce:premessa"]
    assert [s.esito for s in posto.segnalazioni if s.esito.blocca] == [esito]
    testo = apri(client, programma, funzionario)
    legami = re.findall(r'href="([^"]+/controlli/[^"]+)"', testo)
    indirizzo = next(x for x in legami if esito.codice in x).replace("&amp;", "&")
    dati = {"codice": esito.codice, "dove": esito.dove}
    assert client.post(indirizzo, {**dati, "motivo": " "}).status_code == 422
    risposta = client.post(indirizzo, {**dati, "motivo": "Concordato con il distretto"})
    assert risposta.url == reverse("revisione", args=[programma.pk]) + "#controlli"
    assert "Concordato con il distretto" in client.get(risposta.url).text
    assert esito.codice not in {e.codice for e in Fatti(programma).blocchi if e.dove == esito.dove}


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int,
    client: Client,
    ritrasmesso: Programma,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    for numero in range(quante):
        aggiungi_azione(ritrasmesso, tipo="progettualita", titolo=f"Altra {numero}")
        ritrasmesso.osservazioni.create(
            testo="Chiarire", autore=funzionario, voce="premessa", inviata_il=timezone.now()
        )
        services.annota(programma=ritrasmesso, autore=funzionario, testo="x", voce="premessa")
    visita(ritrasmesso, funzionario, ore_fa=2)
    client.force_login(funzionario)
    with django_assert_num_queries(31):
        client.get(reverse("revisione", args=[ritrasmesso.pk]))
