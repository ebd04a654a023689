"""Screens that are left and come back to: connection, counts and rows are those of now, whichever was in front."""

import pytest

from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.evening import EveningOf
from backoffice.desk.ticket_closing import CloseTicket, Reached
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.domain.errors import StoreUnavailable
from backoffice.screens.shared import Shared
from backoffice.wording import screens as words
from tests.driver import Driver, at_desk
from tests.office import Office
from tests.promising import promise, second_branch, work
from tests.slow_desk import SlowDesk
from tests.ticket_desk import fill, join_team, names

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


class GoneDesk(Desk):
    """A real desk whose store can be out of reach."""

    def __init__(self, like: Desk) -> None:
        super().__init__(like.store, like.login, like.id, like.clock)
        self.away = False

    def read(self, query):
        """As a desk does it, or as one whose server is gone."""
        if self.away:
            raise StoreUnavailable("server_unreachable")
        return super().read(query)

    def changed(self):
        """As a desk does it, or as one whose server is gone."""
        if self.away:
            raise StoreUnavailable("server_unreachable")
        return super().changed()


async def polled(desk: Driver) -> None:
    """Let the app ask the store once."""
    await desk.app.poll().wait()
    await desk.settle()


async def test_a_screen_left_while_the_store_was_away_is_not_cut_off_for_ever(office: Office, clock) -> None:
    gone = GoneDesk(office.desk)
    async with at_desk(lambda: gone, clock) as desk:
        gone.away = True
        await polled(desk)
        assert words.OFFLINE in desk.lines[0]
        await desk.press("2")
        assert words.OFFLINE in desk.lines[0]
        gone.away = False
        await polled(desk)
        assert words.OFFLINE not in desk.lines[0]
        await desk.press("1")
        assert words.OFFLINE not in desk.lines[0]
        assert "nicht erreichbar" not in desk.shown


async def test_the_tab_counts_the_day_on_every_screen(office: Office, clock) -> None:
    second_branch(office)
    office.book(500, name="Arndt, Ida")
    office.book(520, place="L1-2", name="Brecht, Bo")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("9", "e", "1", "f2")
        await polled(desk)
        assert "Heute 1" in desk.lines[1]
        await desk.press("2")
        desk.app.screen.run_entry("branch:NORD")
        await desk.settle()
        assert "Geschäftsstelle Nord" in desk.lines[0]
        assert "Heute 0" in desk.lines[1]


async def test_a_count_of_the_branch_that_was_left_does_not_win(office: Office, clock) -> None:
    join_team(office)
    second_branch(office)
    promise(office)
    slow = SlowDesk(office.desk)
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("2")
        assert "Rückrufe 1" in desk.lines[1]
        shared = Shared.of(desk.app)
        slow.slow = {"CountTickets"}
        counting = desk.app.screen.recount()
        await desk.pilot.pause(0.05)
        shared.branch, shared.tickets = next(b for b in shared.branches if b.code == "NORD"), None
        slow.gate.set()
        await counting.wait()
        assert shared.tickets is None


async def test_a_list_under_a_form_is_read_again_when_it_is_shown_again(office: Office, clock) -> None:
    tickets = fill(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        desk.records.move_to(tickets["tried"])
        await desk.press("enter")
        desk.app.show_on("today", lambda screen: None)
        await desk.settle()
        work(office, CloseTicket, tickets["tried"], end=Reached(how="sofort"))
        await polled(desk)
        await desk.press("2")
        desk.app.screen_stack[0].tick()
        await desk.settle()
        assert "Schmidt" not in names(desk)


class NoListsDesk(GoneDesk):
    """A real desk that cannot read what a screen lists."""

    def read(self, query):
        """As a desk does it, or not."""
        if self.away and isinstance(query, TicketsOf | EveningOf | DayOf):
            raise StoreUnavailable("server_unreachable")
        return Desk.read(self, query)


async def test_rows_never_stand_under_another_heading(office: Office, clock) -> None:
    fill(office)
    slow = SlowDesk(office.desk)
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("2")
        head, rows = desk.lines[0], names(desk)
        slow.slow = {"TicketsOf"}
        await desk.pilot.press("left")
        await desk.pilot.pause(0.05)
        assert (desk.lines[0], names(desk)) == (head, rows)
        assert "‹mein Team›" in desk.lines[2]
        slow.gate.set()
        await desk.settle()
        assert "abgeschlossen" in desk.lines[0]
        assert names(desk) == []


@pytest.mark.parametrize("screen", ["1", "2", "9"])
async def test_a_branch_that_cannot_be_read_is_not_shown(office: Office, clock, screen: str) -> None:
    fill(office)
    office.book(500, name="Arndt, Ida")
    second_branch(office)
    away = NoListsDesk(office.desk)
    async with at_desk(lambda: away, clock) as desk:
        await desk.press(screen)
        mitte, rows = Shared.of(desk.app).branch, names(desk)
        away.away = True
        desk.app.screen.run_entry("branch:NORD")
        await desk.settle()
        assert Shared.of(desk.app).branch == mitte
        assert mitte.name in desk.lines[0]
        assert names(desk) == rows
        away.away = False
        await desk.press("f5")
        assert mitte.name in desk.lines[0]
        assert names(desk) == rows
        desk.app.screen.run_entry("branch:NORD")
        await desk.settle()
        assert "Geschäftsstelle Nord" in desk.lines[0]
        assert names(desk) == []
