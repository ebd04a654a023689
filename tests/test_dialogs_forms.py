"""The forms over the day, worked by keys: outcomes, notes, reasons, people, walk-ins, days."""

from datetime import UTC, date, datetime

from backoffice.desk.finishing import Settled
from backoffice.desk.views import StaffView
from backoffice.domain.errors import Refused
from backoffice.domain.states import Status
from backoffice.domain.terms import AttemptResult, Outcome
from backoffice.screens.assign import AssignDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.go_to_day import GoToDayDialog
from backoffice.screens.note import NoteDialog
from backoffice.screens.outcome_choices import linkable
from backoffice.screens.reason import ReasonDialog
from backoffice.screens.walk_in import WalkInDialog
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Picker
from backoffice.wording import dialogs as words
from backoffice.wording.refusals import refusal
from tests.dialog_desk import (
    CALL,
    CONCERNS,
    MONDAY,
    PHONE,
    STAFF,
    a_line,
    at_desk,
    outcome,
)  # fmt: skip
from tests.frames import lines
from tests.test_widgets_key_gate import send

# --- e: outcomes -------------------------------------------------------------------------------------------------


async def test_the_usual_way_is_one_digit_and_f2():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("1", "f2")
        assert [ending.kind for ending in desk.result.outcomes] == [Outcome.SETTLED]
        assert (desk.result.note, desk.result.happened_at, desk.result.attempt) == ("", None, None)


async def test_keys_that_came_while_the_program_was_busy_keep_their_order():
    async with at_desk() as desk:
        await desk.show(outcome())
        for gap in (0.06, 0.005):  # as a hand presses them, and faster
            desk.app.screen.query_one("#outcomes", ChoiceList).focus()
            send(desk.app, "1", "f2", gap=gap)
            await desk.pilot.pause()
            if not desk.results:
                desk.app.screen.settle_keys()
                await desk.pilot.pause()
            assert [ending.kind for ending in desk.results.pop().outcomes] == [Outcome.SETTLED]
            await desk.show(outcome())


async def test_enter_on_the_choices_ticks_and_goes_on_and_f2_saves():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("enter")
        assert (desk.focused, desk.results) == ("note", [])
        await desk.press("f2")
        assert [type(ending) for ending in desk.result.outcomes] == [Settled]


async def test_fields_appear_only_with_their_outcome_and_enter_goes_to_them():
    async with at_desk() as desk:
        await desk.show(outcome())
        assert "Erreicht wurde" not in "".join(lines(desk.app))
        await desk.press("3")
        assert "Erreicht wurde" in "".join(lines(desk.app))
        await desk.press("enter")
        assert desk.focused == "contact"
        await desk.type("AV")
        await desk.press("enter")
        await desk.type("am 24.")
        await desk.press("f2")
        (ending,) = desk.result.outcomes
        assert (ending.kind, ending.contact, ending.agreed) == (
            Outcome.PLACEMENT_CONTACT, "AV", "am 24.",
        )  # fmt: skip


async def test_a_contact_without_an_agreement_is_refused_under_its_field():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("3", "enter")
        await desk.type("LT")
        await desk.press("f2")
        assert desk.results == []
        assert desk.focused == "agreed"
        assert desk.field("agreed").error.startswith("„Vereinbart“ ist leer.")
        await desk.press("shift+tab", "shift+tab", "3", "1", "f2")
        assert [ending.kind for ending in desk.result.outcomes] == [Outcome.SETTLED]  # hidden fields say nothing


async def test_outcomes_combine_and_carry_the_note():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("5", "1", "enter")
        assert desk.focused == "jobcenter"
        await desk.type("JC 1")
        await desk.press("enter", "space", "enter")
        assert desk.focused == "note"
        await desk.type("1 Blatt")
        await desk.press("f2")
        settled, other = desk.result.outcomes
        assert (settled.kind, other.kind) == (Outcome.SETTLED, Outcome.OTHER_JOBCENTER)
        assert (other.contact, other.forwarded, desk.result.note) == ("JC 1", True, "1 Blatt")


async def test_another_jobcenter_needs_a_contact_or_the_forwarded_application():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("5", "f2")
        assert desk.focused == "jobcenter"
        assert "Es fehlt, welcher Kontakt" in desk.field("jobcenter").error
        await desk.press("enter", "1", "f2")
        (ending,) = desk.result.outcomes
        assert (ending.contact, ending.forwarded) == ("", True)


async def test_settled_in_another_appointment_by_its_digit_the_family_first():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("4", "enter")
        await desk.press("1")
        assert desk.field("note").parent is not None
        assert desk.focused == "note"
        await desk.press("f2")
        (ending,) = desk.result.outcomes
        assert (ending.kind, ending.linked_id) == (Outcome.SETTLED_WITH, "b2")


async def test_letters_narrow_the_other_appointments_and_digits_type_only_in_the_field():
    async with at_desk() as desk:
        dialog = await desk.show(outcome())
        picker = dialog.query_one("#linked", Picker)
        await desk.press("4", "enter", *"oezt")
        assert [c.id for c in picker.choices.choices] == ["b3"]
        await desk.press(*["backspace"] * 4, "shift+tab")
        await desk.type("11:20")
        assert picker.text == "11:20"
        assert [c.id for c in picker.choices.choices] == ["b8"]
        await desk.press("enter", "f2")
        assert desk.result.outcomes[0].linked_id == "b8"


async def test_changing_the_text_takes_the_choice_back_and_none_is_refused():
    async with at_desk() as desk:
        dialog = await desk.show(outcome())
        await desk.press("4", "enter", "2")
        assert dialog.query_one("#linked", Picker).chosen is not None
        await desk.press("shift+tab", "backspace", "f2")
        assert dialog.query_one("#linked", Picker).chosen is None
        assert desk.results == []
        assert "Bitte einen anderen Termin wählen" in dialog.query_one(Picker).field.error


def test_the_same_number_goes_before_the_same_phone_before_the_same_name_before_the_time():
    mine = a_line(number="214C345678", phone=PHONE)
    others = (
        a_line("gone", 500, "Schmidt, Peter", status=Status.NO_SHOW),
        a_line("early", 560, "Weiß, Thea"),
        a_line("name", 700, "Schmidt, Petra"),
        a_line("phone", 720, "Nowak, Jan", phone=PHONE),
        a_line("number", 740, "Nowak, Ute", number="214C345678"),
        a_line("hidden", 480, "", protected=True),
        mine,
    )
    found = linkable(mine, others, short_names=True)
    assert [p.choice.id for p in found] == ["number", "phone", "name", "hidden", "early"]
    assert found[2].choice.label == "11:40 Schm…, P."
    assert found[3].choice.label == "08:00 Geschützt"


async def test_without_another_appointment_it_says_so_when_it_is_tried():
    async with at_desk() as desk:
        dialog = await desk.show(outcome(others=()))
        await desk.press("4")
        assert dialog.query_one("#outcomes", ChoiceList).ticked == ()
        assert words.NO_OTHERS in desk.notice


async def test_nothing_chosen_is_refused_at_the_bottom_until_something_is():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("f2")
        assert desk.notice == str(refusal(Refused("no_outcome")))
        await desk.press("1")
        assert desk.notice == ""
        assert desk.results == []


async def test_a_call_that_reached_nobody_stands_alone():
    async with at_desk() as desk:
        dialog = await desk.show(outcome(CALL))
        choices = dialog.query_one("#outcomes", ChoiceList)
        await desk.press("1", "5", "8")
        assert choices.ticked == ("no_answer",)
        await desk.press("9")
        assert choices.ticked == ("message_left",)
        await desk.press("1")
        assert choices.ticked == ("settled",)
        await desk.press("9", "down", "space", "down", "space")  # there is a number: nothing is lost by trying
        assert choices.ticked == ("wrong_number",)
        assert words.HAS_NUMBER in desk.notice
        await desk.press("8", "f2")
        assert (desk.result.outcomes, desk.result.attempt) == ((), AttemptResult.NO_ANSWER)


async def test_the_line_between_outcomes_and_attempts_is_no_choice():
    async with at_desk() as desk:
        dialog = await desk.show(outcome(CALL))
        choices = dialog.query_one("#outcomes", ChoiceList)
        assert choices.size.height == 12
        await desk.pilot.click(choices, offset=(5, 7))
        assert choices.ticked == ()
        await desk.pilot.click(choices, offset=(5, 8))
        assert choices.ticked == ("no_answer",)
        await desk.pilot.click(choices, offset=(5, 2))
        assert choices.ticked == ("placement_contact",)


async def test_on_a_past_day_it_asks_when():
    friday = date(2026, 11, 20)
    async with at_desk() as desk:
        await desk.show(outcome(a_line(day=friday), backdate=True))
        assert desk.field("at").text == "09:20"
        desk.field("at").text = "9.15"
        await desk.press("1", "f2")
        assert desk.result.happened_at == datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


async def test_a_time_to_come_is_refused_under_its_field():
    async with at_desk() as desk:
        await desk.show(outcome(a_line(start=600), backdate=True))
        await desk.press("1", "f2")
        assert desk.results == []
        assert desk.focused == "at"
        assert desk.field("at").error.startswith("Die Zeit liegt in der Zukunft.")


# --- i, reasons --------------------------------------------------------------------------------------------------


async def test_a_note_is_given_as_typed_and_never_empty():
    async with at_desk() as desk:
        await desk.show(NoteDialog(a_line()))
        await desk.press("f2")
        assert desk.field("note").error.startswith("„Notiz“ ist leer.")
        await desk.type(" 12 B ")
        await desk.press("ctrl+s")
        assert desk.result == "12 B"


async def test_enter_in_the_last_field_of_several_saves_nothing_and_says_what_does():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("1", "tab")
        await desk.type("x")
        await desk.press("enter")
        assert desk.results == []
        assert desk.focused == "note"
        assert desk.notice == words.SAVE_WITH


async def test_enter_answers_a_single_question_and_the_last_line_says_so():
    async with at_desk() as desk:
        await desk.show(NoteDialog(a_line()))
        assert any("Enter speichern  Esc parken" in line for line in lines(desk.app))
        await desk.press("enter")
        assert desk.results == []  # nothing was said
        await desk.type("x")
        await desk.press("enter")
        assert desk.result == "x"


async def test_tab_goes_round():
    async with at_desk() as desk:
        await desk.show(outcome())
        await desk.press("tab")
        assert desk.focused == "note"
        await desk.press("tab")
        assert desk.focused == "outcomes"


async def test_a_reason_has_three_characters_at_least():
    async with at_desk() as desk:
        await desk.show(ReasonDialog("Wieder öffnen", "reopen:a1", "a1"))
        await desk.type(" ab ")
        await desk.press("f2")
        assert desk.field("reason").error == str(refusal(Refused("reason_too_short")))
        await desk.press("c", "f2")
        assert desk.result == "ab c"


# --- w: assign ---------------------------------------------------------------------------------------------------


async def test_one_is_me():
    async with at_desk() as desk:
        await desk.show(AssignDialog("Schmidt, Peter", STAFF, "s3"))
        await desk.press("1")
        assert desk.result == "s3"


async def test_letters_narrow_and_digits_choose_at_once():
    async with at_desk() as desk:
        dialog = await desk.show(AssignDialog("Schmidt, Peter", STAFF, "s3"))
        await desk.press(*"oez")
        assert [c.id for c in dialog.query_one(ChoiceList).choices] == ["s1"]
        await desk.press("1")
        assert desk.result == "s1"


async def test_a_blank_belongs_to_a_name_once_it_is_begun():
    async with at_desk() as desk:
        dialog = await desk.show(AssignDialog("Schmidt, Peter", STAFF, "s3"))
        await desk.press(*"tom", "space", *"ger")
        assert dialog.query_one(Picker).text == "tom ger"
        await desk.press("enter")
        assert desk.result == "s7"


async def test_esc_takes_back_what_was_typed_then_closes():
    async with at_desk() as desk:
        dialog = await desk.show(AssignDialog("Schmidt, Peter", STAFF, "s3"))
        await desk.press("x", "escape")
        assert dialog.query_one(Picker).text == ""
        assert desk.results == []
        await desk.press("escape")
        assert desk.results == [None]


async def test_nobody_keeps_a_digit_and_only_who_works_here_is_offered():
    gone = StaffView("gone", "Aal, Eva", "", "x", "MITTE", active=False)
    async with at_desk() as desk:
        dialog = await desk.show(AssignDialog("3 markiert", (gone, *STAFF), "s3"))
        ids = [c.id for c in dialog.query_one(ChoiceList).choices]
        assert ids == ["s3", "s2", "s0", "s4", "s5", "s6", "s7", "s8", ""]
        assert "… und 3 weitere" in "".join(lines(desk.app))
        await desk.press("9")
        assert desk.result == ""


async def test_when_no_name_fits_it_says_so_and_enter_chooses_nobody_by_accident():
    async with at_desk() as desk:
        await desk.show(AssignDialog("Schmidt, Peter", STAFF, "s3"))
        await desk.press(*"qqq", "enter", "1")
        assert words.NOTHING_STAFF in "".join(lines(desk.app))
        assert desk.results == []


# --- n: walk-in --------------------------------------------------------------------------------------------------


async def test_a_walk_in_may_say_nothing():
    async with at_desk() as desk:
        await desk.show(WalkInDialog(CONCERNS, MONDAY))
        await desk.press("f2")
        answer = desk.result
        assert (answer.concern_id, answer.concern_text, answer.family, answer.phone) == (None, "", "", "")


async def test_part_of_a_title_finds_the_concern():
    async with at_desk() as desk:
        await desk.show(WalkInDialog(CONCERNS, MONDAY))
        await desk.type("umz")
        await desk.press("enter")
        assert desk.focused == "family"
        await desk.type("Weiß")
        await desk.press("enter")
        await desk.type("Thea")
        await desk.press("f2")
        answer = desk.result
        assert (answer.concern_id, answer.concern_text, answer.family, answer.given) == ("c0", "", "Weiß", "Thea")


async def test_of_several_concerns_a_digit_takes_one():
    async with at_desk() as desk:
        dialog = await desk.show(WalkInDialog(CONCERNS, MONDAY))
        await desk.type("fragen")
        assert [c.id for c in dialog.query_one(ChoiceList).choices] == ["c1", "c2", "c3"]  # words that begin so first
        await desk.press("enter", "2", "f2")
        assert desk.result.concern_id == "c2"


async def test_an_unknown_concern_stays_as_typed_and_a_clear_one_is_taken_by_saving():
    async with at_desk() as desk:
        await desk.show(WalkInDialog(CONCERNS, MONDAY))
        await desk.type("xy 2")
        await desk.press("enter")
        assert desk.focused == "family"
        await desk.press("f2")
        assert (desk.results[0].concern_id, desk.results[0].concern_text) == (None, "xy 2")
        await desk.show(WalkInDialog(CONCERNS, MONDAY))
        await desk.type("besch")
        await desk.press("f2")
        assert (desk.results[1].concern_id, desk.results[1].concern_text) == ("c1", "")
        await desk.show(WalkInDialog(CONCERNS, MONDAY))
        await desk.type("fragen")
        await desk.press("f2")
        assert (desk.results[2].concern_id, desk.results[2].concern_text) == (None, "fragen")


async def test_a_number_of_the_wrong_shape_is_a_warning_a_phone_that_is_none_is_refused():
    async with at_desk() as desk:
        dialog = await desk.show(WalkInDialog(CONCERNS, MONDAY))
        dialog.query_one("#number", FormField).focus_input()
        await desk.type("214021234567")
        assert any(line.rstrip("│ ").endswith("▲ 21402//1234567?") for line in lines(desk.app))
        dialog.query_one("#phone", FormField).focus_input()
        await desk.type("12")
        assert any(line.rstrip("│ ").endswith("▲ Form prüfen") for line in lines(desk.app))
        dialog.query_one("#phone", FormField).text = "keine"
        await desk.press("f2")
        assert desk.results == []
        assert desk.focused == "phone"
        assert desk.field("phone").error.startswith("Die Telefonnummer ist nicht lesbar.")
        dialog.query_one("#phone", FormField).text = ""
        await desk.type("03023125115")
        assert any("+49 30 23125115" in line for line in lines(desk.app))
        await desk.press("f2")
        assert (desk.result.phone, desk.result.number) == ("03023125115", "214021234567")


# --- g: a day ----------------------------------------------------------------------------------------------------


async def test_enter_goes_to_the_day_at_once():
    async with at_desk() as desk:
        await desk.open(lambda: GoToDayDialog(MONDAY, MONDAY))
        await desk.type("+2w")
        await desk.press("enter")
        assert desk.result == date(2026, 12, 7)


async def test_what_is_no_day_is_said_and_esc_keeps_nothing():
    async with at_desk() as desk:
        await desk.open(lambda: GoToDayDialog(MONDAY, MONDAY))
        await desk.press("enter")
        assert desk.field("day").error.startswith("„Tag“ ist leer.")
        await desk.type("31.2.")
        await desk.press("enter")
        assert "steht in keinem Kalender" in desk.field("day").error
        await desk.press("escape")
        assert desk.results == []
        assert Drafts.of(desk.app).parked == ()
