"""What the branch that was asked reads before it answers: the case, its own free times, its own teams (D44)."""

import pytest
import sqlalchemy as sa

from backoffice.desk.takeover_prefill import FreeForTakeover, TakeoverPrefill, TakeoverTicketPrefill
from backoffice.domain.errors import NotFound
from backoffice.domain.terms import Channel, Urgency
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ConcernOffer
from tests.office import MONDAY, Office
from tests.two_branches import TwoBranches, two_branches

_offer = table(ConcernOffer)


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


def test_the_case_is_known_as_it_was_booked_and_the_groups_are_our_own(both: TwoBranches, clock) -> None:
    one = both.office.book(
        600, name="Yıldız, Elif", phone="+493023125115", documents="Mietvertrag", channel=Channel.PHONE
    )
    asked = both.ask(one)
    found = both.there.read(TakeoverPrefill(asked, clock.now()))
    assert (found.branch.id, found.appointment_id) == (both.north, one)
    assert (found.concern, found.day, found.start, found.minutes) == ("Fragen zum Bescheid", MONDAY, 600, 20)
    assert (found.name, found.has_phone, found.documents) == ("Yıldız, Elif", True, "Mietvertrag")
    assert found.channel is Channel.PHONE
    assert [name for _, name in found.groups] == ["Leistung Nord"]
    assert (found.branches, found.group_id) == ((), None), "nowhere else, and in whichever group is free"
    for query in (
        TakeoverPrefill(asked, clock.now()),
        FreeForTakeover(asked, clock.now()),
        TakeoverTicketPrefill(asked),
    ):
        with pytest.raises(NotFound):
            both.here.read(query)
    with pytest.raises(NotFound):
        both.there.read(TakeoverPrefill("0" * 32, clock.now()))


def test_the_first_free_times_are_as_long_as_it_was_up_to_five_minutes(both: TwoBranches, clock) -> None:
    asked = both.ask(both.office.book(600, minutes=22))
    slots = both.there.read(FreeForTakeover(asked, clock.now()))
    assert [(slot.day, slot.start, slot.end) for slot in slots] == [
        (MONDAY, 510, 535),
        (MONDAY, 535, 560),
        (MONDAY, 560, 585),
    ]
    assert {slot.group for slot in slots} == {"Leistung Nord"}
    for n in range(2):
        both.accept(both.ask(both.office.book(700 + 20 * n)), start=510)
    slots = both.there.read(FreeForTakeover(asked, clock.now(), limit=1))
    assert [slot.start for slot in slots] == [530], "both service points are taken until then"


def test_what_we_do_not_offer_is_looked_for_in_all_groups_and_taken_as_it_is(both: TwoBranches, clock) -> None:
    office = both.office

    def withdraw(tx) -> None:
        offers = tx.all(
            sa.select(_offer).where(
                _offer.c.branch_id == both.north,
                _offer.c.concern_id == office.concerns["Drohende / eingetretene Energiesperre"],
            )
        )
        for offer in offers:
            tx.delete(ConcernOffer, offer)

    office.desk.store.write(withdraw)
    asked = both.ask(office.book(600, concern="Drohende / eingetretene Energiesperre"))
    found = both.there.read(TakeoverPrefill(asked, clock.now()))
    assert (found.concern_id, found.concern) == (None, "Drohende / eingetretene Energiesperre")
    assert found.raised, "an emergency it is all the same"
    assert len(both.there.read(FreeForTakeover(asked, clock.now()))) == 3
    promises = both.there.read(TakeoverPrefill(asked, clock.now(), promises=True))
    assert promises.concern_id is not None, "a promised time is booked like any other, where it is offered"
    both.accept(asked)
    (row,) = both.rows(both.north)
    assert row.concern_id == promises.concern_id


def test_a_promised_call_goes_to_a_team_of_ours(both: TwoBranches, clock) -> None:
    asked = both.ask(both.office.book(600, phone="+493023125115", concern="Pfändungsschutzkonto"))
    found = both.there.read(TakeoverTicketPrefill(asked))
    assert [team.name for team in found.teams] == ["Leistungsteam Nord"]
    assert (found.usual_team_id, found.branch_id) == (both.team(), both.north)
    assert (found.phone, found.concern, found.urgency) == (
        "+493023125115",
        "Pfändungsschutzkonto",
        Urgency.EMERGENCY,
    )
    assert found.similar == ()


def test_what_is_to_be_decided_stands_first_then_what_nobody_takes_then_what_waits_there(
    both: TwoBranches, clock
) -> None:
    office = both.office
    accepted = both.ask(office.book(480, name="A"))
    both.accept(accepted, start=600)
    declined = both.ask(office.book(500, name="B"))
    both.decline(declined)
    waits = both.ask(office.book(520, name="C"))
    agreed = both.agree(office.book(540, name="D"), 660).ids[2]
    assert [line.id for line in both.lines()] == [declined, waits, agreed, accepted]
    assert [line.id for line in both.lines(both.there)][:2] == [waits, agreed]
    later = both.ask(office.book(560, name="E"), answer_by=clock.now().replace(hour=11))
    assert [line.id for line in both.lines(both.there)][:3] == [waits, later, agreed], "the shorter deadline first"
