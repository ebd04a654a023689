"""`store`: make, check, upgrade and copy the place where everything is kept."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import Answers, at_terminal
from backoffice.cli.german import Group
from backoffice.cli.guard import DONE, REFUSED, complain
from backoffice.cli.kept import files
from backoffice.cli.output import say
from backoffice.cli.session import DAY, Session, pass_session
from backoffice.domain.errors import BackofficeError, Refused, StoreUnavailable
from backoffice.wording import commands as words

if TYPE_CHECKING:
    from backoffice.store.store import Store

HOUSE = "Jobcenter"
"""What a house is called that was given no name."""


@click.group("store", cls=Group, help="Den Speicher anlegen, prüfen, erneuern, sichern und Kopien aufräumen.")
def store() -> None:
    """Commands for the store."""


def bring_up(session: Session, url: str, *, create: bool) -> "Store":
    """Make a store if need be, bring it to this program's schema, and open it."""
    from backoffice.opening import password_of
    from backoffice.store.migrate import upgrade
    from backoffice.store.store import open_store

    asked = open_store(url, session.clock)
    password = password_of(asked, session.ask)
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

    opened = connect(config.store_url(session.store), session.clock, session.ask)
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
    from backoffice.desk.files_left import copy_until
    from backoffice.opening import connect
    from backoffice.store.copies import upgrade_copies
    from backoffice.store.version import State, state_of
    from backoffice.wording.labels import day_label

    url = config.store_url(session.store)
    before = connect(url, session.clock, session.ask)
    try:
        state = before.read(state_of)
    finally:
        before.close()
    if state is State.EMPTY:
        raise StoreUnavailable("store_empty", path=before.place.shown)
    path = before.place.path
    there = {copy.path for copy in upgrade_copies(path)} if path else set()
    bring_up(session, url, create=False).close()
    say(words.UP_TO_DATE if state is State.CURRENT else words.UPGRADED)
    for copy in upgrade_copies(path) if path else ():
        if copy.path not in there:
            say(words.BACKUP_BESIDE.format(path=copy.path, day=day_label(copy_until(copy.made_at))))
    return DONE


@store.command(
    "backup",
    help=(
        "Schreibt eine in sich stimmige Kopie eines lokalen Speichers. „store files“ führt sie bis zu ihrer Löschung."
    ),
)
@click.argument("path", metavar="PFAD", type=click.Path(path_type=Path))
@click.option("--delete-by", metavar="TAG", type=DAY, help="Bis wann sie bleiben darf; sonst 14 Tage.")
@pass_session
def backup(session: Session, path: Path, delete_by: date | None) -> int:
    """Copy a local store, and remember where the copy lies."""
    from backoffice import config
    from backoffice.desk.files_left import copy_until
    from backoffice.store.places import parse
    from backoffice.wording.labels import day_label

    place = parse(config.store_url(session.store))
    if place.path is None:
        raise Refused("backup_local_only")
    until = delete_by or copy_until(session.clock.now())
    if until < session.today:
        raise click.UsageError("--delete-by liegt in der Vergangenheit.")
    target = path.expanduser().absolute()
    listed = _backup(session, place.path, target, until)
    say(words.BACKED_UP.format(path=target))
    if listed:
        say(words.BACKUP_LISTED.format(day=day_label(until)))
    else:
        complain(words.BACKUP_UNLISTED)
    return DONE


def _backup(session: Session, source: Path, target: Path, until: date) -> bool:
    """Copy a store; says whether the copy is noted in it: one that cannot be used now is copied all the same."""
    from backoffice import account, config
    from backoffice.desk.files_left import forget_backup, note_backup
    from backoffice.store.migrate import backup_file, require_free
    from backoffice.store.store import open_store

    require_free(target)
    opened = open_store(str(source), session.clock)
    try:
        noted = None
        try:
            opened.ensure_usable()
            noted = note_backup(opened, target, session.clock.now(), until, account.login(), config.desk_id())
        except BackofficeError:
            pass  # a store that is older, damaged or cannot be written is what backups are for
        try:
            backup_file(source, target)
        except BackofficeError:
            if noted is not None:
                forget_backup(opened, noted)
            raise
    finally:
        opened.close()
    return noted is not None


store.add_command(files)
COMMANDS = (store,)
