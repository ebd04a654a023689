"""What languages are called in German, and how one is found by typing (D46, D47).

The words of the office go first: they need no library, and they stand where the library's German is wrong, unusable
or insulting. All others come from the library's own catalogue.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backoffice.domain.languages import SIGNED, USUAL, canonical, is_signed
from backoffice.domain.text import Needles, fold, needles, safe, search_key

if TYPE_CHECKING:
    from gettext import NullTranslations

OFFICE: Mapping[str, str] = {
    "ukr": "Ukrainisch", "rus": "Russisch", "ara": "Arabisch", "tur": "Türkisch", "prs": "Dari",
    "pes": "Farsi/Persisch", "kmr": "Kurdisch (Kurmandschi)", "ckb": "Kurdisch (Sorani)", "bul": "Bulgarisch",
    "ron": "Rumänisch", "pol": "Polnisch", "eng": "Englisch", "fra": "Französisch", "tir": "Tigrinya",
    "som": "Somali", "sqi": "Albanisch", "hbs": "Bosnisch/Kroatisch/Serbisch", "spa": "Spanisch",
    "por": "Portugiesisch", "vie": "Vietnamesisch", "rom": "Romanes", SIGNED: "Deutsche Gebärdensprache (DGS)",
    # Not among the usual ones, but met often enough not to wait for the library, or to be called as people do.
    "amh": "Amharisch", "apc": "Arabisch (levantinisch)", "ary": "Arabisch (marokkanisch)",
    "arz": "Arabisch (ägyptisch)", "aze": "Aserbaidschanisch", "ben": "Bengalisch", "ces": "Tschechisch",
    "deu": "Deutsch", "ell": "Griechisch", "ful": "Fulfulde", "hau": "Hausa", "heb": "Hebräisch", "hin": "Hindi",
    "hun": "Ungarisch", "hye": "Armenisch", "ibo": "Igbo", "ita": "Italienisch", "kat": "Georgisch",
    "kur": "Kurdisch", "lav": "Lettisch", "lin": "Lingala", "lit": "Litauisch", "mkd": "Mazedonisch",
    "nep": "Nepali", "nld": "Niederländisch", "orm": "Oromo", "pan": "Pandschabi", "pus": "Paschtu",
    "slk": "Slowakisch", "slv": "Slowenisch", "swa": "Suaheli", "syr": "Syrisch-Aramäisch", "tam": "Tamil",
    "tha": "Thailändisch", "twi": "Twi", "urd": "Urdu", "wol": "Wolof", "yor": "Yoruba",
    "zho": "Chinesisch", "zza": "Zazaki",
}  # fmt: skip

_PLAIN: Mapping[str, str] = {
    "pes": "Persisch", "kmr": "Kurmandschi", "ckb": "Sorani", "hbs": "Bosnisch, Kroatisch oder Serbisch",
    SIGNED: "Deutsche Gebärdensprache",
}  # fmt: skip

_ALSO: Mapping[str, str] = {
    "ckb": "Kurdî", "ful": "Fula Fulani Peul", "hbs": "BKS Bosnian Croatian Serbian Montenegrinisch Montenegrin",
    "kmr": "Kurmanci Kurmanji Kurmancî Badini", "prs": "Farsi Persisch", "pus": "Paschto Pashto",
    "rom": "Romani", SIGNED: "Gebärdensprache taub gehörlos", "som": "Somalisch", "swa": "Kisuaheli",
    "tam": "Tamilisch",
    "tir": "Tigrigna", "zho": "Mandarin", "zza": "Dimli Kirmanjki",
}  # fmt: skip
"""Further words under which a language is looked for."""

LEGAL_GROUND = (
    "Gebärdensprache und andere Kommunikationshilfen sind ein Recht der Kundin oder des Kunden; die Kosten trägt das"
    " Jobcenter (§ 17 Abs. 2 SGB I, § 19 Abs. 1 SGB X)."
)

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "unknown_language": (
        "Sprache nicht bekannt",
        "„{text}“ ist keine bekannte Sprache.",
        "Bitte den Code nach ISO 639-3 nehmen, zum Beispiel ara, tir oder gsg für Gebärdensprache.",
    ),
}

_ASIDE = re.compile(
    r"\s*\((?:[^()]*\d[^()]*|Makrosprache|Individuelle Sprache|macrolanguage|individual language|Historisch)\)"
)
"""What the library adds for linguists: centuries, and whether it counts a language as one or as several."""
_NEVER = "zigeuner"
_NO_WORD = re.compile(r"[\W_]+")
_SPOKEN_TODAY = frozenset({"L", "C"})
"""Living and constructed: nobody orders an interpreter for one that died out."""
_FAMILY = "M"
_USUAL = frozenset(USUAL)


def name(code: str | None) -> str:
    """The language of a code, old codes included; a code that nobody knows as it stands, nothing for None."""
    if not code:
        return ""
    known = OFFICE.get(code) or OFFICE.get(canonical(code) or "")
    return known or _german(canonical(code)) or code


def plain(code: str | None) -> str:
    """The language as it stands in a customer's letter: without an abbreviation and without a stroke."""
    return _PLAIN.get(canonical(code or "") or "") or name(code)


def legal_ground(code: str) -> str:
    """On what ground an interpreter of a sign language comes (D47); empty for spoken languages."""
    return LEGAL_GROUND if is_signed(code) else ""


def search(text: str, limit: int = 25) -> tuple[str, ...]:
    """The codes of at most `limit` languages that a text may mean, the usual ones first, then the closest.

    Looks into German and English names, the words of the office and codes; every word of `text` has to match.
    Without a word: the usual ones. The first search loads the library (a third of a second): call it beside the
    screen, or once beforehand.
    """
    words = _NO_WORD.sub(" ", fold(safe(text))).strip()
    wanted = needles(words)
    if not wanted:
        return USUAL[:limit]
    exact = canonical(words)
    found = [(_rank(entry, wanted, words, exact), entry.code) for entry in _index() if _found(entry, wanted, exact)]
    return tuple(code for _, code in sorted(found)[:limit])


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    title: str
    """The German names, folded, with a blank before each word and after the last."""
    also: str
    """Other words, in the same way: only their beginnings count."""
    place: int
    """Where it stands among the usual ones; behind them those that the office has a word for, then all others."""


def _found(entry: _Entry, wanted: Needles, exact: str | None) -> bool:
    return entry.code == exact or all(
        any(spelling in entry.title or f" {spelling}" in entry.also for spelling in word) for word in wanted
    )


def _rank(entry: _Entry, wanted: Needles, words: str, exact: str | None) -> tuple[bool, int, int, str]:
    both = entry.title + entry.also
    close = (
        entry.code == exact or entry.title == f" {words} ",
        entry.title.startswith(f" {words}"),
        f" {words} " in entry.title,
        f" {words} " in entry.also,
        all(any(f" {spelling}" in both for spelling in word) for word in wanted),
        True,
    ).index(True)
    return entry.place >= len(USUAL), close, entry.place, entry.title


@cache
def _index() -> tuple[_Entry, ...]:
    """What is searched: the languages that are spoken today."""
    import pycountry

    spoken = [
        one for one in pycountry.languages if one.type in _SPOKEN_TODAY and canonical(one.alpha_3) == one.alpha_3
    ]
    # The standard has "Swahili" twice, as one language and as a family of them: offered is the wider one.
    wide = {_german(one.alpha_3) for one in spoken if one.scope == _FAMILY}
    return tuple(
        _entry(one.alpha_3, _tidy(one.name))
        for one in spoken
        if one.scope == _FAMILY or one.alpha_3 in OFFICE or _german(one.alpha_3) not in wide
    )


def _entry(code: str, english: str) -> _Entry:
    place = USUAL.index(code) if code in _USUAL else len(USUAL) + (code not in OFFICE)
    return _Entry(code, _padded(name(code), _german(code)), _padded(code, english, _ALSO.get(code)), place)


def _padded(*texts: str | None) -> str:
    return f" {_NO_WORD.sub(' ', search_key(*texts)).strip()} "


def _german(code: str | None) -> str:
    """The library's name; the English one where it has no German. Empty for None."""
    import pycountry

    found = pycountry.languages.get(alpha_3=code) if code else None
    if found is None:
        return ""
    german, english = _tidy(_catalogue().gettext(found.name)), _tidy(found.name)
    # One spoken language is called a sign language there.
    return english if "Gebärden" in german and not is_signed(found.alpha_3) else german or english


def _tidy(text: str) -> str:
    """The first of several names, without what is meant for linguists; never the one that insults."""
    return next((part for part in _parts(text) if _NEVER not in part.casefold()), "")


def _parts(text: str) -> Iterator[str]:
    for part in _ASIDE.sub("", text).split(";"):
        if part.strip():
            yield part.strip()


@cache
def _catalogue() -> "NullTranslations":
    from gettext import translation

    import pycountry

    return translation("iso639-3", pycountry.LOCALES_DIR, languages=["de"], fallback=True)
