"""`interpreting confirm`, `decline`, `attended`, `fail`, `cancel`, `told`: what came of an order (D48)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.interpreting_typed import on_orders, orders_argument, ways_of
from backoffice.cli.session import Session, pass_session
from backoffice.wording import interpreting_line as words
from backoffice.wording.interpreting import when

if TYPE_CHECKING:
    from datetime import date

    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting_lines import OrderLine

_reason_option = click.option("--reason", "asks_reason", is_flag=True, help="Fragt, warum.")


def _reason(asked: bool) -> str:
    return Answers().text("order_reason", required=True) if asked else ""


@click.command("confirm", cls=Command, help="Trägt eine Zusage ein.")
@orders_argument
@click.option("--by", "function", metavar="FUNKTION", default="", help="Wer zugesagt hat, als Funktion: Disposition.")
@click.option("--dial", "asks_dial", is_flag=True, help="Fragt, was gewählt wird (Nummer oder Video-Raum).")
@pass_session
def confirm(session: Session, ids: tuple[str, ...], function: str, asks_dial: bool) -> int:
    """They come."""
    dial = Answers().text("dial", required=True) if asks_dial else None

    def make(desk: "Desk", order: "OrderLine", batch: str | None) -> Any:
        from backoffice.desk.orders import ConfirmInterpreter

        return desk.new(ConfirmInterpreter, order_id=order.id, batch_id=batch, agreed_with=function, dial=dial)

    return on_orders(session, ids, make)


@click.command(
    "decline",
    cls=Command,
    help="Trägt eine Absage der Sprachmittlung ein und zeigt, wer zu dieser Zeit als Nächstes zu fragen ist.",
)
@orders_argument
@_reason_option
@pass_session
def decline(session: Session, ids: tuple[str, ...], asks_reason: bool) -> int:
    """They cannot."""
    reason = _reason(asks_reason)

    def make(desk: "Desk", order: "OrderLine", batch: str | None) -> Any:
        from backoffice.desk.orders import DeclineInterpreter

        return desk.new(DeclineInterpreter, order_id=order.id, batch_id=batch, reason=reason)

    def after(desk: "Desk", order: "OrderLine") -> Sequence[str]:
        return _next(desk, order, session.today)

    return on_orders(session, ids, make, after=after)


def _next(desk: "Desk", order: "OrderLine", today: "date") -> list[str]:
    """Who can be asked instead; where nobody can, from when on somebody could."""
    from backoffice.desk.interpreting_prefill import InterpretingFor

    found = desk.read(InterpretingFor(order.appointment_id, desk.clock.now(), limit=1))
    more = words.SEE_OFFERS.format(id=order.appointment_id[-6:])
    people = found.then or found.at_once
    if not people:
        return [words.NOBODY_NEXT, ways_of(desk, order.language, found.ways), more]
    title = words.ASK_NEXT.format(when=when(order.day, order.start, order.end, today))
    listed = [words.can_come(one.name, one.kind.value, one.id[-6:], at_once=one.at_once) for one in people]
    return [title, *(f"  {line}" for line in listed), more]


@click.command("attended", cls=Command, help="Trägt ein, dass jemand gedolmetscht hat, und wie lange.")
@orders_argument
@click.option("--minutes", type=int, metavar="MINUTEN", required=True, help="So lange hat es gedauert.")
@pass_session
def attended(session: Session, ids: tuple[str, ...], minutes: int) -> int:
    """Somebody interpreted."""

    def make(desk: "Desk", order: "OrderLine", batch: str | None) -> Any:
        from backoffice.desk.orders import InterpreterAttended

        return desk.new(InterpreterAttended, order_id=order.id, batch_id=batch, minutes=minutes)

    return on_orders(session, ids, make)


@click.command(
    "fail",
    cls=Command,
    help=(
        "Trägt ein, dass niemand kam oder dranging. Der Termin steht dann in backoffice promises, bis etwas Neues"
        " zugesagt ist."
    ),
)
@orders_argument
@_reason_option
@pass_session
def fail(session: Session, ids: tuple[str, ...], asks_reason: bool) -> int:
    """Nobody came."""
    reason = _reason(asks_reason)

    def make(desk: "Desk", order: "OrderLine", batch: str | None) -> Any:
        from backoffice.desk.orders import InterpreterFailed

        return desk.new(InterpreterFailed, order_id=order.id, batch_id=batch, reason=reason)

    return on_orders(session, ids, make)


@click.command(
    "cancel",
    cls=Command,
    help=(
        "Bestellt eine Sprachmittlung ab. Gebraucht wird weiter jemand; sonst: backoffice interpreting not-needed."
        " Ist noch niemandem Bescheid gesagt, steht sie als „abzusagen“ in der Liste."
    ),
)
@orders_argument
@click.option("--told", metavar="FUNKTION", default="", help="Bescheid weiß schon, als Funktion: Disposition.")
@_reason_option
@pass_session
def cancel(session: Session, ids: tuple[str, ...], told: str, asks_reason: bool) -> int:
    """Call somebody off."""
    reason = _reason(asks_reason)

    def make(desk: "Desk", order: "OrderLine", batch: str | None) -> Any:
        from backoffice.desk.orders import CancelInterpreter

        return desk.new(CancelInterpreter, order_id=order.id, batch_id=batch, told_to=told, reason=reason)

    return on_orders(session, ids, make)


@click.command("told", cls=Command, help="Trägt ein, dass die Sprachmittlung von der Abbestellung weiß.")
@orders_argument
@click.option("--to", "function", metavar="FUNKTION", required=True, help="Wer Bescheid weiß, als Funktion.")
@pass_session
def told(session: Session, ids: tuple[str, ...], function: str) -> int:
    """They know."""

    def make(desk: "Desk", order: "OrderLine", batch: str | None) -> Any:
        from backoffice.desk.orders import TellCancelled

        return desk.new(TellCancelled, order_id=order.id, batch_id=batch, told_to=function)

    return on_orders(session, ids, make, to_tell=True)
