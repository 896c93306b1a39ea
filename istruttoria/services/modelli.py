"""What an Ente sets once and renews: its template of the determinazione, the provincial count."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from distretti.models import Ente
from istruttoria.determinazione import PARTI, errori_del_modello
from istruttoria.models import ModelloDeterminazione, QuadroProvinciale
from istruttoria.workflow import Rifiuto


def registra_modello(ente: Ente, testi: Mapping[str, Any]) -> ModelloDeterminazione:
    """A new version of the Ente's template, in use from now on; issued acts do not change.

    ``testi`` holds the parts named by ``determinazione.PARTI``. The texts already in use are not
    registered twice. Raises ``Rifiuto`` with what is wrong.
    """
    parti = {parte: str(testi.get(parte) or "").strip() for parte in PARTI}
    if errori := errori_del_modello(parti):
        raise Rifiuto(" ".join(errori))
    with transaction.atomic():
        Ente.objects.select_for_update(no_key=True).get(pk=ente.pk)
        modelli = ModelloDeterminazione.objects.filter(ente=ente)
        attuale = modelli.filter(in_uso=True).first()
        if attuale and all(getattr(attuale, parte) == testo for parte, testo in parti.items()):
            return attuale
        modelli.filter(in_uso=True).update(in_uso=False)
        versione = (modelli.aggregate(n=Max("versione"))["n"] or 0) + 1
        return ModelloDeterminazione.objects.create(ente=ente, versione=versione, **parti)


def registra_quadro(
    ente: Ente,
    *,
    al: date,
    territoriali: int,
    tematici: int,
    family_audit: int,
    organizzazioni: int,
) -> QuadroProvinciale:
    """The provincial count of a day: entered by an officer, corrected by entering it again."""
    quadro, _ = QuadroProvinciale.objects.update_or_create(
        ente=ente,
        al=al,
        defaults={
            "territoriali": territoriali,
            "tematici": tematici,
            "family_audit": family_audit,
            "organizzazioni": organizzazioni,
        },
    )
    return quadro
