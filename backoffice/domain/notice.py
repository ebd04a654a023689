"""How long before interpreters have to be asked, the way people type it: `sofort`, `30 min`, `2 h`, `2 Tage`."""

import re

from backoffice.domain.errors import Refused

_PART = re.compile(
    r"(?P<count>\d{1,4})"
    r"(?: ?(?P<unit>minuten?|min\.?|m|stunden?|std\.?|h|arbeitstagen?|arbeitstage?|tagen?|tage?|t|d)(?![a-z]))?"
)
_BETWEEN = re.compile(r",? (?:und )?")
_AT_ONCE = frozenset({"", "sofort", "ohne", "keiner", "keine"})
_MINUTES = {"m": 1, "s": 60, "h": 60, "a": 1440, "t": 1440, "d": 1440}
"""By the first letter of the unit; a day is a working day."""


def parse_notice(text: str) -> int:
    """The minutes that `text` means, 1440 for each working day; a bare number is minutes, nothing at all is none.

    Refused `notice_unknown` (text).
    """
    typed = " ".join(text.casefold().split())
    if typed in _AT_ONCE:
        return 0
    found, rest = 0, typed
    while rest:
        part = _PART.match(rest)
        if part is None:
            raise Refused("notice_unknown", text=text.strip())
        found += int(part["count"]) * _MINUTES[(part["unit"] or "m")[0]]
        rest = rest[part.end() :]
        if rest:
            between = _BETWEEN.match(rest)
            if between is None:
                raise Refused("notice_unknown", text=text.strip())
            rest = rest[between.end() :]
    return found
