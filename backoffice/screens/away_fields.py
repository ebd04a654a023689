"""The fields of the forms about absences, the Besetzung and support, and how what is typed is understood."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from backoffice.desk.plan_views import PointView
from backoffice.desk.staffing_views import Colleague, PointStaffing
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.openings import Span
from backoffice.domain.text import fold, search_key
from backoffice.domain.typed import parse_time
from backoffice.screens.plan_fields import POINTS_LIMIT, parse_points
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import away_screen as words
from backoffice.wording import dialogs
from backoffice.wording import plan_screen as plan_words

NOON, DAY_END = 720, 1440
PARTS = {
    "v": (0, NOON), "vm": (0, NOON), "vormittag": (0, NOON), "vormittags": (0, NOON),
    "n": (NOON, DAY_END), "nm": (NOON, DAY_END), "nachmittag": (NOON, DAY_END), "nachmittags": (NOON, DAY_END),
    "ganztags": (0, DAY_END), "ganzer tag": (0, DAY_END),
}  # fmt: skip
"""Parts of a day as people call them."""
SPAN_LIMIT, COUNT_LIMIT = 20, 3

_SPAN = re.compile(r"(?:von\s+)?(?P<start>[^-–]*?)\s*(?:-|–|\bbis\b)\s*(?P<end>[^-–]*)")
_FROM = re.compile(r"ab\s+(?P<start>.+)")


def parse_span(text: str) -> Span:
    """`[start, end)` of a day: `v`, `nachmittags`, `bis 16`, `-16`, `ab 10`, `8-12`, `ganztags`.

    Refused: `span_unknown` (text), `span_backwards` (start, end).
    """
    typed = " ".join(fold(text).split())
    if typed in PARTS:
        return PARTS[typed]
    found = _FROM.fullmatch(typed) or _SPAN.fullmatch(typed)
    if found is None:
        raise Refused("span_unknown", text=text.strip())
    ends = found.groupdict()
    if not any(ends.values()):
        raise Refused("span_unknown", text=text.strip())
    try:
        start = _minute(ends["start"] or "0")
        end = _minute(ends.get("end") or "24")
    except BackofficeError as error:
        raise Refused("span_unknown", text=text.strip()) from error
    if end <= start:
        raise Refused("span_backwards", start=start, end=end)
    return start, end


def _minute(text: str) -> int:
    typed = text.strip().removesuffix("uhr").strip()
    return DAY_END if typed in ("24", "24:00", "24.00", "2400") else parse_time(typed)


def parse_count(text: str) -> int:
    """How many service points: `2`, `2 Plätze`. Refused `count_unknown` (text)."""
    digits = text.strip().split(" ", 1)[0]
    if not digits.isdecimal() or int(digits) < 1:
        raise Refused("count_unknown", text=text.strip())
    return int(digits)


def span_field(value: str = "") -> FormField[Span]:
    """A part of a day; empty: all of it."""
    return FormField(
        words.FIELD_SPAN,
        value,
        parse=parse_span,
        beside=lambda span: words.span(*span),
        limit=SPAN_LIMIT,
        placeholder=words.PLACEHOLDER_SPAN,
        id="span",
    )


def count_field() -> FormField[int]:
    """So many service points of a group."""
    return FormField(
        words.FIELD_COUNT,
        parse=parse_count,
        beside=plan_words.points,
        limit=COUNT_LIMIT + len(" Plätze"),
        placeholder=words.PLACEHOLDER_COUNT,
        id="count",
    )


def these_field(of_group: Callable[[], Sequence[PointView]]) -> FormField[tuple[PointView, ...]]:
    """These service points of the group that is chosen then."""
    return FormField(
        words.FIELD_THESE,
        parse=lambda text: parse_points(text, of_group()),
        beside=lambda found: plan_words.points(len(found)),
        limit=POINTS_LIMIT,
        placeholder=words.PLACEHOLDER_THESE,
        id="points",
    )


def colleagues(people: Sequence[Colleague], serving: Mapping[str, str], me: str = "") -> list[Pickable]:
    """Who works here, by name, oneself (`me`) first: what they serve; who is lent to another branch says so.

    `serving`: the names of service points by staff id.
    """
    ordered = sorted(people, key=lambda one: (one.id != me, search_key(one.name)))
    return [
        Pickable(
            Choice(
                one.id,
                f"{words.ME} ({one.name})" if one.id == me else one.name,
                words.serves(serving.get(one.id, ""), lent=one.lent),
                words.WHY_LENT_AWAY if one.away else "",
            ),
            search_key(words.ME if one.id == me else "", one.name, one.login),
        )
        for one in ordered
    ]


def serving(points: Iterable[PointStaffing]) -> dict[str, str]:
    """The names of the service points that somebody serves, by staff id: `L1-1, L2-1`."""
    found: dict[str, dict[str, None]] = {}
    for point in points:
        for stretch in point.stretches:
            if stretch.staff_id is not None:
                found.setdefault(stretch.staff_id, {})[point.point] = None
    return {staff_id: ", ".join(names) for staff_id, names in found.items()}


class Chooser(Picker):
    """A picker whose form shows what goes with a choice before the keys go on: a digit may be on its way."""

    def __init__(
        self,
        label: str,
        items: Sequence[Pickable],
        shown: Callable[[str], object] = lambda _id: None,
        *,
        placeholder: str = dialogs.PLACEHOLDER_STAFF,
        nothing: str = dialogs.NOTHING_STAFF,
        id: str = "whom",  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(
            label, items, at_once=True, nothing=nothing, more=dialogs.MORE, placeholder=placeholder, id=id
        )
        self._shown_with = shown

    def pick(self, id_: str) -> None:
        self._shown_with(id_)
        super().pick(id_)

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong; the keys go on choosing."""
        self.field.show_error(sentence)
