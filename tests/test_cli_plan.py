"""The plan at the command line: set, shown, closed, and without a name unless it is asked for (D26–D33, D54)."""

from datetime import date
from typing import Any

import pytest

from backoffice.domain.clock import FixedClock
from tests.commandline import CommandLine
from tests.office import Office


@pytest.fixture
def line(office: Office, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The administrator of the small branch at the command line."""
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    return CommandLine(store_url, clock)


WEEKLY = ("plan", "open", "--group", "L1", "--weekdays", "mo-fr", "--from", "8:00", "--until", "12:00")
UNTIL_NEW_YEAR = ("--valid-to", "31.12.2026")


def openings(line: CommandLine) -> list[dict[str, Any]]:
    return line.json("plan", "list")["openings"]


def day(line: CommandLine, name: str = "L1-1", on: str = "2026-11-23") -> dict[str, Any]:
    found = line.json("plan", "show", "--day", on)
    points = [point for group in found["groups"] for point in group["service_points"]]
    return next(point for point in points if point["service_point"] == name)


def test_a_week_is_set_shown_and_taken_back(line: CommandLine) -> None:
    assert "Es gelten die Dienstzeiten" in line("plan", "list")
    told = line(*WEEKLY, *UNTIL_NEW_YEAR, "--break", "10:00-10:15", "--online")
    assert told.startswith("Öffnungszeiten eingetragen. Ab jetzt gilt der eigene Plan")
    assert [one["weekday"] for one in openings(line)] == [1, 2, 3, 4, 5]
    first = openings(line)[0]
    assert (first["first_day"], first["last_day"], first["contingent"]) == ("2026-11-23", "2026-12-31", "online")
    assert first["breaks"] == [{"start": "10:00", "end": "10:15"}]
    assert day(line)["open"] == [
        {"start": s, "end": e, "contingent": "online", "reserved": False, "booking_stop": None}
        for s, e in (("08:00", "10:00"), ("10:15", "12:00"))
    ]
    shown = line("plan", "show")
    assert "L1-1  08:00–10:00  offen (online)" in shown
    assert "L1-1  10:00–10:15  Pause" in shown
    assert "L2-1  ganztags     keine Öffnung" in shown
    assert "Leistung 1  jeden Mo, 23.11.2026 bis 31.12.2026  08:00–12:00  alle Plätze; online; Pause" in line(
        "plan", "list"
    )
    line("undo")
    assert openings(line) == []


def test_one_day_forced_reserved_and_single_points(line: CommandLine) -> None:
    line(*WEEKLY, *UNTIL_NEW_YEAR)
    line(
        "plan", "open", "--group", "leistung 1", "--points", "L1-2", "--day", "2026-12-25", "--from", "9", "--until",
        "24:00", "--forced", "--reason", "Notdienst", "--reserved",
    )  # fmt: skip
    extra = next(one for one in openings(line) if one["kind"] == "forced")
    assert (extra["service_points"], extra["reason"], extra["reserved"]) == (["L1-2"], "Notdienst", True)
    assert day(line, "L1-2", "2026-12-25")["open"][0]["end"] == "24:00"
    assert day(line, "L1-1", "2026-12-25")["closed"][0]["reason"] == "Erster Weihnachtstag"
    assert "Feiertag: Erster Weihnachtstag" in line("plan", "show", "--day", "25.12.2026")


def test_closing_a_branch_a_group_points_and_bookings(line: CommandLine, office: Office) -> None:
    line(*WEEKLY, *UNTIL_NEW_YEAR)
    booked = office.book(540, place="L1-1", name="Weiß, Thea", day=date(2026, 11, 24))
    told = line("plan", "close", "24.11.", "--group", "L1", "--points", "L1-1", "--name", "Umzug")
    assert "Ein Termin liegt jetzt außerhalb der Öffnungszeit: abgesagt ist nichts" in told
    assert "backoffice plan affected" in told
    left = line.json("plan", "affected")
    assert [(one["id"], one["why"], one["reason"]) for one in left] == [(booked, "shut", "Umzug")]
    assert "Weiß" not in line("plan", "affected") + str(left) + line("plan", "show", "--day", "24.11.")
    assert "Weiß, Thea" in line("plan", "affected", "--with-names")
    assert "Weiß, Thea" in line("plan", "show", "--day", "24.11.", "--with-names")
    line("plan", "close", "25.11.", "--from", "10:00", "--name", "Personalversammlung")
    assert [one["end"] for one in day(line, on="2026-11-25")["open"]] == ["10:00"]
    line("plan", "close", "30.11.", "2.12.", "--group", "L1", "--booking-stop", "--name", "Monatswechsel")
    assert day(line, on="2026-12-01")["open"][0]["booking_stop"] == "Monatswechsel"
    assert "Buchungsstopp: Monatswechsel" in line("plan", "show", "--day", "1.12.")
    closures = line.json("plan", "list")["closures"]
    assert [(one["kind"], one["group"]) for one in closures] == [("closed", None), ("booking_stop", "Leistung 1")]
    line("plan", "remove", closures[0]["id"])
    assert [one["end"] for one in day(line, on="2026-11-25")["open"]] == ["12:00"]


def test_ending_and_removing(line: CommandLine) -> None:
    line(*WEEKLY, *UNTIL_NEW_YEAR)
    monday, tuesday = openings(line)[:2]
    assert "Die Öffnung endet mit Mo 30.11.2026." in line("plan", "end", monday["id"][-8:], "--last-day", "30.11.")
    assert "gilt schon: Sie endet mit Mo 23.11.2026" in line("plan", "remove", monday["id"])
    assert line("plan", "remove", tuesday["id"]).startswith("Öffnung entfernt.\n▲ KW 49")
    assert [one["weekday"] for one in openings(line)] == [1, 3, 4, 5]
    assert "keine oder mehrere" in line.refused("plan", "end", "zzzz")


def test_a_temporary_point_comes_and_goes(line: CommandLine) -> None:
    line(*WEEKLY, *UNTIL_NEW_YEAR)
    told = line(
        "plan", "point", "24.11.", "26.11.", "--group", "L1", "--from", "8", "--until", "10", "--reason", "Andrang"
    )
    assert told == "Zusätzlicher Serviceplatz L1-Z1 für 3 Tage geöffnet.\n"
    extra = day(line, "L1-Z1", "2026-11-25")
    assert (extra["temporary"], extra["reason"], extra["open"][0]["end"]) == (True, "Andrang", "10:00")
    assert "L1-Z1 geschlossen" in line("plan", "point-close", "l1-z1")
    assert "auf Dauer da" in line.refused("plan", "point-close", "L1-1")
    assert "gibt es hier nicht" in line.refused("plan", "point-close", "L9-9")


def test_weeks_are_told_in_half_days(line: CommandLine) -> None:
    line(*WEEKLY, *UNTIL_NEW_YEAR)
    rows = line.json("plan", "show", "--from", "24.11.", "--until", "25.11.")
    assert len(rows) == 3 * 2 * 2
    one = next(row for row in rows if row["group"] == "Leistung 1")
    assert (one["day"], one["part"], one["planned_minutes"], one["free_minutes"]) == (
        "2026-11-24",
        "morning",
        480,
        480,
    )
    told = line("plan", "show", "--from", "24.11.")
    assert "Leistung 1    Di 24.11.2026  vormittags   8:00 geplant, 0:00 gebucht, 8:00 frei" in told
    assert "nachmittags  geschlossen, keine Öffnung" in told


def test_offers(line: CommandLine) -> None:
    title = "Darlehen für Strom-, Gas- oder Wasserschulden"
    told = line("plan", "offer", title, "--group", "L1", "--minutes", "30", "--lead", "60")
    assert told.startswith(f"Leistung 1 bietet jetzt an: {title} (30 min).")
    rows = [row for row in line.json("plan", "offers") if row["concern"] == title]
    assert [(row["group"], row["minutes"], row["lead_minutes"]) for row in rows] == [("Leistung 1", 30, 60)]
    assert "bietet nicht mehr an" in line("plan", "offer-stop", title, "--group", "L1")
    assert "bietet" in line.refused("plan", "offer-stop", title, "--group", "L1")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (WEEKLY, "braucht einen letzten Tag"),
        ((*WEEKLY, "--valid-to", "1.1.2032"), "höchstens 5 Jahre"),
        ((*WEEKLY, "--valid-from", "24.12.2026", "--valid-to", "25.11.2026"), "liegt vor dem ersten"),
        ((*WEEKLY[:-1], "8:00", *UNTIL_NEW_YEAR), "Das Ende liegt nicht nach dem Beginn"),
        ((*WEEKLY[:-1], "12:03", *UNTIL_NEW_YEAR), "in Schritten von fünf Minuten"),
        ((*WEEKLY, *UNTIL_NEW_YEAR, "--break", "7:00-7:30"), "Die Pause 07:00–07:30 liegt nicht ganz"),
        ((*WEEKLY, *UNTIL_NEW_YEAR, "--points", "L2-1"), "„L2-1“ gehört nicht (mehr) zu dieser Gruppe"),
        ((*WEEKLY, *UNTIL_NEW_YEAR, "--points", "X-1"), "„X-1“ gibt es hier nicht"),
        (
            ("plan", "open", "--group", "L1", "--day", "28.3.2027", "--from", "2:30", "--until", "8"),
            "Die Zeit von 02:00 bis 03:00 fällt aus",
        ),
        (("plan", "open", "--group", "L1", "--day", "22.11.", "--from", "8", "--until", "9"), "Vergangenheit"),
        (
            ("plan", "open", "--group", "L1", "--day", "26.12.", "--from", "8", "--until", "9", "--forced"),
            "braucht einen Grund",
        ),
        (("plan", "open", "--group", "L7", "--day", "24.11.", "--from", "8", "--until", "9"), "gibt es in der"),
        (("plan", "offer", "Fragen zum Bescheid", "--group", "L1", "--minutes", "7"), "Minuten"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_a_way_on(
    line: CommandLine, arguments: tuple[str, ...], sentence: str
) -> None:
    told = line.refused(*arguments)
    assert sentence in told
    assert "?" not in told
    assert openings(line) == []


def test_an_overlap_says_where_and_when(line: CommandLine) -> None:
    line(*WEEKLY, *UNTIL_NEW_YEAR)
    told = line.refused(*WEEKLY[:-1], "14:00", *UNTIL_NEW_YEAR, "--points", "L1-2")
    assert "L1-2: Am 23.11.2026 gibt es von 08:00 bis 12:00 schon eine Öffnung dieser Art." in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("plan", "open", "--group", "L1", "--from", "8", "--until", "9"), "Genau eins von --weekdays und --day"),
        ((*WEEKLY, "--day", "24.11."), "Genau eins von --weekdays und --day"),
        ((*WEEKLY, "--forced"), "--forced gehört zu --day"),
        ((*WEEKLY[:5], "xx", *WEEKLY[6:]), "ist kein Wochentag"),
        ((*WEEKLY, "--break", "zehn"), "ist keine Zeitspanne"),
        (("plan", "show", "--day", "24.11.", "--from", "24.11."), "schließen einander aus"),
        (("plan", "show", "--from", "24.11.", "--until", "23.11."), "--until liegt vor --from"),
        (("plan", "close", "24.11.", "--points", "L1-1", "--name", "Umzug"), "--points geht nur mit --group"),
    ],
)
def test_a_wrong_call_gets_a_sentence(line: CommandLine, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in line.refused(*arguments, code=2)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("mo-fr", (0, 1, 2, 3, 4)), ("Mo, Mi,do", (0, 2, 3)), ("di bis do", (1, 2, 3)), ("sa-mo", (0, 5, 6))],
)
def test_weekdays_as_people_type_them(typed: str, days: tuple[int, ...]) -> None:
    from backoffice.cli.plan_typed import WEEKDAYS

    assert WEEKDAYS.convert(typed, None, None) == days
