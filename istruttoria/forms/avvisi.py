"""How one wants the notices; what is done with those that could not be delivered."""

from django import forms

from istruttoria.enums import ModoAvvisi

RIPROVA, LASCIA = "riprova", "lascia"


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


class NonConsegnatiForm(forms.Form):
    """One address, and whether to try it again or to let its notices go."""

    indirizzo = forms.CharField(max_length=254)
    scelta = forms.ChoiceField(choices=[(RIPROVA, "Riprova"), (LASCIA, "Non servono più")])
