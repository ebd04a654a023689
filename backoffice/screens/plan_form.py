"""What the forms of the plan share: what they begin with, their group, under which field a refusal stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import on

from backoffice.desk.openings import NewBreak
from backoffice.desk.plan_views import OpeningsView, PointView
from backoffice.domain.availability import Span
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import Contingent
from backoffice.screens.dialog import FormDialog
from backoffice.screens.plan_fields import Groups, covered, parse_points
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import OneOf


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


class PlanForm(FormDialog[dict[str, Any]]):
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

    def days(self) -> tuple[date, date]:
        """From which day to which; the same where no last one is said. Refused `series_backwards`."""
        first: date = self.value_of("first")
        last: date = self.value_of("last") or first
        if last < first:
            raise Refused("series_backwards", first=first, last=last)
        return first, last

    @property
    def contingent(self) -> Contingent:
        """Who sells the time (D29)."""
        return Contingent(self.query_one("#sells", OneOf).chosen or Contingent.INTERNAL)

    def opened(self, spans: Sequence[Span]) -> dict[str, Any]:
        """What an opening is told of times of a day: from when to when, its breaks, who sells it, and to whom."""
        (start, end), breaks = covered(spans)
        return {
            "start": start,
            "end": end,
            "breaks": tuple(NewBreak(start=one, end=other) for one, other in breaks),
            "contingent": self.contingent,
            "reserved": self.query_one("#whom", OneOf).chosen == "some",
        }

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
