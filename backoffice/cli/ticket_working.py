"""Carrying a command out on the tickets that were named by their numbers, however those are typed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.session import Session
from backoffice.cli.working import each
from backoffice.domain.errors import Refused
from backoffice.wording.done import done as said
from backoffice.wording.tickets import after_promise

if TYPE_CHECKING:
    from backoffice.desk.command import Command
    from backoffice.desk.desk import Desk
    from backoffice.desk.ticket_views import TicketLine
    from backoffice.desk.tickets import OnTicket

numbers_argument = click.argument("numbers", metavar="NUMMER …", nargs=-1, required=True)
number_argument = click.argument("number", metavar="NUMMER")
despite_dialling_option = click.option(
    "--despite-claim", is_flag=True, help="Auch wenn eine Kollegin oder ein Kollege diese Nummer gerade wählt."
)


def pick_ticket(desk: "Desk", number: str) -> "TicketLine":
    """The ticket with this number. Refused: `ticket_number_shape`, `ticket_unknown`."""
    from backoffice.desk.ticket_picking import PickedTicket

    return desk.read(PickedTicket(number, desk.clock.now()))


def still_open(line: "TicketLine") -> None:
    """Refused `ticket_closed`, before anything is asked: nobody types a text that cannot be taken."""
    if not line.open:
        raise Refused("ticket_closed", when=line.closed_at, closed_as=line.closed_as and line.closed_as.value)


def on_each_ticket(
    session: Session, numbers: Sequence[str], make: "Callable[[Desk, TicketLine, str | None], Command]"
) -> int:
    """Find the tickets, do to each what `make` says, tell each answer. 1 where any was refused."""

    def one(desk: "Desk", number: str, batch: str | None) -> list[str]:
        done = desk.perform(make(desk, pick_ticket(desk, number), batch))
        sentences = said(done.code, done.values), after_promise(done.code, done.values, session.today)
        return [sentence for sentence in sentences if sentence]

    return each(session, numbers, one, promises=True)


def on_ticket(
    desk: "Desk",
    kind: "type[OnTicket]",
    line: "TicketLine",
    batch: str | None,
    *,
    session: Session,
    at: int | None = None,
    day: date | None = None,
    **values: Any,
) -> "Command":
    """A command on one ticket, entered afterwards where a time was said."""
    return desk.new(kind, ticket_id=line.id, batch_id=batch, happened_at=session.happened(at, day), **values)
