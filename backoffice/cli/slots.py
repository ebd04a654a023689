"""`slots`: what is free for a concern, earliest first; and why one time is not."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.booking_typed import (
    WHEN,
    When,
    concern_of,
    group_id_of,
    group_option,
    minutes_option,
    reserved_option,
)
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.interpreting_offers import offered_json
from backoffice.cli.interpreting_typed import kind_option, kinds_of, ways_of
from backoffice.cli.language_typed import LANGUAGE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.plan_typed import SPAN, WEEKDAYS
from backoffice.cli.session import DAY, Session, branch_of, branch_option, json_option, pass_session
from backoffice.domain.clock import hhmm
from backoffice.domain.free_times import DayPart
from backoffice.wording import booking as words
from backoffice.wording.interpreting import KIND
from backoffice.wording.interpreting_line import NO_INTERPRETER_THEN
from backoffice.wording.openings import ASSUMED
from backoffice.wording.plan_words import day_short, span

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting_search import InterpretingWish
    from backoffice.desk.slots import FreeTimesView, OfferedSlot, WhyNotView

AHEAD = timedelta(weeks=12)
"""How far the search looks where no last day is said."""


@click.command(
    "slots",
    cls=Command,
    help=(
        "Zeigt freie Zeiten für ein Anliegen, die früheste zuerst, höchstens drei je Tag. Ohne --concern braucht es"
        " --minutes. Mit --why „24.11. 10:00“ steht stattdessen da, was gegen genau diese Zeit spricht, Platz für"
        " Platz. Mit --language sind Platz und Sprachmittlung zugleich frei; ohne --minutes ist das Gespräch dann um"
        " die Hälfte länger. JSON-Zeilen: day, start, end, group, service_point, contingent, reserved, reason; mit"
        " --language auch interpreter."
    ),
)
@branch_option
@click.option("--concern", metavar="ANLIEGEN", help="Ein Anliegen des Katalogs (backoffice concern list).")
@group_option
@click.option("--from", "first", type=DAY, help="Ab diesem Tag; sonst ab heute.")
@click.option("--until", "last", type=DAY, help="Bis zu diesem Tag; sonst zwölf Wochen.")
@click.option(
    "--part",
    type=click.Choice([part.value for part in DayPart]),
    help="morning (vormittags), afternoon (12 bis 16 Uhr), late (ab 16 Uhr).",
)
@click.option("--weekday", "weekdays", type=WEEKDAYS, help="Nur an diesen Wochentagen: mo-mi, do.")
@click.option("--between", type=SPAN, help="Ganz in dieser Zeit des Tages, z. B. 10:00-12:00.")
@minutes_option
@click.option("--limit", type=click.IntRange(1, 500), default=20, metavar="ANZAHL", help="Höchstens so viele (20).")
@click.option("--per-day", type=click.IntRange(1, 100), default=3, metavar="ANZAHL", help="So viele je Tag (3).")
@reserved_option
@click.option("--over-stop", is_flag=True, help="Auch im Buchungsstopp (gebucht wird dann mit --reason).")
@click.option("--public", is_flag=True, help="Wie von außen gebucht: Der Vorlauf des Angebots zählt.")
@click.option(
    "--language", type=LANGUAGE, metavar="SPRACHE", help="Jemand muss dolmetschen können, z. B. tir oder Tigrinya."
)
@kind_option
@click.option("--why", type=WHEN, help="Was gegen genau diese Zeit spricht: „24.11. 10:00“.")
@json_option
@pass_session
def slots(
    session: Session,
    /,
    branch: str | None,
    concern: str | None,
    group: str | None,
    why: When | None,
    as_json: bool,
    minutes: int | None,
    reserved: bool,
    over_stop: bool,
    public: bool,
    language: str | None,
    kind: str | None,
    **when: Any,
) -> int:
    """Show free times, or why one is not."""
    if kind is not None and language is None:
        raise click.UsageError("--kind gehört zu --language.")
    if concern is None and minutes is None:
        raise click.UsageError("Wofür? Bitte --concern ANLIEGEN oder --minutes angeben.")
    with session.desk() as desk:
        branch_id = branch_of(desk, branch).id
        about = {
            "branch_id": branch_id,
            "now": desk.clock.now(),
            "concern_id": concern_of(desk, branch_id, concern) if concern is not None else None,
            "group_ids": (group_id_of(desk, branch_id, group),) if group is not None else None,
            "minutes": minutes,
            "reserved": reserved,
            "over_stop": over_stop,
            "public": public,
            "interpreting": _wish(language, kind),
        }
        if why is not None:
            return _say_why(desk, about, why, as_json=as_json)
        view = _search(desk, about, session.today, **when)
        ways = "" if view.offers or language is None else _ways(desk, about, language, session.today, when)
    if as_json:
        say_json([_row(slot) for slot in view.offers])
        return DONE
    if ways:
        say(NO_INTERPRETER_THEN)
        say(ways)
    elif not view.offers:
        say(words.NOTHING_FREE)
    say_table(_cells(slot) for slot in view.offers)
    if view.assumed:
        say(ASSUMED)
    return DONE


def _wish(language: str | None, kind: str | None) -> "InterpretingWish | None":
    from backoffice.desk.interpreting_search import InterpretingWish

    return None if language is None else InterpretingWish(language, kinds_of(kind))


def _ways(desk: "Desk", about: dict[str, Any], language: str, today: date, when: dict[str, Any]) -> str:
    """Where nothing was found: from when on the language can be had in whatever way, in the next twelve weeks."""
    about = {**about, "interpreting": _wish(language, None)}
    found = _search(desk, about, today, **{**when, "last": None, "limit": 1})
    return ways_of(desk, language, found.ways)


def _search(
    desk: "Desk",
    about: dict[str, Any],
    today: date,
    *,
    first: date | None,
    last: date | None,
    part: str | None,
    weekdays: tuple[int, ...] | None,
    between: tuple[int, int] | None,
    limit: int,
    per_day: int,
) -> "FreeTimesView":
    from backoffice.desk.slots import FreeTimesFor

    start, end = between or (0, 1440)
    return desk.read(
        FreeTimesFor(
            **about,
            first=first or today,
            last=last or ahead_of(first or today),
            part=DayPart(part) if part else None,
            weekdays=frozenset(weekdays) if weekdays else None,
            from_minute=start,
            until_minute=end,
            limit=limit,
            per_day=per_day,
        )
    )


def ahead_of(first: date) -> date:
    """The last day of a search for which none was said; the calendar has an end, too."""
    return first + AHEAD if first <= date.max - AHEAD else date.max


def _say_why(desk: "Desk", about: dict[str, Any], why: When, *, as_json: bool) -> int:
    from backoffice.desk.slots import WhyNot

    view = desk.read(WhyNot(**about, day=why[0], start=why[1]))
    if as_json:
        say_json([*_why_rows(view)])
        return DONE
    say(f"{words.explained(view.explanation)}.")
    if view.offer is not None:
        say(words.can_be_had(view.offer.group, view.offer.point, repacked=view.offer.repacked))
    return DONE


def _row(slot: "OfferedSlot") -> dict[str, Any]:
    return {
        "day": slot.day.isoformat(),
        "start": hhmm(slot.start),
        "end": hhmm(slot.end),
        "group": slot.group,
        "service_point": slot.point,
        "contingent": slot.contingent.value,
        "reserved": slot.reserved,
        "reason": words.marks(slot.contingent.value, reserved=False, stopped=slot.stopped, repacked=slot.repacked),
        **({} if slot.interpreter is None else {"interpreter": offered_json(slot.interpreter)}),
    }


def _cells(slot: "OfferedSlot") -> list[str]:
    return [
        day_short(slot.day),
        span(slot.start, slot.end),
        slot.point,
        slot.group,
        *([] if slot.interpreter is None else [KIND[slot.interpreter.kind.value], slot.interpreter.name]),
        words.marks(
            slot.contingent.value, reserved=slot.reserved, stopped=slot.stopped, repacked=slot.repacked, otv=True
        ),
    ]


def _why_rows(view: "WhyNotView") -> Any:
    """One row for each service point, the offer among them; what is against the whole time stands in each."""
    explanation, offer = view.explanation, view.offer
    against = {name: words.reason(one) for one in explanation.obstacles for name in one.points}
    whole = ", ".join(words.reason(one) for one in explanation.obstacles if not one.points)
    time = {
        "day": explanation.day.isoformat(),
        "start": hhmm(explanation.start),
        "end": hhmm(explanation.end),
    }
    for point, group in view.points:
        if offer is not None and offer.point == point:
            yield _row(offer)
        else:
            said = ", ".join(part for part in (whole, against.get(point, "")) if part)
            yield {
                **time,
                "group": group,
                "service_point": point,
                "contingent": None,
                "reserved": None,
                "reason": said,
            }
    if not view.points:
        yield {**time, "group": None, "service_point": None, "contingent": None, "reserved": None, "reason": whole}


COMMANDS = (slots,)
