"""Snapshots to send through a Word file and back, and what of them has to come back."""

from html import escape
from typing import Any

from hypothesis import strategies as st

from azioni.percentuali import leggi
from documenti.word.blocks import spazi_semplici
from documenti.word.cells import voci_con_marcatore
from programmi.testo_ricco import pulisci

ETICHETTE = {
    "obiettivo": "Obiettivo",
    "obiettivo_generale": "Obiettivo generale",
    "obiettivo_specifico": "Obiettivo specifico",
    "titolo": "Titolo",
    "descrizione": "Azioni",
    "referenti": "Organizzazione referente",
    "altre_organizzazioni": "Altre organizzazioni coinvolte",
    "tempi": "Tempi",
    "indicatori": "Indicatore/i di valutazione",
    "percentuali": "Percentuale/i di valutazione",
}
CAMPI = {
    "riga_vamt": {"titolo": "Azione", "percentuali": "% di realizzazione"},
    "azione": {c: e for c, e in ETICHETTE.items() if c not in ("obiettivo_generale", "titolo")},
    "progettualita": {c: e for c, e in ETICHETTE.items() if c != "obiettivo"},
}
VOCI = {
    "2022": [
        ("premessa", "narrativa", "PREMESSA"),
        ("dati_distretto", "dati_distretto", "DATI DEL DISTRETTO"),
        ("attori", "attori", "ATTORI DEL DISTRETTO"),
        ("canali", "canali", "CANALI SOCIAL"),
        ("azioni", "azioni", "AZIONI DA REALIZZARE"),
        ("progetto_strategico", "progetto_strategico", "PROGETTO STRATEGICO DI DISTRETTO"),
        ("aderenti", "aderenti", "ELENCO DELLE ORGANIZZAZIONI ADERENTI"),
    ],
    "2026": [
        ("premessa", "narrativa", "PREMESSA"),
        ("dati_distretto", "dati_distretto", "DATI DEL DISTRETTO"),
        ("attori", "attori", "ATTORI DEL DISTRETTO"),
        ("canali", "canali", "CANALI SOCIAL"),
        ("azioni_vamt", "righe_vamt", "AZIONI V.A.M.T."),
        ("progettualita", "progettualita", "PROGETTUALITÀ"),
        ("aderenti", "aderenti", "ELENCO DELLE ORGANIZZAZIONI ADERENTI"),
    ],
}
TESTI = ("obiettivo", "obiettivo_generale", "obiettivo_specifico", "descrizione")


def snapshot(schema: str = "2026", **altro: Any) -> dict[str, Any]:
    """An empty programme of one form, with what the test gives it."""
    html = altro.pop("html", {})
    return {
        "ente": {"denominazione": "Provincia di prova", "agenzia": "Agenzia di prova"},
        "distretto": {"denominazione": "Distretto famiglia Valle di prova"},
        "anno": int(schema),
        "titolo": ["PROGRAMMA DI LAVORO", "DISTRETTO FAMIGLIA", "VALLE DI PROVA", schema],
        "aderenti_al": None,
        "voci": [
            {"codice": c, "tipo": t, "titolo": titolo, "html": html.get(c, "")}
            for c, t, titolo in VOCI[schema]
        ],
        "dati_distretto": [],
        "attori": [],
        "canali": [],
        "ambiti": [],
        "campi": {
            tipo: [{"codice": c, "etichetta": e, "obbligatorio": True} for c, e in campi.items()]
            for tipo, campi in CAMPI.items()
        },
        "azioni": [],
        "aderenti": [],
        **altro,
    }


def azione(tipo: str = "progettualita", numero: int = 1, **altro: Any) -> dict[str, Any]:
    return {
        "tipo": tipo,
        "numero": numero,
        "titolo": "Un titolo",
        "ambito": None,
        "ambito_numero": None,
        "tema": None,
        "macro_ambito": None,
        "vamt": False,
        "strategico": False,
        **dict.fromkeys((*TESTI, "referenti_testo", "altre_organizzazioni_testo", "tempi"), ""),
        "indicatori": [],
        "regole": [],
        **altro,
    }


def contenuto(dati: dict[str, Any]) -> dict[str, Any]:
    """What a Word file has to give back, of a snapshot or of a lettura alike."""
    sezioni = dati["sezioni"] if "dubbi" in dati else dati["voci"]
    chiavi = ("titolo", "dati_distretto", "attori", "canali", "aderenti", "aderenti_al")
    return {
        **{chiave: dati[chiave] for chiave in chiavi},
        "ambiti": [{**a, "introduzione": pulisci(a["introduzione"])} for a in dati["ambiti"]],
        "sezioni": [
            (s.get("voce") or s.get("codice"), s["titolo"], pulisci(s["html"])) for s in sezioni
        ],
        "azioni": [{k: a[k] for k in azione()} for a in dati["azioni"]],
    }


# --- texts ----------------------------------------------------------------------------------

PAROLE = (
    *(
        "famiglie",
        "città",
        "perché",
        "l'attività",
        "d’intesa",
        "«Nido diffuso»",
        "“Mappa”",
        "P.A.T.",
    ),
    *("(anche online)", "€ 10.000,00", "0-3", "e/o", "n. 3", "20%", "3ª edizione", "dott.ssa"),
    *("Comune di Roncegno Terme;", "welfare,", "CS4:", "così…", "—", "è", "ore 14.30", "A&B", "<5"),
    *("Tempi:", "l'Azione 2", "Evidenze", "100% per relazione", "http://www.example.org/a?b=1&c=2"),
)
frasi = st.lists(st.sampled_from(PAROLE), min_size=1, max_size=8).map(" ".join)
SEGNI = ("", "", "", "- ", "• ", "1) ", "2) ", "a) ", "1. ", "2. ", "– ", "▪ ")
righe = st.builds("{}{}".format, st.sampled_from(SEGNI), frasi)
testi = st.one_of(st.just(""), st.lists(righe, max_size=5).map("\n".join)).map(spazi_semplici)
nomi = st.lists(st.sampled_from(("Comune", "Coop.", "Sant'Orsola", "s.c.s.", "Àncora", "E.T.S.")))
nomi = nomi.filter(bool).map(" ".join)

# --- rich texts, in the form in which the reader writes them ---------------------------------

APERTI = (
    ("grassetto", "<strong>", "</strong>"),
    ("corsivo", "<em>", "</em>"),
    ("sottolineato", "<u>", "</u>"),
    ("barrato", "<s>", "</s>"),
    ("pedice", "<sub>", "</sub>"),
)
INDIRIZZI = ("", "", "", "https://www.example.org/pagina?a=1&b=2", "mailto:uno@example.org")


@st.composite
def linee(draw: st.DrawFn, *, semplici: bool = False) -> str:
    """The runs of a line: looks, links, line breaks, fixed spaces."""
    pezzi: list[str] = []
    prima: object = None
    for _ in range(draw(st.integers(1, 4))):
        testo = draw(frasi).replace("n. ", "n.\u00a0")
        aspetto = frozenset() if semplici else draw(st.frozensets(st.sampled_from(APERTI)))
        indirizzo = draw(st.sampled_from(INDIRIZZI))
        if indirizzo:
            aspetto = frozenset(a for a in aspetto if a[0] != "sottolineato")
        if (aspetto, indirizzo) == prima:
            continue
        prima = (aspetto, indirizzo)
        dentro = escape(testo, quote=False)
        for segno in reversed(APERTI):
            if segno in aspetto:
                dentro = f"{segno[1]}{dentro}{segno[2]}"
        if indirizzo:
            dentro = f'<a href="{escape(indirizzo)}">{dentro}</a>'
        pezzi.append(dentro)
        if draw(st.booleans()):
            pezzi.append(draw(st.sampled_from(("<br>", " "))))
            prima = None if pezzi[-1] == "<br>" and aspetto else (frozenset(), "")
    while pezzi[-1] in ("<br>", " "):
        pezzi.pop()
    return "".join(pezzi)


@st.composite
def elenchi(draw: st.DrawFn, profondita: int = 0) -> str:
    tag = draw(st.sampled_from(("ul", "ol")))
    voci = []
    for _ in range(draw(st.integers(1, 3))):
        dentro = draw(elenchi(profondita + 1)) if profondita < 3 and draw(st.booleans()) else ""
        voci.append(f"<li>{draw(linee())}{dentro}</li>")
    return f"<{tag}>{''.join(voci)}</{tag}>"


@st.composite
def celle(draw: st.DrawFn) -> str:
    """What a cell holds: nothing, a line, paragraphs, a list, a table."""
    genere = draw(st.sampled_from(("vuota", "linea", "linea", "paragrafi", "elenco", "tabella")))
    if genere == "vuota":
        return ""
    if genere == "linea":
        return draw(linee())
    if genere == "elenco":
        return draw(elenchi(2))
    if genere == "tabella":
        return (
            f"<p>{draw(linee())}</p><table><tbody><tr><td>uno</td><td>due</td></tr></tbody></table>"
        )
    return "".join(f"<p>{draw(linee())}</p>" for _ in range(draw(st.integers(2, 3))))


@st.composite
def tabelle(draw: st.DrawFn) -> str:
    """A grid cut into merged cells, with or without a header row."""
    larga, alta = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    prese: set[tuple[int, int]] = set()
    corpo = []
    for y in range(alta):
        riga = ""
        for x in range(larga):
            if (y, x) in prese:
                continue
            colonne, sotto = draw(st.integers(1, 2)), draw(st.integers(1, 2))
            if x + colonne > larga or (y, x + colonne - 1) in prese:
                colonne = 1
            sotto = min(sotto, alta - y)
            prese |= {(y + b, x + a) for a in range(colonne) for b in range(sotto)}
            unite = f' colspan="{colonne}"' if colonne > 1 else ""
            unite += f' rowspan="{sotto}"' if sotto > 1 else ""
            # A first row all in bold is a header: here it never is.
            testo = draw(linee(semplici=True)) if not y else draw(celle())
            riga += f"<td{unite}>{testo}</td>"
        corpo.append(f"<tr>{riga}</tr>")
    testa = "".join(f"<th>{draw(linee(semplici=True))}</th>" for _ in range(larga))
    testa = f"<thead><tr>{testa}</tr></thead>" if draw(st.booleans()) else ""
    return f"<table>{testa}<tbody>{''.join(corpo)}</tbody></table>"


titoli = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(("h2", "h3", "h4")),
    st.lists(st.sampled_from(("Indagine", "e", "sviluppo", "«CARED»", "0-3")), min_size=2).map(
        " ".join
    ),
)
paragrafi = linee().map("<p>{}</p>".format)
# Before a table of actions, a line all in bold is what an area's heading looks like.
introduzioni = st.builds("<p>In questo ambito: {}.</p>".format, linee())
ricchi = st.lists(st.one_of(paragrafi, titoli, elenchi(), tabelle()), max_size=6).map("".join)

# --- programmes ------------------------------------------------------------------------------

indicatori = testi.map(
    lambda testo: [{"marcatore": m, "testo": t} for m, t in voci_con_marcatore(testo.split("\n"))]
)
percentuali = st.sampled_from(
    (
        "",
        "100% per relazione",
        "25% ogni mail di scambio opportunità 100% raccolta esiti",
        "1) 50% ogni incontro\n2) 50% se il 20% degli aderenti usa il logo\nEvidenze: elenco, date",
        "- 34% convocazione primo incontro\n- 66% relazione\nEvidenze: verbale",
        "da definire con i gruppi",
    )
)
regole = percentuali.map(lambda testo: [r.as_dict() for r in leggi(testo)])


@st.composite
def azioni(
    draw: st.DrawFn, tipo: str, numero: int, ambito: dict[str, Any] | None
) -> dict[str, Any]:
    campi = CAMPI[tipo]
    piena = azione(tipo, numero, titolo=draw(nomi), vamt=tipo == "riga_vamt" or draw(st.booleans()))
    if ambito is not None:
        piena |= {"ambito": ambito["titolo"], "ambito_numero": ambito["numero"]}
    piena["regole"] = draw(regole)
    if tipo == "riga_vamt":
        return piena
    piena["indicatori"] = draw(indicatori)
    for campo in (*TESTI, "tempi"):
        piena[campo] = draw(testi) if campo in campi else ""
    for campo in ("referenti", "altre_organizzazioni"):
        piena[f"{campo}_testo"] = draw(testi)
    if tipo == "progettualita":
        piena["strategico"] = draw(st.booleans())
        piena["tema"] = draw(st.sampled_from((None, "IBRIDAZIONE DELLE POLITICHE")))
        piena["macro_ambito"] = draw(st.sampled_from((None, "GOVERNANCE")))
    return piena


@st.composite
def snapshot_qualsiasi(draw: st.DrawFn) -> dict[str, Any]:
    """A programme of either form, each part empty or full."""
    schema = draw(st.sampled_from(("2022", "2026")))
    voce, tipo = ("azioni", "azione") if schema == "2022" else ("azioni_vamt", "riga_vamt")
    ambiti = [
        {"voce": voce, "numero": n, "titolo": titolo, "introduzione": introduzione}
        for n, titolo, introduzione in zip(
            range(1, 4),
            draw(st.permutations(("NETWORKING", "Comunicazione e rete", "Welfare"))),
            draw(st.lists(st.just("") | introduzioni, min_size=3, max_size=3)),
            strict=True,
        )
    ]
    lette: list[dict[str, Any]] = []
    for ambito in ambiti:
        for _ in range(draw(st.integers(0, 2))):
            lette.append(draw(azioni(tipo, len(lette) + 1, ambito)))
    if schema == "2026":
        quante = draw(st.integers(0, 3))
        lette += [draw(azioni("progettualita", n, None)) for n in range(1, quante + 1)]
    html = {"premessa": draw(ricchi)}
    if schema == "2022":
        html["progetto_strategico"] = draw(ricchi)
    return snapshot(
        schema,
        html=html,
        ambiti=ambiti,
        azioni=lette,
        dati_distretto=draw(
            st.lists(
                st.builds(
                    lambda valore: {
                        "chiave": "nascita",
                        "etichetta": "ANNO DI NASCITA DEL DISTRETTO",
                        "valore": valore,
                    },
                    testi,
                ),
                max_size=1,
            )
        ),
        canali=[
            {
                "tipo": "facebook",
                "etichetta": "PAGINA FACEBOOK",
                "testo": testo,
                "valore": None if testo in ("-", "TBD") else testo,
            }
            for testo in draw(
                st.lists(st.sampled_from(("-", "TBD", "Distretto Prova")), max_size=2)
            )
        ],
        attori=[
            {
                "ruolo": "manager",
                "etichetta": "MANAGER TERRITORIALE",
                "nominativo": "Giulia Verdi",
                "qualifica": draw(st.sampled_from(("", "Assessora\nalle politiche giovanili"))),
                "email": draw(st.sampled_from(("", "giulia.verdi@example.org"))),
                "telefono": draw(st.sampled_from(("", "0461 000000"))),
            }
        ],
        aderenti=[
            {
                "numero": n,
                "organizzazione": nome,
                "dal": "2022-07-15",
                "al": draw(st.sampled_from((None, "2025-12-31"))),
                "proponente": True,
                "family_in_trentino": draw(st.sampled_from(("", "X"))),
                "family_audit": draw(st.sampled_from(("", "n. 123"))),
                "dal_testo": draw(st.sampled_from(("15-lug-22", "15/07/2022"))),
            }
            for n, nome in enumerate(draw(st.lists(nomi, max_size=3)), 1)
        ],
    )
