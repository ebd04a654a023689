"""Office hours the way people type them, and the same again from what is shown (D31, D38)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.errors import Refused
from backoffice.domain.office_time import USUAL_HOURS, OfficeHours
from backoffice.domain.week import parse_week, week_text


def hours(*spans: tuple[int, float, float]) -> OfficeHours:
    """From (weekday, hour, hour)."""
    return OfficeHours.of((day, int(start * 60), int(end * 60)) for day, start, end in spans)


EARLY_FRIDAY = hours((0, 8, 16), (1, 8, 16), (2, 8, 16), (3, 8, 18), (4, 8, 12))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mo-mi 8-16, do 8-18, fr 8-12", EARLY_FRIDAY),
        ("Mo–Mi 8–16; Do 8–18; Fr 8–12", EARLY_FRIDAY),
        ("Montag bis Mittwoch 8 bis 16 Uhr, do 8:00 - 18.00 Uhr, Fr. 0800-1200, sa-so geschlossen", EARLY_FRIDAY),
        ("mo-mi, do 8-16", hours((0, 8, 16), (1, 8, 16), (2, 8, 16), (3, 8, 16))),
        ("do 8-12, 13-18", hours((3, 8, 12), (3, 13, 18))),
        ("do 13-18 und 8:30-12", hours((3, 8.5, 12), (3, 13, 18))),
        ("do 8-12 13-18", hours((3, 8, 12), (3, 13, 18))),
        ("sa-mo 10-24", hours((5, 10, 24), (6, 10, 24), (0, 10, 24))),
        ("mo: 9-12", hours((0, 9, 12))),
        ("mo-fr 8-16, sa zu", hours(*((day, 8, 16) for day in range(5)))),
    ],
)  # fmt: skip
def test_what_is_typed(typed: str, meant: OfficeHours) -> None:
    assert parse_week(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no_hours"),
        (" , ", "no_hours"),
        ("sa zu", "no_hours"),
        ("8-16", "hours_unknown"),
        ("mo-mi", "hours_unknown"),
        ("mo 8-16, fr", "hours_unknown"),
        ("mo 8", "hours_unknown"),
        ("mo 8-16 und", "hours_unknown"),
        ("mo 8-16x", "hours_unknown"),
        ("mo 8-25", "hours_unknown"),
        ("werktags 8-16", "hours_unknown"),
        ("mo-nie 8-16", "hours_unknown"),
        ("m 8-16", "hours_unknown"),
        ("mo 16-8", "bad_hours"),
        ("mo 8-8", "bad_hours"),
        ("mo-fr 8-16, do 8-18", "bad_hours"),
    ],
)
def test_what_is_not_understood(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_week(typed)
    assert refused.value.code == code


def test_the_part_that_was_not_understood_is_named() -> None:
    with pytest.raises(Refused) as refused:
        parse_week("mo-mi 8-16, do acht-18")
    assert refused.value.values["text"] == "do acht-18"


def test_the_usual_week_is_shown_as_it_would_be_typed() -> None:
    assert week_text(USUAL_HOURS) == "Mo-Mi 08:00-16:00, Do 08:00-18:00, Fr 08:00-16:00"


@st.composite
def weeks(draw: st.DrawFn) -> OfficeHours:
    """Any week with at least one span: up to three on a day, which may touch."""
    spans = []
    for day in range(7):
        edges = draw(st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted))
        if draw(st.booleans()) and len(edges) >= 3:
            spans += [(day, edges[0], edges[1]), (day, edges[1], edges[2])]
            continue
        spans += [(day, start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    return OfficeHours.of(spans or [(0, 480, 960)])


@given(weeks())
def test_what_is_shown_can_be_typed_again(week: OfficeHours) -> None:
    assert parse_week(week_text(week)) == week


@given(st.text(alphabet="modifrsa 0123456789-–,.:und", max_size=30))
def test_any_text_is_hours_or_refused(text: str) -> None:
    try:
        week = parse_week(text)
    except Refused as error:
        refused = error.code
    else:
        refused = None if parse_week(week_text(week)) == week else "not the same again"
    assert refused in (None, "hours_unknown", "bad_hours", "no_hours")
