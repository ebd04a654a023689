"""`undo`: my last change at this desk, or the newest change of the appointments and tickets that are named."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import at_terminal, confirm
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, REFUSED, complain, told
from backoffice.cli.output import say
from backoffice.cli.session import Session, names_option, pass_session
from backoffice.cli.ticket_working import pick_ticket
from backoffice.cli.working import label, pick
from backoffice.domain.errors import BackofficeError, NotFound, Refused, StoreUnavailable
from backoffice.wording.done import DONE as DONE_WORDS
from backoffice.wording.done import done as said
from backoffice.wording.stand import stand

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import HistoryItem, Line

FRESH = timedelta(minutes=2)
"""Older changes are shown before they are taken back (UX)."""


@click.command(
    "undo",
    cls=Command,
    help=(
        "Nimmt zurück: ohne Kennung meine letzte Änderung an diesem Arbeitsplatz, mit Kennung die neueste Änderung"
        " des Termins, mit Ticketnummer die des Rückrufs. Was älter als zwei Minuten ist, wird ohne Kennung erst"
        " gezeigt."
    ),
)
@click.argument("ids", metavar="[KENNUNG …]", nargs=-1)
@click.option("--yes", is_flag=True, help="Ohne Rückfrage, auch Älteres.")
@names_option
@pass_session
def undo(session: Session, ids: tuple[str, ...], yes: bool, with_names: bool) -> int:
    """Undo my last change, or the newest change of named appointments."""
    if ids:
        return _of(session, ids, with_names=with_names)
    with session.desk() as desk:
        from backoffice.desk.undo import LastChange, Undo

        last = desk.read(LastChange(desk.id))
        if last is None:
            raise Refused("nothing_to_undo")
        if not yes and desk.clock.now() - last.made_at > FRESH:
            about = [label(line, with_names=with_names) for line in _appointments(desk, last.ids)]
            what = DONE_WORDS.get(last.code, last.code)
            refused = Refused("undo_old", when=last.made_at, what=f"{', '.join(about)}: {what}" if about else what)
            if not at_terminal():
                raise refused
            if not confirm(told(refused)):
                raise Refused("declined")
        done = desk.perform(desk.new(Undo, undoes=last.undoes))
        say(said(done.code, done.values))
        for line in _appointments(desk, done.ids):
            say(f"{label(line, with_names=with_names)}: {stand(line, desk.clock.now()).words}.")
    return DONE


def _appointments(desk: "Desk", ids: Iterable[str]) -> "Iterator[Line]":
    """Those of the touched rows that are appointments and still there: nobody has to guess what came back."""
    for one in ids:
        with suppress(NotFound):
            yield pick(desk, one)


def _of(session: Session, ids: tuple[str, ...], *, with_names: bool) -> int:
    code = DONE
    with session.desk() as desk:
        from backoffice.desk.undo import Undo

        for ending in ids:
            try:
                named, history = _history(desk, ending, with_names=with_names)
                newest = next((item for item in history if item.undoable), None)
                if newest is None:
                    raise Refused("nothing_to_undo")
                done = desk.perform(desk.new(Undo, undoes=newest.entry_id))
            except StoreUnavailable:
                raise
            except BackofficeError as error:
                complain(f"{ending}: {told(error)}" if len(ids) > 1 else told(error))
                code = REFUSED
            else:
                say(said(done.code, done.values, named))
    return code


def _history(desk: "Desk", ending: str, *, with_names: bool) -> "tuple[str, tuple[HistoryItem, ...]]":
    """How the appointment or ticket is called, and its Verlauf. Ids have neither an R nor a hyphen: numbers do."""
    now = desk.clock.now()
    if "r" in ending.casefold() or "-" in ending:
        from backoffice.desk.ticket_record import TicketRecordOf

        ticket = pick_ticket(desk, ending)
        return ticket.number, desk.read(TicketRecordOf(ticket.id, now)).history
    from backoffice.desk.record import RecordOf

    line = pick(desk, ending)
    return label(line, with_names=with_names), desk.read(RecordOf(line.id, now)).history


COMMANDS = (undo,)
