"""Free times, booking, moving, placing and the booking tool's tasks by line commands alone, on both engines."""

import json
from datetime import date
from typing import Any

import pytest

from tests.commandline import CommandLine

ROW = ["day", "start", "end", "group", "service_point", "contingent", "reserved", "reason"]
CONCERN = ("--concern", "Fragen zum Bescheid")
PERSON = {"family": "Albers", "given": "Anke", "phone": "030 23125-115", "email": "anke@example.org"}


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """A small house without openings yet: its office hours count. Monday, 23 November, 08:30."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line(
        *("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte"),
        *("--group", "Eingangszone", "front-desk", "2", "--group", "Leistung 1", "benefits", "2", "--optional"),
    )
    line("branch", "add-team", "MITTE", "Leistungsteam 1", "benefits")
    login = line.json("staff", "list")[0]["login"]
    line("staff", "place", login, "--branch", "MITTE", "--team", "Leistungsteam 1")
    return line


def given(**answers: str) -> str:
    return json.dumps(answers)


def booked(line: CommandLine, day: str = "24.11.", time: str = "10:00", *more: str, **answers: str) -> str:
    """A first appointment; the id's end."""
    told = line("book", *CONCERN, "--day", day, "--time", time, *more, given=given(**{**PERSON, **answers}))
    return told[:6]


def walked_in(line: CommandLine, concern: str = "Fragen zum Bescheid") -> str:
    return line("walk-in", given=given(concern=concern, family="Schmidt", given="Petra"))[:6]


def today(line: CommandLine, ending: str, day: str = "2026-11-24") -> dict[str, Any]:
    rows = line.json("today", "--day", day, "--with-names")["rows"]
    return next(row for row in rows if row["id"].endswith(ending))


def online(line: CommandLine) -> None:
    """Leistung 1 is open on Tuesday mornings only, and the booking tool sells it."""
    line(
        *("plan", "open", "--group", "L1", "--weekdays", "di", "--from", "8:00", "--until", "12:00", "--online"),
        *("--valid-to", "22.12."),
    )


# --- slots --------------------------------------------------------------------------------------------------------


def test_free_times_are_rows_with_exactly_these_keys(line: CommandLine) -> None:
    rows = line.json("slots", *CONCERN)
    assert [list(row) for row in rows] == [ROW] * 20
    assert rows[0] == {
        "day": "2026-11-23", "start": "08:30", "end": "08:50", "group": "Leistung 1", "service_point": "L1-1",
        "contingent": "internal", "reserved": False, "reason": "",
    }  # fmt: skip
    assert [row["day"] for row in rows].count("2026-11-23") == 3


def test_days_parts_weekdays_and_numbers_narrow_the_list(line: CommandLine) -> None:
    rows = line.json(
        *("slots", *CONCERN, "--from", "24.11.", "--until", "4.12.", "--weekday", "do,fr", "--part", "late"),
        *("--limit", "4", "--per-day", "2", "--minutes", "45"),
    )
    assert [(row["day"], row["start"], row["end"]) for row in rows] == [
        ("2026-11-26", "16:00", "16:45"),
        ("2026-11-26", "16:45", "17:30"),
        ("2026-12-03", "16:00", "16:45"),
        ("2026-12-03", "16:45", "17:30"),
    ]
    between = line.json("slots", *CONCERN, "--between", "10:10-10:50", "--per-day", "9", "--until", "23.11.")
    assert [row["start"] for row in between] == ["10:10", "10:30"]


def test_the_text_says_what_is_assumed_and_what_to_do_where_nothing_is_free(line: CommandLine) -> None:
    shown = line("slots", *CONCERN, "--limit", "1")
    assert "Mo 23.11.  08:30–08:50  L1-1  Leistung 1" in shown
    assert "Dienstzeiten" in shown
    none = line("slots", *CONCERN, "--from", "28.11.", "--until", "29.11.")
    assert "nichts frei" in none
    assert line.json("slots", *CONCERN, "--from", "28.11.", "--until", "29.11.") == []


def test_a_concern_is_named_tolerantly_and_refused_with_a_way_on(line: CommandLine) -> None:
    assert line.json("slots", "--concern", "fragen  zum BESCHEID", "--limit", "1")
    assert "backoffice concern list" in line.refused("slots", "--concern", "Fragen zum Wetter")
    elsewhere = line.refused("slots", "--concern", "Stellenangebote")
    assert "Stellenangebote" in elsewhere
    assert "--branch" in elsewhere
    assert "--minutes" in line.refused("slots", code=2)
    assert "7 geht nicht" in line.refused("slots", "--minutes", "7")
    assert "Gruppe" in line.refused("slots", *CONCERN, "--group", "Leistung 9")


def test_why_a_time_is_not_free_is_said_point_by_point(line: CommandLine) -> None:
    booked(line)
    said = line("slots", *CONCERN, "--why", "24.11. 10:00")
    assert "Di 24.11. 10:00: L1-1 belegt, L1-2 frei." in said
    assert "Zu haben auf L1-2 (Leistung 1)." in said
    booked(line)
    assert "Di 24.11. 10:00: alle Plätze belegt." in line("slots", *CONCERN, "--why", "24.11. 10 Uhr")
    rows = line.json("slots", *CONCERN, "--why", "24.11. 10:00")
    assert [list(row) for row in rows] == [ROW, ROW]
    assert [(row["service_point"], row["reason"]) for row in rows] == [("L1-1", "belegt"), ("L1-2", "belegt")]
    christmas = line("slots", *CONCERN, "--why", "25.12. 10:00")
    assert "Fr 25.12. 10:00: Feiertag: " in christmas
    assert "Uhrzeit" in line.refused("slots", *CONCERN, "--why", "24.11.", code=2)


# --- book, move, place --------------------------------------------------------------------------------------------


def test_a_first_appointment_says_what_to_say(line: CommandLine) -> None:
    told = line("book", *CONCERN, "--day", "di", "--time", "1020", given=given(**PERSON))
    assert "Termin Di 24.11. 10:20–10:40 gebucht (Leistung 1)." in told
    assert "Sagen Sie: Ihr Termin ist morgen, Dienstag, um 10 Uhr 20." in told
    assert "Albers" not in told
    row = today(line, told[:6])
    assert (row["start"], row["end"], row["service_point"], row["name"]) == ("10:20", "10:40", "L1-1", "Albers, Anke")
    assert row["phone"] == "+493023125115"
    later = line("book", *CONCERN, "--day", "1.12.", "--time", "9", "--channel", "phone", given=given(**PERSON))
    assert "Sagen Sie: Wir rufen Sie am Dienstag, 1. Dezember, um 9 Uhr an." in later


def test_without_json_each_question_is_a_line(line: CommandLine) -> None:
    told = line("book", "--day", "di", "--time", "9", given="Fragen zum Bescheid\nAlbers\nAnke\n\n\n\nbringt Post\n")
    assert today(line, told[:6])["name"] == "Albers, Anke"
    free = line("book", "--day", "di", "--time", "9", "--minutes", "15", given="Brief abgeben\nAlbers\n")
    row = today(line, free[:6])
    assert (row["concern"], row["end"]) == ("Brief abgeben", "09:15")
    assert "--minutes" in line.refused("book", "--day", "di", "--time", "9", given="Brief abgeben\nAlbers\n")


def test_what_is_not_free_or_not_enough_is_refused_with_sentences(line: CommandLine) -> None:
    for _ in range(2):
        booked(line)
    refused = line.refused("book", *CONCERN, "--day", "24.11.", "--time", "10:10", given=given(**PERSON))
    assert "Di 24.11. 10:10: alle Plätze belegt" in refused
    assert "backoffice slots" in refused
    assert "backoffice contact" in line.refused(
        "book", *CONCERN, "--day", "25.11.", "--time", "9", "--channel", "phone", given=given(family="Albers")
    )
    assert "Familienname" in line.refused("book", *CONCERN, "--day", "25.11.", "--time", "9", given=given(given="A"))
    short = ("book", *CONCERN, "--day", "25.11.", "--time", "9", "--minutes", "10")
    assert "--reason" in line.refused(*short, given=given(**PERSON))
    line(*short, "--reason", given=given(**PERSON, override_reason="nur eine Unterschrift"))
    assert "vorbei" in line.refused("book", *CONCERN, "--day", "20.11.", "--time", "9", given=given(**PERSON))


def test_a_follow_up_is_linked_and_needs_no_person(line: CommandLine) -> None:
    one = booked(line)
    told = line.run("book", "--follow", one, "--day", "1.12.", "--time", "9", "--documents", given="Kontoauszüge\n")
    assert "Folgetermin Di 01.12. 09:00–09:20 gebucht (Leistung 1)." in told.stdout
    assert today(line, told.stdout[:6], "2026-12-01")["name"] == "Albers, Anke"
    again = line.run("book", "--follow", one, "--day", "8.12.", "--time", "9")
    assert "Zur selben E-Mail-Adresse steht noch ein offener Termin" in again.stderr
    shown = line("show", again.stdout[:6])
    assert "Folgetermin gebucht" in shown


def test_a_moved_appointment_keeps_its_length_and_frees_its_old_time(line: CommandLine) -> None:
    one = booked(line, "24.11.", "10:00", "--minutes", "30")
    told = line("move", one, "--day", "mi", "--time", "11")
    assert "von Di 24.11. 10:00 auf Mi 25.11. 11:00–11:30 verlegt (Leistung 1)." in told
    assert "Sagen Sie: Ihr neuer Termin ist am Mittwoch, 25. November, um 11 Uhr." in told
    assert today(line, one)["status"] == "moved"
    (row,) = line.json("today", "--day", "2026-11-25")["rows"]
    assert (row["start"], row["end"], row["service_point"]) == ("11:00", "11:30", "L1-1")
    # A little later on the same service point: its own time counts as free.
    assert "11:10–11:40" in line("move", row["id"], "--day", "mi", "--time", "11:10")


def test_who_has_no_place_gets_one(line: CommandLine) -> None:
    one = walked_in(line)
    told = line("place", one, "--point", "l1-2")
    assert "hat jetzt den Platz L1-2." in told
    assert "L1-2" in line.refused("place", one)
    assert "L9-1" in line.refused("place", one, "--point", "L9-1")
    assert "Platz gegeben: Platz L1-2" in line("show", one)


# --- the booking tool's tasks -------------------------------------------------------------------------------------


def test_online_time_leaves_a_task_that_is_ticked(line: CommandLine) -> None:
    assert "nichts nachzutragen" in line("tasks")
    online(line)
    assert line.json("slots", *CONCERN, "--limit", "1")[0]["contingent"] == "online"
    assert "online: in OTV nachtragen" in line("slots", *CONCERN, "--limit", "1")
    told = line("book", *CONCERN, "--day", "24.11.", "--time", "10", given=given(**PERSON))
    assert "▲ Bitte in OTV nachtragen." in told
    (task,) = line.json("tasks")
    assert list(task) == [
        "id", "kind", "day", "start", "end", "booking_number", "concern", "since", "appointment",
    ]  # fmt: skip
    assert (task["kind"], task["day"], task["start"]) == ("enter", "2026-11-24", "10:00")
    shown = line("tasks")
    assert "in OTV nachtragen" in shown
    assert "Albers" not in shown
    assert "Albers, Anke" in line("tasks", "--with-names")
    ending = shown[:6]
    assert "In OTV nachgetragen." in line("tasks", "tick", ending)
    assert "backoffice tasks" in line.refused("tasks", "tick", ending)
    moved = line("move", told[:6], "--day", "1.12.", "--time", "10")
    assert "▲ Bitte in OTV stornieren." in moved
    assert sorted(task["kind"] for task in line.json("tasks")) == ["cancel", "enter"]


# --- outcomes -----------------------------------------------------------------------------------------------------


def test_a_talk_ends_with_a_follow_up_in_one_go(line: CommandLine) -> None:
    one = walked_in(line)
    told = line("finish", one, "--settled", "--follow-up", "24.11. 10:00")
    assert "erledigt (geklärt, Folgetermin). Folgetermin Di 24.11. 10:00–10:20 gebucht (Leistung 1)." in told
    assert "Sagen Sie: Ihr Termin ist morgen, Dienstag, um 10 Uhr." in told
    (row,) = line.json("today", "--day", "2026-11-24", "--with-names")["rows"]
    assert row["name"] == "Schmidt, Petra"
    two, three = walked_in(line), walked_in(line)
    assert "nur für einen" in line.refused("finish", two, three, "--follow-up", "24.11. 11:00", code=2)
    assert "--follow-up" in line.refused("finish", two, "--settled", "--minutes", "10", code=2)
    assert "--follow-up" in line.refused("finish", two)
    line("finish", two, "--follow-up", "24.11. 10:00", "--group", "L1")
    full = line.refused("finish", three, "--follow-up", "24.11. 10:00", "--group", "Leistung 1")
    assert "alle Plätze belegt" in full
    assert line.rows(name="Schmidt, Petra", status="arrived"), "nothing of it was done"


def test_an_application_that_is_not_settled_asks_its_question(line: CommandLine) -> None:
    one = walked_in(line, "Neuantrag stellen")
    refused = line.refused("finish", one, "--follow-up", "24.11. 10:00")
    assert "Antrag" in refused
    assert "--application" in refused
    line("finish", one, "--follow-up", "24.11. 10:00", "--application", "not-wanted")
    assert "Antrag festgehalten nicht gewünscht" in line("show", one)
    two = walked_in(line, "Neuantrag stellen")
    line("finish", two, "--follow-up", "24.11. 11:00", "--application", "unwanted")


def test_a_promised_call_is_kept_by_an_appointment_that_is_booked_with_it(line: CommandLine) -> None:
    line("ticket", "new", given=given(concern="Fragen zum Bescheid", **PERSON))
    (ticket,) = line.json("tickets")
    number = ticket["number"]
    told = line(
        *("ticket", "close", number, "--as", "appointment", "--book", "24.11. 10:00"),
        given=given(known_how="am Telefon gesagt"),
    )
    assert "Folgetermin Di 24.11. 10:00–10:20 gebucht (Leistung 1)." in told
    assert "Sagen Sie: Ihr Termin ist morgen, Dienstag, um 10 Uhr." in told
    assert line.json("tickets") == []
    (row,) = line.json("today", "--day", "2026-11-24", "--with-names")["rows"]
    assert row["name"] == "Albers, Anke"
    for wrong in (
        ("--as", "appointment"),
        ("--as", "void", "--book", "24.11. 10:00"),
        ("--as", "appointment", "--book", "24.11. 10:00", "--appointment", row["id"]),
        ("--as", "void", "--group", "L1"),
    ):
        line.refused("ticket", "close", number, *wrong, code=2)


def test_the_day_of_a_free_time_is_a_date(line: CommandLine) -> None:
    """Rows can be fed back: what `slots` names can be booked as it stands."""
    row = line.json("slots", *CONCERN, "--from", "25.11.", "--limit", "1")[0]
    assert date.fromisoformat(row["day"]) == date(2026, 11, 25)
    told = line(
        *("book", *CONCERN, "--day", row["day"], "--time", row["start"], "--group", row["group"]),
        given=given(**PERSON),
    )
    assert today(line, told[:6], row["day"])["service_point"] == row["service_point"]
