"""`store files`: what lies around with personal data in it, where, until when; and deleting it (D53)."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backoffice import config
from backoffice.cli.asking import at_terminal, confirm
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, REFUSED, complain, told
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import Session, json_option, pass_session
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError, Refused, StoreUnavailable
from backoffice.wording import commands as words
from backoffice.wording.done import done as said
from backoffice.wording.labels import day_label

if TYPE_CHECKING:
    from backoffice.desk.command import Done
    from backoffice.desk.desk import Desk
    from backoffice.desk.files_left import FileLeft


@click.command(
    "files",
    cls=Command,
    help=(
        "Zeigt Dateien mit Personendaten, die das Programm angelegt oder behalten hat: Buchungslisten, Sicherungen,"
        " Kopien vor dem Erneuern; dazu eigene Terminzettel und Anfragen an die Sprachmittlung, die niemanden nennen."
        " Mit Ort und Löschdatum. --delete und --delete-due löschen sie, nach Rückfrage."
    ),
)
@click.option(
    "--delete",
    "paths",
    metavar="PFAD",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Diese Datei löschen, mehrfach möglich; der Name genügt, wenn er nur einmal dasteht.",
)
@click.option("--delete-due", is_flag=True, help="Alle löschen, deren Löschdatum erreicht ist.")
@click.option("--yes", is_flag=True, help="Ohne Rückfrage; streicht auch Einträge, deren Datei hier nicht liegt.")
@json_option
@pass_session
def files(session: Session, paths: tuple[Path, ...], delete_due: bool, yes: bool, as_json: bool) -> int:
    """List files that still lie somewhere, or delete some of them."""
    from backoffice.desk.files_left import FilesLeft

    if as_json and (paths or delete_due):
        raise click.UsageError("--json zeigt nur; es geht nicht zusammen mit --delete und --delete-due.")
    with session.desk() as desk:
        left = desk.read(FilesLeft(desk.store.place.path, config.data_folder()))
        if paths or delete_due:
            return _delete(desk, _chosen(left, paths, session.today if delete_due else None), yes=yes)
    if as_json:
        say_json([_json(file) for file in left])
    elif not left:
        say(words.NO_FILES_LEFT)
    else:
        say_table(_cells(file) for file in left)
    return DONE


def _cells(file: "FileLeft") -> tuple[str, ...]:
    until = words.DELETE_BY.format(day=day_label(file.delete_by)) if file.delete_by else words.DELETE_PENDING
    missing = "" if Path(file.path).exists() else f" ({words.NOT_HERE})"
    of = (
        f"{file.branch} {day_label(file.day)}" if file.day else words.FILES_OF.get(file.kind.value, words.WHOLE_STORE)
    )
    return (words.FILE_KINDS[file.kind.value], of, f"{words.SINCE} {_made_on(file)}", until, file.path + missing)


def _made_on(file: "FileLeft") -> str:
    return day_label(wall(file.made_at)[0])


def _json(file: "FileLeft") -> dict[str, object]:
    return {
        "kind": file.kind.value,
        "branch": file.branch,
        "day": file.day.isoformat() if file.day else None,
        "made_at": file.made_at.isoformat(timespec="seconds"),
        "delete_by": file.delete_by.isoformat() if file.delete_by else None,
        "path": file.path,
        "here": Path(file.path).exists(),
    }


def _chosen(left: "Iterable[FileLeft]", paths: Iterable[Path], due: date | None) -> "list[FileLeft]":
    """Those that were named, and those whose day has come. Refused `file_not_listed`."""
    left = list(left)
    chosen: dict[str, FileLeft] = {}
    for path in paths:
        named = [file for file in left if file.path == str(path.expanduser().absolute())]
        named = named or [file for file in left if Path(file.path).name == str(path)]
        if len(named) != 1:
            raise Refused("file_not_listed", file=str(path))
        chosen[named[0].path] = named[0]
    if due is not None:
        chosen |= {file.path: file for file in left if file.delete_by is None or file.delete_by <= due}
    return list(chosen.values())


def _delete(desk: "Desk", chosen: "list[FileLeft]", *, yes: bool) -> int:
    if not chosen:
        say(words.NOTHING_DUE)
    if chosen and not yes and not at_terminal():
        raise Refused("delete_unconfirmed")
    code = DONE
    for file in chosen:
        here = Path(file.path).exists()
        question = words.DELETE_QUESTION if here else words.GONE_QUESTION
        if not yes and not confirm(question.format(kind=words.FILE_KINDS[file.kind.value], path=file.path)):
            code = REFUSED
            continue
        try:
            done = _gone(desk, file)
        except StoreUnavailable:
            raise
        except BackofficeError as error:
            complain(told(error))
            code = REFUSED
        else:
            say(said(done.code, done.values, file.path))
            code = code if done.code in ("copy_deleted", "file_deleted", "slip_deleted", "sheet_deleted") else REFUSED
    return code


def _gone(desk: "Desk", file: "FileLeft") -> "Done":
    """Delete one file and note that it is gone. Refused `copy_replaced`, `copy_held`."""
    from backoffice.desk.files_left import CopyDeleted, FileKind
    from backoffice.store.copies import delete_copy, is_store

    path = Path(file.path)
    if file.kind is FileKind.SOURCE:
        return _source_gone(desk, file)
    if file.kind in (FileKind.SLIP, FileKind.SHEET):
        return _paper_gone(path, sheet=file.kind is FileKind.SHEET)
    if path.exists() and not is_store(path):
        raise Refused("copy_replaced", path=file.path)
    if not delete_copy(path):
        raise Refused("copy_held", path=file.path)
    return desk.perform(desk.new(CopyDeleted, what=file.kind, made_on=wall(file.made_at)[0], outbox_id=file.ref))


def _paper_gone(path: Path, *, sheet: bool) -> "Done":
    """A slip or a request sheet names nobody: nothing is noted of it. Refused `copy_held`."""
    from backoffice.desk.command import Done
    from backoffice.desk.request_sheets import delete_sheet
    from backoffice.desk.slips import delete_slip

    if not (delete_sheet(path) if sheet else delete_slip(path)):
        raise Refused("copy_held", path=str(path))
    return Done("sheet_deleted" if sheet else "slip_deleted")


def _source_gone(desk: "Desk", file: "FileLeft") -> "Done":
    """A booking file: only what was read is deleted, as after an import. Refused `file_elsewhere`."""
    from backoffice.desk.files_left import DeleteKept, FilesLeft
    from backoffice.desk.outbox import deliver

    answers: list[Done] = []
    present: FileLeft | None = file
    while present is not None:
        if present.delete_by is not None:
            desk.perform(desk.new(DeleteKept, run_id=str(present.ref)))
        done = next((one for one in deliver(desk) if present.ref in one.ids), None)
        if done is None:
            raise Refused("file_elsewhere", path=file.path)
        answers.append(done)
        left = desk.read(FilesLeft()) if done.code != "file_not_deleted" else ()
        present = next((one for one in left if one.path == file.path), None)
    # Of several lists that lay here one after the other, the one whose file is there has the say.
    return next((done for done in answers if done.code != "file_replaced"), answers[0])
