"""What loads what: the first rows must not wait for what they do not need (ARCHITECTURE: Screens)."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import backoffice.desk
import backoffice.domain
import backoffice.store.tables

PROJECT = Path(__file__).parent.parent

HEAVY = (
    "alembic", "holidays", "keyring", "openpyxl", "phonenumbers", "psycopg", "pycountry", "textual", "hypothesis",
    "click",
)  # fmt: skip
"""None of these may be loaded to list a day of a local store."""


def modules_of(package) -> list[str]:
    return [f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)]


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The top names of all modules that a fresh interpreter holds after running code."""
    tell = "\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code + tell, *arguments], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def top(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def test_the_package_itself_loads_nothing() -> None:
    ours = {name for name in loaded_by("import backoffice") if name.startswith("backoffice")}
    assert ours == {"backoffice"}
    assert not top(loaded_by("import backoffice")) & {*HEAVY, "sqlmodel", "sqlalchemy", "pydantic"}


def test_the_whole_desk_loads_without_a_terminal() -> None:
    loaded = loaded_by("\n".join(f"import {name}" for name in modules_of(backoffice.desk)))
    assert not top(loaded) & set(HEAVY)
    assert not {
        name for name in loaded if name.startswith(("backoffice.screens", "backoffice.widgets", "backoffice.wording"))
    }


def test_the_rules_load_nothing_but_themselves() -> None:
    loaded = loaded_by("\n".join(f"import {name}" for name in modules_of(backoffice.domain)))
    assert not top(loaded) & {*HEAVY, "sqlalchemy", "sqlmodel", "pydantic"}
    assert {n.split(".")[1] for n in loaded if n.startswith("backoffice.")} == {"domain"}


@pytest.mark.parametrize("module", [*modules_of(backoffice.store.tables), "backoffice.store.store"])
def test_tables_load_without_migrations(module: str) -> None:
    assert not top(loaded_by(f"import {module}")) & set(HEAVY)


def test_tables_of_one_room_do_not_load_the_others() -> None:
    loaded = loaded_by("import backoffice.store.tables.organisation")
    rooms = {name for name in loaded if name.startswith("backoffice.store.tables.")}
    assert rooms == {"backoffice.store.tables.base", "backoffice.store.tables.organisation"}


def test_the_first_screen_loads_the_dialect_of_no_other_engine() -> None:
    """An index that names an engine's option would: a quarter of a second of every start."""
    assert "sqlalchemy.dialects.postgresql" not in loaded_by("import backoffice.screens.today")


def test_the_first_screen_loads_nothing_that_books() -> None:
    """Times are searched, held and booked by keys that come after the first rows."""
    loaded = loaded_by("import backoffice.screens.today")
    books = ("booking", "booking_prefill", "giving_place", "holding", "moving", "slots", "slips", "taking")
    shows = ("booking", "booking_fields", "booking_search", "booking_times", "first_appointment", "slip")
    unneeded = {f"backoffice.desk.{name}" for name in books} | {f"backoffice.screens.{name}" for name in shows}
    assert not loaded & {*unneeded, "backoffice.domain.free_times", "holidays"}


LIST_A_DAY = """
import sys
from datetime import UTC, date, datetime
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.domain.clock import FixedClock
from backoffice.store.store import open_store
clock = FixedClock(datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
store = open_store(sys.argv[1], clock)
store.ensure_usable()
desk = Desk(store, "chefin", "desk-1", clock)
desk.sign_in()
day = desk.read(DayOf(sys.argv[2], date(2026, 11, 23), clock.now()))
assert len(day.lines) == 2, day
assert desk.changed() is False
store.close()
"""


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_what_listing_a_day_does_not_need(office, store_url: str) -> None:
    office.book(540)
    office.book(600, phone="+493023125115")
    loaded = loaded_by(LIST_A_DAY, store_url, office.branch_id)
    assert not top(loaded) & set(HEAVY)
    unneeded = {
        "backoffice.desk.importing",
        "backoffice.desk.undo",
        "backoffice.store.migrate",
        "backoffice.exchange",
    }
    assert not loaded & unneeded
