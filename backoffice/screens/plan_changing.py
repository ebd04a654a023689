"""What is set on *Plan*: n enters openings, closures, one more place; x ends them. Nobody is cancelled (D33)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work

from backoffice.desk.command import Command, Done
from backoffice.desk.plan_views import OpeningsView
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.terms import ClosureKind, OpeningKind
from backoffice.screens.drafts import Drafts
from backoffice.screens.plan_agreeing import PlanAgreeing
from backoffice.screens.plan_rows import PlanRow
from backoffice.widgets.choice_list import Choice
from backoffice.wording import away_screen as away
from backoffice.wording import plan_screen as words
from backoffice.wording import screens

if TYPE_CHECKING:
    from backoffice.screens.plan_form import Ground

NEW = (
    ("weekly", words.NEW_SERIES),
    ("one_day", words.NEW_ONE_DAY),
    ("shut", words.NEW_SHUT),
    ("forced", words.NEW_FORCED),
    ("closed", words.NEW_CLOSURE),
    ("booking_stop", words.NEW_STOP),
    ("point", words.NEW_POINT),
    ("absence", away.ABSENCE_TITLE),
    ("lend", away.LEND_TITLE),
)
"""What n enters, in the order of its digits."""


class PlanChanging(PlanAgreeing):
    """The letters n and x where openings and closures are listed."""

    group_id: str | None = None
    """The group that is looked at."""

    @property
    def openings(self) -> OpeningsView | None:
        """What the branch has set; None: not read yet."""
        raise NotImplementedError

    def rows_to_end(self) -> Sequence[PlanRow]:
        """The rows that x ends: marked ones, else the one under the cursor."""
        raise NotImplementedError

    # --- n -------------------------------------------------------------------------------------------------------

    def enter_new(self) -> None:
        """n: what is to be entered; what this person may not is said when it is tried."""
        from backoffice.screens.choice import ChoiceDialog

        choices = tuple(Choice(kind, title, words.HINTS[kind], self.why_not_new(kind)) for kind, title in NEW)
        self.app.push_screen(ChoiceDialog(words.NEW_TITLE, choices), self._enter)

    def why_not_new(self, kind: str) -> str:
        """Why this person may not enter that; empty: they may."""
        return "" if self.plannable() else words.WHY_NOT if self.groups else words.NO_GROUPS

    def _enter(self, kind: str | None) -> None:
        if kind is None:
            return
        if kind == "point":
            self._enter_point()
        elif kind in tuple(one.value for one in ClosureKind):
            self._enter_closure(ClosureKind(kind))
        else:
            self._enter_opening(OpeningKind(kind))

    def _ground(self) -> "Ground | None":
        from backoffice.screens.plan_form import Ground

        if self.openings is None:
            self.say(words.LOADING)
            return None
        return Ground(
            branch_id=self.shown_branch.id,
            today=wall(self.desk.clock.now())[0],
            day=self.shown_day,
            groups=self.plannable(),
            group_id=self.group_id,
            view=self.openings,
            whole_branch=self.desk.actor.may(Right.OFFER, self.shown_branch.id),
        )

    def _enter_opening(self, kind: OpeningKind) -> None:
        from backoffice.desk.openings import AddOpenings
        from backoffice.screens.plan_forms import SeriesForm, SingleForm

        ground = self._ground()
        if ground is None:
            return
        key, branch = ground.key(kind.value), ground.branch_id
        Drafts.of(self.app).open(
            lambda: SeriesForm(ground) if kind is OpeningKind.WEEKLY else SingleForm(kind, ground),
            lambda said: self._perform(self.desk.new(AddOpenings, branch_id=branch, **said), key),
        )

    def _enter_closure(self, closes: ClosureKind) -> None:
        from backoffice.desk.closures import AddClosure
        from backoffice.screens.plan_closing import ClosureForm

        ground = self._ground()
        if ground is None:
            return
        key, branch = ground.key(closes.value), ground.branch_id
        Drafts.of(self.app).open(
            lambda: ClosureForm(closes, ground),
            lambda said: self._perform(self.desk.new(AddClosure, branch_id=branch, **said), key),
        )

    @work(exclusive=True, group="point", exit_on_error=False)
    async def _enter_point(self) -> None:
        """The form of one more service point, with a name that is free in each group."""
        from backoffice.desk.temporary_points import OpenTemporaryPoint, ProposePointName
        from backoffice.screens.plan_closing import TemporaryForm
        from backoffice.screens.privacy import uncovered

        ground = self._ground()
        if ground is None:
            return
        try:
            names = await asyncio.to_thread(
                lambda: {id_: self.desk.read(ProposePointName(id_)) for id_, _ in ground.groups}
            )
        except BackofficeError as error:
            self.refused(error)
            return

        def take(said: Mapping[str, Any]) -> None:
            self._perform(self.desk.new(OpenTemporaryPoint, **said), ground.key("point"))

        uncovered(self.app, lambda: Drafts.of(self.app).open(lambda: TemporaryForm(ground, names), take))

    def _perform(self, command: Command, form: str) -> None:
        self.change_plan([command], form)

    # --- x -------------------------------------------------------------------------------------------------------

    def end_rows(self) -> None:
        """x: end or remove what was set; a series may end on a day of its own."""
        rows = self.rows_to_end()
        if not rows:
            self.say(words.NOTHING_TO_END)
        elif any(row.house and not self.desk.actor.may(Right.ADMINISTER) for row in rows):
            self.say(words.HOUSE_WIDE, ink="urgent")
        elif len(rows) == 1 and rows[0].ends:
            self._end_series(rows[0])
        else:
            self._remove(rows)

    def _end_series(self, row: PlanRow) -> None:
        from backoffice.screens.choice import ChoiceDialog

        began = row.first_day <= wall(self.desk.clock.now())[0]
        choices = (
            Choice("now", words.END_NOW if began else words.REMOVE),
            Choice("on", words.END_ON),
        )

        def chosen(choice: str | None) -> None:
            if choice == "now":
                self._remove([row])
            elif choice == "on":
                self._end_on(row)

        self.app.push_screen(ChoiceDialog(words.END_TITLE, choices, row.named), chosen)

    def _end_on(self, row: PlanRow) -> None:
        from backoffice.desk.openings import EndOpening
        from backoffice.screens.plan_closing import EndForm

        today = wall(self.desk.clock.now())[0]

        def end(last: Any) -> None:
            self._batch(
                lambda batch: [
                    self.desk.new(EndOpening, batch_id=batch, opening_id=id_, version=version, last_day=last)
                    for id_, version in row.versions
                ]
            )

        Drafts.of(self.app).open(lambda: EndForm(today, row.named), end)

    def _remove(self, rows: Sequence[PlanRow]) -> None:
        self._batch(lambda batch: [command for row in rows for command in self._removing(row, batch)])

    def _removing(self, row: PlanRow, batch: str | None) -> list[Command]:
        from backoffice.desk.closures import RemoveClosure
        from backoffice.desk.openings import RemoveOpening
        from backoffice.desk.temporary_points import CloseTemporaryPoint

        if row.sort == "closure":
            return [self.desk.new(RemoveClosure, batch_id=batch, closure_id=row.id)]
        if row.sort == "point":
            return [self.desk.new(CloseTemporaryPoint, batch_id=batch, point_id=row.id)]
        return [
            self.desk.new(RemoveOpening, batch_id=batch, opening_id=id_, version=version)
            for id_, version in row.versions
        ]

    def _batch(self, commands: Callable[[str | None], list[Command]]) -> None:
        """Carry out commands that one undo takes back together."""
        made = commands(new_id())
        self.change_plan(made if len(made) > 1 else commands(None))

    # --- what came of it -----------------------------------------------------------------------------------------

    def plan_changed(self, done: Done) -> None:
        """Show what was set; where somebody is left outside, how to see who."""
        if done.values.get("affected"):
            self.say(f"{self.notice.text} {words.SEE_AFFECTED}", undo=True)
        self.records.clear_marks()
        self.load(flash=True, cursor=self._shown_by(done))

    def _shown_by(self, done: Done) -> str | None:
        """The row that an answer is about, where it is still there."""
        return done.ids[0] if done.code in ("openings_added", "closure_added", "temporary_point_opened") else None

    def _say_answers(
        self, answers: Sequence[Done | BackofficeError], names: dict[str, str], kept: str, changed: int
    ) -> None:
        """A series of several weekdays is one row and one sentence, which counts everybody who is left outside."""
        good = [answer for answer in answers if isinstance(answer, Done)]
        if len(good) > 1 and len(good) == len(answers) and len({answer.code for answer in good}) == 1:
            affected = sum(answer.values.get("affected", 0) for answer in good)
            if any("affected" in answer.values for answer in good):
                whole = replace(good[0], values={**good[0].values, "affected": affected})
                super()._say_answers([whole], names, kept, 1)
                return
        super()._say_answers(answers, names, kept, changed)

    def several(self, count: int, said_of_one: str) -> str:
        """What was set has no number: it is a series, a closure, a place."""
        return screens.several(count, said_of_one) if self.lists_appointments else said_of_one

    @property
    def lists_appointments(self) -> bool:
        """Whether appointments stand here, and not what was set."""
        raise NotImplementedError
