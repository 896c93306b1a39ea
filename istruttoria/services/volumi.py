"""The register of the series: a number is given once, to a programme or to another book."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from distretti.models import Ente, Utente
from istruttoria.collana import chiave, numero_valido
from istruttoria.models import Volume
from istruttoria.workflow import NUMERO_DELLA_COLLANA, Rifiuto, TransizioneRifiutata
from programmi.models import Programma

DI_UN_PROGRAMMA = (
    "È il numero di un programma: si dà e si corregge con i passaggi del programma, non qui."
)


def assegna_numero(programma: Programma, numero: str, *, autore: Utente) -> Volume:
    """Write the programme in the register; to be called in the transaction of its step.

    Raises ``TransizioneRifiutata`` when the number is another book's.
    """
    ente = _tieni(programma.distretto.ente_id)
    valori = {
        "numero": numero,
        "chiave": chiave(numero),
        "titolo": str(programma),
        "anno": programma.anno,
        "autore": autore,
    }
    if usato := _di_altri(ente, numero).exclude(programma=programma).first():
        raise TransizioneRifiutata(_gia_usato(usato), "serie_numero")
    volume, _ = Volume.objects.update_or_create(programma=programma, ente=ente, defaults=valori)
    return volume


def registra_volume(ente: Ente, dati: Mapping[str, Any], *, autore: Utente) -> Volume:
    """Another book of the series: ``dati`` holds ``numero``, ``titolo`` and ``anno``.

    Raises ``Rifiuto`` with the field it is about.
    """
    with transaction.atomic():
        _tieni(ente.pk)
        valori = _pulisci(ente, dati)
        return Volume.objects.create(ente=ente, autore=autore, **valori)


def correggi_volume(volume: Volume, dati: Mapping[str, Any], *, autore: Utente) -> Volume:
    """Correct another book of the series. Raises ``Rifiuto``."""
    with transaction.atomic():
        _tieni(volume.ente_id)
        libro = _libro(volume)
        for campo, valore in _pulisci(libro.ente, dati, tranne=libro.pk).items():
            setattr(libro, campo, valore)
        libro.autore = autore
        libro.save()
    return libro


def togli_volume(volume: Volume) -> None:
    """Take another book, written by mistake, out of the register. Raises ``Rifiuto``."""
    with transaction.atomic():
        _tieni(volume.ente_id)
        _libro(volume).delete()


def _tieni(ente: int) -> Ente:
    """The Ente's row, held: two numbers given at the same time see each other."""
    return Ente.objects.select_for_update(no_key=True).get(pk=ente)


def _libro(volume: Volume) -> Volume:
    attuale = Volume.objects.filter(pk=volume.pk).first()
    if attuale is None:
        raise Rifiuto("Il volume è già stato tolto dal registro.")
    if attuale.programma_id is not None:
        raise Rifiuto(DI_UN_PROGRAMMA)
    return attuale


def _di_altri(ente: Ente, numero: str) -> Any:
    return Volume.objects.filter(ente=ente, chiave=chiave(numero))


def _gia_usato(volume: Volume) -> str:
    return f"Il numero {volume.numero} della collana è già quello di «{volume.titolo}»."


def _pulisci(ente: Ente, dati: Mapping[str, Any], *, tranne: int | None = None) -> dict[str, Any]:
    numero = str(dati.get("numero") or "").strip()
    titolo = " ".join(str(dati.get("titolo") or "").split())
    if not numero_valido(numero):
        raise Rifiuto(NUMERO_DELLA_COLLANA, "numero")
    if not titolo:
        raise Rifiuto("Indicare il titolo.", "titolo")
    if usato := _di_altri(ente, numero).exclude(pk=tranne).first():
        raise Rifiuto(_gia_usato(usato), "numero")
    return {"numero": numero, "chiave": chiave(numero), "titolo": titolo, "anno": dati.get("anno")}
