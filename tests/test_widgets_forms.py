"""Choices that a digit takes, fields that say in German what is wrong with them."""

from datetime import date

import pytest
from textual import events
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from backoffice.domain.errors import Refused
from backoffice.widgets.burst_guard import BurstGuard
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, day_field, note_field, text_field, time_field
from backoffice.widgets.text_input import TextInput
from backoffice.widgets.too_small import RoomGuard
from tests.frames import assert_frame, lines
from tests.hosts import Host

TODAY = date(2026, 11, 23)
OUTCOMES = (
    Choice("settled", "geklärt"),
    Choice("placement_contact", "M&I-Kontakt"),
    Choice("settled_with", "mit geklärt im Termin …", why_not="Es gibt keinen zweiten Termin."),
    Choice("other_jobcenter", "anderes Jobcenter", hint="Adresse mitgeben"),
)


def chosen(app):
    return [m.ids for m in app.sent(ChoiceList.Chosen)]


async def test_a_digit_takes_a_choice_at_once():
    choices = ChoiceList(OUTCOMES)
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("4", "1", "9")
        assert chosen(app) == [("other_jobcenter",), ("settled",)]


async def test_arrows_and_enter_take_a_choice():
    choices = ChoiceList(OUTCOMES)
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("up", "down", "enter")
        assert chosen(app) == [("placement_contact",)]


async def test_several_are_ticked_by_digits_and_taken_by_enter():
    choices = ChoiceList(OUTCOMES, several=True)
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("enter")
        assert chosen(app) == [("settled",)]  # nothing ticked: the one under the cursor
        await pilot.press("4", "2", "2", "enter")
        assert chosen(app)[1:] == [("settled", "other_jobcenter")]
        assert [m.ids for m in app.sent(ChoiceList.Ticked)][-1] == ("settled", "other_jobcenter")


async def test_a_choice_that_cannot_be_taken_says_why_and_is_not_hidden():
    choices = ChoiceList(OUTCOMES, several=True)
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("3")
        assert choices.ticked == ()
        assert [m.why_not for m in app.sent(ChoiceList.Barred)] == ["Es gibt keinen zweiten Termin."]
        await pilot.press("1", "down")
        assert_frame(app, "choice_list_80x24")


async def test_new_choices_keep_cursor_and_ticks_by_id():
    choices = ChoiceList(OUTCOMES, several=True, ticked=["settled", "settled_with"])
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("4")
        choices.set_choices(OUTCOMES[1:])
        assert choices.cursor_id == "other_jobcenter"
        assert choices.ticked == ("settled_with", "other_jobcenter")


async def test_a_day_is_read_back_as_it_was_understood():
    field = day_field("Tag", TODAY)
    app = Host(Vertical(field))
    async with app.testing() as pilot:
        field.focus_input()
        await pilot.press(*"+2w")
        await pilot.pause()
        assert lines(app)[0].endswith("Mo 07.12.2026")
        assert field.value == date(2026, 12, 7)


async def test_what_is_wrong_stands_under_the_field_and_names_the_remedy():
    day, clock = day_field("Tag", TODAY), time_field("Uhrzeit")
    app = Host(Vertical(day, clock))
    async with app.testing() as pilot:
        day.focus_input()
        await pilot.press(*"31.2", "enter")
        assert day.error == "„31.2“ steht in keinem Kalender. Bitte Tag und Monat prüfen."
        assert day.query_one(TextInput).has_focus
        await pilot.pause()
        assert "▲ „31.2“ steht in keinem Kalender." in lines(app)[1]
        await pilot.press("backspace", "1", ".", "1", "0", ".")
        assert day.error == ""
        day.text = "24.11."
        await pilot.press("enter", *"1430", "enter")
        assert (day.value, clock.value) == (date(2026, 11, 24), 870)


async def test_an_empty_field_is_nothing_or_refused():
    needed, free = day_field("Tag", TODAY), text_field("Raum")
    app = Host(Vertical(needed, free))
    async with app.testing() as pilot:
        await pilot.pause()
        assert free.value is None
        assert free.check()
        assert not needed.check()
        assert needed.error == "„Tag“ ist leer. Bitte ausfüllen oder mit Esc zurück."
        with pytest.raises(Refused):
            _ = needed.value


async def test_a_note_counts_and_takes_no_more_than_200_characters():
    field = note_field("Notiz")
    app = Host(Vertical(field))
    async with app.testing() as pilot:
        field.focus_input()
        await pilot.press("a", "b")
        await pilot.pause()
        assert lines(app)[0].endswith("2/200")
        field.query_one(TextInput).post_message(events.Paste("x" * 500))
        await pilot.pause()
        assert field.text == "ab" + "x" * 198
        assert len(app.sent(FormField.Changed)) >= 3


async def test_a_paste_of_several_lines_is_one_clean_line():
    field = text_field("Name")
    app = Host(Vertical(field))
    async with app.testing() as pilot:
        field.focus_input()
        app.post_message(events.Paste("Schmidt\n\tPeter\x1b[2J\u202e"))
        await pilot.pause()
        assert field.text == "Schmidt Peter[2J"


async def test_a_form_looks_like_one():
    day, clock, note = day_field("Tag", TODAY, "mo"), time_field("Uhrzeit", "25"), note_field("Notiz", "Zettel [b]")
    app = Host(Vertical(day, clock, note))
    async with app.testing(size=(80, 16)) as pilot:
        await pilot.pause()
        clock.check()
        await pilot.pause()
        assert_frame(app, "form_80x16")


class Behind(RoomGuard, Screen):
    def compose(self):
        yield Static("\n".join(["Zeit   Name"] * 24), markup=False)


class Dialog(RoomGuard, BurstGuard, ModalScreen):
    def compose(self):
        with Vertical(classes="dialog") as box:
            box.border_title = "Ergebnis"
            yield ChoiceList(OUTCOMES, several=True)
            yield note_field("Notiz")


async def test_a_dialog_stands_in_the_middle_and_the_list_stays_in_sight():
    app = Host(screen=Behind())
    async with app.testing() as pilot:
        await app.push_screen(Dialog())
        await pilot.pause()
        assert_frame(app, "dialog_80x24")


async def test_a_hint_that_is_too_long_ends_after_a_whole_word():
    entry = TextInput(placeholder="zusätzlich zu: Personalausweis, Mietvertrag, Kontoauszüge der letzten drei Monate")
    app = Host(entry)
    async with app.testing(size=(60, 16)) as pilot:
        await pilot.pause()
        assert lines(app)[0].strip() == "zusätzlich zu: Personalausweis, Mietvertrag, Kontoauszüge …"
        await pilot.resize_terminal(34, 16)
        await pilot.pause()
        assert lines(app)[0].strip() == "zusätzlich zu: Personalausweis …"
        await pilot.resize_terminal(100, 16)
        await pilot.pause()
        assert lines(app)[0].strip().endswith("drei Monate")
