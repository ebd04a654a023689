"""The central catalogue of concerns as it comes with a new store (D20–D22), and how a text finds its concern.

Afterwards the catalogue is the administration's (D25): these values are only its beginning. Durations are
assumed defaults in minutes; `documents` and `info` are what a customer may read, one item a line.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from backoffice.domain.catalogue_texts import ALIASES, DOCUMENTS, INFO
from backoffice.domain.terms import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One concern of the catalogue, keyed by (area, title) (D20)."""

    area: Area
    title: str
    minutes: int
    """Default duration, 5..120, a multiple of 5."""
    mandatory: bool = False
    """Every branch that has the area must offer it (D20, D21)."""
    emergency: bool = False
    """Goes first in plans and is marked in lists (D23)."""
    sensitive: bool = False
    """Read as "Persönliches Anliegen" outside its open record (D24)."""
    application: bool = False
    """Ending it without *geklärt* asks once whether the application was recorded (D17)."""
    documents: str = ""
    info: str = ""
    aliases: tuple[str, ...] = ()
    """Other texts under which booking files write it (D22)."""


class Findable(Protocol):
    """Whatever has a title and aliases: an entry of this catalogue, or a concern read from the store."""

    @property
    def title(self) -> str:
        """The full title."""
        ...

    @property
    def aliases(self) -> Sequence[str]:
        """Other texts that mean the same."""
        ...


_Found = TypeVar("_Found", bound=Findable)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def concern_key(text: str) -> str:
    """What two texts of one concern have in common: words in small ASCII letters, without punctuation.

    `Änderung von Kontaktdaten` and `AENDERUNG  VON KONTAKTDATEN:` are the same. Empty where nothing is left.
    """
    spelled = unicodedata.normalize("NFKC", text).casefold().translate(_GERMAN)
    plain = (c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def find(text: str, entries: Iterable[_Found]) -> tuple[_Found, ...]:
    """The entries that `text` means, in their order: by title, and only where no title fits by alias (D22).

    Several where areas share a title (a start of work is told to both front desks): the caller takes the one
    that the branch offers. Empty where nothing fits: an unknown concern is kept as text, never guessed.
    """
    key = concern_key(text)
    if not key:
        return ()
    known = tuple(entries)
    by_title = tuple(entry for entry in known if concern_key(entry.title) == key)
    return by_title or tuple(entry for entry in known if any(concern_key(a) == key for a in entry.aliases))


def _entries(
    area: Area,
    *titles: tuple[int, str],
    mandatory: bool = False,
    emergency: bool = False,
    sensitive: bool = False,
    application: bool = False,
) -> tuple[CatalogueEntry, ...]:
    return tuple(
        CatalogueEntry(
            area=area,
            title=title,
            minutes=minutes,
            mandatory=mandatory,
            emergency=emergency,
            sensitive=sensitive,
            application=application,
            documents=DOCUMENTS.get(title, ""),
            info=INFO.get(title, ""),
            aliases=ALIASES.get(title, ()),
        )
        for minutes, title in titles
    )


_FRONT_DESK = (
    *_entries(Area.FRONT_DESK, (60, "Neuantrag stellen"), mandatory=True, application=True),
    *_entries(
        Area.FRONT_DESK,
        (20, "Mitteilung einer Veränderung"),
        (10, "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung"),
        mandatory=True,
    ),
    *_entries(Area.FRONT_DESK, (10, "Mitteilung Schwangerschaft"), (10, "Mitteilung Geburt"), sensitive=True),
    *_entries(
        Area.FRONT_DESK,
        (10, "Mitteilung zur Änderung der Bankverbindung (weitere Nachweise notwendig)"),
        (10, "Änderung von Kontaktdaten"),
        (20, "Bildung und Teilhabe (soziale Teilhabe)"),
    ),
)

_YOUTH_FRONT_DESK = _entries(
    Area.YOUTH_FRONT_DESK, (10, "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung"), mandatory=True
)

_BENEFITS = (
    *_entries(
        Area.BENEFITS,
        (20, "Fragen zum Leistungsbezug"),
        (20, "Umzugswunsch"),
        (20, "Nachfragen zum Bearbeitungsstand"),
        (20, "Anrechnung von Einkommen"),
        (20, "Fragen zum Bescheid"),
        (20, "Fragen zu einer Rückforderung"),
        (20, "Zuzug in eine / Auszug aus einer BG"),
        (20, "Fragen zu den Bedarfen der Unterkunft"),
        mandatory=True,
    ),
    *_entries(
        Area.BENEFITS,
        (20, "Finanzielle Notlage / ausbleibende Zahlung"),
        (20, "Drohende / eingetretene Energiesperre"),
        (20, "Pfändungsschutzkonto"),
        mandatory=True,
        emergency=True,
    ),
    *_entries(Area.BENEFITS, (30, "Weiterbewilligungsantrag stellen"), application=True),
    *_entries(Area.BENEFITS, (30, "Darlehen für Strom-, Gas- oder Wasserschulden")),
    *_entries(Area.BENEFITS, (30, "Hilfe in schwierigen Lebenslagen"), sensitive=True),
    *_entries(
        Area.BENEFITS,
        (30, "Ausbau der aktuellen Selbstständigkeit"),
        (30, "Beendigung der aktuellen Selbstständigkeit"),
    ),
)

_PLACEMENT = (
    *_entries(
        Area.PLACEMENT,
        (30, "Qualifizierung"),
        (30, "Stellenangebote"),
        (30, "Unterstützung bei der Arbeitsaufnahme"),
        (30, "Aktuelle berufliche Situation"),
        (30, "Erstellung von Bewerbungsunterlagen"),
    ),
    *_entries(Area.PLACEMENT, (30, "Aktuelle gesundheitliche Situation"), sensitive=True),
)

CATALOGUE: tuple[CatalogueEntry, ...] = (*_FRONT_DESK, *_YOUTH_FRONT_DESK, *_BENEFITS, *_PLACEMENT)
"""All concerns of D20–D22, mandatory ones of an area first."""


def of_area(area: Area) -> tuple[CatalogueEntry, ...]:
    """The catalogue's entries of one area, in the catalogue's order."""
    return tuple(entry for entry in CATALOGUE if entry.area is area)
