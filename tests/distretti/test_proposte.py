"""What a district proposes and what the office decides, through the services."""

from datetime import date
from typing import Any

import pytest

from distretti.models import Adesione, Distretto, Organizzazione, Proposta, Utente
from distretti.services import (
    GiaProposta,
    RegistroRifiutato,
    conferma,
    proponi,
    registra,
    registra_adesione,
    registra_certificazione,
    respingi,
    ritira,
)

INIZIO, USCITA = date(2022, 7, 15), date(2026, 6, 30)


@pytest.fixture
def adesione(distretto: Distretto, capofila: Organizzazione) -> Adesione:
    return registra_adesione(distretto=distretto, organizzazione=capofila, dal=INIZIO)


@pytest.fixture
def uscita(adesione: Adesione, manager: Utente) -> Proposta:
    return proponi(
        distretto=adesione.distretto,
        tipo="uscita",
        autore=manager,
        organizzazione=adesione.organizzazione,
        contenuto={"al": USCITA, "motivo_uscita": "chiude"},
    )


def test_una_proposta_non_cambia_il_registro(uscita: Proposta, adesione: Adesione) -> None:
    adesione.refresh_from_db()
    assert (uscita.stato, adesione.al) == ("proposta", None)


def test_confermata_scrive_nel_registro(
    uscita: Proposta, adesione: Adesione, funzionario: Utente
) -> None:
    conferma(uscita, attore=funzionario)
    adesione.refresh_from_db()
    assert (adesione.al, adesione.motivo_uscita) == (USCITA, "chiude")
    assert (uscita.stato, uscita.decisa_da) == ("confermata", funzionario)


def test_respinta_dice_perche_e_lascia_tutto(
    uscita: Proposta, adesione: Adesione, funzionario: Utente
) -> None:
    respingi(uscita, attore=funzionario, motivo="Non risulta.")
    adesione.refresh_from_db()
    assert (uscita.stato, uscita.motivo, adesione.al) == ("respinta", "Non risulta.", None)


def test_senza_motivo_non_si_respinge(uscita: Proposta, funzionario: Utente) -> None:
    with pytest.raises(RegistroRifiutato, match="motivo"):
        respingi(uscita, attore=funzionario, motivo="  ")


def test_ritirata_da_chi_scrive_per_il_distretto(uscita: Proposta, coordinatore: Utente) -> None:
    ritira(uscita, attore=coordinatore)
    assert (uscita.stato, uscita.decisa_da) == ("ritirata", coordinatore)


@pytest.mark.parametrize("chi", ["manager", "lettore", "estraneo", "estraneo_ente"])
def test_decide_solo_l_ufficio(chi: str, uscita: Proposta, persone: dict[str, Any]) -> None:
    with pytest.raises(RegistroRifiutato, match="funzionario"):
        conferma(uscita, attore=persone[chi])


@pytest.mark.parametrize("chi", ["lettore", "estraneo", "estraneo_ente"])
def test_non_tutti_propongono(chi: str, distretto: Distretto, persone: dict[str, Any]) -> None:
    with pytest.raises(RegistroRifiutato, match="Le proposte le fanno"):
        proponi(
            distretto=distretto, tipo="dati", autore=persone[chi], contenuto={"sito": ["", "x.it"]}
        )


def test_un_distretto_revocato_non_cambia(distretto: Distretto, manager: Utente) -> None:
    distretto.stato = "revocato"
    with pytest.raises(RegistroRifiutato, match="revocato"):
        proponi(distretto=distretto, tipo="dati", autore=manager, contenuto={"sito": ["", "x.it"]})


def test_chi_arriva_secondo_sa_chi_e_stato_primo(
    uscita: Proposta, funzionario: Utente, dirigente: Utente
) -> None:
    stessa = Proposta.objects.get(pk=uscita.pk)
    conferma(uscita, attore=funzionario)
    with pytest.raises(RegistroRifiutato, match=r"Nel frattempo .* confermata da Fulvio Funzi"):
        respingi(stessa, attore=dirigente, motivo="No.")


def test_diventata_impossibile_resta_e_dice_perche(
    uscita: Proposta, adesione: Adesione, funzionario: Utente
) -> None:
    Adesione.objects.filter(pk=adesione.pk).update(al=date(2026, 1, 31), motivo_uscita="altro")
    with pytest.raises(RegistroRifiutato, match="non aderisce"):
        conferma(uscita, attore=funzionario)
    uscita.refresh_from_db()
    assert uscita.stato == "proposta"


def test_cio_che_il_registro_rifiuta_non_si_propone(adesione: Adesione, manager: Utente) -> None:
    with pytest.raises(RegistroRifiutato, match="aderisce già"):
        proponi(
            distretto=adesione.distretto,
            tipo="adesione",
            autore=manager,
            organizzazione=adesione.organizzazione,
            contenuto={"dal": USCITA},
        )
    assert not Proposta.objects.exists()


def test_la_stessa_proposta_non_si_fa_due_volte(uscita: Proposta, manager: Utente) -> None:
    with pytest.raises(GiaProposta, match="aspetta già"):
        proponi(
            distretto=uscita.distretto,
            tipo="uscita",
            autore=manager,
            organizzazione=uscita.organizzazione,
            contenuto={"al": USCITA, "motivo_uscita": "chiude"},
        )


def test_l_ufficio_registra_subito_e_resta_nella_storia(
    adesione: Adesione, funzionario: Utente
) -> None:
    fatta = registra(
        distretto=adesione.distretto,
        tipo="certificazione",
        attore=funzionario,
        organizzazione=adesione.organizzazione,
        contenuto={"tipo": "family_audit", "dal": INIZIO},
    )
    assert (fatta.stato, fatta.autore) == ("confermata", funzionario)
    assert adesione.organizzazione.certificazioni.get().dal == INIZIO


def test_una_nuova_organizzazione_nasce_alla_conferma(
    distretto: Distretto, manager: Utente, funzionario: Utente
) -> None:
    proposta = proponi(
        distretto=distretto,
        tipo="organizzazione",
        autore=manager,
        contenuto={
            "denominazione": "Forno Rossi",
            "altri_nomi": ["Rossi pane"],
            "dal": INIZIO,
            "family_audit": INIZIO,
        },
    )
    assert not Organizzazione.objects.filter(denominazione="Forno Rossi").exists()
    nuova = conferma(proposta, attore=funzionario).organizzazione
    assert nuova is not None
    assert nuova.adesioni.get().dal == nuova.certificazioni.get().dal == INIZIO
    assert nuova.alias.get().nome == "Rossi pane"


def test_i_canali_cambiano_solo_se_nessuno_li_ha_cambiati(
    distretto: Distretto, manager: Utente, funzionario: Utente
) -> None:
    contenuto = {"sito": ["", "www.nuovo.example"], "facebook": ["", "-"]}
    proposta = proponi(distretto=distretto, tipo="dati", autore=manager, contenuto=contenuto)
    assert proposta.contenuto == {"sito": ["", "www.nuovo.example"]}
    Distretto.objects.filter(pk=distretto.pk).update(sito="www.altro.example")
    with pytest.raises(RegistroRifiutato, match=r"il registro è cambiato \(sito web\)"):
        conferma(proposta, attore=funzionario)
    distretto.refresh_from_db()
    assert distretto.sito == "www.altro.example"


def test_una_correzione_tocca_tutto_o_niente(adesione: Adesione, funzionario: Utente) -> None:
    chi = adesione.organizzazione
    registra_certificazione(organizzazione=chi, tipo="family_audit", dal=INIZIO)
    contenuto = {
        "settore": ["", "Servizi"],
        "dal": [INIZIO, date(2022, 7, 1)],
        "family_audit": [INIZIO, date(2021, 1, 1)],
        "adesione": INIZIO,
    }
    registra(
        distretto=adesione.distretto,
        tipo="correzione",
        attore=funzionario,
        organizzazione=chi,
        contenuto=contenuto,
    )
    chi.refresh_from_db()
    assert (chi.settore, chi.adesioni.get().dal) == ("Servizi", date(2022, 7, 1))
    assert chi.certificazioni.get().dal == date(2021, 1, 1)


def test_una_correzione_non_sovrappone_due_adesioni(
    adesione: Adesione, funzionario: Utente
) -> None:
    Adesione.objects.filter(pk=adesione.pk).update(al=date(2023, 1, 1))
    registra_adesione(
        distretto=adesione.distretto, organizzazione=adesione.organizzazione, dal=USCITA
    )
    with pytest.raises(RegistroRifiutato, match="copre gli stessi giorni"):
        registra(
            distretto=adesione.distretto,
            tipo="correzione",
            attore=funzionario,
            organizzazione=adesione.organizzazione,
            contenuto={"dal": [USCITA, date(2022, 12, 1)], "adesione": USCITA},
        )


@pytest.mark.parametrize(
    ("tipo", "contenuto", "motivo"),
    [
        ("adesione", {}, "dal"),
        ("adesione", {"dal": "31/02/2024"}, "non è una data"),
        ("adesione", {"dal": "2024-05-01", "al": "2024-04-01"}, "fine"),
        ("uscita", {"al": "2024-05-01"}, "motivo"),
        ("certificazione", {"tipo": "iso", "dal": "2024-05-01"}, "voci ammesse"),
        ("organizzazione", {"denominazione": " "}, "denominazione"),
        ("dati", {"mail": ["", "non una mail"]}, "Mail"),
        ("dati", {"sito": ["a", "a"]}, "nulla di cambiato"),
        ("correzione", {"dal": ["2024-05-01", ""]}, "manca la data"),
    ],
)
def test_un_contenuto_sbagliato_dice_che_cosa(
    tipo: str, contenuto: dict[str, Any], motivo: str, adesione: Adesione, manager: Utente
) -> None:
    with pytest.raises(RegistroRifiutato, match=motivo):
        proponi(
            distretto=adesione.distretto,
            tipo=tipo,
            autore=manager,
            organizzazione=adesione.organizzazione,
            contenuto=contenuto,
        )


def test_un_campo_che_non_c_e_e_un_errore_di_chi_programma(
    distretto: Distretto, manager: Utente
) -> None:
    with pytest.raises(ValueError, match="has no"):
        proponi(distretto=distretto, tipo="uscita", autore=manager, contenuto={"stato": "x"})
