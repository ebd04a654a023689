"""`directory`: whom one calls in the house; `directory-entry`: what a branch says of its functions."""

from typing import TYPE_CHECKING

import click

from backoffice.cli.german import Command, Group
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import Session, branch_of, json_option, pass_session
from backoffice.cli.tickets import branch_by_code, team_of
from backoffice.domain.directory import Contact, Kind
from backoffice.domain.errors import Refused
from backoffice.domain.text import same_key
from backoffice.wording import directory as words
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

phone_option = click.option("--phone", metavar="NUMMER", help="Dienstliche Nummer, nie eine private.")
hours_option = click.option(
    "--hours", metavar="ZEITEN", help="Wann dort jemand abnimmt: „mo-do 8-15:30, fr 8-12“ oder in Worten."
)
deputy_option = click.option("--deputy", metavar="FUNKTION", help="Wer sonst abnimmt, als Funktion, ohne Namen.")
note_option = click.option("--note", metavar="HINWEIS", help="Was vor dem Anruf zu wissen ist.")


def _read(desk: "Desk") -> tuple[Contact, ...]:
    from backoffice.desk.directory import Directory

    return desk.read(Directory(desk.clock.now()))


@click.command(
    "directory",
    cls=Command,
    help=(
        "Wen rufe ich an? Zeigt Funktionen, Teams und Geschäftsstellen mit ihrer Nummer, die eigene Geschäftsstelle"
        " zuerst. Mit Wörtern nur die Zeilen, in denen alle vorkommen, zum Beispiel: backoffice directory teamleitung"
        " nord. Gesucht wird nach Worten des Amtes, nie nach Kund:innen."
    ),
)
@click.argument("search", metavar="[WORT …]", nargs=-1)
@click.option("--branch", metavar="KÜRZEL", help="Nur diese Geschäftsstelle, z. B. MITTE.")
@json_option
@pass_session
def directory(session: Session, search: tuple[str, ...], branch: str | None, as_json: bool) -> int:
    """List whom one calls."""
    with session.desk() as desk:
        everybody = _read(desk)
        if branch is not None:
            at = branch_by_code(desk, branch)
            everybody = tuple(one for one in everybody if one.branch_id == at)
    text = " ".join(search)
    found = words.found(everybody, text)
    if as_json:
        say_json([_json(one) for one in found])
    elif not found:
        say(words.nothing_found(text) if everybody else words.EMPTY)
    else:
        say_table(
            [
                one.branch,
                words.name(one),
                one.phone or words.NOTHING,
                words.when(one, session.today),
                " · ".join((*_in_full(one, words.when(one, session.today)), *words.remarks(one))),
            ]
            for one in found
        )
    return DONE


def _in_full(contact: Contact, short: str) -> tuple[str, ...]:
    """The hours, unless they have been said already."""
    hours = words.hours(contact)
    return (hours,) if hours and hours != short else ()


def _json(contact: Contact) -> dict[str, object]:
    reach = contact.reach
    return {
        "branch": contact.code,
        "branch_name": contact.branch,
        "kind": contact.kind.value,
        "name": words.name(contact),
        "function": contact.function or None,
        "team": contact.team or None,
        "area": contact.area and contact.area.value,
        "phone": contact.phone or None,
        "shown_number": contact.shown_number or None,
        "hours": contact.hours or None,
        "usual_hours": contact.usual,
        "reachable_now": None if reach is None else reach.now,
        "deputy": contact.deputy or None,
        "note": contact.note or None,
    }


# --- what a branch keeps -----------------------------------------------------------------------------------------


@click.group(
    "directory-entry",
    cls=Group,
    help="Einträge einer Geschäftsstelle im Verzeichnis: Funktionen, keine Namen, keine privaten Nummern.",
)
def directory_entry() -> None:
    """Commands for the entries of a branch."""


@directory_entry.command(
    "add",
    help=(
        "Trägt eine Funktion ein. Zum Beispiel (alles in einer Zeile):"
        "\n\n\b\nbackoffice directory-entry add MITTE Teamleitung\n"
        '  --team "Leistungsteam 1" --phone "030 23125-703"\n'
        '  --hours "mo-do 8-15:30, fr 8-12" --deputy "Leistungsteam 2"'
    ),
)
@click.argument("code", metavar="KÜRZEL")
@click.argument("function", metavar="FUNKTION")
@click.option("--team", metavar="NAME", help="Team, zu dem sie gehört; backoffice teams zeigt alle.")
@phone_option
@hours_option
@deputy_option
@note_option
@pass_session
def add_entry(
    session: Session,
    code: str,
    function: str,
    team: str | None,
    phone: str | None,
    hours: str | None,
    deputy: str | None,
    note: str | None,
) -> int:
    """Add an entry."""
    with session.desk() as desk:
        from backoffice.desk.directory import AddEntry

        at = branch_of(desk, code).id
        command = desk.new(
            AddEntry,
            branch_id=at,
            function=function,
            team_id=team_of(desk, at, team).id if team else None,
            phone=phone or "",
            hours=hours or "",
            deputy=deputy or "",
            note=note or "",
        )
        done = desk.perform(command)
    say(said(done.code, done.values))
    return DONE


which_team_option = click.option(
    "--team", metavar="NAME", help='Team des Eintrags, wenn es die Funktion mehrfach gibt; "" meint: ohne Team.'
)


@directory_entry.command(
    "change", help='Ändert einen Eintrag; was nicht genannt ist, bleibt. Eine leere Angabe ("") nimmt sie weg.'
)
@click.argument("code", metavar="KÜRZEL")
@click.argument("function", metavar="FUNKTION")
@which_team_option
@click.option("--rename", metavar="FUNKTION", help="Wie die Funktion jetzt heißt.")
@click.option("--new-team", metavar="NAME", help='Team, zu dem sie jetzt gehört; "" für keins.')
@phone_option
@hours_option
@deputy_option
@note_option
@pass_session
def change_entry(
    session: Session,
    code: str,
    function: str,
    team: str | None,
    rename: str | None,
    new_team: str | None,
    phone: str | None,
    hours: str | None,
    deputy: str | None,
    note: str | None,
) -> int:
    """Change an entry."""
    with session.desk() as desk:
        from backoffice.desk.directory import ChangeEntry

        at = branch_of(desk, code).id
        entry = _entry(desk, at, function, team)
        team_id = entry.team_id
        if new_team is not None:
            team_id = team_of(desk, at, new_team).id if new_team else None
        command = desk.new(
            ChangeEntry,
            entry_id=entry.id,
            version=entry.version,
            function=entry.function if rename is None else rename,
            team_id=team_id,
            phone=entry.phone if phone is None else phone,
            hours=entry.hours if hours is None else hours,
            deputy=entry.deputy if deputy is None else deputy,
            note=entry.note if note is None else note,
        )
        done = desk.perform(command)
    say(said(done.code, done.values))
    return DONE


@directory_entry.command("remove", help="Nimmt einen Eintrag aus dem Verzeichnis; undo holt ihn zurück.")
@click.argument("code", metavar="KÜRZEL")
@click.argument("function", metavar="FUNKTION")
@which_team_option
@pass_session
def remove_entry(session: Session, code: str, function: str, team: str | None) -> int:
    """Remove an entry."""
    with session.desk() as desk:
        from backoffice.desk.directory import RemoveEntry

        entry = _entry(desk, branch_of(desk, code).id, function, team)
        done = desk.perform(desk.new(RemoveEntry, entry_id=entry.id, version=entry.version))
    say(said(done.code, done.values))
    return DONE


def _entry(desk: "Desk", branch_id: str, function: str, team: str | None) -> Contact:
    """The entry that is meant. Refused `directory_no_entry`, `directory_which_entry`, `unknown_team`."""
    team_id = team_of(desk, branch_id, team).id if team else None
    found = [
        one
        for one in _read(desk)
        if one.kind is Kind.ENTRY
        and one.branch_id == branch_id
        and same_key(one.function) == same_key(function)
        and (team is None or one.team_id == team_id)
    ]
    if not found:
        raise Refused("directory_no_entry", function=function)
    if len({one.team_id for one in found}) > 1:  # of one team they are the same: an undo brought one back
        raise Refused("directory_which_entry", function=function, count=len(found))
    return found[0]


COMMANDS = (directory, directory_entry)
