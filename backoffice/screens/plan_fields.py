"""The fields of the plan's forms, and how what is typed into them is understood."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from backoffice.desk.plan_views import PointView
from backoffice.domain.availability import Opening, Span, check_openings
from backoffice.domain.errors import Refused
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.terms import Contingent
from backoffice.domain.text import fold
from backoffice.domain.week import parse_week
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import openings as said
from backoffice.wording import plan_screen as words

REASON_LIMIT, TIMES_LIMIT, POINTS_LIMIT = 80, 80, 120
MOST_NAMED = 6
EVERY = frozenset({"", "alle", "alles", "*"})
_PART = re.compile(r"(?P<first>\d+)(?:\s*[-–]\s*(?P<last>\d+))?")
_NUMBER = re.compile(r"(\d+)$")

Groups = Sequence[tuple[str, str]]
"""Ids and names of service point groups."""


# --- what is typed ----------------------------------------------------------------


def parse_times(text: str) -> tuple[Span, ...]:
    """The spans of one day: `8-16`, `8-12 und 13-16`. Refused: `times_unknown`, `times_backwards`."""
    try:
        return parse_week(f"mo {text}").week[0]
    except Refused as error:
        code = "times_backwards" if error.code == "bad_hours" else "times_unknown"
        raise Refused(code, text=text.strip()) from error


def parse_points(text: str, points: Sequence[PointView]) -> tuple[PointView, ...]:
    """Service points of a group by their names or numbers: `alle`, `1, 3-4`, `L1-2`; nothing typed means all.

    All are those that are active and lasting. Refused `point_not_of_group` with what was not understood.
    """
    if fold(text.strip()) in EVERY:
        return tuple(point for point in points if point.active and not point.temporary)
    found: dict[str, PointView] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[,;]|\s+(?![-–])(?<![-–]\s)", text))):
        named = [point for point in points if fold(point.name) == fold(part)] or _numbered(part, points)
        if not named:
            shown = [point.name for point in points if point.active][:MOST_NAMED]
            raise Refused("point_not_of_group", text=part, names=", ".join(shown))
        found |= {point.id: point for point in named}
    return tuple(found.values())


def _numbered(part: str, points: Sequence[PointView]) -> list[PointView]:
    """The points whose names end in a number, or in one of a range of which each is there."""
    typed = _PART.fullmatch(part)
    if typed is None:
        return []
    first, last = int(typed["first"]), int(typed["last"] or typed["first"])
    lasting = {int(of[1]): point for point in points if not point.temporary and (of := _NUMBER.search(point.name))}
    if last - first > len(points) or any(number not in lasting for number in range(first, last + 1)):
        return []
    return [lasting[number] for number in range(first, last + 1)]


def covered(spans: Sequence[Span]) -> tuple[Span, tuple[Span, ...]]:
    """From the first to the last minute of spans in order, and the breaks between them."""
    gaps = tuple((one[1], other[0]) for one, other in pairwise(spans) if one[1] < other[0])
    return (spans[0][0], spans[-1][1]), gaps


def checked(new: Sequence[Opening]) -> None:
    """Refuse what rules refuse of openings before anybody is asked, with values that can be said."""
    try:
        check_openings(new, ())
    except Refused as error:
        told = {f"{name}_minute" if name in ("start", "end") else name: v for name, v in error.values.items()}
        raise Refused(error.code, **told) from error


# --- the fields -------------------------------------------------------------------


def group_field(groups: Groups, chosen: str | None, label: str = words.FIELD_GROUP) -> Labelled:
    """Which group; the first where nothing is chosen."""
    ids = [id_ for id_, _ in groups]
    ticked = chosen if chosen in ids else next(iter(ids), None)
    return Labelled(label, OneOf(tuple(Choice(id_, name) for id_, name in groups), ticked, id="group"))


def points_field(of_group: Callable[[], Sequence[PointView]]) -> FormField[tuple[PointView, ...]]:
    """Which service points of the group that is chosen then; beside it how many these are."""
    return FormField(
        words.FIELD_POINTS,
        words.ALL_POINTS,
        parse=lambda text: parse_points(text, of_group()),
        beside=lambda found: words.points(len(found)),
        limit=POINTS_LIMIT,
        placeholder=words.PLACEHOLDER_POINTS,
        id="points",
    )


def week_field(value: str) -> FormField[OfficeHours]:
    """Weekdays with their times."""
    return FormField(
        words.FIELD_WEEK,
        value,
        parse=parse_week,
        required=True,
        limit=160,
        placeholder=words.PLACEHOLDER_WEEK,
        id="week",
    )


def times_field(value: str = "", *, required: bool = True) -> FormField[tuple[Span, ...]]:
    """Times of a day; beside them the first and the last."""
    return FormField(
        words.FIELD_TIMES,
        value,
        parse=parse_times,
        beside=lambda spans: said.span(*covered(spans)[0]),
        required=required,
        limit=TIMES_LIMIT,
        placeholder=words.PLACEHOLDER_TIMES if required else words.PLACEHOLDER_WHOLE_DAY,
        id="times",
    )


def reason_field(*, required: bool, hint: str = "", label: str = words.FIELD_REASON) -> FormField[str]:
    """Why, or what it is called."""
    return FormField(
        label,
        parse=str.strip,
        required=required,
        limit=REASON_LIMIT,
        counted=True,
        placeholder=hint,
        id="reason",
    )


def sells_field() -> Labelled:
    """Who sells the time (D29)."""
    choices = tuple(Choice(key, name, hint) for key, (name, hint) in words.SELLS.items())
    return Labelled(words.FIELD_SELLS, OneOf(choices, Contingent.INTERNAL.value, id="sells"))


def whom_field() -> Labelled:
    """For whom late times are (D31)."""
    choices = (Choice("all", words.FOR_ALL), Choice("some", words.FOR_SOME))
    return Labelled(words.FIELD_WHOM, OneOf(choices, "all", id="whom"))
