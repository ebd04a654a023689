"""A customer at another branch: a copy with the trace of where it comes from; nothing merges by itself."""

from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Work
from backoffice.store.tables.appointments import Customer


def customer_at(work: Work, customer_id: str, branch_id: str, copy_id: str) -> str:
    """The id of a customer at a branch: their own row there, the one they were copied from, or a copy made now.

    Who comes home is known there as before; what was unknown there and was said meanwhile comes along.
    """
    person = work.row(Customer, customer_id)
    original: sa.Row[Any] | None = person
    while original is not None and original.branch_id != branch_id:
        original = work.seen(Customer, original.copied_from) if original.copied_from else None
    if original is not None:
        _fill(work, original, person)
        return str(original.id)
    left_out = ("id", "branch_id", "version", "copied_from", "shared_with_branch_id")
    copied = {name: value for name, value in person._asdict().items() if name not in left_out}
    work.tx.insert(Customer, id=copy_id, branch_id=branch_id, copied_from=person.id, **copied)
    return copy_id


_TOGETHER = (
    ("phone", "phone_raw", "phone_note"),
    ("customer_number", "bg_number", "number_raw"),
    ("email",),
    ("language",),
)
"""What is said in one breath: of two numbers no part is taken from each."""


def _fill(work: Work, there: sa.Row[Any], person: sa.Row[Any]) -> None:
    said = {
        name: getattr(person, name)
        for names in _TOGETHER
        if not any(getattr(there, name) for name in names)
        for name in names
    }
    if person.protected:
        said["protected"] = True
    if there.id != person.id and any(getattr(there, name) != value for name, value in said.items()):
        work.tx.change(Customer, there, **said)
        work.forget(Customer, there.id)
