"""Identifiers of rows: UUIDv7 as 32 hex characters, so that they sort by the time they were drawn."""


def new_id() -> str:
    """A fresh id. Only the desk and the program's start draw ids; a command's `apply` never does."""
    from uuid6 import uuid7

    return uuid7().hex


def derived_id(command_id: str, row_id: str) -> str:
    """The id of a row that a command adds for a row it only finds while it runs: the same every time (no drawing)."""
    from uuid import UUID, uuid5

    return uuid5(UUID(hex=command_id), row_id).hex
