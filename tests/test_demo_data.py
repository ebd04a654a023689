"""The example office and its booking files: real files, invented people, the same on every machine."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from backoffice.demo.bookings import (
    CLOSES,
    OPENS,
    Booking,
    bookings_of,
    changed_bookings,
    write_booking_file,
)
from backoffice.demo.directory import entries_of
from backoffice.demo.hours import hours_of
from backoffice.demo.interpreters import INTERPRETERS, MINUTES
from backoffice.demo.office import OFFICE, OFFICE_EMAIL, ExampleBranch
from backoffice.demo.people import LANGUAGES
from backoffice.demo.quirks import UNKNOWN_CONCERN
from backoffice.domain.catalogue import CATALOGUE, find
from backoffice.domain.languages import is_language
from backoffice.domain.terms import Area, Channel, Provider, Role
from backoffice.domain.week import parse_week

MONDAY = date(2026, 11, 23)
SIX = datetime.combine(MONDAY, time(6))
branches = st.sampled_from(OFFICE.branches)
days = st.dates(date(2024, 1, 1), date(2034, 12, 31))
every_branch = pytest.mark.parametrize("branch", OFFICE.branches, ids=lambda b: b.code)

MEDIA = (  # E.164 prefix, and how many digits the whole number has
    ("+493023125", 13),
    ("+494066969", 13),
    ("+496990009", 13),
    ("+498999998", 13),
    ("+492214710", 13),
    ("+4917139200", 13),
    ("+4917604069", 14),
    ("+44207946", 13),
    ("+331990", 12),
    ("+468465004", 12),
)


def is_media_number(number: phonenumbers.PhoneNumber) -> bool:
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return any(e164.startswith(prefix) and len(e164) == length for prefix, length in MEDIA)


def phones_in(text: str) -> list[phonenumbers.PhoneNumber]:
    return [match.number for match in phonenumbers.PhoneNumberMatcher(text, "DE")]


# The office


def test_the_branches_and_groups() -> None:
    assert OFFICE.name == "Jobcenter Musterstadt (Beispieldaten)"
    assert [b.code for b in OFFICE.branches] == ["MITTE", "NORD", "OST", "SUED", "WEST", "JBA"]
    for branch in OFFICE.branches[:5]:
        assert [g.name for g in branch.groups] == ["Eingangszone", "Leistung 1", "Leistung 2"]
        assert [g.area for g in branch.groups] == [Area.FRONT_DESK, Area.BENEFITS, Area.BENEFITS]
    assert OFFICE.branch("MITTE").name == "Geschäftsstelle Mitte"
    assert [g.area for g in OFFICE.branch("JBA").groups] == [Area.YOUTH_FRONT_DESK]


@every_branch
def test_every_mandatory_concern_of_a_branchs_areas_is_offered(branch: ExampleBranch) -> None:
    offered = {(o.area, o.title) for g in branch.groups for o in g.offers}
    areas = {g.area for g in branch.groups}
    assert {(e.area, e.title) for e in CATALOGUE if e.mandatory and e.area in areas} <= offered
    assert offered <= {(e.area, e.title) for e in CATALOGUE}


@every_branch
def test_names_are_unique_where_they_must_be(branch: ExampleBranch) -> None:
    points = [p for g in branch.groups for p in g.points]
    assert len(set(points)) == len(points)
    assert all(len(g.points) >= 3 for g in branch.groups)
    for group in branch.groups:
        assert len({(o.area, o.title) for o in group.offers}) == len(group.offers)
        assert all(5 <= o.minutes <= 120 and o.minutes % 5 == 0 for o in group.offers)
    assert len({t.name for t in branch.teams}) == len(branch.teams)
    assert Area.PLACEMENT in {t.area for t in branch.teams}
    assert {s.team for s in branch.staff} <= {t.name for t in branch.teams} | {None}
    groups = {g.name for g in branch.groups}
    assert all(grant.group in groups | {None} for s in branch.staff for grant in s.grants)


@every_branch
def test_each_branch_has_every_role_of_its_own(branch: ExampleBranch) -> None:
    roles = Counter(grant.role for s in branch.staff for grant in s.grants)
    assert roles[Role.APPOINTMENT_MANAGER] == 1
    assert roles[Role.SITE_ADMIN] == 1
    assert roles[Role.GROUP_LEAD] == len(branch.groups)
    assert roles[Role.CASEWORKER] >= 6
    assert not roles[Role.ADMIN]
    leads = [grant.group for s in branch.staff for grant in s.grants if grant.role is Role.GROUP_LEAD]
    assert leads == [g.name for g in branch.groups]


def test_people_are_told_apart() -> None:
    staff = [s for b in OFFICE.branches for s in b.staff] + [OFFICE.administrator]
    assert len({s.login for s in staff}) == len({s.name for s in staff}) == len(staff)
    assert all(s.login.isascii() and len(s.login) <= 63 for s in staff)
    assert [g.role for g in OFFICE.administrator.grants] == [Role.ADMIN]


def test_the_offices_own_numbers_are_media_numbers_and_nobody_elses() -> None:
    own = [t.phone for b in OFFICE.branches for t in b.teams]
    own += [b.front_desk_phone for b in OFFICE.branches]
    own += [entry.phone for b in OFFICE.branches for entry in entries_of(b) if entry.phone]
    parsed = [phonenumbers.parse(number, "DE") for number in own]
    assert all(is_media_number(number) for number in parsed)
    assert len({str(number) for number in parsed}) == len(own)


# A day's bookings


@given(branches, days)
@settings(max_examples=40, deadline=None)
def test_a_day_is_the_same_each_time_and_differs_from_others(branch: ExampleBranch, day: date) -> None:
    rows = bookings_of(branch, day)
    assert rows == bookings_of(branch, day)
    assert rows != bookings_of(branch, day + timedelta(days=1))
    assert changed_bookings(branch, day) == changed_bookings(branch, day)


def test_a_known_day_stays_as_it_is_on_every_machine() -> None:
    first = bookings_of(OFFICE.branch("MITTE"), MONDAY)[0]
    assert (first.number, first.start, first.given, first.family) == ("B-41994301", 480, "Ștefan", "Țăranu")


@given(branches, days)
@settings(max_examples=60, deadline=None)
def test_the_usual_shape_of_a_day(branch: ExampleBranch, day: date) -> None:
    rows = bookings_of(branch, day)
    assert len(rows) == 45
    assert all(OPENS <= r.start < r.end <= CLOSES and r.start % 5 == 0 for r in rows)
    assert [r.start for r in rows] == sorted(r.start for r in rows)
    offers = {g.name: {o.minutes for o in g.offers} for g in branch.groups}
    assert all(r.minutes in offers[r.group] for r in rows)
    assert 16 <= sum(r.channel is Channel.PHONE for r in rows) <= 21
    assert 7 <= sum(not r.customer for r in rows) <= 16
    assert all(r.booked_at.date() < day for r in rows)
    numbers = Counter(r.number for r in rows)
    assert sorted(numbers.values()) == [1] * 43 + [2]


@given(branches, days)
@settings(max_examples=60, deadline=None)
def test_nobody_is_booked_into_the_lunch_break_or_after_hours(branch: ExampleBranch, day: date) -> None:
    spans = hours_of(day)
    assert spans[-1][1] == (18 if day.weekday() == 3 else 16) * 60
    for row in (*bookings_of(branch, day), *changed_bookings(branch, day)):
        assert any(opens <= row.start and row.end <= closes for opens, closes in spans), row.start


@given(branches, days)
@settings(max_examples=60, deadline=None)
def test_one_or_two_bookings_find_no_service_point(branch: ExampleBranch, day: date) -> None:
    assert without_place(branch, {r.number: r for r in bookings_of(branch, day)}) in (1, 2)


def without_place(branch: ExampleBranch, rows: dict[str, Booking]) -> int:
    """How many are left over when each takes the first free point of its group, in the order of time."""
    left = 0
    for group in branch.groups:
        free_from = dict.fromkeys(group.points, 0)
        for row in sorted((r for r in rows.values() if r.group == group.name), key=lambda r: (r.start, r.end)):
            point = next((p for p, minute in free_from.items() if minute <= row.start), None)
            if point is None:
                left += 1
            else:
                free_from[point] = row.end
    return left


@given(branches, days)
@settings(max_examples=40, deadline=None)
def test_every_oddity_occurs(branch: ExampleBranch, day: date) -> None:
    rows = bookings_of(branch, day)
    emails = Counter(r.email for r in rows)
    assert emails[OFFICE_EMAIL] >= 2
    assert any(r.family.startswith("=HYPERLINK") for r in rows)
    assert any(r.family.startswith("[bold]") for r in rows)
    assert any(r.channel is Channel.PHONE and r.phone is None for r in rows)
    assert any(isinstance(r.phone, int) for r in rows)
    assert any(str(r.phone).startswith("'+") for r in rows)
    assert sum(str(r.phone).startswith(("+44", "+33", "+468", "+46 8")) for r in rows) >= 2
    assert any("ab 16 Uhr" in str(r.phone) for r in rows)
    assert any("\n" in r.remark for r in rows)
    assert any("DGS" in r.remark for r in rows)
    spouses = [r for r in rows if r.remark.startswith("gleiche BG wie")]
    assert any(one.email == two.email and one.given != two.given for one in spouses for two in rows)
    titles = {o.title for g in branch.groups for o in g.offers}
    unknown = {r.concern for r in rows if not find(r.concern, CATALOGUE)}
    assert unknown == {UNKNOWN_CONCERN}
    assert any(r.concern not in titles | unknown for r in rows), "one concern is written by its alias"


@every_branch
def test_emergencies_come_where_they_are_offered(branch: ExampleBranch) -> None:
    urgent = [r for r in bookings_of(branch, MONDAY) if any(e.emergency for e in find(r.concern, CATALOGUE))]
    assert bool(urgent) == any(g.area is Area.BENEFITS for g in branch.groups)


def test_who_interprets_is_invented_and_can_be_had() -> None:
    """Nobody's number, no name of the staff, languages that exist, and somebody for each language of a customer."""
    codes = {branch.code for branch in OFFICE.branches}
    staff = {person.name for branch in OFFICE.branches for person in branch.staff}
    assert len({one.name for one in INTERPRETERS}) == len(INTERPRETERS)
    assert not {one.name for one in INTERPRETERS} & staff
    for one in INTERPRETERS:
        for text in (one.contact, one.dial):
            assert all(is_media_number(number) for number in phones_in(text)), text
            assert "@" not in text or text.endswith("example.org"), text
        assert all(is_language(code) for code in one.languages), one.name
        assert {*one.serves, one.keeper or "MITTE"} <= codes
        assert not one.hours or parse_week(one.hours)
    spoken = {code for one in INTERPRETERS for code in one.languages}
    assert set(LANGUAGES) | {"gsg"} <= spoken
    assert {one.provider for one in INTERPRETERS} == set(Provider)
    assert set(MINUTES) == set(combinations([branch.code for branch in OFFICE.branches], 2))


def test_scripts_and_languages_are_mixed() -> None:
    names = " ".join(r.family for b in OFFICE.branches for r in bookings_of(b, MONDAY))
    remarks = " ".join(r.remark for b in OFFICE.branches for r in bookings_of(b, MONDAY))
    for letters in ("ёйшкг", "ễầạ", "çşğı", "łąó", "äöüß"):
        assert set(letters) & set(names.casefold()), letters
    assert "Dolmetscher" in remarks or "Sprachmittlung" in remarks


@given(branches, days)
@settings(max_examples=40, deadline=None)
def test_nobody_can_be_called_or_written_to(branch: ExampleBranch, day: date) -> None:
    for row in (*bookings_of(branch, day), *changed_bookings(branch, day)):
        text = f"0{row.phone}" if isinstance(row.phone, int) else row.phone
        found = phones_in(text or "")
        assert bool(found) == (text is not None), text
        assert all(is_media_number(number) for number in found), text
        address = row.email.strip().rstrip("\N{ZERO WIDTH SPACE}").casefold()
        assert not address or address.endswith(("@example.org", "@jobcenter.example.org"))
        assert not row.customer or row.customer.removeprefix("BG-Nr. ").startswith("999")


def test_booking_numbers_differ_between_branches_and_days() -> None:
    seen = [
        {r.number for r in (*bookings_of(b, MONDAY + timedelta(n)), *changed_bookings(b, MONDAY + timedelta(n)))}
        for b in OFFICE.branches
        for n in range(5)
    ]
    assert not any(one & two for one, two in combinations(seen, 2))


# The list at 10:00


@given(branches, days)
@settings(max_examples=60, deadline=None)
def test_what_changes_until_ten(branch: ExampleBranch, day: date) -> None:
    before = {r.number: r for r in bookings_of(branch, day)}
    after = {r.number: r for r in changed_bookings(branch, day)}
    both = before.keys() & after.keys()
    moved = {n for n in both if before[n].start != after[n].start}
    changed = {n for n in both - moved if before[n] != after[n]}
    assert [len(after.keys() - before.keys()), len(before.keys() - after.keys())] == [3, 2]
    assert (len(moved), len(changed)) == (2, 2)
    touched = moved | changed | (before.keys() - after.keys())
    assert all(before[n].start >= 10 * 60 + 30 for n in touched)
    assert without_place(branch, after) <= 2


# The file


@every_branch
def test_a_booking_file_is_a_real_workbook_that_holds_every_row(branch: ExampleBranch, tmp_path: Path) -> None:
    rows = bookings_of(branch, MONDAY)
    path = write_booking_file(tmp_path / "liste.xlsx", branch, rows, MONDAY, SIX)
    book = load_workbook(path)
    cells = [[cell.value for cell in line] for line in book["Termine"].iter_rows()]
    stated = [line[0] for line in cells if str(line[0]).startswith("B-")]
    assert stated == [r.number for r in rows]
    everything = " ".join(str(v) for sheet in book for line in sheet.iter_rows(values_only=True) for v in line)
    assert "BEISPIELDATEN" in everything
    assert not any(cell.data_type == "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def test_the_plain_layout_has_real_dates_times_and_numbers(tmp_path: Path) -> None:
    branch = OFFICE.branch("MITTE")
    rows = bookings_of(branch, MONDAY)
    path = write_booking_file(tmp_path / "liste.xlsx", branch, rows, MONDAY, SIX)
    lines = list(load_workbook(path)["Termine"].iter_rows(values_only=True))
    assert "Stand: 23.11.2026 06:00 Uhr" in lines[1][0]
    assert "Montag, 23.11.2026" in lines[1][0]
    assert lines[3][:5] == ("Buchungsnummer", "Standort", "Datum", "Uhrzeit", "Dauer (Min.)")
    for line, row in zip(lines[4:], rows, strict=True):
        assert line[:5] == (
            row.number,
            "Geschäftsstelle Mitte",
            datetime.combine(MONDAY, time()),
            time(row.start // 60, row.start % 60),
            row.minutes,
        )
        assert line[10] == row.phone
        assert (line[13] or "") == row.remark


def test_the_layouts_differ(tmp_path: Path) -> None:
    headers = set()
    for branch in OFFICE.branches:
        path = write_booking_file(tmp_path / f"{branch.code}.xlsx", branch, bookings_of(branch, MONDAY), MONDAY, SIX)
        lines = list(load_workbook(path)["Termine"].iter_rows(values_only=True))
        headers.add(next(line for line in lines if sum(v is not None for v in line) > 5))
    assert len(headers) == 3


def test_writing_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    branch = OFFICE.branches[0]
    with pytest.raises(OSError):
        write_booking_file(tmp_path / "fehlt" / "liste.xlsx", branch, (), MONDAY, SIX)
