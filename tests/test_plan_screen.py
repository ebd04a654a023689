"""The screen *Plan* as a person works it: a day, weeks ahead, openings, who is left outside."""

from datetime import date

import pytest

from backoffice.desk.affected import Affected
from backoffice.desk.closures import AddClosure
from backoffice.desk.holding import HoldTime
from backoffice.domain.errors import Refused, StoreUnavailable
from backoffice.domain.terms import ClosureKind, OpeningKind, Role
from backoffice.screens.plan import PlanScreen
from backoffice.screens.plan_fields import covered, parse_points, parse_times
from backoffice.screens.plan_forms import usual_end
from backoffice.screens.plan_reading import View
from backoffice.screens.record import RecordScreen
from backoffice.themes import PALETTES
from backoffice.widgets.form_field import FormField
from tests.absent import staff
from tests.driver import Driver, at_desk
from tests.frames import assert_fits, assert_frame
from tests.office import MONDAY, Office
from tests.planning import GROUP, YEAR_END, listed, set_openings, single, weekly
from tests.test_import_hygiene import loaded_by
from tests.test_themes import unreadable
from tests.ticket_desk import again, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

TUESDAY = date(2026, 11, 24)
ALL = ("E-1", "E-2", "L1-1", "L1-2", "L2-1", "L2-2")


def plan(desk: Driver) -> PlanScreen:
    screen = desk.app.screen_stack[0]
    assert isinstance(screen, PlanScreen)
    return screen


def field(desk: Driver, id_: str) -> FormField:
    return desk.app.screen.query_one(f"#{id_}", FormField)


def rows(desk: Driver) -> list[str]:
    """The rows of *Öffnungen* as they read, blanks drawn together."""
    return [
        " ".join(part for cell in row.cells() if (part := cell if isinstance(cell, str) else cell[0]))
        for row in desk.records.rows.visible
    ]


def affected(desk: Driver) -> list[str]:
    found = plan(desk).query_one("#affected").rows.visible
    return [row.booked.name for row in found]


async def typed(desk: Driver, **values: str) -> None:
    """Type into fields of the form on top, over what stands there."""
    for id_, text in values.items():
        field(desk, id_).focus_input()
        await desk.press("ctrl+u")
        await desk.type(text)


async def fill(desk: Driver, **values: str) -> None:
    """The same where it is not the typing that matters: key by key it takes its time."""
    for id_, text in values.items():
        field(desk, id_).text = text
    await desk.settle()


@pytest.fixture
def planned(office: Office) -> Office:
    """Leistung 1 is open from 8 to 12 with a break, Leistung 2 online and late; one booked, two left out."""
    set_openings(office, *weekly(office, breaks=((600, 615),)))
    set_openings(office, *weekly(office, names=("L2-1",), contingent="online"), group="Leistung 2")
    late = weekly(office, (960, 1080), names=("L2-1",), weekdays=[3], reserved=True)
    set_openings(office, *late, group="Leistung 2")
    office.book(540, name="Schmidt, Peter", phone="+493023125115")
    office.book(545, name="Kowalska, Małgorzata", place=None)
    office.book(550, name="Ben Salah, Youssef", place=None)
    return office


# --- the day -----------------------------------------------------------------------------------------------------


async def test_a_day_says_what_is_free_taken_kept_and_closed(planned: Office, clock) -> None:
    other = again(planned)
    other.perform(other.new(HoldTime, group_id=planned.groups[GROUP], day=MONDAY, start=660, minutes=20))
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        assert "Mo 23.11.2026" in desk.lines[0]
        assert "▌5 Plan" in desk.lines[1]
        assert "‹Tag›  Vorschau  Öffnungen  Betroffene 2" in desk.lines[2]
        assert "ohne Platz 2 · gebucht 3" in desk.lines[2]
        for word in ("vorbei", "frei", "09:00 Schm…", "vorgemerkt", "geschlossen", "online", "ohne Platz"):
            assert word in desk.shown
        screen = plan(desk)
        assert screen.grid.cursor == (planned.points["E-1"], 510)  # where the day is now
        screen.grid.go(planned.points["L1-1"], 540)
        await desk.settle()
        assert "L1-1, 09:00–09:30: belegt 09:00–09:20, Schmidt, Peter" in desk.shown
        assert "+49 30 23125115" in desk.shown
        screen.grid.go(planned.points["L1-1"], 600)
        await desk.settle()
        assert "geschlossen 10:00–10:15: Pause" in desk.shown
        held = [point for point in ("L1-1", "L1-2") if screen.grid.go(planned.points[point], 660)
                and "vorgemerkt 11:00–11:20" in screen.grid.text_here]  # fmt: skip
        assert len(held) == 1


async def test_enter_opens_the_record_and_asks_where_there_are_several(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        await desk.press("enter")
        assert "Hier steht kein Termin" in desk.notice
        plan(desk).grid.go(planned.points["L1-1"], 540)
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        await desk.press("escape")
        plan(desk).grid.go("", 540)
        await desk.press("enter")
        assert desk.dialog == "2 Termine auf diesem Feld"
        await desk.press("2")
        assert isinstance(desk.app.screen, RecordScreen)
        assert "Ben Salah" in desk.shown


async def test_p_gives_everybody_without_a_place_one(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        plan(desk).grid.go("", 540)
        await desk.press("p")
        assert "Kowalska" in desk.notice
        assert "L1-2" in desk.notice
        assert "09:05 Kowa…" in desk.shown
        assert "Betroffene 1" in desk.lines[2]
        await desk.press("u")
        assert "Betroffene 2" in desk.lines[2]


async def test_the_letters_of_the_day_act_on_the_appointment_under_the_cursor(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "a")
        assert "Auf diesem Feld steht kein Termin" in desk.notice
        plan(desk).grid.go(planned.points["L1-1"], 540)
        await desk.press("a")
        assert "Schmidt, Peter: ist da." in desk.notice
        await desk.press("space")
        assert "Felder lassen sich nicht markieren" in desk.notice
        await desk.press("slash")
        assert "nichts zu filtern" in desk.notice


async def test_plus_and_minus_are_days_and_arrows_are_fields(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "left")
        assert "+ zeigt den Tag danach" in desk.notice
        await desk.press("plus")
        assert "Di 24.11.2026" in desk.lines[0]
        assert "vorbei" not in desk.shown
        await desk.press("minus", "minus")
        assert "So 22.11.2026" in desk.lines[0]
        await desk.press("h")
        assert "Mo 23.11.2026" in desk.lines[0]
        await desk.press("right")
        assert plan(desk).grid.cursor == (planned.points["E-2"], 510)
        await desk.press("g")
        await desk.type("24.12.")
        await desk.press("enter")
        assert "Do 24.12.2026" in desk.lines[0]
        assert "Heiligabend" in desk.shown


async def test_j_goes_to_a_group_by_its_number(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "j", "3")
        assert plan(desk).grid.cursor[0] == planned.points["L2-1"]
        await desk.press("tab", "o")
        assert "Leistung 2" in desk.lines[0]  # the outlook is of the group that the cursor stood on
        await desk.press("j", "2")
        assert "Leistung 1" in desk.lines[0]
        assert "Mo 23.11. Vormittag" in desk.shown
        await desk.press("down", "enter")
        assert "‹Tag›" in desk.lines[2]
        assert "Di 24.11.2026" in desk.lines[0]
        assert plan(desk).grid.cursor[0] == planned.points["L1-1"]


async def test_another_desks_change_shows_by_itself(planned: Office, clock) -> None:
    other = again(planned)
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        days = {"first_day": MONDAY, "last_day": MONDAY}
        other.perform(other.new(AddClosure, branch_id=planned.branch_id, name="Umzug", **days))
        await until(desk, "Umzug")
        assert "Betroffene 3" in desk.lines[2]


# --- openings ----------------------------------------------------------------------------------------------------


async def test_the_first_week_is_entered_with_the_office_hours_filled_in(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("5")
        assert "Noch kein Plan: Es gelten die Dienstzeiten. Unter Öffnungen (Tab)" in desk.shown
        await desk.press("tab", "tab")
        assert "n trägt die erste Öffnung ein" in desk.shown
        await desk.press("n", "1")
        assert desk.dialog == "Öffnung jede Woche"
        assert "Bisher gelten die Dienstzeiten" in desk.shown
        assert_frame(desk.app, "plan_series_80x24")
        await desk.press("2")
        await typed(desk, points="1", week="mo-mi 8-12 und 13-15, do 10-18")
        await desk.press("f2")
        assert desk.dialog == ""
        assert "Ab jetzt gilt der eigene Plan" in desk.notice
        assert rows(desk) == [
            "Mo–Mi 08:00–15:00 Leistung 1 intern · Pause 12:00–13:00 L1-1 bis 30.06.27",
            "Do 10:00–18:00 Leistung 1 intern L1-1 bis 30.06.27",
        ]
        await desk.press("shift+tab", "shift+tab")
        assert "Noch kein Plan" not in desk.shown
        plan(desk).grid.go(office.points["L1-1"], 720)
        await desk.settle()
        assert "geschlossen: Pause" in desk.shown
        plan(desk).grid.go(office.points["L1-1"], 780)
        await desk.settle()
        assert "L1-1, 13:00–13:30: frei" in desk.shown
        await desk.press("u")
        assert "zurückgenommen" in desk.notice.lower()
        assert listed(office).assumed
        assert "Noch kein Plan" in desk.shown


async def test_closing_a_time_with_appointments_lists_them_and_cancels_nobody(planned: Office, clock) -> None:
    moved = planned.book(560, name="Öztürk, Emre", place="L1-2", day=TUESDAY)
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "5")
        assert desk.dialog == "Schließung"
        await fill(desk, first="24.11.", reason="Personalversammlung", times="9-11")
        await desk.press("f2")
        assert "Ein Termin liegt jetzt außerhalb" in desk.notice
        assert "Tab: Betroffene" in desk.notice
        assert desk.records.cursor_row.what == "Schließung: Personalversammlung"
        assert "Di 24.11. 09:00–11:00 alle Gruppen Schließung: Personalversammlung" in rows(desk)
        await desk.press("tab")
        assert affected(desk) == ["Kowalska, Małgorzata", "Ben Salah, Youssef", "Öztürk, Emre"]
        assert "Personalversammlung" in desk.shown
        assert_frame(desk.app, "plan_affected_80x24")
        assert planned.status(moved) == "booked"
        await desk.press("end", "enter")
        assert isinstance(desk.app.screen, RecordScreen)
        await desk.press("escape", "home", "p")
        assert "L1-2" in desk.notice
        assert affected(desk) == ["Ben Salah, Youssef", "Öztürk, Emre"]


async def test_x_ends_what_was_set_and_u_brings_a_whole_series_back(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab")
        assert rows(desk)[0] == "Mo–Fr 08:00–12:00 Leistung 1 intern · Pause 10:00–10:15 alle bis 31.12.26"
        await desk.press("x")
        assert desk.dialog == "Beenden"
        await desk.press("2")
        await desk.type("+2w")
        await desk.press("enter")
        assert "Die Öffnung endet mit Mo 07.12.2026" in desk.notice
        assert rows(desk)[0].endswith("bis 07.12.26")
        await desk.press("u")
        assert rows(desk)[0].endswith("bis 31.12.26")
        assert all(one.last_day == YEAR_END for one in listed(planned).openings)
        await desk.press("down", "space", "down", "space")
        assert "2 markiert" in desk.lines[2]
        await desk.press("x")
        assert desk.dialog == "Das bricht eine Regel", "no day is long any more"
        await desk.press("f2")
        assert [row.split()[0] for row in rows(desk)] == ["Mo–Fr", "Mo"]


async def test_an_exception_a_forced_opening_and_a_stop(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "3", "2")
        await fill(desk, points="2", day="24.11.", reason="Schulung")
        await desk.press("f2")
        assert "Di 24.11. ganztags Leistung 1 an diesem Tag zu · Schulung L1-2" in rows(desk)
        await desk.press("n", "4", "2")
        await fill(desk, day="25.12.", times="9-11")
        await desk.press("f2")
        assert "„Grund“ ist leer" in desk.shown  # under its field
        await fill(desk, reason="Notdienst")
        await desk.press("f2")
        assert "Fr 25.12. 09:00–11:00 Leistung 1 Öffnung trotz Schließung, intern · Notdienst alle" in rows(desk)
        await desk.press("n", "6", "3")
        await fill(desk, first="30.11.", last="2.12.", reason="Monatswechsel")
        await desk.press("f2")
        assert "30.11.–02.12. ganztags Leistung 1 Buchungsstopp: Monatswechsel" in rows(desk)
        await desk.press("g")
        await desk.type("30.11.")
        await desk.press("enter")
        plan(desk).grid.go(planned.points["L1-1"], 540)
        await desk.settle()
        assert "L1-1, 09:00–09:30: Buchungsstopp: Monatswechsel" in desk.shown


async def test_one_more_service_point_with_a_reason_and_an_end(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "7", "2")
        assert field(desk, "name").text == "L1-Z1"
        await fill(desk, last="27.11.", times="9-12", reason="Andrang")
        await desk.press("f2")
        assert "L1-Z1" in desk.notice
        assert "23.11.–27.11. 09:00–12:00 Leistung 1 zusätzlicher Platz: Andrang L1-Z1" in rows(desk)
        await desk.press("shift+tab", "shift+tab")
        assert "L1-Z1" in desk.shown
        point = next(one.id for one in listed(planned).points if one.name == "L1-Z1")
        plan(desk).grid.go(point, 660)
        await desk.settle()
        assert "zusätzlicher Platz: Andrang" in desk.shown
        await desk.press("tab", "tab")
        desk.records.move_to(point)
        await desk.press("x")
        assert "Zusätzlicher Serviceplatz L1-Z1 geschlossen" in desk.notice


async def test_errors_stand_under_their_fields(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "1", "2")
        await fill(desk, points="9", week="immer")
        await desk.press("f2")
        assert "„9“ ist kein Serviceplatz dieser Gruppe" in desk.shown
        await fill(desk, points="alle", week="mo 8-12", last="1.11.")
        await desk.press("f2")
        assert field(desk, "last").error.startswith("Der letzte Tag")
        await fill(desk, last="31.12.", week="mo 8:03-12")
        await desk.press("f2")
        assert "Schritten von fünf Minuten" in field(desk, "week").error
        await fill(desk, week="mo 9-10")
        await desk.press("f2")
        assert "schon eine Öffnung" in desk.notice  # what others set is known to the store alone
        assert "F6" in desk.notice
        await desk.press("f6")
        assert field(desk, "week").text == "mo 9-10"
        await desk.press("escape")
        assert "Geparkt" in desk.notice


async def test_who_may_not_plan_is_told_why(planned: Office, clock) -> None:
    colleague = planned.colleague("worker", "Sach, Bea", Role.CASEWORKER)
    async with at_desk(lambda: colleague, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "1")
        assert desk.dialog == "Neu im Plan"
        assert "Serviceplatzgruppen-Leitung" in desk.shown
        await desk.press("escape", "x", "1")
        assert "Recht" in desk.notice
        assert len(listed(planned).openings) == 11


async def test_a_group_lead_closes_the_group_and_not_the_branch(planned: Office, clock) -> None:
    lead = planned.colleague("lead", "Leit, Ina", Role.GROUP_LEAD)
    async with at_desk(lambda: lead, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "5")
        assert "alle Gruppen" not in desk.shown
        await fill(desk, first="26.11.", reason="Teamtag")
        await desk.press("f2")
        assert any("Teamtag" in row and "Eingangszone" in row for row in rows(desk))
        await desk.press("n", "5")
        await fill(desk, first="27.11.", times="8-9 und 10-11", reason="Teamtag")
        await desk.press("f2")
        assert "eine Zeit auf einmal" in field(desk, "times").error


async def test_somebody_who_just_comes_is_entered_here_too(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "n", "1")
        await desk.press("f2")
        assert "Vorsprache aufgenommen" in desk.notice
        assert desk.dialog == ""


async def test_what_closes_the_whole_house_is_not_ended_here(planned: Office, clock) -> None:
    planned.desk.perform(planned.desk.new(AddClosure, first_day=TUESDAY, last_day=TUESDAY, name="Betriebsausflug"))
    lead = planned.colleague("lead", "Leit, Ina", Role.SITE_ADMIN)
    async with at_desk(lambda: lead, clock) as desk:
        await desk.press("5", "tab", "tab", "end")
        assert desk.records.cursor_row.group == "ganzes Haus"
        await desk.press("x")
        assert "ganzen Haus" in desk.notice


async def test_filter_and_empty_states(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "slash")
        await desk.type("leistung 2 reserv")
        assert "1 von 3" in desk.lines[2]
        await desk.press("tab")
        assert "‹Betroffene›" in desk.lines[2]
        assert "von 3" not in desk.lines[2]
        await desk.press("p")
        assert affected(desk) == ["Ben Salah, Youssef"]
        await desk.press("p")  # both places are taken at that time by now
        assert affected(desk) == ["Ben Salah, Youssef"]
        assert "belegt" in desk.notice


async def test_empty_views_say_so(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("5", "shift+tab")
        assert "Kein offener Termin liegt außerhalb" in desk.shown
        await desk.press("a")
        assert "kein Termin ausgewählt" in desk.notice
        await desk.press("shift+tab", "x")
        assert "nichts, was zu beenden wäre" in desk.notice


async def test_what_cannot_be_read_is_said_and_read_again(planned: Office, clock, monkeypatch) -> None:
    def gone(*_: object) -> None:
        raise StoreUnavailable("server_unreachable")

    async with at_desk(lambda: planned.desk, clock) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Affected, "run", gone)
            await desk.press("5")
            assert "ließ sich nicht lesen" in desk.shown
        await desk.press("f5")
        assert "09:00 Schm…" in desk.shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_all_views_fit(planned: Office, clock, size) -> None:
    planned.desk.perform(
        planned.desk.new(
            AddClosure,
            branch_id=planned.branch_id,
            closes=ClosureKind.BOOKING_STOP,
            first_day=date(2026, 11, 30),
            last_day=date(2026, 12, 2),
            name="Monatswechsel",
        )
    )
    set_openings(planned, single(planned, OpeningKind.SHUT, TUESDAY, names=("L1-2",), reason="Schulung"))
    async with at_desk(lambda: planned.desk, clock, size=size) as desk:
        await desk.press("5")
        for view in View:
            assert_fits(desk.app)
            assert_frame(desk.app, f"plan_{view.value}_{size[0]}x{size[1]}" if view is not View.AFFECTED else
                         f"plan_left_outside_{size[0]}x{size[1]}")  # fmt: skip
            await desk.press("tab")
        await desk.press("f1")
        assert "auf dem Plan" not in desk.shown
        assert "Serviceplätze und Zeiten" in desk.shown


async def test_the_smallest_window_and_a_paste_into_a_grid(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock, size=(60, 16)) as desk:
        await desk.press("5")
        assert_fits(desk.app)
        desk.app.screen.take_text("Schmidt")
        await desk.settle()
        assert "Hier ist kein Feld dafür" in desk.notice


def test_nothing_of_it_is_loaded_for_the_first_rows(store_url: str) -> None:
    rooms = ("backoffice.screens.plan", "backoffice.desk.plan", "backoffice.desk.affected", "backoffice.widgets.day")
    assert not [name for name in loaded_by("import backoffice.screens.today") if name.startswith(rooms)]


# --- what is typed -----------------------------------------------------------------------------------------------


def test_times_and_points_as_people_type_them(office: Office) -> None:
    points = [one for one in listed(office).points if one.group_id == office.groups[GROUP]]

    def named(text: str) -> list[str]:
        return [one.name for one in parse_points(text, points)]

    assert parse_times("8-12 und 13-16") == ((480, 720), (780, 960))
    assert covered(parse_times("8:30-12, 12:30-16")) == ((510, 960), ((720, 750),))
    assert named("") == named("alle") == named("1-2") == named("1, 2") == named("l1-1 L1-2") == ["L1-1", "L1-2"]
    assert named("2") == ["L1-2"]
    for text in ("3", "2-3", "E-1", "x"):
        with pytest.raises(Refused, match="point_not_of_group"):
            parse_points(text, points)
    with pytest.raises(Refused, match="times_unknown"):
        parse_times("früh")
    for text in ("16-8", "8-12 und 11-13"):
        with pytest.raises(Refused, match="times_backwards"):
            parse_times(text)


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 5, 1), date(2026, 12, 31)),
        (date(2026, 11, 23), date(2027, 6, 30)),
    ],
)
def test_a_series_ends_by_itself_with_a_half_year(today: date, end: date, store_url: str) -> None:
    assert usual_end(today) == end


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_text_can_be_read_in_every_theme(planned: Office, clock, theme: str) -> None:
    staff(planned, "L1-2", (480, 1440, None))
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        desk.app.theme = theme
        await desk.settle()
        for _ in View:
            assert unreadable(desk.app) == []
            await desk.press("tab")
