"""To whom an appointment, or the marked ones, are handed."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from backoffice.desk.views import StaffView
from backoffice.domain.text import search_key
from backoffice.screens.dialog import BoxDialog
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import dialogs as words

NOBODY = ""


class AssignDialog(BoxDialog[str]):
    """Gives the id of a staff member, "" for nobody, None after Esc.

    1 is me, then the others by name. Digits choose, letters narrow; nobody is ranked, nothing is counted (D51).
    """

    ABOUT = words.ABOUT_ASSIGN

    def __init__(self, line_or_count: str, staff: Sequence[StaffView], me: str) -> None:
        super().__init__(f"{words.ASSIGN_TITLE} · {line_or_count}")
        self._people = people(staff, me)

    def body(self) -> Iterable[Widget]:
        yield Picker(
            words.FIELD_STAFF,
            self._people,
            at_once=True,
            nothing=words.NOTHING_STAFF,
            more=words.MORE,
            placeholder=words.PLACEHOLDER_STAFF,
            id="staff",
        )

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Picker).entry)  # at once: a digit may be on its way

    def action_close(self) -> None:
        """Esc: first what was typed goes, then the dialog."""
        picker = self.query_one(Picker)
        if picker.text:
            picker.clear()
        else:
            self.dismiss(None)

    @on(Picker.Picked)
    def _take(self, event: Picker.Picked) -> None:
        if event.id is not None:
            self.dismiss(event.id)


def people(staff: Sequence[StaffView], me: str) -> tuple[Pickable, ...]:
    """Me, the others of the branch by name, and nobody."""
    others = sorted((one for one in staff if one.active and one.id != me), key=lambda one: search_key(one.name))
    mine = next((one for one in staff if one.id == me), None)
    found = [
        Pickable(
            Choice(me, words.TO_ME, mine.name if mine else ""), search_key(words.TO_ME, mine.name if mine else "")
        )
    ]
    found += [Pickable(Choice(one.id, one.name, one.function), search_key(one.name, one.function)) for one in others]
    found.append(
        Pickable(Choice(NOBODY, words.TO_NOBODY, words.HINT_NOBODY), search_key(words.TO_NOBODY), always=True)
    )
    return tuple(found)
