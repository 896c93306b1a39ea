"""What an Ente sets once and renews: its template of the determinazione, the provincial count."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from distretti.models import Ente, Utente
from istruttoria.determinazione import PARTI, errori_del_modello
from istruttoria.enums import GenereModello
from istruttoria.models import ModelloDeterminazione, QuadroProvinciale
from istruttoria.workflow import Rifiuto


def registra_modello(
    ente: Ente,
    testi: Mapping[str, Any],
    *,
    autore: Utente | None = None,
    nota: str = "",
    partenza: int | None = None,
    genere: GenereModello = GenereModello.APPROVAZIONE,
) -> ModelloDeterminazione:
    """A new version of the Ente's template of a kind of act, in use from now on; issued acts do not
    change.

    ``testi`` holds the parts named by ``determinazione.PARTI``. The texts already in use are not
    registered twice. ``partenza`` is the version that the author had before the eyes: when another
    one came into use meanwhile, it is refused. Raises ``Rifiuto`` with what is wrong.
    """
    parti = {parte: _normale(testi.get(parte)) for parte in PARTI}
    if errori := errori_del_modello(parti):
        raise Rifiuto(" ".join(map(str, errori)))
    with transaction.atomic():
        Ente.objects.select_for_update(no_key=True).get(pk=ente.pk)
        modelli = ModelloDeterminazione.objects.filter(ente=ente, genere=genere)
        in_uso = modelli.filter(in_uso=True)
        attuale = in_uso.first()
        if attuale and all(getattr(attuale, parte) == testo for parte, testo in parti.items()):
            return attuale
        if partenza is not None and attuale is not None and attuale.versione != partenza:
            raise ModelloCambiato(attuale)
        in_uso.update(in_uso=False)
        versione = (modelli.aggregate(n=Max("versione"))["n"] or 0) + 1
        return ModelloDeterminazione.objects.create(
            ente=ente, genere=genere, versione=versione, autore=autore, nota=nota.strip(), **parti
        )


class ModelloCambiato(Rifiuto):
    """Somebody else registered a version while one was writing; ``attuale`` is that one."""

    def __init__(self, attuale: ModelloDeterminazione) -> None:
        chi = f" da {attuale.autore}" if attuale.autore else ""
        super().__init__(
            f"Nel frattempo è stata registrata{chi} la versione {attuale.versione}: leggere che "
            "cosa cambia, poi registrare di nuovo. Il testo scritto qui non è perduto."
        )
        self.attuale = attuale


def riprendi_modello(modello: ModelloDeterminazione, *, autore: Utente) -> ModelloDeterminazione:
    """The texts of an earlier version in use again, as a new version that says so."""
    testi = {parte: getattr(modello, parte) for parte in PARTI}
    nota = f"Di nuovo i testi della versione {modello.versione}"
    genere = GenereModello(modello.genere)
    return registra_modello(modello.ente, testi, autore=autore, nota=nota, genere=genere)


def _normale(testo: Any) -> str:
    return str(testo or "").replace("\r\n", "\n").strip()


def registra_quadro(
    ente: Ente,
    *,
    al: date,
    territoriali: int,
    tematici: int,
    family_audit: int,
    organizzazioni: int,
) -> QuadroProvinciale:
    """The provincial count of a day: entered by an officer, corrected by entering it again."""
    quadro, _ = QuadroProvinciale.objects.update_or_create(
        ente=ente,
        al=al,
        defaults={
            "territoriali": territoriali,
            "tematici": tematici,
            "family_audit": family_audit,
            "organizzazioni": organizzazioni,
        },
    )
    return quadro
