"""Who steps in: a group, from when to when, and whether they can receive somebody or only call (D32, D33)."""

from collections.abc import Iterable, Mapping

from textual.widget import Widget

from backoffice.desk.plan_parts import new_extra
from backoffice.desk.rearranging import ExtraPoint
from backoffice.screens.dialog import FormDialog
from backoffice.screens.plan_fields import Groups, covered, group_field, times_field
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import rearranging_screen as texts

RECEIVES, CALLS = "receives", "calls"


class ExtraForm(FormDialog[ExtraPoint]):
    """Gives the extra point; nothing is opened before the plan is accepted."""

    parks = False

    def __init__(self, groups: Groups, names: Mapping[str, str], group_id: str | None) -> None:
        """`names`: a free name for the point in each group; `group_id`: the group that is meant most likely."""
        super().__init__(texts.EXTRA_TITLE, draft_key="plan:extra")
        self._groups = groups
        self._names = names
        self._group_id = group_id

    def body(self) -> Iterable[Widget]:
        yield times_field()
        yield group_field(self._groups, self._group_id)
        choices = (Choice(RECEIVES, texts.RECEIVES), Choice(CALLS, texts.ONLY_CALLS))
        yield Labelled(texts.FIELD_WAY, OneOf(choices, RECEIVES, id="way"))

    def result(self) -> ExtraPoint:
        """The point, over all of the times; a break in them is open as well: who steps in is there."""
        group = self.query_one("#group", OneOf).chosen or ""
        times = self.query_one("#times", FormField).value or ()
        (start, end), _ = covered(times)
        only_calls = self.query_one("#way", OneOf).chosen == CALLS
        return new_extra(group, self._names.get(group, ""), start, end, calls_only=only_calls)
