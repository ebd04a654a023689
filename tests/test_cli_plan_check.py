"""The check of the plan at the command line: found, agreed, caught up on; and told with every change (D31)."""

from pathlib import Path
from typing import Any

import pytest

from backoffice.domain.clock import FixedClock
from tests.commandline import CommandLine
from tests.office import Office

DOCS = Path(__file__).parent.parent / "docs" / "Betrieb.md"


@pytest.fixture
def line(office: Office, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The administrator of the small branch at the command line, with a plan that keeps the rules until May."""
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    made = CommandLine(store_url, clock)
    made(*opened("L1", "mo-fr", "8:00", "12:00"))
    for group in ("L2", "E"):
        made(*opened(group, "mo-do", "8:00", "12:00"))
    made(*opened("L1", "do", "16:00", "18:00"), "--reserved")
    return made


def opened(group: str, weekdays: str, start: str, end: str) -> tuple[str, ...]:
    days = ("--weekdays", weekdays, "--valid-to", "31.5.2027")
    return ("plan", "open", "--group", group, *days, "--from", start, "--until", end)


def findings(line: CommandLine, *more: str, code: int = 0) -> list[dict[str, Any]]:
    return line.json("plan", "check", *more, code=code)["findings"]


def test_a_plan_that_keeps_the_rules(line: CommandLine) -> None:
    assert line("plan", "check") == (
        "Geschäftsstelle Mitte, Mo 23.11.2026 bis So 20.12.2026\nDer Plan hält die Regeln ein.\n"
    )
    found = line.json("plan", "check", "--from", "25.11.", "--weeks", "2")
    assert (found["first_day"], found["last_day"], found["findings"]) == ("2026-11-23", "2026-12-06", [])
    assert "höchstens 5 Jahre" in line.refused("plan", "check", "--from", "31.12.9999")
    assert "0 is not" not in line.refused("plan", "check", "--weeks", "0", code=2)


def test_what_breaks_a_rule_is_told_at_once_and_in_the_check(line: CommandLine) -> None:
    told = line("plan", "close", "30.11.", "1.12.", "--name", "Umzug")
    assert told.splitlines() == [
        "Schließung eingetragen.",
        "▲ KW 49: 3 Tage offen, 4 sollen es sein. Hilft: „Umzug“ am Di 01.12. zurücknehmen.",
        "Das braucht vorher eine Abstimmung: backoffice plan check zeigt sie, plan agree trägt sie ein.",
    ]
    shown = line("plan", "check", code=1)
    assert "Abstimmung fehlt  KW 49  3 Tage offen, 4 sollen es sein  „Umzug“ am Di 01.12. zurücknehmen" in shown, (
        shown
    )
    assert "backoffice plan agree four-days 30.11.2026 06.12.2026 --unit … (oder --later)" in shown
    (one,) = findings(line, code=1)
    assert (one["rule"], one["severity"], one["there"], one["wanted"]) == ("four_days", "error", 3, 4)
    assert one["cures"] == [
        {
            "code": "lift",
            "day": "2026-12-01",
            "start": None,
            "end": None,
            "minutes": None,
            "days": None,
            "group": None,
            "name": "Umzug",
        }
    ]
    assert (one["missing_agreement"], one["agreement"]) == (True, None)
    assert findings(line, "--from", "7.12.", "--weeks", "1") == []


def test_every_change_of_plan_says_what_it_breaks(line: CommandLine) -> None:
    assert "▲" not in line("plan", "close", "27.11.", "--name", "Inventur")
    late = line.json("plan", "list")["openings"]
    thursday = next(one["id"] for one in late if one["reserved"])
    assert "▲ KW 51 und 17 weitere Wochen: längster Tag bis 12:00, einer soll bis 18:00 gehen." in line(
        "plan", "end", thursday, "--last-day", "10.12."
    )
    line("undo")
    assert "▲ KW 49: längster Tag bis 12:00" in line(
        "plan", "close", "3.12.", "--group", "L1", "--points", "L1-1,L1-2", "--name", "Umzug"
    )
    line("undo")
    stop = line("plan", "close", "28.11.", "3.12.", "--booking-stop", "--name", "Monatswechsel")
    assert "▲ 28.11.–03.12.: Buchungsstopp an 6 Tagen, höchstens 3 dürfen es sein." in stop
    assert "Hilft: „Monatswechsel“ um 3 Tage kürzen." in stop
    line("undo")
    told = line("calendar", "close", "7.12.", "9.12.", "--name", "Umzug")
    assert "▲ KW 50: 2 Tage offen" in told
    line("undo")
    hint = line("plan", "close", "21.12.", "--name", "Inventur")
    assert "Hinweis: KW 52: 2 Tage offen, 4 sollen es sein." in hint
    assert "Abstimmung" not in hint, "in a week with holidays"
    assert "▲" not in line("plan", "remove", line.json("plan", "list")["closures"][0]["id"])


def test_office_hours_that_break_a_rule(line: CommandLine, office: Office) -> None:
    for _ in range(4):
        line("undo")
    assert "Es gelten die Dienstzeiten" in line("plan", "check")
    told = line("calendar", "hours", "mo-mi", "8-12")
    assert "Mo-Mi 08:00-12:00" in told
    assert (
        "▲ KW 48 und 46 weitere Wochen: 3 Tage offen, 4 sollen es sein. Hilft: Fr 27.11. 08:00–12:00 öffnen" in told
    )


def test_what_is_agreed_and_what_is_to_be(line: CommandLine) -> None:
    line("plan", "close", "30.11.", "8.12.", "--name", "Umzug")
    assert len(findings(line, code=1)) == 3
    told = line("plan", "agree", "four-days", "1.12.", "8.12.", "--unit", "gbl2", "--on", "20.11.", "--note", "Umzug")
    assert told == "Öffnungstage, Mo 30.11.2026 bis So 13.12.2026: abgestimmt mit GBL 2 am 20.11.2026.\n"
    assert line("plan", "agree", "late-day", "30.11.", "--later") == (
        "Langer Tag, Mo 30.11.2026 bis So 06.12.2026: als Aufgabe eingetragen, die Abstimmung nachzuholen.\n"
    )
    shown = line("plan", "check", code=1)
    assert "abgestimmt 20.11. GBL 2" in shown
    assert "Abstimmung nachholen     KW 49  kein Tag ist offen" in shown
    found = line.json("plan", "check", code=1)
    assert found["missing_agreements"] == 1
    (owed,) = found["owed"]
    assert (owed["rule"], owed["unit"], owed["agreed_on"]) == ("late_day", None, None)
    assert f"{owed['id'][-6:]}  langer Tag" in shown
    assert f"plan agree-done {owed['id'][-6:]}" in shown
    assert "plan agree late-day" not in shown, "it is noted already"
    assert "keine oder mehrere" in line.refused("plan", "agree-done", "zzzz", "--unit", "gbl2")
    assert line("plan", "agree-done", owed["id"][-6:], "--unit", "bereichsleitung") == (
        "Langer Tag, Mo 30.11.2026 bis So 06.12.2026: nachgeholt, abgestimmt mit der Bereichsleitung"
        " Leistungsgewährung & Eingangszone am 23.11.2026.\n"
    )
    found = line.json("plan", "check")
    assert found["owed"] == []
    assert {one["agreement"]["unit"] for one in found["findings"]} == {"gbl_2", "benefits_lead"}
    assert found["findings"][0]["agreement"]["noted_by_function"] == "Administration"
    line("undo")
    assert line.json("plan", "check", code=1)["owed"][0]["id"] == owed["id"]
    assert line("undo") == "Zurückgenommen: Als Aufgabe eingetragen.\n"


def test_what_is_no_agreement(line: CommandLine) -> None:
    agree = ("plan", "agree", "four-days", "30.11.")
    assert "Genau eins von --unit und --later" in line.refused(*agree, code=2)
    assert "Genau eins von --unit und --later" in line.refused(*agree, "--later", "--unit", "gbl2", code=2)
    assert "--on gehört zu --unit" in line.refused(*agree, "--later", "--on", "heute", code=2)
    assert "free-time" in line.refused("plan", "agree", "free-time", "heute", "--later", code=2)
    assert "liegt in der Zukunft" in line.refused(*agree, "--unit", "gbl2", "--on", "morgen")
    assert "höchstens 366 Tage" in line.refused(*agree, "31.12.2027", "--later")
    assert line.json("plan", "check")["owed"] == []


def test_the_handbook_tells_commands_that_run(line: CommandLine) -> None:
    text = DOCS.read_text(encoding="utf-8")
    commands = [
        row for row in text.splitlines() if row.startswith(("backoffice plan check", "backoffice plan agree "))
    ]
    assert len(commands) == 3
    for command in commands:
        line(*command.split()[1:])
    assert len(line.json("plan", "check")["owed"]) == 1
