"""The field everything is typed into: one cell high, no blinking, a paste becomes one clean line."""

from textual import events
from textual.widgets import Input

from backoffice.domain.text import clean
from backoffice.widgets.display import cut_at_word

LONGEST = 500


class TextInput(Input):
    """Textual's input, compact; what is pasted over several lines stands in one, without control characters."""

    DEFAULT_CSS = """
    TextInput { height: 1; width: 1fr; padding: 0; border: none; }
    TextInput:focus { border: none; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        limit: int = LONGEST,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(value, placeholder, max_length=limit, compact=True, select_on_focus=False, id=id)
        self.limit = limit
        self._hint = placeholder
        self.cursor_blink = False

    def on_resize(self, event: events.Resize) -> None:
        """A hint that is too long for the field ends after a whole word, and is seen to go on."""
        self.placeholder = cut_at_word(self._hint, event.size.width)

    def on_paste(self, event: events.Paste) -> None:
        """Put the text in, as one line and no longer than the field takes."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = self.limit - len(self.value) + (end - start)
        self.replace(clean(event.text, max(0, room)).text, start, end)
