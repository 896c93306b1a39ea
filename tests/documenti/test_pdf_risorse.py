"""Nothing in a programme makes the renderer open a socket or read a file of the server."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documenti.pdf import componi
from documenti.pdf.impaginazione import Risorse
from documenti.pdf.risorse import risorse_ammesse
from tests.documenti.stampa import RADICE, con_azioni, narrativa, progettualita, vuoto

CANARINO = "canarino-7f3a91c2-che-non-deve-cantare"

VETTORI = [
    "<img src='{u}'>",
    "<img srcset='{u} 2x' src='{f}'>",
    "<link rel=stylesheet href='{u}'>",
    "<link rel=attachment href='{f}'>",
    "<a rel=attachment href='{f}'>allegato</a>",
    "<p><a rel=attachment href='{u}'>allegato</a></p>",
    "<style>@import url({u});</style>",
    "<style>@import '{f}';</style>",
    "<style>@font-face{{font-family:x;src:url({u})}}p{{font-family:x}}</style><p>x</p>",
    "<style>p{{background:url({u})}}</style><p>x</p>",
    "<p style='background:url({u})'>x</p>",
    "<p style=\"list-style-image:url('{f}')\">x</p>",
    "<table background='{u}'><tr><td background='{u}'>x</td></tr></table>",
    "<body background='{u}'>x</body>",
    "<object data='{f}' type='text/html'>x</object>",
    "<object data='{u}' type='image/png'></object>",
    "<embed src='{u}'>",
    "<iframe src='{f}'></iframe>",
    "<svg><image href='{u}'/><use href='{u}#a'/></svg>",
    "<svg><style>@import url({u})</style><text>x</text></svg>",
    "<base href='{u}'><img src='x.png'>",
    "<meta http-equiv=refresh content='0;url={u}'>",
    '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg">'
    '<image href="{u}"/></svg>\'>',
    "<video src='{u}' poster='{u}'></video>",
    "<input type=image src='{u}'>",
    "<p>x</p><xml><!DOCTYPE a [<!ENTITY e SYSTEM '{f}'>]>&e;</xml>",
    "<!DOCTYPE html SYSTEM '{u}'><p>x</p>",
    "<?xml-stylesheet href='{u}'?><p>x</p>",
    "<script src='{u}'></script>",
    "<math><mtext><img src='{u}'></mtext></math>",
    "<p><img src='documenti:../../../config/settings.py'><img src='documenti:%2e%2e/x'></p>",
    "<ul style='list-style:url({u})'><li>x</li></ul>",
    "<template><img src='{u}'></template><noscript><img src='{u}'></noscript>",
    "<a href='{f}'>file</a><a href='javascript:fetch(1)'>js</a>",
]


@pytest.fixture
def ascolto() -> Iterator[tuple[str, list[Any]]]:
    """An address of this machine that remembers who knocks."""
    chiamate: list[Any] = []
    porta = socket.create_server(("127.0.0.1", 0))
    porta.settimeout(0.1)
    basta = threading.Event()

    def ascolta() -> None:
        while not basta.is_set():
            try:
                connessione, da = porta.accept()
            except TimeoutError:
                continue
            chiamate.append(da)
            connessione.close()

    filo = threading.Thread(target=ascolta)
    filo.start()
    yield f"http://127.0.0.1:{porta.getsockname()[1]}/x.png", chiamate
    basta.set()
    filo.join()
    porta.close()


@pytest.fixture
def canarino(tmp_path: Path) -> str:
    file = tmp_path / "canarino.txt"
    file.write_text(CANARINO, encoding="utf-8")
    return file.as_uri()


def _contiene(pdf: bytes, segreto: str) -> bool:
    """Whether the secret is in the file: in a stream, in an attachment, in the text."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as documento:
        pezzi = [pdf]
        for oggetto in documento.objects:
            if isinstance(oggetto, pikepdf.Stream):
                pezzi.append(oggetto.read_bytes())
    return any(segreto.encode() in pezzo for pezzo in pezzi)


def test_la_ricerca_del_canarino_lo_trova_quando_c_e() -> None:
    assert _contiene(componi(narrativa(f"<p>{CANARINO}</p>")), CANARINO)


def test_nessun_vettore_apre_connessioni_o_legge_file(
    ascolto: tuple[str, list[Any]], canarino: str
) -> None:
    url, chiamate = ascolto
    assert len(VETTORI) >= 20
    for vettore in VETTORI:
        html = vettore.format(u=url, f=canarino)
        snapshot = {
            **narrativa(html),
            "ambiti": [{"voce": "premessa", "numero": 1, "titolo": html, "introduzione": html}],
            "titolo": [html],
            "determinazione": {"premesse": [html], "oggetto": html},
        }
        assert not _contiene(componi(snapshot, determinazione=True), CANARINO), vettore
    tutti = "".join(VETTORI).format(u=url, f=canarino)
    componi(con_azioni(progettualita(1, titolo=tutti, descrizione=tutti)))
    assert chiamate == []


@pytest.mark.parametrize(
    "indirizzo",
    [
        "http://127.0.0.1:1/",
        "https://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "data:text/css,p{}",
        "documenti:../config/settings.py",
        "documenti:/etc/passwd",
        "documenti:programma.css?x",
        "DOCUMENTI:altro.css",
        "altro:programma.css",
        "",
    ],
)
def test_il_fornitore_rifiuta_ogni_altro_indirizzo(indirizzo: str) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        Risorse().fetch(indirizzo)


def test_il_fornitore_serve_solo_i_nostri_fogli_e_caratteri() -> None:
    nostri = RADICE / "static" / "documenti"
    for indirizzo, file in risorse_ammesse().items():
        assert Risorse().fetch(indirizzo).read() == file.read_bytes()
        assert file.parent == nostri or file.suffix == ".ttf"


def test_il_json_allegato_e_il_solo_allegato(canarino: str) -> None:
    import io

    import pikepdf

    pdf = componi(narrativa(f"<p><a rel='attachment' href='{canarino}'>x</a></p>"))
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        assert list(documento.attachments) == ["programma.json"]
        dentro = json.loads(documento.attachments["programma.json"].get_file().read_bytes())
    assert dentro["anno"] == vuoto()["anno"]
