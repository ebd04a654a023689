"""What the forms about absences, the Besetzung and support share: their values, and where a refusal stands."""

from datetime import date
from typing import Any

from textual import on

from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.domain.errors import BackofficeError
from backoffice.domain.openings import Span
from backoffice.screens.away_fields import DAY_END, Chooser
from backoffice.screens.dialog import Blamed
from backoffice.screens.saving_form import SavingForm
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Picker

BLAMED = {
    "absence_of_nobody": "whom", "nobody_chosen": "whom", "not_of_this_branch": "whom", "person_inactive": "whom",
    "not_lent_here": "whom", "lent_away": "whom", "lent_already": "whom", "lend_nobody": "whom",
    "no_right": "whom", "not_away": "whom", "absence_planned": "whom",
    "support_to_nobody": "to", "lend_to_itself": "to",
    "too_few_points": "count", "count_and_points": "count",
    "bad_point": "points", "point_inactive": "points",
    "span_backwards": "span", "not_five_minutes": "span", "absence_overlaps": "span", "serves_elsewhere": "span",
    "staffed_and_not": "span", "staffed_twice": "span", "too_many_stretches": "span",
    "absence_over": "last", "series_backwards": "last", "absence_too_long": "last", "lend_over": "last",
}  # fmt: skip
"""Under which field a refusal stands, by its code."""


class AwayForm(SavingForm):
    """A form that begins with whom, and is carried out before it closes."""

    def __init__(self, desk: Desk, title: str, *, draft_key: str) -> None:
        super().__init__(desk, title, draft_key=draft_key)
        self.command: Command | None = None
        """What was carried out last."""

    def on_mount(self) -> None:
        if not self._restored:
            self.set_focus(self.begins_in())  # at once: a digit may be on its way

    def begins_in(self) -> Any:
        """What has the keys first."""
        return self.query_one(Picker).entry

    def saved(self, result: Command) -> None:
        self.command = result
        super().saved(result)

    def text_of(self, id_: str) -> str:
        """What stands in a field."""
        return str(self.query_one(f"#{id_}", FormField).text).strip()

    def value_of(self, id_: str) -> Any:
        """What a field means; None where it is empty."""
        return self.query_one(f"#{id_}", FormField).value

    def picked(self, id_: str = "whom") -> str | None:
        """What was chosen, or is the only one that fits what was typed; None: nothing is."""
        picker = self.query_one(f"#{id_}", Picker)
        fitting = picker.found if picker.text.strip() else ()
        return picker.chosen or (fitting[0].id if len(fitting) == 1 and not fitting[0].why_not else None)

    @property
    def span(self) -> Span:
        """The part of a day; all of it where nothing is typed."""
        return self.value_of("span") or (0, DAY_END)

    def days(self) -> tuple[date, date]:
        """From which day to which, both included; the same where no last one is said."""
        first: date = self.value_of("first")
        return first, self.value_of("last") or first

    def blamed(self, error: BackofficeError) -> Blamed | None:
        found = next(iter(self.query(f"#{BLAMED.get(error.code, 'notice')}")), None)
        return found if isinstance(found, Chooser | FormField) and found.display else None

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.focus_next()
