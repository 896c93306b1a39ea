"""PostgreSQL keeps an index of the words of actions; SQLite looks at the texts themselves."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations

TESTI = (
    *("titolo", "tema", "macro_ambito", "obiettivo", "obiettivo_generale"),
    *("obiettivo_specifico", "descrizione", "referenti_testo", "altre_testo", "tempi"),
)
INDICI = {
    "Azione": GinIndex(SearchVector(*TESTI, config="italian"), name="azione_parole"),
    "Indicatore": GinIndex(SearchVector("testo", config="italian"), name="indicatore_parole"),
    "Regola": GinIndex(
        SearchVector("testo", "evidenze", config="italian"), name="regola_parole"
    ),
}


def aggiungi(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for nome, indice in INDICI.items():
            schema_editor.add_index(apps.get_model("azioni", nome), indice)


def togli(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for nome, indice in INDICI.items():
            schema_editor.remove_index(apps.get_model("azioni", nome), indice)


class Migration(migrations.Migration):

    dependencies = [("azioni", "0001_initial")]

    operations = [migrations.RunPython(aggiungi, togli)]
