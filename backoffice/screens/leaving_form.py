"""The forms of who goes for today, and of who or what helps at another branch (D36)."""

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget

from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.staffing_views import Colleague
from backoffice.desk.supporting import Lend
from backoffice.domain.errors import Refused
from backoffice.domain.text import search_key
from backoffice.domain.typed import parse_time
from backoffice.screens.absence_form import Present
from backoffice.screens.away_fields import DAY_END, Chooser, colleagues
from backoffice.screens.away_form import AwayForm
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField, day_field
from backoffice.widgets.picker import Pickable
from backoffice.wording import away_screen as words
from backoffice.wording import plan_screen as plan_words
from backoffice.wording.labels import briefly

TIME_LIMIT = 10


class LeaveForm(AwayForm):
    """Who goes; a digit and F2 are enough."""

    ABOUT = words.INTRO_LEAVE

    def __init__(self, desk: Desk, branch_id: str, people: Sequence[Colleague], serving: Mapping[str, str]) -> None:
        super().__init__(desk, words.LEAVE_TITLE, draft_key=f"leave:{branch_id}")
        self._branch_id = branch_id
        self._people = colleagues(people, serving, desk.actor.id)

    def body(self) -> Iterable[Widget]:
        yield Chooser(words.FIELD_LEAVER, self._people)
        yield FormField(
            words.FIELD_UNTIL,
            parse=parse_time,
            beside=words.until,
            limit=TIME_LIMIT,
            placeholder=words.PLACEHOLDER_UNTIL,
            id="span",
        )

    def result(self) -> Command:
        """`LeaveForToday`. Refused `nobody_chosen`."""
        whom, until = self.picked(), self.value_of("span")
        if whom is None:
            raise Refused("nobody_chosen")
        until = DAY_END if until is None else until
        return self.desk.new(LeaveForToday, staff_id=whom, branch_id=self._branch_id, until=until)


class LendForm(AwayForm):
    """Somebody from here, or a service point, helps at another branch for some days."""

    ABOUT = words.INTRO_LEND

    def __init__(self, desk: Desk, present: Present) -> None:
        super().__init__(desk, words.LEND_TITLE, draft_key=f"lend:{present.branch_id}")
        self.present = present

    def body(self) -> Iterable[Widget]:
        of = self.present
        groups = dict(of.groups)
        points = [
            Pickable(Choice(one.id, one.name, groups.get(one.group_id, "")), search_key(one.name))
            for one in of.points
            if one.active and not one.temporary
        ]
        people = [one for one in of.people if not one.lent]
        yield Chooser(
            words.FIELD_LENT,
            [*colleagues(people, of.serving), *points],
            lambda _: self._show_to(shown=True),
            placeholder=words.PLACEHOLDER_LENT,
        )
        branches = [
            Pickable(Choice(one.id, briefly(one.name)), search_key(one.name, one.code))
            for one in of.branches
            if one.id != of.branch_id
        ]
        yield Chooser(words.FIELD_TO, branches, placeholder=words.PLACEHOLDER_TO, nothing=words.NOTHING_TO, id="to")
        yield day_field(plan_words.FIELD_FIRST, of.today, max(of.day, of.today), id="first")
        yield day_field(
            plan_words.FIELD_LAST, of.today, required=False, placeholder=plan_words.PLACEHOLDER_LAST, id="last"
        )

    def show_parts(self) -> None:
        self._show_to(shown=self.query_one("#whom", Chooser).chosen is not None)

    def _show_to(self, *, shown: bool) -> None:
        """Where they help is asked once it is said who: both choices do not fit into a small window."""
        self.query_one("#to").display = shown

    def result(self) -> Command:
        """`Lend`. Refused: `nobody_chosen`, `support_to_nobody`."""
        whom, to, (first, last) = self.picked(), self.picked("to"), self.days()
        if whom is None:
            raise Refused("nobody_chosen")
        if to is None:
            raise Refused("support_to_nobody")
        point = any(one.id == whom for one in self.present.points)
        of = {"service_point_id": whom} if point else {"staff_id": whom}
        branch = self.present.branch_id
        return self.desk.new(Lend, branch_id=branch, to_branch_id=to, first_day=first, last_day=last, **of)
