"""One of a few, in a form: the choice stays in sight and can be changed until the form is saved."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal

from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.display import fitted
from backoffice.widgets.form_field import LABEL_WIDTH
from backoffice.widgets.line import Line, Piece


class OneOf(ChoiceList):
    """Choices of which exactly one is ticked: a digit ticks another one, Enter ticks and goes on."""

    def __init__(self, choices: Sequence[Choice], ticked: str | None, *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(choices, several=True, ticked=() if ticked is None else (ticked,), id=id)
        self._cursor = next((n for n, choice in enumerate(self.choices) if choice.id == ticked), 0)

    @property
    def chosen(self) -> str | None:
        """The id of the ticked choice; None where there is none yet."""
        return next(iter(self.ticked), None)

    def tick_id(self, id_: str) -> None:
        """Tick this one and no other, without telling anybody."""
        if any(choice.id == id_ for choice in self.choices):
            self._ticked.clear()
            self._cursor = [choice.id for choice in self.choices].index(id_)
            super().tick_id(id_)

    def tick_only(self, ids: Iterable[str]) -> None:
        """As everywhere; but one stays ticked where what comes back is not offered any more."""
        for id_ in ids:
            self.tick_id(id_)

    def _tick(self) -> None:
        choice = self._allowed()
        if choice is not None and choice.id not in self._ticked:
            self._ticked = {choice.id}
            self.refresh()
            self.post_message(self.Ticked(self.ticked))


class _Label(Line):
    DEFAULT_CSS = f"_Label {{ width: {LABEL_WIDTH - 1}; height: 1; }}"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def pieces(self, width: int) -> list[Piece]:
        return [(fitted(self.text, width - 1), "strong")]


class Labelled(Horizontal):
    """Choices with their label at the left, as a field has it."""

    DEFAULT_CSS = "Labelled { height: auto; }"

    def __init__(self, label: str, choices: ChoiceList) -> None:
        super().__init__()
        self._text = label
        self._choices = choices

    def compose(self) -> ComposeResult:
        yield _Label(self._text)
        yield self._choices
