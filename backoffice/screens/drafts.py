"""Parked forms: kept while the program runs, one for each thing they are about, brought back by F6.

They hold what somebody typed about a person, so they stay in memory and are never written to a disk.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App

if TYPE_CHECKING:  # the day is shown before any form is needed
    from backoffice.screens.dialog import FormDialog

T = TypeVar("T")

MOST_SAVED = 5
"""So many commands may be under way at once; older forms are forgotten."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A parked form: its key, how it is called, whose row says "Entwurf", and what was typed."""

    key: str
    label: str
    about: str | None
    values: Mapping[str, Any]


@dataclass(slots=True)
class _Opened:
    make: "Callable[[], FormDialog[Any]]"
    then: Callable[[Any], None]


@dataclass
class Drafts:
    """All drafts of one running program."""

    app: App[Any]
    _parked: dict[str, Draft] = field(default_factory=dict)
    _ways: dict[str, _Opened] = field(default_factory=dict)
    """How the forms that are open, parked or just saved are made again."""
    _saved: dict[str, Draft] = field(default_factory=dict)
    """What the forms saved last said, in case their commands are refused."""

    @classmethod
    def of(cls, app: App[Any]) -> "Drafts":
        """The drafts of this program."""
        found = _ALL.get(app)
        if found is None:
            found = _ALL[app] = cls(app)
        return found

    @property
    def parked(self) -> tuple[Draft, ...]:
        """What is parked, the oldest first."""
        return tuple(self._parked.values())

    @property
    def about(self) -> frozenset[str]:
        """The appointments that have a parked form."""
        return frozenset(d.about for d in self._parked.values() if d.about)

    def open(self, make: "Callable[[], FormDialog[T]]", then: Callable[[T], None]) -> None:
        """Show a form; `then` gets what it says once it is saved. A parked one of the same key comes back."""
        form = make()
        key = form.draft_key
        self._ways[key] = _Opened(make, then)
        parked = self._parked.get(key)
        if parked is not None:
            form.restore(parked.values)

        def closed(result: T | None) -> None:
            if result is None:
                return  # parked, or dropped: the form itself says which
            self._parked.pop(key, None)
            if form.parks:
                self._keep_saved(Draft(key, form.box_title, form.about, form.saved_values))
            then(result)

        self.app.push_screen(form, closed)

    def park(self, key: str, label: str, about: str | None, values: Mapping[str, Any]) -> None:
        """Keep what was typed."""
        self._parked[key] = Draft(key, label, about, values)
        tell = getattr(self.app, "draft_parked", None)
        if tell is not None:
            tell(label)

    def refused(self, key: str) -> bool:
        """What the form said was not carried out: it is parked again as it was. False: it is not known any more."""
        saved = self._saved.pop(key, None)
        if saved is None or key in self._parked:
            return False
        self._parked[key] = saved
        return True

    def reopen(self, key: str) -> None:
        """Bring a parked form back."""
        way = self._ways[key]
        self.open(way.make, way.then)

    def drop(self, key: str) -> None:
        """Throw a parked form away, and forget how it was made."""
        self._parked.pop(key, None)
        self._ways.pop(key, None)

    def _keep_saved(self, draft: Draft) -> None:
        self._saved.pop(draft.key, None)
        self._saved[draft.key] = draft
        while len(self._saved) > MOST_SAVED:
            oldest = next(iter(self._saved))
            del self._saved[oldest]
            if oldest not in self._parked:
                self._ways.pop(oldest, None)


_ALL: "WeakKeyDictionary[App[Any], Drafts]" = WeakKeyDictionary()
