"""The form of a year in the admin: copied, changed, frozen once in use."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from programmi.models import Programma, Schema


def scheda(schema: Schema) -> str:
    return reverse("admin:programmi_schema_change", args=[schema.pk])


def compilato(client: Client, indirizzo: str) -> dict[str, Any]:
    """The form of a page as a browser would send it back untouched."""
    risposta = client.get(indirizzo)
    form = risposta.context["adminform"].form
    formsets = [f.formset for f in risposta.context["inline_admin_formsets"]]
    dati: dict[str, Any] = {}
    for parte in (form, *(f for s in formsets for f in (s.management_form, *s.initial_forms))):
        for nome in parte.fields:
            valore = parte[nome].value()
            if valore is None or valore is False:
                continue
            dati[parte.add_prefix(nome)] = "on" if valore is True else valore
    return dati


def test_uno_schema_libero_si_cambia(ufficio: Client, schema_2026: Schema) -> None:
    dati = compilato(ufficio, scheda(schema_2026)) | {"titolo": "Nuovo titolo"}
    dati["voci-0-titolo"] = "INTRODUZIONE"
    ufficio.post(scheda(schema_2026), dati)
    schema_2026.refresh_from_db()
    assert schema_2026.titolo == "Nuovo titolo"
    assert schema_2026.voci.first().titolo == "INTRODUZIONE"


def test_uno_schema_in_uso_ha_la_struttura_fissa(ufficio: Client, programma: Programma) -> None:
    schema = programma.schema
    risposta = ufficio.get(scheda(schema))
    assert "la struttura è fissa" in risposta.text
    dati = compilato(ufficio, scheda(schema)) | {"titolo": "Altro", "codice": "X"}
    dati |= {"voci-0-titolo": "ALTRO", "contributo_percentuale": "75"}
    ufficio.post(scheda(schema), dati)
    nuovo = Schema.objects.get(pk=schema.pk)
    assert (nuovo.titolo, nuovo.codice) == (schema.titolo, schema.codice)
    assert nuovo.voci.first().titolo == "PREMESSA"
    assert nuovo.contributo_percentuale == 75


def test_di_uno_schema_in_uso_restano_modificabili_gli_aiuti(
    ufficio: Client, programma: Programma
) -> None:
    voce = programma.schema.voci.first()
    pagina = reverse("admin:programmi_voce_change", args=[voce.pk])
    dati = compilato(ufficio, pagina) | {"aiuto": "Scrivere poco.", "titolo": "ALTRO"}
    ufficio.post(pagina, dati)
    voce.refresh_from_db()
    assert (voce.aiuto, voce.titolo) == ("Scrivere poco.", "PREMESSA")


def test_le_azioni_predefinite_di_uno_schema_in_uso_sono_fisse(
    ufficio: Client, programma: Programma
) -> None:
    ambito = programma.ambiti.filter(ambito__predefinite__isnull=False).first().ambito
    pagina = reverse("admin:programmi_ambito_change", args=[ambito.pk])
    formset = ufficio.get(pagina).context["inline_admin_formsets"][0].formset
    assert not formset.forms or "titolo" not in formset.forms[0].fields


def test_uno_schema_si_copia_in_un_nuovo_anno(ufficio: Client, programma: Programma) -> None:
    pagina = reverse("admin:programmi_schema_copia", args=[programma.schema_id])
    dati = {"codice": "2027", "titolo": "Programma di lavoro 2027", "anno": 2027}
    risposta = ufficio.post(pagina, dati)
    copia = Schema.objects.get(codice="2027")
    assert risposta.url == scheda(copia)
    assert copia.voci.count() == programma.schema.voci.count()
    assert not copia.congelato


def test_la_copia_vuole_un_codice_nuovo(ufficio: Client, schema_2026: Schema) -> None:
    pagina = reverse("admin:programmi_schema_copia", args=[schema_2026.pk])
    dati = {"codice": "2026", "titolo": "Doppione", "anno": 2027}
    risposta = ufficio.post(pagina, dati)
    assert risposta.status_code == 422
    assert "ha già uno schema con questo codice" in risposta.text


def test_uno_schema_in_uso_non_si_cancella(ufficio: Client, programma: Programma) -> None:
    pagina = reverse("admin:programmi_schema_delete", args=[programma.schema_id])
    assert ufficio.post(pagina, {"post": "yes"}).status_code == 403


def test_una_proroga_si_concede_dalla_sua_pagina_e_non_da_qui(
    ufficio: Client, schema_2026: Schema
) -> None:
    scadenza = schema_2026.scadenze.create(tipo="trasmissione", giorno=date(2026, 4, 30))
    pagina = reverse("admin:programmi_scadenza_change", args=[scadenza.pk])
    concedi = f"{reverse('anno_proroga', args=[schema_2026.pk])}?scadenza={scadenza.pk}"
    assert concedi in ufficio.get(pagina).text
    dati = compilato(ufficio, pagina) | {
        "proroghe-TOTAL_FORMS": 1,
        "proroghe-0-nuovo_giorno": "2026-05-15",
        "proroghe-0-motivo": "Elezioni comunali",
    }
    ufficio.post(pagina, dati)
    assert not scadenza.proroghe.exists()


def test_una_proroga_non_si_riscrive(
    ufficio: Client, schema_2026: Schema, funzionario: Utente
) -> None:
    scadenza = schema_2026.scadenze.create(tipo="trasmissione", giorno=date(2026, 4, 30))
    scadenza.proroghe.create(nuovo_giorno=date(2026, 5, 15), motivo="Elezioni", autore=funzionario)
    pagina = reverse("admin:programmi_scadenza_change", args=[scadenza.pk])
    dati = compilato(ufficio, pagina) | {"proroghe-0-motivo": "Altro", "proroghe-0-DELETE": "on"}
    ufficio.post(pagina, dati)
    assert scadenza.proroghe.get().motivo == "Elezioni"
