"""A day as a mask: bit `n` of an int is the n-th five minutes (D26).

What is busy rounds out to whole ticks, what is open rounds in: so a tick that is free is free to its last minute.
"""

from collections.abc import Iterable, Iterator

from backoffice.domain.placing import TICK_MINUTES

TICKS = 1440 // TICK_MINUTES
BEFORE = tuple((1 << minute // TICK_MINUTES) - 1 for minute in range(1441))
"""For a minute, all ticks that are over by then."""
BY = tuple((1 << -(-minute // TICK_MINUTES)) - 1 for minute in range(1441))
"""For a minute, all ticks that have begun by then."""


def touched(start: int, end: int) -> int:
    """The ticks that `[start, end)` touches."""
    return BY[end] & ~BEFORE[start]


def inside(start: int, end: int) -> int:
    """The ticks that lie within `[start, end)` whole."""
    return BEFORE[end] & ~BY[start]


def overlapping(start: int, end: int, minutes: int) -> int:
    """The ticks from which a time of so many minutes would overlap `[start, end)`."""
    before = start - minutes
    return BY[end] & ~((1 << before // TICK_MINUTES + 1) - 1 if before >= 0 else 0)


def runs(free: int, length: int) -> int:
    """The ticks from which on `length` ticks are free in a row."""
    have = 1
    while have < length:
        step = min(have, length - have)
        free &= free >> step
        have += step
    return free


def bits(mask: int) -> Iterator[int]:
    """The set ticks of a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def union(masks: Iterable[int]) -> int:
    """The ticks of any of the masks."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def left_over(free: int, needed: int) -> tuple[int, int]:
    """How many pieces the gap around `needed` falls into, and how many ticks these have."""
    low = (needed & -needed).bit_length() - 1
    high = needed.bit_length()
    below = low - (~free & ((1 << low) - 1)).bit_length()
    above = free >> high
    above = (~above & (above + 1)).bit_length() - 1
    return (below > 0) + (above > 0), below + above


def shortly_before(starts: int, length: int) -> int:
    """The ticks from which one of `starts` is less than `length` ticks ahead."""
    found, reach = starts, 1
    while reach < length:
        step = min(reach, length - reach)
        found |= found >> step
        reach += step
    return found
