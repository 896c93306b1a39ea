"""Schemas: what the data files hold, loading them, copying one to a new year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from azioni.percentuali import leggi
from distretti.models import Distretto, Ente
from programmi.enums import CodiceCampo, TipoAzione, TipoVoce
from programmi.models import (
    Ambito,
    AzionePredefinita,
    CampoAzione,
    RigaVoce,
    Schema,
    TipologiaAzione,
    Voce,
)
from programmi.services import (
    SchemaRifiutato,
    carica_schema,
    carica_schemi,
    codici_dei_schemi,
    copia_schema,
    crea_programma,
)

PARTI_2022 = [
    ("premessa", "PREMESSA"),
    ("dati_distretto", "DATI DEL DISTRETTO"),
    ("attori", "ATTORI DEL DISTRETTO"),
    ("canali", "CANALI SOCIAL"),
    ("azioni", "AZIONI DA REALIZZARE"),
    ("progetto_strategico", "PROGETTO STRATEGICO DI DISTRETTO"),
    ("aderenti", "ELENCO DELLE ORGANIZZAZIONI ADERENTI"),
]
PARTI_2026 = [
    ("premessa", "PREMESSA"),
    ("dati_distretto", "DATI DEL DISTRETTO"),
    ("attori", "ATTORI DEL DISTRETTO"),
    ("canali", "CANALI SOCIAL"),
    ("azioni_vamt", "AZIONI V.A.M.T."),
    ("progettualita", "PROGETTUALITÀ"),
    ("aderenti", "ELENCO DELLE ORGANIZZAZIONI ADERENTI"),
]
MODELLI_DELLO_SCHEMA = (
    (Voce, "schema"),
    (RigaVoce, "voce__schema"),
    (Ambito, "voce__schema"),
    (TipologiaAzione, "ambito__voce__schema"),
    (AzionePredefinita, "ambito__voce__schema"),
    (CampoAzione, "schema"),
)


def _campi(schema: Schema, tipo: TipoAzione) -> list[str]:
    return list(schema.campi.filter(tipo_azione=tipo).values_list("codice", flat=True))


def _contenuto(schema: Schema) -> list[list[tuple[object, ...]]]:
    """All the structure of a schema, without the keys of its rows."""
    tabelle = []
    for modello, percorso in MODELLI_DELLO_SCHEMA:
        colonne = [
            c.name for c in modello._meta.concrete_fields if not c.is_relation and not c.primary_key
        ]
        righe = modello.objects.filter(**{percorso: schema})
        tabelle.append(sorted(righe.values_list(*colonne)))
    return tabelle


def test_due_schemi_arrivano_con_il_sistema() -> None:
    assert codici_dei_schemi() == ["2022", "2026"]


@pytest.mark.parametrize(("codice", "parti"), [("2022", PARTI_2022), ("2026", PARTI_2026)])
def test_le_parti_sono_quelle_del_documento(ente: Ente, codice: str, parti: object) -> None:
    assert list(carica_schema(ente, codice).voci.values_list("codice", "titolo")) == parti


def test_i_campi_di_un_azione_del_2022(schema_2022: Schema) -> None:
    assert _campi(schema_2022, TipoAzione.AZIONE) == [
        "obiettivo",
        "descrizione",
        "referenti",
        "altre_organizzazioni",
        "tempi",
        "indicatori",
        "percentuali",
    ]


def test_i_campi_di_una_progettualita_del_2026(schema_2026: Schema) -> None:
    assert _campi(schema_2026, TipoAzione.PROGETTUALITA) == [
        "obiettivo_generale",
        "obiettivo_specifico",
        "titolo",
        "descrizione",
        "referenti",
        "altre_organizzazioni",
        "tempi",
        "indicatori",
        "percentuali",
    ]


def test_i_campi_hanno_codici_noti(schema_2022: Schema, schema_2026: Schema) -> None:
    assert set(CampoAzione.objects.values_list("codice", flat=True)) <= set(CodiceCampo.values)


def test_gli_ambiti_del_2022_hanno_il_catalogo(schema_2022: Schema) -> None:
    ambiti = Ambito.objects.filter(voce__schema=schema_2022)
    assert [(a.numero, a.titolo, a.tipologie.count()) for a in ambiti] == [
        (1, "Governance e sviluppo del Distretto", 20),
        (2, "Comunicazione", 10),
        (3, "Welfare interaziendale", 0),
    ]


def test_le_nove_righe_del_2026_in_cinque_ambiti(schema_2026: Schema) -> None:
    ambiti = Ambito.objects.filter(voce__schema=schema_2026)
    assert [(a.titolo, a.predefinite.count()) for a in ambiti] == [
        ("NETWORKING", 1),
        ("INTERMEDIAZIONE", 1),
        ("INTERAZIONE", 3),
        ("ICT E NUOVE TECNOLOGIE", 3),
        ("FORMAZIONE OBBLIGATORIA DEL MANAGER", 1),
    ]


def test_ogni_riga_predefinita_si_legge_come_una_regola(schema_2026: Schema) -> None:
    for riga in AzionePredefinita.objects.all():
        (regola,) = leggi(riga.percentuale)
        assert regola.testo in riga.percentuale


def test_etichette_delle_persone(schema_2022: Schema, schema_2026: Schema) -> None:
    etichette = {
        schema.codice: list(
            RigaVoce.objects.filter(
                voce__schema=schema, voce__tipo=TipoVoce.ATTORI, chiave="manager"
            ).values_list("etichetta", flat=True)
        )
        for schema in (schema_2022, schema_2026)
    }
    assert etichette == {
        "2022": ["REFERENTE TECNICO ORGANIZZATIVO"],
        "2026": ["MANAGER TERRITORIALE"],
    }


def test_caricare_di_nuovo_non_riscrive(ente: Ente) -> None:
    schema = carica_schema(ente, "2026")
    schema.voci.filter(codice="premessa").update(aiuto="scritto dall'ufficio")
    Schema.objects.filter(pk=schema.pk).update(titolo="Nome dell'ufficio")
    prima = _contenuto(schema)
    assert [s.pk for s in carica_schemi(ente)][-1] == schema.pk
    assert _contenuto(schema) == prima
    assert Schema.objects.get(pk=schema.pk).titolo == "Nome dell'ufficio"


def test_ogni_ente_ha_i_suoi(ente: Ente, altro_ente: Ente) -> None:
    assert carica_schema(ente, "2026").pk != carica_schema(altro_ente, "2026").pk


def test_uno_schema_che_non_c_e(ente: Ente) -> None:
    with pytest.raises(SchemaRifiutato, match="1999"):
        carica_schema(ente, "1999")


@pytest.mark.parametrize("codice", ["2022", "2026"])
def test_la_copia_ha_tutta_la_struttura(ente: Ente, codice: str) -> None:
    schema = carica_schema(ente, codice)
    copia = copia_schema(schema, codice="2027", titolo="Programma di lavoro 2027", anno=2027)
    assert _contenuto(copia) == _contenuto(schema)
    assert (copia.codice, copia.anno, copia.congelato) == ("2027", 2027, False)


def test_cambiare_la_copia_non_tocca_l_originale(schema_2026: Schema) -> None:
    prima = _contenuto(schema_2026)
    copia = copia_schema(schema_2026, codice="2027", titolo="2027", anno=2027)
    AzionePredefinita.objects.filter(ambito__voce__schema=copia).delete()
    copia.voci.update(titolo="ALTRO")
    assert _contenuto(schema_2026) == prima


def test_la_copia_non_porta_le_scadenze_di_un_altro_anno(schema_2026: Schema) -> None:
    schema_2026.scadenze.create(tipo="trasmissione", giorno=date(2026, 4, 30))
    assert not copia_schema(schema_2026, codice="2027", titolo="2027", anno=2027).scadenze.exists()


@pytest.mark.parametrize(
    ("campi", "motivo"),
    [
        ({"codice": "2026"}, "già uno schema"),
        ({"codice": "con spazi"}, "lettere, cifre"),
        ({"anno": 1990}, "2000"),
    ],
)
def test_copie_rifiutate(schema_2026: Schema, campi: dict[str, object], motivo: str) -> None:
    with pytest.raises(SchemaRifiutato, match=motivo):
        copia_schema(schema_2026, **{"codice": "2027", "titolo": "2027", "anno": 2027, **campi})


def test_uno_schema_usato_e_congelato(schema_2026: Schema, distretto: Distretto) -> None:
    assert not schema_2026.congelato
    crea_programma(schema=schema_2026, distretto=distretto, anno=2026)
    assert schema_2026.congelato


def test_i_dati_passano_la_validazione(schema_2022: Schema, schema_2026: Schema) -> None:
    for modello, _ in MODELLI_DELLO_SCHEMA:
        for riga in modello.objects.all():
            try:
                riga.full_clean()
            except ValidationError as errore:
                pytest.fail(f"{riga!r}: {errore}")
