"""*Umplanen*: where the affected of a day stay, before and after, with the reason of each line (D33)."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.plan_parts import acceptance
from backoffice.desk.rearranging import AsideLine, ExtraPoint, PlanFor, PlanView, StepLine, turned_down
from backoffice.desk.temporary_points import ProposePointName
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import BackofficeError
from backoffice.screens.dialog import Paragraph
from backoffice.screens.paging import Lines, Sheet, WideDialog, hinted, paragraph
from backoffice.screens.plan_fields import Groups
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import plan_lines as lines
from backoffice.wording import rearranging as words
from backoffice.wording import rearranging_screen as texts
from backoffice.wording.interpreting import mark
from backoffice.wording.refusals import refusal
from backoffice.wording.screens import EMERGENCY, PROTECTED

COLUMNS = (
    Column(texts.COLUMN_TIME, 5, whole=True),
    Column(texts.COLUMN_NAME, 12, flexible=True),
    Column(texts.COLUMN_FROM, 6),
    Column(texts.COLUMN_TO, 20, whole=True),
    Column(texts.COLUMN_STAND, 17),
    Column(texts.COLUMN_WHY, 34, priority=1),
)
SLOW = 0.2
"""Seconds from which it says that it is being worked out."""

Row = StepLine | AsideLine
Accepted = dict[str, Any]


class RearrangeDialog(WideDialog[Accepted]):
    """a gives what is accepted; x wants another for a line, Space leaves it as it is, n names who steps in.

    Nothing is stored. The plan is worked out anew when the store changes under it, and says so; Esc stops it.
    """

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.REARRANGE_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.REARRANGE)]
    ABOUT = texts.ABOUT_PLAN

    def __init__(self, desk: Desk, asked: PlanFor, groups: Groups, title: str, *, short_names: bool) -> None:
        """`groups`: those in which somebody may step in, by id and name."""
        super().__init__(title)
        self.desk = desk
        self._asked = asked
        self._groups = groups
        self._short = short_names
        self._view: PlanView | None = None
        self._left: dict[str, StepLine] = {}
        """Whom the plan leaves as they are, as they stood in it last."""

    def body(self) -> Iterable[Widget]:
        yield Paragraph(texts.WORKING_OUT, ink="strong", classes="left")
        yield RecordList[Row](
            COLUMNS, key=_id, cells=self._cells, search=lambda _row: "", empty=lines.NOTHING_TO_PLAN
        )
        yield Sheet(id="in_full")

    def hints(self) -> Iterable[keys.Action]:
        """What is done here, most often first."""
        of = ("rearrange_accept", "rearrange_other", "rearrange_leave", "rearrange_extra")
        return (*(keys.action(id_) for id_ in of), hinted("close", texts.DISCARD))

    def on_mount(self) -> None:
        self._listed.focus()
        self.load()

    @property
    def _listed(self) -> "RecordList[Row]":
        return self.query_one(RecordList)

    @property
    def day(self) -> date:
        """Whose plan it is."""
        return self._asked.day

    # --- working it out ------------------------------------------------------------------------------------------

    def store_changed(self) -> None:
        """Somebody changed something: perhaps the plan is another now."""
        self.load(again=True)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self, *, again: bool = False) -> None:
        """Work the plan out; `again`: nobody here asked for it, so it is said where it became another."""
        slow = self.set_timer(SLOW, lambda: self.say(texts.WORKING_OUT, ink="muted"))
        before = None if self._view is None or not again else self._view.token
        asked = replace(self._asked, now=self.desk.clock.now())
        try:
            self._view = await asyncio.to_thread(self.desk.read, asked)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        finally:
            slow.stop()
        self._show()
        other = before is not None and before != self._view.token
        self.say(texts.WORKED_OUT_AGAIN if other else "", ink="warning" if other else "plain")

    def _again(self, **changes: Any) -> None:
        self._asked = replace(self._asked, **changes)
        self._view = None  # what stands there is not what is asked for: it cannot be accepted any more
        self.load()

    # --- what is shown -------------------------------------------------------------------------------------------

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        steps = sorted((*view.steps, *self._left.values()), key=lambda line: (line.step.was.start, line.id))
        self._listed.set_rows((*steps, *view.asides))
        self.query_one(".left", Paragraph).write(lines.summary(view))
        self._listed.empty_text = lines.nobody(view)
        self._tell_more()

    def _called(self, row: Row) -> str:
        one = row.booked
        name = PROTECTED if one.protected else one.short_name if self._short else one.name
        return f"{EMERGENCY} {name}" if one.emergency else name

    def _cells(self, row: Row) -> Sequence[Cell]:
        if isinstance(row, AsideLine):
            at = hhmm(row.aside.start)
            return at, self._called(row), row.was.point, f"→ {row.to.point}", (lines.ASIDE, "muted"), ""
        step = row.step
        left = row.id in self._left
        ink = "muted" if left else "good" if step.at_once else "warning" if step.to is not None else "urgent"
        stand = texts.LEFT_OUT if left else lines.applies(row)
        return (
            hhmm(step.was.start),
            (self._called(row), "urgent" if row.booked.emergency else "plain"),
            row.was.point or "—",
            ("" if left else f"→ {lines.goes_to(row)}", "muted" if left else "strong"),
            (stand, ink),
            (lines.why(row), "muted"),
        )

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        """The line under the cursor in full."""
        row = self._listed.cursor_row
        self.query_one("#in_full", Sheet).show(lambda width: [] if row is None else self._in_full(row, width))

    def _in_full(self, row: Row, width: int) -> Lines:
        if isinstance(row, AsideLine):
            return paragraph(texts.ASIDE_IN_FULL, width, "muted")
        order = row.order
        interpreted = order and mark(order.status.value, order.language, order.kind and order.kind.value)
        parts = (self._called(row), row.booked.concern, row.was.group, interpreted)
        head = " · ".join(part for part in parts if part)
        return paragraph(head, width, "muted") + paragraph(lines.why(row), width)

    # --- what is done --------------------------------------------------------------------------------------------

    def _line(self) -> StepLine | None:
        row = self._listed.cursor_row
        if isinstance(row, StepLine):
            return row
        self.say(texts.NOT_ON_ASIDE if row is not None else lines.NOTHING_TO_PLAN, ink="info")
        return None

    @on(told.Opened)
    def _opened(self) -> None:
        self.say(texts.PRESS_A, ink="info")

    def action_arrive(self) -> None:
        """a: accept the plan as it is seen."""
        if self._view is None:
            self.say(texts.WORKING_OUT, ink="muted")
            return
        if not any(line.step.to is not None for line in self._view.steps):
            self.say(texts.NOTHING_TO_ACCEPT, ink="info")
            return
        self.dismiss(acceptance(self._view, words.EXTRA_REASON))

    def action_negative(self) -> None:
        """x: not like that; the next best is looked for."""
        line = self._line()
        if line is not None and line.step.to is None:
            self.say(texts.NOTHING_ELSE, ink="info")
        elif line is not None and line.id not in self._left:
            self._again(adjusted=turned_down(self._asked.adjusted, line))

    def action_mark(self) -> None:
        """Space: leave this one as it is, or take it in again."""
        line = self._line()
        if line is None:
            return
        if line.id in self._left:
            del self._left[line.id]
        else:
            self._left[line.id] = line
        self._again(leave=frozenset(self._left))

    @work(exclusive=True, group="extra", exit_on_error=False)
    async def action_new(self) -> None:
        """n: who steps in."""
        from backoffice.screens.extra_form import ExtraForm

        known = frozenset(one.name for one in self._asked.extras)

        def read() -> dict[str, str]:
            return {id_: self.desk.read(ProposePointName(id_, known)) for id_, _ in self._groups}

        try:
            names = await asyncio.to_thread(read)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return

        def named(extra: ExtraPoint | None) -> None:
            if extra is not None:
                self._again(extras=(*self._asked.extras, extra))

        row = self._listed.cursor_row
        group = row.step.was.group_id if isinstance(row, StepLine) else None
        self.app.push_screen(ExtraForm(self._groups, names, group), named)


def _id(row: Row) -> str:
    return row.aside.id if isinstance(row, AsideLine) else row.id
