"""Parked forms: kept while the program runs, one for each thing they are about, brought back by F6.

They hold what somebody typed about a person, so they stay in memory and are never written to a disk.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

from backoffice.wording import dialogs as words

if TYPE_CHECKING:  # the day is shown before any form is needed
    from backoffice.screens.dialog import FormDialog

T = TypeVar("T")

MOST_SAVED = 20
"""So many commands may be under way at once; older forms are forgotten."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A parked form: its key, how it is called, whose row says "Entwurf", and what was typed."""

    key: str
    label: str
    about: str | None
    values: Mapping[str, Any]


Again = Callable[[Callable[[], object]], object]
"""Looks again at what a form is about, then calls what it is given, which shows the form."""


@dataclass(slots=True)
class _Opened:
    make: "Callable[[], FormDialog[Any]]"
    then: Callable[[Any], None]
    again: Again | None


_KEPT = "backoffice_drafts"


@dataclass
class Drafts:
    """All drafts of one running program."""

    app: App[Any]
    _parked: dict[str, Draft] = field(default_factory=dict)
    _ways: dict[str, _Opened] = field(default_factory=dict)
    """How the forms that are open, parked or just saved are made again."""
    _saved: dict[int, Draft] = field(default_factory=dict)
    """What saved forms said while their commands are under way, by ticket, in case they are refused."""
    _open: set[str] = field(default_factory=set)
    _tickets: int = 0

    @classmethod
    def of(cls, app: App[Any]) -> "Drafts":
        """The drafts of this program."""
        # Kept on the program itself: what forms are made with leads back to it, and a register beside it, however
        # weak its keys, would never let go of a program that has ended.
        found: Drafts = vars(app).get(_KEPT) or cls(app)
        vars(app)[_KEPT] = found
        return found

    @property
    def parked(self) -> tuple[Draft, ...]:
        """What is parked, the oldest first."""
        return tuple(self._parked.values())

    @property
    def under_way(self) -> int:
        """So many saved forms wait for their answer: it is not known yet whether they are carried out."""
        return len(self._saved)

    @property
    def about(self) -> frozenset[str]:
        """The appointments that have a parked form."""
        return frozenset(d.about for d in self._parked.values() if d.about)

    def open(
        self, make: "Callable[[], FormDialog[T]]", then: Callable[[T], None], again: Again | None = None
    ) -> None:
        """Show a form; `then` gets what it says once it is saved. A parked one of the same key comes back.

        `again` comes before it is made anew because F6 brings it back.
        """
        self._show(_Opened(make, then, again), None)

    def _show(self, way: _Opened, key: str | None) -> None:
        form = way.make()
        if key is not None:
            form.draft_key = key
        key = form.draft_key
        self._ways[key] = way
        self._open.add(key)
        parked = self._parked.get(key)
        if parked is not None:
            form.restore(parked.values)
            if "#" in parked.key:  # else its title says what it is about now
                form.box_title = parked.label

        def closed(result: Any) -> None:
            self._open.discard(form.draft_key)
            if result is None:
                return  # parked, or dropped: the form itself says which
            self._parked.pop(form.draft_key, None)
            if form.parks:
                self._keep_saved(Draft(form.draft_key, form.box_title, form.about, form.saved_values))
            way.then(result)

        self.app.push_screen(form, closed)

    def park(self, key: str, label: str, about: str | None, values: Mapping[str, Any]) -> None:
        """Keep what was typed; it is the newest then, whenever it was parked before."""
        self._parked.pop(key, None)
        self._parked[key] = Draft(key, label, about, values)
        tell = getattr(self.app, "draft_parked", None)
        if tell is not None:
            tell(label)

    def is_parked(self, key: str) -> bool:
        """Whether a form of this key is parked."""
        return key in self._parked

    def free(self, key: str) -> str:
        """This key, or one of its own for another form about the same, where one is parked or open by now."""
        return key if (number := self._number(key)) == 1 else f"{_of(key)}#{number}"

    def _number(self, key: str) -> int:
        number, found = 1, key
        while found in self._parked or found in self._open:
            number += 1
            found = f"{_of(key)}#{number}"
        return number

    def ticket(self, key: str) -> int | None:
        """The number under which the form of this key that was saved last is kept; None: it is not kept."""
        return next((t for t, draft in reversed(self._saved.items()) if _of(draft.key) == _of(key)), None)

    def done(self, ticket: int) -> None:
        """What the form said was carried out: nothing of it is kept."""
        draft = self._saved.pop(ticket, None)
        if draft is not None:
            self._forget_way(draft.key)

    def refused(self, ticket: int, rows: Sequence[str] = ()) -> bool:
        """What the form said was not carried out: it is parked as it was. False: it is not known any more.

        `rows`: where it was carried out for some rows, the others, which the form is about from now on. Where
        another form of its key is parked or open by now, both are kept: this one under a name of its own.
        """
        saved = self._saved.pop(ticket, None)
        if saved is None:
            return False
        way = self._ways[saved.key]
        about, first = saved.about, saved.key
        if rows:
            about, first = rows[0], row_key(saved.key.partition(":")[0], rows)
        key, number = self.free(first), self._number(first)
        label = saved.label if number == 1 else words.another_draft(saved.label, number)
        self._ways[key] = way
        self._parked[key] = replace(saved, key=key, label=label, about=about)
        if key != saved.key:
            self._forget_way(saved.key)
        return True

    def reopen(self, key: str) -> None:
        """Bring a parked form back."""
        way = self._ways[key]

        def show() -> None:
            if key in self._parked and key not in self._open:  # else it was brought back or dropped meanwhile
                self._show(way, key)

        if way.again is None:
            show()
        else:
            way.again(show)

    def drop(self, key: str) -> None:
        """Throw a parked form away, and forget how it was made."""
        self._parked.pop(key, None)
        self._open.discard(key)
        self._forget_way(key)

    def _keep_saved(self, draft: Draft) -> None:
        self._tickets += 1
        self._saved[self._tickets] = draft
        while len(self._saved) > MOST_SAVED:
            self.done(next(iter(self._saved)))

    def _forget_way(self, key: str) -> None:
        if key not in self._parked and key not in self._open and all(d.key != key for d in self._saved.values()):
            self._ways.pop(key, None)


def row_key(kind: str, rows: Sequence[str]) -> str:
    """The key of a form about these rows: for several it is another one than for the first alone."""
    return f"{kind}:{'+'.join(rows)}"


def _of(key: str) -> str:
    """What a key is about, without the number that a second form of it got."""
    return key.partition("#")[0]
