"""Every command, searchable (Ctrl+P): found by its German words, its English ones and its key."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from backoffice import guide, keys
from backoffice.guide import Entry
from backoffice.screens.paging import UnderField, hinted
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.text_input import TextInput
from backoffice.wording import views as words
from backoffice.wording.help_texts import ABOUT_PALETTE

COLUMNS = (
    Column(words.COLUMN_WHAT, 24),
    Column(words.COLUMN_WHY, 20, flexible=True),
    Column(words.COLUMN_KEY, 12),
)


class PaletteDialog(UnderField[str]):
    """Dismisses with the id of the chosen action, or of one of the `extra` entries (theme, names, branch)."""

    ABOUT = ABOUT_PALETTE

    def __init__(self, places: Sequence[keys.Place], extra: Sequence[Entry] = ()) -> None:
        super().__init__(words.PALETTE)
        self._entries = (*guide.palette(*places), *extra)

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.RUN), keys.action("close"))

    def body(self) -> Iterable[Widget]:
        """A field and the commands that fit what is typed."""
        yield TextInput(limit=40, placeholder=words.PALETTE_FIELD)
        yield RecordList[Entry](
            COLUMNS,
            key=lambda entry: entry.id,
            cells=_cells,
            search=lambda entry: entry.searchable,
            empty=words.PALETTE_EMPTY,
        )

    def on_mount(self) -> None:
        self.listed.can_focus = False
        self.listed.set_rows(self._entries)
        self.query_one(TextInput).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        found = guide.matching(event.value, self._entries)
        self.listed.set_rows(found)
        if found:
            self.listed.move_to(found[0].id)  # the best one, whatever stood under the cursor before

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        self.listed.action_open()

    @on(told.Opened)
    def _opened(self, event: told.Opened) -> None:
        self.dismiss(event.id)


def _cells(entry: Entry) -> Sequence[Cell]:
    return (entry.title, "strong"), (entry.help, "muted"), (entry.key, "info")
