"""Search over all days (F3): typed into one field, found below it, Enter jumps there."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date

from textual import on, work
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from backoffice import config, keys
from backoffice.desk.desk import Desk
from backoffice.desk.search import LIMIT, Search, SearchTickets
from backoffice.desk.ticket_views import TicketLine
from backoffice.desk.views import Line
from backoffice.domain.clock import Clock, hhmm, wall
from backoffice.domain.deadlines import Limits
from backoffice.domain.errors import BackofficeError
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.terms import Area, Urgency
from backoffice.screens.lines import INK, LineWriter
from backoffice.screens.paging import UnderField, hinted
from backoffice.screens.ticket_lines import TicketWriter
from backoffice.screens.ticket_lines import stand as stand_of_ticket
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.notice_line import NoticeLine
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.text_input import TextInput
from backoffice.wording import screens as labels
from backoffice.wording import views as words
from backoffice.wording.help_texts import ABOUT_SEARCH
from backoffice.wording.plan_words import day_short
from backoffice.wording.refusals import refusal
from backoffice.wording.stand import stand

PAUSE = 0.15
"""Seconds without a key after which is searched."""
SLOW = 0.2
"""Seconds from which the search says that it is at work."""
LEAST = 2

COLUMNS = (
    Column(words.COLUMN_DAY, 9, whole=True),
    Column(labels.COLUMN_TIME, 5, whole=True),
    Column(labels.COLUMN_NAME, 16),
    Column(labels.COLUMN_CONCERN, 14, flexible=True),
    Column(labels.COLUMN_STAND, 20, priority=1),
)


Found = Line | TicketLine


class SearchDialog(UnderField[tuple[date | None, str]]):
    """Finds appointments and tickets of one branch. Dismisses with `(day, appointment id)` or `(None, ticket id)`."""

    ABOUT = ABOUT_SEARCH

    def __init__(self, desk: Desk, branch_id: str, clock: Clock) -> None:
        super().__init__(words.SEARCH)
        self._desk = desk
        self._branch_id = branch_id
        self._clock = clock
        self._pause: Timer | None = None
        self._jump = False
        self._searched = ""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """F3 over the search itself would only open a second one."""
        return key == "f3"

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.JUMP), keys.action("close"))

    def body(self) -> Iterable[Widget]:
        """A field and what is found."""
        yield TextInput(limit=80, placeholder=words.SEARCH_FIELD)
        yield RecordList[Found](
            COLUMNS,
            key=lambda line: line.id,
            cells=self._cells,
            search=lambda line: line.search,
            empty=words.SEARCH_START,
            clock=self._clock,
        )

    def on_mount(self) -> None:
        self.listed.can_focus = False
        self.query_one(TextInput).focus()

    def _cells(self, line: Found) -> Sequence[Cell]:
        now = self._clock.now()
        if isinstance(line, TicketLine):
            return self._ticket(line)
        writer = LineWriter(now, self._short_names())
        how = stand(line, now)
        return (
            day_short(line.day),
            hhmm(line.start),
            (writer.name(line), "strong"),
            (writer.concern(line), "urgent" if line.emergency and line.open else "plain"),
            (str(how), INK[how.style]),
        )

    def _ticket(self, line: TicketLine) -> Sequence[Cell]:
        """A ticket stands at its due instant."""
        calendar = WorkCalendar()
        writer = TicketWriter(Limits.at(self._clock.now(), calendar), calendar, self._short_names())
        day, minute = wall(line.due_at)
        return (
            day_short(day),
            hhmm(minute),
            (writer.name(line), "strong"),
            (writer.concern(line), "urgent" if line.urgency is Urgency.EMERGENCY and line.open else "plain"),
            (f"{line.number} {stand_of_ticket(line)[0]}", "plain" if line.open else "muted"),
        )

    def _short_names(self) -> bool:
        names = config.load().names
        return names == "short" if names else self._desk.actor.area in (Area.FRONT_DESK, Area.YOUTH_FRONT_DESK)

    # --- typing --------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.search_now)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        """Enter: the row under the cursor; where the search is still under way, the only row it finds."""
        event.stop()
        if event.value.strip() != self._searched:
            self._jump = True
            self.search_now()
        else:
            self.listed.action_open()

    def search_now(self) -> None:
        """Search for what stands in the field."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        self.find(self.query_one(TextInput).value.strip())

    @work(exclusive=True, group="search", exit_on_error=False)
    async def find(self, text: str) -> None:
        """Show what is found; the rows of the search before stand until then."""
        notice = self.query_one(NoticeLine)
        slow = self.set_timer(SLOW, notice.working)
        try:
            found = await asyncio.to_thread(self._read, text)
        except BackofficeError as error:
            self._jump = False
            self.say(str(refusal(error)))
            return
        finally:
            slow.stop()
        self._searched = text
        self.listed.empty_text = words.search_empty(text) if len(text) >= LEAST else words.SEARCH_START
        self.listed.set_rows(found)
        notice.say(words.search_found(len(found), LIMIT), ink="muted")
        if self._jump and len(found) == 1:
            self.listed.action_open()
        self._jump = False

    def _read(self, text: str) -> tuple[Found, ...]:
        """In a thread: open tickets first (whoever calls back asks for them), then days, then closed tickets."""
        now = self._clock.now()
        days = self._desk.read(Search(self._branch_id, text, now))
        tickets = self._desk.read(SearchTickets(self._branch_id, text, now))
        open_ = sum(ticket.open for ticket in tickets)
        found: tuple[Found, ...] = (*tickets[:open_], *days, *tickets[open_:])
        return found[:LIMIT]

    @on(told.Opened)
    def _opened(self, event: told.Opened) -> None:
        line = self.listed.rows.row(event.id)
        if line is not None:
            self.dismiss((None if isinstance(line, TicketLine) else line.day, line.id))
