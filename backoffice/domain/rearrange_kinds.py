"""The kinds of steps of a plan for a drop in capacity (D33): they are kept with what was proposed."""

from enum import StrEnum


class Kind(StrEnum):
    """What is proposed, the best first (D33)."""

    SAME_GROUP = "same_group"
    OTHER_GROUP = "other_group"
    EXTRA = "extra"
    PHONE = "phone"
    SAME_DAY = "same_day"
    OTHER_DAY = "other_day"
    OTHER_BRANCH = "other_branch"
    NOTHING = "nothing"
    """Nothing found: listed all the same."""


KEEPING_TIME = (Kind.SAME_GROUP, Kind.OTHER_GROUP, Kind.EXTRA, Kind.PHONE)
"""At the time that was promised, by their rank."""
AT_ONCE = frozenset({Kind.SAME_GROUP, Kind.OTHER_GROUP, Kind.EXTRA})
"""Time and channel are kept: nobody has to be asked."""
