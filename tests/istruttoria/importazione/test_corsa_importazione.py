"""Several imports of the same year at once: one wins, the others are told."""

import threading
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection

from azioni.models import Azione
from distretti.models import Distretto, Ente
from istruttoria import importazione as servizio
from istruttoria.importazione import ImportazioneRifiutata
from programmi.models import Programma


@pytest.mark.django_db(transaction=True)
def test_due_importazioni_dello_stesso_anno_insieme(
    monkeypatch: pytest.MonkeyPatch, lettura_2027: dict[str, Any]
) -> None:
    """On an empty database, where even the Ente is to be made. SQLite, which admits one writer,
    has them in a row."""
    insieme = connection.vendor == "postgresql"
    via = threading.Barrier(4 if insieme else 1)
    esiti: list[str] = []
    monkeypatch.setattr(
        "istruttoria.importazione.servizio.leggi_file", lambda *a, **k: deepcopy(lettura_2027)
    )

    def corri() -> None:
        via.wait(timeout=30)
        try:
            servizio.importa(b"x", nome="p.docx", distretto="PRATO", anno=2027, crea=True)
            esiti.append("")
        except ImportazioneRifiutata as rifiuto:
            esiti.append(str(rifiuto))
        finally:
            if insieme:
                connection.close()

    if insieme:
        fili = [threading.Thread(target=corri) for _ in range(4)]
        for filo in fili:
            filo.start()
        for filo in fili:
            filo.join(timeout=60)
    else:
        for _ in range(4):
            corri()
    assert esiti.count("") == 1
    assert all("già un programma" in e or "Nel frattempo" in e for e in esiti if e)
    assert (Ente.objects.count(), Distretto.objects.count(), Programma.objects.count()) == (1, 1, 1)
    assert Azione.objects.count() == 2
