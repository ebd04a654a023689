"""The forms of what closes, of one more service point, and of the end of a series."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from textual import on
from textual.widget import Widget

from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import ClosureKind
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.plan_fields import (
    covered,
    group_field,
    reason_field,
    sells_field,
    times_field,
)
from backoffice.screens.plan_form import Ground, PlanForm
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField, day_field
from backoffice.wording import plan_screen as words

BRANCH = "branch"
"""The choice of everything instead of one group."""
NAME_LIMIT = 40


class ClosureForm(PlanForm):
    """A closure or a Buchungsstopp: of a group or the branch, whole days or a time of each."""

    def __init__(self, closes: ClosureKind, ground: Ground) -> None:
        title = words.NEW_STOP if closes is ClosureKind.BOOKING_STOP else words.NEW_CLOSURE
        super().__init__(title, ground.key(closes.value), ground)
        self._closes = closes

    def body(self) -> Iterable[Widget]:
        ground, stop = self.ground, self._closes is ClosureKind.BOOKING_STOP
        if not stop:
            yield Paragraph(words.NOTHING_CANCELLED, ink="muted", classes="intro")
        whole = ((BRANCH, words.WHOLE_BRANCH),) if ground.whole_branch else ()
        chosen = BRANCH if ground.whole_branch else ground.group_id
        yield group_field((*whole, *ground.groups), chosen, words.FIELD_FOR)
        yield day_field(words.FIELD_FIRST, ground.today, max(ground.day, ground.today), id="first")
        yield day_field(words.FIELD_LAST, ground.today, required=False, placeholder=words.PLACEHOLDER_LAST, id="last")
        yield times_field(required=False)
        hint = words.PLACEHOLDER_STOP if stop else words.PLACEHOLDER_NAME
        yield reason_field(required=True, hint=hint, label=words.FIELD_NAME)

    def result(self) -> dict[str, Any]:
        """What `AddClosure` is told."""
        first, last = self.days()
        spans = self.value_of("times")
        if spans and len(spans) > 1:
            raise Refused("one_time_only")
        start, end = spans[0] if spans else (0, 1440)
        group = self.group_id
        return {
            "group_id": None if group == BRANCH else group,
            "closes": self._closes,
            "first_day": first,
            "last_day": last,
            "start": start,
            "end": end,
            "name": self.text_of("reason"),
        }

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        if error.code == "one_time_only":
            return self.query_one("#times", FormField)
        return super().blamed(error)


class TemporaryForm(PlanForm):
    """One more service point for some days, with a reason (D32)."""

    def __init__(self, ground: Ground, names: dict[str, str]) -> None:
        """`names`: a free name for each group."""
        super().__init__(words.NEW_POINT, ground.key("point"), ground)
        self._names = names

    def body(self) -> Iterable[Widget]:
        ground = self.ground
        first = max(ground.day, ground.today)
        yield group_field(ground.groups, ground.group_id)
        yield FormField(
            words.FIELD_POINT_NAME,
            self._names.get(ground.group_id or "", next(iter(self._names.values()), "")),
            parse=str.strip,
            required=True,
            limit=NAME_LIMIT,
            id="name",
        )
        yield day_field(words.FIELD_FIRST, ground.today, first, id="first")
        yield day_field(words.FIELD_LAST, ground.today, first, id="last")
        yield times_field()
        yield sells_field()
        yield reason_field(required=True)

    @on(ChoiceList.Ticked)
    def _rename(self) -> None:
        """Another group has another free name; one that was typed stays."""
        if self.text_of("name") in self._names.values():
            self.query_one("#name", FormField).text = self._names.get(self.group_id, "")

    def result(self) -> dict[str, Any]:
        """What `OpenTemporaryPoint` is told."""
        (start, end), breaks = covered(self.value_of("times"))
        first, last = self.days()
        return {
            "group_id": self.group_id,
            "name": self.text_of("name"),
            "first_day": first,
            "last_day": last,
            "start": start,
            "end": end,
            "breaks": breaks,
            "contingent": self.contingent,
            "reason": self.text_of("reason"),
        }


class EndForm(FormDialog[date]):
    """The last day on which a series counts."""

    parks = False

    def __init__(self, today: date, what: str) -> None:
        super().__init__(words.END_TITLE, draft_key="plan:end")
        self._today = today
        self._what = what

    def body(self) -> Iterable[Widget]:
        yield Paragraph(self._what, ink="strong", classes="intro")
        yield day_field(words.FIELD_LAST_DAY, self._today, id="last")

    def result(self) -> date:
        day: date | None = self.query_one("#last", FormField).value
        if day is None:
            raise Refused("day_empty")
        return day
