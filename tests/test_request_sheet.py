"""The request sheet: what an agency reads, as Excel and as text, and how long it lies here (D48, D53, D55)."""

import re
import stat
import sys
import zipfile
from dataclasses import fields, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from backoffice.desk.request_sheets import clear_sheets, delete_sheet, sheets_folder, sheets_left
from backoffice.domain.catalogue import CATALOGUE
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.request_sheet import RequestSheet, SheetLine
from backoffice.domain.terms import Area, InterpretingKind
from backoffice.exchange.own_files import Fault
from backoffice.exchange.request_file import make_xlsx, save_text, save_xlsx, sheets_in
from backoffice.wording import request_sheet as words
from backoffice.wording.languages import LEGAL_GROUND
from backoffice.wording.refusals import refusal

DAY = date(2026, 11, 24)
SHEET = RequestSheet(
    order_id="0198a4c07d2f7c1e8f3b5a6d1a2b3c4d",
    language="tir",
    kind=InterpretingKind.ON_SITE,
    day=DAY,
    start=620,
    minutes=45,
    branch="Geschäftsstelle Mitte",
    address="Beispielstraße 1, 28195 Bremen",
    function="Leistungsteam 2",
    phone="+49 30 23125701",
    area=Area.BENEFITS,
)
FILE = "Sprachmittlung-2026-11-24-1020-tir-loeschen-2026-11-25"


def told(sheet: RequestSheet) -> dict[str, str]:
    return {line.label: line.value for line in words.lines(sheet)}


def on_page(content: bytes) -> list[tuple[str | None, str | None]]:
    """What an office program reads: the texts of both columns, formulas as formulas."""
    page = openpyxl.load_workbook(BytesIO(content), data_only=False).worksheets[0]
    return [(row[0].value, row[1].value) for row in page.iter_rows(min_col=1, max_col=2)]


def xml_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


# --- what stands on it -------------------------------------------------------------------------------------------


def test_an_agency_reads_what_it_needs_and_nothing_else() -> None:
    assert words.as_text(SHEET) == (
        "Anfrage Sprachmittlung\n"
        "======================\n"
        "\n"
        "Sprache:       Tigrinya, ISO 639-3: tir\n"
        "Art:           vor Ort\n"
        "Tag:           Dienstag, 24. November 2026\n"
        "Beginn:        10:20 Uhr\n"
        "Dauer:         etwa 45 Minuten\n"
        "Ort:           Geschäftsstelle Mitte, Beispielstraße 1, 28195 Bremen\n"
        "Rückfragen an: Leistungsteam 2, Telefon +49 30 23125701\n"
        "Thema:         Gespräch zu Leistungen\n"
        "Kennung:       1a2b3c4d (bitte in der Antwort nennen)\n"
        "Vertraulich:   Was Sie hier und im Gespräch erfahren, ist geheim zu\n"
        "               halten und dient nur diesem Einsatz (§ 35 SGB I, § 78 SGB\n"
        "               X). Namen und Nummern von Kund:innen nennen wir vorher\n"
        "               nicht.\n"
        "Zu löschen:    Bitte am Mi 25.11.2026 überall löschen, auch aus dem\n"
        "               Postfach.\n"
    )


def test_there_is_no_place_for_who_the_customer_is() -> None:
    """What is not in the record cannot be sent: not by a later change of the wording, either."""
    assert {field.name for field in fields(RequestSheet)} == {
        "order_id", "language", "dialect", "kind", "day", "start", "minutes", "branch", "address", "dial", "function",
        "team", "phone", "area",
    }  # fmt: skip
    assert SHEET.order_id not in words.as_text(SHEET)
    assert told(replace(SHEET, order_id=new_id()))[words.REFERENCE] != told(SHEET)[words.REFERENCE]


@pytest.mark.parametrize("area", [*Area, None])
def test_the_subject_is_general(area: Area | None) -> None:
    said = words.as_text(replace(SHEET, area=area))
    subject = told(replace(SHEET, area=area))[words.SUBJECT]
    assert subject.startswith(("Gespräch zu ", "Beratungsgespräch"))
    assert not any(entry.title in said for entry in CATALOGUE)
    assert not re.search(r"Jugend|Notfall|dringend|Persönlich|Schwanger|Kund(?!:innen)", said)


@pytest.mark.parametrize(
    ("kind", "changes", "label", "value"),
    [
        ("phone", {"dial": "+49 30 23125790"}, words.DIAL_IN, "Telefon +49 30 23125790"),
        ("video", {"dial": "https://video.example/r3"}, words.DIAL_IN, "Video: https://video.example/r3"),
        ("phone", {"dial": "  "}, words.DIAL_IN, "bitte mit der Zusage nennen"),
        ("phone", {}, words.BRANCH, "Geschäftsstelle Mitte"),
        ("on_site", {}, words.PLACE, "Geschäftsstelle Mitte, Beispielstraße 1, 28195 Bremen"),
        ("sign", {"address": ""}, words.PLACE, "Geschäftsstelle Mitte"),
        ("colleague", {}, words.KIND_LABEL, "Kolleg:in, vor Ort"),
        ("on_site", {"dialect": "Südliche Mundart"}, words.DIALECT, "Südliche Mundart"),
        ("on_site", {"team": "Team 2", "phone": ""}, words.CONTACT, "Leistungsteam 2, Team 2"),
        ("sign", {}, words.GROUND, LEGAL_GROUND),
        ("video", {"language": "gsg"}, words.GROUND, LEGAL_GROUND),
        ("video", {"language": "gsg"}, words.LANGUAGE, "Deutsche Gebärdensprache (DGS), ISO 639-3: gsg"),
        ("on_site", {"minutes": 90}, words.LENGTH, "etwa 90 Minuten"),
        ("on_site", {"start": 5}, words.START, "00:05 Uhr"),
        ("on_site", {"day": date(2026, 12, 31)}, words.DELETION,
         "Bitte am Fr 01.01.2027 überall löschen, auch aus dem Postfach."),
    ],
)  # fmt: skip
def test_what_depends_on_the_kind(kind: str, changes: dict[str, object], label: str, value: str) -> None:
    sheet = replace(SHEET, kind=InterpretingKind(kind), **changes)
    assert told(sheet)[label] == value
    assert (words.PLACE in told(sheet)) is not sheet.remote
    assert (words.DIAL_IN in told(sheet)) is sheet.remote
    if sheet.remote:
        assert "Beispielstraße" not in words.as_text(sheet), "nobody comes"
    if label != words.GROUND and kind != "sign" and sheet.language != "gsg":
        assert words.GROUND not in told(sheet)


def test_what_is_no_order_is_no_sheet() -> None:
    with pytest.raises(Refused, match="companion_not_ordered") as refused:
        replace(SHEET, kind=InterpretingKind.COMPANION)
    assert "bringt" in refusal(refused.value).message
    for language in ("ar", "TIR", "../..", "", "qqq"):
        with pytest.raises(Refused, match="unknown_language"):
            replace(SHEET, language=language)


def test_text_from_data_is_one_clean_line() -> None:
    evil = "\x1b[31m=Evil()\r\n\u202e[b]X[/b]"
    sheet = replace(SHEET, dialect=evil, branch=evil, address=evil, function=evil, team=evil, phone=evil)
    for line in words.lines(sheet):
        assert line.value.isprintable()
        assert line.label.isprintable()
    assert told(sheet)[words.DIALECT] == "[31m=Evil() [b]X[/b]"
    assert all(len(line) <= 72 for line in words.as_text(replace(SHEET, dialect="ab cd " * 60)).splitlines())


# --- the Excel file ----------------------------------------------------------------------------------------------


def test_the_workbook_opens_again_and_shows_what_was_meant() -> None:
    lines = words.lines(SHEET)
    assert on_page(make_xlsx(lines)) == [(line.label, line.value or None) for line in lines]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"), ('=HYPERLINK("http://x")', """'=HYPERLINK("http://x")"""), ("+49 30", "'+49 30"),
        ("-2+3", "'-2+3"), ("@SUM(1)", "'@SUM(1)"), ("\t=1+1", "'=1+1"), ("\r=1+1", "'=1+1"), ("=", "'="),
        ("  =1+1", "'=1+1"), ("\u200b=1+1", "'=1+1"), ("#N/A", "#N/A"), ("#DIV/0!", "#DIV/0!"), ("1e5", "1e5"),
        ("007", "007"), ("{=1+1}", "{=1+1}"), ("<f>1+1</f>", "<f>1+1</f>"), ("\x00\x0b\ud800a", "a"), ("'x", "'x"),
        ("TRUE", "TRUE"), ("2026-11-24", "2026-11-24"),
    ],
)  # fmt: skip
def test_no_cell_is_ever_a_formula(text: str, shown: str) -> None:
    content = make_xlsx([SheetLine("Anfrage", ""), SheetLine(text, text)])
    assert on_page(content) == [("Anfrage", None), (shown, shown)]
    page = xml_of(content)["xl/worksheets/sheet1.xml"]
    assert not re.search(r"<f[ >/]", page)
    cells = re.findall("<c [^>]*>", page)
    assert len(cells) == 3
    assert all('t="inlineStr"' in cell for cell in cells), "every cell is a text"


def test_it_prints_on_one_page_and_names_no_person(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(variable, "erika-mustermann")
    content = make_xlsx(words.lines(SHEET))
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.worksheets[0]
    assert len(book.worksheets) == 1
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == page.page_setup.fitToWidth == 1
    assert all(row[0].font.b for row in page.iter_rows())
    assert all(not row[1].font.b for row in page.iter_rows(min_row=2))
    assert page.column_dimensions["B"].width > page.column_dimensions["A"].width > 15
    heights = [page.row_dimensions[row].height for row in range(1, page.max_row + 1)]
    assert heights[1] < heights[-2], "a long line has room"
    properties = book.properties
    assert (properties.creator, properties.lastModifiedBy) == ("Backoffice", None)
    assert not any(getattr(properties, name) for name in ("title", "subject", "description", "keywords", "category"))
    assert "mustermann" not in "".join(xml_of(content).values()).casefold()


# --- files -------------------------------------------------------------------------------------------------------


def test_files_are_named_by_day_language_and_deletion(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "Sprachmittlung"
    excel = save_xlsx(SHEET, words.lines(SHEET), folder)
    text = save_text(SHEET, words.as_text(SHEET), folder)
    assert (excel, text) == (folder / f"{FILE}.xlsx", folder / f"{FILE}.txt")
    again = save_xlsx(SHEET, words.lines(SHEET), folder)
    assert again == folder / f"{FILE}-2.xlsx", "never over another one"
    assert isinstance(text, Path)
    assert text.read_bytes().startswith(b"\xef\xbb\xbfAnfrage Sprachmittlung\r\n")
    assert text.read_text("utf-8-sig") == words.as_text(SHEET)
    assert isinstance(excel, Path)
    assert dict(on_page(excel.read_bytes()))[words.REFERENCE] == "1a2b3c4d (bitte in der Antwort nennen)"
    assert sorted(path.name for path in folder.iterdir()) == [f"{FILE}-2.xlsx", f"{FILE}.txt", f"{FILE}.xlsx"]
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Datei").write_text("")
    assert save_xlsx(SHEET, words.lines(SHEET), tmp_path / "Datei") is Fault.UNREACHABLE

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    assert save_xlsx(SHEET, words.lines(SHEET), tmp_path / "neu") is Fault.NO_ROOM
    assert list((tmp_path / "neu").iterdir()) == []


def test_sheets_lie_until_the_day_after_their_appointment(tmp_path: Path) -> None:
    folder = sheets_folder(tmp_path)
    assert folder == tmp_path / "Sprachmittlung"
    assert sheets_left(folder) == ()
    save_xlsx(SHEET, words.lines(SHEET), folder)
    later = replace(SHEET, day=date(2026, 12, 31), language="gsg")
    save_text(later, words.as_text(later), folder)
    (folder / f".{FILE}.xlsx.ab_12.tmp").write_bytes(b"broken off")
    others = [folder / name for name in (
        "Brief.xlsx", "Sprachmittlung.xlsx", f"{FILE}.xlsx.bak", f"{FILE}.docx", f"Kopie von {FILE}.xlsx",
        "Sprachmittlung-2026-11-24-1020-tir.xlsx", "Sprachmittlung-2026-11-24-1020-tir-loeschen-2026-99-99.xlsx",
    )]  # fmt: skip
    for other in others:
        other.write_text("somebody's")
    assert sorted(left.delete_by for left in sheets_left(folder)) == [
        date(2026, 11, 25), date(2026, 11, 25), date(2027, 1, 1),
    ]  # fmt: skip
    assert all(isinstance(left.made_at, datetime) for left in sheets_in(folder))
    assert clear_sheets(folder, DAY) == 0
    assert clear_sheets(folder, date(2026, 11, 25)) == 2
    assert [left.delete_by for left in sheets_left(folder)] == [date(2027, 1, 1)]
    assert clear_sheets(folder, date(2027, 1, 1)) == 1
    assert sorted(folder.iterdir()) == sorted(others)
    assert not any(delete_sheet(other) for other in others[:-1])


def test_the_rules_of_the_sheet_need_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "pycountry", None)
    assert words.as_text(replace(SHEET, language="ukr")).startswith(words.TITLE)
