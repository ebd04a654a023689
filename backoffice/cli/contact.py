"""`contact`: who the person of an appointment is and how to reach them; asked for, never arguments (D54)."""

import click

from backoffice.cli.asking import Answers, at_terminal
from backoffice.cli.german import Command
from backoffice.cli.output import say
from backoffice.cli.session import Session, names_option, pass_session
from backoffice.cli.working import id_argument, label, pick
from backoffice.wording import commands as words
from backoffice.wording.done import done as said

ASKED = ("family", "given", "phone", "email", "number")
CLEAR = "-"


@click.command(
    "contact",
    cls=Command,
    help=(
        "Ändert die Angaben zur Person eines Termins. Gefragt wird (auf der Standardeingabe eine Zeile je Frage, oder"
        " ein JSON-Objekt): family, given, phone, email, number."
        " Leer lässt eine Angabe, wie sie ist; - nimmt sie weg."
    ),
)
@id_argument
@names_option
@pass_session
def contact(session: Session, one: str, with_names: bool) -> int:
    """Enter or correct who somebody is and how they are reached."""
    with session.desk() as desk:
        from backoffice.desk.contact import CorrectContact
        from backoffice.desk.record import RecordOf

        record = desk.read(RecordOf(pick(desk, one).id, desk.clock.now()))
        if at_terminal():
            click.echo(words.KEEP_OR_CLEAR, err=True)
        answers = Answers()
        typed = {name: answers.text(name) for name in ASKED}
        command = desk.new(
            CorrectContact,
            appointment_id=record.line.id,
            customer_version=record.customer_version,
            **{name: "" if text == CLEAR else text for name, text in typed.items() if text},
        )
        done = desk.perform(command)
        say(said(done.code, done.values, label(record.line, with_names=with_names)))
    return 0


COMMANDS = (contact,)
