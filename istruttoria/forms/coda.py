"""Forms of the queue: its filters, and who takes the chosen programmes in charge."""

from typing import Any

from django import forms

from distretti.models import Utente
from istruttoria.queries import coda
from programmi.enums import Stato

STATI_DELLA_CODA = [
    ("", "Da lavorare"),
    ("all_ufficio", "Tocca all’ufficio"),
    ("tutti", "Tutti"),
]
CONTROLLI_DELLA_CODA = [
    ("", "Tutti"),
    ("bloccano", "Qualcuno blocca"),
    ("a_posto", "Nessuno blocca"),
    ("da_contare", "Da contare"),
]


def _scelta(label: str, scelte: list[Any]) -> forms.ChoiceField:
    tendina = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=scelte, required=False, widget=tendina)


class CodaForm(forms.Form):
    """The filters of the queue, as they stand in its address; what is unknown is left out."""

    q = forms.CharField(
        label="Distretto o numero di atto",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    ordine = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persone = coda.funzionari(utente)
        anni = [(str(anno), anno) for anno in coda.anni_della_coda(utente)]
        persone = [(str(p.pk), str(p)) for p in self.persone if p.pk != utente.pk]
        self.fields["stato"] = _scelta("Stato", [*STATI_DELLA_CODA, *Stato.choices])
        self.fields["anno"] = _scelta("Anno", [("", "Tutti"), *anni])
        self.fields["distretto"] = _scelta(
            "Distretto", [("", "Tutti"), *coda.distretti_della_coda(utente)]
        )
        self.fields["assegnatario"] = _scelta(
            "In carico a", [("", "Chiunque"), ("miei", "A me"), ("nessuno", "Nessuno"), *persone]
        )
        self.fields["controlli"] = _scelta("Controlli", CONTROLLI_DELLA_CODA)

    @property
    def filtri(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class AssegnaForm(forms.Form):
    """Who takes the chosen programmes in charge; nobody is a choice too.

    ``tutti``: not those of the page, but all that the filters find, as many as its author read.
    """

    a = forms.ChoiceField(
        label="Assegna a",
        error_messages={"required": "Scegliere a chi assegnare i programmi."},
    )

    tutti = forms.IntegerField(
        required=False,
        min_value=1,
        error_messages=dict.fromkeys(
            ("invalid", "min_value"), "Ricaricare la pagina e scegliere di nuovo i programmi."
        ),
    )

    def __init__(self, *args: Any, persone: list[Utente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persone = {str(persona.pk): persona for persona in persone}
        scelte = [(chiave, str(persona)) for chiave, persona in self.persone.items()]
        self.fields["a"].choices = [("", "Scegliere…"), *scelte, ("nessuno", "Nessuno")]
        self.fields["a"].widget.attrs["class"] = "form-select"
