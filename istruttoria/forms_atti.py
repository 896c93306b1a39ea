"""Forms of the acts: the Ente's template."""

from typing import Any

from django import forms

from istruttoria.determinazione import PARTI, errori_del_modello
from istruttoria.models import ModelloDeterminazione

RIGHE = {"oggetto": 4, "premesse": 18, "visti": 12, "dispositivo": 6, "allegati": 3}


class ModelloForm(forms.ModelForm):
    """The texts of a template. ``partenza`` is the version that its author started from."""

    partenza = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ModelloDeterminazione
        fields = [*PARTI, "nota"]
        widgets = {
            parte: forms.Textarea(attrs={"rows": RIGHE.get(parte, 4), "spellcheck": "true"})
            for parte in PARTI
        }
        help_texts = {
            "premesse": "Un paragrafo per capoverso, separati da una riga vuota.",
            "visti": "Uno per paragrafo.",
            "dispositivo": "Un punto per paragrafo: i numeri si stampano da soli.",
            "allegati": "Uno per paragrafo.",
        }

    def clean(self) -> dict[str, Any]:
        """An unknown placeholder is said beside the text that holds it."""
        dati = super().clean() or {}
        testi = {parte: dati.get(parte) or self.data.get(parte) or "" for parte in PARTI}
        for errore in errori_del_modello(testi):
            if errore.paragrafo or errore.parte not in self.errors:
                self.add_error(errore.parte, str(errore))
        return dati
