"""The SQL of the triggers. A trigger's name ends with the fingerprint of its text, so that one
that is missing, or is of an older form, is told by its name alone.

PostgreSQL: row triggers on UPDATE and DELETE, one on TRUNCATE, always enabled (replication roles
included). SQLite: row triggers on UPDATE and DELETE; as REPLACE deletes without firing them unless
the connection asks for recursive triggers, an INSERT over a row that exists is refused as well.
"""

import hashlib
from dataclasses import dataclass

from istruttoria.guardie.registro import Guardia

PREFISSO = "guardia_"
FUNZIONE = "guardia_rifiuta"
# 23001 is restrict_violation: an IntegrityError, as a trigger's refusal is on SQLite.
CREA_FUNZIONE = f"""CREATE OR REPLACE FUNCTION {FUNZIONE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = '23001', MESSAGE = TG_ARGV[0];
END $$"""


@dataclass(frozen=True, slots=True)
class Unica:
    """A unique index: its columns and, when it holds for some rows only, which (SQL)."""

    colonne: tuple[str, ...]
    dove: str = ""


@dataclass(frozen=True, slots=True)
class Tavola:
    """A guarded table as the database has it; ``uniche`` serve SQLite alone."""

    nome: str
    colonne: tuple[str, ...]
    uniche: tuple[Unica, ...]
    modificabili: frozenset[str]
    colonna_aperta: str | None
    colonna_chiusa: str | None
    colonna_fissata: str | None = None


@dataclass(frozen=True, slots=True)
class Grilletto:
    """A trigger: its name, the table it stands on, the statements that create it."""

    nome: str
    tavola: str
    crea: tuple[str, ...]


def grilletti(guardia: Guardia, tavola: Tavola, *, vendor: str) -> list[Grilletto]:
    """The triggers that a guarded table must have."""
    per_vendor = _postgresql if vendor == "postgresql" else _sqlite
    return per_vendor(guardia, tavola)


def _postgresql(guardia: Guardia, tavola: Tavola) -> list[Grilletto]:
    condizione = _modifica_vietata(guardia, tavola, diverso="IS DISTINCT FROM")
    corpi = {
        "modifica": f"BEFORE UPDATE ON {_id(tavola.nome)} FOR EACH ROW{condizione}",
        "cancella": f"BEFORE DELETE ON {_id(tavola.nome)} FOR EACH ROW{_fissata(tavola)}",
        "svuota": f"BEFORE TRUNCATE ON {_id(tavola.nome)} FOR EACH STATEMENT",
    }
    fatti = []
    for operazione, corpo in corpi.items():
        testo = f"{corpo} EXECUTE FUNCTION {FUNZIONE}({_testo(guardia.messaggio(operazione))})"
        nome = _nome(tavola, operazione, testo)
        sempre = f"ALTER TABLE {_id(tavola.nome)} ENABLE ALWAYS TRIGGER {_id(nome)}"
        crea = f"CREATE TRIGGER {_id(nome)} {testo}"
        fatti.append(Grilletto(nome, tavola.nome, (crea, sempre)))
    return fatti


def _sqlite(guardia: Guardia, tavola: Tavola) -> list[Grilletto]:
    condizione = _modifica_vietata(guardia, tavola, diverso="IS NOT")
    corpi = {
        "modifica": f"BEFORE UPDATE ON {_id(tavola.nome)} FOR EACH ROW{condizione}",
        "cancella": f"BEFORE DELETE ON {_id(tavola.nome)} FOR EACH ROW{_fissata(tavola)}",
        "sostituisci": f"BEFORE INSERT ON {_id(tavola.nome)} FOR EACH ROW "
        f"WHEN {' OR '.join(_gia_scritta(tavola, unica) for unica in tavola.uniche)}",
    }
    fatti = []
    for operazione, corpo in corpi.items():
        rifiuto = f"RAISE(ABORT, {_testo(guardia.messaggio(operazione))})"
        testo = f"{corpo} BEGIN SELECT {rifiuto}; END"
        nome = _nome(tavola, operazione, testo)
        fatti.append(Grilletto(nome, tavola.nome, (f"CREATE TRIGGER {_id(nome)} {testo}",)))
    return fatti


def _gia_scritta(tavola: Tavola, unica: Unica) -> str:
    """There is a row that the new one would replace."""
    uguali = " AND ".join(f"{_id(c)} = NEW.{_id(c)}" for c in unica.colonne)
    if tavola.colonna_fissata:
        uguali += f" AND {_id(tavola.colonna_fissata)} IS NOT NULL"
    if not unica.dove:
        return _esiste(_id(tavola.nome), uguali)
    nuova = ", ".join(f"NEW.{_id(c)} AS {_id(c)}" for c in tavola.colonne)
    prima = _esiste(_id(tavola.nome), f"{uguali} AND ({unica.dove})")
    return f"({prima} AND {_esiste(f'(SELECT {nuova})', unica.dove)})"


def _esiste(da: str, dove: str) -> str:
    return f"EXISTS (SELECT 1 FROM {da} WHERE {dove})"  # noqa: S608  names and indexes of our own


def _modifica_vietata(guardia: Guardia, tavola: Tavola, *, diverso: str) -> str:
    """The WHEN of an UPDATE: nothing for a row that is frozen whole from the start."""
    condizioni = []
    if tavola.colonna_fissata:
        condizioni.append(f"OLD.{_id(tavola.colonna_fissata)} IS NOT NULL")
    if tavola.colonna_aperta and guardia.aperta_se:
        condizioni.append(f"OLD.{_id(tavola.colonna_aperta)} <> {_testo(guardia.aperta_se[1])}")
    if tavola.colonna_chiusa and guardia.chiusa_se:
        condizioni.append(f"OLD.{_id(tavola.colonna_chiusa)} = {_testo(guardia.chiusa_se[1])}")
    if tavola.modificabili:
        fisse = [c for c in tavola.colonne if c not in tavola.modificabili]
        cambiate = " OR ".join(f"OLD.{_id(c)} {diverso} NEW.{_id(c)}" for c in fisse)
        condizioni.append(f"({cambiate})")
    return f" WHEN ({' AND '.join(condizioni)})" if condizioni else ""


def _fissata(tavola: Tavola) -> str:
    """The WHEN of a DELETE: nothing where every row is kept."""
    colonna = tavola.colonna_fissata
    return f" WHEN (OLD.{_id(colonna)} IS NOT NULL)" if colonna else ""


def _nome(tavola: Tavola, operazione: str, testo: str) -> str:
    """At most 63 characters, as PostgreSQL allows."""
    impronta = hashlib.sha256(testo.encode()).hexdigest()[:8]
    return f"{PREFISSO}{tavola.nome[:34]}_{operazione}_{impronta}"


def _id(nome: str) -> str:
    return '"' + nome.replace('"', '""') + '"'


def _testo(valore: str) -> str:
    return "'" + valore.replace("'", "''") + "'"
