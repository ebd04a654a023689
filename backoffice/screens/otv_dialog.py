"""What is still to be entered or cancelled in the booking tool by hand: done there, ticked here (D29)."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.otv import OtvTaskView, TickOtvTask
from backoffice.desk.undo import Undo
from backoffice.domain.errors import BackofficeError
from backoffice.domain.names import short_name
from backoffice.domain.terms import OtvTaskKind
from backoffice.domain.text import search_key
from backoffice.screens.dialog import Paragraph
from backoffice.screens.paging import WideDialog, hinted
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import otv as words
from backoffice.wording import screens as labels
from backoffice.wording.plan_words import day_short, span
from backoffice.wording.refusals import refusal
from backoffice.wording.views import COLUMN_DAY

COLUMNS = (
    Column(words.COLUMN_NUMBER, 2, whole=True),
    Column(words.COLUMN_KIND, 12, whole=True),
    Column(COLUMN_DAY, 9, whole=True),
    Column(words.COLUMN_TIME, 11, whole=True),
    Column(words.COLUMN_BOOKING, 9, whole=True),
    Column(labels.COLUMN_NAME, 12, flexible=True),
    Column(labels.COLUMN_CONCERN, 20, priority=1),
)
NUMBERED = 9
"""As many as there are digits."""


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the list; it stays where it is when it is ticked, so that nothing moves under the cursor."""

    view: OtvTaskView
    number: int
    name: str
    """As this desk shows names (D57)."""

    @property
    def id(self) -> str:
        """The task's."""
        return self.view.id


class OtvDialog(WideDialog[None]):
    """Space, Enter or a digit ticks; u takes the last tick back."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.OTV_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.NUMBERED, keys.Place.OTV)]
    ABOUT = words.ABOUT_OTV

    def __init__(
        self,
        desk: Desk,
        tasks: Sequence[OtvTaskView],
        today: date,
        *,
        short_names: bool,
        changed: Callable[[Done, str | None], object],
    ) -> None:
        """`changed` gets each answer, and the entry that was taken back where it is an undo."""
        super().__init__(words.TITLE)
        self._desk = desk
        self._today = today
        self._changed = changed
        self._tasks = tuple(
            Task(view, number, _name(view, short=short_names)) for number, view in enumerate(tasks, start=1)
        )
        self._ticked: dict[str, str] = {}
        """The entry of each tick, in the order they were made; empty where somebody else was first."""
        self._under_way: set[str] = set()

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.left(len(self._tasks)), ink="strong", classes="left")
        yield RecordList[Task](
            COLUMNS,
            key=lambda task: task.id,
            cells=self._cells,
            search=lambda task: search_key(task.name, task.view.booking_number),
            empty=words.EMPTY,
        )
        yield Paragraph("", classes="here")

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.HINT_TICK), keys.action("undo_tick"), keys.action("close"))

    def on_mount(self) -> None:
        self._listed.set_rows(self._tasks)
        self._listed.focus()
        self._say_here()

    @property
    def _listed(self) -> "RecordList[Task]":
        return self.query_one(RecordList)

    def _cells(self, task: Task) -> Sequence[Cell]:
        view, done = task.view, task.id in self._ticked
        number = str(task.number) if task.number <= NUMBERED else ""
        kind = f"{words.TICKED} {words.KIND[view.kind.value]}" if done else words.KIND[view.kind.value]
        ink = "muted" if done else "plain"
        return (
            (number, ink if done else "strong"),
            (kind, ink if done else "warning" if view.kind is OtvTaskKind.CANCEL else "info"),
            (day_short(view.day, self._today), ink),
            (span(view.start, view.end), ink),
            (view.booking_number or words.NO_BOOKING, ink),
            (task.name, ink if done else "strong"),
            (_concern(view), ink),
        )

    @on(told.Highlighted)
    def _say_here(self) -> None:
        """What else it is found by."""
        task = self._listed.cursor_row
        said = "" if task is None else " · ".join(part for part in (_concern(task.view), task.view.email) if part)
        self.query_one(".here", Paragraph).write(said, ink="muted")

    # --- ticking -------------------------------------------------------------------------------------------------

    @on(told.Opened)
    def _opened(self, event: told.Opened) -> None:
        self._tick(event.id)

    def action_tick_task(self) -> None:
        """Space."""
        if self._listed.cursor_id is not None:
            self._tick(self._listed.cursor_id)

    def action_pick(self, number: int) -> None:
        """A digit."""
        if number <= len(self._tasks):
            task = self._tasks[number - 1]
            self._listed.move_to(task.id)
            self._tick(task.id)

    def _tick(self, task_id: str) -> None:
        task = next(task for task in self._tasks if task.id == task_id)
        if task_id in self._ticked:
            self.say(words.ALREADY, ink="info")
        elif task_id not in self._under_way:
            self._under_way.add(task_id)
            self._do_tick(task)

    @work(group="write", exit_on_error=False)
    async def _do_tick(self, task: Task) -> None:
        try:
            done = await asyncio.to_thread(self._desk.perform, self._desk.new(TickOtvTask, task_id=task.id))
        except BackofficeError as error:
            if error.code == "task_done":
                self._ticked[task.id] = ""
                self._show()
            self.say(str(refusal(error)))
            return
        finally:
            self._under_way.discard(task.id)
        self._ticked[task.id] = done.entry_id
        self._changed(done, None)
        self._show()
        self.say(words.ticked(task.view.kind.value, task.view.start, task.name), ink="good")

    def action_undo(self) -> None:
        """u: the last tick that was made here."""
        mine = [id_ for id_, entry in self._ticked.items() if entry]
        if not mine:
            self.say(words.NOTHING_TO_UNDO, ink="info")
        elif mine[-1] not in self._under_way:
            self._under_way.add(mine[-1])
            self._untick(next(task for task in self._tasks if task.id == mine[-1]))

    @work(group="write", exit_on_error=False)
    async def _untick(self, task: Task) -> None:
        entry = self._ticked[task.id]
        try:
            done = await asyncio.to_thread(self._desk.perform, self._desk.new(Undo, undoes=entry))
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        finally:
            self._under_way.discard(task.id)
        del self._ticked[task.id]
        self._changed(done, entry)
        self._show()
        view = task.view
        what = words.what(view.kind.value, view.day, view.start, view.end, task.name, self._today)
        self.say(words.UNDONE.format(what=what), ink="plain")

    def _show(self) -> None:
        self._listed.refresh_cells()
        self.query_one(".left", Paragraph).write(words.left(len(self._tasks) - len(self._ticked)))


def _name(view: OtvTaskView, *, short: bool) -> str:
    if not view.name:
        return labels.PROTECTED
    return short_name(view.name) if short else view.name


def _concern(view: OtvTaskView) -> str:
    return labels.SENSITIVE if view.sensitive else view.concern
