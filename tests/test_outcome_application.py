"""D17: an application that ends without *geklärt* asks once, inside the form, whether it was kept today."""

from datetime import date
from typing import Any

import pytest

from backoffice.desk.booking import BookFollowUp, NewBooking
from backoffice.desk.day import DayOf
from backoffice.desk.record import RecordOf
from backoffice.desk.talks import Reopen
from backoffice.domain.terms import ApplicationKept
from backoffice.screens.booking import BookingDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.outcome import OutcomeDialog
from backoffice.screens.outcome_application import ApplicationQuestion
from backoffice.widgets.time_choices import TimeChoices
from tests.dialog_desk import CALL, NOW, OTHERS, a_line
from tests.dialog_desk import at_desk as before_dialog
from tests.driver import Driver, at_desk
from tests.office import MONDAY, Office
from tests.views import read

CLAIM = "Neuantrag stellen"
QUESTION = "Antrag heute festgehalten?"
store = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def claim(office: Office) -> str:
    """Somebody who came to make an application."""
    return booked(office)


def booked(office: Office, start: int = 500, name: str = "Arndt, Ida", **more: Any) -> str:
    place = more.pop("place", "E-1")
    return office.book(
        start, minutes=60, name=name, concern=CLAIM, place=place, group_id=office.groups["Eingangszone"], **more
    )


def kept(office: Office, appointment_id: str) -> ApplicationKept | None:
    return office.desk.read(RecordOf(appointment_id, office.desk.clock.now())).application_kept


def dialog(line: Any, *, application: bool = True) -> OutcomeDialog:
    return OutcomeDialog(line, OTHERS, NOW, backdate=False, application=application)


def question(desk: Driver) -> ApplicationQuestion:
    return desk.app.screen.query_one(ApplicationQuestion)


# --- the form alone ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "application", "keys", "asked"),
    [
        (a_line(), True, ("5",), True),
        (a_line(), True, (), False),
        (a_line(), True, ("1",), False),
        (a_line(), True, ("5", "1"), False),
        (a_line(), False, ("5",), False),
        (CALL, True, ("8",), False),
        (CALL, True, ("6",), True),
    ],
)
async def test_it_asks_where_an_application_ends_without_being_settled(line, application, keys, asked) -> None:
    async with before_dialog() as desk:
        shown = await desk.show(dialog(line, application=application))
        await desk.press(*keys)
        assert shown.query_one(ApplicationQuestion).display is asked


async def test_enter_takes_no_answer_that_nobody_chose() -> None:
    async with before_dialog() as desk:
        shown = await desk.show(dialog(a_line()))
        await desk.press("4", "enter", "1", "enter", "enter", "enter")
        asked = shown.query_one(ApplicationQuestion)
        assert desk.focused == "application"
        assert asked.answer is None
        await desk.press("2", "enter")
        assert asked.answer is ApplicationKept.NO
        assert desk.focused == "note"


async def test_put_aside_the_answer_comes_back() -> None:
    async with before_dialog() as desk:
        await desk.open(lambda: dialog(a_line()))
        await desk.press("6", "enter", "3", "escape")
        Drafts.of(desk.app).reopen(Drafts.of(desk.app).parked[0].key)
        await desk.pilot.pause()
        await desk.press("f2")
        assert desk.result.application_kept is ApplicationKept.NOT_WANTED


# --- on the screen -------------------------------------------------------------------------------------------------


@store
async def test_without_an_answer_it_is_not_saved_and_says_so_under_the_question(
    office: Office, claim: str, clock
) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "5")
        assert QUESTION in desk.shown
        assert "ja" in desk.shown
        assert "3  nicht gewünscht" in desk.shown
        await desk.press("tab")
        await desk.type("Jobcenter Nord")
        await desk.press("f2")
        assert isinstance(desk.app.screen, OutcomeDialog)
        where = next(n for n, line in enumerate(desk.lines) if "3  nicht gewünscht" in line)
        assert "▲ Die Antwort fehlt noch." in desk.lines[where + 1]
        await desk.press("3")
        assert "▲" not in desk.lines[where + 1]
        await desk.press("f2")
        assert (office.status(claim), kept(office, claim)) == ("done", ApplicationKept.NOT_WANTED)


@store
async def test_settled_it_is_not_asked(office: Office, claim: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "f2")
        assert (office.status(claim), kept(office, claim)) == ("done", None)


@store
async def test_another_concern_is_not_asked(office: Office, clock) -> None:
    other = office.book(500, name="Brecht, Bo")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "5")
        assert QUESTION not in desk.shown
        assert office.status(other) == "booked"


@store
async def test_with_a_follow_up_it_is_answered_before_the_times_are_shown(office: Office, claim: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6")
        assert "erst recht, wenn der neue Termin in einem anderen Monat liegt" in read(desk.app)
        await desk.press("f2", "1", "f2")
        assert isinstance(desk.app.screen, BookingDialog)
        await desk.press("1", "f2")
        assert (office.status(claim), kept(office, claim)) == ("done", ApplicationKept.YES)
        await desk.press("u")
        assert (office.status(claim), kept(office, claim)) == ("booked", None)


@store
@pytest.mark.parametrize(("day", "stronger"), [(MONDAY, False), (date(2026, 12, 1), True)])
async def test_it_is_stronger_where_the_new_date_lies_in_another_month(
    office: Office, claim: str, clock, day: date, stronger: bool
) -> None:
    booking = NewBooking(group_id=office.groups["Eingangszone"], day=day, start=600)
    office.desk.perform(office.desk.new(BookFollowUp, appointment_id=claim, booking=booking))
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6")
        assert ("Der neue Termin am Di 01.12.2026 liegt in einem anderen Monat" in read(desk.app)) is stronger
        assert QUESTION in desk.shown
        await desk.press("f2", "2", "f2")
        assert (office.status(claim), kept(office, claim)) == ("done", ApplicationKept.NO)


@store
@pytest.mark.parametrize(("answer", "told"), [("1", False), ("2", True)])
async def test_a_time_in_another_month_is_told_beside_it_unless_it_is_kept(
    office: Office, claim: str, clock, answer: str, told: bool
) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6", "f2", answer, "f2", "1")
        assert "Anderer Monat" not in read(desk.app)
        await desk.press("g")
        await desk.type("1.12.")
        await desk.pilot.pause(0.4)
        await desk.settle()
        desk.app.screen.query_one(TimeChoices).focus()
        await desk.press("1")
        assert ("Anderer Monat: Antrag heute festhalten" in read(desk.app)) is told


@store
async def test_of_marked_rows_it_is_asked_once_and_kept_where_it_is_an_application(
    office: Office, claim: str, clock
) -> None:
    second = booked(office, 520, "Brecht, Bo", place="E-2")
    other = office.book(530, name="Celik, Cem")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("space", "down", "space", "down", "space", "e", "5", "tab")
        await desk.type("Jobcenter Nord")
        await desk.press("f2", "1", "f2")
        assert {office.status(id_) for id_ in (claim, second, other)} == {"done"}
        assert [kept(office, id_) for id_ in (claim, second, other)] == [
            ApplicationKept.YES,
            ApplicationKept.YES,
            None,
        ]


@store
async def test_it_is_asked_once(office: Office, claim: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "5", "tab")
        await desk.type("Jobcenter Nord")
        await desk.press("f2", "1", "f2")
        office.desk.perform(office.desk.new(Reopen, appointment_id=claim, reason="doch nicht fertig"))
        (line,) = office.desk.read(DayOf(office.branch_id, MONDAY, clock.now())).lines
        assert not line.application
        await desk.press("f5", "e", "5")
        assert QUESTION not in desk.shown
        await desk.press("tab")
        await desk.type("Jobcenter Nord")
        await desk.press("f2")
        assert (office.status(claim), kept(office, claim)) == ("done", ApplicationKept.YES)
