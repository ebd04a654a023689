"""The fields that say how somebody can be called: the same where a promise is made and where it is changed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from textual.containers import Vertical
from textual.widget import Widget

from backoffice.desk.tickets import Reach
from backoffice.domain.clock import BREMEN
from backoffice.domain.phones import international, national
from backoffice.domain.terms import Urgency
from backoffice.domain.wishes import Wish, parse_wish
from backoffice.screens.dialog import FormDialog
from backoffice.screens.person_fields import phone_field
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField, day_field
from backoffice.wording import ticket_forms as words
from backoffice.wording import tickets as told

WAY_LIMIT, WISH_LIMIT, REASON_LIMIT, URGENCY_LIMIT = 80, 40, 120, 200

HINTS = {
    Urgency.NORMAL: words.HINT_NORMAL,
    Urgency.URGENT: words.HINT_URGENT,
    Urgency.EMERGENCY: words.HINT_EMERGENCY,
}


def dialled(e164: str | None) -> str:
    """A number as it is typed here: `03023125115`, a foreign one with its country."""
    return national(e164) or (international(e164) if e164 else "")


def reach_fields(known: Reach, now: datetime, due_at: Callable[[], datetime]) -> Iterable[Widget]:
    """Phone, other way, wish. `due_at` says what a wish is compared with."""
    today = now.astimezone(BREMEN).date()

    def beside(wish: Wish | None) -> str:
        if wish is None:
            return ""
        return words.AFTER_DUE if wish.misses(now, due_at()) else told.wish(wish, now)

    yield phone_field(known.phone)
    yield _text(words.FIELD_OTHER_WAY, "other_way", WAY_LIMIT, words.PLACEHOLDER_OTHER_WAY, known.other_way)
    yield FormField(
        words.FIELD_WISH,
        told.typed_wish(known.wish),
        parse=lambda text: parse_wish(text, today),
        beside=beside,
        limit=WISH_LIMIT,
        placeholder=words.PLACEHOLDER_WISH,
        id="wish",
    )


def own_deadline_fields(known: Reach, today: date) -> Iterable[Widget]:
    """The customer's own deadline; what it is for is asked once there is one."""
    yield day_field(words.FIELD_OWN_DEADLINE, today, known.customer_deadline, required=False, id="own_deadline")
    yield Vertical(
        _text(
            words.FIELD_OWN_REASON,
            "own_reason",
            REASON_LIMIT,
            words.PLACEHOLDER_OWN_REASON,
            known.customer_deadline_reason,
        ),
        classes="part",
        id="part-own-reason",
    )


def urgency_choices(*of: Urgency) -> tuple[Choice, ...]:
    """How urgent it may be, with what follows from it."""
    return tuple(Choice(urgency.value, told.URGENCY[urgency.value], HINTS[urgency]) for urgency in of)


def urgency_reason_field() -> Widget:
    """Why it cannot wait; shown where it is to be said."""
    reason = _text(words.FIELD_URGENCY_REASON, "urgency_reason", URGENCY_LIMIT, words.PLACEHOLDER_URGENCY_REASON)
    return Vertical(reason, classes="part", id="part-urgency-reason")


def show_own_reason(form: FormDialog[Any]) -> None:
    """Ask what the customer's deadline is for as soon as there is one."""
    form.query_one("#part-own-reason").display = bool(typed(form, "own_deadline"))


def typed(form: FormDialog[Any], id_: str) -> str:
    """What stands in a field of a form."""
    return str(form.query_one(f"#{id_}", FormField).text).strip()


def reach_of(form: FormDialog[Any], *, wants_written: bool = False) -> Reach:
    """What the fields of a form say. Refused as `Reach.columns` refuses."""
    wish = form.query_one("#wish", FormField).value
    day = form.query_one("#own_deadline", FormField).value
    reach = Reach(
        phone=typed(form, "phone"),
        other_way=typed(form, "other_way"),
        wants_written=wants_written,
        wish=wish,
        customer_deadline=day,
        customer_deadline_reason=typed(form, "own_reason") if day else "",
    )
    reach.columns()
    return reach


def _text(label: str, id_: str, limit: int, placeholder: str, value: str = "") -> FormField[str]:
    return FormField(label, value, parse=str.strip, limit=limit, placeholder=placeholder, id=id_)
