"""The office's own notes: who writes and reads them, and that nothing carries them out."""

import ast
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from distretti.models import Utente
from istruttoria import services
from istruttoria.models import Documento, Versione
from istruttoria.queries import note_interne, storia
from istruttoria.services import Rifiuto, annota, redazione
from programmi.models import Programma
from tests.istruttoria.passi import fai

NOTA, TESTO = "canarino", "usignolo"
UFFICIO = ("funzionario", "dirigente")


def leggi(programma: Programma, utente: Any) -> list[str]:
    return [letta.nota.testo for letta in note_interne(programma, utente)]


@pytest.mark.parametrize("persona", [*UFFICIO, "amministratore", "estraneo_ente", "manager"])
def test_chi_scrive_e_chi_legge(
    persona: str, programma: Programma, funzionario: Utente, persone: dict[str, Any]
) -> None:
    annota(programma=programma, autore=funzionario, testo=NOTA)
    if persona in UFFICIO:
        annota(programma=programma, autore=persone[persona], testo="Un'altra")
        assert leggi(programma, persone[persona]) == ["Un'altra", NOTA]
        return
    with pytest.raises(Rifiuto):
        annota(programma=programma, autore=persone[persona], testo="Un'altra")
    assert leggi(programma, persone[persona]) == []


@pytest.mark.parametrize(
    ("luogo", "campo"),
    [
        ({"testo": "  "}, "testo"),
        ({"voce": "capitolo-che-non-esiste"}, "voce"),
        ({"azione_tipo": "riga_vamt", "azione_numero": 10}, "azione_numero"),
        ({"azione_tipo": "riga_vamt", "azione_numero": 1, "campo": "obiettivo"}, "campo"),
    ],
)
def test_il_testo_e_il_posto_ci_vogliono(
    luogo: dict[str, Any], campo: str, programma: Programma, funzionario: Utente
) -> None:
    with pytest.raises(Rifiuto) as negato:
        annota(programma=programma, autore=funzionario, **{"testo": NOTA, **luogo})
    assert negato.value.campo == campo


def test_la_pagina_dice_il_posto(client: Client, programma: Programma, funzionario: Utente) -> None:
    client.force_login(funzionario)
    pagina = reverse("note_interne", args=[programma.pk])
    dati = {"luogo": "riga_vamt:2:percentuali", "testo": NOTA}
    testo = client.post(pagina, dati, follow=True).text
    assert "Nota scritta: la legge solo l’ufficio." in testo
    assert "<strong>Riga V.A.M.T. 2 – % DI REALIZZAZIONE</strong>" in testo


def test_una_nota_vuota_torna_con_l_errore(
    client: Client, programma: Programma, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    pagina = reverse("note_interne", args=[programma.pk])
    risposta = client.post(pagina, {"luogo": "voce:premessa", "testo": " "})
    assert risposta.status_code == 422
    assert '<option value="voce:premessa" selected>' in risposta.text


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int,
    client: Client,
    programma: Programma,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(quante):
        annota(programma=programma, autore=funzionario, testo=NOTA, voce="premessa")
    client.force_login(funzionario)
    with django_assert_num_queries(11):
        client.get(reverse("note_interne", args=[programma.pk]))


def test_una_nota_segue_la_sua_azione(
    programma: Programma, manager: Utente, funzionario: Utente
) -> None:
    prima = redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Uno", attore=manager)
    redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Due", attore=manager)
    for numero in (1, 2):
        annota(
            programma=programma,
            autore=funzionario,
            testo=f"Su {numero}",
            azione_tipo="progettualita",
            azione_numero=numero,
        )
    redazione.elimina(programma.pk, prima.pk, attore=manager)
    luoghi = {letta.nota.testo: letta.luogo for letta in note_interne(programma, funzionario)}
    parte = programma.sezioni.get(voce__tipo="progettualita").titolo
    assert luoghi == {"Su 1": parte, "Su 2": "Progettualità 1 – Due"}


# --- nothing carries a note out -------------------------------------------------------------


def test_chi_conosce_le_note() -> None:
    """The modules that name the model, all of them: a new one must be looked at here."""
    radice = Path(settings.BASE_DIR)
    stanze = ("config", "distretti", "programmi", "azioni", "documenti", "istruttoria")
    conoscono = set()
    for stanza in stanze:
        for modulo in (radice / stanza).rglob("*.py"):
            nodi = ast.walk(ast.parse(modulo.read_text(encoding="utf-8")))
            nomi = {n.id for n in nodi if isinstance(n, ast.Name)}
            if "NotaInterna" in nomi and "migrations" not in modulo.parts:
                conoscono.add(str(modulo.relative_to(radice)))
    assert conoscono == {
        "istruttoria/queries/note.py",
        "istruttoria/queries/programmi.py",  # the place of a row, never its text
        "istruttoria/services/note.py",
        "istruttoria/services/redazione/azioni.py",  # its number follows the action
    }


def test_da_nessuna_riga_si_arriva_a_una_nota() -> None:
    nota = apps.get_model("istruttoria", "NotaInterna")
    for modello in apps.get_models():
        ritorni = [r for r in modello._meta.related_objects if r.related_model is nota]
        assert all(r.is_hidden() for r in ritorni), modello


def pezzi(nome: str, contenuto: bytes) -> Iterator[str]:
    """All the text that a file holds, the files inside it included."""
    if contenuto[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
            for dentro in archivio.namelist():
                yield from pezzi(dentro, archivio.read(dentro))
    elif contenuto.rstrip().endswith(b"%%EOF"):
        lettore = PdfReader(io.BytesIO(contenuto))
        yield " ".join(pagina.extract_text() for pagina in lettore.pages)
        yield str(lettore.metadata)
        for allegato, versioni in lettore.attachments.items():
            for versione in versioni:
                yield from pezzi(allegato, versione)
    else:
        yield contenuto.decode(errors="replace")


def contiene(parola: str, nome: str, contenuto: bytes) -> bool:
    return any(parola in pezzo for pezzo in pezzi(nome, contenuto))


@pytest.fixture
def vissuto(
    nello_stato: Callable[[str], Programma],
    persone: dict[str, Any],
    pdf_finto: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> Programma:
    """A programme that went the whole way, annotated in every state; its documents are real."""
    from documenti.pdf import componi

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    programma = nello_stato("bozza")
    programma.sezioni.filter(voce__codice="premessa").update(html=f"<p>Un {TESTO} canta.</p>")
    passi = (
        ("prepara_per_la_giunta", "manager"),
        ("trasmetti", "coordinatore"),
        ("prende_in_carico", "funzionario"),
        ("chiede_integrazioni", "funzionario"),
        ("ritrasmetti", "coordinatore"),
        ("propone", "funzionario"),
        ("approva", "dirigente"),
        ("pubblica", "funzionario"),
    )
    for passo, persona in passi:
        for luogo in ({}, {"voce": "premessa"}, {"azione_tipo": "riga_vamt", "azione_numero": 1}):
            annota(programma=programma, autore=persone["funzionario"], testo=NOTA, **luogo)
        osservazione = programma.osservazioni.first()
        if passo == "chiede_integrazioni":
            services.aggiungi_osservazione(
                programma=programma, autore=persone["funzionario"], testo=f"Quale {TESTO}?"
            )
        elif passo == "ritrasmetti":
            services.rispondi_osservazione(osservazione, attore=persone["manager"], testo="Questo")
        elif passo == "propone":
            services.chiudi_osservazione(osservazione, attore=persone["funzionario"])
        with django_capture_on_commit_callbacks(execute=True):
            programma = fai(passo, programma, persone[persona])
    return programma


def test_niente_la_porta_fuori(
    vissuto: Programma,
    persone: dict[str, Any],
    mailoutbox: list[Any],
    client: Client,
    tmp_path: Path,
) -> None:
    """Versions, issued files, exports, case file, story, mails: each tells the text it should
    tell, which proves that it was searched, and never a note."""
    carte = {f"versione {v.numero}": v.contenuto.encode() for v in Versione.objects.all()}
    for documento in Documento.objects.all():
        carte[str(documento)] = services.contenuto_documento(documento)
    fascicolo = io.BytesIO()
    services.scrivi_fascicolo(vissuto, fascicolo)
    carte["fascicolo"] = fascicolo.getvalue()
    for comando in ("json", "pdf", "word", "fascicolo"):
        dove = tmp_path / f"x.{comando}"
        uscita = io.StringIO()
        opzioni = {} if comando == "json" else {"output": dove}
        call_command(f"esporta_{comando}", str(vissuto.pk), stdout=uscita, **opzioni)
        carte[f"esporta_{comando}"] = dove.read_bytes() if opzioni else uscita.getvalue().encode()
    client.force_login(persone["manager"])
    for nome in ("programma_pdf", "programma_word", "programma_json", "programma_storia"):
        carte[nome] = client.get(reverse(nome, args=[vissuto.pk])).content
    carte["storia"] = repr(storia(vissuto)).encode()
    carte["messaggi"] = "\n".join(f"{m.subject} {m.body}" for m in mailoutbox).encode()
    assert {nome for nome, carta in carte.items() if not contiene(TESTO, nome, carta)} == set()
    assert {nome for nome, carta in carte.items() if contiene(NOTA, nome, carta)} == set()


@pytest.mark.parametrize("tipo", ["csv", "xlsx"])
def test_nemmeno_gli_elenchi(
    tipo: str, vissuto: Programma, client: Client, manager: Utente
) -> None:
    vissuto.distretto.adesioni.create(organizzazione=vissuto.distretto.capofila, dal="2022-07-15")
    client.force_login(manager)
    indirizzo = reverse(f"aderenti_{tipo}", args=[vissuto.distretto_id])
    elenco = client.get(indirizzo).content
    assert contiene("Comune di Pergine", tipo, elenco)
    assert not contiene(NOTA, tipo, elenco)
