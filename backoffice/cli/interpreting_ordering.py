"""`interpreting needed`, `not-needed`, `request`, `companion`: who is to interpret an appointment (D46, D47)."""

from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.interpreting_typed import (
    dialect_option,
    kind_option,
    kinds_of,
    language_option,
    new_order,
    offers_for,
    say_order,
    with_option,
)
from backoffice.cli.language_typed import LANGUAGE
from backoffice.cli.output import say
from backoffice.cli.session import Session, names_option, pass_session
from backoffice.cli.working import id_argument, ids_argument, label, on_each, pick
from backoffice.domain.errors import Refused
from backoffice.domain.terms import InterpretingKind
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreter_offers import OfferedInterpreter
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.views import Line


@click.command(
    "needed",
    cls=Command,
    help=(
        "Merkt vor, dass zu diesen Terminen jemand dolmetschen muss; bestellt ist damit noch niemand. Gefragt wird"
        " nach der Sprache, nie nach der Herkunft."
    ),
)
@ids_argument
@click.option("--language", type=LANGUAGE, metavar="SPRACHE", required=True, help="Sprache, z. B. tir oder Tigrinya.")
@dialect_option
@names_option
@pass_session
def needed(session: Session, ids: tuple[str, ...], language: str, dialect: str, with_names: bool) -> int:
    """Note that somebody is needed."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.interpreting import NewOrder
        from backoffice.desk.orders import OrderInterpreter

        order = NewOrder(language=language, dialect=dialect)
        return desk.new(OrderInterpreter, appointment_id=line.id, batch_id=batch, order=order)

    return on_each(session, ids, make, with_names=with_names)


@click.command(
    "not-needed",
    cls=Command,
    help="Sagt, dass doch niemand dolmetschen muss; was bestellt war, ist damit abbestellt.",
)
@ids_argument
@names_option
@pass_session
def not_needed(session: Session, ids: tuple[str, ...], with_names: bool) -> int:
    """Take a need back."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.orders import NotNeeded

        return desk.new(NotNeeded, appointment_id=line.id, batch_id=batch)

    return on_each(session, ids, make, with_names=with_names)


@click.command(
    "request",
    cls=Command,
    help=(
        "Bestellt eine Sprachmittlung zu einem Termin. Ohne --kind und --with ist es, wer zu dieser Zeit zuerst zu"
        " fragen ist (backoffice interpreting offers zeigt alle). Eine Hotline steht sofort bereit; alle anderen"
        " sagen erst zu: backoffice interpreting confirm."
    ),
)
@id_argument
@language_option
@dialect_option
@kind_option
@with_option
@click.option("--now", is_flag=True, help="Ab jetzt, wann auch immer der Termin war: Die Person ist da.")
@click.option("--minutes", type=click.IntRange(5, 480), metavar="MINUTEN", help="Mit --now: so lange.")
@click.option("--dial", "asks_dial", is_flag=True, help="Fragt, was gewählt wird (Nummer oder Video-Raum).")
@click.option("--short-notice", is_flag=True, help="Am Telefon zugesagt: Der Vorlauf zählt diesmal nicht.")
@names_option
@pass_session
def request(
    session: Session,
    one: str,
    language: str | None,
    dialect: str,
    kind: str | None,
    with_: str | None,
    now: bool,
    minutes: int | None,
    asks_dial: bool,
    short_notice: bool,
    with_names: bool,
) -> int:
    """Order somebody."""
    if minutes is not None and not now:
        raise click.UsageError("--minutes gehört zu --now; sonst dauert es so lange wie der Termin.")
    dial = Answers().text("dial") if asks_dial else ""
    with session.desk(promises=True) as desk:
        from backoffice.desk.orders import OrderInterpreter

        line = pick(desk, one)
        known = offers_for(desk, line.id, language, kinds_of(kind), limit=1, short_notice=short_notice)
        order = new_order(
            *(desk, session.today, str(known.language), kind, with_),
            dialect=dialect or (known.order.dialect if known.order is not None else ""),
            dial=dial,
            short_notice=short_notice,
        )
        if order.only_noted:
            first = next(iter(known.at_once if now else known.then), None)
            order = _asked(order, first, str(known.language), line)
        return _carried_out(
            session,
            desk,
            line,
            desk.new(OrderInterpreter, appointment_id=line.id, order=order, now=now, minutes=minutes),
            with_names=with_names,
        )


def _asked(order: "NewOrder", first: "OfferedInterpreter | None", language: str, line: "Line") -> "NewOrder":
    """Whoever is to be asked first. Refused `no_interpreter`."""
    if first is None:
        raise Refused("no_interpreter", language=language, way=None, day=line.day, start=line.start)
    return order.model_copy(update={"kind": first.kind, "interpreter_id": first.id})


def _carried_out(session: Session, desk: "Desk", line: "Line", command: Any, *, with_names: bool) -> int:
    """Order, and say who it is."""
    from backoffice.desk.interpreting_views import OrderFor

    done = desk.perform(command)
    say(said(done.code, done.values, label(line, with_names=with_names)))
    order = desk.read(OrderFor(line.id, desk.clock.now()))
    if order is not None:
        say_order(order, session.today)
    return DONE


@click.command(
    "companion",
    cls=Command,
    help=(
        "Hält fest, dass die Person jemanden mitbringt. Das wird nie verlangt, und Kinder dolmetschen nie: ohne"
        " --adult geht es nicht."
    ),
)
@id_argument
@language_option
@click.option("--adult", is_flag=True, help="Die Begleitperson ist volljährig.")
@names_option
@pass_session
def companion(session: Session, one: str, language: str | None, adult: bool, with_names: bool) -> int:
    """Record whom the customer brings along."""
    with session.desk(promises=True) as desk:
        from backoffice.desk.interpreting import NewOrder
        from backoffice.desk.orders import OrderInterpreter

        line = pick(desk, one)
        spoken = str(offers_for(desk, line.id, language, limit=1).language)
        order = NewOrder(language=spoken, kind=InterpretingKind.COMPANION, adult=adult)
        command = desk.new(OrderInterpreter, appointment_id=line.id, order=order)
        return _carried_out(session, desk, line, command, with_names=with_names)
