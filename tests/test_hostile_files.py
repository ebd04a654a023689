"""Files that are no booking list, or want to do harm: each gets its sentence, in little time and memory (D55)."""

import re
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.domain.bookings import Known
from backoffice.domain.errors import BadFile
from backoffice.exchange.booking_file import read_booking_file
from backoffice.wording import rule_texts
from backoffice.wording.files import ISSUES, REFUSALS
from backoffice.wording.refusals import refusal

ROOT = Path(__file__).parents[1]
SHEET = "xl/worksheets/sheet1.xml"
HEAD = ["Datum", "Uhrzeit", "Anliegen", "Name", "Telefon"]
ROW = ["23.11.2026", "08:30", "Umzugswunsch", "Weiß, Eva", "0171 3920011"]
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*rows: list, **more: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Termine"
    for row in rows:
        book.active.append(row)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


GOOD = workbook(HEAD, ROW)


def repacked(data: bytes = GOOD, **parts: bytes | None) -> bytes:
    """The archive with parts replaced or added; keys are paths with `__` for `/` and `_dot_` for `.`."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename not in wanted:
                new.writestr(item.filename, old.read(item.filename))
        for name, part in wanted.items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def with_sheet(xml: str) -> bytes:
    return repacked(**{SHEET: xml.encode()})


def with_texts(xml: bytes) -> bytes:
    """The archive with shared texts that are really read: the list of contents names them."""
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        contents = archive.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    if kind not in contents:
        part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        contents = contents.replace("</Types>", part)
    return repacked(**{"[Content_Types].xml": contents.encode(), "xl/sharedStrings.xml": xml})


def sheet_of(data: bytes = GOOD) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(SHEET).decode()


def refused(path: Path) -> BadFile:
    with pytest.raises(BadFile) as caught:
        read_booking_file(path, Known())
    error = caught.value
    said = refusal(error)
    assert error.code in REFUSALS
    assert said.message.endswith((".", "!"))
    assert said.remedy
    assert "{" not in str(said)
    assert "?" not in said.message
    return error


def outcome(path: Path) -> str:
    """What became of a file: "read", or the code it was refused with."""
    try:
        read_booking_file(path, Known())
    except BadFile as error:
        return error.code
    return "read"


@pytest.fixture
def file(tmp_path):
    def build(data: bytes, name: str = "liste.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return build


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _ods() -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return data.getvalue()


def _docx() -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("code", "name", "data"),
    [
        ("file_empty", "a.xlsx", b""),
        ("file_old_xls", "a.xls", OLE + "Workbook".encode("utf-16-le")),
        ("file_old_xls", "umbenannt.xlsx", OLE + "Workbook".encode("utf-16-le")),
        ("file_password", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("file_ods", "a.ods", _ods()),
        ("file_ods", "umbenannt.xlsx", _ods()),
        ("file_csv", "a.csv", "Datum;Uhrzeit;Name\r\n23.11.2026;08:30;Weiß\r\n".encode("cp1252")),
        ("file_csv", "umbenannt.xlsx", b"Datum,Uhrzeit\n23.11.2026,08:30\n"),
        ("file_html", "a.xlsx", b"<!DOCTYPE html><html><body>Bitte anmelden</body></html>"),
        ("file_html", "a.xls", b"\xef\xbb\xbf<html><table><tr><td>x</td></tr></table></html>"),
        ("file_not_excel", "a.xlsx", b"%PDF-1.7\n%\xe2\xe3"),
        ("file_not_excel", "a.xlsx", b"\0\1\2\3 irgendwas"),
        ("file_not_excel", "a.xlsx", _docx()),
        ("file_lock_marker", "~$liste.xlsx", b"x"),
        ("file_too_big", "a.xlsx", b"PK\3\4" + b"\0" * (5 * 1024 * 1024)),
        ("file_damaged", "a.xlsx", GOOD[: len(GOOD) // 2]),
        ("file_damaged", "a.xlsx", b"PK\3\4" + b"\0" * 100),
        ("file_macros", "a.xlsm", repacked(xl__vbaProject_dot_bin=b"x")),
        ("file_links", "a.xlsx", repacked(xl__externalLinks__externalLink1_dot_xml=b"<x/>")),
        ("file_xlsb", "a.xlsb", repacked(xl__workbook_dot_bin=b"x")),
        ("file_damaged", "a.xlsx", repacked(**{"../boese.xml": b"<x/>"})),
        ("file_damaged", "a.xlsx", with_sheet("<worksheet><sheetData><row></sheetData>")),
        ("no_sheet", "a.xlsx", repacked(**{SHEET: None})),
        ("no_rows", "a.xlsx", workbook()),
        ("no_rows", "a.xlsx", workbook(HEAD)),
        ("no_rows", "a.xlsx", workbook(HEAD, ["Summe: 0 Termine"])),
        ("no_header", "a.xlsx", workbook(["Einkaufsliste"], ["Milch"], ["Brot"])),
        ("several_days", "a.xlsx", workbook(HEAD, ROW, ["24.11.2026", *ROW[1:]])),
        ("too_many_sheets", "a.xlsx", workbook(HEAD, ROW, **{f"Blatt {i}": [] for i in range(20)})),
        ("two_lists", "a.xlsx", workbook(HEAD, ROW, Zwei=[HEAD, ROW])),
        ("too_many_rows", "a.xlsx", workbook(HEAD, *[ROW] * 5_000)),
        ("too_many_columns", "a.xlsx", workbook([*HEAD, *map(str, range(60))], [*ROW, *range(60)])),
        ("file_bomb", "a.xlsx", repacked(**{f"xl/media/{i}.png": b"x" for i in range(120)})),
    ],
)  # fmt: skip
def test_each_gets_its_sentence(file, code, name, data):
    path = file(data, name)
    error = refused(path)
    assert error.code == code
    assert error.values["file"] == name


def test_a_missing_file_a_folder_and_an_unreadable_one(tmp_path, file, monkeypatch):
    assert refused(tmp_path / "fehlt.xlsx").code == "file_missing"
    assert refused(tmp_path).code == "file_is_folder"
    path = file(GOOD)

    def held(self, *args, **kwargs):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "open", held)
    assert refused(path).code == "file_locked"

    def broken(self, *args, **kwargs):
        raise OSError(5, "network gone")

    monkeypatch.setattr(Path, "open", broken)
    assert refused(path).code == "file_unreadable"


def test_a_zip_with_a_password_is_refused(file):
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 4)
    assert refused(file(bytes(data))).code == "file_password"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entity_tricks_are_refused(file, doctype, coding):
    xml = f'<?xml version="1.0" encoding="{coding}"?>{doctype}<worksheet {NAMESPACE}><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'  # noqa: E501 - one document
    assert refused(file(repacked(**{SHEET: xml.encode(coding)}))).code in {"file_entities", "file_damaged"}


def test_a_wrong_dimension_hides_nothing(file):
    rows = [[f"{8 + i // 60:02d}:{i % 60:02d}" if j == 1 else cell for j, cell in enumerate(ROW)] for i in range(200)]
    data = workbook(HEAD, *rows)
    xml = re.sub(r'<dimension ref="[^"]+"\s*/>', '<dimension ref="A1"/>', sheet_of(data))
    assert 'ref="A1"/>' in xml
    path = file(repacked(data, **{SHEET: xml.encode()}))
    assert len(read_booking_file(path, Known()).rows) == 200


def test_one_cell_at_the_very_end(file):
    data = sheet_of().replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert refused(file(with_sheet(data))).code == "too_many_columns"
    data = sheet_of().replace("</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    read = read_booking_file(file(with_sheet(data)), Known())
    assert len(read.rows) == 1
    assert read.ignored[-1].code == "row_footer"


def test_an_office_programs_formats_at_the_end_are_nothing(file):
    data = sheet_of().replace("</sheetData>", '<row r="1048576" ht="12.8" customHeight="1"/></sheetData>')
    assert len(read_booking_file(file(with_sheet(data)), Known()).rows) == 1


def test_a_lying_directory_is_damaged(file):
    big = repacked(xl__worksheets__sheet1_dot_xml=b"<worksheet>" + b" " * 3_000_000 + b"</worksheet>")
    lying = big.replace((3_000_023).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != big
    assert refused(file(lying)).code == "file_damaged"


def test_rows_beyond_the_end_of_any_sheet_are_damage(file):
    data = sheet_of().replace("</sheetData>", '<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>')
    assert refused(file(with_sheet(data))).code == "file_damaged"


def test_the_guard_against_hostile_xml_is_asserted(file, monkeypatch):
    import openpyxl.xml

    monkeypatch.setattr(openpyxl.xml, "DEFUSEDXML", False)
    assert refused(file(GOOD)).code == "reader_unprotected"


# --- memory and time ---

BOMBS = {
    "a_sheet_of_four_million_rows": lambda: with_sheet(f"<worksheet {NAMESPACE}><sheetData>" + "<row/>" * 4_000_000),
    "empty_rows_below_the_limit": lambda: with_sheet(
        f"<worksheet {NAMESPACE}><sheetData>{'<row/>' * 24_000}</sheetData></worksheet>"
    ),
    "a_row_of_390_thousand_cells": lambda: with_sheet(
        f"<worksheet {NAMESPACE}><sheetData><row>{'<c/>' * 390_000}</row></sheetData></worksheet>"
    ),
    "a_text_of_15_megabytes": lambda: with_texts(
        f'<sst {NAMESPACE} count="1"><si><t>{"x" * 15_000_000}</t></si></sst>'.encode()
    ),
    "a_text_of_60_megabytes": lambda: with_texts(
        f'<sst {NAMESPACE} count="1"><si><t>{"x" * 60_000_000}</t></si></sst>'.encode()
    ),
    "ninety_thousand_texts": lambda: with_texts(f"<sst {NAMESPACE}>{'<si><t>x</t></si>' * 90_000}</sst>".encode()),
    "a_hundred_thousand_styles": lambda: repacked(
        xl__styles_dot_xml=f"<styleSheet {NAMESPACE}><cellXfs>{'<xf/>' * 100_000}</cellXfs></styleSheet>".encode()
    ),
    "deep_nesting": lambda: with_sheet("<a>" * 190_000 + "</a>" * 190_000),
    "wide_formatted_rows": lambda: with_sheet(
        f"<worksheet {NAMESPACE}><sheetData>" + '<row><c r="XFD1" s="0"/></row>' * 24_000 + "</sheetData></worksheet>"
    ),
}

CHILD = """
import resource, sys
from pathlib import Path
limit = 300 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from backoffice.domain.bookings import Known
from backoffice.domain.errors import BadFile
from backoffice.exchange.booking_file import read_booking_file
try:
    print("read", len(read_booking_file(Path(sys.argv[1]), Known()).rows))
except BadFile as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are a Unix matter")
@pytest.mark.parametrize("bomb", list(BOMBS))
def test_bombs_stay_under_300_megabytes(file, bomb):
    path = file(BOMBS[bomb]())
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert ran.stderr == ""
    assert ran.returncode == 0
    assert ran.stdout.strip() in {
        "file_bomb", "file_damaged", "too_many_rows", "too_many_columns", "no_rows", "no_header", "read 1",
    }  # fmt: skip


# --- whatever else ---


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_flipped_bytes_never_raise_anything_else(tmp_path, data):
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(damaged))
    assert outcome(path) in {"read", *REFUSALS}


CELL = st.one_of(
    st.none(), st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30), st.dates(date(1950, 1, 1)),
    st.sampled_from(["08:30", "=1+1", "#REF!", "'+49 30 23125111", "Summe", "a@example.org", *HEAD, *ROW]),
)  # fmt: skip


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(CELL, max_size=7), max_size=6))
def test_any_cells_are_read_or_refused(tmp_path, rows):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(HEAD, *rows))
    assert outcome(path) in {"read", *REFUSALS}
    if outcome(path) != "read":
        return
    read = read_booking_file(path, Known())
    if read.missing:
        assert (read.rows, read.ignored) == ((), ())
        assert len(read.columns) > 1
        return
    assert all(row.start is not None or row.problems for row in read.rows)
    listed = {int(dict(i.values)["row"]) for i in read.ignored} | {r.row for r in read.rows}
    filled = {n for n, row in enumerate(rows, 2) if any(str(c or "").strip() for c in row)}
    assert {n for n in filled if any(isinstance(c, str) and c.strip() for c in rows[n - 2])} <= listed


# --- wording ---


def _codes(pattern: str, *folders: str) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        for path in (ROOT / "backoffice" / folder).glob("*.py"):
            found |= set(re.findall(pattern, path.read_text(encoding="utf-8")))
    return found


def test_every_refusal_has_its_sentences():
    raised = _codes(r'"((?:file|reader)_[a-z_]+)"', "exchange") | _codes(r'BadFile\(\s*"(\w+)"', "exchange")
    raised |= _codes(r'"(no_start_column|no_header)"', "exchange")  # `missing`: refused where no person can be asked
    assert raised >= {"file_bomb", "several_days", "too_many_rows", "reader_unprotected"}
    of_rules = {code for code in rule_texts.REFUSALS if code.startswith("rules_")} - {"rules_wrong"}
    assert raised == {*REFUSALS, *of_rules}


def test_every_issue_has_its_phrase():
    found = _codes(r'Issue\(\s*"(\w+)"', "exchange", "domain") | _codes(r'(?:note|problem)\(\s*"(\w+)"', "exchange")
    found |= _codes(r'return "(row_\w+)"', "exchange") | _codes(r'\("(no_\w+)", frozenset', "exchange")
    found |= _codes(r'warning="(\w+)"', "domain")
    assert len(found) > 40
    assert found - set(ISSUES) == set()


def test_placeholders_of_the_sentences_are_filled_by_the_codes():
    assert {n for parts in REFUSALS.values() for text in parts for n in re.findall(r"\{(\w+)\}", text)} <= {
        "file", "size", "sheets", "rows", "columns", "days",
    }  # fmt: skip
