"""`staffing`: who serves which service point on a day, and when nobody does (D36)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.plan_typed import point_of
from backoffice.cli.session import Session, branch_of, branch_option, day_option, json_option, pass_session
from backoffice.cli.staffing_typed import SPAN, people_of, person_of, tell
from backoffice.domain.clock import hhmm
from backoffice.wording import absences as words
from backoffice.wording.labels import day_label
from backoffice.wording.openings import span

if TYPE_CHECKING:
    from backoffice.desk.staffing_views import PointStaffing, StretchView


@click.group(
    "staffing",
    cls=Group,
    help=(
        "Die Besetzung: wer an einem Tag welchen Serviceplatz besetzt. Ein Platz, von dem nichts gesagt ist, gilt als"
        " besetzt. Nach dem Tag wird sie gelöscht."
    ),
)
def staffing() -> None:
    """Commands for the Besetzung."""


@staffing.command("list", help="Zeigt die Besetzung eines Tages, Platz für Platz.")
@branch_option
@day_option
@json_option
@pass_session
def list_staffing(session: Session, branch: str | None, day: date | None, as_json: bool) -> int:
    """List who serves what."""
    shown = day or session.today
    with session.desk() as desk:
        from backoffice.desk.staffing_views import StaffingOf

        at = branch_of(desk, branch)
        found = desk.read(StaffingOf(at.id, shown))
    if as_json:
        say_json([_json(one) for one in found])
        return DONE
    say(f"{at.name}, {day_label(shown)}")
    say_table(row for one in found for row in _rows(one))
    return DONE


def _rows(one: "PointStaffing") -> Iterator[list[str]]:
    for stretch in one.stretches:
        room = f"{words.ROOM} {stretch.room}" if stretch.room else ""
        yield [one.point, span(stretch.start, stretch.end), ", ".join(filter(None, (_who(stretch), room)))]
    if not one.stretches:
        yield [one.point, "", words.NOTHING_SAID if not one.unserved else ""]
    for start, end in one.unserved:
        yield [one.point, span(start, end), words.UNSERVED]


def _who(stretch: "StretchView") -> str:
    if stretch.away:
        return f"{stretch.name} ({words.NOT_THERE})" if stretch.name else words.NOT_THERE
    return stretch.name or words.UNSERVED


def _json(one: "PointStaffing") -> dict[str, Any]:
    return {
        "service_point": one.point,
        "group": one.group,
        "stretches": [
            {
                "start": hhmm(stretch.start),
                "end": hhmm(stretch.end),
                "who": stretch.name or None,
                "room": stretch.room,
                "away": stretch.away,
            }
            for stretch in one.stretches
        ],
        "unserved": [{"start": hhmm(start), "end": hhmm(end)} for start, end in one.unserved],
    }


@staffing.command(
    "set",
    help=(
        "Sagt, wer einen Serviceplatz an einem Tag besetzt. Es ersetzt, was für den Tag gesagt war. Zum Beispiel:"
        " backoffice staffing set L1-2 --serve anna 8:00-12:00 --nobody 12:00-13:00 --serve ben 13:00-16:00"
    ),
)
@click.argument("point", metavar="PLATZ")
@click.option("--serve", type=(str, SPAN), metavar="ANMELDUNG VON-BIS", multiple=True, help="Wer, von wann bis wann.")
@click.option("--nobody", type=SPAN, metavar="VON-BIS", multiple=True, help="Unbesetzt, z. B. 12:00-13:00, ganztags.")
@click.option("--room", metavar="RAUM", default="", help="In welchem Raum.")
@click.option("--clear", is_flag=True, help="Nichts mehr sagen: Der Platz gilt wieder als besetzt.")
@branch_option
@day_option
@pass_session
def set_staffing(
    session: Session,
    point: str,
    serve: tuple[tuple[str, tuple[int, int]], ...],
    nobody: tuple[tuple[int, int], ...],
    room: str,
    clear: bool,
    branch: str | None,
    day: date | None,
) -> int:
    """Set a point's day."""
    if clear == bool(serve or nobody):
        raise click.UsageError("Wer besetzt ihn? --serve oder --nobody, oder allein --clear.")
    shown = day or session.today
    with session.desk() as desk:
        from backoffice.desk.openings_views import OpeningsOf
        from backoffice.desk.staffing import NewStretch, SetStaffing

        at = branch_of(desk, branch)
        view = desk.read(OpeningsOf(at.id, shown))
        people = people_of(desk, at.id, shown) if serve else {}
        new = [NewStretch(start=start, end=end, room=room) for start, end in nobody]
        for login, (start, end) in serve:
            new.append(NewStretch(start=start, end=end, staff_id=person_of(people, login), room=room))
        done = desk.perform(
            desk.new(SetStaffing, service_point_id=point_of(view, point).id, day=shown, stretches=tuple(new))
        )
    tell(done)
    return DONE


def _add_rooms() -> None:
    """The other commands stand in a room of their own."""
    from backoffice.cli import support

    for command in support.COMMANDS:
        staffing.add_command(command)


_add_rooms()

COMMANDS = (staffing,)
