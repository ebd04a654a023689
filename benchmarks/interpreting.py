"""Looking for a time at which somebody can interpret, too, against looking for the time alone, taking turns.

The first 20 free times in 12 weeks of a branch with 40 service points, 80 % full, and 60 interpreters on site; forty
of them speak the language, and their time is as full as the points': every booked talk is interpreted by one of
them. Both through `Desk.read(FreeTimesFor(…))`, on SQLite and PostgreSQL.

`python -m benchmarks.interpreting profile` shows where the time goes.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backoffice.desk.calendar import HoursSpan
from backoffice.desk.interpreter_times import SetInterpreterHours
from backoffice.desk.interpreters import AddInterpreter
from backoffice.desk.interpreting_search import InterpretingWish
from backoffice.desk.slots import FreeTimesFor
from backoffice.domain.terms import Provider
from benchmarks.slots import FIRST, LAST, LENGTH, bookings, build, fill
from benchmarks.store import (
    NOW,
    TODAY,
    Engine,
    Result,
    _as_file_keeps_it,
    postgresql_engine,
    show,
    sqlite_engine,
    turns,
)
from tests.office import Office

LANGUAGE = "tir"
SPEAKING, OTHERS = 40, 20
READS = 40


def people(office: Office) -> list[str]:
    """Sixty interpreters with weekly hours; the ids of those who speak the language."""
    desk, found = office.desk, []
    for number in range(SPEAKING + OTHERS):
        command = desk.new(
            AddInterpreter,
            branch_id=office.branch_id,
            provider=Provider.PERSON,
            name=f"Beispiel {number}",
            languages={LANGUAGE if number < SPEAKING else "prs": ""},
            on_site=True,
        )
        desk.perform(command)
        week = tuple(HoursSpan(weekday=weekday, start=480, end=960) for weekday in range(5))
        desk.perform(desk.new(SetInterpreterHours, interpreter_id=command.interpreter_id, since=TODAY, spans=week))
        found.append(command.interpreter_id)
    return found[:SPEAKING]


def orders(office: Office, speaking: list[str], share: float) -> Iterator[dict[str, Any]]:
    """Each booked talk interpreted by somebody of the same number as its service point."""
    points = {point: speaking[number] for number, point in enumerate(office.points.values())}
    portion = dict(bookings(office, share))
    placed = {row["appointment_id"]: row["service_point_id"] for row in portion["placement"]}
    for number, row in enumerate(portion["appointment"]):
        who = points[placed[row["id"]]]
        yield {
            "id": f"b{number:031x}", "branch_id": office.branch_id, "appointment_id": row["id"],
            "status": "confirmed", "replaced": False, "language": LANGUAGE, "dialect": "", "kind": "on_site",
            "interpreter_id": who, "occupies_id": who, "day": row["day"], "start_minute": row["start_minute"],
            "end_minute": row["end_minute"], "dial": "", "needed_at": NOW, "requested_function": "",
            "answered_function": "", "agreed_with": "", "reason": "", "told_to": "", "version": 1,
        }  # fmt: skip


def order_all(engine: Engine, database: str, rows: list[dict[str, Any]]) -> None:
    """Write the orders into a store, past everything that makes writing safe."""
    columns = ",".join(rows[0])
    if engine.local:
        raw = sqlite3.connect(engine.url(database), isolation_level=None)
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("BEGIN")
        marks = ",".join("?" * len(rows[0]))
        raw.executemany(
            f"INSERT INTO interpreter_assignment ({columns}) VALUES ({marks})",
            ([_as_file_keeps_it(value) for value in row.values()] for row in rows),
        )
        raw.execute("COMMIT")
    else:
        raw = engine.raw(database)
        raw.autocommit = True
        with raw.cursor().copy(f"COPY interpreter_assignment ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list(row.values()))
    raw.execute("ANALYZE")
    raw.close()


def together(engine: Engine, *, profile: bool = False) -> Result:
    """Place and interpreter, against the place alone."""
    database = "interpreted"
    engine.copy("empty", database)
    office = build(engine.desk(database))
    speaking = people(office)
    fill(engine, database, office, 0.8)
    rows = list(orders(office, speaking, 0.8))
    order_all(engine, database, rows)
    desk = office.desk
    asked: dict[str, Any] = {
        "branch_id": office.branch_id,
        "now": NOW,
        "concern_text": "Umzugswunsch",
        "minutes": LENGTH,
        "first": FIRST,
        "last": LAST,
    }
    plain = FreeTimesFor(**asked)
    both = FreeTimesFor(**asked, interpreting=InterpretingWish(LANGUAGE, longer=False))
    found = desk.read(both).offers
    assert len(found) == 20
    assert all(offer.interpreter is not None for offer in found)
    if profile:
        show(lambda: desk.read(both), READS)
    mine, theirs = turns(lambda _: desk.read(both), lambda _: desk.read(plain), READS)
    desk.store.close()
    return f"{engine.name}: place and interpreter ({len(rows):,} orders) : place", mine, theirs, mine / theirs


def run() -> list[Result]:
    """The joint search on each engine."""
    with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
        results = [together(engine)]
    with postgresql_engine() as engine:
        return [*results, together(engine)]


def main(arguments: list[str]) -> None:
    """Print the comparisons, or (`profile`) where the time goes."""
    if arguments == ["profile"]:
        with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
            together(engine, profile=True)
        return
    for what, ours, peer, ratio in run():
        print(f"{what}: ours {ours:.2f} ms, the place alone {peer:.2f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
