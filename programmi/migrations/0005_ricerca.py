"""PostgreSQL keeps an index of the words of each section; SQLite looks at the texts themselves."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations

INDICE = GinIndex(SearchVector("titolo", "html", config="italian"), name="sezione_parole")


def aggiungi(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.add_index(apps.get_model("programmi", "Sezione"), INDICE)


def togli(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.remove_index(apps.get_model("programmi", "Sezione"), INDICE)


class Migration(migrations.Migration):

    dependencies = [("programmi", "0004_proroga_con_motivo")]

    operations = [migrations.RunPython(aggiungi, togli)]
