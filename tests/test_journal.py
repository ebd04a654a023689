"""The journal: what it keeps comes back exactly, is never rewritten, and goes with the record it is about (D53)."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import UTCDateTime

from backoffice.desk.arrivals import Arrive, Leave, NoShow
from backoffice.desk.calling import LogAttempt
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice, ConfirmCancelled, RejectCancelled
from backoffice.desk.command import Command
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.finishing import Finish, OtherJobcenter, PlacementContact, Settled
from backoffice.desk.founding import Founding, found
from backoffice.desk.giving_place import GivePlace
from backoffice.desk.noting import AddNote, Assign
from backoffice.desk.people import RevokeRole
from backoffice.desk.record import RecordOf
from backoffice.desk.talks import Begin, ClaimAppointment, Interrupt, ReleaseClaim, Reopen
from backoffice.desk.undo import LastChange, Undo
from backoffice.desk.walk_ins import WalkIn
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import BackofficeError, Conflict, Refused
from backoffice.domain.states import Status
from backoffice.domain.terms import AttemptResult, Channel, Role
from backoffice.store import occupancy
from backoffice.store.images import image, values
from backoffice.store.store import Store, open_store
from backoffice.store.tables import import_all
from backoffice.store.tables.appointments import (
    Appointment,
    Attempt,
    Claim,
    Customer,
    Note,
    OutcomeRow,
    Placement,
)
from backoffice.store.tables.base import METADATA, table
from backoffice.store.tables.journal import JournalEntry, JournalPayload, JournalRow
from backoffice.store.tables.occupancy import Occupancy
from tests.conftest import MONDAY_0830
from tests.hammer import booking_file, import_of
from tests.office import MONDAY, Office, build
from tests.promising import one_of_each

import_all()
FIRST, LAST = datetime(1990, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001  (bounds, to which a zone is given)
JOURNAL = {"journal_entry", "journal_row", "journal_payload"}


# --- images -------------------------------------------------------------------------------------------------------


def value_of(column: sa.Column[Any]) -> st.SearchStrategy[Any]:
    kind = column.type
    match kind:
        case sa.Enum():
            some: st.SearchStrategy[Any] = st.sampled_from(list(kind.enum_class))
        case UTCDateTime():
            zones = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=9, minutes=30))])
            some = st.datetimes(FIRST, LAST, timezones=zones)
        case sa.Date():
            some = st.dates()
        case sa.Boolean():
            some = st.booleans()
        case sa.Integer():
            some = st.integers(-(2**31), 2**31 - 1)
        case sa.JSON():
            some = st.dictionaries(st.text(), st.none() | st.text() | st.integers() | st.lists(st.text()))
        case sa.String():
            some = st.text(st.characters(exclude_categories=["Cs"]), max_size=kind.length)
        case _:
            raise AssertionError(f"no test for {kind!r}: does an image keep it?")
    return st.none() | some if column.nullable else some


@pytest.mark.parametrize("name", sorted(METADATA.tables))
@settings(max_examples=15)
@given(data=st.data())
def test_a_row_comes_back_from_its_image_as_it_was(name: str, data: st.DataObject) -> None:
    of = METADATA.tables[name]
    row = {column.name: data.draw(value_of(column), label=column.name) for column in of.c}
    kept = json.loads(json.dumps(image(row)))
    back = values(of, kept)
    assert back == row
    for column, value in row.items():
        assert type(back[column]) is type(value)


# --- undo(do(x)) == x ---------------------------------------------------------------------------------------------


class Sandbox:
    """One local store in memory's reach, put back to its beginning before each example."""

    def __init__(self, path: Path) -> None:
        self.path, self.first = path, path.with_name("first.db")
        self.clock = FixedClock(MONDAY_0830)
        self.store = open_store(str(path), self.clock)
        found(self.store, Founding(house_name="Testhaus", login="chefin", name="Chefin Test"), MONDAY_0830)
        self.office = build(Desk(self.store, "chefin", "desk-1", self.clock))
        self.colleague = self.office.colleague("zwei", "Kollegin Zwei", Role.CASEWORKER)
        phone = {"channel": Channel.PHONE, "phone": "+493023125115"}
        self.ids = [
            self.office.book(500, place="L1-1"),
            self.office.book(525, place="L1-1"),
            self.office.book(505, place="L1-2", **phone),
            self.office.book(560, place="L1-2", status=Status.PRESUMED_CANCELLED),
            self.office.book(600, place=None, **phone),
        ]
        self.store.engine.dispose()
        shutil.copy(path, self.first)

    def begin_again(self) -> Desk:
        """The store as it was first; the desk at it."""
        self.store.engine.dispose()
        shutil.copy(self.first, self.path)
        self.clock.instant = MONDAY_0830
        return Desk(self.store, "chefin", "desk-1", self.clock)


@pytest.fixture(scope="module")
def sandbox(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("journal")
    made = Sandbox(Path(shutil.copy(sqlite_template, folder / "store.db")))
    yield made
    made.store.close()


def domain(store: Store) -> dict[str, set[tuple]]:
    """Every domain table without versions, and the ticks."""

    def work(connection: sa.Connection) -> dict[str, set[tuple]]:
        return {
            name: {
                tuple(map(repr, row))
                for row in connection.execute(sa.select(*(c for c in of.c if c.name != "version")))
            }
            for name, of in METADATA.tables.items()
            if name not in JOURNAL
        }

    return store.read(work)


TEXTS = st.sampled_from(["gelber Zettel", "ruft zurück", "Nachweis fehlt"])
ON_ONE: dict[type[Command], dict[str, st.SearchStrategy[Any]]] = {
    Arrive: {},
    NoShow: {},
    Leave: {},
    Begin: {"despite_claim": st.booleans()},
    Interrupt: {},
    Finish: {
        "outcomes": st.sampled_from(
            [
                (Settled(),),
                (OtherJobcenter(forwarded=True), PlacementContact(contact="Team 2", agreed="ruft an")),
            ]
        ).map(lambda endings: tuple(type(e)(**e.model_dump(exclude={"id"})) for e in endings)),
        "note": st.none() | TEXTS,
        "despite_claim": st.booleans(),
    },
    Reopen: {"reason": TEXTS},
    CancelByCustomer: {},
    CancelByOffice: {},
    ConfirmCancelled: {},
    RejectCancelled: {},
    LogAttempt: {
        "result": st.sampled_from([AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT, AttemptResult.WRONG_NUMBER])
    },
    AddNote: {"text": TEXTS},
    ClaimAppointment: {},
    ReleaseClaim: {},
    GivePlace: {},
}


@st.composite
def steps(draw: st.DrawFn) -> tuple[type[Command], int, dict[str, Any], int]:
    kind = draw(st.sampled_from(list(ON_ONE)))
    more = {name: draw(strategy) for name, strategy in ON_ONE[kind].items()}
    return kind, draw(st.integers(0, 4)), more, draw(st.sampled_from([0, 0, 1, 11, 40]))


def perform(sandbox: Sandbox, desk: Desk, step: tuple[type[Command], int, dict[str, Any], int]):
    kind, which, more, minutes = step
    sandbox.clock.advance(minutes=minutes)
    try:
        return desk.perform(desk.new(kind, appointment_id=sandbox.ids[which], **more))
    except (Refused, Conflict):
        return None


def assert_ticks(store: Store) -> None:
    of = table(Occupancy)
    present = store.read(lambda c: {((r.resource_id, r.day, r.tick), r.holder_id) for r in c.execute(sa.select(of))})
    assert present == set(store.read(occupancy.implied).items())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(steps(), min_size=1, max_size=9), back=st.integers(1, 9))
def test_what_is_taken_back_leaves_what_was(sandbox: Sandbox, plan: list, back: int) -> None:
    desk = sandbox.begin_again()
    seen = [domain(sandbox.store)]
    for step in plan:
        before = domain(sandbox.store)
        done = perform(sandbox, desk, step)
        if done is None:
            assert domain(sandbox.store) == before, "what is refused changes nothing"
        elif done.undoable:
            seen.append(domain(sandbox.store))
        else:
            seen = [domain(sandbox.store)]  # a claim cannot be taken back: what stood before it is out of reach
    # u, u, u … : each press leaves what stood before that change.
    while len(seen) > 1 and back:
        seen.pop()
        back -= 1
        last = desk.read(LastChange(desk.id))
        assert last is not None
        desk.perform(desk.new(Undo, undoes=last.undoes))
        assert domain(sandbox.store) == seen[-1]
        assert_ticks(sandbox.store)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(step=steps())
def test_what_was_taken_back_can_be_done_again_by_hand(sandbox: Sandbox, step: tuple) -> None:
    desk = sandbox.begin_again()
    done = perform(sandbox, desk, step)
    if done is None or not done.undoable:
        return
    after = domain(sandbox.store)
    desk.perform(desk.new(Undo, undoes=done.entry_id))
    kind, which, more, _ = step
    again = perform(sandbox, desk, (kind, which, more, 0))
    assert again is not None
    same = {
        name: rows
        for name, rows in domain(sandbox.store).items()
        if name not in ("note", "attempt", "outcome", "otv_task")  # these have ids of their own
    }
    assert same == {name: after[name] for name in same}
    desk.perform(desk.new(Undo, undoes=again.entry_id))


def test_undoing_twice_in_a_row(office: Office) -> None:
    one = office.book()
    for kind in (Arrive, Begin):
        office.desk.perform(office.desk.new(kind, appointment_id=one))
    for expected in ("arrived", "booked"):
        last = office.desk.read(LastChange(office.desk.id))
        office.desk.perform(office.desk.new(Undo, undoes=last.undoes))
        assert office.status(one) == expected


def test_an_older_change_stays_where_a_later_one_still_stands(office: Office) -> None:
    one = office.book()
    first = office.desk.perform(office.desk.new(Arrive, appointment_id=one))
    later = office.desk.perform(office.desk.new(Leave, appointment_id=one))
    office.desk.perform(office.desk.new(Arrive, appointment_id=one))  # came back: the row says *da* again, as first
    with pytest.raises(Conflict):
        office.desk.perform(office.desk.new(Undo, undoes=first.entry_id))
    with pytest.raises(Conflict):
        office.desk.perform(office.desk.new(Undo, undoes=later.entry_id))
    assert office.status(one) == "arrived"


def test_undo_of_a_walk_in_is_blocked_by_what_was_written_to_it(office: Office) -> None:
    done = office.desk.perform(office.desk.new(WalkIn, branch_id=office.branch_id, family="Groß"))
    office.desk.perform(office.desk.new(AddNote, appointment_id=done.ids[0], text="wartet am Empfang"))
    with pytest.raises(Conflict, match="undo_blocked"):
        office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert office.status(done.ids[0]) == "arrived"


# --- append-only, replay, purge -------------------------------------------------------------------------------------


def everything_done(office: Office, clock: FixedClock) -> list[Command]:
    """One command of every kind that works on appointments, each carried out."""
    made: list[Command] = []
    desk = office.desk

    def do(kind: type[Command], **more: Any) -> Any:
        made.append(desk.new(kind, **more))
        return desk.perform(made[-1])

    phone = {"channel": Channel.PHONE, "phone": "+493023125115"}
    one, two, three = office.book(540), office.book(570), office.book(600)
    gone, call = office.book(500, place="L1-2"), office.book(505, place="L2-1", **phone)
    out, ours, maybe, not_so = (
        office.book(700 + 30 * n, place="L2-2", status=Status.BOOKED if n < 2 else Status.PRESUMED_CANCELLED)
        for n in range(4)
    )
    do(ClaimAppointment, appointment_id=one)
    do(ReleaseClaim, appointment_id=one)
    do(Assign, appointment_id=one, staff_id=desk.actor.id)
    do(Arrive, appointment_id=one)
    do(Begin, appointment_id=one)
    do(Interrupt, appointment_id=one)
    do(Finish, appointment_id=one, outcomes=(Settled(), OtherJobcenter(contact="JC Umland")), note="fertig")
    do(Reopen, appointment_id=one, reason="doch nicht")
    do(NoShow, appointment_id=gone)
    do(LogAttempt, appointment_id=call, result=AttemptResult.NO_ANSWER)
    do(CancelByCustomer, appointment_id=out)
    do(CancelByOffice, appointment_id=ours)
    do(ConfirmCancelled, appointment_id=maybe)
    do(RejectCancelled, appointment_id=not_so)
    do(Arrive, appointment_id=two)
    do(Leave, appointment_id=two)
    do(AddNote, appointment_id=three, text="gelber Zettel")
    do(WalkIn, branch_id=office.branch_id, family="Groß", phone="030 23125-122")
    do(Undo, undoes=made[-1].id)
    one_of_each(office, do)
    made.append(import_of(booking_file(MONDAY, [(660, "Neu")]), office.branch_id, clock.now()))
    desk.perform(made[-1])
    return made


def test_every_stored_command_is_found_again_as_it_was(office: Office, clock) -> None:
    made = everything_done(office, clock)
    payload, entry = table(JournalPayload), table(JournalEntry)
    stored = {
        row.entry_id: row
        for row in office.desk.store.read(
            lambda c: c.execute(
                sa.select(payload, entry.c.kind, entry.c.schema_version).join(entry, entry.c.id == payload.c.entry_id)
            ).all()
        )
    }
    known = Command.known()
    for command in made:
        row = stored[command.id]
        kind = known[row.kind]
        assert kind is type(command)
        assert row.schema_version == kind.schema_version
        if row.kind == "import_day":
            assert "Neu" not in json.dumps(row.payload), "an import's rows are social data"
            continue
        assert kind.model_validate(row.payload) == command
        assert office.desk.perform(kind.model_validate(row.payload)).entry_id == command.id
    # Also what founded the branch and its people can be read again.
    for row in stored.values():
        if row.kind in known and row.kind != "import_day":
            known[row.kind].model_validate(row.payload)
    worked_with = {row.kind for row in stored.values()}
    assert len(worked_with) >= 20


def test_the_same_command_twice_gives_the_first_answer(office: Office, clock) -> None:
    before = {command.id: office.desk.perform(command) for command in everything_done(office, clock)}
    for command_id, answer in before.items():
        assert answer.entry_id == command_id


def journal(store: Store) -> dict[str, list[tuple]]:
    return store.read(
        lambda c: {
            name: [tuple(map(repr, row)) for row in c.execute(sa.select(METADATA.tables[name]))] for name in JOURNAL
        }
    )


def test_nothing_but_purging_rewrites_the_journal(office: Office, clock) -> None:
    office.desk.perform(office.desk.new(Arrive, appointment_id=office.book(505)))
    before = journal(office.desk.store)
    everything_done(office, clock)
    after = journal(office.desk.store)
    for name, rows in before.items():
        assert set(rows) < set(after[name])


CANARY = "Zanderkanarius"


def purge(office: Office, appointment: str) -> None:
    """Remove one appointment with everything that belongs to it."""

    def ids(connection: sa.Connection, model: Any, column: str = "id") -> list[str]:
        of = table(model)
        return list(connection.scalars(sa.select(of.c[column]).where(of.c.appointment_id == appointment)))

    def work(tx: Any) -> None:
        a = table(Appointment)
        customer = tx.connection.scalar(sa.select(a.c.customer_id).where(a.c.id == appointment))
        for model in (Note, Attempt, OutcomeRow):
            tx.purge(model, ids(tx.connection, model))
        for model in (Claim, Placement):
            tx.purge(model, ids(tx.connection, model, "appointment_id"))
        tx.purge(Appointment, [appointment])
        tx.purge(Customer, [customer])
        tx.settle()

    office.desk.store.write(work)


def test_what_is_purged_leaves_no_name_anywhere(office: Office) -> None:
    desk = office.desk
    walk_in = desk.perform(
        desk.new(WalkIn, branch_id=office.branch_id, family=CANARY, given="Ida", remark=f"Mutter {CANARY}")
    )
    one = walk_in.ids[0]
    desk.perform(desk.new(AddNote, appointment_id=one, text=f"{CANARY} bringt Nachweis"))
    finish = desk.perform(
        desk.new(
            Finish,
            appointment_id=one,
            outcomes=(PlacementContact(contact=f"Frau {CANARY}", agreed="meldet sich"),),
            note=f"{CANARY} ist zufrieden",
        )
    )
    other = office.book(600, name="Bleibt, Hier")
    stays = desk.perform(desk.new(AddNote, appointment_id=other, text="bleibt stehen"))
    assert found_anywhere(office, CANARY)
    purge(office, one)
    assert not found_anywhere(office, CANARY)
    with pytest.raises(Refused, match="purged"):
        desk.perform(desk.new(Undo, undoes=finish.entry_id))
    # Others' images are untouched, and the entries themselves stay: who, when, what kind.
    rows = table(JournalRow)
    kept = desk.store.read(lambda c: c.execute(sa.select(rows).where(rows.c.entry_id == stays.entry_id)).all())
    assert kept[0].after["text"] == "bleibt stehen"
    record = desk.read(RecordOf(other, desk.clock.now()))
    assert [item.code for item in record.history] == ["noted"]


def found_anywhere(office: Office, name: str) -> bool:
    """Whether a name is in any table, or (local store) in any byte of its files."""
    store = office.desk.store
    for of in METADATA.tables.values():
        if any(name in repr(row) for row in store.read(lambda c, of=of: c.execute(sa.select(of)).all())):
            return True
    if store.place.path is None:
        return False
    return any(name.encode() in p.read_bytes() for p in store.place.path.parent.glob(store.place.path.name + "*"))


# --- rights that change while a program runs ------------------------------------------------------------------------


def test_a_right_that_was_taken_is_gone_in_a_running_program(office: Office) -> None:
    other = office.colleague("zwei", "Kollegin Zwei", Role.CASEWORKER)
    day = DayOf(office.branch_id, MONDAY, office.desk.clock.now())
    other.changed()
    assert other.read(day).lines == ()
    office.desk.perform(
        office.desk.new(RevokeRole, staff_id=other.actor.id, role=Role.CASEWORKER, branch_id=office.branch_id)
    )
    assert other.changed()
    with pytest.raises(BackofficeError, match="no_right"):
        other.read(day)


def test_the_journal_tells_made_and_taken_apart(office: Office, clock) -> None:
    """Domain time is when the person did it, record time when the store took it."""
    one = office.book()
    command = office.desk.new(AddNote, appointment_id=one, text="unterwegs geschrieben")
    clock.advance(hours=3)
    office.desk.perform(command)
    record = office.desk.read(RecordOf(one, clock.now()))
    item = record.history[0]
    assert item.made_at == MONDAY_0830
    if not office.desk.store.shared:  # on a server, record time is the server's
        assert item.at == MONDAY_0830 + timedelta(hours=3)
    assert item.at.tzinfo is not None
    assert isinstance(record.line.day, date)
