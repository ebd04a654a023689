"""Two branches in two real terminals on one PostgreSQL store: asked on the left, taken over on the right (D44)."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.domain.clock import SystemClock, wall
from backoffice.store.roles import prepare
from backoffice.store.store import open_store
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from tests.office import build
from tests.terminals import needs_tmux, program_in_tmux
from tests.two_branches import TwoBranches, two_branches

pytestmark = [needs_tmux, pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)]

_a = table(Appointment)


@dataclass
class House:
    """Two branches; at MITTE stands somebody for whom NORD is responsible."""

    both: TwoBranches
    url: str

    def at(self, login: str) -> str:
        """The store as somebody signs in to it."""
        return self.url.replace("postgres@", f"{login}@", 1)


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    clock = SystemClock()
    store = open_store(store_url, clock)
    store.administer(prepare)
    found(store, Founding(house_name="Testhaus", login="postgres", name="Chefin Test"), clock.now())
    office = build(Desk(store, "postgres", "desk-0", clock))
    both = two_branches(office)
    today, minute = wall(clock.now())
    one = office.book(min(minute - minute % 5, 1400), name="Yıldız, Elif", day=today, phone="+493023125115")
    told = {"responsible_branch_id": both.north, "responsible_reason": "00112, Beispielstraße"}
    store.write(lambda tx: tx.connection.execute(sa.update(_a).where(_a.c.id == one).values(**told)))
    yield House(both, store_url)
    office.close()
    store.close()


def test_asked_on_the_left_counted_on_the_right_and_taken_over_before_both_eyes(house: House, tmp_path: Path) -> None:
    left, right = tmp_path / "mitte", tmp_path / "nord"
    left.mkdir()
    right.mkdir()
    with (
        program_in_tmux(left, house.at("mitte_ez"), (80, 24)) as mitte,
        program_in_tmux(right, house.at("nord_ez"), (120, 40)) as nord,
    ):
        mitte.wait_for("Yıldız, Elif")
        nord.wait_for("Geschäftsstelle Nord")
        nord.keys("3")
        nord.wait_for("Keine Anfrage")
        mitte.keys("z")
        mitte.wait_for("Geschäftsstelle Nord")
        mitte.keys("2")
        mitte.wait_for("F2")
        mitte.keys("F2")
        mitte.wait_for("Übernahme bei Geschäftsstelle Nord angefragt")
        asked = time.monotonic()
        nord.wait_for("3 Terminübernahmen 1")
        assert time.monotonic() - asked <= 2.0
        nord.wait_for("Frei hier")
        nord.keys("a")
        nord.wait_for("Übernehmen · Geschäftsstelle Mitte")
        mitte.keys("3")
        mitte.wait_for("→ an Nord")
        nord.keys("1", "F2")
        nord.wait_for("√ übernommen")
        taken = time.monotonic()
        mitte.wait_for("√ übernommen")
        assert time.monotonic() - taken <= 2.0
        for one, group in ((mitte, "Leistung 1"), (nord, "Leistung Nord")):
            one.keys("Enter")
            assert "Yıldız, Elif" in one.wait_for(group), "each opens its own record"
        for one in (mitte, nord):
            one.keys("C-q")
            one.wait_for("ende 0")
