"""Who can be asked to interpret, as it is offered beside a time (D46, D47)."""

from dataclasses import dataclass
from datetime import date

from backoffice.domain.interpreting import Candidate, Interpreting, kinds_of
from backoffice.domain.terms import InterpretingKind, Provider


@dataclass(frozen=True, slots=True)
class OfferedInterpreter:
    """Somebody who is free for a time, and how they would interpret."""

    id: str
    name: str
    provider: Provider
    kind: InterpretingKind
    at_once: bool
    """Nobody has to say yes: one dials."""
    contact: str
    dial: str
    cost_note: str


@dataclass(frozen=True, slots=True)
class WayView:
    """A way in which a language can be interpreted here."""

    kind: InterpretingKind
    first: tuple[date, int] | None
    """The first time at which somebody could, within the days that were asked for; None: nobody, in all of them."""
    at_once: bool
    """Somebody of this kind can be dialled without asking before."""


def as_offered(way: Candidate) -> OfferedInterpreter:
    """Somebody as they are offered."""
    one = way.interpreter
    return OfferedInterpreter(
        one.id, one.name, one.provider, way.kind, one.at_once, one.contact, one.dial, one.cost_note
    )


def offered(search: Interpreting | None, day: date, start: int, minutes: int) -> OfferedInterpreter | None:
    """Who is rather asked for `[start, start + minutes)` of a day; None: nobody is looked for, or free."""
    found = () if search is None else search.who(day, start, minutes)
    return as_offered(found[0]) if found else None


def ways_of(search: Interpreting | None, minutes: int, first: date, last: date) -> tuple[WayView, ...]:
    """In which ways the language can be had at all, and from when on; those first that are rather taken."""
    if search is None:
        return ()
    since = max(first, search.now[0])
    return tuple(
        WayView(
            kind,
            search.first(kind, minutes, since, last),
            any(way.interpreter.at_once for way in search.ways if way.kind is kind),
        )
        for kind in kinds_of(search.ways)
    )
