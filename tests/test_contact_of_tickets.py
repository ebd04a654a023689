"""A number that was wrong is wrong on the customer's open tickets, too: correcting it corrects those (D37)."""

from backoffice.desk.contact import CorrectContact
from backoffice.desk.ticket_closing import CloseTicket, Void
from backoffice.desk.tickets import Reach
from backoffice.desk.undo import Undo
from backoffice.wording.done import done as said
from tests.office import Office
from tests.promising import open_tickets, promise, ticket_of, work

OLD, NEW, OTHER = "+493023125111", "+493023125112", "+493023125113"


def test_open_tickets_on_the_old_number_follow_and_come_back(office: Office) -> None:
    one = office.book(phone=OLD)
    follows, stays, closed = (promise(office, one, reach=Reach(phone=phone)) for phone in (OLD, OTHER, OLD))
    work(office, CloseTicket, closed, end=Void(how="doppelt"))
    done = office.desk.perform(office.desk.new(CorrectContact, appointment_id=one, phone=NEW))
    assert said(done.code, done.values) == "Angaben geändert: Telefon. Der Rückruf hat jetzt auch diese Nummer."
    phones = {line.id: (line.phone, line.version) for line in open_tickets(office)}
    assert phones == {follows: (NEW, 2), stays: (OTHER, 1)}
    assert ticket_of(office, closed).phone == OLD
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert {line.phone for line in open_tickets(office)} == {OLD, OTHER}


def test_a_number_taken_away_leaves_the_promise_its_own(office: Office) -> None:
    one = office.book(phone=OLD)
    promise(office, one, reach=Reach(phone=OLD))
    done = office.desk.perform(office.desk.new(CorrectContact, appointment_id=one, phone=""))
    assert done.values["tickets"] == 0
    assert open_tickets(office)[0].phone == OLD
