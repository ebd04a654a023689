"""Identifiers of rows: UUIDv7 as 32 hex characters, so that they sort by the time they were drawn."""


def new_id() -> str:
    """A fresh id. Only the desk and the program's start draw ids; a command's `apply` never does."""
    from uuid6 import uuid7

    return uuid7().hex
