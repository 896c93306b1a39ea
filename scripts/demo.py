"""`make demo`: bring the demo's database up to date and serve it; a second run loses nothing."""

import os
import socket
import sys
from pathlib import Path
from urllib.parse import quote

RADICE = Path(__file__).resolve().parent.parent


def libera(host: str, porta: int) -> bool:
    famiglia = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(famiglia) as prova:
        prova.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prova.bind((host, porta))
        except OSError:
            return False
    return True


def _indirizzo(host: str, porta: int) -> str:
    return f"[{host}]:{porta}" if ":" in host else f"{host}:{porta}"


def main(host: str, porta: int) -> None:
    if not libera(host, porta):
        raise SystemExit(
            f"La porta {porta} di {host} è occupata o non si può usare. "
            f"Sceglierne un'altra, per esempio:  make demo PORT={porta + 1}"
        )
    # Always the file in var/, whatever .env says: demo data never reaches a real database.
    os.environ["DATABASE_URL"] = f"sqlite:///{quote(str(RADICE))}/var/distretti.sqlite3"
    os.environ["DEBUG"] = "1"
    os.environ.setdefault("INDIRIZZO_PUBBLICO", f"http://{_indirizzo(host, porta)}")
    os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if host not in ("127.0.0.1", "localhost", "::1"):
        os.environ["ALLOWED_HOSTS"] = "*"  # asked for by hand, to show it to other machines
    sys.path.insert(0, str(RADICE))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("carica_schemi")
    call_command("carica_demo")
    indirizzo = _indirizzo(host, porta)
    print(f"\nIndirizzo:  http://{indirizzo}/     (Ctrl-C per fermare)\n", flush=True)
    call_command("runserver", indirizzo, use_reloader=False)


if __name__ == "__main__":
    main(os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 8000))
