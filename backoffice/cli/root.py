"""`backoffice`: all line commands, and without one the program itself."""

from datetime import date

import click

from backoffice import __version__
from backoffice.cli import access, demo, doctor, house, importing, outcomes, people, showing, steps, stores, undoing
from backoffice.cli.german import Root
from backoffice.cli.session import DAY, Session

HELP = """Das Backoffice eines Jobcenters.

Ohne Befehl öffnet sich das Programm. Jede Handlung gibt es auch als Zeilenbefehl, brauchbar mit einem
Vorleseprogramm. Termine haben Kennungen (die letzten Zeichen genügen), „backoffice today“ zeigt sie; Namen und
Texte stehen nie in einer Befehlszeile, sie werden gefragt oder stehen auf der Standardeingabe.

Rückgabewerte: 0 erledigt, 1 abgelehnt, 2 falsch aufgerufen, 3 Speicher nicht verfügbar.
"""


@click.group("backoffice", cls=Root, invoke_without_command=True, help=HELP)
@click.option("--branch", metavar="KÜRZEL", help="Ohne Befehl: diese Geschäftsstelle zeigen.")
@click.option("--day", type=DAY, help="Ohne Befehl: diesen Tag zeigen.")
@click.version_option(__version__, prog_name="backoffice")
@click.pass_context
def backoffice(ctx: click.Context, branch: str | None, day: date | None) -> int:
    """Open the program, or run what was asked for."""
    session = ctx.ensure_object(Session)
    if ctx.invoked_subcommand is not None:
        return 0
    from backoffice.cli.program import open_program

    return open_program(session, session.store, day=day, branch=branch)


for _room in (demo, importing, showing, steps, outcomes, undoing, stores, house, people, access, doctor):
    for _command in _room.COMMANDS:
        backoffice.add_command(_command)
