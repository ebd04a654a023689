"""Setting openings in tests, as a person at a desk does."""

from datetime import date
from typing import Any

from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.openings import AddOpenings, NewBreak, NewOpening, opened, series
from backoffice.desk.openings_views import OpeningsOf, OpeningsView
from backoffice.domain.terms import OpeningKind
from tests.office import MONDAY, Office

YEAR_END = date(2026, 12, 31)
GROUP = "Leistung 1"
BOTH = ("L1-1", "L1-2")


def points_of(office: Office, names: tuple[str, ...] = BOTH) -> list[str]:
    return [office.points[name] for name in names]


def set_openings(office: Office, *openings: NewOpening, desk: Desk | None = None, group: str = GROUP) -> Done:
    desk = desk or office.desk
    return desk.perform(
        desk.new(AddOpenings, branch_id=office.branch_id, group_id=office.groups[group], openings=openings)
    )


def weekly(
    office: Office, span: tuple[int, int] = (480, 720), *, names: tuple[str, ...] = BOTH, **more: Any
) -> tuple[NewOpening, ...]:
    """Monday to Friday from Monday to the end of the year, unless said otherwise."""
    weekdays = more.pop("weekdays", range(5))
    first, last = more.pop("first_day", MONDAY), more.pop("last_day", YEAR_END)
    return series(weekdays, points_of(office, names), first, last, span, **more)


def single(
    office: Office,
    kind: OpeningKind = OpeningKind.ONE_DAY,
    day: date = MONDAY,
    *,
    names: tuple[str, ...] = BOTH,
    breaks: tuple[tuple[int, int], ...] = (),
    **more: Any,
) -> NewOpening:
    """An exception on one day."""
    return NewOpening(
        kind=kind,
        points=opened(points_of(office, names)),
        first_day=day,
        last_day=more.pop("last_day", day),
        breaks=tuple(NewBreak(start=start, end=end) for start, end in breaks),
        **more,
    )


def listed(office: Office, since: date = MONDAY, desk: Desk | None = None) -> OpeningsView:
    return (desk or office.desk).read(OpeningsOf(office.branch_id, since))
