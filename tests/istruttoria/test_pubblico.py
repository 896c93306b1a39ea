"""What anybody may read, and what a file's hash is the hash of."""

import hashlib
import html
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria import archivio, services
from istruttoria.models import CopiaFirmata, Documento, Versione
from istruttoria.pubblico import proietta
from istruttoria.queries.pubblico import cerca_pubblicati, emissioni, riscontra
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma
from tests.istruttoria.passi import fai

Porta = Callable[[str], Programma]

SEGRETI = {
    "telefono": "0461-CANARINO",
    "email": "canarino@privato.example",
    "dubbio": "canarino del dubbio",
}


@pytest.fixture
def pubblicato(nello_stato: Porta, dirigente: Utente) -> Programma:
    """The whole way to the publication, with an officer's remark and a person's contacts."""
    programma = nello_stato("in_istruttoria")
    attore = programma.attori.exclude(nominativo="").first()
    attore.telefono, attore.email = SEGRETI["telefono"], SEGRETI["email"]
    attore.save()
    regola = programma.azioni.get(posizione=1).regole.first()
    regola.lettura = {**regola.lettura, "dubbio": SEGRETI["dubbio"]}
    regola.save()
    remark = services.aggiungi_osservazione(
        programma=programma, autore=dirigente, testo="canarino dell’osservazione"
    )
    services.invia_osservazioni(programma)
    services.chiudi_osservazione(remark, attore=dirigente)
    approvato = fai("approva", programma, dirigente)
    return fai("pubblica", approvato, dirigente)


def _testo(client: Client, nome: str, *args: Any, **query: Any) -> str:
    risposta = client.get(reverse(nome, args=args), query)
    assert risposta.status_code == 200
    return risposta.content.decode()


def _edizione(programma: Programma) -> tuple[int, int]:
    return programma.pk, emissioni(programma)[0].versione.numero


# --- the closed list --------------------------------------------------------------------------


def test_niente_di_personale_o_interno_esce(pubblicato: Programma, client: Client) -> None:
    contenuto = Versione.objects.order_by("-numero").first().contenuto
    assert all(segreto in contenuto for segreto in SEGRETI.values())
    pagine = [
        _testo(client, "pubblicato", pubblicato.pk),
        _testo(client, "pubblicato_json", *_edizione(pubblicato)),
        _testo(client, "pubblicati"),
        _testo(client, "verifica", impronta=Documento.objects.get(tipo="atto").sha256),
    ]
    for pagina in pagine:
        assert "canarino" not in pagina.lower()


def test_ogni_chiave_pubblica_e_scritta(programma: Programma) -> None:
    """A key more in every object of the snapshot: none of them comes out."""
    snapshot = componi_snapshot(programma)
    nuovo = _con_chiavi_nuove(snapshot)
    assert json.dumps(nuovo).count("INTRUSO") > 50
    assert proietta(nuovo) == proietta(snapshot)


def _con_chiavi_nuove(valore: Any) -> Any:
    """The value with a key more in each of its objects; ``campi`` is a map, not an object."""
    if isinstance(valore, list):
        return [_con_chiavi_nuove(v) for v in valore]
    if not isinstance(valore, dict):
        return valore
    dentro = {chiave: _con_chiavi_nuove(v) for chiave, v in valore.items()}
    mappa = all(isinstance(v, list) for v in valore.values())
    return dentro if mappa else {**dentro, "chiave_nuova": "INTRUSO"}


def test_si_legge_ciò_che_fu_approvato(pubblicato: Programma, client: Client) -> None:
    """The page speaks of the version, whatever happens to the rows afterwards."""
    titolo = pubblicato.azioni.get(posizione=1).titolo
    pubblicato.azioni.all().delete()
    assert titolo in _testo(client, "pubblicato", pubblicato.pk)


def test_la_frase_sì_la_sua_lettura_no(pubblicato: Programma, client: Client) -> None:
    pagina = _testo(client, "pubblicato", pubblicato.pk)
    assert pubblicato.azioni.get(posizione=1).regole.first().testo in html.unescape(pagina)
    assert "Si legge:" not in pagina


@pytest.mark.parametrize("stato", ["bozza", "trasmesso", "in_istruttoria", "approvato"])
def test_ciò_che_non_è_pubblicato_non_si_legge(
    stato: str, nello_stato: Porta, client: Client
) -> None:
    programma = nello_stato(stato)
    for nome, args in (
        ("pubblicato", (programma.pk,)),
        ("pubblicato_pdf", (programma.pk, 1)),
        ("pubblicato_json", (programma.pk, 1)),
    ):
        assert client.get(reverse(nome, args=args)).status_code == 404
    assert str(programma) not in _testo(client, "pubblicati")
    assert str(programma) not in _testo(client, "verifica_atto", programma.pk)


def test_il_pdf_è_quello_emesso(pubblicato: Programma, client: Client) -> None:
    risposta = client.get(reverse("pubblicato_pdf", args=_edizione(pubblicato)))
    emesso = Documento.objects.get(tipo="atto")
    assert hashlib.sha256(risposta.content).hexdigest() == emesso.sha256


def test_un_revocato_resta_leggibile_e_segnato(
    pubblicato: Programma, dirigente: Utente, client: Client
) -> None:
    fai("revoca", pubblicato, dirigente)
    pagina = _testo(client, "pubblicato", pubblicato.pk)
    assert "Revocato." in pagina
    assert "non è più in vigore" in pagina
    assert "Revocato" in _testo(client, "pubblicati")


# --- the list ---------------------------------------------------------------------------------


def test_si_cerca_per_distretto_comune_e_anno(pubblicato: Programma, client: Client) -> None:
    assert list(cerca_pubblicati(distretto=pubblicato.distretto_id)) == [pubblicato]
    assert list(cerca_pubblicati(anno=pubblicato.anno)) == [pubblicato]
    assert list(cerca_pubblicati(comune="comune a")) == [pubblicato]
    assert not cerca_pubblicati(distretto=0)
    assert not cerca_pubblicati(anno=1999)
    assert not cerca_pubblicati(comune="Comune B")
    pagina = _testo(client, "pubblicati", comune="Comune Z")
    assert "Nessun programma pubblicato risponde" in pagina
    assert "Un filtro non si può leggere" in _testo(client, "pubblicati", anno="boh")


def test_la_lista_vuota_si_spiega(db: None, client: Client) -> None:
    assert "Non c’è ancora nessun programma" in _testo(client, "pubblicati")


@pytest.mark.parametrize("quanti", [1, 3, 40])
def test_domande_costanti(
    quanti: int, pubblicato: Programma, client: Client, django_assert_num_queries: Any
) -> None:
    for posto in range(quanti):
        copia = Programma.objects.get(pk=pubblicato.pk)
        copia.pk, copia.anno = None, 1980 + posto
        copia.dal, copia.al = date(copia.anno, 1, 1), date(copia.anno, 12, 31)
        copia.save(force_insert=True)
    with django_assert_num_queries(5):
        client.get(reverse("pubblicati"))
    with django_assert_num_queries(4):
        client.get(reverse("pubblicato", args=[pubblicato.pk]))


# --- verification -----------------------------------------------------------------------------


@pytest.fixture
def file_emesso(pubblicato: Programma) -> bytes:
    return services.contenuto_documento(Documento.objects.get(tipo="atto"))


def _invia(client: Client, **dati: Any) -> str:
    risposta = client.post(reverse("verifica"), dati, follow=True)
    return str(risposta.content.decode())


def test_il_file_emesso_si_riconosce(
    pubblicato: Programma, file_emesso: bytes, client: Client
) -> None:
    pagina = _invia(client, file=SimpleUploadedFile("x.pdf", file_emesso))
    assert "Sì, è il documento emesso" in pagina
    assert "n. 5663 del 28/05/2026" in pagina
    assert "Dora Dirige" in pagina


def test_anche_dalla_sola_impronta(pubblicato: Programma, client: Client) -> None:
    impronta = Documento.objects.get(tipo="atto").sha256
    scritta = f" {impronta[:32].upper()} {impronta[32:]}"
    assert "Sì, è il documento emesso" in _invia(client, impronta=scritta)


def test_un_byte_in_più_e_non_è_quello(file_emesso: bytes, client: Client) -> None:
    pagina = _invia(client, file=SimpleUploadedFile("x.pdf", file_emesso + b"\n"))
    assert "Non risulta emesso" in pagina


def test_della_bozza_per_la_giunta_non_si_dice(
    nello_stato: Porta, manager: Utente, client: Client
) -> None:
    fai("prepara_per_la_giunta", nello_stato("bozza"), manager)
    assert riscontra(Documento.objects.get(tipo="programma").sha256).documento is None


def test_un_atto_approvato_e_non_ancora_pubblicato(
    nello_stato: Porta, dirigente: Utente, client: Client
) -> None:
    programma = fai("approva", nello_stato("in_istruttoria"), dirigente)
    pagina = _testo(client, "verifica", impronta=Documento.objects.get(tipo="atto").sha256)
    assert "Sì, è il documento emesso" in pagina
    assert reverse("pubblicato", args=[programma.pk]) not in pagina


def test_un_atto_revocato_si_riconosce_e_si_dice(
    pubblicato: Programma, dirigente: Utente, client: Client
) -> None:
    fai("revoca", pubblicato, dirigente)
    pagina = _testo(client, "verifica", impronta=Documento.objects.get(tipo="atto").sha256)
    assert "È un documento emesso, ma revocato" in pagina


def test_il_documento_di_un_altro_programma(
    pubblicato: Programma, nello_stato: Porta, client: Client
) -> None:
    altro = Programma.objects.get(pk=pubblicato.pk)
    altro.pk, altro.anno, altro.dal, altro.al = None, 2020, date(2020, 1, 1), date(2020, 12, 31)
    altro.save(force_insert=True)
    impronta = Documento.objects.get(tipo="atto").sha256
    assert "ma di un altro programma" in _testo(
        client, "verifica_atto", altro.pk, impronta=impronta
    )
    giusto = _testo(client, "verifica_atto", pubblicato.pk, impronta=impronta)
    assert "Sì, è il documento emesso" in giusto


@pytest.mark.parametrize(
    ("dati", "motivo"),
    [
        ({}, "Scegliere un file"),
        ({"impronta": "abc"}, "Non è un’impronta SHA-256"),
        ({"impronta": "z" * 64}, "Non è un’impronta SHA-256"),
    ],
)
def test_una_domanda_sbagliata_si_spiega(
    dati: dict[str, str], motivo: str, db: None, client: Client
) -> None:
    risposta = client.post(reverse("verifica"), dati)
    assert (risposta.status_code, motivo in risposta.content.decode()) == (422, True)


def test_un_file_troppo_grande_si_spiega(db: None, client: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    grande = SimpleUploadedFile("x.pdf", b"x" * (1024 * 1024 + 1))
    risposta = client.post(reverse("verifica"), {"file": grande})
    assert (risposta.status_code, "supera 1 MB" in risposta.content.decode()) == (422, True)


def test_troppe_verifiche_insieme_aspettano(db: None, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"verifica": "2/m/ip"}
    esiti = [client.post(reverse("verifica"), {"impronta": "0" * 64}).status_code for _ in range(3)]
    assert esiti == [302, 302, 429]


# --- signed copies ----------------------------------------------------------------------------


@pytest.fixture
def firmato(pubblicato: Programma, dirigente: Utente) -> bytes:
    """The published act, with its signed copy in the archive; the bytes of the copy."""
    emesso = Documento.objects.get(tipo="atto")
    contenuto = b"%PDF-1.7 firmato"
    file = archivio.archivia(contenuto)
    emesso.copie.create(
        nome="firmato.pdf",
        file=file.nome,
        sha256=file.sha256,
        dimensione=file.dimensione,
        formato="pades",
        conforme=True,
        rilievi={"firme": [FIRMA]},
        riservati={"codici_fiscali": ["CANARINO"]},
        autore=dirigente,
    )
    return contenuto


FIRMA = {
    "firmatario": "Dora Dirige",
    "organizzazione": "",
    "emittente": "Autorità di prova",
    "dichiarata_il": "2026-05-28T10:00:00+00:00",
    "marca_il": "",
    "fiducia": "riconosciuta",
}


def test_la_copia_firmata_si_scarica_e_dice_chi_firma(
    pubblicato: Programma, firmato: bytes, client: Client
) -> None:
    pagina = _testo(client, "pubblicato", pubblicato.pk)
    assert "Firma di <strong>Dora Dirige</strong>" in pagina
    assert "canarino" not in pagina.lower()
    copia = CopiaFirmata.objects.get()
    scaricata = client.get(reverse("pubblicato_firmato", args=[pubblicato.pk, copia.pk]))
    assert scaricata.content == firmato


def test_si_verificano_la_copia_firmata_e_l_originale(
    firmato: bytes, file_emesso: bytes, client: Client
) -> None:
    della_copia = _invia(client, file=SimpleUploadedFile("f.pdf", firmato))
    assert "Sì, è la copia firmata del documento emesso" in della_copia
    dell_originale = _invia(client, file=SimpleUploadedFile("x.pdf", file_emesso))
    assert "Sì, è il documento emesso" in dell_originale
    for pagina in (della_copia, dell_originale):
        assert "Firma di <strong>Dora Dirige</strong>" in pagina
        assert "canarino" not in pagina.lower()


def test_una_copia_riscritta_e_non_decisa_resta_fuori(
    pubblicato: Programma, firmato: bytes, client: Client
) -> None:
    riga = CopiaFirmata.objects.get()
    attesa = archivio.archivia(b"%PDF-1.7 riscritto")
    riga.pk, riga.conforme, riga.sha256, riga.file = None, False, attesa.sha256, attesa.nome
    riga.save(force_insert=True)
    assert (
        client.get(reverse("pubblicato_firmato", args=[pubblicato.pk, riga.pk])).status_code == 404
    )
    assert riscontra(attesa.sha256).documento is None
