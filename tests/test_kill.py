"""`kill -9` between any two steps: the store is as before or as after, and what was acknowledged is there (D28)."""

import os
import random
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk.arrivals import Arrive
from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.finishing import Callback, Finish, Settled
from backoffice.desk.founding import Founding, found
from backoffice.desk.interpreters import AddInterpreter
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.noting import AddNote
from backoffice.desk.orders import DeclineInterpreter, OrderInterpreter
from backoffice.desk.ticket_calls import TryTicket
from backoffice.desk.ticket_closing import CloseTicket, Reached
from backoffice.desk.ticket_moves import HandOver
from backoffice.desk.tickets import MakeTicket, NewTicket, Reach
from backoffice.desk.undo import Undo
from backoffice.domain.clock import FixedClock
from backoffice.domain.terms import AttemptResult, Provider
from backoffice.store import occupancy
from backoffice.store.migrate import backup_file, upgrade
from backoffice.store.places import parse
from backoffice.store.store import Store, open_store
from backoffice.store.tables import import_all
from backoffice.store.tables.base import METADATA, table
from backoffice.store.tables.journal import JournalEntry
from backoffice.store.tables.occupancy import Occupancy
from tests.hammer import PATIENCE, booking_file, import_of, processes, work_until_killed
from tests.office import MONDAY, Office, build
from tests.servers import own_server

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
ROWS = 40
SOMEBODY = {"provider": Provider.PERSON, "name": "Yohannes Beispiel", "languages": {"tir": ""}, "on_site": True}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where local stores lie: in memory where there is such a place. A kill is not a power cut: nothing is lost."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    made = Path(tempfile.mkdtemp(prefix="bo-kill-", dir=memory))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def blueprint(store_url: str, clock, folder: Path) -> Iterator[tuple[Office, str]]:
    """A founded house with its branch; the URL to copy it from."""
    if store_url.startswith("sqlite"):
        store_url = str(shutil.copy(store_url.removeprefix("sqlite:///"), folder / "store.db"))
    store = open_store(store_url, clock)
    if store.shared:
        from backoffice.store.roles import prepare

        store.administer(prepare)
    login = "postgres" if store.shared else "chefin"
    found(store, Founding(house_name="Testhaus", login=login, name="Chefin Test"), NOW)
    office = build(Desk(store, login, "desk-1", clock))
    yield office, store_url
    store.close()


def commands(office: Office) -> list[Command]:
    """A morning: the list, work on it, a changed list, more work, something taken back."""
    rows = [(480 + 10 * n, f"Erst{n}") for n in range(ROWS)]
    moved = [(start + 5 * (n % 2), name) for n, (start, name) in enumerate(rows[5:])]
    first = import_of(booking_file(MONDAY, rows), office.branch_id, NOW)
    one, two = first.ids[1], first.ids[3]
    made = {"made_at": NOW, "desk_id": "desk-1"}
    teams = [office.team(), office.team("Leistungsteam 2")]
    office.desk.store.close()  # copied while commands are made: nobody may be connected
    promised, ticket = (
        NewTicket(number=f"R-22-22{n}", team_id=teams[0], reach=Reach(phone="030 23125115")) for n in (3, 4)
    )
    outcomes = (Settled(), Callback(ticket=promised))
    speaks = AddInterpreter(branch_id=office.branch_id, **SOMEBODY, **made)
    order = NewOrder(language="tir", interpreter_id=speaks.interpreter_id)
    finish = Finish(appointment_id=two, outcomes=outcomes, note="Bescheid erklärt", **made)
    return [
        first,
        Arrive(appointment_id=one, **made),
        finish,
        import_of(booking_file(MONDAY, moved), office.branch_id, NOW),
        AddNote(appointment_id=one, text="gelber Zettel", **made),
        speaks,
        OrderInterpreter(appointment_id=first.ids[-1], order=order, **made),
        DeclineInterpreter(order_id=order.id, **made),
        MakeTicket(ticket=ticket, appointment_id=one, **made),
        TryTicket(ticket_id=ticket.id, result=AttemptResult.NO_ANSWER, **made),
        HandOver(ticket_id=ticket.id, team_id=teams[1], reason="dort bekannt", **made),
        CloseTicket(ticket_id=ticket.id, end=Reached(how="Bescheid erklärt"), **made),
        Undo(undoes=finish.id, **made),
    ]


def contents(store: Store) -> dict[str, list[tuple]]:
    """Everything in the store but the moments at which it was taken."""
    import_all()

    def work(connection: sa.Connection) -> dict[str, list[tuple]]:
        return {
            name: sorted(
                (
                    tuple(map(repr, row))
                    for row in connection.execute(sa.select(*(c for c in of.c if c.name != "at")))
                ),
            )
            for name, of in METADATA.tables.items()
        }

    return store.read(work)


def entries(store: Store) -> set[str]:
    return set(store.read(lambda c: c.scalars(sa.select(table(JournalEntry).c.id)).all()))


def assert_sound(store: Store) -> None:
    """The file is whole, nothing refers to nothing, the ticks are what the appointments imply."""
    if store.place.path is not None:
        raw = sqlite3.connect(store.place.path)
        try:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        finally:
            raw.close()
    of = table(Occupancy)
    present = store.read(lambda c: {((r.resource_id, r.day, r.tick), r.holder_id) for r in c.execute(sa.select(of))})
    assert present == set(store.read(occupancy.implied).items())


class Copies:
    """Fresh copies of the blueprint, on its engine."""

    def __init__(self, url: str, clock: FixedClock, cluster: Callable[[], str]) -> None:
        self.place = parse(url)
        self.clock = clock
        self.cluster = cluster
        self.opened: list[Store] = []
        self.made = 0

    def fresh(self) -> Store:
        """Another copy, opened."""
        self.made += 1
        if self.place.path is not None:
            path = self.place.path.with_name(f"copy{self.made}.db")
            shutil.copy(self.place.path, path)
            url = str(path)
        else:
            name = f"{self.place.url.database}_{self.made}"
            self._sql(f"CREATE DATABASE {name} TEMPLATE {self.place.url.database}")
            url = self.cluster().format(database=name)
        self.opened.append(open_store(url, self.clock))
        return self.opened[-1]

    def close(self) -> None:
        """Close them; they go with their folder or their cluster."""
        for store in self.opened:
            store.close()

    def wait_for_the_dead(self, store: Store) -> None:
        """Until the server has noticed that the killed client is gone, and rolled it back."""
        if store.shared:
            others = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            while store.read(lambda c: c.exec_driver_sql(others).scalar()):
                pass

    def _sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(
            self.cluster().format(database="postgres").replace("+psycopg", ""), autocommit=True
        ) as c:
            c.execute(statement)


@pytest.fixture
def copies(blueprint, clock, request):
    office, url = blueprint
    office.desk.store.close()  # a database somebody is connected to cannot be copied
    made = Copies(url, clock, lambda: request.getfixturevalue("cluster"))
    yield made
    made.close()


def contents_after_each(store: Store, todo: list[Command]) -> list[dict]:
    """Run the commands to their end: what is in the store before and after each."""
    seen = [contents(store)]
    desk = Desk(store, "chefin" if not store.shared else "postgres", "desk-1", FixedClock(NOW))
    for command in todo:
        desk.perform(command)
        seen.append(contents(store))
    return seen


def run_and_kill(
    store: Store,
    todo: list[Command],
    step: int = -1,
    after: Callable[[int], bool] | None = None,
    pages: int = 30,
) -> tuple[list, int | None]:
    """Let another process work and be killed: before a step, or from outside once `after` says so. What it told."""
    context = processes()
    hear, say = context.Pipe(duplex=False)
    login = "postgres" if store.shared else "chefin"
    url = store.place.url.render_as_string()
    process = context.Process(target=work_until_killed, args=(say, url, login, NOW, todo, step, pages), daemon=True)
    process.start()
    say.close()
    told: list = []
    try:
        while True:
            if after is not None and after(len(told)):
                process.kill()
            if not hear.poll(0.0 if after else PATIENCE) and after:
                continue
            told.append(hear.recv())
    except EOFError:
        pass
    finally:
        hear.close()
    process.join(PATIENCE)
    return told, process.exitcode


def check_afterwards(copies: Copies, store: Store, todo: list[Command], told: list, seen: list[dict]) -> int:
    copies.wait_for_the_dead(store)
    store.changes.poll()  # the first thing that a desk does with a file that a crash left behind
    there = entries(store)
    done = [command.id in there for command in todo]
    kept = done.index(False) if False in done else len(done)
    assert not any(done[kept:])
    acknowledged = [answer for answer in told if isinstance(answer, str)]
    assert acknowledged == [command.id for command in todo[: len(acknowledged)]]
    assert len(acknowledged) <= kept <= len(acknowledged) + 1
    assert contents(store) == seen[kept]
    assert_sound(store)
    desk = Desk(store, "postgres" if store.shared else "chefin", "desk-1", FixedClock(NOW))
    for command in todo:  # everything is sent again: what was done stays done once, the rest is done now
        desk.perform(command)
    assert contents(store) == seen[-1]
    assert_sound(store)
    return kept


def test_killed_before_any_step_of_an_import_or_a_command(copies: Copies, blueprint) -> None:
    todo = commands(blueprint[0])
    seen = contents_after_each(copies.fresh(), todo)
    told, code = run_and_kill(copies.fresh(), todo)
    assert code == 0
    steps = told[-1]
    assert steps > 60
    # Each kill costs a process and a store. The first import's writes and the ends of the day, one by one; of the
    # second import's many steps a few.
    chosen = [1, 15, 25, steps // 2, *range(steps - 76, steps, 11), steps]
    if copies.place.path is not None:
        chosen += [*range(16, 29, 3), 40, 50, steps - 30, steps - 12, steps - 1]
    kept = set()
    for step in chosen:
        store = copies.fresh()
        told, code = run_and_kill(store, todo, step)
        assert code == -9
        kept.add(check_afterwards(copies, store, todo, told, seen))
        store.close()
    assert len(kept) >= 4  # it did die in the middle


def test_killed_from_outside_at_any_moment(copies: Copies, blueprint) -> None:
    todo = commands(blueprint[0])
    seen = contents_after_each(copies.fresh(), todo)
    for seed in range(5 if copies.place.path is not None else 2):
        draw = random.Random(seed)
        rounds, answers = draw.randrange(20_000), draw.randrange(len(todo))
        looked = 0

        def now(told: int, answers: int = answers, rounds: int = rounds) -> bool:
            nonlocal looked
            looked += told >= answers
            return looked > rounds

        store = copies.fresh()
        told, code = run_and_kill(store, todo, after=now)
        assert code in (-9, 0)
        check_afterwards(copies, store, todo, told, seen)
        store.close()


def test_a_half_written_file_is_put_right_by_whoever_opens_it_first(folder: Path, sqlite_template: Path) -> None:
    """The rollback journal of a killed change is hot: a reader must be able to play it back."""
    for opener in ("poll", "read", "backup"):
        path = folder / f"{opener}.db"
        shutil.copy(sqlite_template, path)
        store = open_store(str(path), FixedClock(NOW))
        found(store, Founding(house_name="Testhaus", login="chefin", name="Chefin Test"), NOW)
        todo = commands(build(Desk(store, "chefin", "desk-1", FixedClock(NOW))))
        store.close()
        before = path.read_bytes()
        told, code = run_and_kill(store, todo, step=23, pages=2)
        assert (told, code) == ([], -9)
        assert path.with_name(path.name + "-journal").stat().st_size > 0
        assert path.read_bytes() != before, "nothing was written before the commit: the test proves nothing"
        store = open_store(str(path), FixedClock(NOW))
        match opener:
            case "poll":
                store.changes.poll()
            case "read":
                store.ensure_usable()
            case "backup":
                backup_file(path, folder / "copy.db")
                # All but the header, in which a copy counts its own changes.
                assert (folder / "copy.db").read_bytes()[100:] == before[100:]
        assert entries(store).isdisjoint(command.id for command in todo)
        assert path.read_bytes() == before
        store.close()


def test_a_server_that_restarts_in_the_middle_is_waited_for_and_nothing_is_done_twice() -> None:
    with own_server() as server:
        server.sql("CREATE DATABASE haus")
        upgrade(parse(server.url("haus")))
        clock = FixedClock(NOW)
        store = open_store(server.url("haus"), clock)
        found(store, Founding(house_name="Testhaus", login="postgres", name="Chefin Test"), NOW)
        desk = Desk(store, "postgres", "desk-1", clock)
        office = build(desk)
        one = office.book()
        notes = [desk.new(AddNote, appointment_id=one, text=f"Notiz {n}") for n in range(40)]
        answers: list = []
        reached = {n: threading.Event() for n in (8, 24)}

        def work() -> None:
            for n, command in enumerate(notes):
                answers.append(desk.perform(command))
                if n in reached:
                    reached[n].set()

        working = threading.Thread(target=work)
        working.start()
        for event in reached.values():
            assert event.wait(PATIENCE)
            server.restart()
        working.join(PATIENCE)
        assert [answer.entry_id for answer in answers] == [command.id for command in notes]
        stored = server.sql("SELECT text FROM note ORDER BY id", "haus")
        assert sorted(row[0] for row in stored) == sorted(command.text for command in notes)
        assert_sound(store)
        store.close()
