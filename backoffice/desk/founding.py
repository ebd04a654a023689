"""The first thing in an empty store: the house, its catalogue (D20–D22) and somebody who may administer it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.command import Done
from backoffice.domain.catalogue import CATALOGUE
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Role
from backoffice.store import journal
from backoffice.store.store import Store
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernAlias, Setting
from backoffice.store.tables.people import RoleGrant, Staff
from backoffice.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """Who initialises a store administers it. On PostgreSQL the login is the one the server checked."""

    house_name: str
    login: str
    name: str
    function: str = "Administration"
    example: bool = False
    office_emails: tuple[str, ...] = ()


def house_in(connection: sa.Connection) -> tuple[str, bool] | None:
    """The name of the house that was founded in a store, and whether it is an example; None where nobody is in it.

    Asked before anybody signs in: the example office is never put beside real data.
    """
    settings = table(Setting)
    found = {row.name: row.value for row in connection.execute(sa.select(settings.c.name, settings.c.value))}
    if "house_name" not in found:
        return None
    return found["house_name"], found.get("example") == "yes"


def found(store: Store, founding: Founding, made_at: datetime) -> Done:
    """Put the house into an empty store, in one transaction. Refused `already_founded` where somebody is in it.

    This is the one change that is no `Command`: nobody could hold a right for it yet. It is journaled like one.
    """
    entry_id = new_id()
    ids = iter(lambda: new_id(), None)  # noqa: PLW0108  (an endless draw)
    return store.write(lambda tx: _found(tx, founding, made_at, entry_id, [next(ids) for _ in range(800)]))


def _found(tx: Transaction, founding: Founding, made_at: datetime, entry_id: str, ids: list[str]) -> Done:
    staff = table(Staff)
    if tx.first(sa.select(staff.c.id)) is not None:
        raise Refused("already_founded")
    login = founding.login
    if tx.connection.dialect.name == "postgresql":
        login = str(tx.connection.scalar(sa.text("SELECT session_user")))
    draw = iter(ids)
    admin = next(draw)
    tx.insert(Staff, id=admin, login=login, name=founding.name, function=founding.function)
    for role in (Role.ADMIN, Role.CASEWORKER):
        tx.insert(RoleGrant, id=next(draw), staff_id=admin, role=role)
    settings = {
        "house_name": founding.house_name,
        "example": "yes" if founding.example else "no",
        "office_emails": " ".join(founding.office_emails),
    }
    for name, value in settings.items():
        tx.insert(Setting, name=name, value=value)
    for entry in CATALOGUE:
        concern = next(draw)
        tx.insert(
            Concern,
            id=concern,
            area=entry.area,
            title=entry.title,
            minutes=entry.minutes,
            mandatory=entry.mandatory,
            emergency=entry.emergency,
            sensitive=entry.sensitive,
            application=entry.application,
            documents=entry.documents,
            info=entry.info,
        )
        for alias in entry.aliases:
            tx.insert(ConcernAlias, id=next(draw), concern_id=concern, text=alias)
    journal.write(
        tx,
        journal.Entry(
            id=entry_id,
            kind="found",
            schema=1,
            actor_id=admin,
            desk_id="",
            branch_id=None,
            made_at=made_at,
            batch_id=None,
            undoes=None,
            undoable=False,
            code="founded",
            result={"ids": [], "values": {}},
            payload={"house_name": founding.house_name, "example": founding.example},
        ),
    )
    return Done("founded", (admin,), entry_id=entry_id)
