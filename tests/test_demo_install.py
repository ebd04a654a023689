"""The example office: built by the desk's own commands, filled by the real importer, never beside real data."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.demo.install import import_day
from backoffice.desk.desk import Desk
from backoffice.domain.clock import wall
from backoffice.opening import open_desk
from backoffice.store.store import open_store
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRun
from backoffice.store.tables.journal import JournalEntry
from tests.commandline import CommandLine

DAY = "2026-11-23"


@pytest.fixture
def example(store_url: str, clock) -> CommandLine:
    """Somebody at a fresh store who looks at the example office for Monday."""
    line = CommandLine(store_url, clock)
    line("demo", "--day", DAY, "--no-open")
    return line


def runs(line: CommandLine) -> list[tuple[str, date, str]]:
    store = open_store(str(line.url), line.clock)
    try:
        r = table(ImportRun)
        return [
            (row[0], row[1], row[2].value)
            for row in store.read(lambda c: c.execute(sa.select(r.c.file_name, r.c.day, r.c.file_state)).all())
        ]
    finally:
        store.close()


def journaled(line: CommandLine) -> dict[str, int]:
    store = open_store(str(line.url), line.clock)
    try:
        e = table(JournalEntry)
        counted = sa.select(e.c.kind, sa.func.count()).group_by(e.c.kind)
        return {row[0]: row[1] for row in store.read(lambda c: c.execute(counted).all())}
    finally:
        store.close()


def test_it_is_built_filled_and_worked_by_whoever_looks_at_it(example: CommandLine, tmp_path: Path) -> None:
    told = example("today")
    assert told.startswith("Geschäftsstelle Mitte, Mo 23.11.2026, Liste 06:00")
    branches = example.json("branch", "list")
    assert [branch["code"] for branch in branches] == ["MITTE", "NORD", "OST", "SUED", "WEST", "JBA"]
    for branch in branches:
        rows = example.json("today", "--branch", branch["code"])["rows"]
        assert 40 <= len(rows) <= 45
        assert all(row["concern"] for row in rows)
        assert sum(row["service_point"] is not None for row in rows) >= 38
    me = next(one for one in example.json("staff", "list") if one["function"] == "Administration")
    assert me["branch"] == "MITTE"
    assert {role["role"] for role in me["roles"]} == {"admin", "caseworker"}
    one = next(row for row in example.rows() if row["channel"] == "in_person")
    example("finish", one["id"], "--settled")
    assert sorted(state for _, _, state in runs(example)) == ["deleted"] * 6
    assert not list(tmp_path.rglob("*.xlsx"))
    assert example("store", "check") == "Der Speicher ist in Ordnung.\n"
    kinds = journaled(example)
    assert kinds["add_branch"] == kinds["import_day"] == 6
    assert kinds["found"] == kinds["place_staff"] == 1
    assert kinds["add_staff"] > 60


def test_somebody_interprets_there(example: CommandLine) -> None:
    everybody = example.json("interpreters", "list")
    assert len(everybody) == 9
    assert {one["kept_by"] for one in everybody} == {None, "MITTE", "NORD"}
    for language in ("tir", "prs", "ara", "gsg", "tur", "rus"):
        assert len(example.json("interpreters", "list", "--language", language)) >= 2, language
    assert [one["name"] for one in everybody if one["on_request"]] == ["Agentur Wortwechsel"]
    assert len(example.json("interpreters", "travel")) == 30
    kinds = journaled(example)
    assert (kinds["add_interpreter"], kinds["set_travel"]) == (9, 15)
    example("demo", "--day", "2026-11-24", "--no-open")
    assert journaled(example)["add_interpreter"] == 9


def test_the_same_day_again_only_opens_and_another_day_is_read_too(example: CommandLine) -> None:
    one = next(row for row in example.rows() if row["channel"] == "in_person")["id"]
    example("arrive", one)
    told = example("demo", "--day", DAY, "--no-open")
    assert "eingelesen" not in told
    assert len(runs(example)) == 6
    assert example.row(one)["status"] == "arrived"
    example("demo", "--day", "2026-11-24", "--no-open")
    assert {day.isoformat() for _, day, _ in runs(example)} == {DAY, "2026-11-24"}
    assert len(runs(example)) == 12
    assert 40 <= len(example.json("today", "--day", "2026-11-24")["rows"]) <= 45


def test_it_has_a_plan_with_two_sellers_late_times_and_a_booking_stop(example: CommandLine) -> None:
    for code in ("MITTE", "JBA"):
        found = example.json("plan", "list", "--branch", code)
        assert not found["assumed"]
        late = [one for one in found["openings"] if one["reserved"]]
        assert {(one["weekday"], one["start"], one["end"]) for one in late} == {(4, "16:00", "18:00")}
        assert {one["contingent"] for one in found["openings"]} == {"online", "internal"}
        assert {one["kind"] for one in found["openings"]} == {"weekly"}
        (stop,) = found["closures"]
        assert (stop["kind"], stop["first_day"], stop["last_day"]) == ("booking_stop", "2026-11-30", "2026-12-02")
        left = example.json("plan", "affected", "--branch", code, "--until", DAY)
        assert {one["why"] for one in left} == {"no_place"}  # as the list has it: one too many at a rush hour
        assert 1 <= len(left) <= 5
    set_up = journaled(example)
    assert set_up["add_openings"] == 16
    example("demo", "--day", "2026-11-24", "--no-open")
    assert journaled(example)["add_openings"] == 16
    assert "nichts geändert" in example.refused("undo")  # `u` takes back nothing that installed it


@pytest.mark.parametrize(
    "day",
    ["2026-11-21", "2026-12-25", "2031-05-05", "2027-03-28"],
)
def test_any_day_is_open_for_its_appointments(tmp_path: Path, clock, day: str) -> None:
    """A past Saturday, a holiday, a working day out of the series, and the Sunday on which the clock changes."""
    line = CommandLine(str(tmp_path / "store.db"), clock)
    line("store", "init", "--example")
    line("demo", "--day", day, "--no-open")
    found = line.json("plan", "show", "--day", day)
    points = [point for group in found["groups"] for point in group["service_points"]]
    assert all(point["open"] for point in points)
    rows = line.json("today", "--day", day)["rows"]
    assert sum(row["service_point"] is not None for row in rows) >= 38
    forced = [one for one in line.json("plan", "list")["openings"] if one["kind"] == "forced"]
    assert {one["reason"] for one in forced} <= {"Beispieltag"}
    assert line("store", "check") == "Der Speicher ist in Ordnung.\n"


def test_a_real_house_is_not_touched(store_url: str, clock) -> None:
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", "--group", "Leistung 1", "benefits", "1")
    assert "echte Daten" in line.refused("demo", "--no-open")
    assert [branch["code"] for branch in line.json("branch", "list")] == ["MITTE"]
    assert line.json("today")["rows"] == []


def test_a_store_initialised_as_example_is_filled(tmp_path: Path, clock) -> None:
    line = CommandLine(str(tmp_path / "store.db"), clock)
    line("store", "init", "--example")
    told = line("demo", "--day", DAY, "--no-open")
    assert "wird eingerichtet" not in told
    assert len(line.json("today")["rows"]) >= 40


def test_it_has_a_file_of_its_own_and_opens_the_program(tmp_path: Path, clock, monkeypatch) -> None:
    import backoffice.app

    opened: list[tuple[object, object]] = []
    monkeypatch.setattr(backoffice.app, "run", lambda url, *, day, **_more: opened.append((url, day)))
    monkeypatch.setattr("backoffice.terminal.refused", lambda: False)
    line = CommandLine(None, clock)
    line("demo")
    url, day = opened[0]
    assert Path(str(url).removeprefix("sqlite:///")) == tmp_path / "config" / "data" / "beispiel.db"
    assert day is None
    assert not (tmp_path / "config" / "data" / "backoffice.db").exists()
    line("demo", "--store", str(tmp_path / "eigene.db"), "--day", "2026-11-26")
    assert opened[1] == (str(tmp_path / "eigene.db"), date(2026, 11, 26))


def test_a_list_that_staff_read_already_stays(example: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk(example.url, clock=example.clock)
    try:
        performed: list[str] = []
        perform = Desk.perform
        monkeypatch.setattr(
            Desk, "perform", lambda self, command: (performed.append(command.kind), perform(self, command))[1]
        )
        assert import_day(desk, date(2026, 11, 23)) == 0
        assert performed == []
        assert import_day(desk, date(2026, 11, 25)) == 6
    finally:
        desk.store.close()
    assert set(performed) == {"import_day"}


def test_a_dozen_calls_are_promised_and_one_is_overdue_at_half_past_eight(office_at_half_past_eight) -> None:
    from backoffice.demo.tickets import PROMISES, promise_calls
    from backoffice.desk.organisation_views import Branches
    from backoffice.desk.ticket_lines import CountTickets, TicketsOf
    from backoffice.desk.undo import LastChange
    from backoffice.domain.terms import Urgency

    desk = office_at_half_past_eight
    before = desk.read(LastChange(desk.id))
    assert promise_calls(desk) == len(PROMISES) == 12
    branch = next(b for b in desk.read(Branches()) if b.code == "MITTE")
    found = desk.read(TicketsOf(branch.id, desk.clock.now()))
    assert len(found.lines) == found.counts.open == 12
    assert desk.read(CountTickets(branch.id, desk.clock.now())).overdue == 1
    assert [line.urgency for line in found.lines].count(Urgency.EMERGENCY) == 1
    assert sum(line.handed_over for line in found.lines) == 1
    assert sum(line.wish is not None for line in found.lines) == 4
    assert sum(line.accepted_at is not None for line in found.lines) == 4
    assert len({line.team for line in found.lines}) == 4
    assert promise_calls(desk) == 0  # once for a day
    assert desk.read(LastChange(desk.id)) == before  # `u` takes back only what whoever looks at it did


@pytest.fixture
def office_at_half_past_eight(tmp_path: Path, clock):
    from backoffice.demo.install import build, founding
    from backoffice.desk.desk import Desk
    from backoffice.desk.founding import found
    from backoffice.store.migrate import upgrade
    from backoffice.store.places import parse
    from backoffice.store.store import open_store

    path = tmp_path / "example.db"
    upgrade(parse(str(path)), create=True)
    store = open_store(str(path), clock)
    found(store, founding("chefin"), clock.now())
    desk = Desk(store, "chefin", "desk-1", clock)
    build(desk)
    yield desk
    store.close()


def test_interpreters_are_ordered_for_today(office_at_half_past_eight) -> None:
    from backoffice.demo.interpreters import keep_interpreters
    from backoffice.demo.orders import ORDERED, order_interpreters
    from backoffice.desk.interpreting_lines import Matter
    from backoffice.desk.interpreting_views import OrdersOf
    from backoffice.desk.organisation_views import Branches
    from backoffice.desk.undo import LastChange

    desk = office_at_half_past_eight
    day = wall(desk.clock.now())[0]
    keep_interpreters(desk)
    import_day(desk, day)
    before = desk.read(LastChange(desk.id))
    assert order_interpreters(desk, day) == ORDERED
    branch = next(b for b in desk.read(Branches()) if b.code == "MITTE")
    found = desk.read(OrdersOf(branch.id, desk.clock.now()))
    assert [line.matter for line in found] == [Matter.NEEDED, Matter.REQUESTED, Matter.CONFIRMED]
    assert order_interpreters(desk, day) == 0  # once for a day
    assert desk.read(LastChange(desk.id)) == before
