"""Which day to show: as people type days."""

from collections.abc import Iterable
from datetime import date

from textual.widget import Widget

from backoffice import keys
from backoffice.domain.errors import Refused
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.widgets.form_field import day_field
from backoffice.wording import dialogs as words


class GoToDayDialog(FormDialog[date]):
    """Gives the day. Enter takes it at once; there is nothing here that Esc would have to keep."""

    parks = False

    def __init__(self, today: date, shown: date) -> None:
        super().__init__(words.GO_TO_TITLE, draft_key="go_to_day")
        self._shown = shown
        self._field = day_field(words.FIELD_DAY, today, placeholder=words.PLACEHOLDER_DAY, id="day")

    def hints(self) -> Iterable[keys.Action]:
        return (keys.action("pick_here"), keys.action("close"))

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.shown_day(self._shown), ink="muted", classes="intro")
        yield self._field

    def result(self) -> date:
        if self._field.value is None:
            raise Refused("day_empty")
        return self._field.value
