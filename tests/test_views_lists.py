"""Search, palette, help, parked forms, Morgenlage, and the program without a store: by keys, on real desks."""

import pytest

from backoffice import guide, keys
from backoffice.desk.day import DayOf
from backoffice.desk.morning import Matter, morning
from backoffice.domain.errors import Refused, StoreUnavailable
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, Role
from backoffice.screens.dialog import FormDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.drafts_list import DraftsDialog
from backoffice.screens.help import HelpDialog
from backoffice.screens.morning import MorningDialog
from backoffice.screens.no_desk import NoDesk
from backoffice.screens.palette import PaletteDialog
from backoffice.screens.record import RecordScreen
from backoffice.screens.search import PAUSE, SearchDialog
from backoffice.widgets.record_list import RecordList
from tests.frames import assert_fits, assert_frame, frame
from tests.office import MONDAY
from tests.views import ON_SQLITE, Stage, press, read, settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])


async def found(app, pilot):
    """Wait until the pause after the last key is over and the search is through."""
    await pilot.pause(PAUSE + 0.05)
    await settled(app, pilot)


# --- search ------------------------------------------------------------------------------------------------------


def some_days(office):
    from datetime import date

    office.book(540, name="Schmidt, Peter", phone="+493023125115", channel=Channel.PHONE)
    office.book(560, name="Schmidt, Petra", concern="Hilfe in schwierigen Lebenslagen", place="L1-2")
    friday = office.book(600, name="Müller, Jörg", day=date(2026, 11, 20), status=Status.DONE, place=None)
    office.book(620, name="[b]Böse[/b], Klammer", day=date(2026, 11, 24))
    return friday


@ON_SQLITE
@SIZES
async def test_what_is_typed_is_found_over_all_days(office, clock, size):
    some_days(office)
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(SearchDialog(office.desk, office.branch_id, clock))
        await settled(app, pilot)
        assert "mindestens zwei Zeichen" in read(app)
        await pilot.press(*"schmidt")
        await found(app, pilot)
        assert_frame(app, f"search_{size[0]}x{size[1]}")


@ON_SQLITE
async def test_enter_jumps_to_the_day_and_the_row(office, clock):
    friday = some_days(office)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SearchDialog(office.desk, office.branch_id, clock))
        await settled(app, pilot)
        await pilot.press(*"mueller")
        await found(app, pilot)
        assert "1 Treffer" in read(app)
        await press(app, pilot, "enter")
        assert app.results == [(MONDAY.replace(day=20), friday)]


@ON_SQLITE
async def test_enter_before_the_pause_searches_first_and_jumps_only_to_a_single_row(office, clock):
    some_days(office)
    for typed, rows, results in (("schmidt", 2, 0), ("petra", 1, 1)):
        app = Stage(clock)
        async with app.testing() as pilot:
            dialog = app.show(SearchDialog(office.desk, office.branch_id, clock))
            await settled(app, pilot)
            listed = dialog.listed
            await pilot.press(*typed, "enter")
            await settled(app, pilot)
            assert len(listed.rows) == rows
            assert len(app.results) == results


@ON_SQLITE
async def test_arrows_move_in_the_list_while_the_field_keeps_the_keys(office, clock):
    some_days(office)
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(SearchDialog(office.desk, office.branch_id, clock))
        await settled(app, pilot)
        await pilot.press(*"schmidt")
        await found(app, pilot)
        first = dialog.listed.cursor_id
        await press(app, pilot, "down")
        second = dialog.listed.cursor_id
        assert second != first
        await press(app, pilot, "up", "pagedown", "enter")
        assert app.results == [(MONDAY, second)]


@ON_SQLITE
async def test_nothing_found_says_so_and_f3_opens_no_second_search(office, clock):
    some_days(office)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SearchDialog(office.desk, office.branch_id, clock))
        await settled(app, pilot)
        await pilot.press(*"gibt es nicht")
        await found(app, pilot)
        assert_frame(app, "search_empty_80x24")
        await press(app, pilot, "f3", "enter")
        assert app.called == []
        assert app.results == []
        await press(app, pilot, "escape")
        assert app.results == [None]


@ON_SQLITE
async def test_a_search_that_is_refused_says_why(office, clock):
    stranger = office.colleague("fremd", "Fremd")
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SearchDialog(stranger, office.branch_id, clock))
        await settled(app, pilot)
        await pilot.press(*"schmidt")
        await found(app, pilot)
        assert "Dafür fehlt hier das Recht." in read(app)


@ON_SQLITE
async def test_a_sensitive_concern_and_a_protected_person_stay_hidden_in_the_search(office, clock):
    some_days(office)
    office.book(700, name="Geheim, Gerda", protected=True)
    colleague = office.colleague("kollege", "Öztürk", Role.CASEWORKER)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(SearchDialog(colleague, office.branch_id, clock))
        await settled(app, pilot)
        await pilot.press(*"petra")
        await found(app, pilot)
        assert "Persönliches" in frame(app)
        assert "Lebenslagen" not in frame(app)
        await press(app, pilot, *["backspace"] * 5)
        await pilot.press(*"gerda")
        await found(app, pilot)
        assert "Nichts gefunden" in read(app)


# --- palette -----------------------------------------------------------------------------------------------------

EXTRA = (guide.Entry("theme:hell", "Darstellung: Hell", "Helle Farben.", "", "darstellung hell farben light theme"),)


@SIZES
async def test_the_palette_lists_every_command(clock, size):
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(PaletteDialog(keys.TODAY_SCREEN, EXTRA))
        await settled(app, pilot)
        assert_frame(app, f"palette_{size[0]}x{size[1]}")


async def test_typing_narrows_and_enter_runs_the_best(clock):
    for typed, chosen in (("rückg", "undo"), ("outcome", "outcome"), ("light", "theme:hell"), ("f7", "import_day")):
        app = Stage(clock)
        async with app.testing() as pilot:
            app.show(PaletteDialog(keys.TODAY_SCREEN, EXTRA))
            await settled(app, pilot)
            await press(app, pilot, "down", "down")
            await pilot.press(*typed)
            await press(app, pilot, "enter")
            assert app.results == [chosen]


async def test_arrows_choose_and_nothing_matches_runs_nothing(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(PaletteDialog(keys.TODAY_SCREEN))
        await settled(app, pilot)
        await press(app, pilot, "down", "enter")
        assert app.results == [guide.palette(*keys.TODAY_SCREEN)[1].id]
        app.show(PaletteDialog(keys.TODAY_SCREEN))
        await settled(app, pilot)
        await pilot.press(*"qqqq")
        await press(app, pilot, "enter")
        assert "Kein Befehl passt dazu." in read(app)
        await press(app, pilot, "escape")
        assert app.results[1:] == [None]


# --- help --------------------------------------------------------------------------------------------------------


@SIZES
async def test_the_help_of_a_list_screen(clock, size):
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        await pilot.pause()
        app.show(HelpDialog(app.screen))
        await settled(app, pilot)
        assert_frame(app, f"help_{size[0]}x{size[1]}")
        await press(app, pilot, "end")
        assert_fits(app)
        assert "NOTF" in read(app)


async def test_every_action_of_the_screen_stands_in_the_help(clock):
    app = Stage(clock)
    async with app.testing(size=(140, 45)) as pilot:
        await pilot.pause()
        dialog = HelpDialog(app.screen)
        text = " ".join("".join(piece for piece, _ in line) for line in dialog.text(2000))
        for action in keys.at(*keys.TODAY_SCREEN):
            assert f"{action.label}: {action.help}" in text


@ON_SQLITE
async def test_the_help_over_a_dialog_speaks_of_that_dialog_and_esc_comes_back_to_it(office, clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(RecordScreen(office.desk, office.book(), clock))
        await settled(app, pilot)
        before = frame(app)
        await press(app, pilot, "f1")
        assert "Alles über einen Termin" in read(app)
        assert "Nimmt die jüngste Änderung an diesem Termin zurück" in read(app)
        assert "Wer wartet" not in read(app)
        await press(app, pilot, "escape")
        assert frame(app) == before


async def test_the_help_of_a_form_and_of_the_import_are_their_own(clock):
    from backoffice.screens.help import about
    from backoffice.screens.import_columns import ColumnsDialog

    assert about(FormDialog("Notiz", draft_key="note:1")).startswith("Ein Formular")
    assert about(ColumnsDialog(())).startswith("Was bedeutet welche Spalte")


# --- drafts ------------------------------------------------------------------------------------------------------


def parked(app):
    drafts = Drafts.of(app)
    drafts.park("note:1", "Notiz – Kowa…, M.", "1", {"field:text": "x"})
    drafts.park("outcome:2", "Ergebnis – [b]Schm…[/b]", "2", {"field:text": "y"})
    return drafts


async def test_a_digit_brings_a_parked_form_back(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(DraftsDialog(parked(app)))
        await settled(app, pilot)
        assert_frame(app, "drafts_80x24")
        await press(app, pilot, "1")  # the one parked last
        assert app.results == ["outcome:2"]


async def test_x_throws_a_draft_away_only_when_pressed_twice_on_the_same(clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        drafts = parked(app)
        app.show(DraftsDialog(drafts))
        await settled(app, pilot)
        await press(app, pilot, "down", "x", "up", "delete")
        assert len(drafts.parked) == 2
        assert "„Ergebnis – [b]Schm…[/b]“ verwerfen?" in read(app)
        await press(app, pilot, "x")
        assert [d.key for d in drafts.parked] == ["note:1"]
        await press(app, pilot, "x", "x")
        assert drafts.parked == ()
        assert "Es ist kein Formular geparkt." in read(app)
        await press(app, pilot, "x", "enter", "escape")
        assert app.results == [None]


# --- Morgenlage --------------------------------------------------------------------------------------------------


def a_morning(office, clock):
    from datetime import date

    office.book(530, name="Kowalska, Małgorzata", concern="Finanzielle Notlage / ausbleibende Zahlung")
    office.book(540, name="Weiß, Thea", channel=Channel.PHONE, place="L1-2")
    office.book(560, name="Ben Salah, Youssef", place=None)
    office.book(580, name="Haile, Selam", remark="spricht Tigrinisch, bitte Dolmetscherin")
    office.book(600, name="Ruhig, Rosa", remark="kommt mit Kinderwagen")
    office.book(620, name="Fertig, Fred", status=Status.DONE, place=None, channel=Channel.PHONE)
    office.book(600, name="Gestern, Gerd", day=date(2026, 11, 20))
    return office.desk.read(DayOf(office.branch_id, MONDAY, clock.now()))


@ON_SQLITE
@SIZES
async def test_the_morgenlage_names_what_matters(office, clock, size):
    day = a_morning(office, clock)
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(MorningDialog(day, {"new": 5, "problem": 1}))
        await settled(app, pilot)
        assert_frame(app, f"morning_{size[0]}x{size[1]}")
        await press(app, pilot, "down", "down", "enter")
        assert app.results == [next(line.id for line in day.lines if line.place is None and line.open)]


@ON_SQLITE
async def test_a_calm_day_has_a_sentence_and_leaves_the_empty_parts_out(office, clock):
    office.book(600, phone="+493023125100")
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(MorningDialog(office.desk.read(DayOf(office.branch_id, MONDAY, clock.now()))))
        await settled(app, pilot)
        assert_frame(app, "morning_calm_80x24")
        await press(app, pilot, "enter", "escape")
        assert app.results == [None]


def test_the_morgenlage_is_worked_out_from_the_days_views(office, clock):
    """On both engines: open lines only, one line under every matter it belongs to."""
    found = morning(a_morning(office, clock))
    assert {matter: [line.short_name for line in found.of(matter)] for matter in Matter} == {
        Matter.EMERGENCY: ["Kowa…, M."],
        Matter.NO_NUMBER: ["Weiß, T."],
        Matter.NO_PLACE: ["Ben…, Y."],
        Matter.LANGUAGE: ["Hail…, S."],
    }
    assert (found.since_yesterday, found.no_promise) == (1, 1)


# --- no desk -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("unknown_account", Refused("unknown_account", login="amueller")),
        ("store_missing", StoreUnavailable("store_missing", path="/srv/backoffice/[b].db")),
        ("server_unreachable", StoreUnavailable("server_unreachable")),
    ],
)
async def test_without_a_desk_there_is_a_reason_and_a_way_on(clock, name, error):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(NoDesk(error))
        await settled(app, pilot)
        assert_frame(app, f"no_desk_{name}_80x24")


async def test_f5_and_enter_try_again_esc_and_ctrl_q_quit(clock):
    for key, again in (
        ("f5", True),
        ("enter", True),
        ("1", True),
        ("2", False),
        ("escape", False),
        ("ctrl+q", False),
    ):
        app = Stage(clock)
        async with app.testing() as pilot:
            app.show(NoDesk(StoreUnavailable("server_unreachable")))
            await settled(app, pilot)
            await press(app, pilot, key)
            assert app.results == [again], key
            assert app.called == []


async def test_no_list_dialog_has_lost_its_list(clock):
    """The wide dialogs give their list the room that is left, at the smallest size too."""
    app = Stage(clock)
    async with app.testing(size=(60, 16)) as pilot:
        app.show(PaletteDialog(keys.TODAY_SCREEN))
        await settled(app, pilot)
        assert app.screen.query_one(RecordList).size.height >= 6
        assert_fits(app)
