"""Schemas, and the contents of programmes, in the admin site of the officers."""

from . import contenuti, schemi, voci  # noqa: F401 - registration
