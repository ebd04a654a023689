"""Morgenlage: shown after an import and when a day is first opened; Enter jumps to a line."""

from collections.abc import Iterable, Mapping, Sequence

from textual import on
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.morning import Matter, Point, morning
from backoffice.desk.views import Day, Line
from backoffice.domain.clock import hhmm
from backoffice.domain.phones import international
from backoffice.screens.lines import interpreting
from backoffice.screens.paging import Lines, Sheet, WideDialog, hinted, paragraph
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import screens as labels
from backoffice.wording import views as words
from backoffice.wording.help_texts import ABOUT_MORNING

COLUMNS = (
    Column(words.COLUMN_MATTER, 17),
    Column(labels.COLUMN_TIME, 5, whole=True),
    Column(labels.COLUMN_NAME, 12),
    Column(words.COLUMN_HINT, 20, flexible=True),
)
INK = {Matter.EMERGENCY: "urgent", Matter.NO_NUMBER: "warning", Matter.NO_PLACE: "warning", Matter.LANGUAGE: "info"}


class MorningDialog(WideDialog[str]):
    """Dismisses with the id of the appointment to jump to. `previous`: what the last import changed, by row state."""

    PLACES = keys.LIST_DIALOG
    ABOUT = ABOUT_MORNING

    def __init__(self, day: Day, previous: Mapping[str, int] | None = None) -> None:
        super().__init__(words.morning_title(day.day))
        self._morning = morning(day)
        self._previous = previous
        self._booked = sum(line.open for line in day.lines)

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.JUMP), keys.action("close"))

    def body(self) -> Iterable[Widget]:
        """Sentences with the counts, then the lines they are about."""
        yield Sheet(self._sentences)
        yield RecordList[Point](
            COLUMNS,
            key=lambda point: f"{point.matter.value}:{point.line.id}",
            cells=_cells,
            search=lambda point: point.line.search,
            empty=words.MORNING_CALM,
        )

    def on_mount(self) -> None:
        listed = self.query_one(RecordList)
        listed.set_rows(self._morning.points)
        listed.focus()

    def _sentences(self, width: int) -> Lines:
        found = self._morning
        lines = paragraph(words.morning_open(self._booked), width, "strong")
        if self._previous is not None:
            lines += paragraph(words.morning_import(self._previous), width)
        for matter in Matter:
            here = found.of(matter)
            if here:
                named = [f"{hhmm(line.start)} {_name(line)}" for line in here]
                lines += paragraph(words.morning_matter(matter.value, named), width)
        lines += paragraph(words.morning_before(found.since_yesterday), width, "warning")
        lines += paragraph(words.morning_promises(found.no_promise), width, "warning")
        return [*lines, []]

    @on(told.Opened)
    def _opened(self, event: told.Opened) -> None:
        self.dismiss(event.id.partition(":")[2])


def _cells(point: Point) -> Sequence[Cell]:
    line = point.line
    concern = labels.SENSITIVE if line.sensitive else line.concern
    hint = concern
    if point.matter is Matter.LANGUAGE:
        hint = interpreting(line) if line.order is not None else line.remark or ""
    if point.matter is Matter.EMERGENCY and line.phone:
        hint = f"{hint} · {international(line.phone)}"
    return (
        (words.MATTERS[point.matter.value], INK[point.matter]),
        hhmm(line.start),
        (_name(line), "strong"),
        hint,
    )


def _name(line: Line) -> str:
    return labels.PROTECTED if line.protected else line.short_name or labels.NAMELESS
