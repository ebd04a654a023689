"""Short numbers of tickets that two desks without a connection cannot both hand out: `R-7K-Q2M`.

The desk's own code, then a counter. Both are written in 31 signs that nobody confuses when hearing or copying them,
and scattered, so that two numbers made one after the other do not look alike.
"""

import re

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters without 0 O, 1 I L."""
_BASE = len(SIGNS)
_SCATTER = 12_289
"""A prime that is no multiple of 31: multiplying by it runs through every remainder once."""


def desk_code(position: int) -> str:
    """The code of the n-th desk (0, 1, …): two signs for the first 961, then three, then four."""
    return _written(position, 2)


def ticket_number(code: str, counter: int) -> str:
    """The number of a desk's n-th ticket (0, 1, …), e.g. `R-7K-Q2M`; longer when three signs are used up."""
    return f"R-{code}-{_written(counter, 3)}"


def parse_ticket_number(text: str) -> str | None:
    """The number that was typed or said, in any case, with or without `R` and hyphens; None: it is none.

    Something stands between `R` and a code that is parted from its counter: codes begin with R, too, and `RAB-Q2M` is
    the number of the desk RAB.
    """
    typed = text.strip().upper()
    found = re.fullmatch(r"(?:R[\s-]+)?([2-9A-Z]{2,4})[\s-]+([2-9A-Z]{3,6})", typed) or _glued(typed)
    return f"R-{found[1]}-{found[2]}" if found else None


def _glued(typed: str) -> re.Match[str] | None:
    return re.fullmatch(r"R?([2-9A-Z]{2})([2-9A-Z]{3})", typed)


def _written(n: int, width: int) -> str:
    start = 0
    while n - start >= _BASE**width:
        start += _BASE**width
        width += 1
    value = (n - start) * _SCATTER % _BASE**width
    signs = ""
    for _ in range(width):
        value, sign = divmod(value, _BASE)
        signs = SIGNS[sign] + signs
    return signs
