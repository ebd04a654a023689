"""What databases complain about, told apart: try again, out of reach, or somebody else's row."""

import re
from pathlib import Path

from sqlalchemy import exc

from backoffice.domain.errors import StoreUnavailable
from backoffice.store.places import Place

RETRY_STATES = frozenset({"40001", "40P01", "55P03", "53300"})
"""Serialisation failure, deadlock, lock not available, too many connections."""

LOST_STATES = frozenset({"57P01", "57P02", "57P03", "57P05"})
"""The server shuts down, crashed, starts up, or closed an idle session."""

# A connection that never came about carries no state, only the server's words, in the server's language.
_LOGIN = re.compile(r"pass?wor[dt]|pg_hba\.conf|role \"|rolle »|not permitted to log in", re.IGNORECASE)
_NO_DATABASE = re.compile(r"database .* does not exist|datenbank .* existiert nicht", re.IGNORECASE)
_NO_CONNECT = re.compile(r"permission denied for database|keine berechtigung für datenbank", re.IGNORECASE)
_CONNECTING = "connection failed"


def sqlstate(error: exc.DBAPIError) -> str | None:
    """PostgreSQL's five-character state of an error; None on SQLite or a lost connection."""
    return getattr(error.orig, "sqlstate", None)


def is_transient(error: exc.SQLAlchemyError) -> bool:
    """Worth another try in a moment: a lock held elsewhere, a deadlock, a connection that was lost."""
    if not isinstance(error, exc.DBAPIError):
        return False
    text = str(error.orig)
    return (
        sqlstate(error) in RETRY_STATES
        or "database is locked" in text
        or "database table is locked" in text
        or is_lost(error)
    )


def is_overtaken(error: exc.SQLAlchemyError) -> bool:
    """Somebody else wrote this key first, or removed the row that this one refers to.

    Looked at again it is the same command sent twice, or a conflict that the command itself can name.
    """
    if not isinstance(error, exc.IntegrityError):
        return False
    text = str(error.orig)
    return (
        sqlstate(error) in ("23505", "23503", "23001")
        or "UNIQUE constraint failed" in text
        or "FOREIGN KEY constraint failed" in text
    )


def is_lost(error: exc.DBAPIError) -> bool:
    """The server cannot be reached or has gone away; not: it refused the login or does not know the database."""
    if error.connection_invalidated:
        return True
    if not isinstance(error, exc.OperationalError | exc.InterfaceError):
        return False
    if not type(error.orig).__module__.startswith("psycopg"):
        return False
    state = sqlstate(error)
    if state is not None:
        return state[:2] == "08" or state in LOST_STATES
    return _refusal(str(error.orig)) is None


def _refusal(text: str) -> str | None:
    if _CONNECTING not in text:
        return None
    if _NO_DATABASE.search(text):
        return "store_missing_database"
    if _NO_CONNECT.search(text):
        return "store_no_right"
    return "login_refused" if _LOGIN.search(text) else None


def unavailable(error: exc.SQLAlchemyError, place: Place) -> StoreUnavailable:
    """The error a person meets when the store at a place did not answer."""
    return StoreUnavailable(_code(error, place), path=place.shown)


def _code(error: exc.SQLAlchemyError, place: Place) -> str:
    if isinstance(error, exc.TimeoutError):  # all connections of this desk are busy
        return "store_busy"
    if not isinstance(error, exc.DBAPIError):
        return "store_failed"
    return _of_server(error) if place.path is None else _of_file(str(error.orig), place.path)


def _of_file(text: str, path: Path) -> str:
    if "unable to open" in text:
        if not path.is_file():
            return "store_missing"
        # The file is there: either it may not be read, or its folder takes no journal beside it.
        return "store_read_only" if _readable(path) else "store_no_right"
    for words, code in (
        ("readonly", "store_read_only"),
        ("is locked", "store_busy"),
        ("not a database", "store_damaged"),
        ("malformed", "store_damaged"),
        ("disk is full", "store_full"),
    ):
        if words in text:
            return code
    return "store_failed"


def _readable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _of_server(error: exc.DBAPIError) -> str:
    state, text = sqlstate(error), str(error.orig)
    if state in _CODES:
        return _CODES[state]
    if state is None:
        return _refusal(text) or "server_unreachable"
    return "server_unreachable" if is_lost(error) else "store_failed"


_CODES = {
    "25006": "store_read_only",
    "28000": "login_refused",
    "28P01": "login_refused",
    "3D000": "store_missing_database",
    "42501": "store_no_right",
    "53100": "store_full",
    "53300": "store_busy",
    "40001": "store_busy",
    "40P01": "store_busy",
    "55P03": "store_busy",
    "57014": "store_busy",
}
