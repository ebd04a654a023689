"""What stands behind a promise stays as hidden as it was: sensitive concerns (D24), protected people (D52)."""

import pytest

from backoffice.desk.organisation import AddAlias
from tests.office import Office
from tests.promising import open_tickets, promise, ticket_of

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
