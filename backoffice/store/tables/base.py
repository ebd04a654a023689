"""What all tables share: metadata with naming rules, column kinds, and the way from a model to its table.

No `from __future__ import annotations` in table modules: SQLModel reads the annotations when the class is made.
"""

from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, UTCDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

ID = sa.CHAR(32)
METADATA = sa.MetaData(naming_convention=NAMING)


class Row(DeferredReflection, SQLModel, registry=registry(metadata=METADATA)):
    """Base of all tables. Table models do not validate: commands do (research/store.md §2).

    All work is done on the Core tables, so neither an ORM mapping nor a validator is made of the classes: at every
    start that took as long as a screen does. (`DeferredReflection` is SQLAlchemy's way to put the mapping off;
    nothing is ever reflected.)
    """

    model_config = {"defer_build": True}  # nobody validates with them


def key() -> Any:
    """A primary key: a UUIDv7 as 32 hex characters."""
    return Field(primary_key=True, sa_type=ID)


def ref(target: str, *, nullable: bool = False, index: bool = False, primary_key: bool = False) -> Any:
    """A reference to another row; deleting what is referred to is refused (RESTRICT)."""
    if primary_key:
        return Field(foreign_key=target, ondelete="RESTRICT", sa_type=ID, primary_key=True)
    return Field(
        default=None if nullable else ...,
        foreign_key=target,
        ondelete="RESTRICT",
        sa_type=ID,
        nullable=nullable,
        index=index,
    )


def one_of(kind: type[StrEnum], *, name: str, nullable: bool = False, default: Any = ...) -> Any:
    """A closed word list, stored by value with a named CHECK."""
    column = sa.Enum(
        kind,
        native_enum=False,
        values_callable=lambda e: [member.value for member in e],
        create_constraint=True,
        length=40,
        name=name,
    )
    if nullable:
        default = None
    return Field(default=default, sa_type=cast("Any", column), nullable=nullable)


def text(length: int, *, nullable: bool = False, unique: bool = False) -> Any:
    """Text of at most `length` characters; empty unless given."""
    return Field(
        default=None if nullable else "",
        sa_type=cast("Any", sa.String(length)),
        nullable=nullable,
        unique=unique,
    )


def instant(*, nullable: bool = False) -> Any:
    """A moment: aware in Python, UTC in the store."""
    return Field(default=None if nullable else ..., sa_type=cast("Any", UTCDateTime()), nullable=nullable)


def document(*, nullable: bool = False) -> Any:
    """A small JSON value."""
    return Field(
        default=None if nullable else ..., sa_type=cast("Any", sa.JSON(none_as_null=True)), nullable=nullable
    )


def table(model: type[SQLModel]) -> sa.Table:
    """The Core table of a model: all reads and writes go through it."""
    return cast("sa.Table", model.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
