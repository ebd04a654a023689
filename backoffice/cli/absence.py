"""`absence`: who, or which service points, are away (D36). Never why."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.plan_typed import END, group_of
from backoffice.cli.session import DAY, TIME, Session, branch_of, branch_option, json_option, pass_session
from backoffice.cli.staffing_typed import people_of, person_of, tell
from backoffice.domain.clock import hhmm, wall
from backoffice.domain.errors import Refused
from backoffice.wording import absences as words
from backoffice.wording.openings import days, span

if TYPE_CHECKING:
    from backoffice.desk.absence_views import AbsenceView
    from backoffice.desk.command import Command
    from backoffice.desk.desk import Desk

NOON = 720
PARTS = {"morning": (0, NOON), "afternoon": (NOON, 1440)}


@click.group(
    "absence",
    cls=Group,
    help=(
        "Abwesenheiten von Personen und Serviceplätzen. Ein Grund wird nie gefragt und nie gespeichert; am nächsten"
        " Arbeitstag nach ihrem Ende ist eine Abwesenheit gelöscht. Abgesagt wird davon kein Termin."
    ),
)
def absence() -> None:
    """Commands for absences."""


@absence.command(
    "add",
    help=(
        "Trägt eine Abwesenheit ein: von einer Person (Anmeldung), von Serviceplätzen (Namen), oder mit --group von"
        " so vielen Plätzen einer Gruppe, wie --points sagt; ohne Zahl von allen. Welche das sind, sucht das Programm"
        " aus: die mit den wenigsten Terminen. Ohne Zeit gilt der ganze Tag, heute ab jetzt."
    ),
)
@click.argument("names", metavar="[ANMELDUNG | PLATZ …]", nargs=-1)
@click.option("--group", metavar="GRUPPE", help="Gruppe, z. B. L1.")
@click.option("--points", "count", type=click.IntRange(min=1), help="Wie viele Plätze der Gruppe weniger.")
@branch_option
@click.option("--day", type=DAY, help="Erster Tag; sonst heute.")
@click.option("--until-day", "last", type=DAY, help="Letzter Tag; sonst der erste.")
@click.option("--from", "start", type=TIME, help="Ab dieser Uhrzeit, an jedem der Tage.")
@click.option("--until", "end", type=END, help="Bis zu dieser Uhrzeit, an jedem der Tage.")
@click.option("--part", type=click.Choice(list(PARTS)), help="Halber Tag: morning (bis 12 Uhr) oder afternoon.")
@pass_session
def add(
    session: Session,
    names: tuple[str, ...],
    group: str | None,
    count: int | None,
    branch: str | None,
    day: date | None,
    last: date | None,
    start: int | None,
    end: int | None,
    part: str | None,
) -> int:
    """Enter an absence."""
    if bool(names) == (group is not None):
        raise click.UsageError("Wer oder was fehlt? Eine Anmeldung, Serviceplätze oder --group: genau eins davon.")
    if count is not None and group is None:
        raise click.UsageError("--points gehört zu --group.")
    if part is not None and (start is not None or end is not None):
        raise click.UsageError("--part und --from/--until schließen einander aus.")
    low, high = PARTS[part] if part else (start or 0, 1440 if end is None else end)
    first = day or session.today
    with session.desk() as desk:
        at = branch_of(desk, branch)
        when = {"first_day": first, "last_day": last or first, "start": low, "end": high}
        if group is not None:
            from backoffice.desk.absences import EnterAbsence

            group_id, _ = group_of(desk, at.id, group)
            command: Command = desk.new(EnterAbsence, branch_id=at.id, group_id=group_id, count=count, **when)
        else:
            command = _named(desk, at.id, names, when)
        done = desk.perform(command)
    tell(done)
    return DONE


def _named(desk: "Desk", branch_id: str, names: tuple[str, ...], when: dict[str, Any]) -> "Command":
    """The command for one person, or for service points by their names."""
    from backoffice.desk.absences import EnterAbsence
    from backoffice.desk.openings_views import OpeningsOf

    points = {point.name.casefold(): point.id for point in desk.read(OpeningsOf(branch_id, when["first_day"])).points}
    typed = [name.strip().casefold() for name in names]
    if all(name in points for name in typed):
        ids = tuple(points[name] for name in typed)
        return desk.new(EnterAbsence, branch_id=branch_id, point_ids=ids, **when)
    if len(typed) > 1:
        unknown = next(name for name, folded in zip(names, typed, strict=True) if folded not in points)
        raise Refused("unknown_point", point=unknown)
    person = person_of(people_of(desk, branch_id, when["first_day"]), names[0])
    return _of_person(desk, branch_id, person, when)


def _of_person(desk: "Desk", branch_id: str, staff_id: str, when: dict[str, Any]) -> "Command":
    """Whoever plans nothing here can say that somebody is not there from now on, and no more (D36)."""
    from backoffice.desk.absence_views import plans_at
    from backoffice.desk.absences import EnterAbsence
    from backoffice.desk.leaving import LeaveForToday

    today, minute = wall(desk.clock.now())
    from_now = when["first_day"] == when["last_day"] == today and when["start"] <= minute
    if from_now and not plans_at(desk.actor, branch_id):
        return desk.new(LeaveForToday, branch_id=branch_id, staff_id=staff_id, until=when["end"])
    return desk.new(EnterAbsence, branch_id=branch_id, staff_id=staff_id, **when)


@absence.command(
    "end", help="Beendet eine Abwesenheit ab jetzt; was noch nicht begonnen hat, entfällt. Kennungen: absence list."
)
@click.argument("one", metavar="KENNUNG")
@branch_option
@pass_session
def end_absence(session: Session, one: str, branch: str | None) -> int:
    """End an absence."""
    typed = one.strip().casefold()
    with session.desk() as desk:
        from backoffice.desk.absence_views import AbsencesOf
        from backoffice.desk.ending_absences import EndAbsence

        listed = desk.read(AbsencesOf(branch_of(desk, branch).id, session.today, date.max, session.clock.now()))
        found = [view.entry_id for view in listed if typed and view.entry_id.endswith(typed)]
        if len(found) != 1:
            raise Refused("absence_unclear", id=typed)
        done = desk.perform(desk.new(EndAbsence, entry_id=found[0]))
    tell(done)
    return DONE


@absence.command(
    "list",
    help=(
        "Zeigt Abwesenheiten von heute an, oder an den genannten Tagen. Wer hier nichts plant, sieht nur, wer heute"
        " nicht da ist, und nie, bis wann."
    ),
)
@branch_option
@click.option("--day", type=DAY, help="Erster Tag; sonst heute.")
@click.option("--until-day", "last", type=DAY, help="Letzter Tag; sonst ohne Ende.")
@json_option
@pass_session
def list_absences(session: Session, branch: str | None, day: date | None, last: date | None, as_json: bool) -> int:
    """List absences; what is over and due to go is erased first."""
    with session.desk() as desk:
        from backoffice.desk.absence_views import AbsencesOf
        from backoffice.desk.erasing import erase_past

        erase_past(desk)
        at = branch_of(desk, branch)
        found = desk.read(AbsencesOf(at.id, day or session.today, last or date.max, session.clock.now()))
    if as_json:
        say_json([_json(one) for one in found])
    elif not found:
        say(words.NOBODY_AWAY)
    else:
        say_table(_rows(found))
    return DONE


def _rows(found: "tuple[AbsenceView, ...]") -> Iterator[list[str]]:
    ids = short_ids([one.entry_id for one in found])
    for one in found:
        who = one.name or (f"{one.group}: " if one.group else "") + ", ".join(one.points)
        if not one.spans:
            yield [ids[one.entry_id], who, words.AWAY_TODAY if one.staff_id else words.UNSERVED, "", ""]
        for part in one.spans:
            times = span(part.start, part.end)
            yield [ids[one.entry_id], who, days(part.first_day, part.last_day), times, words.KIND[one.kind.value]]


def _json(one: "AbsenceView") -> dict[str, Any]:
    return {
        "id": one.entry_id,
        "kind": one.kind.value,
        "who": one.name or None,
        "group": one.group,
        "service_points": list(one.points),
        "times": [
            {
                "first_day": part.first_day.isoformat(),
                "last_day": part.last_day.isoformat(),
                "start": hhmm(part.start),
                "end": hhmm(part.end),
            }
            for part in one.spans
        ],
    }


COMMANDS = (absence,)
