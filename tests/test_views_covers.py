"""Sichtschutz and Kundenansicht: nothing shines through, the key that takes them away does nothing else."""

from dataclasses import replace

from textual import events

from backoffice.desk.day import DayOf
from backoffice.domain.terms import Channel
from backoffice.screens.customer_view import CustomerView
from backoffice.screens.drafts import Drafts
from backoffice.screens.drafts_list import DraftsDialog
from backoffice.screens.privacy import PrivacyScreen
from backoffice.wording import views as words
from tests.frames import assert_fits, assert_frame, frame, strips
from tests.office import MONDAY
from tests.views import ON_SQLITE, Stage, press, settled


async def test_the_privacy_screen_shows_the_time_and_the_way_back_only(clock):
    for size in ((80, 24), (140, 45)):
        app = Stage(clock)
        async with app.testing(size=size) as pilot:
            app.show(PrivacyScreen())
            await settled(app, pilot)
            assert_frame(app, f"privacy_{size[0]}x{size[1]}")
            assert "darunter" not in frame(app)


async def test_the_time_goes_on(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        screen = app.show(PrivacyScreen())
        await settled(app, pilot)
        before = frame(app)
        clock.advance(minutes=1)
        screen.show_time()
        await settled(app, pilot)
        assert frame(app) != before


async def test_any_key_takes_it_away_and_is_swallowed(clock):
    # F1, F3, F4 and F9 work over every dialog, letters type in the field below: here none of them does anything else.
    for key in ("x", "enter", "escape", "f1", "f3", "f4", "f9", "question_mark", "1", "ctrl+p", "space", "down"):
        app = Stage(clock)
        async with app.testing() as pilot:
            app.below.focus()
            app.show(PrivacyScreen())
            await settled(app, pilot)
            await press(app, pilot, key)
            assert app.results == [None], key
            assert app.called == [], key
            assert app.below.value == "darunter", key
            assert app.focused is app.below, key


async def test_quitting_works_over_it(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(PrivacyScreen())
        await settled(app, pilot)
        await press(app, pilot, "ctrl+q")
        assert app.called == ["quit"]


async def test_a_paste_and_a_click_take_it_away_and_type_nothing(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.below.focus()
        app.show(PrivacyScreen())
        await settled(app, pilot)
        app.post_message(events.Paste("geheim"))
        await settled(app, pilot)
        assert app.results == [None]
        app.show(PrivacyScreen())
        await settled(app, pilot)
        await pilot.click(offset=(5, 5))
        await settled(app, pilot)
        assert app.results == [None, None]
        assert app.below.value == "darunter"


async def test_it_works_over_a_dialog_and_the_dialog_is_as_it_was(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(DraftsDialog(Drafts(app)))
        await settled(app, pilot)
        before = frame(app)
        await press(app, pilot, "f9")
        assert isinstance(app.screen, PrivacyScreen)
        assert words.DRAFTS not in frame(app)
        await press(app, pilot, "j")
        assert frame(app) == before


async def test_the_paper_is_opaque(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(PrivacyScreen())
        await settled(app, pilot)
        assert app.screen.styles.background.a == 1
        papers = {s.style.bgcolor for strip in strips(app) for s in strip if s.style and s.style.bgcolor}
        assert len(papers) == 1


def line_of(office, appointment):
    day = office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now()))
    return next(line for line in day.lines if line.id == appointment)


@ON_SQLITE
async def test_the_customer_sees_one_date_and_no_name(office, clock):
    line = line_of(office, office.book(550, name="Schmidt, Peter"))
    for size in ((80, 24), (140, 45)):
        app = Stage(clock)
        async with app.testing(size=size) as pilot:
            app.show(CustomerView(line, "Fragen zum Bescheid", "Geschäftsstelle Mitte"))
            await settled(app, pilot)
            assert_frame(app, f"customer_{size[0]}x{size[1]}")
            assert "Schmidt" not in frame(app)


@ON_SQLITE
async def test_by_phone_we_call_and_a_sensitive_concern_is_not_shown(office, clock):
    line = line_of(
        office,
        office.book(540, channel=Channel.PHONE, phone="+493023125115", concern="Hilfe in schwierigen Lebenslagen"),
    )
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(CustomerView(line, "Hilfe in schwierigen Lebenslagen", "Geschäftsstelle Mitte"))
        await settled(app, pilot)
        assert_frame(app, "customer_phone_80x24")
        assert "Lebenslagen" not in frame(app)
        assert "Wir rufen Sie an." in frame(app)
        await press(app, pilot, "a")
        assert app.results == [None]


@ON_SQLITE
async def test_privacy_goes_over_the_customer_view_and_a_long_concern_fits(office, clock):
    line = replace(line_of(office, office.book(540)), place=None)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(
            CustomerView(line, "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung " * 3, "Geschäftsstelle Mitte")
        )
        await settled(app, pilot)
        assert_fits(app)
        await press(app, pilot, "f9")
        assert isinstance(app.screen, PrivacyScreen)
        await press(app, pilot, "f9", "f9")
        assert isinstance(app.screen, PrivacyScreen)
