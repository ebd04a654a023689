"""Booking files through the desk, on both engines: preview, import, second import, deletion (D2–D6, D53)."""

import shutil
import threading
from collections import Counter
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk import importing
from backoffice.desk.arrivals import Arrive
from backoffice.desk.command import Command, Done
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.files_left import FilesLeft
from backoffice.desk.finishing import Finish, Settled
from backoffice.desk.import_plan import plan_import
from backoffice.desk.importing import ImportDay
from backoffice.desk.noting import AddNote
from backoffice.desk.organisation import AddAlias
from backoffice.desk.outbox import deliver
from backoffice.desk.previewing import PreviewOf, read_file
from backoffice.desk.record import RecordOf
from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field, Issue
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.merge import RowState
from backoffice.domain.names import name_key
from backoffice.domain.states import Status
from backoffice.domain.terms import Area, Channel, Origin, Role
from backoffice.screens.import_preview import remarks
from backoffice.store import occupancy
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRun
from backoffice.store.tables.journal import JournalPayload
from backoffice.wording.history import entry
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
    moved_by = office.desk.read(RecordOf(line.id, office.desk.clock.now())).history[0]
    assert "Beginn 14:00 → 15:00" in entry(moved_by.code, moved_by.changes)
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

    bring(office, ONE, mapping={"Bemerkung": None, "Kunden-/BG-Nummer": "number"})
    kept = office.desk.read(ReadingHelpOf(office.branch_id)).mapping
    assert kept == {"Bemerkung": None, "Kunden-/BG-Nummer": Field.NUMBER}
    file = read_file(office.desk, ONE, office.branch_id)
    assert all(row.remark is None for row in file.rows)


def test_an_appointment_of_our_own_is_linked_not_doubled(office: Office) -> None:
    own = office.book(
        840, name="Popescu, Ioana", origin=Origin.FOLLOW_UP, customer_number="214L123456", phone="+491713920017"
    )
    assert preview(office, ONE).counts[RowState.LINKED] == 1
    bring(office, ONE)
    assert len(day(office).lines) == 24
    assert office.desk.read(RecordOf(own, office.desk.clock.now())).line.origin is Origin.FOLLOW_UP
    consistent(office)


def row(number: int, **values) -> BookedRow:
    said = {"day": MONDAY, "start": 600, "channel": Channel.IN_PERSON, "concern": "Fragen zum Bescheid"}
    return BookedRow(row=number, **{**said, "group": "Leistung 1", "booking_number": str(number), **values})


def as_file(*rows: BookedRow, day: date | None = MONDAY, sha: str = "0" * 64) -> BookingFile:
    columns = tuple(Column(n, of.value, of) for n, of in enumerate(Field))
    return BookingFile(name="x.xlsx", sha256=sha, sheet="S", header_row=1, day=day, columns=columns, rows=rows)


def bring_rows(office: Office, *rows: BookedRow, day: date | None = MONDAY, asked: date | None = None, **values):
    file = as_file(*rows, day=day)
    wanted = {"branch_id": office.branch_id, "file": file, "day": asked, "ids": ImportDay.ids_for(file), **values}
    return office.desk.perform(office.desk.new(ImportDay, **wanted))


def look(office: Office, file: BookingFile):
    return office.desk.read(PreviewOf(office.branch_id, file, office.desk.clock.now())).rows


def stored(office: Office) -> list[sa.Row]:
    a, c = table(Appointment), table(Customer)
    query = sa.select(a, c.c.name, c.c.phone).join(c, c.c.id == a.c.customer_id).order_by(a.c.start_minute, a.c.id)
    return office.desk.store.read(lambda connection: list(connection.execute(query)))


def test_a_file_without_a_day_is_read_for_the_day_that_somebody_says(office: Office) -> None:
    rows = row(2, name="Alt, Anna", day=None), row(3, name="Neu, Nils", day=None, start=640)
    with pytest.raises(Refused, match="no_day"):
        bring_rows(office, *rows, day=None)
    for _ in range(2):
        bring_rows(office, *rows, day=None, asked=MONDAY)
    assert [(a.day, a.start_minute, a.name) for a in stored(office)] == [
        (MONDAY, 600, "Alt, Anna"),
        (MONDAY, 640, "Neu, Nils"),
    ]


class Meanwhile(threading.Thread):
    """What a colleague does at a desk of their own while an import runs."""

    def __init__(self, desk: Desk, *commands: Command) -> None:
        super().__init__()
        self.desk, self.commands = desk, commands
        self.answers: list[object] = []

    def run(self) -> None:
        self.answers = self.desk.perform_all(self.commands)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_work_of_others_waits_for_the_import_and_is_not_overwritten(office: Office, monkeypatch) -> None:
    """Between plan and write nobody gets in: neither a note nor a talk on what is about to vanish or to move."""
    rows = [row(n, name=f"N{n}, B", start=560 + 20 * n) for n in range(2, 5)]
    bring_rows(office, *rows)
    first, second, third = (a.id for a in stored(office))
    zwei = office.colleague("zwei", "Kollegin Zwei", Role.CASEWORKER)
    working = Meanwhile(
        zwei,
        zwei.new(AddNote, appointment_id=first, text="kommt mit Begleitung"),
        zwei.new(Finish, appointment_id=second, outcomes=(Settled(),)),
    )
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def plan_and_wait(*args, **how):
        plan = plan_import(*args, **how)
        working.start()
        while working.is_alive() and not office.desk.store.read(lambda c: c.scalar(waiting)):
            pass
        assert working.is_alive(), working.answers
        return plan

    monkeypatch.setattr(importing, "plan_import", plan_and_wait)
    bring_rows(office, replace(rows[1], start=800), rows[2])
    working.join(30)
    now = {a.id: a for a in stored(office)}
    assert now[first].status is Status.PRESUMED_CANCELLED
    assert (now[second].start_minute, now[second].status) == (800, Status.DONE)
    assert now[third].status is Status.BOOKED
    assert all(isinstance(answer, Done) for answer in working.answers), working.answers
    consistent(office)


def test_nothing_is_written_over_an_appointment_that_changed_after_the_plan(office: Office, monkeypatch) -> None:
    bring_rows(office, row(2, name="Alt, Anna"))

    def plan_and_change(connection, *args, **how):
        plan = plan_import(connection, *args, **how)
        connection.execute(sa.update(table(Appointment)).values(version=table(Appointment).c.version + 1))
        return plan

    monkeypatch.setattr(importing, "plan_import", plan_and_change)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        bring_rows(office, row(2, name="Alt, Anna", start=640))
    assert [a.start_minute for a in stored(office)] == [600]


def test_a_file_full_of_endless_texts_is_stored(office: Office, tmp_path: Path) -> None:
    import openpyxl

    head = [
        "Buchungsnr",
        "Beginn",
        "Anliegen",
        "Nachname",
        "Vorname",
        "Telefon",
        "E-Mail",
        "Kundennummer",
        "Bemerkung",
    ]
    book = openpyxl.Workbook()
    book.active.append(head)
    book.active.append(
        ["1", "08:30", "Umzugswunsch", "Alt", "Anna", "030 23125115", "a@example.org", "214A123456", "x"]
    )
    for n, column in enumerate(name for name in head if name != "Beginn"):
        cells = ["y" * 2000 if name == column else None for name in head]
        cells[1] = f"09:{n:02}"
        book.active.append(cells)
    path = tmp_path / "2026-11-23.xlsx"
    book.save(path)
    done = bring(office, path)
    assert done.values["counts"]["new"] == 9
    assert preview(office, path).counts[RowState.UNCHANGED] == 9


def test_the_preview_hides_a_sensitive_concern_in_every_state(office: Office) -> None:
    """From the second import on, rows that stay as they are, vanish or are unclear told it openly (D24)."""
    told = row(2, name="Alt, Anna", concern="Mitteilung Schwangerschaft", group="Eingangszone")
    (new,) = look(office, as_file(told))
    bring_rows(office, told)
    plain = row(3, name="Neu, Nils", start=700)
    for state, rows in (
        (RowState.UNCHANGED, [told]),
        (RowState.CHANGED, [replace(told, concern="Fragen zum Bescheid")]),
        (RowState.PROBLEM, [replace(told, problems=(Issue("phone_email", Field.PHONE),))]),
        (RowState.VANISHED, [plain]),
    ):
        seen = next(r for r in look(office, as_file(*rows)) if r.appointment_id)
        assert (seen.state, seen.sensitive) == (state, True)
        assert seen.area is (Area.BENEFITS if state is RowState.CHANGED else new.area)
        assert (seen.end, seen.service_point) == (new.end, "E-1")
        assert "chwanger" not in remarks(seen)
    assert not next(r for r in look(office, as_file(plain)) if not r.appointment_id).sensitive


def test_an_import_writes_only_what_the_file_has_new_to_say(office: Office) -> None:
    """A concern that nobody understood is understood once the catalogue knows it; time and length stay (D13)."""
    rows = [row(n, name=f"N{n}, B", concern="Kaffee", start=600 + 20 * (n % 2)) for n in range(2, 6)]
    bring_rows(office, *rows)
    before = {a.name: a for a in stored(office)}
    assert {a.end_minute - a.start_minute for a in before.values()} == {20}
    neuantrag = office.concerns["Neuantrag stellen"]
    office.desk.perform(office.desk.new(AddAlias, concern_id=neuantrag, text="Kaffee"))
    changed = replace(rows[0], phone="+493023125001"), replace(rows[1], start=900), *rows[2:]
    bring_rows(office, *changed)
    after = {a.name: a for a in stored(office)}
    kept = ("concern_text", "group_id", "assumed_end", "remark")
    assert [[getattr(a, k) for k in kept] for a in before.values()] == [
        [getattr(after[name], k) for k in kept] for name in before
    ]
    assert {a.concern_id for a in before.values()} == {None}
    assert {a.concern_id for a in after.values()} == {neuantrag}
    assert after["N2, B"].phone == "+493023125001"
    assert (after["N2, B"].start_minute, after["N2, B"].end_minute) == (600, 620)
    assert (after["N3, B"].start_minute, after["N3, B"].end_minute) == (900, 920)
    bring_rows(office, *changed[:2], replace(rows[2], concern="Neuantrag stellen"), rows[3])
    understood = {a.name: a for a in stored(office)}["N4, B"]
    assert (understood.concern_id, understood.end_minute - understood.start_minute) == (neuantrag, 20)
    consistent(office)


def state_of_file(office: Office, done: Done) -> sa.Row:
    run = table(ImportRun)
    return office.desk.store.read(lambda c: c.execute(sa.select(run).where(run.c.id == done.ids[0])).one())


def test_another_file_at_the_same_place_is_never_deleted(office: Office, tmp_path: Path) -> None:
    """Deleting may come a day later: by then the next list may lie there under the same name."""
    path = tmp_path / "liste.xlsx"
    shutil.copy(ONE, path)
    done = bring(office, path, path=str(path))
    path.write_bytes(b"the list of tomorrow, read by nobody")
    assert [answer.code for answer in deliver(office.desk)] == ["file_replaced"]
    assert path.read_bytes() == b"the list of tomorrow, read by nobody"
    assert state_of_file(office, done).file_state == "kept"
    assert deliver(office.desk) == ()
    assert office.desk.read(FilesLeft()) == ()


def test_a_file_with_unclear_rows_is_kept(office: Office, tmp_path: Path) -> None:
    """What was not stored stands nowhere else."""
    import openpyxl

    path = tmp_path / "liste.xlsx"
    book = openpyxl.load_workbook(ONE)
    book.active.cell(22, 4).value = "neun"  # Popescu's time
    book.save(path)
    done = bring(office, path, path=str(path))
    assert (done.values["counts"]["problem"], done.values["kept_until"]) == (1, "2026-11-24")
    assert deliver(office.desk) == ()
    assert path.exists()
    run = state_of_file(office, done)
    assert (run.file_state, run.kept_path, run.delete_by) == ("kept", str(path), date(2026, 11, 24))
    assert [(f.path, f.delete_by) for f in office.desk.read(FilesLeft())] == [(str(path), date(2026, 11, 24))]
