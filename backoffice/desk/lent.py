"""Who is lent to another branch, as a condition for whoever asks who works where (D36)."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.store.tables.absences import Support
from backoffice.store.tables.base import table

_support = table(Support)


def lent_to(branch_id: str, first: date, last: date) -> sa.Select[Any]:
    """The ids of people who are lent to a branch on any day from `first` to `last`, both included."""
    return _lent(first, last).where(_support.c.to_branch_id == branch_id)


def lent_away_from(branch_id: str, first: date, last: date) -> sa.Select[Any]:
    """The ids of people who are lent to another branch than this on any of these days."""
    return _lent(first, last).where(_support.c.to_branch_id != branch_id)


def _lent(first: date, last: date) -> sa.Select[Any]:
    return sa.select(_support.c.staff_id).where(
        _support.c.first_day <= last, _support.c.last_day >= first, _support.c.staff_id.is_not(None)
    )
