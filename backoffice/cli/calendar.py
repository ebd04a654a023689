"""`calendar`: when a branch works, on which days it is closed, and by which rule promises are due (D35, D38)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.plan_check import changed
from backoffice.cli.session import DAY, Session, branch_of, branch_option, json_option, pass_session
from backoffice.domain.clock import hhmm
from backoffice.domain.deadlines import Policy
from backoffice.domain.errors import Refused
from backoffice.domain.week import parse_week, week_text
from backoffice.wording import ticket_commands as words
from backoffice.wording.done import done as said
from backoffice.wording.labels import day_label
from backoffice.wording.tickets import POLICY

if TYPE_CHECKING:
    from backoffice.desk.calendar import CalendarView
    from backoffice.desk.command import Done
    from backoffice.desk.desk import Desk

RULES = {policy.value.replace("_", "-"): policy for policy in Policy}
AHEAD = timedelta(days=90)
"""How far ahead public holidays are named."""


@click.group(
    "calendar",
    cls=Group,
    help="Dienstzeiten, Schließungen und die Frist-Regel. Danach richtet sich, bis wann ein Rückruf zugesagt ist.",
)
def calendar() -> None:
    """Commands for hours and closures."""


@calendar.command(
    "show", help="Zeigt Dienstzeiten, kommende Schließungen und Feiertage einer Geschäftsstelle, und die Frist-Regel."
)
@branch_option
@json_option
@pass_session
def show(session: Session, branch: str | None, as_json: bool) -> int:
    """Show a branch's calendar."""
    with session.desk() as desk:
        from backoffice.desk.calendar import CalendarOf

        at = branch_of(desk, branch)
        found = desk.read(CalendarOf(at.id, session.today))
    if as_json:
        say_json(_json(found, at.code))
        return DONE
    say(at.name)
    say_table(_facts(found, session.today))
    return DONE


def _facts(found: "CalendarView", today: date) -> Iterator[tuple[str, str]]:
    from backoffice.domain.calendar import holidays_between

    yield words.HOURS_USUAL if found.usual else words.HOURS_OWN, week_text(found.hours)
    yield words.RULE, POLICY[found.policy.value]
    yield words.CALENDAR, found.version
    ids = short_ids([closure.id for closure in found.closures])
    for one in found.closures:
        days = words.closure_days(one.first_day, one.last_day)
        yield words.CLOSURE, f"{ids[one.id]} {days}, {one.name} ({one.branch or words.HOUSE_WIDE})"
    for day, name in holidays_between(today, today + AHEAD):
        yield words.HOLIDAY, f"{day_label(day)}, {name}"
    yield words.CLOSED_YEARLY, words.YEARLY


def _json(found: "CalendarView", branch: str) -> dict[str, object]:
    return {
        "branch": branch,
        "hours": [
            {"weekday": weekday + 1, "start": hhmm(start), "end": hhmm(end)}
            for weekday, spans in enumerate(found.hours.week)
            for start, end in spans
        ],
        "usual": found.usual,
        "closures": [
            {
                "id": one.id,
                "branch": one.branch,
                "first_day": one.first_day.isoformat(),
                "last_day": one.last_day.isoformat(),
                "name": one.name,
            }
            for one in found.closures
        ],
        "policy": found.policy.value,
        "version": found.version,
    }


@calendar.command(
    "hours",
    help=(
        "Setzt die Dienstzeiten einer Geschäftsstelle, zum Beispiel: backoffice calendar hours"
        ' "mo-mi 8-16, do 8-18, fr 8-12".'
    ),
)
@click.argument("week", metavar="ZEITEN", nargs=-1, required=True)
@branch_option
@pass_session
def hours(session: Session, week: tuple[str, ...], branch: str | None) -> int:
    """Set a branch's week."""
    wanted = parse_week(" ".join(week))
    with session.desk() as desk:
        from backoffice.desk.calendar import HoursSpan, SetOfficeHours

        at = branch_of(desk, branch)
        spans = tuple(
            HoursSpan(weekday=weekday, start=start, end=end)
            for weekday, of_day in enumerate(wanted.week)
            for start, end in of_day
        )
        done, added = changed(desk, at.id, desk.new(SetOfficeHours, branch_id=at.id, spans=spans))
    _tell(done, f"{at.name}: {week_text(wanted)}.", *added)
    return DONE


@calendar.command(
    "close",
    help=(
        "Trägt eine Schließung ein: einen Tag, oder vom ersten bis zum letzten. Gesetzliche Feiertage, der 24. und"
        " der 31. Dezember gelten von selbst."
    ),
)
@click.argument("first", metavar="TAG", type=DAY)
@click.argument("last", metavar="[BIS]", type=DAY, required=False)
@click.option("--name", metavar="GRUND", required=True, help="Was an diesen Tagen ist, z. B. Betriebsversammlung.")
@branch_option
@click.option("--everywhere", is_flag=True, help="Das ganze Haus ist geschlossen.")
@pass_session
def close(session: Session, first: date, last: date | None, name: str, branch: str | None, everywhere: bool) -> int:
    """Add closed days."""
    if everywhere and branch is not None:
        raise click.UsageError("--everywhere und --branch schließen einander aus.")
    with session.desk() as desk:
        from backoffice.desk.closures import AddClosure

        at = None if everywhere else branch_of(desk, branch)
        command = desk.new(AddClosure, branch_id=at and at.id, first_day=first, last_day=last or first, name=name)
        done, added = changed(desk, at.id, command) if at else (desk.perform(command), [])
    where = at.name if at else words.HOUSE_WIDE
    _tell(done, f"{command.closure_id[-6:]} {words.closure_days(first, last or first)} ({where}).", *added)
    return DONE


@calendar.command("reopen", help="Hebt eine Schließung auf: An diesen Tagen wird doch gearbeitet.")
@click.argument("one", metavar="KENNUNG")
@branch_option
@pass_session
def reopen(session: Session, one: str, branch: str | None) -> int:
    """Remove closed days."""
    with session.desk() as desk:
        from backoffice.desk.closures import RemoveClosure

        closure_id = _closure(desk, branch_of(desk, branch).id, one, session.today)
        done = desk.perform(desk.new(RemoveClosure, closure_id=closure_id))
    _tell(done)
    return DONE


def _closure(desk: "Desk", branch_id: str, ending: str, today: date) -> str:
    from backoffice.desk.calendar import CalendarOf

    typed = ending.strip().casefold()
    found = [one.id for one in desk.read(CalendarOf(branch_id, today)).closures if typed and one.id.endswith(typed)]
    if len(found) != 1:
        raise Refused("closure_unclear", id=typed)
    return found[0]


@calendar.command(
    "rule",
    help=(
        "Stellt ein, wie die 48 Stunden neuer Zusagen zählen: working-days (jeder Arbeitstag zählt 24 Stunden,"
        " Wochenenden, Feiertage und Schließungen nichts) oder elapsed (48 Stunden ohne Unterbrechung)."
    ),
)
@click.argument("name", metavar="REGEL", type=click.Choice(list(RULES)))
@pass_session
def rule(session: Session, name: str) -> int:
    """Set the policy."""
    with session.desk() as desk:
        from backoffice.desk.calendar import SetPolicy

        done = desk.perform(desk.new(SetPolicy, policy=RULES[name]))
    _tell(done, f"{POLICY[RULES[name].value]}.")
    return DONE


def _tell(done: "Done", what: str = "", *more: str) -> None:
    say(f"{said(done.code, done.values)} {what}".rstrip())
    say(words.PROMISES_STAY)
    for line in more:
        say(line)


COMMANDS = (calendar,)
