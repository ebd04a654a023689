"""Two branches agree, ask, answer and promise by line commands alone, on both engines (D44)."""

import json

import pytest

from tests.commandline import CommandLine


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """MITTE and NORD; Monday, 23 November, 08:30."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    for code, name, group in (("MITTE", "Mitte", "Leistung 1"), ("NORD", "Nord", "Leistung Nord")):
        line(
            *("branch", "add", code, "--name", f"Geschäftsstelle {name}", "--phone", "030 23125-720"),
            *("--group", group, "benefits", "2"),
        )
        line("branch", "add-team", code, f"Leistungsteam {name}", "benefits")
    login = line.json("staff", "list")[0]["login"]
    line("staff", "place", login, "--branch", "MITTE")
    return line


def given(**answers: str) -> str:
    return json.dumps(answers)


def came(line: CommandLine, family: str = "Schmidt") -> str:
    """Somebody stands in MITTE; the id's end."""
    return line("walk-in", given=given(concern="Fragen zum Bescheid", family=family, phone="030 23125115"))[:6]


def asked(line: CommandLine, one: str, *more: str) -> str:
    """Ask NORD; the end of the request's id."""
    line("takeover", "ask", one, "--branch", "NORD", *more, given="Wohnt jetzt dort")
    (found,) = [row for row in line.json("takeover", "list") if row["appointment"].endswith(one)]
    return str(found["id"][-6:])


def of(line: CommandLine, one: str) -> dict[str, object]:
    return next(row for row in line.json("takeover", "list", "--branch", "NORD") if row["id"].endswith(one))


def test_agreed_on_the_phone_and_confirmed(line: CommandLine) -> None:
    one = came(line)
    said = line("takeover", "agreed", one, "--branch", "nord", "--at", "10:00", given="Eingangszone Nord")
    assert "Übernahme mit Geschäftsstelle Nord vereinbart: Mo 23.11. 10:00–10:20, persönlich." in said
    assert "Sagen Sie: Ihr Termin ist heute um 10:00 Uhr in der Geschäftsstelle Nord." in said
    (found,) = line.json("takeover", "list", "--branch", "NORD")
    assert (found["stand"], found["decides"], found["agreed_with"], found["promised_start"]) == (
        "agreed", True, "Eingangszone Nord", "10:00",
    )  # fmt: skip
    assert "name" not in found
    assert "bestätigt" in line("takeover", "confirm", found["id"][-6:])
    assert "nichts telefonisch vereinbart" in line.refused("takeover", "confirm", found["id"][-6:])
    assert of(line, found["id"])["confirmed"] is True
    assert "Schmidt" not in line("takeover", "list")
    assert "Schmidt" in line("takeover", "list", "--with-names")


def test_asked_and_taken_over_at_a_free_time(line: CommandLine) -> None:
    one = came(line)
    request = asked(line, one, "--until", "09:00", "--wish", "24.11. 10:00", "--away")
    found = of(line, request)
    assert (found["stand"], found["waits_here"], found["wish_start"]) == ("waiting", False, "10:00")
    assert str(found["answer_by"]).endswith("09:00+01:00")
    assert "wartet auf Antwort" in line("takeover", "list")
    assert "schon eine Anfrage" in line.refused("takeover", "ask", one, "--branch", "NORD", given="noch einmal")
    said = line(
        "takeover", "accept", request, "--at", "10:00", "--day", "24.11.", "--group", "Leistung Nord", "--phone"
    )
    assert "Von Geschäftsstelle Mitte übernommen: Di 24.11. 10:00–10:20, telefonisch." in said
    assert of(line, request)["promised_channel"] == "phone"
    (row,) = line.rows(status="taken_over")
    assert row["id"].endswith(one)
    assert "schon beantwortet" in line.refused("takeover", "accept", request, "--at", "11:00")


def test_declined_withdrawn_and_what_is_not_there(line: CommandLine) -> None:
    one, other = came(line), came(line, "Meyer")
    request = asked(line, one)
    assert "Warum nicht" in line.refused("takeover", "decline", request)
    assert "abgelehnt; Geschäftsstelle Mitte klärt es dort" in line(
        "takeover", "decline", request, given="Wir sind voll"
    )
    second = asked(line, other)
    assert "zurückgezogen" in line("takeover", "withdraw", second)
    assert {row["stand"] for row in line.json("takeover", "list")} == {"declined", "withdrawn"}
    assert "backoffice takeover list" in line.refused("takeover", "withdraw", "ffff")
    assert "--branch KÜRZEL" in line.refused("takeover", "ask", other, given="ohne")
    assert "diese hat den Termin schon" in line.refused("takeover", "ask", other, "--branch", "MITTE", given="selbst")
    assert "Wer hat dort zugesagt" in line.refused("takeover", "agreed", other, "--branch", "NORD", "--at", "10")
    assert line.refused("takeover", "promise", second, code=2)


def test_promised_instead_and_linked_when_the_talk_ends(line: CommandLine) -> None:
    one, other = came(line), came(line, "Meyer")
    call, time = asked(line, one), asked(line, other)
    said = line("takeover", "promise", call, "--call", given=given(note="bitte langsam"))
    assert "Statt der Übernahme: Rückruf R-" in said
    assert "Geschäftsstelle Mitte sagt es der Person." in said
    assert "Termin Di 24.11. 10:00–10:20" in line("takeover", "promise", time, "--at", "24.11. 10:00")
    for ending in (one, other):
        assert "erledigt (Zusage der zuständigen Geschäftsstelle)" in line("finish", ending, "--commitment")
    found = {row["stand"]: row["ticket"] for row in line.json("takeover", "list")}
    assert set(found) == {"declined"}


def test_their_yes_on_the_phone_ends_the_talk(line: CommandLine) -> None:
    one, other, third = came(line), came(line, "Meyer"), came(line, "Groß")
    assert "Es fehlt, was" in line.refused("finish", third, "--commitment")
    there = ("--commitment", "--commitment-branch", "NORD")
    said = line("finish", one, *there, "--commitment-time", "24.11. 10:00", given="Eingangszone Nord")
    assert "Folgetermin Di 24.11. 10:00–10:20 gebucht (Geschäftsstelle Nord, Leistung Nord)." in said
    assert "in der Geschäftsstelle Nord." in said
    said = line(
        *("finish", other, *there, "--commitment-team", "Leistungsteam Nord"),
        given=given(agreed_with="Eingangszone Nord"),
    )
    assert "durch Leistungsteam Nord" in said
    assert "backoffice teams zeigt alle" in line.refused("finish", third, *there, "--commitment-team", "Niemand")
    for wrong in (
        ("--commitment-branch", "NORD"),
        ("--commitment", "--commitment-branch", "NORD"),
        (*there, "--commitment-time", "24.11. 10:00", "--commitment-team", "Leistungsteam Nord"),
        (*there, "--commitment-team", "Leistungsteam Nord", "--callback"),
        (*there, "--commitment-team", "Leistungsteam Nord", "--commitment-phone"),
    ):
        assert line.refused("finish", third, *wrong, code=2)
    assert line.refused("finish", third, other, "--commitment", code=2)
    assert line.rows(status="done")
    assert "Schmidt" not in str(line.calls)
