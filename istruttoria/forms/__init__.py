"""Forms of the procedure: they check what was typed; services do the rest."""

from istruttoria.forms.avvisi import RIPROVA, AvvisiForm, NonConsegnatiForm
from istruttoria.forms.collana import VolumeForm
from istruttoria.forms.firme import CopiaForm, DecisioneCopiaForm
from istruttoria.forms.procedura import (
    AderentiForm,
    ConLuogo,
    CorrezioneForm,
    ElencoFileForm,
    GiornoInput,
    ImportaForm,
    NotaForm,
    NuovoProgrammaForm,
    OsservazioneForm,
    PassoForm,
    ProrogaForm,
    RiaperturaForm,
    RispostaForm,
    ScadenzaField,
    SuperamentoForm,
    VistoForm,
    attributi_di_peso,
    messaggio_troppo_grande,
    prova,
)
from istruttoria.forms.pubblico import RicercaPubblicaForm, VerificaForm

__all__ = [
    "RIPROVA",
    "AderentiForm",
    "AvvisiForm",
    "ConLuogo",
    "CopiaForm",
    "CorrezioneForm",
    "DecisioneCopiaForm",
    "ElencoFileForm",
    "GiornoInput",
    "ImportaForm",
    "NonConsegnatiForm",
    "NotaForm",
    "NuovoProgrammaForm",
    "OsservazioneForm",
    "PassoForm",
    "ProrogaForm",
    "RiaperturaForm",
    "RicercaPubblicaForm",
    "RispostaForm",
    "ScadenzaField",
    "SuperamentoForm",
    "VerificaForm",
    "VistoForm",
    "VolumeForm",
    "attributi_di_peso",
    "messaggio_troppo_grande",
    "prova",
]
