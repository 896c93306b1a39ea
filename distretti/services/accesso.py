"""What the office does for who cannot enter any more."""

from allauth.mfa.models import Authenticator

from distretti.models import Utente


def togli_secondo_fattore(*, utente: Utente) -> bool:
    """For who lost both the phone and the recovery codes; says whether there was anything."""
    tolti, _ = Authenticator.objects.filter(user=utente).delete()
    return bool(tolti)
