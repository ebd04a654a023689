"""What a person reads when something was refused: title, message and the way on (one sentence each).

The texts stand beside the room they speak for (`files`, `desk_texts`, `store_texts`, `labels`); a test reads the
source for every code that is raised and fails where a text is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backoffice.domain.errors import BackofficeError
from backoffice.wording.values import spoken

Text = tuple[str, str, str]
"""Title, message, remedy; `{name}` stands for a value of the error."""


@cache
def texts() -> Mapping[str, Text]:
    """All of them by code, gathered when the first is needed: no start waits for what it will rarely say."""
    from backoffice.wording import (
        absences,
        away_screen,
        booking,
        booking_form,
        commands,
        desk_texts,
        dialogs,
        directory,
        files,
        handing_out,
        import_texts,
        interpreter_refusals,
        interpreting,
        interpreting_ask,
        interpreting_line,
        labels,
        languages,
        openings,
        plan_check,
        plan_screen,
        rearranging,
        request_sheet,
        rule_texts,
        store_texts,
        takeover_asking,
        takeovers,
        ticket_texts,
    )

    return {
        **absences.REFUSALS,
        **rearranging.REFUSALS,
        **away_screen.REFUSALS,
        **desk_texts.REFUSALS,
        **dialogs.REFUSALS,
        **directory.REFUSALS,
        **files.REFUSALS,
        **handing_out.REFUSALS,
        **import_texts.REFUSALS,
        **interpreter_refusals.REFUSALS,
        **interpreting.REFUSALS,
        **interpreting_ask.REFUSALS,
        **interpreting_line.REFUSALS,
        **store_texts.REFUSALS,
        **labels.REFUSALS,
        **languages.REFUSALS,
        **commands.REFUSALS,
        **ticket_texts.REFUSALS,
        **openings.REFUSALS,
        **plan_check.REFUSALS,
        **plan_screen.REFUSALS,
        **request_sheet.REFUSALS,
        **booking.REFUSALS,
        **booking_form.REFUSALS,
        **rule_texts.REFUSALS,
        **takeovers.REFUSALS,
        **takeover_asking.REFUSALS,
    }


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as a person reads it."""

    title: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.remedy) if part)


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def refusal(error: BackofficeError) -> Refusal:
    """The German sentences for an error. An unknown code is named, so that it can be reported."""
    title, message, remedy = texts().get(
        error.code,
        ("Das ging nicht", f"Das Programm meldet „{error.code}“.", "Bitte der Administration melden."),
    )
    return Refusal(title, filled(message, error), filled(remedy, error))


def filled(text: str, error: BackofficeError) -> str:
    """A text with the values of an error in it, as a person reads them."""
    return text.format_map(_Values({name: spoken(name, value) for name, value in error.values.items()}))
