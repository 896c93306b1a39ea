"""A list that was read, beside the register: what is new, changed, gone, doubtful.

An empty cell never erases, and who is not in the list stays as it is: both are said, neither is
done.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from distretti import queries
from distretti.enums import TipoCertificazione, TipoProposta
from distretti.models import Adesione, Organizzazione, Proposta
from distretti.nomi import Candidato, normalizza
from distretti.services import RegistroRifiutato
from distretti.services.contenuti import leggi_contenuto
from distretti.tempo import spazi
from istruttoria.elenchi.registro import Registro

NUOVA, SALTA = "nuova", "salta"
MAX_IGNOTI = 200  # each costs a comparison with every known name

Riga = Mapping[str, Any]

# Exits first: who comes back may be in the list twice.
ORDINE = (
    TipoProposta.USCITA,
    TipoProposta.CORREZIONE,
    TipoProposta.CERTIFICAZIONE,
    TipoProposta.ADESIONE,
    TipoProposta.ORGANIZZAZIONE,
)


@dataclass(frozen=True, slots=True)
class Differenza:
    """One change that the list asks for, in the shape of a proposal."""

    riga: int
    nome: str
    tipo: str
    organizzazione: Organizzazione | None
    contenuto: dict[str, Any]

    @property
    def genere(self) -> str:
        return str(TipoProposta(self.tipo).label)

    @property
    def voci(self) -> list[queries.Voce]:
        return queries.voci(Proposta(tipo=self.tipo, contenuto=self.contenuto))


@dataclass(frozen=True, slots=True)
class Dubbio:
    """A name that the register has not, or that may mean several organisations."""

    riga: int
    nome: str
    candidati: tuple[Candidato, ...]
    scelta: str


@dataclass(slots=True)
class Confronto:
    """What a list would change. ``dubbi`` are the names for a person to settle, settled or not."""

    differenze: list[Differenza] = field(default_factory=list)
    dubbi: list[Dubbio] = field(default_factory=list)
    errori: list[str] = field(default_factory=list)
    avvisi: list[str] = field(default_factory=list)
    assenti: list[str] = field(default_factory=list)
    uguali: int = 0

    @property
    def da_scegliere(self) -> bool:
        return any(not dubbio.scelta for dubbio in self.dubbi)

    @property
    def impronta(self) -> str:
        """Tells whether what would be applied is what the preview showed."""
        visto = [[d.riga, d.tipo, d.contenuto] for d in self.differenze]
        visto += [[d.riga, d.nome, [c.id for c in d.candidati]] for d in self.dubbi]
        return hashlib.sha256(json.dumps(visto, sort_keys=True).encode()).hexdigest()


def confronta(
    righe: Sequence[Riga], registro: Registro, scelte: Mapping[int, str] | None = None
) -> Confronto:
    """Compare; ``scelte`` says, by row, what a doubtful name is: an id, ``nuova`` or ``salta``."""
    esito = Confronto()
    viste: dict[Any, int] = {}
    presenti: set[int] = set()
    for riga in righe:
        trovata = _quale(riga, registro, scelte or {}, esito)
        if trovata == SALTA:
            continue
        chiave = (trovata, riga["dal"]) if isinstance(trovata, int) else normalizza(_nome(riga))
        if chiave in viste:
            esito.errori.append(
                f"Riga {riga['riga']}: «{_nome(riga)}» è già alla riga {viste[chiave]}."
            )
            continue
        viste[chiave] = riga["riga"]
        if isinstance(trovata, int):
            presenti.add(trovata)
        _aggiungi(riga, trovata, registro, esito)
        if len(esito.dubbi) > MAX_IGNOTI:
            raise RegistroRifiutato(
                f"Più di {MAX_IGNOTI} nomi non sono nel registro: controllare che sia l'elenco "
                "giusto."
            )
    esito.differenze.sort(key=lambda d: (ORDINE.index(TipoProposta(d.tipo)), d.riga))
    esito.assenti = sorted(
        str(registro.organizzazioni[pk])
        for pk, adesioni in registro.adesioni.items()
        if pk not in presenti and any(a.al is None for a in adesioni)
    )
    return esito


def _nome(riga: Riga) -> str:
    return str(riga["denominazione"])


def _quale(
    riga: Riga, registro: Registro, scelte: Mapping[int, str], esito: Confronto
) -> int | str:
    """The organisation's id, ``nuova`` or ``salta``; a doubt is noted with its choice."""
    abbinamento = registro.abbina(_nome(riga))
    if abbinamento.id is not None:
        return abbinamento.id
    scelta = scelte.get(riga["riga"], "" if abbinamento.candidati else NUOVA)
    ammesse = {str(c.id) for c in abbinamento.candidati}
    if scelta not in {*ammesse, NUOVA, SALTA}:
        scelta = ""
    esito.dubbi.append(Dubbio(riga["riga"], _nome(riga), abbinamento.candidati, scelta))
    return int(scelta) if scelta in ammesse else scelta or SALTA


def _aggiungi(riga: Riga, trovata: int | str, registro: Registro, esito: Confronto) -> None:
    """The differences of one row; what is wrong with it is noted with its row."""
    prima = len(esito.differenze)
    try:
        if isinstance(trovata, int):
            chi = registro.organizzazioni[trovata]
            esito.differenze += list(_di_una_nota(riga, chi, registro, esito))
        else:
            esito.differenze.append(_nuova(riga))
    except RegistroRifiutato as rifiuto:
        esito.errori.append(f"Riga {riga['riga']}, «{_nome(riga)}»: {rifiuto}")
        return
    if len(esito.differenze) == prima:
        esito.uguali += 1


def _differenza(
    riga: Riga, tipo: TipoProposta, chi: Organizzazione | None, contenuto: Mapping[str, Any]
) -> Differenza:
    nome = str(chi or _nome(riga))
    return Differenza(riga["riga"], nome, tipo, chi, leggi_contenuto(tipo, contenuto))


def _nuova(riga: Riga) -> Differenza:
    _pretendi_dal(riga)
    contenuto = {campo: valore for campo, valore in riga.items() if campo != "riga"}
    contenuto["proponente"] = bool(riga["proponente"])
    return _differenza(riga, TipoProposta.ORGANIZZAZIONE, None, contenuto)


def _pretendi_dal(riga: Riga) -> None:
    if not riga["dal"]:
        raise RegistroRifiutato("colonna «Dal»: manca il giorno da cui aderisce.")


def _di_una_nota(
    riga: Riga, chi: Organizzazione, registro: Registro, esito: Confronto
) -> Iterator[Differenza]:
    correzione = _dell_organizzazione(riga, chi, registro)
    adesione = _adesione(riga, registro.adesioni.get(chi.pk, []))
    if adesione is None:
        _pretendi_dal(riga)
        campi = ("dal", "al", "motivo_uscita")
        contenuto = {campo: riga[campo] for campo in campi}
        contenuto["proponente"] = bool(riga["proponente"])
        yield _differenza(riga, TipoProposta.ADESIONE, chi, contenuto)
    else:
        if esce := bool(riga["al"] and adesione.al is None):
            uscita = {"al": riga["al"], "motivo_uscita": riga["motivo_uscita"]}
            yield _differenza(riga, TipoProposta.USCITA, chi, uscita)
        propria = _dell_adesione(riga, adesione, esce=esce)
        if propria:
            correzione |= propria | {"adesione": adesione.dal.isoformat()}
        if adesione.al is not None and not riga["al"]:
            esito.avvisi.append(
                f"Riga {riga['riga']}: nel registro «{chi}» è uscita il {adesione.al:%d/%m/%Y}. "
                "Se rientra, scrivere una riga nuova con il giorno in cui rientra."
            )
    yield from _dei_marchi(riga, chi, registro, correzione)
    if correzione:
        yield _differenza(riga, TipoProposta.CORREZIONE, chi, correzione)


def _adesione(riga: Riga, adesioni: Sequence[Adesione]) -> Adesione | None:
    """The membership that a row speaks of: the one that began that day, else the one that it
    overlaps; without a day, the open one or the last."""
    if not riga["dal"]:
        return max(adesioni, key=lambda a: (a.al is None, a.dal), default=None)
    for adesione in adesioni:
        if adesione.dal.isoformat() == riga["dal"]:
            return adesione
    toccate = [
        a
        for a in adesioni
        if (a.al is None or a.al.isoformat() >= riga["dal"])
        and (not riga["al"] or a.dal.isoformat() <= riga["al"])
    ]
    if len(toccate) > 1:
        raise RegistroRifiutato("i giorni indicati coprono più adesioni del registro.")
    return toccate[0] if toccate else None


def _dell_organizzazione(riga: Riga, chi: Organizzazione, registro: Registro) -> dict[str, Any]:
    cambia: dict[str, Any] = {}
    for campo in ("forma_giuridica", "settore"):
        attuale = getattr(chi, campo)
        if riga[campo] and riga[campo] != spazi(attuale):
            cambia[campo] = [attuale, riga[campo]]
    noti = {spazi(nome).casefold() for nome in registro.noti[chi.pk]}
    nuovi = [nome for nome in riga["altri_nomi"] if nome.casefold() not in noti]
    if nuovi:
        cambia["altri_nomi"] = nuovi
    return cambia


def _dell_adesione(riga: Riga, adesione: Adesione, *, esce: bool) -> dict[str, Any]:
    """Corrections of the membership; of its end too, unless this row is what ends it."""
    cambia: dict[str, Any] = {}
    attuali: dict[str, Any] = {"dal": adesione.dal.isoformat(), "proponente": adesione.proponente}
    if not esce:
        attuali["al"] = adesione.al.isoformat() if adesione.al else ""
        attuali["motivo_uscita"] = adesione.motivo_uscita
    for campo, attuale in attuali.items():
        detto = riga[campo]
        uguale = spazi(attuale) == detto if campo == "motivo_uscita" else attuale == detto
        if detto not in ("", None) and not uguale:
            cambia[campo] = [attuale, detto]
    return cambia


def _dei_marchi(
    riga: Riga, chi: Organizzazione, registro: Registro, correzione: dict[str, Any]
) -> Iterator[Differenza]:
    """A mark not held yet is new; another day for the one held is a correction."""
    for tipo in (str(t) for t in TipoCertificazione):
        giorno = riga[tipo]
        propri = registro.marchi.get((chi.pk, tipo), [])
        if not giorno or any(m.dal.isoformat() == giorno for m in propri):
            continue
        aperto = next((m for m in propri if m.al is None), None)
        if aperto is not None:
            correzione[tipo] = [aperto.dal.isoformat(), giorno]
        else:
            yield _differenza(riga, TipoProposta.CERTIFICAZIONE, chi, {"tipo": tipo, "dal": giorno})
