"""A booking file with addresses: what the rules place elsewhere gets a quiet mark, no address is kept (D43, D52)."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from backoffice.desk.day import DayOf
from backoffice.desk.record import RecordOf
from backoffice.desk.responsibility import KeepHere, SetRules
from backoffice.desk.responsibility_views import KnownBranches
from backoffice.desk.undo import Undo
from backoffice.desk.views import Line
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.responsibility import Finder, elsewhere
from backoffice.domain.rules import Asked, Rule
from backoffice.domain.terms import Role
from backoffice.screens.lines import LineWriter
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from tests.commandline import CommandLine
from tests.office import MONDAY, Office

HEAD = (
    "Buchungsnummer",
    "Datum",
    "Uhrzeit",
    "Anliegen",
    "Nachname",
    "Vorname",
    "Telefon",
    "PLZ",
    "Straße",
    "Hausnummer",
)
PEOPLE = (
    ("B-1", "Weiß", "00112", "Beispielstr.", "77a"),
    ("B-2", "Rot", "00112", "Musterweg 3", None),
    ("B-3", "Grün", None, None, None),
    ("B-4", "Blau", 112, "Kranufer", 9),
    ("B-5", "Grau", "00112", "Nirgendwo", "1"),
)


@pytest.fixture
def line(office: Office, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Two branches with rules, and their administrator at the command line."""
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    line = CommandLine(store_url, clock)
    line("branch", "add", "NORD", "--name", "Geschäftsstelle Nord")
    rules(office)
    return line


def rules(office: Office, street: str = "NORD") -> None:
    """Beispielstraße belongs to Nord (or to another), Musterweg to Mitte, the quay to both; young people to Mitte."""
    ids = {branch.code: branch.id for branch in office.desk.read(KnownBranches())}

    def made(rank: int, branch: str, position: int, **named: Any) -> Rule:
        return Rule(new_id(), rank, position, ids[branch], **named)

    table_ = (
        made(1, "NORD", 1, under_age=25),
        made(2, street, 2, street="Beispielstraße", first_number="1", last_number="99", note="am Kanal"),
        made(2, "MITTE", 3, street="Musterweg"),
        made(2, "NORD", 4, street="Kranufer"),
        made(2, "MITTE", 5, street="Kranufer"),
        made(9, "NORD", 6, postcode="00112"),
    )
    office.desk.perform(office.desk.new(SetRules, rules=table_))


def write(tmp_path: Path, *people: tuple[Any, ...], addresses: bool = True) -> str:
    book = openpyxl.Workbook()
    width = len(HEAD) if addresses else len(HEAD) - 3
    book.active.append(HEAD[:width])
    for n, (number, family, *where) in enumerate(people):
        row = (number, MONDAY, time(9 + n), "Umzugswunsch", family, "Thea", "0171 3920011", *where)
        book.active.append(row[:width])
    path = tmp_path / "liste.xlsx"
    book.save(path)
    return str(path)


def bring_in(line: CommandLine, tmp_path: Path, *people: tuple[Any, ...], addresses: bool = True) -> str:
    return line("import", write(tmp_path, *people, addresses=addresses), "--branch", "MITTE", "--yes")


def hints(office: Office) -> dict[str, tuple[Any, Any, int]]:
    a, c = table(Appointment), table(Customer)
    query = sa.select(c.c.family, a.c.responsible_branch_id, a.c.responsible_reason, a.c.version).join(
        c, c.c.id == a.c.customer_id
    )
    rows = office.desk.store.read(lambda connection: connection.execute(query).all())
    return {row[0]: (row[1] and "elsewhere", row[2], row[3]) for row in rows}


def day(office: Office, desk: Any = None) -> dict[str, Line]:
    at = office.desk if desk is None else desk
    found = at.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now()))
    return {line.name.partition(",")[0]: line for line in found.lines}


def test_a_hint_is_set_kept_and_taken_off_for_good(line: CommandLine, office: Office, tmp_path: Path) -> None:
    bring_in(line, tmp_path, *PEOPLE)
    set_ = {
        "Weiß": ("elsewhere", "am Kanal", 1),
        "Rot": (None, None, 1),
        "Grün": (None, None, 1),
        "Blau": (None, None, 1),
        "Grau": (None, None, 1),
    }
    assert hints(office) == set_
    assert "5 unverändert" in bring_in(line, tmp_path, *PEOPLE)
    assert hints(office) == set_, "the same file twice changes nothing"
    bring_in(line, tmp_path, *PEOPLE, addresses=False)
    assert hints(office) == set_, "a file without addresses says nothing about them"

    shown = day(office)
    assert {name: one.responsible for name, one in shown.items()} == {
        "Weiß": "NORD", "Rot": None, "Grün": None, "Blau": None, "Grau": None,
    }  # fmt: skip
    writer = LineWriter(office.desk.clock.now(), short_names=False)
    assert writer.cells(shown["Weiß"])[5][0].endswith("gebucht · zust. NORD?")
    assert writer.cells(shown["Rot"])[5][0].endswith("gebucht")
    one = shown["Weiß"].id
    record = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert (record.responsible, record.responsible_reason) == ("Geschäftsstelle Nord", "am Kanal")
    assert [row["responsible"] for row in line.json("today", "--branch", "MITTE")["rows"]] == [
        "NORD", None, None, None, None,
    ]  # fmt: skip
    assert "zust. NORD?" in line("today", "--branch", "MITTE")
    assert "Geschäftsstelle Nord (am Kanal)" in line("show", one, "--with-names")
    assert "Beispiel" not in line("show", one), "it says in which street somebody lives"

    assert "Wir sind zuständig: Der Hinweis ist weg." in line("responsibility", "keep", one)
    assert "kein Hinweis" in line.refused("responsibility", "keep", one)
    kept = {**set_, "Weiß": (None, "", 2)}
    assert hints(office) == kept
    bring_in(line, tmp_path, *PEOPLE)
    assert hints(office) == kept, "somebody decided"
    assert office.desk.read(RecordOf(one, office.desk.clock.now())).responsible_reason is None
    assert "entschieden: Wir sind zuständig" in line("show", one)


def test_a_decision_is_taken_back_like_any_other(line: CommandLine, office: Office, tmp_path: Path) -> None:
    bring_in(line, tmp_path, PEOPLE[0])
    one = day(office)["Weiß"].id
    done = office.desk.perform(office.desk.new(KeepHere, appointment_id=one))
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert hints(office)["Weiß"][:2] == ("elsewhere", "am Kanal")


def test_a_hint_follows_the_rules_and_the_address(line: CommandLine, office: Office, tmp_path: Path) -> None:
    bring_in(line, tmp_path, *PEOPLE[:2])
    rules(office, street="MITTE")
    told = bring_in(line, tmp_path, PEOPLE[0], ("B-2", "Rot", None, "Beispielstraße 5", None))
    assert "2 unverändert" in told
    assert [hint[:2] for hint in hints(office).values()] == [(None, None), (None, None)]
    rules(office)
    bring_in(line, tmp_path, PEOPLE[0], ("B-2", "Rot", None, "Beispielstraße 5", None))
    assert [hint[0] for hint in hints(office).values()] == ["elsewhere", "elsewhere"]
    # A row that stops saying where says nothing; an ended appointment is left alone.
    line("arrive", day(office)["Weiß"].id)
    line("leave", day(office)["Weiß"].id)
    rules(office, street="MITTE")
    bring_in(line, tmp_path, PEOPLE[0], ("B-2", "Rot", None, None, None))
    assert [hint[0] for hint in hints(office).values()] == ["elsewhere", "elsewhere"]
    ended = day(office)["Weiß"]
    assert "zust." not in str(LineWriter(office.desk.clock.now(), short_names=False).cells(ended))


def test_no_address_stands_anywhere(line: CommandLine, office: Office, tmp_path: Path) -> None:
    secret = ("B-1", "Weiß", "00177", "Beispielstraße", "77a")
    bring_in(line, tmp_path, secret, ("B-2", "Rot", "00177", "Geheimgasse 5", None))

    def texts_of(connection: sa.Connection) -> str:
        names = sa.inspect(connection).get_table_names()
        return " ".join(str(connection.execute(sa.text(f"SELECT * FROM {name}")).all()) for name in names)

    stored = office.desk.store.read(texts_of)
    assert "am Kanal" in stored
    assert "Beispielstraße" not in str(hints(office)), "of the street only the table of rules knows"
    assert not [word for word in ("77a", "00177", "Geheimgasse") if re.search(rf"\b{word}\b", stored)]


def test_protected_people_get_no_hint_that_others_see(line: CommandLine, office: Office, tmp_path: Path) -> None:
    bring_in(line, tmp_path, *PEOPLE[:2])
    c = table(Customer)
    office.desk.store.write(lambda tx: tx.connection.execute(sa.update(c).values(protected=True)))
    rules(office)
    caseworker = office.colleague("anna", "Anna Test", Role.CASEWORKER)
    assert {one.responsible for one in day(office, caseworker).values()} == {None}
    with pytest.raises(Refused, match="protected"):
        caseworker.read(RecordOf(next(iter(day(office, caseworker).values())).id, office.desk.clock.now()))
    # Where it is not yet marked, no file marks it: the street would stand at it.
    bring_in(line, tmp_path, PEOPLE[0], ("B-2", "Rot", None, "Beispielstraße 5", None))
    assert hints(office)["Rot"][:2] == (None, None)


def test_headings_of_addresses_are_known_and_can_be_chosen(line: CommandLine, office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Buchungsnummer", "Datum", "Uhrzeit", "Nachname", "Anschrift"))
    book.active.append(("B-1", date(2026, 11, 23), time(9), "Weiß", "Beispielstraße 7, 00112 Musterstadt"))
    path = tmp_path / "liste.xlsx"
    book.save(path)
    # "Anschrift" may as well be the branch's own: nobody guesses.
    line("import", str(path), "--branch", "MITTE", "--yes", "--keep-file")
    assert hints(office)["Weiß"][0] is None
    told = line("import", str(path), "--branch", "MITTE", "--yes", "--map", "Straße=Anschrift")
    assert "1 unverändert" in told
    assert hints(office)["Weiß"][0] == "elsewhere"


def test_only_what_is_sure_and_leaves_this_branch_no_part_is_a_hint() -> None:
    finder = Finder(
        (
            Rule("1", 1, 1, "jba", under_age=25),
            Rule("2", 2, 2, "nord", street="Beispielstraße"),
            Rule("3", 9, 3, "ost", postcode="00112"),
        )
    )
    sure = finder.candidates(Asked("00112", "Beispielstraße"))
    assert [elsewhere(sure, here) is not None for here in ("mitte", "ost", "nord", "jba")] == [
        True,
        True,
        False,
        False,
    ]
    assert elsewhere(finder.candidates(Asked("00112", "Nirgendwo")), "mitte") is None
    assert elsewhere((), "mitte") is None
