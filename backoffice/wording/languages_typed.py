"""Languages as people type them: one by its code or its German name, several with their dialects (D46)."""

import re
from collections.abc import Mapping
from functools import lru_cache

from backoffice.domain.errors import Refused
from backoffice.domain.languages import canonical
from backoffice.domain.text import same_key
from backoffice.wording import languages

MOST_NAMED = 5
"""So many are told where several may be meant."""

_BETWEEN, _DIALECT = re.compile("[,;]"), ":"


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """The code that is stored for a language. Refused: `unknown_language`, `language_unclear` (text, found).

    A name goes before all in which it is only a word, these before those under which it is found otherwise.
    The first word that is not a whole name of the office loads the library (see `languages.search`).
    """
    typed = text.strip()
    code = canonical(typed)
    if code is not None:
        return code
    wanted = same_key(typed)
    for one, name in languages.OFFICE.items():
        if same_key(name) == wanted:
            return one
    names = {one: languages.name(one) for one in languages.search(typed)} if typed else {}
    found = (
        [one for one, name in names.items() if same_key(name) == wanted]
        or [one for one, name in names.items() if wanted in map(same_key, re.split(r"[^\w-]+", name))]
        or list(names)
    )
    if not found:
        raise Refused("unknown_language", text=typed)
    if len(found) > 1:
        *others, last = [f"{names[one]} ({one})" for one in found[:MOST_NAMED]]
        raise Refused("language_unclear", text=typed, found=f"{', '.join(others)} oder {last}")
    return found[0]


def languages_of(text: str) -> dict[str, str]:
    """Several, each by code or name, a dialect after a colon: `Tigrinya, Arabisch: irakisch` → code → dialect.

    Refused as `language_of` refuses; nothing typed gives none.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        name, _, dialect = part.partition(_DIALECT)
        found[language_of(name)] = dialect.strip()
    return found


def written(codes: Mapping[str, str]) -> str:
    """Languages with their dialects so that `languages_of` understands them again, in the order of the alphabet."""
    parts = sorted((_word(code), dialect) for code, dialect in codes.items())
    return ", ".join(f"{word}{_DIALECT} {dialect}" if dialect else word for word, dialect in parts)


def _word(code: str) -> str:
    """The name, or the code where the name would not be understood again; the usual ones are, without a library."""
    name = languages.name(code)
    if code in languages.OFFICE and not re.search("[,;:]", name):
        return name
    return code
