"""How an order for an interpreter is written: its cells in a list, its details beside it, whom to call about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.desk.interpreting_lines import Matter, OrderLine
from backoffice.domain.clock import BREMEN
from backoffice.domain.orders import ARRANGED
from backoffice.domain.request_sheet import REMOTE
from backoffice.domain.states import ENDINGS
from backoffice.domain.text import search_key
from backoffice.screens.case_writer import CaseWriter
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import interpreting as told
from backoffice.wording import interpreting_screen as words
from backoffice.wording import screens
from backoffice.wording.labels import day_label
from backoffice.wording.plan_words import span
from backoffice.wording.states import CHANNEL_LONG, STATUS

COLUMNS = (
    Column(screens.COLUMN_STAND, 21),
    Column(words.COLUMN_WHEN, 15, whole=True),
    Column(words.COLUMN_LANGUAGE, 9, flexible=True),
    Column(words.COLUMN_WAY, 11),
    Column(screens.COLUMN_NAME, 12),
    Column(words.COLUMN_WHO, 18, priority=1),
    Column(screens.COLUMN_CONCERN, 16, priority=2),
)
"""What is to be done, when, language, way, for whom, who interprets, concern."""

LONG = 4 * 60
"""Minutes without an answer from which it is worth another call (assumed)."""
_INK = {
    Matter.FAILED: "urgent",
    Matter.NEEDED: "warning",
    Matter.REQUESTED: "info",
    Matter.TO_TELL: "warning",
    Matter.NO_RESULT: "warning",
    Matter.CONFIRMED: "good",
    Matter.DONE: "muted",
}


@dataclass(slots=True)
class OrderWriter(CaseWriter):
    """Writes orders as this desk shows them at one moment: with short or full names (D57), with drafts marked."""

    now: datetime
    short_names: bool
    drafts: Collection[str] = ()

    @property
    def today(self) -> date:
        """The day on the wall clock."""
        return self.now.astimezone(BREMEN).date()

    def stand(self, line: OrderLine) -> tuple[str, str]:
        """What is to be done, in few words, and the ink."""
        ink = _INK[line.matter]
        if line.leaves is not None and line.matter in (Matter.REQUESTED, Matter.CONFIRMED):
            return words.marked(Matter.NEEDED, words.LEAVES_MARK), "warning"
        if line.cannot is not None and line.matter in (Matter.REQUESTED, Matter.CONFIRMED):
            return words.marked(Matter.NEEDED, words.CANNOT_MARK), "warning"
        if line.matter is Matter.REQUESTED and line.requested_at is not None:
            since = words.since(line.requested_at, self.now)
            long = (self.now - line.requested_at).total_seconds() >= LONG * 60
            said = words.marked(line.matter, words.MOVED_MARK) if line.was else words.stand(line.matter)
            return f"{said} {since}", "warning" if long or line.was else ink
        if line.matter is Matter.DONE:
            return words.marked(line.matter, told.STATUS[line.status.value]), ink
        return words.stand(line.matter), ink

    def cells(self, line: OrderLine) -> Sequence[Cell]:
        """The cells of `COLUMNS`."""
        over = line.matter is Matter.DONE
        base = "muted" if over else "plain"
        said, ink = self.stand(line)
        return (
            (f"{screens.DRAFT} · {said}" if line.id in self.drafts else said, ink),
            (words.at(line.day, line.start, self.today), base),
            (words.spoken(line.language), base),
            (words.way(line.kind), base),
            (self.name(line), base if over else "urgent" if line.emergency else "strong"),
            (line.interpreter, base),
            (self.concern(line), "urgent" if line.emergency and not over else base),
        )

    def search(self, line: OrderLine) -> str:
        """What the filter looks through: what the row says, and the day."""
        said = (
            self.stand(line)[0],
            told.STATUS[line.status.value],
            words.in_full(line.language, line.dialect),
            words.way(line.kind),
            self.concern(line),
            day_label(line.day),
        )
        return f"{line.search} {search_key(*said)}"

    # --- whom to call --------------------------------------------------------------------------------------------

    def contact(self, line: OrderLine) -> str:
        """Where one reaches who interprets: the contact for orders, else what is dialled."""
        return line.contact or line.dial

    def brief(self, line: OrderLine) -> tuple[str, ...]:
        """What stands under the list where there is no room for details: whom to call first."""
        called = ", ".join(part for part in (line.interpreter, self.contact(line)) if part)
        due = self._due(line)
        return (called, f"{screens.EMERGENCY} {due}".rstrip() if line.emergency else due, self.concern(line))

    def _due(self, line: OrderLine) -> str:
        """What is to be done, in a few words more than the list has."""
        match line.matter:
            case Matter.FAILED:
                return " · ".join(part for part in (line.reason, words.OWES) if part)
            case Matter.NEEDED:
                names = ", ".join(name for name, _ in line.refused)
                return words.SAID_NO.format(names=names) if names else words.NOBODY
            case Matter.TO_TELL:
                return words.TO_BE_TOLD
        if line.leaves is not None:
            return words.LEAVES.format(day=day_label(line.leaves))
        if line.cannot is not None:
            return words.cannot(line.cannot)
        if line.was is not None:
            return self._was(line)
        if line.matter is Matter.REQUESTED and line.requested_at is not None:
            return words.asked_since(line.requested_at, self.now)
        return line.agreed_with

    def _was(self, line: OrderLine) -> str:
        return "" if line.was is None else words.WAS.format(when=words.at(*line.was, self.today))

    # --- beside the list -----------------------------------------------------------------------------------------

    def details(self, line: OrderLine) -> tuple[str, Sequence[Pair]]:
        """Title and pairs of the detail pane."""
        asked = line.status in ARRANGED and line.requested_at is not None
        return (
            self.name(line),
            (
                Pair(screens.PAIR_STAND, self._stand_long(line)),
                Pair("", words.LEAVES.format(day=day_label(line.leaves)) if line.leaves else ""),
                Pair("", words.cannot(line.cannot) if line.cannot and not line.leaves else ""),
                Pair(words.PAIR_WHEN, told.when(line.day, line.start, line.end, self.today)),
                Pair("", self._was(line)),
                Pair(words.PAIR_LANGUAGE, words.in_full(line.language, line.dialect)),
                Pair(words.PAIR_WAY, words.way(line.kind) if line.kind else ""),
                Pair(words.PAIR_WHO, line.interpreter),
                Pair(words.PAIR_CONTACT, line.contact),
                Pair(words.PAIR_DIAL, line.dial if line.kind in REMOTE else ""),
                Pair(words.PAIR_COST, line.cost_note),
                Pair(words.PAIR_NEEDED, self._noted(line.needed_at) if not asked else ""),
                Pair(words.PAIR_ASKED, self._noted(line.requested_at, line.requested_function) if asked else ""),
                Pair(
                    words.PAIR_ANSWERED if line.status in ARRANGED else words.PAIR_NOTED,
                    self._noted(line.answered_at, line.answered_function),
                ),
                Pair(words.PAIR_AGREED, line.agreed_with),
                Pair(words.PAIR_REFUSED, words.refusals(line.refused)),
                Pair(words.PAIR_REASON, line.reason),
                Pair(words.PAIR_TOLD, line.told_to),
                Pair(words.PAIR_MINUTES, "" if line.minutes is None else words.MINUTES.format(count=line.minutes)),
                Pair(screens.PAIR_TIME, self._appointment(line)),
                Pair(screens.PAIR_PLACE, " · ".join(part for part in (line.group, line.place) if part)),
                Pair(screens.PAIR_CONCERN, self.concern(line)),
            ),
        )

    def _stand_long(self, line: OrderLine) -> str:
        said = told.MATTER[line.matter.value] if line.matter is not Matter.DONE else told.STATUS[line.status.value]
        more = words.OWES if line.matter is Matter.FAILED else ""
        if line.matter is Matter.NO_RESULT:
            more = told.STATUS[line.status.value]
        return f"{said} · {more}" if more else said

    def _noted(self, moment: datetime | None, function: str = "") -> str:
        return "" if moment is None else words.noted(moment, self.now, function)

    def _appointment(self, line: OrderLine) -> str:
        """How the appointment stands; its own time where the order is for another one (ordered for now)."""
        own = (line.appointment_day, line.appointment_start, line.appointment_end)
        at = "" if own == (line.day, line.start, line.end) else span(line.appointment_start, line.appointment_end)
        channel = "" if line.channel is None else CHANNEL_LONG[line.channel.value]
        stand = STATUS[line.appointment_status.value] if line.appointment_status in ENDINGS else ""
        return " · ".join(part for part in (at, channel, stand) if part)
