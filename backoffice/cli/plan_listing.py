"""`plan list` and `plan affected`: what was set, and who is left outside of it (D30, D33)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.lines import order_json
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import DAY, Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.domain.clock import hhmm
from backoffice.wording import absences as absent
from backoffice.wording import openings as words
from backoffice.wording.commands import NO_NAME
from backoffice.wording.interpreting import mark
from backoffice.wording.labels import day_label

if TYPE_CHECKING:
    from backoffice.desk.affected import AffectedLine
    from backoffice.desk.plan_views import OpeningsView, OpeningView

FOUR_WEEKS = timedelta(days=27)


# --- what was set -----------------------------------------------------------------


@click.command(
    "list",
    cls=Command,
    help="Zeigt die eingetragenen Öffnungen und Schließungen, die noch gelten, mit ihren Kennungen.",
)
@branch_option
@json_option
@pass_session
def list_openings(session: Session, branch: str | None, as_json: bool) -> int:
    """List openings and closures."""
    with session.desk() as desk:
        from backoffice.desk.plan_views import OpeningsOf

        at = branch_of(desk, branch)
        found = desk.read(OpeningsOf(at.id, session.today))
    if as_json:
        say_json(_openings_json(found))
        return DONE
    say(at.name)
    if found.assumed:
        say(words.ASSUMED)
    if not found.openings and not found.closures:
        say(words.NOTHING_SET)
    say_table(_openings_rows(found))
    return DONE


def _openings_rows(found: "OpeningsView") -> Iterator[list[str]]:
    ids = short_ids([*(one.id for one in found.openings), *(one.id for one in found.closures)])
    for one in found.openings:
        yield [ids[one.id], one.group, *_opening_cells(one)]
    for closing in found.closures:
        yield [
            ids[closing.id],
            closing.group or closing.branch or words.HOUSE_WIDE,
            words.days(closing.first_day, closing.last_day),
            words.span(closing.start, closing.end),
            f"{words.CLOSURE_KIND[closing.closes.value]}: {closing.name}",
        ]


def _opening_cells(one: "OpeningView") -> list[str]:
    days = words.days(one.first_day, one.last_day)
    if one.weekday is not None:
        days = words.weekly(one.weekday, one.first_day, one.last_day)
    points = words.WHOLE_GROUP if one.whole_group else ", ".join(point.name for point in one.points)
    told = [] if one.weekday is not None else [words.KIND[one.kind.value]]
    if one.kind.value != "shut":
        told.append(words.sort(one.contingent.value, reserved=one.reserved))
    told += [f"{words.BREAKS} {words.span(*pause)}" for pause in one.breaks]
    told += [one.reason] if one.reason else []
    return [days, words.span(one.start, one.end), "; ".join([points, *told])]


def _openings_json(found: "OpeningsView") -> dict[str, Any]:
    return {
        "assumed": found.assumed,
        "openings": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "group": one.group,
                "service_points": [point.name for point in one.points],
                "weekday": None if one.weekday is None else one.weekday + 1,
                "first_day": one.first_day.isoformat(),
                "last_day": one.last_day.isoformat(),
                "start": hhmm(one.start),
                "end": hhmm(one.end),
                "breaks": [{"start": hhmm(start), "end": hhmm(end)} for start, end in one.breaks],
                "contingent": one.contingent.value,
                "reserved": one.reserved,
                "reason": one.reason,
            }
            for one in found.openings
        ],
        "closures": [
            {
                "id": one.id,
                "kind": one.closes.value,
                "branch": one.branch,
                "group": one.group,
                "first_day": one.first_day.isoformat(),
                "last_day": one.last_day.isoformat(),
                "start": hhmm(one.start),
                "end": hhmm(one.end),
                "name": one.name,
            }
            for one in found.closures
        ],
    }


# --- who is left outside ----------------------------------------------------------


@click.command(
    "affected",
    cls=Command,
    help="Zeigt offene Termine außerhalb der Öffnungszeiten und ohne Platz. Abgesagt ist davon keiner.",
)
@branch_option
@click.option("--from", "first", type=DAY, help="Erster Tag; sonst heute.")
@click.option("--until", "last", type=DAY, help="Letzter Tag; sonst vier Wochen.")
@json_option
@names_option
@pass_session
def show_affected(
    session: Session, branch: str | None, first: date | None, last: date | None, as_json: bool, with_names: bool
) -> int:
    """List who needs another time or place."""
    first = first or session.today
    with session.desk() as desk:
        from backoffice.desk.affected import Affected

        found = desk.read(
            Affected(branch_of(desk, branch).id, first, last or first + FOUR_WEEKS, session.clock.now())
        )
    if as_json:
        say_json([_affected_json(one, with_names=with_names) for one in found])
    elif not found:
        say(words.NOBODY_AFFECTED)
    else:
        say_table(_affected_rows(found, with_names=with_names))
    return DONE


def _affected_rows(found: "tuple[AffectedLine, ...]", *, with_names: bool) -> Iterator[list[str]]:
    ids = short_ids([one.id for one in found])
    for one in found:
        yield [
            ids[one.id],
            day_label(one.day),
            words.span(one.start, one.end),
            one.group or "—",
            one.place or "—",
            *([one.booked.name or NO_NAME] if with_names else []),
            words.NO_PLACE if one.why is None else words.why(one.why.value, one.reason),
            _attached(one),
        ]


def _attached(one: "AffectedLine") -> str:
    """What hangs on it: `Arabisch am Telefon, bestätigt, Folgetermin, reserviert (Sach Bearbeitung)`."""
    order = one.order
    way = [mark(order.status.value, order.language, order.kind and order.kind.value)] if order else []
    kept = [absent.promise(promise.kind.value, promise.number) for promise in one.promises]
    held = [f"{absent.CLAIMED} ({one.claimed_by})"] if one.claimed_by else []
    held += [f"{absent.ASSIGNED} ({one.assigned_to})"] if one.assigned_to else []
    return ", ".join([*way, *kept, *held])


def _affected_json(one: "AffectedLine", *, with_names: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "day": one.day.isoformat(),
        "start": hhmm(one.start),
        "end": hhmm(one.end),
        "group": one.group,
        "service_point": one.place,
        "why": "no_place" if one.why is None else one.why.value,
        "reason": one.reason,
        "interpreting": one.order and order_json(one.order),
        "claimed_by": one.claimed_by,
        "assigned_to": one.assigned_to,
        "promises": [{"kind": mark.kind.value, "number": mark.number or None} for mark in one.promises],
        **({"name": one.booked.name} if with_names else {}),
    }


COMMANDS = (list_openings, show_affected)
