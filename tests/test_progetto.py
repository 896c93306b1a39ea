"""What must hold of the whole tree: settings told, nothing unused, nothing of one machine."""

import ast
import hashlib
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command, get_commands
from django.template import engines

from istruttoria.enums import ComandoProgrammato
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema

RADICE = Path(__file__).resolve().parent.parent
STANZE = ("config", "istruttoria", "documenti", "azioni", "programmi", "distretti")
# Found by name: by Django itself or by a library whose template ours replaces.
DI_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
MOTORE_DEL_PDF = "documenti/pdf/"  # its templates are named from this folder on
AGPL_3 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def nostri(suffisso: str = "") -> Iterator[Path]:
    """Our own files; what is generated or installed lives in hidden folders and in var/."""
    for percorso in RADICE.rglob(f"*{suffisso}"):
        parti = percorso.relative_to(RADICE).parts
        generato = parti[0] == "var" or "__pycache__" in parti or "node_modules" in parti
        nascosto = any(parte.startswith(".") and parte != ".ci" for parte in parti)
        if percorso.is_file() and not generato and not nascosto:
            yield percorso


def leggi(nome: str) -> str:
    return (RADICE / nome).read_text(encoding="utf-8")


def capitolo(titolo: str) -> str:
    """A second-level chapter of the README."""
    trovato = re.search(rf"^## {titolo}$(.*?)(?=^## |\Z)", leggi("README.md"), re.M | re.S)
    assert trovato, f"il README non ha il capitolo «{titolo}»"
    return trovato[1]


def variabili_d_ambiente() -> set[str]:
    return set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', leggi("config/settings.py")))


@pytest.mark.django_db
def test_nessuna_migrazione_da_fare() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_ogni_modulo_sta_in_400_righe() -> None:
    lunghi = {
        str(p.relative_to(RADICE)): righe
        for p in nostri(".py")
        if "migrations" not in p.parts and (righe := len(p.read_text("utf-8").splitlines())) > 400
    }
    assert not lunghi


def test_ogni_template_e_usato() -> None:
    cartella = RADICE / "templates"
    sorgenti = [*nostri(".py"), *cartella.rglob("*.*")]
    usi = {p: p.read_text("utf-8") for p in sorgenti if p != Path(__file__)}
    inutili = []
    for template in cartella.rglob("*.html"):
        nome = str(template.relative_to(cartella))
        chiamato = nome.removeprefix(MOTORE_DEL_PDF)
        citato = any(f'"{chiamato}"' in uso for p, uso in usi.items() if p != template)
        if nome not in DI_DJANGO and not citato and not _sostituisce_uno_di_libreria(nome):
            inutili.append(nome)
    assert not inutili


def _sostituisce_uno_di_libreria(nome: str) -> bool:
    cartelle = engines["django"].engine.template_loaders[-1].get_dirs()
    return any((Path(c) / nome).exists() for c in cartelle if not _nostra(Path(c)))


def _nostra(cartella: Path) -> bool:
    return cartella.is_relative_to(RADICE) and ".venv" not in cartella.parts


def test_il_readme_dice_ogni_variabile_d_ambiente() -> None:
    detto = set(re.findall(r"^\| `([A-Z_]+)` \|", capitolo("Settings"), re.M))
    assert detto == variabili_d_ambiente()


def test_l_ambiente_si_legge_in_un_solo_modulo() -> None:
    fuori_posto = [
        str(p.relative_to(RADICE))
        for stanza in STANZE
        for p in (RADICE / stanza).rglob("*.py")
        if p.name not in ("settings.py", "wsgi.py")
        and re.search(r"getenv|environ\.get|env\.str", p.read_text("utf-8"))
    ]
    assert not fuori_posto


def test_il_readme_spiega_ogni_cartella() -> None:
    spiegato = capitolo("Structure")
    cartelle = {p.relative_to(RADICE).parts[0] for p in nostri() if p.parent != RADICE}
    assert not [c for c in sorted(cartelle) if f"`{c}/`" not in spiegato]


@pytest.mark.parametrize(
    "nome", ["README.md", "docs/guida.md", "docs/snapshot.md", "docs/esercizio.md"]
)
def test_i_rimandi_dei_documenti_esistono(nome: str) -> None:
    rimandi = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", leggi(nome))
    cartella = (RADICE / nome).parent
    assert not [r for r in rimandi if not (cartella / r).exists()]


def test_i_timer_chiamano_comandi_che_esistono() -> None:
    """Each unit beside its timer; every command that says when it ran has one."""
    unita = {p.stem: p for p in (RADICE / "docs" / "systemd").glob("*.service")}
    timer = {p.stem for p in (RADICE / "docs" / "systemd").glob("*.timer")}
    chiamati = {
        re.search(r"manage\.py (\w+)$", p.read_text("utf-8"), re.M)[1] for p in unita.values()
    }
    assert set(unita) == timer
    assert chiamati <= set(get_commands())
    assert set(ComandoProgrammato.values) | {"verifica_archivio"} == chiamati
    assert all(f"`manage.py {nome}`" in leggi("docs/esercizio.md") for nome in chiamati)


def test_lo_snapshot_e_spiegato_chiave_per_chiave(schema_2026: Schema) -> None:
    uscita = StringIO()
    word = str(RADICE / "tests" / "dati" / "programma-alta-valsugana-2026.docx")
    call_command("importa_programma", word, distretto="AV", anno=2026, crea=True, stdout=uscita)
    snapshot = componi_snapshot(Programma.objects.get())
    spiegate = set(re.findall(r"`(\w+)`", leggi("docs/snapshot.md")))
    assert sorted(_chiavi(snapshot) - spiegate) == []


def _chiavi(valore: Any) -> set[str]:
    if isinstance(valore, dict):
        return {*valore, *(chiave for v in valore.values() for chiave in _chiavi(v))}
    if isinstance(valore, list):
        return {chiave for v in valore for chiave in _chiavi(v)}
    return set()


def test_le_immagini_sono_leggere() -> None:
    pesanti = {str(p): p.stat().st_size for p in (RADICE / "docs").rglob("*.png")}
    assert pesanti
    assert max(pesanti.values()) < 400_000


def test_ogni_requisito_ha_una_versione_esatta() -> None:
    for nome in ("requirements.txt", "requirements-dev.txt"):
        for riga in leggi(nome).splitlines():
            esatto = re.fullmatch(r"[A-Za-z0-9_.\[\],-]+==[\w.]+", riga)
            assert esatto or not riga or riga.startswith(("#", "-r ")), riga


def test_niente_appartiene_a_una_sola_macchina() -> None:
    percorsi = re.compile(rb"/(work|farm)/|/home/\w+|/Users/\w+")
    sporchi = [p for p in nostri() if percorsi.search(p.read_bytes())]
    assert [p for p in sporchi if p != Path(__file__)] == []


def test_niente_e_lasciato_a_meta() -> None:
    mancanze = re.compile(r"#\s*(TODO|FIXME|XXX)\b|raise NotImplementedError|mark\.(skip|xfail)")
    assert not [p for p in nostri(".py") if p != Path(__file__) and mancanze.search(p.read_text())]


def test_ogni_modulo_dice_a_che_serve() -> None:
    muti = [
        str(p.relative_to(RADICE))
        for stanza in STANZE
        for p in (RADICE / stanza).rglob("*.py")
        if "migrations" not in p.parts
        and p.name != "apps.py"
        and p.stat().st_size
        and not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert not muti


def test_la_licenza_e_la_agpl_3() -> None:
    assert hashlib.sha256((RADICE / "LICENSE").read_bytes()).hexdigest() == AGPL_3


def test_publiccode_ha_cio_che_lo_standard_chiede() -> None:
    publiccode = yaml.safe_load(leggi("publiccode.yml"))
    chieste = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"}
    chieste |= {"softwareType", "description", "legal", "maintenance", "localisation"}
    assert chieste <= publiccode.keys()
    assert publiccode["publiccodeYmlVersion"] == "0.4"
    assert publiccode["legal"]["license"] == "AGPL-3.0-or-later"
    assert publiccode["maintenance"]["contacts"]


@pytest.mark.parametrize("lingua", ["it", "en"])
def test_publiccode_descrive_il_prodotto(lingua: str) -> None:
    descrizione = yaml.safe_load(leggi("publiccode.yml"))["description"][lingua]
    assert len(descrizione["shortDescription"]) <= 150
    assert 500 <= len(descrizione["longDescription"]) <= 10_000
    assert descrizione["features"]


def test_i_file_statici_si_raccolgono_con_il_loro_nome_impresso(
    tmp_path: Path, settings: object
) -> None:
    """In production a reference to a file that does not exist stops the release, not a page."""
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    raccolti = ManifestStaticFilesStorage(location=tmp_path).hashed_files
    chiesti = {
        nome
        for template in (RADICE / "templates").rglob("*.html")
        for nome in re.findall(r"""{% static ["']([^"']+)["']""", template.read_text("utf-8"))
    }
    assert not chiesti - raccolti.keys()
