"""What a district may propose: one form for each kind.

Each form gives the service its ``tipo``, its ``organizzazione`` and its ``contenuto``.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from distretti.enums import FormaGiuridica, TipoCertificazione, TipoProposta
from distretti.models import Adesione, Distretto, Organizzazione, Utente
from distretti.nomi import Abbinamento, Candidato
from distretti.services import RegistroRifiutato
from distretti.services.organizzazioni import abbina

NUOVA = "nuova"


def prova(form: forms.Form, verbo: Callable[[], Any]) -> bool:
    """Call a service; its refusal becomes an error of the form."""
    try:
        verbo()
    except RegistroRifiutato as rifiuto:
        form.add_error(None, str(rifiuto))
        return False
    return True


class Giorno(forms.DateField):
    """A day, with the browser's own calendar; it sends ISO dates whatever the language."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)


class PropostaForm(forms.Form):
    """The base: about a district, written by a user."""

    tipo: str
    organizzazione: Organizzazione | None = None

    def __init__(self, *args: Any, distretto: Distretto, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.distretto = distretto
        self.utente = utente

    @property
    def contenuto(self) -> dict[str, Any]:
        raise AttributeError  # each kind has its own

    @property
    def da_proporre(self) -> str:
        """The name typed that the register has not, to be proposed as a new organisation."""
        return ""


# --- who enters -----------------------------------------------------------------------------


class AdesioneForm(PropostaForm):
    """An organisation of the register, found by name, becomes a member."""

    tipo = TipoProposta.ADESIONE
    campo_nome = "nome"

    nome = forms.CharField(
        label="Organizzazione",
        max_length=250,
        help_text="Scrivere una parte del nome, anche un altro nome o la sigla.",
    )
    organizzazione_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    dal = Giorno(label="Aderisce dal")
    proponente = forms.BooleanField(label="È fra i proponenti dell’accordo", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.campo_nome].widget.attrs |= {
            "data-cerca": reverse("organizzazioni_cerca"),
            "data-cerca-distretto": self.distretto.pk,
            "data-cerca-id": "id_organizzazione_id",
            "autocomplete": "off",
        }
        self.abbinamento: Abbinamento | None = None

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        scelta = self.data.get("scelta", "") or str(dati.get("organizzazione_id") or "")
        nome = dati.get(self.campo_nome)
        if scelta.isascii() and scelta.isdigit() and len(scelta) < 18:
            self.organizzazione = self._del_registro(int(scelta))
        elif nome:
            self.abbinamento = abbina(self.distretto.ente, nome)
            self._interpreta(self.abbinamento, nuova=scelta == NUOVA)
        return dati

    def _del_registro(self, pk: int) -> Organizzazione:
        vive = Organizzazione.objects.visibili_a(self.utente).vive()
        trovata = vive.filter(ente=self.distretto.ente_id, pk=pk).first()
        if trovata is None:
            raise ValidationError("L'organizzazione scelta non è nel registro.")
        return trovata

    def _interpreta(self, letto: Abbinamento, *, nuova: bool) -> None:
        if letto.id is not None:
            self.organizzazione = self._del_registro(letto.id)
        elif letto.candidati:
            self._chiedi(letto)
            self.add_error("nome", "Il nome può indicare più organizzazioni: scegliere quale.")
        else:
            self.add_error("nome", "Nel registro non c'è un'organizzazione con questo nome.")

    def _chiedi(self, letto: Abbinamento, *altre: tuple[str, str]) -> None:
        self.fields["scelta"] = forms.ChoiceField(
            label="Forse è già nel registro",
            choices=[*((str(c.id), c.nome) for c in letto.candidati), *altre],
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields([self.campo_nome, "scelta"])

    @property
    def da_proporre(self) -> str:
        letto = self.abbinamento
        return str(self.data.get("nome", "")) if letto and not letto.certa else ""

    @property
    def contenuto(self) -> dict[str, Any]:
        return {campo: self.cleaned_data[campo] for campo in ("dal", "proponente")}


class OrganizzazioneForm(AdesioneForm):
    """An organisation that the register has not; what looks like it is shown first."""

    campo_nome = "denominazione"
    nome = None  # type: ignore[assignment]  # Django's way of dropping an inherited field

    denominazione = forms.CharField(
        label="Denominazione",
        max_length=250,
        help_text="Per intero, con la forma giuridica. Scrivendo si vede che cosa c'è già.",
    )
    altri_nomi = forms.CharField(
        label="Altri nomi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sigle e nomi d'uso, uno per riga.",
    )
    forma_giuridica = forms.ChoiceField(
        label="Forma giuridica",
        required=False,
        choices=[("", "Non indicata"), *FormaGiuridica.choices],
    )
    settore = forms.CharField(label="Settore", required=False, max_length=120)

    field_order = ["denominazione", "altri_nomi", "forma_giuridica", "settore"]

    @property
    def tipo(self) -> str:  # type: ignore[override]  # the kind follows from what was chosen
        return TipoProposta.ADESIONE if self.organizzazione else TipoProposta.ORGANIZZAZIONE

    def _interpreta(self, letto: Abbinamento, *, nuova: bool) -> None:
        if letto.id is not None:
            nota = self._del_registro(letto.id)
            self._chiedi(
                Abbinamento(letto.nome, "dubbia", candidati=(Candidato(nota.pk, str(nota), 1.0),))
            )
            self.add_error("denominazione", f"È già nel registro come «{nota}».")
        elif letto.candidati and not nuova:
            self._chiedi(letto, (NUOVA, "Nessuna di queste: è un’organizzazione nuova"))
            self.add_error("denominazione", "Nel registro ci sono nomi simili: è uno di questi?")

    @property
    def da_proporre(self) -> str:
        return ""

    @property
    def contenuto(self) -> dict[str, Any]:
        dati = self.cleaned_data
        if self.organizzazione:
            return super().contenuto
        propri = ("denominazione", "forma_giuridica", "settore", "dal", "proponente")
        return {**{c: dati[c] for c in propri}, "altri_nomi": dati["altri_nomi"].splitlines()}


# --- who is already in ----------------------------------------------------------------------


class AderenteForm(PropostaForm):
    """The base of what is said of a member of today."""

    aderente = forms.ModelChoiceField(
        Organizzazione.objects.none(), label="Organizzazione", empty_label="Scegliere…"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_forza = Adesione.objects.filter(distretto=self.distretto, al__isnull=True)
        campo: Any = self.fields["aderente"]
        campo.queryset = Organizzazione.objects.filter(
            pk__in=in_forza.values("organizzazione")
        ).order_by("denominazione")

    @property
    def organizzazione(self) -> Organizzazione:  # type: ignore[override]
        aderente: Organizzazione = self.cleaned_data["aderente"]
        return aderente


class UscitaForm(AderenteForm):
    """A member leaves."""

    tipo = TipoProposta.USCITA

    al = Giorno(label="Ultimo giorno di adesione")
    motivo_uscita = forms.CharField(label="Motivo dell’uscita", max_length=250)

    @property
    def contenuto(self) -> dict[str, Any]:
        return {campo: self.cleaned_data[campo] for campo in ("al", "motivo_uscita")}


class CertificazioneForm(AderenteForm):
    """A member has got a mark."""

    tipo = TipoProposta.CERTIFICAZIONE

    marchio = forms.ChoiceField(label="Marchio", choices=TipoCertificazione.choices)
    dal = Giorno(label="Dal")
    al = Giorno(label="Al", required=False, help_text="Vuoto se è in vigore.")

    @property
    def contenuto(self) -> dict[str, Any]:
        dati = self.cleaned_data
        return {"tipo": dati["marchio"], "dal": dati["dal"], "al": dati["al"]}


class ConPrima(PropostaForm):
    """The base of corrections: each field travels with the value that the person saw."""

    corretti: tuple[str, ...]

    def visti(self) -> dict[str, Any]:
        raise AttributeError  # each kind has its own

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visti = self.visti()
        for campo in self.corretti:
            self.fields[campo].initial = visti[campo]
            self.fields[f"prima_{campo}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=visti[campo] or ""
            )

    @property
    def contenuto(self) -> dict[str, Any]:
        dati = self.cleaned_data
        return {campo: [dati[f"prima_{campo}"], dati[campo]] for campo in self.corretti}


class CorrezioneForm(ConPrima):
    """What the register says of a member, put right."""

    tipo = TipoProposta.CORREZIONE
    corretti = ("forma_giuridica", "settore", "dal", "proponente")

    forma_giuridica = OrganizzazioneForm.base_fields["forma_giuridica"]
    settore = forms.CharField(label="Settore", required=False, max_length=120)
    altri_nomi = forms.CharField(
        label="Altri nomi da aggiungere",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sigle e nomi d'uso, uno per riga.",
    )
    dal = Giorno(label="Aderisce dal")
    proponente = forms.BooleanField(label="È fra i proponenti dell’accordo", required=False)

    def __init__(self, *args: Any, adesione: Adesione, **kwargs: Any) -> None:
        self.adesione = adesione
        self.organizzazione = adesione.organizzazione
        super().__init__(*args, **kwargs)

    def visti(self) -> dict[str, Any]:
        propria = self.adesione.organizzazione
        return {
            "forma_giuridica": propria.forma_giuridica,
            "settore": propria.settore,
            "dal": self.adesione.dal.isoformat(),
            "proponente": self.adesione.proponente,
        }

    @property
    def contenuto(self) -> dict[str, Any]:
        dati = self.cleaned_data
        return {
            **super().contenuto,
            "altri_nomi": dati["altri_nomi"].splitlines(),
            "adesione": dati["prima_dal"],
        }


class DatiForm(ConPrima):
    """Where the district is found: mail, site, pages."""

    tipo = TipoProposta.DATI
    corretti = ("mail", "sito", "facebook", "altri_canali")

    mail = forms.EmailField(label="Mail del distretto", required=False)
    sito = forms.CharField(label="Sito web", max_length=250, required=False)
    facebook = forms.CharField(label="Pagina Facebook", max_length=250, required=False)
    altri_canali = forms.CharField(label="Altri canali", max_length=250, required=False)

    def visti(self) -> dict[str, Any]:
        return {campo: getattr(self.distretto, campo) for campo in self.corretti}


FORM: dict[str, type[PropostaForm]] = {
    TipoProposta.ADESIONE: AdesioneForm,
    TipoProposta.ORGANIZZAZIONE: OrganizzazioneForm,
    TipoProposta.USCITA: UscitaForm,
    TipoProposta.CERTIFICAZIONE: CertificazioneForm,
    TipoProposta.CORREZIONE: CorrezioneForm,
    TipoProposta.DATI: DatiForm,
}


# --- the rest -------------------------------------------------------------------------------


class RespintaForm(forms.Form):
    """Why the office turns a proposal down."""

    motivo = forms.CharField(
        label="Motivo", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ElencoForm(forms.Form):
    """The member list on a day, and the name looked for in it."""

    al = Giorno(label="Aderenti alla data del", required=False)
    q = forms.CharField(label="Nome, altro nome o sigla", required=False, max_length=100)

    def clean_al(self) -> Any:
        return self.cleaned_data["al"] or timezone.localdate()
