"""Programmes and their procedure in the admin site of the officers."""

from . import atti, programmi, registri  # noqa: F401 - registration
