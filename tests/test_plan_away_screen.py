"""*Plan*, where somebody is away: entered with a few keys from any view, listed, ended, and whom it affects."""

from datetime import timedelta

import pytest

from backoffice.desk.desk import Desk
from backoffice.desk.leaving import LeaveForToday
from backoffice.domain.errors import Refused
from backoffice.domain.terms import Role
from backoffice.screens.away_fields import parse_span
from backoffice.screens.plan import PlanScreen
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Picker
from tests.absent import absences, enter, fewer, staff, staffed
from tests.driver import Driver, at_desk
from tests.frames import assert_frame
from tests.office import MONDAY, Office
from tests.planning import set_openings, weekly
from tests.promising import second_branch
from tests.ticket_desk import until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def planned(office: Office) -> Office:
    """Both groups of Leistung are open from 8 to 16; two appointments on L1-1, one on each of L1-2 and L2-1."""
    set_openings(office, *weekly(office, (480, 960)))
    set_openings(office, *weekly(office, (480, 960), names=("L2-1", "L2-2")), group="Leistung 2")
    office.book(540, name="Schmidt, Peter", phone="+493023125115")
    office.book(600, name="Kowalska, Małgorzata")
    office.book(600, name="Öztürk, Emre", place="L1-2")
    office.book(840, name="Ben Salah, Youssef", place="L2-1", group_id=office.groups["Leistung 2"])
    return office


def plan(desk: Driver) -> PlanScreen:
    screen = desk.app.screen_stack[0]
    assert isinstance(screen, PlanScreen)
    return screen


def field(desk: Driver, id_: str) -> FormField:
    return desk.app.screen.query_one(f"#{id_}", FormField)


async def typed(desk: Driver, **values: str) -> None:
    """Type into fields of the form on top, over what stands there."""
    for id_, text in values.items():
        field(desk, id_).focus_input()
        await desk.press("ctrl+u")
        await desk.type(text)


def affected(desk: Driver) -> list[str]:
    return [row.booked.name for row in plan(desk).query_one("#affected").rows.visible]


async def test_two_places_fewer_are_four_keys_and_the_affected_come_by_themselves(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "0")
        assert_frame(desk.app, "plan_absence_80x24")
        await desk.press("2", "2", "f2")
        assert "‹Betroffene› 3" in desk.shown
        assert "Unbesetzt: L1-1, L1-2" in desk.notice
        assert "3 Termine verlieren den Platz: abgesagt ist nichts." in desk.notice
        assert affected(desk) == ["Schmidt, Peter", "Kowalska, Małgorzata", "Öztürk, Emre"]
        assert [[(one.start, one.end) for one in two.spans] for two in absences(planned)] == [[(510, 1440)]]
        await desk.press("u")
        assert "Zurückgenommen" in desk.notice
        assert affected(desk) == []
        assert absences(planned) == []


async def test_somebody_for_half_a_day_and_what_is_wrong_stands_under_its_field(planned: Office, clock) -> None:
    berta = planned.colleague("berta", "Berta Biel", Role.CASEWORKER).actor.id
    staff(planned, "L2-1", (480, 960, berta))
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "0")
        assert "Berta Biel  besetzt L2-1" in desk.shown
        await desk.press("f2")
        assert "genau eins davon" in desk.app.screen.query_one(Picker).field.error
        await desk.type("ber")
        await desk.press("1")
        assert not field(desk, "count").display
        await desk.type("früh")
        await desk.press("f2")
        assert "„früh“ ist keine Zeit" in field(desk, "span").error
        await typed(desk, span="n", last="20.11.")
        await desk.press("f2")
        assert desk.dialog == "Abwesend"
        assert field(desk, "last").error
        await typed(desk, last="24.11.")
        await desk.press("f2")
        assert desk.dialog == ""
        assert "Ein Termin verliert den Platz" in desk.notice
        assert affected(desk) == ["Ben Salah, Youssef"]
        await desk.press("0")
        await desk.type("ber")
        await desk.press("1", "f2")
        assert "schon als abwesend eingetragen" in field(desk, "span").error
        assert [(one.name, one.spans[0].start) for one in absences(planned)] == [("Berta Biel", 720)]


async def test_these_points_or_so_many_but_not_more_than_there_are(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "0", "3", "5", "f2")
        assert "5 weniger geht nicht" in field(desk, "count").error
        await typed(desk, points="2")
        await desk.press("f2")
        assert "Entweder so viele" in field(desk, "count").error
        await typed(desk, count="", points="2", span="bis 16", first="mo", last="+2w")
        await desk.press("escape", "f6")
        assert field(desk, "last").text == "+2w", "a parked form comes back as it was"
        await desk.press("f2")
        assert "Unbesetzt: L2-2." in desk.notice
        assert "‹Tag›" in desk.shown, "nobody loses a place, so the view stays"
        await desk.press("u")
        assert "Zurückgenommen" in desk.notice


def test_parts_of_a_day_as_people_type_them(store_url: str) -> None:
    known = {
        "v": (0, 720), "Nachmittags": (720, 1440), "bis 16": (0, 960), "-16": (0, 960), "ab 10 Uhr": (600, 1440),
        "10-": (600, 1440), "8-12": (480, 720), "von 8:30 bis 1215": (510, 735), "ganztags": (0, 1440),
        "20–24": (1200, 1440),
    }  # fmt: skip
    assert {text: parse_span(text) for text in known} == known
    for text in ("früh", "-", "8-25", "16", "8-12-14", ""):
        with pytest.raises(Refused, match="span_unknown"):
            parse_span(text)
    with pytest.raises(Refused, match="span_backwards"):
        parse_span("16-8")


async def test_what_is_away_is_listed_first_and_x_ends_it(planned: Office, clock) -> None:
    berta = planned.colleague("berta", "Berta Biel", Role.CASEWORKER)
    berta.perform(berta.new(LeaveForToday, staff_id=berta.actor.id, branch_id=planned.branch_id))
    fewer(planned, 1, last_day=MONDAY + timedelta(days=2), start=720)
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "shift+tab", "shift+tab")
        assert_frame(desk.app, "plan_away_80x24")
        await desk.press("x")
        assert "Wieder da." in desk.notice
        assert [one.name for one in absences(planned)] == [""]
        await desk.press("u")
        await desk.press("home", "space", "down", "space", "x")
        assert absences(planned) == []
        await desk.press("u")
        assert len(absences(planned)) == 2


async def test_whoever_plans_nothing_sees_only_who_is_not_there_and_may_let_them_be_back(
    planned: Office, clock
) -> None:
    berta = planned.colleague("berta", "Berta Biel", Role.CASEWORKER)
    carl = planned.colleague("carl", "Carl Cord", Role.CASEWORKER)
    berta.perform(berta.new(LeaveForToday, staff_id=berta.actor.id, branch_id=planned.branch_id))
    enter(planned, points=["L1-1"])
    async with at_desk(lambda: carl, clock) as desk:
        await desk.press("5", "shift+tab", "shift+tab")
        assert "Mo 23.11.       heute                        nicht da: Berta Biel" in desk.shown
        assert "ab 08:30" not in desk.shown
        await desk.press("x")
        assert "Wieder da" in desk.notice
        await desk.press("home", "x")
        assert "Dafür fehlt hier das Recht" in desk.notice
        enter(planned, staff_id=berta.actor.id)
        await until(desk, "nicht da: Berta Biel")
        await desk.press("home", "down", "x")
        assert "Diese Abwesenheit hat die Leitung eingetragen" in desk.notice


@pytest.fixture
def served(planned: Office) -> dict[str, Desk]:
    """Carla serves L1-1, Berta L1-2 in the afternoon; by their logins."""
    berta = planned.colleague("berta", "Berta Biel", Role.CASEWORKER)
    carla = planned.colleague("carla", "Carla-Sophie Cordsen-Meier", Role.CASEWORKER)
    staff(planned, "L1-1", (480, 960, carla.actor.id))
    staff(planned, "L1-2", (720, 960, berta.actor.id))
    return {"berta": berta, "carla": carla}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_columns_say_who_serves_the_points_and_who_does_not(planned: Office, served, clock, size) -> None:
    enter(planned, staff_id=served["carla"].actor.id, end=720)
    enter(planned, points=["L2-1"], start=720)
    planned.book(545, name="Ohneplatz, Ute", place=None)
    async with at_desk(lambda: planned.desk, clock, size=size) as desk:
        await desk.press("5")
        plan(desk).grid.go(planned.points["L1-1"], 750)
        await desk.settle()
        assert_frame(desk.app, f"plan_served_{size[0]}x{size[1]}")


async def test_w_says_who_serves_a_point_and_leaves_the_rest_of_its_day(planned: Office, served, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        plan(desk).grid.go(planned.points["L1-1"], 750)
        await desk.press("w")
        assert_frame(desk.app, "plan_staffing_80x24")
        await desk.type("ber")
        await desk.press("1")
        await desk.press("f2")
        assert "von 12:00 bis 16:00 am Serviceplatz „L1-2“" in field(desk, "span").error
        await typed(desk, span="-12", room="2.07")
        await desk.press("f2")
        assert "L1-1, Mo 23.11.2026: Besetzung eingetragen." in desk.notice
        assert [(one.start, one.end, one.name, one.room) for one in staffed(planned, "L1-1").stretches] == [
            (0, 720, "Berta Biel", "2.07")
        ]
        await desk.press("n", "4", "1", "f2")  # nobody, all day
        assert "verlieren den Platz" in desk.notice
        assert affected(desk) == ["Schmidt, Peter", "Kowalska, Małgorzata"]
        await desk.press("u", "u")
        assert [one.name for one in staffed(planned, "L1-1").stretches] == ["Carla-Sophie Cordsen-Meier"]


async def test_from_now_on_not_here_and_back_again_from_the_palette(planned: Office, served, clock) -> None:
    async with at_desk(lambda: served["berta"], clock) as desk:
        await desk.press("ctrl+p")
        await desk.type("nicht da")
        await desk.press("enter")
        assert_frame(desk.app, "leaving_80x24")
        await desk.type("car")
        await desk.press("1", "f2")
        assert "Ab jetzt nicht da: Gespräche, Reservierungen und Tickets sind zurückgegeben." in desk.notice
        assert "2 Termine verlieren den Platz" in desk.notice
        await desk.press("5", "0")
        assert desk.dialog == "Ab jetzt nicht da", "who plans nothing can say no more"
        await desk.press("escape", "ctrl+p")
        await desk.type("wieder da")
        await desk.press("enter", "1")
        assert "Wieder da." in desk.notice
        assert absences(planned) == []


async def test_somebody_is_lent_listed_and_called_back(planned: Office, served, clock) -> None:
    second_branch(planned)
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "n")
        assert_frame(desk.app, "plan_new_80x24")
        await desk.press("9")
        await desk.type("car")
        await desk.press("1", "1")
        await typed(desk, last="fr")
        await desk.press("f2")
        assert "Unterstützung eingetragen: Geschäftsstelle Nord." in desk.notice
        assert affected(desk) == ["Schmidt, Peter", "Kowalska, Małgorzata"]
        await desk.press("shift+tab")
        await desk.press("home")
        assert "23.11.–27.11." in desk.shown
        assert "hilft in Nord: Carla" in desk.shown
        await desk.press("x")
        assert "Unterstützung beendet." in desk.notice
        assert "Betroffene 2" not in desk.shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_four_weeks_of_all_groups_say_where_somebody_is_affected_and_who_could_help(
    planned: Office, clock, size
) -> None:
    planned.book(600, name="Lang, Lea", place="L1-2", day=MONDAY + timedelta(days=2))
    fewer(planned, None, last_day=MONDAY + timedelta(days=2))
    async with at_desk(lambda: planned.desk, clock, size=size) as desk:
        await desk.press("5")
        plan(desk).grid.go(planned.points["L1-1"], 540)
        await desk.press("tab")
        assert_frame(desk.app, f"plan_weeks_{size[0]}x{size[1]}")
        assert "Leistung 1, Mo 23.11. Vormittag: ▲ 3 betroffen" in desk.shown
        assert "frei dann: Leistung 2 7:00 h" in desk.shown
        await desk.press("right", "right", "right", "right", "o")
        assert "Leistung 1" in desk.lines[0]
        assert "Leistung 1, Mi 25.11. Vormittag: ▲ 1 betroffen · frei dann: Leistung 2 8:00 h" in desk.shown
        assert "▲ 1 unbesetzt" in desk.shown
        await desk.press("o", "down", "enter")
        assert "‹Tag›" in desk.shown
        assert "Mi 02.12.2026" in desk.lines[0]
        assert plan(desk).grid.cursor[0] == planned.points["L1-1"]
