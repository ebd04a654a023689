"""How single values are said: an instant, a state, a step, a number."""

from datetime import date, datetime

from backoffice.domain.clock import BREMEN, hhmm

UNKNOWN = {"who": "Jemand", "when": "eben"}


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
        case bool():
            return "ja" if value else "nein"
        case int() if name.endswith("minute"):
            return hhmm(value)
        case str() if value in PLAIN.get(name, {}):
            return PLAIN[name][value]
        case _:
            return str(value)
