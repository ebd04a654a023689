"""`assign`: an appointment to somebody, and the whole day as a proposal that is accepted (D50, D51)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.lines import line_cells, line_json
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import (
    Session,
    branch_of,
    branch_option,
    day_option,
    json_option,
    names_option,
    pass_session,
)
from backoffice.cli.working import ids_argument, on_each
from backoffice.domain.errors import Conflict, Refused
from backoffice.wording import handing_out as words
from backoffice.wording.done import done as said
from backoffice.wording.labels import day_label

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.handing_out import HandOutLine, HandOutView
    from backoffice.desk.views import Line

USUAL = "give"
"""What is meant where no command is named: ids can never read like one."""


class Assigning(Group):
    """`assign KENNUNG … --to anna` is short for `assign give KENNUNG … --to anna`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the usual command before what names none."""
        first = next((n for n, arg in enumerate(args) if not _is_store(args, n)), None)
        if first is not None and args[first] != "--help" and args[first] not in self.commands:
            args = [*args[:first], USUAL, *args[first:]]
        return super().parse_args(ctx, args)


def _is_store(args: list[str], n: int) -> bool:
    return args[n].startswith("--store") or (n > 0 and args[n - 1] == "--store")


@click.group(
    "assign",
    cls=Assigning,
    help=(
        "Termine zuweisen: einzeln mit backoffice assign KENNUNG … --to ANMELDUNG (auch --to-me, --to-nobody), oder"
        " den ganzen Tag: propose schlägt vor, wer welchen Termin bekommt, accept nimmt den Vorschlag an. Was schon"
        " zugewiesen ist, bleibt."
    ),
)
def assign() -> None:
    """Commands for handing appointments to people."""


# --- one by one --------------------------------------------------------------------------------------------------


@assign.command(USUAL, help="Einen Termin jemandem der Geschäftsstelle zuweisen; „give“ kann auch wegbleiben.")
@ids_argument
@click.option("--to", "login", metavar="ANMELDUNG", help="An diese Person (backoffice staff list zeigt alle).")
@click.option("--to-me", is_flag=True, help="An mich.")
@click.option("--to-nobody", is_flag=True, help="Zuweisung aufheben.")
@names_option
@pass_session
def give(
    session: Session, ids: tuple[str, ...], login: str | None, to_me: bool, to_nobody: bool, with_names: bool
) -> int:
    """Hand appointments to somebody, or to nobody again."""
    if (login is not None) + to_me + to_nobody != 1:
        raise click.UsageError("An wen? Genau eins von --to, --to-me und --to-nobody.")

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.noting import Assign

        staff_id = None if to_nobody else desk.actor.id if to_me else _staff(desk, line.id, str(login))
        return desk.new(Assign, appointment_id=line.id, batch_id=batch, staff_id=staff_id)

    return on_each(session, ids, make, with_names=with_names)


def _staff(desk: "Desk", appointment_id: str, login: str) -> str:
    from backoffice.desk.organisation_views import StaffOf
    from backoffice.desk.record import RecordOf

    if login == desk.actor.login:
        return desk.actor.id
    branch = desk.read(RecordOf(appointment_id, desk.clock.now())).branch
    for person in desk.read(StaffOf(branch.id)):
        if person.login == login:
            return person.id
    raise Refused("unknown_person")


# --- the whole day -----------------------------------------------------------------------------------------------


@assign.command(
    "propose",
    help=(
        "Schlägt vor, wer die Termine eines Tages bekommt, die noch niemand hat: zuerst wer den Serviceplatz besetzt,"
        " dann wer die Sprache spricht, im Übrigen möglichst gleichmäßig. Geändert wird dadurch nichts."
    ),
)
@branch_option
@day_option
@json_option
@names_option
@pass_session
def propose(session: Session, branch: str | None, day: date | None, as_json: bool, with_names: bool) -> int:
    """Show the proposal, in the order of time."""
    with session.desk() as desk:
        found = _proposal(desk, session, branch, day)
        now = desk.clock.now()
    if as_json:
        say_json(
            {
                **_day_json(found),
                "rows": [_line_json(one, now, with_names=with_names) for one in found.lines],
            }
        )
        return DONE
    say(f"{found.branch.name}, {day_label(found.day)}")
    if not found.lines:
        say(words.NOTHING)
        return DONE
    say_table(_rows(found, now, with_names=with_names))
    say(words.ACCEPT.format(token=found.token) if found.pairs else words.NOT_ONE)
    return DONE


@assign.command(
    "accept",
    help=(
        "Nimmt den Vorschlag an, alles oder nichts; backoffice undo nimmt es als Ganzes zurück. Mit --token nur, wenn"
        " er noch derselbe ist, den propose gezeigt hat; ohne gilt, was jetzt vorgeschlagen würde."
    ),
)
@click.option("--token", metavar="ZEICHEN", help="Genau diesen Vorschlag; propose nennt sie am Ende.")
@branch_option
@day_option
@json_option
@pass_session
def accept(session: Session, token: str | None, branch: str | None, day: date | None, as_json: bool) -> int:
    """Accept it."""
    with session.desk() as desk:
        from backoffice.desk.handing_out import HandOut

        found = _proposal(desk, session, branch, day)
        if token is not None and token.strip().casefold() != found.token:
            raise Conflict("day_changed")
        done = desk.perform(desk.new(HandOut, branch_id=found.branch.id, day=found.day, pairs=found.pairs))
    left = [one.id for one in found.lines if one.staff_id is None]
    if as_json:
        given = [{"id": one.id, "assigned_to": one.name} for one in found.lines if one.staff_id is not None]
        say_json({**_day_json(found), "assigned": given, "left": left})
        return DONE
    say(f"{said(done.code, done.values)} {words.left(len(left))}".rstrip())
    return DONE


def _proposal(desk: "Desk", session: Session, branch: str | None, day: date | None) -> "HandOutView":
    from backoffice.desk.handing_out import HandOutFor

    return desk.read(HandOutFor(branch_of(desk, branch).id, day or session.today, desk.clock.now()))


def _rows(found: "HandOutView", now: datetime, *, with_names: bool) -> Iterator[list[str]]:
    ids = short_ids([one.id for one in found.lines])
    for one in found.lines:
        whom = words.PROPOSED_TO.format(name=one.name) if one.why is None else words.NO_ONE[one.why.value]
        yield line_cells(one.line, ids[one.id], now, with_names=with_names, with_day=False, why=whom)


def _day_json(found: "HandOutView") -> dict[str, Any]:
    return {"branch": found.branch.code, "day": found.day.isoformat(), "token": found.token}


def _line_json(one: "HandOutLine", now: datetime, *, with_names: bool) -> dict[str, Any]:
    return {
        **line_json(one.line, now, with_names=with_names),
        "proposed_to": one.name or None,
        "why": one.why and one.why.value,
    }


COMMANDS = (assign,)
