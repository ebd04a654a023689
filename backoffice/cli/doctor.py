"""`doctor`: what this workstation has, for the telephone; never anything about a person who comes here."""

import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator

import click

from backoffice import __version__
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, NO_STORE, complain, told
from backoffice.cli.output import say_table
from backoffice.cli.session import Session, pass_session
from backoffice.domain.errors import BackofficeError, StoreUnavailable
from backoffice.wording import commands as words
from backoffice.wording.states import ROLE

Facts = Iterator[tuple[str, str]]


@click.command("doctor", cls=Command, help="Prüft die Einrichtung: Fassungen, Speicher, Uhr, Tresor, Ordner, Rechte.")
@pass_session
def doctor(session: Session) -> int:
    """Tell how this workstation is set up. 3 where the store is not usable."""
    say_table(_line(key, value) for key, value in _machine())
    code = DONE
    facts: list[tuple[str, str]] = []
    try:
        facts.extend(_store(session))
    except StoreUnavailable as error:
        complain(told(error))
        code = NO_STORE
    except BackofficeError as error:
        complain(told(error))
    say_table(_line(key, value) for key, value in facts)
    return code


def _line(key: str, value: str) -> tuple[str, str]:
    return words.DOCTOR[key], value


def _machine() -> Facts:
    from backoffice import account, config, log, vault
    from backoffice.store.engine import WAL_SAFE

    yield "program", f"{__version__}"
    yield "python", platform.python_version()
    yield "system", f"{platform.system()} {platform.release()}"
    safe = sqlite3.sqlite_version_info >= WAL_SAFE
    yield "sqlite", f"{sqlite3.sqlite_version} ({words.WAL_SAFE if safe else words.WAL_UNSAFE})"
    yield "terminal", _terminal()
    yield "encoding", str(getattr(sys.stdout, "encoding", None) or "—")
    yield "settings", str(config.folder())
    yield "log", str(log.path())
    state = vault.state()
    yield "vault", words.VAULT[state.code].format(backend=state.backend)
    yield "account", account.login()


def _terminal() -> str:
    if not sys.stdout.isatty():
        return words.NO_TERMINAL
    size = shutil.get_terminal_size()
    return f"{size.columns}x{size.lines}" + (
        "" if size.columns >= 80 and size.lines >= 24 else f" ({words.TOO_SMALL})"
    )


def _store(session: Session) -> Iterator[tuple[str, str]]:
    from backoffice import config
    from backoffice.desk.actor import load
    from backoffice.desk.clock_check import clock_complaint
    from backoffice.opening import connect, sign_in_name
    from backoffice.store.version import state_of

    opened = connect(config.store_url(session.store), session.clock, session.ask)
    try:
        yield "store", opened.place.shown
        yield "engine", words.SHARED if opened.shared else words.LOCAL
        if opened.shared:
            yield "login", sign_in_name(opened)
            yield "server", opened.read(lambda c: str(c.exec_driver_sql("SHOW server_version").scalar()))
        elif opened.place.path is not None and opened.place.path.exists():
            yield "journal", opened.read(lambda c: str(c.exec_driver_sql("PRAGMA journal_mode").scalar()).upper())
        wrong = clock_complaint(opened, session.clock)
        yield "clock", words.CLOCK_RIGHT if wrong is None else told(wrong)
        state = opened.read(state_of)
        yield "state", words.STATE.get(state.value, state.value)
        opened.ensure_usable()
        actor = opened.read(lambda connection: load(connection, sign_in_name(opened)))
        yield "roles", ", ".join(sorted({ROLE[grant.role.value] for grant in actor.grants})) or "—"
    finally:
        opened.close()


COMMANDS = (doctor,)
