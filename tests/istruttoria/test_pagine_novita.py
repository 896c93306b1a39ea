"""What changed since the last visit: what is told, to whom, and when it stops being new."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Utente
from istruttoria import archivio, queries
from istruttoria.models import Documento, Osservazione, Visita
from istruttoria.services import registra_visita, rispondi_osservazione, segna_visto
from programmi.models import Programma

from .conftest import porta

VISTO = reverse("visto")


def lette(utente: Utente, dopo: timedelta = timedelta(seconds=1)) -> list[tuple[str, str]]:
    novita = queries.novita_per(utente, adesso=timezone.now() + dopo)
    return [(riga.chi, riga.fatto) for riga in novita.righe]


def passo(programma: Programma, autore: Utente, nome: str = "trasmetti") -> None:
    programma.passaggi.create(
        transizione=nome, da="bozza", a="trasmesso", persona="coordinatore", autore=autore
    )


# --- what is told ---------------------------------------------------------------------------


def test_un_passo_degli_altri(programma: Programma, manager: Utente, coordinatore: Utente) -> None:
    passo(programma, coordinatore)
    assert lette(manager) == [("Corrado Corti", "ha trasmesso il programma")]
    assert lette(coordinatore) == [("Marta Manara", "ha aperto il programma")]


def test_un_passo_che_emette_dice_il_documento(
    programma: Programma, manager: Utente, coordinatore: Utente
) -> None:
    passo(programma, manager, "prepara_per_la_giunta")
    atteso = "ha preparato il testo per la giunta: nei documenti c’è «Programma di lavoro»"
    assert ("Marta Manara", atteso) in lette(coordinatore)


def test_un_documento_emesso_da_solo(programma: Programma, coordinatore: Utente) -> None:
    file = archivio.archivia(b"%PDF-1.7 emesso")
    versione = programma.versioni.create(numero=1, contenuto="{}", sha256="0" * 64, motivo="prova")
    Documento.objects.create(
        versione=versione, tipo="programma", file=file.nome, sha256=file.sha256, dimensione=1
    )
    assert ("", "è stato emesso: Programma di lavoro") in lette(coordinatore)


def test_le_modifiche_degli_altri_si_raccolgono(
    programma: Programma, manager: Utente, coordinatore: Utente
) -> None:
    azione = programma.azioni.get(posizione=3)
    for campo in ("titolo", "descrizione", "titolo"):
        programma.modifiche.create(
            modello="azione", oggetto=azione.pk, campo=campo, autore=coordinatore
        )
    assert lette(manager) == [("Corrado Corti", "ha modificato 2 campi di «Riga V.A.M.T. 3»")]


def test_una_modifica_porta_al_suo_posto(
    client: Client, programma: Programma, manager: Utente, coordinatore: Utente
) -> None:
    parte = programma.sezioni.get(voce__codice="premessa")
    programma.modifiche.create(
        modello="sezione", oggetto=parte.pk, campo="html", autore=coordinatore
    )
    client.force_login(manager)
    testo = client.get(reverse("scrivania")).text
    assert f"{reverse('programma', args=[programma.pk])}#parte-premessa" in testo
    assert "ha modificato 1 campo di «PREMESSA»" in testo


def test_l_ufficio_non_legge_ogni_modifica_di_una_bozza(
    programma: Programma, manager: Utente, funzionario: Utente
) -> None:
    assert lette(funzionario) == []
    porta(programma, "trasmesso")
    assert lette(funzionario) == [("Marta Manara", "ha aperto il programma")]


@pytest.fixture
def remark(programma: Programma, funzionario: Utente) -> Osservazione:
    programma = porta(programma, "da_integrare")
    return programma.osservazioni.create(
        testo="A", autore=funzionario, voce="premessa", inviata_il=timezone.now()
    )


def test_un_osservazione_e_la_sua_risposta(
    remark: Osservazione, manager: Utente, funzionario: Utente
) -> None:
    assert lette(manager) == [("Fulvio Funzi", "ha scritto un’osservazione su «PREMESSA»")]
    rispondi_osservazione(remark, attore=manager, testo="Ecco")
    assert ("Marta Manara", "ha risposto a un’osservazione su «PREMESSA»") in lette(funzionario)


def test_la_chiusura_si_dice_al_distretto(
    remark: Osservazione, coordinatore: Utente, dirigente: Utente
) -> None:
    Osservazione.objects.update(stato="chiusa", chiusa_il=timezone.now())
    chiusa = ("L’ufficio", "ha chiuso un’osservazione su «PREMESSA»")
    assert chiusa in lette(coordinatore)
    assert chiusa not in lette(dirigente)


@pytest.mark.parametrize("persona", ["estraneo", "estraneo_ente"])
def test_gli_estranei_non_leggono_nulla(
    persona: str, persone: dict[str, Utente], remark: Osservazione, coordinatore: Utente
) -> None:
    passo(remark.programma, coordinatore)
    remark.programma.modifiche.create(
        modello="programma", oggetto=1, campo="titolo", autore=coordinatore
    )
    assert lette(persone[persona]) == []


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_interrogazioni(
    quanti: int,
    programma: Programma,
    manager: Utente,
    coordinatore: Utente,
    django_assert_num_queries: Any,
) -> None:
    for azione in range(quanti):
        passo(programma, coordinatore)
        programma.osservazioni.create(testo="A", autore=coordinatore, inviata_il=timezone.now())
        programma.modifiche.create(
            modello="azione", oggetto=azione, campo="titolo", autore=coordinatore
        )
    with django_assert_num_queries(5):
        lette(manager)


# --- since when -----------------------------------------------------------------------------

ORA = timedelta(hours=1)
MINUTO = timedelta(minutes=1)


def dal(utente: Utente, adesso: datetime) -> datetime:
    return queries.novita_per(utente, adesso=adesso).dal


def test_la_prima_volta_si_guardano_due_settimane(manager: Utente) -> None:
    adesso = timezone.now()
    novita = queries.novita_per(manager, adesso=adesso)
    assert novita.prima
    assert novita.dal == adesso - timedelta(days=14)


def test_finche_la_visita_dura_le_novita_restano(manager: Utente) -> None:
    inizio = timezone.now() - ORA
    registra_visita(utente=manager, fino_a=inizio)
    registra_visita(utente=manager, fino_a=inizio + 10 * MINUTO)
    assert dal(manager, inizio + 20 * MINUTO) == inizio - timedelta(days=14)


def test_dopo_una_pausa_comincia_una_nuova_visita(manager: Utente) -> None:
    prima, poi = timezone.now() - 3 * ORA, timezone.now() - ORA
    registra_visita(utente=manager, fino_a=prima)
    assert dal(manager, poi) == prima
    registra_visita(utente=manager, fino_a=poi)
    assert dal(manager, poi + MINUTO) == prima
    assert dal(manager, poi + ORA) == poi


def test_segnato_come_visto_non_e_piu_nuovo(manager: Utente) -> None:
    prima, poi = timezone.now() - 2 * ORA, timezone.now() - ORA
    registra_visita(utente=manager, fino_a=prima)
    segna_visto(utente=manager, fino_a=poi)
    assert dal(manager, poi + MINUTO) == poi


def test_una_pagina_vecchia_non_riporta_indietro(manager: Utente) -> None:
    prima, poi = timezone.now() - 2 * ORA, timezone.now() - ORA
    segna_visto(utente=manager, fino_a=poi)
    segna_visto(utente=manager, fino_a=prima)
    registra_visita(utente=manager, fino_a=prima)
    assert dal(manager, poi + MINUTO) == poi


def test_nessuno_segna_visto_il_futuro(manager: Utente) -> None:
    segna_visto(utente=manager, fino_a=timezone.now() + 5 * ORA)
    assert Visita.objects.get(utente=manager).quando <= timezone.now()


# --- how it is recorded ---------------------------------------------------------------------


def test_guardare_la_pagina_non_scrive_nulla(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    client.get(reverse("scrivania"))
    assert not Visita.objects.exists()


def test_lo_script_registra_la_visita(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    adesso = client.get(reverse("scrivania")).context["adesso"]
    assert client.post(VISTO, {"fino_a": adesso}).status_code == 204
    visita = Visita.objects.get(utente=manager)
    assert visita.quando.isoformat() == adesso
    assert visita.novita_dal < visita.quando


def test_il_bottone_toglie_le_novita(
    client: Client, programma: Programma, manager: Utente, coordinatore: Utente
) -> None:
    passo(programma, coordinatore)
    client.force_login(manager)
    pagina = client.get(reverse("scrivania"))
    assert "Segna come visto" in pagina.text
    dopo = client.post(VISTO, {"fino_a": pagina.context["adesso"], "tutto": "1"}, follow=True)
    assert "Le novità sono segnate come viste." in dopo.text
    assert "Niente di nuovo." in dopo.text


@pytest.mark.parametrize("fino_a", ["", "ieri", "2026-99-99"])
def test_un_istante_che_non_si_legge(fino_a: str, client: Client, manager: Utente) -> None:
    client.force_login(manager)
    assert client.post(VISTO, {"fino_a": fino_a}).status_code == 422
    assert not Visita.objects.exists()


def test_ognuno_ha_la_sua_visita(
    client: Client, manager: Utente, coordinatore: Utente, distretto: Distretto
) -> None:
    client.force_login(manager)
    client.post(VISTO, {"fino_a": timezone.now().isoformat()})
    assert list(Visita.objects.values_list("utente", flat=True)) == [manager.pk]


def test_rispondere_scrive_chi_e_quando(remark: Osservazione, manager: Utente) -> None:
    risposta = rispondi_osservazione(remark, attore=manager, testo="Ecco")
    assert risposta.risposta_di == manager
    assert risposta.risposta_il is not None
