"""The forms in which the plan is set: openings, closures, one more service point."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import on
from textual.widget import Widget

from backoffice.desk.openings import NewBreak, NewOpening, opened
from backoffice.desk.plan_views import OpeningsView, PointView
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind
from backoffice.domain.week import week_text
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.plan_fields import (
    Groups,
    a_day,
    checked,
    covered,
    group_field,
    parse_points,
    points_field,
    reason_field,
    sells_field,
    times_field,
    week_field,
    whom_field,
)
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import OneOf
from backoffice.wording import plan_screen as words

BRANCH = "branch"
"""The choice of everything instead of one group."""
NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Ground:
    """What the forms begin with: today, the groups somebody may plan, and how the branch stands."""

    branch_id: str
    today: date
    day: date
    """The day that is shown."""
    groups: Groups
    group_id: str | None
    view: OpeningsView
    whole_branch: bool = False
    """Whether this person may close the branch as a whole."""

    def key(self, kind: str) -> str:
        """Under which a form of this kind is parked: what was meant for a branch never comes back at another."""
        return f"plan-{kind}:{self.branch_id}"


class _PlanForm(FormDialog[dict[str, Any]]):
    """A form about one group."""

    def __init__(self, title: str, key: str, ground: Ground) -> None:
        super().__init__(title, draft_key=key)
        self.ground = ground

    @property
    def group_id(self) -> str:
        """The group that is chosen."""
        chosen = self.query_one("#group", OneOf).chosen
        if chosen is None:
            raise Refused("bad_group")
        return chosen

    def of_group(self) -> Sequence[PointView]:
        """The service points of the group that is chosen."""
        chosen = self.query_one("#group", OneOf).chosen
        return [point for point in self.ground.view.points if point.group_id == chosen]

    def text_of(self, id_: str) -> str:
        """What stands in a field."""
        return str(self.query_one(f"#{id_}", FormField).text).strip()

    def value_of(self, id_: str) -> Any:
        """What a field means; None where it is empty."""
        return self.query_one(f"#{id_}", FormField).value

    def ids(self) -> list[str]:
        """The ids of the service points; an empty field means all of the group."""
        return [point.id for point in parse_points(self.text_of("points"), self.of_group())]

    @on(ChoiceList.Ticked)
    def _group_changed(self) -> None:
        """What is said beside the points depends on the group."""
        for field in self.query("#points").results(FormField):
            text, field.text = field.text, ""
            field.text = text

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.focus_next()

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        of = {
            "no_points": "points",
            "point_not_of_group": "points",
            "forced_without_reason": "reason",
            "temporary_without_reason": "reason",
            "series_backwards": "last",
            "series_too_long": "last",
            "series_without_end": "last",
            "series_never": "last",
            "not_five_minutes": "week" if self.query("#week") else "times",
            "end_before_start": "week" if self.query("#week") else "times",
            "time_skipped": "times",
        }
        return next(iter(self.query(f"#{of[error.code]}").results(FormField)), None) if error.code in of else None


class SeriesForm(_PlanForm):
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
        yield a_day("first", words.FIELD_FIRST, ground.today, ground.today)
        yield a_day("last", words.FIELD_LAST, ground.today, usual_end(ground.today))
        yield sells_field()
        yield whom_field()

    def result(self) -> dict[str, Any]:
        """The group with an opening for each weekday."""
        week, ids = self.value_of("week"), self.ids()
        openings = []
        for weekday, spans in enumerate(week.week):
            if spans:
                (start, end), breaks = covered(spans)
                openings.append(
                    NewOpening(
                        kind=OpeningKind.WEEKLY,
                        points=opened(ids),
                        first_day=self.value_of("first"),
                        last_day=self.value_of("last"),
                        weekday=weekday,
                        start=start,
                        end=end,
                        breaks=tuple(NewBreak(start=one, end=other) for one, other in breaks),
                        contingent=Contingent(self.query_one("#sells", OneOf).chosen or Contingent.INTERNAL),
                        reserved=self.query_one("#whom", OneOf).chosen == "some",
                    )
                )
        checked([one.value() for one in openings])
        return {"group_id": self.group_id, "openings": tuple(openings)}


class SingleForm(_PlanForm):
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
        yield a_day("day", words.FIELD_DAY, ground.today, max(ground.day, ground.today))
        if self._kind is not OpeningKind.SHUT:
            yield times_field()
            yield sells_field()
            yield whom_field()
        yield reason_field(required=self._kind is OpeningKind.FORCED)

    def result(self) -> dict[str, Any]:
        """The group with the one opening."""
        day = self.value_of("day")
        more: dict[str, Any] = {}
        if self._kind is not OpeningKind.SHUT:
            (start, end), breaks = covered(self.value_of("times"))
            more = {
                "start": start,
                "end": end,
                "breaks": tuple(NewBreak(start=one, end=other) for one, other in breaks),
                "contingent": Contingent(self.query_one("#sells", OneOf).chosen or Contingent.INTERNAL),
                "reserved": self.query_one("#whom", OneOf).chosen == "some",
            }
        opening = NewOpening(
            kind=self._kind,
            points=opened(self.ids()),
            first_day=day,
            last_day=day,
            reason=self.text_of("reason"),
            **more,
        )
        checked([opening.value()])
        return {"group_id": self.group_id, "openings": (opening,)}


class ClosureForm(_PlanForm):
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
        yield a_day("first", words.FIELD_FIRST, ground.today, max(ground.day, ground.today))
        last = a_day("last", words.FIELD_LAST, ground.today, required=False)
        yield last
        yield times_field(required=False)
        hint = words.PLACEHOLDER_STOP if stop else words.PLACEHOLDER_NAME
        yield reason_field(required=True, hint=hint, label=words.FIELD_NAME)

    def result(self) -> dict[str, Any]:
        """What `AddClosure` is told."""
        first = self.value_of("first")
        last = self.value_of("last") or first
        if last < first:
            raise Refused("series_backwards", first=first, last=last)
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


class TemporaryForm(_PlanForm):
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
        yield a_day("first", words.FIELD_FIRST, ground.today, first)
        yield a_day("last", words.FIELD_LAST, ground.today, first)
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
        first, last = self.value_of("first"), self.value_of("last")
        if last < first:
            raise Refused("series_backwards", first=first, last=last)
        return {
            "group_id": self.group_id,
            "name": self.text_of("name"),
            "first_day": first,
            "last_day": last,
            "start": start,
            "end": end,
            "breaks": breaks,
            "contingent": Contingent(self.query_one("#sells", OneOf).chosen or Contingent.INTERNAL),
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
        yield a_day("last", words.FIELD_LAST_DAY, self._today)

    def result(self) -> date:
        day: date | None = self.query_one("#last", FormField).value
        if day is None:
            raise Refused("day_empty")
        return day


def usual_end(today: date) -> date:
    """The end of this half of the year, of the next one where that is less than three months off."""
    halves = [date(year, month, day) for year in (today.year, today.year + 1) for month, day in ((6, 30), (12, 31))]
    return next(end for end in halves if (end - today).days >= 90)
