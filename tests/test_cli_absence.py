"""Besetzung, absences and support at the command line; what hangs on whom they affect (D33, D36, D54)."""

from datetime import timedelta

import pytest

from backoffice.desk.booking import NewBooking
from backoffice.desk.desk import Desk
from backoffice.desk.finishing import Finish, FollowUp
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.orders import OrderInterpreter
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint, mandatory_ids
from backoffice.desk.talks import Begin, ClaimAppointment
from backoffice.domain.clock import FixedClock
from backoffice.domain.terms import Area, Role
from tests.commandline import CommandLine
from tests.office import MONDAY, Office

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def line(office: Office, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The administrator of the small branch at the command line."""
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    return CommandLine(store_url, clock)


@pytest.fixture
def anna(office: Office) -> Desk:
    return office.colleague("anna", "Anna A", Role.CASEWORKER)


def at_desk_of(desk: Desk, line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setattr("backoffice.account.login", lambda: desk.login)
    return CommandLine(desk.store.place.url.render_as_string(), line.clock)


def unserved(line: CommandLine, point: str, day: str = "2026-11-23", *branch: str) -> list[dict[str, str]]:
    rows = line.json("staffing", "list", "--day", day, *branch)
    found: list[dict[str, str]] = next(row for row in rows if row["service_point"] == point)["unserved"]
    return found


def test_a_day_is_staffed_listed_and_cleared(line: CommandLine, anna: Desk) -> None:
    assert "L1-2" in line("staffing", "list")
    assert "gilt als besetzt" in line("staffing", "list")
    told = line(
        "staffing", "set", "l1-2", "--serve", "Anna", "8:00-12:00", "--nobody", "12:00-24:00", "--room", "1.04"
    )
    assert told == "L1-2, Mo 23.11.2026: Besetzung eingetragen.\n"
    shown = line("staffing", "list")
    assert "L1-2  08:00–12:00  Anna A, Raum 1.04" in shown
    assert shown.count("L1-2  12:00–24:00  unbesetzt") == 2, "what was said, and what comes of it"
    assert unserved(line, "L1-2") == [{"start": "12:00", "end": "24:00"}]
    assert "Niemand sitzt an zweien" in line.refused("staffing", "set", "E-1", "--serve", "anna", "ganztags")
    assert "ist keine Anmeldung von hier" in line.refused("staffing", "set", "E-1", "--serve", "otto", "8-12")
    assert "gibt es hier nicht" in line.refused("staffing", "set", "X-1", "--clear")
    assert "vorbei" in line.refused("staffing", "set", "E-1", "--nobody", "8-12", "--day", "20.11.")
    for wrong in ((), ("--clear", "--nobody", "8-12")):
        assert "--serve oder --nobody" in line.refused("staffing", "set", "E-1", *wrong, code=2)
    assert "gilt als besetzt" in line("staffing", "set", "L1-2", "--clear")
    line("undo")
    assert unserved(line, "L1-2")


def test_a_group_loses_points_for_the_morning(line: CommandLine, office: Office) -> None:
    office.book(600, place="L1-1")
    told = line("absence", "add", "--group", "L1", "--points", "1", "--until", "16:00")
    assert told == "Unbesetzt: L1-2 (sie verlieren die wenigsten Termine).\n"
    told = line("absence", "add", "--group", "Leistung 1", "--part", "morning")
    assert "Unbesetzt: L1-1. ▲ Ein Termin verliert den Platz: abgesagt ist nichts." in told
    assert "backoffice plan affected" in told
    first, second = line.json("absence", "list")
    assert (first["group"], first["service_points"], first["kind"]) == ("Leistung 1", ["L1-2"], "counted")
    assert second["times"] == [
        {"first_day": "2026-11-23", "last_day": "2026-11-23", "start": "08:30", "end": "12:00"}
    ], "from now on"
    assert "Leistung 1: L1-1  Mo 23.11.2026  08:30–12:00" in line("absence", "list")
    assert line("absence", "end", second["id"][-8:]) == "Wieder besetzt: L1-1.\n"
    assert "keine oder mehrere" in line.refused("absence", "end", "zzzz")
    assert "4 weniger geht nicht" in line.refused("absence", "add", "--group", "L1", "--points", "4")


def test_people_and_points_by_name_for_days(line: CommandLine, anna: Desk) -> None:
    line("staffing", "set", "L2-1", "--serve", "anna", "ganztags", "--day", "morgen")
    told = line("absence", "add", "Anna", "--day", "morgen", "--until-day", "27.11.", "--part", "afternoon")
    assert told == "Abwesenheit eingetragen.\n"
    assert unserved(line, "L2-1", "2026-11-24") == [{"start": "12:00", "end": "24:00"}]
    assert "„Anna A“ ist in dieser Zeit schon" in line.refused("absence", "add", "anna", "--day", "25.11.")
    assert "Unbesetzt: E-1, E-2." in line("absence", "add", "E-1", "e-2", "--day", "morgen")
    listed = line("absence", "list")
    assert "Anna A" in listed
    assert "Di 24.11.2026 bis Fr 27.11.2026  12:00–24:00" in listed
    assert "„otto“ ist keine Anmeldung" in line.refused("absence", "add", "otto")
    assert "„X-9“ gibt es hier nicht" in line.refused("absence", "add", "E-1", "X-9")
    assert "Vergangenheit" not in line.refused("absence", "add", "E-1", "--day", "2026-11-01")
    for wrong, sentence in (
        ((), "genau eins davon"),
        (("E-1", "--group", "L1"), "genau eins davon"),
        (("E-1", "--points", "2"), "gehört zu --group"),
        (("E-1", "--part", "morning", "--until", "12"), "schließen einander aus"),
    ):
        assert sentence in line.refused("absence", "add", *wrong, code=2)


def test_everything_away_says_what_nobody_can_do(line: CommandLine) -> None:
    for group in ("E", "L1", "L2"):
        told = line("absence", "add", "--group", group, "--day", "morgen")
    assert "▲ Am Di 24.11.2026 ist die ganze Geschäftsstelle unbesetzt." in told
    assert "Drohende / eingetretene Energiesperre" in told, "here all are named"
    assert "Es bleiben: ein Rückruf, hier wieder ab Mi 25.11.2026." in told


def test_anybody_may_say_that_somebody_left_and_nobody_learns_until_when(
    line: CommandLine, office: Office, anna: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = office.colleague("ben", "Ben B", Role.CASEWORKER)
    line("staffing", "set", "L1-1", "--serve", "anna", "ganztags")
    mine = at_desk_of(ben, line, monkeypatch)
    assert "Ab jetzt nicht da" in mine("absence", "add", "anna", "--until", "12:00")
    assert "Recht" in mine.refused("absence", "add", "anna", "--day", "morgen")
    (seen,) = mine.json("absence", "list")
    assert (seen["who"], seen["times"]) == ("Anna A", [])
    assert "Anna A  heute nicht da" in mine("absence", "list")
    assert "Anna" not in mine("staffing", "list")
    theirs = at_desk_of(office.desk, line, monkeypatch)
    assert theirs.json("absence", "list")[0]["times"][0]["end"] == "12:00"
    mine = at_desk_of(ben, line, monkeypatch)
    assert mine("away", "anna", "--back") == "Wieder da.\n"
    assert "heute nicht als abwesend eingetragen" in mine.refused("away", "anna", "--back")
    assert "Ab jetzt nicht da" in mine("away", "anna", "--until", "10:00")
    assert "schließen einander aus" in mine.refused("away", "--back", "--until", "10:00", code=2)


def test_what_is_over_is_erased_when_absences_are_listed(line: CommandLine, clock: FixedClock) -> None:
    line("absence", "add", "E-1")
    clock.advance(days=1)
    assert line("absence", "list", "--day", "2026-11-23") == "Niemand und nichts ist als abwesend eingetragen.\n"


def test_who_helps_elsewhere(line: CommandLine, office: Office, anna: Desk) -> None:
    groups = (NewGroup(name="Nord", area=Area.BENEFITS, points=(NewPoint(name="N-1"),), drawn=mandatory_ids()),)
    office.desk.perform(office.desk.new(AddBranch, code="NORD", name="Geschäftsstelle Nord", groups=groups))
    here, there = ("--branch", "MITTE"), ("--branch", "NORD")
    line("staffing", "set", "L1-1", "--serve", "anna", "ganztags", "--day", "morgen", *here)
    office.book(600, place="L1-1", day=TUESDAY)
    assert "ist keine Anmeldung" in line.refused("staffing", "set", "N-1", "--serve", "anna", "ganztags", *there)
    told = line("staffing", "lend", "anna", "--to", "nord", "--day", "morgen", "--until-day", "25.11.", *here)
    assert told.startswith("Unterstützung eingetragen: Geschäftsstelle Nord. ▲ Ein Termin verliert den Platz")
    assert unserved(line, "L1-1", "2026-11-24", *here) == [{"start": "00:00", "end": "24:00"}]
    assert "als Unterstützung in einer anderen" in line.refused(
        "staffing", "set", "L1-2", "--serve", "anna", "8-12", "--day", "25.11.", *here
    )
    line("staffing", "set", "N-1", "--serve", "anna", "ganztags", "--day", "25.11.", *there)
    assert "schon als Unterstützung" in line.refused(
        "staffing", "lend", "anna", "--to", "NORD", "--day", "25.11.", *here
    )
    told = line("staffing", "lend", "--point", "L2-2", "--to", "NORD", *here)
    assert "Serviceplatz L2-2 verliehen: Geschäftsstelle Nord öffnet ihn dort als zusätzlichen." in told
    assert unserved(line, "L2-2", "2026-11-23", *here) == [{"start": "00:00", "end": "24:00"}]
    assert [(one.get("person"), one.get("service_point")) for one in line.json("staffing", "support", *there)] == [
        (None, "L2-2"),
        ("Anna A", None),
    ]
    lent = line.json("staffing", "support", *here)[1]["id"]
    assert "Dort ist dann unbesetzt, was die Person besetzen sollte (1×)." in line("staffing", "recall", lent, *here)
    assert unserved(line, "L1-1", "2026-11-24", *here) == []
    line("undo")
    assert unserved(line, "L1-1", "2026-11-24", *here)
    for wrong, sentence in (
        (("anna", "--to", "MITTE"), "andere Geschäftsstelle"),
        (("anna", "--to", "WEST"), "Geschäftsstelle"),
        (("anna", "--to", "NORD", "--day", "2026-11-01"), "nichts mehr zu ändern"),
    ):
        assert sentence in line.refused("staffing", "lend", *wrong, *here)
    assert "genau eins davon" in line.refused("staffing", "lend", "--to", "NORD", code=2)
    assert "keine oder mehrere" in line.refused("staffing", "recall", "zzzz", *here)


def test_what_hangs_on_whom_it_affects(line: CommandLine, office: Office, anna: Desk) -> None:
    before = office.book(505, place="L1-1", name="Weiß, Thea")
    new = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=600, minutes=20)
    office.desk.perform(office.desk.new(Begin, appointment_id=before))
    office.desk.perform(office.desk.new(Finish, appointment_id=before, outcomes=(FollowUp(booking=new),)))
    claimed = office.book(660, place="L1-2")
    anna.perform(anna.new(ClaimAppointment, appointment_id=claimed))
    interpreted = office.book(720, place="L1-2")
    office.desk.perform(office.desk.new(OrderInterpreter, appointment_id=interpreted, order=NewOrder(language="ara")))
    line("absence", "add", "--group", "L1", "--until-day", "24.11.")
    found = {one["id"]: one for one in line.json("plan", "affected")}
    assert {one["why"] for one in found.values()} == {"absent"}
    follow = next(one for one in found.values() if one["day"] == "2026-11-24")
    assert follow["promises"] == [{"kind": "follow_up", "number": None}]
    assert (found[claimed]["claimed_by"], found[claimed]["interpreting"]) == ("Anna A", None)
    assert found[interpreted]["interpreting"] == {"status": "needed", "language": "ara", "kind": None}
    shown = line("plan", "affected")
    assert "unbesetzt  Folgetermin" in shown
    assert "unbesetzt  reserviert (Anna A)" in shown
    assert "unbesetzt  Arabisch" in shown
    assert "Weiß" not in shown + str(found)
