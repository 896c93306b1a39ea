"""Small pieces of our templates: icons of the design system."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
