"""The register of the series as its page shows it, and the number to propose."""

from django.db.models import Q, QuerySet

from distretti.models import Ente
from istruttoria.collana import prossimo
from istruttoria.models import Volume


def volumi(ente: Ente, *, cerca: str = "") -> QuerySet[Volume]:
    """The books of the series in the order of their numbers; ``cerca`` looks in number and title.

    The programmes come with their district: one query.
    """
    trovati = Volume.objects.filter(ente=ente).select_related("programma__distretto")
    for parola in cerca.split():
        trovati = trovati.filter(Q(numero__startswith=parola) | Q(titolo__icontains=parola))
    return trovati


def numero_da_proporre(ente_id: int) -> str:
    """The next free number in the branch of the latest programme that was given one, or ""."""
    ultimo = Volume.objects.filter(ente=ente_id, programma__isnull=False).order_by("-pk").first()
    if ultimo is None:
        return ""
    numeri = Volume.objects.filter(ente=ente_id).values_list("numero", flat=True)
    return prossimo(numeri, come=ultimo.numero)
