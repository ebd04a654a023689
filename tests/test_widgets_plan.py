"""The plan on a screen: the grid of a day, weeks ahead; what a cell says in words, and where the cursor stays."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.themes import INKS, LEAST_CONTRAST, PALETTES, PAPERS, contrast
from backoffice.widgets import day_cells, day_grid
from backoffice.widgets.cell_grid import CellGrid
from backoffice.widgets.day_cells import NO_PLACE, DayCells, look, shown_of
from backoffice.widgets.day_grid import CellKind, DayGrid, GridCell, GridPoint
from backoffice.widgets.display import cell_len
from backoffice.widgets.grid_columns import Widths, fit, kept, place
from backoffice.widgets.heat_map import HeatCell, HeatMap, HeatPart, shade
from backoffice.widgets.weeks_map import WeekRow, WeeksMap
from backoffice.wording import plan_words as words
from tests.frames import assert_fits, assert_frame, lines, strips
from tests.hosts import Host

K = CellKind
POINT = GridPoint("p", "L1-2", "Leistungsgewährung 1")


def cell(start, end, kind, label="", reason="", id_=None, point="p"):
    return GridCell(point, start, end, kind, label, id_, reason)


def a_day(point):
    """A service point's whole day with everything in it."""
    parts = [
        (0, 480, K.CLOSED, "", ""), (480, 550, K.FREE, "", ""), (550, 570, K.BOOKED, "Kowa…, M.", ""),
        (570, 580, K.FREE, "", ""), (580, 640, K.BOOKED, "Schm…, P.", ""), (640, 660, K.HELD, "Öztürk", ""),
        (660, 735, K.FREE, "", ""), (735, 780, K.CLOSED, "", "Pause"), (780, 840, K.ONLINE, "", ""),
        (840, 870, K.STOPPED, "", "Monatswechsel"), (870, 880, K.BOOKED, "Baum, A.", ""),
        (880, 890, K.BOOKED, "Berg, A.", ""), (890, 900, K.BOOKED, "Ball, A.", ""), (900, 960, K.RESERVED, "", ""),
        (960, 1440, K.CLOSED, "", ""),
    ]  # fmt: skip
    return [
        cell(start, end, kind, label, reason, f"{point}-{start}" if label else None, point)
        for start, end, kind, label, reason in parts
    ]


def office(count):
    points = [
        GridPoint(f"p{n}", f"L{n // 5 + 1}-{n % 5 + 1}", f"Leistungsgewährung {n // 5 + 1}") for n in range(count)
    ]
    cells = [c for n, p in enumerate(points) if n % 4 != 2 for c in a_day(p.id)]
    cells += [cell(0, 1440, K.CLOSED, reason="Personalversammlung", point=p.id) for p in points[2::4]]
    return points, cells


WAITING = [
    cell(555, 575, K.NO_PLACE, "Ben …, Y.", id_="x1", point=""),
    cell(560, 600, K.NO_PLACE, "Nguy…, T.", id_="x2", point=""),
]


def text_of(cells, minute, width=11, top=0):
    return look([c for c in cells if c.start < minute + 30 and c.end > minute], minute, top, width).text


# --- what a cell says -------------------------------------------------------------


@pytest.mark.parametrize(
    ("minute", "narrow", "wide"),
    [
        (480, "frei", "frei"),
        (540, "09:10 Kowa…", "09:10 Kowa…, M."),
        (570, "09:40 Schm…", "09:40 Schm…, P."),
        (600, "│", "│"),
        (630, "10:40 vorg…", "10:40 vorgemerkt, Öztürk"),
        (720, "frei –12:15", "frei bis 12:15"),
        (750, "░ Pause", "░ Pause"),
        (780, "online", "online"),
        (840, "Stopp", "Buchungsstopp"),
        (870, "14:30 B… +2", "14:30 Baum, A. +2"),
        (900, "reserviert", "reserviert"),
        (960, "geschlossen", "geschlossen"),
    ],
)
def test_a_half_hour_says_what_is_in_it(minute, narrow, wide):
    assert text_of(a_day("p"), minute) == narrow
    assert text_of(a_day("p"), minute, width=25) == wide


def test_what_can_be_booked_is_shown_before_what_ends_or_is_closed():
    assert text_of([cell(540, 580, K.BOOKED, "X"), cell(580, 600, K.FREE)], 570) == "09:40 frei"
    assert text_of([cell(540, 580, K.BOOKED, "X"), cell(580, 900, K.CLOSED)], 570) == "│ bis 09:40"
    assert text_of([cell(480, 555, K.CLOSED), cell(555, 600, K.ONLINE)], 540) == "09:15 onli…"
    assert look([], 540, 0, 11).text == ""


def test_in_the_topmost_row_it_is_said_what_began_above_it():
    day = [cell(480, 720, K.BOOKED, "Kowa…"), cell(720, 900, K.CLOSED, reason="Pause")]
    assert [text_of(day, 600, top=top) for top in (600, 570, 480)] == ["08:00 Kowa…", "│", "│"]
    said = [text_of(day, minute, top=750) for minute in (750, 780, 810)]
    assert said == ["geschlossen", "░ Pause", "░"]
    held = [cell(540, 600, K.HELD, "Öztürk")]
    assert [text_of(held, m) for m in (540, 570)] == ["vorgemerkt", "│ bis 10:00"]


def test_a_closure_of_one_row_gives_its_reason_at_once():
    assert text_of([cell(720, 750, K.CLOSED, reason="Pause")], 720) == "Pause"
    assert text_of([cell(720, 750, K.CLOSED)], 720) == "geschlossen"


@given(st.lists(st.tuples(st.integers(0, 287), st.integers(1, 60), st.sampled_from(list(K)), st.text()), max_size=12),
       st.integers(0, 47), st.integers(0, 47), st.integers(4, 30))  # fmt: skip
def test_whatever_there_is_the_text_fits_and_nothing_taken_is_called_free(parts, row, top, width):
    cells = [cell(s * 5, min(1440, (s + n) * 5), kind, label) for s, n, kind, label in parts]
    minute = row * 30
    here = [c for c in cells if c.start < minute + 30 and c.end > minute]
    found = look(here, minute, min(top * 30, minute), width)
    assert cell_len(found.text) <= width
    shown, more = shown_of(here, minute)
    taken = [c for c in here if c.kind in day_cells.TAKEN]
    assert found.block == (shown is not None and shown.kind in day_cells.TAKEN)
    if here and all(c.kind in day_cells.TAKEN for c in here):
        assert found.block
    if any(c.start >= minute for c in taken):
        assert found.block
        assert more == sum(c.start >= minute for c in taken) - 1


def test_the_words_are_complete_and_never_the_same():
    assert set(words.CELL) == {kind.value for kind in CellKind} == set(day_cells.INK)
    assert len(set(words.CELL.values())) == len(CellKind)
    assert all(cell_len(word) <= 11 for kind, word in words.CELL.items() if kind != "stopped")


@pytest.mark.parametrize(
    ("minute", "said"),
    [
        (480, "L1-2, 08:00–08:30: frei"),
        (540, "L1-2, 09:00–09:30: frei 09:00–09:10 · belegt 09:10–09:30, Kowa…, M."),
        (600, "L1-2, 10:00–10:30: belegt 09:40–10:40, Schm…, P."),
        (630, "L1-2, 10:30–11:00: belegt 09:40–10:40, Schm…, P. · vorgemerkt 10:40–11:00, Öztürk"),
        (720, "L1-2, 12:00–12:30: frei 12:00–12:15 · geschlossen 12:15–12:30: Pause"),
        (750, "L1-2, 12:30–13:00: geschlossen: Pause"),
        (780, "L1-2, 13:00–13:30: online: in OTV nachtragen"),
        (840, "L1-2, 14:00–14:30: Buchungsstopp: Monatswechsel"),
        (900, "L1-2, 15:00–15:30: reserviert: für Berufstätige und Maßnahmen"),
    ],
)
def test_the_line_below_says_it_in_words(minute, said):
    assert DayCells([POINT], a_day("p"), 480, 1080).said("p", minute) == said


def test_the_window_grows_to_half_hours_and_ends_with_the_day():
    assert DayCells([POINT], [], 490, 1070).rows[::19] == (480, 1050)
    assert DayCells([POINT], [], -60, 5000).rows[-1] == 1410
    assert DayCells([POINT], [], 600, 600).rows == ()
    outside = DayCells([POINT], [*WAITING, cell(540, 570, K.BOOKED, point="gone")], 600, 720)
    assert outside.columns == ("p",)


# --- where columns stand ----------------------------------------------------------


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 200), st.integers(0, 1))
def test_columns_never_leave_the_screen_and_pinned_ones_stay(count, first, width, pinned):
    widths = Widths(side=6, least=12, most=27, pinned=min(pinned, count))
    shown = place(count, first, width, widths)
    if width >= 6 + 12 * (1 + pinned) and count > pinned:
        assert all(s.x + s.width <= width for s in shown)
        assert [s.column for s in shown][len(shown) - pinned :] == [*range(count - pinned, count)]
        assert len(shown) <= fit(count, width, widths) + pinned
    assert all(12 <= s.width <= 27 or width < 30 for s in shown)


def test_a_key_that_is_gone_is_followed_by_its_neighbour():
    assert kept("abcd", 1, "abcd") == 1
    assert kept("abcd", 1, "acd") == 1
    assert kept("abcd", 3, "ab") == 1
    assert kept("abcd", 2, "xy") == 0


# --- on the screen ----------------------------------------------------------------


def a_grid(count, *, waiting=(), **window):
    grid = DayGrid()
    points, cells = office(count)
    return grid, lambda: grid.show(points, [*cells, *waiting], **window)


async def test_arrows_move_and_each_cell_is_told_in_words():
    grid, show = a_grid(3)
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        show()
        await pilot.press("down", "right", "end", "home", "left", "up")
        told = [(m.point_id, m.minute) for m in app.sent(DayGrid.Moved)]
        assert told == [("p0", 480), ("p0", 510), ("p1", 510), ("p1", 1050), ("p1", 480), ("p0", 480)]
        assert app.sent(DayGrid.Moved)[-1].text == grid.text_here == "L1-1, 08:00–08:30: frei"
        assert lines(app)[2].startswith(" 08:00▌frei")


async def test_enter_opens_the_cell_with_its_appointment():
    grid, show = a_grid(1, waiting=WAITING)
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        show()
        await pilot.press("enter", "down", "down", "enter", "right", "enter")
        opened = [(m.point_id, m.minute, m.appointment_id) for m in app.sent(DayGrid.Opened)]
        assert opened == [("p0", 480, None), ("p0", 540, "p0-550"), (NO_PLACE, 540, "x1")]
        assert [c.appointment_id for c in grid.cells_here] == ["x1", "x2"]
        assert grid.text_here == (
            "ohne Platz, 09:00–09:30: ohne Platz 09:15–09:35, Ben …, Y. · ohne Platz 09:20–10:00, Nguy…, T."
        )


async def test_past_the_first_and_last_column_another_day_is_near():
    grid, show = a_grid(2)
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        show()
        await pilot.press("left", "right", "right")
        assert [m.step for m in app.sent(DayGrid.Beyond)] == [-1, 1]
        assert grid.cursor == ("p1", 480)


async def test_more_points_than_fit_are_reached_sideways_and_those_without_a_place_stay_in_sight():
    grid, show = a_grid(40, waiting=WAITING)
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        show()
        await pilot.pause()
        assert lines(app)[0].endswith("→ 35")
        assert lines(app)[1].split() == ["Zeit", *(f"L1-{n}" for n in range(1, 6)), "ohne", "Platz"]
        await pilot.press(*["right"] * 7)
        assert grid.cursor == ("p7", 480)
        assert re.split(" {2,}", lines(app)[0]) == [" ← 3", "Leistungsgewährung 1", "Leistungsgewährung 2", "→ 32"]
        assert lines(app)[1].split()[1:] == ["L1-4", "L1-5", "L2-1", "L2-2", "L2-3", "ohne", "Platz"]
        await pilot.press("left")
        assert lines(app)[1].split()[1] == "L1-4", "the columns stay while the cursor is among them"
        await pilot.press(*["right"] * 34)
        assert grid.cursor == (NO_PLACE, 480)
        assert lines(app)[1].split()[1:] == ["L8-1", "L8-2", "L8-3", "L8-4", "L8-5", "ohne", "Platz"]
        assert_fits(app)


async def test_the_cursor_keeps_point_minute_and_line_when_the_day_is_read_again():
    grid, show = a_grid(12)
    points, cells = office(12)
    app = Host(grid)
    async with app.testing(size=(80, 14)) as pilot:
        grid.focus()
        show()
        assert grid.go("p7", 905)
        await pilot.pause()
        before = next(n for n, line in enumerate(lines(app)) if "▌" in line)
        grid.show(points[3:], cells, start=420)
        await pilot.pause()
        assert grid.cursor == ("p7", 900)
        assert next(n for n, line in enumerate(lines(app)) if "▌" in line) == before
        grid.show([p for p in points if p.id != "p7"], cells)
        assert grid.cursor == ("p8", 900)
        grid.show([], [])
        await pilot.pause()
        assert grid.cursor is None
        assert lines(app)[1] == "  Für diesen Tag gibt es hier keinen Serviceplatz."
        assert (app.sent(DayGrid.Moved)[-1].point_id, app.sent(DayGrid.Moved)[-1].text) == (None, "")
        show()
        await pilot.pause()
        assert grid.cursor == ("p8", 900)
        assert sum("▌" in line for line in lines(app)) == 1, "the cursor is in sight again"


async def test_what_another_desk_changes_under_the_cursor_is_told_again():
    grid = DayGrid()
    app = Host(grid)
    async with app.testing() as pilot:
        grid.show([POINT], [cell(480, 600, K.FREE)])
        grid.show([POINT], [cell(480, 600, K.FREE)])
        grid.show([POINT], [cell(480, 600, K.HELD, "Öztürk")])
        await pilot.pause()
        assert [m.text for m in app.sent(DayGrid.Moved)] == [
            "L1-2, 08:00–08:30: frei",
            "L1-2, 08:00–08:30: vorgemerkt 08:00–10:00, Öztürk",
        ]


async def test_an_empty_day_is_left_alone_by_every_key():
    grid = DayGrid(empty="Nichts da.")
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        await pilot.press("up", "down", "left", "right", "pagedown", "pageup", "home", "end", "enter")
        assert not grid.go("p", 480)
        assert app.sent(DayGrid.Opened) == []
        assert lines(app)[1] == "  Nichts da."


async def test_a_key_paints_two_rows_at_any_size(monkeypatch):
    asked = []
    monkeypatch.setattr(
        day_grid, "look", lambda cells, minute, *more: asked.append(minute) or look(cells, minute, *more)
    )
    grid, show = a_grid(300)
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        show()
        await pilot.pause()
        assert len(asked) <= 20 * 6 * 2
        asked.clear()
        await pilot.press("down")
        assert set(asked) == {480, 510}
        asked.clear()
        await pilot.press("right")
        assert set(asked) == {510}


async def test_a_click_moves_the_cursor_and_a_second_one_opens():
    grid, show = a_grid(3)
    app = Host(grid)
    async with app.testing() as pilot:
        show()
        await pilot.pause()
        await pilot.click(grid, offset=(40, 3))
        assert grid.cursor == ("p1", 510)
        await pilot.click(grid, offset=(40, 1))
        await pilot.click(grid, offset=(2, 5))
        assert grid.cursor == ("p1", 510)
        await pilot.double_click(grid, offset=(10, 4))
        assert [m.appointment_id for m in app.sent(DayGrid.Opened)] == ["p0-550"]


async def test_brackets_escapes_and_wide_letters_in_data_are_text():
    grid = DayGrid()
    app = Host(grid)
    hostile = [("[/b] [red]", "a"), ("\x1b[2J\u202eabc", "b"), ("語" * 30, "c")]
    async with app.testing() as pilot:
        grid.show(
            [GridPoint(id_, text, text) for text, id_ in hostile],
            [cell(480, 600, kind, text, text, point=id_) for text, id_ in hostile for kind in (K.BOOKED, K.CLOSED)],
        )
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "[/b] [red]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in grid.text_here
        assert_fits(app)


# --- how it looks -----------------------------------------------------------------


def unreadable(app):
    """(text, ratio) of every piece of the screen that is not readable."""
    found = []
    for strip in strips(app):
        for text, style, _ in strip:
            if text.strip() and style is not None and not set(text) <= set(" │─"):
                ratio = contrast(style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex)
                if ratio < LEAST_CONTRAST:
                    found.append((text, round(ratio, 2)))
    return found


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_cell_is_readable_in_every_theme(theme):
    grid, show = a_grid(6, waiting=WAITING)
    app = Host(grid, theme=theme)
    async with app.testing(size=(120, 40)) as pilot:
        grid.focus()
        show()
        grid.go(NO_PLACE, 540)
        await pilot.pause()
        assert unreadable(app) == []
        app.screen.set_focus(None)
        await pilot.pause()
        assert unreadable(app) == []
        seen = {
            style.color.get_truecolor().hex for strip in strips(app) for _, style, _ in strip if style and style.color
        }
        assert {getattr(PALETTES[theme], ink) for ink in INKS} <= seen


def test_the_widgets_take_measured_colours_only():
    known = {f"bo-{name.replace('_', '-')}" for name in (*PAPERS, *INKS, "cursor", "on_cursor", "border")}
    assert set(re.findall(r"\$([\w-]+)", CellGrid.DEFAULT_CSS)) <= known
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", CellGrid.DEFAULT_CSS)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_how_the_day_looks(size):
    grid, show = a_grid(12, waiting=WAITING)
    app = Host(grid)
    async with app.testing(size=size) as pilot:
        grid.focus()
        show()
        await pilot.press(*["down"] * 5, "right")
        assert_frame(app, f"day_grid_{size[0]}x{size[1]}")


async def test_without_colour_the_cursor_and_every_state_are_still_told(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    grid, show = a_grid(4, waiting=WAITING)
    app = Host(grid)
    async with app.testing() as pilot:
        grid.focus()
        show()
        grid.go("p1", 630)
        await pilot.pause()
        assert app.no_color
        assert_frame(app, "day_grid_no_color_80x24")
        shown = "\n".join(lines(app))
        assert "▌10:40 vorg" in shown
        for word in ("frei", "geschlossen", "online", "reserviert", "Buchungsstopp", "09:10 Kowa…", "ohne Platz"):
            assert word in shown


# --- weeks ahead ------------------------------------------------------------------

MONDAY = date(2026, 11, 23)
HALF_DAYS = (HeatPart("morning", "Vormittag"), HeatPart("afternoon", "Nachmittag"), HeatPart("late", "ab 16 Uhr"))
HOURS = tuple(HeatPart(str(hour), str(hour), f"{hour}–{hour + 1} Uhr") for hour in range(8, 18))
SHUT = {date(2026, 12, 24): "Heiligabend", date(2026, 12, 25): "Erster Weihnachtstag"}


def weeks(parts, *, scale=1, count=8):
    """Working days that fill up the nearer they are; late times on Thursdays only."""
    found = []
    for n in range(count * 5):
        day = MONDAY + timedelta(days=n // 5 * 7 + n % 5)
        for at, part in enumerate(parts):
            late = part.id == "late" and day.weekday() != 3
            planned = 0 if day in SHUT or late else 24 * scale
            booked = max(0, planned - (n + 3 * at) * scale)
            found.append(HeatCell(day, part.id, planned, booked, planned - booked, SHUT.get(day, "")))
    return found


@pytest.mark.parametrize(
    ("free", "glyph", "ink"),
    [(-1, "█", "urgent"), (0, "█", "urgent"), (1, "▓", "warning"), (5, "▓", "warning"), (6, "▒", "plain"),
     (12, "▒", "plain"), (13, "░", "good"), (20, "░", "good")],
)  # fmt: skip
def test_the_shade_tells_how_full_it_is(free, glyph, ink):
    assert shade(20, free) == (glyph, ink)


async def test_days_stand_below_each_other_and_each_cell_is_told_in_words():
    heat = HeatMap()
    app = Host(heat)
    async with app.testing() as pilot:
        heat.focus()
        heat.show(HALF_DAYS, weeks(HALF_DAYS))
        await pilot.press("down", "right", "right", "end")
        assert [m.text for m in app.sent(HeatMap.Moved)] == [
            "Mo 23.11. Vormittag: 24 geplant, 24 gebucht, 0 frei",
            "Di 24.11. Vormittag: 24 geplant, 23 gebucht, 1 frei",
            "Di 24.11. Nachmittag: 24 geplant, 20 gebucht, 4 frei",
            "Di 24.11. ab 16 Uhr: nichts geplant",
            "Fr 15.01. ab 16 Uhr: nichts geplant",
        ]
        heat.go(date(2026, 12, 24))
        assert heat.text_here == "Do 24.12. ab 16 Uhr: geschlossen, Heiligabend"
        await pilot.press("enter")
        assert [m.day for m in app.sent(HeatMap.Chosen)] == [date(2026, 12, 24)]
        assert "geschlossen: Heiligabend" in "\n".join(lines(app))


async def test_a_half_day_that_is_closed_alone_says_why_in_its_cell():
    heat = HeatMap()
    app = Host(heat)
    async with app.testing() as pilot:
        heat.show(
            HALF_DAYS, [HeatCell(MONDAY, "morning", 20, 8, 9), HeatCell(MONDAY, "afternoon", 0, 0, 0, "Fortbildung")]
        )
        await pilot.pause()
        assert re.split(" {2,}", lines(app)[2].replace("▌", " ")) == [
            " KW 48 Mo 23.11. ▒▒▒",
            "9 frei",
            "8/20 Fortbildung",
            "zu",
        ]
        assert heat.text_here == "Mo 23.11. Vormittag: 20 geplant, 8 gebucht, 9 frei", "what is held is neither"


async def test_a_half_day_under_a_stop_does_not_look_bookable():
    heat = HeatMap()
    app = Host(heat)
    stopped = HeatCell(MONDAY, "morning", 960, 0, 960, "Buchungsstopp: Monatswechsel", stopped=True)
    async with app.testing() as pilot:
        heat.show(HALF_DAYS, [stopped, HeatCell(MONDAY, "afternoon", 240, 0, 240)], minutes=True)
        await pilot.pause()
        assert re.split(" {2,}", lines(app)[2].replace("▌", " "))[:2] == [" KW 48 Mo 23.11. ░░░░░░", "Stopp"]
        assert "16:00 frei" not in lines(app)[2]
        assert heat.text_here == (
            "Mo 23.11. Vormittag: Buchungsstopp: Monatswechsel · 16:00 geplant, 0:00 gebucht, 16:00 frei"
        )
        heat.show(HOURS, [HeatCell(MONDAY, HOURS[0].id, 60, 0, 60, "Buchungsstopp", stopped=True)])
        await pilot.pause()
        assert "St…" in lines(app)[2]  # no room for more: the line under the map says it
        assert_fits(app)


async def test_hours_take_a_sign_and_a_number_and_minutes_are_shown_as_hours():
    heat = HeatMap()
    app = Host(heat)
    async with app.testing() as pilot:
        heat.focus()
        heat.show(HOURS, weeks(HOURS))
        await pilot.pause()
        assert lines(app)[2].startswith(" KW 48 Mo 23.11.▌█   0 ▓   3 ▓   6 ▒   9 ▒  12 ░  15")
        assert heat.text_here == "Mo 23.11. 8–9 Uhr: 24 geplant, 24 gebucht, 0 frei"
        heat.show(HOURS, weeks(HOURS, scale=10), minutes=True)
        await pilot.press(*["right"] * 9)
        assert lines(app)[1].startswith(" ← 3 ")
        assert lines(app)[2].endswith("▌░░  4:00")
        assert heat.text_here == "Mo 23.11. 17–18 Uhr: 4:00 geplant, 0:00 gebucht, 4:00 frei"
        assert_fits(app)


async def test_the_cursor_keeps_day_and_part_when_weeks_are_read_again():
    heat = HeatMap()
    app = Host(heat)
    async with app.testing(size=(80, 16)) as pilot:
        heat.focus()
        heat.show(HALF_DAYS, weeks(HALF_DAYS))
        assert heat.go(date(2026, 12, 18), "afternoon")
        assert not heat.go(date(2026, 12, 19))
        assert not heat.go(MONDAY, "night")
        await pilot.pause()
        before = next(n for n, line in enumerate(lines(app)) if "▌" in line)
        heat.show(HALF_DAYS[1:], [c for c in weeks(HALF_DAYS) if c.day > date(2026, 11, 27)])
        await pilot.pause()
        assert heat.cursor == (date(2026, 12, 18), "afternoon")
        assert next(n for n, line in enumerate(lines(app)) if "▌" in line) == before
        heat.show((), ())
        await pilot.press("enter", "down", "left")
        assert heat.cursor is None
        assert app.sent(HeatMap.Chosen) == []
        assert lines(app)[1] == "  Für diese Wochen ist nichts geplant."


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("parts", [HALF_DAYS, HOURS], ids=["half days", "hours"])
async def test_weeks_are_readable_in_every_theme(theme, parts):
    heat = HeatMap()
    app = Host(heat, theme=theme)
    async with app.testing() as pilot:
        heat.show(parts, weeks(parts))
        await pilot.pause()
        assert unreadable(app) == []
        heat.focus()
        await pilot.press("pagedown")
        assert unreadable(app) == []


@pytest.mark.parametrize(
    ("size", "parts"), [((60, 16), HALF_DAYS), ((80, 24), HALF_DAYS), ((80, 24), HOURS), ((120, 40), HALF_DAYS)]
)
async def test_how_the_weeks_look(size, parts):
    heat = HeatMap()
    app = Host(heat)
    async with app.testing(size=size) as pilot:
        heat.focus()
        heat.show(parts, weeks(parts))
        await pilot.press("pagedown", "down", "right")
        assert_frame(app, f"heat_map_{'hours_' if parts is HOURS else ''}{size[0]}x{size[1]}")


# --- weeks of all groups ------------------------------------------------------------------------------------------


def group_weeks(group: str, *, saturday: int = 0, affected: int = 0) -> list[WeekRow]:
    """Two weeks of a group in half days; on the first Monday somebody is affected."""
    found = []
    for n in range(2):
        monday = MONDAY + timedelta(days=7 * n)
        cells = {
            (weekday, part.id): HeatCell(
                monday + timedelta(days=weekday),
                part.id,
                *((480, 240, 240) if weekday < 5 else (saturday, 0, saturday)),
                affected=affected if (n, weekday, part.id) == (0, 0, "morning") else 0,
            )
            for weekday in range(6)
            for part in HALF_DAYS[:2]
        }
        found.append(WeekRow(group, group, monday, cells))
    return found


async def test_groups_stand_below_each_other_week_by_week_and_say_who_is_affected():
    found = WeeksMap(HALF_DAYS[:2])
    app = Host(found)
    async with app.testing() as pilot:
        found.focus()
        found.show([*group_weeks("L1", affected=12), *group_weeks("L2")])
        await pilot.pause()
        shown = lines(app)
        assert shown[1].split()[:4] == ["Mo", "v", "n", "Di"]
        assert "Sa" not in shown[1]
        assert shown[2].startswith(" L1           KW 48▌▒▲ 12")
        assert "▒4:00" in shown[2]
        assert shown[3].startswith("              KW 49 ▒4:00")
        assert found.text_here == "L1, Mo 23.11. Vormittag: ▲ 12 betroffen, 8:00 geplant, 4:00 gebucht, 4:00 frei"
        await pilot.press("down", "down", "right", "enter")
        assert found.cursor == ("L2", MONDAY, "afternoon")
        assert [(m.group_id, m.day) for m in app.sent(WeeksMap.Chosen)] == [("L2", MONDAY)]
        assert found.go("L1", MONDAY + timedelta(days=8), "afternoon")
        assert found.cursor == ("L1", MONDAY + timedelta(days=8), "afternoon")
        assert not found.go("L3")
        found.show([*group_weeks("L1", saturday=60), *group_weeks("L2")])
        await pilot.pause()
        assert found.cursor == ("L1", MONDAY + timedelta(days=8), "afternoon")
        await pilot.press(*["right"] * 20)
        assert found.cursor == ("L1", MONDAY + timedelta(days=12), "afternoon")
        assert "Sa v" in lines(app)[1]
