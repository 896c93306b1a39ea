"""How one wants the notices."""

from django import forms

from istruttoria.enums import ModoAvvisi


class AvvisiForm(forms.Form):
    modo = forms.ChoiceField(
        label="Come ricevere gli avvisi",
        choices=ModoAvvisi.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Scegliere uno dei due modi.",
            "invalid_choice": "Scegliere uno dei due modi.",
        },
    )
