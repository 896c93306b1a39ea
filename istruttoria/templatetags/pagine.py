"""Small pieces of our templates: icons of the design system, rich text."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from distretti.tempo import stampa_data
from programmi.testo_ricco import TestoNonAmmesso, pulisci

register = template.Library()


@register.simple_tag
def icona(nome: str, misura: str = "sm") -> SafeString:
    """A decorative icon of Bootstrap Italia's sprite: the text beside it says the meaning."""
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true"><use href="{}#it-{}"></use></svg>',
        misura,
        static("svg/sprites.svg"),
        nome,
    )


@register.filter
def testo_ricco(html: str) -> SafeString:
    """Rich text for a page: always sanitised here, whatever was stored or read."""
    try:
        return mark_safe(pulisci(html))  # noqa: S308 - the allow-list is what makes it safe
    except TestoNonAmmesso as rifiuto:
        return format_html('<p class="tenue">{}</p>', str(rifiuto))


@register.filter
def giorno(quando: date | datetime) -> str:
    """21 novembre 2026: Django's own month names have a capital, which Italian has not."""
    return stampa_data(timezone.localdate(quando) if isinstance(quando, datetime) else quando)


@register.filter
def momento(quando: datetime) -> str:
    """21 novembre 2026, ore 9:05."""
    locale = timezone.localtime(quando)
    return f"{stampa_data(locale.date())}, ore {locale.hour}:{locale.minute:02d}"
