"""`assign`: one by one as ever, and the day as a proposal that is accepted as it was seen."""

import pytest

from backoffice.domain.terms import Role
from backoffice.wording.commands import REMEDIES
from tests.commandline import CommandLine
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def line(office: Office, store_url: str, clock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    office.colleague("anna", "Anna A", Role.CASEWORKER, team="Leistungsteam 1")
    office.colleague("ben", "Ben B", Role.CASEWORKER, team="Leistungsteam 1")
    for start, place in ((540, "L1-1"), (540, "L1-2"), (600, "L1-1")):
        office.book(start, place=place, name="Arndt, Ida")
    office.book(560, place=None, group_id=office.groups["Eingangszone"])
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    return CommandLine(store_url, clock)


def test_the_day_is_proposed_by_time_and_accepted_as_it_was_seen(line: CommandLine) -> None:
    told = line("assign", "propose")
    head, *rows, way_on = told.splitlines()
    assert head == "Geschäftsstelle Mitte, Mo 23.11.2026"
    assert [row.split()[1] for row in rows] == ["09:00", "09:00", "09:20", "10:00"]
    assert "niemand vom Bereich da" in rows[2]
    assert {"an Anna A", "an Ben B"} == {who for who in ("an Anna A", "an Ben B") if who in told}
    assert "Arndt" not in told
    assert "Arndt, Ida" in line("assign", "propose", "--with-names")
    found = line.json("assign", "propose")
    assert way_on == f"Annehmen: backoffice assign accept --token {found['token']}"
    assert [(row["start"], row["proposed_to"] is None, row["why"]) for row in found["rows"]] == [
        ("09:00", False, None), ("09:00", False, None), ("09:20", True, "not_of_area"), ("10:00", False, None),
    ]  # fmt: skip
    assert not any(row["assigned_to"] for row in line.json("today")["rows"]), "a proposal changes nothing"

    told = line("assign", "accept", "--token", found["token"])
    assert told == "Tag verteilt: 3 Termine zugewiesen. 1 Termin bleibt offen.\n"
    proposed = {row["id"]: row["proposed_to"] for row in found["rows"]}
    assert {row["id"]: row["assigned_to"] for row in line.json("today")["rows"]} == proposed
    assert REMEDIES["nothing_to_hand_out"] in line.refused("assign", "accept")
    line("undo")
    again = line.json("assign", "accept")
    assert {one["id"]: one["assigned_to"] for one in again["assigned"]} == {
        id_: who for id_, who in proposed.items() if who
    }
    assert again["left"] == [id_ for id_, who in proposed.items() if who is None]


def test_another_day_than_was_seen_is_not_accepted(line: CommandLine) -> None:
    found = line.json("assign", "propose")
    line("assign", found["rows"][0]["id"], "--to", "anna")
    told = line.refused("assign", "accept", "--token", found["token"])
    assert "Der Tag hat sich geändert" in told
    assert "backoffice assign propose" in told
    assert "ist vorbei" in line.refused("assign", "propose", "--day", "2026-11-20")
    assert line("assign", "propose", "--day", "2026-11-24").splitlines()[1].startswith("Nichts zu verteilen")


def test_one_by_one_with_and_without_the_word(line: CommandLine, store_url: str) -> None:
    one = line.json("today")["rows"][0]["id"]
    line("assign", one, "--to", "anna")
    assert line.row(one)["assigned_to"] == "Anna A"
    line("assign", "--to", "ben", one)
    assert line.row(one)["assigned_to"] == "Ben B"
    line("assign", "give", one, "--to-nobody")
    assert line.row(one)["assigned_to"] is None
    line("assign", "--store", store_url, one, "--to-me")
    assert line.row(one)["assigned_to"] == "Chefin Test"
    assert "propose" in line("assign", "--help")
    assert line("assign", "--store", store_url, "propose").startswith("Geschäftsstelle Mitte")
