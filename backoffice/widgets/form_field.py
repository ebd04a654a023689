"""A field of a form: label at the left, what is typed, and under it in German what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from backoffice.domain.clock import hhmm
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.typed import parse_day, parse_time
from backoffice.widgets.display import fitted, wrapped
from backoffice.widgets.line import Line, Piece
from backoffice.widgets.text_input import LONGEST, TextInput
from backoffice.wording import labels

V = TypeVar("V")

LABEL_WIDTH = 16
NOTE_LIMIT = 200
"""The length of a note (D19)."""


class _Label(Line):
    DEFAULT_CSS = f"_Label {{ width: {LABEL_WIDTH}; }}"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def pieces(self, width: int) -> list[Piece]:
        return [(fitted(self.text, width - 1), "strong")]


class _Beside(Line):
    """At the right of what is typed: how it was understood, or how much room is left."""

    DEFAULT_CSS = "_Beside { width: 17; }"
    text = ""

    def say(self, text: str) -> None:
        self.text = text
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        return [(fitted(self.text, width, right=True), "muted")]


class Wrong(Line):
    """What is wrong, under a field; not there while nothing is."""

    DEFAULT_CSS = "Wrong { display: none; height: auto; } Wrong.-shown { display: block; }"
    text = ""

    def say(self, text: str) -> None:
        """Show a sentence; an empty one takes it away."""
        self.text = text
        self.set_class(bool(text), "-shown")
        self.refresh(layout=True)

    def lines(self, width: int) -> list[list[Piece]]:
        """The whole sentence, under the field: the remedy stands at its end."""
        found = wrapped(f"▲ {self.text}", max(2, width - LABEL_WIDTH))
        return [[(" " * LABEL_WIDTH, "plain"), (line, "urgent")] for line in found]


class FormField(Vertical, Generic[V]):
    """Typed text that is understood by `parse` (which refuses with a code). Enter goes to the next field.

    An empty field is None; where it is `required` that is refused (`field_required`). `beside(value)` says at
    the right how a value was understood; without it a `counted` field shows how much room is left.
    """

    DEFAULT_CSS = """
    FormField { height: auto; }
    FormField > Horizontal { height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The text changed."""

        field: "FormField[Any]"

        @property
        def control(self) -> "FormField[Any]":
            """The field."""
            return self.field

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        parse: Callable[[str], V],
        beside: Callable[[V], str] | None = None,
        required: bool = False,
        limit: int = LONGEST,
        counted: bool = False,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self._parse = parse
        self._beside = beside
        self._required = required
        self._limit = limit
        self._counted = counted
        self._first = value
        self._placeholder = placeholder
        self.entered: Callable[[], object] | None = None
        """What Enter does once the field is understood; None: it goes to the next field."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield _Label(self.label)
            yield TextInput(self._first, limit=self._limit, placeholder=self._placeholder)
            if self._beside or self._counted:
                yield _Beside()
        yield Wrong()

    def on_mount(self) -> None:
        self._say_beside()

    @property
    def _input(self) -> TextInput:
        return self.query_one(TextInput)

    @property
    def text(self) -> str:
        """What stands in the field, as typed."""
        return self._input.value

    @text.setter
    def text(self, value: str) -> None:
        self._input.value = value
        self._input.cursor_position = len(value)

    @property
    def value(self) -> V | None:
        """What the field means; None where it is empty. Refused as `parse` refuses."""
        if not self.text.strip():
            if self._required:
                raise Refused("field_required", label=self.label)
            return None
        return self._parse(self.text)

    @property
    def error(self) -> str:
        """The sentence under the field; empty: there is none."""
        return self.query_one(Wrong).text

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong with it, or that nothing is (an empty sentence)."""
        self.query_one(Wrong).say(sentence)

    def check(self) -> bool:
        """Whether the field is understood; if not, it says so under itself."""
        try:
            _ = self.value
        except BackofficeError as error:
            self.show_error(said(error))
            return False
        self.show_error("")
        return True

    def focus_input(self) -> None:
        """Let the keys go into this field."""
        self._input.focus()

    def _say_beside(self) -> None:
        if not self._beside and not self._counted:
            return
        try:
            value = self.value
        except BackofficeError:
            value = None
        if self._beside is None:
            text = labels.room_left(len(self.text), self._limit)
        else:
            text = "" if value is None else self._beside(value)
        self.query_one(_Beside).say(text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.show_error("")
        self._say_beside()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if self.check():
            (self.entered or self.screen.focus_next)()

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        event.stop()
        if self.text.strip():
            self.check()


def said(error: BackofficeError) -> str:
    """What is wrong and what to do, in one line."""
    from backoffice.wording.refusals import refusal

    return str(refusal(error))


def text_field(label: str, value: str = "", *, required: bool = False, limit: int = LONGEST) -> FormField[str]:
    """A field of plain text."""
    return FormField(label, value, parse=str.strip, required=required, limit=limit)


def note_field(label: str, value: str = "") -> FormField[str]:
    """A note of at most 200 characters, counted while it is typed (D19)."""
    return FormField(label, value, parse=str.strip, limit=NOTE_LIMIT, counted=True)


def day_field(
    label: str,
    today: date,
    value: str | date | None = None,
    *,
    required: bool = True,
    placeholder: str = "",
    id: str | None = None,  # noqa: A002 - Textual's own name for it
) -> FormField[date]:
    """A day as people type it; beside it stands which day that is."""
    return FormField(
        label,
        f"{value:%d.%m.%Y}" if isinstance(value, date) else value or "",
        parse=lambda text: parse_day(text, today),
        beside=labels.day_label,
        required=required,
        limit=20,
        placeholder=placeholder,
        id=id,
    )


def time_field(
    label: str,
    value: str = "",
    *,
    required: bool = True,
    id: str | None = None,  # noqa: A002 - Textual's own name for it
) -> FormField[int]:
    """A time as people type it, as minute of day; beside it stands which time that is."""
    return FormField(
        label, value, parse=parse_time, beside=lambda m: f"{hhmm(m)} Uhr", required=required, limit=10, id=id
    )
