"""A row of each guarded table, and every way by which one may try to change or remove it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.management import call_command
from django.db import connection, models, transaction
from django.utils import timezone

from distretti.models import Proposta, Utente
from istruttoria.models import (
    Allegato,
    Avviso,
    CopiaFirmata,
    CopiaRifiutata,
    DecisioneCopia,
    Documento,
    ModelloDeterminazione,
    NotaInterna,
    Osservazione,
    Passaggio,
    SuperamentoControllo,
    Versione,
    Volume,
)
from programmi.models import Modifica, Programma, Proroga

Via = Callable[[models.Model, str, Any, Path], None]
ORA = timezone.now()


def versione(programma: Programma, manager: Utente) -> Versione:
    return Versione.objects.create(
        programma=programma, numero=1, contenuto="{}", sha256="0" * 64, motivo="prova"
    )


def passaggio(programma: Programma, manager: Utente) -> Passaggio:
    return Passaggio.objects.create(
        programma=programma, transizione="trasmetti", da="bozza", a="trasmesso", persona="manager"
    )


FILE = {"file": "documenti/00/0.pdf", "sha256": "0" * 64, "dimensione": 1}


def documento(programma: Programma, manager: Utente) -> Documento:
    return Documento.objects.create(versione=versione(programma, manager), tipo="atto", **FILE)


def copia(programma: Programma, manager: Utente) -> CopiaFirmata:
    return CopiaFirmata.objects.create(
        documento=documento(programma, manager),
        nome="firmato.pdf",
        formato="pades",
        conforme=False,
        rilievi={},
        autore=manager,
        **FILE,
    )


def osservazione(programma: Programma, manager: Utente) -> Osservazione:
    return Osservazione.objects.create(
        programma=programma, testo="Chiarire", autore=manager, inviata_il=ORA
    )


# For each guarded table: how a row is made, a field of it, another value for that field.
RIGHE: dict[str, tuple[Callable[[Programma, Utente], models.Model], str, Any]] = {
    "istruttoria.Versione": (versione, "contenuto", '{"anno":2030}'),
    "istruttoria.Passaggio": (passaggio, "nota", "non è andata così"),
    "istruttoria.Documento": (documento, "sha256", "1" * 64),
    "istruttoria.CopiaFirmata": (copia, "conforme", True),
    "istruttoria.DecisioneCopia": (
        lambda p, m: DecisioneCopia.objects.create(
            copia=copia(p, m), accolta=False, motivo="È un altro testo", autore=m
        ),
        "motivo",
        "È lo stesso",
    ),
    "istruttoria.CopiaRifiutata": (
        lambda p, m: CopiaRifiutata.objects.create(
            documento=documento(p, m),
            nome="altro.pdf",
            sha256="1" * 64,
            dimensione=1,
            motivo="Alterata",
            autore=m,
        ),
        "motivo",
        "Troppo grande",
    ),
    "istruttoria.Allegato": (
        lambda p, m: Allegato.objects.create(
            passaggio=passaggio(p, m), titolo="Deliberazione", nome="delibera.pdf", **FILE
        ),
        "nome",
        "altra.pdf",
    ),
    "istruttoria.ModelloDeterminazione": (
        lambda p, m: ModelloDeterminazione.objects.create(
            ente=p.distretto.ente, versione=1, oggetto="Approvazione"
        ),
        "oggetto",
        "Diniego",
    ),
    "istruttoria.Avviso": (
        lambda p, m: Avviso.objects.create(
            programma=p,
            passaggio=passaggio(p, m),
            genere="passaggio",
            chiave="passaggio:1:u1",
            utente=m,
            destinatario="Marta Manara",
            indirizzo="marta@example.org",
            stato="inviato",
            inviato_il=ORA,
            oggetto="Programma: trasmetti",
        ),
        "oggetto",
        "Programma: approva",
    ),
    "istruttoria.Osservazione": (osservazione, "testo", "Un altro testo"),
    "istruttoria.SeguitoOsservazione": (
        lambda p, m: osservazione(p, m).seguiti.create(
            genere="risposta", testo="Fatto", autore=m, quando=ORA, fissato_il=ORA
        ),
        "testo",
        "Non fatto",
    ),
    "istruttoria.NotaInterna": (
        lambda p, m: NotaInterna.objects.create(programma=p, testo="A", autore=m),
        "testo",
        "B",
    ),
    "istruttoria.SuperamentoControllo": (
        lambda p, m: SuperamentoControllo.objects.create(
            programma=p, codice="x", motivo="Concordato", autore=m
        ),
        "motivo",
        "Dimenticato",
    ),
    "istruttoria.Volume": (
        lambda p, m: Volume.objects.create(
            ente=p.distretto.ente, numero="7.65", chiave="7.65", titolo="A", programma=p
        ),
        "registrato_il",
        ORA - timedelta(days=9),
    ),
    "programmi.Modifica": (
        lambda p, m: Modifica.objects.create(
            programma=p, modello="azione", oggetto=1, campo="titolo", prima="a", dopo="b"
        ),
        "prima",
        "c",
    ),
    "programmi.Proroga": (
        lambda p, m: Proroga.objects.create(
            scadenza=p.schema.scadenze.create(tipo="trasmissione", giorno="2026-03-31"),
            distretto=p.distretto,
            nuovo_giorno=date(2026, 4, 30),
            motivo="La giunta si riunisce tardi",
            autore=m,
        ),
        "motivo",
        "Così",
    ),
    "distretti.Proposta": (
        lambda p, m: Proposta.objects.create(
            distretto=p.distretto,
            tipo="dati",
            contenuto={"sito": ["", "www.example.org"]},
            autore=m,
            stato="respinta",
            decisa_da=m,
            decisa_il=ORA,
            motivo="Il sito non è del distretto",
        ),
        "motivo",
        "Un altro",
    ),
}


def nella_base(riga: models.Model) -> dict[str, Any] | None:
    return type(riga)._base_manager.filter(pk=riga.pk).values().first()


# --- the ways ---------------------------------------------------------------------------------


def _con(riga: models.Model, campo: str, valore: Any) -> models.Model:
    setattr(riga, campo, valore)
    return riga


def _righe(riga: models.Model) -> Any:
    return type(riga)._base_manager.filter(pk=riga.pk)


def _sopra(riga: models.Model, campo: str, valore: Any) -> None:
    type(riga)._base_manager.bulk_create(
        [_con(riga, campo, valore)],
        update_conflicts=True,
        update_fields=[campo],
        unique_fields=["pk"],
    )


def _carica(riga: models.Model, campo: str, valore: Any, cartella: Path) -> None:
    file = cartella / "righe.json"
    file.write_text(serializers.serialize("json", [_con(riga, campo, valore)]))
    call_command("loaddata", str(file), verbosity=0)


def _sql(comando: str) -> Via:
    """A statement in which ``{t}`` is the table, ``{c}`` the column, ``{pk}`` the row."""

    def esegui(riga: models.Model, campo: str, valore: Any, cartella: Path) -> None:
        tavola, colonne = riga._meta.db_table, [c.column for c in riga._meta.concrete_fields]
        nomi = ", ".join(f'"{c}"' for c in colonne)
        altri = ", ".join("%s" if c == campo else f'"{c}"' for c in colonne)
        testo = comando.format(t=f'"{tavola}"', c=f'"{campo}"', pk=riga.pk, nomi=nomi, altri=altri)
        with connection.cursor() as cursore:
            cursore.execute(testo, [valore] * testo.count("%s"))

    return esegui


def _senza_ricorsione(via: Via) -> Via:
    """By a connection that has not asked for recursive triggers, as SQLite's own shell."""

    def esegui(*args: Any) -> None:
        with connection.cursor() as cursore:
            cursore.execute("PRAGMA recursive_triggers=OFF")
            try:
                with transaction.atomic():
                    via(*args)
            finally:
                cursore.execute("PRAGMA recursive_triggers=ON")

    return esegui


SELEZIONE = "SELECT {altri} FROM {t} WHERE id = {pk}"
UPDATE = _sql("UPDATE {t} SET {c} = %s WHERE id = {pk}")
DELETE = _sql("DELETE FROM {t} WHERE id = {pk}")
REPLACE = _sql("REPLACE INTO {t} ({nomi}) " + SELEZIONE)

VIE: dict[str, Via] = {
    "save": lambda r, c, v, _: _con(r, c, v).save(),
    "save di un campo": lambda r, c, v, _: _con(r, c, v).save(update_fields=[c]),
    "update": lambda r, c, v, _: _righe(r).update(**{c: v}),
    "bulk_update": lambda r, c, v, _: type(r)._base_manager.bulk_update([_con(r, c, v)], [c]),
    "upsert": lambda r, c, v, _: _sopra(r, c, v),
    "loaddata": _carica,
    "delete": lambda r, c, v, _: r.delete(),
    "delete di un queryset": lambda r, c, v, _: _righe(r).delete(),
    "delete senza raccogliere": lambda r, c, v, _: _righe(r)._raw_delete(r._state.db),
    "UPDATE": UPDATE,
    "UPDATE di tutto": _sql("UPDATE {t} SET {c} = %s"),
    "DELETE": DELETE,
    "DELETE di tutto": _sql("DELETE FROM {t}"),
    "INSERT … ON CONFLICT": _sql(
        "INSERT INTO {t} ({nomi}) " + SELEZIONE + " ON CONFLICT (id) DO UPDATE SET {c} = %s"
    ),
}
if connection.vendor == "sqlite":
    VIE |= {
        "REPLACE": REPLACE,
        "REPLACE senza ricorsione": _senza_ricorsione(REPLACE),
        "INSERT OR REPLACE": _sql("INSERT OR REPLACE INTO {t} ({nomi}) " + SELEZIONE),
        "UPDATE OR IGNORE": _sql("UPDATE OR IGNORE {t} SET {c} = %s"),
        "UPDATE OR REPLACE": _senza_ricorsione(_sql("UPDATE OR REPLACE {t} SET {c} = %s")),
    }
else:
    VIE |= {
        "TRUNCATE": lambda r, *_: _svuota(r._meta.db_table),
        "TRUNCATE di ciò a cui rimanda": lambda r, *_: _svuota(_genitore(r)),
        "MERGE": _sql(
            "MERGE INTO {t} USING (SELECT 1) AS uno ON {t}.id = {pk}"
            " WHEN MATCHED THEN UPDATE SET {c} = %s"
        ),
    }


def sostituisci(riga: models.Model, chiave: list[str], campo: str, valore: Any) -> None:
    """Write a row over one that has the same ``chiave``: all else is another's."""
    valori = {c.attname: getattr(riga, c.attname) for c in riga._meta.concrete_fields}
    valori |= {"id": riga.pk + 1000, campo: valore}
    if "versione" in valori and "versione" not in chiave:
        valori["versione"] += 1
    nomi = ", ".join(f'"{nome}"' for nome in valori)
    segni = ", ".join(["%s"] * len(valori))
    tavola, sqlite = riga._meta.db_table, connection.vendor == "sqlite"
    dove = " WHERE in_uso" if chiave == ["ente_id", "genere"] else ""
    coda = f"ON CONFLICT ({', '.join(chiave)}){dove} DO UPDATE SET {campo} = excluded.{campo}"
    with connection.cursor() as cursore:
        if sqlite:
            cursore.execute("PRAGMA recursive_triggers=OFF")
        try:
            cursore.execute(
                f'{"REPLACE" if sqlite else "INSERT"} INTO "{tavola}" ({nomi}) VALUES ({segni}) '
                + ("" if sqlite else coda),
                list(valori.values()),
            )
        finally:
            if sqlite:
                cursore.execute("PRAGMA recursive_triggers=ON")


def _genitore(riga: models.Model) -> str:
    """The table of the first row to which the guarded one points."""
    chiave = next(c for c in riga._meta.concrete_fields if c.is_relation)
    return chiave.related_model._meta.db_table


def _svuota(tavola: str) -> None:
    connection.check_constraints()  # PostgreSQL truncates no table with something to check
    with connection.cursor() as cursore:
        cursore.execute(f'TRUNCATE "{tavola}" CASCADE')


def come_json(valori: dict[str, Any] | None) -> str:
    return json.dumps(valori, default=str, sort_keys=True)
