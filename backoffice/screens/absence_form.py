"""The form in which an absence is entered: of somebody, of service points, or of so many of a group (D36)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.widget import Widget

from backoffice.desk.absences import EnterAbsence
from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.plan_views import PointView
from backoffice.desk.staffing_views import Colleague
from backoffice.desk.views import BranchView
from backoffice.domain.errors import Refused
from backoffice.domain.text import search_key
from backoffice.screens.away_fields import Chooser, colleagues, count_field, span_field, these_field
from backoffice.screens.away_form import AwayForm
from backoffice.screens.plan_fields import Groups
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import day_field
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import away_screen as words
from backoffice.wording import plan_screen as plan_words

OF_GROUP = ("count", "points")


@dataclass(frozen=True, slots=True)
class Present:
    """What the forms about absences and support choose from."""

    branch_id: str
    today: date
    day: date
    """The day that is looked at."""
    groups: Groups
    """Those this person plans."""
    points: Sequence[PointView]
    people: Sequence[Colleague]
    serving: Mapping[str, str]
    """The names of the service points that somebody serves on that day, by staff id."""
    branches: Sequence[BranchView]
    """All of the house."""


class AbsenceForm(AwayForm):
    """Groups first, then people: a digit takes one. For a group how many, for everybody when; never why."""

    ABOUT = words.INTRO_ABSENCE

    def __init__(self, desk: Desk, present: Present) -> None:
        super().__init__(desk, words.ABSENCE_TITLE, draft_key=f"absence:{present.branch_id}")
        self.present = present
        self._groups = {id_ for id_, _ in present.groups}

    def body(self) -> Iterable[Widget]:
        of = self.present
        groups = [Pickable(Choice(id_, name, words.HINT_GROUP), search_key(name)) for id_, name in of.groups]
        yield Chooser(
            words.FIELD_WHOM,
            [*groups, *colleagues(of.people, of.serving)],
            self._show_for,
            placeholder=words.PLACEHOLDER_WHOM,
            nothing=words.NOTHING_WHOM,
        )
        yield count_field()
        yield these_field(self._of_group)
        yield span_field()
        yield day_field(plan_words.FIELD_FIRST, of.today, max(of.day, of.today), id="first")
        yield day_field(
            plan_words.FIELD_LAST, of.today, required=False, placeholder=plan_words.PLACEHOLDER_LAST, id="last"
        )

    def show_parts(self) -> None:
        self._show_for(self.query_one(Picker).chosen)

    @on(Picker.Picked)
    def _taken_back(self, event: Picker.Picked) -> None:
        self._show_for(event.id)

    def _show_for(self, id_: str | None) -> None:
        for field in OF_GROUP:
            self.query_one(f"#{field}").display = id_ in self._groups

    def _of_group(self) -> Sequence[PointView]:
        chosen = self.query_one(Picker).chosen
        return [point for point in self.present.points if point.group_id == chosen]

    def result(self) -> Command:
        """`EnterAbsence`. Refused: `absence_of_nobody`, `count_and_points`."""
        whom, (start, end), (first, last) = self.picked(), self.span, self.days()
        if whom is None:
            raise Refused("absence_of_nobody")
        when = {"first_day": first, "last_day": last, "start": start, "end": end}
        branch = self.present.branch_id
        if whom not in self._groups:
            return self.desk.new(EnterAbsence, branch_id=branch, staff_id=whom, **when)
        count, points = self.value_of("count"), self.value_of("points")
        if count is not None and points:
            raise Refused("count_and_points")
        if points:
            ids = tuple(point.id for point in points)
            return self.desk.new(EnterAbsence, branch_id=branch, point_ids=ids, **when)
        return self.desk.new(EnterAbsence, branch_id=branch, group_id=whom, count=count, **when)
