"""How one appointment is written: its cells in a list, its details beside it, its name in a sentence."""

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from backoffice.desk.views import Line
from backoffice.domain.clock import BREMEN, hhmm
from backoffice.domain.phones import international
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import OrderStatus
from backoffice.domain.text import search_key
from backoffice.screens.case_writer import CaseWriter
from backoffice.widgets.columns import Cell
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import screens as words
from backoffice.wording.interpreting import hinted, mark, nobody_interprets
from backoffice.wording.plan_words import span
from backoffice.wording.proposed import proposed, proposed_briefly
from backoffice.wording.responsibility import HINT, HINT_BRIEFLY, HINT_LABEL
from backoffice.wording.stand import stand
from backoffice.wording.states import CHANNEL, CHANNEL_LONG, STATUS

NOBODY = frozenset({OrderStatus.NEEDED, OrderStatus.FAILED})
"""In these somebody is needed, and nobody is expected."""
INK = {"waiting": "info", "running": "good", "warning": "warning", "quiet": "muted", "plain": "plain"}
"""The ink of a stand's style."""


@dataclass(slots=True)
class LineWriter(CaseWriter):
    """Writes lines as this desk shows them: with short or full names (D57), with drafts marked."""

    now: datetime
    short_names: bool
    drafts: Collection[str] = ()

    def cells(self, line: Line) -> Sequence[Cell]:
        """The cells of `columns.DAY`."""
        over = line.status in ENDINGS
        base = "muted" if over else "plain"
        how = stand(line, self.now)
        shown, ink = str(how), INK[how.style]
        if line.order is not None and not over and line.order.status in NOBODY:
            shown, ink = nobody_interprets(shown, line.order.status.value), "warning"
        if line.proposal is not None and not over:
            shown, ink = proposed_briefly(line), "warning"
        if line.id in self.drafts:
            shown = f"{words.DRAFT} · {how.words}"
        if line.responsible and not over:
            shown = f"{shown} · {HINT.format(branch=line.responsible)}"
        return (
            (hhmm(line.start), base),
            ("" if line.channel is None else CHANNEL[line.channel.value], base),
            (self.concern(line), "urgent" if line.emergency and not over else base),
            (self.name(line), base if over else "strong"),
            (line.place or words.NO_PLACE, "warning" if line.no_place else base),
            (shown, ink),
        )

    def search(self, line: Line) -> str:
        """What the filter looks through: what the row says, but never which colleague has it (D51)."""
        said = [hhmm(line.start), self.concern(line), STATUS[line.status.value], line.remark, self.name(line)]
        if line.status is Status.ARRIVED:
            said.append(words.COUNT_WAITING)
        if line.no_place:
            said.append(words.COUNT_NO_PLACE)
        if line.responsible:
            said.append(HINT.format(branch=line.responsible))
        if line.order is not None:
            said.append(interpreting(line))
        if line.proposal is not None:
            said.append(proposed(line))
        return f"{line.search} {search_key(*said)}"

    def brief(self, line: Line) -> tuple[str, ...]:
        """What stands under the list where there is no room for details."""
        return (
            self.name(line),
            phone(line),
            proposed(line),
            line.number or "",
            line.assigned_to or "",
            interpreting(line),
            line.remark or "",
        )

    def details(self, line: Line) -> tuple[str, Sequence[Pair]]:
        """Title and pairs of the detail pane."""
        how = stand(line, self.now)
        channel = "" if line.channel is None else CHANNEL_LONG[line.channel.value]
        return (
            self.name(line),
            (
                Pair(words.PAIR_TIME, f"{span(line.start, line.end)} {channel}"),
                Pair(words.PAIR_CONCERN, self.concern(line)),
                Pair(words.PAIR_STAND, str(how)),
                Pair(words.PAIR_PROPOSAL, proposed(line)),
                Pair(HINT_LABEL, HINT_BRIEFLY.format(branch=line.responsible) if line.responsible else ""),
                Pair(words.PAIR_LANGUAGE, interpreting(line)),
                Pair(words.PAIR_PHONE, phone(line)),
                Pair(words.PAIR_NUMBER, line.number or ""),
                Pair(words.PAIR_PLACE, " · ".join(part for part in (line.group, line.place) if part)),
                Pair(words.PAIR_ASSIGNED, line.assigned_to or ""),
                Pair(words.PAIR_REMARK, line.remark or ""),
                Pair(words.PAIR_ARRIVED, clock_time(line.arrived_at)),
                Pair(words.PAIR_BEGUN, clock_time(line.begun_at)),
                Pair(words.PAIR_ENDED, clock_time(line.ended_at)),
                Pair(words.PAIR_NOTES, words.notes(line.notes)),
                Pair(words.PAIR_ATTEMPTS, words.attempts(line.attempts, clock_time(line.last_attempt_at))),
                Pair(words.PAIR_BACKDATED, words.YES if line.backdated else ""),
            ),
        )


def phone(line: Line) -> str:
    """The number as it is dialled and read out; as it is stored until the library that spaces it is loaded."""
    if not line.phone:
        return ""
    return international(line.phone) if "phonenumbers" in sys.modules else line.phone


def interpreting(line: Line) -> str:
    """Who is to interpret, and how far that is; else a quiet hint that somebody may have to (D46). Empty: neither.

    Remarks are read for it once what reads them is loaded.
    """
    if line.order is not None:
        kind = line.order.kind
        return mark(line.order.status.value, line.order.language, kind and kind.value)
    hints = sys.modules.get("backoffice.domain.language_hints")
    if hints is None or not line.remark or line.status in ENDINGS:
        return ""
    hint = hints.hinted(line.remark)
    if hint is None:
        return ""
    return hinted(hint.code)


def clock_time(moment: datetime | None) -> str:
    """`09:12` on the branch's wall clock; empty where there is none."""
    return "" if moment is None else f"{moment.astimezone(BREMEN):%H:%M}"
