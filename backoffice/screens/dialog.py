"""What all dialogs share: a frame with a title, keys at the bottom, Esc one step back; forms can be parked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from backoffice import keys
from backoffice.domain.errors import BackofficeError
from backoffice.screens.unforeseen import Unforeseen
from backoffice.widgets.burst_guard import BurstGuard
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.display import safe, wrapped
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.form_field import FormField
from backoffice.widgets.frame_lines import HintLine
from backoffice.widgets.line import Line, Piece
from backoffice.widgets.notice_line import NoticeLine, WrappedNotice
from backoffice.widgets.picker import Picker
from backoffice.widgets.text_input import TextInput
from backoffice.widgets.too_small import RoomGuard
from backoffice.wording import dialogs as words
from backoffice.wording import labels

T = TypeVar("T")

FOCUS = "focus"
"""Under this key a parked form keeps which of its fields had the keys."""


class Blamed(Protocol):
    """A field that can say what is wrong with it."""

    def show_error(self, sentence: str) -> None:
        """Say it under the field; an empty sentence takes it away."""

    def focus_input(self) -> None:
        """Let the keys go into this field."""


_EMPTY: Mapping[str, Any] = {"field": "", "choice": (), "picker": ("", None), "time": None}
"""What stands where everything was taken away, by the kind of widget."""


class Paragraph(Line):
    """Text over as many lines as it needs; none while it is empty."""

    DEFAULT_CSS = "Paragraph { height: auto; }"

    def __init__(self, text: str, *, ink: str = "plain", classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.text = text
        self._of = ink

    def write(self, text: str, *, ink: str = "") -> None:
        """Say something else; without `ink` in the same colour."""
        if (text, ink or self._of) != (self.text, self._of):
            self.text, self._of = text, ink or self._of
            self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Sequence[Piece]]:
        return [[(line, self._of)] for line in wrapped(self.text, max(1, width))] if self.text else []


class Dialog(Unforeseen, RoomGuard, BurstGuard, ModalScreen[T]):
    """A titled box over the screen. `body()` gives its widgets; Esc closes it with None, changing nothing."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.CHOICE_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.DIALOG), *keys.typed_help()]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog HintLine { height: 1; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box_title = title
        self._last_key = ""

    def store_changed(self) -> None:
        """Something was committed: a dialog that lists what is in the store reads it again."""

    def body(self) -> Iterable[Widget]:
        """The widgets of the dialog, from top to bottom."""
        return ()

    def contents(self) -> Iterable[Widget]:
        """What stands above the notice: the body as it is."""
        return self.body()

    def hints(self) -> Iterable[keys.Action]:
        """The actions that the last line speaks of."""
        return keys.at(*self.PLACES)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            box.border_title = Content(safe(self.box_title))
            yield from self.contents()
            yield WrappedNotice()
            yield HintLine()

    def on_mount(self) -> None:
        self.query_one(HintLine).show(self.hints())

    def say(self, text: str, *, ink: str = "urgent") -> None:
        """Say something inside the dialog."""
        self.query_one(NoticeLine).say(text, ink=ink)

    def action_close(self) -> None:
        """Esc: back, nothing changed."""
        self.dismiss(None)

    # --- keys ----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Letters on a picker's choices narrow them, once `BurstGuard` has decided that they were pressed."""
        self._last_key = event.key
        decided = any(sent is event for sent in self._sent_on)
        picker = self._picker()
        if decided and picker is not None and event.character and picker.take_letter(event.character):
            event.stop()

    def take_text(self, text: str) -> None:
        """What was pasted, or came as a burst, beside all fields: a picker looks for it; it never chooses."""
        picker = self._picker()
        if picker is not None:
            picker.put(text)
        elif self.query(FilterBar):
            super().take_text(text)
        else:
            self.say(words.PASTED_NOWHERE)

    def _picker(self) -> Picker | None:
        """The picker that has the keys."""
        around = self.focused.ancestors_with_self if self.focused is not None else ()
        return next((node for node in around if isinstance(node, Picker)), None)

    def focus_next(self, selector: Any = "*") -> Widget | None:
        """Tab goes round, Enter goes to the last field and no further."""
        chain = self.focus_chain
        if self._last_key == "enter" and chain and self.focused is chain[-1]:
            self.past_last()
            return self.focused
        return super().focus_next(selector)

    def past_last(self) -> None:
        """Enter in the last field."""

    @on(ChoiceList.Barred)
    def _say_why_not(self, event: ChoiceList.Barred) -> None:
        self.say(labels.NOT_NOW.format(reason=event.why_not))


class BoxDialog(Dialog[T]):
    """A dialog as high as its body; one too high for the screen scrolls, notice and keys stay in sight."""

    DEFAULT_CSS = """
    BoxDialog .body { height: auto; scrollbar-size-vertical: 1; }
    """
    AROUND = 7
    """Lines that the body leaves free: the border, two of notice, the keys, and two of what is behind."""

    def contents(self) -> Iterable[Widget]:
        """The body in a part of its own that scrolls."""
        with VerticalScroll(classes="body", can_focus=False):
            yield from self.body()

    def on_resize(self, event: events.Resize) -> None:
        # Said in lines: Textual resolves a share of the screen against nothing where the height around is `auto`.
        self.query_one(".body").styles.max_height = max(3, event.size.height - self.AROUND)


class FormDialog(BoxDialog[T]):
    """A form: F2 saves, Esc parks what was typed (F6 brings it back), errors stand under the fields.

    `result()` gives what is to be dismissed with, raising Refused where something is missing; the fields that are
    shown have been checked before. `show_parts()` shows what goes with what is ticked. Fields, choices and pickers
    with an id are parked and come back; a form in which nothing was typed is not parked.
    """

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.FORM_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.FORM)]
    parks = True
    """Whether Esc keeps what was typed."""
    continues = False
    """It goes on from a form that was saved, whose answer waits for it: it is kept where nothing was typed, too."""

    def __init__(self, title: str, *, draft_key: str, about: str | None = None) -> None:
        """`draft_key` names what it is about (`outcome:<id>`); `about` the appointment whose row says "Entwurf"."""
        super().__init__(title)
        self.draft_key = draft_key
        self.about = about
        self.saved_values: dict[str, Any] = {}
        """What had been typed or chosen when it was saved."""
        self._restored: Mapping[str, Any] = {}
        self._fresh: dict[str, Any] = {}

    def result(self) -> T:
        """What the form says; Refused where it says too little."""
        raise NotImplementedError

    def show_parts(self) -> None:
        """Show the fields that go with what is ticked."""

    def blamed(self, error: BackofficeError) -> Blamed | None:
        """The field under which a refusal of `result()` stands; None: it stands at the bottom."""
        return None

    # --- parking -------------------------------------------------------------------------------------------------

    def typed_values(self) -> dict[str, Any]:
        """What was typed or chosen here, to be given back by `restore`: what differs from the form as it opened.

        What was left alone is not kept: where a colleague changed it meanwhile, the form shows it as it is then.
        """
        values = self.values()
        return {
            key: values.get(key, _EMPTY[key.partition(":")[0]])
            for key in self._fresh | values
            if values.get(key) != self._fresh.get(key)
        }

    def values(self) -> dict[str, Any]:
        """Everything that stands in the form."""
        typed: dict[str, Any] = {
            f"field:{f.id}": f.text for f in self.query(FormField) if f.id is not None and f.text.strip()
        }
        typed |= {
            f"choice:{c.id}": c.ticked for c in self.query(ChoiceList) if c.several and c.id is not None and c.ticked
        }
        typed |= {f"picker:{p.id}": (p.text, p.chosen) for p in self.query(Picker) if p.text.strip()}
        return typed

    def restore(self, values: Mapping[str, Any]) -> None:
        """Put parked values back; called before the form is shown."""
        self._restored = values

    def on_mount(self) -> None:
        self._fresh = self.values()
        back = self._restored
        if back:
            for f in self.query(FormField):
                if f"field:{f.id}" in back:
                    f.text = back[f"field:{f.id}"]
            for c in self.query(ChoiceList):
                if f"choice:{c.id}" in back:
                    c.tick_only(back[f"choice:{c.id}"])
            for p in self.query(Picker):
                if f"picker:{p.id}" in back:
                    p.restore(*back[f"picker:{p.id}"])
        self.show_parts()
        if FOCUS in back:
            self._focus_again(back[FOCUS])

    def _focus_again(self, id_: str) -> None:
        # At once: `focus()` waits its turn, and a key that comes before it would go into the first field.
        for widget in self.query(f"#{id_}"):
            if isinstance(widget, FormField):
                self.set_focus(widget.query_one(TextInput))
            else:
                self.set_focus(widget.entry if isinstance(widget, Picker) else widget)

    def action_park(self) -> None:
        """Esc: put the form aside where anything was typed, and close."""
        from backoffice.screens.drafts import Drafts

        typed, drafts = self.typed_values(), Drafts.of(self.app)
        around = self.focused.ancestors_with_self if self.focused is not None else ()
        here = next(
            (node.id for node in around if isinstance(node, FormField | Picker | ChoiceList) and node.id), None
        )
        self.dismiss(None)
        if not self.parks or not (self.continues or typed):
            drafts.drop(self.draft_key)
        else:
            drafts.park(self.draft_key, self.box_title, self.about, typed | ({FOCUS: here} if here else {}))

    def action_close(self) -> None:
        """As parking: a form never loses what was typed."""
        self.action_park()

    # --- saving --------------------------------------------------------------------------------------------------

    @property
    def _one_field(self) -> bool:
        """Whether there is nothing but one field: a quick question, which Enter answers."""
        return len(self.query(FormField)) == 1 and not self.query(ChoiceList)

    def hints(self) -> Iterable[keys.Action]:
        if not self._one_field:
            return super().hints()
        return (replace(keys.action("next_field"), hint=words.ENTER_SAVES, footer=1), keys.action("park"))

    def action_next_field(self) -> None:
        """Enter outside a field."""
        self.focus_next()

    def past_last(self) -> None:
        """Enter saves the answer to a single question, else never: half a form is worse than one more key."""
        if self._one_field:
            self.action_save()
        else:
            self.say(words.SAVE_WITH, ink="info")

    def action_save(self) -> None:
        """F2: check the fields that are shown, then close with what they say; else to the first that is wrong."""
        wrong = [f for f in self.query(FormField) if is_shown(f) and not f.check()]
        if wrong:
            wrong[0].focus_input()
            return
        try:
            result = self.result()
        except BackofficeError as error:
            self.show_refusal(error)
            return
        self.saved_values = self.typed_values()
        self.saved(result)

    def saved(self, result: T) -> None:
        """What is done with what the form says: it closes with it."""
        self.dismiss(result)

    def show_refusal(self, error: BackofficeError) -> None:
        """Say why it cannot be so: under the field that is to blame, else at the bottom."""
        from backoffice.wording.refusals import refusal

        field = self.blamed(error)
        if field is None:
            self.say(str(refusal(error)))
        else:
            field.show_error(str(refusal(error)))
            field.focus_input()

    @on(FormField.Changed)
    @on(ChoiceList.Ticked)
    def _no_longer_said(self) -> None:
        """What was refused is being changed."""
        self.query_one(NoticeLine).clear()


def is_shown(widget: Widget) -> bool:
    """Whether neither the widget nor anything around it is hidden."""
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
