"""The list on a screen: keys, scrolling, repainting, what it says when there is nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from backoffice.domain.clock import FixedClock
from backoffice.domain.text import search_key
from backoffice.widgets.columns import Column
from backoffice.widgets.record_list import RecordList
from tests.frames import assert_fits, assert_frame, lines
from tests.hosts import Host

COLUMNS = (
    Column("Zeit", 5, whole=True),
    Column("Art", 5, priority=3),
    Column("Anliegen", 12, priority=1),
    Column("Name", 12, flexible=True),
    Column("Platz", 5, priority=2),
    Column("Stand", 16),
)


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    time: str
    name: str
    state: str = "○ gebucht"
    ink: str = "plain"


def cells(row):
    return (row.time, "pers.", "Umzugswunsch", row.name, "L1-2", (row.state, row.ink))


def rows(count):
    return [Row(f"r{n}", f"{8 + n // 60:02d}:{n % 60:02d}", f"Name {n}") for n in range(count)]


def a_list(**more):
    return RecordList(COLUMNS, key=lambda r: r.id, cells=cells, search=lambda r: search_key(r.name), **more)


async def test_keys_move_the_cursor_and_each_place_is_told_once():
    listing = a_list()
    app = Host(listing)
    async with app.testing() as pilot:
        listing.focus()
        listing.set_rows(rows(100))
        await pilot.press("down", "down", "up", "pagedown", "end", "home", "up")
        told = [m.id for m in app.sent(RecordList.Highlighted)]
        assert told == ["r0", "r1", "r2", "r1", "r24", "r99", "r0"]
        assert lines(app)[1].startswith("▌ 08:00")


async def test_enter_opens_and_the_row_under_the_cursor_is_marked_and_unmarked():
    listing = a_list()
    app = Host(listing)
    async with app.testing() as pilot:
        listing.focus()
        listing.set_rows(rows(3))
        await pilot.press("down")
        listing.toggle_mark()
        await pilot.press("enter", "up")
        listing.toggle_mark()
        listing.toggle_mark()
        await pilot.pause()
        assert [m.id for m in app.sent(RecordList.Opened)] == ["r1"]
        assert [m.ids for m in app.sent(RecordList.Marked)] == [{"r1"}, {"r0", "r1"}, {"r1"}]
        assert listing.targets() == ("r1",)
        assert [line[:2] for line in lines(app)[1:4]] == ["▌ ", " ■", "  "]
        assert listing.clear_marks()
        assert not listing.clear_marks()
        assert listing.targets() == ("r0",)


async def test_marks_are_taken_from_named_rows_and_only_a_change_is_told():
    listing = a_list()
    app = Host(listing)
    async with app.testing() as pilot:
        listing.set_rows(rows(3))
        for _ in range(3):
            listing.toggle_mark()
            listing.action_cursor_down()
        listing.set_filter("name 0")
        await pilot.pause()
        before = len(app.sent(RecordList.Marked))
        listing.unmark(["r1", "r2", "nobody"])
        listing.unmark(["r1"])
        await pilot.pause()
        assert [m.ids for m in app.sent(RecordList.Marked)[before:]] == [{"r0"}]
        assert listing.marks == {"r0"}


async def test_the_row_under_the_cursor_keeps_its_line_when_rows_come_and_go():
    listing = a_list()
    app = Host(listing)
    async with app.testing() as pilot:
        listing.focus()
        listing.set_rows(rows(100))
        listing.move_to("r50")
        await pilot.press("up", "up", "up", "up")
        before = next(n for n, line in enumerate(lines(app)) if line.startswith("▌"))
        earlier = [Row(f"x{n}", "07:00", "Neu") for n in range(7)]
        listing.set_rows([*earlier, *rows(100)])
        await pilot.pause()
        after = next(n for n, line in enumerate(lines(app)) if line.startswith("▌"))
        assert listing.cursor_id == "r46"
        assert after == before
        listing.set_rows([row for row in rows(100) if row.id != "r46"])
        await pilot.pause()
        assert listing.cursor_id == "r47"
        assert lines(app)[before].startswith("▌ 08:47")


async def test_a_list_scrolled_away_from_its_cursor_stays_where_it_is_read():
    listing = a_list()
    app = Host(listing)
    async with app.testing() as pilot:
        listing.set_rows(rows(100))
        await pilot.pause()
        listing.scroll_to(y=40, animate=False)
        await pilot.pause()
        assert lines(app)[1].startswith("  08:40")
        listing.set_rows(rows(100)[10:])
        await pilot.pause()
        assert lines(app)[1].startswith("  08:40")


async def test_a_cursor_key_repaints_two_lines_and_nothing_else():
    asked = []
    listing = RecordList(
        COLUMNS, key=lambda r: r.id, cells=lambda r: asked.append(r.id) or cells(r), search=lambda r: r.name
    )
    app = Host(listing)
    async with app.testing() as pilot:
        listing.focus()
        listing.set_rows(rows(10_000))
        await pilot.pause()
        assert len(set(asked)) == 23
        asked.clear()
        await pilot.press("down")
        assert sorted(set(asked)) == ["r0", "r1"]


async def test_filtering_counts_and_says_when_nothing_is_left():
    listing = a_list()
    app = Host(listing)
    async with app.testing(size=(80, 8)) as pilot:
        listing.set_rows(rows(20))
        listing.set_filter("name 1")
        await pilot.pause()
        last = app.sent(RecordList.Counted)[-1]
        assert (last.shown, last.total) == (11, 20)
        listing.set_filter("nirgends")
        await pilot.pause()
        assert lines(app)[2] == "  Kein Treffer für „nirgends“. Esc löscht den Filter."
        listing.set_filter("")
        listing.set_rows([])
        listing.empty_text = "Für heute ist keine Buchungsliste da. F7 liest eine ein."
        listing.refresh()
        await pilot.pause()
        assert lines(app)[2] == "  Für heute ist keine Buchungsliste da. F7 liest eine ein."


async def test_a_row_that_another_desk_changed_is_marked_for_ten_seconds():
    clock = FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    listing = a_list(clock=clock)
    app = Host(listing)
    async with app.testing(size=(80, 8)) as pilot:
        listing.set_rows(rows(3))
        listing.flash(["r2"])
        await pilot.pause()
        assert lines(app)[3][:2] == " *"
        clock.advance(seconds=9)
        listing.end_flashes()
        await pilot.pause()
        assert lines(app)[3][:2] == " *"
        clock.advance(seconds=1)
        listing.end_flashes()
        await pilot.pause()
        assert lines(app)[3][:2] == "  "


async def test_brackets_escapes_and_bidi_in_data_are_text():
    listing = a_list()
    app = Host(listing)
    async with app.testing(size=(100, 8)) as pilot:
        listing.set_rows(
            [Row("1", "08:00", "[/b] [red]"), Row("2", "08:01", "\x1b[2J\u202eabc"), Row("3", "08:02", "語" * 40)]
        )
        await pilot.pause()
        assert "[/b] [red]" in lines(app)[1]
        assert "\x1b" not in lines(app)[2]
        assert "[2Jabc" in lines(app)[2]
        assert_fits(app)


async def test_cells_that_depend_on_the_time_are_asked_for_again():
    waits = ["wartet 1 min"]
    listing = RecordList((Column("Stand", 20),), key=str, cells=lambda r: (waits[0],), search=lambda r: "")
    app = Host(listing)
    async with app.testing(size=(80, 8)) as pilot:
        listing.set_rows(["a"])
        await pilot.pause()
        waits[0] = "wartet 2 min"
        listing.refresh_cells()
        await pilot.pause()
        assert "wartet 2 min" in lines(app)[1]


async def test_a_click_moves_the_cursor_and_a_second_one_opens():
    listing = a_list()
    app = Host(listing)
    async with app.testing() as pilot:
        listing.set_rows(rows(5))
        await pilot.pause()
        await pilot.click(listing, offset=(10, 3))
        assert listing.cursor_id == "r2"
        await pilot.click(listing, offset=(10, 0))
        assert listing.cursor_id == "r2"
        await pilot.double_click(listing, offset=(10, 1))
        assert [m.id for m in app.sent(RecordList.Opened)] == ["r0"]


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (140, 45)])
async def test_how_it_looks(size):
    listing = a_list()
    app = Host(listing)
    async with app.testing(size=size) as pilot:
        listing.focus()
        shown = rows(30)
        shown[1] = Row("r1", "08:01", "Kowalska-Wiśniewska, Małgorzata Katarzyna", "● da, wartet 12 min", "warning")
        listing.set_rows(shown)
        listing.flash(["r3"])
        await pilot.press("down")
        listing.toggle_mark()
        await pilot.press("down")
        assert_frame(app, f"record_list_{size[0]}x{size[1]}")
