"""Forms about who is in charge, and about accepting to be."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.utils import timezone

from distretti.enums import RUOLI_UNICI, RuoloIncarico
from distretti.models import Distretto, Incarico, Organizzazione, Utente
from distretti.tempo import stampa_data


class GiornoInput(forms.DateInput):
    """The browser's own calendar; it sends ISO dates whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonaForm(forms.Form):
    """Who is in charge from a day on; an invitation leaves for the address."""

    nominativo = forms.CharField(label="Nome e cognome", max_length=200)
    qualifica = forms.CharField(label="Carica o ufficio", max_length=200, required=False)
    email = forms.EmailField(label="E-mail", help_text="A questo indirizzo parte l’invito.")
    telefono = forms.CharField(
        label="Telefono",
        max_length=60,
        required=False,
        help_text="Lo vede solo chi può vedere il distretto.",
    )
    dal = forms.DateField(label="In carica dal", widget=GiornoInput())

    def clean_email(self) -> str:
        return Utente.objects.normalizza(self.cleaned_data["email"])


class NuovoIncaricoForm(PersonaForm):
    """A new person in charge, in a role that is free or that many may hold."""

    ruolo = forms.ChoiceField(label="Ruolo")
    organizzazione = forms.ModelChoiceField(
        Organizzazione.objects.none(),
        label="Organizzazione rappresentata",
        required=False,
        empty_label="Nessuna",
        help_text="Solo per il referente di un’organizzazione aderente.",
    )

    field_order = ["ruolo", "nominativo", "organizzazione", "qualifica"]

    def __init__(
        self, *args: Any, distretto: Distretto, ruoli: Iterable[RuoloIncarico], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.distretto = distretto
        self.fields["ruolo"].choices = [(r.value, r.label) for r in ruoli]
        aderenti = distretto.adesioni.filter(al__isnull=True).values("organizzazione")
        self.fields["organizzazione"].queryset = Organizzazione.objects.filter(pk__in=aderenti)
        self.fields["dal"].initial = timezone.localdate()

    def clean_ruolo(self) -> str:
        """Nobody is put out of charge by the way: for that there is a page that says so."""
        ruolo: str = self.cleaned_data["ruolo"]
        attuale = self.distretto.incarichi.filter(ruolo=ruolo, al__isnull=True).first()
        if ruolo in RUOLI_UNICI and attuale is not None:
            raise forms.ValidationError(
                f"È in carica {attuale.nominativo}: usare «Passaggio di consegne»."
            )
        return ruolo

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        referente = dati.get("ruolo") == RuoloIncarico.REFERENTE_ORGANIZZAZIONE
        if referente and not dati.get("organizzazione") and "organizzazione" not in self.errors:
            self.add_error("organizzazione", "Indicare quale organizzazione rappresenta.")
        if not referente:
            dati["organizzazione"] = None
        return dati


class ConsegneForm(PersonaForm):
    """Who comes next in the role of an incarico in force."""

    def __init__(self, *args: Any, attuale: Incarico, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attuale = attuale
        self.fields["dal"].help_text = "L’incarico di prima finisce il giorno precedente."

    def clean_dal(self) -> date:
        dal: date = self.cleaned_data["dal"]
        if dal <= self.attuale.dal:
            raise forms.ValidationError(
                f"{self.attuale.nominativo} è in carica dal {stampa_data(self.attuale.dal)}: "
                "il nuovo incarico può cominciare solo dopo."
            )
        return dal


class ChiusuraForm(forms.Form):
    """The last day of an incarico."""

    al = forms.DateField(
        label="Ultimo giorno",
        widget=GiornoInput(),
        help_text="Fino a questo giorno compreso la persona può ancora entrare.",
    )


class AccettaForm(forms.Form):
    """The name and the password of who accepts an invitation."""

    nome = forms.CharField(label="Nome", max_length=100)
    cognome = forms.CharField(label="Cognome", max_length=100)
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    ripetuta = forms.CharField(
        label="La stessa, ancora una volta",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, nominativo: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        nome, _, cognome = nominativo.partition(" ")
        self.fields["nome"].initial, self.fields["cognome"].initial = nome, cognome

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        password = dati.get("password")
        if not password:
            return dati
        if password != dati.get("ripetuta"):
            self.add_error("ripetuta", "Le due password non sono uguali.")
        utente = Utente(
            email=self.email, nome=dati.get("nome", ""), cognome=dati.get("cognome", "")
        )
        try:
            validate_password(password, utente)
        except forms.ValidationError as errore:
            self.add_error("password", errore)
        return dati
