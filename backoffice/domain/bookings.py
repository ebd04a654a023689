"""What a booking file states, as plain values: the shape between the reader, the merge and the store (D2–D6).

`None` in a row means: unknown. Whether the file had a column for a field at all stands in `BookingFile.fields`;
a field without a column says nothing and changes nothing (D4).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from backoffice.domain.states import Status
from backoffice.domain.streets import Address
from backoffice.domain.terms import Channel, Origin

CUTOFF_MINUTE = 6 * 60
"""Online booking for a day closes at 06:00 of that day (D2)."""


class Field(StrEnum):
    """What a column can mean. The values are kept per branch as its mapping (D3)."""

    BOOKING_NUMBER = "booking_number"
    BRANCH = "branch"
    DAY = "day"
    START = "start"
    END = "end"
    DURATION = "duration"
    GROUP = "group"
    CONCERN = "concern"
    CHANNEL = "channel"
    NAME = "name"
    FAMILY = "family"
    GIVEN = "given"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    REMARK = "remark"
    BOOKED_AT = "booked_at"
    STATUS = "status"
    POSITION = "position"
    """A running number of the row: means nothing, and is named so that it is not mistaken for a booking number."""
    POSTCODE = "postcode"
    STREET = "street"
    """Perhaps with the house number, or all of the address. Asked about, and never stored (D43)."""
    HOUSE_NUMBER = "house_number"


LENGTHS: Mapping[Field, int] = {
    Field.BOOKING_NUMBER: 40,
    Field.CONCERN: 160,
    Field.NAME: 160,
    Field.FAMILY: 80,
    Field.GIVEN: 80,
    Field.PHONE: 80,
    Field.EMAIL: 120,
    Field.NUMBER: 60,
    Field.REMARK: 400,
}
"""Characters of a field that can be stored: the text and the note of a phone number each, the name as shown."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A remark of the reader or the merge: a code for wording, its values, and the field it is about."""

    code: str
    field: Field | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its heading as written (cleaned), where it stands (0-based), what it means."""

    index: int
    header: str
    field: Field | None
    filled: int = 0
    """How many data rows have something in it."""
    samples: tuple[str, ...] = ()
    """The first different things that stand in it, to be recognised by; never a sensitive concern (D24)."""

    @property
    def letter(self) -> str:
        """What spreadsheets call it: `C`."""
        first, last = divmod(self.index, 26)
        return (chr(64 + first) if first else "") + chr(65 + last)

    @property
    def key(self) -> str:
        """What a choice about it is kept under: its heading, or `#C` where it has none."""
        return self.header or f"#{self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRow:
    """One booking as the file states it, cleaned (D55); every field None where the file does not say."""

    row: int
    """1-based row number in the sheet."""
    booking_number: str | None = None
    """As written; compare with `merge.number_key`."""
    day: date | None = None
    start: int | None = None
    """Minute of day 0..1439 on the branch's wall clock."""
    end: int | None = None
    """Minute of day, exclusive; None where the file has neither end nor duration."""
    channel: Channel | None = None
    concern: str | None = None
    group: str | None = None
    name: str | None = None
    """As the list shows it: "Family, Given" where the file separates them, otherwise as written."""
    family: str | None = None
    given: str | None = None
    phone: str | None = None
    """E.164."""
    phone_raw: str | None = None
    phone_note: str | None = None
    """What else stood in the phone cell ("ab 16 Uhr", D15)."""
    email: str | None = None
    customer_number: str | None = None
    bg_number: str | None = None
    """Canonical `21402//0001234` (D14)."""
    number_raw: str | None = None
    remark: str | None = None
    booked_at: datetime | None = None
    """Naive wall time as the file states it."""
    notes: tuple[Issue, ...] = ()
    """Worth showing, no obstacle ("letters removed", "no duration in this file")."""
    problems: tuple[Issue, ...] = ()
    """The row cannot be stored until a person has looked (no start, a mail address as phone number, …)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFile:
    """A booking file, read: what it says of itself, its columns and its rows."""

    name: str
    sha256: str
    sheet: str
    header_row: int
    """1-based; 0: the list has no headings, its columns are told by their letters."""
    branch: str | None = None
    """The branch as the file names it (title row, column or file name); None: not said."""
    day: date | None = None
    made_at: datetime | None = None
    """Naive wall time of the file's own time stamp; None: not said."""
    columns: tuple[Column, ...] = ()
    rows: tuple[BookedRow, ...] = ()
    ignored: tuple[Issue, ...] = ()
    """Rows that are no bookings (totals, footers, empty ones), with their row numbers."""
    issues: tuple[Issue, ...] = ()
    """What the file as a whole should be told about (no duration column, several sheets, unknown columns)."""
    addresses: Mapping[int, Address] = field(default_factory=dict, repr=False)
    """Where people live, by the number of their row: for one look-up, beside the rows since those are kept (D43)."""
    missing: str | None = None
    """`no_header` or `no_start_column`: its rows are not read until a person says which column means what (D3)."""

    @property
    def fields(self) -> frozenset[Field]:
        """The fields this file speaks about; all others it is silent on (D4)."""
        return frozenset(c.field for c in self.columns if c.field is not None)

    @property
    def provisional(self) -> bool | None:
        """Made before bookings for that day closed at 06:00 (D2); None where the file does not say when."""
        if self.made_at is None or self.day is None:
            return None
        closing = datetime.combine(self.day, datetime.min.time()) + timedelta(minutes=CUTOFF_MINUTE)
        return self.made_at < closing


@dataclass(frozen=True, slots=True)
class Known:
    """What the house already knows by name, so that the reader can recognise it in headings and cells."""

    branches: tuple[tuple[str, str], ...] = ()
    """(code, name)."""
    groups: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    """Titles and aliases."""
    office_emails: frozenset[str] = field(default_factory=frozenset)
    """Addresses that belong to the office: never part of a key (D5)."""
    sensitive: frozenset[str] = field(default_factory=frozenset)
    """Titles and aliases, folded, that are not to be shown as a sample (D24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBooking:
    """An appointment of that branch and day as the house knows it: the other two sides of the merge (D4)."""

    id: str
    version: int
    base: BookedRow | None
    """What the last import said; None: no file has named this appointment yet."""
    current: BookedRow
    """What the appointment says now, staff's work included."""
    status: Status
    touched: bool
    """Staff worked on it: it never vanishes by itself."""
    origin: Origin
    end: int | None = None
    """The end that stands, an assumed one too; minute of day, exclusive."""
    understood: bool = True
    """Its concern is one of the catalogue, or it has none; a text that nobody understood is looked up again."""
    named_at: datetime | None = None
    """When the file that named it last was made, on the branch's wall clock; None: not known."""
