"""Opens the full-screen program; what has to be asked at the plain terminal is asked before."""

from datetime import date

from backoffice import terminal
from backoffice.cli.guard import REFUSED
from backoffice.cli.session import Session


def open_program(session: Session, url: str | None, *, day: date | None = None, branch: str | None = None) -> int:
    """Run the program on a store and give its exit code."""
    if terminal.refused():
        return REFUSED
    from backoffice.app import run

    password = _password(session, url)
    return run(url, day=day, branch=branch, password=None if password is None else lambda _login: password)


def _password(session: Session, url: str | None) -> str | None:
    """The shared store's password where no vault has it: inside the program nobody could type it."""
    from backoffice import config

    named = config.store_url(url)
    if not named.startswith("postgres"):
        return None
    from backoffice import vault
    from backoffice.store.store import open_store

    asked = open_store(named, session.clock)
    try:
        if vault.password_for(asked.place) is not None or not vault.needs_password(asked):
            return None
        return session.ask(str(asked.place.url.username or ""))
    finally:
        asked.close()
