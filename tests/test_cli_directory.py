"""`directory` and `directory-entry` as somebody types them, on both engines (issue 5 part 7)."""

import pytest

from tests.commandline import CommandLine

HOURS = "üblich: Mo-Mi 08:00-16:00, Do 08:00-18:00, Fr 08:00-16:00"
LEAD = ("directory-entry", "add", "MITTE", "Teamleitung", "--team", "leistungsteam 1", "--phone", "030 23125-703")


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """A house of two branches, Monday 08:30."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", "--phone", "030 23125-700")
    line("branch", "add-team", "MITTE", "Leistungsteam 1", "benefits", "--shown-number", "030 23125-701")
    line("branch", "add", "NORD", "--name", "Geschäftsstelle Nord", "--team", "Leistungsteam 1", "benefits")
    login = line.json("staff", "list")[0]["login"]
    line("staff", "place", login, "--branch", "MITTE")
    return line


def test_who_is_called_is_said_in_lines_and_as_json(line: CommandLine) -> None:
    assert line(*LEAD, "--hours", "mo-do 8-15.30", "--deputy", "Leistungsteam 2") == (
        "Eintrag im Verzeichnis angelegt.\n"
    )
    here, there = "Geschäftsstelle Mitte  ", "Geschäftsstelle Nord   "
    front, team = "Telefon der Eingangszone      ", "Leistungsteam 1               "
    lead = (
        f"{here}Teamleitung, Leistungsteam 1  030 23125-703  bis 15:30  Mo-Do 08:00-15:30"
        " · Vertretung: Leistungsteam 2 · Kund:innen sehen 030 23125-701"
    )
    assert line("directory").splitlines() == [
        f"{here}{front}030 23125-700  bis 16:00  {HOURS} · nur für Kolleg:innen",
        f"{here}{team}—              bis 16:00  {HOURS} · keine Nummer hinterlegt · Kund:innen sehen 030 23125-701",
        lead,
        f"{there}{front}—              bis 16:00  {HOURS} · keine Nummer hinterlegt",
        f"{there}{team}—              bis 16:00  {HOURS} · keine Nummer hinterlegt",
    ]
    assert line("directory", "LEITUNG", "mitte").splitlines() == [lead]
    assert len(line.json("directory", "--branch", "nord")) == 2
    assert line.json("directory", "teamleitung") == [
        {
            "branch": "MITTE",
            "branch_name": "Geschäftsstelle Mitte",
            "kind": "entry",
            "name": "Teamleitung, Leistungsteam 1",
            "function": "Teamleitung",
            "team": "Leistungsteam 1",
            "area": "benefits",
            "phone": "030 23125-703",
            "shown_number": "030 23125-701",
            "hours": "Mo-Do 08:00-15:30",
            "usual_hours": False,
            "reachable_now": True,
            "deputy": "Leistungsteam 2",
            "note": None,
        }
    ]
    assert line("directory", "Kantine").startswith("Niemand zu finden für „Kantine“.")
    assert line.json("directory", "Kantine") == []


def test_entries_are_changed_removed_and_brought_back(line: CommandLine) -> None:
    def stands() -> list[tuple[str, str | None, str | None, str | None]]:
        found = [one for one in line.json("directory") if one["kind"] == "entry"]
        return [(one["name"], one["phone"], one["deputy"], one["hours"]) for one in found]

    line(*LEAD)
    line("directory-entry", "add", "mitte", "Teamleitung", "--deputy", "Leistungsteam 1", "--hours", "nur morgens")
    assert "bis 16:00" not in line("directory", "morgens")
    change = ("directory-entry", "change", "MITTE", "teamleitung")
    assert "gibt es hier 2-mal" in line.refused(*change, "--phone", "11")
    line(*change, "--team", "", "--rename", "Empfang", "--phone", "11", "--hours", "")
    line(*change, "--new-team", "", "--deputy", "Empfang")
    assert stands() == [
        ("Teamleitung", "030 23125-703", "Empfang", None),
        ("Empfang", "11", "Leistungsteam 1", None),
    ]
    line("directory-entry", "remove", "MITTE", "EMPFANG")
    assert len(stands()) == 1
    line("undo", "--yes")
    assert stands()[1][0] == "Empfang"


def test_two_that_are_the_same_after_an_undo_can_be_removed_again(line: CommandLine) -> None:
    from backoffice.desk.directory import Directory, RemoveEntry
    from backoffice.desk.undo import Undo
    from backoffice.opening import open_desk

    line(*LEAD)
    desk = open_desk(line.url, clock=line.clock)
    try:
        entry = next(one for one in desk.read(Directory(desk.clock.now())) if one.function)
        removed = desk.perform(desk.new(RemoveEntry, entry_id=entry.id))
        line(*LEAD)
        desk.perform(desk.new(Undo, undoes=removed.entry_id))
    finally:
        desk.store.close()
    for left in (2, 1, 0):
        assert len(line.json("directory", "teamleitung")) == left
        if left:
            line("directory-entry", "remove", "MITTE", "Teamleitung")


def test_what_is_typed_wrongly_gets_a_sentence_with_the_way_on(line: CommandLine) -> None:
    line(*LEAD)
    entry = ("directory-entry", "add", "MITTE")
    for typed, sentence in (
        ((*entry, "Empfang"), "weder eine Nummer noch eine Vertretung. Bitte --phone oder --deputy angeben."),
        ((*entry, "Empfang", "--phone", "siehe Plan"), "„siehe Plan“ lässt sich nicht wählen. Bitte nur Ziffern"),
        ((*entry, " ", "--phone", "11"), "Bitte eine Funktion angeben"),
        ((*entry, "Empfang", "--team", "Leistungsteam 9", "--phone", "11"), "backoffice teams zeigt alle"),
        (LEAD, "steht hier schon im Verzeichnis. backoffice directory-entry change ändert den Eintrag."),
        ((*entry, "Empfang", "--phone", "1" * 41), "„Telefon“ passt nicht: höchstens 40 Zeichen."),
        ((*entry, "Empfang", "--deputy", "x" * 121), "„Vertretung“ passt nicht: höchstens 120 Zeichen."),
        (("directory-entry", "remove", "NORD", "Teamleitung"), "backoffice directory zeigt alle"),
        (("directory-entry", "remove", "MITTE", "Leistungsteam 1"), "backoffice branch change-team"),
        (("directory", "--branch", "SUED"), "Diese Geschäftsstelle gibt es nicht. backoffice branch list zeigt alle"),
    ):
        assert sentence in line.refused(*typed), typed
    assert len([one for one in line.json("directory") if one["kind"] == "entry"]) == 1
