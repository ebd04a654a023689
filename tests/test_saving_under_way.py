"""A form saved while the store is slow: no other key takes its write away, and Ctrl+Q does not pass over it."""

from typing import Any

import pytest

from backoffice.desk.record import RecordOf
from backoffice.screens.drafts import Drafts
from backoffice.screens.outcome import OutcomeDialog
from backoffice.screens.ticket_form import TicketForm
from backoffice.widgets.form_field import FormField
from tests.driver import Driver, at_desk
from tests.office import Office
from tests.promising import open_tickets, promise
from tests.slow_desk import SlowDesk

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


class Drawing(SlowDesk):
    """Drawing a number waits at the gate, too."""

    def draw_number(self) -> str:
        """As a desk does it, once the gate is open."""
        self._through("draw")
        return super().draw_number()


@pytest.fixture
def slow(office: Office) -> Drawing:
    """The desk of the two who are expected: Arndt first, then Brecht."""
    office.book(500, name="Arndt, Ida", phone="+493023125115")
    office.book(520, place="L1-2", name="Brecht, Bo", phone="+493023125116")
    return Drawing(office.desk)


async def hit(desk: Driver, *keys: str) -> None:
    """Press keys without waiting for what is under way."""
    for key in keys:
        await desk.pilot.press(key)
        await desk.pilot.pause(0.1)


def record(office: Office, appointment_id: str) -> Any:
    return office.desk.read(RecordOf(appointment_id, office.desk.clock.now()))


@pytest.mark.parametrize("next_keys", [("r",), ("n", "3"), ("e", "2", "f2")])
async def test_what_is_being_saved_is_not_dropped_for_the_next_form(office, slow, clock, next_keys) -> None:
    async with at_desk(lambda: slow, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("e", "1", "2", "f2")
        slow.slow = {"draw"}
        await hit(desk, "f2")
        desk.records.move_to(desk.records.rows.visible[1].id)
        await hit(desk, *next_keys)
        slow.gate.set()
        await desk.settle()
        assert office.status(one) == "done"
        assert [ticket.appointment_id for ticket in open_tickets(office)] == [one]


async def test_a_call_that_is_being_promised_is_not_dropped_either(office, slow, clock) -> None:
    async with at_desk(lambda: slow, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("r")
        slow.slow = {"draw"}
        await hit(desk, "f2", "n", "3")
        slow.gate.set()
        await desk.settle()
        assert [ticket.appointment_id for ticket in open_tickets(office)] == [one]


async def test_an_answer_whose_promise_is_overtaken_is_a_draft(office, slow, clock) -> None:
    async with at_desk(lambda: slow, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("e", "1", "2", "enter")
        await desk.type("gelb")
        slow.slow = {"PrefillFor"}
        await hit(desk, "f2", "n", "3")
        assert "Entwürfen (F6)" in desk.notice
        slow.gate.set()
        await desk.settle()
        await desk.press("escape")
        (draft,) = Drafts.of(desk.app).parked
        assert draft.about == one
        await desk.press("f6", "f2", "f2")
        assert office.status(one) == "done"
        assert [note.text for note in record(office, one).notes] == ["gelb"]


@pytest.mark.parametrize("what", ["PrefillFor", "draw"])
async def test_what_goes_wrong_unforeseen_keeps_what_was_typed(office, slow, clock, what) -> None:
    slow.gate.set()
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("e", "1", "2", "enter")
        await desk.type("gelb")
        slow.slow = slow.broken = {what}
        await desk.press("f2")
        if what == "draw":
            await desk.press("f2")
        assert len(Drafts.of(desk.app).parked) == 1
        slow.broken = set()
        await desk.press("f6", "f2", *(() if what == "draw" else ("f2",)))
        (row, *_) = desk.records.rows.visible
        assert [note.text for note in record(office, row.id).notes] == ["gelb"]


async def test_it_says_that_it_takes_a_moment_and_then_no_more(office, slow, clock) -> None:
    async with at_desk(lambda: slow, clock) as desk:
        for keys in (("r",), ("e", "2", "f2")):
            slow.gate.clear()
            slow.slow = {"PrefillFor"}
            await hit(desk, *keys)
            await desk.pilot.pause(0.25)
            assert desk.notice == "Einen Moment …"
            slow.gate.set()
            await desk.settle()
            assert isinstance(desk.app.screen, TicketForm)
            assert desk.notice == ""
            await desk.press("escape")
            desk.app.screen_stack[0].notice.clear()


@pytest.mark.parametrize("slow_one", ["PrefillFor", "draw", "finish"])
async def test_quitting_asks_while_a_form_is_being_saved(office, slow, clock, slow_one) -> None:
    async with at_desk(lambda: slow, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("e", "1", "2")
        if slow_one != "PrefillFor":
            await desk.press("f2")
        slow.slow = {slow_one}
        await hit(desk, "f2", "ctrl+q")
        assert not desk.app._exit
        assert "wird noch gespeichert" in desk.notice
        slow.gate.set()
        await desk.settle()
        if slow_one == "PrefillFor":
            await desk.press("f2")
        assert office.status(one) == "done"
        await hit(desk, "ctrl+q")
        assert desk.app._exit


async def test_quitting_twice_quits_whatever_is_being_saved(office, slow, clock) -> None:
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("e", "1")
        slow.slow = {"finish"}
        await hit(desk, "f2", "ctrl+q", "ctrl+q")
        assert desk.app._exit
        slow.gate.set()


async def test_e_brings_the_promise_back_that_waits_for_its_appointment(office, slow, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("e", "1", "2", "enter")
        await desk.type("gelb")
        await desk.press("f2", "escape", "e")
        assert isinstance(desk.app.screen, TicketForm)
        await desk.press("f2")
        assert office.status(one) == "done"
        assert [note.text for note in record(office, one).notes] == ["gelb"]
        assert Drafts.of(desk.app).parked == ()


async def test_another_answer_gets_a_promise_of_its_own(office, slow, clock) -> None:
    """An answer that was parked before: the promise that was entered for another one is not taken for it."""
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("e", "1", "2", "enter")
        await desk.type("rot")
        slow.slow = {"PrefillFor"}
        await hit(desk, "f2", "e")
        assert isinstance(desk.app.screen, OutcomeDialog)
        await hit(desk, "1", "2", "escape")
        slow.gate.set()
        await desk.settle()
        assert isinstance(desk.app.screen, TicketForm)
        desk.app.screen.query_one("#other_way", FormField).text = "Brief"
        await desk.press("escape")
        first = next(d for d in Drafts.of(desk.app).parked if d.key.startswith("outcome:"))
        Drafts.of(desk.app).reopen(first.key)
        await desk.settle()
        await desk.press("f2")
        assert isinstance(desk.app.screen, TicketForm)
        assert desk.app.screen.query_one("#other_way", FormField).text == ""


async def test_what_was_promised_while_the_form_lay_aside_is_the_one_that_is_meant(office, slow, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("e", "2", "f2", "escape", "r", "f2")
        (made,) = open_tickets(office)
        await desk.press("f6", "f2")
        assert open_tickets(office)[0].id == made.id
        assert len(open_tickets(office)) == 1
        assert office.status(one) == "done"


async def test_a_colleagues_promise_counts_too(office, slow, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("e", "2", "f2")
        made = promise(office, one)
        await desk.press("f2")
        assert [ticket.id for ticket in open_tickets(office)] == [made]
