"""A real terminal on a real store: an interpreter is ordered, goes along with a move, and fails (D46–D49)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.desk.interpreting_lines import Matter
from backoffice.domain.clock import SystemClock, wall
from backoffice.opening import sign_in_name
from backoffice.store.store import open_store
from tests.office import Office, build
from tests.ordering import matters, person
from tests.terminals import needs_tmux, program_in_tmux

pytestmark = [needs_tmux, pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)]


@pytest.fixture
def house(store_url: str) -> Iterator[Office]:
    """Somebody stands here and speaks Tigrinya; who interprets it has to be asked a day before."""
    clock = SystemClock()
    store = open_store(store_url, clock)
    login = sign_in_name(store)
    found(store, Founding(house_name="Testhaus", login=login, name="Chefin Test"), clock.now())
    office = build(Desk(store, login, "desk-0", clock))
    today, minute = wall(clock.now())
    office.book(min(minute - minute % 5, 1400), name="Haile, Tesfay", day=today, phone="+493023125115")
    person(office, notice_minutes=1440)
    yield office
    store.close()


def test_ordered_moved_and_failed(house: Office, store_url: str, tmp_path: Path) -> None:
    with program_in_tmux(tmp_path, store_url, (100, 30)) as tmux:
        tmux.wait_for("Haile, Tesfay")
        tmux.keys("d")
        tmux.wait_for("tippen: dari")
        tmux.type("tig")
        tmux.wait_for("1 Tigrinya")
        tmux.keys("1")
        tmux.wait_for("vor Ort · Yohannes Beispiel")
        tmux.keys("1", "F2")
        tmux.wait_for("verlegt (Leistung 1)")
        tmux.keys("4")
        tmux.wait_for("ohne Antwort")
        tmux.keys("v")
        assert "vor Ort: Yohannes Beispiel" in tmux.wait_for("F2 verlegen")
        tmux.keys("2", "F2")
        assert "angefragt" in tmux.wait_for("F2 verlegen", gone=True)
        assert [matter for matter, _ in matters(house)] == [Matter.REQUESTED]
        tmux.keys("4")
        tmux.wait_for("ohne Antwort")
        tmux.keys("x")
        tmux.wait_for("hat abgesagt")
        tmux.keys("2")
        tmux.wait_for("Ausgefallen · Tigrinya")
        tmux.keys("Enter")
        tmux.wait_for("Es fehlt eine neue Zusage")
        tmux.keys("1")
        tmux.wait_for("ohne Anschluss-Zusage 1")
        tmux.keys("C-q")
        tmux.wait_for("ende 0")
    assert [matter for matter, _ in matters(house)] == [Matter.FAILED]
