"""Bad files: an Italian message that names the cause, within time and memory, nothing else."""

import copy
import json
import os
import random
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from documenti.word import FileNonLeggibile, compito, leggi_word
from documenti.word.blocks import Blocco, Paragrafo
from documenti.word.docx import leggi_docx
from documenti.word.gate import apri_archivio
from tests.documenti.file_word import impacchetta, smonta
from tests.documenti.lettura_word import DATI
from tests.documenti.mosaico_word import mosaico
from tests.documenti.ostili_word import OSTILI
from tests.documenti.programmi_word import azione, programma_2022, programma_2026

RADICE = Path(__file__).resolve().parents[2]
PESANTI = (
    "bomba",
    "bomba che mente",
    "bomba di stili",
    "indice enorme",
    "100 MB",
    "risate",
    "tabelle annidate 3000",
    "molti paragrafi",
    "molti attributi",
    "un testo di 14 MB",
    "molte celle",
    "molti tratti",
    "testi di 9 MB",
    "righe smisurate",
    "azioni di 9 MB",
    "mille azioni",
)
SECONDI, MEMORIA = 10, 1 << 30
MUTAZIONI = 10_000 if os.environ.get("PROVE") == "intere" else 1_000
GRUPPI = 10


@pytest.mark.parametrize("caso", [c for c in OSTILI if c not in PESANTI])
def test_a_bad_file_is_refused_with_its_cause(caso):
    crea, causa = OSTILI[caso]
    with pytest.raises(FileNonLeggibile, match=causa) as errore:
        leggi_word(crea())
    assert str(errore.value) == errore.value.messaggio


@pytest.mark.parametrize("caso", PESANTI)
def test_a_heavy_file_ends_within_ten_seconds_and_one_gib(caso):
    def limita() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDI, SECONDI))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORIA, MEMORIA))

    codice = (
        "import sys; from documenti.word import compito;"
        "sys.stdout.buffer.write(compito({}, sys.stdin.buffer.read()))"
    )
    crea, causa = OSTILI[caso]
    esito = subprocess.run(
        [sys.executable, "-c", codice],
        input=crea(),
        capture_output=True,
        cwd=RADICE,
        preexec_fn=limita,
        timeout=120,
    )
    assert esito.returncode == 0, esito.stderr.decode()[-500:]
    assert causa in json.loads(esito.stdout).get("errore", "")


def test_the_task_answers_json_either_way():
    letto = json.loads(compito({"nome": "x.docx"}, programma_2022()))
    assert letto["lettura"]["schema"] == "2022"
    assert "PDF" in json.loads(compito({}, b"%PDF-"))["errore"]


def test_a_wrong_extension_is_no_matter():
    assert leggi_word(programma_2022(), nome="programma.pdf")["schema"] == "2022"


def _altera_byte(dati: bytes, caso: random.Random) -> bytes:
    alterati = bytearray(dati)
    for _ in range(caso.randint(1, 30)):
        if len(alterati) < 10:
            break
        posto = caso.randrange(len(alterati))
        mossa = caso.randrange(4)
        if mossa == 0:
            alterati[posto] = caso.randrange(256)
        elif mossa == 1:
            del alterati[posto : posto + caso.randint(1, 60)]
        elif mossa == 2:
            pezzo = alterati[posto : posto + caso.randint(1, 200)]
            altrove = caso.randrange(len(alterati))
            alterati[altrove:altrove] = pezzo
        else:
            alterati[posto : posto + 4] = caso.randbytes(4)
    return bytes(alterati)


def _altera_sul_posto(dati: bytes, caso: random.Random) -> bytes:
    """Change a few bytes and no length, so that binary structures stay where they were."""
    alterati = bytearray(dati)
    for _ in range(caso.randint(1, 40)):
        posto = caso.randrange(512, len(alterati))
        alterati[posto] = caso.choice((0, 1, 7, 0x13, 0x7F, 0x80, 0xFF, caso.randrange(256)))
    return bytes(alterati)


def _altera_albero(dati: bytes, caso: random.Random) -> bytes:
    """Move, repeat and drop elements and change attributes: the XML stays well formed."""
    parti = smonta(dati)
    nome = "content.xml" if "content.xml" in parti else "word/document.xml"
    radice = etree.fromstring(parti[nome])
    for _ in range(caso.randint(1, 25)):
        elementi = [e for e in radice.iter() if e.getparent() is not None]
        if len(elementi) < 3:
            break
        scelto, altro = caso.choice(elementi), caso.choice(elementi)
        mossa = caso.randrange(5)
        if mossa == 0:
            scelto.getparent().remove(scelto)
        elif mossa == 1:
            altro.append(copy.deepcopy(scelto))
        elif mossa == 2 and scelto not in list(altro.iterancestors()) and scelto is not altro:
            altro.addnext(scelto)
        elif mossa == 3 and scelto.attrib:
            chiave = caso.choice(list(scelto.attrib))
            scelto.set(chiave, caso.choice(("", "-1", "99999999999", "x", "0", "continue")))
        else:
            scelto.text = caso.choice(("AZIONE n. 7", "Tempi.", "V.A.M.T.", "", "100%", "PREMESSA"))
    parti[nome] = etree.tostring(radice)
    return impacchetta(parti)


def _altera_parte(dati: bytes, caso: random.Random) -> bytes:
    """Change the inside of one part and zip it again, so that the archive itself is sound."""
    parti = smonta(dati)
    nome = caso.choice(sorted(parti))
    parti[nome] = _altera_byte(parti[nome], caso)
    return impacchetta(parti)


def _altera_elementi(dati: bytes, caso: random.Random) -> bytes:
    """Move, repeat and drop whole tags, so that the XML is often well formed and always odd."""
    parti = smonta(dati)
    nome = "content.xml" if "content.xml" in parti else "word/document.xml"
    pezzi = parti[nome].split(b"<") + [b""] * 3
    for _ in range(caso.randint(1, 12)):
        posto, altro = caso.randrange(2, len(pezzi)), caso.randrange(2, len(pezzi))
        if caso.randrange(2):
            pezzi[posto], pezzi[altro] = pezzi[altro], pezzi[posto]
        else:
            pezzi[posto:posto] = pezzi[altro : altro + caso.randint(1, 4)]
    parti[nome] = b"<".join(pezzi)
    return impacchetta(parti)


MUTATORI: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _altera_byte,
    _altera_parte,
    _altera_elementi,
    _altera_albero,
)


@pytest.mark.prova
@pytest.mark.parametrize("gruppo", range(GRUPPI))
def test_mutated_files_only_raise_file_non_leggibile(gruppo):
    caso = random.Random(gruppo)
    semi = [programma_2022(), programma_2026(), (DATI / "word" / "trento-2022.odt").read_bytes()]
    for _ in range(MUTAZIONI // GRUPPI):
        alterato = caso.choice(MUTATORI)(caso.choices(semi, (5, 5, 1))[0], caso)
        try:
            leggi_word(alterato)
        except FileNonLeggibile as errore:
            assert errore.messaggio


def _parole(testo: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", testo.lower()))


# Words of the form's own labels, which a lettura replaces with the names of its fields.
DEL_MODULO = _parole(
    "AZIONE AZIONI PROGETTUALITÀ PROGETTO STRATEGICO realizzazione Obiettivo generale specifico "
    "Titolo Organizzazione referente capofila Altre organizzazioni coinvolte Tempi Indicatore "
    "valutazione Percentuale Data adesione Marchio Family in Trentino Audit Evidenze nota V.A.M.T."
)


DI_ETICHETTA = ("valutazione", "coinvolte", "marchio", "realizzazione", "adesione")


def _scritte(blocchi: list[Blocco]) -> set[str]:
    """The words of a document, but for cells that hold a label or a heading of a column."""
    parole: set[str] = set()
    for blocco in blocchi:
        if isinstance(blocco, Paragrafo):
            parole |= _parole(blocco.piano)
            continue
        for cella in (c for riga in blocco.righe for c in riga.celle):
            if not any(segno in cella.testo.lower() for segno in DI_ETICHETTA):
                parole |= _scritte(cella.blocchi)
    return parole - DEL_MODULO


@pytest.mark.prova
@pytest.mark.parametrize("gruppo", range(GRUPPI))
def test_no_word_of_a_disordered_file_is_lost(gruppo):
    """Whatever becomes of the structure, what was written stands somewhere in the lettura."""
    caso = random.Random(1000 + gruppo)
    semi = [programma_2022(azione(1), azione(2)), programma_2026(), mosaico()]
    for _ in range(MUTAZIONI // GRUPPI // 4):
        alterato = _altera_albero(caso.choice(semi), caso)
        try:
            lettura = leggi_word(alterato)
        except FileNonLeggibile:
            continue
        scritte = _scritte(leggi_docx(apri_archivio(alterato)).blocchi)
        lette = re.sub(
            r"</?(?:strong|em|u|s|a)\b[^>]*>", "", json.dumps(lettura, ensure_ascii=False)
        )
        assert scritte - _parole(lette.replace("\\n", " ")) == set()


@pytest.mark.prova
@pytest.mark.parametrize("gruppo", range(2))
def test_mutated_old_files_only_raise_file_non_leggibile(gruppo):
    caso = random.Random(gruppo)
    seme = (DATI / "word" / "trento-2022.doc").read_bytes()
    for _ in range(MUTAZIONI // 20):
        try:
            leggi_word(caso.choice((_altera_byte, _altera_sul_posto))(seme, caso))
        except FileNonLeggibile as errore:
            assert errore.messaggio
