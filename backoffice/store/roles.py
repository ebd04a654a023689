"""Logins on the shared store: one per person, all in one group role that may work but not alter tables.

On a local store there are none: the operating system's account decides who sits here.
"""

import sqlalchemy as sa

from backoffice.domain.errors import StoreUnavailable
from backoffice.store.faults import sqlstate
from backoffice.store.tables import import_all
from backoffice.store.tables.base import METADATA

APPEND_ONLY = frozenset({"journal_entry"})
"""Desks may add to these, not change or delete."""

NO_PRIVILEGE = "42501"


def group_role(connection: sa.Connection) -> str:
    """The name of the group role of this database: roles are known to the whole server, so it carries its name."""
    return f"{connection.scalar(sa.text('SELECT current_database()'))}_desk"


def prepare(connection: sa.Connection) -> None:
    """Make the group role and give it what desks need; run by the owner after each migration.

    Desks get no right to create or alter anything. `StoreUnavailable` where the owner may not make roles.
    """
    if connection.dialect.name != "postgresql":
        return
    import_all()
    role = _quoted(connection, group_role(connection))
    if not connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :n"), {"n": group_role(connection)}):
        _require_createrole(connection)
        connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN")
    connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {role}")
    connection.exec_driver_sql(f"GRANT SELECT ON alembic_version TO {role}")
    for name in METADATA.tables:
        verbs = "SELECT, INSERT" if name in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        connection.exec_driver_sql(f"GRANT {verbs} ON {_quoted(connection, name)} TO {role}")


def has_login(connection: sa.Connection, login: str) -> bool:
    """Whether the server knows a login."""
    found = connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :n AND rolcanlogin"), {"n": login})
    return bool(found)


def grant_login(connection: sa.Connection, login: str, password: str | None) -> bool:
    """Make a person's login (or take the one that exists) and let it work here; says whether it was made.

    The password is encrypted before it leaves this machine, so that no server log holds it.
    """
    made = not has_login(connection, login)
    name = _quoted(connection, login)
    if made:
        _require_createrole(connection)
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
    if password is not None:
        set_password(connection, login, password)
    connection.exec_driver_sql(f"GRANT {_quoted(connection, group_role(connection))} TO {name}")
    return made


def set_password(connection: sa.Connection, login: str, password: str) -> None:
    """Set a login's password as a SCRAM verifier."""
    raw = connection.connection.driver_connection
    verifier = raw.pgconn.encrypt_password(  # type: ignore[union-attr]
        password.encode(), login.encode(), b"scram-sha-256"
    ).decode()
    literal = "'" + verifier.replace("'", "''") + "'"
    connection.exec_driver_sql(f"ALTER ROLE {_quoted(connection, login)} PASSWORD {literal}")


def drop_login(connection: sa.Connection, login: str) -> None:
    """Take back a login that was just made and never used."""
    connection.exec_driver_sql(f"DROP ROLE IF EXISTS {_quoted(connection, login)}")


def withdraw_login(connection: sa.Connection, login: str) -> None:
    """Take a person's access to this store away; their login itself stays (other databases may use it)."""
    if has_login(connection, login):
        role = _quoted(connection, group_role(connection))
        connection.exec_driver_sql(f"REVOKE {role} FROM {_quoted(connection, login)}")


def set_access(connection: sa.Connection, login: str, *, admitted: bool) -> None:
    """Let a login work here or no longer, in the running transaction; nothing on a local store or without a login.

    Where the server does not let this administrator do so, the transaction goes on without it: the program keeps
    the person out all the same, and `may_write` tells what is left for the database administration.
    """
    if connection.dialect.name != "postgresql" or not has_login(connection, login):
        return
    try:
        with connection.begin_nested():
            if admitted:
                grant_login(connection, login, None)
            else:
                withdraw_login(connection, login)
    except sa.exc.DBAPIError as error:
        if sqlstate(error) != NO_PRIVILEGE:
            raise


def may_write(connection: sa.Connection, login: str) -> bool | None:
    """Whether a login can write in this store; None where the server has no such login (a local store has none)."""
    if connection.dialect.name != "postgresql" or not has_login(connection, login):
        return None
    asked = sa.text("SELECT has_table_privilege(:login, 'journal_entry', 'INSERT')")
    return bool(connection.scalar(asked, {"login": login}))


def _require_createrole(connection: sa.Connection) -> None:
    able = connection.scalar(sa.text("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"))
    if not able:
        raise StoreUnavailable("store_no_createrole")


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
