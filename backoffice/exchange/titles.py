"""What a file says of itself outside its table: branch, day and time stamp, in title rows or in its name (D2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from backoffice.domain.bookings import Known
from backoffice.domain.text import clean, fold, same_key
from backoffice.exchange.cells import dates_in, plain_text
from backoffice.exchange.sheets import Row

_STAMP = re.compile(
    r"\b(?:stand|datenstand|erstellt|erzeugt|gedruckt|ausdruck|druckdatum|export(?:iert)?|abruf|abgerufen)\b"
    r"(?:\s+(?:am|vom|um|der|daten|datum))*\s*[:|,]?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^[\s,|–-]*(?:um\s+)?(\d{1,2})[:.](\d{2})(?::\d{2})?")
_DAY_LABEL = re.compile(
    r"\b(?:buchungstag|termintag|termine?\s+(?:am|vom|für)|datum|tag|tagesübersicht|für\s+den|vom)\b[^\d]{0,30}$",
    re.IGNORECASE,
)
_BRANCH_LABEL = re.compile(r"\b(?:standort|geschäftsstelle|dienststelle|filiale)\s*:\s*([^|;\n]+)", re.IGNORECASE)
_COMPACT_DATE = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_OFFICE_WORDS = frozenset(map(same_key, ("Geschäftsstelle", "Jugendberufsagentur", "Dienststelle", "Jobcenter")))
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Said:
    """What title rows and file name say; None: not said (or not unmistakably)."""

    branch: str | None = None
    day: date | None = None
    made_at: datetime | None = None


def read_titles(above: Sequence[Row], below: Sequence[Row], sheet: str, file_stem: str, known: Known) -> Said:
    """Branch, day and time stamp from the rows above and below the table, the sheet's name, the file's name."""
    texts = [_line(row) for row in above]
    made_at, rests = None, []
    for text in texts:
        stamp, rest = _take_stamp(text)
        made_at = made_at or stamp
        rests.append(rest)
    for row in below:
        made_at = made_at or _take_stamp(_line(row))[0]
    stem = clean(file_stem.replace("_", " "), _NAME_LENGTH).text
    day = _day(rests) or _day([sheet]) or _day([stem]) or _compact_day(stem)
    branch = next((b for t in rests if (b := _labelled(t, known))), None)
    branch = branch or next((b for t in (*rests, sheet, stem) if (b := _mentioned(t, known))), None)
    return Said(branch or _from_name(file_stem), day, made_at)


def branch_name(text: str, known: Known) -> str | None:
    """The name of the branch of ours that a text is the name or the code of; None: none of ours."""
    key = same_key(text)
    exact = (name for code, name in known.branches if key and key in {same_key(name), same_key(code)})
    return next(exact, None)


def _line(row: Row) -> str:
    """A title row as one text; a label and its value may stand in two cells."""
    parts = [clean(plain_text(cell), 300).text for cell in row.cells]
    line = ""
    for part in filter(None, parts):
        line = f"{line} {part}" if line.endswith(":") else f"{line} | {part}" if line else part
    return line


def _take_stamp(text: str) -> tuple[datetime | None, str]:
    """The time stamp in a text, and the text without it: its date is not the day of the list."""
    rest = text
    for label in _STAMP.finditer(text):
        for day, start, end in dates_in(text):
            if start != label.end():
                continue
            clock = _CLOCK.match(text[end:])
            rest = text[: label.start()] + " " * (end - label.start()) + text[end:]
            if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
                return datetime.combine(day, time(int(clock[1]), int(clock[2]))), rest
    return None, rest


def _day(texts: Sequence[str]) -> date | None:
    """The one day that texts name, or the one that a label calls the day; two different ones say nothing."""
    found = [(day, text[:start]) for text in texts for day, start, _ in dates_in(text)]
    labelled = {day for day, before in found if _DAY_LABEL.search(before)}
    every = {day for day, _ in found}
    if len(labelled) == 1:
        return labelled.pop()
    return every.pop() if len(every) == 1 else None


def _compact_day(text: str) -> date | None:
    found = set()
    for year, month, day in _COMPACT_DATE.findall(text):
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def _labelled(text: str, known: Known) -> str | None:
    label = _BRANCH_LABEL.search(text)
    value = label[1].strip(" ,-–") if label else ""
    return (branch_name(value, known) or value) if value else None


def _words(text: str) -> list[str]:
    return [same_key(word) for word in re.findall(r"\w+", fold(text).replace("_", " "))]


def _mentioned(text: str, known: Known) -> str | None:
    """The longest name of a branch of ours that stands in a text, word by word."""
    words = _words(text)
    best: tuple[int, str] | None = None
    for _, name in known.branches:
        wanted = _words(name)
        here = any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
        if wanted and here and (best is None or len(wanted) > best[0]):
            best = (len(wanted), name)
    return best[1] if best else None


def _from_name(stem: str) -> str | None:
    """A branch we do not know, from a name like "Tagesuebersicht_Geschaeftsstelle Mitte_23.11.2026"."""
    for part in re.split(r"[_\[\]()]+", stem):
        words = _words(part)
        if words and words[0] in _OFFICE_WORDS and len(words) > 1:
            return clean(part, _NAME_LENGTH).text
    return None
