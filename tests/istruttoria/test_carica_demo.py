"""The demo: complete, repeatable, and never over what people changed."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from distretti.enums import Persona
from distretti.models import Distretto, Utente
from distretti.rules import personae_verso
from istruttoria.models import CopiaFirmata, Osservazione, Volume
from istruttoria.queries import firme_della_copia
from istruttoria.queries.quadri import proposto
from istruttoria.services import controlli, esegui
from programmi.models import Programma, Proroga, Scadenza, Schema


def carica(*opzioni: str) -> str:
    uscita = StringIO()
    call_command("carica_demo", "--forza", *opzioni, stdout=uscita)
    return uscita.getvalue()


@pytest.fixture
def demo(db: None, pdf_finto: list[dict[str, Any]]) -> str:
    return carica()


def test_tre_distretti_dei_tre_tipi(demo: str) -> None:
    tipi = Distretto.objects.values_list("tipo", flat=True)
    assert sorted(tipi) == ["family_audit", "tematico", "territoriale"]


def test_programmi_in_stati_diversi(demo: str) -> None:
    stati = set(Programma.objects.values_list("anno", "stato", "storico"))
    assert stati == {
        (2022, "approvato", True),
        (2025, "pubblicato", False),
        (2025, "approvato", False),
        (2025, "in_istruttoria", False),
        (2026, "da_integrare", False),
        (2026, "bozza", False),
        (2026, "trasmesso", False),
        (2027, "bozza", False),
    }


def test_un_utente_per_persona(demo: str) -> None:
    distretto = Distretto.objects.get(codice="VALFIORITA")
    personae = {personae_verso(utente, distretto)[0] for utente in Utente.objects.all()}
    assert personae == set(Persona) - {Persona.ANONIMO}


def test_le_password_stampate_aprono(demo: str) -> None:
    for utente in Utente.objects.all():
        riga = next(r for r in demo.splitlines() if utente.email in r)
        assert utente.check_password(riga.split(utente.email)[1].split()[0])


def test_ogni_programma_ha_azioni_con_percentuali(demo: str) -> None:
    for programma in Programma.objects.all():
        assert programma.azioni.count() >= 8
        assert not programma.azioni.filter(regole__isnull=True).exists()


def test_nessun_controllo_blocca(demo: str) -> None:
    assert [e for p in Programma.objects.all() for e in controlli(p) if e.blocca] == []


def test_chi_e_pubblicato_ha_la_sua_determinazione(demo: str) -> None:
    programma = Programma.objects.get(stato="pubblicato")
    assert programma.versioni.filter(documenti__tipo="atto").count() == 1


def test_il_pubblicato_ha_una_copia_firmata_che_si_vede_senza_valore(demo: str) -> None:
    copia = CopiaFirmata.objects.get()
    assert copia.documento.versione.programma.stato == "pubblicato"
    assert copia.valida
    (firma,) = firme_della_copia(copia, con_codici=True)
    assert (firma.firmatario, firma.riconosciuta) == ("Dario Firmani", False)
    assert firma.emittente == "Autorità dimostrativa, senza valore"


def test_ogni_anno_ha_le_sue_scadenze_e_una_e_prorogata(demo: str) -> None:
    anni = Schema.objects.filter(scadenze__tipo="trasmissione").values_list("anno", flat=True)
    assert sorted(anni) == [2025, 2026, 2027]
    proroga = Proroga.objects.get()
    assert proroga.distretto.programmi.filter(anno=2026, stato="bozza").exists()
    assert proroga.nuovo_giorno > proroga.giorno_prima


def test_l_anno_che_viene_e_aperto_da_quello_prima_per_un_distretto(demo: str) -> None:
    nuovo = Programma.objects.get(anno=2027)
    prima = Programma.objects.get(distretto=nuovo.distretto, anno=2026)
    assert nuovo.azioni.count() == prima.azioni.count()


def test_uno_e_proposto_e_uno_ha_una_risposta(demo: str) -> None:
    assert Programma.objects.filter(proposto(), stato="in_istruttoria").count() == 1
    assert Osservazione.objects.filter(stato="risposta").count() == 1


def test_la_collana_ha_anche_altri_libri(demo: str) -> None:
    assert Volume.objects.filter(programma=None).count() == 2
    assert Volume.objects.filter(programma__stato="pubblicato", numero="7.58").exists()


def test_cio_che_ha_pubblicato_una_persona_resta_senza_firma(demo: str) -> None:
    funzionario = Utente.objects.get(email="funzionario@example.org")
    approvato = Programma.objects.get(stato="approvato", storico=False)
    dati = {"pubblicato_il": "2025-05-20", "serie_numero": "7.59"}
    esegui("pubblica", programma=approvato, attore=funzionario, dati=dati)
    carica()
    assert CopiaFirmata.objects.count() == 1


def test_non_manda_posta(demo: str) -> None:
    assert mail.outbox == []


def test_la_seconda_volta_non_aggiunge_nulla(demo: str, pdf_finto: list[Any]) -> None:
    modelli = [Programma, Utente, Distretto, Schema, Scadenza, Proroga, CopiaFirmata, Volume]
    prima = [m.objects.count() for m in modelli], len(pdf_finto)
    carica()
    assert ([m.objects.count() for m in modelli], len(pdf_finto)) == prima


def test_la_seconda_volta_non_tocca_cio_che_e_cambiato(demo: str) -> None:
    utente = Utente.objects.get(email="manager@example.org")
    utente.set_password("un'altra-password")
    utente.nome = "Martina"
    utente.save()
    Distretto.objects.filter(codice="RIFUGI").update(denominazione="Distretto dei Laghi")
    carica()
    utente.refresh_from_db()
    assert (utente.nome, utente.check_password("un'altra-password")) == ("Martina", True)
    assert Distretto.objects.filter(denominazione="Distretto dei Laghi").exists()


def test_la_seconda_volta_non_riporta_indietro_un_programma(demo: str) -> None:
    funzionario = Utente.objects.get(email="funzionario@example.org")
    bozza = Programma.objects.get(stato="bozza", anno=2026)
    esegui("annulla", programma=bozza, attore=funzionario, nota="Prova.")
    carica()
    assert Programma.objects.get(pk=bozza.pk).stato == "annullato"
    assert Programma.objects.filter(distretto=bozza.distretto, anno=bozza.anno).count() == 1


def test_un_caricamento_interrotto_riprende(
    db: None, pdf_finto: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as guasto:
        guasto.setattr("istruttoria.management.demo.procedura._rispondi", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            carica()
    carica()
    assert Programma.objects.filter(stato="trasmesso").count() == 1


def test_dove_il_calendario_e_indietro_i_giorni_non_sono_nel_futuro(
    db: None, pdf_finto: list[Any]
) -> None:
    import time_machine

    with time_machine.travel("2025-01-10 12:00"):
        carica()
    assert Programma.objects.get(stato="pubblicato").pubblicato_il.isoformat() == "2025-01-10"


def test_fuori_da_una_prova_si_rifiuta(db: None) -> None:
    with pytest.raises(CommandError, match="--forza"):
        call_command("carica_demo")
    assert not Utente.objects.exists()
