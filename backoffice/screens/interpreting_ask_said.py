"""What stands above the offers of an interpreter: the language, what is ordered, what can be had when (D46–D49)."""

from dataclasses import dataclass
from datetime import date

from backoffice.desk.interpreting_prefill import InterpretingOffers
from backoffice.wording import interpreting_ask as words
from backoffice.wording.interpreting import way, ways
from backoffice.wording.languages import legal_ground
from backoffice.wording.refusals import refusal


@dataclass(frozen=True, slots=True)
class Said:
    """The lines above the list; empty ones are not shown."""

    head: str = ""
    order: str = ""
    remark: str = ""
    ways: str = ""
    """What can be had when; empty where nothing can: then the list itself says it."""
    ways_of_all: str = ""
    legal: str = ""


def said_of(found: InterpretingOffers, language: str | None, remark: str, now: tuple[date, int]) -> Said:
    """The lines for what was found. `remark`: of the booking file; `now`: the wall clock."""
    order = found.order
    ordered = (
        ""
        if order is None
        else words.ordered(
            order.status.value,
            order.language,
            order.kind and order.kind.value,
            order.interpreter,
            [name for name, _ in order.refused],
        )
    )
    if language is None:
        return Said(order=ordered, remark=words.remark(remark))
    told = [way(one.kind.value, one.first, at_once=one.at_once, now=now) for one in found.ways]
    sentence = ways(language, told)
    anything = bool(found.at_once or found.then or found.times)
    no_times = "" if found.no_times is None else words.no_times(refusal(found.no_times).message)
    return Said(
        head=words.head(language, found.end - found.start, found.minutes),
        order=ordered,
        ways=" ".join(part for part in (sentence, no_times) if part) if anything else no_times,
        ways_of_all=sentence,
        legal=legal_ground(language),
    )
