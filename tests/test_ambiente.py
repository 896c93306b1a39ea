"""The harsh runtime of the tests is itself tested: it fails what it must, and only that."""

import socket

import pytest
from django.conf import settings
from django.template import Context, Origin, Template


def _template(testo: str, nome: str) -> Template:
    return Template(testo, origin=Origin(nome))


def test_una_variabile_ignota_nei_nostri_template_fallisce() -> None:
    template = _template("{{ ignota.campo }}", str(settings.BASE_DIR / "templates" / "x.html"))
    with pytest.raises(pytest.fail.Exception, match=r"ignota\.campo"):
        template.render(Context())


def test_nei_template_d_altri_no() -> None:
    template = _template("a{{ ignota }}b", "/altrove/templates/x.html")
    assert template.render(Context()) == "ab"


def test_una_variabile_vuota_non_e_ignota() -> None:
    template = _template("a{{ nota }}b", str(settings.BASE_DIR / "templates" / "x.html"))
    assert template.render(Context({"nota": ""})) == "ab"


def test_la_rete_e_chiusa() -> None:
    with pytest.raises(RuntimeError, match="non usano la rete"), socket.socket() as presa:
        presa.connect(("192.0.2.1", 80))


def test_questa_macchina_e_raggiungibile() -> None:
    with socket.socket() as servizio, socket.socket() as presa:
        servizio.bind(("127.0.0.1", 0))
        servizio.listen()
        presa.connect(servizio.getsockname())
