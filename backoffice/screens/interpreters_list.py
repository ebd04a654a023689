"""Interpreters and services: listed, searched, and kept by those who may (D47)."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.interpreter_views import Interpreters, InterpreterView
from backoffice.desk.organisation_views import Branches
from backoffice.domain.clock import Clock, wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.text import search_key
from backoffice.screens.interpreters_keeping import KeepingInterpreters
from backoffice.screens.paging import Lines, Sheet, paragraph
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.record_list import RecordList
from backoffice.wording import interpreters as said
from backoffice.wording import interpreters_list as words
from backoffice.wording import languages
from backoffice.wording.labels import briefly
from backoffice.wording.refusals import refusal

COLUMNS = (
    Column(words.NAME, 22),
    Column(words.PROVIDER, 9),
    Column(words.LANGUAGES, 20, flexible=True),
    Column(words.WAYS, 14),
    Column(words.NOTICE, 13, priority=1),
    Column(words.HOURS, 20, priority=2),
)


class InterpretersDialog(KeepingInterpreters):
    """Everybody who can be asked; dismisses with nothing."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.INTERPRETERS_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.INTERPRETERS)]
    ABOUT = words.ABOUT

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(desk, clock)
        self._gone = False

    def body(self) -> Iterable[Widget]:
        with Horizontal(classes="filtering"):
            yield FilterBar()
        yield RecordList[InterpreterView](
            COLUMNS,
            key=lambda row: row.id,
            cells=self._cells,
            search=self._searched,
            empty=words.LOADING,
            clock=self.clock,
        )
        yield Sheet(id="in_full")

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        times = replace(keys.action("open"), hint=words.TIMES, footer=1)
        return (times, *keys.at(keys.Place.INTERPRETERS), keys.action("close"))

    def on_mount(self) -> None:
        self.listed.focus()
        self.load()
        self._know_languages()

    @work(exclusive=True, group="languages", exit_on_error=False)
    async def _know_languages(self) -> None:
        """The library of languages takes a moment: not when somebody types one into a form."""
        await asyncio.to_thread(languages.search, "tigrinya")

    @work(exclusive=True, exit_on_error=False)
    async def load(self, cursor: str | None = None) -> None:
        """Read everybody again; `cursor`: who is to stand under it then."""
        today = wall(self.clock.now())[0]
        try:
            rows, self.branches = await asyncio.to_thread(
                lambda: (
                    self.desk.read(Interpreters(today, gone=self._gone)),
                    self.desk.read(Branches(everywhere=True)),
                )
            )
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self.listed.empty_text = words.EMPTY
        self.listed.set_rows(rows)
        if cursor is not None:
            self.listed.move_to(cursor)
        self._tell_more()

    # --- what stands there ---------------------------------------------------------------------------------------

    def _cells(self, row: InterpreterView) -> Sequence[Cell]:
        of = row.of
        leaves = of.last_day is not None or bool(row.beyond)
        hours = said.last_day(of.last_day) if of.last_day else said.hours(row.hours, on_request=row.on_request)
        return (
            (of.name, "warning" if leaves else "strong"),
            said.PROVIDER[of.provider.value],
            said.spoken(of.languages),
            (_ways(row), "info"),
            said.notice(of.notice_minutes),
            (hours, "warning" if leaves else "muted"),
        )

    def _searched(self, row: InterpreterView) -> str:
        served = [branch for branch in self.branches if row.of.serves(branch.id)]
        return search_key(
            row.of.name,
            said.PROVIDER[row.of.provider.value],
            said.spoken(row.of.languages),
            *row.of.languages,
            said.ways(by_phone=row.of.by_phone, by_video=row.of.by_video, on_site=row.of.on_site),
            *(f"{branch.name} {branch.code}" for branch in served),
            row.of.contact,
        )

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        row = self.listed.cursor_row
        self.query_one("#in_full", Sheet).show(lambda width: [] if row is None else self._details(row, width))

    def _details(self, row: InterpreterView, width: int) -> Lines:
        """Everything about somebody; nothing of it is cut."""
        names = {branch.code: briefly(branch.name) for branch in self.branches}
        facts = said.facts(
            row.of,
            keeper=names.get(row.keeper, row.keeper),
            serves=[names.get(code, code) for code in row.branches],
            week=said.hours(row.hours, on_request=row.on_request),
            later=row.later,
        )

        def line(*fields: str) -> str:
            return words.told((said.FIELDS[name], facts[name]) for name in fields if name in facts)

        times = " · ".join(said.time(time) for time in row.coming)
        orders = [
            said.order(order.day, order.start, order.end, order.branch, languages.name(order.language), order.id[-6:])
            for order in row.beyond
        ]
        return [
            *paragraph(f"{row.of.name} · {facts['provider']}", width, "strong"),
            *paragraph(words.told([("", facts["languages"]), ("", facts["ways"])]), width),
            *paragraph(line("hours", "notice"), width),
            *paragraph(times, width),
            *paragraph(line("contact", "dial", "branches", "cost_note", "keeper"), width),
            *paragraph(words.told([(words.LAST_DAY, facts.get("last_day", ""))]), width, "warning"),
            *paragraph(words.told([(words.BEYOND, "; ".join(orders))]), width, "urgent"),
        ]

    # --- searching -----------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """/: only rows that hold every word."""
        self.query_one(FilterBar).open()

    @on(FilterBar.Changed)
    def _filter(self, event: FilterBar.Changed) -> None:
        self.listed.set_filter(event.text)

    @on(FilterBar.Kept)
    @on(FilterBar.Closed)
    def _keys_back(self) -> None:
        self.listed.focus()

    @on(told.Counted)
    def _counted(self, event: told.Counted) -> None:
        self.query_one(FilterBar).show_count(event.shown, event.total)

    def action_details(self) -> None:
        """o: with those who have left, or without."""
        self._gone = not self._gone
        self.say(words.GONE_SHOWN if self._gone else words.GONE_HIDDEN, ink="plain")
        self.load()

    def action_close(self) -> None:
        """Esc: the filter, then the list."""
        if not self.query_one(FilterBar).step_back():
            self.dismiss(None)


def _ways(row: InterpreterView) -> str:
    told = (
        (row.of.by_phone, words.PHONE_SHORT),
        (row.of.by_video, words.VIDEO_SHORT),
        (row.of.on_site, words.SITE_SHORT),
    )
    return ", ".join(name for there, name in told if there)
