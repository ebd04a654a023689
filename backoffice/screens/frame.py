"""What stands above the list: where and when we are, and the day's counts."""

from backoffice.desk.views import Day
from backoffice.widgets.frame_lines import Count
from backoffice.wording import screens as words


def where_and_when(day: Day) -> tuple[str, ...]:
    """Branch, day, and how old its list is."""
    imported = day.imported
    state = words.list_state(
        imported.made_at if imported else None,
        imported.imported_at if imported else None,
        provisional=bool(imported and imported.provisional),
    )
    return day.branch.name, words.day_label(day.day), state


def counts(day: Day, *, marked: int, otv: int = 0) -> tuple[Count, ...]:
    """The quiet numbers; they cover everything, whatever the filter hides. First the marks, where there are any.

    `otv`: what is still to be done in the booking tool; named where there is something.
    """
    of = day.counts
    found = [
        Count(words.COUNT_OPEN, of.open),
        Count(words.COUNT_MINE, of.mine, "info"),
        Count(words.COUNT_WAITING, of.waiting, "info"),
        Count(words.COUNT_NO_PLACE, of.no_place, "warning"),
        Count(words.COUNT_NO_PROMISE, of.no_promise, "warning"),
    ]
    if marked:
        found.insert(0, Count(words.COUNT_MARKED, marked, "strong"))
    if otv:
        found.append(Count(words.COUNT_OTV, otv, "warning"))
    if of.since_yesterday:
        found.append(Count(words.COUNT_YESTERDAY, of.since_yesterday, "warning"))
    return tuple(found)
