"""Mails that say what happened to a programme, one for each person concerned."""

from typing import Any

from django.core.mail import EmailMessage, get_connection

from distretti.enums import Persona, RuoloEnte
from distretti.models import Incarico, Utente
from distretti.rules import PERSONA_DI_INCARICO
from istruttoria.enums import StatoOsservazione
from istruttoria.models import Passaggio
from istruttoria.transizioni import UFFICIO, Transizione
from programmi.models import Programma

RUOLO_DI_PERSONA = {
    Persona.FUNZIONARIO: RuoloEnte.FUNZIONARIO,
    Persona.DIRIGENTE: RuoloEnte.DIRIGENTE,
}


def avvisa(passaggio: Passaggio, transizione: Transizione) -> None:
    """Tell the people that the table names, except who did it."""
    programma = passaggio.programma
    ente = programma.distretto.ente
    oggetto = f"Programma di lavoro {programma}: {transizione.etichetta.lower()}"
    testo = _testo(passaggio, transizione)
    messaggi = [
        EmailMessage(oggetto, testo, to=[indirizzo], reply_to=[ente.email] if ente.email else None)
        for indirizzo in destinatari(programma, transizione, escluso=passaggio.autore)
    ]
    if messaggi:
        get_connection().send_messages(messaggi)


def destinatari(
    programma: Programma, transizione: Transizione, *, escluso: Utente | None
) -> list[str]:
    """Addresses, each once: the office's people concerned, then the district's."""
    indirizzi = [
        *_ufficio(programma, [p for p in transizione.avvisa if p in UFFICIO]),
        *_distretto(programma, [p for p in transizione.avvisa if p not in UFFICIO]),
    ]
    proprio = escluso.email.lower() if escluso else ""
    return [i for i in dict.fromkeys(i.lower() for i in indirizzi if i) if i != proprio]


def _ufficio(programma: Programma, personae: list[Persona]) -> list[str]:
    """Who has the programme in charge; nobody yet: the officers of the roles named, else the
    address of the Ente."""
    if not personae:
        return []
    ente = programma.distretto.ente
    if Persona.FUNZIONARIO in personae and programma.in_carico_a_id:
        incaricato = programma.in_carico_a
        if incaricato is not None and incaricato.is_active:
            return [incaricato.email]
    ruoli = [RUOLO_DI_PERSONA[p] for p in personae]
    indirizzi = list(
        Utente.objects.filter(ente=ente, is_active=True, ruolo__in=ruoli).values_list(
            "email", flat=True
        )
    )
    return indirizzi or [ente.email]


def _distretto(programma: Programma, personae: list[Persona]) -> list[str]:
    if not personae:
        return []
    ruoli = [ruolo for ruolo, persona in PERSONA_DI_INCARICO.items() if persona in personae]
    incarichi = (
        Incarico.objects.in_corso()
        .filter(distretto=programma.distretto_id, ruolo__in=ruoli)
        .select_related("utente")
    )
    return [i.utente.email if i.utente and i.utente.is_active else i.email for i in incarichi]


def _testo(passaggio: Passaggio, transizione: Transizione) -> str:
    programma = passaggio.programma
    righe = [
        f"Il programma di lavoro {programma.anno} del distretto «{programma.distretto}» "
        f"è ora «{passaggio.get_a_display()}».",
        "",
        f"Passaggio: {transizione.etichetta}",
        f"Fatto da: {passaggio.autore} ({passaggio.get_persona_display()})",
    ]
    for campo, valore in passaggio.dati.items():
        if campo in transizione.campi:
            field: Any = programma._meta.get_field(campo)
            nome = str(field.verbose_name)
            righe.append(f"{nome[0].upper()}{nome[1:]}: {_stampa(programma, campo, valore)}")
    if passaggio.nota:
        righe += ["", f"Nota: {passaggio.nota}"]
    if transizione.nome == "chiede_integrazioni":
        aperte = programma.osservazioni.filter(stato=StatoOsservazione.APERTA)
        righe += ["", "Osservazioni a cui rispondere:"]
        righe += [f"{n}. {osservazione.testo}" for n, osservazione in enumerate(aperte, 1)]
    return "\n".join([*righe, "", f"{programma.distretto.ente}", ""])


def _stampa(programma: Programma, campo: str, valore: str) -> str:
    attuale = getattr(programma, campo)
    return attuale.strftime("%d/%m/%Y") if hasattr(attuale, "strftime") else valore
