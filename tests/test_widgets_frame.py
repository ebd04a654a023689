"""The lines around a list, the filter at their end, the pane beside it."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from backoffice import keys
from backoffice.widgets.big_letters import can_draw, large
from backoffice.widgets.big_text import BigText, enlarged
from backoffice.widgets.detail_pane import DetailPane, Pair, pair_lines
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import Count, CountsLine, DetailLine, HintLine, ScreensLine, Tab, TopLine
from backoffice.widgets.line import width_of
from backoffice.widgets.notice_line import NoticeLine, bar
from backoffice.widgets.too_small import RoomGuard
from tests.frames import assert_frame, lines
from tests.hosts import Host

TABS = (Tab("today", "1", "Heute", "24"), Tab("callbacks", "2", "Rückrufe", "7 (2 überf.)"))
COUNTS = (Count("offen", 17), Count("bei mir", 3), Count("wartet", 2, "warning"), Count("ohne Platz", 1, "urgent"),
          Count("ohne Anschluss-Zusage", 0, "urgent"))  # fmt: skip


def a_frame():
    """All lines as a screen stacks them, filled as on a working day."""
    top, tabs, counts, filter_bar = TopLine(), ScreensLine(), CountsLine(), FilterBar()
    detail, notice, hints = DetailLine(), NoticeLine(), HintLine()
    top.show(("Geschäftsstelle Mitte", "Mo 23.11.2026", "Liste 06:00"), ("Demo", "09:12"))
    tabs.show(TABS, "today")
    counts.show(COUNTS)
    detail.show(("Schmidt, Peter", "+49 30 23125115", "214C345678", "gelber Zettel liegt vor"))
    notice.say("08:30 Öztürk: Termin erledigt, geklärt.", undo=True)
    hints.show(keys.at(*keys.TODAY_SCREEN))
    row = Horizontal(counts, filter_bar)
    row.styles.height = 1
    return top, tabs, row, Static("", markup=False), detail, notice, hints


class Framed(RoomGuard, Screen):
    def compose(self):
        yield from a_frame()


async def test_the_frame_at_80_and_at_140_columns():
    for width in (60, 80, 140):
        app = Host(screen=Framed())
        async with app.testing(size=(width, 16)) as pilot:
            await pilot.pause()
            assert_frame(app, f"frame_lines_{width}")


async def test_the_top_line_leaves_out_the_last_parts_and_keeps_the_clock():
    app = Host(*a_frame())
    async with app.testing(size=(44, 16)) as pilot:
        await pilot.pause()
        assert lines(app)[0] == " Geschäftsstelle Mitte         Demo · 09:12"


def test_the_present_screen_is_always_named():
    tabs = ScreensLine()
    tabs.show(TABS, "callbacks")
    assert [text for text, _ in tabs.pieces(27)] == ["▌2 Rückrufe 7 (2 überf.)", " "]


def test_names_are_shortened_and_left_away_before_a_screen_is_left_out():
    tabs = ScreensLine()
    tabs.show((*TABS, Tab("takeovers", "3", "Terminübernahmen", "2", short="Übernahmen")), "takeovers")
    at = {width: "".join(text for text, _ in tabs.pieces(width)).rstrip() for width in (61, 56, 41, 21)}
    assert at[61] == " 1 Heute 24  2 Rückrufe 7 (2 überf.) ▌3 Terminübernahmen 2"
    assert at[56] == " 1 Heute 24  2 Rückrufe 7 (2 überf.) ▌3 Übernahmen 2"
    assert at[41] == " 1 Heute 24  2 ▌3 Übernahmen 2"
    assert at[21] == " 1 ▌3 Übernahmen 2"


@given(st.integers(1, 120))
def test_lines_never_outgrow_their_width(width):
    top, tabs, _, _, detail, notice, hints = a_frame()
    counts = CountsLine()
    counts.show(COUNTS)
    for line in (tabs, counts, hints):
        assert width_of(line.pieces(width)) <= width + 1
    for line in (top, detail, notice):
        assert width_of(line.pieces(width)) <= max(width, 3)


async def test_a_notice_is_cut_at_its_end_and_the_way_back_is_not():
    notice = NoticeLine()
    app = Host(notice)
    async with app.testing(size=(60, 16)) as pilot:
        notice.say("Sehr lange Meldung " * 5, undo=True)
        await pilot.pause()
        assert lines(app)[0].endswith("…  u rückgängig") or lines(app)[0].endswith("… u rückgängig")
        notice.say("[/b] ist Text", ink="urgent")
        await pilot.pause()
        assert lines(app)[0] == " [/b] ist Text"
        notice.progress("Einlesen", 120, 300)
        await pilot.pause()
        assert lines(app)[0].startswith(" Einlesen: 120 von 300  ████████░░░░░░░░░░░░")
        assert lines(app)[0].endswith("Esc bricht ab")
        notice.working()
        await pilot.pause()
        assert lines(app)[0] == " Einen Moment …"
        notice.clear()
        await pilot.pause()
        assert lines(app)[0] == ""


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 60))
def test_a_bar_is_full_only_when_all_is_done(done, total, width):
    drawn = bar(done, total, width)
    assert len(drawn) == width
    if width > 1 and total > 0:
        assert ("░" not in drawn) == (done >= total)
        assert ("█" not in drawn) == (done == 0)


async def test_the_filter_is_a_hint_then_a_field_and_esc_goes_back_one_step_at_a_time():
    filter_bar = FilterBar()
    app = Host(filter_bar)
    async with app.testing(size=(60, 16)) as pilot:
        assert lines(app)[0].strip() == ""
        assert app.focused is None
        filter_bar.open()
        await pilot.press("ü", "b", "e", "r")
        filter_bar.show_count(12, 148)
        await pilot.pause()
        assert lines(app)[0].strip().startswith("/ über")
        assert lines(app)[0].strip().endswith("12 von 148")
        assert [m.text for m in app.sent(FilterBar.Changed)] == ["ü", "üb", "übe", "über"]
        await pilot.press("enter")
        assert [m.text for m in app.sent(FilterBar.Kept)] == ["über"]
        await pilot.press("escape")
        assert filter_bar.text == ""
        assert app.sent(FilterBar.Closed) == []
        await pilot.press("escape")
        assert len(app.sent(FilterBar.Closed)) == 1
        await pilot.pause()
        assert lines(app)[0].strip() == ""
        assert not filter_bar.step_back()


async def test_a_kept_filter_is_cleared_and_closed_from_the_list():
    filter_bar = FilterBar()
    app = Host(filter_bar)
    async with app.testing(size=(60, 16)) as pilot:
        filter_bar.put("schmidt")
        await pilot.pause()
        app.screen.set_focus(None)
        assert filter_bar.step_back()
        await pilot.pause()
        assert lines(app)[0].strip() == ""
        assert filter_bar.text == ""


async def test_text_is_put_behind_what_is_there():
    filter_bar = FilterBar()
    app = Host(filter_bar)
    async with app.testing(size=(60, 16)) as pilot:
        filter_bar.put("schmidt")
        filter_bar.put("peter")
        await pilot.pause()
        assert filter_bar.text == "schmidt peter"
        filter_bar.close()
        await pilot.pause()
        assert app.sent(FilterBar.Changed)[-1].text == ""


def test_pairs_wrap_under_their_value_and_empty_ones_are_left_out():
    found = pair_lines([Pair("Anliegen", "Drohende Energiesperre"), Pair("Ort", ""), Pair("Tel", "1\n2")], 22)
    assert found == [("Anliegen  ", "Drohende"), (" " * 10, "Energiesperr"), (" " * 10, "e"),
                     ("Tel       ", "1"), (" " * 10, "2")]  # fmt: skip


async def test_the_pane_shows_text_as_it_is():
    pane = DetailPane()
    app = Host(pane)
    async with app.testing(size=(60, 16)) as pilot:
        app.screen.add_class("-wide")
        pane.show("Schmidt, [/b] Peter", [Pair("Anliegen", "[red]Umzugswunsch"), Pair("Telefon", "+49 30 23125115")])
        await pilot.pause()
        assert_frame(app, "detail_pane_60x16")


DRAWN = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜabcäöüß-/+?.:, ", min_size=1, max_size=12)


@given(DRAWN, st.integers(1, 3))
def test_large_letters_are_blocks_of_one_height(text, scale):
    assert can_draw(text)
    drawn = large(text, scale)
    assert len(drawn) == (7 * scale + 1) // 2
    assert set("".join(drawn)) <= set(" ▀▄█")


@given(st.text(max_size=20) | DRAWN, st.integers(1, 100))
def test_enlarged_text_fits(text, width):
    assert all(cell_len(line) <= width for line in enlarged(text, width))


async def test_the_time_stands_large_for_the_customer():
    big = BigText()
    app = Host(big)
    async with app.testing(size=(60, 16)) as pilot:
        big.show("14:30")
        await pilot.pause()
        assert_frame(app, "big_text_60x16")
