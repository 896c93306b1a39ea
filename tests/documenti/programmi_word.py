"""Small invented programmes in the two forms, to be changed one thing at a time."""

from tests.documenti.file_word import Elemento, cella, documento, paragrafo, tabella

CAMPI_2022 = {
    "Obiettivo.": "Far incontrare le famiglie",
    "Azioni.": "Una festa di paese",
    "Organizzazione referente.": "Comune di Prato",
    "Altre organizzazioni coinvolte.": "Pro loco, Banda",
    "Tempi.": "Entro giugno 2024",
    "Indicatore/i di valutazione.": "Numero di feste",
    "Percentuale/i di valutazione.": "50% ogni festa",
}
CAMPI_2026 = {
    "Obiettivo generale.": "Una comunità che si aiuta",
    "Obiettivo specifico.": "Aprire uno sportello",
    "Titolo.": "SPORTELLO",
    "Azioni.": "Turni di ascolto",
    "Organizzazione referente.": "Comune di Prato",
    "Altre organizzazioni coinvolte.": "Pro loco; Banda",
    "Tempi.": "Entro giugno 2027",
    "Indicatore/i di valutazione.": "Numero di turni",
    "AZIONE V.A.M.T. Percentuale/i di valutazione.": "10% ogni turno",
}
ATTORI = [
    ["ORGANIZZAZIONE CAPOFILA", "Comune di Prato"],
    ["COORDINATORE ISTITUZIONALE", "Ugo Alti\nSindaco\nugo@prato.example"],
    ["MANAGER TERRITORIALE", "Ida Bassi\nida@prato.example\n0461 123456"],
    ["REFERENTE AMMINISTRATIVO", "Pia Conti"],
]
DATI = [
    ["ANNO DI NASCITA DEL DISTRETTO", "2019"],
    ["DELIBERA DI APPROVAZIONE DEL DISTRETTO", "Deliberazione n. 3 del 4.5.2019"],
    ["SOTTOSCRIZIONE DELL'ACCORDO", "6 luglio 2019"],
]
CANALI = [["SITO WEB DEL DISTRETTO FAMIGLIA", "prato.example"], ["PAGINA FACEBOOK", "-"]]
ADERENTI = [
    ["", "", "Data adesione", "Marchio Family in Trentino", "Marchio Family Audit"],
    ["1", "COMUNE DI PRATO", "6-lug-19", "X", ""],
    ["2", "BANDA DI PRATO", "7-gen-20", "", "X"],
]


def capitolo(titolo: str) -> Elemento:
    return paragrafo(titolo, stile="Heading1")


def azione(
    numero: int = 1,
    titolo: str = "LA FESTA",
    *,
    segno: str = "",
    campi: dict[str, str | Elemento] | None = None,
) -> Elemento:
    """An action's table of the 2022 form; a field may be text (a paragraph a line) or a cell."""
    righe: list[list[Elemento | str]] = [[segno, f"AZIONE n. {numero}\n{titolo}"]]
    righe += [[etichetta, valore] for etichetta, valore in (campi or CAMPI_2022).items()]
    return tabella(*righe)


def progettualita(
    numero: int = 1,
    tema: str = "AZIENDE - GOVERNANCE",
    *,
    campi: dict[str, str | Elemento] | None = None,
) -> Elemento:
    """An action's table of the 2026 form."""
    righe: list[list[Elemento | str]] = [
        [cella(f"PROGETTUALITÀ {numero}", *([tema] if tema else []), colonne=2)]
    ]
    righe += [[etichetta, valore] for etichetta, valore in (campi or CAMPI_2026).items()]
    return tabella(*righe)


def programma_2022(
    *azioni: Elemento,
    frontespizio: tuple[str | Elemento, ...] = (
        "PROGRAMMA DI LAVORO",
        "DISTRETTO FAMIGLIA",
        "VALLE DI PRATO",
        "2024",
    ),
    premessa: tuple[Elemento, ...] = (),
    dati: list[list[str]] | None = None,
    attori: list[list[str]] | None = None,
    canali: list[list[str]] | None = None,
    coda: tuple[Elemento, ...] = (),
    **parti: bytes | str,
) -> bytes:
    """A whole programme of the 2022 form around these blocks of its only area."""
    return documento(
        *(paragrafo(r, grassetto=True) if isinstance(r, str) else r for r in frontespizio),
        capitolo("PREMESSA"),
        *(premessa or (paragrafo("Siamo in molti."),)),
        capitolo("DATI DEL DISTRETTO"),
        tabella(*(dati or DATI)),
        capitolo("ATTORI DEL DISTRETTO"),
        tabella(*(attori or ATTORI)),
        capitolo("CANALI SOCIAL"),
        tabella(*(canali or CANALI)),
        capitolo("AZIONI DA REALIZZARE"),
        paragrafo("1. Incontri", stile="Heading2"),
        *(azioni or (azione(),)),
        capitolo("PROGETTO STRATEGICO DI DISTRETTO"),
        paragrafo("La festa è il nostro progetto."),
        *coda,
        **parti,
    )


def programma_2026(
    *azioni: Elemento,
    righe: tuple[Elemento, ...] = (),
    aderenti: tuple[Elemento, ...] = (),
    titolo_aderenti: str = "ELENCO DELLE ORGANIZZAZIONI ADERENTI AL 30 APRILE 2027",
    **parti: bytes | str,
) -> bytes:
    """A whole programme of the 2026 form around these blocks."""
    return documento(
        *(
            paragrafo(riga, grassetto=True)
            for riga in ("PROGRAMMA DI LAVORO", "DISTRETTO FAMIGLIA", "VALLE DI PRATO", "2027")
        ),
        capitolo("PREMESSA"),
        paragrafo("Siamo in molti."),
        capitolo("DATI DEL DISTRETTO"),
        tabella(*DATI),
        capitolo("ATTORI DEL DISTRETTO"),
        tabella(*ATTORI),
        capitolo("CANALI SOCIAL"),
        tabella(*CANALI),
        capitolo("AZIONI V.A.M.T."),
        *(
            righe
            or (
                paragrafo("1. RETE", stile="Heading2"),
                tabella(["AZIONE", "% DI REALIZZAZIONE"], ["Comunicati", "25% ogni comunicato"]),
            )
        ),
        capitolo("PROGETTUALITÀ"),
        *(azioni or (progettualita(),)),
        capitolo(titolo_aderenti),
        *(aderenti or (tabella(*ADERENTI),)),
        **parti,
    )
