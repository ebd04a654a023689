"""Which schema a store has, told with one plain SELECT: importing the migration tool would cost most of a second."""

from enum import StrEnum

import sqlalchemy as sa

HEAD = "0008"
"""The newest revision this program knows; a test compares it with the migrations."""

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""All revisions, oldest first."""


class State(StrEnum):
    """A store compared with this program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    FOREIGN = "foreign"
    """A local file in which another program keeps its tables."""


def state_of(connection: sa.Connection) -> State:
    """Compare a store's revision with `HEAD`. An unknown revision comes from a newer program."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        foreign = connection.dialect.name == "sqlite" and connection.dialect.get_table_names(connection)
        return State.FOREIGN if foreign else State.EMPTY
    revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if revision is None:
        return State.EMPTY
    if revision == HEAD:
        return State.CURRENT
    return State.OLDER if revision in KNOWN else State.NEWER
