"""A desk whose clock differs from the shared store's says so, once, in German, with the way on (D38)."""

from datetime import timedelta

import pytest

from backoffice.desk.clock_check import clock_complaint, clock_difference
from backoffice.domain.clock import FixedClock
from backoffice.store.store import Store
from backoffice.wording.refusals import refusal
from tests.driver import at_desk
from tests.office import Office


@pytest.mark.parametrize(
    ("off", "code", "said"),
    [
        (timedelta(minutes=5), "clock_ahead", "5 Minuten vor"),
        (timedelta(seconds=-80), "clock_behind", "1 Minute nach"),
        (timedelta(minutes=-70), "clock_behind", "1 Stunde nach"),
        (timedelta(days=3), "clock_ahead", "3 Tage vor"),
    ],
)
def test_a_clock_that_is_off_is_said_on_the_shared_store(
    office: Office, off: timedelta, code: str, said: str
) -> None:
    store = office.desk.store
    # Ten seconds into the minute: the server's clock goes on while this one stands.
    wrong = clock_complaint(store, FixedClock(store.time() + off + timedelta(seconds=10)))
    if not store.shared:
        assert wrong is None
        return
    assert wrong is not None
    assert wrong.code == code
    assert said in refusal(wrong).message
    assert "richtigstellen" in refusal(wrong).remedy


@pytest.mark.parametrize("off", [timedelta(seconds=40), timedelta(), timedelta(seconds=-40)])
def test_less_than_a_minute_is_not_worth_a_word(office: Office, off: timedelta) -> None:
    store = office.desk.store
    assert clock_complaint(store, FixedClock(store.time() + off)) is None


class Going:
    """A clock that shows these instants one after the other."""

    def __init__(self, *instants) -> None:
        self.instants = list(instants)

    def now(self):
        return self.instants.pop(0)


def test_a_slow_answer_is_no_wrong_clock(store: Store) -> None:
    there = store.time()
    slow = Going(there - timedelta(minutes=5), there + timedelta(minutes=5))
    assert clock_difference(store, slow) == timedelta()


def test_a_local_store_has_no_other_clock(store: Store, clock: FixedClock) -> None:
    if store.shared:
        assert clock_difference(store, clock) != timedelta()
    else:
        assert store.time() == clock.now()
        assert clock_difference(store, FixedClock(clock.instant + timedelta(days=9))) == timedelta()


async def test_the_program_says_it_at_its_start(office: Office, clock: FixedClock) -> None:
    store = office.desk.store
    off = timedelta(minutes=5, seconds=20)
    clock.instant = store.time() + off if store.shared else clock.instant + off
    async with at_desk(lambda: office.desk, clock) as desk:
        assert ("Die Uhr dieses Rechners geht" in desk.notice) is store.shared
        assert ("richtigstellen" in desk.notice) is store.shared
