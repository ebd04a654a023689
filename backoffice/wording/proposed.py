"""What the row of an appointment says of what is proposed to its customer (D33)."""

from datetime import date
from typing import Protocol

from backoffice.domain.clock import hhmm
from backoffice.domain.terms import ToldBy
from backoffice.wording.plan_words import day_short
from backoffice.wording.rearranging import told


class Mark(Protocol):
    """Where an appointment could be instead."""

    @property
    def day(self) -> date: ...
    @property
    def start(self) -> int: ...
    @property
    def told_by(self) -> ToldBy | None: ...


class Row(Protocol):
    """An appointment at its own time."""

    @property
    def day(self) -> date: ...
    @property
    def start(self) -> int: ...
    @property
    def proposal(self) -> Mark | None: ...


def proposed(row: Row) -> str:
    """`Verlegung auf 14:00 vorgeschlagen, noch nicht informiert`; empty where nothing is."""
    mark = row.proposal
    if mark is None:
        return ""
    what = "Anruf statt Besuch" if _by_phone(row, mark) else f"Verlegung auf {_at(row, mark)}"
    return f"{what} vorgeschlagen, {told(mark.told_by)}"


def proposed_briefly(row: Row) -> str:
    """The same where there is little room: `▲ Vorschlag 14:00`, `▲ Vorschlag Anruf`."""
    mark = row.proposal
    if mark is None:
        return ""
    return f"▲ Vorschlag {'Anruf' if _by_phone(row, mark) else _at(row, mark)}"


def _by_phone(row: Row, mark: Mark) -> bool:
    """At its own time: then only the way is another."""
    return (mark.day, mark.start) == (row.day, row.start)


def _at(row: Row, mark: Mark) -> str:
    return hhmm(mark.start) if mark.day == row.day else f"{day_short(mark.day)} {hhmm(mark.start)}"
