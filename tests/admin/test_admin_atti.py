"""Templates of the determinazione, provincial counts, and what nobody rewrites."""

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Adesione, Distretto, Ente, Organizzazione
from istruttoria.determinazione import PARTI, modello_predefinito
from istruttoria.models import (
    Documento,
    Importazione,
    ModelloDeterminazione,
    Osservazione,
    Passaggio,
    Versione,
)
from istruttoria.services import registra_modello
from programmi.models import Modifica, Sezione

MODELLO = reverse("admin:istruttoria_modellodeterminazione_add")
QUADRO = reverse("admin:istruttoria_quadroprovinciale_add")


def test_un_nuovo_modello_parte_da_quello_in_uso(ufficio: Client, ente: Ente) -> None:
    in_uso = registra_modello(ente, modello_predefinito())
    form = ufficio.get(MODELLO).context["adminform"].form
    assert form["oggetto"].value() == in_uso.oggetto


def test_un_modello_cambiato_e_una_nuova_versione(ufficio: Client, ente: Ente) -> None:
    vecchio = registra_modello(ente, modello_predefinito())
    dati = {parte: getattr(vecchio, parte) for parte in PARTI} | {"ente": ente.pk}
    ufficio.post(MODELLO, dati | {"allegati": "001 programma"})
    assert list(ModelloDeterminazione.objects.values_list("versione", "in_uso")) == [
        (2, True),
        (1, False),
    ]


def test_un_segnaposto_sconosciuto_si_rifiuta(ufficio: Client, ente: Ente) -> None:
    dati = modello_predefinito() | {"ente": ente.pk, "oggetto": "Approva {{ inventato }}"}
    dati.pop("versione", None)
    risposta = ufficio.post(MODELLO, dati)
    assert "inventato" in str(risposta.context["errors"])
    assert not ModelloDeterminazione.objects.exists()


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
