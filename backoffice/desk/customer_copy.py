"""A customer at another branch: a copy with the trace of where it comes from; nothing merges by itself."""

from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Work
from backoffice.store.tables.appointments import Customer


def customer_at(work: Work, customer_id: str, branch_id: str, copy_id: str) -> str:
    """The id of a customer at a branch: their own row there, the one they were copied from, or a copy made now."""
    person = work.row(Customer, customer_id)
    original: sa.Row[Any] | None = person
    while original is not None and original.branch_id != branch_id:
        original = work.seen(Customer, original.copied_from) if original.copied_from else None
    if original is not None:
        return str(original.id)
    left_out = ("id", "branch_id", "version", "copied_from", "shared_with_branch_id")
    copied = {name: value for name, value in person._asdict().items() if name not in left_out}
    work.tx.insert(Customer, id=copy_id, branch_id=branch_id, copied_from=person.id, **copied)
    return copy_id
