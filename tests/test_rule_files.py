"""Rule files: Excel and CSV as people write them, every wrong line told, hostile files refused (D43, D55)."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from backoffice.demo.rules import HEADINGS, LINES, write_rule_file
from backoffice.domain.errors import BadFile
from backoffice.domain.rules import Rule
from backoffice.exchange.rule_file import RuleColumn, read_rule_file
from backoffice.exchange.rule_lines import KnownBranch, LineProblem, read_lines
from backoffice.wording import rule_texts
from backoffice.wording.refusals import refusal, texts

NORD = KnownBranch("n", "NORD", "Geschäftsstelle Nord", {"Leistungsteam 1": "t1"})
SUED = KnownBranch("s", "SUED", "Geschäftsstelle Süd", {})
OTHERS = tuple(KnownBranch(code.lower(), code, code, {}) for code in ("MITTE", "OST", "JBA"))
WEST = KnownBranch("w", "WEST", "Geschäftsstelle West", {"Leistungsteam 1": "t3", "Leistungsteam 2": "t4"})
HEAD = (
    "Rang;Geschäftsstelle;Team;PLZ;Straße;von;bis;Seite;unter Alter;Bereich"
    ";Buchstabe von;Buchstabe bis;Endziffern;Hinweis"
)


def csv_file(tmp_path: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = tmp_path / "regeln.csv"
    path.write_bytes("\r\n".join([head, *lines, ""]).encode(encoding))
    return path


def book(tmp_path: Path, *rows: tuple[object, ...], name: str = "regeln.xlsx") -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    path = tmp_path / name
    made.save(path)
    return path


def read(path: Path) -> tuple[tuple[Rule, ...], tuple[LineProblem, ...]]:
    return read_lines(read_rule_file(path).lines, (NORD, SUED, WEST, *OTHERS), lambda: "id")


def wrong(tmp_path: Path, line: str) -> list[str]:
    """What is said of one line."""
    rules, problems = read(csv_file(tmp_path, line))
    assert (rules == ()) is bool(problems)
    return [
        rule_texts.problem(one.line, one.code, one.column.value if one.column else None, one.text) for one in problems
    ]


def test_a_line_is_read_whole(tmp_path: Path) -> None:
    line = "10;Geschäftsstelle Nord;Leistungsteam 1;112;Große Beispielstr.;1;19 A;ungerade;25;M&I;A;Sm;0-4;Notiz"
    rules, problems = read(csv_file(tmp_path, line))
    assert problems == ()
    assert rules == (
        Rule(
            "id", 10, 2, "n", "t1", "00112", "Große Beispielstr.", "1", "19a", "odd", 25, "placement", "A", "Sm",
            "01234", "Notiz",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, encoding: str, separator: str) -> None:
    head = HEAD.replace(";", separator)
    lines = [
        separator.join(["10", name, "", "00112", "Mühlenstraße", "1"]) for name in ("Süd", "Geschaeftsstelle Sued")
    ]
    rules, problems = read(csv_file(tmp_path, "", *lines, head=head, encoding=encoding))
    assert problems == ()
    assert [(rule.position, rule.branch_id, rule.street, rule.first_number) for rule in rules] == [
        (3, "s", "Mühlenstraße", "1"),
        (4, "s", "Mühlenstraße", "1"),
    ]


def test_excel_numbers_get_their_zeros_back_and_titles_stand_above(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("Zuständigkeiten, Stand November",),
        (),
        ("Rang", "Kürzel", "PLZ", "Straße", "Hausnummer von", "Hausnummer bis", "gerade/ungerade", "Farbe"),
        (10, "nord", 112, "Beispielweg", 12, "12a", None, "rot"),
        (None, None, None),
        (20.0, "NORD", "00112", None, None, None, None, None),
    )
    file = read_rule_file(path)
    assert file.unknown == ("Farbe",)
    assert len(file.columns) == 7
    rules, problems = read(path)
    assert problems == ()
    assert [(r.rank, r.position, r.postcode, r.street, r.first_number, r.last_number) for r in rules] == [
        (10, 4, "00112", "Beispielweg", "12", "12a"),
        (20, 6, "00112", None, None, None),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10;Nort", ["Zeile 2: Geschäftsstelle „Nort“ gibt es nicht"]),
        (";NORD", ["Zeile 2: Rang fehlt"]),
        ("10;", ["Zeile 2: Geschäftsstelle fehlt"]),
        ("0;NORD", ["Zeile 2: Rang „0“ ist keine Zahl von 1 bis 9999"]),
        ("eins;NORD", ["Zeile 2: Rang „eins“ ist keine Zahl von 1 bis 9999"]),
        ("10;NORD;Team 9", ["Zeile 2: Team „Team 9“ gibt es dort nicht"]),
        ("10;NORD;;281956", ["Zeile 2: PLZ „281956“ hat nicht fünf Ziffern"]),
        ("10;NORD;;12", ["Zeile 2: PLZ „12“ hat nicht fünf Ziffern"]),
        ("10;NORD;;;;1;19", ["Zeile 2: Hausnummern oder Seite ohne Straße"]),
        ("10;NORD;;;;;;gerade", ["Zeile 2: Hausnummern oder Seite ohne Straße"]),
        ("10;NORD;;;Weg;1-19", ["Zeile 2: von: „1-19“ ist keine einzelne Hausnummer wie 12 oder 12a"]),
        ("10;NORD;;;Weg;;03.05.2026", ["Zeile 2: bis: „03.05.2026“ ist keine einzelne Hausnummer wie 12 oder 12a"]),
        ("10;NORD;;;Weg;19;1", ["Zeile 2: von: 19 – 1 ist rückwärts"]),
        ("10;NORD;;;Weg;12b;12a", ["Zeile 2: von: 12b – 12a ist rückwärts"]),
        ("10;NORD;;;Weg;12;12a", []),
        ("10;NORD;;;Weg;12;12;g", []),
        ("10;NORD;;;Weg;12;12;u", ["Zeile 2: Hausnummer 12 liegt auf der anderen Seite: Die Regel meint niemanden"]),
        ("10;NORD;;;Weg;;;links", ["Zeile 2: Seite „links“ ist weder gerade noch ungerade noch alle"]),
        ("10;NORD;;;;;;;jung", ["Zeile 2: unter Alter „jung“ ist kein Alter"]),
        ("10;NORD;;;;;;;;Kasse", ["Zeile 2: Bereich „Kasse“ gibt es nicht"]),
        ("10;NORD;;;;;;;;;A1", ["Zeile 2: Buchstabe von: „A1“ sind nicht ein oder zwei Buchstaben"]),
        ("10;NORD;;;;;;;;;M;K", ["Zeile 2: Buchstabe von: M – K ist rückwärts"]),
        ("10;NORD;;;;;;;;;S;Sm", []),
        ("10;NORD;;;;;;;;;Ä;Öz", []),
        ("10;NORD;;;;;;;;;;;4-0", ["Zeile 2: Endziffern „4-0“: erwartet wird 01234 oder 0-4"]),
        ("10;NORD;;;;;;;;;;;00-49", ["Zeile 2: Endziffern „00-49“: erwartet wird 01234 oder 0-4"]),
        ("10;NORD;;;" + "x" * 81, ["Zeile 2: Straße: zu lang"]),
        ("10;NORD;;;;;;;;;;;;" + "x" * 200, ["Zeile 2: Hinweis: zu lang"]),
        ("x;Nort;;1;;2;1", ["Zeile 2: Geschäftsstelle „Nort“ gibt es nicht",
                            "Zeile 2: Hausnummern oder Seite ohne Straße",
                            "Zeile 2: von: 2 – 1 ist rückwärts", "Zeile 2: Rang „x“ ist keine Zahl von 1 bis 9999",
                            "Zeile 2: PLZ „1“ hat nicht fünf Ziffern"]),
    ],
)  # fmt: skip
def test_every_wrong_line_is_told(tmp_path: Path, line: str, said: list[str]) -> None:
    assert wrong(tmp_path, line) == said


def test_digits_and_letters_are_understood_in_several_ways(tmp_path: Path) -> None:
    lines = [f"10;NORD;;;;;;;;;;;{digits}" for digits in ("01234", "0-4", "4, 3, 2,1,0", "0 bis 4", "0–2,34")]
    assert {rule.digits for rule in read(csv_file(tmp_path, *lines, head=HEAD))[0]} == {"01234"}
    rules, _ = read(csv_file(tmp_path, "10;NORD;;;;;;;;;B", "10;NORD;;;;;;;;;;F"))
    assert [(rule.first_letter, rule.last_letter) for rule in rules] == [("B", "B"), ("A", "F")]


def test_text_from_outside_is_cleaned_and_formulas_are_no_values(tmp_path: Path) -> None:
    rules, problems = read(csv_file(tmp_path, "10;NORD;;;\x1b[31mBeispiel\u202eweg;;;;;;;;;'=1+1"))
    assert problems == ()
    assert (rules[0].street, rules[0].note) == ("[31mBeispielweg", "=1+1")
    path = book(tmp_path, ("Rang", "Geschäftsstelle", "Straße"), ("=1+1", "NORD", "#REF!"))
    assert [(p.code, p.column) for p in read(path)[1]] == [
        ("formula", RuleColumn.RANK),
        ("cell_error", RuleColumn.STREET),
    ]


def refused(path: Path) -> str:
    with pytest.raises(BadFile) as caught:
        read_rule_file(path)
    assert caught.value.code in texts()
    said = str(refusal(caught.value))
    assert "?" not in said
    assert "Buchungs" not in said
    return caught.value.code


def test_files_that_are_none(tmp_path: Path) -> None:
    def made(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    assert refused(tmp_path / "nichts.csv") == "rules_missing"
    assert refused(tmp_path) == "rules_missing"
    assert refused(made("leer.csv", b"")) == "rules_none"
    assert refused(made("blank.csv", b"\n\n")) == "rules_none"
    assert refused(made("a.csv", b"Farbe;Form\nrot;rund\n")) == "rules_no_headings"
    assert refused(csv_file(tmp_path)) == "rules_none"
    assert refused(made("web.csv", b"<html><body>Anmeldung</body></html>")) == "rules_neither"
    assert refused(made("zeug.csv", b"Rang;Gesch\0ftsstelle\n")) == "rules_neither"
    assert refused(made("bild.xlsx", b"%PDF-1.4 nichts")) == "rules_neither"
    assert refused(made("kaputt.xlsx", b"PK\x03\x04 kaputt")) == "rules_damaged"
    assert refused(made("gross.csv", HEAD.encode() + b"\n" + b"10;NORD\n" * 800_000)) == "rules_too_many"
    assert refused(made("lang.csv", HEAD.encode() + b"\n" + b"10;NORD\n" * 20_100)) == "rules_too_many"
    assert refused(made("feld.csv", HEAD.encode() + b'\n10;"' + b"x" * 200_000 + b'"\n')) == "rules_damaged"


def test_hostile_books_are_refused_as_booking_files_are(tmp_path: Path) -> None:
    good = book(tmp_path, ("Rang", "Geschäftsstelle"), (10, "NORD"))
    assert read(good)[0]
    bomb = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member, source.read(member))
        target.writestr("xl/worksheets/sheet2.xml", b"<row/>" * 3_000_000)
    assert refused(bomb) == "rules_suspicious"
    entity = tmp_path / "entity.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(entity, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
            target.writestr(member, data)
    assert refused(entity) == "rules_suspicious"


def test_the_example_offices_rules_are_right(tmp_path: Path) -> None:
    path = write_rule_file(tmp_path / "regeln.csv")
    file = read_rule_file(path)
    assert (len(file.columns), file.unknown, len(file.lines)) == (len(HEADINGS), (), len(LINES))
    assert all(line[3] == "" or line[3].startswith("00") for line in LINES), "a postcode that exists"
    north = KnownBranch("n", "NORD", "Nord", {"Leistungsteam 1": "t1", "Leistungsteam 2": "t2"})
    rules, problems = read_lines(file.lines, (north, SUED, WEST, *OTHERS), lambda: "id")
    assert problems == ()
    assert len(rules) == len(LINES)


def test_every_problem_has_its_words() -> None:
    source = Path(rule_texts.__file__).parents[1] / "exchange" / "rule_lines.py"
    text = source.read_text("utf-8")
    said = rule_texts.problem_codes()
    assert all(f'"{code}"' in text for code in said - {"formula", "cell_error"})
    assert {column.value for column in RuleColumn} == set(rule_texts.COLUMN)
