"""Who and where: the users, the districts with their members, what the districts proposed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from distretti.enums import Persona
from distretti.models import Accordo, Distretto, Ente, Organizzazione, Utente
from distretti.services import (
    affida_incarico,
    aggiungi_alias,
    chiudi_adesione,
    conferma,
    proponi,
    registra_adesione,
    registra_certificazione,
    registra_organizzazione,
    respingi,
)

IN_CARICA_DAL = date(2022, 1, 1)


@dataclass(frozen=True, slots=True)
class UtenteDemo:
    """A user to sign in with: as what, where, with which password."""

    persona: Persona
    dove: str
    email: str
    password: str


def utenti_degli_enti(
    ente: Ente, registro: dict[str, Any]
) -> tuple[dict[str, Utente], list[UtenteDemo]]:
    """The users of the authorities; those of the districts come with their incarico."""
    altro = registro["altro_ente"]
    enti = {ente.codice: ente}
    enti[altro["codice"]], _ = Ente.objects.get_or_create(codice=altro["codice"], defaults=altro)
    persone, utenti = {}, []
    for dati in registro["utenti"]:
        suo = None if dati.get("superuser") else enti[dati.get("ente", ente.codice)]
        persone[dati["persona"]] = _utente(
            dati["email"],
            registro["password"],
            nome=dati["nome"],
            cognome=dati["cognome"],
            ente=suo,
            ruolo=dati.get("ruolo", ""),
            is_superuser=dati.get("superuser", False),
        )
        utenti.append(_demo(dati, str(suo.denominazione if suo else "tutto il sistema"), registro))
    return persone, utenti


def _demo(dati: dict[str, Any], dove: str, registro: dict[str, Any]) -> UtenteDemo:
    return UtenteDemo(Persona(dati["persona"]), dove, dati["email"], registro["password"])


def _utente(email: str, password: str, **campi: Any) -> Utente:
    """The user of that address as he or she is now; with the demo's password when new."""
    esistente: Utente | None = Utente.objects.filter(email__iexact=email).first()
    return esistente or Utente.objects.create_user(email, password, **campi)


def distretti(
    ente: Ente,
    registro: dict[str, Any],
    persone: dict[str, Utente],
    utenti: list[UtenteDemo],
) -> Iterator[str]:
    for dati in registro["distretti"]:
        esistente = Distretto.objects.filter(ente=ente, codice__iexact=dati["codice"]).first()
        distretto = esistente or _distretto(ente, dati)
        if esistente is None:
            yield f"{distretto}: creato con {len(dati['aderenti'])} organizzazioni"
        for incarico in dati["incarichi"]:
            if "persona" in incarico:
                nome, _, cognome = incarico["nominativo"].partition(" ")
                utente = _utente(
                    incarico["email"], registro["password"], nome=nome, cognome=cognome
                )
                persone[incarico["persona"]] = utente
                utenti.append(_demo(incarico, str(distretto), registro))
            if esistente is None:
                _incarico(distretto, incarico, persone)


def _incarico(distretto: Distretto, dati: dict[str, Any], persone: dict[str, Utente]) -> None:
    organizzazione = dati.get("organizzazione")
    affida_incarico(
        distretto=distretto,
        ruolo=dati["ruolo"],
        nominativo=dati["nominativo"],
        dal=IN_CARICA_DAL,
        utente=persone.get(dati.get("persona", "")),
        organizzazione=organizzazione
        and Organizzazione.objects.get(ente=distretto.ente, denominazione=organizzazione),
        qualifica=dati["qualifica"],
        email=dati["email"],
    )


def _distretto(ente: Ente, dati: dict[str, Any]) -> Distretto:
    organizzazioni = {a["nome"]: _organizzazione(ente, a) for a in dati["aderenti"]}
    distretto = Distretto(
        ente=ente,
        capofila=organizzazioni[dati["capofila"]],
        **{
            campo: dati[campo]
            for campo in (
                "codice",
                "denominazione",
                "tipo",
                "nato_anno",
                "mail",
                "sito",
                "facebook",
            )
            if campo in dati
        },
    )
    distretto.full_clean()
    distretto.save()
    Accordo.objects.create(distretto=distretto, **dati["accordo"])
    for aderente in dati["aderenti"]:
        adesione = registra_adesione(
            distretto=distretto,
            organizzazione=organizzazioni[aderente["nome"]],
            dal=aderente["dal"],
            proponente=aderente.get("proponente", False),
        )
        if "al" in aderente:
            chiudi_adesione(adesione, al=aderente["al"], motivo=aderente["motivo_uscita"])
    return distretto


def _organizzazione(ente: Ente, dati: dict[str, Any]) -> Organizzazione:
    trovata = Organizzazione.objects.filter(ente=ente, denominazione__iexact=dati["nome"]).first()
    if trovata is not None:
        return trovata
    nuova = registra_organizzazione(
        ente=ente,
        denominazione=dati["nome"],
        forma_giuridica=dati["forma"],
        settore=dati["settore"],
    )
    for alias in dati.get("alias", ()):
        aggiungi_alias(nuova, alias)
    for tipo, dal in dati.get("marchi", {}).items():
        registra_certificazione(organizzazione=nuova, tipo=tipo, dal=dal)
    return nuova


def proposte(ente: Ente, registro: dict[str, Any], persone: dict[str, Utente]) -> Iterator[str]:
    """What the districts proposed, where nobody has proposed anything yet."""
    senza = set(Distretto.objects.filter(ente=ente, proposte=None).values_list("codice", flat=True))
    for dati in registro["proposte"]:
        if dati["distretto"] not in senza:
            continue
        nome = dati.get("organizzazione")
        proposta = proponi(
            distretto=Distretto.objects.get(ente=ente, codice=dati["distretto"]),
            tipo=dati["tipo"],
            autore=persone[dati["persona"]],
            organizzazione=nome and Organizzazione.objects.get(ente=ente, denominazione=nome),
            contenuto=dati["contenuto"],
        )
        if dati.get("esito") == "conferma":
            conferma(proposta, attore=persone["funzionario"])
        elif dati.get("esito") == "respingi":
            respingi(proposta, attore=persone["funzionario"], motivo=dati["motivo"])
        yield f"{proposta.distretto}: {proposta.titolo}"
