"""The one place where the guards on immutable rows are relaxed.

Nothing of the product can do it. A test that must make a row look older, or stand in for a broken
service, asks for ``sospese``; so does the emptying of the tables after a test that commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import TransactionTestCase

from istruttoria import guardie


@contextmanager
def sospese() -> Iterator[None]:
    """No guard stands meanwhile; all of them stand afterwards."""
    _niente_in_sospeso()
    with connection.cursor() as cursore:
        for nome, tavola in guardie.presenti().items():
            su = f' ON "{tavola}"' if connection.vendor == "postgresql" else ""
            cursore.execute(f'DROP TRIGGER "{nome}"{su}')
    try:
        yield
    finally:
        _niente_in_sospeso()
        guardie.installa()


def svuota_senza_guardie(ritocco: pytest.MonkeyPatch) -> None:
    """Let Django empty the tables after a test that commits: it deletes, or truncates, them all."""
    svuota = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def svuotamento(self: TransactionTestCase) -> None:
        with sospese():
            svuota(self)

    ritocco.setattr(TransactionTestCase, "_fixture_teardown", svuotamento)


def _niente_in_sospeso() -> None:
    """PostgreSQL changes no trigger of a table whose foreign keys are still to be checked."""
    if connection.vendor == "postgresql" and not connection.needs_rollback:
        connection.check_constraints()
