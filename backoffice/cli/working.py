"""Carrying a command out on the appointments that were named: each by itself, with its own answer, one undo."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from backoffice.cli.guard import DONE, REFUSED, complain, told
from backoffice.cli.output import say
from backoffice.cli.session import DAY, TIME, Session
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import BackofficeError, StoreUnavailable
from backoffice.wording import commands as words
from backoffice.wording.done import done as said
from backoffice.wording.tickets import after_promise

if TYPE_CHECKING:
    from backoffice.desk.command import Command
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import Line

F = TypeVar("F", bound=Callable[..., Any])

ids_argument = click.argument("ids", metavar="KENNUNG …", nargs=-1, required=True)
id_argument = click.argument("one", metavar="KENNUNG")
despite_option = click.option(
    "--despite-claim", is_flag=True, help="Auch wenn eine Kollegin oder ein Kollege diese Person gerade hat."
)
_at_option = click.option("--at", type=TIME, help="Nachtrag: Uhrzeit, zu der es geschah.")
_day_option = click.option("--day", type=DAY, help="Nachtrag: Tag (heute oder der letzte Arbeitstag), nur mit --at.")


def backdating(function: F) -> F:
    """`--at` and `--day`: entered afterwards (D18)."""
    return _at_option(_day_option(function))


def label(line: "Line", *, with_names: bool) -> str:
    """How an appointment is called on the line: `09:00 Umzugswunsch (a1b2c3)`, with its name only if asked for."""
    parts = [hhmm(line.start), words.SENSITIVE if line.sensitive else line.concern or words.NO_CONCERN]
    if with_names:
        parts.append(line.name or words.NO_NAME)
    return f"{' '.join(parts)} ({line.id[-6:]})"


def on_each(
    session: Session,
    endings: Sequence[str],
    make: "Callable[[Desk, Line, str | None], Command]",
    *,
    with_names: bool,
    promises: bool = False,
) -> int:
    """Find the appointments, do to each what `make` says, tell each answer. 1 where any was refused."""

    def one(desk: "Desk", ending: str, batch: str | None) -> list[str]:
        line = pick(desk, ending)
        done = desk.perform(make(desk, line, batch))
        sentences = (
            said(done.code, done.values, label(line, with_names=with_names)),
            after_promise(done.code, done.values, session.today),
        )
        return [sentence for sentence in sentences if sentence]

    return each(session, endings, one, promises=promises)


def each(
    session: Session,
    named: Sequence[str],
    do: "Callable[[Desk, str, str | None], Sequence[str]]",
    *,
    promises: bool = False,
) -> int:
    """Do something to each that was named and say its sentences; one undo for all. 1 where any was refused."""
    from backoffice.domain.ids import new_id

    with session.desk(promises=promises) as desk:
        batch = new_id() if len(named) > 1 else None
        code = DONE
        for one in named:
            try:
                told_of = do(desk, one, batch)
            except StoreUnavailable:
                raise
            except BackofficeError as error:
                complain(f"{one}: {told(error)}" if len(named) > 1 else told(error))
                code = REFUSED
            else:
                for sentence in told_of:
                    say(sentence)
        return code


def pick(desk: "Desk", ending: str) -> "Line":
    """The appointment whose id ends so. Refused: `id_shape`, `id_unknown`, `id_ambiguous`."""
    from backoffice.desk.picking import Picked

    return desk.read(Picked(ending, desk.clock.now()))


def stepped(
    desk: "Desk",
    kind: "type[Command]",
    line: "Line",
    batch: str | None,
    *,
    session: Session,
    at: int | None,
    day: date | None,
    **values: Any,
) -> "Command":
    """A command on one appointment, entered afterwards where a time was said."""
    happened: datetime | None = session.happened(at, day)
    return desk.new(kind, appointment_id=line.id, batch_id=batch, happened_at=happened, **values)
