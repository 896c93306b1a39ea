"""The register of districts in the admin site of the officers."""

from . import accesso, distretti, enti, organizzazioni  # noqa: F401 - registration
