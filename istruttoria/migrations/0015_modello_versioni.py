import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('istruttoria', '0014_nota_interna'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='modellodeterminazione',
            name='autore',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='modellodeterminazione',
            name='creato_il',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name='registrato il'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='modellodeterminazione',
            name='nota',
            field=models.CharField(blank=True, help_text='Per chi leggerà l’elenco delle versioni. Si può lasciare vuoto.', max_length=200, verbose_name='che cosa cambia'),
        ),
    ]
