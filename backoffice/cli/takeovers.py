"""`takeover`: what one branch asks of another, noted, asked, answered and listed by line commands (D44)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.lines import iso
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.cli.takeover_answering import accept, promise
from backoffice.cli.takeover_asking import agreed, ask
from backoffice.cli.takeover_typed import request_argument, requests_argument
from backoffice.cli.working import each
from backoffice.domain.clock import hhmm
from backoffice.wording import commands
from backoffice.wording import takeover_asking as asking
from backoffice.wording import takeover_screen as words
from backoffice.wording.done import done as said
from backoffice.wording.takeovers import STAND

if TYPE_CHECKING:
    from datetime import date

    from backoffice.desk.command import Command
    from backoffice.desk.desk import Desk
    from backoffice.desk.takeover_views import TakeoverLine


@click.group(
    "takeover",
    cls=Group,
    help="Terminübernahmen: vereinbaren, anfragen, beantworten. Kennungen zeigt backoffice takeover list.",
)
def takeover() -> None:
    """Commands for requests between branches."""


def _on_requests(session: Session, ids: Sequence[str], make: Any) -> int:
    """Carry out one command for each request that was named, one undo for all."""

    def one(desk: "Desk", ending: str, batch: str | None) -> list[str]:
        from backoffice.desk.takeover_picking import PickedTakeover

        command: Command = make(desk, desk.read(PickedTakeover(ending)).id, batch)
        done = desk.perform(command)
        return [said(done.code, done.values)]

    return each(session, ids, one, promises=True)


@takeover.command(
    "decline",
    help="Lehnt eine Anfrage ab; es wird dort geklärt. Warum, wird gefragt oder steht auf der Standardeingabe.",
)
@request_argument
@pass_session
def decline(session: Session, one: str) -> int:
    """Say no."""
    answers = Answers()

    def make(desk: "Desk", takeover_id: str, batch: str | None) -> Any:
        from backoffice.desk.takeovers import DeclineTakeover

        reason = answers.text("decline_reason", required=True)
        return desk.new(DeclineTakeover, takeover_id=takeover_id, batch_id=batch, reason=reason)

    return _on_requests(session, (one,), make)


@takeover.command("withdraw", help="Zieht eigene Anfragen zurück: Sie werden nicht mehr gebraucht.")
@requests_argument
@pass_session
def withdraw(session: Session, ids: tuple[str, ...]) -> int:
    """Take requests back."""

    def make(desk: "Desk", takeover_id: str, batch: str | None) -> Any:
        from backoffice.desk.takeovers import WithdrawTakeover

        return desk.new(WithdrawTakeover, takeover_id=takeover_id, batch_id=batch)

    return _on_requests(session, ids, make)


@takeover.command(
    "confirm", help="Bestätigt, was telefonisch vereinbart ist; eine andere Zeit gibt ihm backoffice move."
)
@requests_argument
@pass_session
def confirm(session: Session, ids: tuple[str, ...]) -> int:
    """Confirm what was agreed on the phone."""

    def make(desk: "Desk", takeover_id: str, batch: str | None) -> Any:
        from backoffice.desk.takeover_promises import ConfirmTakeover

        return desk.new(ConfirmTakeover, takeover_id=takeover_id, batch_id=batch)

    return _on_requests(session, ids, make)


@takeover.command("list", help="Zeigt, was an uns gefragt ist und was wir gefragt haben: zuerst, was zu tun ist.")
@branch_option
@names_option
@json_option
@pass_session
def list_(session: Session, branch: str | None, with_names: bool, as_json: bool) -> int:
    """List requests."""
    with session.desk() as desk:
        from backoffice.desk.takeover_views import TakeoversOf

        at = branch_of(desk, branch)
        found = desk.read(TakeoversOf(at.id, desk.clock.now()))
    if as_json:
        say_json([_json(line, with_names=with_names) for line in found.lines])
        return DONE
    say(f"{at.name}, {words.COUNT_DECIDE} {found.counts.incoming}, {words.COUNT_LEFT} {found.counts.left}")
    say()
    if not found.lines:
        say(asking.NO_TAKEOVERS)
    ids = short_ids([line.id for line in found.lines])
    say_table(_cells(line, ids[line.id], session.today, with_names=with_names) for line in found.lines)
    return DONE


def _cells(line: "TakeoverLine", short: str, today: "date", *, with_names: bool) -> list[str]:
    """What is to be known first: the stand, who asks whom, by when or what was promised."""
    concern = commands.SENSITIVE if line.sensitive else line.concern or commands.NO_CONCERN
    return [
        short,
        _stand(line),
        words.who(line.other, incoming=line.incoming),
        _promised(line, today) or asking.answer_until(line.expires_at, today),
        f"{words.booked(line.day, line.start, '', today)}",
        *([line.name or commands.NO_NAME] if with_names else []),
        f"{commands.EMERGENCY} {concern}" if line.emergency else concern,
    ]


def _stand(line: "TakeoverLine") -> str:
    """As the screen says it: what they promised instead is more than that they declined."""
    if line.stand.value in ("declined", "lapsed"):
        if line.ticket:
            return words.CALL_PROMISED
        if line.promised is not None:
            return words.TIME_PROMISED
    return STAND[line.stand.value]


def _promised(line: "TakeoverLine", today: "date") -> str:
    if line.ticket:
        return asking.promised_call(line.ticket)
    if line.promised is None:
        return ""
    day, start, _, channel = line.promised
    return asking.promised_time(day, start, channel.value, today)


def _json(line: "TakeoverLine", *, with_names: bool) -> dict[str, Any]:
    promised = line.promised
    found: dict[str, Any] = {
        "id": line.id,
        "incoming": line.incoming,
        "stand": line.stand.value,
        "decides": line.decides,
        "other": line.other,
        "other_phone": line.other_phone,
        "appointment": line.appointment_id,
        "day": line.day.isoformat(),
        "start": hhmm(line.start),
        "end": hhmm(line.end),
        "concern": commands.SENSITIVE if line.sensitive else line.concern,
        "emergency": line.emergency,
        "asked_at": iso(line.asked_at),
        "answer_by": iso(line.expires_at),
        "answered_at": iso(line.answered_at),
        "waits_here": line.waits_here,
        "wish_day": line.wish_day and line.wish_day.isoformat(),
        "wish_start": None if line.wish_start is None else hhmm(line.wish_start),
        "confirmed": line.confirmed,
        "agreed_with": line.agreed_with or line.answered_function or None,
        "promised_day": promised and promised[0].isoformat(),
        "promised_start": promised and hhmm(promised[1]),
        "promised_channel": promised and promised[3].value,
        "new_appointment": line.linked_id,
        "ticket": line.ticket,
    }
    if with_names:
        found |= {"name": line.name, "reason": line.reason, "answer": line.answer}
    return found


for _command in (agreed, ask, accept, promise):
    takeover.add_command(_command)
COMMANDS = (takeover,)
