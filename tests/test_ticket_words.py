"""Small words of the promised calls: what is typed comes back, numbers fit their letters, names their column."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.wishes import Wish, parse_wish
from backoffice.screens.ticket_dial import WIDTH, parted, spoken
from backoffice.widgets.big_letters import large
from backoffice.wording.ticket_screen import surname
from backoffice.wording.tickets import after_promise, typed_wish

MONDAY = date(2026, 11, 23)


@given(
    st.none() | st.integers(0, 150).map(lambda n: MONDAY + timedelta(days=n)),
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda span: span[0] < span[1]),
)
def test_a_wish_that_a_form_is_filled_with_is_understood_as_it_was(day: date | None, span: tuple[int, int]) -> None:
    wish = Wish(day, *span)
    if wish == Wish():  # any time is no wish at all
        assert typed_wish(wish) == ""
    else:
        assert parse_wish(typed_wish(wish), MONDAY) == wish


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+493023125115", ("030 23125115",)),
        ("+491713920013", ("0171 3920013",)),
        ("+442079460123", ("+44 20", "7946 0123")),
        (None, ("",)),
    ],
)
def test_a_number_is_large_and_whole_however_long_it_is(e164: str | None, shown: tuple[str, ...]) -> None:
    assert parted(spoken(e164)) == shown
    assert all(len(line) <= WIDTH for part in shown for line in large(part))


@pytest.mark.parametrize(
    ("name", "short"), [("Öztürk, Mira", "Öztürk"), ("Mira Öztürk", "Öztürk"), ("chefin", "chefin"), ("", "")]
)
def test_a_colleague_is_named_shortly(name: str, short: str) -> None:
    assert surname(name) == short


def test_only_a_promise_has_something_to_say() -> None:
    promise = {"due_at": "2026-11-25T07:41:00+00:00", "by_phone": True, "shown_number": "030 23125-700"}
    said = "Sagen Sie: Wir rufen Sie bis Mittwoch, 8:41 Uhr, an. Auf Ihrem Display steht 030 23125-700."
    assert after_promise("ticket_made", promise, MONDAY) == said
    assert after_promise("finished", {"ticket": promise}, MONDAY) == said
    assert after_promise("finished", {}, MONDAY) == ""
    assert after_promise("ticket_raised", promise, MONDAY) == ""
