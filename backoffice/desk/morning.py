"""Morgenlage: what of a day should be known before the first customer comes. Pure, worked out from its views."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from backoffice.desk.views import Day, Line
from backoffice.domain.terms import Channel
from backoffice.domain.text import fold


class Matter(StrEnum):
    """Why a line is on the Morgenlage, the most pressing first."""

    EMERGENCY = "emergency"
    NO_NUMBER = "no_number"
    NO_PLACE = "no_place"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Point:
    """One line and why it is named."""

    matter: Matter
    line: Line


@dataclass(frozen=True, slots=True)
class Morning:
    """The points in order of matter and time, and the two counts that reach beyond the day."""

    points: tuple[Point, ...]
    since_yesterday: int
    no_promise: int

    def of(self, matter: Matter) -> tuple[Line, ...]:
        """The lines of one matter, by time."""
        return tuple(point.line for point in self.points if point.matter is matter)


_INTERPRETING = ("dolmetsch", "sprachmittl", "ubersetz", "uebersetz", "gebarden", "gebaerden", "dgs", "sprachkenntn")
_LANGUAGES = (
    "alban", "amhar", "arab", "bosn", "bulgar", "chines", "dari", "engl", "farsi", "franzos", "franzoes",
    "griech", "ital", "kroat", "kurd", "kurmandsch", "mazedon", "paschtu", "pers", "poln", "portug", "romanes",
    "ruman", "rumaen", "russ", "serb", "somali", "sorani", "span", "tamil", "tigrin", "turk", "tuerk", "ukrain",
    "urdu", "vietnam",
)  # fmt: skip
_LANGUAGE = re.compile(
    rf"\b(?:{'|'.join(_LANGUAGES)})\w*isch(?:\b|\w*[\s-]*sprach)"
    r"|\b(?:dari|farsi|paschtu|somali|sorani|tamil|tigrinya|urdu)\b"
)
_HARDLY = re.compile(r"\b(?:kein|kaum|wenig|nicht gut|schlecht)\w*\s+deutsch")


def names_a_language(remark: str | None) -> bool:
    """Whether a remark speaks of a language or an interpreter: a hint to look at, never a fact (D46).

    Whether the language is needed or only mentioned is not told apart: a person reads the remark.
    """
    text = fold(remark or "")
    return bool(
        text and (any(word in text for word in _INTERPRETING) or _LANGUAGE.search(text) or _HARDLY.search(text))
    )


_ASKED: tuple[tuple[Matter, Callable[[Line], bool]], ...] = (
    (Matter.EMERGENCY, lambda line: line.emergency),
    (Matter.NO_NUMBER, lambda line: line.channel is Channel.PHONE and not line.phone and not line.protected),
    (Matter.NO_PLACE, lambda line: line.no_place),
    (Matter.LANGUAGE, lambda line: names_a_language(line.remark)),
)


def morning(day: Day) -> Morning:
    """The Morgenlage of a day: only what is still open. A line may stand under several matters."""
    return Morning(tuple(_points(day.lines)), day.counts.since_yesterday, day.counts.no_promise)


def _points(lines: Iterable[Line]) -> Iterable[Point]:
    still = [line for line in lines if line.open]
    for matter, asked in _ASKED:
        yield from (Point(matter, line) for line in still if asked(line))
