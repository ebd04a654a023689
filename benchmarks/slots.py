"""Free time and booking against the raw drivers, in one run and taking turns, on SQLite and PostgreSQL.

Searching: the first 20 free times in 12 weeks of a branch with 40 service points, through
`Desk.read(FreeTimesFor(…))`, against one SQL read of the very rows that the search had to read, as plain tuples by
the raw driver; once 80 % full, so that the first two weeks are enough, and once with nothing free, so that all
twelve are read. Booking: `BookAppointment` from `Desk.perform` to its commit, against the statements it makes, with
their parameters, by the raw driver in one transaction; and bookings by eight processes at once on PostgreSQL, against
the same statements by eight processes with the raw driver (0.2 times as many a second is a ratio of 5).

`python -m benchmarks.slots profile` shows where the time of a search goes.
"""

import queue
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from backoffice.desk.booking import BookAppointment, NewBooking, Person
from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint, mandatory_ids
from backoffice.desk.slots import FreeTimesFor
from backoffice.domain.calendar import is_working_day
from backoffice.domain.clock import FixedClock
from backoffice.domain.ids import new_id
from backoffice.domain.placing import tick_range
from backoffice.domain.terms import Area, OpeningKind
from backoffice.store.store import open_store
from backoffice.store.tables.openings import OpeningBreak, OpeningPoint, OpeningRow
from benchmarks.store import (
    NOW,
    TODAY,
    Engine,
    Recorded,
    Result,
    _as_file_keeps_it,
    postgresql_engine,
    record,
    replay,
    show,
    sqlite_engine,
    turns,
)
from tests.hammer import processes
from tests.office import Office

GROUPS, POINTS = 4, 10
FIRST = TODAY + timedelta(days=1)
LAST = FIRST + timedelta(weeks=12) - timedelta(days=1)
MORNING, AFTERNOON = (480, 720), (750, 960)
LENGTH = 20
READS = 30
BOOKINGS = 60
PROCESSES, EACH = 8, 31
PATIENCE = 120
"""Seconds after which a process that does not answer is given up."""


# --- a branch with a plan ---


def build(desk: Desk) -> Office:
    """A branch with four groups of ten service points, open from eight to four with a break, for half a year."""
    found(desk.store, Founding(house_name="Messhaus", login=desk.login, name="Chefin Test"), NOW)
    groups = tuple(
        NewGroup(
            name=f"Leistung {n}",
            area=Area.BENEFITS,
            points=tuple(NewPoint(name=f"L{n}-{m}") for m in range(1, POINTS + 1)),
            drawn=mandatory_ids(),
        )
        for n in range(1, GROUPS + 1)
    )
    branch_id = new_id()
    desk.perform(desk.new(AddBranch, branch_id=branch_id, code="MITTE", name="Geschäftsstelle Mitte", groups=groups))
    office = Office(desk, branch_id, {}, {})
    office.groups = {group.name: group.id for group in groups}
    office.points = {point.name: point.id for group in groups for point in group.points}

    def plan(tx: Any) -> None:
        for group in groups:
            for weekday in range(5):
                opening = new_id()
                tx.insert(
                    OpeningRow,
                    id=opening,
                    branch_id=branch_id,
                    group_id=group.id,
                    kind=OpeningKind.WEEKLY,
                    weekday=weekday,
                    first_day=TODAY - timedelta(days=90),
                    last_day=TODAY + timedelta(days=180),
                    start_minute=MORNING[0],
                    end_minute=AFTERNOON[1],
                )
                tx.insert(
                    OpeningBreak,
                    id=new_id(),
                    opening_id=opening,
                    branch_id=branch_id,
                    start_minute=MORNING[1],
                    end_minute=AFTERNOON[0],
                )
                for point in group.points:
                    tx.insert(
                        OpeningPoint, id=new_id(), opening_id=opening, branch_id=branch_id, service_point_id=point.id
                    )

    desk.store.write(plan)
    return office


def bookings(office: Office, share: float) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(table, rows): appointments with their places and ticks on the working days of the search, so full."""
    draw = random.Random(5)
    portion: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("customer", "appointment", "placement", "occupancy")
    }
    number = 0
    for ahead in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=ahead)
        if not is_working_day(day):
            continue
        for name, point in office.points.items():
            for first, last in (MORNING, AFTERNOON):
                for start in range(first, last, LENGTH):
                    if draw.random() >= share:
                        continue
                    number += 1
                    group = office.groups[f"Leistung {name[1]}"]
                    _appointment(
                        portion, number, office.branch_id, group, point, day, start, min(start + LENGTH, last)
                    )
    yield from portion.items()


def _appointment(
    portion: dict[str, list[dict[str, Any]]],
    number: int,
    branch: str,
    group: str,
    point: str,
    day: date,
    start: int,
    end: int,
) -> None:
    key, person = f"a{number:031x}", f"c{number:031x}"
    portion["customer"].append(
        {"id": person, "branch_id": branch, "name": f"Testfall{number % 977}, Anna", "protected": False, "version": 1}
    )
    portion["appointment"].append(
        {
            "id": key, "branch_id": branch, "customer_id": person, "concern_id": None,
            "concern_text": "Fragen zum Bescheid", "group_id": group, "channel": "in_person", "day": day,
            "start_minute": start, "end_minute": end, "assumed_end": False, "status": "booked", "origin": "imported",
            "backdated": False, "documents": "", "version": 1,
        }
    )  # fmt: skip
    portion["placement"].append({"appointment_id": key, "branch_id": branch, "service_point_id": point})
    portion["occupancy"] += [
        {"resource_id": point, "day": day, "tick": tick, "holder_id": key} for tick in tick_range(start, end)
    ]


def fill(engine: Engine, database: str, office: Office, share: float) -> None:
    """Write the bookings into a store, past everything that makes writing safe."""
    if engine.local:
        raw = sqlite3.connect(engine.url(database), isolation_level=None)
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("BEGIN")
        for name, rows in bookings(office, share):
            raw.executemany(
                f"INSERT INTO {name} ({','.join(rows[0])}) VALUES ({','.join('?' * len(rows[0]))})",
                ([_as_file_keeps_it(value) for value in row.values()] for row in rows),
            )
        raw.execute("COMMIT")
        raw.execute("ANALYZE")
    else:
        raw = engine.raw(database)
        raw.autocommit = True
        raw.execute("SET session_replication_role = replica")
        for name, rows in bookings(office, share):
            with raw.cursor().copy(f"COPY {name} ({','.join(rows[0])}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(list(row.values()))
        raw.execute("ANALYZE")
    raw.close()


# --- searching ---

ROWS = (
    "SELECT a.id, p.service_point_id, a.day, a.start_minute, a.end_minute"
    " FROM appointment AS a JOIN placement AS p ON p.appointment_id = a.id"
    " WHERE a.branch_id = {0} AND a.day >= {0} AND a.day <= {0}"
    " AND a.status NOT IN ('cancelled_by_customer', 'cancelled_by_office', 'moved', 'taken_over')"
)


def searching(engine: Engine, share: float, *, profile: bool = False) -> Result:
    """The first 20 free times in twelve weeks; with a share of 1 there is none."""
    database = f"slots_{round(share * 100)}"
    engine.copy("empty", database)
    office = build(engine.desk(database))
    fill(engine, database, office, share)
    desk, raw = office.desk, engine.raw(database)
    query = FreeTimesFor(
        branch_id=office.branch_id, now=NOW, concern_text="Umzugswunsch", minutes=LENGTH, first=FIRST, last=LAST
    )
    view, statements = record(desk.store.engine, lambda: desk.read(query))
    assert len(view.offers) == (0 if share == 1 else 20)
    reads = sum("placement" in text for text, _, _ in statements)
    until = min(FIRST + timedelta(days=14 * reads - 1), LAST)
    given = [office.branch_id, FIRST, until]
    text = ROWS.format("?" if engine.local else "%s")
    given = [_as_file_keeps_it(value) for value in given] if engine.local else given
    rows = len(raw.execute(text, given).fetchall())
    if not engine.local:
        raw.commit()

    def peer() -> None:
        raw.execute(text, given).fetchall()
        if not engine.local:
            raw.commit()

    if profile:
        show(lambda: desk.read(query), READS)
    mine, theirs = turns(lambda _: desk.read(query), lambda _: peer(), READS)
    raw.close()
    desk.store.close()
    what = "nothing free in 12 weeks" if share == 1 else f"first 20 free times, {share:.0%} full"
    return f"{engine.name}: {what} ({rows:,} rows)", mine, theirs, mine / theirs


# --- booking ---


def commands(office: Office, count: int) -> list[BookAppointment]:
    """Bookings of different people at different times, all on days after the search: nobody is in another's way."""
    groups = list(office.groups.values())
    spans = [start for first, last in (MORNING, AFTERNOON) for start in range(first, last - LENGTH + 1, LENGTH)]
    days = [day for n in range(1, 60) if is_working_day(day := LAST + timedelta(days=n))]
    made = []
    for number in range(count):
        group, rest = groups[number % GROUPS], number // GROUPS
        booking = NewBooking(
            group_id=group,
            day=days[rest // len(spans)],
            start=spans[rest % len(spans)],
            minutes=LENGTH,
            concern_text="Umzugswunsch",
        )
        person = Person(family=f"Testfall{number}", given="Anna", phone="030 23125-115")
        made.append(BookAppointment(made_at=NOW, desk_id="desk-1", booking=booking, person=person))
    return made


def booking(engine: Engine) -> Result:
    """One booking, from `perform` to its commit."""
    orders = _prepared(engine, "booked", BOOKINGS)
    for name in ("booked_seen", "booked_ours", "booked_theirs"):
        engine.copy("booked", name)
    seen = _recorded(engine, "booked_seen", orders)
    desk, raw = engine.desk("booked_ours"), engine.raw("booked_theirs")
    desk.sign_in()
    mine, peer = turns(
        lambda n: desk.perform(orders[n]), lambda n: replay(raw, seen[n], local=engine.local), BOOKINGS
    )
    raw.close()
    desk.store.close()
    return f"{engine.name}: BookAppointment to commit ({len(seen[-1])} statements)", mine, peer, mine / peer


def together(engine: Engine) -> Result:
    """Bookings of eight processes at once; milliseconds a booking, all in all."""
    orders = _prepared(engine, "crowd", PROCESSES * EACH)
    for name in ("crowd_seen", "crowd_ours", "crowd_theirs"):
        engine.copy("crowd", name)
    seen = _recorded(engine, "crowd_seen", orders)
    shares = [orders[n::PROCESSES] for n in range(PROCESSES)]
    mine = _crew(_book, [(engine.url("crowd_ours"), share) for share in shares])
    parts = [seen[n::PROCESSES] for n in range(PROCESSES)]
    with_host = [(*_address(engine, "crowd_theirs"), part) for part in parts]
    theirs = _crew(_replay, with_host)
    count = PROCESSES * (EACH - 1)
    rates = f"{count / mine * 1000:.0f} against {count / theirs * 1000:.0f} a second"
    return f"{engine.name}: {PROCESSES} processes booking, {rates}", mine / count, theirs / count, mine / theirs


def _prepared(engine: Engine, database: str, count: int) -> list[BookAppointment]:
    """A branch as full as in the search, in a store of its own that is closed again, and what is to be booked."""
    engine.copy("empty", database)
    office = build(engine.desk(database))
    fill(engine, database, office, 0.8)
    orders = commands(office, count)
    office.desk.store.close()
    return orders


def _recorded(engine: Engine, database: str, orders: list[BookAppointment]) -> list[Recorded]:
    """What each booking sends to the database."""
    watched = engine.desk(database)
    watched.sign_in()
    seen = [record(watched.store.engine, lambda one=one: watched.perform(one))[1] for one in orders]
    watched.store.close()
    return seen


def _address(engine: Engine, database: str) -> tuple[str, str]:
    with engine.raw(database) as raw:
        return raw.info.host, database


def _crew(target: Callable[..., None], arguments: list[tuple[Any, ...]]) -> float:
    """Milliseconds from the moment at which all stand ready to the last answer. All processes end by themselves."""
    context = processes()
    barrier, answers = context.Barrier(len(arguments) + 1), context.Queue()
    running = [context.Process(target=target, args=(barrier, answers, *given), daemon=True) for given in arguments]
    for process in running:
        process.start()
    try:
        barrier.wait(PATIENCE)
        began = time.perf_counter()
        for _ in running:
            error = answers.get(timeout=PATIENCE)
            assert error is None, error
        took = (time.perf_counter() - began) * 1000
        for process in running:
            process.join(PATIENCE)
    except queue.Empty:
        raise AssertionError("a process did not answer") from None
    finally:
        for process in running:
            if process.is_alive():
                process.kill()
                process.join()
    return took


def _book(barrier: Any, answers: Any, url: str, orders: list[BookAppointment]) -> None:
    """A desk of its own books one after the other."""
    clock = FixedClock(NOW)
    desk = Desk(open_store(url, clock), "postgres", f"desk-{id(orders) % 1000}", clock)
    warm, *rest = orders  # a desk that has been at work: its statements are known
    desk.perform(warm)
    barrier.wait(PATIENCE)
    answers.put(_tried(lambda: [desk.perform(order) for order in rest]))
    desk.store.close()


def _replay(barrier: Any, answers: Any, host: str, database: str, seen: list[Recorded]) -> None:
    """A connection of its own sends the statements of one booking after the other."""
    import psycopg

    raw = psycopg.connect(host=host, user="postgres", dbname=database)
    warm, *rest = seen
    replay(raw, warm, local=False)
    barrier.wait(PATIENCE)
    answers.put(_tried(lambda: [replay(raw, one, local=False) for one in rest]))
    raw.close()


def _tried(work: Callable[[], Any]) -> str | None:
    try:
        work()
    except Exception as error:  # noqa: BLE001  (told to whoever waits)
        return repr(error)
    return None


def run() -> list[Result]:
    """Searching and booking on each engine, and eight processes on the server."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
        results += [searching(engine, 0.8), searching(engine, 1.0), booking(engine)]
    with postgresql_engine() as engine:
        results += [searching(engine, 0.8), searching(engine, 1.0), booking(engine), together(engine)]
    return results


def main(arguments: list[str]) -> None:
    """Print the comparisons, or (`profile`) where the time of a search goes."""
    if arguments == ["profile"]:
        with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
            searching(engine, 1.0, profile=True)
        return
    for what, ours, peer, ratio in run():
        print(f"{what}: ours {ours:.2f} ms, raw driver {peer:.2f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
