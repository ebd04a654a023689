"""Booking in a real terminal: a follow-up in five keys that a second desk sees; what an import brings, its place."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from backoffice import account
from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.desk.talks import Begin
from backoffice.domain.calendar import next_working_day
from backoffice.domain.clock import SystemClock, hhmm, wall
from backoffice.store.store import open_store
from tests.office import Office, build
from tests.planning import set_openings, single
from tests.terminals import PATIENCE, Tmux, environment, needs_tmux, program_in_tmux

pytestmark = needs_tmux
START = 480


@dataclass
class House:
    """A store whose only open time is one morning on one service point, and a talk that runs today."""

    path: Path
    office: Office
    day: date

    def import_list(self, tmp_path: Path, *people: str) -> str:
        """What a booking file of that day brings at the first free time, by the line command; what it says."""
        file = tmp_path / f"termine {self.day} Geschaeftsstelle Mitte.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["Nr.", "Datum", "Uhrzeit", "Anliegen", "Name"])
        for number, name in enumerate(people, start=1):
            row = [f"B-{70000 + number}", f"{self.day:%d.%m.%Y}", hhmm(START), "Fragen zum Bescheid", name]
            book.active.append(row)
        book.save(file)
        command = [sys.executable, "-m", "backoffice", "import", str(file), "--branch", "MITTE", "--yes"]
        done = subprocess.run(
            [*command, "--store", str(self.path)],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    clock = SystemClock()
    store = open_store(str(path), clock)
    found(store, Founding(house_name="Testhaus", login=account.login(), name="Chefin Test"), clock.now())
    office = build(Desk(store, account.login(), "desk-0", clock))
    today, minute = wall(clock.now())
    start = max(0, min(minute - minute % 5, 1400))
    running = office.book(start, name="Schmidt, Peter", day=today, phone="+493023125115")
    office.desk.perform(office.desk.new(Begin, appointment_id=running))
    day = next_working_day(today)
    set_openings(office, single(office, day=day, names=("L1-1",), start=START, end=720))
    yield House(path, office, day)
    store.close()


def go_to(tmux: Tmux, day: date) -> None:
    tmux.keys("g")
    tmux.wait_for("Gehe zu Tag")
    tmux.type(f"{day:%d.%m.%Y}")
    tmux.keys("Enter")
    tmux.wait_for(f"{day:%d.%m.%Y} ·")


def test_six_keys_at_most_end_a_talk_with_the_next_one_and_a_second_desk_sees_it(
    house: House, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    with (
        program_in_tmux(tmp_path, house.path, (80, 24)) as tmux,
        program_in_tmux(second, house.path, (120, 40)) as other,
    ):
        tmux.wait_for("im Gespräch")
        other.wait_for("im Gespräch")
        go_to(other, house.day)
        pressed = ("e", "6", "F2", "1", "F2")
        assert len(pressed) <= 6
        tmux.keys(*pressed[:1])
        tmux.wait_for("Ergebnis · ")
        tmux.keys(*pressed[1:3])
        tmux.wait_for("Folgetermin · ")
        tmux.keys(*pressed[3:])
        tmux.wait_for("√ erledigt")
        booked = time.monotonic()
        seen = other.wait_for("Schmidt, Peter")
        assert time.monotonic() - booked <= 2.0
        assert hhmm(START) in seen
        assert "L1-1" in seen
        for one in (tmux, other):
            one.keys("C-q")
            one.wait_for("ende 0")


def test_what_an_import_brings_onto_the_same_time_is_without_a_place_until_p_gives_one(
    house: House, tmp_path: Path
) -> None:
    with program_in_tmux(tmp_path, house.path, (120, 40)) as tmux:
        tmux.wait_for("im Gespräch")
        tmux.keys("e")
        tmux.wait_for("Ergebnis · ")
        tmux.keys("6", "F2")
        tmux.wait_for("Folgetermin · ")
        tmux.keys("1", "F2")
        tmux.wait_for("√ erledigt")
        house.import_list(tmp_path, "Öztürk, Ayşe")
        go_to(tmux, house.day)
        shown = tmux.wait_for("Öztürk, Ayşe")
        assert "▲ ohne Platz" in next(line for line in shown.splitlines() if "Öztürk" in line)
        assert "ohne Platz 1" in shown
        tmux.keys("/")
        tmux.type("ozturk")
        tmux.keys("Enter", "p")
        tmux.wait_for("L1-1 belegt")
        # Somebody opens a second service point; then one key does it.
        set_openings(house.office, single(house.office, day=house.day, names=("L1-2",), start=START, end=720))
        tmux.keys("p")
        tmux.wait_for("hat jetzt den Platz L1-2.")
        tmux.wait_for("ohne Platz 0")
        tmux.keys("C-q")
        tmux.wait_for("ende 0")
