"""The transitions of a programme: one frozen table, from which everything else is derived.

Pure: no database. The table says who moves a programme, from which states, to which one, what
must be recorded and what must be true. The conditions (``guardie``) are names of predicates of
``istruttoria.rules``, so that the table can be printed and tested as data.
"""

from dataclasses import dataclass, replace

from distretti.enums import Persona
from istruttoria.enums import TipoDocumento
from programmi.enums import STATI_RETTIFICABILI, Stato

UFFICIO = (Persona.FUNZIONARIO, Persona.DIRIGENTE)
MITTENTI = (Persona.REFERENTE_AMMINISTRATIVO, Persona.COORDINATORE)
DISTRETTO = (Persona.MANAGER, Persona.COORDINATORE, Persona.REFERENTE_AMMINISTRATIVO)

NUMERO_DELL_ATTO = ("determinazione_numero", "determinazione_data")

ARRIVATO_FUORI = (
    "L'ufficio trasmette al posto del distretto solo ciò che è arrivato per altra via: "
    "scrivere nella nota come e quando (per esempio «arrivato per PEC il 30 aprile»)."
)


@dataclass(frozen=True, slots=True)
class Transizione:
    """One way in which a programme moves.

    ``richiede`` and ``facoltativi`` are fields of ``Programma`` that the transition records.
    ``nota_da`` are the personae who must say why (or how the document arrived, when the office
    acts for a district that has sent it by other means); ``nota_perche`` asks them for it.
    ``congela`` is the reason written on the version that the transition freezes, "" when it
    freezes none; ``emette`` is the document issued from it, ``anche_in_word`` whether it is made as
    a Word file too. ``confronta`` names an earlier transition: when the text differs from the one
    frozen then, a note must say why. ``allega`` says what the file is that comes with the step, ""
    when none does; ``allega_da`` are the personae who cannot do without it. ``avvisa`` are the
    personae who receive a mail. ``con_atto``: the text that it fixes holds the determinazione.
    ``dopo_proposta``: it takes another person's proposal of text and act as they stand, unless the
    Ente lets one person do both. ``sull_approvato``: what it records belongs to the version that
    the approval froze, which its row of the log names. ``azzera`` are fields that it empties: what
    they said is over. ``a`` is None for a step that leaves the programme where it stands.
    ``rettifica`` is "apre" or "chiude" for the steps that open and close one; ``nuovi`` are fields
    for which what the programme already has does not count: they are those of another act.
    """

    nome: str
    etichetta: str
    descrizione: str
    da: tuple[Stato, ...]
    a: Stato | None
    personae: tuple[Persona, ...]
    richiede: tuple[str, ...] = ()
    facoltativi: tuple[str, ...] = ()
    azzera: tuple[str, ...] = ()
    nota_da: tuple[Persona, ...] = ()
    nota_perche: str = ""
    guardie: tuple[str, ...] = ()
    congela: str = ""
    emette: TipoDocumento | None = None
    anche_in_word: bool = False
    confronta: str = ""
    allega: str = ""
    allega_da: tuple[Persona, ...] = ()
    avvisa: tuple[Persona, ...] = ()
    con_atto: bool = False
    dopo_proposta: bool = False
    sull_approvato: bool = False
    rettifica: str = ""
    nuovi: tuple[str, ...] = ()

    def senza_numero(self) -> "Transizione":
        """The same step where the act is signed before it has a number and a date."""
        richiede = tuple(campo for campo in self.richiede if campo not in NUMERO_DELL_ATTO)
        return replace(self, richiede=richiede)

    def arrivo(self, da: str) -> Stato:
        """The state in which the programme is after the step."""
        return self.a or Stato(da)

    @property
    def campi(self) -> tuple[str, ...]:
        """Every field that the transition may record."""
        return self.richiede + self.facoltativi


_ELENCO = (
    Transizione(
        nome="prepara_per_la_giunta",
        etichetta="Prepara per la giunta",
        descrizione="Fissa il testo che la giunta dell'ente capofila approverà.",
        da=(Stato.BOZZA,),
        a=Stato.BOZZA,
        personae=(Persona.MANAGER,),
        guardie=("non_storico",),
        congela="Testo per la giunta dell'ente capofila",
        emette=TipoDocumento.PROGRAMMA,
        anche_in_word=True,
        avvisa=MITTENTI,
    ),
    Transizione(
        nome="trasmetti",
        etichetta="Trasmetti all'Agenzia",
        descrizione="Invia il programma approvato dalla giunta dell'ente capofila.",
        da=(Stato.BOZZA,),
        a=Stato.TRASMESSO,
        personae=MITTENTI + UFFICIO,
        richiede=("delibera_giunta",),
        facoltativi=("trasmesso_il",),
        nota_da=UFFICIO,
        nota_perche=ARRIVATO_FUORI,
        guardie=("non_storico", "senza_blocchi"),
        congela="Testo trasmesso all'Agenzia",
        confronta="prepara_per_la_giunta",
        allega="Deliberazione della giunta",
        allega_da=MITTENTI,
        avvisa=(*UFFICIO, *DISTRETTO),
    ),
    Transizione(
        nome="annulla",
        etichetta="Annulla la bozza",
        descrizione="Toglie di mezzo una bozza che non serve più; resta leggibile.",
        da=(Stato.BOZZA,),
        a=Stato.ANNULLATO,
        personae=DISTRETTO + UFFICIO,
        nota_da=DISTRETTO + UFFICIO,
        nota_perche="Scrivere nella nota perché la bozza si annulla.",
        avvisa=DISTRETTO,
    ),
    Transizione(
        nome="prende_in_carico",
        etichetta="Prendi in carico",
        descrizione="Registra il protocollo di arrivo e apre l'istruttoria.",
        da=(Stato.TRASMESSO,),
        a=Stato.IN_ISTRUTTORIA,
        personae=UFFICIO,
        richiede=("protocollo_numero", "protocollo_data"),
        avvisa=DISTRETTO,
    ),
    Transizione(
        nome="chiede_integrazioni",
        etichetta="Chiedi integrazioni",
        descrizione="Rimanda il programma al distretto con le osservazioni aperte.",
        da=(Stato.IN_ISTRUTTORIA,),
        a=Stato.DA_INTEGRARE,
        personae=UFFICIO,
        facoltativi=("integrazioni_entro",),
        guardie=("con_osservazioni_aperte",),
        avvisa=DISTRETTO,
    ),
    Transizione(
        nome="ritrasmetti",
        etichetta="Ritrasmetti all'Agenzia",
        descrizione="Rimanda all'Agenzia il programma integrato.",
        da=(Stato.DA_INTEGRARE,),
        a=Stato.IN_ISTRUTTORIA,
        personae=MITTENTI + UFFICIO,
        azzera=("integrazioni_entro",),
        nota_da=UFFICIO,
        nota_perche=ARRIVATO_FUORI,
        guardie=("osservazioni_risposte", "senza_blocchi"),
        congela="Testo integrato",
        avvisa=(*UFFICIO, *DISTRETTO),
    ),
    Transizione(
        nome="sposta_termine",
        etichetta="Sposta il giorno per rispondere",
        descrizione="Dà al distretto un altro giorno per rispondere alle osservazioni.",
        da=(Stato.DA_INTEGRARE,),
        a=Stato.DA_INTEGRARE,
        personae=UFFICIO,
        richiede=("integrazioni_entro",),
        nota_da=UFFICIO,
        nota_perche="Scrivere nella nota perché il giorno cambia: il distretto la legge.",
        avvisa=DISTRETTO,
    ),
    Transizione(
        nome="propone",
        etichetta="Proponi l'approvazione",
        descrizione="Sottopone il programma al dirigente, con la determinazione pronta.",
        da=(Stato.IN_ISTRUTTORIA,),
        a=Stato.IN_ISTRUTTORIA,
        personae=(Persona.FUNZIONARIO,),
        guardie=(
            "senza_osservazioni",
            "senza_blocchi",
            "determinazione_completa",
            "non_gia_proposto",
        ),
        congela="Proposta di approvazione",
        con_atto=True,
        avvisa=(Persona.DIRIGENTE,),
    ),
    Transizione(
        nome="approva",
        etichetta="Approva",
        descrizione="Approva il programma con determinazione ed emette il documento ufficiale.",
        da=(Stato.IN_ISTRUTTORIA,),
        a=Stato.APPROVATO,
        personae=(Persona.DIRIGENTE,),
        richiede=NUMERO_DELL_ATTO,
        facoltativi=("serie_numero",),
        guardie=("senza_osservazioni", "senza_blocchi", "determinazione_completa"),
        congela="Approvazione",
        con_atto=True,
        dopo_proposta=True,
        emette=TipoDocumento.ATTO,
        avvisa=(*DISTRETTO, Persona.FUNZIONARIO),
    ),
    Transizione(
        nome="respinge",
        etichetta="Respingi",
        descrizione="Nega l'approvazione con un atto motivato.",
        da=(Stato.IN_ISTRUTTORIA,),
        a=Stato.RESPINTO,
        personae=(Persona.DIRIGENTE,),
        richiede=("atto_di_chiusura",),
        congela="Diniego",
        allega="Atto di diniego",
        avvisa=(*DISTRETTO, Persona.FUNZIONARIO),
    ),
    Transizione(
        nome="registra_numero",
        etichetta="Registra il numero",
        descrizione="Scrive il numero e la data che la determinazione ha preso dopo la firma. Il "
        "documento emesso non cambia.",
        da=STATI_RETTIFICABILI,
        a=None,
        personae=UFFICIO,
        richiede=NUMERO_DELL_ATTO,
        nuovi=NUMERO_DELL_ATTO,
        guardie=("numero_da_registrare",),
        sull_approvato=True,
        avvisa=(*DISTRETTO, Persona.FUNZIONARIO),
    ),
    Transizione(
        nome="pubblica",
        etichetta="Pubblica",
        descrizione="Da questo momento chiunque legge il programma approvato, nelle pagine "
        "pubbliche.",
        da=(Stato.APPROVATO,),
        a=Stato.PUBBLICATO,
        personae=UFFICIO,
        richiede=("pubblicato_il",),
        facoltativi=("serie_numero",),
        guardie=("con_numero", "senza_rettifica"),
        avvisa=DISTRETTO,
    ),
    Transizione(
        nome="apre_rettifica",
        etichetta="Apri una rettifica",
        descrizione="Corregge un errore nel testo approvato o nel suo atto. Finché la rettifica "
        "non è adottata resta in vigore il documento di ora.",
        da=STATI_RETTIFICABILI,
        a=None,
        personae=UFFICIO,
        nota_da=UFFICIO,
        nota_perche="Scrivere nella nota che cosa si corregge e perché: si può citare nell’atto.",
        guardie=("non_storico", "con_numero", "senza_rettifica"),
        congela="Testo all'apertura della rettifica",
        avvisa=DISTRETTO,
        rettifica="apre",
    ),
    Transizione(
        nome="propone_rettifica",
        etichetta="Proponi la rettifica",
        descrizione="Sottopone al dirigente il testo corretto, con l'atto che rettifica.",
        da=STATI_RETTIFICABILI,
        a=None,
        personae=(Persona.FUNZIONARIO,),
        guardie=("con_rettifica", "senza_blocchi", "determinazione_completa", "non_gia_proposto"),
        congela="Proposta di rettifica",
        con_atto=True,
        avvisa=(Persona.DIRIGENTE,),
    ),
    Transizione(
        nome="rettifica",
        etichetta="Rettifica",
        descrizione="Adotta l'atto che rettifica ed emette il documento che sostituisce quello di "
        "prima; il documento di prima resta leggibile, segnato come sostituito.",
        da=STATI_RETTIFICABILI,
        a=None,
        personae=(Persona.DIRIGENTE,),
        richiede=NUMERO_DELL_ATTO,
        guardie=("con_rettifica", "senza_blocchi", "determinazione_completa"),
        congela="Rettifica",
        con_atto=True,
        dopo_proposta=True,
        emette=TipoDocumento.ATTO,
        avvisa=(*DISTRETTO, Persona.FUNZIONARIO),
        rettifica="chiude",
        nuovi=NUMERO_DELL_ATTO,
    ),
    Transizione(
        nome="abbandona_rettifica",
        etichetta="Abbandona la rettifica",
        descrizione="Chiude la rettifica senza adottarla: il documento emesso resta quello di ora.",
        da=STATI_RETTIFICABILI,
        a=None,
        personae=UFFICIO,
        nota_da=UFFICIO,
        nota_perche="Scrivere nella nota perché la rettifica non serve più.",
        guardie=("con_rettifica", "testo_come_prima"),
        avvisa=DISTRETTO,
        rettifica="chiude",
    ),
    Transizione(
        nome="revoca",
        etichetta="Revoca",
        descrizione="Revoca l'approvazione con un atto motivato.",
        da=(Stato.APPROVATO, Stato.PUBBLICATO),
        a=Stato.REVOCATO,
        personae=(Persona.DIRIGENTE,),
        richiede=("atto_di_chiusura",),
        allega="Atto di revoca",
        avvisa=(*DISTRETTO, Persona.FUNZIONARIO),
    ),
    Transizione(
        nome="registra_storico",
        etichetta="Registra come storico",
        descrizione="Registra un programma di un anno passato con la sua determinazione.",
        da=(Stato.BOZZA,),
        a=Stato.APPROVATO,
        personae=UFFICIO,
        richiede=NUMERO_DELL_ATTO,
        facoltativi=("delibera_giunta", "protocollo_numero", "protocollo_data"),
        guardie=("storico",),
        congela="Registrazione di un programma storico",
        emette=TipoDocumento.PROGRAMMA,
        allega="Determinazione di allora",
    ),
)

TRANSIZIONI: dict[str, Transizione] = {t.nome: t for t in _ELENCO}
"""Every transition by name, in the order in which buttons show them."""
