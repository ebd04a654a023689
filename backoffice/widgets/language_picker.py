"""A language out of all there are: what is typed searches, the usual ones stand first, a hint before them (D46)."""

from typing import Any

from backoffice.domain.errors import Refused
from backoffice.domain.text import safe
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.picker import Picker
from backoffice.wording import dialogs, languages
from backoffice.wording import interpreting_ask as words


class LanguagePicker(Picker):
    """Gives the code of a language (ISO 639-3). `first`: a language that stands first until something is typed."""

    def __init__(self, *, at_once: bool, first: Choice | None = None, **more: Any) -> None:
        super().__init__(
            words.FIELD_LANGUAGE,
            (),
            at_once=at_once,
            nothing=words.NOTHING_LANGUAGE,
            more=dialogs.MORE,
            placeholder=words.PLACEHOLDER_LANGUAGE,
            **more,
        )
        self._first_of_all = first

    @property
    def found(self) -> tuple[Choice, ...]:
        """The languages that what is typed may mean; before anything is typed the usual ones."""
        text, first = self.text.strip(), self._first_of_all
        choices = tuple(Choice(code, languages.name(code)) for code in languages.search(text))
        if text or first is None:
            return choices
        return first, *(choice for choice in choices if choice.id != first.id)

    def meant(self) -> str | None:
        """The language that was taken, or the only one that what is typed can mean; None: nothing is typed.

        Refused `language_not_chosen`.
        """
        typed = self.text.strip()
        if self.chosen is not None or not typed:
            return self.chosen
        found = [choice.id for choice in self.found]
        if len(found) != 1:
            raise Refused("language_not_chosen", text=typed)
        return found[0]

    def lead(self, first: Choice | None) -> None:
        """Put another language first."""
        self._first_of_all = first

    def restore(self, text: str, chosen: str | None) -> None:
        """Put back what was typed and taken."""
        self.chosen = chosen
        self.field.text = text
        self._show()

    @property
    def _taken(self) -> str | None:
        return None if self.chosen is None else safe(languages.name(self.chosen))
