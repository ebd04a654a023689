"""Who serves a service point at a minute, as its column and the line below say it (D36, D57)."""

from backoffice.desk.staffing_views import PointStaffing, StretchView
from backoffice.domain.names import short_name
from backoffice.wording import away_screen as words

STEP = 30
"""Minutes of a row of the day."""


def served(of: PointStaffing | None, minute: int) -> tuple[str, str, str, bool]:
    """Who serves it then, the same shorter, in which room, and whether nobody does.

    Empty where nothing is said: it counts as staffed. Where somebody comes later, who and when.
    """
    if of is None:
        return "", "", "", False
    if any(start <= minute < end for start, end in of.unserved):
        return words.UNSERVED, words.UNSERVED, "", True
    # Somebody serves it: of two the one who is there, of one even where they are away at another time of the day.
    now = sorted((one for one in of.stretches if one.start <= minute < one.end), key=lambda one: one.away)
    if now and now[0].name:
        more = f" +{len(now) - 1}" if len(now) > 1 else ""
        return f"{now[0].name}{more}", f"{_short(now[0])}{more}", _room(now[0]), False
    later = next((one for one in of.stretches if one.start > minute and one.staff_id is not None), None)
    if later is None:
        return "", "", "", False
    return words.from_then(later.start, later.name), words.from_then(later.start, _short(later)), "", False


def said_of(one: StretchView, *, gone: bool = False) -> str:
    """`Berta Biel, 08:00–12:00, Raum 1.04`, `unbesetzt, 08:00–12:00`; `gone`: whoever it is, is not there then."""
    who = one.name or (words.AWAY if one.away else words.UNSERVED)
    who = f"{who} ({words.AWAY})" if gone and one.name else who
    return ", ".join(part for part in (who, words.span(one.start, one.end), _room(one)) if part)


def said_at(of: PointStaffing | None, minute: int) -> str:
    """The same of the half hour from `minute` on; empty where nothing is said of it."""
    here = stretch_at(of, minute)
    if of is None or here is None:
        return ""
    at = max(minute, here.start)
    return said_of(here, gone=here.away and any(start <= at < end for start, end in of.unserved))


def stretch_at(of: PointStaffing | None, minute: int) -> StretchView | None:
    """What is said of the half hour from `minute` on."""
    stretches = () if of is None else of.stretches
    return next((one for one in stretches if one.start < minute + STEP and minute < one.end), None)


def _room(one: StretchView) -> str:
    return words.room(one.room) if one.room else ""


def _short(one: StretchView) -> str:
    """As lists show names; of a colleague the last word is the family name."""
    if "," in one.name:
        return short_name(one.name)
    *given, family = one.name.split() or [""]
    return short_name(None, family, " ".join(given))
