"""The forms in which service points are opened: every week, or on one day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from textual.widget import Widget

from backoffice.desk.openings import NewOpening, opened
from backoffice.domain.terms import OpeningKind
from backoffice.domain.week import week_text
from backoffice.screens.dialog import Paragraph
from backoffice.screens.plan_fields import (
    checked,
    group_field,
    points_field,
    reason_field,
    sells_field,
    times_field,
    week_field,
    whom_field,
)
from backoffice.screens.plan_form import Ground, PlanForm
from backoffice.widgets.form_field import day_field
from backoffice.wording import plan_screen as words


class SeriesForm(PlanForm):
    """Open every week, from a day to a day: the whole week in one field."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(words.NEW_SERIES, ground.key("weekly"), ground)

    def body(self) -> Iterable[Widget]:
        ground = self.ground
        if ground.view.assumed:
            yield Paragraph(words.FIRST_PLAN, ink="warning", classes="intro")
        yield group_field(ground.groups, ground.group_id)
        yield points_field(self.of_group)
        yield week_field(week_text(ground.view.hours) if ground.view.assumed else "")
        yield day_field(words.FIELD_FIRST, ground.today, ground.today, id="first")
        yield day_field(words.FIELD_LAST, ground.today, usual_end(ground.today), id="last")
        yield sells_field()
        yield whom_field()

    def result(self) -> dict[str, Any]:
        """The group with an opening for each weekday."""
        week, ids = self.value_of("week"), self.ids()
        openings = [
            NewOpening(
                kind=OpeningKind.WEEKLY,
                points=opened(ids),
                first_day=self.value_of("first"),
                last_day=self.value_of("last"),
                weekday=weekday,
                **self.opened(spans),
            )
            for weekday, spans in enumerate(week.week)
            if spans
        ]
        checked([one.value() for one in openings])
        return {"group_id": self.group_id, "openings": tuple(openings)}


class SingleForm(PlanForm):
    """One day that is not as the others: other times, no times, or open in spite of a closure."""

    TITLES = {  # noqa: RUF012  (read only)
        OpeningKind.ONE_DAY: words.NEW_ONE_DAY,
        OpeningKind.SHUT: words.NEW_SHUT,
        OpeningKind.FORCED: words.NEW_FORCED,
    }

    def __init__(self, kind: OpeningKind, ground: Ground) -> None:
        super().__init__(self.TITLES[kind], ground.key(kind.value), ground)
        self._kind = kind

    def body(self) -> Iterable[Widget]:
        ground = self.ground
        if ground.view.assumed:
            yield Paragraph(words.FIRST_PLAN, ink="warning", classes="intro")
        elif self._kind is OpeningKind.SHUT:
            yield Paragraph(words.NOTHING_CANCELLED, ink="muted", classes="intro")
        yield group_field(ground.groups, ground.group_id)
        yield points_field(self.of_group)
        yield day_field(words.FIELD_DAY, ground.today, max(ground.day, ground.today), id="day")
        if self._kind is not OpeningKind.SHUT:
            yield times_field()
            yield sells_field()
            yield whom_field()
        yield reason_field(required=self._kind is OpeningKind.FORCED)

    def result(self) -> dict[str, Any]:
        """The group with the one opening."""
        day = self.value_of("day")
        times = {} if self._kind is OpeningKind.SHUT else self.opened(self.value_of("times"))
        opening = NewOpening(
            kind=self._kind,
            points=opened(self.ids()),
            first_day=day,
            last_day=day,
            reason=self.text_of("reason"),
            **times,
        )
        checked([opening.value()])
        return {"group_id": self.group_id, "openings": (opening,)}


def usual_end(today: date) -> date:
    """The end of this half of the year, of the next one where that is less than three months off."""
    halves = [date(year, month, day) for year in (today.year, today.year + 1) for month, day in ((6, 30), (12, 31))]
    return next(end for end in halves if (end - today).days >= 90)
