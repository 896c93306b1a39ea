"""Reading .docx into the neutral block model."""

from collections.abc import Iterable

from documenti.word.blocks import Documento
from documenti.word.docx.body import LettoreCorpo
from documenti.word.docx.package import Parti
from documenti.word.docx.runs import testo_piano
from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import Archivio
from documenti.word.margins import avviso_margini
from documenti.word.xml import figlio, nome


def leggi_docx(archivio: Archivio) -> Documento:
    """The blocks of a .docx, in order."""
    parti = Parti(archivio)
    radice = parti.documento()
    corpo = figlio(radice, "body")
    if corpo is None:
        raise FileNonLeggibile(
            "Il file ha la forma di un .docx ma non contiene il testo del documento."
        )
    lettore = LettoreCorpo(parti)
    documento = Documento(lettore.blocchi(corpo))
    raccolta = lettore.brani.raccolta
    documento.avvisi = avvisi(
        revisioni=raccolta.revisioni,
        nascosto=raccolta.nascosto,
        commenti=raccolta.commenti,
        oggetti=raccolta.oggetti + lettore.incorporati,
        note=raccolta.note,
        margini=(
            testo_piano(p) for parte in parti.margini() for p in parte.iter() if nome(p) == "p"
        ),
    )
    return documento


def avvisi(
    *,
    revisioni: bool,
    nascosto: bool,
    commenti: int,
    oggetti: int,
    note: int,
    margini: Iterable[str],
) -> list[str]:
    """What the reader resolved or left out, in sentences for the person who imports."""
    frasi = []
    if revisioni:
        frasi.append(
            "Il file contiene revisioni non ancora accettate: è stato letto il testo finale."
        )
    if nascosto:
        frasi.append("Il file contiene testo nascosto, che non è stato importato.")
    if commenti:
        frasi.append(f"Il file contiene {commenti} commenti, che non sono stati importati.")
    if oggetti:
        frasi.append(
            f"Il file contiene {oggetti} immagini o oggetti incorporati, che non sono stati "
            "importati."
        )
    if note:
        frasi.append(
            f"Il file contiene {note} note a piè di pagina: nelle sezioni stanno in fondo al "
            "testo, nelle azioni fra parentesi."
        )
    return [*frasi, *avviso_margini(margini)]
