"""What `x` offers, for every channel and state; a digit takes it, a paste never does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from backoffice.domain.states import Status, Step, path
from backoffice.domain.terms import Channel
from backoffice.screens.assign import AssignDialog
from backoffice.screens.choice import ChoiceDialog
from backoffice.screens.negative import FAILED, OWING, attempt_choices, negative_choices
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.picker import Picker
from backoffice.wording import dialogs as words
from tests.dialog_desk import (
    CALL,
    NOW,
    PHONE,
    STAFF,
    a_line,
    at_desk,
    negative,
    outcome,
)  # fmt: skip
from tests.frames import lines
from tests.test_widgets_key_gate import send

# --- x: no -------------------------------------------------------------------------------------------------------


def offered(line, now=NOW):
    return [c.id for c in negative_choices(line, now)]


def barred(line, now=NOW):
    return {c.id: c.why_not for c in negative_choices(line, now) if c.why_not}


CANCEL = ["cancel_by_customer", "cancel_by_office"]
ANSWERS = ["answer:written", "answer:waived"]
ATTEMPTS = [f"attempt:{result.value}" for result in FAILED]


@pytest.mark.parametrize(
    ("status", "channel", "ids"),
    [
        (Status.BOOKED, Channel.IN_PERSON, ["no_show", *CANCEL]),
        (Status.BOOKED, None, ["no_show", *CANCEL]),
        (Status.ARRIVED, Channel.IN_PERSON, ["leave"]),
        (Status.IN_PROGRESS, Channel.IN_PERSON, ["interrupt"]),
        (Status.DONE, Channel.IN_PERSON, ["reopen"]),
        (Status.PRESUMED_CANCELLED, Channel.IN_PERSON, ["confirm_cancelled", "reject_cancelled"]),
        (Status.NO_SHOW, Channel.IN_PERSON, []),
        (Status.CANCELLED_BY_CUSTOMER, Channel.PHONE, []),
        (Status.BOOKED, Channel.PHONE, [*ATTEMPTS, *CANCEL]),
        (Status.IN_PROGRESS, Channel.PHONE, [*ATTEMPTS, "interrupt"]),
        (Status.NOT_REACHED, Channel.PHONE, [*ATTEMPTS, *ANSWERS]),
        (Status.LEFT, Channel.IN_PERSON, ANSWERS),
        (Status.CANCELLED_BY_OFFICE, Channel.IN_PERSON, ANSWERS),
        (Status.DONE, Channel.PHONE, ["reopen"]),
    ],
)
def test_x_offers_what_belongs_to_channel_and_state_most_usual_first(status, channel, ids):
    assert offered(a_line(status=status, channel=channel, phone=PHONE)) == ids


@given(st.sampled_from(Status), st.sampled_from([*Channel, None]), st.booleans(), st.integers(0, 1439))
def test_what_x_offers_is_a_way_of_the_states_and_has_a_digit(status, channel, has_phone, start):
    line = a_line(status=status, channel=channel, start=start, phone=PHONE if has_phone else None)
    choices = negative_choices(line, NOW)
    assert len(choices) <= 9
    assert len({c.id for c in choices}) == len(choices)
    for choice in choices:
        assert choice.hint or choice.why_not
        if choice.id.startswith("answer:"):
            assert status in OWING
        elif not choice.id.startswith("attempt:"):
            path(status, Step(choice.id), channel or Channel.IN_PERSON)
        else:
            assert channel is Channel.PHONE


def test_before_the_start_nobody_failed_to_come_and_after_it_we_cannot_cancel():
    early, late = a_line(start=580), a_line(start=552)
    assert barred(early) == {"no_show": "erst ab 09:40"}
    assert barred(late) == {"cancel_by_office": "hat um 09:12 begonnen"}
    assert offered(early) == offered(late)  # a digit means the same all day
    assert barred(replace(early, day=date(2026, 11, 24))) == {"no_show": "erst ab Di 24.11."}
    assert barred(replace(early, day=date(2026, 11, 20))) == {"cancel_by_office": "hat um 09:40 begonnen"}
    hints = {c.id: c.hint for c in negative_choices(late, NOW)}
    assert hints["cancel_by_customer"] == "abgesagt nach Beginn"


def test_a_call_without_a_number_offers_that_first():
    line = replace(CALL, phone=None)
    assert offered(line)[:2] == ["attempt:no_number", "attempt:no_answer"]
    assert set(barred(line)) == {*ATTEMPTS[:3], "cancel_by_office"}
    assert barred(CALL) == {"attempt:no_number": words.HAS_NUMBER, "cancel_by_office": "hat um 09:00 begonnen"}
    assert set(barred(replace(line, protected=True))) == {"cancel_by_office"}


def test_a_hint_says_which_attempt_it_is_and_when_the_next_one_may_be():
    first, second, early = (
        attempt_choices(line, NOW)[0].hint
        for line in (
            CALL,
            replace(CALL, attempts=1, last_attempt_at=NOW - timedelta(minutes=10)),
            replace(CALL, attempts=1, last_attempt_at=NOW - timedelta(minutes=9)),
        )
    )
    assert first == "1. Versuch, wieder ab 09:22"
    assert second == "2. Versuch, nicht erreicht"
    assert early == "2. Versuch, wieder ab 09:22"


async def test_a_digit_chooses_esc_does_not_and_what_is_barred_says_why():
    async with at_desk() as desk:
        await desk.show(negative())
        await desk.press("1")
        assert desk.results == []
        assert desk.notice == "Das geht hier gerade nicht: erst ab 09:40"
        await desk.press("2")
        assert desk.results == ["cancel_by_customer"]
        await desk.show(negative())
        await desk.press("escape")
        assert desk.results == ["cancel_by_customer", None]


async def test_where_nothing_can_be_chosen_it_says_so():
    async with at_desk() as desk:
        await desk.show(ChoiceDialog("Nein …", negative_choices(a_line(status=Status.NO_SHOW), NOW)))
        assert words.NOTHING_TO_CHOOSE in "".join(lines(desk.app))
        await desk.press("1", "enter", "escape")
        assert desk.results == [None]


@pytest.mark.parametrize("make", [negative, outcome, lambda: AssignDialog("Schmidt", STAFF, "s0")])
async def test_a_paste_or_a_burst_never_chooses(make):
    async with at_desk() as desk:
        dialog = await desk.show(make())
        desk.app.post_message(events.Paste("1\n2\n"))
        await desk.pilot.pause()
        send(desk.app, *"12", gap=0.0005)
        await desk.pilot.pause()
        dialog.settle_keys()
        await desk.pilot.pause()
        assert desk.results == []
        assert all(not c.ticked for c in dialog.query(ChoiceList))
        if isinstance(dialog, AssignDialog):
            assert dialog.query_one(Picker).text == "1 212"  # nobody is called so: the keys went into the field
        else:
            assert desk.notice == words.PASTED_NOWHERE
