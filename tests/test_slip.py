"""The Terminzettel: what stands on it and what never does, in German, as text and as a PDF, and how long it lies."""

import errno
import os
import stat
import string
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from backoffice.desk.record import RecordOf
from backoffice.desk.slips import clear_due, delete_by, delete_slip, slip_of, slips_folder, slips_left
from backoffice.domain.clock import instant_of
from backoffice.domain.slip import LineKind, Slip, SlipLine
from backoffice.domain.terms import Channel
from backoffice.exchange import own_files, viewer
from backoffice.exchange.slip_file import Fault, Saved, save_pdf, save_text, slips_in
from backoffice.exchange.slip_pdf import BOTTOM, HEIGHT, LEFT, STYLES, TOP, WIDTH, drawable, layout, make_pdf
from backoffice.wording import slip as words
from tests.views import ON_SQLITE

DAY = date(2026, 11, 24)
SLIP = Slip(
    day=DAY, start=620, end=640, channel=Channel.IN_PERSON, branch="Geschäftsstelle Gröpelingen",
    address="Straße am „Grünen Weg“ 12 – Haus 3, 00000 Musterstadt", concern="Umzugswunsch", sensitive=False,
    documents=("Angebot der neuen Wohnung mit Größe und Kosten", "Mietvertrag"), where="Leistung 1",
)  # fmt: skip
CALL = replace(SLIP, channel=Channel.PHONE)


def text_of(slip: Slip) -> str:
    """The slip's lines as one text."""
    return "\n".join(line.text for line in words.lines(slip))


def read_back(content: bytes) -> str:
    """What a PDF says, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def lay(folder: Path, name: str, day: date, minute: int = 600) -> Path:
    """A file that was written at a time of a day."""
    path = folder / name
    path.write_text("Ihr Termin", encoding="utf-8")
    at = instant_of(day, minute).timestamp()
    os.utime(path, (at, at))
    return path


# --- what stands on it -------------------------------------------------------------------------------------------


def test_the_slip_word_for_word() -> None:
    assert words.as_text(replace(SLIP, language="pl")) == (
        "Ihr Termin\n"
        "==========\n"
        "\n"
        "Dienstag, 24. November 2026, 10 Uhr 20\n"
        "Das Gespräch dauert etwa 20 Minuten.\n"
        "\n"
        "Wo?\n"
        "Geschäftsstelle Gröpelingen\n"
        "Straße am „Grünen Weg“ 12 – Haus 3, 00000 Musterstadt\n"
        "Im Haus: Leistung 1\n"
        "\n"
        "Worum geht es?\n"
        "Umzugswunsch\n"
        "\n"
        "Bitte bringen Sie mit\n"
        "- Angebot der neuen Wohnung mit Größe und Kosten\n"
        "- Mietvertrag\n"
        "\n"
        "Sprache\n"
        "Für das Gespräch ist eine Sprachmittlung vorgemerkt: Polnisch.\n"
        "Das heißt: Jemand übersetzt.\n"
        "\n"
        "Wenn Sie nicht können\n"
        "Bitte sagen Sie uns vorher Bescheid.\n"
        "Das gilt auch, wenn Sie einen anderen Termin brauchen.\n"
        "\n"
        "Dies ist keine Entscheidung über Ihren Antrag.\n"
    )


def test_by_phone_we_call_and_nobody_is_sent_anywhere() -> None:
    told = text_of(CALL)
    assert "Wir rufen Sie an." in told
    assert "Bitte legen Sie bereit" in told
    assert "Bitte bringen" not in told
    assert "Straße" not in told
    assert "Im Haus" not in told


def test_where_the_channel_is_not_known_a_pen_says_it() -> None:
    told = text_of(replace(SLIP, channel=None))
    assert "[__] Sie kommen zu uns." in told
    assert "[__] Wir rufen Sie an." in told
    assert "Straße am" in told


@pytest.mark.parametrize("channel", [*Channel, None])
def test_a_sensitive_concern_is_not_named_even_where_it_was_handed_over(channel: Channel | None) -> None:
    told = text_of(replace(SLIP, channel=channel, concern="Mitteilung Schwangerschaft", sensitive=True))
    assert "Persönliches Anliegen" in told
    assert "Schwangerschaft" not in told


def test_what_is_not_known_leaves_no_heading_behind() -> None:
    bare = Slip(DAY, 600, 600, Channel.IN_PERSON, "Mitte", " ", "", sensitive=False, documents=("", " "))
    assert [line.text for line in words.lines(bare)] == [
        "Ihr Termin",
        "Dienstag, 24. November 2026, 10 Uhr",
        "Wo?",
        "Mitte",
        "Wenn Sie nicht können",
        *words.CANCEL,
        "Dies ist keine Entscheidung über Ihren Antrag.",
    ]


def test_the_branch_is_reached_as_the_slip_says_and_else_not_at_all() -> None:
    assert "erreichen" not in text_of(SLIP)
    assert "So erreichen Sie uns: am Empfang, montags bis freitags" in text_of(
        replace(SLIP, contact="am Empfang, montags bis freitags")
    )


def test_nothing_is_abbreviated() -> None:
    told = text_of(replace(SLIP, concern="Zuzug in eine / Auszug aus einer BG", language="dgs"))
    assert "Auszug aus einer Bedarfsgemeinschaft" in told
    assert "Deutsche Gebärdensprache" in told
    assert "BGM" in text_of(replace(SLIP, concern="BGM"))
    for short in ("DGS", "BG ", "Min.", "Nr.", "Tel.", "bzw", "z. B."):
        assert short not in told


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "0 Uhr"), (480, "8 Uhr"), (545, "9 Uhr 5"), (620, "10 Uhr 20"), (1435, "23 Uhr 55")]
)
def test_times_are_said_as_they_are_read_aloud(minute: int, said: str) -> None:
    assert words.long_time(minute) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, "5 Minuten"), (60, "eine Stunde"), (90, "eine Stunde und 30 Minuten"), (120, "2 Stunden")],
)
def test_lengths(minutes: int, said: str) -> None:
    assert f"dauert etwa {said}." in text_of(replace(SLIP, end=SLIP.start + minutes))


@given(st.dates())
def test_days_have_their_german_names(day: date) -> None:
    weekday, _, rest = words.long_day(day).partition(", ")
    number, month, year = rest.split(" ")
    assert words.WEEKDAYS.index(weekday) == day.weekday()
    assert (int(number.rstrip(".")), words.MONTHS.index(month) + 1, int(year)) == (day.day, day.month, day.year)


HOSTILE = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "\x1b[2J\x1b]0;weg\x07",
        "\u202egnal tsi sad",
        "[/b][red]",
        "<para>&amp;",
        "a\r\nb\tc",
        "Zalgo" + "\u0301" * 40,
        "x" * 400,
    ]
)


@given(st.builds(
    Slip, day=st.just(DAY), start=st.integers(0, 1435), end=st.integers(0, 1440),
    channel=st.sampled_from([*Channel, None]), branch=HOSTILE, address=HOSTILE, concern=HOSTILE,
    sensitive=st.booleans(), documents=st.lists(HOSTILE, max_size=4).map(tuple),
    where=st.none() | HOSTILE, language=st.none() | HOSTILE, contact=st.none() | HOSTILE,
), st.integers(20, 90))  # fmt: skip
def test_no_text_from_data_breaks_a_line_or_reaches_a_terminal(slip: Slip, width: int) -> None:
    for line in words.lines(slip):
        assert line.text
        assert line.text.isprintable()
    told = words.as_text(slip, width)
    assert told.endswith("\n")
    assert all(len(row) <= width and (row.isprintable()) for row in told.split("\n"))
    assert words.NO_DECISION in " ".join(told.split())


# --- of an appointment -------------------------------------------------------------------------------------------


@ON_SQLITE
def test_nothing_of_the_person_is_on_the_slip_of_an_appointment(office, clock) -> None:
    one = office.book(
        540, name="Kowalska, Małgorzata", phone="+493023125115", email="m.kowalska@example.org",
        customer_number="999A345678", booking_number="B-70001", remark="bitte leise",
    )  # fmt: skip
    record = office.desk.read(RecordOf(one, clock.now()))
    slip = slip_of(record)
    told = words.as_text(slip)
    for personal in ("Kowalska", "Małgorzata", "23125115", "example", "999A", "70001", "leise"):
        assert personal not in told
    assert "Montag, 23. November 2026, 9 Uhr\n" in told
    assert "Fragen zum Bescheid" in told
    assert "Im Haus: Leistung 1\n" in told
    assert "L1-1" not in told  # D27: promised are time and group
    assert "- Bescheid, um den es geht\n" in told
    assert record.branch.name in told
    own = slip_of(record, documents="Mietvertrag\n\n Kontoauszug ", contact="am Empfang")
    assert own.documents == ("Mietvertrag", "Kontoauszug")
    assert own.contact == "am Empfang"
    assert slip_of(record, documents="").documents == ()


@ON_SQLITE
def test_the_title_of_a_sensitive_concern_stays_in_the_record(office, clock) -> None:
    record = office.desk.read(RecordOf(office.book(540, concern="Mitteilung Geburt"), clock.now()))
    slip = slip_of(replace(record, line=replace(record.line, sensitive=True), concern_title="Mitteilung Geburt"))
    assert slip.concern == ""
    assert slip.sensitive


# --- the PDF -----------------------------------------------------------------------------------------------------


def test_the_pdf_reads_as_the_slip_letter_by_letter() -> None:
    pdf = make_pdf(words.lines(SLIP), "Terminzettel")
    assert pdf.whole
    told = read_back(pdf.content)
    for line in words.lines(SLIP):
        assert line.text in told, line
    assert told.count("•") == 2


def test_every_letter_of_german_and_its_quotes_can_be_printed() -> None:
    text = string.ascii_letters + string.digits + "äöüÄÖÜß–—„“‚‘’»«…§€&/()%+°é"
    pdf = make_pdf([SlipLine(LineKind.TEXT, text), SlipLine(LineKind.STRONG, text)], "Terminzettel")
    assert pdf.whole
    assert "".join(read_back(pdf.content).split()) == text * 2


def test_what_the_font_lacks_stays_readable_and_is_owned_up_to() -> None:
    pdf = make_pdf([SlipLine(LineKind.TEXT, "Świnoujście → Łódź, 東京")], "Terminzettel")
    assert not pdf.whole
    assert read_back(pdf.content).strip() == "Swinoujscie – Łódz, ??"


def test_the_file_names_its_language_and_title_and_nothing_else() -> None:
    reader = PdfReader(BytesIO(make_pdf(words.lines(SLIP), "Terminzettel").content))
    assert reader.root_object["/Lang"] == "de-DE"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    said = {key: str(value) for key, value in reader.metadata.items() if value}
    assert said["/Title"] == "Terminzettel"
    assert said["/Creator"] == "Backoffice"
    assert set(said) <= {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
    assert "2000" in said["/CreationDate"], "the moment at which it was made is nobody's business"
    [page] = reader.pages
    assert page.mediabox.width == pytest.approx(WIDTH, abs=0.5)
    for font in page["/Resources"]["/Font"].values():
        described = font.get_object().get("/FontDescriptor")
        assert described is None or "/FontFile2" in described.get_object(), "a font that is not inside may be missing"


def test_equal_slips_give_equal_bytes_in_any_process() -> None:
    again = (
        "import sys; from backoffice.exchange.slip_pdf import make_pdf; from backoffice.wording.slip import lines;"
        "from tests.test_slip import SLIP; sys.stdout.buffer.write(make_pdf(lines(SLIP), 'Terminzettel').content)"
    )
    here = make_pdf(words.lines(SLIP), "Terminzettel").content
    there = subprocess.run(
        [sys.executable, "-c", again], capture_output=True, check=True, cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    ).stdout  # fmt: skip
    assert there == here
    assert make_pdf(words.lines(CALL), "Terminzettel").content != here


def test_a_long_list_goes_over_pages_and_says_so() -> None:
    slip = replace(SLIP, documents=tuple(f"Nachweis Nummer {number}" for number in range(60)))
    reader = PdfReader(BytesIO(make_pdf(words.lines(slip), "Terminzettel").content))
    assert len(reader.pages) == 3
    assert [page.extract_text().split()[-3:] for page in reader.pages] == [[number, "/", "3"] for number in "123"]
    told = "\n".join(page.extract_text() for page in reader.pages)
    assert all(f"Nachweis Nummer {number}" in told for number in range(60))


LINES = st.lists(st.builds(SlipLine, st.sampled_from(LineKind), HOSTILE), max_size=60)


@given(LINES)
def test_every_row_is_on_its_page_and_nothing_is_lost(lines: list[SlipLine]) -> None:
    cleaned = [SlipLine(line.kind, drawable(line.text, range(0x250))) for line in lines]
    pages = layout(cleaned, lambda text, style: len(text) * style.size * 0.6)
    for page in pages:
        assert page or len(pages) == 1
        heights = [row.y for row in page]
        assert heights == sorted(heights, reverse=True)
        for row in page:
            assert BOTTOM <= row.y <= HEIGHT - TOP
            assert row.x + len(row.text) * row.style.size * 0.6 <= WIDTH - LEFT + row.style.size
    for page, following in pairwise(pages):
        assert page[-1].style is not STYLES[LineKind.HEADING] or following[0].style is page[-1].style
    shown = "".join(row.text for page in pages for row in page if row.text != "•" or row.style.indent == 0)
    given_ = "".join("".join(line.text.split()) for line in cleaned)
    assert "".join(shown.split()).replace("•", "") == given_.replace("•", "")


@pytest.mark.parametrize("before", range(20, 40))
def test_no_heading_stands_alone_at_the_foot_of_a_page(before: int) -> None:
    lines = [
        *[SlipLine(LineKind.TEXT, "x")] * before,
        SlipLine(LineKind.HEADING, "Wo?"),
        SlipLine(LineKind.TEXT, "y"),
    ]
    pages = layout(lines, lambda text, style: len(text) * style.size)
    [page] = [page for page in pages if any(row.text == "Wo?" for row in page)]
    assert page[-1].text == "y"


def test_text_from_data_is_no_markup_and_no_command_of_the_page() -> None:
    evil = "(Tj) ET Q <b>fett</b> \\) \x1b[31m \u202erot &amp; %PDF"
    pdf = make_pdf([SlipLine(LineKind.TEXT, evil)], "Terminzettel")
    assert read_back(pdf.content).strip() == "(Tj) ET Q <b>fett</b> \\) [31m rot &amp; %PDF"
    assert not make_pdf([SlipLine(LineKind.TEXT, "Łódź")], "Terminzettel").whole


# --- files -------------------------------------------------------------------------------------------------------


def test_the_text_file_is_what_windows_reads(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "Terminzettel"
    saved = save_text(words.as_text(SLIP), folder, DAY, 620)
    assert saved == Saved(folder / "Terminzettel-2026-11-24-1020.txt")
    raw = saved.path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfIhr Termin\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == words.as_text(SLIP).count("\n")
    assert saved.path.read_text(encoding="utf-8-sig") == words.as_text(SLIP)


def test_no_slip_overwrites_another_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    (tmp_path / "Terminzettel-2026-11-24-0905.pdf").write_bytes(b"somebody's")
    names = [save_pdf(words.lines(SLIP), tmp_path, DAY, 545).path.name for _ in range(2)]
    assert names == ["Terminzettel-2026-11-24-0905-2.pdf", "Terminzettel-2026-11-24-0905-3.pdf"]
    assert (tmp_path / "Terminzettel-2026-11-24-0905.pdf").read_bytes() == b"somebody's"
    assert len(list(tmp_path.iterdir())) == 3, "nothing half-written is left"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / names[0]).stat().st_mode) == 0o600


def test_two_windows_at_once_never_take_one_name(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        saved = list(many.map(lambda n: save_text(f"Zettel {n}\n", tmp_path, DAY, 620), range(40)))
    assert len({one.path for one in saved}) == 40
    assert {one.path.read_text("utf-8-sig") for one in saved} == {f"Zettel {n}\n" for n in range(40)}


@pytest.mark.parametrize(
    ("number", "fault"),
    [(errno.ENOSPC, Fault.NO_ROOM), (errno.EDQUOT, Fault.NO_ROOM), (errno.EACCES, Fault.NO_RIGHT),
     (errno.EROFS, Fault.NO_RIGHT), (errno.EIO, Fault.UNREACHABLE), (errno.ENOENT, Fault.UNREACHABLE)],
)  # fmt: skip
def test_a_slip_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: Fault
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    assert save_pdf(words.lines(SLIP), tmp_path, DAY, 620) is fault
    assert list(tmp_path.iterdir()) == []
    assert words.FAULTS.keys() == {one.value for one in Fault}


def test_a_folder_that_is_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "Terminzettel").write_text("")
    assert save_text("x", tmp_path / "Terminzettel", DAY, 620) is Fault.UNREACHABLE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is a file of Linux")
def test_a_full_disk_is_told_by_the_system_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = own_files.tempfile.mkstemp

    def on_full(**where: object) -> tuple[int, str]:
        handle, name = real(**where)
        os.close(handle)
        return os.open("/dev/full", os.O_WRONLY), name

    monkeypatch.setattr(own_files.tempfile, "mkstemp", on_full)
    assert save_text("x" * 10, tmp_path, DAY, 620) is Fault.NO_ROOM
    assert list(tmp_path.iterdir()) == []


# --- how long they lie (D53) -------------------------------------------------------------------------------------


def test_slips_lie_until_the_next_working_day(tmp_path: Path) -> None:
    assert slips_folder(tmp_path) == tmp_path / "Terminzettel"
    assert delete_by(instant_of(date(2026, 11, 23), 600)) == date(2026, 11, 24)
    assert delete_by(instant_of(date(2026, 11, 27), 1439)) == date(2026, 11, 30)  # over a weekend
    assert delete_by(instant_of(date(2026, 12, 23), 600)) == date(2026, 12, 28)  # over Christmas


def test_slips_are_listed_with_their_day_and_go_when_it_comes(tmp_path: Path) -> None:
    old = lay(tmp_path, "Terminzettel-2026-12-01-1020.pdf", date(2026, 11, 20))
    new = lay(tmp_path, "Terminzettel-2026-12-01-1020-2.txt", date(2026, 11, 23))
    half = lay(tmp_path, ".Terminzettel-2026-12-01-0900.pdf.x1_y2.tmp", date(2026, 11, 19))
    assert [(slip.path, slip.delete_by) for slip in slips_left(tmp_path)] == [
        (half, date(2026, 11, 20)), (old, date(2026, 11, 23)), (new, date(2026, 11, 24)),
    ]  # fmt: skip
    assert clear_due(tmp_path, date(2026, 11, 23)) == 2
    assert [slip.path for slip in slips_left(tmp_path)] == [new]
    assert clear_due(tmp_path, date(2026, 11, 23)) == 0
    assert clear_due(tmp_path, date(2026, 11, 24)) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_found_and_what_is_not_ours_never_touched(tmp_path: Path) -> None:
    written = [save_pdf(words.lines(SLIP), tmp_path, DAY, 620), save_text("x", tmp_path, DAY, 0)]
    assert {slip.path for slip in slips_in(tmp_path)} == {one.path for one in written}
    others = [lay(tmp_path, name, date(2020, 1, 1)) for name in (
        "Brief.pdf", "Terminzettel.pdf", "Terminzettel-2026-11-24-1020.pdf.bak", "Terminzettel-2026-11-24-1020.docx",
        "terminzettel-2026-11-24-1020.txt2", "Terminzettel-alt-2026-11-24-1020.pdf",
    )]  # fmt: skip
    folder = tmp_path / "Terminzettel-2026-11-24-1100.pdf"
    folder.mkdir()
    target = lay(tmp_path, "Ziel.pdf", date(2020, 1, 1))
    link = tmp_path / "Terminzettel-2026-11-24-1200.pdf"
    link.symlink_to(target)
    assert clear_due(tmp_path, date(2099, 1, 4)) == 2
    assert all(path.exists() for path in (*others, folder, target, link))
    assert not delete_slip(folder)
    assert not delete_slip(others[0])
    assert others[0].exists()


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert slips_left(tmp_path / "nirgends") == ()
    assert clear_due(tmp_path / "nirgends", DAY) == 0


# --- opening -----------------------------------------------------------------------------------------------------


def a_program(folder: Path, does: str) -> None:
    """An `xdg-open` of this system that does something with the file it is given."""
    program = folder / "xdg-open"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which alone programs are looked for, on a desktop."""
    found = tmp_path / "bin"
    found.mkdir()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(found))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return found


@pytest.mark.skipif(os.name != "posix", reason="Windows has a way of its own")
def test_the_system_opens_the_file_and_says_whether_it_could(desktop: Path, tmp_path: Path) -> None:
    paper = tmp_path / "Terminzettel-2026-11-24-1020.pdf"
    assert not viewer.open_file(paper), "there is no program"
    a_program(
        desktop, f'echo "$1" > {tmp_path}/given; (true < /dev/tty) 2>/dev/null && exit 1; read line && exit 1; exit 0'
    )
    assert viewer.open_file(paper)
    assert (tmp_path / "given").read_text("utf-8").strip() == str(paper)
    a_program(desktop, "exit 3")
    assert not viewer.open_file(paper)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells it in a file")
def test_what_is_started_has_no_terminal_to_draw_on(desktop: Path, tmp_path: Path) -> None:
    a_program(desktop, f"read pid name state parent group session rest < /proc/$$/stat; echo $session > {tmp_path}/s")
    assert viewer.open_file(tmp_path / "x.pdf")
    assert int((tmp_path / "s").read_text("utf-8")) != os.getsid(0)


@pytest.mark.skipif(os.name != "posix", reason="Windows has a way of its own")
def test_a_program_that_stays_open_is_not_waited_for(
    desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "PATIENCE", 0.05)
    a_program(desktop, "read line < " + str(tmp_path / "pipe"))
    os.mkfifo(tmp_path / "pipe")
    began = time.monotonic()
    assert viewer.open_file(tmp_path / "x.pdf")
    assert time.monotonic() - began < 5
    with (tmp_path / "pipe").open("w") as pipe:  # now it may end
        pipe.write("\n")


def test_without_a_desktop_nothing_is_started(desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(desktop, f"touch {tmp_path}/started")
    monkeypatch.delenv("DISPLAY")
    assert not viewer.open_file(tmp_path / "x.pdf")
    assert not (tmp_path / "started").exists()
