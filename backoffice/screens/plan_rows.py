"""The rows of *Öffnungen* and *Betroffene*: what was set, and who is left outside of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.desk.affected import AffectedLine
from backoffice.desk.calendar import ClosureView
from backoffice.desk.plan_views import OpeningsView, OpeningView, PointView
from backoffice.domain.clock import hhmm
from backoffice.domain.terms import ClosureKind, OpeningKind
from backoffice.domain.text import search_key
from backoffice.widgets.columns import Cell, Column
from backoffice.wording import openings as said
from backoffice.wording import plan_screen as words
from backoffice.wording import screens
from backoffice.wording.plan_words import day_short
from backoffice.wording.proposed import proposed_briefly
from backoffice.wording.states import CHANNEL

OPENINGS = (
    Column(words.COLUMN_WHEN, 14, whole=True),
    Column(words.COLUMN_TIME, 11, whole=True),
    Column(words.COLUMN_GROUP, 14),
    Column(words.COLUMN_WHAT, 12, flexible=True),
    Column(words.COLUMN_PLACES, 8, priority=1),
    Column(words.COLUMN_UNTIL, 12, priority=2, whole=True),
)
AFFECTED = (
    Column(words.COLUMN_WHEN, 15, whole=True),
    Column(screens.COLUMN_CHANNEL, 5),
    Column(screens.COLUMN_NAME, 15),
    Column(screens.COLUMN_CONCERN, 12, flexible=True, priority=1),
    Column(screens.COLUMN_PLACE, 5, priority=2),
    Column(words.COLUMN_WHY, 22),
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What was set, as one row: a series of several weekdays is one, though each of them is an opening.

    `id` is that of the first; `versions` are the openings with what was seen of them. A closure has no group where
    it closes the branch. `ends`: a weekly series, which can be given another end.
    """

    id: str
    versions: tuple[tuple[str, int], ...]
    sort: str
    """`opening`, `closure` or `point`; `absence`, `left` or `support`."""
    group: str
    group_id: str | None
    when: str
    time: str
    what: str
    places: str
    until: str
    first_day: date
    last_day: date
    ends: bool = False
    house: bool = False
    """It is not this branch's alone."""
    staff_id: str | None = None
    """Who is away."""

    @property
    def version(self) -> int:
        """Of the first of them."""
        return self.versions[0][1]

    @property
    def named(self) -> str:
        """How it is called before it is ended: `Leistung 1 Mo–Fr 08:00–12:00`."""
        return " ".join(part for part in (self.group, self.when, self.time) if part)

    def cells(self) -> Sequence[Cell]:
        """The cells of `OPENINGS`."""
        ink = "plain" if self.ends else "warning" if self.sort in ("closure", "absence", "left") else "info"
        return self.when, (self.time, "strong"), self.group, (self.what, ink), self.places, (self.until, "muted")

    def search(self) -> str:
        """What the filter looks through."""
        return search_key(self.when, self.time, self.group, self.what, self.places)

    def brief(self) -> tuple[str, ...]:
        """Everything in one line, for under the list."""
        days = said.days(self.first_day, self.last_day)
        where = " ".join(part for part in (self.group, self.places) if part)
        times = (self.when, self.time) if self.ends else (self.time,) if self.sort in ("absence", "left") else ()
        return (self.what, days, " ".join(part for part in times if part), where)


def rows_of(view: OpeningsView, groups: Mapping[str, str], today: date) -> tuple[PlanRow, ...]:
    """What every week is open first, group by group; then everything that has a day, in order.

    `groups`: their names by id. The days of a temporary service point stand in its own row.
    """
    weekly = [one for one in view.openings if one.kind is OpeningKind.WEEKLY]
    single = [one for one in view.openings if one.kind is not OpeningKind.WEEKLY]
    of_points = [one for one in single if all(point.temporary for point in one.points)]
    times = {point.id: said.span(one.start, one.end) for one in of_points for point in one.points}
    dated = [_opening([one], view.points, day_short(one.first_day), "") for one in single if one not in of_points]
    dated += [_closure(one) for one in view.closures]
    dated += [
        _point(one, groups.get(one.group_id, ""), times.get(one.id, ""))
        for one in view.points
        if one.temporary and _is_there(one, today)
    ]
    dated.sort(key=lambda row: (row.first_day, row.time, row.id))
    return (*(_series(found, view.points, today) for found in _alike(weekly)), *dated)


def _alike(weekly: Iterable[OpeningView]) -> Iterator[list[OpeningView]]:
    """Series that differ in nothing but the weekday, in the order of their groups."""
    found: dict[tuple[object, ...], list[OpeningView]] = {}
    for one in weekly:
        ids = tuple(point.id for point in one.points)
        same = (one.group_id, ids, one.first_day, one.last_day, one.start, one.end, one.breaks, one.contingent)
        found.setdefault((*same, one.reserved, one.reason), []).append(one)
    yield from found.values()


def _series(found: Sequence[OpeningView], points: Sequence[PointView], today: date) -> PlanRow:
    first = found[0]
    return _opening(
        found,
        points,
        said.weekdays([one.weekday or 0 for one in found]),
        words.until(first.last_day, today, first.first_day),
    )


def _opening(found: Sequence[OpeningView], points: Sequence[PointView], when: str, until: str) -> PlanRow:
    first = found[0]
    breaks = " ".join(said.span(start, end) for start, end in first.breaks)
    weekly = first.kind is OpeningKind.WEEKLY
    kinds = [] if weekly else [said.KIND[first.kind.value]]
    kinds += [] if first.kind is OpeningKind.SHUT else [said.CONTINGENT[first.contingent.value]]
    kinds += [words.RESERVED] if first.reserved else []
    parts = [", ".join(kinds), f"{words.BREAK} {breaks}" if breaks else "", first.reason]
    return PlanRow(
        id=first.id,
        versions=tuple((one.id, one.version) for one in found),
        sort="opening",
        group=first.group,
        group_id=first.group_id,
        when=when,
        time=said.span(first.start, first.end),
        what=" · ".join(part for part in parts if part),
        places=_places(first, [point for point in points if point.group_id == first.group_id]),
        until=until,
        first_day=first.first_day,
        last_day=first.last_day,
        ends=weekly,
    )


def _places(one: OpeningView, of_group: Sequence[PointView]) -> str:
    """`alle`, `L1-3`, `L1-1–3` for neighbours, else how many."""
    if one.whole_group:
        return words.ALL_POINTS
    first, last = one.points[0].name, one.points[-1].name
    if len(one.points) == 1:
        return first
    names = [point.name for point in of_group]
    side_by_side = names[names.index(first) : names.index(last) + 1] == [point.name for point in one.points]
    return words.neighbours(first, last) if side_by_side else words.points(len(one.points))


def _closure(one: ClosureView) -> PlanRow:
    stop = one.closes is ClosureKind.BOOKING_STOP
    kind = said.CLOSURE_KIND[one.closes.value]
    house = one.branch_id is None
    return PlanRow(
        id=one.id,
        versions=((one.id, 0),),
        sort="closure",
        group=one.group or (words.WHOLE_HOUSE if house else words.WHOLE_BRANCH),
        group_id=one.group_id,
        when=words.short_days(one.first_day, one.last_day),
        time=said.span(one.start, one.end),
        what=words.stop(one.name) if stop else f"{kind}: {one.name}",
        places="",
        until="",
        first_day=one.first_day,
        last_day=one.last_day,
        house=house,
    )


def _point(one: PointView, group: str, time: str) -> PlanRow:
    first, last = one.first_day or date.min, one.last_day or date.max
    return PlanRow(
        id=one.id,
        versions=((one.id, 0),),
        sort="point",
        group=group,
        group_id=one.group_id,
        when=words.short_days(first, last),
        time=time,
        what=f"{words.EXTRA}: {one.reason}",
        places=one.name,
        until="",
        first_day=first,
        last_day=last,
    )


def _is_there(point: PointView, today: date) -> bool:
    return point.active and point.last_day is not None and point.last_day >= today


def affected_cells(one: AffectedLine, *, short_names: bool) -> Sequence[Cell]:
    """The cells of `AFFECTED`."""
    booked = one.booked
    name = booked.short_name if short_names else booked.name
    return (
        f"{day_short(one.day)} {hhmm(one.start)}",
        "" if booked.channel is None else CHANNEL[booked.channel.value],
        (screens.PROTECTED if booked.protected else name or screens.NAMELESS, "strong"),
        screens.SENSITIVE if booked.sensitive else booked.concern,
        one.place or screens.NO_PLACE,
        (reason(one), "warning"),
    )


def affected_search(one: AffectedLine, *, short_names: bool) -> str:
    """What the filter looks through: what the row says."""
    cells = affected_cells(one, short_names=short_names)
    return search_key(*(cell if isinstance(cell, str) else cell[0] for cell in cells))


def reason(one: AffectedLine) -> str:
    """Why somebody needs another time or place: `Personalversammlung`, `keine Öffnung`, `ohne Platz`."""
    if one.proposal is not None:
        return proposed_briefly(one)
    return said.NO_PLACE if one.why is None else one.reason or said.WHY[one.why.value]
