"""Forms of *Heute* whose commands are refused, or that are for several rows: nothing that was typed is lost."""

import pytest

from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, Role
from backoffice.screens.drafts import Drafts
from tests.driver import at_desk
from tests.office import Office
from tests.slow_desk import SlowDesk

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def day(office: Office) -> Office:
    """Two who come and one to call."""
    office.book(500, name="Arndt, Ida")
    office.book(520, name="Brecht, Bo")
    office.book(505, place="L1-2", name="Celan, Cem", channel=Channel.PHONE, phone="+493023125115")
    return office


async def test_two_walk_ins_that_are_both_refused_are_both_kept(day: Office, clock) -> None:
    slow = SlowDesk(day.desk)
    async with at_desk(lambda: slow, clock) as desk:
        slow.slow = slow.broken = {"walk_in"}
        for name in ("Eins", "Zwei"):
            for key in ("n", "1"):
                await desk.pilot.press(key)
                await desk.pilot.pause(0.2)  # the first form's command still waits: nothing to settle for
            desk.app.screen.query_one("#family").text = name
            await desk.pilot.press("f2")
            await desk.pilot.pause(0.05)
        slow.gate.set()
        await desk.settle()
        drafts = Drafts.of(desk.app)
        # Which of the two is refused first is the threads' affair.
        assert sorted(d.values["field:family"] for d in drafts.parked) == ["Eins", "Zwei"]
        first, second = (d.label for d in drafts.parked)
        assert second == f"{first} (2)"
        slow.broken = set()
        remaining, reopened = drafts.parked
        drafts.reopen(reopened.key)
        await desk.settle()
        await desk.press("f2")
        assert "Vorsprache aufgenommen" in desk.notice
        assert drafts.parked == (remaining,)


async def test_a_change_says_that_it_takes_a_moment(day: Office, clock) -> None:
    slow = SlowDesk(day.desk)
    async with at_desk(lambda: slow, clock) as desk:
        slow.slow = {"arrive"}
        await desk.pilot.press("a")
        await desk.pilot.pause(0.35)
        assert desk.notice == "Einen Moment …"
        slow.gate.set()
        await desk.settle()
        assert "ist da" in desk.notice


async def test_a_form_for_a_claimed_row_says_f6_and_its_second_saving_takes_over(day: Office, clock) -> None:
    from backoffice.desk.talks import ClaimAppointment

    other = day.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: day.desk, clock) as desk:
        other.perform(other.new(ClaimAppointment, appointment_id=desk.records.cursor_row.id))
        await desk.press("e", "1", "f2")
        assert "F6 holt das Formular zurück; noch einmal F2" in desk.notice
        clock.advance(seconds=40)
        await desk.press("f6", "f2")
        assert "erledigt (geklärt)" in desk.notice


async def test_an_attempt_and_its_note_are_one_change(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        clock.advance(minutes=1)
        await desk.press("down", "e", "8", "tab")
        await desk.type("ab")
        await desk.press("f2")
        row = desk.records.cursor_row
        assert (row.name, row.attempts, row.notes) == ("Celan, Cem", 1, 1)
        await desk.press("u")
        row = desk.records.cursor_row
        assert (row.attempts, row.notes) == (0, 0)


async def test_the_outcome_of_several_rows_says_so_and_is_a_draft_of_its_own(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("e", "1", "escape")
        await desk.press("space", "end", "space", "e")
        assert desk.dialog == "Ergebnis · 2 markiert"
        assert Drafts.of(desk.app).parked[0].key.startswith("outcome:")
        await desk.press("1", "f2")
        assert desk.notice.startswith("2 Termine: ")
        assert len(Drafts.of(desk.app).parked) == 1


async def test_only_one_row_is_opened_again(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("space", "end", "space", "e", "1", "f2")
        await desk.press("home", "space", "end", "space", "x")
        await desk.press("1")
        assert "Das geht nur für eine Zeile" in desk.notice
        assert desk.dialog == ""
        assert {line.status for line in desk.app.screen.day.lines} == {Status.DONE, Status.BOOKED}


async def test_rows_that_one_form_could_not_finish_stay_marked_and_keep_what_was_entered(day: Office, clock) -> None:
    from backoffice.desk.talks import ClaimAppointment

    other = day.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("space", "end", "space")
        held = desk.records.cursor_id
        other.perform(other.new(ClaimAppointment, appointment_id=held))
        await desk.press("e", "1", "tab")
        await desk.type("Bescheid da")
        await desk.press("f2")
        assert "1 nicht" in desk.notice
        assert "F6" in desk.notice
        assert desk.records.marks == {held}
        (draft,) = Drafts.of(desk.app).parked
        assert (draft.key, draft.about) == (f"outcome:{held}", held)
        await desk.press("f6")
        assert desk.dialog == "Ergebnis · 08:40 Brecht, Bo"
        assert desk.app.screen.query_one("#note").text == "Bescheid da"
        await desk.press("f2")  # the second time, in spite of the colleague
        assert desk.notice == "Brecht, Bo: erledigt (geklärt)."
        assert (Drafts.of(desk.app).parked, desk.records.marks) == ((), frozenset())
        assert {line.notes for line in desk.app.screen.day.lines if line.status is Status.DONE} == {1}


async def test_opening_again_names_the_person(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("e", "1", "f2", "x", "1")
        assert desk.dialog == "Wieder öffnen · 08:20 Arndt, Ida"


async def test_enter_goes_on_in_a_form_and_answers_a_single_question(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("e", "enter")
        assert desk.dialog.startswith("Ergebnis")  # ticked, and on to the note
        await desk.press("enter")
        assert "F2 speichert" in desk.app.screen.query_one("NoticeLine").text
        await desk.press("f2")
        assert desk.notice == "Arndt, Ida: erledigt (geklärt)."
        await desk.press("i")
        await desk.type("ruft an")
        await desk.press("enter")
        assert "Notiz eingetragen" in desk.notice
        await desk.press("x", "1")
        await desk.type("doch noch")
        await desk.press("enter")
        assert "wieder geöffnet" in desk.notice


async def test_the_draft_parked_last_comes_first(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        for key in ("i", "e"):
            await desk.press(key, "1", "escape")
        await desk.press("f6")
        assert [c.label.split(" ·")[0] for c in desk.app.screen.query_one("ChoiceList").choices] == [
            "Ergebnis", "Notiz",
        ]  # fmt: skip
