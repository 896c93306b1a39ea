"""Small pieces of our templates: icons of the design system, rich text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from distretti.tempo import con_articolo, quando_in_parole, stampa_data
from programmi.testo_ricco import TestoNonAmmesso, pulisci

register = template.Library()
_LACUNA = re.compile(r"(\[manca: [^\]]*\])")


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
def lacune(testo: str) -> SafeString:
    """A text of an act, whose gaps stand out."""
    pezzi = enumerate(_LACUNA.split(testo))
    return format_html_join(
        "",
        "{}",
        ((format_html('<mark class="lacuna">{}</mark>', p) if i % 2 else p,) for i, p in pezzi),
    )


@register.filter
def parole_segnate(html: str) -> SafeString:
    """Rich text whose changes are marked (``istruttoria.parole.segna_parole``, on clean text); what
    the colour says is said also to who listens."""
    for segno, parola in (("<ins>", "aggiunto"), ("<del>", "tolto")):
        html = html.replace(segno, f'{segno}<span class="visually-hidden">{parola}: </span>')
    return mark_safe(html)  # noqa: S308 - made of text that the allow-list cleaned


@register.filter
def voci_di(gruppi: Mapping[str, Sequence[Any]], chiave: str) -> Sequence[Any]:
    """What a mapping holds under a key; nothing when it has not the key."""
    return gruppi.get(chiave, ())


@register.filter
def giorno(quando: date | datetime) -> str:
    """21 novembre 2026: Django's own month names have a capital, which Italian has not."""
    return stampa_data(timezone.localdate(quando) if isinstance(quando, datetime) else quando)


@register.filter
def momento(quando: datetime) -> str:
    """21 novembre 2026, ore 9:05."""
    locale = timezone.localtime(quando)
    return f"{stampa_data(locale.date())}, ore {locale.hour}:{locale.minute:02d}"


@register.filter
def il_momento(quando: datetime) -> str:
    """il 21 novembre 2026 alle 9:05."""
    locale = timezone.localtime(quando)
    return f"{con_articolo(locale.date())} alle {locale.hour}:{locale.minute:02d}"


@register.filter
def quando(istante: datetime) -> str:
    """oggi alle 9:05; ieri alle 18:30; 3 giorni fa; il 2 aprile 2026 when weeks have passed."""
    locale = timezone.localtime(istante)
    giorni = (timezone.localdate() - locale.date()).days
    if giorni > RECENTE:
        return con_articolo(locale.date())
    parole = quando_in_parole(locale.date(), timezone.localdate())
    return parole if giorni > 1 else f"{parole} alle {locale.hour}:{locale.minute:02d}"


RECENTE = 14  # days in which a day is told by its distance
