"""One day of one service point, painted layer by layer: what comes first stays (D30)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from backoffice.domain.openings import WHOLE_DAY, ClosedSpan, Closing, Opening, OpenSpan, PointDay, Span, Why, without
from backoffice.domain.terms import OpeningKind

STOP = "Buchungsstopp"
"""What a Buchungsstopp without a name is called: an empty name would read as none."""


class Canvas:
    """A day with the minutes nothing was said about yet. Each layer gets only what the layers before it left."""

    def __init__(self) -> None:
        """Nothing said about any minute."""
        self._bare: list[Span] = [WHOLE_DAY]
        self._open: list[OpenSpan] = []
        self._closed: list[ClosedSpan] = []

    def close(self, start: int, end: int, why: Why, name: str = "") -> None:
        """Close what is still bare of `[start, end)`."""
        self._closed += [ClosedSpan(low, high, why, name) for low, high in self._take(start, end)]

    def open(self, opening: Opening, stops: Sequence[Closing] = ()) -> None:
        """Open what is still bare of an opening, its breaks closed; `stops` mark what they lie over (D31)."""
        for start, end in opening.breaks:
            self.close(max(start, opening.start), min(end, opening.end), Why.BREAK)
        for span in self._take(opening.start, opening.end):
            self._open += [
                OpenSpan(start, end, opening.contingent, opening.reserved, stopped, opening.id)
                for start, end, stopped in _stopped(span, stops)
            ]

    def done(self, rest: str = "") -> PointDay:
        """The day; what nothing was said about has no opening (`rest`: the exception that has it so)."""
        self.close(*WHOLE_DAY, Why.NO_OPENING, rest)
        return PointDay(tuple(sorted(self._open, key=lambda span: span.start)), tuple(_merged(self._closed)))

    def _take(self, start: int, end: int) -> list[Span]:
        """What is bare of `[start, end)`; it is not bare any more."""
        taken: list[Span] = []
        left: list[Span] = []
        for low, high in self._bare:
            a, b = max(low, start), min(high, end)
            if a >= b:
                left.append((low, high))
                continue
            taken.append((a, b))
            left += [span for span in ((low, a), (b, high)) if span[0] < span[1]]
        self._bare = left
        return taken


def paint(
    openings: Iterable[Opening],
    closings: Sequence[Closing],
    stops: Sequence[Closing],
    *,
    gap: Span | None,
    holiday: str | None,
    yearly: str | None,
) -> PointDay:
    """A day of a service point in service, from the openings that speak about it (any order).

    `gap` are minutes the clock skips; `closings` and `stops` those of this day and group; `holiday` and `yearly`
    close the whole day under their names. The highest layer that covers a minute decides it, breaks included. A
    forced opening beats closures, holidays and a Buchungsstopp, only not a minute that does not exist (D30, D35).
    """
    ordered = sorted(openings, key=lambda opening: (opening.start, opening.id))
    canvas = Canvas()
    if gap is not None:
        canvas.close(*gap, Why.CLOCK_CHANGE)
    for opening in ordered:
        if opening.kind is OpeningKind.FORCED:
            canvas.open(opening)
    if holiday is not None:
        canvas.close(*WHOLE_DAY, Why.HOLIDAY, holiday)
    for closing in closings:
        canvas.close(closing.start, closing.end, Why.CLOSURE, closing.name)
    if yearly is not None:
        canvas.close(*WHOLE_DAY, Why.CLOSURE, yearly)
    for opening in ordered:
        if opening.kind is OpeningKind.SHUT:
            canvas.close(*WHOLE_DAY, Why.SHUT, opening.reason)
    single = [opening for opening in ordered if opening.kind is OpeningKind.ONE_DAY]
    for opening in single or [opening for opening in ordered if opening.kind is OpeningKind.WEEKLY]:
        canvas.open(opening, stops)
    return canvas.done(next((opening.reason for opening in single if opening.reason), ""))


def unserved(day: PointDay, absent: Iterable[Span]) -> PointDay:
    """A day on which nobody serves the service point for some spans: what was open of them is closed.

    Whatever opened it, a forced opening too; what is closed anyway keeps its own reason (D36).
    """
    away = list(absent)
    open_: list[OpenSpan] = []
    closed = list(day.closed)
    for span in day.open:
        left = without([(span.start, span.end)], away)
        open_ += [replace(span, start=start, end=end) for start, end in left]
        closed += [ClosedSpan(*gone, Why.ABSENT) for gone in without([(span.start, span.end)], left)]
    return PointDay(tuple(open_), tuple(_merged(closed)))


def _stopped(span: Span, stops: Sequence[Closing]) -> list[tuple[int, int, str]]:
    """A span in pieces with the name of the Buchungsstopp over each (empty: none); of two the first names it."""
    edges = sorted({*span, *(edge for stop in stops for edge in (stop.start, stop.end) if span[0] < edge < span[1])})
    pieces: list[tuple[int, int, str]] = []
    for start, end in pairwise(edges):
        name = next((stop.name or STOP for stop in stops if stop.start <= start and end <= stop.end), "")
        if pieces and pieces[-1][2] == name:
            pieces[-1] = (pieces[-1][0], end, name)
        else:
            pieces.append((start, end, name))
    return pieces


def _merged(closed: Iterable[ClosedSpan]) -> list[ClosedSpan]:
    result: list[ClosedSpan] = []
    for span in sorted(closed, key=lambda one: one.start):
        last = result[-1] if result else None
        if last is not None and (last.end, last.why, last.name) == (span.start, span.why, span.name):
            result[-1] = ClosedSpan(last.start, span.end, span.why, span.name)
        else:
            result.append(span)
    return result
