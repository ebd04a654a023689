"""How single values are said: an instant, a state, a step, a number."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from backoffice.domain.clock import BREMEN, hhmm

if TYPE_CHECKING:
    from backoffice.domain.explaining import Explanation

UNKNOWN = {
    "who": "Jemand",
    "when": "eben",
    "way": "weder am Telefon noch vor Ort",
    "following": "Sonst ist dann niemand frei",
}


def spoken(name: str, value: object) -> str:
    """A value of an error or a result as it stands in a sentence; `name` tells what kind of value it is."""
    from backoffice.wording.states import PLAIN

    match value:
        case None:
            return UNKNOWN.get(name, "—")
        case datetime():
            return f"{value.astimezone(BREMEN):%H:%M} Uhr"
        case date():
            return f"{value:%d.%m.%Y}"
        case timedelta():
            return span(value)
        case bool():
            return "ja" if value else "nein"
        case int() if name.endswith("minute") or name in ("start", "end"):
            return hhmm(value)
        case str() if value in PLAIN.get(name, {}):
            return PLAIN[name][value]
        case _:
            return _of_its_own(name, value)


def _of_its_own(name: str, value: object) -> str:
    """What has a room of its own to say it."""
    match name:
        case "language":
            from backoffice.wording.languages import name as language

            return language(str(value))
        case "following":
            from backoffice.wording.interpreting import following

            return following(cast("tuple[str, str]", value))
        case "explanation":
            from backoffice.wording.booking import explained

            return explained(cast("Explanation", value))
        case _:
            return str(value)


def span(length: timedelta) -> str:
    """How long something is, no finer than a person needs it: `5 Minuten`, `2 Stunden`, `3 Tage`."""
    minutes = int(length.total_seconds()) // 60
    for size, one, many in ((1440, "Tag", "Tage"), (60, "Stunde", "Stunden")):
        if minutes >= size:
            count = (minutes + size // 2) // size
            return f"{count} {one if count == 1 else many}"
    return f"{minutes} {'Minute' if minutes == 1 else 'Minuten'}"
