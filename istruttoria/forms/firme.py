"""A signed copy handed over, and what an officer decides on a rewritten one."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from istruttoria.forms.procedura import attributi_di_peso, messaggio_troppo_grande
from istruttoria.services import FileRicevuto


class CopiaForm(forms.Form):
    """A signed copy, as the signing program gave it back."""

    file = forms.FileField(
        label="Copia firmata (il file)",
        help_text="Il PDF firmato (PAdES) o la busta .p7m, così come li ha dati il programma "
        "di firma: senza aprirli e salvarli di nuovo.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.p7m"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= attributi_di_peso()

    def clean_file(self) -> FileRicevuto:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(messaggio_troppo_grande())
        return FileRicevuto(file.name, file.read())


class DecisioneCopiaForm(forms.Form):
    """What an officer decides on a copy that is not, byte for byte, the issued file."""

    accolta = forms.TypedChoiceField(
        label="Decisione",
        choices=[("1", "È lo stesso documento: si accetta"), ("0", "Non è lo stesso: si respinge")],
        coerce=lambda valore: valore == "1",
        widget=forms.RadioSelect,
    )
    motivo = forms.CharField(
        label="Motivo",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Che cosa si è confrontato e che cosa si è visto. Resta con la copia.",
        max_length=4000,
    )
