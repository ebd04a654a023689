"""`store`: make, check, upgrade and copy the place where everything is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import Answers, ask_password, at_terminal
from backoffice.cli.german import Group
from backoffice.cli.guard import DONE, REFUSED
from backoffice.cli.output import say
from backoffice.cli.session import Session, pass_session
from backoffice.domain.errors import Refused, StoreUnavailable
from backoffice.wording import commands as words

if TYPE_CHECKING:
    from backoffice.store.store import Store

HOUSE = "Jobcenter"
"""What a house is called that was given no name."""


@click.group("store", cls=Group, help="Den Speicher anlegen, prüfen, erneuern, sichern.")
def store() -> None:
    """Commands for the store."""


def bring_up(session: Session, url: str, *, create: bool) -> "Store":
    """Make a store if need be, bring it to this program's schema, and open it."""
    from backoffice.opening import password_of
    from backoffice.store.migrate import upgrade
    from backoffice.store.store import open_store

    asked = open_store(url, session.clock)
    password = password_of(asked, ask_password)
    asked.close()
    upgrade(asked.place, password, create=create)
    return open_store(url, session.clock, password)


@store.command(
    "init",
    help=(
        "Legt einen Speicher mit dem Katalog der Anliegen an; wer das tut, verwaltet ihn. Auf PostgreSQL als"
        " Eigentümer der Datenbank."
    ),
)
@click.option("--example", is_flag=True, help="Mit dem Beispiel-Jobcenter, ohne Termine.")
@click.option("--name", metavar="HAUS", help="Wie das Haus heißt; sonst „Jobcenter“.")
@pass_session
def init(session: Session, example: bool, name: str | None) -> int:
    """Put a house into an empty store."""
    if example and name is not None:
        raise click.UsageError("--example und --name schließen einander aus: Das Beispiel hat seinen eigenen Namen.")
    from backoffice import config
    from backoffice.cli.founding import found_example, found_house

    who = Answers().text("name") if at_terminal() and not example else ""
    opened = bring_up(session, config.store_url(session.store), create=True)
    try:
        house, who = found_example(opened, session) if example else found_house(opened, session, name or HOUSE, who)
    finally:
        opened.close()
    say(words.INITIALISED.format(house=house, who=who))
    if not example:
        say(words.NEXT_BRANCH)
    return DONE


@store.command("check", help="Prüft Fassung, Zusammenhänge, Belegung und Verlauf. Rückgabewert 1, wenn etwas fehlt.")
@pass_session
def check_store(session: Session) -> int:
    """Look through the store."""
    from backoffice import config
    from backoffice.desk.checking import check
    from backoffice.opening import connect

    opened = connect(config.store_url(session.store), session.clock, ask_password)
    try:
        opened.ensure_usable()
        findings = opened.read(check)
    finally:
        opened.close()
    for finding in findings:
        say(f"{words.FINDINGS[finding.code]}: {finding.count}")
    if not findings:
        say(words.CHECK_FINE)
    return REFUSED if findings else DONE


@store.command(
    "upgrade", help="Bringt einen älteren Speicher auf den Stand des Programms; lokal mit Sicherung vorher."
)
@pass_session
def upgrade_store(session: Session) -> int:
    """Migrate the store."""
    from backoffice import config
    from backoffice.opening import connect
    from backoffice.store.version import State, state_of

    url = config.store_url(session.store)
    before = connect(url, session.clock, ask_password)
    try:
        state = before.read(state_of)
    finally:
        before.close()
    if state is State.EMPTY:
        raise StoreUnavailable("store_empty", path=before.place.shown)
    bring_up(session, url, create=False).close()
    say(words.UP_TO_DATE if state is State.CURRENT else words.UPGRADED)
    return DONE


@store.command("backup", help="Schreibt eine in sich stimmige Kopie eines lokalen Speichers.")
@click.argument("path", metavar="PFAD", type=click.Path(path_type=Path))
@pass_session
def backup(session: Session, path: Path) -> int:
    """Copy a local store."""
    from backoffice import config
    from backoffice.store.migrate import backup_file
    from backoffice.store.places import parse

    place = parse(config.store_url(session.store))
    if place.path is None:
        raise Refused("backup_local_only")
    target = path.expanduser().absolute()
    backup_file(place.path, target)
    say(words.BACKED_UP.format(path=target))
    return DONE


@store.command("files", help="Zeigt Buchungsdateien, die noch liegen, mit Ort und Löschdatum.")
@pass_session
def files(session: Session) -> int:
    """List files that were kept, or could not be deleted yet."""
    from backoffice.desk.files_left import FilesLeft
    from backoffice.wording.labels import day_label

    with session.desk() as desk:
        left = desk.read(FilesLeft())
    for file in left:
        until = words.DELETE_BY.format(day=day_label(file.delete_by)) if file.delete_by else words.DELETE_PENDING
        say(f"{file.branch}  {day_label(file.day)}  {until}  {file.path}")
    if not left:
        say(words.NO_FILES_LEFT)
    return DONE


COMMANDS = (store,)
