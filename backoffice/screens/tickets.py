"""*Rückrufe*: what is promised, by what people see as due, worked by keyboard (D37-D41)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events, work
from textual.binding import BindingType

from backoffice import config, keys
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.desk.ticket_views import TicketCounts, TicketLine, TicketList
from backoffice.desk.views import BranchView
from backoffice.domain.clock import wall
from backoffice.domain.deadlines import Limits
from backoffice.domain.errors import BackofficeError
from backoffice.domain.office_time import WorkCalendar
from backoffice.screens.drafts import Drafts
from backoffice.screens.shared import Shared
from backoffice.screens.ticket_lines import COLUMNS, TicketWriter
from backoffice.screens.ticket_responsible import TicketResponsible
from backoffice.widgets.columns import Cell
from backoffice.widgets.detail_pane import DetailPane
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import Count, CountsLine, DetailLine
from backoffice.wording import screens
from backoffice.wording import ticket_screen as words
from backoffice.wording.booking_form import ON_APPOINTMENTS
from backoffice.wording.screens import day_label

VIEWS = ("mine", "all", "handed", "closed")
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, parted in the thread that read it: at 10,000 tickets that is not for the one that paints."""

    view: str
    list: TicketList
    rows: tuple[TicketLine, ...]
    handed: int
    changed: tuple[str, ...]


def _of_view(view: str, found: TicketList) -> tuple[TicketLine, ...]:
    keep: Mapping[str, Callable[[TicketLine], bool]] = {
        "mine": lambda line: line.mine,
        "all": lambda line: line.branch == found.branch.code,
        "handed": lambda line: line.handed_over,
        CLOSED: lambda _: True,
    }
    return tuple(filter(keep[view], found.lines))


class TicketsScreen(TicketResponsible):
    """The promised calls of one branch, in four views."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.TICKETS_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN, keys.Place.VIEWS),
        *keys.bindings(keys.Place.TICKETS),
    ]
    COLUMNS = COLUMNS
    MODE = "tickets"
    ABOUT = words.ABOUT_TICKETS

    def __init__(self, desk: Desk, settings: config.Settings, branch: BranchView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.shown_branch = branch
        self.view = "mine" if desk.actor.team_id else "all"
        self._asked_view: str | None = None
        self._shown: tuple[TicketLine, ...] = ()
        self._read: _Read | None = None
        self._handed = 0
        self._failed = False
        self._by_reachable = False
        self._calendar = WorkCalendar()
        self._writer = TicketWriter(Limits.at(desk.clock.now(), self._calendar), self._calendar, short_names=True)

    # --- what is shown -------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.write_anew()
        self.show_frame()
        self.load()

    @property
    def writer(self) -> TicketWriter:
        return self._writer

    @property
    def shown_rows(self) -> Sequence[TicketLine]:
        """The tickets of the view."""
        return self._shown

    @property
    def here(self) -> object:
        """The tickets, whichever view."""
        return self.MODE

    def cells(self, row: TicketLine) -> Sequence[Cell]:
        return self._writer.cells(row)

    def searched(self, row: TicketLine) -> str:
        return self._writer.search(row)

    def write_anew(self) -> None:
        """A writer for this minute: one for all rows, since making the limits costs more than a row."""
        limits = Limits.at(self.desk.clock.now(), self._calendar)
        self._writer = TicketWriter(limits, self._calendar, self.short_names, Drafts.of(self.app).about)

    def empty_text(self) -> str:
        if self._failed:
            return words.READ_FAILED
        if self._read is None:
            return words.LOADING
        if self.view == "mine" and not self.desk.actor.team_id:
            return words.EMPTY_NO_TEAM
        return words.EMPTY[self.view]

    def show_frame(self) -> None:
        today: date = wall(self.desk.clock.now())[0]
        self.show_top((self.shown_branch.name, day_label(today), words.VIEWS[self.view]))
        self.query_one(CountsLine).show(self._counts())

    def _counts(self) -> tuple[Count, ...]:
        """How many each view holds, whatever the filter hides; what nobody accepted stands at the end."""
        marked = len(self.records.marks)
        found = [Count(screens.COUNT_MARKED, marked, "strong")] if marked else []
        of = Shared.of(self.app).tickets or TicketCounts(0, 0, 0, 0)
        numbers = {"mine": of.mine, "all": of.open, "handed": self._handed}
        if self.view == CLOSED:
            numbers[CLOSED] = len(self._shown)
        for view, number in numbers.items():
            here = view == self.view
            label = f"‹{words.VIEWS[view]}›" if here else words.VIEWS[view]
            found.append(Count(label, number, "strong" if here else "plain"))
        if of.unaccepted:
            found.append(Count(words.COUNT_UNACCEPTED, of.unaccepted, "warning"))
        return tuple(found)

    def show_selected(self) -> None:
        line = self.records.cursor_row
        pane, brief = self.query_one(DetailPane), self.query_one(DetailLine)
        if line is None:
            pane.show("", ())
            brief.show(())
            return
        pane.show(*self._writer.details(line))
        brief.show(self._writer.brief(line))

    # --- reading -------------------------------------------------------------------------------------------------

    def start_read(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, lambda: self.notice.working(screens.LOADING))
        view, before = self.wanted_view, self._read
        try:
            read = await asyncio.to_thread(self._read_view, view, before, frozenset(self.own_changes))
        except BackofficeError as error:
            self._failed = self._read is None
            self._asked_view, self._after_load = None, []  # what stands there stays, and so does its heading
            self.records.empty_text = self.empty_text()
            self.records.refresh()
            self.not_read(error)
            return
        finally:
            late.stop()
        if not self.branch_read(read.list.branch):
            return
        changed = read.changed if self._wanted_flash else ()
        self.show_read(read)
        self.loaded(changed)

    def _read_view(self, view: str, before: _Read | None, own: frozenset[str]) -> _Read:
        """In a thread: read, part by view, and find what another desk changed."""
        query = TicketsOf(self.wanted_branch.id, self.desk.clock.now(), closed=view == CLOSED)
        found = self.desk.read(query)
        rows = _of_view(view, found)
        changed: tuple[str, ...] = ()
        if before is not None and (before.view, before.list.branch.id) == (view, found.branch.id):
            known = {line.id: line for line in before.rows}
            changed = tuple(line.id for line in rows if line.id not in own and known.get(line.id) != line)
        return _Read(view, found, rows, sum(line.handed_over for line in found.lines), changed)

    def show_read(self, read: _Read) -> None:
        """Show what was read; cursor, marks and filter stay with their rows."""
        self._read, self._failed = read, False
        self.view, self._asked_view = read.view, None
        self._shown = read.rows
        self._calendar = read.list.calendar
        if read.view != CLOSED:
            self._handed = read.handed
        Shared.of(self.app).tickets = read.list.counts
        self.write_anew()
        self.records.empty_text = self.empty_text()
        self.records.set_rows(read.rows)
        self.show_frame()
        self.show_selected()

    def new_minute(self) -> None:
        """Write anew what depends on the time; who is reachable now may be somebody else."""
        self.write_anew()
        if self._by_reachable:
            self._sort()
        super().new_minute()

    def draft_parked(self, label: str) -> None:
        """A form was put aside: its row says so."""
        self.write_anew()
        super().draft_parked(label)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        self.write_anew()  # a draft may have been taken up, or thrown away; the list is written anew after this

    def come_back(self) -> None:
        """Another branch may be shown by now, and something changed."""
        if self.wanted_branch.id != self.shown_branch.id:
            self.show_view(self.view)
        else:
            self.load(flash=True)

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch's tickets."""
        self.ask_for_branch(branch)
        self.show_view(self.view)

    # --- views, order --------------------------------------------------------------------------------------------

    @property
    def wanted_view(self) -> str:
        """The view that is being read, or shown."""
        return self._asked_view or self.view

    def show_view(self, view: str, *, cursor: str | None = None) -> None:
        """Show another view: the filter is cleared, marks go; the rows come with their heading once they are read."""
        self._asked_view = view
        self._wanted_cursor, self._after_load = None, []
        self.query_one(FilterBar).close()
        self.records.clear_marks()
        self.load(cursor=cursor)

    def show_ticket(self, ticket_id: str) -> None:
        """Open a ticket's record, with the cursor on it below where it is among the open ones."""
        self.show_view("all")
        self.after_load(lambda: self.records.move_to(ticket_id))
        self.open_record(ticket_id)

    def action_view_before(self) -> None:
        """←."""
        self.show_view(VIEWS[(VIEWS.index(self.wanted_view) - 1) % len(VIEWS)])

    def action_view_after(self) -> None:
        """→."""
        self.show_view(VIEWS[(VIEWS.index(self.wanted_view) + 1) % len(VIEWS)])

    def action_sort(self) -> None:
        """s: by due instant, or who is reachable now first."""
        self._by_reachable = not self._by_reachable
        self._sort()
        self.say(words.SORTED_BY_REACHABLE if self._by_reachable else words.SORTED_BY_DUE)

    def _sort(self) -> None:
        now = self._writer.now
        self.records.sort(
            (lambda line: line.wish is None or not line.wish.open_at(now)) if self._by_reachable else None
        )

    def action_callback(self) -> None:
        """r: elsewhere it promises a call; here every row is such a promise."""
        self.say(words.PROMISED_ALREADY)

    def keep_booked(self, done: Done) -> None:
        """Whoever is called is not here: nobody looks at a slip or a customer view."""

    def action_move(self) -> None:
        """v, d, p, m: time, place and who interprets are an appointment's."""
        self.say(ON_APPOINTMENTS)

    action_interpreting = action_give_place = action_why = action_move

    def action_slip(self) -> None:
        """k: a ticket has none."""
        self.say(ON_APPOINTMENTS)

    # --- what the app's keys open --------------------------------------------------------------------------------

    def open_record(self, record_id: str) -> None:
        """Enter: the open record."""
        from backoffice.screens.ticket_record import TicketRecordScreen

        self.app.push_screen(TicketRecordScreen(self.desk, record_id, self.desk.clock), self.record_closed)

    def customer_view(self) -> None:
        """F8: only the promised instant, large."""
        line = self._one()
        if line is not None and not line.open:
            self.say(words.NOTHING_PROMISED.format(number=line.number), ink="urgent")
        elif line is not None:
            from backoffice.screens.promise_view import PromiseView

            self.app.push_screen(PromiseView(line, self.shown_branch.name))

    def import_day(self) -> None:
        """F7: the booking file of a day, on the day's screen."""
        self.on_screen("today", lambda screen: screen.import_day())
