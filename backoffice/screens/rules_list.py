"""The rules of responsibility, listed in their order and searched on every key (D43)."""

import asyncio
from collections.abc import Iterable, Sequence

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.responsibility_views import Rules, RuleView
from backoffice.domain.clock import Clock
from backoffice.domain.errors import BackofficeError
from backoffice.domain.text import matching, needles, search_key
from backoffice.screens.paging import Lines, Sheet, UnderField, paragraph
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.text_input import TextInput
from backoffice.wording import rules_list as words
from backoffice.wording.labels import briefly
from backoffice.wording.refusals import refusal
from backoffice.wording.responsibility import rule

COLUMNS = (
    Column(words.RANK, 4),
    Column(words.RULE, 34, flexible=True),
    Column(words.BRANCH, 20),
    Column(words.TEAM, 20, priority=1),
    Column(words.NOTE, 26, priority=2),
)


class RulesDialog(UnderField[None]):
    """What the finder goes by. Changes nothing and dismisses with nothing; rules are read in by a line command."""

    ABOUT = words.ABOUT

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(words.TITLE)
        self._desk = desk
        self._clock = clock
        self._rules: tuple[RuleView, ...] = ()
        self._keys: tuple[str, ...] = ()

    def hints(self) -> Iterable[keys.Action]:
        """There is nothing to do but to look."""
        return (keys.action("close"),)

    def body(self) -> Iterable[Widget]:
        """A field, the rules, and below the one under the cursor in full."""
        yield TextInput(limit=80, placeholder=words.FIELD)
        yield RecordList[RuleView](
            COLUMNS,
            key=lambda view: view.rule.id,
            cells=_cells,
            search=_searched,
            empty=words.LOADING,
            clock=self._clock,
        )
        yield Sheet(id="rule")

    def on_mount(self) -> None:
        self.listed.can_focus = False
        self.query_one(TextInput).focus()
        self.load()

    @work(exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """Read the table once: after that every key searches what is here."""

        def read() -> tuple[tuple[RuleView, ...], tuple[str, ...]]:
            found = self._desk.read(Rules())
            return found, tuple(_searched(view) for view in found)

        try:
            self._rules, self._keys = await asyncio.to_thread(read)
        except BackofficeError as error:
            self.listed.empty_text = ""
            self.listed.refresh()
            self.say(str(refusal(error)))
            return
        self._find(self.query_one(TextInput).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._rules:
            self._find(event.value)

    def _find(self, text: str) -> None:
        found = [self._rules[index] for index in matching(needles(text), self._keys)]
        self.listed.empty_text = words.nothing_found(text.strip()) if self._rules else words.EMPTY
        self.listed.set_rows(found)
        if found:
            self.listed.move_to(found[0].rule.id)
        self.say(words.count(len(found), len(self._rules)), ink="muted")

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        view = self.listed.cursor_row
        self.query_one("#rule", Sheet).show(lambda width: [] if view is None else _details(view, width))

    @on(Input.Submitted)
    @on(told.Opened)
    def _nothing_to_open(self, event: Input.Submitted | told.Opened) -> None:
        event.stop()


def _cells(view: RuleView) -> Sequence[Cell]:
    return (
        str(view.rule.rank),
        (rule(view.rule), "strong"),
        briefly(view.branch.name),
        view.team or "",
        (view.rule.note, "muted"),
    )


def _searched(view: RuleView) -> str:
    return search_key(rule(view.rule), view.branch.name, view.branch.code, view.team or "", view.rule.note)


def _details(view: RuleView, width: int) -> Lines:
    """The rule with all that it names; nothing of it is cut."""
    where = ", ".join(part for part in (view.branch.name, view.team) if part)
    return [
        *paragraph(rule(view.rule), width, "strong"),
        *paragraph(words.leads_to(where, view.rule.rank, view.rule.position), width),
        *paragraph(view.rule.note, width),
    ]
