"""Is everything that was kept still what it was? Every text and every file, hashed again.

Verifying writes nothing. A file is read once, however many rows speak of it. A model takes part
as soon as it has a field ``file`` and, beside it, ``sha256`` and ``dimensione``.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from istruttoria import archivio, guardie
from istruttoria.models import Documento, Versione
from istruttoria.services.documenti import rifai
from istruttoria.snapshot import canonico, impronta
from istruttoria.workflow import Rifiuto

MANCA, ALTERATO = "manca", "alterato"


@dataclass(frozen=True, slots=True)
class Difetto:
    """Something that is not as it was kept; ``messaggio`` says what, in Italian."""

    genere: str
    modello: str
    oggetto: int | None
    percorso: str
    messaggio: str


@dataclass(slots=True)
class Integrita:
    """The outcome: how many of each were looked at, what is wrong, what nobody speaks of.

    ``rifatti`` are the files that ``ripristina`` has put back. ``senza_registrazione`` are files
    of the archive without a row: what a step leaves that was prepared and then refused. They are
    no defect.
    """

    verificati: dict[str, int] = field(default_factory=dict)
    difetti: list[Difetto] = field(default_factory=list)
    guardie_mancanti: list[str] = field(default_factory=list)
    senza_registrazione: list[str] = field(default_factory=list)
    rifatti: list[str] = field(default_factory=list)

    @property
    def integro(self) -> bool:
        return not self.difetti and not self.guardie_mancanti

    def as_dict(self) -> dict[str, Any]:
        return {"integro": self.integro, **asdict(self)}


def verifica_archivio() -> Integrita:
    """Hash again every frozen text, every file that a row names, every file of the archive."""
    esito = Integrita(guardie_mancanti=guardie.mancanti())
    _versioni(esito)
    misure: dict[str, archivio.Archiviato | None] = {}
    for modello in modelli_con_file():
        _righe(esito, modello, misure)
    _resto(esito, misure)
    return esito


def ripristina(esito: Integrita) -> Integrita:
    """Make again from its version each issued document that is missing or altered, look again.

    What cannot be made the same stays a defect, with the reason.
    """
    rifatti: list[str] = []
    perche: dict[int | None, str] = {}
    for difetto in esito.difetti:
        if difetto.modello != Documento._meta.label or difetto.oggetto is None:
            continue
        documento = Documento.objects.select_related("versione").get(pk=difetto.oggetto)
        try:
            rifai(documento)
            rifatti.append(difetto.percorso)
        except Rifiuto as rifiuto:
            perche[difetto.oggetto] = rifiuto.motivo
    dopo = verifica_archivio()
    dopo.rifatti = rifatti
    dopo.difetti = [
        replace(d, messaggio=f"{d.messaggio} {perche[d.oggetto]}")
        if d.modello == Documento._meta.label and d.oggetto in perche
        else d
        for d in dopo.difetti
    ]
    return dopo


def modelli_con_file() -> Iterator[type[models.Model]]:
    for modello in apps.get_models():
        try:
            campi = [modello._meta.get_field(nome) for nome in ("file", "sha256", "dimensione")]
        except FieldDoesNotExist:
            continue
        if isinstance(campi[0], models.FileField):
            yield modello


def _versioni(esito: Integrita) -> None:
    chi = Versione._meta.label
    esito.verificati[chi] = 0
    righe = Versione.objects.order_by("pk").values_list("pk", "contenuto", "sha256")
    for pk, contenuto, sha256 in righe.iterator(chunk_size=50):
        esito.verificati[chi] += 1
        if impronta(contenuto) != sha256:
            perche = "il testo non ha più l'impronta con cui è stato fissato"
        elif not _e_canonico(contenuto):
            perche = "il testo non è nella forma canonica"
        else:
            continue
        messaggio = f"Versione {pk}: {perche}."
        esito.difetti.append(Difetto(ALTERATO, chi, pk, "", messaggio))


def _e_canonico(contenuto: str) -> bool:
    try:
        return canonico(json.loads(contenuto)) == contenuto
    except ValueError:
        return False


def _righe(
    esito: Integrita,
    modello: type[models.Model],
    misure: dict[str, archivio.Archiviato | None],
) -> None:
    chi = modello._meta.label
    esito.verificati[chi] = 0
    righe = modello._default_manager.order_by("pk").values_list(
        "pk", "file", "sha256", "dimensione"
    )
    for pk, nome, sha256, dimensione in righe.iterator():
        esito.verificati[chi] += 1
        if nome not in misure:
            misure[nome] = archivio.misura(nome)
        trovato, riga = misure[nome], f"{str(modello._meta.verbose_name).capitalize()} {pk}"
        if trovato is None:
            messaggio = f"{riga}: il file {nome} non si trova."
            esito.difetti.append(Difetto(MANCA, chi, pk, nome, messaggio))
        elif (trovato.sha256, trovato.dimensione) != (sha256, dimensione):
            messaggio = f"{riga}: il file {nome} non è quello registrato, l'impronta è diversa."
            esito.difetti.append(Difetto(ALTERATO, chi, pk, nome, messaggio))


def _resto(esito: Integrita, misure: dict[str, archivio.Archiviato | None]) -> None:
    """The files that no row names: each must at least be what its own name says."""
    nomi = list(archivio.elenca())
    for nome in nomi:
        if nome in misure:
            continue
        esito.senza_registrazione.append(nome)
        trovato = archivio.misura(nome)
        if trovato is None or trovato.sha256 != archivio.impronta_nel_nome(nome):
            messaggio = f"Il file {nome} non ha l'impronta che il suo nome dice."
            esito.difetti.append(Difetto(ALTERATO, "", None, nome, messaggio))
    esito.verificati["file"] = len(nomi)
