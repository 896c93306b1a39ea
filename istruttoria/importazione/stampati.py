"""The rows that a programme prints as the file has them: data, actors, channels, members."""

from datetime import date
from typing import Any

from django.db import models

from istruttoria.importazione.organizzazioni import Abbinatore
from istruttoria.importazione.sezioni import Sezioni
from programmi.enums import ChiaveDato, RuoloAttore, TipoCanale, TipoVoce
from programmi.models import (
    AderenteProgramma,
    AttoreProgramma,
    CanaleProgramma,
    DatoProgramma,
    Programma,
)


def scrivi_stampati(
    programma: Programma, lettura: dict[str, Any], sezioni: Sezioni, abbinatore: Abbinatore
) -> None:
    """Write every row of the lettura; what does not fit a column goes, marked, to its section."""
    DatoProgramma.objects.bulk_create(
        DatoProgramma(
            programma=programma,
            chiave=_fra(r["chiave"], ChiaveDato, ChiaveDato.ALTRO),
            etichetta=_entro(sezioni, r["etichetta"], DatoProgramma, "etichetta"),
            valore=r["valore"] or "",
            posizione=i,
        )
        for i, r in enumerate(lettura["dati_distretto"], 1)
    )
    AttoreProgramma.objects.bulk_create(
        _attore(programma, r, i, sezioni, abbinatore) for i, r in enumerate(lettura["attori"], 1)
    )
    CanaleProgramma.objects.bulk_create(
        CanaleProgramma(
            programma=programma,
            tipo=_fra(r["tipo"], TipoCanale, TipoCanale.ALTRO),
            etichetta=_entro(sezioni, r["etichetta"], CanaleProgramma, "etichetta"),
            testo=_entro(sezioni, r["testo"] or "", CanaleProgramma, "testo"),
            posizione=i,
        )
        for i, r in enumerate(lettura["canali"], 1)
    )
    AderenteProgramma.objects.bulk_create(
        _aderente(programma, r, i, sezioni, abbinatore)
        for i, r in enumerate(lettura["aderenti"], 1)
    )


def _fra(valore: Any, scelte: type[models.TextChoices], altrimenti: str) -> str:
    return str(valore if valore in scelte.values else altrimenti)


_VOCE = {
    DatoProgramma: TipoVoce.DATI_DISTRETTO,
    AttoreProgramma: TipoVoce.ATTORI,
    CanaleProgramma: TipoVoce.CANALI,
    AderenteProgramma: TipoVoce.ADERENTI,
}


def _entro(sezioni: Sezioni, testo: str, modello: type[models.Model], colonna: str) -> str:
    codice = sezioni.codice_di(_VOCE[modello])
    return sezioni.entro(testo, modello, colonna, codice)


def _attore(
    programma: Programma,
    riga: dict[str, Any],
    posizione: int,
    sezioni: Sezioni,
    abbinatore: Abbinatore,
) -> AttoreProgramma:
    ruolo = _fra(riga["ruolo"], RuoloAttore, RuoloAttore.ALTRO)
    capofila = ruolo == RuoloAttore.CAPOFILA and riga["nominativo"]
    return AttoreProgramma(
        programma=programma,
        ruolo=ruolo,
        qualifica=riga["qualifica"] or "",
        organizzazione_id=abbinatore.trova(riga["nominativo"]) if capofila else None,
        posizione=posizione,
        **{
            colonna: _entro(sezioni, riga[colonna] or "", AttoreProgramma, colonna)
            for colonna in ("etichetta", "nominativo", "email", "telefono")
        },
    )


def _aderente(
    programma: Programma,
    riga: dict[str, Any],
    posizione: int,
    sezioni: Sezioni,
    abbinatore: Abbinatore,
) -> AderenteProgramma:
    """``posizione`` follows the list; a printed number that differs is a doubt."""
    nome = riga["organizzazione"]
    dal, al = giorno(riga["dal"]), giorno(riga["al"])
    if dal and al and al < dal:
        sezioni.rapporto.dubbio(
            f"«{nome}» uscirebbe il {al:%d/%m/%Y}, prima di aderire ({dal:%d/%m/%Y}): l'uscita "
            "non è stata registrata."
        )
        al = None
    if riga["numero"] not in (None, posizione):
        sezioni.rapporto.dubbio(
            f"Nell'elenco «{nome}» ha il numero {riga['numero']}, ma è la riga {posizione}."
        )
    return AderenteProgramma(
        programma=programma,
        posizione=posizione,
        organizzazione_id=abbinatore.trova(nome) if nome else None,
        dal=dal,
        al=al,
        proponente=riga["proponente"],
        denominazione=_entro(sezioni, nome, AderenteProgramma, "denominazione"),
        **{
            colonna: _entro(sezioni, riga[colonna] or "", AderenteProgramma, colonna)
            for colonna in ("dal_testo", "family_in_trentino", "family_audit")
        },
    )


def giorno(testo: str | None) -> date | None:
    """An ISO day of the lettura."""
    return date.fromisoformat(testo) if testo else None
