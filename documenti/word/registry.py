"""The tables of label and value: district data, actors, channels."""

import re
from typing import Any

from documenti.word.blocks import Paragrafo, Riga, Tabella, indirizzi_di, righe_di
from documenti.word.labels import chiave
from documenti.word.result import Esito

VOCI = ("dati_distretto", "attori", "canali")
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_TELEFONO = re.compile(
    r"^(?:(?:tel|cell|telefono|cellulare|mobile|fax)\b[\s.:/]*)*"
    r"\+?\(?\d[\d\s./()+-]{4,}\d(?:\s*(?:int|interno)\.?\s*\d+)?$",
    re.I,
)
_TELEFONO_DENTRO = re.compile(
    r"\(?((?:tel|cell|telefono|cellulare|mobile)\b[\s.:/]*\+?\d[\d\s./-]{4,}\d)\)?", re.I
)
_QUALIFICA = re.compile(r"^(\S+(?:\s\S+){1,3}?)(?:\s+[-–—]\s+|,\s+)(?=[^\W\d])(.+)$")
_VUOTI = frozenset({"", "-", "--", "–", "—", "/", "tbd", "nd", "n.d", "n.d.", "nessuno", "nessuna"})
_DATI = (
    ("delibera", ("delibera",)),
    ("nascita", ("nascita",)),
    ("accordo", ("sottoscrizione", "accordo", "firma")),
)
_ATTORI = (
    ("capofila", ("capofila",)),
    ("coordinatore", ("coordinat",)),
    ("manager", ("manager", "referente tecnico", "rto")),
    ("referente_amministrativo", ("amministrativ", "amm[.]")),
)
_CANALI = (
    ("altri", ("altri", "altro social", "instagram", "twitter", "linkedin", "youtube", "tiktok")),
    ("mail", ("mail", "posta elettronica")),
    ("sito", ("sito", "web")),
    ("facebook", ("facebook",)),
)
_LESSICO = {"dati_distretto": _DATI, "attori": _ATTORI, "canali": _CANALI}
_COLONNE = re.compile(
    r"(?:ruol|figur|funzion|nominativ|recapit|contatt|riferiment|dat|valor|canal|indirizz)[eaoi]"
    r"|nome(?: e cognome)?|e-?mail|telefono|link|descrizione|ente|organizzazione|attor[ei]|social"
)
_ETICHETTA = re.compile(r"^([^:\n]{3,70}):\s*(\S.*)$", re.S)


def tipo_di(voce: str, etichetta: str) -> str:
    """The kind of a row of ``voce`` by its label, "altro" when the form has no such row.

    >>> tipo_di("attori", "REFERENTE TECNICO ORGANIZZATIVO (RTO)")
    'manager'
    """
    nudo = chiave(etichetta)
    for tipo, segni in _LESSICO[voce]:
        if any(re.search(rf"\b{segno}", nudo) for segno in segni):
            return tipo
    return "altro"


def voce_di_riga(etichetta: str, predefinita: str | None) -> str | None:
    """Which of the three tables a row belongs to; the section it stands in comes first."""
    if predefinita is not None and tipo_di(predefinita, etichetta) != "altro":
        return predefinita
    nudo = chiave(etichetta)
    if re.search(r"\b(nascita|delibera|sottoscrizione)\b", nudo):
        return "dati_distretto"
    if re.search(r"\b(capofila|coordinat\S+ istituzional\w+|manager territorial\w+)", nudo) or (
        re.search(r"\breferente (tecnico|amministrativ)", nudo)
    ):
        return "attori"
    if re.search(r"^(mail|e-mail|sito web|pagina facebook|altri social)\b", nudo):
        return "canali"
    return predefinita


def leggi_tabella(tabella: Tabella, predefinita: str | None, esito: Esito) -> list[Riga] | None:
    """Read the rows it knows and return the others; None when the table is of another kind.

    Outside the three sections (``predefinita`` None) every row must be a known one.
    """
    if tabella.larghezza < 2 and predefinita is None:
        return None
    righe = [r for r in tabella.righe if any(c.testo for c in r.celle)]
    if predefinita is None:
        voci = [_voce_certa(r) for r in righe]
        if len(voci) < 2 or None in voci:
            return None
    ignote: list[Riga] = []
    ultima: list[Any] | None = None
    if righe and _e_titolo_colonne(righe[0]):
        titoli = ", ".join(f"«{c.testo}»" for c in righe.pop(0).celle if c.testo)
        esito.dubbio(f"Titoli di colonna che il modulo non ha, non importati: {titoli}.")
    for riga in righe:
        etichetta = " ".join(riga.celle[0].testo.split()).rstrip(" :")
        contenuto = [r for c in riga.celle[1:] for r in righe_di(c.blocchi)]
        if predefinita == "canali":
            esito.indirizzi.update(indirizzi_di([b for c in riga.celle for b in c.blocchi]))
        if not etichetta or (riga.coperte and riga.coperte[0].colonna == 0):
            continua = contenuto if not etichetta else [etichetta, *contenuto]
            if ultima is not None:
                ultima[1].extend(continua)
                _registra(*ultima, esito=esito, sostituisci=True)
            else:
                ignote.append(riga)
            continue
        voce = voce_di_riga(etichetta, predefinita)
        if voce is None or (len(riga.celle) < 2 and not _una_cella(riga)):
            ignote.append(riga)
            continue
        if len(riga.celle) == 1:
            divisa = _ETICHETTA.match(riga.celle[0].testo)
            assert divisa is not None
            etichetta, contenuto = divisa.group(1).strip(), divisa.group(2).split("\n")
        ultima = [voce, contenuto, etichetta]
        _registra(voce, contenuto, etichetta, esito=esito)
    return ignote


def _e_titolo_colonne(riga: Riga) -> bool:
    """A first row such as "Ruolo, Nominativo, Contatti"."""
    chiavi = [chiave(c.testo) for c in riga.celle if c.testo]
    return len(chiavi) > 1 and all(_COLONNE.fullmatch(p) for k in chiavi for p in k.split("/"))


def leggi_paragrafo(paragrafo: Paragrafo, voce: str, esito: Esito) -> bool:
    """ "Organizzazione capofila: Comune di …" written as a line instead of a table row."""
    divisa = _ETICHETTA.match(paragrafo.piano)
    if divisa is None or tipo_di(voce, divisa.group(1)) == "altro":
        return False
    _registra(voce, divisa.group(2).split("\n"), divisa.group(1).strip(), esito=esito)
    return True


def _una_cella(riga: Riga) -> bool:
    return _ETICHETTA.match(riga.celle[0].testo) is not None


def _voce_certa(riga: Riga) -> str | None:
    if len(riga.celle) != 2:
        return None
    return voce_di_riga(riga.celle[0].testo, None)


def _registra(
    voce: str, righe: list[str], etichetta: str, *, esito: Esito, sostituisci: bool = False
) -> None:
    elenco = getattr(esito, voce)
    if sostituisci:
        elenco.pop()
    righe = [r for r in (r.strip() for r in righe) if r]
    if voce == "dati_distretto":
        valore = "\n".join(righe)
        elenco.append(
            {"chiave": tipo_di(voce, etichetta), "etichetta": etichetta, "valore": valore}
        )
    elif voce == "attori":
        ruolo = tipo_di(voce, etichetta)
        elenco.append({"ruolo": ruolo, "etichetta": etichetta, **leggi_attore(ruolo, righe)})
    else:
        testo = "\n".join(righe)
        vuoto = chiave(testo) in _VUOTI or testo.lower().strip() in _VUOTI
        elenco.append(
            {
                "tipo": tipo_di(voce, etichetta),
                "etichetta": etichetta,
                "testo": testo,
                "valore": None if vuoto else esito.indirizzi.get(testo, testo),
            }
        )


def leggi_attore(ruolo: str, righe: list[str]) -> dict[str, str]:
    """The fields of an actor; a person's office may follow the name on the same line."""
    scheda = leggi_persona(righe)
    divisa = _QUALIFICA.match(scheda["nominativo"]) if ruolo != "capofila" else None
    if divisa is not None:
        scheda["nominativo"] = divisa.group(1)
        scheda["qualifica"] = "\n".join(q for q in (divisa.group(2), scheda["qualifica"]) if q)
    return scheda


def leggi_persona(righe: list[str]) -> dict[str, str]:
    """Name, office, e-mail and telephone of an actor's cell, whatever lines they share.

    >>> leggi_persona(["Anna Rossi", "Assessora", "a@b.it – tel. 0461/000000"])["telefono"]
    'tel. 0461/000000'
    """
    nominativo = ""
    email: list[str] = []
    telefono: list[str] = []
    qualifica: list[str] = []
    for riga in righe:
        indirizzi = _EMAIL.findall(riga)
        resto = riga
        if not _TELEFONO.match(riga):
            telefono.extend(m.group(1) for m in _TELEFONO_DENTRO.finditer(riga))
            resto = _TELEFONO_DENTRO.sub(" ", riga).strip(" ,;-–—")
            riga = " ".join(resto.split())
        for indirizzo in indirizzi:
            resto = resto.replace(indirizzo, " ")
        if indirizzi:
            email.extend(indirizzi)
            resto = re.sub(r"\b(?:e-?mail|mail|posta)\s*:?", " ", resto, flags=re.I)
            resto = re.sub(r"\(\s*\)|<\s*>", " ", resto)
        pezzi = [resto.strip(" \t-–—,;:/|")]
        if not _TELEFONO.match(pezzi[0]):
            pezzi = [p.strip(" \t-–—,;|") for p in re.split(r"\s[–—|-]\s|[;|]", pezzi[0])]
            if not any(_TELEFONO.match(p) for p in pezzi):
                pezzi = [resto.strip(" \t,;:|") if indirizzi else riga]
        for pezzo in (" ".join(p.split()) for p in pezzi):
            if not pezzo:
                continue
            if _TELEFONO.match(pezzo):
                telefono.append(pezzo)
            elif not nominativo and not qualifica:
                nominativo = pezzo
            else:
                qualifica.append(pezzo)
    return {
        "nominativo": nominativo,
        "qualifica": "\n".join(qualifica),
        "email": ", ".join(email),
        "telefono": ", ".join(telefono),
    }
