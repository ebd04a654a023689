"""What the screens of one running program share: the branch they show, the quiet counts, what was changed where."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual.app import App

from backoffice.widgets.frame_lines import Tab
from backoffice.wording import screens as words

if TYPE_CHECKING:  # the day is shown before anything about tickets is loaded
    from datetime import date

    from backoffice.desk.organisation_views import HouseView
    from backoffice.desk.takeover_views import TakeoverCounts
    from backoffice.desk.ticket_views import TicketCounts
    from backoffice.desk.views import BranchView


@dataclass
class Shared:
    """One of these for each running program."""

    house: "HouseView | None" = None
    branches: "tuple[BranchView, ...]" = ()
    branch: "BranchView | None" = None
    front: str = ""
    """The screen that was shown last, by its mode: what finds another one's name here comes back from it."""
    day: "date | None" = None
    """The day that *Heute* shows; None: the present one, whatever date that is by now."""
    today: Tab = field(default_factory=lambda: Tab("today", "1", words.TODAY))
    tickets: "TicketCounts | None" = None
    takeovers: "TakeoverCounts | None" = None
    interpreting: int = 0
    """What is to be done about interpreters (D48)."""
    otv: int = 0
    """What is still to be done in the booking tool (D29)."""
    to_tell: int = 0
    """Who is to be told of another time, or has not answered (D33)."""
    made: dict[str, object] = field(default_factory=dict)
    """Where changes were made: the `here` of their screen, by what takes them back (an entry's id, or a batch's)."""

    @classmethod
    def of(cls, app: App[Any]) -> "Shared":
        """What is shared in this program."""
        found = _ALL.get(app)
        if found is None:
            found = _ALL[app] = cls()
        return found

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The screens with what waits there: `2 Rückrufe 7 (2 überf.)`."""
        counts = self.tickets
        waiting = "" if counts is None else words.ticket_counts(counts.open, counts.overdue)
        tickets, plan = Tab("tickets", "2", words.TICKETS, waiting), Tab("plan", "5", words.PLAN)
        evening = Tab("evening", "9", words.EVENING, words.waiting_otv(self.otv), words.EVENING_SHORT)
        waits = (Tab("notify", "6", words.NOTIFY, str(self.to_tell)),) if self.to_tell else ()
        return self.today, tickets, self._takeovers, self._interpreting, plan, *waits, evening

    @property
    def _takeovers(self) -> Tab:
        counts = self.takeovers
        asked = "" if counts is None else words.takeover_counts(counts.incoming, counts.left)
        return Tab("takeovers", "3", words.TAKEOVERS, asked, words.TAKEOVERS_SHORT)

    @property
    def _interpreting(self) -> Tab:
        return Tab("interpreting", "4", words.INTERPRETING, str(self.interpreting or ""), words.INTERPRETING_SHORT)


_ALL: "WeakKeyDictionary[App[Any], Shared]" = WeakKeyDictionary()
