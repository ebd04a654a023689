"""A paste or a burst of keys never runs commands."""

from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from backoffice.widgets.burst_guard import BurstGuard
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.key_gate import AFTER, GAP, Decided, KeyGate, Stroke
from backoffice.widgets.notice_line import NoticeLine
from backoffice.widgets.too_small import RoomGuard
from backoffice.wording import labels
from tests.hosts import Host


def fed(*strokes):
    """What a gate decides about (time, text, key) strokes, followed by silence."""
    gate = KeyGate()
    found = [d for s in strokes for d in gate.take(Stroke(*s))]
    return [*found, *gate.settle()]


def pressed(*keys):
    return [Decided(pressed=(key,)) for key in keys]


def test_keys_pressed_one_after_the_other_are_pressed():
    assert fed((1.0, "a", "a"), (1.06, "b", "b"), (1.12, "", "down")) == pressed("a", "b", "down")


def test_rolling_over_two_keys_and_the_fastest_repeat_are_hands():
    assert fed((1.0, "a", "a"), (1.016, "a", "a"), (1.032, "a", "a")) == pressed("a", "a", "a")


def test_characters_within_a_few_milliseconds_are_text():
    assert fed((1.0, "a", 1), (1.0002, "b", 2), (1.0004, "x", 3)) == [Decided(text="abx")]


def test_what_a_scanner_types_with_enter_is_text_and_opens_nothing():
    assert fed((1.0, "4", 1), (1.004, "2", 2), (1.008, " ", "enter")) == [Decided(text="42")]
    assert fed((1.0, " ", "enter"), (1.001, "e", 2)) == [Decided(text="e")]


def test_a_burst_over_a_slow_line_comes_in_pieces_and_stays_one():
    strokes = [(1.0, "a", 1), (1.001, "b", 2), (1.06, "x", 3), (1.061, "e", 4)]
    assert fed(*strokes) == [Decided(text="abxe")]
    later = (1.061 + AFTER + 0.01, "e", 5)
    assert fed(*strokes, later) == [Decided(text="abxe"), *pressed(5)]


def test_keys_that_type_nothing_never_wait_unless_behind_one_that_does():
    gate = KeyGate()
    assert gate.take(Stroke(1.0, "", "down")) == pressed("down")
    assert not gate.holds
    assert gate.take(Stroke(2.0, "a", "a")) == []
    assert gate.take(Stroke(2.001, "", "down")) == []
    assert gate.settle() == [Decided(pressed=("a", "down"))]


strokes = st.lists(st.tuples(st.floats(0, 0.3), st.sampled_from(["", " ", "a", "ü"])), max_size=12)


@given(strokes)
def test_every_stroke_is_decided_once_and_in_order(gaps):
    time, given_strokes = 0.0, []
    for number, (gap, text) in enumerate(gaps):
        time += gap
        given_strokes.append((time, text, number))
    decided = fed(*given_strokes)
    keys = [k for d in decided for k in d.pressed]
    assert keys == sorted(keys)
    typed_in_bursts = "".join(d.text for d in decided).replace(" ", "")
    left = [text for _, text, number in given_strokes if number not in keys]
    assert typed_in_bursts == "".join(left).replace(" ", "")


@given(st.lists(st.floats(0, GAP / 2), min_size=1, max_size=20))
def test_no_key_of_a_burst_is_ever_pressed(gaps):
    time, given_strokes = 5.0, [(5.0, "e", 0)]
    for number, gap in enumerate(gaps, 1):
        time += gap
        given_strokes.append((time, "e", number))
    assert fed(*given_strokes) == [Decided(text="e" * (len(gaps) + 1))]


class Day(RoomGuard, BurstGuard, Screen):
    BINDINGS: ClassVar = [Binding(key, f"note('{key}')") for key in ("a", "e", "down", "space")]

    def __init__(self):
        super().__init__()
        self.ran = []

    def compose(self):
        yield FilterBar()
        yield NoticeLine()

    def action_note(self, what):
        self.ran.append(what)


class Dialog(RoomGuard, BurstGuard, ModalScreen):
    BINDINGS: ClassVar = [Binding("e", "note")]
    ran = 0

    def compose(self):
        yield NoticeLine()

    def action_note(self):
        self.ran += 1


def send(app, *keys, gap):
    """Key events as a terminal's driver posts them, `gap` seconds apart by their own time."""
    for number, key in enumerate(keys):
        event = events.Key(key, key if len(key) == 1 else None)
        event.time = 1000.0 + number * gap
        event.set_sender(app)
        app.post_message(event)


async def test_pressed_letters_run_commands():
    day = Day()
    app = Host(screen=day)
    async with app.testing() as pilot:
        await pilot.press("a", "e", "down", "space")
        assert day.ran == ["a", "e", "down", "space"]
        send(app, "a", "e", gap=0.05)
        await pilot.pause()
        day.settle_keys()
        await pilot.pause()
        assert day.ran[4:] == ["a", "e"]


async def test_a_burst_goes_into_the_filter_and_runs_nothing():
    day = Day()
    app = Host(screen=day)
    async with app.testing() as pilot:
        send(app, *"ae ea", gap=0.0005)
        await pilot.pause()
        day.settle_keys()
        await pilot.pause()
        assert day.ran == []
        assert day.query_one(FilterBar).text == "ae ea"
        assert day.query_one(NoticeLine).text == labels.BURST_TO_FILTER


async def test_a_bracketed_paste_goes_into_the_filter_as_one_clean_line():
    day = Day()
    app = Host(screen=day)
    async with app.testing() as pilot:
        app.post_message(events.Paste("ae\n\x1b[31mSchmidt\t\u202ePeter"))
        await pilot.pause()
        assert day.ran == []
        assert day.query_one(FilterBar).text == "ae [31mSchmidt Peter"
        assert app.sent(FilterBar.Changed)[-1].text == "ae [31mSchmidt Peter"


async def test_where_there_is_no_field_a_burst_is_dropped_and_that_is_said():
    dialog = Dialog()
    app = Host(screen=dialog)
    async with app.testing() as pilot:
        send(app, *"eee", gap=0.0005)
        await pilot.pause()
        dialog.settle_keys()
        await pilot.pause()
        assert dialog.ran == 0
        assert dialog.query_one(NoticeLine).text == labels.BURST_NOWHERE
        await pilot.press("e")
        assert dialog.ran == 1


async def test_in_a_window_too_small_one_sentence_stands_and_no_key_works():
    day = Day()
    app = Host(screen=day)
    async with app.testing() as pilot:
        await pilot.resize_terminal(59, 20)
        await pilot.pause()
        assert day.too_small
        await pilot.press("e")
        assert day.ran == []
        from tests.frames import lines

        assert "zu klein" in lines(app)[0]
        assert "60 × 16" in lines(app)[0] + lines(app)[1]
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        assert not day.too_small
        await pilot.press("e")
        assert day.ran == ["e"]
