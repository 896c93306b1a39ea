"""Forms of the pages for anybody."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from istruttoria.queries.pubblico import IMPRONTA, Scelte


class RicercaPubblicaForm(forms.Form):
    """The filters of the public list; what cannot be read is said and filters nothing."""

    distretto = forms.TypedChoiceField(
        label="Distretto",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    comune = forms.CharField(
        label="Comune",
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "list": "comuni",
                "autocomplete": "off",
                "class": "form-control",
            }
        ),
    )
    anno = forms.TypedChoiceField(
        label="Anno",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, scelte: Scelte, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        distretti = [(d.pk, d.denominazione) for d in scelte.distretti]
        self.fields["distretto"].choices = [("", "Tutti"), *distretti]
        self.fields["anno"].choices = [("", "Tutti"), *((a, a) for a in scelte.anni)]

    @property
    def dati(self) -> dict[str, Any]:
        """Arguments of the query; nothing is narrowed by a filter that is wrong or missing."""
        self.full_clean()
        letti = self.cleaned_data if self.is_bound else {}
        return {
            "distretto": letti.get("distretto"),
            "comune": letti.get("comune") or "",
            "anno": letti.get("anno"),
        }


class VerificaForm(forms.Form):
    """A file, or the SHA-256 of one."""

    file = forms.FileField(label="Il file", required=False, allow_empty_file=True)
    impronta = forms.CharField(
        label="Impronta SHA-256",
        required=False,
        max_length=200,
        help_text="Al posto del file, per chi la conosce: 64 cifre e lettere da a a f.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_impronta(self) -> str:
        impronta = "".join(self.cleaned_data["impronta"].split()).lower()
        if impronta and not IMPRONTA.fullmatch(impronta):
            raise ValidationError(
                "Non è un’impronta SHA-256: servono 64 cifre da 0 a 9 e lettere da a a f."
            )
        return impronta

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if not self.errors and not dati.get("file") and not dati.get("impronta"):
            raise ValidationError("Scegliere un file, o scrivere la sua impronta.")
        return dati
