"""What stands behind a promise stays as hidden as it was: sensitive concerns (D24), protected people (D52)."""

from typing import Any

import pytest

from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.organisation import AddAlias
from backoffice.desk.ticket_calls import AcceptTicket, DialTicket, RaiseTicket, TryTicket
from backoffice.desk.ticket_closing import CloseTicket, Void
from backoffice.desk.tickets import ChangeReach, NoteTicket, OnTicket, Reach
from backoffice.domain.errors import Refused
from backoffice.domain.terms import AttemptResult, Role, Urgency
from tests.office import Office
from tests.promising import open_tickets, promise, ticket_of, work

HEALTH = "Aktuelle gesundheitliche Situation"


@pytest.mark.parametrize("typed", [HEALTH, "aktuelle  GESUNDHEITLICHE situation:"])
def test_free_words_that_name_a_sensitive_concern_stay_hidden(office: Office, typed: str) -> None:
    one = promise(office, concern_text=typed)
    line = open_tickets(office)[0]
    assert line.sensitive
    assert line.concern == ""
    assert HEALTH.casefold() not in line.search
    assert ticket_of(office, one).concern_title == HEALTH


def test_an_alias_of_a_sensitive_concern_is_hidden_too(office: Office) -> None:
    office.desk.perform(office.desk.new(AddAlias, concern_id=office.concerns[HEALTH], text="Krank geschrieben"))
    promise(office, concern_text="krank-geschrieben")
    assert open_tickets(office)[0].sensitive


def test_an_appointment_whose_file_wrote_the_concern_differently_is_hidden(office: Office) -> None:
    one = office.book(concern=f"{HEALTH}!")
    promise(office, one)
    assert open_tickets(office)[0].sensitive


def test_words_of_no_concern_stay_words(office: Office) -> None:
    promise(office, concern_text="gelber Brief von gestern")
    line = open_tickets(office)[0]
    assert (line.sensitive, line.concern) == (False, "gelber Brief von gestern")


ON_A_TICKET: tuple[tuple[type[OnTicket], dict[str, Any]], ...] = (
    (AcceptTicket, {}),
    (DialTicket, {}),
    (TryTicket, {"result": AttemptResult.NO_ANSWER}),
    (RaiseTicket, {"urgency": Urgency.URGENT, "reason": "Räumung"}),
    (ChangeReach, {"reach": Reach(other_way="Brief")}),
    (NoteTicket, {"text": "Mailbox"}),
    (CloseTicket, {"end": Void(how="doppelt")}),
)


def test_only_who_may_see_a_protected_person_works_their_ticket(office: Office) -> None:
    one = promise(office, office.book(name="Geheim, Gerda", phone="+493023125999", protected=True))
    berta = office.colleague("berta", "Berta B", Role.CASEWORKER)
    for kind, values in ON_A_TICKET:
        with pytest.raises(Refused) as refused:
            work(office, kind, one, desk=berta, **values)
        assert refused.value.code == "protected"
    assert open_tickets(office)[0].version == 1
    for kind, values in ON_A_TICKET:
        work(office, kind, one, **values)
    assert not open_tickets(office)


def test_a_protected_ticket_goes_back_when_somebody_leaves(office: Office) -> None:
    one = promise(office, office.book(name="Geheim, Gerda", protected=True))
    work(office, AcceptTicket, one)
    berta = office.colleague("berta", "Berta B", Role.CASEWORKER)
    berta.perform(berta.new(LeaveForToday, staff_id=office.desk.actor.id, branch_id=office.branch_id))
    assert open_tickets(office)[0].accepted_by is None
