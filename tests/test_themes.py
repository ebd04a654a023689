"""Every text is readable in every theme, and without any colour at all."""

import re

import pytest
from textual.containers import Horizontal, Vertical

from backoffice import themes
from backoffice.domain.clock import FixedClock, instant_of
from backoffice.themes import INKS, LEAST_CONTRAST, PAIRS, PALETTES, PAPERS, contrast
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.columns import INKS as CELL_INKS
from backoffice.widgets.columns import Column
from backoffice.widgets.detail_pane import DetailPane, Pair
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.form_field import note_field, time_field
from backoffice.widgets.frame_lines import HintLine
from backoffice.widgets.notice_line import NoticeLine
from backoffice.widgets.record_list import RecordList
from tests.frames import lines, strips
from tests.hosts import TCSS, Host
from tests.test_typed import MONDAY
from tests.test_widgets_frame import a_frame


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_every_ink_is_readable_on_every_paper(name, ink, paper):
    palette = PALETTES[name]
    assert contrast(getattr(palette, ink), getattr(palette, paper)) >= LEAST_CONTRAST


def test_the_style_sheet_names_only_colours_that_were_measured():
    known = {f"bo-{name.replace('_', '-')}" for name in (*PAPERS, *INKS, "cursor", "on_cursor", "border")}
    text = TCSS.read_text(encoding="utf-8")
    assert set(re.findall(r"\$([\w-]+)", text)) <= known
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", text)


def everything():
    """One of each widget, in the states that have colours of their own."""
    inks = RecordList(
        [Column("Stand", 12), Column("Name", 10, flexible=True)],
        key=str,
        cells=lambda ink: ((f"● {ink}", ink), "Name"),
        search=str,
        clock=FixedClock(instant_of(MONDAY, 540)),
        id="inks",
    )
    choices = ChoiceList([Choice("a", "geklärt"), Choice("b", "M&I", why_not="geht nicht")], several=True, ticked="a")
    pane, warned, running = DetailPane(), NoticeLine(), NoticeLine()
    warned.say("abgelehnt", ink="urgent")
    running.progress("Einlesen", 1, 3)
    fields = [time_field("Uhrzeit", "99"), note_field("Notiz", "x")]
    return [*a_frame(), Horizontal(Vertical(inks, RecordList([], key=str, cells=str, search=str)), pane),
            warned, running, FilterBar(id="open"), choices, *fields]  # fmt: skip


async def fill(app, pilot):
    app.screen.add_class("-wide")
    inks = app.query_one("#inks", RecordList)
    inks.set_rows(CELL_INKS)
    inks.flash(["good", "urgent"])
    inks.move_to("warning")
    app.query_one(DetailPane).show("Schmidt", [Pair("Telefon", "+49")])
    app.query_one("#open", FilterBar).put("schmidt")
    app.query_one("#open", FilterBar).show_count(1, 2)
    next(iter(app.query("FormField"))).check()
    await pilot.pause()


def unreadable(app):
    """(text, ink, paper, ratio) of every piece of the screen that is not readable."""
    found = []
    for strip in strips(app):
        for text, style, _ in strip:
            if not text.strip() or style is None:
                continue
            ink, paper = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
            ink, paper = (paper, ink) if style.reverse else (ink, paper)
            if not set(text) <= set(" │─┌┐└┘") and contrast(ink, paper) < LEAST_CONTRAST:
                found.append((text, ink, paper, round(contrast(ink, paper), 2)))
    return found


@pytest.mark.parametrize("name", PALETTES)
async def test_what_really_stands_on_the_screen_is_readable(name):
    app = Host(*everything(), theme=name)
    async with app.testing(size=(140, 45)) as pilot:
        await fill(app, pilot)
        assert unreadable(app) == []
        app.query_one("#inks").focus()
        await pilot.pause()
        assert unreadable(app) == []
        app.query_one(ChoiceList).focus()
        await pilot.pause()
        assert unreadable(app) == []


async def test_the_inks_really_are_on_the_screen():
    app = Host(*everything(), theme="dunkel")
    async with app.testing(size=(140, 45)) as pilot:
        await fill(app, pilot)
        styles = [style for strip in strips(app) for _, style, _ in strip if style and style.color]
        seen = {style.color.get_truecolor().hex for style in styles}
    palette = PALETTES["dunkel"]
    assert {getattr(palette, ink) for ink in INKS} <= seen


async def test_the_check_above_would_find_grey_on_grey():
    app = Host(HintLine(), theme="dunkel")
    async with app.testing() as pilot:
        app.query_one(HintLine).show(())
        notice = NoticeLine()
        await app.mount(notice)
        notice.styles.color = "#333a44"
        notice.say("kaum zu lesen")
        await pilot.pause()
        assert [text for text, *_ in unreadable(app)] == [" kaum zu lesen"]


async def test_without_colour_cursor_mark_change_and_tick_are_still_told(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(*everything())
    async with app.testing(size=(100, 45)) as pilot:
        await fill(app, pilot)
        inks = app.query_one("#inks", RecordList)
        inks.focus()
        inks.toggle_mark()
        await pilot.pause()
        assert app.no_color
        shown = "\n".join(lines(app))
        assert "▌■● warning" in shown
        assert " *● good" in shown
        assert "▌1 Heute" in shown
        assert "[√] geklärt" in shown
        for strip in strips(app):
            for _, style, _ in strip:
                for colour in (style.color, style.bgcolor) if style else ():
                    if colour is not None and colour.triplet is not None:
                        assert len(set(colour.triplet)) == 1, "only greys are left"
        assert unreadable(app) == []


def test_glyphs_are_those_that_old_windows_fonts_have():
    from pathlib import Path

    import backoffice

    allowed = set("○●►▲■√▌█▀▄░▒▓…–—·„“→←↑↓×│─‹›")
    for path in Path(backoffice.__file__).parent.glob("widgets/*.py"):
        for char in path.read_text(encoding="utf-8"):
            assert ord(char) < 0x250 or char in allowed, (path.name, char)
    room = Path(backoffice.__file__).parent
    for path in (*room.glob("keys/*.py"), room / "guide.py"):
        content = path.read_text(encoding="utf-8")
        assert all(ord(c) < 0x250 or c in allowed for c in content)


def test_the_themes_are_ours_and_named_in_german():
    from backoffice.wording import labels

    assert {t.name for t in themes.themes()} == set(PALETTES) == set(labels.THEME)
    assert [t.name for t in themes.themes() if not t.dark] == ["hell"]
