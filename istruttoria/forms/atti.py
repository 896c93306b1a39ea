"""Forms of the acts: the Ente's template, the act of a programme."""

from typing import Any

from django import forms

from istruttoria.determinazione import PARTI, errori_del_modello
from istruttoria.models import Determinazione, ModelloDeterminazione

CHI = (
    *("proposta_di", "validata_da", "struttura", "organo"),
    *("formula_firma", "firmatario", "sostituto", "delega"),
)
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
        dati = super().clean() or {}
        controlla_testi(self)
        return dati


def controlla_testi(form: forms.ModelForm) -> None:
    """An unknown placeholder is said beside the text that holds it."""
    testi = {parte: form.data.get(parte) or "" for parte in PARTI}
    for errore in errori_del_modello(testi):
        if errore.paragrafo or errore.parte not in form.errors:
            form.add_error(errore.parte, str(errore))


class AttoForm(forms.ModelForm):
    """The act of a programme: who proposes, validates and signs it, and its texts."""

    revisione = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    modello = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Determinazione
        fields = [*CHI, *PARTI]
        widgets = ModelloForm.Meta.widgets
        help_texts = ModelloForm.Meta.help_texts | {
            "proposta_di": "Con il titolo e l’ufficio, come si stampa nell’atto.",
            "validata_da": "Si può lasciare vuoto.",
            "delega": "Per esempio «determinazione del dirigente n. 12 del 7 gennaio 2026». Serve "
            "quando firma un sostituto.",
        }

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        controlla_testi(self)
        if dati.get("sostituto") and not dati.get("delega") and "delega" not in self.errors:
            self.add_error("delega", "Firma un sostituto: indicare l’atto che lo delega.")
        return dati
