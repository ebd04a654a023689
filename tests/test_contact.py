"""Who somebody is and how they are reached, entered or corrected later, on both engines (D12, D14, D15)."""

import hashlib

import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.desk.contact import CorrectContact, looks_like_email
from backoffice.desk.day import DayOf
from backoffice.desk.importing import ImportDay
from backoffice.desk.record import RecordOf
from backoffice.desk.undo import LastChange, Undo
from backoffice.desk.walk_ins import WalkIn
from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field
from backoffice.domain.errors import Conflict, NotFound, Refused
from backoffice.domain.terms import Channel, Role
from backoffice.wording.done import done as said
from backoffice.wording.history import entry
from tests.commandline import CommandLine
from tests.office import MONDAY, Office


def record(office: Office, id_: str):
    return office.desk.read(RecordOf(id_, office.desk.clock.now()))


def correct(office: Office, id_: str, desk=None, **values):
    desk = desk or office.desk
    return desk.perform(desk.new(CorrectContact, appointment_id=id_, **values))


def test_a_walk_in_without_name_gets_one_later_and_u_takes_it_away(office: Office) -> None:
    one = office.desk.perform(office.desk.new(WalkIn, branch_id=office.branch_id)).ids[0]
    done = correct(
        office, one, family="Groß", given="Max", phone="030 23125-122 ab 16 Uhr", email="m@example.org",
        number="214m234567",
    )  # fmt: skip
    assert said(done.code, done.values, "Groß, Max") == "Groß, Max: Angaben geändert: Name, Telefon, E-Mail, Nummer."
    now = record(office, one)
    assert (now.name, now.family, now.given) == ("Groß, Max", "Groß", "Max")
    assert (now.phone, now.phone_raw, now.phone_note) == ("+493023125122", "030 23125-122 ab 16 Uhr", "ab 16 Uhr")
    assert (now.email, now.customer_number, now.number_raw) == ("m@example.org", "214M234567", "214m234567")
    assert now.history[0].code == "contact_corrected"
    assert "Name „Groß, Max“" in entry(now.history[0].code, now.history[0].changes)
    last = office.desk.read(LastChange(office.desk.id))
    undone = office.desk.perform(office.desk.new(Undo, undoes=last.undoes))
    assert undone.ids == (one,)
    back = record(office, one)
    assert (back.name, back.phone, back.email, back.customer_number) == ("", None, None, None)


def test_what_is_not_said_stays_and_an_empty_text_takes_away(office: Office) -> None:
    one = office.book(name="Weiß, Thea", phone="+493023125115", email="t@example.org")
    correct(office, one, given="Dorothea", phone="")
    now = record(office, one)
    assert (now.name, now.phone, now.phone_raw, now.email) == ("Weiß, Dorothea", None, None, "t@example.org")
    assert correct(office, one, email="t@example.org").code == "contact_same"
    assert [item.code for item in record(office, one).history] == ["contact_corrected"]


def test_an_odd_number_is_kept_as_it_was_written_with_a_warning(office: Office) -> None:
    one = office.book(channel=Channel.PHONE)
    done = correct(office, one, phone="0421 12", number="4711", email="keine Ahnung")
    assert done.values["warnings"] == ["phone", "email", "number"]
    assert "▲ Bitte prüfen: Telefon, E-Mail, Nummer." in said(done.code, done.values)
    now = record(office, one)
    assert (now.phone, now.phone_raw) == (None, "0421 12")
    assert (now.customer_number, now.bg_number, now.number_raw) == (None, None, "4711")
    for nonsense in ("keine", "wer@example.org"):
        with pytest.raises(Refused, match="phone_unreadable"):
            correct(office, one, phone=nonsense)


def test_typed_text_is_cleaned(office: Office) -> None:
    one = office.book()
    correct(office, one, family="Mül\u202eler\x1b[31m", given="[/b]")
    assert record(office, one).name == "Müller[31m, [/b]"


def test_who_saw_other_data_is_told_who_changed_it_and_a_talk_is_not_held_up(office: Office) -> None:
    one = office.book(name="Weiß, Thea")
    seen = record(office, one)
    other = office.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    correct(office, one, other, phone="030 23125-122", customer_version=seen.customer_version)
    with pytest.raises(Conflict, match="changed_meanwhile") as caught:
        correct(office, one, given="Dora", customer_version=seen.customer_version)
    assert caught.value.values["who"] == "Kollege Zwei"
    office.desk.perform(office.desk.new(Arrive, appointment_id=one, version=seen.line.version))


def test_nobody_changes_whom_they_may_not_see(office: Office) -> None:
    one = office.book(protected=True)
    other = office.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    with pytest.raises(NotFound, match="protected"):
        correct(office, one, other, family="Neu")
    correct(office, one, family="Neu")


def bring(office: Office, **said) -> None:
    """Import a list of Monday that holds one booking."""
    one = BookedRow(
        **({"row": 2, "booking_number": "B-1", "start": 540, "end": 560, "concern": "Umzugswunsch"} | said)
    )
    columns = tuple(Column(i, f.value, f) for i, f in enumerate(f for f in Field if f is not Field.STATUS))
    name = str(said)
    file = BookingFile(
        name="x.xlsx", sha256=hashlib.sha256(name.encode()).hexdigest(), sheet="s", header_row=1, day=MONDAY,
        rows=(one,), columns=columns,
    )  # fmt: skip
    office.desk.perform(
        office.desk.new(ImportDay, branch_id=office.branch_id, file=file, ids=ImportDay.ids_for(file))
    )


def test_a_later_list_overwrites_nothing_that_staff_entered(office: Office) -> None:
    bring(office, name="Weis, Tea", family="Weis", given="Tea")
    (line,) = office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now())).lines
    correct(office, line.id, family="Weiß", given="Thea", phone="030 23125-122")
    # The same list again, then one that knows a number which the first one did not have.
    bring(office, name="Weis, Tea", family="Weis", given="Tea")
    bring(office, name="Weis, Tea", family="Weis", given="Tea", phone="+493023125115", phone_raw="030 23125115",
          email="t@example.org")  # fmt: skip
    now = record(office, line.id)
    assert (now.name, now.phone, now.phone_raw) == ("Weiß, Thea", "+493023125122", "030 23125-122")
    bring(office, name="Weiss, T.", family="Weiss", given="T.")
    assert record(office, line.id).name == "Weiß, Thea"
    assert len(office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now())).lines) == 1


def test_what_staff_did_not_touch_still_follows_the_list(office: Office) -> None:
    bring(office, name="Weis, Tea", phone="+493023125115", phone_raw="030 23125115")
    (line,) = office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now())).lines
    correct(office, line.id, family="Weiß", given="Thea")
    bring(office, name="Weis, Tea", phone="+493023125116", phone_raw="030 23125116")
    now = record(office, line.id)
    assert (now.name, now.phone) == ("Weiß, Thea", "+493023125116")


def test_what_looks_like_a_mail_address() -> None:
    assert looks_like_email("a@example.org")
    for odd in ("", "a", "a@b", "a b@example.org", "a@@example.org", "@example.org", "a@example."):
        assert not looks_like_email(odd)


def test_on_the_line_an_empty_answer_keeps_and_a_dash_takes_away(
    office: Office, store_url: str, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    one = office.book(name="Weiß, Thea", phone="+493023125115", email="t@example.org")
    line = CommandLine(store_url, clock)
    told = line("contact", one[-8:], given="\nDorothea\n-\n\n4711\n")
    assert told.startswith(f"09:00 Fragen zum Bescheid ({one[-6:]}): Angaben geändert: Name, Telefon, Nummer. ▲")
    now = record(office, one)
    assert (now.name, now.phone, now.email, now.number_raw) == ("Weiß, Dorothea", None, "t@example.org", "4711")
    assert "nichts geändert" in line("contact", one[-8:], given='{"number": "4711"}')
    assert "Telefonnummer ist nicht lesbar" in line.refused("contact", one[-8:], given='{"phone": "keine"}')


def test_the_line_shows_what_changed_and_names_a_person_only_if_asked(
    office: Office, store_url: str, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    bring(office, name="Weiß, Thea", phone="+493023125115")
    bring(office, name="Weiß, Thea", phone="+493023125116", start=570, end=590)
    (seen,) = office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now())).lines
    line = CommandLine(store_url, clock)
    told = line("show", seen.id[-8:])
    assert "Beginn 09:00 → 09:30" in told
    assert "Telefon" in told
    assert "23125" not in told
    assert "+493023125116" in line("show", seen.id[-8:], "--with-names")


def test_a_changed_group_and_place_are_told_by_name(office: Office) -> None:
    bring(office, group="Leistung 1", name="Weiß, Thea")
    bring(office, group="Eingangszone", name="Weiß, Thea")
    (seen,) = office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now())).lines
    item = record(office, seen.id).history[0]
    said = entry(item.code, item.changes)
    assert "Gruppe Leistung 1 → " in said
    assert "Platz L1-1 → " in said
    assert [c for i in record(office, seen.id).history[1:] for c in i.changes] == []
