"""Checks on the accordo and on the member list."""

import re
from collections.abc import Iterator

from distretti.atti import leggi_atto
from distretti.nomi import cerca, dividi_elenco, normalizza
from distretti.tempo import stampa_data, trova_date
from istruttoria.controlli.documento import Documento, data_iso
from istruttoria.controlli.esito import Posto, Segnale
from istruttoria.controlli.registro import controllo

_FONDATORI = re.compile(
    r"(?:realtà|organizzazioni|enti|soci|membri|soggetti|partner)\s+"
    r"(?:fondant|fondator|fondatric|proponent|promotor|promotric|firmatari)\w*\s*"
    r"(?:sono\s+|erano\s+)?(?:[—–]\s*(?P<tra>[^—–]{5,600}?)\s*[—–]|\((?P<par>[^()]{5,600})\)|"
    r":\s*(?P<fine>.{5,600}?)(?:\.(?=\s+[A-ZÀ-Ý])|\.?$))"
)
_FIRMATARI = re.compile(
    r"(?:sottoscritt|firmat)\w*\s+(?:il\s+[\w°.\s/]{6,20}?\s+)?(?:da|dai|dalle)\s+"
    r"(?P<fine>[A-ZÀ-Ý].{5,800}?)(?:\.(?=\s+[A-ZÀ-Ý])|\.?$)"
)
_USCITA = re.compile(
    r"(?:chiusura|uscita(?:\s+di\s+scena)?|fuoriuscita|recesso|cessazione|scioglimento|liquidazione)"
    r"\s+(?:di|della|del|dello|dell['’]|da\s+parte\s+d\w+)\s*(?P<nome>[A-ZÀ-Ý0-9].{2,80})"
)
_USCITO = re.compile(
    r"\s+(?:è\s+(?:uscit|recedut|fallit|cessat)[oaie]|ha\s+(?:receduto|esercitato\s+il\s+recesso|"
    r"(?:cessato|chiuso)\s+(?:l['’]|la\s+propria\s+|le\s+)attività|lasciato\s+il\s+distretto)|"
    r"si\s+è\s+sciolt[oa]|non\s+(?:fa|è)\s+più\s+(?:parte|aderente|tra\s+gli\s+aderenti)|"
    r"è\s+stat[oa]\s+(?:sciolt|post[oa]\s+in\s+liquidazione|cancellat))",
    re.I,
)
_PER_POCO = re.compile(r"\bper\s+(?:ferie|lavori|la\s+pausa)\b", re.I)
_NESSUN_MARCHIO = {"", "no", "n", "assente", "nessuno"}


def _elenca(nomi: list[str]) -> str:
    return nomi[0] if len(nomi) == 1 else ", ".join(nomi[:-1]) + " e " + nomi[-1]


def _noti(doc: Documento) -> dict[int, tuple[str, ...]]:
    return {i: (a.get("organizzazione") or "",) for i, a in enumerate(doc.aderenti)}


@controllo("firma_non_datata", "Accordo senza la data della firma")
def firma_non_datata(doc: Documento) -> Iterator[Segnale]:
    """The form asks when the accordo was signed; an act that approves it is another date (2026:
    approved 15 July 2022, signed 28 October 2022)."""
    scritto = doc.dato("accordo")
    posto = Posto(doc.voce_di_tipo("dati_distretto"), None, "accordo")
    if not scritto and not doc.firma and doc.elenco("dati_distretto"):
        yield Segnale(posto, "Manca la data in cui è stato sottoscritto l'accordo: inserirla.")
    atto = leggi_atto(scritto)
    if atto and atto.numero and len(trova_date(scritto)) <= 1:
        firma = data_iso(doc.accordo.get("sottoscritto_il"))
        registro = f" Nel registro risulta il {stampa_data(firma)}." if firma else ""
        yield Segnale(
            posto,
            f"Alla voce della sottoscrizione c'è un atto ({atto}) e non il giorno della firma: "
            f"indicare quando l'accordo è stato firmato.{registro}",
        )


@controllo("firma_prima_dell_atto", "Accordo firmato prima dell'atto che lo approva")
def firma_prima_dell_atto(doc: Documento) -> Iterator[Segnale]:
    """The acts of the municipality and of the Province allow the signature, so they precede it."""
    if doc.firma is None:
        return
    for atto, giorno in doc.atti_che_autorizzano:
        if doc.firma < giorno:
            yield Segnale(
                Posto(doc.voce_di_tipo("dati_distretto"), None, "accordo"),
                f"L'accordo risulta firmato il {stampa_data(doc.firma)}, prima del "
                f"{stampa_data(giorno)}, data che porta {atto}: verificare le due date.",
            )


@controllo("adesione_prima_della_firma", "Adesioni precedenti alla firma dell'accordo")
def adesione_prima_della_firma(doc: Documento) -> Iterator[Segnale]:
    """Nobody joins before the accordo is signed (2026: four members carry the date of the
    deliberation)."""
    firma = doc.firma
    if firma is None:
        return
    prima = [
        a.get("organizzazione") or "?"
        for a in doc.aderenti
        if (dal := data_iso(a.get("dal"))) and dal < firma
    ]
    if prima:
        yield Segnale(
            Posto(doc.voce_di_tipo("aderenti"), None, "dal"),
            f"L'accordo è stato firmato il {stampa_data(firma)}, ma la data di adesione è "
            f"precedente per {_elenca(prima)}: correggere le date o spiegarle.",
        )


@controllo("fondatore_non_aderente", "Fondatore che non è tra gli aderenti")
def fondatore_non_aderente(doc: Documento) -> Iterator[Segnale]:
    """A founder that left stays in the register with its exit date (2026: Soste srl closed)."""
    if not doc.aderenti:
        return
    noti = _noti(doc)
    nomi = [n for (n,) in noti.values()]
    for voce, pezzi in doc.sezioni:
        testi = [t for b in pezzi for t in b.testi()]
        mancanti = [m for t in testi for m in _fondatori_mancanti(t, noti, nomi)]
        if mancanti:
            yield Segnale(
                Posto(voce.get("codice")),
                f"Il testo indica tra i fondatori {_elenca(sorted(set(mancanti)))}, che non è "
                "nell'elenco degli aderenti: se è uscito dal distretto, registrarne la data di "
                "uscita; altrimenti aggiungerlo.",
            )
    firmatari = doc.accordo.get("proponenti")
    proponenti = sum(1 for a in doc.aderenti if a.get("proponente"))
    if isinstance(firmatari, int) and 0 < proponenti < firmatari:
        yield Segnale(
            Posto(doc.voce_di_tipo("aderenti")),
            f"L'accordo è stato firmato da {firmatari} proponenti e l'elenco ne riporta "
            f"{proponenti}: registrare gli altri, con la data di uscita se non ci sono più.",
        )


def _fondatori_mancanti(testo: str, noti: dict[int, tuple[str, ...]], nomi: list[str]) -> list[str]:
    """Names a text lists as founders that resemble no member at all. Only real lists of names
    count: three or more, each beginning with a capital."""
    mancanti: list[str] = []
    for forma in (_FONDATORI, _FIRMATARI):
        for trovato in forma.finditer(testo):
            elenco = next(g for g in trovato.groupdict().values() if g)
            voci = dividi_elenco(elenco, nomi)
            if len(voci) >= 3 and all(v[0].isupper() or v[0].isdecimal() for v in voci):
                mancanti += [v for v in voci if cerca(v, noti).esito == "nessuna"]
    return mancanti


@controllo("aderente_indicato_uscito", "Aderente che il testo dà per uscito")
def aderente_indicato_uscito(doc: Documento) -> Iterator[Segnale]:
    """The converse: the text tells of a closure or a withdrawal, the list knows no exit date."""
    senza_uscita = {
        forma: a.get("organizzazione") or ""
        for a in doc.aderenti
        if not a.get("al") and (forma := normalizza(a.get("organizzazione") or ""))
    }
    for voce, pezzi in doc.sezioni:
        detti = set()
        for testo in (t for b in pezzi for t in b.testi()):
            detti |= _usciti(testo, senza_uscita)
        for nome in sorted(detti):
            yield Segnale(
                Posto(voce.get("codice")),
                f"Il testo dà {nome} per uscito dal distretto, ma nell'elenco degli aderenti non "
                "ha una data di uscita: registrarla o correggere il testo.",
            )


def _usciti(testo: str, senza_uscita: dict[str, str]) -> set[str]:
    """The members of whom a text tells the exit: «il recesso di X», «X è uscita»."""
    detti: set[str] = set()
    for uscita in _USCITA.finditer(testo):
        if not _PER_POCO.search(uscita["nome"]):
            seguito = " " + normalizza(uscita["nome"]) + " "
            detti |= {n for f, n in senza_uscita.items() if seguito.startswith(f" {f} ")}
    for uscita in _USCITO.finditer(testo):
        prima = " " + normalizza(testo[max(0, uscita.start() - 80) : uscita.start()])
        detti |= {n for f, n in senza_uscita.items() if prima.endswith(f" {f}")}
    return detti


@controllo("elenco_aderenti_vuoto", "Elenco degli aderenti vuoto")
def elenco_aderenti_vuoto(doc: Documento) -> Iterator[Segnale]:
    """The 2026 form closes with the member list; the 2022 one has none."""
    if not doc.aderenti and any(v.get("tipo") == "aderenti" for v in doc.voci):
        yield Segnale(
            Posto(doc.voce_di_tipo("aderenti")),
            "L'elenco degli aderenti è vuoto: l'Agenzia lo completa dal registro.",
        )


@controllo("elenco_aderenti_senza_data", "Elenco degli aderenti senza data")
def elenco_aderenti_senza_data(doc: Documento) -> Iterator[Segnale]:
    """The list is printed «al» a day, and the determinazione repeats it."""
    if doc.aderenti and doc.aderenti_al is None:
        yield Segnale(
            Posto(doc.voce_di_tipo("aderenti"), None, "aderenti_al"),
            "Manca il giorno a cui si riferisce l'elenco degli aderenti: indicarlo.",
        )


@controllo("adesione_non_datata", "Adesione senza data, o successiva all'elenco")
def adesione_non_datata(doc: Documento) -> Iterator[Segnale]:
    """Each member is printed with the day it joined, no later than the day of the list."""
    posto = Posto(doc.voce_di_tipo("aderenti"), None, "dal")
    if senza := [
        a.get("organizzazione") or "?" for a in doc.aderenti if not data_iso(a.get("dal"))
    ]:
        yield Segnale(posto, f"Manca la data di adesione di {_elenca(senza)}: inserirla.")
    al = doc.aderenti_al
    dopo = [
        a.get("organizzazione") or "?"
        for a in doc.aderenti
        if al and (dal := data_iso(a.get("dal"))) and dal > al
    ]
    if al and dopo:
        yield Segnale(
            posto,
            f"L'elenco è al {stampa_data(al)}, ma l'adesione è successiva per {_elenca(dopo)}: "
            "correggere la data o togliere l'organizzazione dall'elenco.",
        )


@controllo("aderente_ripetuto", "Organizzazione due volte tra gli aderenti")
def aderente_ripetuto(doc: Documento) -> Iterator[Segnale]:
    """One organisation, one row: the same name under two legal forms is one organisation."""
    visti: dict[str, str] = {}
    for aderente in doc.aderenti_in_corso:
        nome = aderente.get("organizzazione") or ""
        forma = normalizza(nome)
        if forma and forma in visti:
            yield Segnale(
                Posto(doc.voce_di_tipo("aderenti")),
                f"«{nome}» e «{visti[forma]}» sembrano la stessa organizzazione: tenerne una sola.",
            )
        visti.setdefault(forma, nome)


@controllo("certificazione_mancante", "Certificazione Family Audit non indicata")
def certificazione_mancante(doc: Documento) -> Iterator[Segnale]:
    """A Distretto family audit is a network of organisations that hold that certification (Linee
    guida 2018)."""
    if (doc.snapshot.get("distretto") or {}).get("tipo") != "family_audit":
        return
    senza = [
        a.get("organizzazione") or "?"
        for a in doc.aderenti_in_corso
        if (a.get("family_audit") or "").strip(" -–.").lower() in _NESSUN_MARCHIO
    ]
    if not senza:
        return
    tutti = len(senza) == len(doc.aderenti_in_corso)
    chi = f"nessuno dei {len(senza)} aderenti" if tutti and len(senza) > 1 else _elenca(senza)
    inizio = f"Per {chi} " if tutti and len(senza) > 1 else f"Per {chi} non "
    yield Segnale(
        Posto(doc.voce_di_tipo("aderenti"), None, "family_audit"),
        f"{inizio}è indicato il marchio Family Audit, che un distretto family audit richiede: "
        "completare la colonna dal registro delle certificazioni.",
    )
