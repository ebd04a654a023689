"""`interpreting offers`: who can interpret an appointment, now, at its own time, or at a new one (D46, D47)."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.interpreting_typed import kind_option, kinds_of, language_option, offers_for, ways_of
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import DAY, Session, json_option, pass_session
from backoffice.cli.working import id_argument, pick
from backoffice.domain.clock import hhmm
from backoffice.wording import interpreting_line as words
from backoffice.wording.interpreting import when
from backoffice.wording.refusals import refusal

if TYPE_CHECKING:
    from backoffice.desk.interpreter_offers import OfferedInterpreter
    from backoffice.desk.interpreting_prefill import InterpretingOffers
    from backoffice.desk.slots import OfferedSlot


@click.command(
    "offers",
    cls=Command,
    help=(
        "Zeigt nummeriert, wer zu einem Termin dolmetschen kann: ab jetzt (wenn die Person da ist), zur gebuchten"
        " Zeit, und zu neuen Zeiten, zu denen auch ein Platz frei ist. Darunter, ab wann die Sprache auf welchem Weg"
        " zu haben ist."
    ),
)
@id_argument
@language_option
@kind_option
@click.option("--from", "first", type=DAY, help="Neue Zeiten ab diesem Tag; sonst ab heute.")
@json_option
@pass_session
def offers(
    session: Session, one: str, language: str | None, kind: str | None, first: date | None, as_json: bool
) -> int:
    """Show who can be asked."""
    with session.desk() as desk:
        line = pick(desk, one)
        found = offers_for(desk, line.id, language, kinds_of(kind), first=first)
        ways = ways_of(desk, str(found.language), found.ways)
    if as_json:
        say_json(_json(found, session.today))
        return DONE
    numbers = count(1)
    if found.now is not None:
        span = when(session.today, *found.now, session.today)
        _say_people(words.NOW.format(when=span), found.at_once, numbers)
    _say_people(words.THEN.format(when=when(found.day, found.start, found.end, session.today)), found.then, numbers)
    say(words.NEW_TIMES.format(minutes=found.minutes))
    if not found.times:
        say(f"  {words.NO_NEW_TIMES if found.no_times is None else refusal(found.no_times).message}")
    say_table(_time_cells(next(numbers), slot, session.today) for slot in found.times)
    say(ways)
    say(words.how_to_order(line.id[-6:], None if found.minutes == found.end - found.start else found.minutes))
    return DONE


def _say_people(title: str, people: "tuple[OfferedInterpreter, ...]", numbers: Iterator[int]) -> None:
    say(title)
    if not people:
        say(f"  {words.NOBODY_FREE}")
    say_table([_number(next(numbers)), *_who(one)] for one in people)


def _number(number: int) -> str:
    return f"{number:>3}"


def _who(one: "OfferedInterpreter") -> list[str]:
    kind = one.kind.value
    return [
        words.way(kind),
        one.name,
        words.AT_ONCE if one.at_once else words.TO_ASK,
        words.reach(one.contact, one.dial, remote=one.at_once) or words.NOBODY,
        one.id[-6:],
    ]


def _time_cells(number: int, slot: "OfferedSlot", today: date) -> list[str]:
    who = slot.interpreter
    return [
        _number(number),
        when(slot.day, slot.start, slot.end, today),
        slot.point,
        slot.group,
        *(_who(who) if who is not None else [""] * 5),
    ]


def _json(found: "InterpretingOffers", today: date) -> dict[str, Any]:
    numbers = count(1)
    now = None if found.now is None else _span(today, *found.now)
    return {
        "appointment": found.appointment_id,
        "language": found.language,
        "minutes": found.minutes,
        "now": now and {**now, "offers": [_person_json(next(numbers), one) for one in found.at_once]},
        "then": {
            **_span(found.day, found.start, found.end),
            "offers": [_person_json(next(numbers), one) for one in found.then],
        },
        "times": [
            {
                **_span(slot.day, slot.start, slot.end),
                "group": slot.group,
                "service_point": slot.point,
                **(_person_json(next(numbers), slot.interpreter) if slot.interpreter is not None else {}),
            }
            for slot in found.times
        ],
        "no_times": found.no_times and found.no_times.code,
        "ways": [
            {
                "kind": way.kind.value,
                "first_day": way.first and way.first[0].isoformat(),
                "first_start": way.first and hhmm(way.first[1]),
                "at_once": way.at_once,
            }
            for way in found.ways
        ],
    }


def _span(day: date, start: int, end: int) -> dict[str, Any]:
    return {"day": day.isoformat(), "start": hhmm(start), "end": hhmm(end)}


def _person_json(number: int, one: "OfferedInterpreter") -> dict[str, Any]:
    return {"number": number, **offered_json(one)}


def offered_json(one: "OfferedInterpreter") -> dict[str, Any]:
    """Somebody who can be asked, as JSON says it."""
    return {
        "kind": one.kind.value,
        "interpreter_id": one.id,
        "interpreter": one.name,
        "provider": one.provider.value,
        "at_once": one.at_once,
        "contact": one.contact or None,
        "dial": one.dial or None,
        "cost_note": one.cost_note or None,
    }
