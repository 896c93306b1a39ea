"""What the commands that use the database have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor


class ComandoConDati(BaseCommand):
    """Says in a sentence that the database is not ready, instead of a traceback."""

    def execute(self, *args: Any, **opzioni: Any) -> str | None:
        try:
            return super().execute(*args, **opzioni)
        except DatabaseError as errore:
            impedimento = impedimento_dei_dati(errore)
            if not impedimento:
                raise
            raise CommandError(impedimento) from errore


def impedimento_dei_dati(errore: Exception) -> str:
    """Why the database cannot be used at all; empty when the error is of another kind."""
    if not isinstance(errore, DatabaseError):
        return ""
    try:
        esecutore = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        mancano = esecutore.migration_plan(esecutore.loader.graph.leaf_nodes())
    except OperationalError as causa:
        return f"La base di dati non risponde: controllare DATABASE_URL ({causa})."
    if not mancano:
        return ""
    return (
        "La base di dati non è ancora stata preparata, o non è aggiornata: eseguire prima "
        "«manage.py migrate»."
    )
