"""The preview of an import on the screen: sentences, filter, rows, the whole of what is remarked about one row."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from backoffice.desk.previewing import Preview
from backoffice.screens import import_preview as preview_of
from backoffice.screens.import_preview import Shown
from backoffice.screens.paging import Lines, Sheet, paragraph
from backoffice.widgets import told
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.record_list import RecordList
from backoffice.wording import import_texts as words


class PreviewPane(Vertical):
    """Shows a preview; changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._only_changed = False

    def compose(self) -> ComposeResult:
        yield Sheet(self._head, id="head")
        with Horizontal(id="filtering"):
            yield FilterBar()
        yield RecordList[Shown](
            preview_of.COLUMNS,
            key=lambda shown: shown.id,
            cells=preview_of.cells,
            search=lambda shown: shown.search,
            empty=words.ALL_UNCHANGED,
            id="rows",
        )
        yield Sheet(self._details, id="row")

    @property
    def rows(self) -> RecordList[Shown]:
        """The rows."""
        return self.query_one("#rows", RecordList)

    def show(self, preview: Preview) -> None:
        """Show another preview, from its first row."""
        self._preview = preview
        self.query_one(FilterBar).close()
        self._list()
        self.rows.action_cursor_first()

    def toggle_unchanged(self) -> None:
        """With the rows that stay as they are, or without."""
        self._only_changed = not self._only_changed
        self._list()

    def open_filter(self) -> None:
        """Let the keys go into the filter."""
        self.query_one(FilterBar).open()

    def step_back(self) -> bool:
        """Take the filter back; False where there was none."""
        return self.query_one(FilterBar).step_back()

    def _list(self) -> None:
        if self._preview is not None:
            self.rows.empty_text = words.NO_ROWS_YET if self._preview.file.missing else words.ALL_UNCHANGED
            self.rows.set_rows(preview_of.shown_rows(self._preview, only_changed=self._only_changed))
            self.query_one("#head", Sheet).show(self._head)
            self._details_again()

    def _head(self, width: int) -> Lines:
        return preview_of.head(self._preview, width) if self._preview else []

    def _details(self, width: int) -> Lines:
        row = self.rows.cursor_row
        if row is None and self._preview is not None and self._preview.file.missing:
            return []
        return paragraph((row.remarks if row else "") or words.NO_CHANGE_HERE, width, "muted")[:2]

    def _details_again(self) -> None:
        # Also where the cursor stands on the row of the same number as before: it may say something else now.
        self.query_one("#row", Sheet).show(self._details)

    @on(told.Highlighted)
    def _moved(self) -> None:
        self._details_again()

    @on(told.Counted)
    def _counted(self, event: told.Counted) -> None:
        self.query_one(FilterBar).show_count(event.shown, event.total)

    @on(FilterBar.Changed)
    def _filter(self, event: FilterBar.Changed) -> None:
        self.rows.set_filter(event.text)

    @on(FilterBar.Kept)
    @on(FilterBar.Closed)
    def _filtered(self) -> None:
        self.rows.focus()
