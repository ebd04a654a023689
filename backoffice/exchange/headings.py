"""What the columns of a booking file mean: guessed from their headings, then held against their cells (D3)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from backoffice.domain.bookings import Column, Field, Issue, Known
from backoffice.domain.identifiers import parse_number
from backoffice.domain.text import clean, same_key
from backoffice.exchange.cells import channel_of, email_in, looks_like_phone, minutes_long, plain_text, when
from backoffice.exchange.sheets import Cell, Row

HEADER_WITHIN = 20
"""The header is one of so many first rows."""
HEADING_LENGTH = 80
_SAMPLE = 60
_MOST = 0.8
_HALF = 0.5

_SYNONYMS: dict[Field, str] = {
    Field.BOOKING_NUMBER: "Buchungsnummer|Buchungs-Nr|Buchungs-ID|Buchungscode|Buchungskennung|Terminnummer|"
    "Termin-Nr|Termin-ID|Vorgangsnummer|Vorgangs-Nr|Reservierungsnummer|Referenz|Referenznummer|Booking ID|"
    "Booking Number|Buchungskennzeichen",
    Field.BRANCH: "Standort|Geschäftsstelle|Dienststelle|Filiale|Standortname|Location|Name des Standorts",
    Field.DAY: "Datum|Tag|Termindatum|Buchungstag|Termintag|Date|Datum des Termins|Kalendertag",
    Field.START: "Uhrzeit|Zeit|Von|Beginn|Start|Startzeit|Anfang|Terminzeit|Ankunftszeit|Terminbeginn|Zeit von|"
    "Uhrzeit von|Uhrzeit Beginn|Terminzeitpunkt|Zeitpunkt|Terminuhrzeit|Time|Startuhrzeit|Anfangszeit|Zeitraum|"
    "Zeitfenster|Datum Uhrzeit|Terminstart",
    Field.END: "Ende|Bis|Endzeit|Terminende|Uhrzeit bis|Zeit bis|End|Uhrzeit Ende|Enduhrzeit|Endet um",
    Field.DURATION: "Dauer|Dauer Min|Dauer in Minuten|Dauer in Min|Minuten|Länge|Termindauer|Zeitbedarf|Duration|"
    "Dauer Minuten",
    Field.GROUP: "Serviceplatzgruppe|Gruppe|Platzgruppe|Service-Platz-Gruppe|Servicegruppe",
    Field.CONCERN: "Anliegen|Anliegensart|Anliegenart|Dienstleistung|Dienstleistungen|Leistung|Termin-Anliegen|"
    "Terminanlass|Anlass|Grund|Thema|Betreff|Service|Leistungsart|Terminanliegen|Terminthema|Terminwunsch",
    Field.CHANNEL: "Terminart|Art|Form|Kontaktart|Art des Termins|Terminform|Kanal|Terminkanal|Termintyp|Typ|"
    "Kontaktform|Kontaktweg|Durchführung|Gesprächsform",
    Field.NAME: "Name|Kunde|Kundin|Kund:in|Kunde/Kundin|Kundenname|Name des Kunden|Vor- und Nachname|"
    "Vollständiger Name|Person|Bürger|Name der Person|Kundschaft|Vor- und Zuname",
    Field.FAMILY: "Nachname|Familienname|Zuname|Last Name|Surname",
    Field.GIVEN: "Vorname|Vornamen|Rufname|First Name",
    Field.PHONE: "Telefon|Tel|Telefonnummer|Tel-Nr|Telefon-Nr|Mobil|Mobiltelefon|Handy|Handynummer|Mobilnummer|"
    "Rückrufnummer|Rufnummer|Phone|Festnetz|Kontakttelefon|Fon|Mobilfunk|Mobilfunknummer",
    Field.EMAIL: "E-Mail|Mail|E-Mail-Adresse|Mailadresse|Mail-Adresse",
    Field.NUMBER: "Kundennummer|Kunden-Nr|Kd-Nr|BG-Nummer|BG-Nr|BG|Kunden-/BG-Nummer|BG-Nr./Kd.-Nr.|Aktenzeichen|"
    "Bedarfsgemeinschaft|Bedarfsgemeinschaftsnummer|Kunden- oder BG-Nummer|Kunden-/BG-Nr|BG-/Kundennummer|"
    "Nummer der Bedarfsgemeinschaft|KdNr BGNr|Kundennummer BA",
    Field.REMARK: "Bemerkung|Bemerkungen|Anmerkung|Anmerkungen|Hinweis|Hinweise|Notiz|Notizen|Kommentar|Freitext|"
    "Freitextfeld|Freitextfeld 1|Freitextfeld 2|Info|Infos|Zusatzinfo|Nachricht|Mitteilung",
    Field.BOOKED_AT: "Gebucht am|Buchungsdatum|Buchungszeitpunkt|Erstellt am|Angelegt am|Buchung am|Gebucht",
    Field.STATUS: "Status|Buchungsstatus|Terminstatus|Zustand",
    Field.POSITION: "Lfd. Nummer|Lfd. Nr|Laufende Nummer|Laufende Nr|Pos|Position|Rang|Zeile",
}
_FIELD_OF = {same_key(word): field for field, words in _SYNONYMS.items() for word in words.split("|")}
_BARE_NUMBER = frozenset(map(same_key, ("Nr", "Nummer", "No", "ID", "Num", "Vorgang", "Buchung", "Termin Nr")))
_GROUP_IF_KNOWN = frozenset(map(same_key, ("Serviceplatz", "Bereich", "Team", "Platz", "Schalter", "Abteilung")))
_BY_LOOK_ONLY = frozenset(map(same_key, ("Termin", "Termine", "Wann", "Wer", "Was", "Wie", "Kontakt")))
_TOGETHER = {
    frozenset({Field.DAY, Field.START}): Field.START,
    frozenset({Field.START, Field.END}): Field.START,
    frozenset({Field.FAMILY, Field.GIVEN}): Field.NAME,
    frozenset({Field.NAME, Field.GIVEN}): Field.NAME,
    frozenset({Field.PHONE, Field.EMAIL}): None,
}
SEVERAL = frozenset({Field.NUMBER, Field.PHONE, Field.REMARK})
"""Fields that several columns may speak about at once: their cells are put together."""
HIDDEN_AS_TEXT = frozenset({"geburtsdatum", "gebdatum", "geburtstag", "geboren"})

Mapping_ = Mapping[str, Field | None]
Look = Callable[[Cell], bool]


def field_of_heading(heading: str) -> Field | None:
    """The field that a heading names, alone or in parts ("Uhrzeit/Ankunftszeit"); None where it names none."""
    key = same_key(heading)
    if key in _FIELD_OF:
        return _FIELD_OF[key]
    parts = [same_key(p) for p in re.split(r"[/,|&+()\[\]]|\bund\b|\boder\b", heading) if same_key(p)]
    fields = {_FIELD_OF.get(part) for part in parts}
    if len(fields) == 1:
        return fields.pop()
    named = frozenset(f for f in fields if f is not None)
    if None not in fields:
        return _TOGETHER.get(named)
    # "Telefon (tagsüber)", "Dauer [min]": what stands in brackets only explains.
    return _FIELD_OF.get(same_key(re.sub(r"[(\[].*", "", heading)))


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header row stands (index into the rows read) and how much of it was understood."""

    index: int
    score: int


def find_header(rows: Sequence[Row], mapping: Mapping_) -> Header | None:
    """The header among the first rows: the one with the most fields named by its headings.

    Where no row names two fields, the first row of at least three short words with a time in the row below.
    """
    chosen = {same_key(heading) for heading in mapping}
    best: Header | None = None
    for index, row in enumerate(rows):
        if row.number > HEADER_WITHIN:
            break
        words = [c for c in row.cells if isinstance(c, str)]
        named = {field_of_heading(w) for w in words if len(w) <= HEADING_LENGTH} - {None}
        bare = sum(same_key(w) in _BARE_NUMBER | _BY_LOOK_ONLY | chosen for w in words)
        score = 2 * len(named) + bare
        if len(named) + bare >= 2 and named and (best is None or score > best.score):
            best = Header(index, score)
    return best or _header_by_shape(rows)


def _header_by_shape(rows: Sequence[Row]) -> Header | None:
    epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - wall clock of a file
    for index, (row, below) in enumerate(pairwise(rows)):
        if row.number > HEADER_WITHIN:
            break
        cells = [c for c in row.cells if c is not None]
        words = [c for c in cells if isinstance(c, str) and len(c) < 40 and not any(x.isdigit() for x in c)]
        if len(words) == len(cells) >= 3 and any(when(c, epoch).minute is not None for c in below.cells):
            return Header(index, 0)
    return None


def columns_of(
    header: Row, rows: Sequence[Row], known: Known, mapping: Mapping_, epoch: datetime
) -> tuple[tuple[Column, ...], tuple[Issue, ...]]:
    """Every column with its meaning, and what is to be said about the guessing.

    A saved choice goes before every guess; None in it means: ignore this column. A guess that its cells
    contradict is dropped; a column without a known heading may be recognised by its cells alone.
    """
    width = max((len(r.cells) for r in (header, *rows)), default=0)
    headings = [_heading(header.cells[i] if i < len(header.cells) else None) for i in range(width)]
    telling = _telling(rows)
    samples = [[r.cells[i] for r in telling if i < len(r.cells) and r.cells[i] is not None] for i in range(width)]
    chosen = {same_key(heading): field for heading, field in mapping.items()}
    looks = _Looks(known, epoch)
    fields: list[Field | None] = []
    for heading, sample in zip(headings, samples, strict=True):
        key = same_key(heading)
        fields.append(chosen[key] if key in chosen and key else looks.agreed(heading, key, sample))
    issues = _one_each(fields, headings, chosen)
    for i, (heading, sample) in enumerate(zip(headings, samples, strict=True)):
        if fields[i] is None and same_key(heading) not in chosen:
            fields[i] = looks.alone(heading, sample, {f for f in fields if f})
    if Field.FAMILY not in fields and Field.GIVEN in fields and Field.NAME in fields:
        fields[fields.index(Field.NAME)] = Field.FAMILY  # "Name" beside "Vorname" is the family name
    columns = tuple(
        Column(i, heading, field, len(sample))
        for i, (heading, field, sample) in enumerate(zip(headings, fields, samples, strict=True))
        if heading or sample
    )
    unknown = (c for c in columns if c.field is None and same_key(c.header) not in chosen)
    named = (Issue("unknown_column", None, (("column", c.header or _letter(c.index)),)) for c in unknown)
    return columns, (*issues, *named)


def _telling(rows: Sequence[Row]) -> list[Row]:
    """The rows that look like bookings: a total or a footer says nothing about its column."""
    filled = [sum(c is not None for c in row.cells) for row in rows]
    most = max(filled, default=0)
    return [row for row, count in zip(rows, filled, strict=True) if count * 2 >= most]


def _heading(cell: Cell) -> str:
    return clean(plain_text(cell), HEADING_LENGTH).text


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def _one_each(fields: list[Field | None], headings: Sequence[str], chosen: Mapping_) -> list[Issue]:
    """A field has one column, the saved choice or the first; the others are shown as not used."""
    issues = []
    for field in {f for f in fields if f and f not in SEVERAL and fields.count(f) > 1}:
        indices = [i for i, f in enumerate(fields) if f is field]
        first = next((i for i in indices if same_key(headings[i]) in chosen), indices[0])
        for i in indices:
            if i != first:
                fields[i] = None
                issues.append(Issue("second_column", field, (("column", headings[i]),)))
    return sorted(issues, key=lambda issue: issue.values)


class _Looks:
    """Recognises columns by their cells."""

    def __init__(self, known: Known, epoch: datetime) -> None:
        self._groups = frozenset(map(same_key, known.groups))
        self._concerns = frozenset(map(same_key, known.concerns))
        self._branches = frozenset(same_key(name) for pair in known.branches for name in pair)
        self._epoch = epoch

    def agreed(self, heading: str, key: str, sample: Sequence[Cell]) -> Field | None:
        """The field that a heading names, unless its cells say otherwise."""
        if key in _BARE_NUMBER:
            return _bare_number(sample)
        if key in _GROUP_IF_KNOWN:
            return Field.GROUP if self._share(sample, self._is_group) >= _HALF else None
        field = field_of_heading(heading)
        if field is None or not sample:
            return field
        expected: dict[Field, Look] = {
            Field.DAY: lambda c: self._when_day(c) is not None,
            Field.START: self._is_time,
            Field.END: self._is_time,
            Field.DURATION: lambda c: minutes_long(c) is not None,
            Field.CHANNEL: _is_channel,
            Field.BOOKED_AT: lambda c: self._when_day(c) is not None,
        }
        look = expected.get(field)
        return field if look is None or self._share(sample, look) >= _HALF else None

    def alone(self, heading: str, sample: Sequence[Cell], taken: set[Field]) -> Field | None:
        """A field that the cells show by themselves, where nothing else speaks about it."""
        if not sample or same_key(heading) in HIDDEN_AS_TEXT:
            return None
        shown: tuple[tuple[Field, Look], ...] = (
            (Field.EMAIL, lambda c: isinstance(c, str) and email_in(c) is not None),
            (Field.START, self._is_time),
            (Field.CHANNEL, _is_channel),
            (Field.GROUP, self._is_group),
            (Field.CONCERN, lambda c: isinstance(c, str) and same_key(c) in self._concerns),
            (Field.BRANCH, lambda c: isinstance(c, str) and same_key(c) in self._branches),
            (Field.NUMBER, _is_number),
            (Field.PHONE, looks_like_phone),
        )
        for field, look in shown:
            if field not in taken and self._share(sample, look) >= _MOST:
                return field
        days = {self._when_day(c) for c in sample[:_SAMPLE]}
        return Field.DAY if Field.DAY not in taken and len(days) == 1 and None not in days else None

    def _share(self, sample: Sequence[Cell], look: Look) -> float:
        part = sample[:_SAMPLE]
        return sum(map(look, part)) / len(part) if part else 0.0

    def _is_group(self, cell: Cell) -> bool:
        return isinstance(cell, str) and same_key(cell) in self._groups

    def _is_time(self, cell: Cell) -> bool:
        return when(cell, self._epoch).minute is not None

    def _when_day(self, cell: Cell) -> date | None:
        return when(cell, self._epoch).day


def _is_channel(cell: Cell) -> bool:
    return isinstance(cell, str) and channel_of(cell) is not None and len(cell) < 40


def _is_number(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    number = parse_number(cell)
    return bool(number.customer_number or number.bg_number)


def _bare_number(sample: Sequence[Cell]) -> Field | None:
    """What a column called "Nr." counts: 1, 2, 3 … is a position, unique texts are booking numbers."""
    texts = [plain_text(c).strip() for c in sample]
    digits = [t for t in texts if t.rstrip(".").isdigit()]
    if len(digits) >= len(texts) * _MOST and digits:
        counted = [int(t.rstrip(".")) for t in digits]
        if counted == list(range(1, len(counted) + 1)):
            return Field.POSITION
    if sum(_is_number(t) for t in texts) > len(texts) * _HALF:
        return Field.NUMBER
    return Field.BOOKING_NUMBER if len(set(texts)) > len(texts) * _MOST else None
