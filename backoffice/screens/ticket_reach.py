"""How and when somebody is reached, their own deadline, and how urgent it is: changed in one form (D37, D39)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textual import on
from textual.widget import Widget

from backoffice.desk.ticket_views import TicketLine
from backoffice.desk.tickets import Reach
from backoffice.domain.clock import BREMEN
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.phones import parse_phone
from backoffice.domain.terms import Urgency
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.ticket_fields import (
    dialled,
    own_deadline_fields,
    reach_fields,
    reach_of,
    show_own_reason,
    typed,
    urgency_choices,
    urgency_reason_field,
)
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import dialogs
from backoffice.wording import ticket_forms as words
from backoffice.wording.labels import day_label
from backoffice.wording.ticket_screen import YES
from backoffice.wording.tickets import typed_wish

WRITTEN = "wants_written"


@dataclass(frozen=True, slots=True)
class Reaching:
    """What the form says; each part None where nothing of it was changed."""

    reach: Reach | None
    urgency: Urgency | None
    urgency_reason: str


class ReachForm(FormDialog[Reaching]):
    """How and when the person is reached, their own deadline, and how urgent it is (which can only rise)."""

    ABOUT = words.ABOUT_REACH

    def __init__(self, title: str, line: TicketLine, known: Reach, base: Reach, now: datetime) -> None:
        """`known`: as the store has it now; `base`: as it was when this form was opened first."""
        super().__init__(title, draft_key=f"reach:{line.id}", about=line.id)
        self._line = line
        self._known = known
        self._base = base
        self._now = now

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.NOW_STANDS.format(what=self._theirs()) if self._theirs() else "", ink="warning")
        yield from reach_fields(_shown(self._known), self._now, lambda: self._line.due_at)
        ticked = (WRITTEN,) if self._known.wants_written else ()
        yield Labelled(
            "", ChoiceList((Choice(WRITTEN, words.WANTS_WRITTEN),), several=True, ticked=ticked, id=WRITTEN)
        )
        yield from own_deadline_fields(self._known, self._now.astimezone(BREMEN).date())
        order = list(Urgency)
        higher = order[: order.index(self._line.urgency) + 1]
        yield Labelled(
            words.FIELD_URGENCY, OneOf(urgency_choices(*reversed(higher)), self._line.urgency.value, id="urgency")
        )
        yield urgency_reason_field()

    def _theirs(self) -> str:
        """What somebody else changed meanwhile, as it stands now; what was typed here stands in the fields."""
        if self._known == self._base:
            return ""
        now, was = self._known, self._base
        changed = [
            (dialogs.FIELD_PHONE, dialled(parse_phone(now.phone).e164) or "—", now.phone != was.phone),
            (words.FIELD_OTHER_WAY, now.other_way or "—", now.other_way != was.other_way),
            (words.FIELD_WISH, typed_wish(now.wish) or "—", now.wish != was.wish),
            (
                words.FIELD_OWN_DEADLINE,
                day_label(now.customer_deadline) if now.customer_deadline else "—",
                now.customer_deadline != was.customer_deadline,
            ),
            (
                words.FIELD_OWN_REASON,
                now.customer_deadline_reason or "—",
                now.customer_deadline_reason != was.customer_deadline_reason,
            ),
            (words.WANTS_WRITTEN, YES if now.wants_written else "—", now.wants_written != was.wants_written),
        ]
        return ", ".join(f"{label} {value}" for label, value, differs in changed if differs)

    @property
    def _urgency(self) -> Urgency:
        return Urgency(self.query_one("#urgency", OneOf).chosen or self._line.urgency.value)

    def show_parts(self) -> None:
        show_own_reason(self)
        self.query_one("#part-urgency-reason").display = self._urgency is not self._line.urgency

    @on(ChoiceList.Ticked)
    @on(FormField.Changed)
    def _something_changed(self) -> None:
        self.show_parts()

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.show_parts()
        self.focus_next()

    def result(self) -> Reaching:
        """Refused as `Reach.columns` refuses, `urgency_reason_missing`."""
        reach = reach_of(self, wants_written=bool(self.query_one(f"#{WRITTEN}", ChoiceList).ticked))
        raised = self._urgency is not self._line.urgency
        reason = typed(self, "urgency_reason") if raised else ""
        if raised and not reason:
            raise Refused("urgency_reason_missing")
        same = reach.columns() == _shown(self._known).columns()
        return Reaching(None if same else reach, self._urgency if raised else None, reason)

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        match error.code:
            case "unreachable" | "phone_unreadable":
                return self.query_one("#phone", FormField)
            case "urgency_reason_missing":
                return self.query_one("#urgency_reason", FormField)
        return None


def _shown(known: Reach) -> Reach:
    """The same with the number as it is typed here."""
    return known.model_copy(update={"phone": dialled(parse_phone(known.phone).e164) or known.phone})
