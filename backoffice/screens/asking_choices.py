"""What can be done under *Zuständigkeit*, and what was asked before, as choices and a line."""

from datetime import date

from backoffice.desk.asking_prefill import AskingView
from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.errors import Refused
from backoffice.domain.takeovers import Stand
from backoffice.screens.takeover_said import request
from backoffice.widgets.choice_list import Choice
from backoffice.wording import takeover_asking as words
from backoffice.wording.refusals import refusal


def actions(known: AskingView, today: date) -> tuple[Choice, ...]:
    """What an appointment's z offers: 1 and 2 always mean the same; what fits only now stands behind them."""
    barred = refusal(Refused("protected_stays")).message if known.protected and not known.may_travel else ""
    waiting = _waiting(known)
    asked = words.already(waiting.other, words.answer_until(waiting.expires_at, today)) if waiting else ""
    found = [
        Choice("agree", words.AGREED, words.HINT_AGREED, barred),
        Choice("ask", words.ASK_HERE, words.HINT_ASK, barred or asked),
    ]
    if waiting is not None:
        found.append(Choice("withdraw", words.WITHDRAW, waiting.other))
    if known.whose.hint is not None:
        found.append(Choice("keep", words.KEEP, words.HINT_KEEP))
    return tuple(found)


def request_of(known: AskingView, today: date) -> str:
    """What became of the newest request, in a line; empty: nothing was asked."""
    return request(known.requests[0], today) if known.requests else ""


def asked_already(known: AskingView) -> str | None:
    """The id of the branch that has not answered yet."""
    waiting = _waiting(known)
    if waiting is None:
        return None
    return next((one.id for one in known.whose.others if one.name == waiting.other), None)


def _waiting(known: AskingView) -> TakeoverLine | None:
    newest = known.requests[0] if known.requests else None
    return newest if newest is not None and newest.stand is Stand.WAITING else None
