"""The act of a programme while it is written: saved whole, conditionally on what one has seen."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from distretti.models import Utente
from istruttoria import rules
from istruttoria.dati_dell_atto import CAMPI_DELL_ATTO
from istruttoria.determinazione import PARTI, errori_del_modello
from istruttoria.fatti import Fatti
from istruttoria.models import Determinazione
from istruttoria.workflow import Rifiuto
from programmi.models import Programma

CAMPI = (*PARTI, *CAMPI_DELL_ATTO, "delega")


class AttoCambiato(Rifiuto):
    """Somebody else saved the act meanwhile."""

    def __init__(self, attuale: Determinazione) -> None:
        chi = f" {attuale.modificata_da}" if attuale.modificata_da else " un’altra persona"
        super().__init__(
            f"Nel frattempo{chi} ha salvato l’atto. Il testo scritto qui non è perduto: aprire "
            "la pagina in un’altra scheda per leggere l’altro, poi salvare di nuovo."
        )
        self.attuale = attuale


def salva_atto(
    programma: Programma, dati: Mapping[str, Any], *, revisione: int, attore: Utente
) -> Determinazione:
    """Write the act of the programme; ``dati`` holds ``CAMPI`` and ``modello``.

    ``revisione`` is the one that the author had before the eyes, 0 when the act was not yet
    written. Raises ``Rifiuto``, ``AttoCambiato`` when it has changed since.
    """
    valori = {campo: dati.get(campo) or "" for campo in CAMPI} | {
        "sostituto": bool(dati.get("sostituto"))
    }
    valori |= {parte: str(valori[parte]).replace("\r\n", "\n").strip() for parte in PARTI}
    if errori := errori_del_modello(valori):
        raise Rifiuto(" ".join(map(str, errori)))
    with transaction.atomic():
        preso = Programma.objects.select_for_update(of=("self",), no_key=True)
        fatti = Fatti(preso.select_related("distretto__ente", "in_carico_a").get(pk=programma.pk))
        if not (risposta := rules.puo_scrivere_atto(attore, fatti.programma, fatti=fatti)):
            raise Rifiuto(risposta.motivo)
        return _scrivi(fatti, valori, dati.get("modello"), revisione, attore)


def _scrivi(
    fatti: Fatti, valori: dict[str, Any], modello: int | None, revisione: int, attore: Utente
) -> Determinazione:
    righe = fatti.programma.determinazioni.select_related("modificata_da").filter(
        progressivo=fatti.progressivo
    )
    scritto = {**valori, "modello": modello, "modificata_da": attore}
    attuale = righe.first()
    if attuale is None:
        try:
            with transaction.atomic():
                return Determinazione.objects.create(
                    programma=fatti.programma,
                    progressivo=fatti.progressivo,
                    revisione=1,
                    **scritto,
                )
        except IntegrityError:
            attuale = righe.get()
    presi = Determinazione.objects.filter(pk=attuale.pk, revisione=revisione).update(
        **scritto, revisione=revisione + 1, modificata_il=timezone.now()
    )
    if not presi:
        raise AttoCambiato(attuale)
    return righe.get(pk=attuale.pk)
