"""Forms of the procedure: they check what was typed; services do the rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from distretti.enums import StatoDistretto
from distretti.fields import AttoField
from distretti.models import Distretto, Utente
from distretti.rules import personae_verso
from distretti.tempo import stampa_data
from istruttoria.enums import TipoOsservazione
from istruttoria.queries import TUTTO
from istruttoria.queries.collana import numero_da_proporre
from istruttoria.sblocchi import Luogo
from istruttoria.services import FileRicevuto
from istruttoria.workflow import SENZA_NUMERO, Rifiuto, Transizione, numero_inatteso
from programmi.models import Programma, Scadenza, Schema
from programmi.services import ModificaRifiutata, ProrogaRifiutata, esiste_programma_vivo

AIUTO = {
    "protocollo_numero": "Numero con cui l’arrivo è stato registrato, per esempio 366010.",
    "determinazione_numero": "Numero della determinazione del dirigente.",
    "integrazioni_entro": "Il distretto lo vede con i giorni che restano e ne riceve "
    "un promemoria; chi lo supera entra nell’elenco dei ritardi.",
    "serie_numero": "Per esempio 7.65; si può lasciare vuoto.",
    "atto_di_chiusura": "Numero e data, per esempio «determinazione n. 70 del 24 maggio 2026».",
}
AIUTO_ATTO = (
    "Organo, numero e data, per esempio "
    "«deliberazione della Giunta comunale n. 65 del 28 aprile 2026»."
)


def prova(form: forms.Form, verbo: Callable[[], Any]) -> bool:
    """Call a service; its refusal becomes an error of the form, beside the field it is about."""
    try:
        verbo()
    except (Rifiuto, ProrogaRifiutata) as rifiuto:
        form.add_error(rifiuto.campo if rifiuto.campo in form.fields else None, rifiuto.motivo)
        return False
    except ModificaRifiutata as rifiuto:
        form.add_error(None, str(rifiuto))
        return False
    return True


class GiornoInput(forms.DateInput):
    """The browser's own calendar; it sends ISO dates whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


SENZA_IMPRONTA = "Manca l’impronta di ciò che si approva: ricaricare la pagina e rileggere."


class PassoForm(forms.Form):
    """What one transition records: built from its row in the table of transitions.

    ``impronta`` is the SHA-256 of the text that the person has before the eyes: should the text
    change meanwhile, the service refuses. What follows a proposal is not approved without it.
    """

    impronta = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, transizione: Transizione, programma: Programma, utente: Utente, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.transizione = transizione
        for nome in transizione.campi:
            self.fields[nome] = self._campo(nome, programma)
        self.fields["impronta"].required = transizione.dopo_proposta
        dovuta = bool(set(personae_verso(utente, programma.distretto)) & set(transizione.nota_da))
        self.fields["nota"] = forms.CharField(
            label="Nota",
            required=dovuta,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=(transizione.nota_perche if dovuta else "")
            or "Resta scritta nel registro dei passaggi.",
            max_length=4000,
        )
        if transizione.allega:
            self.fields["allegato"] = self._allegato(utente, programma)
            self.order_fields(["impronta", *transizione.campi, "allegato", "nota"])

    def _allegato(self, utente: Utente, programma: Programma) -> forms.Field:
        dovuto = bool(
            set(personae_verso(utente, programma.distretto)) & set(self.transizione.allega_da)
        )
        return forms.FileField(
            label=f"{self.transizione.allega} (il file)",
            required=dovuto,
            help_text="In PDF, o firmata in .p7m. Resta con il programma, così com’è arrivata."
            if dovuto
            else "In PDF o in .p7m; si può lasciare vuoto.",
            widget=forms.FileInput(attrs={"accept": ".pdf,.p7m"} | attributi_di_peso()),
        )

    def clean(self) -> dict[str, Any]:
        if "impronta" in self.errors:
            del self.errors["impronta"]
            raise ValidationError(SENZA_IMPRONTA)
        if numero_inatteso(self.transizione, self.data):
            raise ValidationError(SENZA_NUMERO)
        return super().clean() or {}

    def clean_allegato(self) -> FileRicevuto | None:
        file = self.cleaned_data["allegato"]
        if file is None:
            return None
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(messaggio_troppo_grande())
        return FileRicevuto(file.name, file.read())

    def _campo(self, nome: str, programma: Programma) -> forms.Field:
        modello = Programma._meta.get_field(nome)
        campo = modello.formfield(required=nome in self.transizione.richiede)
        valore = None if nome in self.transizione.nuovi else getattr(programma, nome)
        if isinstance(campo, forms.DateField):
            campo.widget = GiornoInput()
            valore = valore or (timezone.localdate() if campo.required else None)
        campo.initial = str(valore) if isinstance(modello, AttoField) and valore else valore
        campo.help_text = AIUTO.get(nome, AIUTO_ATTO if isinstance(modello, AttoField) else "")
        if nome == "serie_numero" and not valore:
            self._proponi_numero(campo, programma)
        if isinstance(modello, AttoField):
            campo.clean = _come_atto(campo.clean, modello)
        return campo

    def _proponi_numero(self, campo: forms.Field, programma: Programma) -> None:
        """The next free number of the series: in its place when one publishes, else only told."""
        if proposto := numero_da_proporre(programma.distretto.ente_id):
            pubblica = self.transizione.nome == "pubblica"
            campo.initial = proposto if pubblica else ""
            poi = (
                "si può cambiare o lasciare vuoto" if pubblica else "si può dare alla pubblicazione"
            )
            campo.help_text = f"Il prossimo libero è {proposto}; {poi}."

    @property
    def dati(self) -> dict[str, Any]:
        """The values to record, the note aside, as the service takes them."""
        nomi = ("impronta", *self.transizione.campi, "allegato")
        return {nome: self.cleaned_data[nome] for nome in nomi if nome in self.cleaned_data}


def _come_atto(clean: Any, modello: AttoField) -> Any:
    return lambda valore: modello.to_python(clean(valore))


class ConLuogo(forms.Form):
    """A text on a place of the programme: all of it, a part, an action, one of its fields."""

    luogo = forms.ChoiceField(label="Su che cosa", required=False)

    def __init__(self, *args: Any, luoghi: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["luogo"].choices = [("", TUTTO), *luoghi]

    @property
    def posto(self) -> Luogo:
        return Luogo.da_chiave(self.cleaned_data["luogo"])

    @property
    def dati(self) -> dict[str, Any]:
        """Arguments for the service: the place split into part, or action and field."""
        tipo, numero = self.posto.azione or ("", None)
        dati = {nome: self.cleaned_data[nome] for nome in self.fields if nome != "luogo"}
        return dati | {
            "voce": self.posto.voce,
            "azione_tipo": tipo,
            "azione_numero": numero,
            "campo": self.posto.campo,
        }


class OsservazioneForm(ConLuogo):
    """A remark, which the district will read and answer."""

    tipo = forms.ChoiceField(label="Tipo", choices=TipoOsservazione.choices)
    testo = forms.CharField(label="Osservazione", widget=forms.Textarea(attrs={"rows": 4}))


class CorrezioneForm(forms.Form):
    """Another wording of a remark that was not sent yet."""

    tipo = forms.ChoiceField(label="Tipo", choices=TipoOsservazione.choices)
    testo = forms.CharField(label="Osservazione", widget=forms.Textarea(attrs={"rows": 4}))
    visto = forms.CharField(widget=forms.HiddenInput, required=False)


class NotaForm(ConLuogo):
    """A note that stays in the office."""

    testo = forms.CharField(
        label="Nota",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La leggono solo i funzionari e i dirigenti dell’ente.",
    )


class RiaperturaForm(forms.Form):
    """Why an answer is not enough."""

    motivo = forms.CharField(
        label="Perché si riapre",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Il distretto lo legge accanto alla sua risposta, che resta.",
    )


class RispostaForm(forms.Form):
    """The district's answer to a remark."""

    risposta = forms.CharField(label="Risposta", widget=forms.Textarea(attrs={"rows": 3}))


class SuperamentoForm(forms.Form):
    """An officer's reason for letting a check's finding pass."""

    codice = forms.CharField(widget=forms.HiddenInput)
    dove = forms.CharField(widget=forms.HiddenInput, required=False)
    motivo = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 3}))


class AderentiForm(forms.Form):
    """The day at which the annexed list of members is taken from the register."""

    al = forms.DateField(label="Aderenti alla data del", widget=GiornoInput())

    def clean_al(self) -> date:
        if self.cleaned_data["al"] > timezone.localdate():
            raise ValidationError("La data è nel futuro: chi aderirà quel giorno non si sa ancora.")
        return self.cleaned_data["al"]


class NuovoProgrammaForm(forms.ModelForm):
    """A programme to open: what the service would refuse is said beside the fields."""

    class Meta:
        model = Programma
        fields = ["distretto", "schema", "anno", "richiede_contributo", "storico"]

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        distretto, schema, anno = (dati.get(nome) for nome in ("distretto", "schema", "anno"))
        if distretto and schema and schema.ente_id != distretto.ente_id:
            self.add_error("schema", "Lo schema e il distretto appartengono a enti diversi.")
        elif distretto and schema and distretto.tipo not in schema.tipi_distretto:
            self.add_error("schema", "Lo schema non serve i distretti di questo tipo.")
        if distretto and anno and esiste_programma_vivo(distretto, anno):
            self.add_error("anno", "Il distretto ha già un programma per questo anno.")
        return dati


class ImportaForm(forms.Form):
    """A Word programme to read, and where it belongs."""

    distretto = forms.ModelChoiceField(
        Distretto.objects.none(), empty_label="Scegliere…", required=False
    )
    nuovo_codice = forms.CharField(
        label="Oppure: codice di un distretto nuovo",
        max_length=30,
        required=False,
        help_text="Se non è nell'elenco: nasce alla conferma, da ciò che dice il file.",
    )
    anno = forms.IntegerField(
        min_value=2000,
        max_value=2100,
        required=False,
        help_text="Se lasciato vuoto si prende dal documento.",
    )
    file = forms.FileField(
        label="Programma in formato Word",
        help_text="Un file .docx, .doc o .odt, nella forma del 2022 o del 2026.",
    )
    storico = forms.BooleanField(
        label="È un programma di un anno passato, già approvato",
        required=False,
        help_text="Si importa con controlli meno severi e senza toccare il registro di oggi.",
    )

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["distretto"].queryset = Distretto.objects.visibili_a(utente)
        self.fields["file"].widget.attrs |= {"accept": ".docx,.doc,.odt"} | attributi_di_peso()

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if "distretto" in self.errors:
            return dati
        if not dati.get("distretto") and not dati.get("nuovo_codice"):
            self.add_error("distretto", "Scegliere il distretto, o dare un codice a quello nuovo.")
        elif dati.get("distretto") and dati.get("nuovo_codice"):
            self.add_error("nuovo_codice", "Il distretto è già scelto: togliere uno dei due.")
        return dati

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(messaggio_troppo_grande())
        return file


class ElencoFileForm(forms.Form):
    """A member list to compare with the register."""

    file = forms.FileField(
        label="Elenco in Excel o CSV",
        help_text="Un file .xlsx o .csv con le colonne dell'elenco esportato.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


def attributi_di_peso() -> dict[str, Any]:
    """What lets the browser say that a file is too large before it is sent."""
    return {"data-massimo": settings.UPLOAD_MAX_BYTES, "data-troppo-grande": _troppo_grande()}


def _troppo_grande() -> str:
    return f"Il file supera {settings.UPLOAD_MAX_BYTES // (1024 * 1024)} MB."


def messaggio_troppo_grande() -> str:
    return f"{_troppo_grande()[:-1]}: un documento di testo è di solito sotto i 2 MB."


class VistoForm(forms.Form):
    """Up to which instant the desk was shown; ``tutto`` when the button was pressed."""

    fino_a = forms.DateTimeField(widget=forms.HiddenInput)
    tutto = forms.BooleanField(required=False)


class ScadenzaField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Scadenza) -> str:
        return f"{obj.get_tipo_display()}, {stampa_data(obj.giorno)}"


class ProrogaForm(forms.Form):
    """A deadline of a schema moved later, for one district that it serves or for all."""

    scadenza = ScadenzaField(Scadenza.objects.none(), empty_label="Scegliere…")
    distretto = forms.ModelChoiceField(
        Distretto.objects.none(), empty_label="Tutti i distretti", required=False
    )
    nuovo_giorno = forms.DateField(label="Nuovo giorno", widget=GiornoInput())
    motivo = forms.CharField(
        max_length=300,
        help_text="Il distretto lo legge accanto al termine, per esempio «Elezioni comunali».",
    )

    def __init__(self, *args: Any, schema: Schema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scadenza"].queryset = schema.scadenze.all()
        self.fields["distretto"].queryset = Distretto.objects.filter(
            ente=schema.ente_id, stato=StatoDistretto.ATTIVO, tipo__in=schema.tipi_distretto
        ).order_by("denominazione")
