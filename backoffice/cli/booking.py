"""`book`, `move` and `place`: times that are booked, moved, and given a service point; `tasks` stands beside."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.booking_typed import (
    Wanted,
    asked_reason,
    booking_at,
    channel_option,
    concern_of,
    from_known,
    group_option,
    minutes_option,
    place_for,
    reason_option,
    reserved_option,
)
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, complain
from backoffice.cli.interpreting_booked import Interpreted, interpreting_options
from backoffice.cli.otv_tasks import tasks
from backoffice.cli.output import say
from backoffice.cli.session import DAY, TIME, Session, branch_of, branch_option, names_option, pass_session
from backoffice.cli.working import despite_option, id_argument, ids_argument, on_each, pick
from backoffice.domain.errors import Refused
from backoffice.wording import booking as words
from backoffice.wording.done import done as said
from backoffice.wording.tickets import after_promise

if TYPE_CHECKING:
    from backoffice.desk.command import Command as DeskCommand
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.views import Line

Ordered = Callable[[str | None], "NewOrder | None"]
"""Who is to interpret for somebody of whom this language is known."""

_day = click.option("--day", type=DAY, required=True, help="Tag: 24.11., morgen, mo, +2w.")
_time = click.option("--time", "start", type=TIME, required=True, help="Uhrzeit des Beginns.")
PERSON = ("family", "given", "phone", "email", "number")
"""What is asked of whoever is new, in this order."""


@click.command(
    "book",
    cls=Command,
    help=(
        "Bucht einen Termin: den ersten einer Person, oder mit --follow den Folgetermin zu einem anderen. Gefragt"
        " wird (auf der Standardeingabe eine Zeile je Frage, oder ein JSON-Objekt mit diesen Namen): override_reason"
        " nur bei --reason; beim ersten Termin concern (ohne --concern), family, given, phone, email, number, remark;"
        " documents nur bei --documents. Ein Folgetermin hat Person, Sprache und fehlende Unterlagen vom alten. Wo"
        " jemand dolmetscht (--interpreter, --language), dauert es ohne --minutes um die Hälfte länger."
        " Zuletzt steht der Satz für die Kund:in da."
    ),
)
@click.option("--follow", metavar="KENNUNG", help="Folgetermin zu diesem Termin.")
@branch_option
@click.option("--concern", metavar="ANLIEGEN", help="Ein Anliegen des Katalogs; beim Folgetermin sonst dasselbe.")
@_day
@_time
@group_option
@minutes_option
@channel_option
@reserved_option
@reason_option
@interpreting_options
@click.option("--documents", is_flag=True, help="Fragt, was noch mitzubringen ist.")
@pass_session
def book(
    session: Session,
    /,
    follow: str | None,
    branch: str | None,
    concern: str | None,
    day: date,
    start: int,
    documents: bool,
    reason: bool,
    **how: Any,
) -> int:
    """Book a first appointment, or what follows one."""
    answers, interpreted = Answers(), Interpreted.of(how)
    with session.desk(promises=True) as desk:
        reason_given = asked_reason(answers, wanted=reason)
        wanted = Wanted((day, start), reason=reason_given, longer=interpreted.longer, **how)
        ordered = partial(interpreted.order, desk, session.today)
        if follow is None:
            made = _first(desk, answers, wanted, branch, concern, ordered, documents=documents)
        else:
            made = _following(desk, answers, wanted, follow, branch, concern, ordered, documents=documents)
        done = desk.perform(made)
    say(f"{done.ids[0][-6:]} {said(done.code, done.values)}")
    say(after_promise(done.code, done.values, session.today))
    return DONE


def _first(
    desk: "Desk",
    answers: Answers,
    wanted: Wanted,
    branch: str | None,
    concern: str | None,
    ordered: Ordered,
    *,
    documents: bool,
) -> "DeskCommand":
    from backoffice.desk.booking import BookAppointment, Person

    at = branch_of(desk, branch)
    about = _concern(desk, at.id, concern or answers.text("concern", required=True), free=concern is None)
    place = place_for(desk, at.id, wanted, **about)
    order = ordered(None)
    person = {name: answers.text(name, required=name == "family") for name in PERSON}
    booking = booking_at(
        place,
        wanted,
        None,
        **about,
        remark=answers.text("remark"),
        documents=answers.text("documents") if documents else None,
        order=order,
    )
    return desk.new(BookAppointment, booking=booking, person=Person(**person))


def _following(
    desk: "Desk",
    answers: Answers,
    wanted: Wanted,
    follow: str,
    branch: str | None,
    concern: str | None,
    ordered: Ordered,
    *,
    documents: bool,
) -> "DeskCommand":
    from backoffice.desk.booking import BookFollowUp
    from backoffice.desk.booking_prefill import FollowUpPrefill

    line = pick(desk, follow)
    known = desk.read(FollowUpPrefill(line.id, desk.clock.now()))
    if known.other_open:
        complain(words.other_open(known.other_open))
    at = branch_of(desk, branch).id if branch is not None else known.branch.id
    booking = from_known(
        desk,
        known,
        wanted,
        at,
        concern_id=concern_of(desk, at, concern) if concern is not None else None,
        documents=answers.text("documents") if documents else None,
        order=ordered(known.language),
    )
    return desk.new(BookFollowUp, appointment_id=line.id, booking=booking)


def _concern(desk: "Desk", branch_id: str, title: str, *, free: bool) -> dict[str, Any]:
    """A concern of the catalogue, else (`free`) in these words. Refused `concern_unclear`."""
    try:
        return {"concern_id": concern_of(desk, branch_id, title)}
    except Refused:
        if not free:
            raise
        return {"concern_text": title}


@click.command(
    "move",
    cls=Command,
    help=(
        "Verlegt einen Termin auf eine andere Zeit oder in eine andere Gruppe; die Dauer bleibt, wenn --minutes"
        " nichts anderes sagt. Alter und neuer Termin bleiben verbunden. Mit --reason wird nach override_reason"
        " gefragt. Eine bestellte Sprachmittlung kommt mit, wenn sie dann frei ist; sonst sagt --interpreter, wie es"
        " stattdessen geht, oder mit none, dass neu gesucht wird."
    ),
)
@id_argument
@_day
@_time
@group_option
@minutes_option
@channel_option
@reserved_option
@reason_option
@interpreting_options
@despite_option
@names_option
@pass_session
def move(
    session: Session,
    /,
    one: str,
    day: date,
    start: int,
    reason: bool,
    despite_claim: bool,
    with_names: bool,
    **how: Any,
) -> int:
    """Move an appointment."""
    answers, interpreted = Answers(), Interpreted.of(how)
    if interpreted.language is not None and not interpreted.somebody:
        raise click.UsageError("--language gehört zu --interpreter WEG oder --with.")

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.booking_prefill import MovePrefill
        from backoffice.desk.moving import MoveAppointment

        known = desk.read(MovePrefill(line.id, desk.clock.now()))
        wanted = Wanted((day, start), reason=asked_reason(answers, wanted=reason), **how)
        place = place_for(desk, known.branch.id, wanted, known.group_id, leaving=line.id)
        order = interpreted.order(desk, session.today, known.language)
        return desk.new(
            MoveAppointment,
            appointment_id=line.id,
            batch_id=batch,
            booking=booking_at(place, wanted, known.channel, order=order, let_interpreter_go=interpreted.nobody),
            despite_claim=despite_claim,
        )

    return on_each(session, (one,), make, with_names=with_names, promises=True)


@click.command(
    "place",
    cls=Command,
    help=(
        "Gibt Terminen ohne Platz einen freien Serviceplatz ihrer Gruppe; wo es Platz schafft, wechseln andere ihren"
        " Platz zur selben Zeit. Mit --point genau diesen Platz, auch statt eines anderen."
    ),
)
@ids_argument
@click.option("--point", metavar="PLATZ", help="Auf diesen Serviceplatz der Geschäftsstelle, z. B. L1-2.")
@names_option
@pass_session
def place(session: Session, ids: tuple[str, ...], point: str | None, with_names: bool) -> int:
    """Give appointments a service point."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.giving_place import GivePlace

        point_id = _point(desk, line.id, line.day, point) if point is not None else None
        return desk.new(GivePlace, appointment_id=line.id, batch_id=batch, point_id=point_id)

    return on_each(session, ids, make, with_names=with_names)


def _point(desk: "Desk", appointment_id: str, day: date, typed: str) -> str:
    from backoffice.cli.plan_typed import point_of
    from backoffice.desk.openings_views import OpeningsOf
    from backoffice.desk.picking import BranchOfAppointment

    view = desk.read(OpeningsOf(desk.read(BranchOfAppointment(appointment_id)), day))
    return point_of(view, typed).id


COMMANDS = (book, move, place, tasks)
