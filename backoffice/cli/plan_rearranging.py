"""`plan propose` and `plan accept`: who goes where when service points are missing (D33)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.plan_typed import SPAN, group_of
from backoffice.cli.session import (
    Session,
    branch_of,
    branch_option,
    day_option,
    json_option,
    names_option,
    pass_session,
)
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import Refused
from backoffice.wording import plan_lines as lines
from backoffice.wording import rearranging as words
from backoffice.wording.commands import EMERGENCY, NO_NAME
from backoffice.wording.done import done as told

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.rearranging import AsideLine, ExtraPoint, PlanView, StepLine
    from backoffice.domain.rearrange_values import Place

extra_option = click.option(
    "--extra", "extras", multiple=True, metavar='"GRUPPE VON-BIS"', help="Jemand springt ein: ein Platz mehr."
)
calls_option = click.option(
    "--calls", multiple=True, metavar='"GRUPPE VON-BIS"', help="Jemand kann anrufen, aber niemanden empfangen."
)


@click.command(
    "propose",
    cls=Command,
    help=(
        "Schlägt vor, wo die betroffenen Termine eines Tages bleiben: so viele wie möglich zu ihrer Zeit. Gespeichert"
        " wird nichts."
    ),
)
@branch_option
@day_option
@extra_option
@calls_option
@json_option
@names_option
@pass_session
def propose(
    session: Session,
    branch: str | None,
    day: date | None,
    extras: tuple[str, ...],
    calls: tuple[str, ...],
    as_json: bool,
    with_names: bool,
) -> int:
    """Work out a plan and show it."""
    with session.desk() as desk:
        view = _read(session, desk, branch, day, extras, calls)
    if as_json:
        say_json(_json(view, with_names=with_names))
    elif not view:
        say(lines.nobody(view))
    else:
        say(lines.summary(view))
        say_table(_rows(view, with_names=with_names))
        given = [*(f' --extra "{one}"' for one in extras), *(f' --calls "{one}"' for one in calls)]
        given += [f" --day {view.day:%d.%m.%Y}"] if day is not None else []
        say(lines.ACCEPT.format(token=view.token, more="".join(given)))
    return DONE


@click.command(
    "accept",
    cls=Command,
    help=(
        "Nimmt den Vorschlag an: Was Zeit und Weg behält, gilt sofort; alles andere wird den Kund:innen vorgeschlagen"
        " (notify list). Mit --plan nur, wenn es noch der ist, den plan propose gezeigt hat."
    ),
)
@branch_option
@day_option
@extra_option
@calls_option
@click.option("--plan", "token", metavar="VORSCHLAG", help="Die Kennung, die plan propose nennt.")
@pass_session
def accept(
    session: Session,
    branch: str | None,
    day: date | None,
    extras: tuple[str, ...],
    calls: tuple[str, ...],
    token: str | None,
) -> int:
    """Work out the plan and accept it."""
    with session.desk() as desk:
        from backoffice.desk.accepting_plan import AcceptPlan
        from backoffice.desk.plan_parts import acceptance

        view = _read(session, desk, branch, day, extras, calls)
        if token is not None and token.strip().casefold() != view.token:
            raise Refused("plan_other", seen=token, token=view.token)
        done = desk.perform(desk.new(AcceptPlan, **acceptance(view, words.EXTRA_REASON)))
    say(told(done.code, done.values))
    return DONE


def _read(
    session: Session, desk: "Desk", branch: str | None, day: date | None, extras: Sequence[str], calls: Sequence[str]
) -> "PlanView":
    from backoffice.desk.rearranging import PlanFor

    at = branch_of(desk, branch)
    points: list[ExtraPoint] = []
    for typed, calls_only in [*((one, False) for one in extras), *((one, True) for one in calls)]:
        points.append(_extra(desk, at.id, typed, points, calls_only=calls_only))
    return desk.read(PlanFor(at.id, day or session.today, session.clock.now(), extras=tuple(points)))


def _extra(
    desk: "Desk", branch_id: str, typed: str, before: Sequence["ExtraPoint"], *, calls_only: bool
) -> "ExtraPoint":
    """Who steps in: `Leistung 1 8-12`. Refused: `extra_unclear` (text), `unknown_group`."""
    from backoffice.desk.plan_parts import new_extra
    from backoffice.desk.temporary_points import ProposePointName

    found = re.fullmatch(r"\s*(\S.*?)\s+(\S+\s*[-–]\s*\S+)\s*", typed)
    if found is None:
        raise Refused("extra_unclear", text=typed)
    try:
        start, end = SPAN.convert(found[2].replace(" ", ""), None, None)
    except click.UsageError:
        raise Refused("extra_unclear", text=typed) from None
    group_id, _ = group_of(desk, branch_id, found[1])
    name = desk.read(ProposePointName(group_id, frozenset(one.name for one in before)))
    return new_extra(group_id, name, start, end, calls_only=calls_only)


def _rows(view: "PlanView", *, with_names: bool) -> Iterator[list[str]]:
    ids = short_ids([line.id for line in view.steps] + [line.aside.id for line in view.asides])
    for line in view.steps:
        step = line.step
        yield [
            ids[line.id],
            f"{EMERGENCY} {hhmm(step.was.start)}" if line.booked.emergency else hhmm(step.was.start),
            line.was.point or "—",
            *([line.booked.name or NO_NAME] if with_names else []),
            "→",
            lines.goes_to(line),
            lines.applies(line),
            lines.why(line),
        ]
    for one in view.asides:
        named = [one.booked.name or NO_NAME] if with_names else []
        yield [ids[one.aside.id], hhmm(one.aside.start), one.was.point, *named, "→", one.to.point, lines.ASIDE, ""]


def _json(view: "PlanView", *, with_names: bool) -> dict[str, Any]:
    return {
        "plan": view.token,
        "day": view.day.isoformat(),
        "kept": view.kept,
        "waiting": view.waiting,
        "alone": view.alone,
        "steps": [_step_json(line, with_names=with_names) for line in view.steps],
        "aside": [_aside_json(one) for one in view.asides],
        "opened": [
            {"service_point": one.name, "start": hhmm(one.start), "end": hhmm(one.end), "calls_only": one.calls_only}
            for one in view.opened
        ],
    }


def _step_json(line: "StepLine", *, with_names: bool) -> dict[str, Any]:
    step = line.step
    return {
        "id": line.id,
        "emergency": line.booked.emergency,
        "kind": step.kind.value,
        "at_once": step.at_once,
        "was": _place_json(step.was, line.was.group, line.was.point, ""),
        "to": None if step.to is None else _place_json(step.to, line.to.group, line.to.point, line.to.branch),
        "lost": step.lost.value,
        "reason": step.name,
        "against": {kind.value: reason.value for kind, reason in step.against},
        **({"name": line.booked.name} if with_names else {}),
    }


def _place_json(place: "Place", group: str, point: str, branch: str) -> dict[str, Any]:
    return {
        "branch": branch or None,
        "group": group or None,
        "service_point": point or None,
        "day": place.day.isoformat(),
        "start": hhmm(place.start),
        "end": hhmm(place.end),
        "channel": place.channel.value,
    }


def _aside_json(one: "AsideLine") -> dict[str, Any]:
    times = {"start": hhmm(one.aside.start), "end": hhmm(one.aside.end)}
    return {"id": one.aside.id, **times, "from": one.was.point, "to": one.to.point}


COMMANDS = (propose, accept)
