"""How *Plan* shows what was read, what stands under the cursor, and what its keys act on."""

from dataclasses import replace
from datetime import date
from typing import Any

from textual.reactive import reactive
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.screens.lines import phone
from backoffice.screens.plan_changing import PlanChanging
from backoffice.screens.plan_day import DayWriter, window
from backoffice.screens.plan_outlook import PARTS, free_elsewhere, heat_cells, hit_by, week_rows
from backoffice.screens.plan_reading import PlanRead, View
from backoffice.screens.plan_rows import PlanRow, affected_cells, reason
from backoffice.screens.plan_serving import said_at
from backoffice.widgets.columns import text_of
from backoffice.widgets.day_grid import CellKind, DayGrid
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import DetailLine, HintLine
from backoffice.widgets.heat_map import HeatMap
from backoffice.widgets.line import Piece
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.views_line import ViewsLine
from backoffice.widgets.weeks_map import WeeksMap
from backoffice.wording import plan_screen as words
from backoffice.wording import plan_words
from backoffice.wording.screens import day_label

GRIDS = frozenset({View.DAY, View.AHEAD})
TAKEN = frozenset({CellKind.BOOKED, CellKind.NO_PLACE})
HINTS = {
    View.DAY: (
        *("plan_view_after", "open", "plan_absent", "plan_day_after", "plan_day_before", "give_place"),
        *("plan_group", "assign"),
    ),
    View.AHEAD: (
        *("plan_view_after", "open", "plan_absent", "details", "plan_day_after", "plan_day_before"),
        *("plan_group", "plan_go_to_day"),
    ),
    View.OPENINGS: ("plan_new", "plan_end", "plan_absent", "plan_view_after", "filter", "undo", "mark"),
    View.AFFECTED: (
        *("rearrange", "plan_view_after", "open", "move", "give_place", "callback"),
        *("plan_absent", "filter", "undo"),
    ),
}
"""What the last line speaks of in each view, the most used first."""
WEEKS = {"plan_day_after": words.WEEK_AFTER, "open": words.SHOW_DAY, "details": words.ONE_OR_ALL}
"""What keys are called there where a day is not what they go to."""


class PlanShowing(PlanChanging):
    """The four views and their cursor."""

    all_groups = reactive(True, toggle_class="-all", init=True)
    """The weeks ahead show all groups, and not one of them more closely."""

    # --- what the screen gives -----------------------------------------------------------------------------------

    @property
    def found(self) -> PlanRead | None:
        """What was read last."""
        raise NotImplementedError

    @property
    def view(self) -> View:
        """The view that is shown."""
        raise NotImplementedError

    # --- where things are ----------------------------------------------------------------------------------------

    @property
    def grid(self) -> DayGrid:
        """The day."""
        return self.query_one("#grid", DayGrid)

    @property
    def heat(self) -> HeatMap:
        """The weeks ahead."""
        return self.query_one("#heat", HeatMap)

    @property
    def weeks(self) -> WeeksMap:
        """The weeks ahead of all groups."""
        return self.query_one("#weeks", WeeksMap)

    @property
    def records(self) -> RecordList[Any]:  # its rows are those of the view
        """The list of the present view; in a grid the one of openings, which nobody sees then."""
        return self.query_one("#affected" if self.view is View.AFFECTED else "#rows", RecordList)

    @property
    def is_grid(self) -> bool:
        """Whether cells are shown, and no list."""
        return self.view in GRIDS

    @property
    def lists_appointments(self) -> bool:
        return self.view in (View.DAY, View.AFFECTED)

    @property
    def planned_day(self) -> date:
        """The day of whoever stands under the cursor, else the one that is shown."""
        row = self.records.cursor_row if self.view is View.AFFECTED else None
        return self.shown_day if row is None else row.day

    def view_widget(self) -> Widget:
        """What the present view shows."""
        shown: dict[View, Widget] = {View.DAY: self.grid, View.AHEAD: self.weeks if self.all_groups else self.heat}
        return shown.get(self.view, self.records)

    # --- showing what was read -----------------------------------------------------------------------------------

    @property
    def day_writer(self) -> DayWriter:
        """How the day is written right now."""
        today, minute = wall(self.desk.clock.now())
        passed = 1440 if self.shown_day < today else minute if self.shown_day == today else 0
        return DayWriter(self.desk.id, self.short_names, passed)

    def show_found(self, found: PlanRead) -> None:
        """Fill the view; cursors, marks and filter stay with what they belong to."""
        if found.planned is not None:
            writer, (start, end) = self.day_writer, window(found.planned)
            self.grid.empty_text = words.EMPTY_DAY
            points = writer.points(found.planned, found.staffing)
            self.grid.show(points, writer.cells(found.planned), start=start, end=end)
        elif found.outlook is not None:
            hit = hit_by(found.affected)
            self.heat.show(PARTS, heat_cells(found.outlook, hit), minutes=True)
            self.weeks.show(week_rows(found.outlooks, hit))
        elif found.view is View.OPENINGS:
            self.records.set_rows(found.rows)
        elif found.view is View.AFFECTED:
            self.records.set_rows(found.affected)

    def show_places(self) -> None:
        """What stands on the screen in this view, and which keys work there."""
        for view in View:
            self.set_class(view is self.view, f"-{view.value}")
        self.PLACES = keys.PLAN_VIEW if self.lists_appointments else keys.OPENINGS_VIEW  # type: ignore[misc]  # of this view
        known = {action.id: action for action in keys.at(*self.PLACES)}
        called = WEEKS if self.view is View.AHEAD else {}
        hints = [
            replace(known[id_], footer=n, hint=called.get(id_, known[id_].hint))
            for n, id_ in enumerate(HINTS[self.view], 1)
            if id_ in known
        ]
        self.query_one(HintLine).show((keys.action("help"), *hints))
        self.focus_view()

    def show_now(self) -> None:
        """The cursor stands on the present half hour, where that is on the screen."""
        today, minute = wall(self.desk.clock.now())
        if self.grid.cursor is not None and self.shown_day == today:
            self.grid.go(self.grid.cursor[0], minute)

    def focus_view(self) -> None:
        """Let the keys go to what is shown, unless they are in the filter."""
        if not self._filtering():
            self.set_focus(self.view_widget())

    def _filtering(self) -> bool:
        around = self.focused.ancestors_with_self if self.focused is not None else ()
        return any(isinstance(node, FilterBar) and node.has_class("-open") for node in around)

    def changed_rows(self, before: PlanRead | None, now: PlanRead) -> list[str]:
        """What another desk changed on the list of this view."""
        if before is None or (before.view, before.day.branch.id) != (now.view, now.day.branch.id):
            return []
        of: dict[View, Any] = {View.OPENINGS: lambda read: read.rows, View.AFFECTED: lambda read: read.affected}
        if now.view not in of:
            return []
        known = {row.id: row for row in of[now.view](before)}
        return [row.id for row in of[now.view](now) if row.id not in self.own_changes and known.get(row.id) != row]

    def show_frame(self) -> None:
        of_day = self.view is View.DAY
        first = day_label(self.shown_day) if of_day else day_label(wall(self.desk.clock.now())[0])
        group = self._group_name() if self.view is View.AHEAD and not self.all_groups else ""
        self.show_top(tuple(part for part in (self.shown_branch.name, first, group) if part))
        self.query_one(ViewsLine).show(self._views(), self._counts())

    def _group_name(self, group_id: str | None = None) -> str:
        """Of a group; else of the one that is looked at."""
        return next((name for id_, name in self.groups if id_ == (group_id or self.group_id)), "")

    def _views(self) -> list[Piece]:
        affected = 0 if self.found is None else len(self.found.affected)
        pieces: list[Piece] = []
        for view in View:
            count = f" {affected}" if view is View.AFFECTED and affected else ""
            ink = "strong" if view is self.view else "warning" if count else "plain"
            pieces.append((f"{words.of_views(view.value, self.view.value)}{count}", ink))
        return pieces

    def _counts(self) -> list[Piece]:
        found, marked = self.found, 0 if self.is_grid else len(self.records.marks)
        if found is None:
            return []
        if marked:
            return [(words.marked(marked), "strong")]
        if found.planned is None:
            return []
        sums = self.day_writer.sums(found.planned)
        pieces = [(f"{words.COUNT_BOOKED} {sums.booked}", "plain"), (words.free(sums.free), "good")]
        if sums.without_place:
            pieces.insert(0, (f"{words.COUNT_NO_PLACE} {sums.without_place}", "warning"))
        if sums.held:
            pieces.append((f"{words.COUNT_HELD} {sums.held}", "plain"))
        return pieces

    def show_selected(self) -> None:
        self.query_one(DetailLine).show(self._brief())

    def _brief(self) -> tuple[str, ...]:
        """What is under the cursor, in words."""
        if self.view is View.DAY:
            return self._brief_of_cell()
        if self.view is View.AHEAD:
            return self._brief_ahead()
        row = self.records.cursor_row
        if row is None:
            return ()
        if isinstance(row, PlanRow):
            return row.brief()
        line = (self.found.lines or {}).get(row.id) if self.found is not None else None
        cells = [text_of(cell) for cell in affected_cells(row, short_names=self.short_names)]
        return (cells[2], "" if line is None else phone(line), row.group or "", cells[3], reason(row))

    def _brief_ahead(self) -> tuple[str, ...]:
        """The half day under the cursor; where somebody is affected in it, first who could help."""
        at = self.ahead_at()
        text = self.weeks.text_here if self.all_groups else self.heat.text_here
        if at is None or self.found is None:
            return (text,)
        group_id, day, part = at
        hit = hit_by(self.found.affected).get((self._group_name(group_id), day, part))
        if not hit:
            return (text,)
        named = next(one.name for one in PARTS if one.id == part)
        who = plan_words.affected_then(day, named, hit, self._group_name(group_id))
        return (who, free_elsewhere(self.found.outlooks, group_id, day, part))

    def ahead_at(self) -> tuple[str, date, str] | None:
        """Group, day and part of the day under the cursor in the outlook."""
        if self.all_groups:
            return self.weeks.cursor
        cursor = self.heat.cursor
        return None if cursor is None or self.group_id is None else (self.group_id, *cursor)

    def _brief_of_cell(self) -> tuple[str, ...]:
        line, cursor = self._line_here(), self.grid.cursor
        point = None
        if self.found is not None and self.found.planned is not None and cursor is not None:
            points = [point for group in self.found.planned.groups for point in group.points]
            point = next((one for one in points if one.id == cursor[0]), None)
        extra = words.EXTRA_POINT.format(reason=point.reason) if point is not None and point.temporary else ""
        who = "" if self.found is None or cursor is None else said_at(self.found.staffing.get(cursor[0]), cursor[1])
        if line is None:
            return (self.grid.text_here, who, extra)
        first, *rest = self.grid.text_here.split(" · ")
        return (first, phone(line), *rest, self.writer.concern(line), who, extra)

    def _ids_here(self) -> list[str]:
        """The appointments on the field under the cursor: the one that it shows first."""
        cells = [cell for cell in self.grid.cells_here if cell.kind in TAKEN and cell.appointment_id]
        minute = 0 if self.grid.cursor is None else self.grid.cursor[1]
        cells.sort(key=lambda cell: cell.start < minute)
        return [cell.appointment_id for cell in cells if cell.appointment_id]

    def _line_here(self) -> Line | None:
        here = next(iter(self._ids_here()), None)
        return next((line for line in self.day.lines if line.id == here), None)
