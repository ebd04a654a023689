"""Promises on both engines: made, accepted, tried, handed on, closed — and each taken back (D37–D40)."""

from datetime import date, timedelta

import pytest

from backoffice.desk.finishing import Callback, Finish, Settled
from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_calls import AcceptTicket, DialTicket, Interim, LayDown, RaiseTicket, TryTicket
from backoffice.desk.ticket_closing import ByAppointment, CloseTicket, Reached, Void, Written
from backoffice.desk.ticket_lines import CountTickets, TicketsOf
from backoffice.desk.ticket_moves import GiveBack, HandOver, ReturnTicket
from backoffice.desk.ticket_picking import ComingAppointments, PickedTicket, SimilarTickets, TeamFor
from backoffice.desk.tickets import Caller, ChangeReach, MakeTicket, NoteTicket, Reach
from backoffice.desk.undo import LastChange, Undo
from backoffice.desk.walk_ins import WalkIn
from backoffice.domain.clock import FixedClock, instant_of
from backoffice.domain.errors import Conflict, NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Status
from backoffice.domain.terms import AttemptResult, Outcome, Role, TicketOrigin, Urgency
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.domain.wishes import Wish
from tests.office import MONDAY, Office
from tests.promising import PHONE, new_ticket, open_tickets, promise, second_branch, ticket_of, work

TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)


def take_back(office: Office, desk=None) -> None:
    desk = desk or office.desk
    last = desk.read(LastChange(desk.id))
    assert last is not None
    desk.perform(desk.new(Undo, undoes=last.undoes))


# --- making -------------------------------------------------------------------------------------------------------


def test_a_promise_from_an_appointment_carries_everything(office: Office) -> None:
    one = office.book(concern="Fragen zum Bescheid", phone="+493023125199")
    ticket = new_ticket(office, reach=Reach(phone=PHONE, wish=Wish(None, 840, 960)), note="gelber Zettel")
    answer = office.desk.perform(office.desk.new(MakeTicket, ticket=ticket, appointment_id=one))
    assert answer.ids == (ticket.id, one)
    assert answer.values["number"] == ticket.number
    assert answer.values["due_at"] == "2026-11-25T07:30:00+00:00"  # Monday 08:30, two working days on
    assert answer.values["shown_number"] == "030 23125-700"
    (line,) = open_tickets(office)
    assert (line.name, line.concern, line.team) == ("Weiß, Thea", "Fragen zum Bescheid", "Leistungsteam 1")
    assert (line.phone, line.status, line.urgency) == ("+493023125115", TicketStatus.NEW, Urgency.NORMAL)
    assert line.strict_48h_at == office.desk.clock.now() + timedelta(hours=48)
    assert line.wish == Wish(None, 840, 960)
    record = ticket_of(office, ticket.id)
    assert record.appointment is not None
    assert (record.appointment.id, record.origin) == (one, TicketOrigin.APPOINTMENT)
    assert [note.text for note in record.notes] == ["gelber Zettel"]
    assert [item.code for item in record.history] == ["ticket_made"]
    there = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert [ref.number for ref in there.tickets] == [ticket.number]
    assert "ticket_made" in [item.code for item in there.history]


def test_a_promise_to_somebody_who_walked_in_or_called(office: Office) -> None:
    command = office.desk.new(WalkIn, branch_id=office.branch_id, concern_text="Umzug")
    office.desk.perform(command)
    walked = promise(office, command.appointment_id)
    called = promise(office, caller=Caller(family="Öztürk", number="214C345678"))
    assert ticket_of(office, walked).origin is TicketOrigin.WALK_IN
    assert ticket_of(office, walked).concern_title == "Umzugswunsch"  # what the catalogue knows as "Umzug"
    record = ticket_of(office, called)
    assert (record.origin, record.name, record.customer_number) == (TicketOrigin.CALL, "Öztürk", "214C345678")
    assert record.phone == "+493023125115"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reach": Reach()}, "unreachable"),
        ({"reach": Reach(phone="geheim")}, "phone_unreadable"),
        ({"urgency": Urgency.URGENT}, "urgency_reason_missing"),
        ({"concern_text": ""}, "concern_missing"),
    ],
)
def test_what_promises_nothing_is_refused_and_nothing_is_left(office: Office, more, code: str) -> None:
    with pytest.raises(Refused, match=code):
        promise(office, **more)
    assert open_tickets(office) == ()


def test_without_a_number_another_way_is_enough(office: Office) -> None:
    made = promise(office, reach=Reach(other_way="per Brief"))
    assert ticket_of(office, made).line.other_way == "per Brief"
    with pytest.raises(Refused, match="no_phone"):
        work(office, DialTicket, made)


def test_teams_are_known_and_of_the_own_branch(office: Office) -> None:
    _, team = second_branch(office)
    ticket = new_ticket(office).model_copy(update={"team_id": team, "concern_text": "Frage"})
    call = {"branch_id": office.branch_id, "caller": Caller(family="Öztürk")}
    with pytest.raises(Refused, match="team_of_other_branch"):
        office.desk.perform(office.desk.new(MakeTicket, ticket=ticket, **call))
    unknown = ticket.model_copy(update={"team_id": new_id()})
    with pytest.raises(Refused, match="unknown_team"):
        office.desk.perform(office.desk.new(MakeTicket, ticket=unknown, **call))
    with pytest.raises(Refused, match="caller_missing"):
        office.desk.perform(office.desk.new(MakeTicket, ticket=ticket, branch_id=office.branch_id))


def test_an_emergency_is_due_today(office: Office) -> None:
    concern = office.concerns["Drohende / eingetretene Energiesperre"]
    made = promise(office, concern_id=concern)
    line = ticket_of(office, made).line
    assert line.urgency is Urgency.EMERGENCY
    assert line.due_at == instant_of(MONDAY, 16 * 60)


def test_a_promise_entered_afterwards_counts_from_when_it_was_made(office: Office, clock: FixedClock) -> None:
    friday = clock.now() - timedelta(days=3)
    made = promise(office, happened_at=friday)
    record = ticket_of(office, made)
    assert record.backdated
    assert record.line.due_at == instant_of(TUESDAY, 510)
    with pytest.raises(Refused, match="too_long_ago"):
        promise(office, happened_at=clock.now() - timedelta(days=4))


def test_a_wish_after_the_deadline_is_kept_and_flagged(office: Office) -> None:
    ticket = new_ticket(
        office, reach=Reach(phone=PHONE, wish=Wish(date(2026, 11, 27), 480, 600)), concern_text="Frage"
    )
    answer = office.desk.perform(
        office.desk.new(MakeTicket, ticket=ticket, branch_id=office.branch_id, caller=Caller(family="Öztürk"))
    )
    assert answer.values["wish_misses"] is True
    line = ticket_of(office, ticket.id).line
    assert line.wish_misses
    assert line.due_at == instant_of(WEDNESDAY, 510)


def test_the_same_person_is_hinted_at(office: Office) -> None:
    first = office.book(phone="+493023125115")
    again = office.book(600, place="L1-2", name="Weiß, T.", phone="+493023125115")
    made = promise(office, first)
    hint = office.desk.read(SimilarTickets(office.branch_id, again))
    assert [ref.id for ref in hint] == [made]
    assert office.desk.read(SimilarTickets(office.branch_id, phone="+493023125999")) == ()
    work(office, CloseTicket, made, end=Void(how="doppelt"))
    assert office.desk.read(SimilarTickets(office.branch_id, again)) == ()


def test_the_usual_team_is_of_the_concerns_area(office: Office) -> None:
    lead = office.colleague("lead", "Lead", Role.CASEWORKER, team="Leistungsteam 2")
    one = office.book()
    assert office.desk.read(TeamFor(one, office.branch_id)) == office.team("Leistungsteam 1")
    assert lead.read(TeamFor(one, office.branch_id)) == office.team("Leistungsteam 2")
    front = office.concerns["Mitteilung einer Veränderung"]
    assert lead.read(TeamFor(None, office.branch_id, front)) == office.team("Eingangszone")


# --- the outcome --------------------------------------------------------------------------------------------------


def test_done_with_a_callback_makes_and_links_it_in_one_change(office: Office) -> None:
    one = office.book()
    callback = Callback(ticket=new_ticket(office))
    answer = office.desk.perform(
        office.desk.new(Finish, appointment_id=one, outcomes=(Settled(), callback), note="Rest telefonisch")
    )
    assert answer.values["ticket"]["number"] == callback.ticket.number
    record = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert {o.kind for o in record.outcomes} == {Outcome.SETTLED, Outcome.CALLBACK}
    linked = next(o.ticket for o in record.outcomes if o.kind is Outcome.CALLBACK)
    assert linked is not None
    assert linked.id == callback.ticket.id
    take_back(office)
    assert office.status(one) == "booked"
    assert open_tickets(office) == ()


def test_done_without_the_promise_is_refused_whole(office: Office) -> None:
    one = office.book()
    for outcome in (Callback(), Callback(ticket=new_ticket(office, reach=Reach()))):
        with pytest.raises(Refused):
            office.desk.perform(office.desk.new(Finish, appointment_id=one, outcomes=(outcome,)))
    stranger = promise(office)
    with pytest.raises(Refused, match="bad_ticket"):
        office.desk.perform(office.desk.new(Finish, appointment_id=one, outcomes=(Callback(ticket_id=stranger),)))
    assert office.status(one) == "booked"
    own = promise(office, one)
    office.desk.perform(office.desk.new(Finish, appointment_id=one, outcomes=(Callback(ticket_id=own),)))
    assert office.status(one) == Status.DONE


# --- working it ---------------------------------------------------------------------------------------------------


def test_accept_dial_try_and_close(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    work(office, AcceptTicket, made)
    line = ticket_of(office, made).line
    assert (line.status, line.accepted_by, line.accepted_at) == (TicketStatus.ACCEPTED, "Chefin Test", clock.now())
    work(office, DialTicket, made)
    assert ticket_of(office, made).line.claim_is_mine
    work(office, TryTicket, made, result=AttemptResult.NO_ANSWER, note="Mailbox aus")
    line = ticket_of(office, made).line
    assert (line.status, len(line.attempts), line.claimed_by) == (TicketStatus.ACCEPTED, 1, None)
    clock.advance(hours=1)
    answer = work(office, CloseTicket, made, end=Reached(how="Bescheid erklärt"))
    assert answer.values == {"number": line.number, "closed_as": "reached", "late": False}
    record = ticket_of(office, made)
    assert (record.line.status, record.line.closed_as) == (TicketStatus.CLOSED, ClosedAs.REACHED)
    assert [a.result for a in record.attempts] == [AttemptResult.NO_ANSWER, AttemptResult.REACHED]
    assert open_tickets(office) == ()
    assert [line.id for line in open_tickets(office, closed=True)] == [made]


def test_each_step_can_be_taken_back(office: Office) -> None:
    made = promise(office)
    stands = [ticket_of(office, made)]
    for kind, values in (
        (AcceptTicket, {}),
        (DialTicket, {}),
        (TryTicket, {"result": AttemptResult.NO_ANSWER}),
        (NoteTicket, {"text": "Mailbox"}),
        (ChangeReach, {"reach": Reach(phone="030 23125199", wants_written=True)}),
        (RaiseTicket, {"urgency": Urgency.EMERGENCY, "reason": "Strom ist weg"}),
        (HandOver, {"team_id": office.team("Leistungsteam 2"), "reason": "dort bekannt"}),
        (CloseTicket, {"end": Void(how="doppelt")}),
    ):
        work(office, kind, made, **values)
        stands.append(ticket_of(office, made))
    for before in reversed(stands[:-1]):
        take_back(office)
        now = ticket_of(office, made)
        assert (now.line.status, now.line.team, now.line.urgency) == (
            before.line.status,
            before.line.team,
            before.line.urgency,
        )
        assert (now.phone, now.line.due_at, now.notes, now.attempts, now.moves) == (
            before.phone,
            before.line.due_at,
            before.notes,
            before.attempts,
            before.moves,
        )
    take_back(office)
    assert open_tickets(office) == ()
    with pytest.raises(NotFound):
        ticket_of(office, made)


def test_the_second_who_accepts_is_told_who_and_when(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    seen = ticket_of(office, made).line.version
    other = office.colleague("oeztuerk", "Frau Öztürk", Role.CASEWORKER)
    work(office, AcceptTicket, made, other, version=seen)
    clock.advance(minutes=2)
    with pytest.raises(Conflict, match="ticket_accepted") as told:
        work(office, AcceptTicket, made, version=seen)
    assert (told.value.who, told.value.when) == ("Frau Öztürk", clock.now() - timedelta(minutes=2))
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        work(office, ChangeReach, made, version=seen, reach=Reach(phone=PHONE))
    assert (told.value.who, told.value.fresh) == ("Frau Öztürk", seen + 1)


def test_two_do_not_dial_the_same_number(office: Office) -> None:
    made = promise(office)
    other = office.colleague("oeztuerk", "Frau Öztürk", Role.CASEWORKER)
    work(office, DialTicket, made, other)
    with pytest.raises(Conflict, match="ticket_claimed") as told:
        work(office, DialTicket, made)
    assert told.value.who == "Frau Öztürk"
    with pytest.raises(Conflict, match="ticket_claimed"):
        work(office, CloseTicket, made, end=Reached())
    work(office, LayDown, made, other)
    assert ticket_of(office, made).line.status is TicketStatus.ACCEPTED
    work(office, DialTicket, made)
    assert ticket_of(office, made).line.claim_is_mine


def test_in_writing_only_after_three_tries_on_two_half_days(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    letter = Written(how="Brief vom 23.11.")
    with pytest.raises(Refused, match="how_missing"):
        work(office, CloseTicket, made, end=Written(how=""))
    for hours in (0, 1):
        clock.advance(hours=hours)
        work(office, TryTicket, made, result=AttemptResult.NO_ANSWER)
    with pytest.raises(Refused, match="too_few_attempts") as refused:
        work(office, CloseTicket, made, end=letter)
    assert refused.value.values == {"tried": 2, "half_days": 1}
    clock.advance(hours=4)
    work(office, TryTicket, made, result=AttemptResult.MESSAGE_LEFT)
    work(office, CloseTicket, made, end=letter)
    assert ticket_of(office, made).closed_how == "Brief vom 23.11."


def test_in_writing_at_once_where_it_is_wanted_or_the_number_is_wrong(office: Office) -> None:
    wanted, wrong = promise(office, reach=Reach(phone=PHONE, wants_written=True)), promise(office)
    work(office, TryTicket, wrong, result=AttemptResult.WRONG_NUMBER)
    for made in (wanted, wrong):
        work(office, CloseTicket, made, end=Written(how="Brief"))
    with pytest.raises(Refused, match="has_number"):
        work(office, TryTicket, promise(office), result=AttemptResult.NO_NUMBER)


def test_an_appointment_of_which_the_customer_knows(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    coming = office.book(600, name="Kanarius, Ida")
    past = office.book(480, place="L1-2", name="Kanarius, Ida")
    other = office.book(720, place="L1-2")
    assert [line.id for line in office.desk.read(ComingAppointments(made, clock.now()))] == [coming]
    with pytest.raises(Refused, match="appointment_over"):
        work(office, CloseTicket, made, end=ByAppointment(appointment_id=past, how="am Telefon gesagt"))
    with pytest.raises(Refused, match="how_missing"):
        work(office, CloseTicket, made, end=ByAppointment(appointment_id=coming, how=""))
    with pytest.raises(Refused, match="other_person"):
        work(office, CloseTicket, made, end=ByAppointment(appointment_id=other, how="am Telefon gesagt"))
    work(office, CloseTicket, made, end=ByAppointment(appointment_id=coming, how="am Telefon gesagt"))
    record = ticket_of(office, made)
    assert record.closing_appointment is not None
    assert (record.closing_appointment.id, record.known_at) == (coming, clock.now())


def test_a_closed_ticket_stays_closed(office: Office) -> None:
    made = promise(office)
    with pytest.raises(Refused, match="reason_missing"):
        work(office, CloseTicket, made, end=Void(how=""))
    work(office, CloseTicket, made, end=Void(how="doppelt"))
    for kind, values in (
        (AcceptTicket, {}),
        (DialTicket, {}),
        (TryTicket, {"result": AttemptResult.NO_ANSWER}),
        (ChangeReach, {"reach": Reach(phone=PHONE)}),
        (CloseTicket, {"end": Reached()}),
        (HandOver, {"team_id": office.team("Leistungsteam 2"), "reason": "x"}),
    ):
        with pytest.raises(Refused, match="ticket_closed"):
            work(office, kind, made, **values)


def test_an_interim_message_is_a_second_promise_beside_the_first(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    due = ticket_of(office, made).line.due_at
    clock.advance(days=3)
    later = clock.now() + timedelta(days=1)
    with pytest.raises(Refused, match="promise_in_past"):
        work(office, Interim, made, promised_at=clock.now(), how="am Telefon")
    work(office, Interim, made, promised_at=later, how="am Telefon")
    record = ticket_of(office, made)
    assert (record.line.interim_at, record.line.due_at) == (later, due)
    assert office.desk.read(CountTickets(office.branch_id, clock.now())).overdue == 1


def test_raising_only_goes_up_and_never_later(office: Office) -> None:
    made = promise(office)
    with pytest.raises(Refused, match="urgency_reason_missing"):
        work(office, RaiseTicket, made, urgency=Urgency.URGENT, reason="")
    work(office, RaiseTicket, made, urgency=Urgency.URGENT, reason="Räumung droht")
    assert ticket_of(office, made).line.due_at == instant_of(WEDNESDAY, 510)
    work(office, RaiseTicket, made, urgency=Urgency.EMERGENCY, reason="Strom ist weg")
    record = ticket_of(office, made)
    assert record.line.due_at == instant_of(MONDAY, 16 * 60)
    assert record.line.strict_48h_at == office.desk.clock.now() + timedelta(hours=48)
    with pytest.raises(Refused, match="not_raised"):
        work(office, RaiseTicket, made, urgency=Urgency.URGENT, reason="doch nicht")


# --- handing on ---------------------------------------------------------------------------------------------------


def test_handed_over_and_returned_with_the_clock_going_on(office: Office) -> None:
    one = office.colleague("eins", "Eins", Role.CASEWORKER, team="Leistungsteam 1")
    two = office.colleague("zwei", "Zwei", Role.CASEWORKER, team="Leistungsteam 2")
    made = promise(office, desk=one, team="Leistungsteam 1")
    due = ticket_of(office, made).line.due_at
    work(office, AcceptTicket, made, one)
    team = office.team("Leistungsteam 2")
    with pytest.raises(Refused, match="reason_missing"):
        work(office, HandOver, made, one, team_id=team, reason="")
    with pytest.raises(Refused, match="same_team"):
        work(office, HandOver, made, one, team_id=office.team("Leistungsteam 1"), reason="x")
    work(office, HandOver, made, one, team_id=team, reason="dort bekannt")
    (line,) = open_tickets(office, two)
    assert (line.mine, line.status, line.accepted_by, line.due_at) == (True, TicketStatus.NEW, None, due)
    (line,) = open_tickets(office, one)
    assert (line.mine, line.handed_over) == (False, True)
    work(office, ReturnTicket, made, two, reason="nicht unseres")
    (line,) = open_tickets(office, one)
    assert (line.mine, line.handed_over, line.due_at) == (True, False, due)
    moves = ticket_of(office, made).moves
    assert [(m.kind, m.from_team, m.to_team, m.reason) for m in moves] == [
        ("handed_over", "Leistungsteam 1", "Leistungsteam 2", "dort bekannt"),
        ("returned", "Leistungsteam 2", "Leistungsteam 1", "nicht unseres"),
    ]
    with pytest.raises(Refused, match="nowhere_to_return"):
        work(office, ReturnTicket, made, one, reason="auch nicht")


def test_to_another_branch_with_a_copy_of_the_person_and_home_again(office: Office) -> None:
    branch, team = second_branch(office)
    made = promise(office, office.book(phone="+493023125199"))
    before = ticket_of(office, made)
    work(office, HandOver, made, team_id=team, reason="Umzug dorthin")
    there = office.desk.read(TicketsOf(branch, office.desk.clock.now())).lines
    assert [(line.id, line.branch, line.name) for line in there] == [(made, "NORD", "Weiß, Thea")]
    (here,) = open_tickets(office)
    assert (here.id, here.branch) == (made, "NORD")
    assert ticket_of(office, made).shared_with == "MITTE"
    assert office.desk.read(CountTickets(office.branch_id, office.desk.clock.now())).open == 0
    work(office, HandOver, made, team_id=office.team(), reason="doch hier")
    after = ticket_of(office, made)
    assert (after.branch.code, after.shared_with, after.line.due_at) == ("MITTE", None, before.line.due_at)
    take_back(office)
    take_back(office)
    assert ticket_of(office, made).branch.code == "MITTE"


def test_who_is_of_neither_branch_does_not_see_it(office: Office) -> None:
    branch, team = second_branch(office)
    made = promise(office)
    number = ticket_of(office, made).line.number
    stranger = office.colleague("fremd", "Fremd", Role.APPOINTMENT_MANAGER)
    with pytest.raises(Refused, match="no_right"):
        work(office, AcceptTicket, made, stranger)
    assert stranger.read(PickedTicket(number.lower(), stranger.clock.now())).id == made
    with pytest.raises(Refused, match="no_right"):
        stranger.read(TicketsOf(branch, stranger.clock.now()))
    nord = promise(office)
    work(office, HandOver, nord, team_id=team, reason="dort")
    assert nord in {line.id for line in open_tickets(office, stranger)}  # made here: still seen


def test_protected_people_do_not_travel_by_themselves(office: Office) -> None:
    _, team = second_branch(office)
    made = promise(office, office.book(protected=True))
    worker = office.colleague("kraft", "Kraft", Role.CASEWORKER)
    (line,) = open_tickets(office, worker)
    assert (line.name, line.phone, line.customer_number, line.protected) == ("", None, None, True)
    with pytest.raises(NotFound, match="protected"):
        ticket_of(office, made, worker)
    with pytest.raises(Refused, match="protected"):
        work(office, HandOver, made, worker, team_id=team, reason="Umzug")
    work(office, HandOver, made, team_id=team, reason="Umzug, abgestimmt")


def test_given_back_by_the_person_and_when_they_leave(office: Office) -> None:
    other = office.colleague("oeztuerk", "Frau Öztürk", Role.CASEWORKER)
    first, second = promise(office), promise(office)
    with pytest.raises(Refused, match="not_accepted"):
        work(office, GiveBack, first, other, reason="")
    for made in (first, second):
        work(office, AcceptTicket, made, other)
    work(office, GiveBack, first, other, reason="Termin dazwischen")
    assert ticket_of(office, first).line.status is TicketStatus.NEW
    work(office, DialTicket, second, other)
    due = ticket_of(office, second).line.due_at
    answer = office.desk.perform(office.desk.new(LeaveForToday, staff_id=other.actor.id, branch_id=office.branch_id))
    assert (answer.values["talks"], answer.values["tickets"]) == (0, 1)
    line = ticket_of(office, second).line
    assert (line.status, line.accepted_by, line.claimed_by, line.due_at) == (TicketStatus.NEW, None, None, due)
    take_back(office)
    assert ticket_of(office, second).line.accepted_by == "Frau Öztürk"


# --- lists --------------------------------------------------------------------------------------------------------


def test_the_list_is_in_the_order_in_which_it_is_due(office: Office, clock: FixedClock) -> None:
    later = promise(office)
    clock.advance(hours=1)
    emergency = promise(office, urgency=Urgency.EMERGENCY, urgency_reason="Strom ist weg")
    last = promise(office)
    assert [line.id for line in open_tickets(office)] == [emergency, later, last]
    clock.advance(hours=5)
    found = office.desk.read(TicketsOf(office.branch_id, clock.now()))
    assert (found.counts.open, found.counts.overdue, found.counts.unaccepted) == (3, 0, 3)
    assert [line.unaccepted(found.limits) for line in found.lines] == [True, True, True]
    assert found.limits.soon_due(found.lines[0].due_at)
    work(office, AcceptTicket, last)
    clock.advance(hours=3)
    counts = office.desk.read(CountTickets(office.branch_id, clock.now()))
    assert (counts.overdue, counts.unaccepted) == (1, 2)


def test_sensitive_concerns_have_no_title_on_lists(office: Office) -> None:
    made = promise(office, concern_id=office.concerns["Mitteilung Schwangerschaft"])
    (line,) = open_tickets(office)
    assert (line.concern, line.sensitive) == ("", True)
    assert "schwangerschaft" not in line.search
    assert ticket_of(office, made).concern_title == "Mitteilung Schwangerschaft"


def test_numbers_are_found_and_never_given_twice(office: Office) -> None:
    numbers = {ticket_of(office, promise(office)).line.number for _ in range(3)}
    take_back(office)
    numbers.add(ticket_of(office, promise(office)).line.number)
    assert len(numbers) == 4
    assert len({number[:4] for number in numbers}) == 1
    other = office.colleague("oeztuerk", "Frau Öztürk", Role.CASEWORKER)
    assert other.draw_number()[:4] not in {number[:4] for number in numbers}
    with pytest.raises(Refused, match="ticket_number_shape"):
        office.desk.read(PickedTicket("Schmidt", office.desk.clock.now()))
    with pytest.raises(NotFound, match="ticket_unknown"):
        office.desk.read(PickedTicket("R-ZZ-ZZZ", office.desk.clock.now()))
