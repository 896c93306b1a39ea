"""Provincial counts, and what nobody rewrites."""

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Adesione, Distretto, Organizzazione
from istruttoria.models import (
    Documento,
    Importazione,
    Osservazione,
    Passaggio,
    Versione,
)
from programmi.models import Modifica, Sezione

QUADRO = reverse("admin:istruttoria_quadroprovinciale_add")


def test_il_quadro_propone_i_conti_del_registro(
    ufficio: Client, distretto: Distretto, capofila: Organizzazione
) -> None:
    Adesione.objects.create(distretto=distretto, organizzazione=capofila, dal="2022-07-15")
    form = ufficio.get(QUADRO).context["adminform"].form
    assert [form[c].value() for c in ("territoriali", "tematici", "family_audit")] == [0, 0, 1]
    assert form["organizzazioni"].value() == 1


@pytest.mark.parametrize(
    "modello", [Passaggio, Versione, Documento, Modifica, Osservazione, Importazione, Sezione]
)
@pytest.mark.django_db
def test_cio_che_e_scritto_non_si_riscrive(
    modello: type, client: Client, amministratore: object
) -> None:
    """Not even by the administrator."""
    client.force_login(amministratore)
    nome = f"admin:{modello._meta.app_label}_{modello._meta.model_name}"
    assert client.get(reverse(f"{nome}_add")).status_code == 403
    ammin = client.get(reverse(f"{nome}_changelist")).context["cl"].model_admin
    richiesta = client.get(reverse("admin:index")).wsgi_request
    assert not ammin.has_change_permission(richiesta)
    assert not ammin.has_delete_permission(richiesta)
