"""A quiet hint from a remark that somebody may need an interpreter, and in which language (D46).

A hint is to be looked at and confirmed by a person, never a fact. Where somebody comes from is none: "Syrer", "aus
der Ukraine" and "polnische Staatsangehörigkeit" say nothing about the language that somebody wants to speak.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backoffice.domain.languages import SIGNED
from backoffice.domain.text import safe, search_key


@dataclass(frozen=True, slots=True)
class Hint:
    """That a remark speaks of a language or of interpreting. `code`: the one language it names, if it is one."""

    code: str | None = None


# Written as `search_key` leaves them: without accents, "ae" as "a".
_ADJECTIVES = {
    "alban": "sqi", "amhar": "amh", "arab": "ara", "armen": "hye", "aserbaidschan": "aze", "bengal": "ben",
    "bosn": "hbs", "bulgar": "bul", "chines": "zho", "engl": "eng", "franzos": "fra", "georg": "kat",
    "griech": "ell", "hebra": "heb", "italien": "ita", "kroat": "hbs", "kurd": "kur", "lett": "lav", "litau": "lit",
    "makedon": "mkd", "mazedon": "mkd", "montenegrin": "hbs", "niederland": "nld", "pers": "fas", "poln": "pol",
    "portugies": "por", "portugis": "por", "ruman": "ron", "russ": "rus", "serb": "hbs", "slowak": "slk",
    "slowen": "slv", "somal": "som", "span": "spa", "tamil": "tam", "thailand": "tha", "tigrin": "tir",
    "tschech": "ces", "turk": "tur", "ukrain": "ukr", "ungar": "hun", "vietnames": "vie",
}  # fmt: skip
"""What stands before "-isch"."""
_NAMES = {
    "bengali": "ben", "dari": "prs", "farsi": "pes", "fula": "ful", "fulfulde": "ful", "hausa": "hau", "hindi": "hin",
    "igbo": "ibo", "kurmanci": "kmr", "kurmandji": "kmr", "kurmandschi": "kmr", "kurmanji": "kmr", "lingala": "lin",
    "mandarin": "zho", "nepali": "nep", "oromo": "orm", "pandschabi": "pan", "paschto": "pus", "paschtu": "pus",
    "pashto": "pus", "pashtu": "pus", "punjabi": "pan", "romanes": "rom", "romani": "rom", "somali": "som",
    "sorani": "ckb", "suaheli": "swa", "swahili": "swa", "tamil": "tam", "thai": "tha", "tigrigna": "tir",
    "tigrinja": "tir", "tigrinya": "tir", "twi": "twi", "urdu": "urd", "wolof": "wol", "yoruba": "yor",
    "zazaki": "zza",
}  # fmt: skip
_SHORT = _ADJECTIVES | {
    "alb": "sqi", "bulg": "bul", "franz": "fra", "port": "por", "rum": "ron", "som": "som", "ukr": "ukr",
    "viet": "vie",
}  # fmt: skip
"""What stands before somebody who interprets, cut short: "türk. Dolmetscher"."""
_FAMILIES = {
    "fas": (frozenset({"pes", "prs"}), frozenset({"pes"})),
    "kur": (frozenset({"kmr", "ckb"}), frozenset({"kmr", "ckb"})),
}
"""Words for several languages: which, and which are meant where none of them is named."""
LANGUAGES = frozenset({*_ADJECTIVES.values(), *_NAMES.values(), SIGNED, "pes"} - _FAMILIES.keys())
"""Every language that a hint may name."""

_SPEAKS = "(?:sprach|sprech|dolmetsch|ubersetz)"
_COURSE = r"(?![\s-]*(?:kurs|unterricht|lehr|test|zertifikat|prufung))"
_LANGUAGE = re.compile(
    rf"\b(?:hoch|nord|sud|zentral)?-?(?:"
    rf"(?P<name>{'|'.join(_NAMES)})(?:(?!\w){_COURSE}|(?=-?{_SPEAKS}))"
    rf"|(?P<adjective>{'|'.join(_ADJECTIVES)})isch"
    # "türkisch-deutsches Paar" and "arabischstämmig" are about people; "arabische" counts before what is spoken.
    rf"(?:(?!\w)(?!-(?:deutsch|stamm|staat)){_COURSE}|(?=-?{_SPEAKS})|e[mnrs]?[\s-]+(?:mutter)?{_SPEAKS})"
    rf"|(?P<short>{'|'.join(_SHORT)})\.?\s?(?=dolm)"
    r")"
)
_NOT_THIS_ONE = re.compile(
    r"\b(?:kein\w*|nicht|weder)\s(?:gut\w*\s)?(?:(?:\w+\s(?:noch|oder)|deutsch\sund)\s)?\Z"  # "weder Deutsch noch …"
)
_SIGNS = re.compile(r"gebarden|\bdgs\b")
_OTHER_SIGNS = re.compile(r"(?<!deut)isch\w*\sgebarden")
_INTERPRETING = re.compile(
    r"dolmetsch|\bdolm\b|sprachmittl|sprachkenntn|sprachbarrier|sprachproblem|gehorlos|\binterpreter\b|\btranslator\b"
    r"|ubersetz(?!te[mnrs]?\b)"  # somebody does it, or should; "übersetzte Unterlagen" are done
)
_HARDLY = re.compile(
    r"\b(?:kein|kaum|wenig|gering|schlecht|gebrochen|ohne)\w*\s(?:gut\w*\s)?deutsch(?:\b|kenntn|e\ssprach)"
    r"|\b(?:spr[ei]ch|versteh|kann|konn)\w*\snicht\s(?:\w+\s)?deutsch\b"
    r"|\bnicht\s(?:so\s|sehr\s)?(?:gut|viel|richtig|genug|ausreichend)\s(?:genug\s)?deutsch\b"
    r"|\bdeutsch\s(?:nur\s|sehr\s)?(?:schlecht|wenig|kaum|gebrochen)|\bno\sgerman\b"
)
_ORIGIN = re.compile(
    r"\b(?:staatsang\w*|staatsburger\w*|nationalitat|herkunft|abstammung|(?:reise)?pass)\b[\s:=.-]*"
    r"(?:ist\s|sind\s)?\w+isch\b(?:\s?(?:und|/|&)\s?\w+isch\b)?"
)
_IS_FROM = re.compile(rf"\b(?:ist|sind|bin)\s(?:geburtig\s)?\w+isch\b(?![\s-]{_SPEAKS})")
_ABOUT_SPEECH = re.compile("spr[aeio]ch")


def hinted(remark: str | None) -> Hint | None:
    """The hint in a remark of a booking file: whatever it holds, in any case and spelling; None: it says nothing.

    The language counts where exactly one is named, and not as one that is *not* spoken; of a family ("Kurdisch") the
    one that is named beside it. Whether an interpreter is needed or only mentioned is not told apart: a person
    reads the remark.
    """
    text = _ORIGIN.sub(" ", search_key(safe(remark or "")))
    if not _ABOUT_SPEECH.search(text):
        text = _IS_FROM.sub(" ", text)
    named = set(_named(text))
    if not (named or _INTERPRETING.search(text) or _HARDLY.search(text)):
        return None
    wanted = _narrowed({code for code in named if code is not None})
    return Hint(wanted.pop() if len(wanted) == 1 else None)


def _named(text: str) -> Iterator[str | None]:
    """The codes of the languages a text names; None for one that is not wanted, or not known."""
    for found in _LANGUAGE.finditer(text):
        refused = _NOT_THIS_ONE.search(text, max(0, found.start() - 40), found.start())
        yield None if refused else _NAMES.get(found["name"]) or _SHORT[found["adjective"] or found["short"]]
    if _SIGNS.search(text):
        yield None if _OTHER_SIGNS.search(text) else SIGNED


def _narrowed(named: set[str]) -> set[str]:
    """Of families of languages what is asked for: "Persisch" is Farsi unless Dari is named, "Kurdisch" may be two."""
    wanted = named - _FAMILIES.keys()
    for family in named & _FAMILIES.keys():
        members, alone = _FAMILIES[family]
        if not wanted & members:
            wanted |= alone
    return wanted
