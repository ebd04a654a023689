"""Languages that are interpreted, by ISO 639-3 code: the language wanted, never where somebody comes from (D46).

The library knows all 7,900 of them and takes a moment to load; the usual ones need no library, so lists stay fast.
"""

import re
from functools import cache
from typing import Any

from backoffice.domain.errors import Refused

SIGNED = "gsg"
"""Deutsche Gebärdensprache (DGS)."""

USUAL: tuple[str, ...] = (
    "ukr", "rus", "ara", "tur", "prs", "pes", "kmr", "ckb", "bul", "ron", "pol", "eng", "fra", "tir", "som", "sqi",
    "hbs", "spa", "por", "vie", "rom", SIGNED,
)  # fmt: skip
"""What is asked for most, in the order in which it is offered (assumed)."""

_USUAL = frozenset(USUAL)
_OLD = {
    "ar": "ara", "bg": "bul", "bs": "hbs", "de": "deu", "dgs": SIGNED, "en": "eng", "es": "spa", "fa": "pes",
    "fr": "fra", "hr": "hbs", "it": "ita", "ku": "kur", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron",
    "ru": "rus", "sh": "hbs", "so": "som", "sq": "sqi", "sr": "hbs", "ti": "tir", "tr": "tur", "uk": "ukr",
    "vi": "vie", "zh": "zho",
}  # fmt: skip
"""What was stored before: codes of two letters, and `dgs`, which is a language of Burkina Faso to everybody else."""
_ORDERED_AS = {"arb": "ara", "bos": "hbs", "cnr": "hbs", "fas": "pes", "hrv": "hbs", "srp": "hbs"}
"""Codes under which nobody orders: one and the same interpreter comes for the other one."""
_CODE = re.compile("[a-z]{2,3}")
_NO_LANGUAGE = "S"
"""How the standard marks `mul`, `und`, `zxx` and `mis`, which stand for several languages, or none."""


def is_language(code: str) -> bool:
    """Whether `code` is an ISO 639-3 code in small letters that names one language.

    `dgs` is none here: it was written for the sign language that is `gsg`.
    """
    if code in _USUAL:
        return True
    return len(code) == 3 and bool(_CODE.fullmatch(code)) and code not in _OLD and _english(code) is not None


def canonical(text: str) -> str | None:
    """The code under which a language is stored and ordered, from any code that was ever written; None: no code.

    Takes capitals, blanks around it and two letters: "AR " → `ara`, "dgs" → `gsg`. Bosnian, Croatian, Montenegrin
    and Serbian are ordered as `hbs`, Persian as `pes`, standard Arabic as `ara`.
    """
    code = text.strip().casefold()
    if code in _USUAL:
        return code
    if code in _OLD:
        return _OLD[code]
    if not _CODE.fullmatch(code):
        return None
    found = code if len(code) == 3 else _of_two_letters(code)
    if found is None or not is_language(found):
        return None
    return _ORDERED_AS.get(found, found)


def checked(code: str) -> str:
    """The code that is stored for what somebody typed, as `canonical` reads it. Refused `unknown_language`."""
    found = canonical(code)
    if found is None:
        raise Refused("unknown_language", text=code)
    return found


def is_signed(code: str) -> bool:
    """Whether a code, as it is stored, means a sign language (D47): the right to it is the customer's own
    (§ 17 Abs. 2 SGB I, § 19 Abs. 1 SGB X).
    """
    if code in _USUAL or code in _OLD:
        return SIGNED in (code, _OLD.get(code))
    return is_language(code) and re.search(r"\b[Ss]ign", _english(code) or "") is not None


@cache
def _english(code: str) -> str | None:
    """What the standard calls a code of three letters; None: it does not know it, or it names no single language."""
    found = _known(alpha_3=code)
    return None if found is None or found.scope == _NO_LANGUAGE else str(found.name)


@cache
def _of_two_letters(code: str) -> str | None:
    found = _known(alpha_2=code)
    return None if found is None else str(found.alpha_3)


def _known(**code: str) -> Any:
    import pycountry  # 75 ms: not before somebody meets a language that is none of the usual ones

    return pycountry.languages.get(**code)
