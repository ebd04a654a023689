"""What databases complain about, told apart: try again, out of reach, or somebody else's row."""

from sqlalchemy import exc

from backoffice.domain.errors import StoreUnavailable

RETRY_STATES = frozenset({"40001", "40P01", "55P03"})
"""Serialisation failure, deadlock, lock not available."""


def sqlstate(error: exc.DBAPIError) -> str | None:
    """PostgreSQL's five-character state of an error; None on SQLite or a lost connection."""
    return getattr(error.orig, "sqlstate", None)


def is_transient(error: exc.DBAPIError) -> bool:
    """Worth another try in a moment: a lock held elsewhere, a deadlock, a connection that was lost."""
    text = str(error.orig)
    return (
        error.connection_invalidated
        or sqlstate(error) in RETRY_STATES
        or "database is locked" in text
        or "database table is locked" in text
        or is_lost(error)
    )


def is_lost(error: exc.DBAPIError) -> bool:
    """The server cannot be reached or has gone away."""
    if not isinstance(error, exc.OperationalError | exc.InterfaceError):
        return False
    state = sqlstate(error)
    module = type(error.orig).__module__
    return module.startswith("psycopg") and (state is None or state[:2] in ("08", "57"))


def unavailable(error: exc.DBAPIError) -> StoreUnavailable:
    """The error a person meets when the store did not answer."""
    text = str(error.orig)
    state = sqlstate(error)
    if "readonly" in text or "read-only" in text:
        code = "store_read_only"
    elif "is locked" in text:
        code = "store_busy"
    elif "unable to open" in text:
        code = "store_missing"
    elif "not a database" in text or "malformed" in text:
        code = "store_damaged"
    elif "disk is full" in text or state == "53100":
        code = "store_full"
    elif state in ("28P01", "28000") or "password" in text:
        code = "login_refused"
    elif state == "3D000" or ("database" in text and "does not exist" in text):
        code = "store_missing_database"
    elif state == "42501":
        code = "store_no_right"
    elif is_lost(error):
        code = "server_unreachable"
    else:
        code = "store_failed"
    return StoreUnavailable(code)
