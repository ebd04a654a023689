"""Reading and merging a booking file of 300 rows, against openpyxl reading the same file plus the phone library."""

import shutil
import statistics
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

Result = tuple[str, float, float, float]
"""(name, ours in ms, the peer's in ms, ratio)."""

GOAL = 1.3
ROWS = 300
RUNS = 9
DAY = date(2026, 11, 23)


def run() -> list[Result]:
    """A first import's preview, and the same file once more; the two sides take turns."""
    folder = Path(tempfile.mkdtemp(prefix="bo-import-"))
    try:
        return _run(_write(folder / "300.xlsx"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        ["Buchungsnummer", "Datum", "Uhrzeit", "Dauer (Min.)", "Serviceplatzgruppe", "Anliegen", "Terminart",
         "Nachname", "Vorname", "Telefon", "E-Mail", "Kunden-/BG-Nummer", "Bemerkung"]
    )  # fmt: skip
    start = datetime(2026, 11, 23, 7, 30)  # noqa: DTZ001  (a cell has no zone)
    for n in range(ROWS):
        sheet.append(
            [f"B-{70000 + n}", DAY, (start + timedelta(minutes=2 * n)).time(), 20, "Leistung 1", "Umzugswunsch",
             "telefonisch" if n % 2 else "persönlich", f"Familie{n}", f"Vor{n}", f"030 23125-{n:03d}",
             f"p{n}@example.org", f"214A{123456 + n}", "kommt mit Kind" if n % 5 == 0 else ""]
        )  # fmt: skip
    book.save(path)
    return path


def _run(path: Path) -> list[Result]:
    from backoffice.domain.bookings import Known, KnownBooking
    from backoffice.domain.merge import merge
    from backoffice.domain.states import Status
    from backoffice.domain.terms import Origin
    from backoffice.exchange.booking_file import read_booking_file

    def ours(known: list[KnownBooking]) -> None:
        file = read_booking_file(path, Known())
        plan = merge(file, known, today=DAY, minute=360)
        assert len(plan.rows) == ROWS

    file = read_booking_file(path, Known())
    again = [
        KnownBooking(
            id=f"{n}", version=1, base=row, current=row, status=Status.BOOKED, touched=False, origin=Origin.IMPORTED
        )
        for n, row in enumerate(file.rows)
    ]
    times: dict[str, list[float]] = {"first": [], "again": [], "peer": []}
    for _ in range(RUNS):
        for name, work in (
            ("peer", lambda: _peer(path)),
            ("first", lambda: ours([])),
            ("again", lambda: ours(again)),
        ):
            began = time.perf_counter()
            work()
            times[name].append(1000 * (time.perf_counter() - began))
    peer = statistics.median(times["peer"])
    return [
        (name, median, peer, median / peer)
        for name, median in (
            ("import preview of 300 rows", statistics.median(times["first"])),
            ("… of the same file once more", statistics.median(times["again"])),
        )
    ]


def _peer(path: Path) -> None:
    import openpyxl
    import phonenumbers

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        for row in book.worksheets[0].iter_rows(min_row=2, values_only=True):
            for match in phonenumbers.PhoneNumberMatcher(str(row[9]), "DE"):
                phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    finally:
        book.close()
