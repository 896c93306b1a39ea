"""Opening a year: what will happen to each district, the drafts, the deadlines moved later."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from azioni.services import aggiungi_azione
from distretti.models import Distretto, Utente
from istruttoria import services
from istruttoria.queries import piano_dell_anno
from istruttoria.services import Rifiuto
from programmi.models import Programma, Proroga, Schema
from programmi.services import ProrogaRifiutata, concedi_proroga, copia_schema
from tests.istruttoria.conftest import crea

OGGI = timezone.localdate()


@pytest.fixture
def schema_2027(schema_2026: Schema) -> Schema:
    return copia_schema(schema_2026, codice="2027", titolo="Programma 2027", anno=2027)


@pytest.fixture
def precedente(programma: Programma, manager: Utente) -> Programma:
    """The programme of 2026 with an action and a text of its own."""
    ambito = programma.ambiti.filter(voce__tipo="progettualita").first()
    aggiungi_azione(
        programma,
        tipo="progettualita",
        ambito=ambito,
        titolo="Notte dei nonni",
        tempi="Entro il 30 novembre 2026",
        autore=manager,
    )
    programma.sezioni.filter(voce__codice="premessa").update(html="<p>La nostra premessa</p>")
    return programma


def sorti(schema: Schema) -> dict[str, str]:
    return {riga.distretto.codice: riga.sorte.value for riga in piano_dell_anno(schema)}


def apri(schema: Schema, attore: Utente, *distretti: Distretto) -> list[services.Apertura]:
    return services.apri_anno(schema, [d.pk for d in distretti], attore=attore)


# --- the plan -------------------------------------------------------------------------------


def test_che_cosa_succede_a_ogni_distretto(
    precedente: Programma,
    schema_2027: Schema,
    altro_distretto: Distretto,
    distretto_tematico: Distretto,
    distretto_altrove: Distretto,
) -> None:
    Schema.objects.filter(pk=schema_2027.pk).update(tipi_distretto=["family_audit", "territoriale"])
    schema_2027.refresh_from_db()
    assert sorti(schema_2027) == {
        "FA-AV": "da_anno_prima",
        "T-ROT": "vuoto",
        "S-EDU": "non_servito",
    }


@pytest.mark.parametrize("stato", ["proposto", "revocato"])
def test_solo_i_distretti_attivi(stato: str, schema_2027: Schema, distretto: Distretto) -> None:
    Distretto.objects.filter(pk=distretto.pk).update(stato=stato)
    assert sorti(schema_2027) == {}


def test_chi_ha_gia_il_programma(precedente: Programma, schema_2027: Schema) -> None:
    crea(schema_2027, precedente.distretto, 2027)
    assert sorti(schema_2027) == {"FA-AV": "gia"}


def test_un_programma_di_due_anni_copre_anche_il_secondo(
    precedente: Programma, schema_2027: Schema
) -> None:
    Programma.objects.filter(pk=precedente.pk).update(al=date(2027, 12, 31))
    (riga,) = piano_dell_anno(schema_2027)
    assert (riga.sorte, riga.dettaglio) == ("gia", "Programma 2026–2027, bozza")


def test_un_programma_annullato_non_conta(precedente: Programma, schema_2027: Schema) -> None:
    Programma.objects.filter(pk=precedente.pk).update(stato="annullato")
    assert sorti(schema_2027) == {"FA-AV": "vuoto"}


# --- opening --------------------------------------------------------------------------------


def test_dall_anno_prima(
    precedente: Programma, schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    (apertura,) = apri(schema_2027, funzionario, distretto)
    nuovo = apertura.programma
    assert nuovo is not None
    assert (nuovo.anno, nuovo.stato) == (2027, "bozza")
    presa = nuovo.azioni.get(titolo="Notte dei nonni")
    assert presa.tempi == "Entro il 30 novembre 2027"
    assert nuovo.sezioni.get(voce__codice="premessa").html == "<p>La nostra premessa</p>"


def test_le_righe_del_modulo_non_si_raddoppiano(
    precedente: Programma, schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    precedente.azioni.filter(posizione=1, tipo="riga_vamt").update(titolo="Un altro titolo")
    (apertura,) = apri(schema_2027, funzionario, distretto)
    assert apertura.programma is not None
    assert apertura.programma.azioni.filter(tipo="riga_vamt").count() == 9


def test_un_introduzione_nuova_del_modulo_resta(
    precedente: Programma, schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    schema_2027.voci.filter(codice="premessa").update(introduzione="<p>Nuova</p>")
    (apertura,) = apri(schema_2027, funzionario, distretto)
    assert apertura.programma is not None
    assert apertura.programma.sezioni.get(voce__codice="premessa").html == "<p>Nuova</p>"
    (riga,) = piano_dell_anno(schema_2027)
    assert any("c’era già un testo" in nota for nota in riga.note)


def test_senza_un_anno_prima_la_bozza_ha_le_righe_del_modulo(
    schema_2027: Schema, altro_distretto: Distretto, funzionario: Utente
) -> None:
    (apertura,) = apri(schema_2027, funzionario, altro_distretto)
    assert apertura.programma is not None
    assert apertura.programma.azioni.count() == 9
    assert apertura.ripresa is None


def test_chi_non_chiedeva_il_contributo_resta_cosi(
    precedente: Programma, schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    Programma.objects.filter(pk=precedente.pk).update(richiede_contributo=False)
    (apertura,) = apri(schema_2027, funzionario, distretto)
    assert apertura.programma is not None
    assert not apertura.programma.richiede_contributo


def test_un_distretto_che_non_si_apre_non_ferma_gli_altri(
    precedente: Programma,
    schema_2027: Schema,
    distretto: Distretto,
    altro_distretto: Distretto,
    funzionario: Utente,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def rotto(*args: Any, **kwargs: Any) -> Any:
        raise Rifiuto("Non si può.")

    monkeypatch.setattr("istruttoria.services.anno.riprendi_tutto", rotto)
    esiti = {
        a.distretto.codice: a.motivo
        for a in apri(schema_2027, funzionario, distretto, altro_distretto)
    }
    assert esiti == {"FA-AV": "Non si può.", "T-ROT": ""}
    assert not distretto.programmi.filter(anno=2027).exists()


def test_aprire_due_volte_lascia_un_programma(
    schema_2027: Schema, altro_distretto: Distretto, funzionario: Utente
) -> None:
    apri(schema_2027, funzionario, altro_distretto)
    (seconda,) = apri(schema_2027, funzionario, altro_distretto)
    assert (seconda.programma, seconda.motivo) == (None, "Programma 2027, bozza.")
    assert altro_distretto.programmi.count() == 1


def test_un_distretto_di_un_altro_ente_non_si_apre(
    schema_2027: Schema, distretto_altrove: Distretto, funzionario: Utente
) -> None:
    assert apri(schema_2027, funzionario, distretto_altrove) == []


@pytest.mark.parametrize("persona", ["manager", "estraneo_ente", "amministratore"])
def test_solo_l_ufficio_apre_l_anno(
    persona: str, persone: dict[str, Any], schema_2027: Schema, distretto: Distretto
) -> None:
    with pytest.raises(Rifiuto, match="funzionari"):
        apri(schema_2027, persone[persona], distretto)


def test_su_uno_schema_chiuso_non_si_apre(
    schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    schema_2027.attivo = False
    with pytest.raises(Rifiuto, match="non è attivo"):
        apri(schema_2027, funzionario, distretto)


# --- the page -------------------------------------------------------------------------------


def test_la_pagina_apre_i_distretti_scelti(
    client: Client,
    precedente: Programma,
    schema_2027: Schema,
    altro_distretto: Distretto,
    funzionario: Utente,
) -> None:
    client.force_login(funzionario)
    pagina = reverse("anno", args=[schema_2027.pk])
    risposta = client.post(pagina, {"distretto": [precedente.distretto_id]}, follow=True)
    assert "Aperto 1 programma del 2027: 1 dall’anno prima" in risposta.text
    assert "Dal programma 2026: 1 azione e" in risposta.text
    assert not altro_distretto.programmi.exists()


def test_quando_non_c_è_niente_da_aprire_non_c_è_il_comando(
    client: Client, schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    pagina = reverse("anno", args=[schema_2027.pk])
    comando = "Apri le bozze dei distretti scelti"
    assert comando in client.get(pagina).text
    assert comando not in client.post(pagina, {"distretto": [distretto.pk]}, follow=True).text


def test_senza_scelta_non_si_apre_niente(
    client: Client, schema_2027: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    risposta = client.post(reverse("anno", args=[schema_2027.pk]), {"distretto": "x"}, follow=True)
    assert "Nessun distretto scelto" in risposta.text
    assert not Programma.objects.exists()


def test_senza_schemi_e_senza_distretti_si_dice(client: Client, funzionario: Utente) -> None:
    client.force_login(funzionario)
    assert "Ancora nessuno schema" in client.get(reverse("anni")).text


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_interrogazioni(
    quanti: int,
    client: Client,
    schema_2026: Schema,
    schema_2027: Schema,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    scadenza = schema_2027.scadenze.create(tipo="trasmissione", giorno=OGGI)
    for numero in range(quanti):
        distretto = Distretto.objects.create(
            ente=schema_2027.ente, codice=f"D{numero}", denominazione=f"D{numero}", tipo="tematico"
        )
        crea(schema_2026, distretto, 2026)
        concedi_proroga(
            scadenza,
            distretto=distretto,
            nuovo_giorno=OGGI + timedelta(days=1),
            motivo="x",
            autore=funzionario,
        )
    client.force_login(funzionario)
    with django_assert_num_queries(8):
        client.get(reverse("anno", args=[schema_2027.pk]))
    with django_assert_num_queries(5):
        client.get(reverse("anni"))


# --- deadlines ------------------------------------------------------------------------------


@pytest.fixture
def bozza(programma: Programma) -> Programma:
    """A draft whose transmission was due three days ago."""
    programma.schema.scadenze.create(tipo="trasmissione", giorno=OGGI - timedelta(days=3))
    return programma


def proroga(client: Client, programma: Programma, **campi: Any) -> Any:
    dati = {
        "scadenza": programma.schema.scadenze.get().pk,
        "distretto": "",
        "nuovo_giorno": f"{OGGI + timedelta(days=12)}",
        "motivo": "Elezioni comunali",
        **campi,
    }
    return client.post(reverse("anno_proroga", args=[programma.schema_id]), dati)


def test_una_proroga_a_tutti_si_legge_dal_distretto(
    client: Client, bozza: Programma, funzionario: Utente, manager: Utente
) -> None:
    client.force_login(funzionario)
    assert proroga(client, bozza).status_code == 302
    assert "Elezioni comunali" in client.get(reverse("anno", args=[bozza.schema_id])).text
    client.force_login(manager)
    for pagina in (reverse("scrivania"), reverse("programma", args=[bozza.pk])):
        testo = client.get(pagina).text
        assert "fra 12 giorni" in testo, pagina
        assert "prorogato a tutti i distretti: Elezioni comunali" in testo, pagina
        assert "scaduto" not in testo, pagina


def test_una_proroga_a_un_distretto_e_sua(
    client: Client,
    bozza: Programma,
    altro_distretto: Distretto,
    funzionario: Utente,
    manager: Utente,
) -> None:
    client.force_login(funzionario)
    proroga(client, bozza, distretto=altro_distretto.pk)
    client.force_login(manager)
    testo = client.get(reverse("programma", args=[bozza.pk])).text
    assert "scaduto da 3 giorni" in testo
    assert "Elezioni" not in testo


@pytest.mark.parametrize(
    ("campi", "motivo"),
    [
        ({"nuovo_giorno": f"{OGGI - timedelta(days=3)}"}, "sposta il termine in avanti"),
        ({"nuovo_giorno": ""}, "obbligatorio"),
        ({"motivo": "  "}, "obbligatorio"),
    ],
)
def test_una_proroga_che_non_va_si_spiega(
    campi: dict[str, Any], motivo: str, client: Client, bozza: Programma, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    risposta = proroga(client, bozza, **campi)
    assert (risposta.status_code, motivo in risposta.text) == (422, True)
    assert not Proroga.objects.exists()


def test_il_distretto_di_un_altro_ente_non_si_proroga(
    bozza: Programma, distretto_altrove: Distretto, funzionario: Utente
) -> None:
    with pytest.raises(ProrogaRifiutata, match="altro ente"):
        concedi_proroga(
            bozza.schema.scadenze.get(),
            distretto=distretto_altrove,
            nuovo_giorno=OGGI,
            motivo="x",
            autore=funzionario,
        )


def test_dal_programma_si_proroga_il_suo_distretto(
    client: Client, bozza: Programma, funzionario: Utente, manager: Utente
) -> None:
    indirizzo = f"{reverse('anno_proroga', args=[bozza.schema_id])}?distretto={bozza.distretto_id}"
    client.force_login(funzionario)
    assert indirizzo in client.get(reverse("programma", args=[bozza.pk])).text
    assert f'<option value="{bozza.distretto_id}" selected>' in client.get(indirizzo).text
    client.force_login(manager)
    assert indirizzo not in client.get(reverse("programma", args=[bozza.pk])).text


def test_il_sollecito_aspetta_il_termine_prorogato(
    client: Client, bozza: Programma, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    assert "Sollecitare 1 distretto" in client.get(reverse("scrivania")).text
    proroga(client, bozza)
    assert "Sollecitare" not in client.get(reverse("scrivania")).text


def test_di_una_bozza_aperta_dall_anno_prima_le_aggiunte_sono_una_riga(
    client: Client, precedente: Programma, schema_2027: Schema, funzionario: Utente, manager: Utente
) -> None:
    aggiungi_azione(precedente, tipo="progettualita", titolo="Orti", autore=manager)
    client.force_login(manager)
    apri(schema_2027, funzionario, precedente.distretto)
    testo = client.get(reverse("scrivania")).text
    assert "ha ripreso il programma dell’anno prima" in testo
    assert testo.count("ha aggiunto") == 1
