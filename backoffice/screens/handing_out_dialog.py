"""The proposal for a day, by time: who could take what nobody has (D50, D51)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.handing_out import HandOutLine, HandOutView
from backoffice.desk.views import StaffView
from backoffice.domain.clock import hhmm
from backoffice.domain.handing_out import NoOne
from backoffice.screens.assign import AssignDialog
from backoffice.screens.dialog import Paragraph
from backoffice.screens.lines import LineWriter, interpreting
from backoffice.screens.paging import WideDialog, hinted
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import handing_out as words
from backoffice.wording import screens as labels
from backoffice.wording.plan_words import span
from backoffice.wording.states import CHANNEL_LONG

COLUMNS = (
    Column(labels.COLUMN_TIME, 5, whole=True),
    Column(labels.COLUMN_CONCERN, 14, flexible=True),
    Column(labels.COLUMN_NAME, 15),
    Column(labels.COLUMN_PLACE, 5, priority=1),
    Column(words.COLUMN_TO, 24),
)


class HandOutDialog(WideDialog[Mapping[str, str | None]]):
    """Gives who gets an appointment in place of the proposal (None: nobody), by its id; None after Esc.

    Enter or a accepts what is shown, Space or x takes a line out or in again, w chooses somebody else.
    """

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.HAND_OUT_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.HAND_OUT)]
    ABOUT = words.ABOUT

    def __init__(
        self,
        seen: HandOutView,
        staff: Sequence[StaffView],
        me: str,
        writer: LineWriter,
        instead: Mapping[str, str | None],
        notice: str = "",
    ) -> None:
        """`instead`: what was chosen before, `notice`: what to say of it first."""
        super().__init__(words.title(seen.day))
        self._seen = seen
        self._staff = staff
        self._me = me
        self._writer = writer
        self._instead = dict(instead)
        self._notice = notice
        self._names = {one.id: one.name for one in staff}

    def body(self) -> Iterable[Widget]:
        yield Paragraph("", ink="strong", classes="left")
        yield RecordList[HandOutLine](
            COLUMNS, key=lambda row: row.id, cells=self._cells, search=lambda _: "", empty=words.NOTHING
        )
        yield Paragraph("", classes="here")

    def hints(self) -> Iterable[keys.Action]:
        """What the keys do here."""
        return (*keys.at(keys.Place.HAND_OUT), hinted("close", words.HINT_DISCARD))

    def on_mount(self) -> None:
        self._listed.set_rows(self._seen.lines)
        self._listed.focus()
        self._show()
        if self._notice:
            self.say(self._notice)

    @property
    def _listed(self) -> "RecordList[HandOutLine]":
        return self.query_one(RecordList)

    # --- what is shown -------------------------------------------------------------------------------------------

    def _to(self, row: HandOutLine) -> str | None:
        """Who gets it, as the list stands."""
        return self._instead.get(row.id, row.staff_id)

    def _show(self) -> None:
        self._listed.refresh_cells()
        without = sum(self._to(row) is None for row in self._seen.lines)
        self.query_one(".left", Paragraph).write(words.summary(len(self._seen.lines), without))
        self._say_here()

    def _cells(self, row: HandOutLine) -> Sequence[Cell]:
        line, given = row.line, self._to(row) is not None
        return (
            hhmm(line.start),
            (self._writer.concern(line), "urgent" if line.emergency else "plain"),
            (self._writer.name(line), "strong"),
            line.place or labels.NO_PLACE,
            (self._whom(row), "good" if given else "warning" if row.why is not None else "muted"),
        )

    def _whom(self, row: HandOutLine) -> str:
        to = self._to(row)
        if to is None:
            return words.OUT if row.why is None else words.NO_ONE[row.why.value]
        if to == row.staff_id:
            return row.name
        return words.CHOSEN.format(name=self._names.get(to, ""))

    @on(told.Highlighted)
    def _say_here(self) -> None:
        """The line under the cursor in full."""
        row = self._listed.cursor_row
        if row is None:
            self.query_one(".here", Paragraph).write("")
            return
        line = row.line
        channel = "" if line.channel is None else CHANNEL_LONG[line.channel.value]
        parts = (
            f"{span(line.start, line.end)} {channel}".rstrip(),
            " ".join(part for part in (line.group, line.place) if part),
            interpreting(line),
            self._in_words(row),
        )
        self.query_one(".here", Paragraph).write(" · ".join(part for part in parts if part), ink="muted")

    def _in_words(self, row: HandOutLine) -> str:
        to = self._to(row)
        if to is not None and to == row.staff_id:
            return words.PROPOSED_TO.format(name=row.name)
        if to is not None:
            return words.IN_FULL_CHOSEN.format(name=self._names.get(to, ""))
        return words.IN_FULL_OUT if row.why is None else words.WHY[row.why.value]

    # --- what is done --------------------------------------------------------------------------------------------

    @on(told.Opened)
    def _opened(self) -> None:
        self.action_arrive()

    def action_arrive(self) -> None:
        """a: accept what is shown."""
        self.dismiss(self._instead)

    def action_negative(self) -> None:
        """Space, x: this one stays with nobody; again: as it was proposed."""
        row = self._listed.cursor_row
        if row is None:
            return
        if self._to(row) is None and row.staff_id is None:
            self.say(words.WHY[row.why.value] if row.why else words.OUT, ink="info")
            return
        if self._to(row) is None:
            del self._instead[row.id]
        else:
            self._instead[row.id] = None
        self._show()

    def action_assign(self) -> None:
        """w: somebody else gets this one."""
        row = self._listed.cursor_row
        if row is None:
            return
        if row.why is NoOne.PROTECTED:
            self.say(words.WHY["protected"], ink="info")
            return

        def chosen(staff_id: str | None) -> None:
            if staff_id is None:
                return
            self._instead[row.id] = staff_id or None
            if self._instead[row.id] == row.staff_id:
                del self._instead[row.id]
            self._show()

        called = f"{hhmm(row.line.start)} {self._writer.name(row.line)}"
        self.app.push_screen(AssignDialog(called, self._staff, self._me), chosen)
