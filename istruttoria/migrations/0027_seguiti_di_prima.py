"""What is known of the answers and closings of before, as the first rows of each exchange."""

from typing import Any

from django.db import migrations


def scrivi_i_seguiti(apps: Any, schema_editor: Any) -> None:
    """The answer that stands and the closing. An answer that a reopening follows is fixed, and no
    longer the one that stands: nobody wrote down why the remark was reopened."""
    osservazioni = apps.get_model("istruttoria", "Osservazione").objects
    seguiti = apps.get_model("istruttoria", "SeguitoOsservazione").objects
    for riga in osservazioni.select_related("programma").iterator():
        if riga.risposta:
            quando = riga.risposta_il or riga.inviata_il
            libera = riga.stato == "risposta" and riga.programma.stato == "da_integrare"
            seguiti.create(
                osservazione=riga,
                genere="risposta",
                testo=riga.risposta,
                autore_id=riga.risposta_di_id,
                quando=quando,
                fissato_il=None if libera else quando,
            )
        if riga.stato == "chiusa":
            seguiti.create(
                osservazione=riga,
                genere="chiusura",
                quando=riga.chiusa_il,
                fissato_il=riga.chiusa_il,
            )
    osservazioni.filter(stato="aperta").update(risposta="", risposta_il=None, risposta_di=None)


class Migration(migrations.Migration):
    dependencies = [("istruttoria", "0026_seguiti_osservazioni")]

    operations = [migrations.RunPython(scrivi_i_seguiti, migrations.RunPython.noop)]
