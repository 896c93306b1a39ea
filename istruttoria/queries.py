"""Page-shaped reads of the procedure."""

from programmi.models import Programma


class ProgrammaNonTrovato(LookupError):
    """No single programme answers to the text given; the message is for the reader."""


def trova_programma(testo: str) -> Programma:
    """The programme named by an id, ``CODICE/ANNO`` or, among several Enti, ``ENTE/CODICE/ANNO``.

    A district's year may hold closed programmes beside the live one: the live one is meant.
    """
    programmi = Programma.objects.select_related("distretto__ente", "schema")
    testo = testo.strip()
    pezzi = [pezzo.strip() for pezzo in testo.split("/")]
    if not all(pezzo.isprintable() and "\x00" not in pezzo for pezzo in pezzi):
        raise ProgrammaNonTrovato("Il programma si indica con il suo numero o con CODICE/ANNO.")
    if len(pezzi) == 1 and testo.isascii() and testo.isdigit():
        trovato = programmi.filter(pk=int(testo)).first() if len(testo) <= 18 else None
        if trovato is None:
            raise ProgrammaNonTrovato(f"Nessun programma ha il numero {testo}.")
        return trovato
    anno = pezzi[-1]
    if len(pezzi) not in (2, 3) or not (anno.isascii() and anno.isdigit() and len(anno) == 4):
        raise ProgrammaNonTrovato(
            f"«{testo}» non indica un programma: dare il suo numero oppure CODICE/ANNO, "
            "per esempio ALTAVALSUGANA/2026."
        )
    trovati = programmi.filter(distretto__codice__iexact=pezzi[-2], anno=int(anno))
    if len(pezzi) == 3:
        trovati = trovati.filter(distretto__ente__codice__iexact=pezzi[0])
    candidati = list(trovati.vivi()) or list(trovati.order_by("-pk")[:1])
    if not candidati:
        raise ProgrammaNonTrovato(f"Nessun programma {testo}: controllare codice e anno.")
    if len(candidati) > 1:
        quali = ", ".join(
            f"{p.distretto.ente.codice}/{p.distretto.codice}/{anno}" for p in candidati
        )
        raise ProgrammaNonTrovato(f"«{testo}» indica più programmi ({quali}): aggiungere l'ente.")
    return candidati[0]
