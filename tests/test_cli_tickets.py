"""Promised calls by line commands alone, on both engines (issue 3 parts 5 and 6; D9, D36–D40, D54)."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from backoffice.cli.root import backoffice
from backoffice.domain.ticket_numbers import parse_ticket_number
from tests.commandline import CommandLine, at

KEYS = [
    "number", "team", "branch", "state", "urgency", "concern", "name", "phone", "window", "created_at", "due_at",
    "strict_48h_at", "policy", "accepted", "attempts", "appointment",
]  # fmt: skip
CALLER = {"concern": "Fragen zum Bescheid", "family": "Albers", "given": "Anke", "number": "999A123456"}
PHONE = "030 23125-115"


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """Somebody of Leistungsteam 1 at a small house: Monday, 08:30."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line(
        *("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte"),
        *("--group", "Eingangszone", "front-desk", "2", "--group", "Leistung 1", "benefits", "3", "--optional"),
    )
    line("branch", "add-team", "MITTE", "Leistungsteam 1", "benefits", "--shown-number", "030 23125-701")
    line("branch", "add-team", "mitte", "Eingangszone Mitte", "front-desk")
    line("branch", "add", "NORD", "--name", "Geschäftsstelle Nord", "--team", "Leistungsteam 1", "benefits")
    login = line.json("staff", "list")[0]["login"]
    line("staff", "place", login, "--branch", "MITTE", "--team", "Leistungsteam 1")
    return line


def given(**answers: str) -> str:
    """Answers for the standard input."""
    return json.dumps(answers)


def call(line: CommandLine, *more: str, **answers: str) -> str:
    """A promise from a call; its number."""
    line("ticket", "new", *more, given=given(**{**CALLER, "phone": PHONE, **answers}))
    return str(newest(line)["number"])


def walked_in(line: CommandLine, concern: str = "Fragen zum Bescheid", phone: str = PHONE) -> str:
    """Somebody who came without an appointment; the id's end."""
    return line("walk-in", given=given(concern=concern, family="Schmidt", given="Petra", phone=phone))[:6]


def tickets(line: CommandLine, *more: str) -> list[dict[str, Any]]:
    """The rows of `tickets --json --with-names`."""
    rows: list[dict[str, Any]] = line.json("tickets", "--with-names", *more)
    return rows


def newest(line: CommandLine) -> dict[str, Any]:
    """The ticket made last, as far as the minute tells."""
    return max(tickets(line), key=lambda row: (row["created_at"], row["number"]))


def only(line: CommandLine, *more: str) -> dict[str, Any]:
    """The one ticket there is."""
    (row,) = tickets(line, *more)
    return row


# --- making --------------------------------------------------------------------------------------------------------


def test_a_walk_in_becomes_a_promise_with_everything_prefilled(line: CommandLine) -> None:
    one = walked_in(line)
    told = line("ticket", "new", "--appointment", one)
    row = only(line)
    assert list(row) == KEYS
    assert told.splitlines() == [
        f"Rückruf {row['number']} durch Leistungsteam 1 bis Mi 25.11. 08:30 zugesagt.",
        "Sagen Sie: Wir rufen Sie bis Mittwoch, 8:30 Uhr, an. Auf Ihrem Display steht 030 23125-701.",
    ]
    assert parse_ticket_number(row["number"]) == row["number"]
    assert row["appointment"].endswith(one)
    assert {key: row[key] for key in ("team", "branch", "state", "urgency", "concern", "name", "phone")} == {
        "team": "Leistungsteam 1",
        "branch": "MITTE",
        "state": "new",
        "urgency": "normal",
        "concern": "Fragen zum Bescheid",
        "name": "Schmidt, Petra",
        "phone": "+493023125115",
    }
    assert (row["created_at"], row["due_at"]) == ("2026-11-23T08:30:00+01:00", "2026-11-25T08:30:00+01:00")
    assert row["strict_48h_at"] == "2026-11-25T08:30:00+01:00"
    assert (row["policy"], row["window"], row["accepted"], row["attempts"]) == ("working_days", None, None, [])
    assert row["number"] in line("show", one)


def test_a_call_is_asked_for_who_it_was(line: CommandLine) -> None:
    lines = [
        "Fragen zum Bescheid",
        "Albers",
        "Anke",
        "999A123456",
        PHONE,
        "",
        "mi 9-11",
        "27.11.",
        "Sperre",
        "Akte da",
    ]
    told = line("ticket", "new", given="\n".join(lines) + "\n")
    row = only(line)
    assert told.startswith(f"Rückruf {row['number']}")
    assert "▲ Der Wunschtermin liegt nach der Frist." in told
    assert (row["name"], row["window"]) == ("Albers, Anke", {"day": "2026-11-25", "start": "09:00", "end": "11:00"})
    assert row["appointment"] is None
    shown = line("ticket", "show", row["number"], "--with-names")
    for said in (
        "Albers, Anke",
        "+49 30 23125115",
        "Fr 27.11.2026, Sperre",
        "Akte da",
        "999A123456",
        "aus einem Anruf",
    ):
        assert said in shown


def test_a_call_may_be_about_words_of_its_own_or_the_catalogue(line: CommandLine) -> None:
    call(line, concern="etwas ganz anderes")
    assert only(line)["concern"] == "etwas ganz anderes"
    row_of = call(line, "--concern", "umzugswunsch", family="Beck")
    assert {row["number"]: row["concern"] for row in tickets(line)}[row_of] == "Umzugswunsch"
    assert "concern list" in line.refused("ticket", "new", "--concern", "Gibt es nicht", given=given(phone=PHONE))


def test_nobody_is_promised_a_call_who_cannot_be_reached(line: CommandLine) -> None:
    assert "weder eine Telefonnummer" in line.refused("ticket", "new", given=given(**CALLER))
    assert "nicht lesbar" in line.refused("ticket", "new", given=given(**CALLER, phone="weiß nicht"))
    assert "versteht das Programm nicht" in line.refused(
        "ticket", "new", given=given(**CALLER, phone=PHONE, wish="irgendwann")
    )
    assert "backoffice teams" in line.refused(
        "ticket", "new", "--team", "Gibt es nicht", given=given(**CALLER, phone=PHONE)
    )
    line("branch", "add", "LEER", "--name", "Ohne Team", "--group", "Eingangszone", "front-desk", "1")
    assert "branch add-team" in line.refused("ticket", "new", "--branch", "LEER", given=given(**CALLER, phone=PHONE))
    assert tickets(line) == []
    told = line("ticket", "new", given=given(**CALLER, other_way="Brief"))
    assert "Wir melden uns bei Ihnen bis" in told


def test_without_the_number_of_the_appointment_another_way_is_needed(line: CommandLine) -> None:
    one = walked_in(line)
    assert "weder eine Telefonnummer" in line.refused("ticket", "new", "--appointment", one, given=given(phone="-"))
    line("ticket", "new", "--appointment", one, given=given(phone="-", other_way="E-Mail"))
    assert only(line)["phone"] is None


def test_how_urgent_it_is_needs_a_reason_unless_the_concern_is(line: CommandLine) -> None:
    assert "Es fehlt die Eingabe" in line.refused(
        "ticket", "new", "--urgency", "urgent", given=given(**CALLER, phone=PHONE)
    )
    call(line, "--urgency", "urgent", urgency_reason="Frist läuft ab")
    assert only(line)["urgency"] == "urgent"
    shown = line("tickets")
    assert "DRINGEND Fragen zum Bescheid" in shown
    one = walked_in(line, "Finanzielle Notlage / ausbleibende Zahlung", "030 23125-116")
    told = line("ticket", "new", "--appointment", one, "--urgency", "emergency")
    assert "bis heute, 16 Uhr, an." in told
    assert [row["urgency"] for row in tickets(line)] == ["emergency", "urgent"]


def test_a_second_ticket_for_the_same_person_is_hinted_at(line: CommandLine) -> None:
    first = call(line)
    told = line.run("ticket", "new", given=given(**CALLER, phone="0151 23456789"))
    assert f"▲ Offenes Ticket {first}, Leistungsteam 1, fällig Mi 25.11. 08:30." in told.stderr
    assert "--as void" in told.stderr
    assert len(tickets(line)) == 2
    stranger = line.run("ticket", "new", given=given(concern="Umzugswunsch", phone="0171 3920088"))
    assert "Offenes Ticket" not in stranger.stderr


def test_a_promise_on_paper_is_entered_afterwards(line: CommandLine, clock) -> None:
    clock.instant = at(12)
    line("ticket", "new", "--at", "8:15", given=given(**CALLER, phone=PHONE))
    row = only(line)
    assert (row["created_at"], row["due_at"]) == ("2026-11-23T08:15:00+01:00", "2026-11-25T08:15:00+01:00")
    assert "Nachtrag" in line("ticket", "show", row["number"])
    assert "Zukunft" in line.refused("ticket", "accept", row["number"], "--at", "13:00")
    assert "erst seit" in line.refused("ticket", "accept", row["number"], "--at", "8:00")
    line("ticket", "accept", row["number"], "--at", "9:00")
    assert only(line)["accepted"]["at"] == "2026-11-23T09:00:00+01:00"


def test_an_appointment_ends_with_a_promise_in_the_same_change(line: CommandLine) -> None:
    one = walked_in(line)
    told = line("finish", one, "--callback", "--settled", given=given(wish="ab 14", ticket_note="Akte lesen"))
    row = only(line)
    assert f"Rückruf {row['number']} durch Leistungsteam 1 bis Mi 25.11. 08:30 zugesagt." in told
    assert "geklärt, Rückruf" in told
    assert told.splitlines()[-1].startswith("Sagen Sie: Wir rufen Sie bis Mittwoch, 8:30 Uhr, an.")
    assert row["window"] == {"day": None, "start": "14:00", "end": "24:00"}
    assert "Akte lesen" in line("ticket", "show", row["number"], "--with-names")
    assert row["number"] in line("show", one)
    assert f"({one})" in line("ticket", "show", row["number"])
    line("undo")
    assert tickets(line) == []
    assert line.rows()[0]["status"] == "arrived"


def test_a_refused_promise_ends_nothing(line: CommandLine) -> None:
    one = walked_in(line, phone="")
    assert "weder eine Telefonnummer" in line.refused("finish", one, "--callback")
    assert line.rows()[0]["status"] == "arrived"
    assert tickets(line) == []


def test_an_appointment_ends_with_a_promise_that_was_made_before(line: CommandLine) -> None:
    one, other = walked_in(line), walked_in(line, "Umzugswunsch", "0171 3920088")
    line("ticket", "new", "--appointment", one)
    number = only(line)["number"]
    assert "gehört nicht zu diesem Termin" in line.refused("finish", other, "--ticket", number)
    line("finish", one, "--ticket", number.lower().replace("-", " "))
    assert len(tickets(line)) == 1
    assert {row["status"] for row in line.rows()} == {"done", "arrived"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("finish", "abcd", "--callback", "--ticket", "R-22-222"), "Genau eins von --callback und --ticket."),
        (("finish", "abcd", "efgh", "--callback"), "nur für einen Termin"),
        (("finish", "abcd", "--settled", "--team", "X"), "gehören zu --callback"),
        (("ticket", "new", "--appointment", "abcd", "--branch", "MITTE"), "schließen einander aus"),
        (("ticket", "close", "R-22-222", "--as", "appointment"), "genau eins"),
        (("ticket", "close", "R-22-222", "--as", "void", "--appointment", "abcd"), "genau eins"),
        (("ticket", "close", "R-22-222"), "Es fehlt '--as'"),
        (("ticket", "attempt", "R-22-222", "--result", "reached"), "ist keins von"),
        (("tickets", "--state", "lost"), "ist keins von"),
        (("answer", "abcd"), "Genau eins von --written und --waived."),
        (("calendar", "close", "24.11.", "--name", "x", "--everywhere", "--branch", "M"), "schließen einander aus"),
        (("calendar", "rule", "anders"), "ist keins von"),
    ],
)
def test_a_wrong_call_gets_a_german_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    result = CliRunner().invoke(backoffice, list(arguments), prog_name="backoffice")
    assert result.exit_code == 2
    assert sentence in result.stderr


# --- reading -------------------------------------------------------------------------------------------------------


def test_tickets_are_sorted_by_what_people_see_as_due_and_chosen_by_team_and_state(line: CommandLine, clock) -> None:
    late = call(line)
    clock.advance(hours=1)
    soon = call(line, "--urgency", "emergency", urgency_reason="Sperre", family="Beck", phone="0171 3920088")
    other = call(line, "--team", "eingangszone mitte", family="Cetin", phone="0171 3920089")
    line("ticket", "accept", late)
    assert [row["number"] for row in tickets(line)] == [soon, late, other]
    assert [row["number"] for row in tickets(line, "--team", "LEISTUNGSTEAM 1")] == [soon, late]
    assert [row["number"] for row in tickets(line, "--state", "accepted")] == [late]
    assert [row["number"] for row in tickets(line, "--state", "new")] == [soon, other]
    assert tickets(line, "--branch", "NORD") == []
    assert "backoffice teams" in line.refused("tickets", "--team", "Gibt es nicht")
    told = line("tickets").splitlines()
    assert told[0] == "Geschäftsstelle Mitte, offen 3, eigenes Team 2, überfällig 0, nicht angenommen 0"
    assert told[2].split("  ")[:2] == [soon, "fällig heute 16:00, noch 6 Dienststunden"]
    assert told[2].endswith("NOTFALL Fragen zum Bescheid")
    assert "angenommen" in told[3]


def test_overdue_and_unaccepted_are_said_in_words(line: CommandLine, clock) -> None:
    number = call(line)
    clock.instant = at(12, 30)
    assert "neu, nicht angenommen" in line("tickets")
    clock.instant = at(8, 30, day=25)
    assert tickets(line, "--overdue") == []  # the minute that was promised still counts
    assert "überfällig" not in line("ticket", "show", number)
    clock.instant = at(8, 31, day=25)
    assert [row["number"] for row in tickets(line, "--overdue")] == [number]
    assert "überfällig seit heute 08:30" in line("tickets")
    assert "überfällig seit heute 08:30" in line("ticket", "show", number)


def test_lists_and_records_are_without_names_unless_they_are_asked_for(line: CommandLine) -> None:
    number = call(line, note="ruft Anke zurück", deadline="27.11.", deadline_reason="Herr Albers zieht um")
    line("ticket", "raise", number, "--urgency", "urgent", given="Albers ist krank\n")
    line("ticket", "hand-over", number, "--team", "Eingangszone Mitte", given="Anke will das so\n")
    line("ticket", "change", number, given=given(phone="0171 3920088"))
    row = line.json("tickets")[0]
    assert (row["name"], row["phone"]) == (None, None)
    told = [
        line("tickets"),
        line("tickets", "--json"),
        line("ticket", "show", number),
        line("ticket", "dial", number),
        line("ticket", "lay-down", number),
        line("promises"),
        line("promises", "--json"),
        line("undo", number),
    ]
    for personal in ("Albers", "Anke", "23125", "3920088", "999A"):
        assert not [text for text in told if personal in text], personal
    assert "Albers, Anke" in line("tickets", "--with-names")
    full = line("ticket", "show", number, "--with-names")
    for said in ("Albers ist krank", "Anke will das so", "ruft Anke zurück", "Herr Albers zieht um"):
        assert said in full
    assert "Am Apparat: Albers, Anke, +49 171 3920088" in line("ticket", "dial", number, "--with-names")


def test_sensitive_concerns_have_no_title_on_any_list(line: CommandLine) -> None:
    number = call(line, "--concern", "Mitteilung Schwangerschaft")
    for told in (line("tickets", "--with-names"), line("tickets", "--json"), line("ticket", "show", number)):
        assert "Persönliches Anliegen" in told
        assert "Schwangerschaft" not in told
    assert "Mitteilung Schwangerschaft" in line("ticket", "show", number, "--with-names")


def test_a_number_is_understood_however_it_is_typed(line: CommandLine) -> None:
    number = call(line)
    for typed in (number.lower(), number.replace("-", " "), number.replace("-", ""), number.removeprefix("R-")):
        assert number in line("ticket", "show", typed)
    assert "ist keine Ticketnummer" in line.refused("ticket", "show", "Schmidt")
    assert "gibt es hier nicht" in line.refused("ticket", "show", "R-ZZ-ZZZ")


def test_teams_say_what_their_calls_show(line: CommandLine) -> None:
    assert [row["name"] for row in line.json("teams")] == ["Eingangszone Mitte", "Leistungsteam 1", "Leistungsteam 1"]
    assert "zeigt 030 23125-701" in line("teams", "--branch", "mitte")
    line("branch", "change-team", "MITTE", "Leistungsteam 1", "--rename", "Leistung A", "--phone", "030 23125-711")
    changed = next(row for row in line.json("teams", "--branch", "MITTE") if row["name"] == "Leistung A")
    assert (changed["phone"], changed["shown_number"]) == ("030 23125-711", "030 23125-701")
    line("undo")
    assert "Leistungsteam 1" in line("teams", "--branch", "MITTE")
    assert "Leistungsteam 1" in line.refused("branch", "add-team", "NORD", "Leistungsteam 1", "benefits")
    assert "branch list" in line.refused("teams", "--branch", "WEST")


# --- working -------------------------------------------------------------------------------------------------------


def test_a_promise_is_accepted_tried_and_kept(line: CommandLine, clock) -> None:
    number = call(line)
    assert line("ticket", "accept", number) == f"{number}: angenommen.\n"
    accepted = only(line)["accepted"]
    assert accepted == {"by_function": accepted["by_function"], "at": "2026-11-23T08:30:00+01:00"}
    assert isinstance(accepted["by_function"], str)
    assert "hat das Ticket um 08:30 Uhr angenommen" in line.refused("ticket", "accept", number)
    line("ticket", "dial", number)
    assert only(line)["state"] == "in_progress"
    assert "1. Versuch" in line("ticket", "attempt", number, "--note", given="besetzt\n")
    clock.advance(minutes=20)
    line("ticket", "attempt", number, "--result", "message-left")
    assert only(line)["attempts"] == [
        {"at": "2026-11-23T08:30:00+01:00", "result": "no_answer"},
        {"at": "2026-11-23T08:50:00+01:00", "result": "message_left"},
    ]
    assert "angenommen, 2 Versuche" in line("tickets")
    assert "drei Versuchen" in line.refused("ticket", "close", number, "--as", "written", given="Brief vom 23.11.\n")
    assert "abgeschlossen (erreicht)" in line("ticket", "close", number, "--as", "reached", given="alles erklärt\n")
    assert tickets(line) == []
    closed = only(line, "--state", "closed")
    assert (closed["state"], closed["attempts"][-1]["result"]) == ("closed", "reached")
    assert "abgeschlossen (erreicht)" in line("tickets", "--state", "closed")
    assert "alles erklärt" in line("ticket", "show", number, "--with-names")
    assert "ist seit" in line.refused("ticket", "attempt", number)


def test_several_are_accepted_and_handed_over_at_once_with_one_undo(line: CommandLine) -> None:
    first, second = call(line), call(line, family="Beck", phone="0171 3920088")
    line("ticket", "accept", first)
    told = line.run("ticket", "accept", first, second, code=1)
    assert told.stdout == f"{second}: angenommen.\n"
    assert told.stderr.count(f"{first}: ") == 1
    said = line("ticket", "hand-over", first, second, "--team", "Eingangszone Mitte", given="falsches Team\n")
    assert said.count("an Eingangszone Mitte weitergegeben; fällig bleibt es Mi 25.11. 08:30.") == 2
    assert {row["team"] for row in tickets(line)} == {"Eingangszone Mitte"}
    assert {row["state"] for row in tickets(line)} == {"new"}
    assert "2×" in line("undo")
    assert {row["state"] for row in tickets(line)} == {"accepted"}
    assert "fehlt die Eingabe" in line.refused("ticket", "hand-over", first, "--team", "Eingangszone Mitte")
    assert "bereits bei" in line.refused("ticket", "hand-over", first, "--team", "Leistungsteam 1", given="x\n")


def test_another_branch_gets_it_and_may_return_it(line: CommandLine) -> None:
    number = call(line)
    assert "von keinem anderen Team" in line.refused("ticket", "return", number, given="nicht wir\n")
    line("ticket", "hand-over", number, "--team", "leistungsteam 1", "--branch", "nord", given="zog um\n")
    row = only(line, "--branch", "NORD")
    assert (row["branch"], row["due_at"]) == ("NORD", "2026-11-25T08:30:00+01:00")
    assert only(line)["branch"] == "NORD"  # who handed it on goes on seeing where it is
    assert "Leistungsteam 1 (NORD)" in line("tickets", "--branch", "MITTE")
    line("ticket", "return", number, given="wohnt doch dort\n")
    assert only(line)["branch"] == "MITTE"
    shown = line("ticket", "show", number, "--with-names")
    assert "zog um" in shown
    assert "wohnt doch dort" in shown


def test_what_was_accepted_can_be_given_back_and_a_call_laid_down(line: CommandLine) -> None:
    number = call(line)
    assert "noch niemand angenommen" in line.refused("ticket", "give-back", number)
    line("ticket", "dial", number)
    line("ticket", "lay-down", number)
    assert only(line)["state"] == "accepted"
    line("ticket", "give-back", number)
    assert (only(line)["state"], only(line)["accepted"]) == ("new", None)


def test_reach_urgency_note_and_a_second_time_are_kept(line: CommandLine, clock) -> None:
    number = call(line, wish="ab 16", deadline="27.11.", deadline_reason="Sperre")
    line("ticket", "change", number, given=given(phone="0171 3920088", wish="-", deadline="-"))
    row = only(line)
    assert (row["phone"], row["window"]) == ("+491713920088", None)
    assert "Sperre" not in line("ticket", "show", number, "--with-names").split("Verlauf")[0]
    line("ticket", "change", number, "--in-writing")
    assert only(line)["phone"] == "+491713920088"
    assert "schriftlich" in line("ticket", "show", number)
    line("ticket", "change", number, "--by-phone", given=given(other_way="Brief", phone="-"))
    assert only(line)["phone"] is None
    assert "--in-writing" not in line("ticket", "show", number)
    told = line("ticket", "raise", number, "--urgency", "emergency", given="Strom ist weg\n")
    assert "ist jetzt Notfall, fällig Mo 23.11. 16:00" in told
    assert "bereits auf" in line.refused("ticket", "raise", number, "--urgency", "urgent", given="x\n")
    line("ticket", "note", number, given="Vermieter weiß Bescheid\n")
    line("ticket", "interim", number, "--time", "14", given="am Empfang gesagt\n")
    assert "Zwischennachricht bis heute 14:00" in line("tickets")
    assert "noch kommt" in line.refused("ticket", "interim", number, "--time", "8", given="x\n")
    assert "am Empfang gesagt" in line("ticket", "show", number, "--with-names")
    assert "ticket change" in line.refused("ticket", "dial", number)


@pytest.mark.parametrize(
    ("as_", "how"), [("written", "Brief vom 23.11."), ("void", "doppelt"), ("appointment", "am Telefon gesagt")]
)
def test_a_promise_may_end_otherwise(line: CommandLine, clock, as_: str, how: str) -> None:
    more = ("--in-writing",) if as_ == "written" else ()
    number = call(line, *more)
    if as_ == "appointment":  # looked for before anything is asked
        assert "gibt es hier nicht" in line.refused("ticket", "close", number, "--as", as_, "--appointment", "abcd")
    else:
        assert "fehlt die Eingabe" in line.refused("ticket", "close", number, "--as", as_)
    if as_ == "appointment":
        one = walked_in(line)
        past = line.refused("ticket", "close", number, "--as", as_, "--appointment", one, given=f"{how}\n")
        assert "der noch kommt" in past
        coming = booked(line)
        line("ticket", "close", number, "--as", as_, "--appointment", coming, given=f"{how}\n")
    else:
        line("ticket", "close", number, "--as", as_, given=f"{how}\n")
    assert only(line, "--state", "closed")["state"] == "closed"
    assert how in line("ticket", "show", number, "--with-names")


def booked(line: CommandLine) -> str:
    """An appointment of this afternoon; its id."""
    from backoffice.desk.organisation_views import Branches
    from backoffice.domain.ids import new_id
    from backoffice.domain.terms import Origin
    from backoffice.opening import open_desk
    from backoffice.store.tables.appointments import Appointment, Customer

    desk = open_desk(line.url, clock=line.clock)
    branch = desk.read(Branches())[0].id
    one, person = new_id(), new_id()

    def work(tx: Any) -> None:
        tx.insert(Customer, id=person, branch_id=branch, name="Weiß, Thea", phone="+493023125115")
        tx.insert(
            Appointment,
            id=one,
            customer_id=person,
            branch_id=branch,
            concern_text="Fragen zum Bescheid",
            day=at(14).date(),
            start_minute=14 * 60,
            end_minute=14 * 60 + 20,
            origin=Origin.IMPORTED,
        )
        tx.settle()

    desk.store.write(work)
    desk.store.close()
    return one


# --- taking back ---------------------------------------------------------------------------------------------------


def work_everything(line: CommandLine, clock) -> tuple[str, list[str]]:
    """Every ticket command once, on one ticket; its number and the state after each."""
    number = call(line)
    states = []
    for arguments, answers in (
        (("accept", number), ""),
        (("dial", number), ""),
        (("lay-down", number), ""),
        (("attempt", number), ""),
        (("raise", number, "--urgency", "urgent"), "eilt\n"),
        (("note", number), "Akte\n"),
        (("interim", number, "--day", "morgen", "--time", "10"), "Mailbox\n"),
        (("change", number), given(wish="ab 14")),
        (("give-back", number), "\n"),
        (("hand-over", number, "--team", "Leistungsteam 1", "--branch", "NORD"), "zog um\n"),
        (("return", number), "doch nicht\n"),
        (("close", number, "--as", "reached"), "\n"),
    ):
        states.append(told_of(line, number))
        clock.advance(seconds=1)
        line("ticket", *arguments, given=answers)
    return number, states


def told_of(line: CommandLine, number: str) -> str:
    """What a record says, without its Verlauf."""
    shown = line("ticket", "show", number, "--with-names")
    return "\n".join(said for said in shown.splitlines() if not said.startswith("Verlauf"))


def test_every_step_is_taken_back_one_by_one(line: CommandLine, clock) -> None:
    number, states = work_everything(line, clock)
    for before in reversed(states):
        assert line("undo").startswith("Zurückgenommen: ")
        assert told_of(line, number) == before
    line("undo")
    assert tickets(line) == []


def test_the_newest_change_of_a_ticket_is_taken_back_by_its_number(line: CommandLine) -> None:
    first, second = call(line), call(line, family="Beck", phone="0171 3920088")
    line("ticket", "accept", first)
    line("ticket", "accept", second)
    assert line("undo", first) == f"{first}: zurückgenommen: angenommen.\n"
    assert {row["number"]: row["state"] for row in tickets(line)} == {first: "new", second: "accepted"}


def test_a_fresh_process_takes_back_what_another_did(line: CommandLine, clock) -> None:
    number, states = work_everything(line, clock)
    program = (
        "import sys\n"
        "from datetime import datetime\n"
        "from backoffice.cli.root import backoffice\n"
        "from backoffice.cli.session import Session\n"
        "from backoffice.domain.clock import FixedClock\n"
        "url, now, *arguments = sys.argv[1:]\n"
        "backoffice.main(arguments, obj=Session(url, FixedClock(datetime.fromisoformat(now))))\n"
    )

    def afresh(*arguments: str) -> str:
        words = [sys.executable, "-c", program, str(line.url), clock.now().isoformat(), *arguments]
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent, env=dict(os.environ)
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "abgeschlossen" in afresh("undo")
    assert told_of(line, number) == states[-1]
    assert afresh("undo", number) == f"{number}: zurückgenommen: zurückgegeben.\n"
    assert told_of(line, number) == states[-2]


# --- what is owed --------------------------------------------------------------------------------------------------


def test_nobody_is_owed_anything_in_the_end(line: CommandLine, clock) -> None:
    assert line("promises") == "Niemand ist ohne Anschluss-Zusage, kein Rückruf ist überfällig.\n"
    assert line.json("promises") == {"appointments": [], "tickets": [], "since_yesterday": 0}
    gone, open_ = walked_in(line), walked_in(line, "Umzugswunsch", "0171 3920088")
    line("leave", gone)
    number = call(line, family="Beck", phone="0171 3920089", number="")
    told = line("promises", code=1)
    assert "Ohne Anschluss-Zusage: 1" in told
    assert f"{gone}  Mo 23.11.2026  08:30  ohne Gespräch gegangen" in told
    assert "Schmidt" not in told
    clock.instant = at(10, day=25)
    seen = line.json("promises", "--with-names", code=1)
    assert {row["id"][-6:]: row["reason"] for row in seen["appointments"]} == {gone: "left", open_: "no_ending"}
    assert [row["number"] for row in seen["tickets"]] == [number]
    assert list(seen["tickets"][0]) == KEYS
    assert seen["since_yesterday"] == 1
    told = line("promises", code=1)
    assert "Überfällige Rückrufe: 1" in told
    assert "überfällig seit heute 08:30" in told
    assert "Offen seit gestern: 1" in told
    assert "fehlt die Eingabe" in line.refused("answer", gone, "--written")
    line("answer", gone, "--written", given="Brief vom 24.11.\n")
    line("answer", open_, "--waived", given="am Telefon gesagt\n")
    line("promises", code=1)
    line("ticket", "close", number, "--as", "reached", given="\n")
    told = line("promises")
    assert "Niemand ist ohne Anschluss-Zusage" in told
    assert "schriftlich beantwortet: Brief vom 24.11." in line("show", gone, "--with-names")
    assert "Brief vom 24.11." not in line("show", gone)


def test_what_is_still_open_today_is_ended_not_answered(line: CommandLine) -> None:
    one = walked_in(line)
    assert "backoffice finish" in line.refused("answer", one, "--waived", given="am Empfang\n")
    coming = booked(line)
    line("cancel", coming, "--by-customer")
    assert "schuldet niemandem" in line.refused("answer", coming, "--waived", given="am Empfang\n")


def test_who_leaves_hands_back_what_they_hold(line: CommandLine) -> None:
    number, one = call(line), walked_in(line)
    line("ticket", "accept", number)
    line("begin", one)
    assert "Ab jetzt nicht da" in line("away")
    assert (only(line)["state"], only(line)["accepted"]) == ("new", None)
    assert line.rows()[0]["status"] == "arrived"
    line("undo")
    assert only(line)["state"] == "accepted"
    assert line.rows()[0]["status"] == "in_progress"
    assert "staff list" in line.refused("away", "niemand")


def test_a_colleague_is_entered_as_away(line: CommandLine) -> None:
    more = ("--no-login",) if line.url and line.url.startswith("postgres") else ()
    line("staff", "add", "anna", "--branch", "MITTE", "--role", "caseworker", *more, given="Anna Beispiel\n")
    one = walked_in(line)
    line("assign", one, "--to", "anna")
    assert line.rows()[0]["assigned_to"]
    line("away", "anna")
    assert line.rows()[0]["assigned_to"] is None


# --- hours and closures --------------------------------------------------------------------------------------------


def test_hours_closures_and_the_rule_count_for_new_promises_only(line: CommandLine) -> None:
    first = call(line)
    assert "üblich" in line("calendar", "show")
    told = line("calendar", "hours", "mo-mi 8-15, do 8-18,", "fr 8-12")
    assert "Mo-Mi 08:00-15:00, Do 08:00-18:00, Fr 08:00-12:00" in told
    assert "Schon gegebene Zusagen behalten ihre Frist" in told
    told = line("calendar", "close", "24.11.", "--name", "Betriebsversammlung", "--branch", "MITTE")
    closure = told.split("Schließung eingetragen. ")[1][:6]
    assert "Di 24.11.2026 (Geschäftsstelle Mitte)" in told
    second = call(line, family="Beck", phone="0171 3920088")
    rows = {row["number"]: row["due_at"] for row in tickets(line)}
    assert rows == {first: "2026-11-25T08:30:00+01:00", second: "2026-11-26T08:30:00+01:00"}
    assert "seither anders; die Zusage bleibt" in line("ticket", "show", first)
    shown = line("calendar", "show")
    assert f"{closure} Di 24.11.2026, Betriebsversammlung (MITTE)" in shown
    assert "Fr 25.12.2026, Erster Weihnachtstag" in shown
    assert "Di 24.11." not in line("calendar", "show", "--branch", "NORD")
    seen = line.json("calendar", "show")
    assert seen["hours"][0] == {"weekday": 1, "start": "08:00", "end": "15:00"}
    assert (seen["usual"], seen["policy"], seen["closures"][0]["name"]) == (
        False,
        "working_days",
        "Betriebsversammlung",
    )
    assert "behalten ihre Frist" in line("calendar", "rule", "elapsed")
    third = call(line, family="Cetin", phone="0171 3920089")
    assert {row["number"]: row["policy"] for row in tickets(line)}[third] == "elapsed"
    assert line.json("calendar", "show")["policy"] == "elapsed"
    line("calendar", "reopen", closure)
    assert line.json("calendar", "show")["closures"] == []
    assert "calendar show" in line.refused("calendar", "reopen", closure)


def test_the_whole_house_is_closed_for_days(line: CommandLine) -> None:
    line("calendar", "close", "30.11.", "2.12.", "--name", "Umzug", "--everywhere")
    for branch in ("MITTE", "NORD"):
        assert "Mo 30.11.2026 bis Mi 02.12.2026, Umzug (ganzes Haus)" in line("calendar", "show", "--branch", branch)
    line("undo")
    assert "Umzug" not in line("calendar", "show")
    assert "endet, bevor sie beginnt" in line.refused("calendar", "close", "2.12.", "30.11.", "--name", "x")


def test_hours_that_are_not_understood_change_nothing(line: CommandLine) -> None:
    before = line.json("calendar", "show")
    assert "„mo acht-16“" in line.refused("calendar", "hours", "mo acht-16")
    assert "überschneiden" in line.refused("calendar", "hours", "mo-fr 8-16, do 8-18")
    assert "keine Zusage zu halten" in line.refused("calendar", "hours", "so zu")
    assert line.json("calendar", "show") == before


# --- the clock -----------------------------------------------------------------------------------------------------


def test_a_clock_that_is_off_is_said_by_doctor_and_before_promises(line: CommandLine, clock) -> None:
    from backoffice.store.store import open_store

    store = open_store(str(line.url), clock)
    shared = store.shared
    clock.instant = store.time() + timedelta(minutes=3, seconds=30)
    store.close()
    told = line.run("doctor")
    made = line.run("ticket", "new", given=given(**CALLER, phone=PHONE))
    if not shared:
        assert "geht richtig" not in made.stderr
        assert "Uhr dieses Rechners" not in told.stdout + made.stderr
        return
    assert "3 Minuten vor" in told.stdout
    assert "Die Uhr dieses Rechners geht gegen den gemeinsamen Speicher 3 Minuten vor" in made.stderr
    assert "Sagen Sie: Wir rufen Sie" in made.stdout
    assert "Uhr dieses Rechners" not in line.run("today").stderr
    clock.instant -= timedelta(minutes=3, seconds=30)
    assert "geht richtig" in line("doctor")


def test_at_a_terminal_what_is_not_understood_is_asked_again(line: CommandLine, monkeypatch) -> None:
    for module in ("asking", "ticket_asking", "ticket_making"):
        monkeypatch.setattr(f"backoffice.cli.{module}.at_terminal", lambda: True)
    one = walked_in_at_a_terminal(line)
    typed = [
        "weiß nicht",
        "-",
        "",
        "Brief an die Anschrift",
        "irgendwann",
        "mi 9-11",
        "31.02.",
        "27.11.",
        "Sperre",
        "",
    ]
    told = line.run("ticket", "new", "--appointment", one, given="\n".join(typed) + "\n")
    assert "Leer lässt das Telefon" in told.stderr
    assert "nicht lesbar" in told.stderr
    assert "weder eine Telefonnummer" in told.stderr
    assert "versteht das Programm nicht" in told.stderr
    assert "steht in keinem Kalender" in told.stderr
    assert "Wir melden uns bei Ihnen bis Mittwoch" in told.stdout
    row = only(line)
    assert (row["phone"], row["window"]["day"]) == (None, "2026-11-25")
    kept = line.run("ticket", "change", row["number"], given=f"{PHONE}\n\n\n\n\n")
    assert "- nimmt sie weg" in kept.stderr
    assert (only(line)["phone"], only(line)["window"]) == ("+493023125115", row["window"])


def walked_in_at_a_terminal(line: CommandLine) -> str:
    """The same where somebody answers question by question."""
    answers = ("Fragen zum Bescheid", "Schmidt", "Petra", PHONE, "", "")
    return line("walk-in", given="\n".join(answers) + "\n")[:6]
