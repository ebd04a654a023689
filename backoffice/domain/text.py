"""Text from outside: cleaned at the import border, again at the display border, folded for search (D55)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control, format (bidi, zero width), surrogate, private and unassigned characters: nothing a name needs."""

MAX_MARKS = 2
"""Combining marks in a row: Vietnamese needs two; a pile of them paints over the neighbouring lines."""

_FIRST_MARK = "\u0300"
"""Below it there is neither a combining mark nor anything NFC would change."""

_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cell's text as it may be stored. `changed`: characters were removed; `cut`: it was too long."""

    text: str
    changed: bool = False
    cut: bool = False


def is_clean(raw: str, limit: int) -> bool:
    """Whether `clean` would give `raw` back as it is: a quick yes for ordinary text, "no" may be wrong."""
    return (
        raw.isprintable()
        and (raw.isascii() or max(raw) < _FIRST_MARK)
        and len(raw) <= limit
        and "  " not in raw
        and "_x" not in raw
        and raw[:1] != " "
        and raw[-1:] != " "
    )


def clean(raw: str, limit: int) -> Cleaned:
    """The import border (D55): what came from a file, made fit to be stored, at most `limit` characters long.

    Decodes the `_xHHHH_` that openpyxl leaves, composes (NFC), turns line breaks, tabs and odd spaces into
    one space, drops the categories in DROPPED and all but two combining marks in a row. Blanks made single
    do not count as a change; removed characters and a cut do. Is to run once: it decodes escapes.
    """
    text = raw
    if "_x" in text:
        text = _EXCEL_ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
    text, changed = _strip(text)
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        text = _BLANKS.sub(" ", text).strip(" ")
    if len(text) > limit:
        return Cleaned(text[:limit].rstrip(" "), changed=True, cut=True)
    return Cleaned(text, changed)


def safe(text: str) -> str:
    """The display border (D55): the same removal as `clean`, without a limit; cheap on what is clean already.

    The store may have been filled by another program, and a terminal obeys what it is sent.
    """
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK):
        return text
    return _strip(text)[0]


def _strip(text: str) -> tuple[str, bool]:
    """`text` composed, blanks as spaces, without what is dropped; and whether anything was dropped."""
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK):
        return text, False
    category = unicodedata.category
    kept: list[str] = []
    changed = False
    for char in unicodedata.normalize("NFC", text):
        if char.isprintable():
            kept.append(char)
        elif char.isspace() and char not in "\x1c\x1d\x1e\x1f":
            kept.append(" ")
        elif category(char) in DROPPED:
            changed = True
        else:
            kept.append(char)
    # Composing again: what stood between a letter and its mark may be gone now.
    result, shortened = _cap_marks(unicodedata.normalize("NFC", "".join(kept)))
    return result, changed or shortened


def _cap_marks(text: str) -> tuple[str, bool]:
    if not text or max(text) < _FIRST_MARK:
        return text, False
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if char >= _FIRST_MARK and unicodedata.category(char) in {"Mn", "Me"} else 0
        if run <= MAX_MARKS:
            kept.append(char)
    if len(kept) == len(text):
        return text, False
    return unicodedata.normalize("NFC", "".join(kept)), True


# --- searching ------------------------------------------------------------

_ACCENTED = {
    letter: "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    for letter in map(chr, range(0xC0, 0x250))
}
"""Latin letters without their accents: looked up, since taking a text apart and together costs half of a list."""

_LETTERS = str.maketrans(
    _ACCENTED
    | {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŀ": "l",
        "'": None,
        "’": None,
        "‘": None,
        "ʼ": None,
        "`": None,
        "´": None,
    }
)
_COLLAPSE = re.compile("([aou])e")
_NEITHER = re.compile(r"[\W_]+")
_SEPARATOR = "\x1f"

Needles = tuple[tuple[str, ...], ...]
"""A query, folded: every word with the spellings it may be found under."""


def fold(text: str) -> str:
    """`text` without case, accents and apostrophes: "Müller" → "muller", "O’Neill" → "oneill"."""
    text = text.casefold().translate(_LETTERS)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def same_key(text: str) -> str:
    """For comparing two spellings of one name of ours: folded, "ae" like "ä", only letters and digits.

    "Geschaeftsstelle  Mitte" and "Geschäftsstelle Mitte" have the same key.
    """
    folded = _COLLAPSE.sub(r"\1", fold(text))
    return folded if folded.isalnum() else _NEITHER.sub("", folded)


def search_key(*texts: str | None) -> str:
    """What filter-as-you-type looks into, made once per row from the texts a row shows.

    Holds the folded text and, where it differs, the text with "ae", "oe", "ue" read as umlauts.
    """
    plain = _BLANKS.sub(" ", fold(" ".join(t for t in texts if t)))
    collapsed = _COLLAPSE.sub(r"\1", plain)
    return plain if collapsed == plain else f"{plain}{_SEPARATOR}{collapsed}"


_PHONE_LIKE = re.compile(r"[\d/()-]*\d[\d/()-]*")


def needles(query: str) -> Needles:
    """The words of a query, to be handed to `matches`; an empty query gives none and matches everything."""
    found: list[tuple[str, ...]] = []
    for word in fold(query).split():
        collapsed = _COLLAPSE.sub(r"\1", word)
        if _PHONE_LIKE.fullmatch(word):  # 0171/3920088: nobody knows how the number was written
            collapsed = "".join(c for c in word if c.isdigit())
        found.append((word,) if collapsed == word else (word, collapsed))
    return tuple(found)


def matches(wanted: Needles, key: str) -> bool:
    """Whether every word stands somewhere in a `search_key`, in any of its spellings."""
    return all(any(spelling in key for spelling in word) for word in wanted)


def matching(wanted: Needles, keys: Sequence[str]) -> list[int]:
    """The indices of the keys that match, in order: what a list does on every key pressed."""
    indices: Iterable[int] = range(len(keys))
    for word in wanted:
        if len(word) == 1:
            only = word[0]
            indices = [i for i in indices if only in keys[i]]
        else:
            plain, collapsed = word
            indices = [i for i in indices if plain in keys[i] or collapsed in keys[i]]
    return list(indices)


# --- exports ------------------------------------------------------------


def escape_formula(text: str) -> str:
    """`text` for a cell of an export, so that no program takes it for a formula: `= + - @ TAB CR` (D55)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def unescape_formula(text: str) -> str:
    """The other way: an apostrophe before `= + - @` is another program's escaping and no part of the text."""
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
