"""What a notice says, decided when it is sent: no more than its reader may see then.

The notes of the office are not read here. ``NonServe`` says why a notice is not sent any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from distretti.enums import Persona
from distretti.models import Ente, Incarico
from distretti.rules import PERSONA_DI_INCARICO, personae_verso
from distretti.tempo import con_articolo, dal_giorno, stampa_data
from istruttoria.enums import GenereAvviso, StatoOsservazione
from istruttoria.models import Avviso, Osservazione, Passaggio
from istruttoria.queries.avvisi import termine_di_trasmissione
from istruttoria.queries.programmi import dati_del_passaggio
from istruttoria.queries.ritardi import (
    GIORNI_SENZA_INCARICO,
    PASSATI,
    RISPOSTE,
    SOLI,
    Ritardo,
    impronta_dei_ritardi,
    ritardi,
)
from istruttoria.transizioni import DISTRETTO, TRANSIZIONI, UFFICIO
from programmi.enums import Stato
from programmi.models import Programma

LEGGONO_LE_OSSERVAZIONI = (*UFFICIO, *DISTRETTO, Persona.AMMINISTRATORE)
ESTRANEI = (Persona.ANONIMO, Persona.ESTRANEO, Persona.ESTRANEO_ENTE)


class NonServe(Exception):
    """The notice is not to be sent any more; the message, Italian, says why."""


@dataclass(frozen=True, slots=True)
class Testo:
    """What is told, with the Ente that tells it; ``ordine`` groups those of a programme.

    ``impronta`` is that of a list, by which the next one is seen to say something new.
    """

    oggetto: str
    righe: list[str]
    ente: Ente
    ordine: tuple[str, int]
    nome: str
    impronta: str = ""


def componi(avviso: Avviso, *, oggi: date) -> Testo:
    """The text of a notice for its reader, today. Raises ``NonServe``."""
    if avviso.genere == GenereAvviso.SCADUTI:
        return _scaduti(avviso, oggi)
    programma = avviso.programma
    assert programma is not None
    personae = _personae(avviso, programma)
    if not personae:
        raise NonServe("Il destinatario non può più leggere il programma.")
    if avviso.genere == GenereAvviso.PROMEMORIA:
        oggetto, righe = _promemoria(avviso, programma, oggi)
    else:
        assert avviso.passaggio is not None
        oggetto, righe = _passaggio(avviso.passaggio, programma, personae)
    if avviso.utente or personae[0] in UFFICIO:  # who does not sign in would find a closed door
        righe += ["", f"Il programma: {indirizzo('programma', programma.pk)}"]
    ente = programma.distretto.ente
    return Testo(oggetto, righe, ente, (str(programma.distretto), programma.anno), str(programma))


def indirizzo(nome: str, *args: int) -> str:
    """The whole address of a page."""
    return settings.INDIRIZZO_NEI_MESSAGGI + reverse(nome, args=args)


def _personae(avviso: Avviso, programma: Programma) -> list[Persona]:
    """What the reader is towards the programme today; empty for who may not read it."""
    distretto, utente = programma.distretto, avviso.utente
    if utente is not None:
        if not Programma.objects.visibili_a(utente).filter(pk=programma.pk).exists():
            return []
        return [p for p in personae_verso(utente, distretto) if p not in ESTRANEI]
    if avviso.indirizzo == distretto.ente.email.lower():
        return [Persona.FUNZIONARIO]
    ruoli = set(
        Incarico.objects.in_corso()
        .filter(distretto=distretto, email__iexact=avviso.indirizzo)
        .values_list("ruolo", flat=True)
    )
    return [p for ruolo, p in PERSONA_DI_INCARICO.items() if ruolo in ruoli]


# --- what each kind says ------------------------------------------------------------------------


def _passaggio(
    passaggio: Passaggio, programma: Programma, personae: Sequence[Persona]
) -> tuple[str, list[str]]:
    transizione = TRANSIZIONI[passaggio.transizione]
    righe = [
        f"Il programma di lavoro {programma.anno} del distretto «{programma.distretto}» "
        f"è ora «{passaggio.get_a_display()}».",
        "",
        f"Passaggio: {transizione.etichetta}",
        f"Fatto da: {passaggio.autore} ({passaggio.get_persona_display()})",
        *(f"{n[:1].upper()}{n[1:]}: {valore}" for n, valore in dati_del_passaggio(passaggio)),
    ]
    if passaggio.nota:
        righe += ["", f"Nota: {passaggio.nota}"]
    if transizione.nome == "chiede_integrazioni" and set(personae) & set(LEGGONO_LE_OSSERVAZIONI):
        aperte = programma.osservazioni.inviate().filter(stato=StatoOsservazione.APERTA)
        elenco = [
            f"{n}. {osservazione.testo}{_perche_riaperta(osservazione)}"
            for n, osservazione in enumerate(aperte.prefetch_related("seguiti"), 1)
        ]
        righe += ["", "Osservazioni a cui rispondere:", *elenco] if elenco else []
    return f"Programma di lavoro {programma}: {transizione.etichetta.lower()}", righe


def _perche_riaperta(osservazione: Osservazione) -> str:
    seguiti = list(osservazione.seguiti.all())
    return f"\n   Riaperta: {seguiti[-1].testo}" if seguiti and seguiti[-1].testo else ""


def _promemoria(avviso: Avviso, programma: Programma, oggi: date) -> tuple[str, list[str]]:
    """Of the transmission or, for a programme that came back, of the answers."""
    risposte = programma.stato == Stato.DA_INTEGRARE
    termine = programma.integrazioni_entro if risposte else termine_di_trasmissione(programma)
    if termine is None or termine != avviso.giorno:
        raise NonServe("Il programma è stato trasmesso, o il termine è cambiato.")
    if termine < oggi:
        raise NonServe("Il termine è passato.")
    oggetto, mancano = _fra((termine - oggi).days)
    il_programma = f"Il programma di lavoro {programma.anno} del distretto «{programma.distretto}»"
    if risposte:
        return f"Programma di lavoro {programma}: da integrare {oggetto}", [
            f"{il_programma} aspetta le risposte alle osservazioni dell'ufficio. Va ritrasmesso "
            f"entro {con_articolo(termine)}: {mancano}.",
        ]
    return f"Programma di lavoro {programma}: da trasmettere {oggetto}", [
        f"{il_programma} è ancora in bozza. Va trasmesso all'Agenzia entro "
        f"{con_articolo(termine)}: {mancano}.",
    ]


def _fra(giorni: int) -> tuple[str, str]:
    """For the subject and for the sentence."""
    vicini = {0: ("oggi", "è oggi"), 1: ("entro domani", "è domani")}
    return vicini.get(giorni, (f"entro {giorni} giorni", f"mancano {giorni} giorni"))


def _scaduti(avviso: Avviso, oggi: date) -> Testo:
    """The list as it is today, also when it was prepared earlier and could not leave."""
    ente = _ente_che_legge(avviso)
    visibili = Programma.objects.filter(distretto__ente=ente)
    if avviso.utente is not None:
        visibili = visibili.visibili_a(avviso.utente)
    elenco = ritardi(visibili, oggi)
    if not elenco:
        raise NonServe("Nessun programma è più in ritardo.")
    righe: list[str] = []
    for genere, testa in TESTE.items():
        suoi = [ritardo for ritardo in elenco if ritardo.genere == genere]
        righe += ["", testa, ""] if suoi else []
        for ritardo in suoi:
            righe += [
                f"- {ritardo.programma}: {_da_quando(ritardo, oggi)}",
                f"  {indirizzo('programma', ritardo.programma.pk)}",
            ]
    impronta = impronta_dei_ritardi(elenco)
    return Testo(_oggetto(elenco), righe[1:], ente, ("", 0), "Termini passati", impronta)


TESTE = {
    PASSATI: "Il termine per la trasmissione è passato, e la bozza è ancora del distretto:",
    RISPOSTE: "Il giorno per rispondere alle osservazioni è passato, e il distretto non ha ancora "
    "ritrasmesso:",
    SOLI: f"Aspettano l'ufficio da {GIORNI_SENZA_INCARICO} giorni o più, e nessuno li ha in "
    "carico:",
}


def _oggetto(elenco: list[Ritardo]) -> str:
    quanti, generi = len(elenco), {ritardo.genere for ritardo in elenco}
    if generi == {SOLI}:
        chi = "un programma aspetta" if quanti == 1 else f"{quanti} programmi aspettano"
        return f"Senza incaricato: {chi} l'ufficio"
    if elenco[0].genere == PASSATI and quanti == 1:
        return "Termine passato: un programma non ancora trasmesso"
    chi = "un programma in ritardo" if quanti == 1 else f"{quanti} programmi in ritardo"
    return f"Termine passato: {chi}" if SOLI not in generi else f"Termini e attese: {chi}"


def _da_quando(ritardo: Ritardo, oggi: date) -> str:
    passati = (oggi - ritardo.giorno).days
    if ritardo.genere == SOLI:
        stato = ritardo.programma.get_stato_display().lower()
        return f"{stato} {dal_giorno(ritardo.giorno)}"
    return f"termine {stampa_data(ritardo.giorno)}, {_passati(passati)}"


def _passati(giorni: int) -> str:
    return "passato ieri" if giorni == 1 else f"passato da {giorni} giorni"


def _ente_che_legge(avviso: Avviso) -> Ente:
    """The Ente whose list it is, when the reader still belongs to it."""
    utente = avviso.utente
    if utente is not None:
        if not utente.is_active or not utente.ruolo or utente.ente is None:
            raise NonServe("Il destinatario non è più dell'ufficio.")
        return utente.ente
    ente = Ente.objects.filter(email__iexact=avviso.indirizzo).order_by("pk").first()
    if ente is None:
        raise NonServe("L'indirizzo non è più di un ente.")
    return ente


# --- the mail -----------------------------------------------------------------------------------


def lettera(avviso: Avviso, testo: Testo) -> EmailMessage:
    """One notice as a mail."""
    righe = [*testo.righe, *_congedo(avviso, str(testo.ente))]
    return _busta(avviso, testo.oggetto, righe, [testo], f"avviso-{avviso.pk}")


def riepilogo(avvisi: Sequence[tuple[Avviso, Testo]], *, oggi: date) -> EmailMessage:
    """All the notices of a person as one mail, those of a programme together."""
    ordinati = sorted(avvisi, key=lambda coppia: coppia[1].ordine)
    righe: list[str] = []
    nome = ""
    for avviso, testo in ordinati:
        if testo.nome != nome:
            nome = testo.nome
            righe += ["", nome, "=" * len(nome)]
        quando = timezone.localtime(avviso.creato_il)
        righe += ["", f"{quando:%d/%m/%Y}, ore {quando:%H.%M}", *testo.righe]
    primo, testi = ordinati[0][0], [testo for _, testo in ordinati]
    quanti = "un avviso" if len(testi) == 1 else f"{len(testi)} avvisi"
    pk = sorted(avviso.pk for avviso, _ in ordinati)
    enti = ", ".join(sorted({str(testo.ente) for testo in testi}))
    return _busta(
        primo,
        f"Programmi di lavoro: {quanti}, riepilogo del {stampa_data(oggi)}",
        [*righe[1:], *_congedo(primo, enti)],
        testi,
        f"riepilogo-{pk[0]}-{pk[-1]}",
    )


def _congedo(avviso: Avviso, firma: str) -> list[str]:
    righe = ["", "--", firma]
    if avviso.utente is not None:
        righe.append(f"Come ricevere gli avvisi: {indirizzo('avvisi')}")
    return [*righe, ""]


def _busta(
    avviso: Avviso, oggetto: str, righe: list[str], testi: Sequence[Testo], nome: str
) -> EmailMessage:
    """Sent again after an interruption, a mail has the same identifier: it is seen to be one."""
    risposte = {testo.ente.email for testo in testi if testo.ente.email}
    return EmailMessage(
        oggetto,
        "\n".join(righe),
        to=[avviso.utente.email if avviso.utente else avviso.indirizzo],
        reply_to=list(risposte) if len(risposte) == 1 else None,
        headers={
            "Message-ID": f"<{nome}@{urlsplit(settings.INDIRIZZO_NEI_MESSAGGI).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
