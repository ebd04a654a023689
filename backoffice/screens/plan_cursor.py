"""What the keys of *Plan* act on: the appointment or the row under the cursor, and the group that is looked at."""

from collections.abc import Sequence

from backoffice.desk.views import Line
from backoffice.screens.plan_reading import View
from backoffice.screens.plan_rows import PlanRow
from backoffice.screens.plan_showing import PlanShowing
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.day_grid import NO_PLACE
from backoffice.wording import openings as said
from backoffice.wording import plan_screen as words


class PlanCursor(PlanShowing):
    """The cursor of the four views."""

    # --- what the keys act on ------------------------------------------------------------------------------------

    @property
    def shown_rows(self) -> Sequence[Line]:
        """The appointments of the view."""
        lines = {} if self.found is None else (self.found.lines or {})
        return tuple(lines.values()) if self.view is View.AFFECTED else self.day.lines

    def _lines(self) -> list[Line]:
        """The appointment under the cursor; among the affected the marked ones too."""
        if self.view is View.AFFECTED:
            return super()._lines()
        if self.view is not View.DAY:
            self.say(words.NOT_AN_APPOINTMENT)
            return []
        line = self._line_here()
        if line is None:
            self.say(words.NOBODY_HERE)
        return [] if line is None else [line]

    def rows_to_end(self) -> Sequence[PlanRow]:
        wanted = set(self.records.targets())
        return [row for row in (self.found.rows if self.found is not None else ()) if row.id in wanted]

    def action_new(self) -> None:
        """n: where openings are listed, these; else as on every day."""
        if self.lists_appointments:
            super().action_new()
        elif self.view is View.OPENINGS:
            self.enter_new()
        else:
            self.say(words.NEW_WHERE)

    def action_negative(self) -> None:
        """x: where openings are listed, these; else as on every day."""
        if self.view is View.OPENINGS:
            self.end_rows()
        else:
            super().action_negative()

    def open_cell(self) -> None:
        """Enter on a field: its appointment; of several, choose."""
        from backoffice.screens.choice import ChoiceDialog

        known = {line.id: line for line in self.day.lines}
        here = [known[id_] for id_ in self._ids_here() if id_ in known]
        if len(here) > 1:
            choices = tuple(Choice(line.id, self.row_name(line), self.writer.concern(line)) for line in here)
            title = words.AT_ONE_TIME.format(count=len(here))
            self.app.push_screen(ChoiceDialog(title, choices), lambda id_: self.open_record(id_) if id_ else None)
        elif here:
            self.open_record(here[0].id)
        else:
            self.say(words.FREE_HERE)

    def open_record(self, record_id: str) -> None:
        """Enter: an appointment's record; of what was set everything stands in its line."""
        if self.view is View.OPENINGS:
            row = self.records.cursor_row
            if isinstance(row, PlanRow):
                self.say(f"{row.what}: {said.days(row.first_day, row.last_day)}. {words.OPEN_OPENING}")
        else:
            super().open_record(record_id)

    def show_cursor(self, id_: str) -> bool:
        """Put the cursor on an appointment, or on what was set."""
        found = self.found
        if self.view is View.OPENINGS and found is not None:
            row = next((row for row in found.rows if id_ in dict(row.versions)), None)
            return row is not None and self.records.move_to(row.id)
        if self.view is not View.DAY:
            return self.records.move_to(id_)
        line = next((line for line in self.day.lines if line.id == id_), None)
        if line is None or found is None or found.planned is None:
            return False
        points = {point.name: point.id for group in found.planned.groups for point in group.points}
        self.grid.go(NO_PLACE if line.place is None else points.get(line.place, ""), line.start)
        return True  # a walk-in that was settled at once stands on no field

    # --- groups --------------------------------------------------------------------------------------------------

    def action_choose_group(self) -> None:
        """j: which group; the outlook shows it, the day and the list go to it."""
        from backoffice.screens.choice import ChoiceDialog

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                self.group_id = id_
                self.show_group()

        choices = tuple(Choice(id_, name) for id_, name in self.groups)
        self.app.push_screen(ChoiceDialog(words.GROUP_TITLE, choices), chosen)

    def show_group(self) -> None:
        """Show the group that is looked at."""
        found = self.found
        if self.view is View.AHEAD:
            self.load()
        elif self.view is View.DAY and found is not None and found.planned is not None:
            points = next((group.points for group in found.planned.groups if group.id == self.group_id), ())
            cursor = self.grid.cursor
            if points and cursor is not None:
                self.grid.go(points[0].id, cursor[1])
        elif self.view is View.OPENINGS and found is not None:
            row = next((row for row in found.rows if row.group_id == self.group_id), None)
            if row is not None:
                self.records.move_to(row.id)

    def group_under_cursor(self) -> None:
        """The group of the point under the cursor is the one that is looked at."""
        planned = None if self.found is None else self.found.planned
        if planned is not None and self.grid.cursor is not None:
            point = self.grid.cursor[0]
            at = next((group.id for group in planned.groups if point in {one.id for one in group.points}), None)
            self.group_id = at or self.group_id

    # --- keys that lists have ------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """/: a grid has nothing to filter."""
        if self.is_grid:
            self.say(words.NO_FILTER)
        else:
            super().action_filter()

    def action_mark(self) -> None:
        """Space."""
        if self.is_grid:
            self.say(words.NO_MARKS)
        else:
            super().action_mark()

    def action_sort(self) -> None:
        """s: there is one order only."""
        self.say(words.NO_ORDER)

    def action_details(self) -> None:
        """o: everything stands in the line below."""
        self.say(words.NO_DETAILS)
