"""Which Ente, district, year and schema a file belongs to."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from distretti.models import Distretto, Ente
from distretti.models.distretto import CODICE
from istruttoria.importazione.errori import ImportazioneRifiutata
from istruttoria.importazione.esito import Rapporto
from programmi.enums import TipoVoce
from programmi.models import Schema
from programmi.services import esiste_programma_vivo

ANNI = range(2000, 2101)
_ANNO = re.compile(r"(?<!\d)20\d\d(?!\d)")


def scegli_ente(codice: str) -> Ente:
    """The Ente named by its code; without one, the only one there is, or that has schemas."""
    if codice:
        ente = Ente.objects.filter(codice__iexact=codice).first()
        if ente is None:
            raise ImportazioneRifiutata(f"Non c'è un ente con il codice «{codice}».")
        return ente
    enti = list(Ente.objects.order_by("pk"))
    if len(enti) != 1:
        pronti = list(Ente.objects.filter(schemi__isnull=False).distinct())
        if len(pronti) == 1:
            return pronti[0]
        codici = ", ".join(e.codice for e in enti)
        raise ImportazioneRifiutata(f"Gli enti sono più d'uno ({codici}): indicare --ente CODICE.")
    return enti[0]


def trova_distretto(ente: Ente, codice: str) -> Distretto | None:
    return (
        Distretto.objects.select_related("ente", "capofila")
        .filter(ente=ente, codice__iexact=codice)
        .first()
    )


def controlla_codice(codice: str) -> None:
    """A code that could name a new district."""
    try:
        CODICE(codice)
    except ValidationError as errore:
        raise ImportazioneRifiutata(f"«{codice}»: {errore.messages[0]}") from errore
    if len(codice) > 30:
        raise ImportazioneRifiutata("Il codice di un distretto ha al massimo 30 caratteri.")


def controlla_libero(ente: Ente, codice: str) -> None:
    """A code that no district of the Ente has yet."""
    if esistente := trova_distretto(ente, codice):
        raise ImportazioneRifiutata(
            f"Il codice «{codice}» è già di «{esistente}»: sceglierlo dall'elenco dei distretti, "
            "oppure dare un altro codice a quello nuovo."
        )


def controlla_anno(lettura: dict[str, Any], anno: int | None, rapporto: Rapporto) -> int:
    """The year asked for, which must be the one on the title page when that names one.

    A year that the reading took from elsewhere (the file's name, the times) only makes a doubt.
    """
    letto: int | None = lettura["anno"]
    if anno is None:
        if letto is None:
            raise ImportazioneRifiutata("L'anno non si legge nel file: indicarlo.")
        anno = letto
    if anno not in ANNI:
        raise ImportazioneRifiutata(f"{anno} non è un anno per cui si importano programmi.")
    stampati = {int(a) for riga in lettura["titolo"] for a in _ANNO.findall(riga)}
    if stampati and anno not in stampati:
        raise ImportazioneRifiutata(
            f"Il file è il programma del {letto}, non del {anno}: controllare il file o l'anno."
        )
    if letto not in (None, anno):
        rapporto.dubbio(f"Il programma è importato per il {anno}, il file sembra del {letto}.")
    return anno


def controlla_posto(distretto: Distretto, anno: int) -> None:
    if esiste_programma_vivo(distretto, anno):
        raise ImportazioneRifiutata(posto_occupato(distretto.denominazione, anno))


def posto_occupato(distretto: str, anno: int) -> str:
    return (
        f"{distretto} ha già un programma per il {anno}: per importarne un altro, prima annullare "
        "quello."
    )


def forma(schema: Schema) -> str:
    """The form of file that a schema can hold: that of 2022 or that of 2026."""
    tipi = {voce.tipo for voce in schema.voci.all()}
    return "2026" if tipi & {TipoVoce.RIGHE_VAMT, TipoVoce.PROGETTUALITA} else "2022"


def scegli_schema(
    ente: Ente,
    lettura: dict[str, Any],
    *,
    anno: int,
    codice: str = "",
    storico: bool = False,
    rapporto: Rapporto,
) -> Schema:
    """The Ente's schema for the file: the one asked for, else the year's own of the file's form.

    A form stays in force until a schema of the other form follows it: a 2023 programme goes on
    the 2022 schema, a 2022 form for 2026 is refused. A year older than every schema of its form
    goes on the first one, with a doubt.
    """
    schemi = list(Schema.objects.filter(ente=ente).prefetch_related("voci").order_by("anno", "pk"))
    letta = lettura["schema"]
    if codice:
        return _chiesto(schemi, codice, letta, anno=anno, storico=storico, rapporto=rapporto)
    if not storico:
        schemi = [s for s in schemi if s.attivo]
    adatti = [s for s in schemi if forma(s) == letta]
    if not adatti:
        raise ImportazioneRifiutata(
            f"Il file ha la forma del {letta}, ma nessuno schema attivo dell'ente la prevede."
        )
    precedenti = [s for s in adatti if s.anno <= anno]
    if not precedenti:
        rapporto.dubbio(
            f"Il {anno} viene prima di ogni schema con la forma del file: si usa «{adatti[0]}»."
        )
        return adatti[0]
    scelto = precedenti[-1]
    superato = next(
        (s for s in reversed(schemi) if scelto.anno < s.anno <= anno and forma(s) != letta), None
    )
    if superato is not None:
        raise ImportazioneRifiutata(
            f"Il file ha la forma del {letta}, ma per il {anno} è in vigore «{superato}», che ha "
            f"quella del {forma(superato)}. Se è il file giusto, riscriverlo nella forma nuova "
            f"oppure indicare --schema {scelto.codice}."
        )
    return scelto


def _chiesto(
    schemi: list[Schema], codice: str, letta: str, *, anno: int, storico: bool, rapporto: Rapporto
) -> Schema:
    scelto = next((s for s in schemi if s.codice.casefold() == codice.casefold()), None)
    if scelto is None:
        codici = ", ".join(s.codice for s in schemi)
        raise ImportazioneRifiutata(f"Non c'è uno schema «{codice}». Ci sono: {codici}.")
    if forma(scelto) != letta:
        raise ImportazioneRifiutata(
            f"Il file ha la forma del {letta}, lo schema «{scelto}» quella del {forma(scelto)}: "
            "scegliere lo schema che corrisponde al file."
        )
    if not scelto.attivo and not storico:
        raise ImportazioneRifiutata(
            f"Lo schema «{scelto}» non è più attivo: ci si importano solo programmi storici "
            "(--storico)."
        )
    if scelto.anno > anno:
        rapporto.dubbio(f"Lo schema «{scelto}» è di un anno successivo al {anno}.")
    return scelto
