"""A booking rebooked online to another day is found again by its number (D4, D5, D45): rules, and both engines."""
# ruff: noqa: DTZ001 - a file states wall time

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from backoffice.desk import importing
from backoffice.desk.arrivals import Arrive
from backoffice.desk.command import Done
from backoffice.desk.finishing import Finish, Settled
from backoffice.desk.import_plan import plan_import
from backoffice.desk.importing import ImportDay
from backoffice.desk.noting import AddNote
from backoffice.desk.organisation import AddAlias, AddBranch
from backoffice.desk.previewing import PreviewOf
from backoffice.desk.record import RecordOf
from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field, KnownBooking
from backoffice.domain.ids import new_id
from backoffice.domain.matching import Identity
from backoffice.domain.merge import RowState, merge
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import Channel, Origin, Role
from backoffice.store import occupancy
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.wording.views import issue
from tests.office import MONDAY, Office
from tests.test_importing import Meanwhile

TUESDAY = date(2026, 11, 24)
SIX = datetime(2026, 11, 23, 6, 0)

EVA = BookedRow(
    row=2, booking_number="B-70001", day=MONDAY, start=600, channel=Channel.IN_PERSON, concern="Fragen zum Bescheid",
    group="Leistung 1", name="Weiß, Eva", family="Weiß", given="Eva", phone="+491713920011",
)  # fmt: skip
EVA_LATER = replace(EVA, day=TUESDAY, start=660)
TOM = replace(
    EVA, row=3, booking_number="B-70002", start=540, name="Rot, Tom", family="Rot", given="Tom", phone="+491713920012"
)
INA = replace(TOM, booking_number="B-70003", day=TUESDAY, name="Blau, Ina", family="Blau", given="Ina", phone=None)


def book(*rows: BookedRow, day: date, made_at: datetime | None = None, sha: str = "") -> BookingFile:
    columns = tuple(Column(n, of.value, of) for n, of in enumerate(Field))
    return BookingFile(
        name="x.xlsx", sha256=(sha or f"{abs(hash((rows, day, made_at))):x}")[:64], sheet="S", header_row=1, day=day,
        made_at=made_at, columns=columns, rows=rows,
    )  # fmt: skip


# --- the rules ---


def know(row: BookedRow = EVA, *, status: Status = Status.BOOKED, touched: bool = False, **values) -> KnownBooking:
    return KnownBooking(
        id=values.pop("key", "k"), version=1, base=row, current=row, status=status, touched=touched,
        origin=Origin.IMPORTED, **values,
    )  # fmt: skip


def plan(row: BookedRow, *elsewhere: KnownBooking, minute: int = 360, made_at=None, read_before: bool = False):
    made = merge(
        book(row, day=TUESDAY, made_at=made_at), (), today=MONDAY, minute=minute, elsewhere=elsewhere,
        read_before=read_before,
    )  # fmt: skip
    assert len(made.rows) == 1
    return made.rows[0]


def test_an_untouched_booking_still_to_come_moves_with_its_trace():
    row = plan(EVA_LATER, know())
    assert (row.state, row.known_id) == (RowState.MOVED, "k")
    assert {(c.field, c.ours, c.theirs) for c in row.changes} == {
        (Field.DAY, MONDAY, TUESDAY), (Field.START, 600, 660),
    }  # fmt: skip
    assert (row.merged.day, row.merged.start, row.new_base.day) == (TUESDAY, 660, TUESDAY)
    (note,) = row.notes
    assert issue(note.code, dict(note.values)) == "stand bisher am Mo 23.11.2026 um 10:00: dieselbe Buchung, verlegt"


def test_a_presumed_cancellation_is_booked_again_on_the_other_day_also_later_than_its_time():
    row = plan(EVA_LATER, know(status=Status.PRESUMED_CANCELLED), minute=1000)
    assert (row.state, row.reappeared) == (RowState.MOVED, True)


@pytest.mark.parametrize(
    "known",
    [
        know(touched=True),
        *(know(status=status) for status in Status if status not in {Status.BOOKED, Status.PRESUMED_CANCELLED}),
        know(replace(EVA, day=date(2026, 11, 20))),
    ],
)
def test_what_staff_worked_or_what_is_past_stays_and_the_row_names_it(known):
    row = plan(EVA_LATER, known)
    assert (row.state, row.known_id, row.merged) == (RowState.NEW, None, EVA_LATER)
    (note,) = row.notes
    assert note.code == "number_on_other_day"
    assert f"{known.current.day:%d.%m.%Y} um 10:00" in issue(note.code, dict(note.values))


def test_past_is_past_by_the_minute():
    assert plan(EVA_LATER, know(), minute=599).state is RowState.MOVED
    assert plan(EVA_LATER, know(), minute=600).state is RowState.NEW


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ({}, True),
        ({"name": "Eva Weiß", "family": None, "given": None}, True),
        ({"name": "Weiß, Eva Maria", "given": "Eva Maria"}, True),
        ({"booking_number": "70001"}, True),
        ({"phone": None}, True),
        ({"name": "Weiß, Paul", "given": "Paul"}, False),
        ({"name": "Schwarz, Udo", "family": "Schwarz", "given": "Udo"}, False),
        ({"phone": "+491713920099"}, False),
        ({"name": None, "family": None, "given": None}, True),
        ({"name": None, "family": None, "given": None, "phone": None}, False),
    ],
)
def test_the_number_counts_only_where_the_person_is_not_another_one(theirs, same):
    row = plan(replace(EVA_LATER, **theirs), know())
    assert row.state is (RowState.MOVED if same else RowState.NEW)
    assert bool(row.notes) is same  # a stranger's record is not named


def test_numbers_of_the_person_decide_over_phone_and_name():
    ours = replace(EVA, customer_number="214A123456")
    other_phone = replace(EVA_LATER, customer_number="214A123456", phone="+491713920099")
    assert plan(other_phone, know(ours)).state is RowState.MOVED
    renamed = replace(EVA_LATER, customer_number="214A123456", name="Grau, Lea", family="Grau", given="Lea")
    assert plan(renamed, know(ours)).state is RowState.MOVED
    assert plan(replace(EVA_LATER, customer_number="214A999999"), know(ours)).state is RowState.NEW


def test_the_only_live_one_of_several_moves_and_of_two_live_ones_none():
    done = know(replace(EVA, day=date(2026, 11, 20)), status=Status.DONE, key="done")
    row = plan(EVA_LATER, done, know(key="live"))
    assert (row.state, row.known_id) == (RowState.MOVED, "live")
    row = plan(EVA_LATER, know(key="one"), know(replace(EVA, day=date(2026, 11, 25)), key="two"))
    assert row.state is RowState.NEW
    assert dict(row.notes[0].values)["day"] == "2026-11-25"


@pytest.mark.parametrize(
    ("made_at", "state"),
    [(None, RowState.MOVED), (datetime(2026, 11, 23, 6, 1), RowState.MOVED), (SIX, RowState.NEW),
     (datetime(2026, 11, 23, 5, 59), RowState.UNCHANGED)],
)  # fmt: skip
def test_the_newer_file_is_right_and_an_older_one_takes_nothing_back(made_at, state):
    row = plan(EVA_LATER, know(named_at=SIX), made_at=made_at)
    assert row.state is state
    assert (row.known_id == "k") is (state is not RowState.NEW)
    assert (row.merged is None) is (state is RowState.UNCHANGED)


def test_a_file_that_was_read_before_takes_nothing_back():
    row = plan(EVA_LATER, know(), read_before=True)
    assert (row.state, row.merged, row.new_base) == (RowState.UNCHANGED, None, None)
    assert row.notes[0].code == "stands_on_other_day"


def test_a_row_with_a_problem_moves_nothing():
    assert plan(replace(EVA_LATER, start=None), know()).state is RowState.PROBLEM


def test_a_booking_of_the_row_s_own_day_goes_first():
    here = know(EVA_LATER, key="here")
    made = merge(book(EVA_LATER, day=TUESDAY), (here,), today=MONDAY, minute=360, elsewhere=(know(),))
    assert [(row.state, row.known_id) for row in made.rows] == [(RowState.UNCHANGED, "here")]


NAMES = st.sampled_from([("Weiß", "Eva"), ("Weiß", "Paul"), ("Rot", "Tom"), (None, None)])


@given(
    st.lists(st.tuples(st.sampled_from(["1", "2", None]), NAMES, st.sampled_from([None, "+4917139200"])), max_size=4),
    st.lists(st.tuples(st.sampled_from(["1", "2"]), NAMES, st.sampled_from(list(Status)), st.booleans()), max_size=4),
)
def test_nothing_worked_on_is_ever_moved_and_nothing_moves_twice(rows, others):
    def person(number, name, **values):
        family, given_ = name
        shown = f"{family}, {given_}" if family else None
        return replace(EVA, booking_number=number, name=shown, family=family, given=given_, **values)

    said = [person(n, name, phone=p, row=i, day=TUESDAY) for i, (n, name, p) in enumerate(rows)]
    known = [know(person(n, name), status=s, touched=t, key=str(i)) for i, (n, name, s, t) in enumerate(others)]
    made = merge(book(*said, day=TUESDAY), (), today=MONDAY, minute=360, elsewhere=known)
    by_id = {k.id: k for k in known}
    moved = [row for row in made.rows if row.known_id]
    assert max(Counter(row.known_id for row in moved).values(), default=0) <= 1
    for row in moved:
        ours = by_id[row.known_id]
        assert ours.status not in ENDINGS
        assert ours.status is Status.PRESUMED_CANCELLED or (ours.status is Status.BOOKED and not ours.touched)
        assert Identity.of(said, TUESDAY, ()).same_person(row.row, ours.current)
    assert made.vanishing == 0


# --- on both engines ---


def bring(office: Office, file: BookingFile, **values):
    wanted = {"branch_id": office.branch_id, "file": file, "ids": ImportDay.ids_for(file), **values}
    return office.desk.perform(office.desk.new(ImportDay, **wanted)).values["counts"]


def states(office: Office, file: BookingFile) -> list[RowState]:
    return [row.state for row in office.desk.read(PreviewOf(office.branch_id, file, office.desk.clock.now())).rows]


def stored(office: Office) -> list[tuple]:
    a, p = table(Appointment), table(Placement)
    query = sa.select(a.c.id, a.c.day, a.c.start_minute, a.c.end_minute, a.c.status, p.c.service_point_id)
    query = query.select_from(a.outerjoin(p, p.c.appointment_id == a.c.id)).order_by(a.c.day, a.c.start_minute)
    return office.desk.store.read(lambda connection: [tuple(row) for row in connection.execute(query)])


def consistent(office: Office) -> None:
    def look(connection: sa.Connection) -> None:
        wanted = Counter(tick for held in occupancy.holdings(connection) for tick in occupancy.ticks(held))
        of = table(occupancy.Occupancy)
        present = {(r.resource_id, r.day, r.tick) for r in connection.execute(sa.select(of))}
        assert max(wanted.values(), default=0) <= 1
        assert present == set(wanted)

    office.desk.store.read(look)


MONDAY_FILE = book(EVA, TOM, day=MONDAY)
MONDAY_WITHOUT = book(TOM, day=MONDAY)
TUESDAY_FILE = book(EVA_LATER, INA, day=TUESDAY)


def test_tomorrow_s_file_first_then_today_s_without_the_row(office: Office) -> None:
    bring(office, MONDAY_FILE)
    eva = next(one for one in stored(office) if one[2] == 600)
    assert states(office, TUESDAY_FILE) == [RowState.NEW, RowState.MOVED]
    counts = bring(office, TUESDAY_FILE)
    assert (counts["moved"], counts["new"]) == (1, 1)
    moved = next(one for one in stored(office) if one[0] == eva[0])
    assert moved[1:5] == (TUESDAY, 660, 660 + eva[3] - eva[2], Status.BOOKED)
    assert moved[5] is not None
    consistent(office)
    counts = bring(office, MONDAY_WITHOUT)
    assert (counts["vanished"], counts["unchanged"]) == (0, 1)
    assert len(stored(office)) == 3
    record = office.desk.read(RecordOf(eva[0], office.desk.clock.now()))
    told = [change for entry in record.history for change in entry.changes]
    assert ("day", MONDAY.isoformat(), TUESDAY.isoformat()) in [tuple(change) for change in told]


def test_today_s_file_without_the_row_first_then_tomorrow_s(office: Office) -> None:
    bring(office, MONDAY_FILE)
    eva = next(one for one in stored(office) if one[2] == 600)
    assert bring(office, MONDAY_WITHOUT)["vanished"] == 1
    assert office.status(eva[0]) == "presumed_cancelled"
    assert bring(office, TUESDAY_FILE)["moved"] == 1
    assert office.status(eva[0]) == "booked"
    assert len(stored(office)) == 3
    consistent(office)


def test_both_files_once_more_change_nothing(office: Office) -> None:
    bring(office, MONDAY_FILE)
    bring(office, TUESDAY_FILE)
    before = stored(office)
    for file in (TUESDAY_FILE, MONDAY_FILE, TUESDAY_FILE, MONDAY_FILE):
        counts = bring(office, file)
        assert (counts["unchanged"], sum(counts.values())) == (2, 2)
        assert stored(office) == before


def test_an_older_list_of_the_old_day_does_not_take_it_back_and_a_newer_one_does(office: Office) -> None:
    bring(office, book(EVA, TOM, day=MONDAY, made_at=SIX))
    bring(office, book(EVA_LATER, day=TUESDAY, made_at=SIX.replace(hour=8)))
    older = book(EVA, replace(TOM, remark="kommt mit Kind"), day=MONDAY, made_at=SIX.replace(hour=7))
    assert sorted(states(office, older)) == [RowState.CHANGED, RowState.UNCHANGED]
    bring(office, older)
    assert [one[1] for one in stored(office)] == [MONDAY, TUESDAY]
    newer = book(EVA, TOM, day=MONDAY, made_at=SIX.replace(hour=9))
    assert bring(office, newer)["moved"] == 1
    assert [one[1] for one in stored(office)] == [MONDAY, MONDAY]
    consistent(office)


@pytest.mark.parametrize("work", ["arrive", "finish", "note"])
def test_staff_s_work_stays_where_it_is_and_the_new_row_names_it(office: Office, work: str) -> None:
    bring(office, MONDAY_FILE)
    eva = next(one for one in stored(office) if one[2] == 600)
    done = {
        "arrive": lambda: office.desk.new(Arrive, appointment_id=eva[0]),
        "finish": lambda: office.desk.new(Finish, appointment_id=eva[0], outcomes=(Settled(),)),
        "note": lambda: office.desk.new(AddNote, appointment_id=eva[0], text="bringt Bescheid mit"),
    }[work]
    office.desk.perform(done())
    before = next(one for one in stored(office) if one[0] == eva[0])
    seen = office.desk.read(PreviewOf(office.branch_id, TUESDAY_FILE, office.desk.clock.now())).rows
    (named,) = [row for row in seen if row.notes]
    assert "dieselbe Buchungsnummer steht am Mo 23.11.2026 um 10:00" in issue(
        named.notes[0].code, dict(named.notes[0].values)
    )
    assert bring(office, TUESDAY_FILE)["new"] == 2
    assert next(one for one in stored(office) if one[0] == eva[0]) == before
    assert len(stored(office)) == 4
    assert bring(office, TUESDAY_FILE)["unchanged"] == 2
    consistent(office)


def test_the_other_branch_s_booking_is_never_touched(office: Office) -> None:
    nord = new_id()
    office.desk.perform(office.desk.new(AddBranch, branch_id=nord, code="NORD", name="Geschäftsstelle Nord"))
    bring(office, MONDAY_FILE, branch_id=nord)
    before = stored(office)
    assert bring(office, TUESDAY_FILE)["new"] == 2
    assert [one for one in stored(office) if one[1] == MONDAY] == before


def test_two_may_change_places_across_days(office: Office) -> None:
    """Each place is given back before it is given away, on both days."""
    bring(office, book(EVA, day=MONDAY))
    full = [replace(INA, row=n, booking_number=f"B-{n}", start=660, name=f"N{n}, A", family=f"N{n}") for n in (7, 8)]
    bring(office, book(*full, day=TUESDAY))
    assert bring(office, book(EVA_LATER, *full, day=TUESDAY))["moved"] == 1
    places = [one[5] for one in stored(office) if one[1:3] == (TUESDAY, 660)]
    assert len(places) == 3
    assert places.count(None) == 1  # both points of the group are taken: kept, without a place (D6)
    consistent(office)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_work_on_the_other_day_s_booking_waits_for_the_import(office: Office, monkeypatch) -> None:
    """Between plan and write nobody gets in on the other day either: the note comes to where the booking then is."""
    bring(office, MONDAY_FILE)
    eva = next(one for one in stored(office) if one[2] == 600)
    colleague = office.colleague("zwei", "Kollegin Zwei", Role.CASEWORKER)
    working = Meanwhile(colleague, colleague.new(AddNote, appointment_id=eva[0], text="kommt mit Begleitung"))
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def plan_and_wait(*args, **how):
        plan = plan_import(*args, **how)
        working.start()
        while working.is_alive() and not office.desk.store.read(lambda c: c.scalar(waiting)):
            pass
        assert working.is_alive(), working.answers
        return plan

    monkeypatch.setattr(importing, "plan_import", plan_and_wait)
    assert bring(office, TUESDAY_FILE)["moved"] == 1
    working.join(30)
    assert all(isinstance(answer, Done) for answer in working.answers), working.answers
    record = office.desk.read(RecordOf(eva[0], office.desk.clock.now()))
    assert (record.line.day, len(record.notes)) == (TUESDAY, 1)


# --- a concern that is understood later (D3) ---


def concern_of(office: Office) -> list[tuple]:
    a = table(Appointment)
    query = sa.select(a.c.concern_id, a.c.concern_text, a.c.group_id, a.c.start_minute, a.c.end_minute)
    return office.desk.store.read(lambda c: [tuple(row) for row in c.execute(query.order_by(a.c.start_minute))])


def test_an_unknown_concern_is_understood_anew_once_there_is_an_alias(office: Office) -> None:
    odd = replace(EVA, concern="Kaffee", group=None)
    file = book(odd, replace(TOM, group=None), day=MONDAY)
    bring(office, file)
    assert concern_of(office)[1] == (None, "Kaffee", None, 600, 620)
    assert bring(office, file)["unchanged"] == 2
    neuantrag = office.concerns["Neuantrag stellen"]
    office.desk.perform(office.desk.new(AddAlias, concern_id=neuantrag, text="Kaffee"))
    (seen,) = [
        r for r in office.desk.read(PreviewOf(office.branch_id, file, office.desk.clock.now())).rows if r.changes
    ]
    assert [(c.field, c.ours, c.theirs) for c in seen.changes] == [(Field.CONCERN, "Kaffee", "Neuantrag stellen")]
    assert seen.service_point == "E-1"
    assert bring(office, file)["changed"] == 1
    # What was promised stays: time and length (D13); group and place come with the understanding.
    assert concern_of(office)[1] == (neuantrag, "Kaffee", office.groups["Eingangszone"], 600, 620)
    assert bring(office, file)["unchanged"] == 2
    consistent(office)


def test_staff_s_choice_of_a_concern_survives_a_new_alias(office: Office) -> None:
    odd = book(replace(EVA, concern="Kaffee"), day=MONDAY)
    bring(office, odd)
    chosen = office.concerns["Fragen zum Bescheid"]
    a = table(Appointment)
    office.desk.store.write(lambda tx: tx.connection.execute(sa.update(a).values(concern_id=chosen)))
    office.desk.perform(office.desk.new(AddAlias, concern_id=office.concerns["Neuantrag stellen"], text="Kaffee"))
    assert bring(office, odd)["unchanged"] == 1
    assert concern_of(office)[0][0] == chosen


def test_what_is_over_is_not_understood_anew(office: Office) -> None:
    odd = book(replace(EVA, concern="Kaffee"), day=MONDAY)
    bring(office, odd)
    office.desk.perform(office.desk.new(Finish, appointment_id=stored(office)[0][0], outcomes=(Settled(),)))
    office.desk.perform(office.desk.new(AddAlias, concern_id=office.concerns["Neuantrag stellen"], text="Kaffee"))
    assert bring(office, odd)["unchanged"] == 1
    assert concern_of(office)[0][0] is None
