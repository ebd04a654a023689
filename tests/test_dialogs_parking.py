"""Forms that are put aside come back as they were; how all dialogs look, at every size and in every theme."""

import asyncio
import gc
import weakref
from dataclasses import replace
from datetime import date

import pytest

from backoffice.screens.assign import AssignDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.go_to_day import GoToDayDialog
from backoffice.screens.negative import negative_choices
from backoffice.screens.note import NoteDialog
from backoffice.screens.reason import ReasonDialog
from backoffice.screens.walk_in import WalkInDialog
from backoffice.themes import PALETTES
from backoffice.widgets.choice_list import Choice, ChoiceList
from tests.dialog_desk import (
    CALL,
    CONCERNS,
    MONDAY,
    NOW,
    STAFF,
    a_line,
    at_desk,
    negative,
    outcome,
)  # fmt: skip
from tests.frames import assert_fits, assert_frame, lines
from tests.test_themes import unreadable

# --- parking -----------------------------------------------------------------------------------------------------


async def test_a_form_comes_back_with_ticks_fields_choice_and_focus():
    async with at_desk() as desk:
        await desk.open(outcome)
        await desk.press("3", "4", "enter")
        await desk.type("LT")
        await desk.press("tab", "tab", "tab", "1")
        await desk.type("ha")
        await desk.press("escape")
        drafts = Drafts.of(desk.app)
        assert [(d.key, d.about) for d in drafts.parked] == [("outcome:a1", "a1")]
        assert drafts.about == {"a1"}
        assert not desk.app.screen.is_modal

        drafts.reopen("outcome:a1")
        await desk.pilot.pause()
        assert desk.app.screen.query_one("#outcomes", ChoiceList).ticked == ("placement_contact", "settled_with")
        assert desk.field("contact").text == "LT"
        assert desk.focused == "note"
        await desk.type("!")
        assert desk.field("note").text == "ha!"
        desk.field("agreed").text = "ruft an"
        await desk.press("f2")
        contact, linked = desk.result.outcomes
        assert (contact.contact, linked.linked_id, desk.result.note) == ("LT", "b2", "ha!")
        assert drafts.parked == ()


async def test_a_form_in_which_nothing_was_typed_is_not_parked():
    async with at_desk() as desk:
        await desk.open(lambda: outcome(a_line(day=date(2026, 11, 20)), backdate=True))  # its time is prefilled
        await desk.press("escape")
        assert Drafts.of(desk.app).parked == ()


async def test_a_parked_form_that_is_emptied_is_gone():
    async with at_desk() as desk:
        make = lambda: NoteDialog(a_line())  # noqa: E731
        await desk.open(make)
        await desk.type("ab")
        await desk.press("escape")
        assert len(Drafts.of(desk.app).parked) == 1
        await desk.open(make)
        await desk.press("backspace", "backspace", "escape")
        assert Drafts.of(desk.app).parked == ()


async def test_what_the_desk_refused_can_be_brought_back():
    async with at_desk() as desk:
        drafts = Drafts.of(desk.app)
        await desk.open(lambda: NoteDialog(a_line()))
        await desk.type("ja")
        await desk.press("f2")
        assert desk.results == ["ja"]
        assert drafts.parked == ()
        ticket = drafts.ticket("note:a1")
        assert drafts.refused(ticket)
        assert drafts.about == {"a1"}
        assert not drafts.refused(ticket)
        drafts.reopen("note:a1")
        await desk.pilot.pause()
        assert desk.field("note").text == "ja"


def test_a_program_that_has_ended_is_let_go_of_with_what_was_parked_in_it():
    """What somebody typed about a person does not outlive the program it was typed in."""

    async def parked():
        async with at_desk() as desk:
            app = desk.app
            await desk.open(lambda: NoteDialog(a_line()))
            await desk.type("ab")
            await desk.press("escape")
            drafts = Drafts.of(app)
            assert len(drafts.parked) == 1
            return weakref.ref(app), weakref.ref(drafts)

    app, drafts = asyncio.run(parked())  # a loop of its own: a running one still knows the program
    gc.collect()
    assert (app(), drafts()) == (None, None)


# --- how they look -----------------------------------------------------------------------------------------------

DIALOGS = {
    "outcome": outcome,
    "outcome_phone": lambda: outcome(CALL),
    "outcome_past": lambda: outcome(a_line(day=date(2026, 11, 20)), backdate=True),
    "negative": negative,
    "negative_phone": lambda: negative(CALL),
    "note": lambda: NoteDialog(a_line()),
    "reason": lambda: ReasonDialog("Wieder öffnen", "reopen:a1", "a1"),
    "assign": lambda: AssignDialog("Schmidt, Peter", STAFF, "s3"),
    "walk_in": lambda: WalkInDialog(CONCERNS, MONDAY),
    "go_to_day": lambda: GoToDayDialog(MONDAY, MONDAY),
}


async def test_every_dialog_reads_as_its_frame():
    async with at_desk() as desk:
        for name, make in DIALOGS.items():
            await desk.show(make())
            assert_frame(desk.app, f"form_{name}_80x24")
            await desk.press("escape")


async def test_an_outcome_with_everything_ticked_scrolls_and_keeps_its_keys_in_sight():
    async with at_desk() as desk:
        await desk.show(outcome(CALL))
        await desk.press("1", "2", "3", "4", "5", "enter")
        assert_frame(desk.app, "form_outcome_full_80x24")
        box = desk.app.screen.query_one(".dialog")
        assert box.size.height + 2 <= 22
        assert any("F2 Speichern" in line for line in lines(desk.app))
        for _ in range(6):
            await desk.press("tab")
            assert desk.app.focused.region.bottom <= box.region.bottom - 2  # what has the keys is in sight


@pytest.mark.parametrize("size", [(60, 16), (120, 40)])
async def test_every_dialog_fits(size):
    async with at_desk(size=size) as desk:
        for make in DIALOGS.values():
            dialog = await desk.show(make())
            assert_fits(desk.app)
            assert dialog.region.contains_region(dialog.query_one(".dialog").region)
            assert lines(desk.app)[dialog.query_one(".dialog").region.bottom - 2].strip("│ ")  # the keys are in sight
            await desk.press("escape")


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_text_is_readable(theme):
    async with at_desk(size=(100, 40), theme=theme) as desk:
        await desk.show(outcome(CALL))
        await desk.press("3", "4", "5", "f2")
        assert unreadable(desk.app) == []
        await desk.show(AssignDialog("Schmidt", STAFF, "s3"))
        assert unreadable(desk.app) == []


async def test_a_name_is_shown_never_obeyed():
    hostile = a_line(name="[/b]\x1b[31m[red]Peter, \u202eX")
    async with at_desk() as desk:
        await desk.show(outcome(hostile, others=(replace(hostile, id="b1", start=600),)))
        await desk.press("4", "enter")
        shown = "\n".join(lines(desk.app))
        assert "Ergebnis · 09:00 [/b][31m[red]Peter, X" in shown
        assert "10:00 [/b][31m[red]Peter, X" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await desk.press("1", "f2")
        assert desk.result.outcomes[0].linked_id == "b1"


async def test_a_protected_person_is_not_named():
    async with at_desk() as desk:
        await desk.show(NoteDialog(a_line(name="", protected=True)))
        assert "Notiz · 09:00 Geschützt" in "".join(lines(desk.app))


def test_the_choices_of_x_are_plain_values():
    assert all(isinstance(choice, Choice) for choice in negative_choices(a_line(), NOW))
