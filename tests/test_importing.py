"""Booking files through the desk, on both engines: preview, import, second import, deletion (D2–D6, D53)."""

import shutil
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk.arrivals import Arrive
from backoffice.desk.day import DayOf
from backoffice.desk.files_left import FilesLeft
from backoffice.desk.finishing import Finish, Settled
from backoffice.desk.importing import ImportDay
from backoffice.desk.noting import AddNote
from backoffice.desk.outbox import deliver
from backoffice.desk.previewing import PreviewOf, read_file
from backoffice.desk.record import RecordOf
from backoffice.domain.errors import Refused
from backoffice.domain.merge import RowState
from backoffice.domain.names import name_key
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel
from backoffice.store import occupancy
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRun
from backoffice.store.tables.journal import JournalPayload
from tests.office import MONDAY, Office

FILES = sorted((Path(__file__).parent / "daylists").glob("*.xlsx"))
ONE, TWO, THREE = FILES


def bring(office: Office, source: Path, **values):
    file = read_file(office.desk, source, office.branch_id)
    return office.desk.perform(
        office.desk.new(ImportDay, branch_id=office.branch_id, file=file, ids=ImportDay.ids_for(file), **values)
    )


def preview(office: Office, path: Path):
    file = read_file(office.desk, path, office.branch_id)
    return office.desk.read(PreviewOf(office.branch_id, file, office.desk.clock.now()))


def day(office: Office, on: date = MONDAY):
    return office.desk.read(DayOf(office.branch_id, on, office.desk.clock.now()))


def consistent(office: Office) -> None:
    """No service point serves two at once, and the table of ticks says what the appointments imply."""

    def look(connection: sa.Connection) -> None:
        wanted = [tick for held in occupancy.holdings(connection) for tick in occupancy.ticks(held)]
        assert max(Counter(wanted).values(), default=0) <= 1
        of = table(occupancy.Occupancy)
        present = {(r.resource_id, r.day, r.tick) for r in connection.execute(sa.select(of))}
        assert present == set(wanted)

    office.desk.store.read(look)


def test_a_preview_stores_nothing_and_says_what_the_file_does_not_say(office: Office) -> None:
    seen = preview(office, TWO)
    assert seen.counts[RowState.NEW] == 24
    assert seen.day == MONDAY
    assert seen.branch.code == "MITTE"
    assert {issue.code for issue in seen.file.issues} >= {"no_duration", "no_group"}
    assert all(row.row.end is None and row.end is not None for row in seen.rows)
    assert day(office).lines == ()


@pytest.mark.parametrize("path", FILES, ids=["01", "02", "03"])
def test_each_sample_file_gives_the_same_24_appointments(office: Office, path: Path) -> None:
    first = {row.row.booking_number.removeprefix("B-"): row.row for row in preview(office, ONE).rows}
    bring(office, path)
    lines = day(office).lines
    assert len(lines) == 24
    for line in lines:
        record = office.desk.read(RecordOf(line.id, office.desk.clock.now()))
        row = first[record.booking_number.removeprefix("B-")]
        assert (line.start, line.channel, line.phone) == (row.start, row.channel, row.phone)
        assert (record.customer_number, record.bg_number) == (row.customer_number, row.bg_number)
        assert name_key(record.name, record.family, record.given) == name_key(row.name, row.family, row.given)
    consistent(office)


def test_later_files_of_the_day_lose_nothing_and_reset_nothing(office: Office) -> None:
    bring(office, ONE)
    lines = day(office).lines
    worked = lines[0], lines[3], lines[7]
    office.desk.perform(office.desk.new(Arrive, appointment_id=worked[0].id))
    office.desk.perform(office.desk.new(Finish, appointment_id=worked[1].id, outcomes=(Settled(),)))
    office.desk.perform(office.desk.new(AddNote, appointment_id=worked[2].id, text="kommt mit Begleitung"))
    before = day(office).lines
    for path in (TWO, THREE, ONE):
        assert preview(office, path).counts[RowState.UNCHANGED] == 24
        bring(office, path)
        assert day(office).lines == before
    consistent(office)


def test_the_groups_and_the_gaps(office: Office) -> None:
    bring(office, ONE)
    lines = {line.name.split(",")[0]: line for line in day(office).lines}
    assert lines["Kowalska"].group == "Leistung 1"
    assert lines["Kowalska"].place == "L1-1"
    assert lines["Kowalska"].emergency
    assert lines["Haile"].sensitive
    assert lines["Haile"].concern == ""
    assert lines["Schmidt"].channel in Channel
    assert all(line.place or line.no_place for line in lines.values())


def test_vanished_rows_are_marked_and_come_back(office: Office, tmp_path: Path) -> None:
    import openpyxl

    bring(office, ONE)
    book = openpyxl.load_workbook(ONE)
    book.active.delete_rows(24, 2)  # the last two
    shorter = tmp_path / "kurz.xlsx"
    book.save(shorter)
    assert preview(office, shorter).counts[RowState.VANISHED] == 2
    bring(office, shorter)
    gone = [line for line in day(office).lines if line.status is Status.PRESUMED_CANCELLED]
    assert len(gone) == 2
    bring(office, ONE)
    assert not [line for line in day(office).lines if line.status is Status.PRESUMED_CANCELLED]
    consistent(office)


def test_half_a_file_needs_an_explicit_yes(office: Office, tmp_path: Path) -> None:
    import openpyxl

    bring(office, ONE)
    book = openpyxl.load_workbook(ONE)
    book.active.delete_rows(10, 14)
    half = tmp_path / "halb.xlsx"
    book.save(half)
    assert preview(office, half).too_many_vanished
    with pytest.raises(Refused, match="too_many_vanished"):
        bring(office, half)
    assert not [line for line in day(office).lines if line.status is Status.PRESUMED_CANCELLED]
    bring(office, half, accept_vanished=True)
    assert [line for line in day(office).lines if line.status is Status.PRESUMED_CANCELLED]


def test_a_moved_row_takes_its_new_place(office: Office, tmp_path: Path) -> None:
    import openpyxl

    bring(office, ONE)
    book = openpyxl.load_workbook(ONE)
    sheet = book.active
    sheet.cell(22, 4).value = time(15, 0)  # Popescu, 14:00
    moved = tmp_path / "verlegt.xlsx"
    book.save(moved)
    bring(office, moved)
    line = next(line for line in day(office).lines if line.name.startswith("Popescu"))
    assert (line.start, line.end, line.place) == (900, 920, "L1-1")
    consistent(office)


def test_the_record_tells_what_an_import_changed_of_the_person(office: Office, tmp_path: Path) -> None:
    import openpyxl

    bring(office, ONE)
    book = openpyxl.load_workbook(ONE)
    book.active.cell(22, 11).value = "0171 3920055"  # Popescu has a new number
    changed = tmp_path / "neu.xlsx"
    book.save(changed)
    bring(office, changed)
    line = next(line for line in day(office).lines if line.name.startswith("Popescu"))
    record = office.desk.read(RecordOf(line.id, office.desk.clock.now()))
    assert ("phone", "+491713920017", "+491713920055") in record.history[0].changes


def test_another_branch_or_day_stops_with_a_sentence(office: Office) -> None:
    from backoffice.desk.organisation import AddBranch
    from backoffice.domain.ids import new_id

    nord = new_id()
    office.desk.perform(office.desk.new(AddBranch, branch_id=nord, code="NORD", name="Geschäftsstelle Nord"))
    file = read_file(office.desk, ONE, nord)
    with pytest.raises(Refused, match="other_branch"):
        office.desk.read(PreviewOf(nord, file, office.desk.clock.now()))
    with pytest.raises(Refused, match="other_day"):
        bring(office, ONE, day=date(2026, 11, 24))


def test_the_file_is_deleted_after_the_import_and_only_then(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    shutil.copy(ONE, path)
    done = bring(office, path, path=str(path))
    assert path.exists()
    assert [(f.path, f.delete_by) for f in office.desk.read(FilesLeft())] == [(str(path), None)]
    assert [answer.code for answer in deliver(office.desk)] == ["file_deleted"]
    assert not path.exists()
    assert deliver(office.desk) == ()
    state = office.desk.store.read(
        lambda c: c.execute(sa.select(table(ImportRun)).where(table(ImportRun).c.id == done.ids[0])).one()
    )
    assert state.file_state == "deleted"
    assert state.counts["new"] == 24


def test_a_kept_file_is_listed_with_its_date(office: Office) -> None:
    done = bring(office, ONE, keep_until=date(2026, 11, 24), kept_path=str(ONE))
    run = office.desk.store.read(
        lambda c: c.execute(sa.select(table(ImportRun)).where(table(ImportRun).c.id == done.ids[0])).one()
    )
    assert (run.file_state, run.delete_by) == ("kept", date(2026, 11, 24))
    left = office.desk.read(FilesLeft())
    assert [(f.branch, f.day, f.path, f.delete_by) for f in left] == [("MITTE", MONDAY, str(ONE), date(2026, 11, 24))]


def test_the_journal_keeps_no_row_of_the_file_in_its_payload(office: Office) -> None:
    bring(office, ONE)
    payloads = office.desk.store.read(lambda c: list(c.scalars(sa.select(table(JournalPayload).c.payload))))
    imported = next(p for p in payloads if "file_hash" in p)
    assert set(imported) == {"branch_id", "file_hash", "rows", "accept_vanished"}


def test_chosen_columns_are_kept_for_the_branch(office: Office) -> None:
    from backoffice.desk.previewing import ReadingHelpOf
    from backoffice.domain.bookings import Field

    bring(office, ONE, mapping={"Bemerkung": None, "Kunden-/BG-Nummer": "number"})
    kept = office.desk.read(ReadingHelpOf(office.branch_id)).mapping
    assert kept == {"Bemerkung": None, "Kunden-/BG-Nummer": Field.NUMBER}
    file = read_file(office.desk, ONE, office.branch_id)
    assert all(row.remark is None for row in file.rows)


def test_an_appointment_of_our_own_is_linked_not_doubled(office: Office) -> None:
    from backoffice.domain.terms import Origin

    own = office.book(
        840, name="Popescu, Ioana", origin=Origin.FOLLOW_UP, customer_number="214L123456", phone="+491713920017"
    )
    assert preview(office, ONE).counts[RowState.LINKED] == 1
    bring(office, ONE)
    assert len(day(office).lines) == 24
    assert office.desk.read(RecordOf(own, office.desk.clock.now())).line.origin is Origin.FOLLOW_UP
    consistent(office)
