"""Whom do I call (F4): over any dialog, searched on every key; what lies below stays as it is."""

import asyncio
from collections.abc import Iterable, Sequence

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.directory import Directory
from backoffice.domain.clock import Clock, wall
from backoffice.domain.directory import Contact, Kind
from backoffice.domain.errors import BackofficeError
from backoffice.screens.paging import Lines, Sheet, UnderField, hinted, paragraph
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.text_input import TextInput
from backoffice.wording import directory as words
from backoffice.wording.labels import briefly
from backoffice.wording.refusals import refusal

COLUMNS = (
    Column(words.FUNCTION, 26, flexible=True),
    Column(words.BRANCH, 15),
    Column(words.NUMBER, 13, whole=True),
    Column(words.REACHABLE, 11),
    Column(words.DEPUTY, 20, priority=1),
    Column(words.SHOWN, 16, priority=2, whole=True),
)


class DirectoryDialog(UnderField[None]):
    """Front desks, teams and functions of the whole house. Changes nothing and dismisses with nothing."""

    ABOUT = words.ABOUT

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(words.TITLE)
        self._desk = desk
        self._clock = clock
        self._contacts: tuple[Contact, ...] = ()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """F4 over the directory itself would only open a second one."""
        return key == "f4"

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.COPY), keys.action("close"))

    def body(self) -> Iterable[Widget]:
        """A field, who is found, and below what else is to be known of the one under the cursor."""
        yield TextInput(limit=80, placeholder=words.FIELD)
        yield RecordList[Contact](
            COLUMNS,
            key=lambda contact: contact.id,
            cells=self._cells,
            search=words.name,
            empty=words.LOADING,
            clock=self._clock,
        )
        yield Sheet(id="contact")

    def on_mount(self) -> None:
        self.listed.can_focus = False
        self.query_one(TextInput).focus()
        self.load()

    @work(exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """Read the whole house once: after that every key searches what is here."""
        try:
            self._contacts = await asyncio.to_thread(self._desk.read, Directory(self._clock.now()))
        except BackofficeError as error:
            self.listed.empty_text = ""
            self.listed.refresh()
            self.say(str(refusal(error)))
            return
        self._find(self.query_one(TextInput).value)

    def _cells(self, contact: Contact) -> Sequence[Cell]:
        open_now = contact.reach is not None and contact.reach.now
        return (
            (words.name(contact), "plain" if contact.kind is Kind.ENTRY else "strong"),
            briefly(contact.branch),
            (contact.phone or words.NOTHING, "info" if contact.phone else "muted"),
            (words.when(contact, wall(self._clock.now())[0]), "good" if open_now else "muted"),
            contact.deputy,
            contact.shown_number,
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._contacts:
            self._find(event.value)

    def _find(self, text: str) -> None:
        found = words.found(self._contacts, text)
        self.listed.empty_text = words.nothing_found(text.strip()) if self._contacts else words.EMPTY
        self.listed.set_rows(found)
        if found:
            self.listed.move_to(found[0].id)  # the first one, whatever stood under the cursor before
        self.say(words.count(len(found), len(self._contacts)), ink="muted")

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        contact = self.listed.cursor_row
        self.query_one("#contact", Sheet).show(lambda width: [] if contact is None else _details(contact, width))

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


def _details(contact: Contact, width: int) -> Lines:
    """Who it is, when somebody answers, and what else is to be known; nothing of it is cut."""
    who = " · ".join(part for part in (words.name(contact), contact.branch, contact.phone) if part)
    return [
        *paragraph(who, width, "strong"),
        *paragraph(words.hours(contact), width),
        *paragraph(" · ".join(words.remarks(contact)), width),
    ]
