"""The booking dialog: what it looks like, what it holds, what it refuses, and its parts by themselves."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from textual.app import ComposeResult

from backoffice.desk.booking import NewBooking
from backoffice.desk.booking_prefill import FollowUpPrefill
from backoffice.desk.closures import AddClosure
from backoffice.desk.openings import AddOpenings, NewOpening, NewOpeningPoint
from backoffice.desk.record import RecordOf
from backoffice.desk.views import Relation
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import Channel, ClosureKind, Contingent
from backoffice.screens.booking import BookingDialog
from backoffice.screens.booking_hold import Holding
from backoffice.screens.booking_search import find, slot_id
from backoffice.screens.wished_time import WishedTime, parse_wished
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField
from backoffice.widgets.in_line import OneInLine, SomeInLine
from tests.driver import Driver, at_desk
from tests.frames import assert_fits, assert_frame, lines
from tests.hosts import Host
from tests.office import MONDAY, Office
from tests.views import read

SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
TUESDAY = MONDAY + timedelta(days=1)
_hold = table(Hold)


def form(desk: Driver) -> BookingDialog:
    assert isinstance(desk.app.screen, BookingDialog), desk.shown
    return desk.app.screen


def stop(office: Office, days: int = 1) -> None:
    """A Buchungsstopp from Monday on."""
    office.desk.perform(
        office.desk.new(
            AddClosure,
            branch_id=office.branch_id,
            closes=ClosureKind.BOOKING_STOP,
            first_day=MONDAY,
            last_day=MONDAY + timedelta(days=days - 1),
            name="Monatswechsel",
        )
    )


# --- what it looks like --------------------------------------------------------------------------------------------


@SQLITE
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_it_fits_every_window(office: Office, clock, size: tuple[int, int]) -> None:
    office.book(540, name="Arndt, Ida", email="ida@example.org")
    office.book(600, name="Arndt, Ida", email="ida@example.org")
    stop(office)
    async with at_desk(lambda: office.desk, clock, size=size) as desk:
        await desk.press("t", "2")
        assert_fits(desk.app)
        assert_frame(desk.app, f"booking_{size[0]}x{size[1]}")
        if size == (80, 24):
            await desk.press("o")
            await desk.pilot.pause(0.1)
            assert_frame(desk.app, "booking_more_80x24")


@SQLITE
async def test_at_the_least_window_its_times_and_keys_are_in_sight(office: Office, clock) -> None:
    office.book(540, name="Arndt, Ida")
    async with at_desk(lambda: office.desk, clock, size=(60, 16)) as desk:
        await desk.press("t", "1")
        assert "▌1  Mo 23.11. 09:20–09:40" in desk.shown
        assert "F2 buchen" in desk.shown


@SQLITE
async def test_nothing_free_says_the_next_key(office: Office, clock) -> None:
    office.book(540, name="Arndt, Ida")
    for first in (MONDAY, MONDAY + timedelta(days=50)):
        office.desk.perform(
            office.desk.new(
                AddClosure,
                branch_id=office.branch_id,
                first_day=first,
                last_day=first + timedelta(days=49),
                name="Umbau",
            )
        )
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t")
        assert "m sagt zu einer Wunschzeit, warum" in read(desk.app)
        await desk.press("f2")
        assert "Es ist noch keine Zeit gewählt" in desk.shown


# --- what needs a reason, and what is chosen how -----------------------------------------------------------------


@SQLITE
async def test_a_booking_stop_is_offered_when_asked_for_and_needs_a_reason(office: Office, clock) -> None:
    one = office.book(540, name="Arndt, Ida")
    stop(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t")
        assert form(desk).times.times[0].day == TUESDAY
        await desk.press("o")
        form(desk).query_one("#also", SomeInLine).focus()
        await desk.press("2")
        times = form(desk).times
        assert (times.times[0].day, times.times[0].marks) == (MONDAY, ("stopped",))
        times.focus()
        await desk.press("1", "f2")
        assert "Buchungsstopp (Monatswechsel)" in read(desk.app)
        await desk.type("vom Team zugesagt")
        await desk.press("f2")
        record = office.desk.read(RecordOf(one, office.desk.clock.now()))
        (new,) = [linked for linked in record.linked if linked.relation is Relation.FOLLOW_UP]
        assert new.day == MONDAY
        booked = office.desk.read(RecordOf(new.id, office.desk.clock.now()))
        assert booked.override_reason == "vom Team zugesagt"


@SQLITE
async def test_a_call_needs_a_number_and_says_so(office: Office, clock) -> None:
    office.book(540, name="Arndt, Ida")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t")
        channel = form(desk).query_one("#channel", OneInLine)
        channel.focus()
        await desk.press("2")
        assert "es ist keine Nummer eingetragen" in desk.shown
        assert channel.chosen == Channel.IN_PERSON.value


@SQLITE
async def test_a_concern_of_no_catalogue_asks_how_long_it_takes(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("n", "2")
        await desk.type("etwas ganz anderes")
        await desk.press("enter")
        await desk.type("Neumann")
        await desk.press("f2")
        assert "Es fehlt, wie lange das Gespräch dauert" in read(desk.app)
        await desk.type("25")
        await desk.pilot.pause(0.4)
        await desk.settle()
        form(desk).times.focus()
        await desk.press("1", "f2")
        (row,) = desk.records.rows.visible
        assert (row.concern, row.end - row.start) == ("etwas ganz anderes", 25)


@SQLITE
async def test_online_time_says_what_is_still_to_be_done(office: Office, clock) -> None:
    office.book(540, name="Arndt, Ida")
    opening = NewOpening(
        points=(NewOpeningPoint(point_id=office.points["L1-1"]),),
        first_day=MONDAY,
        last_day=MONDAY + timedelta(days=30),
        weekday=1,
        start=480,
        end=720,
        contingent=Contingent.ONLINE,
    )
    group = office.groups["Leistung 1"]
    office.desk.perform(office.desk.new(AddOpenings, branch_id=office.branch_id, group_id=group, openings=(opening,)))
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t")
        assert "online: in OTV nachtragen" in desk.shown
        await desk.press("1", "f2")
        assert "▲ Bitte in OTV nachtragen." in desk.notice


# --- the hold ------------------------------------------------------------------------------------------------------


def holding_of(office: Office) -> tuple[Holding, Any, list[Any]]:
    """A hold to be, and the first offers after an appointment."""
    one = office.book(540, name="Arndt, Ida")
    found = find(
        office.desk,
        office.desk.read(FollowUpPrefill(one, office.desk.clock.now())),
        moves=False,
        hold_id=None,
    )
    assert found.view is not None
    return Holding(office.desk), found.wanted, list(found.view.offers)


def held(office: Office) -> list[int]:
    return office.desk.store.read(lambda c: [r[0] for r in c.execute(sa.select(_hold.c.start_minute))])


@SQLITE
def test_keys_faster_than_the_store_leave_one_hold_and_it_is_the_last(office: Office) -> None:
    holding, wanted, slots = holding_of(office)
    numbers = [holding.next() for _ in slots[:5]]
    threads = [
        threading.Thread(
            target=holding.keep,
            args=(number, wanted.branch_id, wanted.hold(office.desk, slot, emergency=False)),
        )
        for number, slot in zip(numbers, slots, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(office) == [slots[4].start]


@SQLITE
def test_who_left_before_the_hold_was_there_holds_nothing(office: Office) -> None:
    holding, wanted, slots = holding_of(office)
    number = holding.next()
    holding.release(holding.next())
    assert holding.keep(number, wanted.branch_id, wanted.hold(office.desk, slots[0], emergency=False)) is None
    assert held(office) == []
    kept = holding.keep(holding.next(), wanted.branch_id, wanted.hold(office.desk, slots[0], emergency=False))
    assert kept is not None
    assert (holding.settled(), held(office)) == (kept.id, [slots[0].start])
    holding.release(holding.next())
    assert (holding.settled(), held(office)) == (None, [])


@SQLITE
def test_what_is_looked_for_is_what_is_booked(office: Office) -> None:
    _, wanted, slots = holding_of(office)
    booking = replace(wanted, minutes=10).booking(slots[0], override_reason="eilt")
    assert booking == NewBooking(
        id=booking.id,
        task_id=booking.task_id,
        group_id=slots[0].group_id,
        day=slots[0].day,
        start=slots[0].start,
        minutes=10,
        override_reason="eilt",
    )
    assert len({slot_id(slot) for slot in slots}) == len(slots)


# --- a wished time -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "start"),
    [("24.11. 10:30", TUESDAY, 630), ("morgen 14", TUESDAY, 840), ("mo 9.15 Uhr", date(2026, 11, 30), 555),
     ("1030", date(2026, 12, 1), 630), ("+2w um 8", date(2026, 12, 7), 480)],
)  # fmt: skip
def test_a_wished_time_is_read_as_people_say_it(typed: str, day: date, start: int) -> None:
    assert parse_wished(typed, MONDAY, date(2026, 12, 1)) == WishedTime(day, start)


@pytest.mark.parametrize("typed", ["", "morgen", "32.11. 10", "morgen 25", "so gegen zehn"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BackofficeError) as refused:
        parse_wished(typed, MONDAY, MONDAY)
    assert isinstance(refused.value, Refused)
    assert refused.value.code == "wished_time_unknown"


# --- choices in a line ---------------------------------------------------------------------------------------------

PARTS = (Choice("any", "beliebig"), Choice("morning", "vormittags"), Choice("late", "ab 16 Uhr", why_not="nie"))


class InLineHost(Host):
    def compose(self) -> ComposeResult:
        yield OneInLine(PARTS, "any", id="one")
        yield SomeInLine(PARTS[:2], id="some")
        yield FormField("Feld", parse=str, id="field")


async def test_one_in_a_line_is_always_ticked_and_several_may_be() -> None:
    app = InLineHost()
    async with app.run_test(size=(60, 10)) as pilot:
        one, some = app.query_one("#one", OneInLine), app.query_one("#some", SomeInLine)
        one.focus()
        await pilot.press("2")
        assert one.chosen == "morning"
        await pilot.press("left")
        assert one.chosen == "any"
        await pilot.press("3")
        assert one.chosen == "any"  # it cannot be taken
        some.focus()
        await pilot.press("1", "right", "space")
        assert some.ticked == ("any", "morning")
        await pilot.press("1")
        assert some.ticked == ("morning",)
        await pilot.pause()
        assert lines(app)[0].split() == ["1", "√beliebig", "2", "vormittags", "3", "ab", "16", "Uhr"]
        await pilot.click("#one", offset=(16, 0))
        assert one.chosen == "morning"
