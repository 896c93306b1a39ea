"""From the secret of an invitation to the address that goes into the mail."""

from django.http import HttpRequest
from django.urls import reverse

from distretti.services.inviti import Collegamento


def collegamento(request: HttpRequest) -> Collegamento:
    return lambda gettone: request.build_absolute_uri(reverse("invito_accetta", args=[gettone]))
