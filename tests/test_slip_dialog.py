"""The Terminzettel on the screen: read, scrolled, written as a file in a thread, and told where it lies."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from backoffice import keys
from backoffice.domain.calendar import next_working_day
from backoffice.domain.clock import wall
from backoffice.screens.slip import SlipDialog
from backoffice.widgets.notice_line import NoticeLine
from backoffice.wording import labels
from backoffice.wording import slip as words
from tests.frames import assert_fits, assert_frame, frame
from tests.test_slip import SLIP, read_back
from tests.views import Stage, press, read, settled

PDF, TXT = "Terminzettel-2026-11-24-1020.pdf", "Terminzettel-2026-11-24-1020.txt"


class Viewer:
    """Stands for the system's viewers: notes what it is given, and in which thread."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.shown: list[Path] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, path: Path) -> bool:
        assert self.gate.wait(10)
        assert path.read_bytes(), "a viewer finds the whole file"
        self.shown.append(path)
        self.threads.add(threading.get_ident())
        return self.there


@pytest.fixture
def viewer() -> Viewer:
    return Viewer()


def notice(app) -> str:
    return str(app.screen.query_one(NoticeLine).text)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_it_shows_what_will_be_printed(clock, tmp_path, size):
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(SlipDialog(replace(SLIP, language="pl"), tmp_path))
        await settled(app, pilot)
        assert_frame(app, f"slip_{size[0]}x{size[1]}")


async def test_it_scrolls_to_its_last_sentence_and_comes_back_without_a_trace(clock, tmp_path):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(replace(SLIP, language="pl"), tmp_path / "Terminzettel"))
        await settled(app, pilot)
        assert words.NO_DECISION not in frame(app)
        await press(app, pilot, "pagedown")
        assert words.NO_DECISION in frame(app)
        await press(app, pilot, "up", "home")
        assert words.TITLE in frame(app)
        await press(app, pilot, "escape")
        assert app.results == [None]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["f2", "ctrl+s", "1"])
async def test_the_usual_way_writes_a_pdf_and_opens_it(clock, tmp_path, viewer, key):
    app = Stage(clock)
    folder = tmp_path / "Terminzettel"
    async with app.testing() as pilot:
        app.show(SlipDialog(SLIP, folder, open_file=viewer))
        await settled(app, pilot)
        await press(app, pilot, key)
        assert viewer.shown == [folder / PDF]
        assert viewer.threads.isdisjoint({threading.get_ident()}), "a viewer that is slow would stop the keys"
        assert words.NO_DECISION in read_back((folder / PDF).read_bytes())
        until = labels.day_label(
            next_working_day(wall(datetime.fromtimestamp((folder / PDF).stat().st_mtime, UTC))[0])
        )
        said = f"Geöffnet. Liegt in {folder}. Wird ab {until} gelöscht: {PDF}"
        assert notice(app) == said
        assert_fits(app)
        await press(app, pilot, "escape")
        assert app.results == [said]


async def test_two_writes_the_text_and_nothing_is_overwritten(clock, tmp_path, viewer):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(SLIP, tmp_path, open_file=viewer))
        await settled(app, pilot)
        await press(app, pilot, "2", "2")
        assert [path.name for path in viewer.shown] == [TXT, TXT.replace(".txt", "-2.txt")]
        assert viewer.shown[0].read_text("utf-8-sig") == words.as_text(SLIP)


async def test_without_a_viewer_it_is_saved_all_the_same(clock, tmp_path):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(SLIP, tmp_path, open_file=Viewer(there=False)))
        await settled(app, pilot)
        await press(app, pilot, "1")
        assert notice(app).startswith(words.NO_VIEWER)
        assert str(tmp_path) in notice(app)
    assert (tmp_path / PDF).exists()


async def test_what_cannot_be_printed_is_said(clock, tmp_path, viewer):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(replace(SLIP, address="ул. Ленина 1"), tmp_path, open_file=viewer))
        await settled(app, pilot)
        await press(app, pilot, "1")
        assert notice(app).startswith(words.NOT_WHOLE)
        await press(app, pilot, "2")
        assert words.NOT_WHOLE not in notice(app)
        assert "ул. Ленина 1" in viewer.shown[-1].read_text("utf-8-sig")


async def test_a_folder_that_takes_nothing_is_one_sentence_and_the_slip_stays(clock, tmp_path, viewer):
    (tmp_path / "Terminzettel").write_text("no folder")
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(SLIP, tmp_path / "Terminzettel", open_file=viewer))
        await settled(app, pilot)
        await press(app, pilot, "1")
        assert notice(app) == words.FAULTS["unreachable"].format(folder=tmp_path / "Terminzettel")
        assert viewer.shown == []
        (tmp_path / "Terminzettel").unlink()
        await press(app, pilot, "1")
        assert notice(app).startswith(words.OPENED)


async def test_while_it_writes_keys_work_and_a_second_press_writes_no_second_file(clock, tmp_path, viewer):
    viewer.gate.clear()
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(SlipDialog(SLIP, tmp_path, open_file=viewer))
        await settled(app, pilot)
        for key in ("1", "1", "f2"):
            await pilot.press(key)
            dialog.settle_keys()
        await pilot.pause()
        assert notice(app) == labels.WORKING
        await pilot.press("pagedown")
        assert words.NO_DECISION in frame(app)
        viewer.gate.set()
        await settled(app, pilot)
        assert len(viewer.shown) == 1
        assert notice(app).startswith(words.OPENED)


async def test_esc_does_not_wait_for_a_slow_viewer(clock, tmp_path, viewer):
    viewer.gate.clear()
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(SlipDialog(SLIP, tmp_path, open_file=viewer))
        await settled(app, pilot)
        await pilot.press("1")
        dialog.settle_keys()
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.results == [None]
        viewer.gate.set()


async def test_other_digits_say_what_there_is(clock, tmp_path):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(SLIP, tmp_path))
        await settled(app, pilot)
        await press(app, pilot, "7")
        assert notice(app) == words.ONLY_TWO
        assert list(tmp_path.iterdir()) == []


async def test_the_help_says_what_it_is_for(clock, tmp_path):
    app = Stage(clock)
    async with app.testing(size=(100, 45)) as pilot:
        app.show(SlipDialog(SLIP, tmp_path))
        await settled(app, pilot)
        await press(app, pilot, "f1")
        assert "1 oder F2 speichert ihn als PDF" in read(app)


async def test_hostile_text_is_shown_as_text(clock, tmp_path):
    evil = replace(SLIP, concern="[/b][red]\x1b[2J Umzug", address="\u202everkehrt", branch="[bold")
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SlipDialog(evil, tmp_path))
        await settled(app, pilot)
        shown = frame(app)
        assert "[/b][red][2J Umzug" in shown
        assert "[bold" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


async def test_no_day_makes_it_wider_than_the_smallest_screen(clock, tmp_path):
    app = Stage(clock)
    async with app.testing(size=(60, 16)) as pilot:
        app.show(SlipDialog(replace(SLIP, day=date(2027, 9, 30), branch="Geschäftsstelle " * 6), tmp_path))
        await settled(app, pilot)
        assert_fits(app)
        assert "Donnerstag, 30. September 2027, 10 Uhr 20" in frame(app)


def test_no_two_of_its_keys_clash():
    live = [key for action in keys.at(*SlipDialog.PLACES) for key in action.keys]
    live += [*keys.action("save").keys, *(k for a in keys.at(keys.Place.APP) if a.over_dialogs for k in a.keys)]
    assert len(live) == len(set(live))
