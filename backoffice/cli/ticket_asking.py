"""What is asked for a promised call: how to reach the person, when, by when; and who is called (D37, D54)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from backoffice.cli.asking import Answers, at_terminal
from backoffice.cli.guard import complain, told
from backoffice.cli.tickets import team_of
from backoffice.domain.errors import Refused
from backoffice.domain.phones import parse_phone
from backoffice.domain.terms import Urgency
from backoffice.domain.typed import parse_day
from backoffice.domain.wishes import Wish, parse_wish
from backoffice.wording import ticket_commands as words
from backoffice.wording import ticket_forms

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.ticket_prefill import Prefill
    from backoffice.desk.tickets import NewTicket, Reach
    from backoffice.desk.views import TicketRef

T = TypeVar("T")
CLEAR = "-"

urgency_option = click.option(
    "--urgency",
    type=click.Choice([urgency.value for urgency in Urgency]),
    help="Sonst so dringend, wie es das Anliegen ist; urgent und emergency fragen nach der Begründung.",
)
in_writing_option = click.option("--in-writing", is_flag=True, help="Die Person wünscht die Antwort schriftlich.")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known already, and stays where nothing is answered."""

    phone: str = ""
    other_way: str = ""
    wish: Wish | None = None
    deadline: date | None = None
    deadline_reason: str = ""


def asked(answers: Answers, name: str, understand: Callable[[str], T], *, required: bool = False) -> T:
    """The answer to a question, understood. At a terminal what is not understood is said and asked again."""
    while True:
        try:
            return understand(answers.text(name, required=required))
        except Refused as error:
            if not at_terminal():
                raise
            complain(told(error))


def ask_reach(
    answers: Answers, today: date, known: Known, *, in_writing: bool, reason: Callable[[], None] | None = None
) -> "Reach":
    """Ask how and when somebody is reached: phone, other_way, wish, (reason,) deadline, deadline_reason.

    Nothing keeps what is known, `-` takes it away. The reason of a deadline is asked only where there is a deadline.
    Refused: `phone_unreadable`, `wish_unknown`, `day_unknown` and the like, `unreachable`.
    """
    from backoffice.desk.tickets import Reach

    phone = asked(answers, "phone", lambda text: _phone(_or(text, known.phone)))
    other_way = _or(answers.text("other_way"), known.other_way)
    if not phone and not other_way:
        if not at_terminal():
            raise Refused("unreachable")
        complain(told(Refused("unreachable")))
        other_way = answers.text("other_way", required=True)
    wish = asked(answers, "wish", lambda text: known.wish if not text else _wish(text, today))
    if reason is not None:
        reason()
    deadline = asked(answers, "deadline", lambda text: known.deadline if not text else _day(text, today))
    why = _or(answers.text("deadline_reason"), known.deadline_reason) if deadline else ""
    return Reach(
        phone=phone,
        other_way=other_way,
        wants_written=in_writing,
        wish=wish,
        customer_deadline=deadline,
        customer_deadline_reason=why,
    )


def _or(text: str, known: str) -> str:
    return "" if text == CLEAR else text or known


def _phone(text: str) -> str:
    if text and parse_phone(text).e164 is None:
        raise Refused("phone_unreadable")
    return text


def _wish(text: str, today: date) -> Wish | None:
    return None if text == CLEAR else parse_wish(text, today)


def _day(text: str, today: date) -> date | None:
    return None if text == CLEAR else parse_day(text, today)


def ask_ticket(
    desk: "Desk",
    answers: Answers,
    prefill: "Prefill",
    today: date,
    *,
    team: str | None,
    urgency: str | None,
    in_writing: bool,
    concern: tuple[str | None, str] = (None, ""),
    note: str = "note",
) -> "NewTicket":
    """Ask what a new promise says, and draw its number. `concern`: id and text, both empty for the appointment's.

    Refused: what `ask_reach` refuses, `unknown_team`, `branch_without_team`.
    """
    from backoffice.desk.tickets import NewTicket

    team_id = team_of(desk, prefill.branch_id, team).id if team else _usual_team(desk, prefill, concern[0])
    wanted = Urgency(urgency) if urgency else None
    why = ""

    def ask_why() -> None:
        nonlocal why
        if wanted is not None and wanted is not Urgency.NORMAL:
            why = answers.text("urgency_reason", required=wanted is not _urgency_of(prefill, concern[0]))

    if at_terminal() and prefill.phone:
        click.echo(words.AS_KNOWN, err=True)
    reach = ask_reach(answers, today, Known(phone=prefill.phone or ""), in_writing=in_writing, reason=ask_why)
    written = answers.text(note)
    return NewTicket(
        number=desk.draw_number(),
        team_id=team_id,
        reach=reach,
        concern_id=concern[0],
        concern_text=concern[1],
        urgency=wanted,
        urgency_reason=why,
        note=written,
    )


def _usual_team(desk: "Desk", prefill: "Prefill", concern_id: str | None) -> str:
    from backoffice.desk.ticket_picking import TeamFor

    usual = prefill.usual_team_id
    if concern_id is not None:
        usual = desk.read(TeamFor(prefill.appointment_id, prefill.branch_id, concern_id))
    if usual is None:
        raise Refused("branch_without_team")
    return usual


def _urgency_of(prefill: "Prefill", concern_id: str | None) -> Urgency:
    for concern in prefill.concerns:
        if concern.id == concern_id and concern.emergency:
            return Urgency.EMERGENCY
    return prefill.urgency


def hint_at(similar: "tuple[TicketRef, ...]", today: date) -> None:
    """Say that the same person may have an open ticket already: a hint, never a question."""
    if similar:
        complain(f"{ticket_forms.similar([(one.number, one.team, one.due_at) for one in similar], today)}.")
        complain(words.SIMILAR_REMEDY)
