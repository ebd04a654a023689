"""One thing out of many: what is typed narrows the numbered choices under the field; a digit or Enter takes one."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from backoffice.domain.text import Needles, matches, needles, safe
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.display import fitted
from backoffice.widgets.form_field import LABEL_WIDTH, FormField
from backoffice.widgets.line import Line, Piece
from backoffice.widgets.text_input import TextInput
from backoffice.wording import dialogs as words

MOST = 9
"""As many as there are digits."""


@dataclass(frozen=True, slots=True)
class Pickable:
    """A choice and what it is found by (a `search_key`). `always`: it keeps a digit among the first nine."""

    choice: Choice
    search: str
    always: bool = False


class _Field(FormField[str]):
    """The field of a picker: Enter asks the picker what comes next."""

    @dataclass
    class Entered(Message):
        """Enter was pressed in it."""

    @on(Input.Submitted)
    def _tell_entered(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Entered())


class _More(Line):
    """Under the choices: how many more there are, or that there is none."""

    DEFAULT_CSS = "_More { display: none; } _More.-shown { display: block; }"
    text = ""

    def say(self, text: str) -> None:
        self.text = text
        self.set_class(bool(text), "-shown")
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        return [(fitted(f" {self.text}", width), "muted")]


class Picker(Vertical):
    """A field with numbered choices under it.

    While the choices have the keys, digits choose and letters narrow; in the field everything types. Taking one
    puts its label into the field; changing that text takes the choice back. `at_once`: the choices stand there
    before anything is typed. `more` is said (with `{count}`) where not all fit, `nothing` where none is left.
    """

    DEFAULT_CSS = f"""
    Picker {{ height: auto; }}
    Picker ChoiceList, Picker _More {{ margin-left: {LABEL_WIDTH - 1}; }}
    """

    @dataclass
    class Picked(Message):
        """`id` was taken; None: what was taken is taken back."""

        picker: "Picker"
        id: str | None

        @property
        def control(self) -> "Picker":
            """The picker."""
            return self.picker

    def __init__(
        self,
        label: str,
        items: Sequence[Pickable],
        *,
        at_once: bool,
        nothing: str,
        more: str,
        limit: int = 80,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.items = tuple(items)
        self.chosen: str | None = None
        self._at_once = at_once
        self._nothing = nothing
        self._more = more
        self._in_field_for_now = False
        """Nothing fitted, so the keys went into the field: they choose again once something fits."""
        self.field: FormField[str] = _Field(
            label, parse=str.strip, beside=self._beside, limit=limit, placeholder=placeholder
        )

    def compose(self) -> ComposeResult:
        yield self.field
        yield ChoiceList()
        yield _More()

    def on_mount(self) -> None:
        self._show()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text

    @property
    def choices(self) -> ChoiceList:
        """The choices under the field."""
        return self.query_one(ChoiceList)

    @property
    def found(self) -> tuple[Choice, ...]:
        """Everything that fits what is typed: what has it at the start of its words first, else as it was given."""
        wanted = needles(self.text)
        fitting = [item for item in self.items if matches(wanted, item.search)]
        fitting.sort(key=lambda item: not _starts_words(wanted, item.search))
        return tuple(item.choice for item in fitting)

    def restore(self, text: str, chosen: str | None) -> None:
        """Put back what was typed and taken."""
        self.chosen = chosen if any(item.choice.id == chosen for item in self.items) else None
        self.field.text = text
        self._show()

    def clear(self) -> None:
        """Take back what was typed or taken; the keys choose again."""
        self.field.text = ""
        self.chosen = None
        self._show()
        self.focus_input()

    def put(self, text: str) -> None:
        """Add text to what is typed; the keys stay where they are."""
        self.field.text = f"{self.text} {text}".strip() if self.chosen is None else text

    def take_letter(self, character: str) -> bool:
        """A key pressed on the choices: letters (and blanks between words) narrow them. Whether it was taken."""
        typing = character.isalpha() or (bool(self.text) and character in " -'")
        if not typing or not self.choices.has_focus:
            return False
        self.field.text += character
        return True

    @property
    def entry(self) -> Widget:
        """Where the keys go that come into it: to the choices where there are any, else into the field."""
        return self.choices if self.choices.display else self.query_one(TextInput)

    def focus_input(self) -> None:
        """Let the keys choose where there are choices, else type."""
        self.entry.focus()

    def pick(self, id_: str) -> None:
        """Take a choice, put its label into the field, and go on."""
        self.chosen = id_
        self.field.text = self._taken or ""
        self.field.show_error("")
        if self.choices.has_focus:
            self.screen.focus_next()
            self._show()
        else:
            self._show()
            self.screen.focus_next()
        self.post_message(self.Picked(self, id_))

    @property
    def _taken(self) -> str | None:
        """What the field says while nothing was changed since a choice was taken."""
        return next((safe(item.choice.label) for item in self.items if item.choice.id == self.chosen), None)

    def _beside(self, text: str) -> str:
        return words.PICKED if self._taken == self.text else ""

    def _show(self) -> None:
        found = self.found
        open_ = self.chosen is None and (self._at_once or bool(self.text.strip()))
        self.choices.set_choices(self._first(found) if open_ else ())
        self.choices.display = open_ and bool(found)
        left_out = len(found) - MOST
        more = self.query_one(_More)
        if not open_:
            more.say("")
        else:
            more.say(self._nothing if not found else self._more.format(count=left_out) if left_out > 0 else "")

    def _first(self, found: Sequence[Choice]) -> tuple[Choice, ...]:
        """The first nine, those among them that are always to be there."""
        if len(found) <= MOST:
            return tuple(found)
        kept = {item.choice.id for item in self.items if item.always}
        pinned = [choice for choice in found[MOST:] if choice.id in kept]
        return (*found[: MOST - len(pinned)], *pinned)

    def on_key(self, event: events.Key) -> None:
        """Backspace on the choices takes a letter back."""
        if event.key == "backspace" and self.choices.has_focus and self.text:
            event.stop()
            self.field.text = self.text[:-1]

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        if self.chosen is not None and self.text != self._taken:
            self.chosen = None
            self.post_message(self.Picked(self, None))
        had_keys = self.choices.has_focus
        self._show()
        if had_keys and not self.choices.display:
            self._in_field_for_now = True
            self.field.focus_input()
        elif self._in_field_for_now and self.choices.display:
            self._in_field_for_now = False
            if self.query_one(TextInput).has_focus:
                self.screen.set_focus(self.choices)  # at once: the next digit may be on its way

    @on(_Field.Entered)
    def _entered(self, event: _Field.Entered) -> None:
        """Enter in the field: the only one that fits is taken; of several a digit takes one; with none it goes on."""
        event.stop()
        found = self.found if self.text.strip() and self.chosen is None else ()
        if len(found) == 1 and not found[0].why_not:
            self.pick(found[0].id)
        else:
            self.screen.focus_next()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.pick(event.ids[0])


def _starts_words(wanted: Needles, search: str) -> bool:
    return matches(tuple(tuple(f" {spelling}" for spelling in word) for word in wanted), f" {search}")
