"""How a request between two branches is written: its cells in a list, its details beside it, its name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.clock import BREMEN
from backoffice.domain.states import ENDINGS
from backoffice.domain.takeovers import MOVED, Stand
from backoffice.domain.text import search_key
from backoffice.screens.case_writer import CaseWriter
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import screens
from backoffice.wording import takeover_screen as words
from backoffice.wording.plan_words import day_short, span
from backoffice.wording.states import CHANNEL, CHANNEL_LONG
from backoffice.wording.takeovers import STAND, told, told_briefly

COLUMNS = (
    Column(screens.COLUMN_STAND, 19),
    Column(words.COLUMN_WHO, 13),
    Column(words.COLUMN_BOOKED, 12, whole=True),
    Column(screens.COLUMN_CONCERN, 9, flexible=True),
    Column(screens.COLUMN_NAME, 12),
)

SOON = 5
"""Minutes before the deadline from which it is urgent."""


@dataclass(slots=True)
class TakeoverWriter(CaseWriter):
    """Writes requests as this desk shows them at one moment: with short or full names (D57), with drafts marked."""

    now: datetime
    short_names: bool
    drafts: Collection[str] = ()

    @property
    def today(self) -> date:
        """The day on the wall clock."""
        return self.now.astimezone(BREMEN).date()

    def stand(self, line: TakeoverLine) -> tuple[str, str]:
        """How it stands, in few words, and the ink."""
        at = words.clock(line.answered_at or line.expires_at, self.today)
        match line.stand:
            case Stand.WAITING:
                minutes = words.minutes_left(line.expires_at, self.now)
                said = words.left(line.expires_at, self.now) if minutes else words.LIST_STAND[Stand.LAPSED]
                return said, ("urgent" if minutes <= SOON else "warning") if line.incoming else "info"
            case Stand.AGREED:
                return (words.CONFIRM, "warning") if line.decides else (f"√ {words.AGREED} {at}", "good")
            case Stand.ACCEPTED:
                return f"√ {words.LIST_STAND[line.stand]} {at}", "good"
            case Stand.OVER:
                return words.OVER_THERE if line.incoming else words.OVER_HERE, "muted"
        promised = self._promised(line)
        if promised:
            return promised, "warning" if line.decides else "plain"
        said = words.LIST_STAND[line.stand]
        if line.decides:
            return f"▲ {said}, {words.STILL_OPEN}", "urgent"
        return f"{said} {at}", "muted"

    def _promised(self, line: TakeoverLine) -> str:
        """What they promised instead of taking it over."""
        if line.ticket:
            return words.CALL_PROMISED
        return words.TIME_PROMISED if line.promised is not None and line.stand not in MOVED else ""

    def cells(self, line: TakeoverLine) -> Sequence[Cell]:
        """The cells of `COLUMNS`."""
        open_ = line.decides or line.stand is Stand.WAITING
        base = "plain" if open_ else "muted"
        said, ink = self.stand(line)
        channel = "" if line.channel is None else CHANNEL[line.channel.value]
        return (
            (f"{screens.DRAFT} · {said}" if line.id in self.drafts else said, ink),
            (words.who(line.other, incoming=line.incoming), base),
            (words.booked(line.day, line.start, channel, self.today), base),
            (self.concern(line), "urgent" if line.emergency and open_ else base),
            (self.name(line), "strong" if open_ else base),
        )

    def search(self, line: TakeoverLine) -> str:
        """What the filter looks through: what the row says."""
        return f"{line.search} {search_key(self.stand(line)[0], STAND[line.stand.value], self.concern(line))}"

    def tell(self, line: TakeoverLine, *, briefly: bool = False) -> str:
        """The sentence for the customer who stands here: where to be when, or who calls."""
        if line.incoming or line.promised is None:
            return ""
        day, start, _, channel = line.promised
        say = told_briefly if briefly else told
        return say(line.other, line.other_address, day, start, channel.value, self.today)

    def brief(self, line: TakeoverLine, free: str) -> tuple[str, ...]:
        """What stands under the list where there is no room for details."""
        times = f"{words.PAIR_FREE}: {free.splitlines()[0]}" if free else ""
        return (times or self.tell(line, briefly=True), line.other_phone, line.answer, line.reason)

    def details(self, line: TakeoverLine, free: str) -> tuple[str, Sequence[Pair]]:
        """Title and pairs of the detail pane; `free`: the times that are free here for it."""
        waiting = line.stand is Stand.WAITING
        return (
            self.name(line),
            (
                Pair(words.PAIR_DEADLINE, words.deadline(line.expires_at, self.now) if waiting else ""),
                Pair(screens.PAIR_STAND, self._stand_long(line)),
                Pair(words.PAIR_FREE, free),
                Pair(words.PAIR_TELL, self.tell(line).removeprefix(f"{words.PAIR_TELL}: ")),
                Pair(words.PAIR_PROMISED, self._new(line) if line.incoming else ""),
                Pair(words.PAIR_TICKET, line.ticket or ""),
                Pair(words.PAIR_ANSWER, line.answer),
                Pair(words.PAIR_AGREED, line.agreed_with),
                Pair(words.PAIR_ASKS, words.asks(line.other, line.asked_function, incoming=line.incoming)),
                Pair(words.PAIR_FRONT_DESK, line.other_phone),
                Pair(words.PAIR_WHY, line.reason),
                Pair(words.PAIR_WAITS, self._waits(line) if waiting else ""),
                Pair(words.PAIR_WISH, words.wish(line.wish_day, line.wish_start, self.today)),
                Pair(words.PAIR_BOOKED, self._booked(line)),
                Pair(screens.PAIR_CONCERN, self.concern(line)),
                Pair(words.PAIR_LANGUAGE, self._language(line)),
            ),
        )

    def _waits(self, line: TakeoverLine) -> str:
        where = words.WAITS_THERE if line.incoming else words.WAITS_HERE
        reach = "" if line.has_phone or line.protected else words.NO_PHONE
        return words.parts(where if line.waits_here else words.NOT_WAITING, reach)

    def _stand_long(self, line: TakeoverLine) -> str:
        if line.stand is Stand.OVER:
            return self.stand(line)[0]
        at = words.parts(words.clock(line.answered_at, self.today), line.answered_function)
        open_ = line.decides and not line.incoming and line.status not in ENDINGS
        parts = (STAND[line.stand.value], self._promised(line), words.STILL_OPEN if open_ else "", at)
        return " · ".join(part for part in parts if part)

    def _new(self, line: TakeoverLine) -> str:
        if line.promised is None:
            return ""
        day, start, end, channel = line.promised
        return f"{day_short(day, self.today)} {span(start, end)} {CHANNEL_LONG[channel.value]}"

    def _booked(self, line: TakeoverLine) -> str:
        channel = "" if line.channel is None else CHANNEL_LONG[line.channel.value]
        return f"{day_short(line.day, self.today)} {span(line.start, line.end)} {channel}".rstrip()

    def _language(self, line: TakeoverLine) -> str:
        from backoffice.wording.languages import name

        return name(line.language)
