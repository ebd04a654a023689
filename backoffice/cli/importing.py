"""`import`: read a booking file, show what would change, and only then store it (D2–D6, D53)."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli import import_columns
from backoffice.cli.asking import at_terminal, confirm, require_confirmation
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import (
    DAY,
    Session,
    branch_of,
    json_option,
    names_option,
    pass_session,
)
from backoffice.domain.bookings import BookingFile, Issue
from backoffice.domain.clock import hhmm
from backoffice.domain.columns import confirmed, together
from backoffice.domain.errors import Refused
from backoffice.domain.merge import RowState
from backoffice.wording import commands as words
from backoffice.wording.done import ROW_STATES, counts
from backoffice.wording.done import done as said
from backoffice.wording.import_texts import about_columns, about_file
from backoffice.wording.labels import day_label
from backoffice.wording.states import CHANNEL
from backoffice.wording.views import issue as phrase

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.importing import ImportDay
    from backoffice.desk.previewing import Preview, PreviewRow


@click.command(
    "import",
    cls=Command,
    help=(
        "Liest eine Buchungsliste (.xlsx) ein: zeigt erst, was sich ändern würde, und fragt dann. Danach wird die"
        " Datei gelöscht, sofern keine Zeile zu klären bleibt."
    ),
)
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--branch", metavar="KÜRZEL", required=True, help="Geschäftsstelle, deren Liste es ist.")
@click.option("--day", type=DAY, help="Tag der Liste; nötig nur, wenn die Datei ihn nicht nennt.")
@click.option("--dry-run", is_flag=True, help="Nur ansehen, nichts speichern.")
@json_option
@click.option("--yes", is_flag=True, help="Ohne Rückfrage, z. B. jeden Morgen um 06:05.")
@click.option("--keep-file", is_flag=True, help="Die Datei danach nicht löschen.")
@click.option(
    "--map",
    "maps",
    metavar="FELD=SPALTE",
    multiple=True,
    help="Sagt, was eine Spalte bedeutet, mit Überschrift oder Buchstabe, z. B. start=C; mehrfach möglich.",
)
@click.option("--accept-vanished", is_flag=True, help="Hinnehmen, dass auffallend viele Termine fehlen.")
@names_option
@pass_session
def import_(
    session: Session,
    file: Path,
    branch: str,
    day: date | None,
    dry_run: bool,
    as_json: bool,
    yes: bool,
    keep_file: bool,
    maps: tuple[str, ...],
    accept_vanished: bool,
    with_names: bool,
) -> int:
    """Read a booking file."""
    with session.desk() as desk:
        of = branch_of(desk, branch)
        read, mapping = _read(desk, file, of.id, maps)
        if read.missing:
            _show_columns(read, of.code, as_json=as_json, with_names=with_names)
        preview = _preview(desk, read, of.id, day)
        if not as_json:
            _show(preview, with_names=with_names)
        if not dry_run:
            if preview.counts[RowState.PROBLEM] == len(preview.rows):
                raise Refused("nothing_to_store")
            accept_vanished = _confirmed(preview, yes=yes, accept_vanished=accept_vanished)
            command = _command(
                desk, preview, file, day, mapping, keep_file=keep_file, accept_vanished=accept_vanished
            )
            told = _store(desk, command)
        if as_json:
            say_json(as_object(preview))
        elif dry_run:
            say(words.DRY_RUN)
        else:
            for sentence in told:
                say(sentence)
    return DONE


def _read(
    desk: "Desk", file: Path, branch_id: str, maps: tuple[str, ...]
) -> tuple[BookingFile, dict[str, str | None] | None]:
    """The file, and the choice of columns to keep for the branch; None where nothing was chosen now."""
    from backoffice.desk.previewing import ReadingHelpOf, read_file

    read = read_file(desk, file, branch_id)
    if not maps:
        return read, None
    mapping = together(
        desk.read(ReadingHelpOf(branch_id)).mapping, confirmed(read, import_columns.chosen(maps, read.columns))
    )
    read = read_file(desk, file, branch_id, mapping=mapping)
    return read, {key: None if field is None else field.value for key, field in mapping.items()}


def _show_columns(read: BookingFile, branch: str, *, as_json: bool, with_names: bool) -> None:
    if as_json:
        say_json(import_columns.unread_object(read, branch))
    else:
        say(about_file(read.name, read.sheet, read.header_row, sign=", "))
        import_columns.show(read.columns, with_names=with_names)


def _preview(desk: "Desk", read: BookingFile, branch_id: str, day: date | None) -> "Preview":
    from backoffice.desk.previewing import PreviewOf, require_rows

    require_rows(read)
    return desk.read(PreviewOf(branch_id, read, desk.clock.now(), day))


def _confirmed(preview: "Preview", *, yes: bool, accept_vanished: bool) -> bool:
    """Whether vanished rows are accepted, after everything that has to be asked was asked (D4).

    A general yes never covers many vanished rows: with it the import is refused by its own rule.
    """
    if yes:
        return accept_vanished
    require_confirmation(words.IMPORT_QUESTION.format(counts=_counts(preview)))
    if preview.too_many_vanished and not accept_vanished and at_terminal():
        question = words.VANISHED_QUESTION.format(vanishing=preview.vanishing, untouched=preview.untouched)
        if not confirm(question):
            raise Refused("declined")
        return True
    return accept_vanished


def _command(
    desk: "Desk",
    preview: "Preview",
    file: Path,
    day: date | None,
    mapping: dict[str, str | None] | None,
    *,
    keep_file: bool,
    accept_vanished: bool,
) -> "ImportDay":
    from backoffice.desk.importing import ImportDay
    from backoffice.domain.calendar import next_working_day

    return desk.new(
        ImportDay,
        branch_id=preview.branch.id,
        file=preview.file,
        day=day,
        ids=ImportDay.ids_for(preview.file),
        path=None if keep_file else str(file.absolute()),
        kept_path=str(file.absolute())[:400] if keep_file else None,
        keep_until=next_working_day(preview.day) if keep_file else None,
        accept_vanished=accept_vanished,
        mapping=mapping,
    )


def _store(desk: "Desk", command: "ImportDay") -> list[str]:
    from backoffice.desk.outbox import deliver

    done = desk.perform(command)
    told = [said(done.code, done.values)]
    if "kept_until" in done.values:
        told.append(words.FILE_KEPT_UNCLEAR.format(day=day_label(date.fromisoformat(done.values["kept_until"]))))
    elif command.keep_until is not None:
        told.append(words.FILE_KEPT.format(day=day_label(command.keep_until)))
    told.extend(said(answer.code, answer.values) for answer in deliver(desk))
    return told


def _counts(preview: "Preview") -> str:
    return counts({state.value: count for state, count in preview.counts.items()})


def _show(preview: "Preview", *, with_names: bool) -> None:
    say(words.import_finished(_counts(preview), day_label(preview.day), preview.branch.name))
    say(about_columns([(c.header or c.letter, c.field) for c in preview.file.columns]))
    for issue in preview.file.issues:
        say(f"- {phrase(issue.code, dict(issue.values))}")
    say_table(_cells(row, with_names=with_names) for row in preview.rows)
    problems = [row for row in preview.rows if row.problems]
    if problems:
        say(words.TO_CLARIFY)
    for row in problems:
        start = None if row.row.start is None else hhmm(row.row.start)
        why = "; ".join(_phrases(row.problems))
        say(words.parsed_problem(row.row.row, row.row.booking_number, start, _concern(row), why))


def _cells(row: "PreviewRow", *, with_names: bool) -> list[str]:
    booked = row.row
    return [
        ROW_STATES[row.state.value],
        "--:--" if booked.start is None else hhmm(booked.start),
        CHANNEL[booked.channel.value] if booked.channel else "—",
        _concern(row) or words.NO_CONCERN,
        *([booked.name or words.NO_NAME] if with_names else []),
        row.service_point or "—",
        "; ".join(_phrases(row.notes)),
    ]


def _concern(row: "PreviewRow") -> str | None:
    return words.SENSITIVE if row.sensitive else row.concern


def _phrases(issues: tuple[Issue, ...]) -> list[str]:
    return [phrase(issue.code, dict(issue.values)) for issue in issues]


def as_object(preview: "Preview") -> dict[str, Any]:
    """The preview as the one JSON object that other programs read; its keys are fixed."""
    file = preview.file
    return {
        "file": file.name,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "branch": preview.branch.code,
        "day": preview.day.isoformat(),
        "made_at": file.made_at.isoformat(timespec="minutes") if file.made_at else None,
        "provisional": file.provisional,
        "columns": [
            {"header": column.header, "field": column.field.value if column.field else None}
            for column in file.columns
        ],
        "rows": [_row_object(row) for row in preview.rows],
        "counts": {state.value: count for state, count in preview.counts.items()},
    }


def _row_object(row: "PreviewRow") -> dict[str, Any]:
    booked = row.row
    return {
        "row": booked.row or None,
        "state": row.state.value,
        "booking_number": booked.booking_number,
        "start": None if booked.start is None else hhmm(booked.start),
        "end": None if row.end is None else hhmm(row.end),
        "channel": booked.channel.value if booked.channel else None,
        "concern": _concern(row),
        "area": row.area.value if row.area else None,
        "name": booked.name,
        "phone": booked.phone,
        "email": booked.email,
        "customer_number": booked.customer_number,
        "bg_number": booked.bg_number,
        "service_point": row.service_point,
        "notes": _phrases(row.notes),
        "problems": _phrases(row.problems),
    }


COMMANDS = (import_,)
