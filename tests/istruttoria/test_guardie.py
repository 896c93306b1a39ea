"""What was issued or logged stays as it is, whoever writes and however."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from distretti.models import Organizzazione, Proposta, Utente
from distretti.services import fondi
from istruttoria import guardie
from istruttoria.models import Avviso, ModelloDeterminazione, Osservazione, Versione, Volume
from istruttoria.services import registra_modello
from programmi.models import Programma, Proroga, Schema
from tests.guardie import sospese
from tests.istruttoria.righe_immutabili import (
    RIGHE,
    VIE,
    come_json,
    nella_base,
    osservazione,
    sostituisci,
    versione,
)


def riga_di(modello: str, programma: Programma, manager: Utente) -> tuple[models.Model, str, Any]:
    crea, campo, valore = RIGHE[modello]
    return crea(programma, manager), campo, valore


def test_ogni_tabella_custodita_ha_la_sua_riga_di_prova() -> None:
    assert set(RIGHE) == {guardia.modello for guardia in guardie.GUARDIE}


@pytest.mark.parametrize("via", VIE)
@pytest.mark.parametrize("modello", RIGHE)
def test_nessuna_via_cambia_la_riga(
    modello: str, via: str, programma: Programma, manager: Utente, tmp_path: Path
) -> None:
    riga, campo, valore = riga_di(modello, programma, manager)
    prima, pk = come_json(nella_base(riga)), riga.pk
    with pytest.raises(IntegrityError) as rifiuto, transaction.atomic():
        VIE[via](riga, campo, valore, tmp_path)
    assert guardie.motivo(rifiuto.value)
    riga.pk = pk
    assert come_json(nella_base(riga)) == prima


@pytest.mark.parametrize("via", VIE)
def test_senza_guardie_ogni_via_la_cambia(
    via: str, programma: Programma, manager: Utente, tmp_path: Path
) -> None:
    """The control: each way does change a row when nothing stands against it."""
    riga, campo, valore = riga_di("programmi.Modifica", programma, manager)
    prima, pk = come_json(nella_base(riga)), riga.pk
    with sospese():
        VIE[via](riga, campo, valore, tmp_path)
    riga.pk = pk
    assert come_json(nella_base(riga)) != prima


@pytest.mark.parametrize("modello", RIGHE)
def test_nulla_la_cancella_passando_da_altrove(
    modello: str, programma: Programma, manager: Utente
) -> None:
    riga, _, _ = riga_di(modello, programma, manager)
    chiavi = [c for c in riga._meta.concrete_fields if c.is_relation]
    assert chiavi
    assert {c.remote_field.on_delete for c in chiavi} == {models.PROTECT}
    for genitore in filter(None, (getattr(riga, c.name) for c in chiavi)):
        with pytest.raises(ProtectedError), transaction.atomic():
            genitore.delete()


@pytest.mark.parametrize(
    ("modello", "chiave"),
    [
        ("istruttoria.Versione", ["programma_id", "numero"]),
        ("istruttoria.Avviso", ["chiave"]),
        ("istruttoria.ModelloDeterminazione", ["ente_id", "genere", "versione"]),
        ("istruttoria.ModelloDeterminazione", ["ente_id", "genere"]),  # unique among those in use
    ],
)
def test_non_si_sostituisce_nemmeno_per_un_altra_chiave(
    modello: str, chiave: list[str], programma: Programma, manager: Utente
) -> None:
    """A new row that bears not the identifier but another key of one that exists."""
    riga, campo, valore = riga_di(modello, programma, manager)
    prima = come_json(nella_base(riga))
    with pytest.raises(IntegrityError) as rifiuto, transaction.atomic():
        sostituisci(riga, chiave, campo, valore)
    assert guardie.motivo(rifiuto.value)
    assert come_json(nella_base(riga)) == prima
    with sospese():
        sostituisci(riga, chiave, campo, valore)  # the control
    assert come_json(nella_base(riga)) != prima


# --- what may still change ----------------------------------------------------------------------


def test_un_modello_passa_di_mano_ma_non_cambia(modello: ModelloDeterminazione) -> None:
    testi = {p: getattr(modello, p) for p in ("oggetto", "premesse", "visti", "dispositivo")}
    nuovo = registra_modello(modello.ente, {**testi, "oggetto": "Approvazione del programma"})
    modello.refresh_from_db()
    assert (modello.in_uso, nuovo.in_uso, nuovo.versione) == (False, True, 2)


def test_un_avviso_cambia_finche_non_e_spedito(programma: Programma, manager: Utente) -> None:
    campi = {"programma": programma, "genere": "promemoria", "utente": manager}
    avviso = Avviso.objects.create(chiave="a", destinatario="M", indirizzo="m@x.it", **campi)
    suo = Avviso.objects.filter(pk=avviso.pk)
    suo.update(tentativi=3, errore="550", stato="non_consegnato")
    suo.update(stato="inviato", inviato_il=avviso.creato_il, oggetto="Programma")
    with pytest.raises(IntegrityError, match="non si può modificare"), transaction.atomic():
        suo.update(stato="da_inviare", inviato_il=None)
    with pytest.raises(IntegrityError, match="non si può cancellare"), transaction.atomic():
        suo.delete()


def test_una_bozza_e_libera_in_ogni_modo(
    programma: Programma, manager: Utente, tmp_path: Path
) -> None:
    """A remark not sent, an answer not transmitted, another book: corrected and taken away."""
    remark = osservazione(programma, manager)
    campi = {"genere": "risposta", "autore": manager, "quando": remark.inviata_il}
    altro = {"ente": programma.distretto.ente, "numero": "9", "chiave": "9", "titolo": "A"}
    bozze = [
        (Osservazione.objects.create(programma=programma, testo="A", autore=manager), "testo"),
        (remark.seguiti.create(testo="A", **campi), "testo"),
        (Volume.objects.create(**altro), "titolo"),
    ]
    for riga, campo in bozze:
        _righe = type(riga)._base_manager.filter(pk=riga.pk)
        VIE["update"](riga, campo, "B", tmp_path)
        assert _righe.values_list(campo, flat=True).get() == "B"
        VIE["DELETE"](riga, campo, "B", tmp_path)
        assert not _righe.exists()


def test_di_un_osservazione_inviata_cambiano_stato_e_posto(
    programma: Programma, manager: Utente
) -> None:
    sua = Osservazione.objects.filter(pk=osservazione(programma, manager).pk)
    sua.update(stato="risposta", risposta="Fatto", azione_tipo="riga_vamt", azione_numero=2)
    for campo, valore in (("tipo", "chiarimento"), ("inviata_il", None)):
        with pytest.raises(IntegrityError, match="inviata al distretto"), transaction.atomic():
            sua.update(**{campo: valore})


def test_una_proposta_si_decide_una_volta(programma: Programma, manager: Utente) -> None:
    campi = {"distretto": programma.distretto, "tipo": "dati", "contenuto": {}, "autore": manager}
    aperta = Proposta.objects.create(**campi)
    decisa = Proposta.objects.filter(pk=aperta.pk)
    decisa.update(stato="respinta", decisa_da=manager, decisa_il=aperta.creata_il, motivo="No")
    with pytest.raises(IntegrityError), transaction.atomic():
        decisa.update(stato="confermata")


def test_unire_due_organizzazioni_porta_con_se_le_proposte_decise(
    programma: Programma, manager: Utente, capofila: Organizzazione
) -> None:
    doppia = Organizzazione.objects.create(ente=capofila.ente, denominazione="Comune di Pergine")
    proposta, _, _ = riga_di("distretti.Proposta", programma, manager)
    Proposta.objects.filter(pk=proposta.pk).update(organizzazione=doppia)
    fondi(doppia, in_=capofila)
    assert Proposta.objects.get().organizzazione == capofila


# --- the guards themselves ----------------------------------------------------------------------


def test_il_registro_nomina_cio_che_esiste() -> None:
    for guardia in guardie.GUARDIE:
        modello = apps.get_model(guardia.modello)
        for campo in guardia.modificabili:
            modello._meta.get_field(campo)
        for campo, valore in filter(None, (guardia.aperta_se, guardia.chiusa_se)):
            assert valore in dict(modello._meta.get_field(campo).choices)


@pytest.mark.django_db
def test_ci_sono_tutte_e_rimetterle_non_cambia_nulla() -> None:
    prima = guardie.presenti()
    guardie.installa()
    assert guardie.presenti() == prima
    assert len(prima) == 3 * len(guardie.GUARDIE)
    assert run_checks(tags=["database"], databases=["default"]) == []


@pytest.mark.django_db
def test_il_controllo_dice_quali_mancano() -> None:
    nome, tavola = min(guardie.presenti().items())
    with sospese():
        guardie.installa()
        togli(nome, tavola)
        (avviso,) = run_checks(tags=["database"], databases=["default"])
    assert nome in avviso.msg
    assert "manage.py migrate" in avviso.hint


@pytest.mark.django_db
def test_check_lo_stampa() -> None:
    uscita = StringIO()
    with sospese():
        call_command("check", databases=["default"], stderr=uscita, stdout=uscita)
    assert "mancano le guardie" in uscita.getvalue()


@pytest.mark.django_db(transaction=True)
def test_migrate_le_rimette() -> None:
    prima = guardie.presenti()
    if connection.vendor == "sqlite":  # as a migration does that changes a column
        with connection.schema_editor() as editor:
            editor._remake_table(Versione)
    else:  # a guard that somebody has switched off
        with connection.cursor() as cursore:
            nome = next(n for n, t in prima.items() if t == Versione._meta.db_table)
            cursore.execute(f'ALTER TABLE istruttoria_versione DISABLE TRIGGER "{nome}"')
    assert guardie.mancanti()
    call_command("migrate", verbosity=0)
    assert guardie.presenti() == prima


@pytest.mark.django_db
def test_una_guardia_di_forma_vecchia_se_ne_va() -> None:
    nome, tavola = min(guardie.presenti().items())
    vecchia = f"guardia_{tavola[:20]}_di_prima"
    with connection.cursor() as cursore:
        cursore.execute(
            f'CREATE TRIGGER "{vecchia}" BEFORE DELETE ON "{tavola}" FOR EACH ROW '
            + (
                "BEGIN SELECT 1; END"
                if connection.vendor == "sqlite"
                else "EXECUTE FUNCTION guardia_rifiuta('x')"
            )
        )
    guardie.installa()
    assert vecchia not in guardie.presenti()
    assert nome in guardie.presenti()


def togli(nome: str, tavola: str) -> None:
    su = f' ON "{tavola}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursore:
        cursore.execute(f'DROP TRIGGER "{nome}"{su}')


# --- what a person reads ------------------------------------------------------------------------


def test_uno_schema_con_una_proroga_non_si_elimina(
    client: Client, funzionario: Utente, schema_2022: Schema
) -> None:
    scadenza = schema_2022.scadenze.create(tipo="trasmissione", giorno="2022-03-31")
    Proroga.objects.create(
        scadenza=scadenza, nuovo_giorno="2022-04-30", motivo="Neve", autore=funzionario
    )
    client.force_login(funzionario)
    indirizzo = reverse("admin:programmi_schema_delete", args=[schema_2022.pk])
    assert "Impossibile cancellare" in client.get(indirizzo).content.decode()
    client.post(indirizzo, {"post": "yes"})
    assert Schema.objects.filter(pk=schema_2022.pk).exists()


def test_un_rifiuto_della_base_di_dati_si_legge_in_italiano(
    client: Client,
    programma: Programma,
    manager: Utente,
    funzionario: Utente,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a page were to offer it by mistake, the row stays and the person learns why."""
    monkeypatch.setattr("istruttoria.admin.registri.VersioneAdmin.eliminabile", True)
    riga = versione(programma, manager)
    client.force_login(funzionario)
    indirizzo = reverse("admin:istruttoria_versione_delete", args=[riga.pk])
    risposta = client.post(indirizzo, {"post": "yes"})
    assert risposta.status_code == 409
    assert "Una versione fissata non si può cancellare." in risposta.content.decode()
    assert Versione.objects.filter(pk=riga.pk).exists()
