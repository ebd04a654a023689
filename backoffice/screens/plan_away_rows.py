"""Absences and support as rows of *Öffnungen*: first, for they are what is worked with today (D36)."""

from collections.abc import Iterable
from datetime import date

from backoffice.desk.absence_views import AbsenceView
from backoffice.desk.supporting import SupportView
from backoffice.domain.terms import AbsenceKind
from backoffice.screens.plan_rows import PlanRow
from backoffice.wording import away_screen as words
from backoffice.wording import plan_screen as plan_words
from backoffice.wording.labels import briefly

ABSENCE, LEFT, SUPPORT = "absence", "left", "support"
"""Sorts of rows. Left: *ab jetzt nicht da*, which any colleague may end."""


def away_rows(
    absences: Iterable[AbsenceView], support: Iterable[SupportView], branch_id: str, today: date
) -> tuple[PlanRow, ...]:
    """Who and what is away, then who helps where. Of whom nobody may know until when, no time is said."""
    return (*(_absence(one, today) for one in absences), *(_support(one, branch_id) for one in support))


def _absence(one: AbsenceView, today: date) -> PlanRow:
    first = min((span.first_day for span in one.spans), default=today)
    last = max((span.last_day for span in one.spans), default=today)
    return PlanRow(
        id=one.entry_id,
        versions=((one.entry_id, 0),),
        sort=LEFT if one.kind is AbsenceKind.LEFT else ABSENCE,
        group=one.group or "",
        group_id=None,
        when=plan_words.short_days(first, last),
        time=words.span(one.spans[-1].start, one.spans[-1].end) if one.spans else words.TODAY,
        what=_what(one),
        places="",
        until="",
        first_day=first,
        last_day=last,
        staff_id=one.staff_id,
    )


def _what(one: AbsenceView) -> str:
    if one.staff_id is None:
        return words.unserved(", ".join(one.points))
    return words.away(one.name)


def _support(one: SupportView, branch_id: str) -> PlanRow:
    given = one.branch_id == branch_id
    other = briefly(one.to_branch if given else one.branch)
    return PlanRow(
        id=one.id,
        versions=((one.id, 0),),
        sort=SUPPORT,
        group="",
        group_id=None,
        when=plan_words.short_days(one.first_day, one.last_day),
        time=words.WHOLE_DAY,
        what=words.gives(one.name, other) if given else words.gets(one.name, other),
        places="",
        until="",
        first_day=one.first_day,
        last_day=one.last_day,
    )
