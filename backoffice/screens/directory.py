"""Whom do I call (F4): over any dialog, searched on every key; what lies below stays as it is."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widgets import Input

from backoffice import keys
from backoffice.desk.directory import Directory
from backoffice.domain.clock import wall
from backoffice.domain.directory import Contact, Kind
from backoffice.screens.paging import Lines, hinted, paragraph
from backoffice.screens.searched import Said, SearchedList
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.wording import directory as words
from backoffice.wording.labels import briefly


class DirectoryDialog(SearchedList[Contact]):
    """Front desks, teams and functions of the whole house."""

    ABOUT = words.ABOUT
    WORDS: ClassVar[Said] = words
    COLUMNS = (
        Column(words.FUNCTION, 26, flexible=True),
        Column(words.BRANCH, 15),
        Column(words.NUMBER, 13, whole=True),
        Column(words.REACHABLE, 11),
        Column(words.DEPUTY, 20, priority=1),
        Column(words.SHOWN, 16, priority=2, whole=True),
    )

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """F4 over the directory itself would only open a second one."""
        return key == "f4"

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.COPY), keys.action("close"))

    def read(self) -> Sequence[Contact]:
        return self.desk.read(Directory(self.clock.now()))

    def id_of(self, row: Contact) -> str:
        return row.id

    def cells(self, row: Contact) -> Sequence[Cell]:
        open_now = row.reach is not None and row.reach.now
        return (
            (words.name(row), "plain" if row.kind is Kind.ENTRY else "strong"),
            briefly(row.branch),
            (row.phone or words.NOTHING, "info" if row.phone else "muted"),
            (words.when(row, wall(self.clock.now())[0]), "good" if open_now else "muted"),
            row.deputy,
            row.shown_number,
        )

    def found(self, text: str) -> Sequence[Contact]:
        return words.found(self.all, text)

    def details(self, row: Contact, width: int) -> Lines:
        """Who it is, when somebody answers, and what else is to be known."""
        who = " · ".join(part for part in (words.name(row), row.branch, row.phone) if part)
        return [
            *paragraph(who, width, "strong"),
            *paragraph(words.hours(row), width),
            *paragraph(" · ".join(words.remarks(row)), width),
        ]

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        self.listed.action_open()

    @on(told.Opened)
    def _copy(self) -> None:
        """Enter: the number, for a phone on the screen or a note."""
        contact = self.listed.cursor_row
        if contact is None:
            return
        if not contact.phone:
            self.say(words.nothing_to_copy(contact))
            return
        self.app.copy_to_clipboard(contact.phone)
        self.say(words.copied(contact.phone), ink="good")
