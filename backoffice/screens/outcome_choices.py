"""The choices of the dialog of outcomes: outcomes combine, a call that reached nobody stands alone below a line."""

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from backoffice.desk.finishing import NOT_A_LINK
from backoffice.desk.views import Line
from backoffice.domain.clock import hhmm
from backoffice.domain.names import name_key, split_name
from backoffice.domain.terms import AttemptResult, Outcome
from backoffice.domain.text import search_key
from backoffice.screens.naming import called
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.display import cell_len
from backoffice.widgets.picker import Pickable
from backoffice.wording import dialogs as words
from backoffice.wording.states import OUTCOME, STATUS
from backoffice.wording.takeover_asking import HINT_COMMITMENT

ATTEMPTS = frozenset(result.value for result in AttemptResult)


class OutcomeChoices(ChoiceList):
    """Several outcomes can be ticked, or one attempt: ticking one kind unticks the other."""

    @property
    def _line_at(self) -> int:
        """Before which choice the dividing line stands; as many as there are choices: nowhere."""
        return next((i for i, choice in enumerate(self.choices) if choice.id in ATTEMPTS), len(self.choices))

    @property
    def _divided(self) -> bool:
        return self._line_at < len(self.choices)

    def _tick(self) -> None:
        here = self.choices[self._cursor]
        if not here.why_not:
            same_kind = {here.id} if here.id in ATTEMPTS else {c.id for c in self.choices if c.id not in ATTEMPTS}
            self._ticked &= same_kind
        super()._tick()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, width) + self._divided

    def render_line(self, y: int) -> Strip:
        if not self._divided or y < self._line_at:
            return super().render_line(y)
        if y > self._line_at:
            return super().render_line(y - 1)
        text = f"  {words.NOT_REACHED_LINE} "
        style = self.rich_style + self.get_component_rich_style("choice-list--muted", partial=True)
        rule = "─" * (self.size.width - cell_len(text))
        return Strip([Segment(text + rule, style)]).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # the list below counts lines without the dividing one
        index = event.y - (self._divided and event.y > self._line_at)
        if event.y != self._line_at and 0 <= index < len(self.choices):
            self.action_pick(index + 1)


def outcome_choices(others: bool, *, several: bool = False, there: str = "") -> tuple[Choice, ...]:
    """The outcomes of D9; `others`: there is another appointment to link; `several` rows are to end alike; `there`:
    what the responsible branch has promised already.

    What came later stands at the end: a digit that somebody has learned stays what it is. Of the calls below, the
    last two have no digit then; one of them cannot be taken where it is known whether there is a number.
    """
    return (
        Choice(Outcome.SETTLED.value, OUTCOME["settled"], words.HINT_SETTLED),
        Choice(
            Outcome.CALLBACK.value,
            OUTCOME["callback"],
            words.HINT_CALLBACK,
            words.ONE_PROMISE_EACH if several else "",
        ),
        Choice(Outcome.PLACEMENT_CONTACT.value, OUTCOME["placement_contact"], words.HINT_PLACEMENT),
        Choice(
            Outcome.SETTLED_WITH.value,
            words.SETTLED_WITH,
            words.HINT_SETTLED_WITH,
            "" if others else words.NO_OTHERS,
        ),
        Choice(Outcome.OTHER_JOBCENTER.value, OUTCOME["other_jobcenter"], words.HINT_OTHER_JOBCENTER),
        Choice(
            Outcome.FOLLOW_UP.value,
            OUTCOME["follow_up"],
            words.HINT_FOLLOW_UP,
            words.ONE_TIME_EACH if several else "",
        ),
        Choice(
            Outcome.COMMITMENT.value,
            OUTCOME["commitment"],
            there or HINT_COMMITMENT,
            words.ONE_PROMISE_EACH if several else "",
        ),
    )


def linkable(line: Line, others: Sequence[Line], *, short_names: bool) -> tuple[Pickable, ...]:
    """The appointments with which this one may be settled: the same person's and family's first, then by time."""
    possible = [other for other in others if other.id != line.id and other.status not in NOT_A_LINK]
    ranked = sorted(possible, key=lambda other: (_distance(line, other), other.day, other.start))
    return tuple(_pickable(line, other, short_names=short_names) for other in ranked)


def _pickable(line: Line, other: Line, *, short_names: bool) -> Pickable:
    label = f"{hhmm(other.start)} {called(other, short=short_names)}"
    why = _SAME[_distance(line, other)]
    hint = " · ".join(part for part in (why, other.concern, STATUS[other.status.value]) if part)
    return Pickable(Choice(other.id, label, hint), f"{search_key(label, other.concern)} {other.search}")


_SAME = (words.SAME_NUMBER, words.SAME_PHONE, words.SAME_NAME, "")


def _distance(line: Line, other: Line) -> int:
    """0 the same customer or BG number, 1 the same phone, 2 the same family name, 3 nothing in common."""
    if line.number and line.number == other.number:
        return 0
    if line.phone and line.phone == other.phone:
        return 1
    return 2 if _family(line.name) & _family(other.name) else 3


def _family(name: str) -> frozenset[str]:
    parts = split_name(name)
    return name_key(parts[0] if parts else name)
