"""The field of a concern: picked from the catalogue by a word of its title, or said in words of one's own."""

from collections.abc import Iterable

from backoffice.desk.views import ConcernView
from backoffice.domain.text import fold, search_key
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import dialogs as words

TEXT_LIMIT = 160
AS_BOOKED = "as_booked"
"""The choice of an appointment's own concern, unchanged."""


def concern_field(items: Iterable[Pickable], placeholder: str = words.PLACEHOLDER_CONCERN) -> Picker:
    """The field, with the id `concern`."""
    return Picker(
        words.FIELD_CONCERN,
        tuple(items),
        at_once=False,
        nothing=words.NOTHING_CONCERN,
        more=words.MORE,
        limit=TEXT_LIMIT,
        placeholder=placeholder,
        id="concern",
    )


def pickable(concern: ConcernView) -> Pickable:
    """A concern as it is picked: by its title or its group."""
    hint = words.concern_hint(concern.group, concern.area.value, concern.minutes)
    return Pickable(Choice(concern.id, concern.title, hint), search_key(concern.title, concern.group))


def as_booked(shown: str) -> Pickable:
    """The appointment's own concern, as everybody may read it (D24)."""
    return Pickable(Choice(AS_BOOKED, shown), search_key(shown))


def meant(picker: Picker) -> tuple[str | None, str]:
    """The id of the concern (or `AS_BOOKED`); where none of the catalogue is meant, None and what was typed.

    Meant is what was taken; else the one that is called exactly as was typed, or the only one that fits.
    """
    if picker.chosen is not None:
        return picker.chosen, ""
    typed = picker.text.strip()
    found = [choice for choice in picker.found if choice.id != AS_BOOKED] if typed else []
    exact = [choice for choice in found if fold(choice.label) == fold(typed)]
    only = exact if len(exact) == 1 else found
    return (only[0].id, "") if len(only) == 1 else (None, typed)
