"""Times that are offered, and the week beside them: a digit takes one, pages turn, the week marks where it lies."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.containers import Horizontal

from backoffice.themes import LEAST_CONTRAST, PALETTES, contrast
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.display import cell_len
from backoffice.widgets.time_choices import OfferedTime, TimeChoices
from backoffice.widgets.week_glance import GlanceDay, WeekGlance
from backoffice.wording import plan_words as words
from tests.frames import assert_fits, assert_frame, lines, strips
from tests.hosts import Host

TODAY = date(2026, 11, 23)
MARKS = ((), ("online",), (), ("reserved",), ("Buchungsstopp: Monatswechsel", "online"))


def a_time(n, *, marks=(), place="L1", day=None):
    return OfferedTime(
        f"t{n}", day or TODAY + timedelta(days=1 + n // 3), 620 + n % 3 * 60, 640 + n % 3 * 60, place, marks, TODAY
    )


def times(count):
    return [a_time(n, marks=MARKS[n % len(MARKS)]) for n in range(count)]


WEEK = (
    GlanceDay(TODAY, 0, 3),
    GlanceDay(date(2026, 11, 24), 12, 4),
    GlanceDay(date(2026, 11, 25), None, None, "Buß- und Bettag"),
    GlanceDay(date(2026, 11, 26), None, 2),
    GlanceDay(date(2026, 11, 27), None, None),
)


# --- words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, ""), (0, "heute"), (1, "morgen"), (2, "übermorgen"), (3, "in 3 Tagen"), (13, "in 13 Tagen"),
     (14, "in 2 Wochen"), (20, "in 2 Wochen"), (21, "in 3 Wochen"), (84, "in 12 Wochen")],
)  # fmt: skip
def test_how_far_off_a_day_is(days, said):
    assert words.distance(TODAY + timedelta(days=days), TODAY) == said


def test_a_day_of_another_year_says_so():
    assert words.offered(date(2026, 11, 24), 620, 640, TODAY) == "Di 24.11. 10:20–10:40"
    assert words.offered(date(2027, 1, 4), 480, 500, TODAY) == "Mo 04.01.2027 08:00–08:20"
    assert words.week(date(2027, 1, 3)) == "KW 53"
    assert words.week(date(2027, 1, 4)) == "KW 1"


def test_which_of_the_times_are_seen():
    assert words.pages(1, 9, 20) == "1–9 von 20 · Bild↓ weitere"
    assert words.pages(10, 18, 20) == "10–18 von 20 · Bild↑ frühere · Bild↓ weitere"
    assert words.pages(19, 20, 20) == "19–20 von 20 · Bild↑ frühere"


# --- choosing ---------------------------------------------------------------------


async def test_a_digit_takes_the_time_with_that_number_on_its_page():
    choices = TimeChoices(times(20))
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("2", "pagedown", "2", "pagedown", "2", "9", "pageup", "9")
        assert [m.ids for m in app.sent(ChoiceList.Chosen)] == [("t1",), ("t10",), ("t19",), ("t17",)]
        assert choices.time("t17") == choices.time_here
        told = [type(m) for m in app.sent(TimeChoices.Moved | ChoiceList.Chosen)]
        assert told[:3] == [TimeChoices.Moved, TimeChoices.Moved, ChoiceList.Chosen], "the cursor is there before"


async def test_enter_and_space_take_the_time_under_the_cursor():
    choices = TimeChoices(times(3))
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("down", "enter", "down", "space")
        assert [m.ids for m in app.sent(ChoiceList.Chosen)] == [("t1",), ("t2",)]


async def test_arrows_go_on_over_the_page_and_each_time_is_told_in_words():
    choices = TimeChoices(times(11))
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("up", *["down"] * 9, "up", "pagedown", "pagedown", *["down"] * 3)
        told = [m.offered.id for m in app.sent(TimeChoices.Moved)]
        assert told == [*(f"t{n}" for n in range(10)), "t8", "t9", "t10"]
        assert app.sent(TimeChoices.Moved)[4].text == (
            "Mi 25.11. 11:20–11:40, L1, übermorgen · Buchungsstopp: Monatswechsel · online: in OTV nachtragen"
        )
        assert lines(app)[1].startswith("▌2  Fr 27.11.")
        assert lines(app)[9] == "   10–11 von 11 · Bild↑ frühere", "no page is shorter than the first"


async def test_a_click_takes_a_time():
    choices = TimeChoices(times(12))
    app = Host(choices)
    async with app.testing() as pilot:
        await pilot.click(choices, offset=(10, 2))
        await pilot.click(choices, offset=(10, 9))
        assert [m.ids for m in app.sent(ChoiceList.Chosen)] == [("t2",)]


async def test_the_cursor_keeps_its_time_or_goes_to_the_next_one():
    choices = TimeChoices(times(20))
    app = Host(choices)
    async with app.testing() as pilot:
        choices.focus()
        await pilot.press("pagedown", "down")
        assert choices.time_here.id == "t10"
        choices.set_times(times(20)[5:])
        assert choices.time_here.id == "t10"
        choices.set_times([time for time in times(20) if time.id != "t10"])
        assert choices.time_here.id == "t11"
        choices.set_times(times(3))
        assert choices.time_here.id == "t2"
        choices.set_times([])
        await pilot.press("1", "enter", "down", "pagedown")
        assert choices.time_here is None
        assert app.sent(ChoiceList.Chosen) == []
        assert (app.sent(TimeChoices.Moved)[-1].offered, app.sent(TimeChoices.Moved)[-1].text) == (None, "")
        choices.set_times(times(3))
        assert choices.time_here.id == "t0"


@given(st.lists(st.one_of(st.frozensets(st.integers(0, 29), max_size=30), st.integers(-12, 12)), max_size=8))
def test_whatever_comes_the_cursor_is_on_the_time_nearest_to_where_it_was(steps):
    choices, all_times = TimeChoices(times(30)), times(30)
    for step in steps:
        before = choices.time_here
        if isinstance(step, frozenset):
            choices.set_times([all_times[n] for n in sorted(step)])
            if before in choices.times:
                assert choices.time_here == before
            elif before is not None and choices.times:
                later = [t for t in choices.times if all_times.index(t) > all_times.index(before)]
                assert choices.time_here == (later or choices.times[-1:])[0]
        elif abs(step) == 12:
            choices.action_times_after() if step > 0 else choices.action_times_before()
        else:
            choices._move(step)
            if before is not None:
                at = choices.times.index(before) + step
                assert choices.time_here == choices.times[min(max(at, 0), len(choices.times) - 1)]
        assert (choices.time_here is None) == (not choices.times)
        assert choices.cursor_id == (choices.time_here.id if choices.times else None), (
            "the page is that of the cursor"
        )


async def test_where_nothing_is_free_it_says_the_next_key():
    choices = TimeChoices()
    app = Host(choices)
    async with app.testing(size=(30, 6)) as pilot:
        await pilot.pause()
        assert lines(app)[:3] == ["   In diesem Zeitraum ist", "   nichts frei. m sagt,", "   warum."]
        choices.empty_text = "Erst den Tag wählen."
        choices.set_times([])
        await pilot.pause()
        assert lines(app)[0] == "   Erst den Tag wählen."


# --- how it looks -----------------------------------------------------------------


async def test_a_line_says_when_where_how_far_off_and_what_to_know():
    choices = TimeChoices(
        [a_time(0), a_time(1, marks=("online",)), a_time(2, place="Leistungsgewährung 2", marks=("reserved",))]
    )
    app = Host(choices)
    async with app.testing() as pilot:
        await pilot.pause()
        assert lines(app)[:3] == [
            "▌1  Di 24.11. 10:20–10:40  L1                    · morgen",
            " 2  Di 24.11. 11:20–11:40  L1                    · online: in OTV nachtragen",
            " 3  Di 24.11. 12:20–12:40  Leistungsgewährung 2  · reserviert für Berufstätige",
        ]
        choices.set_times([a_time(0), a_time(1, marks=("online",)), a_time(20, day=date(2027, 1, 4))])
        await pilot.pause()
        assert lines(app)[:3] == [
            "▌1  Di 24.11. 10:20–10:40      L1  · morgen",
            " 2  Di 24.11. 11:20–11:40      L1  · morgen  · online: in OTV nachtragen",
            " 3  Mo 04.01.2027 12:20–12:40  L1  · in 6 Wochen",
        ]


async def test_brackets_and_escapes_in_data_are_text():
    choices = TimeChoices([a_time(0, place="[/b]\x1b[2J", marks=("\u202e[red]",)), a_time(1, place="語" * 20)])
    app = Host(choices)
    async with app.testing(size=(60, 16)) as pilot:
        await pilot.pause()
        assert "[/b][2J" in lines(app)[0]
        assert "[red]" in lines(app)[0]
        assert "\x1b" not in lines(app)[0]
        assert all(cell_len(line) <= 60 for line in lines(app))
        assert_fits(app)


async def test_the_week_stands_beside_from_a_hundred_columns():
    week = WeekGlance()
    app = Host(Horizontal(TimeChoices(times(3)), week))
    async with app.testing() as pilot:
        week.show(WEEK)
        await pilot.pause()
        assert not week.display
        assert "KW" not in "".join(lines(app))
        app.screen.add_class("-wide")
        await pilot.pause()
        assert week.display
        assert "KW 48" in lines(app)[0]


@pytest.mark.parametrize(
    ("day", "minute", "marked"),
    [(date(2026, 11, 24), 719, "▌12 frei"), (date(2026, 11, 24), 720, "▌4 frei"),
     (date(2026, 11, 26), 780, "▌2 frei"), (TODAY, 480, "▌voll"), (date(2026, 12, 1), 480, None), (None, 0, None)],
)  # fmt: skip
async def test_the_half_day_of_a_time_is_marked(day, minute, marked):
    week = WeekGlance()
    app = Host(week)
    async with app.testing() as pilot:
        app.screen.add_class("-wide")
        week.show(WEEK)
        week.choose(day, minute)
        await pilot.pause()
        shown = lines(app)
        assert sum("▌" in line for line in shown) == (marked is not None)
        if marked:
            assert marked in next(line for line in shown if "▌" in line)


async def test_a_day_without_openings_says_why_and_an_empty_week_takes_no_line():
    week = WeekGlance()
    app = Host(week)
    async with app.testing(size=(40, 16)) as pilot:
        app.screen.add_class("-wide")
        week.show(WEEK)
        await pilot.pause()
        assert lines(app)[:6] == [
            " KW 48      Vormittag     Nachmittag",
            " Mo 23.11.  voll          3 frei",
            " Di 24.11.  12 frei       4 frei",
            " Mi 25.11.  geschlossen: Buß- und Bettag",
            " Do 26.11.  —             2 frei",
            " Fr 27.11.  geschlossen",
        ]
        week.show(())
        await pilot.pause()
        assert week.size.height == 0


async def both(app, pilot, page):
    app.screen.add_class(*(["-wide"] if app.size.width >= 100 else []))
    app.query_one(WeekGlance).show(WEEK)
    choices = app.query_one(TimeChoices)
    choices.focus()
    await pilot.press(*page)
    app.query_one(WeekGlance).choose(choices.time_here.day, choices.time_here.start)
    await pilot.pause()


def unreadable(app):
    """(text, ratio) of every piece of the screen that is not readable."""
    pieces = [(text, style) for strip in strips(app) for text, style, _ in strip if text.strip() and style]
    ratios = [(t, contrast(s.color.get_truecolor().hex, s.bgcolor.get_truecolor().hex)) for t, s in pieces]
    return [(text, round(ratio, 2)) for text, ratio in ratios if ratio < LEAST_CONTRAST]


@pytest.mark.parametrize("theme", PALETTES)
async def test_it_is_readable_in_every_theme(theme):
    app = Host(Horizontal(TimeChoices(times(20)), WeekGlance()), theme=theme)
    async with app.testing(size=(120, 40)) as pilot:
        await both(app, pilot, ["down"])
        assert unreadable(app) == []
        app.screen.set_focus(None)
        await pilot.pause()
        assert unreadable(app) == []
        inks = {s.color.get_truecolor().hex for strip in strips(app) for t, s, _ in strip if s and "online" in t}
        assert inks == {PALETTES[theme].warning}


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_how_it_looks(size):
    app = Host(Horizontal(TimeChoices(times(20)), WeekGlance()))
    async with app.testing(size=size) as pilot:
        await both(app, pilot, ["down", "down", "down"])
        assert_frame(app, f"time_choices_{size[0]}x{size[1]}")


async def test_without_colour_cursor_marks_and_week_are_still_told(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(Horizontal(TimeChoices(times(5)), WeekGlance()))
    async with app.testing(size=(120, 16)) as pilot:
        await both(app, pilot, ["down"])
        assert app.no_color
        shown = "\n".join(lines(app))
        assert "▌2  Di 24.11. 11:20–11:40  L1  · morgen  · online: in OTV nachtragen" in shown
        assert "▌12 frei" in shown
        assert unreadable(app) == []
