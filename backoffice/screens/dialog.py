"""What all dialogs share: a frame with a title, keys at the bottom, Esc one step back; forms can be parked."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from backoffice import keys
from backoffice.widgets.burst_guard import BurstGuard
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.frame_lines import HintLine
from backoffice.widgets.notice_line import NoticeLine

T = TypeVar("T")


class Dialog(BurstGuard, ModalScreen[T]):
    """A titled box over the screen. `body()` gives its widgets; Esc closes it with None, changing nothing."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.CHOICE_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.DIALOG)]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog .body { height: auto; max-height: 19; scrollbar-size-vertical: 1; }
    Dialog HintLine { height: 1; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box_title = title

    def body(self) -> Iterable[Widget]:
        """The widgets of the dialog, from top to bottom."""
        return ()

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            box.border_title = self.box_title.replace("[", "\\[")
            yield from self.body()
            yield NoticeLine()
            yield HintLine()

    def on_mount(self) -> None:
        self.query_one(HintLine).show(keys.at(*self.PLACES))

    def say(self, text: str, *, ink: str = "urgent") -> None:
        """Say something inside the dialog."""
        self.query_one(NoticeLine).say(text, ink=ink)

    def action_close(self) -> None:
        """Esc: back, nothing changed."""
        self.dismiss(None)

    @on(ChoiceList.Barred)
    def _say_why_not(self, event: ChoiceList.Barred) -> None:
        self.say(event.why_not)


class FormDialog(Dialog[T]):
    """A form: F2 saves, Esc parks what was typed (F6 brings it back), errors stand under the fields.

    `result()` gives what is to be dismissed with, raising Refused where something is missing; `check_fields` has
    run before. `draft()` tells what to park; a form in which nothing was typed is not parked.
    """

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.FORM_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.FORM)]

    def __init__(self, title: str, *, draft_key: str, about: str | None = None) -> None:
        """`draft_key` names what the form is about (`outcome:<id>`); `about` the appointment whose row says "Entwurf"."""
        super().__init__(title)
        self.draft_key = draft_key
        self.about = about
        self._restored: Mapping[str, Any] = {}
        self._fresh: Mapping[str, Any] = {}

    def result(self) -> T:
        """What the form says; Refused where it says too little."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Everything that was typed or chosen, to be given back by `restore`."""
        typed: dict[str, Any] = {
            f"field:{f.id}": f.text for f in self.query(FormField) if f.id is not None and f.text.strip()
        }
        typed |= {
            f"choice:{c.id}": c.ticked for c in self.query(ChoiceList) if c.several and c.id is not None and c.ticked
        }
        return typed

    def restore(self, values: Mapping[str, Any]) -> None:
        """Put parked values back; called before the form is shown."""
        self._restored = values

    def on_mount(self) -> None:
        for f in self.query(FormField):
            if f"field:{f.id}" in self._restored:
                f.text = self._restored[f"field:{f.id}"]
        for c in self.query(ChoiceList):
            for choice in self._restored.get(f"choice:{c.id}", ()):
                c.tick_id(choice)
        self._fresh = self.values() if not self._restored else {}

    def action_next_field(self) -> None:
        """Enter outside a field."""
        self.focus_next()

    def action_save(self) -> None:
        """F2: check the fields, then close with what they say."""
        from backoffice.domain.errors import BackofficeError
        from backoffice.wording.refusals import refusal

        wrong = [f for f in self.query(FormField) if f.display and not f.check()]
        if wrong:
            wrong[0].focus_input()
            return
        try:
            result = self.result()
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self.dismiss(result)

    def action_park(self) -> None:
        """Esc: put the form aside where anything was typed, and close."""
        values = self.values()
        self.dismiss(None)
        if values and values != self._fresh:
            self.post_parked(values)

    def post_parked(self, values: dict[str, Any]) -> None:
        """Hand what was typed to the program, which keeps it until F6."""
        from backoffice.screens.drafts import Drafts

        Drafts.of(self.app).park(self.draft_key, self.box_title, self.about, values)

    def action_close(self) -> None:
        """As parking: a form never loses what was typed."""
        self.action_park()
