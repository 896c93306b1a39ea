"""The templates of the document, in an engine of their own: no settings, no database."""

from functools import cache
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString

from documenti.pdf.risorse import RADICE


@cache
def _motore() -> Engine:
    return Engine(
        dirs=[str(RADICE / "templates" / "documenti" / "pdf")],
        loaders=[
            (
                "django.template.loaders.cached.Loader",
                ["django.template.loaders.filesystem.Loader"],
            )
        ],
        autoescape=True,
    )


def riempi(modello: str, **valori: Any) -> SafeString:
    return _motore().get_template(modello).render(Context(valori, use_l10n=False))
