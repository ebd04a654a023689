"""What can be entered for a promised call (e), and what can be refused of it (x): as it stands, with why not."""

from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.errors import Refused
from backoffice.domain.terms import AttemptResult
from backoffice.domain.tickets import TicketStatus, check_written
from backoffice.widgets.choice_list import Choice
from backoffice.wording import ticket_screen as words

REACHED, WRITTEN, BY_APPOINTMENT, INTERIM = "reached", "written", "by_appointment", "interim"
NEW_APPOINTMENT = "new_appointment"
RETURN, GIVE_BACK, VOID = "return", "give_back", "void"

FAILED = (AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT, AttemptResult.WRONG_NUMBER, AttemptResult.NO_NUMBER)
_FAILED = {
    AttemptResult.NO_ANSWER: words.NO_ANSWER,
    AttemptResult.MESSAGE_LEFT: words.MESSAGE_LEFT,
    AttemptResult.WRONG_NUMBER: words.WRONG_NUMBER,
    AttemptResult.NO_NUMBER: words.NO_NUMBER,
}


def outcome_choices(line: TicketLine) -> tuple[Choice, ...]:
    """How it went: ids are `reached`, an attempt's result, `written`, `by_appointment`, `interim`,
    `new_appointment`.

    A digit means the same on every ticket.
    """
    return (
        Choice(REACHED, words.REACHED, words.HINT_REACHED),
        *(_attempt(line, result) for result in FAILED),
        Choice(WRITTEN, words.WRITTEN, why_not=_not_in_writing(line)),
        Choice(BY_APPOINTMENT, words.BY_APPOINTMENT, words.HINT_BY_APPOINTMENT),
        Choice(INTERIM, words.INTERIM, words.HINT_INTERIM),
        Choice(NEW_APPOINTMENT, words.NEW_APPOINTMENT, words.HINT_NEW_APPOINTMENT),
    )


def negative_choices(line: TicketLine) -> tuple[Choice, ...]:
    """What is refused: ids are `return`, `give_back`, `void`."""
    accepted = line.status in (TicketStatus.ACCEPTED, TicketStatus.IN_PROGRESS)
    return (
        Choice(RETURN, words.RETURN, words.HINT_RETURN),
        Choice(GIVE_BACK, words.GIVE_BACK, words.HINT_GIVE_BACK, "" if accepted else words.NOT_ACCEPTED_YET),
        Choice(VOID, words.VOID, words.HINT_VOID),
    )


def _attempt(line: TicketLine, result: AttemptResult) -> Choice:
    why_not = ""
    if not line.protected:  # of a protected person the list does not know whether there is a number
        if result is AttemptResult.NO_NUMBER:
            why_not = words.HAS_NUMBER if line.phone else ""
        elif not line.phone:
            why_not = words.HAS_NO_NUMBER
    return Choice(result.value, _FAILED[result], words.HINT_GOES_ON, why_not)


def _not_in_writing(line: TicketLine) -> str:
    try:
        check_written(
            line.attempts, has_phone=line.phone is not None and not line.protected, wants_written=line.wants_written
        )
    except Refused as refused:
        return words.too_few(int(str(refused.values["tried"])), int(str(refused.values["half_days"])))
    return ""
