"""The weeks ahead on *Plan*: all groups one under the other, or one of them more closely (o)."""

from datetime import date

from textual import on

from backoffice.screens.plan_away import PlanAway
from backoffice.screens.plan_reading import PlanRead, View
from backoffice.widgets.heat_map import HeatMap
from backoffice.widgets.weeks_map import WeeksMap
from backoffice.wording import plan_screen as words


class PlanWeeks(PlanAway):
    """The keys of the outlook."""

    def go_to(self, day: date, *, cursor: str | None = None) -> None:
        """Show a day."""
        raise NotImplementedError

    def show_found(self, found: PlanRead) -> None:
        """Whoever comes here from another view begins with the group and the day that were looked at."""
        super().show_found(found)
        if found.outlooks and not self.has_class(f"-{View.AHEAD.value}") and self.group_id is not None:
            self.weeks.go(self.group_id, self.shown_day)

    def action_details(self) -> None:
        """o: in the outlook all groups, or the one under the cursor more closely."""
        if self.view is not View.AHEAD:
            super().action_details()
            return
        at = self.ahead_at()
        self.all_groups = not self.all_groups
        if at is not None:
            self.group_id = at[0]
        self.say(words.ALL_GROUPS if self.all_groups else words.ONE_GROUP)
        self.load()
        if at is not None:
            self.after_load(lambda: self._stand_on(*at))
        self.show_frame()

    def _stand_on(self, group_id: str, day: date, part: str) -> None:
        """The cursor stays where it was, whichever way it is shown."""
        self.focus_view()
        if self.all_groups:
            self.weeks.go(group_id, day, part)
        else:
            self.heat.go(day, part)
        self.show_selected()

    def show_group(self) -> None:
        if self.view is View.AHEAD and self.all_groups and self.group_id is not None:
            self.weeks.go(self.group_id)
        else:
            super().show_group()

    def show_week(self, day: date) -> None:
        """Put the cursor of the outlook on a day."""
        self.heat.go(day)
        at = self.weeks.cursor
        if at is not None:
            self.weeks.go(at[0], day)

    @on(HeatMap.Moved)
    def _day_moved(self) -> None:
        self.show_selected()

    @on(HeatMap.Chosen)
    def _day_chosen(self, event: HeatMap.Chosen) -> None:
        self.show_day(event.day)

    @on(WeeksMap.Moved)
    def _half_day_moved(self) -> None:
        if self.weeks.cursor is not None and self.view is View.AHEAD and self.all_groups:
            self.group_id = self.weeks.cursor[0]
        self.show_selected()

    @on(WeeksMap.Chosen)
    def _week_day_chosen(self, event: WeeksMap.Chosen) -> None:
        self.group_id = event.group_id
        self.show_day(event.day)

    def show_day(self, day: date) -> None:
        """Leave the outlook for a day of the group that is looked at."""
        raise NotImplementedError
