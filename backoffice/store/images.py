"""Rows as plain JSON and back: what the journal keeps of a row before and after."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlmodel import UTCDateTime


def image(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as JSON can hold them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return value


def values(of: sa.Table, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The column values an image stands for."""
    return {name: _typed(of.c[name], value) for name, value in kept.items()}


def _typed(column: sa.Column[Any], value: object) -> object:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, UTCDateTime):
        return datetime.fromisoformat(str(value))
    if isinstance(kind, sa.Date):
        return date.fromisoformat(str(value))
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value
