"""The open record: everything about one appointment, its Verlauf in words, taking the newest change back."""

import pytest
import sqlalchemy as sa

from backoffice.desk.arrivals import Arrive
from backoffice.desk.calling import LogAttempt
from backoffice.desk.finishing import Finish, PlacementContact, Settled
from backoffice.desk.noting import AddNote, Assign
from backoffice.desk.talks import Begin
from backoffice.desk.undo import Undo
from backoffice.domain.terms import AttemptResult, Channel, Role
from backoffice.screens.record import RecordScreen
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Setting
from backoffice.wording import history, interpreters_done
from tests.frames import assert_fits, assert_frame, frame, lines
from tests.views import ON_SQLITE, Stage, press, read, settled


def do(office, kind, appointment, desk=None, **values):
    desk = desk or office.desk
    return desk.perform(desk.new(kind, appointment_id=appointment, **values))


def worked(office, clock):
    """A phone appointment that somebody tried, wrote a note on, and finished."""
    one = office.book(
        540,
        name="Schmidt, Peter",
        phone="+493023125115",
        email="peter.schmidt@example.org",
        customer_number="999A345678",
        channel=Channel.PHONE,
        remark="bitte [b]laut[/b] sprechen",
        booking_number="B-70001",
        assumed_end=True,
    )
    clock.advance(minutes=32)
    do(office, LogAttempt, one, result=AttemptResult.NO_ANSWER)
    clock.advance(minutes=5)
    do(
        office,
        AddNote,
        one,
        text="Mutter ist am Apparat, er kommt um halb zehn zurück und wartet auf den Anruf.",
    )
    clock.advance(minutes=10)
    do(office, Begin, one)
    clock.advance(minutes=6)
    do(
        office,
        Finish,
        one,
        outcomes=(Settled(), PlacementContact(contact="Teamleitung M&I 2", agreed="ruft morgen an")),
    )
    return one


@ON_SQLITE
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_the_record_says_everything_and_fits(office, clock, size):
    one = worked(office, clock)
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(RecordScreen(office.desk, one, clock))
        await settled(app, pilot)
        assert_fits(app)
        assert_frame(app, f"record_{size[0]}x{size[1]}")
        await press(app, pilot, "end")
        assert_frame(app, f"record_end_{size[0]}x{size[1]}")


@ON_SQLITE
async def test_arrows_and_pages_scroll_and_esc_comes_back(office, clock):
    one = worked(office, clock)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(RecordScreen(office.desk, one, clock))
        await settled(app, pilot)
        top = frame(app)
        assert "Schmidt, Peter" in top
        await press(app, pilot, "down")
        assert "Schmidt, Peter" not in lines(app)[1]
        await press(app, pilot, "pagedown", "pageup", "up", "home")
        assert frame(app) == top
        await press(app, pilot, "escape")
        assert app.results == [None]


@ON_SQLITE
async def test_u_takes_the_newest_change_back_only_after_a_second_u(office, clock):
    one = office.book()
    do(office, Arrive, one)
    begun = do(office, Begin, one)
    app = Stage(clock)
    async with app.testing() as pilot:
        screen = app.show(RecordScreen(office.desk, one, clock))
        await settled(app, pilot)
        await press(app, pilot, "u")
        assert "Zurücknehmen: Gespräch begonnen (23.11. 08:30). Noch einmal u nimmt es zurück." in read(app)
        assert app.results == []
        # A colleague finishes meanwhile: the second u would mean another change, so it asks again.
        do(office, Finish, one, outcomes=(Settled(),))
        screen.reload()
        await settled(app, pilot)
        await press(app, pilot, "u")
        assert "Zurücknehmen: Ergebnis eingetragen" in read(app)
        newest = screen._record.history[0].entry_id
        await press(app, pilot, "u")
        assert app.results == [("undo", newest)]
        assert newest != begun.entry_id


@ON_SQLITE
async def test_what_was_taken_back_is_marked_and_the_next_older_change_is_offered(office, clock):
    one = office.book()
    arrived = do(office, Arrive, one)
    begun = do(office, Begin, one)
    office.desk.perform(office.desk.new(Undo, undoes=begun.entry_id))
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(RecordScreen(office.desk, one, clock))
        await settled(app, pilot)
        await press(app, pilot, "end")
        assert "Gespräch begonnen – zurückgenommen" in read(app)
        assert "eine Änderung zurückgenommen: Stand im Gespräch → da" in read(app)
        await press(app, pilot, "u", "u")
        assert app.results == [("undo", arrived.entry_id)]


@ON_SQLITE
async def test_nothing_to_take_back_is_said(office, clock):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(RecordScreen(office.desk, office.book(), clock))
        await settled(app, pilot)
        await press(app, pilot, "u", "u")
        assert "An diesem Termin gibt es nichts zurückzunehmen." in read(app)
        assert app.results == []


@ON_SQLITE
async def test_a_protected_record_shows_its_sentence_and_nothing_else(office, clock):
    one = office.book(name="Geheim, Gerda", phone="+493023125100", protected=True)
    colleague = office.colleague("kollege", "Öztürk", Role.CASEWORKER)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(RecordScreen(colleague, one, clock))
        await settled(app, pilot)
        assert "Dieser Eintrag ist geschützt. Bitte an die Standort-Administration abgeben." in read(app)
        assert "Geheim" not in read(app)
        await press(app, pilot, "u", "escape")
        assert app.results == [None]


@ON_SQLITE
async def test_an_office_address_an_assignment_and_a_sensitive_title_stand_in_the_record(office, clock):
    one = office.book(concern="Hilfe in schwierigen Lebenslagen", email="termine@example.org")
    office.desk.store.write(lambda tx: _setting(tx, "office_emails", "termine@example.org"))
    me = office.desk.actor.id
    do(office, Assign, one, staff_id=me)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(RecordScreen(office.desk, one, clock))
        await settled(app, pilot)
        shown = read(app)
        assert "termine@example.org (Adresse des Amtes, nicht der Person)" in shown
        assert "Hilfe in schwierigen Lebenslagen" in shown
        assert "keine Nummer bekannt" in shown
        assert "Chefin Test" in shown


def _setting(tx, name, value):
    of = table(Setting)
    tx.connection.execute(sa.update(of).where(of.c.name == name).values(value=value))


def test_changes_of_time_stand_as_before_and_after():
    changes = (
        ("day", "2026-11-23", "2026-11-24"),
        ("start_minute", 540, 570),
        ("end_minute", 560, 590),
        ("channel", "in_person", "phone"),
        ("remark", None, "ab 16 Uhr"),
        ("status", "presumed_cancelled", "booked"),
        ("version", 1, 2),
        ("group", "Leistung 1", "Leistung 2"),
        ("place", None, "L2-1"),
        ("customer_number", None, "214A123456"),
        ("number_raw", None, "214a123456"),
    )
    assert history.entry("imported", changes) == (
        "durch eine neue Buchungsliste geändert: Tag Mo 23.11.2026 → Di 24.11.2026, Beginn 09:00 → 09:30,"
        " Ende 09:20 → 09:50, Art persönlich → telefonisch, Bemerkung „ab 16 Uhr“,"
        " Stand vermutlich storniert → gebucht, Gruppe Leistung 1 → Leistung 2, Platz L2-1,"
        " Kundennummer „214A123456“"
    )
    without = history.entry("imported", changes, with_names=False)
    assert "Bemerkung, Stand" in without
    assert "ab 16 Uhr" not in without
    assert "214" not in without


def test_a_place_that_an_ending_gives_back_goes_without_saying():
    assert history.entry("cancelled_by_customer", (("place", "L1-1", None),)) == "Absage der Kundschaft eingetragen"


def test_an_outcome_reads_once():
    assert history.outcome("settled_with", (), "09:00 Weiß, Thea") == "mit geklärt im Termin 09:00 Weiß, Thea"
    assert history.outcome("settled_with", (), "09:00 ") == "mit geklärt im Termin 09:00"
    assert history.outcome("placement_contact", ("AV", "morgen"), None) == "M&I-Kontakt: AV; morgen"


def test_a_nachtrag_says_when_it_happened():
    changes = (
        ("backdated", False, True),
        ("arrived_at", None, "2026-11-23T07:05:00+00:00"),
        ("status", "booked", "arrived"),
    )
    assert history.entry("arrived", changes) == "Ankunft eingetragen: Nachtrag, Ankunft 08:05"


def test_every_command_has_its_words_in_the_verlauf():
    """Whatever is done to an appointment can stand in its Verlauf."""
    from backoffice.wording.done import DONE

    of_the_house = {
        "staff_placed", "branch_added", "group_added", "staff_added", "granted", "revoked", "alias_added", "founded",
        "file_deleted", "file_not_deleted", "file_replaced", "file_kept_unclear", "staff_reactivated",
        "copy_deleted", "file_sent", "hours_set", "closure_added", "closure_removed", "policy_set", "team_added",
        "team_changed", "held", "openings_added", "opening_ended", "opening_removed", "offer_set", "offer_changed",
        "offer_stopped", "slip_deleted", "temporary_point_opened", "temporary_point_closed",
        "directory_added", "directory_changed", "directory_removed", "rules_set",
        "agreement_noted", "agreement_owed", "agreement_done", "sheet_deleted", *interpreters_done.DONE,
        "staffing_set", "staffing_cleared", "absence_ended", "came_back", "lent", "recalled", "past_erased",
    }  # fmt: skip
    assert set(DONE) - of_the_house == set(history.CODES)
