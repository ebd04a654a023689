"""What `x` offers: the ways in which an appointment does not take place, most usual first. Pure."""

from datetime import datetime, timedelta

from backoffice.desk.calling import APART
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.states import Status, Step, path
from backoffice.domain.terms import Answer, AttemptResult, Channel
from backoffice.widgets.choice_list import Choice
from backoffice.wording import dialogs as words
from backoffice.wording.states import ATTEMPT

FAILED = (
    AttemptResult.NO_ANSWER,
    AttemptResult.MESSAGE_LEFT,
    AttemptResult.WRONG_NUMBER,
    AttemptResult.NO_NUMBER,
)
"""Calls that reached nobody, in the order they are offered."""

CALLABLE = frozenset({Status.BOOKED, Status.IN_PROGRESS, Status.NOT_REACHED})
"""Where an attempt can be entered: before the talk, while it is dialled, and again after *nicht erreicht* (D16)."""


OWING = frozenset({Status.LEFT, Status.NOT_REACHED, Status.CANCELLED_BY_OFFICE})
"""Endings that still owe an answer (D9): it may be given in writing, or the customer wants none."""


def negative_choices(line: Line, now: datetime, *, owes: bool = False) -> tuple[Choice, ...]:
    """The choices of `x` for an appointment as it stands at `now` (an aware instant).

    Ids: a step (`no_show`, `leave`, `interrupt`, `cancel_by_customer`, `cancel_by_office`, `confirm_cancelled`,
    `reject_cancelled`, `reopen`), `attempt:<result>`, or `answer:<kind>` where it `owes` one (D9). What belongs to
    channel and state but cannot be taken yet, or no more, says why (`why_not`); a digit means the same before the
    start and after it.
    """
    attempts = tuple(_attempt(line, result, now) for result in _failed(line))
    steps = tuple(_step(line, step, now) for step in STEPS if _leads_on(line, step))
    return (*attempts, *steps, *(answer_choices() if owes or _owes(line, now) else ()))


def answer_choices() -> tuple[Choice, ...]:
    """What settles an ending that still owes something, besides a promise or another appointment (D9)."""
    return (
        Choice(f"answer:{Answer.WRITTEN.value}", words.ANSWER_WRITTEN, words.HINT_ANSWER_WRITTEN),
        Choice(f"answer:{Answer.WAIVED.value}", words.ANSWER_WAIVED, words.HINT_ANSWER_WAIVED),
    )


def _owes(line: Line, now: datetime) -> bool:
    return line.status in OWING or (line.open and line.day < wall(now)[0])


def attempt_choices(line: Line, now: datetime) -> tuple[Choice, ...]:
    """The failed calls alone, for the dialog of outcomes; none where nobody is called. Ids are the bare results."""
    return tuple(
        Choice(result.value, ATTEMPT[result.value], *_about_attempt(line, result, now)) for result in _failed(line)
    )


def _leads_on(line: Line, step: Step) -> bool:
    try:
        path(line.status, step, line.channel or Channel.IN_PERSON)
    except Refused:
        return False
    return True


def _failed(line: Line) -> tuple[AttemptResult, ...]:
    if line.channel is not Channel.PHONE or line.status not in CALLABLE:
        return ()
    if line.phone or line.protected:  # of a protected person the list does not know whether there is a number
        return FAILED
    return FAILED[-1:] + FAILED[:-1]


def _started(line: Line, now: datetime) -> bool:
    return (line.day, line.start) <= wall(now)


# --- calls -------------------------------------------------------------------------------------------------------


def _attempt(line: Line, result: AttemptResult, now: datetime) -> Choice:
    return Choice(f"attempt:{result.value}", words.attempt(result.value), *_about_attempt(line, result, now))


def _about_attempt(line: Line, result: AttemptResult, now: datetime) -> tuple[str, str]:
    """Hint, and why not."""
    return _attempt_hint(line, result, now), _attempt_barred(line, result, now)


def _attempt_hint(line: Line, result: AttemptResult, now: datetime) -> str:
    if result in (AttemptResult.WRONG_NUMBER, AttemptResult.NO_NUMBER):
        return words.HINT_AT_ONCE
    before: timedelta | None = now - line.last_attempt_at if line.last_attempt_at is not None else None
    enough = line.status is Status.NOT_REACHED or (before is not None and before >= APART)
    return words.attempt_hint(line.attempts + 1, None if enough else now + APART)


def _attempt_barred(line: Line, result: AttemptResult, now: datetime) -> str:
    today, _ = wall(now)
    if line.day > today:
        return words.only_from(line.day, 0, today)
    if line.protected:
        return ""
    if result is AttemptResult.NO_NUMBER:
        return words.HAS_NUMBER if line.phone else ""
    return "" if line.phone else words.HAS_NO_NUMBER


# --- everything else ---------------------------------------------------------------------------------------------

STEPS = (
    Step.NO_SHOW,
    Step.LEAVE,
    Step.INTERRUPT,
    Step.CANCEL_BY_CUSTOMER,
    Step.CANCEL_BY_OFFICE,
    Step.CONFIRM_CANCELLED,
    Step.REJECT_CANCELLED,
    Step.REOPEN,
)
"""What is offered where the states allow it, in this order."""

_LABELS = {
    Step.NO_SHOW: words.NO_SHOW,
    Step.LEAVE: words.LEFT,
    Step.INTERRUPT: words.INTERRUPT,
    Step.CANCEL_BY_CUSTOMER: words.CANCEL_BY_CUSTOMER,
    Step.CANCEL_BY_OFFICE: words.CANCEL_BY_OFFICE,
    Step.CONFIRM_CANCELLED: words.CONFIRM_CANCELLED,
    Step.REJECT_CANCELLED: words.REJECT_CANCELLED,
    Step.REOPEN: words.REOPEN,
}
_HINTS = {
    Step.NO_SHOW: words.HINT_NO_SHOW,
    Step.LEAVE: words.HINT_OWES,
    Step.CANCEL_BY_OFFICE: words.HINT_OWES,
    Step.CONFIRM_CANCELLED: words.HINT_CONFIRM,
    Step.REJECT_CANCELLED: words.HINT_REJECT,
    Step.REOPEN: words.HINT_REOPEN,
}


def _step(line: Line, step: Step, now: datetime) -> Choice:
    return Choice(step.value, _LABELS[step], _HINTS.get(step) or _hint(line, step, now), _barred(line, step, now))


def _hint(line: Line, step: Step, now: datetime) -> str:
    if step is Step.CANCEL_BY_CUSTOMER:
        return words.HINT_LATE if _started(line, now) else words.HINT_FREES
    waits = line.channel is not Channel.PHONE or line.arrived_at is not None
    return words.HINT_WAITS if waits else words.HINT_BACK_ON_LIST


def _barred(line: Line, step: Step, now: datetime) -> str:
    if step is Step.NO_SHOW and not _started(line, now):
        return words.only_from(line.day, line.start, wall(now)[0])
    if step is Step.CANCEL_BY_OFFICE and _started(line, now):
        return words.began(line.start)
    return ""
