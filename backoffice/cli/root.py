"""`backoffice`: all line commands, and without one the program itself."""

from datetime import date
from importlib import import_module

import click

from backoffice import __version__
from backoffice.cli.german import Root
from backoffice.cli.session import DAY, Session

ROOMS = {
    "demo": ("demo",),
    "importing": ("import",),
    "showing": ("today", "show", "search"),
    "promises": ("promises",),
    "steps": (
        "arrive",
        "begin",
        "attempt",
        "interrupt",
        "no-show",
        "leave",
        "cancel",
        "confirm-cancelled",
        "reject-cancelled",
        "claim",
        "release",
        "reopen",
    ),
    "outcomes": ("finish", "note", "walk-in"),
    "handing_out": ("assign",),
    "slots": ("slots",),
    "booking": ("book", "move", "place", "tasks"),
    "contact": ("contact",),
    "tickets": ("tickets", "teams"),
    "ticket": ("ticket",),
    "directory": ("directory", "directory-entry"),
    "interpreters": ("interpreters",),
    "interpreting": ("interpreting",),
    "responsibility": ("responsibility",),
    "takeovers": ("takeover",),
    "leaving": ("answer", "away"),
    "undoing": ("undo",),
    "stores": ("store",),
    "house": ("branch", "concern"),
    "people": ("staff",),
    "calendar": ("calendar",),
    "plan": ("plan",),
    "staffing": ("staffing",),
    "absence": ("absence",),
    "notify": ("notify",),
    "access": ("login", "logout"),
    "doctor": ("doctor",),
}
"""Which module of this room has which commands: loaded when one is asked for; the start loads none."""


class Backoffice(Root):
    """All commands, each loaded when it is named (or when the help lists them)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the help."""
        return [name for names in ROOMS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, or None."""
        if cmd_name not in self.commands:
            for room, names in ROOMS.items():
                if cmd_name in names:
                    for command in import_module(f"backoffice.cli.{room}").COMMANDS:
                        self.add_command(command)
        return super().get_command(ctx, cmd_name)


HELP = """Das Backoffice eines Jobcenters.

Ohne Befehl öffnet sich das Programm. Jede Handlung gibt es auch als Zeilenbefehl, brauchbar mit einem
Vorleseprogramm. Termine haben Kennungen (die letzten Zeichen genügen), „backoffice today“ zeigt sie; Namen und
Texte stehen nie in einer Befehlszeile, sie werden gefragt oder stehen auf der Standardeingabe.

Rückgabewerte: 0 erledigt, 1 abgelehnt, 2 falsch aufgerufen, 3 Speicher nicht verfügbar.
"""


@click.group("backoffice", cls=Backoffice, invoke_without_command=True, help=HELP)
@click.option("--branch", metavar="KÜRZEL", help="Ohne Befehl: diese Geschäftsstelle zeigen.")
@click.option("--day", type=DAY, help="Ohne Befehl: diesen Tag zeigen.")
@click.version_option(__version__, prog_name="backoffice")
@click.pass_context
def backoffice(ctx: click.Context, branch: str | None, day: date | None) -> int:
    """Open the program, or run what was asked for."""
    session = ctx.ensure_object(Session)
    if ctx.invoked_subcommand is not None:
        if branch is not None or day is not None:  # said before the command they would be lost without a word
            said = "--branch" if branch is not None else "--day"
            raise click.UsageError(f"{said} gehört hinter den Befehl: backoffice {ctx.invoked_subcommand} {said} …")
        return 0
    from backoffice.cli.program import open_program

    return open_program(session, session.store, day=day, branch=branch)
