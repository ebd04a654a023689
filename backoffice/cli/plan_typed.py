"""What is typed to set a plan: weekdays, spans, the end of a day, groups and service points by their names."""

import re
from typing import TYPE_CHECKING

import click

from backoffice.cli.session import TIME, TimeType
from backoffice.domain.errors import Refused
from backoffice.domain.typed import parse_weekday

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.openings_views import OpeningsView, PointView


class EndType(TimeType):
    """A time of day at which something ends: `24:00` too."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The minute of day, 1440 for `24` and `24:00`."""
        return 1440 if str(value).strip() in ("24", "24:00", "1440") else super().convert(value, param, ctx)


class WeekdaysType(click.ParamType[tuple[int, ...]]):
    """Weekdays as people type them."""

    name = "TAGE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """`mo-fr`, `mo,mi,do`, `di bis do`; Monday is 0."""
        if isinstance(value, tuple):
            return value
        found: set[int] = set()
        for part in re.split(r"[,;]", str(value).casefold().replace("–", "-")):
            ends = [parse_weekday(word.strip()) for word in re.split(r"-|\bbis\b", part)]
            if len(ends) > 2 or any(end is None for end in ends):
                self.fail(f"{part.strip()!r} ist kein Wochentag: zum Beispiel mo-fr oder mo,mi,do.", param, ctx)
            first, last = ends[0] or 0, ends[-1] or 0
            found |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
        return tuple(sorted(found))


class SpanType(click.ParamType[tuple[int, int]]):
    """A span of the day."""

    name = "VON-BIS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """`10:00-10:15`, as minutes of day."""
        if isinstance(value, tuple):
            return value
        start, dash, end = str(value).replace("–", "-").partition("-")
        if not dash:
            self.fail(f"{value!r} ist keine Zeitspanne: zum Beispiel 10:00-10:15.", param, ctx)
        return TIME.convert(start.strip(), param, ctx), END.convert(end.strip(), param, ctx)


END, WEEKDAYS, SPAN = EndType(), WeekdaysType(), SpanType()


def group_of(desk: "Desk", branch_id: str, typed: str) -> tuple[str, str]:
    """Id and name of a group: by its name, or by how its service points begin (`L1`). Refused `unknown_group`."""
    from backoffice.desk.organisation_views import GroupsOf
    from backoffice.desk.plan_views import OpeningsOf

    wanted = typed.strip().casefold()
    groups = dict(desk.read(GroupsOf(branch_id)))
    found = {id_ for id_, name in groups.items() if name.casefold() == wanted}
    if not found and wanted:
        points = desk.read(OpeningsOf(branch_id, desk.clock.now().date())).points
        found = {point.group_id for point in points if point.name.casefold().partition("-")[0] == wanted}
    if len(found) != 1:
        raise Refused("unknown_group")
    one = found.pop()
    return one, groups[one]


def points_of(view: "OpeningsView", group_id: str, typed: str | None) -> list[str]:
    """The ids of service points by their names; None: the lasting ones of the group. Refused `unknown_point`."""
    if typed is None:
        return [p.id for p in view.points if p.group_id == group_id and p.active and not p.temporary]
    return [point_of(view, name).id for name in typed.split(",") if name.strip()]


def point_of(view: "OpeningsView", typed: str) -> "PointView":
    """A service point of a branch by its name. Refused `unknown_point`."""
    wanted = typed.strip().casefold()
    found = next((point for point in view.points if point.name.casefold() == wanted), None)
    if found is None:
        raise Refused("unknown_point", point=typed.strip())
    return found
