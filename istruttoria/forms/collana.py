"""Forms of the register of the series."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from istruttoria.models import Volume


class VolumeForm(forms.ModelForm):
    """Another book of the series."""

    class Meta:
        model = Volume
        fields = ["numero", "titolo", "anno"]
        help_texts = {"numero": "Per esempio 7.65.", "anno": "Si può lasciare vuoto."}

    def clean_anno(self) -> int | None:
        anno = self.cleaned_data["anno"]
        if anno is not None and not 1900 <= anno <= timezone.localdate().year + 1:
            raise ValidationError("L’anno non va bene: quattro cifre, per esempio 2026.")
        return anno
