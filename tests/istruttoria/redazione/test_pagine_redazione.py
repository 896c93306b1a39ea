"""The editor's pages: shown, saved with and without script, closed to those who do not write."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from azioni.models import Azione
from distretti.models import Utente
from istruttoria.services import redazione
from programmi.models import Modifica, Programma, Schema
from programmi.services import gettone
from tests.guardie import sospese
from tests.istruttoria.conftest import porta

pytestmark = pytest.mark.django_db


@pytest.fixture
def azione(programma: Programma, manager: Utente) -> Azione:
    return redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Estate", attore=manager)


@pytest.fixture
def pagina(azione: Azione) -> str:
    return reverse("redazione_azione", args=[azione.programma_id, azione.pk])


def entra(client: Client, utente: Utente) -> Client:
    client.force_login(utente)
    return client


def invia(client: Client, pagina: str, azione: Azione, *, script: bool, **campi: str) -> object:
    dati = {}
    for campo, testo in campi.items():
        nome = f"azione-{azione.pk}-{campo}"
        dati |= {nome: testo, f"{nome}-visto": gettone(getattr(azione, campo))}
    intestazioni = {"X-Richiesta": "salva"} if script else {}
    return client.post(pagina, dati, headers=intestazioni)


def test_ogni_parte_e_ogni_azione_si_apre(client: Client, azione: Azione, manager: Utente) -> None:
    entra(client, manager)
    programma = azione.programma
    indirizzi = [reverse("redazione", args=[programma.pk])]
    for voce in programma.schema.voci.all():
        indirizzi.append(reverse("redazione_parte", args=[programma.pk, voce.codice]))
    for una in programma.azioni.all():
        indirizzi.append(reverse("redazione_azione", args=[programma.pk, una.pk]))
    assert {client.get(i).status_code for i in indirizzi} == {200}


def test_un_giorno_che_non_si_cambia_si_legge_in_italiano(
    client: Client, programma: Programma, manager: Utente
) -> None:
    Programma.objects.filter(pk=programma.pk).update(gruppo_di_lavoro_il=date(2026, 2, 10))
    pagina = entra(client, manager).get(
        reverse("redazione", args=[porta(programma, "trasmesso").pk])
    )
    assert '<p class="a-capo sola-lettura">10/02/2026</p>' in pagina.text


def test_lo_schema_del_2022_si_apre(
    client: Client, schema_2022: Schema, programma: Programma, manager: Utente
) -> None:
    from azioni.services import apri_programma

    vecchio = apri_programma(schema=schema_2022, distretto=programma.distretto, anno=2022)
    entra(client, manager)
    for voce in schema_2022.voci.all():
        indirizzo = reverse("redazione_parte", args=[vecchio.pk, voce.codice])
        assert client.get(indirizzo).status_code == 200


def test_lo_script_riceve_il_nuovo_gettone(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    risposta = invia(entra(client, manager), pagina, azione, script=True, descrizione="Prova")
    assert risposta.status_code == 200
    campo = risposta.json()["campi"][f"azione-{azione.pk}-descrizione"]
    assert campo == {"visto": gettone("Prova"), "valore": "Prova"}


def test_senza_script_si_salva_tutto_il_modulo(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    risposta = invia(
        entra(client, manager), pagina, azione, script=False, descrizione="A", tempi="B"
    )
    assert (risposta.status_code, risposta.url) == (302, pagina)
    azione.refresh_from_db()
    assert (azione.descrizione, azione.tempi) == ("A", "B")


def test_un_conflitto_allo_script_porta_i_due_testi(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    entra(client, manager)
    invia(client, pagina, azione, script=True, descrizione="uno")
    risposta = invia(client, pagina, azione, script=True, descrizione="due <b>")
    assert risposta.status_code == 409
    conflitto = risposta.json()["conflitti"][f"azione-{azione.pk}-descrizione"]
    assert (conflitto["attuale"], conflitto["proposto"]) == ("uno", "due <b>")
    assert conflitto["differenze"] == "<del>uno</del><ins>due &lt;b&gt;</ins>"
    assert conflitto["autore"] == str(manager)


def test_un_conflitto_senza_script_mostra_i_due_testi(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    entra(client, manager)
    invia(client, pagina, azione, script=False, descrizione="testo di prima")
    risposta = invia(client, pagina, azione, script=False, descrizione="testo mio")
    assert risposta.status_code == 422
    testo = risposta.content.decode()
    assert "testo di prima" in testo
    assert "testo mio" in testo


def test_un_rifiuto_senza_script_lascia_il_testo_nel_campo(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    lungo = "z" * 501
    risposta = invia(entra(client, manager), pagina, azione, script=False, titolo=lungo)
    assert risposta.status_code == 422
    assert lungo in risposta.content.decode()


def test_il_testo_di_una_persona_non_si_salva_col_nome_di_un_altra(
    client: Client, azione: Azione, manager: Utente, coordinatore: Utente, pagina: str
) -> None:
    nome = f"azione-{azione.pk}-titolo"
    dati = {nome: "Di un'altra", f"{nome}-visto": gettone(azione.titolo)}
    entra(client, manager)
    for autore, codice in ((coordinatore, 401), (manager, 200)):
        chi = {"X-Richiesta": "salva", "X-Utente": str(autore.pk)}
        assert client.post(pagina, dati, headers=chi).status_code == codice
        azione.refresh_from_db()
        assert (azione.titolo == "Di un'altra") == (codice == 200)


def test_a_programma_trasmesso_lo_script_riceve_il_motivo(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    porta(azione.programma, "trasmesso")
    risposta = invia(entra(client, manager), pagina, azione, script=True, descrizione="A")
    assert risposta.status_code == 403
    assert "Trasmesso" in risposta.json()["motivo"]


def test_a_programma_trasmesso_la_pagina_si_legge_soltanto(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    porta(azione.programma, "trasmesso")
    testo = entra(client, manager).get(pagina).content.decode()
    assert "Si legge, non si scrive" in testo
    assert "<textarea" not in testo


@pytest.mark.parametrize(
    ("chi", "codice"),
    [("estraneo", 404), ("estraneo_ente", 404), ("lettore", 403), ("coordinatore", 403),
     ("funzionario", 403), ("referente_amministrativo", 200)],
)  # fmt: skip
def test_chi_apre_la_pagina(
    client: Client, pagina: str, chi: str, codice: int, request: pytest.FixtureRequest
) -> None:
    assert entra(client, request.getfixturevalue(chi)).get(pagina).status_code == codice


def test_le_query_sono_le_stesse_con_sessanta_azioni(
    client: Client,
    programma: Programma,
    manager: Utente,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for n in range(60):
        redazione.aggiungi(programma.pk, tipo="progettualita", titolo=f"Azione {n}", attore=manager)
    entra(client, manager)
    voce = programma.schema.voci.get(tipo="progettualita").codice
    with django_assert_max_num_queries(20):
        risposta = client.get(reverse("redazione_parte", args=[programma.pk, voce]))
    assert len(risposta.content) < 300_000


def test_nuova_azione_si_apre_subito(client: Client, programma: Programma, manager: Utente) -> None:
    entra(client, manager)
    risposta = client.post(
        reverse("redazione_azione_nuova", args=[programma.pk]),
        {"tipo": "progettualita", "titolo": "Feste"},
    )
    nuova = programma.azioni.get(titolo="Feste")
    assert risposta.url == reverse("redazione_azione", args=[programma.pk, nuova.pk])


def test_eliminare_si_annulla_dalla_pagina(client: Client, azione: Azione, manager: Utente) -> None:
    entra(client, manager)
    programma = azione.programma
    client.post(reverse("redazione_azione_elimina", args=[programma.pk, azione.pk]))
    assert not Azione.objects.filter(pk=azione.pk).exists()
    tolta = Modifica.objects.get(campo="eliminata")
    client.post(reverse("redazione_azione_ripristina", args=[programma.pk, tolta.pk]))
    assert Azione.objects.filter(pk=azione.pk).exists()


def test_la_storia_rimette_un_testo(
    client: Client, azione: Azione, manager: Utente, pagina: str
) -> None:
    entra(client, manager)
    invia(client, pagina, azione, script=True, descrizione="primo")
    with sospese():
        Modifica.objects.filter(campo="descrizione").update(autore=None)
    azione.refresh_from_db()
    invia(client, pagina, azione, script=True, descrizione="secondo")
    storia = reverse(
        "redazione_storia", args=[azione.programma_id, f"azione-{azione.pk}-descrizione"]
    )
    assert "primo" in client.get(storia).content.decode()
    riga = Modifica.objects.get(campo="descrizione", dopo="secondo")
    client.post(storia, {"modifica": riga.pk, "visto": gettone("secondo")})
    azione.refresh_from_db()
    assert azione.descrizione == "primo"


def test_chi_altro_scrive_si_vede(
    client: Client, azione: Azione, manager: Utente, referente_amministrativo: Utente
) -> None:
    indirizzo = reverse("redazione_presenza", args=[azione.programma_id])
    entra(client, referente_amministrativo).post(indirizzo, {"qui": "azione-1"})
    altri = entra(client, manager).post(indirizzo, {"qui": "azione-1"}).json()["altri"]
    assert altri == [{"nome": str(referente_amministrativo), "qui": "azione-1"}]


def test_chi_lascia_la_pagina_non_si_vede_piu(
    client: Client, azione: Azione, manager: Utente, referente_amministrativo: Utente
) -> None:
    indirizzo = reverse("redazione_presenza", args=[azione.programma_id])
    entra(client, referente_amministrativo).post(indirizzo, {"qui": "azione-1"})
    client.post(indirizzo, {"via": "1"})
    assert entra(client, manager).post(indirizzo, {"qui": "x"}).json()["altri"] == []


def test_una_frase_si_legge_mentre_si_scrive(
    client: Client, programma: Programma, manager: Utente
) -> None:
    indirizzo = reverse("redazione_lettura", args=[programma.pk])
    testo = entra(client, manager).get(indirizzo, {"testo": "25% per ogni mail"}).content.decode()
    assert "si raggiunge con 4" in testo


def test_una_lettura_dubbia_si_conferma(client: Client, azione: Azione, manager: Utente) -> None:
    entra(client, manager)
    proposta = redazione.Proposta(
        "azione", azione.pk, "percentuali", "34% avvio del tavolo", gettone("")
    )
    redazione.salva(azione.programma_id, [proposta], attore=manager)
    regola = azione.regole.get()
    indirizzo = reverse("redazione_conferma_lettura", args=[azione.programma_id, regola.pk])
    client.post(indirizzo, {"scelta": "1", "testo": regola.testo})
    dopo = azione.regole.get()
    assert (regola.tipo, dopo.tipo, dopo.da_confermare) == ("peso", "per_unita", False)
    assert len(dopo.lettura["alternative"]) == 2


def test_un_risultato_si_prova(client: Client, azione: Azione, manager: Utente) -> None:
    proposta = redazione.Proposta("azione", azione.pk, "percentuali", "25% ogni mail", gettone(""))
    redazione.salva(azione.programma_id, [proposta], attore=manager)
    indirizzo = reverse("redazione_prova", args=[azione.programma_id, azione.pk])
    testo = entra(client, manager).get(indirizzo, {"r1-quanti": "3"}).content.decode()
    assert "Risultato dell’azione: 75" in testo


def test_gli_aderenti_si_prendono_dal_registro(
    client: Client, programma: Programma, manager: Utente, capofila: object
) -> None:
    from datetime import date

    from distretti.services import registra_adesione

    registra_adesione(distretto=programma.distretto, organizzazione=capofila, dal=date(2022, 1, 1))
    entra(client, manager).post(
        reverse("redazione_aderenti", args=[programma.pk]), {"al": "2026-04-30"}
    )
    assert programma.aderenti.count() == 1
