"""The rules of responsibility, listed in their order and searched on every key (D43)."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widgets import Input

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.responsibility_views import Rules, RuleView
from backoffice.domain.clock import Clock
from backoffice.domain.text import matching, needles, search_key
from backoffice.screens.paging import Lines, paragraph
from backoffice.screens.searched import Said, SearchedList
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.wording import rules_list as words
from backoffice.wording.labels import briefly
from backoffice.wording.responsibility import rule


class RulesDialog(SearchedList[RuleView]):
    """What the finder goes by. Rules are read in by a line command."""

    ABOUT = words.ABOUT
    WORDS: ClassVar[Said] = words
    COLUMNS = (
        Column(words.RANK, 4),
        Column(words.RULE, 34, flexible=True),
        Column(words.BRANCH, 20),
        Column(words.TEAM, 20, priority=1),
        Column(words.NOTE, 26, priority=2),
    )

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(desk, clock)
        self._keys: tuple[str, ...] = ()

    def hints(self) -> Iterable[keys.Action]:
        """There is nothing to do but to look."""
        return (keys.action("close"),)

    def read(self) -> Sequence[RuleView]:
        found = self.desk.read(Rules())
        self._keys = tuple(_searched(view) for view in found)
        return found

    def id_of(self, row: RuleView) -> str:
        return row.rule.id

    def cells(self, row: RuleView) -> Sequence[Cell]:
        return (
            str(row.rule.rank),
            (rule(row.rule), "strong"),
            briefly(row.branch.name),
            row.team or "",
            (row.rule.note, "muted"),
        )

    def found(self, text: str) -> Sequence[RuleView]:
        return [self.all[index] for index in matching(needles(text), self._keys)]

    def details(self, row: RuleView, width: int) -> Lines:
        where = ", ".join(part for part in (row.branch.name, row.team) if part)
        return [
            *paragraph(rule(row.rule), width, "strong"),
            *paragraph(words.leads_to(where, row.rule.rank, row.rule.position), width),
            *paragraph(row.rule.note, width),
        ]

    @on(Input.Submitted)
    @on(told.Opened)
    def _nothing_to_open(self, event: Input.Submitted | told.Opened) -> None:
        event.stop()


def _searched(view: RuleView) -> str:
    return search_key(rule(view.rule), view.branch.name, view.branch.code, view.team or "", view.rule.note)
