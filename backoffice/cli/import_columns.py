"""Columns of a booking file on the line: what `--map` means, and which columns there are (D3)."""

import re
from collections.abc import Sequence
from typing import Any

from backoffice.cli.output import say, say_table
from backoffice.domain.bookings import BookingFile, Column, Field
from backoffice.domain.columns import meant
from backoffice.domain.errors import Refused
from backoffice.domain.text import same_key
from backoffice.wording import import_texts as words
from backoffice.wording.views import FIELDS

_FIELDS: dict[str, Field | None] = {
    **{same_key(said): field for field, said in FIELDS.items()},
    **{same_key(field.value): field for field in Field},
    same_key(words.NOTHING): None,
}


def chosen(typed: Sequence[str], columns: Sequence[Column]) -> dict[str, Field | None]:
    """What `FIELD=COLUMN` texts choose: column key → field, None for a column that is not to be taken over.

    A field is named as in the JSON output or as on the screen, a column by its heading or its letter. Refused:
    `map_unclear`, `map_field_unknown` and `map_column_unknown`, which list what there is.
    """
    found: dict[str, Field | None] = {}
    for text in typed:
        field, sign, column = (part.strip() for part in text.partition("="))
        if not (field and sign and column):
            raise Refused("map_unclear", text=text)
        if same_key(field) not in _FIELDS:
            raise Refused("map_field_unknown", field=field, fields=words.fields_listed())
        there = meant(column, columns)
        if there is None:
            listed = words.columns_listed([(c.letter, c.header) for c in columns])
            raise Refused("map_column_unknown", column=column, columns=listed)
        found[there.key] = _FIELDS[same_key(field)]
    return found


def show(columns: Sequence[Column], *, with_names: bool) -> None:
    """One line per column: letter, heading, what it is taken for, what stands in it.

    Without `with_names` only the shape of what stands in it: nobody knows yet which of them are names (D54).
    """
    say()
    say_table(
        [
            column.letter,
            f"„{column.header}“" if column.header else "—",
            FIELDS[column.field] if column.field else words.NO_FIELD,
            "; ".join(text if with_names else shape(text) for text in column.samples) or words.NO_SAMPLES,
        ]
        for column in columns
    )


def shape(text: str) -> str:
    """A text without what it says: `030 23125-100` as `999 99999-999`, `Weiß, Eva` as `Xxxx, Xxx`."""
    text = re.sub(r"\d", "9", text)
    return "".join(("X" if c.isupper() else "x") if c.isalpha() else c for c in text)


def unread_object(file: BookingFile, branch: str) -> dict[str, Any]:
    """The JSON object of a file whose columns have to be chosen first: that of an import, with what is missing."""
    return {
        "file": file.name,
        "sheet": file.sheet,
        "header_row": file.header_row or None,
        "branch": branch,
        "day": file.day.isoformat() if file.day else None,
        "made_at": file.made_at.isoformat(timespec="minutes") if file.made_at else None,
        "provisional": file.provisional,
        "missing": file.missing,
        "columns": [
            {
                "header": column.header,
                "field": column.field.value if column.field else None,
                "column": column.letter,
                "samples": list(column.samples),
            }
            for column in file.columns
        ],
        "rows": [],
        "counts": {},
    }
