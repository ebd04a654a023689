"""What the commands about orders for interpreters are given alike: an order by its id, a language, a way, and who."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.interpreter_listing import KINDS, interpreter_of
from backoffice.cli.language_typed import LANGUAGE
from backoffice.cli.output import say
from backoffice.cli.session import Session
from backoffice.cli.working import each
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.terms import InterpretingKind
from backoffice.wording import interpreting_line as words
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from datetime import date

    from backoffice.desk.command import Command
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreter_offers import WayView
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.interpreting_lines import OrderLine
    from backoffice.desk.interpreting_prefill import InterpretingOffers

NONE = "none"
"""Nobody is to interpret, or not yet."""

orders_argument = click.argument("ids", metavar="KENNUNG …", nargs=-1, required=True)
order_argument = click.argument("one", metavar="KENNUNG")
language_option = click.option(
    "--language", type=LANGUAGE, metavar="SPRACHE", help="Sprache, z. B. tir oder Tigrinya; sonst die vorgemerkte."
)
dialect_option = click.option("--dialect", metavar="DIALEKT", default="", help="Dialekt oder Mundart.")
kind_option = click.option(
    "--kind",
    metavar="WEG",
    type=click.Choice(list(KINDS), case_sensitive=False),
    help=f"Nur so: {', '.join(f'{word} ({words.way(kind.value)})' for word, kind in KINDS.items())}.",
)
with_option = click.option(
    "--with",
    "with_",
    metavar="KENNUNG",
    help="Genau diese Person oder diesen Dienst (backoffice interpreters list); nie ein Name.",
)
interpreter_option = click.option(
    "--interpreter",
    metavar="WEG",
    type=click.Choice([*KINDS, NONE], case_sensitive=False),
    help=f"Sprachmittlung gleich mit bestellen: {', '.join(KINDS)}; oder {NONE}: niemand, gesucht wird später.",
)


def picked(desk: "Desk", ending: str, *, to_tell: bool = False) -> "OrderLine":
    """The order that is meant. Refused: as `PickedOrder`."""
    from backoffice.desk.order_picking import PickedOrder

    return desk.read(PickedOrder(ending, desk.clock.now(), to_tell))


def on_orders(
    session: Session,
    ids: Sequence[str],
    make: "Callable[[Desk, OrderLine, str | None], Command]",
    *,
    to_tell: bool = False,
    after: "Callable[[Desk, OrderLine], Sequence[str]] | None" = None,
) -> int:
    """Carry out one command for each order that was named, one undo for all; `after` says what follows from it."""

    def one(desk: "Desk", ending: str, batch: str | None) -> list[str]:
        order = picked(desk, ending, to_tell=to_tell)
        done = desk.perform(make(desk, order, batch))
        more = after(desk, order) if after is not None else ()
        return [f"{order.id[-6:]} {said(done.code, done.values)}", *more]

    return each(session, ids, one)


def offers_for(
    desk: "Desk",
    appointment_id: str,
    language: str | None,
    kinds: frozenset[InterpretingKind] | None = None,
    **more: Any,
) -> "InterpretingOffers":
    """Who can interpret an appointment. Refused: `order_for_ended`, `which_language` (only the remark names one)."""
    from backoffice.desk.interpreting_prefill import InterpretingFor

    found = desk.read(InterpretingFor(appointment_id, desk.clock.now(), language, kinds, **more))
    if found.ended:
        raise Refused("order_for_ended", status=found.status.value)
    if language is None and not found.known:
        raise Refused("which_language", hinted=words.hinted(found.hint.code if found.hint is not None else None))
    return found


def kinds_of(typed: str | None) -> frozenset[InterpretingKind] | None:
    """The ways that were asked for; None: any."""
    return None if typed is None else frozenset({KINDS[typed]})


def ways_of(desk: "Desk", language: str, ways: "Sequence[WayView]") -> str:
    """From when on a language can be had in each way, in one sentence."""
    told = [(way.kind.value, way.first, way.at_once) for way in ways]
    return words.ways(language, told, wall(desk.clock.now()))


def new_order(
    desk: "Desk", today: "date", language: str, kind: str | None, with_: str | None, **more: Any
) -> "NewOrder":
    """What is ordered. Refused: `interpreter_unknown`."""
    from backoffice.desk.interpreting import NewOrder

    return NewOrder(
        language=language,
        kind=None if kind is None else KINDS[kind],
        interpreter_id=None if with_ is None else interpreter_of(desk, today, with_).of.id,
        **more,
    )


def say_order(order: "OrderLine", today: "date") -> None:
    """Who it is, when, and how they are reached."""
    time = (order.day, order.start, order.end)
    kind = order.kind and order.kind.value
    say(f"{words.ordered(order.interpreter, kind, time, today, contact=order.contact, dial=order.dial)}.")
