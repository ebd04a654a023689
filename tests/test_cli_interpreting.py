"""Interpreters ordered, answered and looked for by line commands alone, on both engines (D46–D49)."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backoffice.domain.clock import FixedClock
from tests.commandline import CommandLine

CONCERN = ("--concern", "Fragen zum Bescheid")
PERSON = {"family": "Tekle", "given": "Saba", "phone": "030 23125-115"}


@pytest.fixture
def line(store_url: str, clock: FixedClock) -> CommandLine:
    """A small house with an agency's interpreter and a hotline; Monday, 23 November, 08:30."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line(
        *("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", "--address", "Beispielweg 1"),
        *("--group", "Leistung 1", "benefits", "2"),
    )
    line("branch", "add-team", "MITTE", "Leistungsteam 1", "benefits", "--phone", "030 23125-701")
    login = line.json("staff", "list")[0]["login"]
    line("staff", "place", login, "--branch", "MITTE", "--team", "Leistungsteam 1")
    return line


def selam(line: CommandLine, name: str = "Selam Beispiel") -> str:
    """A person who comes on site for Tigrinya; the end of their id."""
    answers = json.dumps({"interpreter": name, "orders_to": "dispo@example.org"})
    line("interpreters", "add", "person", "--language", "tir", "--on-site", given=answers)
    return str(line.json("interpreters", "list", "--kind", "on-site")[-1]["id"][-6:])


def hotline(line: CommandLine) -> str:
    """A line for Tigrinya and Dari; the end of its id."""
    spoken = ("--language", "tir", "--language", "prs", "--by-phone", "--house")
    line("interpreters", "add", "hotline", *spoken, given="Hotline\n\n030 23125-790\n")
    return str(line.json("interpreters", "list", "--kind", "phone")[0]["id"][-6:])


def booked(line: CommandLine, time: str = "10:00", *more: str, day: str = "24.11.", code: int = 0) -> str:
    """A first appointment; the end of its id."""
    call = ("book", *CONCERN, "--day", day, "--time", time, *more)
    return line(*call, given=json.dumps(PERSON), code=code)[:6]


def orders(line: CommandLine, *more: str) -> list[dict[str, Any]]:
    return line.json("interpreting", "list", *more)


def order(line: CommandLine, one: str) -> dict[str, Any]:
    """The order of an appointment that is listed first."""
    return next(row for row in orders(line) if row["appointment"].endswith(one))


def test_needed_requested_confirmed_attended(line: CommandLine, clock: FixedClock) -> None:
    who, one = selam(line), booked(line)
    assert line("interpreting", "list") == "Keine Sprachmittlung ist gesucht, bestellt oder ausgefallen.\n"
    assert "vorgemerkt" in line("interpreting", "needed", one, "--language", "Tigrinya", "--dialect", "aus Keren")
    found = order(line, one)
    assert (found["matter"], found["language"], found["dialect"], found["kind"]) == (
        "needed",
        "tir",
        "aus Keren",
        None,
    )
    assert "name" not in found
    said = line("interpreting", "request", one, "--with", who, "--kind", "on-site")
    assert "Sprachmittlung angefragt." in said
    assert "Selam Beispiel, vor Ort, Di 24.11. 10:00–10:20, Kontakt dispo@example.org." in said
    listed = line("interpreting", "list")
    assert "Geschäftsstelle Mitte, zu erledigen 1, sonst 0" in listed
    for word in ("ohne Antwort", "Tigrinya (aus Keren)", "vor Ort", "Di 24.11. 10:00–10:20", "Selam Beispiel"):
        assert word in listed
    assert "Tekle" not in listed
    assert "Tekle, Saba" in line("interpreting", "list", "--with-names")
    assert "schon angefragt" in line.refused("interpreting", "needed", one, "--language", "tir")
    line("interpreting", "confirm", found["id"][-6:], "--by", "Disposition")
    assert (order(line, one)["status"], order(line, one)["agreed_with"]) == ("confirmed", "Disposition")
    assert "beginnt erst am 24.11.2026 um 10:00" in line.refused("interpreting", "attended", one, "--minutes", "35")
    clock.advance(hours=26)
    assert order(line, one)["matter"] == "no_result"
    assert "35 Minuten" in line("interpreting", "attended", one, "--minutes", "35")
    assert order(line, one)["minutes"] == 35
    assert "hat stattgefunden" in line.refused("interpreting", "fail", one)
    assert [row["matter"] for row in orders(line, "--week", "24.11.")] == ["done"]
    assert orders(line, "--language", "dari") == []


def test_whoever_declines_is_followed_by_the_next(line: CommandLine) -> None:
    selam(line)
    hotline(line)
    one = booked(line)
    line("interpreting", "request", one, "--language", "tir")
    assert order(line, one)["interpreter"] == "Selam Beispiel"  # in the room before on the telephone
    said = line("interpreting", "decline", one, "--reason", given="krank")
    assert "Absage eingetragen" in said
    assert "Zu fragen (Di 24.11. 10:00–10:20):\n  Hotline, Telefon, sofort (--with " in said
    assert order(line, one)["declined_by"] == ["Selam Beispiel"]
    assert "krank" not in json.dumps(orders(line))
    assert "krank" in json.dumps(orders(line, "--with-names"))
    line("interpreting", "request", one)
    assert order(line, one)["interpreter"] == "Hotline"
    assert "niemand frei" in line("interpreting", "decline", one)
    assert "niemand frei" in line.refused("interpreting", "request", one)


def test_called_off_and_told(line: CommandLine) -> None:
    selam(line)
    one, two = booked(line), booked(line, "11:00")
    line("interpreting", "request", one, "--language", "tir")
    first = order(line, one)["id"]
    assert "bitte absagen" in line("interpreting", "cancel", one)
    assert [row["matter"] for row in orders(line)] == ["needed", "to_tell"]
    assert "Bescheid weiß" not in line("interpreting", "list")
    assert "Absage weitergegeben" in line("interpreting", "told", one, "--to", "Disposition")
    assert [row["matter"] for row in orders(line)] == ["needed"]
    assert "niemand, der noch Bescheid" in line.refused("interpreting", "told", first[-6:], "--to", "noch einmal")
    assert "keine Sprachmittlung nötig" in line("interpreting", "not-needed", one)
    assert orders(line) == []
    assert "interpreting request" in line.refused("interpreting", "not-needed", two)
    assert "interpreting request" in line.refused("interpreting", "confirm", two)
    assert "interpreting list" in line.refused("interpreting", "confirm", "ffff")


def test_a_failure_is_owed_until_somebody_else_is_there(line: CommandLine) -> None:
    selam(line)
    hotline(line)
    one = booked(line)
    line("interpreting", "request", one, "--language", "tir")
    assert "neue Zusage" in line("interpreting", "fail", one, "--reason", given="krank gemeldet")
    assert "Sprachmittlung ausgefallen" in line("promises", code=1)
    assert line.json("promises", code=1)["appointments"][0]["reason"] == "interpreter_failed"
    assert order(line, one)["matter"] == "failed"
    line("interpreting", "request", one, "--kind", "phone")
    assert line.json("promises")["appointments"] == []


def test_who_is_here_gets_somebody_from_now_on(line: CommandLine) -> None:
    hotline(line)
    one = line("walk-in", given=json.dumps({"concern": "Fragen zum Bescheid", **PERSON}))[:6]
    assert "--language SPRACHE" in line.refused("interpreting", "offers", one)
    shown = line("interpreting", "offers", one, "--language", "tir")
    assert "Ab jetzt (heute 08:30–09:00):\n  1  Telefon  Hotline  sofort  Einwahl 030 23125-790" in shown
    assert "Neue Termine, 30 Minuten" in shown
    assert "Tigrinya: Telefon jetzt" in shown
    told = line.json("interpreting", "offers", one, "--language", "tir")
    assert (told["now"]["offers"][0]["number"], told["now"]["offers"][0]["kind"]) == (1, "phone")
    numbers = [one["number"] for one in (*told["now"]["offers"], *told["then"]["offers"], *told["times"])]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(told["times"]) == 9
    said = line("interpreting", "request", one, "--language", "tir", "--now", "--minutes", "15")
    assert "Sprachmittlung bestätigt, für jetzt." in said
    assert "Hotline, Telefon, heute 08:30–08:45, Einwahl 030 23125-790." in said
    assert "--now" in line.refused("interpreting", "request", one, "--minutes", "5", code=2)


def test_children_never_interpret_and_signs_are_seen(line: CommandLine) -> None:
    one = booked(line)
    refused = line.refused("interpreting", "companion", one, "--language", "tir")
    assert "volljährig" in refused
    assert "Begleitperson" in line("interpreting", "companion", one, "--language", "tir", "--adult")
    assert (order(line, one)["kind"], order(line, one)["interpreter"]) == ("companion", None)
    assert "gesehen" in line.refused("interpreting", "request", one, "--language", "dgs", "--kind", "phone")
    assert "ist keine bekannte Sprache" in line.refused("interpreting", "needed", one, "--language", "qqq", code=2)


def test_slots_look_for_place_and_interpreter_together(line: CommandLine) -> None:
    who = selam(line)
    hotline(line)
    line("interpreters", "availability", "hours", who, "do", "9-12")
    shown = line("slots", *CONCERN, "--language", "tir", "--kind", "on-site", "--limit", "1")
    assert "Do 26.11.  09:00–09:30  L1-1  Leistung 1  vor Ort  Selam Beispiel" in shown
    (row,) = line.json("slots", *CONCERN, "--language", "tir", "--limit", "1")
    assert (row["start"], row["end"], row["interpreter"]["kind"]) == ("08:30", "09:00", "phone")
    none = line("slots", *CONCERN, "--language", "tir", "--kind", "on-site", "--until", "25.11.")
    assert none.splitlines()[:2] == [
        "Mit Sprachmittlung ist in diesem Zeitraum nichts frei.",
        "Tigrinya: vor Ort ab Do 26.11. 09:00 · Telefon jetzt",
    ]
    assert "keine Sprachmittlung frei" in line("slots", *CONCERN, "--language", "som", "--why", "24.11. 10:00")
    assert "niemand eingetragen" in line("slots", *CONCERN, "--language", "som")
    assert "--language" in line.refused("slots", *CONCERN, "--kind", "phone", code=2)


def test_booked_together_and_carried_along(line: CommandLine) -> None:
    who, line_id = selam(line), hotline(line)
    one = booked(line, "10:00", "--language", "tir", "--interpreter", "on-site")
    found = order(line, one)
    assert (found["interpreter"], found["start"], found["end"]) == ("Selam Beispiel", "10:00", "10:30")
    row = next(row for row in line.json("today", "--day", "24.11.")["rows"] if row["id"].endswith(one))
    assert row["interpreting"] == {"status": "requested", "language": "tir", "kind": "on_site"}
    assert "Tigrinya, vor Ort, angefragt" in line("today", "--day", "24.11.")
    shown = line("show", one)
    assert "Sprachmittlung" in shown
    assert "Selam Beispiel" in shown
    assert line.json("show", one)["interpreting"]["interpreter"] == "Selam Beispiel"
    two = booked(line, "14:00", "--language", "tir", "--interpreter", "phone", "--with", line_id)
    line("interpreting", "request", two, "--with", who, "--kind", "on-site")
    refused = line.refused("move", one, "--day", "24.11.", "--time", "14:00")
    assert "Selam Beispiel ist dann schon vergeben" in refused
    assert "Frei ist dann Hotline (Telefon)." in refused
    assert "--interpreter none" in refused
    moved = line("move", one, "--day", "24.11.", "--time", "14:00", "--interpreter", "phone")
    assert "Sprachmittlung steht." in moved
    rows = {row["status"]: row for row in orders(line) if row["start"] == "14:00"}
    assert rows["confirmed"]["interpreter"] == "Hotline"
    ending = rows["confirmed"]["appointment"][-6:]
    line("move", ending, "--day", "24.11.", "--time", "15:00", "--interpreter", "none")
    assert {row["start"]: row["status"] for row in orders(line)}["15:00"] == "confirmed"  # a hotline can always
    book = ("book", *CONCERN, "--day", "24.11.", "--time", "9")
    assert "--language SPRACHE" in line.refused(*book, "--with", who, given=json.dumps(PERSON))
    assert "schließen einander aus" in line.refused(*book, "--with", who, "--interpreter", "none", code=2)
    assert "gehört zu" in line.refused("move", ending, *book[3:], "--language", "tir", code=2)


def test_a_follow_up_speaks_the_customers_language(line: CommandLine) -> None:
    selam(line)
    one = booked(line, "10:00", "--language", "tir")
    assert order(line, one)["matter"] == "needed"
    said = line("book", "--follow", one, "--day", "25.11.", "--time", "10:00", "--interpreter", "on-site")
    assert "Sprachmittlung ist angefragt." in said
    assert (order(line, said[:6])["end"], order(line, said[:6])["kind"]) == ("10:30", "on_site")
    plain = line("book", "--follow", one, "--day", "26.11.", "--time", "10:00", "--interpreter", "none")
    assert "Sprachmittlung fehlt noch." in plain
    here = line("walk-in", given=json.dumps({"concern": "Fragen zum Bescheid", **PERSON}))[:6]
    ended = ("finish", here, "--follow-up", "27.11. 10:00", "--language", "tir", "--interpreter", "on-site")
    assert "Fr 27.11. 10:00–10:30 gebucht" in line(*ended)
    assert [row["kind"] for row in orders(line) if row["day"] == "2026-11-27"] == ["on_site"]
    assert "gehören zu --follow-up" in line.refused("finish", here, "--settled", "--interpreter", "phone", code=2)


def test_the_sheet_for_an_agency_names_nobody(line: CommandLine, tmp_path: Path) -> None:
    who, one = selam(line), booked(line)
    line("interpreting", "request", one, "--language", "tir", "--with", who, "--kind", "on-site")
    text = line("interpreting", "sheet", one, "--text", "--folder", "-")
    assert "Tigrinya, ISO 639-3: tir" in text
    assert "Leistungsteam 1, Telefon 030 23125-701" in text
    assert "Tekle" not in text
    told = line("interpreting", "sheet", one)
    path = Path(told.splitlines()[0].removeprefix("Anfrage gespeichert: "))
    assert path.name == "Sprachmittlung-2026-11-24-1000-tir-loeschen-2026-11-25.xlsx"
    assert "Zu löschen bis Mi 25.11.2026; backoffice store files" in told
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page["A1"].value == "Anfrage Sprachmittlung"
    assert path.name in line("store", "files")
    elsewhere = line("interpreting", "sheet", one, "--text", "--folder", str(tmp_path / "post"))
    assert "Bitte dort am Mi 25.11.2026 löschen" in elsewhere
    assert [file.suffix for file in (tmp_path / "post").iterdir()] == [".txt"]
    assert "--text" in line.refused("interpreting", "sheet", one, "--folder", "-", code=2)
    line("interpreting", "companion", one, "--language", "tir", "--adult")
    assert "bringt die Kundin oder der Kunde selbst mit" in line.refused("interpreting", "sheet", one)
