"""When each remark reached the district.

Until now a remark was seen as soon as it was written: what the district has answered, or could have
read in a state in which it had the programme, stays sent. An open remark that waits for the officer
who is still collecting is not.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def segna_le_inviate(apps: Any, schema_editor: Any) -> None:
    osservazioni = apps.get_model("istruttoria", "Osservazione").objects
    passaggi = apps.get_model("istruttoria", "Passaggio").objects
    rimandi = passaggi.filter(
        programma=OuterRef("programma"),
        transizione="chiede_integrazioni",
        quando__gte=OuterRef("creata_il"),
    ).order_by("quando", "id")
    osservazioni.update(inviata_il=Subquery(rimandi.values("quando")[:1]))
    note = ~Q(stato="aperta") | ~Q(risposta="") | ~Q(programma__stato="in_istruttoria")
    osservazioni.filter(note, inviata_il__isnull=True).update(inviata_il=F("creata_il"))


class Migration(migrations.Migration):
    dependencies = [
        ("istruttoria", "0023_esecuzioni"),
        ("programmi", "0008_integrazioni_entro"),
    ]

    operations = [
        migrations.AddField(
            model_name="osservazione",
            name="inviata_il",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="inviata al distretto il"
            ),
        ),
        migrations.AlterField(
            model_name="osservazione",
            name="programma",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="osservazioni",
                to="programmi.programma",
            ),
        ),
        migrations.RunPython(segna_le_inviate, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="osservazione",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stato", "aperta"), ("inviata_il__isnull", False), _connector="OR"
                ),
                name="osservazione_risposta_dopo_l_invio",
                violation_error_message="Un'osservazione non ancora inviata non ha risposta, e "
                "non si chiude.",
            ),
        ),
    ]
