"""`interpreting sheet`: the request sheet of an order as a file for an agency; it names nobody (D48, D53)."""

from pathlib import Path

import click

from backoffice import config
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, REFUSED, complain
from backoffice.cli.interpreting_typed import order_argument, picked
from backoffice.cli.output import say
from backoffice.cli.session import Session, pass_session
from backoffice.wording import interpreting_line as words
from backoffice.wording import request_sheet, slip

PRINTED = Path("-")


@click.command(
    "sheet",
    cls=Command,
    help=(
        "Schreibt das Anfrageblatt für eine Agentur: Sprache, Art, Zeit, Ort oder Einwahl, allgemeines Thema; keinen"
        " Namen und keine Nummer der Kund:innen. Als Excel-Datei, mit --text als einfachen Text; er steht mit"
        " --folder - gleich auf der Standardausgabe."
    ),
)
@order_argument
@click.option("--text", "as_text", is_flag=True, help="Als Text statt als Excel-Datei.")
@click.option(
    "--folder",
    metavar="PFAD",
    type=click.Path(path_type=Path),
    help="In diesen Ordner; sonst in den eigenen, den das Programm selbst aufräumt.",
)
@pass_session
def sheet(session: Session, one: str, as_text: bool, folder: Path | None) -> int:
    """Write a request sheet."""
    if folder == PRINTED and not as_text:
        raise click.UsageError("Auf die Standardausgabe geht nur --text.")
    with session.desk() as desk:
        from backoffice.desk.request_sheets import SheetOf, save_text, save_xlsx, sheets_folder

        made = desk.read(SheetOf(picked(desk, one).id, desk.clock.now()))
    if folder == PRINTED:
        click.echo(request_sheet.as_text(made), nl=False)
        return DONE
    own = sheets_folder(config.data_folder())
    into = own if folder is None else folder.expanduser().absolute()
    if as_text:
        done = save_text(made, request_sheet.as_text(made), into)
    else:
        done = save_xlsx(made, request_sheet.lines(made), into)
    if not isinstance(done, Path):
        complain(slip.FAULTS[done.value].format(folder=into))
        return REFUSED
    say(words.SHEET_LIES.format(path=done))
    say(words.sheet_until(made.delete_by, own_folder=into == own))
    return DONE
