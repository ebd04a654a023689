"""`ticket`: promise a call and work it, one command each."""

import click

from backoffice.cli import ticket_calling as calling
from backoffice.cli import ticket_ending as ending
from backoffice.cli import ticket_making as making
from backoffice.cli.german import Group
from backoffice.cli.ticket_showing import show


@click.group(
    "ticket",
    cls=Group,
    help="Rückrufe zusagen, annehmen, anrufen, weitergeben und abschließen. „backoffice tickets“ zeigt die Nummern.",
)
def ticket() -> None:
    """Commands for promised calls."""


for _command in (
    show,
    making.new,
    making.change,
    calling.accept,
    calling.dial,
    calling.lay_down,
    calling.attempt,
    calling.raise_,
    calling.note,
    calling.interim,
    ending.hand_over,
    ending.return_,
    ending.give_back,
    ending.close,
):
    ticket.add_command(_command)

COMMANDS = (ticket,)
