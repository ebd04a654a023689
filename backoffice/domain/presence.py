"""Who is there when, and for which area: as the Besetzung says, and by their team where it is silent (D36)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from backoffice.domain.openings import WHOLE_DAY, Span, without
from backoffice.domain.staffing import Away, Stretch, away_on
from backoffice.domain.terms import Area


@dataclass(frozen=True, slots=True)
class PointOf:
    """A service point that is there on the day, and the area of its group."""

    id: str
    area: Area


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the branch on the day: its own people, and those who are lent to it."""

    id: str
    area: Area | None = None
    """Of their team; None: of no team."""
    groups: frozenset[str] | None = None
    """The groups whose appointments they may work; None: all."""
    languages: frozenset[str] = frozenset()
    """Which they are known to speak, by ISO 639-3 code."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody is there for an area over `[start, end)` minutes of the day."""

    staff_id: str
    area: Area
    start: int
    end: int
    point_id: str | None = None
    """The service point they serve meanwhile; None: the Besetzung does not name them."""


def present(
    points: Iterable[PointOf], stretches: Iterable[Stretch], people: Iterable[Person], away: Iterable[Away], day: date
) -> tuple[Presence, ...]:
    """When each of `people` is there for what, on one day.

    Whom the Besetzung names is there exactly while it says so, and for the areas of those service points. A point of
    which nothing is said, all day or a part of it, counts as staffed (D36): then everybody whose team is of its area
    counts as there, unless the Besetzung names them anywhere on that day (`stretches` may hold those of other
    branches) or they may work no group here. Absences are taken away from all of it.
    """
    areas = {point.id: point.area for point in points}
    here = {person.id: person for person in people}
    absences: dict[str, list[Away]] = defaultdict(list)
    for one in away:
        absences[one.staff_id].append(one)
    of_day = [stretch for stretch in stretches if stretch.day == day]
    found: list[Presence] = []
    for stretch in of_day:
        who, area = stretch.staff_id, areas.get(stretch.point_id)
        if who in here and who is not None and area is not None:
            for start, end in without([(stretch.start, stretch.end)], away_on(absences[who], day)):
                found.append(Presence(who, area, start, end, stretch.point_id))
    silent, named = _silent(areas, of_day), {stretch.staff_id for stretch in of_day}
    for person in here.values():
        if person.area is not None and person.id not in named and person.groups != frozenset():
            for start, end in without(silent[person.area], away_on(absences[person.id], day)):
                found.append(Presence(person.id, person.area, start, end))
    return tuple(found)


def _silent(areas: Mapping[str, Area], stretches: Iterable[Stretch]) -> Mapping[Area, list[Span]]:
    """When nothing is said of at least one service point of an area."""
    said: dict[str, list[Span]] = defaultdict(list)
    for stretch in stretches:
        said[stretch.point_id].append((stretch.start, stretch.end))
    silent: dict[Area, list[Span]] = defaultdict(list)
    for point_id, area in areas.items():
        silent[area] += without([WHOLE_DAY], said[point_id])
    return silent
