"""The guards of a database: which it must have, which it has, how they get there."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from istruttoria.guardie.registro import GUARDIE, Guardia
from istruttoria.guardie.sql import CREA_FUNZIONE, PREFISSO, Grilletto, Tavola, Unica, grilletti

ELENCO = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND pg_table_is_visible(c.oid)"
    ),
}


def installa(using: str = DEFAULT_DB_ALIAS, **altro: Any) -> None:
    """Put every guard that is missing, take away those of an older form. Touches nothing else.

    Called after every migrate: on SQLite a table that changes is made anew, without its triggers.
    """
    connessione = connections[using]
    attesi, trovati = _attesi(connessione), presenti(using)
    with transaction.atomic(using=using), connessione.cursor() as cursore:
        for nome, tavola in _da_togliere(connessione, attesi):
            su = f' ON "{tavola}"' if connessione.vendor == "postgresql" else ""
            cursore.execute(f'DROP TRIGGER "{nome}"{su}')
        if connessione.vendor == "postgresql":
            cursore.execute(CREA_FUNZIONE)
        for nome, grilletto in attesi.items():
            if nome not in trovati:
                for comando in grilletto.crea:
                    cursore.execute(comando)


def mancanti(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The guards that a database should have and has not, by name. Tables not yet made have none
    to miss."""
    return sorted(_attesi(connections[using]).keys() - presenti(using).keys())


def presenti(using: str = DEFAULT_DB_ALIAS) -> dict[str, str]:
    """The guards at work: name of the trigger, name of its table."""
    return _elenca(connections[using], ELENCO[connections[using].vendor])


@register(Tags.database)
def controlla_le_guardie(
    app_configs: Any, databases: Any = None, **altro: Any
) -> list[CheckMessage]:
    """A warning and not an error: ``migrate`` runs this check before it can put them back."""
    return [
        Warning(
            f"Nella base di dati «{alias}» mancano le guardie che tengono immutabile ciò che è "
            f"stato emesso o registrato: {', '.join(nomi)}.",
            hint="Eseguire «manage.py migrate», che le rimette.",
            id="istruttoria.W001",
        )
        for alias in databases or ()
        if (nomi := mancanti(alias))
    ]


def _elenca(connessione: BaseDatabaseWrapper, domanda: str) -> dict[str, str]:
    with connessione.cursor() as cursore:
        cursore.execute(domanda)
        return {nome: tavola for nome, tavola in cursore.fetchall() if nome.startswith(PREFISSO)}


def _da_togliere(
    connessione: BaseDatabaseWrapper, attesi: dict[str, Grilletto]
) -> list[tuple[str, str]]:
    """Triggers of ours that no guard asks for any more, or that somebody has switched off."""
    tutti = _elenca(connessione, ELENCO[connessione.vendor].replace(" AND t.tgenabled = 'A'", ""))
    spenti = tutti.keys() - presenti(connessione.alias).keys()
    return [(n, tavola) for n, tavola in tutti.items() if n in spenti or n not in attesi]


def _attesi(connessione: BaseDatabaseWrapper) -> dict[str, Grilletto]:
    with connessione.cursor() as cursore:
        esistenti = set(connessione.introspection.table_names(cursore))
    return {
        grilletto.nome: grilletto
        for guardia in GUARDIE
        if (modello := apps.get_model(guardia.modello))._meta.db_table in esistenti
        for grilletto in grilletti(
            guardia, _tavola(connessione, guardia, modello), vendor=connessione.vendor
        )
    }


def _tavola(
    connessione: BaseDatabaseWrapper, guardia: Guardia, modello: type[models.Model]
) -> Tavola:
    """The columns that the table has today, which may be between two migrations."""
    nome = modello._meta.db_table
    with connessione.cursor() as cursore:
        descritte = connessione.introspection.get_table_description(cursore, nome)
        uniche = _uniche(cursore, nome) if connessione.vendor == "sqlite" else []
    chiave = modello._meta.pk.column
    assert chiave is not None
    return Tavola(
        nome=nome,
        colonne=tuple(sorted(riga.name for riga in descritte)),
        uniche=(Unica((chiave,)), *uniche),
        modificabili=frozenset(_colonna(modello, campo) for campo in guardia.modificabili),
        colonna_aperta=_colonna(modello, guardia.aperta_se[0]) if guardia.aperta_se else None,
        colonna_chiusa=_colonna(modello, guardia.chiusa_se[0]) if guardia.chiusa_se else None,
        colonna_fissata=_colonna(modello, guardia.fissata_da) if guardia.fissata_da else None,
    )


def _uniche(cursore: Any, tavola: str) -> list[Unica]:
    """The unique indexes of a table of SQLite; those on expressions are not told by columns."""
    cursore.execute(
        "SELECT i.name, i.partial, m.sql FROM pragma_index_list(%s) AS i"
        " LEFT JOIN sqlite_master AS m ON m.type = 'index' AND m.name = i.name"
        ' WHERE i."unique" ORDER BY i.name',
        [tavola],
    )
    uniche = []
    for indice, parziale, sql in cursore.fetchall():
        cursore.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [indice])
        colonne = tuple(nome for (nome,) in cursore.fetchall())
        if None not in colonne:
            uniche.append(Unica(colonne, sql.partition(" WHERE ")[2] if parziale else ""))
    return uniche


def _colonna(modello: type[models.Model], campo: str) -> str:
    colonna = modello._meta.get_field(campo).column  # type: ignore[union-attr]
    assert isinstance(colonna, str)
    return colonna
