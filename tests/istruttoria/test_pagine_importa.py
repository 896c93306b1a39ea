"""Importing a Word programme in the browser."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Utente
from istruttoria.models import Importazione
from programmi.models import Programma, Schema

VERO = Path(__file__).parent.parent / "dati" / "programma-alta-valsugana-2026.docx"
IMPORTA = reverse("importa")


@pytest.fixture
def dentro(client: Client, funzionario: Utente, schema_2026: Schema) -> Client:
    client.force_login(funzionario)
    return client


def carica(client: Client, distretto: Distretto, contenuto: bytes, **dati: Any) -> Any:
    file = SimpleUploadedFile("programma.docx", contenuto)
    return client.post(IMPORTA, {"distretto": distretto.pk, "file": file, **dati})


@pytest.fixture
def letta(dentro: Client, distretto: Distretto) -> Importazione:
    carica(dentro, distretto, VERO.read_bytes())
    return Importazione.objects.get()


def test_la_lettura_aspetta_conferma(dentro: Client, distretto: Distretto) -> None:
    risposta = carica(dentro, distretto, VERO.read_bytes())
    letta = Importazione.objects.get()
    assert risposta.url == reverse("importazione", args=[letta.pk])
    assert (letta.stato, letta.anno, Programma.objects.count()) == ("letta", 2026, 0)


def test_il_rapporto_mostra_tutto_e_i_dubbi_per_primi(dentro: Client, letta: Importazione) -> None:
    risposta = dentro.get(reverse("importazione", args=[letta.pk]))
    testo = risposta.text
    assert testo.index("Dubbi della lettura") < testo.index('id="titolo-controlli"')
    assert testo.index('id="titolo-controlli"') < testo.index("Che cosa è stato letto")
    conti = {c.nome: c.quanti for c in risposta.context["conteggi"]}
    assert conti["Azioni V.A.M.T."] == 9
    assert conti["Progettualità"] == 8
    assert "Si legge:" in testo


def test_confermando_nasce_il_programma(dentro: Client, letta: Importazione) -> None:
    risposta = dentro.post(reverse("importazione_conferma", args=[letta.pk]))
    programma = Programma.objects.get()
    assert risposta.url == reverse("programma", args=[programma.pk])
    letta.refresh_from_db()
    assert (letta.stato, letta.programma) == ("confermata", programma)


def test_scartando_non_nasce_nulla(dentro: Client, letta: Importazione) -> None:
    dentro.post(reverse("importazione_scarta", args=[letta.pk]))
    letta.refresh_from_db()
    assert (letta.stato, Programma.objects.count()) == ("scartata", 0)


def test_non_si_conferma_due_volte(dentro: Client, letta: Importazione) -> None:
    dentro.post(reverse("importazione_conferma", args=[letta.pk]))
    risposta = dentro.post(reverse("importazione_conferma", args=[letta.pk]), follow=True)
    assert "è già stata confermata" in risposta.text
    assert Programma.objects.count() == 1


def test_un_file_che_non_e_word_si_spiega(dentro: Client, distretto: Distretto) -> None:
    risposta = carica(dentro, distretto, b"%PDF-1.7 non sono un Word")
    assert risposta.status_code == 422
    assert risposta.context["form"].errors["file"]
    assert not Importazione.objects.exists()


def test_un_anno_gia_preso_si_spiega(
    dentro: Client, distretto: Distretto, programma: Programma
) -> None:
    risposta = carica(dentro, distretto, VERO.read_bytes())
    assert risposta.status_code == 422
    assert "già un programma" in risposta.context["form"].errors["file"][0]


def test_un_file_troppo_grande_si_ferma_mentre_arriva(
    dentro: Client, distretto: Distretto, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    risposta = carica(dentro, distretto, b"x" * 2 * 1024 * 1024)
    assert risposta.status_code == 422
    assert "Il file supera 1 MB" in risposta.text


def test_senza_file_non_si_legge(dentro: Client, distretto: Distretto) -> None:
    assert dentro.post(IMPORTA, {"distretto": distretto.pk}).status_code == 422


def test_si_scelgono_solo_i_distretti_del_proprio_ente(
    dentro: Client, distretto: Distretto, distretto_altrove: Distretto
) -> None:
    scelte = dentro.get(IMPORTA).context["form"].fields["distretto"].queryset
    assert list(scelte) == [distretto]
    risposta = carica(dentro, distretto_altrove, VERO.read_bytes())
    assert "distretto" in risposta.context["form"].errors


def test_il_testo_letto_e_ripulito(dentro: Client, letta: Importazione) -> None:
    lettura = {**letta.lettura}
    lettura["sezioni"][0]["html"] = "<p>Ciao</p><img src=x onerror=alert(1)>"
    Importazione.objects.filter(pk=letta.pk).update(lettura=lettura)
    testo = dentro.get(reverse("importazione", args=[letta.pk])).text
    assert "<p>Ciao</p>" in testo
    assert "onerror" not in testo


def test_un_file_di_un_distretto_nuovo(dentro: Client, funzionario: Utente) -> None:
    file = SimpleUploadedFile("programma.docx", VERO.read_bytes())
    risposta = dentro.post(IMPORTA, {"nuovo_codice": "AV", "file": file}, follow=True)
    assert "il distretto è nuovo: Distretto family audit Alta Valsugana" in risposta.text
    dentro.post(reverse("importazione_conferma", args=[Importazione.objects.get().pk]))
    assert Programma.objects.get().distretto.codice == "AV"


@pytest.mark.parametrize("doppio", [True, False])
def test_il_distretto_si_sceglie_o_si_crea(
    dentro: Client, distretto: Distretto, doppio: bool
) -> None:
    dati = {"distretto": distretto.pk, "nuovo_codice": "AV"} if doppio else {}
    file = SimpleUploadedFile("programma.docx", VERO.read_bytes())
    risposta = dentro.post(IMPORTA, {"file": file, **dati})
    assert risposta.status_code == 422
    assert not Importazione.objects.exists()


def test_un_distretto_nuovo_di_un_altro_ente_non_si_vede(
    dentro: Client, estraneo_ente: Utente
) -> None:
    file = SimpleUploadedFile("programma.docx", VERO.read_bytes())
    dentro.post(IMPORTA, {"nuovo_codice": "AV", "file": file})
    dentro.force_login(estraneo_ente)
    pagina = reverse("importazione", args=[Importazione.objects.get().pk])
    assert dentro.get(pagina).status_code == 404
