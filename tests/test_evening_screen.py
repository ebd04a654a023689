"""*Tagesabschluss*: what is still open, who is owed an answer, and nothing left at the end."""

from datetime import timedelta

import pytest

from backoffice.desk.arrivals import Arrive, Leave
from backoffice.desk.cancelling import CancelByOffice
from backoffice.desk.desk import Desk
from backoffice.desk.evening import EveningOf
from backoffice.desk.record import RecordOf
from backoffice.domain.errors import StoreUnavailable
from backoffice.domain.states import Status
from backoffice.screens.evening import EveningScreen
from tests.driver import at_desk
from tests.frames import assert_frame
from tests.office import Office
from tests.promising import promise

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


class AwayDesk(Desk):
    """A real desk whose store can be out of reach for the end of the day."""

    def __init__(self, like: Desk) -> None:
        super().__init__(like.store, like.login, like.id, like.clock)
        self.away = False

    def read(self, query):
        """As a desk does it, or as one whose server is gone."""
        if self.away and isinstance(query, EveningOf):
            raise StoreUnavailable("server_unreachable")
        return super().read(query)


@pytest.fixture
def evening(office: Office, clock) -> Office:
    """One open, one who left, one whom we cancelled, one of Friday without an ending, one overdue call."""
    friday = clock.now() - timedelta(days=3)
    office.book(480, name="Freitag, Fee", phone="+493023125101", day=friday.date(), place="L2-1")
    promise(office, happened_at=friday)
    office.book(505, name="Arndt, Ida", phone="+493023125102")
    left, ours = office.book(495, place="L1-2", name="Brecht, Bo"), office.book(900, name="Celan, Cem")
    for kind, appointment_id in ((Arrive, left), (Leave, left), (CancelByOffice, ours)):
        office.desk.perform(office.desk.new(kind, appointment_id=appointment_id))
    clock.advance(days=1, hours=1)
    return office


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_it_shows_what_is_left_and_fits(evening: Office, clock, size) -> None:
    async with at_desk(lambda: evening.desk, clock, size=size) as desk:
        await desk.press("9")
        assert isinstance(desk.app.screen, EveningScreen)
        assert_frame(desk.app, f"evening_{size[0]}x{size[1]}")


async def test_worked_with_the_usual_letters_until_nothing_is_left(evening: Office, clock) -> None:
    def read():
        return evening.desk.read(EveningOf(evening.branch_id, clock.now()))

    async with at_desk(lambda: evening.desk, clock) as desk:
        await desk.press("9")
        seen = read()
        assert len(seen.day.lines) == 4
        for line in seen.day.lines:
            desk.records.move_to(line.id)
            if seen.owed[line.id] in ("left", "cancelled_by_office"):
                await desk.press("x", "1")
                await desk.type("Brief vom 24.11.")
                await desk.press("f2")
            else:
                await desk.press("r", "f2")
        after = read()
        assert after.owed == {}
        assert [line.name for line in after.day.lines] == ["Freitag, Fee", "Arndt, Ida"]  # promised, but not ended
        for _ in after.day.lines:
            await desk.press("home", "x", "1")
        assert read().day.lines == ()
        assert "Taste 2: Rückrufe überfällig 1" in desk.shown


async def test_nothing_left_says_so_and_an_overdue_call_is_named(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("9")
        assert "Niemand bleibt ohne Antwort" in desk.shown
        promise(office)
        clock.advance(days=3)
        await desk.press("f5")
        assert "Taste 2: Rückrufe überfällig 1" in desk.shown
        assert "Niemand bleibt ohne Antwort" not in desk.shown
        await desk.press("2")
        assert not isinstance(desk.app.screen, EveningScreen)
        await desk.press("1", "9")
        assert isinstance(desk.app.screen, EveningScreen)


async def test_a_call_that_becomes_late_meanwhile_is_told_and_what_is_owed_is_read_anew(
    office: Office, clock
) -> None:
    promise(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("9")
        assert "Niemand bleibt ohne Antwort" in desk.shown
        clock.advance(days=3)
        desk.app.screen.tick()
        await desk.settle()
        assert "(1 überf.)" in desk.lines[1]
        assert "Niemand bleibt ohne Antwort" not in desk.shown
        assert "überfällig" in desk.lines[2]
        left = office.book(500, name="Arndt, Ida", day=clock.now().date())
        for kind in (Arrive, Leave):
            office.desk.perform(office.desk.new(kind, appointment_id=left))
        clock.advance(minutes=1)
        desk.app.screen.tick()
        await desk.settle()
        assert "Arndt, Ida" in desk.shown


async def test_a_store_that_does_not_answer_is_said_and_asked_again(office: Office, clock) -> None:
    away = AwayDesk(office.desk)
    async with at_desk(lambda: away, clock) as desk:
        away.away = True
        await desk.press("9")
        assert "ließ sich nicht lesen" in desk.shown
        away.away = False
        await desk.press("f5")
        assert "Niemand bleibt ohne Antwort" in desk.shown


async def test_marks_over_several_days_keep_their_own_time(office: Office, clock) -> None:
    """A Nachtrag says when it happened: never with the day of another row."""
    friday = clock.now() - timedelta(days=3)
    before = office.book(480, name="Freitag, Fee", day=friday.date(), place="L2-1")
    today = office.book(505, name="Arndt, Ida")
    clock.advance(hours=3)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("9", "home", "space", "down", "space")
        assert len(desk.records.marks) == 2
        await desk.press("e")
        assert not desk.dialog
        assert "von verschiedenen Tagen" in desk.notice
        await desk.press("x", "1")
    seen = {id_: office.desk.read(RecordOf(id_, clock.now())).line for id_ in (before, today)}
    assert [line.status for line in seen.values()] == [Status.NO_SHOW] * 2
    assert seen[before].ended_at.date() == friday.date()
    assert seen[today].ended_at == clock.now()
