"""The plan and whom to tell at the command line (D33, D54)."""

import pytest

from backoffice.domain.clock import FixedClock
from tests.absent import enter
from tests.commandline import CommandLine
from tests.office import Office


@pytest.fixture
def line(office: Office, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The administrator of the small branch at the command line, on a day on which L1-1 and L2 are missing."""
    office.book(540, name="Arndt, Ida", place="L1-1")
    office.book(540, name="Brecht, Bo", place="L1-2")
    office.book(600, name="Celan, Cem", place="L1-1")
    enter(office, points=("L1-1", "L2-1", "L2-2"))
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    return CommandLine(store_url, clock)


def test_a_plan_is_shown_accepted_and_told(line: CommandLine) -> None:
    shown = line("plan", "propose")
    assert "1 von 2 behält die Zeit" in shown
    assert "09:20 L1-2  Vorschlag    Platz geschlossen; anderer Platz: belegt" in shown
    assert "Arndt" not in shown
    assert "Arndt, Ida" in line("plan", "propose", "--with-names")
    token = line.json("plan", "propose")["plan"]
    assert f"plan accept --plan {token}" in shown
    assert "ist nicht mehr „0000dead“" in line.refused("plan", "accept", "--plan", "0000dead")
    assert line("plan", "accept", "--plan", token) == "Plan angenommen: 1 behält die Zeit, 1 zu benachrichtigen.\n"
    assert "Allen Betroffenen dieses Tages ist schon etwas vorgeschlagen" in line("plan", "propose")
    assert "Verlegung auf 09:20 vorgeschlagen, noch nicht informiert" in line("today")
    assert "Niemand braucht" in line.refused("plan", "accept")

    assert "vorgeschlagen, ohne Antwort" in line("plan", "show")
    listed = line("notify", "list", "--with-names")
    assert "09:00 → 09:20  Arndt, Ida  keine Nummer  andere Zeit  noch nicht informiert" in listed
    (one,) = line.json("notify", "list")
    assert "name" not in one
    assert line("notify", "done", one["id"], "--by", "letter").startswith("Informiert (Brief)")
    assert "informiert: Brief" in line("notify", "list")
    declined = line("notify", "done", one["id"], "--declined")
    assert declined == "Abgelehnt. Jetzt vorgeschlagen: Mo 23.11.2026 09:40.\n"
    (one,) = line.json("notify", "list")
    assert line("notify", "done", one["id"], "--agreed") == "Einverstanden: verlegt auf Mo 23.11.2026 09:40.\n"
    assert line("notify", "list") == "Niemand ist zu benachrichtigen.\n"
    assert line.refused("notify", "done", one["id"], "--agreed")


def test_somebody_steps_in(line: CommandLine) -> None:
    step = line.json("plan", "propose", "--extra", "Leistung 1 8-12")["steps"][0]
    assert (step["kind"], step["to"]["service_point"]) == ("extra", "L1-Z1")
    assert "nicht zu lesen" in line.refused("plan", "propose", "--extra", "morgen")
    accepted = line("plan", "accept", "--extra", "L1 8-12")
    assert accepted == "Plan angenommen: 2 behalten die Zeit, zusätzlich offen: L1-Z1.\n"
    assert "zurückgenommen" in line("undo").casefold()
    assert line.json("plan", "propose")["kept"] == 1
