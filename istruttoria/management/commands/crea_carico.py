"""A comfortable volume of invented programmes, to see how the product behaves when it is full.

The register and the actions go in by bulk inserts, the programmes by the service that opens
them; states are written directly, so these programmes have no frozen versions and no documents.
"""

import itertools
import random
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, Indicatore, OrganizzazioneAzione, Regola
from azioni.percentuali import RegolaLetta, leggi
from distretti.atti import Atto
from distretti.enums import RUOLI_UNICI, FormaGiuridica, TipoDistretto
from distretti.models import Adesione, Distretto, Ente, Incarico, Organizzazione
from istruttoria.management.base import ComandoConDati
from programmi.enums import VOCE_DELLE_AZIONI, Stato, TipoAzione, TipoVoce
from programmi.models import AmbitoProgramma, Programma, Schema, Sezione
from programmi.services import carica_schema, crea_programma, fissa_aderenti

ULTIMO_ANNO_DEL_MODULO_2022 = 2024
ORGANIZZAZIONI = 47
REGOLE_PER_AZIONE = 2
PREFISSO = "CARICO-"
FORME = ("Cooperativa", "Associazione", "Azienda agricola", "Biblioteca", "Albergo")
NOMI = ("Acero", "Betulla", "Cembro", "Dolina", "Edera", "Faggio", "Ginepro", "Larice", "Melo")
COSE = ("laboratorio", "incontro", "percorso", "sportello", "evento", "corso", "gruppo", "patto")
PER_CHI = ("per genitori", "per nonni e nipoti", "per le aziende", "per i ragazzi", "per tutti")
FRASI = (
    "25% ogni incontro",
    "100% per relazione finale",
    "50% per ogni evento organizzato",
    "10% ogni mail inviata",
    "100% se il 20% degli aderenti partecipa",
    "100% per almeno 3 riunioni",
    "34% avvio del tavolo di lavoro",
)
# The states a programme of the current year may be in, in the order it meets them.
CAMMINO = (
    Stato.BOZZA,
    Stato.TRASMESSO,
    Stato.IN_ISTRUTTORIA,
    Stato.DA_INTEGRARE,
    Stato.APPROVATO,
    Stato.PUBBLICATO,
)


class Command(ComandoConDati):
    help = "Riempie la base di dati di distretti e programmi inventati, per le prove di volume."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--distretti", type=int, default=25)
        parser.add_argument("--anni", type=int, default=15, help="fino a quello corrente")
        parser.add_argument("--azioni", type=int, default=30, help="per ogni programma")
        parser.add_argument("--ente", default="PAT", help="codice dell'ente, creato se manca")
        parser.add_argument(
            "--forza", action="store_true", help="anche su una base di dati che è in uso"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        for nome in ("distretti", "anni", "azioni"):
            if opzioni[nome] < 1:
                raise CommandError(f"--{nome} deve essere almeno 1.")
        if not settings.DEBUG and Programma.objects.exists() and not opzioni["forza"]:
            raise CommandError(
                "La base di dati contiene già dei programmi e questa non è un'installazione "
                "di prova (DEBUG è spento). Per aggiungere comunque dati inventati: --forza."
            )
        ente = Ente.objects.filter(codice__iexact=opzioni["ente"]).first()
        if ente is None:
            ente = Ente.objects.create(codice=opzioni["ente"], denominazione="Ente di prova")
        schemi = {codice: carica_schema(ente, codice) for codice in ("2022", "2026")}
        ultimo = timezone.localdate().year
        anni = range(ultimo - opzioni["anni"] + 1, ultimo + 1)
        primo = Distretto.objects.filter(ente=ente, codice__startswith=PREFISSO).count() + 1
        azioni = 0
        for fatti, numero in enumerate(range(primo, primo + opzioni["distretti"]), start=1):
            with transaction.atomic():
                azioni += _DistrettoInventato(ente, numero, schemi).riempi(anni, opzioni["azioni"])
            self.stdout.write(
                f"\r{fatti} distretti su {opzioni['distretti']}, {azioni} azioni", ending=""
            )
            self.stdout.flush()
        self.stdout.write(
            f"\nCreati {opzioni['distretti']} distretti, "
            f"{opzioni['distretti'] * opzioni['anni']} programmi, {azioni} azioni, "
            f"{azioni * REGOLE_PER_AZIONE} regole."
        )


class _DistrettoInventato:
    """One district with its register and its programmes. The same number, the same rows."""

    def __init__(self, ente: Ente, numero: int, schemi: dict[str, Schema]) -> None:
        self.ente = ente
        self.numero = numero
        self.schemi = schemi
        self.caso = random.Random(numero)  # noqa: S311

    def riempi(self, anni: range, azioni: int) -> int:
        """Insert everything; the number of actions inserted."""
        membri = self._registro(anni.start)
        fatte: list[tuple[Azione, list[Organizzazione]]] = []
        for anno in anni:
            di_oggi = CAMMINO[self.numero % len(CAMMINO)]
            programma = self._programma(anno, di_oggi if anno == anni[-1] else Stato.PUBBLICATO)
            for azione in self._azioni(programma, azioni):
                referente, altra = self.caso.sample(membri, 2)
                azione.referenti_testo = referente.denominazione
                azione.altre_testo = altra.denominazione
                fatte.append((azione, [referente, altra]))
        Azione.objects.bulk_create((azione for azione, _ in fatte), batch_size=500)
        self._misure(fatte)
        return len(fatte)

    # --- the register ---------------------------------------------------------------------

    def _registro(self, anno: int) -> list[Organizzazione]:
        """The district with its people and members; returns the members."""
        note = Organizzazione.objects.bulk_create(
            Organizzazione(
                ente=self.ente,
                denominazione=f"{self._una(FORME)} {self._una(NOMI)} {self.numero}.{n}",
                forma_giuridica=FormaGiuridica.values[n % len(FormaGiuridica.values)],
            )
            for n in range(1, ORGANIZZAZIONI + 1)
        )
        self.distretto = Distretto.objects.create(
            ente=self.ente,
            codice=f"{PREFISSO}{self.numero}",
            denominazione=f"Distretto famiglia {self._una(NOMI)} {self.numero}",
            tipo=TipoDistretto.values[self.numero % len(TipoDistretto.values)],
            capofila=note[0],
            nato_anno=anno,
            mail=f"distretto{self.numero}@example.org",
        )
        membri = note[: 5 + self.numero * 37 % (ORGANIZZAZIONI - 5)]
        Adesione.objects.bulk_create(
            Adesione(
                distretto=self.distretto,
                organizzazione=membro,
                dal=date(anno, 1, 1 + posto % 28),
                proponente=posto < 5,
            )
            for posto, membro in enumerate(membri)
        )
        Incarico.objects.bulk_create(
            Incarico(
                distretto=self.distretto,
                ruolo=ruolo,
                nominativo=f"Persona {self.numero}.{posto}",
                email=f"persona{self.numero}.{posto}@example.org",
                dal=date(anno, 1, 1),
            )
            for posto, ruolo in enumerate(RUOLI_UNICI, start=1)
        )
        return membri

    # --- the programme --------------------------------------------------------------------

    def _programma(self, anno: int, stato: Stato) -> Programma:
        schema = self.schemi["2022" if anno <= ULTIMO_ANNO_DEL_MODULO_2022 else "2026"]
        programma = crea_programma(schema=schema, distretto=self.distretto, anno=anno)
        fissa_aderenti(programma, al=date(anno, 3, 1))
        testi = list(programma.sezioni.filter(voce__tipo=TipoVoce.NARRATIVA))
        for sezione in testi:
            sezione.html = self._paragrafi(4)
        Sezione.objects.bulk_update(testi, ["html"])
        self._porta_a(programma, stato)
        return programma

    def _porta_a(self, programma: Programma, stato: Stato) -> None:
        """The state, with what the procedure would have recorded on the way."""
        passi, anno = CAMMINO.index(stato), programma.anno
        campi: dict[str, Any] = {"stato": stato, "gruppo_di_lavoro_il": date(anno, 2, 10)}
        if passi >= CAMMINO.index(Stato.TRASMESSO):
            campi["trasmesso_il"] = date(anno, 3, 31)
            campi["delibera_giunta"] = Atto(
                "deliberazione", "Giunta comunale", str(self.numero), date(anno, 3, 20)
            )
        if passi >= CAMMINO.index(Stato.IN_ISTRUTTORIA):
            campi |= {"protocollo_numero": f"{anno}/{self.numero}"}
            campi |= {"protocollo_data": date(anno, 4, 1)}
        if passi >= CAMMINO.index(Stato.APPROVATO):
            campi |= {"determinazione_numero": str(self.numero)}
            campi |= {"determinazione_data": date(anno, 5, 28)}
        if stato == Stato.PUBBLICATO:
            campi["pubblicato_il"] = date(anno, 6, 15)
        Programma.objects.filter(pk=programma.pk).update(**campi)

    # --- the actions ----------------------------------------------------------------------

    def _azioni(self, programma: Programma, quante: int) -> Iterator[Azione]:
        ambiti: dict[str, list[AmbitoProgramma]] = {}
        for ambito in programma.ambiti.select_related("voce"):
            ambiti.setdefault(ambito.voce.tipo, []).append(ambito)
        voci = set(programma.schema.voci.values_list("tipo", flat=True))
        tipi = [tipo for tipo, voce in VOCE_DELLE_AZIONI.items() if voce in voci]
        for n, tipo in zip(range(quante), itertools.cycle(tipi), strict=False):
            dove = ambiti.get(VOCE_DELLE_AZIONI[tipo])
            yield self._azione(
                programma, tipo, 1 + n // len(tipi), self._una(dove) if dove else None
            )

    def _azione(
        self, programma: Programma, tipo: TipoAzione, posizione: int, ambito: AmbitoProgramma | None
    ) -> Azione:
        azione = Azione(
            programma=programma,
            tipo=tipo,
            posizione=posizione,
            ambito=ambito,
            titolo=self._frase().capitalize(),
            vamt=tipo == TipoAzione.RIGA_VAMT or posizione % 3 == 0,
            descrizione="\n".join(f"- {self._frase()}" for _ in range(4)),
            tempi=f"Entro 31 dicembre {programma.anno}",
            scadenza=date(programma.anno, 12, 31),
        )
        if tipo == TipoAzione.AZIONE:
            azione.obiettivo = self._frase().capitalize()
        else:
            azione.obiettivo_generale = self._frase().capitalize()
            azione.obiettivo_specifico = self._frase().capitalize()
        return azione

    def _misure(self, azioni: list[tuple[Azione, list[Organizzazione]]]) -> None:
        organizzazioni, indicatori, regole = [], [], []
        for azione, scelte in azioni:
            for ruolo, scelta in zip(RuoloOrganizzazione, scelte, strict=True):
                organizzazioni.append(
                    OrganizzazioneAzione(
                        azione=azione,
                        ruolo=ruolo,
                        posizione=1,
                        testo=scelta.denominazione,
                        organizzazione=scelta,
                    )
                )
            for posizione in range(1, REGOLE_PER_AZIONE + 1):
                indicatori.append(
                    Indicatore(azione=azione, posizione=posizione, testo=f"N. {self._frase()}")
                )
                regole.append(_regola(azione, posizione, _letta(self._una(FRASI))))
        for modello, righe in (
            (OrganizzazioneAzione, organizzazioni),
            (Indicatore, indicatori),
            (Regola, regole),
        ):
            modello.objects.bulk_create(righe, batch_size=500)

    # --- words ----------------------------------------------------------------------------

    def _una(self, elenco: Any) -> Any:
        return self.caso.choice(elenco)

    def _frase(self) -> str:
        return f"{self._una(COSE)} «{self._una(NOMI)}» {self._una(PER_CHI)}"

    def _paragrafi(self, quanti: int) -> str:
        return "".join(
            f"<p>{'; '.join(self._frase() for _ in range(8))}.</p>" for _ in range(quanti)
        )


@cache
def _letta(frase: str) -> RegolaLetta:
    (regola,) = leggi(frase)
    return regola


def _regola(azione: Azione, posizione: int, letta: RegolaLetta) -> Regola:
    return Regola(
        azione=azione,
        posizione=posizione,
        testo=letta.testo,
        tipo=letta.tipo,
        percentuale=letta.percentuale,
        unita=letta.unita or "",
        obiettivo=letta.obiettivo,
        soglia=letta.soglia,
        quota=letta.quota,
        base=letta.base or "",
        da_confermare=letta.da_confermare,
        lettura=letta.lettura(),
    )
