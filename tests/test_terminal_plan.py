"""07:40 in a real terminal: two are away, the plan is accepted, the customers are told (D33, D36)."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from backoffice import account
from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.domain.calendar import next_working_day
from backoffice.domain.clock import SystemClock, wall
from backoffice.store.store import open_store
from tests.office import build
from tests.planning import set_openings, single
from tests.terminals import Tmux, needs_tmux, program_in_tmux


@pytest.fixture
def morning(sqlite_template: Path, tmp_path: Path) -> tuple[Path, date]:
    """A store, and its next working day: at nine all of Leistung is taken, at ten one of Leistung 1 is."""
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    clock = SystemClock()
    store = open_store(str(path), clock)
    found(store, Founding(house_name="Testhaus", login=account.login(), name="Chefin Test"), clock.now())
    office = build(Desk(store, account.login(), "desk-0", clock))
    day = next_working_day(wall(clock.now())[0])
    for number in (1, 2):
        names = (f"L{number}-1", f"L{number}-2")
        set_openings(office, single(office, day=day, names=names, start=480, end=960), group=f"Leistung {number}")
    office.book(540, name="Schmidt, Peter", day=day, place="L1-1", phone="+493023125115")
    office.book(540, name="Arndt, Ida", day=day, place="L1-2")
    office.book(540, name="Brecht, Bo", day=day, place="L2-1", group_id=office.groups["Leistung 2"])
    office.book(540, name="Celan, Cem", day=day, place="L2-2", group_id=office.groups["Leistung 2"])
    office.book(600, name="Öztürk, Ayşe", day=day, place="L1-1")
    store.close()
    return path, day


def go_to(tmux: Tmux, day: date) -> None:
    tmux.keys("g")
    tmux.wait_for("Gehe zu")
    tmux.type(f"{day:%d.%m.%Y}")
    tmux.keys("Enter")
    tmux.wait_for(f"{day:%d.%m.%Y}")


@needs_tmux
def test_absent_planned_accepted_and_told(morning: tuple[Path, date], tmp_path: Path) -> None:
    store, day = morning
    (tmp_path / "other").mkdir()
    with (
        program_in_tmux(tmp_path, store, (80, 24)) as tmux,
        program_in_tmux(tmp_path / "other", store, (120, 40)) as other,
    ):
        other.wait_for("e Ergebnis")
        go_to(other, day)
        assert re.search(r"Öztürk.*L1-1", other.wait_for("Öztürk"))
        tmux.wait_for("e Ergebnis")
        tmux.keys("5")
        tmux.wait_for("‹Tag›")
        go_to(tmux, day)
        tmux.wait_for("Öztü")

        tmux.keys("0")  # six keys from here to the accepted plan
        tmux.wait_for("Abwesend")
        tmux.keys("2", "2", "F2")
        tmux.wait_for("‹Betroffene› 3")
        tmux.keys("7")
        shown = tmux.wait_for("1 von 3 behält die Zeit · 2 zu benachrichtigen")
        assert re.search(r"Öztürk.*→ L2-[12] \(Leistung 2\) *gilt sofort", shown)
        tmux.keys("a")
        tmux.wait_for("Plan angenommen: 1 behält die Zeit, 2 zu benachrichtigen.")

        other.wait_for("Vorschlag")
        assert re.search(r"Öztürk.*L2-[12]", other.shown)

        tmux.keys("6")
        assert re.search(r"09:00 → \d\d:\d\d +Schmidt", tmux.wait_for("2 noch nicht informiert"))
        tmux.keys("a", "1")
        tmux.wait_for("einverstanden: verlegt")
        tmux.keys("x", "1")
        tmux.wait_for("Jetzt vorgeschlagen")
        tmux.keys("b", "3")
        tmux.wait_for("informiert: Brief")
        tmux.keys("a", "1")
        tmux.wait_for("Niemand ist zu benachrichtigen")
        for program in (tmux, other):
            program.keys("Escape", "C-q")
            program.wait_for("ende 0")
