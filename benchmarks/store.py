"""The store against the raw drivers, in one run and taking turns, on SQLite (DELETE journal) and PostgreSQL.

Reading: one branch's day, 200 of 1,000,000 appointments, through `Desk.read(DayOf(…))`, against the same statements
by the raw driver on a held connection, building the same views by hand (the results are compared). Changing: a
command from `Desk.perform` to its commit, against the very statements it makes, with their parameters, by the raw
driver in one transaction. Times are medians in milliseconds.

`python -m benchmarks.store profile` shows where ours goes.
"""

import cProfile
import pstats
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from backoffice.desk.arrivals import Arrive
from backoffice.desk.command import Command
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.desk.noting import AddNote
from backoffice.desk.views import BranchView, Counts, Day, ImportState, Line, OrderMark
from backoffice.domain.clock import FixedClock
from backoffice.domain.names import short_name
from backoffice.domain.phones import national
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, InterpretingKind, OrderStatus, Origin
from backoffice.domain.text import search_key
from backoffice.store.migrate import upgrade
from backoffice.store.places import parse
from backoffice.store.store import open_store
from tests.office import Office, build
from tests.servers import own_server

APPOINTMENTS = 1_000_000
A_DAY = 200
BRANCHES = 10
READS = 200
CHANGES = 60

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

Result = tuple[str, float, float, float]
Recorded = list[tuple[str, Any, bool]]


# --- a house with a past ------------------------------------------------------------------------------------------


def rows_of_a_house(office: Office) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(table, rows) in portions: ten branches, five hundred days each, two hundred appointments a day."""
    draw = random.Random(1)
    days = APPOINTMENTS // A_DAY // BRANCHES
    points, concerns = list(office.points.values()), list(office.concerns.values())
    staff = office.desk.actor.id
    branches = [office.branch_id, *(f"{n:032x}" for n in range(1, BRANCHES))]
    yield (
        "branch",
        [
            {
                "id": b,
                "code": f"B{n}",
                "name": f"Geschäftsstelle {n}",
                "address": "",
                "front_desk_phone": "",
                "position": n,
                "version": 1,
            }
            for n, b in enumerate(branches)
            if b != office.branch_id
        ],
    )
    number = 0
    for back in range(days):
        day = TODAY - timedelta(days=back)
        portion: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("customer", "appointment", "placement", "claim", "assignment", "note", "attempt")
        }
        for branch in branches:
            for n in range(A_DAY):
                number += 1
                _appointment(portion, draw, number, branch, day, n, draw.choice(concerns), draw.choice(points), staff)
        yield from portion.items()


def _appointment(
    portion: dict[str, list[dict[str, Any]]],
    draw: random.Random,
    number: int,
    branch: str,
    day: date,
    n: int,
    concern: str,
    point: str,
    staff: str,
) -> None:
    key, person = f"a{number:031x}", f"c{number:031x}"
    start = 480 + n // 10 * 20
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC) + timedelta(minutes=start - 480)
    past = day < TODAY
    status = draw.choice(("done", "done", "done", "no_show")) if past else draw.choice(("booked", "arrived", "done"))
    if past and n == 0 and day.day % 5 == 0:
        status = "left"  # some of every month still owe an answer: the lists and counts have to find them
    here = status in ("arrived", "done")
    phone = draw.random() < 0.3
    family = f"{draw.choice(('Testfall', 'Beispiel', 'Muster', 'Müller'))}{number % 977}"
    given = draw.choice(("Anna", "Peter", "Petra", "Grażyna"))
    portion["customer"].append(
        {
            "id": person, "branch_id": branch, "shared_with_branch_id": None, "copied_from": None,
            "name": f"{family}, {given}", "family": family, "given": given,
            "phone": f"+4930231250{number % 100:02d}" if draw.random() < 0.9 else None,
            "phone_raw": None, "phone_note": None, "email": f"p{number}@example.org",
            "customer_number": f"214A{number % 1_000_000:06d}", "bg_number": None, "number_raw": None,
            "language": None, "protected": False, "version": 1,
        }
    )  # fmt: skip
    portion["appointment"].append(
        {
            "id": key, "branch_id": branch, "shared_with_branch_id": None, "customer_id": person, "follows_id": None,
            "concern_id": concern, "concern_text": "Fragen zum Bescheid", "group_id": None,
            "channel": "phone" if phone else "in_person", "day": day, "start_minute": start, "end_minute": start + 20,
            "assumed_end": False, "status": status, "origin": "imported", "raised_reason": None,
            "remark": "bringt Bescheid mit" if draw.random() < 0.2 else None, "booking_number": f"B-{number}",
            "booked_at": None, "arrived_at": at if here else None, "begun_at": at if status == "done" else None,
            "ended_at": at if status in ("done", "no_show", "left") else None, "backdated": False, "documents": "",
            "reopen_reason": None, "version": 2,
        }
    )  # fmt: skip
    of = {"appointment_id": key, "branch_id": branch}
    if draw.random() < 0.95:
        portion["placement"].append({**of, "service_point_id": point})
    if not past and draw.random() < 0.05:
        portion["claim"].append(
            {**of, "staff_id": staff, "desk_id": "desk-1", "at": NOW, "expires_at": NOW + timedelta(minutes=5)}
        )
    if not past and draw.random() < 0.3:
        portion["assignment"].append({**of, "staff_id": staff, "at": NOW})
    if draw.random() < 0.05:
        portion["note"].append({"id": f"n{number:031x}", **of, "staff_id": staff, "at": at, "text": "gelber Zettel"})
    if phone and draw.random() < 0.1:
        portion["attempt"].append({"id": f"t{number:031x}", **of, "staff_id": staff, "at": at, "result": "no_answer"})


def _as_file_keeps_it(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        case date():
            return value.isoformat()
        case _:
            return value


def fill_file(path: Path, office: Office) -> None:
    """Write the house into a local store, past everything that makes writing safe."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA cache_size=-200000")
    raw.execute("BEGIN")
    for name, rows in rows_of_a_house(office):
        if rows:
            marks = ",".join("?" * len(rows[0]))
            raw.executemany(
                f"INSERT INTO {name} ({','.join(rows[0])}) VALUES ({marks})",
                ([_as_file_keeps_it(value) for value in row.values()] for row in rows),
            )
    raw.execute("COMMIT")
    raw.execute("ANALYZE")
    raw.close()


def fill_server(raw: Any, office: Office) -> None:
    """The same on a server, by COPY and without checking references."""
    raw.execute("SET session_replication_role = replica")
    for name, rows in rows_of_a_house(office):
        if rows:
            with raw.cursor().copy(f"COPY {name} ({','.join(rows[0])}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(list(row.values()))
    raw.execute("ANALYZE")
    raw.execute("SET session_replication_role = origin")


# --- by hand ------------------------------------------------------------------------------------------------------


def record(engine: sa.Engine, work: Callable[[], Any]) -> tuple[Any, Recorded]:
    """What a piece of work sends to the database: (statement, parameters, many) in order; and its result."""
    seen: Recorded = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        seen.append((statement, parameters, many))

    sa.event.listen(engine, "before_cursor_execute", note)
    result = work()
    sa.event.remove(engine, "before_cursor_execute", note)
    return result, seen


STATUS = {m.value: m for m in Status}
CHANNEL = {None: None, **{m.value: m for m in Channel}}
ORIGIN = {m.value: m for m in Origin}


def _instant(text: Any) -> Any:
    if text is None or isinstance(text, datetime):
        return text
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _order(row: Any) -> OrderMark:
    return OrderMark(OrderStatus(row[1]), row[2], None if row[3] is None else InterpretingKind(row[3]))


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass
class ByHand:
    """The day from the raw driver's rows, as somebody would write it who knows these statements and nothing else."""

    raw: Any
    statements: Recorded
    me: str

    def __call__(self) -> Day:
        """Run the statements and build the views."""
        answers = [
            self.raw.execute(text, given).fetchall() for text, given, _ in self.statements if "BEGIN" not in text
        ]
        lines, attempts, notes, orders, _proposed, branch, imported, before, _failed, owed, late = answers
        tried = {row[0]: (row[1], _instant(row[2])) for row in attempts}
        noted = dict(notes)
        ordered = {row[0]: _order(row) for row in orders}
        views = tuple(self._line(row, tried, noted, ordered) for row in lines)
        state = None
        if imported:
            at, made, file_state = imported[0]
            state = ImportState(_instant(at), _instant(made), None, file_state)
        return Day(
            BranchView(*branch[0]),
            TODAY,
            views,
            state,
            Counts(
                open=sum(v.open for v in views),
                mine=sum(v.open and (v.claim_is_mine or v.assigned_to_me) for v in views),
                waiting=sum(v.status is Status.ARRIVED for v in views),
                no_place=sum(v.no_place for v in views),
                no_promise=owed[0][0] + late[0][0],
                since_yesterday=before[0][0],
            ),
        )

    def _line(self, row: Any, tried: dict[str, Any], noted: dict[str, int], ordered: dict[str, OrderMark]) -> Line:
        (key, version, day, start, end, channel, status, origin, text, raised, remark, arrived, begun, ended,
         backdated, booking, title, emergency, sensitive, application, name, family, given, phone, customer, bg,
         raw_number, _protected, group, place, claimer, expires, claimed_by, assignee, assigned_to,
         responsible) = row  # fmt: skip
        if claimer is not None and _instant(expires) <= NOW:
            claimer = claimed_by = None
        concern = "" if sensitive else (title or text)
        number = customer or bg or raw_number
        count, last = tried.get(key, (0, None))
        return Line(
            id=key, version=version, day=_day(day), start=start, end=end, channel=CHANNEL[channel],
            status=STATUS[status], origin=ORIGIN[origin], concern=concern,
            emergency=bool(emergency) or raised is not None, sensitive=bool(sensitive), protected=False, name=name,
            short_name=short_name(name, family, given), phone=phone, number=number, remark=remark, group=group,
            place=place, arrived_at=_instant(arrived), begun_at=_instant(begun), ended_at=_instant(ended),
            claimed_by=claimed_by, claim_is_mine=claimer == self.me, assigned_to=assigned_to,
            assigned_to_me=assignee == self.me, attempts=count, last_attempt_at=last, notes=noted.get(key, 0),
            backdated=bool(backdated),
            search=search_key(name, concern, phone, national(phone), number, booking, place, group),
            application=bool(application), responsible=responsible, order=ordered.get(key),
        )  # fmt: skip


def replay(raw: Any, statements: Recorded, *, local: bool) -> None:
    """Send a recorded change again, with its parameters, and commit it."""
    cursor = raw.cursor()
    for text, given, many in statements:
        (cursor.executemany if many else cursor.execute)(text, given)
        if cursor.description:
            cursor.fetchall()
    if local:
        raw.execute("COMMIT")
    else:
        raw.commit()


# --- taking turns -------------------------------------------------------------------------------------------------


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def turns(ours: Callable[[int], Any], peer: Callable[[int], Any], rounds: int) -> tuple[float, float]:
    """Medians of both, taking turns so that the machine's moods meet them alike."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        found[0].append(timed(lambda n=number: ours(n)))
        found[1].append(timed(lambda n=number: peer(n)))
    warm = rounds // 10
    return median(found[0][warm:]), median(found[1][warm:])


@dataclass
class Engine:
    """One of the two, with the ways to make, copy and reach its stores."""

    name: str
    url: Callable[[str], str]
    copy: Callable[[str, str], None]
    raw: Callable[[str], Any]
    local: bool

    def desk(self, database: str) -> Desk:
        """A desk at one of its stores."""
        clock = FixedClock(NOW)
        return Desk(open_store(self.url(database), clock), "chefin" if self.local else "postgres", "desk-1", clock)


@contextmanager
def sqlite_engine(folder: Path) -> Iterator[Engine]:
    """Local files, as they are used."""

    def raw(name: str) -> sqlite3.Connection:
        connection = sqlite3.connect(folder / f"{name}.db", isolation_level=None, cached_statements=256)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    upgrade(parse(str(folder / "empty.db")), create=True)
    yield Engine(
        "SQLite",
        lambda name: str(folder / f"{name}.db"),
        lambda source, name: shutil.copy(folder / f"{source}.db", folder / f"{name}.db"),
        raw,
        local=True,
    )


@contextmanager
def postgresql_engine() -> Iterator[Engine]:
    """A server of our own, reached over its socket."""
    import psycopg

    with own_server() as server:
        server.sql("CREATE DATABASE empty")
        upgrade(parse(server.url("empty")))
        yield Engine(
            "PostgreSQL",
            server.url,
            lambda source, name: server.sql(f"CREATE DATABASE {name} TEMPLATE {source}"),
            lambda name: psycopg.connect(host=server.host, user="postgres", dbname=name),
            local=False,
        )


def found_office(engine: Engine, database: str) -> Office:
    """An office with its people in an empty store."""
    desk = engine.desk(database)
    found(desk.store, Founding(house_name="Messhaus", login=desk.login, name="Chefin Test"), NOW)
    return build(desk)


def reading(engine: Engine, *, profile: bool = False) -> Result:
    """One branch's day."""
    engine.copy("empty", "big")
    office = found_office(engine, "big")
    desk, query = office.desk, DayOf(office.branch_id, TODAY, NOW)
    raw = engine.raw("big")
    if engine.local:
        fill_file(Path(engine.url("big")), office)
    else:
        raw.autocommit = True
        fill_server(raw, office)
    ours, statements = record(desk.store.engine, lambda: desk.read(query))
    by_hand = ByHand(raw, statements, desk.actor.id)
    assert len(ours.lines) == A_DAY
    assert by_hand() == ours, "the same statements, but not the same views"
    if profile:
        show(lambda: desk.read(query), READS)
    mine, peer = turns(lambda _: desk.read(query), lambda _: by_hand(), READS)
    raw.close()
    desk.store.close()
    what = f"{engine.name}: a branch's day, {A_DAY} of {APPOINTMENTS:,} appointments"
    return what, mine, peer, mine / peer


def changing(engine: Engine, kind: type[Command], **values: Any) -> Result:
    """One command, from `perform` to its commit."""
    before, recorded, mine_in, theirs_in = (f"{part}_{kind.kind}" for part in ("before", "seen", "ours", "theirs"))
    engine.copy("empty", before)
    office = found_office(engine, before)
    ids = [office.book(480 + 5 * (n % 90), 5, place=None) for n in range(CHANGES)]
    commands = [office.desk.new(kind, appointment_id=key, **values) for key in ids]
    office.desk.store.close()
    for name in (recorded, mine_in, theirs_in):
        engine.copy(before, name)
    watched, desk, raw = engine.desk(recorded), engine.desk(mine_in), engine.raw(theirs_in)
    watched.sign_in()
    desk.sign_in()
    seen = [record(watched.store.engine, lambda c=c: watched.perform(c))[1] for c in commands]
    mine, peer = turns(
        lambda n: desk.perform(commands[n]), lambda n: replay(raw, seen[n], local=engine.local), CHANGES
    )
    raw.close()
    for store in (watched.store, desk.store):
        store.close()
    return f"{engine.name}: {kind.__name__}, command to commit ({len(seen[-1])} statements)", mine, peer, mine / peer


def show(work: Callable[[], Any], rounds: int) -> None:
    """Where the time goes."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(rounds):
        work()
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(28)


def run() -> list[Result]:
    """All comparisons of the store: on each engine a read and two changes."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
        results += _of(engine)
    with postgresql_engine() as engine:
        results += _of(engine)
    return results


def _of(engine: Engine) -> list[Result]:
    return [reading(engine), changing(engine, Arrive), changing(engine, AddNote, text="gelber Zettel liegt vor")]


def main(arguments: list[str]) -> None:
    """Print the comparisons, or (`profile`) where the time of a read goes."""
    if arguments == ["profile"]:
        with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
            reading(engine, profile=True)
        return
    for what, ours, peer, ratio in run():
        print(f"{what}: ours {ours:.2f} ms, raw driver {peer:.2f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
