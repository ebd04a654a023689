"""`plan`: when service points are open, what is booked on them, and who is left outside (D26–D33)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.lines import iso
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import (
    DAY,
    Session,
    branch_of,
    branch_option,
    day_option,
    json_option,
    names_option,
    pass_session,
)
from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import openings as words
from backoffice.wording.commands import NO_NAME
from backoffice.wording.labels import day_label
from backoffice.wording.rearranging import PROPOSED
from backoffice.wording.states import STATUS

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.plan_views import (
        Booked,
        GroupPlan,
        HalfDay,
        Held,
        Outlook,
        PlannedDay,
        PointPlan,
    )


@click.group(
    "plan",
    cls=Group,
    help="Der Plan: wann welche Serviceplätze offen sind, was darauf gebucht ist, und wer außerhalb liegt.",
)
def plan() -> None:
    """Commands for the plan."""


@plan.command(
    "show",
    help=(
        "Zeigt den Plan einer Geschäftsstelle: einen Tag Platz für Platz, oder mit --from und --until die Gruppen"
        " vormittags und nachmittags."
    ),
)
@branch_option
@day_option
@click.option("--from", "first", type=DAY, help="Erster Tag einer Übersicht.")
@click.option("--until", "last", type=DAY, help="Letzter Tag der Übersicht; sonst sieben Tage.")
@json_option
@names_option
@pass_session
def show(
    session: Session,
    branch: str | None,
    day: date | None,
    first: date | None,
    last: date | None,
    as_json: bool,
    with_names: bool,
) -> int:
    """Show a day, or several."""
    several = first is not None or last is not None
    if several and day is not None:
        raise click.UsageError("--day und --from/--until schließen einander aus.")
    first = first or session.today
    last = last or first + timedelta(days=6)
    if several and last < first:
        raise click.UsageError("--until liegt vor --from.")
    with session.desk() as desk:
        from backoffice.desk.plan_views import DayPlan

        at = branch_of(desk, branch)
        if several:
            groups = list(_outlooks(desk, at.id, first, last))
        else:
            found = desk.read(DayPlan(at.id, day or session.today, session.clock.now()))
    if several and as_json:
        say_json([row for group in groups for row in _outlook_json(group, first, last)])
    elif several:
        say(at.name)
        _say_assumed(assumed=any(group.assumed for group in groups))
        say_table(row for group in groups for row in _outlook_rows(group, first, last))
    elif as_json:
        say_json(_day_json(found, with_names=with_names))
    else:
        say(f"{at.name}, {day_label(found.day)}")
        _say_assumed(assumed=found.assumed)
        say_table(_day_rows(found, with_names=with_names))
    return DONE


def _say_assumed(*, assumed: bool) -> None:
    if assumed:
        say(words.ASSUMED)


def _outlooks(desk: "Desk", branch_id: str, first: date, last: date) -> "Iterator[Outlook]":
    from backoffice.desk.organisation_views import GroupsOf
    from backoffice.desk.plan_views import GroupOutlook

    weeks = -(-((last - first).days + 1) // 7)
    for group_id, _ in desk.read(GroupsOf(branch_id)):
        yield desk.read(GroupOutlook(group_id, first, weeks, desk.clock.now()))


def _halves(group: "Outlook", first: date, last: date) -> "Iterator[tuple[date, str, HalfDay]]":
    for one in group.days:
        if first <= one.day <= last:
            yield one.day, words.MORNING, one.morning
            yield one.day, words.AFTERNOON, one.afternoon


def _outlook_rows(group: "Outlook", first: date, last: date) -> Iterator[list[str]]:
    for day, part, half in _halves(group, first, last):
        if half.why is not None:
            said = f"{words.CLOSED}, {words.why(half.why.value, half.reason)}"
        else:
            stop = f", {words.sort('internal', reserved=False, stopped=half.reason)}" if half.stopped else ""
            said = words.half(half.planned, half.booked, half.free) + stop.replace("intern, ", "")
        yield [group.group, day_label(day), part, said]


def _outlook_json(group: "Outlook", first: date, last: date) -> Iterator[dict[str, Any]]:
    for day, part, half in _halves(group, first, last):
        yield {
            "group": group.group,
            "day": day.isoformat(),
            "part": "morning" if part == words.MORNING else "afternoon",
            "planned_minutes": half.planned,
            "booked_minutes": half.booked,
            "free_minutes": half.free,
            "why_closed": half.why.value if half.why else None,
            "reason": half.reason,
            "booking_stop": half.stopped,
            "assumed": group.assumed,
        }


# --- a day ------------------------------------------------------------------------


def _day_rows(found: "PlannedDay", *, with_names: bool) -> Iterator[list[str]]:
    everybody = [*found.without_place]
    for group in found.groups:
        everybody += [one for point in group.points for one in point.booked]
        everybody += group.without_place
    ids = short_ids([one.id for one in everybody])
    for group in found.groups:
        for point in group.points:
            for start, end, said in _point_rows(point, ids, with_names=with_names):
                yield [point.name, words.span(start, end), said]
        yield from _without(group.without_place, group.name, ids, with_names=with_names)
    yield from _without(found.without_place, "—", ids, with_names=with_names)


def _point_rows(point: "PointPlan", ids: dict[str, str], *, with_names: bool) -> list[tuple[int, int, str]]:
    """What is on a point, by time; minutes of which nothing was ever said are left out, unless it is all day."""
    rows = [
        (
            one.start,
            one.end,
            f"{words.OPEN} ({words.sort(one.contingent, reserved=one.reserved, stopped=one.stopped)})",
        )
        for one in point.open
    ]
    rows += [
        (one.start, one.end, words.why(one.why.value, one.name))
        for one in point.closed
        if one.why.value != "no_opening" or (one.end - one.start) == 1440
    ]
    rows += [(one.start, one.end, _said(one, ids, with_names=with_names)) for one in point.booked]
    rows += [(one.start, one.end, _kept(one)) for one in point.holds]
    return sorted(rows, key=lambda row: (row[0], -row[1]))


def _without(
    people: "tuple[Booked, ...]", group: str, ids: dict[str, str], *, with_names: bool
) -> Iterator[list[str]]:
    for one in people:
        yield [group, words.span(one.start, one.end), f"{words.NO_PLACE}: {_said(one, ids, with_names=with_names)}"]


def _said(one: "Booked", ids: dict[str, str], *, with_names: bool) -> str:
    """How an appointment stands, by which id it is found, and (where wanted) who it is."""
    return " ".join([STATUS[one.status.value], ids[one.id], *([one.name or NO_NAME] if with_names else [])])


def _day_json(found: "PlannedDay", *, with_names: bool) -> dict[str, Any]:
    return {
        "branch": found.branch.code,
        "day": found.day.isoformat(),
        "assumed": found.assumed,
        "groups": [_group_json(group, with_names=with_names) for group in found.groups],
        "without_place": [_booked_json(one, with_names=with_names) for one in found.without_place],
    }


def _kept(one: "Held") -> str:
    return PROPOSED if one.until is None else f"{words.HELD} bis {one.until.astimezone(BREMEN):%H:%M}"


def _group_json(group: "GroupPlan", *, with_names: bool) -> dict[str, Any]:
    return {
        "group": group.name,
        "service_points": [_point_json(point, with_names=with_names) for point in group.points],
        "without_place": [_booked_json(one, with_names=with_names) for one in group.without_place],
    }


def _point_json(point: "PointPlan", *, with_names: bool) -> dict[str, Any]:
    return {
        "service_point": point.name,
        "temporary": point.temporary,
        "reason": point.reason,
        "open": [
            {
                "start": hhmm(one.start),
                "end": hhmm(one.end),
                "contingent": one.contingent.value,
                "reserved": one.reserved,
                "booking_stop": one.stopped or None,
            }
            for one in point.open
        ],
        "closed": [
            {"start": hhmm(one.start), "end": hhmm(one.end), "why": one.why.value, "reason": one.name}
            for one in point.closed
        ],
        "booked": [_booked_json(one, with_names=with_names) for one in point.booked],
        "held": [
            {"start": hhmm(o.start), "end": hhmm(o.end), "until": o.until and iso(o.until)} for o in point.holds
        ],
    }


def _booked_json(one: "Booked", *, with_names: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id,
        "start": hhmm(one.start),
        "end": hhmm(one.end),
        "status": one.status.value,
    }
    return {**found, "name": one.name} if with_names else found


def _add_rooms() -> None:
    """The other commands stand in rooms of their own."""
    from backoffice.cli import (
        plan_check,
        plan_listing,
        plan_offers,
        plan_points,
        plan_rearranging,
        plan_setting,
    )

    for room in (plan_listing, plan_rearranging, plan_setting, plan_points, plan_offers, plan_check):
        for command in room.COMMANDS:
            plan.add_command(command)


_add_rooms()

COMMANDS = (plan,)
