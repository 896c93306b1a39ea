"""The member list out as a file and back: nothing lost, nothing written before a confirmation."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import (
    Adesione,
    AliasOrganizzazione,
    Certificazione,
    Distretto,
    Organizzazione,
    Proposta,
    Utente,
)
from distretti.services import chiudi_adesione, registra_adesione, registra_certificazione
from istruttoria import elenchi

INIZIO = date(2022, 7, 15)
TITOLI = "Denominazione;Altri nomi;Settore;Dal;Al;Motivo;Proponente;Family Audit"


@pytest.fixture
def aderenti(distretto: Distretto) -> dict[str, Organizzazione]:
    """Members with all that a list can hold, and names that a spreadsheet would run."""
    nate = {}
    for nome in ("Alfa", "=Beta+1", 'Comune «Gamma»; detto, "G"', "Società Delta"):
        nuova = Organizzazione.objects.create(
            ente=distretto.ente, denominazione=nome, settore="-Servizi", forma_giuridica="societa"
        )
        registra_adesione(
            distretto=distretto, organizzazione=nuova, dal=INIZIO, proponente=nome == "Alfa"
        )
        nate[nome] = nuova
    nate["Alfa"].alias.create(nome="A | primo")
    nate["Alfa"].alias.create(nome="+Alfetta")
    registra_certificazione(organizzazione=nate["Alfa"], tipo="family_audit", dal=INIZIO)
    chiudi_adesione(nate["Società Delta"].adesioni.get(), al=date(2024, 1, 31), motivo="chiude")
    return nate


@pytest.fixture
def dell_ufficio(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


@pytest.fixture
def del_manager(manager: Utente) -> Client:
    client = Client()
    client.force_login(manager)
    return client


def esporta(client: Client, distretto: Distretto, formato: str, al: str = "") -> bytes:
    risposta = client.get(reverse(f"aderenti_{formato}", args=[distretto.pk]), {"al": al})
    return bytes(risposta.content)


def importa(client: Client, distretto: Distretto, contenuto: bytes | str) -> Any:
    if isinstance(contenuto, str):
        contenuto = contenuto.encode()
    file = SimpleUploadedFile("elenco", contenuto)
    return client.post(reverse("aderenti_importa", args=[distretto.pk]), {"file": file})


def conferma(client: Client, distretto: Distretto, anteprima: Any, **scelte: str) -> Any:
    contesto = anteprima.context
    dati = {"righe": contesto["righe"], "impronta": contesto["impronta"], **scelte}
    return client.post(reverse("aderenti_conferma", args=[distretto.pk]), dati)


def conferma_scegliendo(client: Client, distretto: Distretto, anteprima: Any) -> Any:
    """Choose for the doubtful names, look at what follows, confirm."""
    scelte = scegli_gamma(anteprima)
    return conferma(client, distretto, conferma(client, distretto, anteprima, **scelte), **scelte)


def differenze(risposta: Any) -> list[tuple[int, str, str]]:
    return [(d.riga, d.tipo, d.nome) for d in risposta.context["confronto"].differenze]


def registro() -> list[Any]:
    modelli = (Organizzazione, AliasOrganizzazione, Adesione, Certificazione, Proposta)
    return [list(modello.objects.order_by("pk").values()) for modello in modelli]


# --- out and back ---------------------------------------------------------------------------


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
@pytest.mark.parametrize("al", ["", "2023-01-01"])
def test_reimportare_cio_che_si_e_esportato_non_cambia_niente(
    formato: str, al: str, dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    prima = registro()
    anteprima = importa(dell_ufficio, distretto, esporta(dell_ufficio, distretto, formato, al))
    confronto = anteprima.context["confronto"]
    assert differenze(anteprima) == confronto.dubbi == confronto.errori == confronto.avvisi == []
    assert confronto.uguali == (4 if al else 3)
    conferma(dell_ufficio, distretto, anteprima)
    assert registro() == prima


def test_due_nomi_che_si_somigliano_tornano_ognuno_al_suo_posto(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    for nome in ("Alfa s.r.l.", "ALFA S.p.A."):
        simile = Organizzazione.objects.create(ente=distretto.ente, denominazione=nome)
        simile.alias.create(nome="Alfa")
        registra_adesione(distretto=distretto, organizzazione=simile, dal=INIZIO)
    anteprima = importa(dell_ufficio, distretto, esporta(dell_ufficio, distretto, "xlsx"))
    assert differenze(anteprima) == anteprima.context["confronto"].dubbi == []


def test_il_file_si_scarica_e_non_si_esegue(dell_ufficio: Client, distretto: Distretto) -> None:
    risposta = dell_ufficio.get(reverse("aderenti_csv", args=[distretto.pk]), {"al": "2024-05-01"})
    nome = "distretto-family-audit-alta-valsugana-aderenti-2024-05-01.csv"
    assert risposta["Content-Disposition"] == f'attachment; filename="{nome}"'
    assert "sandbox" in risposta["Content-Security-Policy"]
    assert risposta["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_le_query_dell_esportazione_non_crescono(
    quanti: int, dell_ufficio: Client, distretto: Distretto, django_assert_num_queries: Any
) -> None:
    for n in range(quanti):
        nuova = Organizzazione.objects.create(ente=distretto.ente, denominazione=f"Org {n}")
        registra_adesione(distretto=distretto, organizzazione=nuova, dal=INIZIO)
    with django_assert_num_queries(6):
        esporta(dell_ufficio, distretto, "csv")


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_le_query_del_confronto_non_crescono(
    quanti: int, distretto: Distretto, django_assert_num_queries: Any
) -> None:
    righe = []
    for n in range(quanti):
        nuova = Organizzazione.objects.create(ente=distretto.ente, denominazione=f"Org {n}")
        registra_adesione(distretto=distretto, organizzazione=nuova, dal=INIZIO)
        vuote = ("forma_giuridica", "settore", "al", "motivo_uscita", "family_in_trentino")
        riga = dict.fromkeys(vuote, "") | {"altri_nomi": [], "proponente": None, "riga": n + 2}
        riga |= {"denominazione": f"Org {n}", "dal": "2022-07-15", "family_audit": "2024-01-01"}
        righe.append(riga)
    with django_assert_num_queries(5):
        assert len(elenchi.confronta(righe, elenchi.Registro(distretto)).differenze) == quanti


# --- what a list changes --------------------------------------------------------------------

ELENCO = f"""{TITOLI}
Alfa;;Altro;15/07/2022;;;sì;15/07/2022
=Beta+1;;;15/07/2022;31/12/2025;chiude;;
Comune «Gamma»;Gamma;;1/7/2022;;;;1/1/2024
Zeta nuova;Zeta;;1/1/2025;;;;1/2/2025
Società Delta;;;1/1/2025;;;;
"""
ATTESE = [
    (3, "uscita", "=Beta+1"),
    (2, "correzione", "Alfa"),
    (6, "adesione", "Società Delta"),
    (5, "organizzazione", "Zeta nuova"),
]


def scegli_gamma(anteprima: Any) -> dict[str, str]:
    (dubbio,) = (d for d in anteprima.context["confronto"].dubbi if d.candidati)
    return {"nome_4": str(dubbio.candidati[0].id), "nome_5": "nuova"}


def test_l_anteprima_dice_le_differenze_e_non_scrive(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    prima = registro()
    anteprima = importa(dell_ufficio, distretto, ELENCO)
    assert anteprima.status_code == 200
    assert differenze(anteprima) == ATTESE
    assert [(d.riga, d.scelta) for d in anteprima.context["confronto"].dubbi] == [
        (4, ""),
        (5, "nuova"),
    ]
    assert registro() == prima


def test_l_ufficio_conferma_e_tutto_e_scritto(
    dell_ufficio: Client, distretto: Distretto, aderenti: dict[str, Organizzazione]
) -> None:
    anteprima = importa(dell_ufficio, distretto, ELENCO)
    risposta = conferma_scegliendo(dell_ufficio, distretto, anteprima)
    assert risposta.status_code == 302
    assert aderenti["=Beta+1"].adesioni.get().motivo_uscita == "chiude"
    assert aderenti["Società Delta"].adesioni.count() == 2
    assert Organizzazione.objects.get(denominazione="Zeta nuova").certificazioni.exists()
    gamma = next(o for nome, o in aderenti.items() if "Gamma" in nome)
    assert gamma.adesioni.get().dal == date(2022, 7, 1)
    assert set(Proposta.objects.values_list("stato", flat=True)) == {"confermata"}
    assert differenze(importa(dell_ufficio, distretto, ELENCO.replace("Comune «", "«"))) == []


def test_quello_del_manager_diventa_proposte(
    del_manager: Client, distretto: Distretto, aderenti: dict[str, Organizzazione]
) -> None:
    anteprima = importa(del_manager, distretto, ELENCO)
    conferma_scegliendo(del_manager, distretto, anteprima)
    assert set(Proposta.objects.values_list("stato", flat=True)) == {"proposta"}
    assert Proposta.objects.count() == 6
    assert aderenti["=Beta+1"].adesioni.get().al is None
    assert not Organizzazione.objects.filter(denominazione="Zeta nuova").exists()


def test_le_stesse_proposte_non_si_ripetono(
    del_manager: Client, distretto: Distretto, aderenti: Any
) -> None:
    for _ in range(2):
        anteprima = importa(del_manager, distretto, ELENCO)
        conferma_scegliendo(del_manager, distretto, anteprima)
    assert Proposta.objects.count() == 6


def test_un_dubbio_non_sciolto_ferma_tutto(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    prima = registro()
    risposta = conferma(dell_ufficio, distretto, importa(dell_ufficio, distretto, ELENCO))
    assert risposta.status_code == 422
    assert "Per ogni nome dubbio occorre scegliere" in risposta.text
    assert registro() == prima


def test_cio_che_segue_da_una_scelta_si_vede_prima(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    prima = registro()
    anteprima = importa(dell_ufficio, distretto, ELENCO)
    scelte = scegli_gamma(anteprima)
    risposta = conferma(dell_ufficio, distretto, anteprima, **scelte)
    nuove = {tipo for riga, tipo, _ in differenze(risposta) if riga == 4}
    assert nuove == {"correzione", "certificazione"}
    assert registro() == prima


def test_una_riga_lasciata_fuori_non_tocca_niente(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    prima = registro()
    anteprima = importa(dell_ufficio, distretto, f"{TITOLI}\nZeta nuova;;;1/1/2025;;;;")
    ultima = conferma(dell_ufficio, distretto, anteprima, nome_2="salta")
    conferma(dell_ufficio, distretto, ultima, nome_2="salta")
    assert registro() == prima


def test_se_il_registro_cambia_nel_frattempo_si_guarda_di_nuovo(
    dell_ufficio: Client, distretto: Distretto, aderenti: dict[str, Organizzazione]
) -> None:
    anteprima = importa(dell_ufficio, distretto, f"{TITOLI}\nAlfa;;Altro;15/07/2022;;;;")
    Organizzazione.objects.filter(pk=aderenti["Alfa"].pk).update(settore="Di un collega")
    risposta = conferma(dell_ufficio, distretto, anteprima)
    assert risposta.status_code == 422
    assert "il registro di adesso" in risposta.text
    aderenti["Alfa"].refresh_from_db()
    assert aderenti["Alfa"].settore == "Di un collega"


def test_un_rifiuto_dice_la_riga_e_annulla_tutto(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any, altro_distretto: Distretto
) -> None:
    Organizzazione.objects.create(ente=distretto.ente, denominazione="Omega").alias.create(nome="O")
    testo = f"{TITOLI}\nAlfa;;Altro;15/07/2022;;;;\n=Beta+1;O;;15/07/2022;;;;"
    prima = registro()
    risposta = conferma(dell_ufficio, distretto, importa(dell_ufficio, distretto, testo))
    assert re.search("Riga 3, .* indica già", risposta.context["motivo"])
    assert registro() == prima


def test_chi_non_e_nel_file_resta_e_si_dice(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    anteprima = importa(dell_ufficio, distretto, f"{TITOLI}\nAlfa;;;15/07/2022;;;;")
    assert anteprima.context["confronto"].assenti == ["=Beta+1", 'Comune «Gamma»; detto, "G"']


@pytest.mark.parametrize(
    ("righe", "errore"),
    [
        ("Alfa;;;15/07/2022;31/12/2025;;;", "Riga 2, «Alfa»: Manca un dato: motivo dell'uscita."),
        ("Nuova;;;;;;;", "Riga 2, «Nuova»: colonna «Dal»: manca il giorno da cui aderisce."),
        ("Alfa;;;15/07/2022;;;;\nAlfa;;;15/07/2022;;;;", "Riga 3: «Alfa» è già alla riga 2."),
    ],
)
def test_gli_errori_dicono_la_riga(
    righe: str, errore: str, dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    risposta = importa(dell_ufficio, distretto, f"{TITOLI}\n{righe}\n")
    assert risposta.status_code == 422
    assert risposta.context["confronto"].errori == [errore]


def test_chi_e_uscito_non_si_riapre_in_silenzio(
    dell_ufficio: Client, distretto: Distretto, aderenti: Any
) -> None:
    anteprima = importa(dell_ufficio, distretto, f"{TITOLI}\nSocietà Delta;;;15/07/2022;;;;")
    assert differenze(anteprima) == []
    assert "è uscita il 31/01/2024" in anteprima.context["confronto"].avvisi[0]


# --- what is no list ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenuto", "detto"),
    [
        (b"%PDF-1.7", "Il file è un PDF"),
        (b"a;b\n" * 1_500_000, "Il file supera 5 MB"),
        (b"PK\x03\x04 rotto", "danneggiato o incompleto"),
        (f"{TITOLI}\nAlfa;;;domani;;;;".encode(), "Riga 2, colonna «Dal»"),
    ],
)
def test_un_file_sbagliato_si_spiega(
    contenuto: bytes, detto: str, dell_ufficio: Client, distretto: Distretto
) -> None:
    risposta = importa(dell_ufficio, distretto, contenuto)
    assert risposta.status_code == 422
    assert detto in " ".join(risposta.context["form"].errors["file"])


def test_cento_mega_si_fermano_mentre_arrivano(
    dell_ufficio: Client, distretto: Distretto, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000
    risposta = importa(dell_ufficio, distretto, b"x" * 100_000)
    assert risposta.status_code == 422
    assert "Il file supera 5 MB" in risposta.text


@pytest.mark.parametrize("righe", ["", "inventate", "W10:1:abc"])
def test_un_anteprima_non_nostra_non_si_conferma(
    righe: str, dell_ufficio: Client, distretto: Distretto
) -> None:
    url = reverse("aderenti_conferma", args=[distretto.pk])
    risposta = dell_ufficio.post(url, {"righe": righe}, follow=True)
    assert "L&#x27;anteprima è scaduta" in risposta.text


def test_l_anteprima_di_un_distretto_non_vale_per_un_altro(
    dell_ufficio: Client, distretto: Distretto, altro_distretto: Distretto, aderenti: Any
) -> None:
    anteprima = importa(dell_ufficio, distretto, ELENCO)
    conferma(dell_ufficio, altro_distretto, anteprima)
    assert not altro_distretto.adesioni.exists()
    assert not Proposta.objects.exists()


def test_il_lettore_esporta_e_non_importa(
    client: Client, distretto: Distretto, lettore: Utente
) -> None:
    client.force_login(lettore)
    assert esporta(client, distretto, "csv").startswith(b"\xef\xbb\xbf")
    assert importa(client, distretto, ELENCO).status_code == 403
