"""The one place that moves a programme from a state to another.

``TRANSIZIONI`` is the table; ``leggi_dati`` reads what a transition records; ``prendi`` takes the
row by a conditional UPDATE on the state that the caller saw. Who calls them is
``istruttoria.services.esegui``; nothing else assigns ``stato``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import DateField, Q
from django.utils import timezone
from django.utils.text import capfirst

from distretti.atti import Atto
from distretti.fields import AttoField
from distretti.models import Ente
from distretti.tempo import leggi_data
from istruttoria.collana import numero_valido
from istruttoria.transizioni import NUMERO_DELL_ATTO, TRANSIZIONI, Transizione
from programmi.enums import STATI_CON_DETERMINAZIONE, STATI_RETTIFICABILI
from programmi.models import Programma

__all__ = [
    "TRANSIZIONI",
    "Rifiuto",
    "Transizione",
    "TransizioneRifiutata",
    "controlla_numeri",
    "leggi_dati",
    "numero_inatteso",
    "prendi",
]


class Rifiuto(Exception):
    """Something that cannot be done; ``motivo`` is Italian, ``campo`` the field it is about."""

    def __init__(self, motivo: str, campo: str = "") -> None:
        super().__init__(motivo)
        self.motivo = motivo
        self.campo = campo


class TransizioneRifiutata(Rifiuto):
    """A transition that cannot happen."""


NON_PRIMA_DI = {
    "trasmesso_il": "delibera_giunta",
    "protocollo_data": "delibera_giunta",
    "determinazione_data": "protocollo_data",
    "atto_di_chiusura": "protocollo_data",
    "pubblicato_il": "determinazione_data",
}
"""A date cannot precede the one that it follows in the procedure (acts count by their date)."""
A_VENIRE = {"integrazioni_entro"}
"""Days that the transition gives, each time anew: they come after today."""
GIA_STAMPATA = "Il numero della collana è stampato nel documento emesso: non si cambia più."
NUMERO_DELLA_COLLANA = "Il numero della collana è fatto di cifre e punti, per esempio 7.65."
SENZA_NUMERO = (
    "L’ente firma la determinazione senza numero né data: si registrano dopo la firma, con "
    "«Registra il numero»."
)
CON_CIFRE = {"protocollo_numero", "determinazione_numero"}
"""Numbers that offices also write with letters and bars, never with letters alone."""


def leggi_dati(
    transizione: Transizione, programma: Programma, dati: Mapping[str, Any]
) -> dict[str, Any]:
    """The values that the transition writes, cleaned; what the programme already has counts.

    Raises ``TransizioneRifiutata`` naming the field, ``ValueError`` for a field that the
    transition does not record.
    """
    if campo := numero_inatteso(transizione, dati):
        raise TransizioneRifiutata(SENZA_NUMERO, campo)
    if estranei := set(dati) - set(transizione.campi):
        raise ValueError(f"{transizione.nome} does not record {sorted(estranei)}")
    valori: dict[str, Any] = {}
    for campo in transizione.campi:
        altro = campo in A_VENIRE or campo in transizione.nuovi
        valore = _pulisci(campo, dati.get(campo)) or (None if altro else getattr(programma, campo))
        if campo == "trasmesso_il" and not valore:
            valore = timezone.localdate()
        if campo == "serie_numero" and valore:
            _controlla_serie(valore, programma)
        if valore:
            valori[campo] = valore
        elif campo in transizione.richiede:
            raise TransizioneRifiutata(f"Indicare: {_nome(campo).rstrip('.')}.", campo)
    for campo in valori:
        _controlla_data(campo, valori, programma)
    if transizione.nuovi:
        _controlla_atto_nuovo(valori, programma)
    return valori


def numero_inatteso(transizione: Transizione, dati: Mapping[str, Any]) -> str:
    """The number or the date given to an act that is signed without them, "" when none is."""
    if not transizione.con_atto or set(NUMERO_DELL_ATTO) <= set(transizione.campi):
        return ""
    return next((campo for campo in NUMERO_DELL_ATTO if dati.get(campo)), "")


def _controlla_atto_nuovo(valori: Mapping[str, Any], programma: Programma) -> None:
    """The act that corrects another one comes after it, with a number of its own."""
    prima = programma.determinazione_data
    if prima is None or not set(NUMERO_DELL_ATTO) <= valori.keys():
        return
    numero, giorno = (valori[campo] for campo in NUMERO_DELL_ATTO)
    if giorno < prima:
        raise TransizioneRifiutata(
            f"La determinazione che si rettifica è del {prima:%d/%m/%Y}: questa viene dopo.",
            "determinazione_data",
        )
    stesso = numero.casefold() == programma.determinazione_numero.casefold()
    if stesso and giorno.year == prima.year:
        raise TransizioneRifiutata(
            f"La n. {numero} è la determinazione che si rettifica: questo è un altro atto, con il "
            "suo numero.",
            "determinazione_numero",
        )


def _controlla_serie(numero: str, programma: Programma) -> None:
    if _gia_stampata(programma) not in ("", numero):
        raise TransizioneRifiutata(GIA_STAMPATA, "serie_numero")
    if not numero_valido(numero):
        raise TransizioneRifiutata(NUMERO_DELLA_COLLANA, "serie_numero")


def _gia_stampata(programma: Programma) -> str:
    """The number of the series on the cover of the document that was issued, "" when none is."""
    return programma.serie_numero if programma.stato in STATI_CON_DETERMINAZIONE else ""


def _nome(campo: str) -> str:
    field: Any = Programma._meta.get_field(campo)
    return str(field.verbose_name)


def _pulisci(campo: str, valore: Any) -> Any:
    field: Any = Programma._meta.get_field(campo)
    if isinstance(valore, str):
        valore = " ".join(valore.split())
    if valore in (None, ""):
        return None
    if isinstance(valore, str) and isinstance(field, DateField):
        valore = leggi_data(valore) or valore
    if isinstance(valore, str) and isinstance(field, AttoField) and valore[0].isdigit():
        valore = f"n. {valore}"
    try:
        pulito = field.to_python(valore)
        field.run_validators(pulito)
    except ValidationError as errore:
        raise TransizioneRifiutata(" ".join(errore.messages), campo) from errore
    if isinstance(field, AttoField) and not (pulito.numero and pulito.data):
        motivo = f"{capfirst(_nome(campo))}: servono il numero e una data che esista."
        raise TransizioneRifiutata(motivo, campo)
    if campo in CON_CIFRE and not any(c.isdecimal() for c in pulito):
        raise TransizioneRifiutata(f"{capfirst(_nome(campo)).rstrip('.')}: serve un numero.", campo)
    return pulito


def _giorno(valore: Any) -> date | None:
    if isinstance(valore, Atto):
        return valore.data
    return valore if isinstance(valore, date) else None


def _controlla_data(campo: str, valori: dict[str, Any], programma: Programma) -> None:
    giorno = _giorno(valori[campo])
    if giorno is None:
        return
    if campo in A_VENIRE:
        if giorno <= timezone.localdate():
            raise TransizioneRifiutata(f"{capfirst(_nome(campo))}: deve venire dopo oggi.", campo)
        return
    if giorno > timezone.localdate():
        raise TransizioneRifiutata(f"{capfirst(_nome(campo))}: la data è nel futuro.", campo)
    prima = NON_PRIMA_DI.get(campo)
    if prima is None or programma.storico:
        return
    limite = _giorno(valori.get(prima) or getattr(programma, prima))
    if limite and giorno < limite:
        raise TransizioneRifiutata(
            f"{capfirst(_nome(campo))}: il {giorno:%d/%m/%Y} viene prima di "
            f"«{_nome(prima)}», che è del {limite:%d/%m/%Y}.",
            campo,
        )


def controlla_numeri(programma: Programma, valori: Mapping[str, Any]) -> None:
    """Numbers of determinazioni are used once in a year by an Ente.

    To be called inside the transaction: the Ente's row is held, so that two approvals at the same
    time see each other. An act of the past may have approved several programmes at once.
    """
    numero = valori.get("determinazione_numero")
    if programma.storico or not numero:
        return
    anno = valori["determinazione_data"].year
    suoi = Q(
        dati__determinazione_numero__iexact=numero,
        dati__determinazione_data__startswith=f"{anno}-",
    )
    if programma.passaggi.filter(suoi).exists():
        raise TransizioneRifiutata(
            f"La determinazione n. {numero} del {anno} è già un atto di questo programma: questo è "
            "un altro atto, con il suo numero.",
            "determinazione_numero",
        )
    ente = programma.distretto.ente_id
    Ente.objects.select_for_update(no_key=True).get(pk=ente)
    ora = Q(determinazione_numero__iexact=numero, determinazione_data__year=anno)
    sostituita = Q(
        passaggi__dati__determinazione_numero__iexact=numero,
        passaggi__dati__determinazione_data__startswith=f"{anno}-",
    )
    usato = (
        Programma.objects.filter(
            ora | sostituita,
            distretto__ente=ente,
            stato__in=STATI_CON_DETERMINAZIONE,
            storico=False,
        )
        .exclude(pk=programma.pk)
        .first()
    )
    if usato:
        raise TransizioneRifiutata(
            f"La determinazione n. {numero} del {anno} è già quella di «{usato}».",
            "determinazione_numero",
        )


def _come_visto(programma: Programma) -> dict[str, Any]:
    """The row as the caller saw it: what makes the UPDATE conditional."""
    visto: dict[str, Any] = {"pk": programma.pk, "stato": programma.stato}
    if programma.rettifica_dal is None:
        return visto | {"rettifica_dal__isnull": True}
    return visto | {"rettifica_dal": programma.rettifica_dal}


def prendi(programma: Programma, transizione: Transizione, valori: Mapping[str, Any]) -> Programma:
    """Move the row, if it still stands where the caller saw it; returns it as it is now.

    To be called inside a transaction, which then holds the row. Raises ``TransizioneRifiutata``
    when somebody else came first, or when the database refuses the values.
    """
    nuovi = {**dict.fromkeys(transizione.azzera), **valori}
    arrivo = transizione.arrivo(programma.stato)
    if arrivo != programma.stato:
        nuovi |= {"stato": arrivo, "stato_dal": timezone.now()}
    if arrivo not in STATI_RETTIFICABILI:
        nuovi["rettifica_dal"] = None
    nuovi = nuovi or {"stato": arrivo}
    try:
        prese = Programma.objects.filter(**_come_visto(programma)).update(**nuovi)
    except IntegrityError as errore:
        raise TransizioneRifiutata(_motivo_vincolo(errore)) from errore
    if not prese:
        raise TransizioneRifiutata(_motivo_ritardo(programma))
    return Programma.objects.select_related("distretto__ente", "schema", "in_carico_a").get(
        pk=programma.pk
    )


def _motivo_vincolo(errore: IntegrityError) -> str:
    for vincolo in Programma._meta.constraints:
        if vincolo.name in str(errore):
            return str(vincolo.violation_error_message)
    return "I dati indicati non sono ammessi per questo programma."


def _motivo_ritardo(programma: Programma) -> str:
    attuale = Programma.objects.filter(pk=programma.pk).first()
    if attuale is None:
        return "Il programma non esiste più."
    ultimo = attuale.passaggi.select_related("autore").order_by("-quando", "-id").first()
    if ultimo is None:
        return f"Nel frattempo il programma è diventato «{attuale.get_stato_display()}»."
    etichetta = TRANSIZIONI[ultimo.transizione].etichetta
    quando = timezone.localtime(ultimo.quando)
    mosso = f"il programma è diventato «{attuale.get_stato_display()}»"
    return (
        f"Nel frattempo {mosso if ultimo.da != ultimo.a else 'c’è stato un altro passo'}: "
        f"«{etichetta}» di {ultimo.autore}, {quando:%d/%m/%Y} alle {quando:%H:%M}."
    )
