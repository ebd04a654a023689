"""Names of people: how two spellings are compared (D5) and how little of one is shown in a list (D57)."""

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
"""Words of a text without combining marks, which a regular expression takes for gaps."""
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_SHOWN = 4
"""Letters of a family name that a short name keeps: "Kowa…"."""


def name_key(name: str | None, family: str | None = None, given: str | None = None) -> frozenset[str]:
    """The words of a name, casefolded, without punctuation: "Çelik, Ayşe" and "Ayşe Çelik" are equal (D5).

    Separated parts go before the name as written. Accents count ("Müller" is not "Muller"), apostrophes
    do not.
    """
    text = f"{family or ''} {given or ''}" if family or given else name or ""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    if text.isascii() or max(text) < "\u0300":
        return frozenset(_WORDS.findall(text))
    # "İ" casefolds to an i with a dot above it, which no other spelling of the name has.
    text = unicodedata.normalize("NFC", text.replace("i\u0307", "i"))
    return frozenset("".join(c if _in_word(c) else " " for c in text).split())


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def split_name(name: str) -> tuple[str, str] | None:
    """Family and given name of "Family, Given"; None where no single comma separates them.

    The last comma followed by a blank counts: what stands before it may hold commas of its own.
    """
    family, comma, given = name.rpartition(", ")
    family, given = family.strip(" ,"), given.strip(" ,")
    return (family, given) if comma and family and given else None


def full_name(name: str | None, family: str | None, given: str | None) -> str | None:
    """As a list shows it: "Family, Given" where the parts are known, otherwise as written."""
    if family and given:
        return f"{family}, {given}"
    return family or given or name or None


def short_name(name: str | None, family: str | None = None, given: str | None = None) -> str:
    """What the front desk's list shows (D57): "Kowa…, M."; empty for a name that is not known.

    Where nobody says which word is the family name, the first word is shortened and the others are initials.
    """
    if not family and not given and name:
        parts = split_name(name)
        if parts is None:
            first, *others = name.split()
            return " ".join([_shorten(first), *(_initial(word) for word in others)])
        family, given = parts
    if not family:
        return _shorten(given) if given else ""
    return f"{_shorten(family)}, {_initial(given)}" if given else _shorten(family)


def _shorten(word: str) -> str:
    word = unicodedata.normalize("NFC", word)
    end = _SHOWN
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word if len(word) <= end else f"{word[:end].rstrip()}…"


def _initial(word: str) -> str:
    for char in unicodedata.normalize("NFC", word):
        if char.isalpha():
            return f"{char}."
    return f"{word[:1]}."
