"""How lists write whom a row is about, and about what: the same on every screen (D23, D24, D52, D57)."""

from typing import Protocol

from backoffice.wording import screens


class Person(Protocol):
    """A row about somebody."""

    @property
    def protected(self) -> bool:
        """This actor may not see them: then there is no name (D52)."""

    @property
    def name(self) -> str:
        """The whole name."""

    @property
    def short_name(self) -> str:
        """The name as the front desk's lists show it (D57)."""


class Case(Person, Protocol):
    """A row about somebody's concern."""

    @property
    def sensitive(self) -> bool:
        """Lists do not name it (D24)."""

    @property
    def concern(self) -> str:
        """Its title."""

    @property
    def emergency(self) -> bool:
        """It goes first (D23)."""


class PersonWriter:
    """Writes rows with short or full names, as this desk shows them."""

    __slots__ = ()

    short_names: bool

    def name(self, line: Person) -> str:
        """The person as lists show them (D52, D57)."""
        if line.protected:
            return screens.PROTECTED
        return (line.short_name if self.short_names else line.name) or screens.NAMELESS


class CaseWriter(PersonWriter):
    """The same with what it is about."""

    __slots__ = ()

    def concern(self, line: Case) -> str:
        """The concern as lists show it (D24), an emergency first (D23)."""
        title = screens.SENSITIVE if line.sensitive else line.concern
        return f"{screens.EMERGENCY} {title}" if line.emergency else title
