"""The form of the Besetzung of a service point on a day: who, when, in which room, or nobody (D36)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.staffing import NewStretch, SetStaffing
from backoffice.desk.staffing_views import PointStaffing, StretchView
from backoffice.domain.errors import Refused
from backoffice.domain.openings import Span, without
from backoffice.domain.text import search_key
from backoffice.screens.absence_form import Present
from backoffice.screens.away_fields import DAY_END, Chooser, colleagues, span_field
from backoffice.screens.away_form import AwayForm
from backoffice.screens.dialog import Paragraph
from backoffice.screens.plan_serving import said_of
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import text_field
from backoffice.widgets.picker import Pickable
from backoffice.wording import away_screen as words
from backoffice.wording.labels import day_label

NOBODY, UNSAID = "nobody", "unsaid"
ROOM_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Served:
    """A service point on a day as it stands, and the part of it that the form is about (None: more of it)."""

    point: PointStaffing
    day: date
    part: StretchView | None


class StaffingForm(AwayForm):
    """What is entered takes the place of what was said of that time; the rest of the day stays as it is."""

    ABOUT = words.ABOUT_STAFFING

    def __init__(self, desk: Desk, present: Present, of: Served) -> None:
        title = words.staffing_title(of.point.point, day_label(of.day))
        super().__init__(desk, title, draft_key=f"staffing:{of.point.point_id}:{of.day.isoformat()}")
        self.present = present
        self._of = of

    def body(self) -> Iterable[Widget]:
        part = self._of.part
        if part is not None:
            yield Paragraph(words.so_far(said_of(part)), ink="muted", classes="intro")
        people = colleagues(self.present.people, self.present.serving)
        yield Chooser(words.FIELD_WHO, [_NOBODY, *people, _UNSAID])
        yield span_field("" if part is None or (part.start, part.end) == (0, DAY_END) else _span(part))
        room = text_field(words.FIELD_ROOM, part.room if part is not None else "", limit=ROOM_LIMIT)
        room.id = "room"
        yield room

    def result(self) -> Command:
        """`SetStaffing` of the whole day; whoever served it stays where nobody is chosen. Refused `nobody_chosen`."""
        who, (start, end) = self._who(), self.span
        kept = [one for one in self._of.point.stretches if self._of.part is None or one.id != self._of.part.id]
        stretches = [_again(one, rest) for one in kept for rest in without([(one.start, one.end)], [(start, end)])]
        if who != UNSAID:
            staff_id = None if who == NOBODY else who
            room = self.text_of("room") if staff_id is not None else ""
            stretches.append(NewStretch(start=start, end=end, staff_id=staff_id, room=room))
        return self.desk.new(
            SetStaffing,
            service_point_id=self._of.point.point_id,
            day=self._of.day,
            stretches=tuple(sorted(stretches, key=lambda one: one.start)),
            seen=tuple(one.id for one in self._of.point.stretches),
        )

    def _who(self) -> str:
        who, part = self.picked(), self._of.part
        if who is None and part is not None and not self.query_one(Chooser).text.strip():
            who = part.staff_id or NOBODY
        if who is None:
            raise Refused("nobody_chosen")
        return who


_NOBODY = Pickable(Choice(NOBODY, words.NOBODY, words.NOBODY_HINT), search_key(words.NOBODY, words.UNSERVED))
_UNSAID = Pickable(Choice(UNSAID, words.UNSAID, words.UNSAID_HINT), search_key(words.UNSAID), always=True)


def _span(part: StretchView) -> str:
    return words.span(part.start, part.end)


def _again(one: StretchView, rest: Span) -> NewStretch:
    return NewStretch(start=rest[0], end=rest[1], staff_id=one.staff_id, room=one.room)
