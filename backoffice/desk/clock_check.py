"""Whether this workstation's clock agrees with the shared store's: promises are made by one and kept by the other."""

from datetime import timedelta

from backoffice.domain.clock import Clock
from backoffice.domain.errors import Refused
from backoffice.store.store import Store

TOLERANCE = timedelta(minutes=1)


def clock_difference(store: Store, clock: Clock) -> timedelta:
    """By how much a clock is ahead of the store's (negative: behind); zero on a local store, which has no other.

    How long the store takes to answer is never taken for a difference.
    """
    if not store.shared:
        return timedelta()
    before = clock.now()
    there = store.time()
    after = clock.now()
    if before > there:
        return before - there
    return min(after - there, timedelta())


def clock_complaint(store: Store, clock: Clock) -> Refused | None:
    """What is to be said at the start where the clocks differ by more than a minute: `clock_ahead`, `clock_behind`.

    Nothing is refused because of it; the values say by how many minutes.
    """
    difference = clock_difference(store, clock)
    if abs(difference) <= TOLERANCE:
        return None
    return Refused("clock_ahead" if difference > timedelta() else "clock_behind", by=abs(difference))
