"""Interpreters as they are kept: who may, what is refused and taken back, what leaving leaves behind (D47)."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from backoffice.desk.calendar import HoursSpan
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.interpreter_times import (
    AddInterpreterAway,
    AddInterpreterDay,
    RemoveInterpreterTime,
    SetInterpreterHours,
)
from backoffice.desk.interpreters import AddInterpreter, ChangeInterpreter, LeaveInterpreter, SetTravel
from backoffice.desk.interpreters_of import interpreters_of, travel_from
from backoffice.desk.orders_beyond import OrdersBeyond
from backoffice.desk.undo import Undo
from backoffice.domain.errors import BackofficeError, Conflict
from backoffice.domain.ids import new_id
from backoffice.domain.interpreters import Interpreter
from backoffice.domain.terms import AvailabilityKind, InterpretingKind, OrderStatus, Provider, Role
from backoffice.domain.week import parse_week
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.wording import interpreters_done as words
from tests.office import MONDAY, Office
from tests.two_branches import another_branch, seat

TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
PERSON: dict[str, Any] = {
    "provider": Provider.PERSON,
    "name": "Selam Beispiel",
    "languages": {"tir": "", "amh": "aus Gondar"},
    "on_site": True,
    "contact": "selam@example.org",
    "notice_minutes": 1440,
}


def add(office: Office, desk: Desk | None = None, **values: Any) -> str:
    """Somebody who interprets; their id. Kept by the branch of the office unless said otherwise."""
    desk = desk or office.desk
    command = desk.new(AddInterpreter, **{"branch_id": office.branch_id, **PERSON, **values})
    return desk.perform(command).ids[0]


def do(office: Office, kind: Any, desk: Desk | None = None, **values: Any) -> Done:
    desk = desk or office.desk
    return desk.perform(desk.new(kind, **values))


def refused(office: Office, kind: Any, desk: Desk | None = None, **values: Any) -> BackofficeError:
    with pytest.raises(BackofficeError) as caught:
        do(office, kind, desk, **values)
    return caught.value


def undo(office: Office, done: Done) -> None:
    do(office, Undo, undoes=done.entry_id)


def stands(office: Office, interpreter_id: str) -> Interpreter:
    """The entry as the rules see it."""
    read = office.desk.store.read
    return read(lambda connection: interpreters_of(connection, since=MONDAY, ids=[interpreter_id]))[0]


def spans(text: str) -> tuple[HoursSpan, ...]:
    week = enumerate(parse_week(text).week)
    return tuple(HoursSpan(weekday=day, start=start, end=end) for day, of in week for start, end in of)


def hours(
    office: Office, interpreter_id: str, text: str = "", since: date = MONDAY, desk: Desk | None = None
) -> Done:
    week = spans(text) if text else ()
    return do(office, SetInterpreterHours, desk, interpreter_id=interpreter_id, since=since, spans=week)


def order(office: Office, interpreter_id: str, day: date, start: int = 540, **values: Any) -> str:
    """A live order, as whoever orders interpreters would leave it; its id."""
    order_id = new_id()
    columns = {
        "status": OrderStatus.CONFIRMED,
        "branch_id": office.branch_id,
        "appointment_id": office.book(start, place=None, day=day),
        "language": "tir",
        "kind": InterpretingKind.ON_SITE,
        "interpreter_id": interpreter_id,
        "day": day,
        "start_minute": start,
        "end_minute": start + 30,
        "needed_at": office.desk.clock.now(),
        **values,
    }

    def work(tx: Any) -> None:
        tx.insert(InterpreterAssignment, id=order_id, **columns)
        tx.settle()

    office.desk.store.write(work)
    return order_id


# --- the entry ---------------------------------------------------------------------------------------------------


def test_an_entry_is_cleaned_changed_and_taken_back(office: Office) -> None:
    north = another_branch(office, "Nord")
    command = office.desk.new(
        AddInterpreter,
        **{**PERSON, "name": " Selam\u202e  Beispiel", "languages": {"TI": " ", "amh": "aus\tGondar"}},
        branch_id=office.branch_id,
        branches=(office.branch_id, north),
    )
    added = office.desk.perform(command)
    one = stands(office, added.ids[0])
    assert (one.name, one.languages, one.keeper_id) == (
        "Selam Beispiel", {"tir": "", "amh": "aus Gondar"}, office.branch_id,
    )  # fmt: skip
    assert (one.branches, one.serves(north), one.serves("x")) == ({office.branch_id, north}, True, False)
    assert (one.by_phone, one.by_video, one.on_site, one.notice_minutes) == (False, False, True, 1440)
    assert words.done(added.code, added.values) == "Sprachmittlung eingetragen."

    told = {**PERSON, "languages": {"ara": "irakisch", "amh": "aus Gondar"}, "by_phone": True}
    change = office.desk.new(ChangeInterpreter, interpreter_id=one.id, version=1, branches=(north,), **told)
    changed = office.desk.perform(change)
    now = stands(office, one.id)
    assert (now.languages, now.branches, now.by_phone) == ({"ara": "irakisch", "amh": "aus Gondar"}, {north}, True)
    with pytest.raises(Conflict) as caught:
        do(office, LeaveInterpreter, interpreter_id=one.id, version=1, last_day=FRIDAY)
    assert (caught.value.code, caught.value.values["who"]) == ("changed_meanwhile", office.desk.actor.name)
    undo(office, changed)
    before = stands(office, one.id)
    assert (before.languages, before.branches, before.by_phone) == (one.languages, one.branches, False)

    only_languages = do(office, ChangeInterpreter, interpreter_id=one.id, **{**PERSON, "languages": {"som": ""}})
    after = stands(office, one.id)
    assert (set(after.languages), after.branches, after.version > before.version) == ({"som"}, frozenset(), True)
    undo(office, only_languages)
    assert stands(office, one.id).languages == one.languages
    undo(office, added)
    assert office.desk.store.read(lambda c: interpreters_of(c, since=MONDAY)) == ()


def test_what_makes_no_entry_is_refused_and_nothing_is_written(office: Office) -> None:
    add(office)
    wrong = {
        "interpreter_nameless": {"name": " \u200b"},
        "interpreter_no_language": {"languages": {}},
        "unknown_language": {"languages": {"qqq": ""}},
        "interpreter_no_way": {"on_site": False},
        "interpreter_signed_by_phone": {"languages": {"dgs": ""}, "on_site": False, "by_phone": True},
        "interpreter_exists": {"name": "selam  BEISPIEL"},
        "bad_notice": {"notice_minutes": 60 * 1440 + 1},
        "not_found": {"branches": (new_id(),)},
    }
    for code, values in wrong.items():
        told = {**PERSON, "name": "Neu Erfunden", **values}
        assert refused(office, AddInterpreter, branch_id=office.branch_id, **told).code == code, code
    for field, length in {"name": 81, "contact": 121, "dial": 81, "cost_note": 121}.items():
        with pytest.raises(ValidationError):
            add(office, **{field: "x" * length})
    assert len(office.desk.store.read(lambda c: interpreters_of(c, since=MONDAY))) == 1
    add(office, branch_id=None)  # the same name, kept by somebody else, is another entry
    both = add(office, name="Gebärde und Ton", languages={"gsg": "", "tur": ""}, on_site=False, by_phone=True)
    assert stands(office, both).kinds("gsg") == ()
    other = {**PERSON, "name": "Selam-Beispiel"}
    assert refused(office, ChangeInterpreter, interpreter_id=both, **other).code == "interpreter_exists"


def test_a_branch_keeps_its_own_the_administration_those_of_the_house(office: Office) -> None:
    north = another_branch(office, "Nord")
    site = seat(office, office.branch_id, "standort", "Standort Mitte", Role.SITE_ADMIN)
    lead = seat(office, office.branch_id, "leitung", "Gruppen Leit", Role.GROUP_LEAD, Role.CASEWORKER)
    ours, theirs, house = add(office, site), add(office, branch_id=north), add(office, branch_id=None)
    for desk, one, keeper in ((lead, ours, office.branch_id), (site, theirs, north), (site, house, None)):
        assert refused(office, AddInterpreter, desk, branch_id=keeper, **{**PERSON, "name": "Neu"}).code == "no_right"
        assert refused(office, ChangeInterpreter, desk, interpreter_id=one, **PERSON).code == "no_right"
        assert refused(office, LeaveInterpreter, desk, interpreter_id=one, last_day=FRIDAY).code == "no_right"
        away = {"interpreter_id": one, "first_day": MONDAY, "last_day": MONDAY}
        assert refused(office, AddInterpreterAway, desk, **away).code == "no_right"
        do(office, AddInterpreterAway, **away)
        time_id = stands(office, one).times[0].id
        assert refused(office, RemoveInterpreterTime, desk, time_id=time_id).code == "no_right"
    hours(office, ours, "mo 8-12", desk=site)
    ways = {"from_branch_id": north, "to_branch_id": office.branch_id, "minutes": 30}
    assert do(office, SetTravel, site, **ways).code == "travel_set"
    assert refused(office, SetTravel, lead, **ways).code == "no_right"
    elsewhere = another_branch(office, "West")
    assert refused(office, SetTravel, site, **{**ways, "to_branch_id": elsewhere}).code == "no_right"


# --- times -------------------------------------------------------------------------------------------------------


def test_a_new_week_ends_the_one_before_and_comes_back(office: Office) -> None:
    one = add(office)
    first = hours(office, one, "mo-fr 8-12")
    assert first.values["from_request"]
    assert words.done(first.code, first.values) == (
        "Ab Mo 23.11.2026: Mo-Fr 08:00-12:00. Bisher war jede Zeit anzufragen; ab jetzt zählen nur die eingetragenen."
    )
    hours(office, one, "mi 8-10", date(2026, 12, 7))
    friday = hours(office, one, "fr 13-16", FRIDAY)
    assert (friday.values["replaced"], friday.values["from_request"]) == (True, False)
    assert words.done(friday.code, friday.values).endswith("Was für später geplant war, ist ersetzt.")
    who = stands(office, one)
    assert [bool(who.open(MONDAY + timedelta(days=n))) for n in range(12)] == [
        True, True, True, True, True, False, False, False, False, False, False, True,
    ]  # fmt: skip
    assert who.open(FRIDAY).bit_count() == 36
    undo(office, friday)
    assert {time.last_day for time in stands(office, one).times} == {date(2026, 12, 6), date.max}
    none = hours(office, one, "", date(2026, 12, 1))
    assert words.done(none.code, none.values).startswith(
        "Ab Di 01.12.2026 keine feste Woche: jede Zeit kann angefragt werden."
    )
    assert stands(office, one).open(date(2026, 12, 2)).bit_count() == 288

    for text, code in (("mo 8:02-12", "not_five_minutes"),):
        refuse = {"interpreter_id": one, "since": MONDAY, "spans": spans(text)}
        assert refused(office, SetInterpreterHours, **refuse).code == code
    twice = (HoursSpan(weekday=0, start=480, end=600), HoursSpan(weekday=0, start=570, end=660))
    assert refused(office, SetInterpreterHours, interpreter_id=one, since=MONDAY, spans=twice).code == "bad_hours"
    past = refused(office, SetInterpreterHours, interpreter_id=one, since=MONDAY - timedelta(days=1), spans=())
    assert past.code == "interpreter_day_past"


def test_a_single_day_takes_the_place_of_the_week(office: Office) -> None:
    one = add(office)
    hours(office, one, "mo-do 8-12")
    done = do(office, AddInterpreterDay, interpreter_id=one, day=TUESDAY, start=780, end=840)
    assert words.done(done.code, done.values) == "Am Di 24.11.2026 zu haben, statt zu den Zeiten der Woche."
    day = {"interpreter_id": one, "day": TUESDAY, "start": 840, "end": 900}
    do(office, AddInterpreterDay, **day)
    assert stands(office, one).open(TUESDAY).bit_count() == 24
    overlap = refused(office, AddInterpreterDay, **{**day, "start": 850, "end": 960})
    assert (overlap.code, overlap.values["start"], overlap.values["end"]) == ("overlapping_times", 840, 900)
    for code, change in (
        ("interpreter_day_past", {"day": MONDAY - timedelta(days=1)}),
        ("interpreter_day_closed", {"day": date(2026, 12, 25)}),
        ("interpreter_day_closed", {"day": date(2026, 12, 24)}),
        ("end_before_start", {"end": 840}),
        ("end_before_start", {"end": 1445}),
        ("not_five_minutes", {"end": 903}),
    ):
        assert refused(office, AddInterpreterDay, **{**day, **change}).code == code, change
    do(office, LeaveInterpreter, interpreter_id=one, last_day=FRIDAY)
    late = refused(office, AddInterpreterDay, **{**day, "day": FRIDAY + timedelta(days=3)})
    assert (late.code, late.values["last"]) == ("interpreter_left", FRIDAY)
    assert refused(office, SetInterpreterHours, interpreter_id=one, since=date(2027, 1, 4), spans=()).code == (
        "interpreter_left"
    )
    other = add(office, name="Ohne Woche")
    done = do(office, AddInterpreterDay, interpreter_id=other, day=TUESDAY, start=480, end=600)
    assert words.done(done.code, done.values) == (
        "Am Di 24.11.2026 zu haben. Bisher war jede Zeit anzufragen; bis dahin zählen nur die eingetragenen."
    )
    who = stands(office, other)
    assert [who.open(MONDAY + timedelta(days=n)).bit_count() for n in range(3)] == [0, 24, 288]


def test_being_away_says_how_many_orders_lie_in_it_and_drops_none(office: Office) -> None:
    one = add(office)
    ordered = [order(office, one, TUESDAY), order(office, one, TUESDAY, 720, status=OrderStatus.REQUESTED)]
    order(office, one, TUESDAY, 600, status=OrderStatus.CANCELLED)
    order(office, one, FRIDAY)
    away = {"interpreter_id": one, "first_day": TUESDAY, "last_day": TUESDAY}
    part = do(office, AddInterpreterAway, **away, start=720, end=1440)
    assert part.values["orders"] == 1
    assert words.done(part.code, part.values) == (
        "Abwesend am Di 24.11.2026. ▲ Eine Bestellung fällt darunter und bleibt stehen: bitte neu klären."
    )
    whole = do(office, AddInterpreterAway, **{**away, "last_day": TUESDAY + timedelta(days=1)})
    assert whole.values["orders"] == 2
    assert words.done(whole.code, whole.values) == (
        "Abwesend vom Di 24.11.2026 bis Mi 25.11.2026. ▲ 2 Bestellungen fallen darunter und bleiben stehen: "
        "bitte neu klären."
    )
    listed = office.desk.read(OrdersBeyond(one, MONDAY))
    assert [(line.id, line.branch, line.start, line.language, line.status) for line in listed] == [
        (ordered[0], "MITTE", 540, "tir", OrderStatus.CONFIRMED),
        (ordered[1], "MITTE", 720, "tir", OrderStatus.REQUESTED),
    ]
    undo(office, whole)
    assert [line.id for line in office.desk.read(OrdersBeyond(one, MONDAY))] == ordered[1:]
    days = {"first_day": MONDAY, "last_day": FRIDAY}
    for code, change in (
        ("interpreter_day_past", {"first_day": MONDAY - timedelta(days=9), "last_day": MONDAY - timedelta(days=1)}),
        ("bad_away", {"first_day": FRIDAY, "last_day": MONDAY}),
        ("bad_away", {"last_day": MONDAY + timedelta(days=366)}),
        ("away_hours_of_one_day", {"start": 480, "end": 600}),
        ("end_before_start", {"last_day": MONDAY, "start": 600, "end": 600}),
        ("not_five_minutes", {"last_day": MONDAY, "start": 601}),
    ):
        assert refused(office, AddInterpreterAway, interpreter_id=one, **{**days, **change}).code == code, change
    stranger = office.colleague("fremd", "Ohne Recht")
    with pytest.raises(BackofficeError, match="no_right"):
        stranger.read(OrdersBeyond(one, MONDAY))


def test_who_leaves_leaves_their_orders_on_a_list(office: Office) -> None:
    one = add(office)
    beyond = order(office, one, FRIDAY)
    order(office, one, TUESDAY)
    done = do(office, LeaveInterpreter, interpreter_id=one, last_day=TUESDAY)
    assert words.done(done.code, done.values) == (
        "Letzter Tag ist Di 24.11.2026. ▲ Eine Bestellung fällt darunter und bleibt stehen: bitte neu klären."
    )
    assert [line.id for line in office.desk.read(OrdersBeyond(one, MONDAY))] == [beyond]
    who = stands(office, one)
    assert (who.open(TUESDAY) > 0, who.open(FRIDAY)) == (True, 0)
    stays = do(office, LeaveInterpreter, interpreter_id=one, last_day=None)
    assert (stays.code, stands(office, one).open(FRIDAY) > 0) == ("interpreter_stays", True)
    assert office.desk.read(OrdersBeyond(one, MONDAY)) == ()
    undo(office, stays)
    assert stands(office, one).last_day == TUESDAY
    gone = {"interpreter_id": one, "last_day": MONDAY - timedelta(days=2)}
    assert refused(office, LeaveInterpreter, **gone).code == "interpreter_day_past"
    do(office, LeaveInterpreter, **{**gone, "last_day": MONDAY - timedelta(days=1)})
    assert office.desk.store.read(lambda c: interpreters_of(c, since=MONDAY)) == ()
    service = refused(office, ChangeInterpreter, interpreter_id=one, **{**PERSON, "provider": Provider.AGENCY})
    assert (service.code, service.values["count"]) == ("interpreter_has_orders", 2)
    do(office, ChangeInterpreter, interpreter_id=one, **{**PERSON, "provider": Provider.COLLEAGUE})


def test_a_time_is_removed_or_ends_with_yesterday(office: Office) -> None:
    one = add(office)
    hours(office, one, "mo 8-12, di 8-12")
    do(office, AddInterpreterDay, interpreter_id=one, day=FRIDAY, start=480, end=600)
    do(office, AddInterpreterAway, interpreter_id=one, first_day=MONDAY - timedelta(days=3), last_day=FRIDAY)

    def times() -> dict[AvailabilityKind, Any]:
        return {time.kind: time for time in stands(office, one).times}

    begun = times()[AvailabilityKind.AWAY].id
    assert refused(office, RemoveInterpreterTime, time_id=begun, version=7).code == "changed_meanwhile"
    away = do(office, RemoveInterpreterTime, time_id=begun)
    over = refused(office, RemoveInterpreterTime, time_id=begun)
    assert (over.code, over.values["last"]) == ("interpreter_time_over", MONDAY - timedelta(days=1))
    assert words.done(away.code, away.values) == "Zeit beendet: Ab heute zählt sie nicht mehr."
    assert AvailabilityKind.AWAY not in times()
    single = times()[AvailabilityKind.ONE_DAY]
    gone = do(office, RemoveInterpreterTime, time_id=single.id, version=1)
    assert (gone.values["ended"], AvailabilityKind.ONE_DAY in times()) == (False, False)
    assert refused(office, RemoveInterpreterTime, time_id=single.id).code == "not_found"
    do(office, AddInterpreterDay, interpreter_id=one, day=FRIDAY, start=540, end=660)
    assert refused(office, Undo, undoes=gone.entry_id).code == "undo_blocked"
    series = next(time for time in stands(office, one).times if time.weekday == 1)
    do(office, RemoveInterpreterTime, time_id=series.id)
    assert [time.weekday for time in stands(office, one).times if time.kind is AvailabilityKind.WEEKLY] == [0]


# --- the ways ----------------------------------------------------------------------------------------------------


def test_ways_are_set_both_ways_or_one_and_taken_back(office: Office) -> None:
    north = another_branch(office, "Nord")
    ends = {"from_branch_id": office.branch_id, "to_branch_id": north}

    def ways() -> tuple[int, int]:
        travel = office.desk.store.read(lambda connection: travel_from(connection, office.branch_id))
        return travel.to(north), travel.coming_from(north)

    assert ways() == (45, 45)
    done = do(office, SetTravel, **ends, minutes=25)
    assert (ways(), words.done(done.code, done.values)) == ((25, 25), "Weg eingetragen: 25 min, hin und zurück.")
    one_way = do(office, SetTravel, **ends, minutes=40, both_ways=False)
    assert (ways(), words.done(one_way.code, one_way.values)) == ((40, 25), "Weg eingetragen: 40 min.")
    undo(office, one_way)
    assert ways() == (25, 25)
    assert refused(office, SetTravel, **{**ends, "to_branch_id": office.branch_id}, minutes=5).code == (
        "travel_to_itself"
    )
    for minutes in (-5, 241):
        assert refused(office, SetTravel, **ends, minutes=minutes).code == "bad_travel"
