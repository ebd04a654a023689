"""What is wrong with a rule table as a whole: overlaps, gaps, branches that no rule names (D43)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from backoffice.domain.rules import Rule, letters
from backoffice.domain.streets import Span, span, street_key
from backoffice.domain.terms import Parity

MOST_TOLD = 200
"""Of each kind; a table that has more is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two equal rules that name different branches for the same houses."""

    one: Rule
    other: Rule


@dataclass(frozen=True, slots=True)
class StreetGap:
    """House numbers of a street between or beside its rules that no rule answers, both ends included."""

    postcode: str | None
    street: str
    parity: Parity
    first: int
    last: int | None
    """None: all of that parity, since no rule of the street means it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found. `several` are postcodes that equal rules give to more than one branch: no mistake."""

    overlaps: tuple[Overlap, ...]
    street_gaps: tuple[StreetGap, ...]
    postcode_gaps: tuple[str, ...]
    """Postcodes of which some streets are named, and no rule takes the others."""
    branches_without: tuple[str, ...]
    """Ids of branches that no rule names."""
    several: tuple[tuple[str, tuple[str, ...]], ...]
    """(postcode, ids of branches)."""

    @property
    def clean(self) -> bool:
        """Whether there is neither an overlap nor a gap."""
        return not (self.overlaps or self.street_gaps or self.postcode_gaps or self.branches_without)


def check(rules: Sequence[Rule], branches: Collection[str]) -> Checked:
    """Look through a table. `branches`: the ids of all branches, in order.

    House numbers that no rule of their street takes are no gap where a rule takes the whole postcode, or everything.
    """
    takes_all = any(_named(rule) == set() for rule in rules)
    whole = {rule.postcode for rule in rules if rule.postcode is not None and _named(rule) == {"postcode"}}
    streets: dict[tuple[str, str | None], list[Rule]] = {}
    for rule in rules:
        if rule.street is not None:
            streets.setdefault((street_key(rule.street), rule.postcode), []).append(rule)
    open_streets = {key: of for key, of in streets.items() if not takes_all and key[1] not in whole}
    gaps = (gap for of in open_streets.values() for gap in _gaps(of))
    named = sorted({rule.postcode for rule in rules if rule.postcode is not None})
    there = {rule.branch_id for rule in rules}
    return Checked(
        tuple(islice(_overlaps(rules), MOST_TOLD)),
        tuple(islice(gaps, MOST_TOLD)),
        () if takes_all else tuple(code for code in named if code not in whole),
        tuple(one for one in branches if one not in there),
        tuple(_several(rules)),
    )


def _named(rule: Rule) -> set[str]:
    """The columns in which a rule says anything."""
    said = {
        "postcode": rule.postcode,
        "street": rule.street,
        "house": rule.first_number or rule.last_number or (rule.parity != Parity.ALL or None),
        "age": rule.under_age,
        "area": rule.area,
        "letter": rule.first_letter or rule.last_letter,
        "digits": rule.digits,
    }
    return {name for name, value in said.items() if value is not None}


# --- overlaps --------------------------------------------------------------------------------------------------


def _overlaps(rules: Sequence[Rule]) -> Iterator[Overlap]:
    equal: dict[tuple[int, str], list[Rule]] = {}
    for rule in rules:
        if rule.street is not None:
            equal.setdefault((rule.rank, street_key(rule.street)), []).append(rule)
    for of_street in equal.values():
        spans = ((rule, span(rule.first_number, rule.last_number)) for rule in of_street)
        by_start = sorted(((s, rule) for rule, s in spans if s is not None), key=lambda pair: pair[0].first)
        for index, (mine, one) in enumerate(by_start):
            for theirs, other in islice(by_start, index + 1, None):
                if theirs.first > mine.last:
                    break
                if one.branch_id != other.branch_id and both_may_hold(one, other):
                    yield Overlap(one, other)


def both_may_hold(one: Rule, other: Rule) -> bool:
    """Whether somebody could meet both rules (of one street)."""
    return (
        (one.postcode is None or other.postcode is None or one.postcode == other.postcode)
        and (one.area is None or other.area is None or one.area == other.area)
        and (not one.digits or not other.digits or bool(set(one.digits) & set(other.digits)))
        and _letters_meet(one, other)
        and _houses_meet(one, other)
    )


def _letters_meet(one: Rule, other: Rule) -> bool:
    if not (one.first_letter or one.last_letter) or not (other.first_letter or other.last_letter):
        return True
    (first, last), (begin, end) = letters(one), letters(other)
    return first[: len(end)] <= end[: len(first)] and begin[: len(last)] <= last[: len(begin)]


def _houses_meet(one: Rule, other: Rule) -> bool:
    parities = {one.parity, other.parity} - {Parity.ALL}
    mine, theirs = span(one.first_number, one.last_number), span(other.first_number, other.last_number)
    if len(parities) == 2 or mine is None or theirs is None:
        return False
    shared = Span(max(mine.first, theirs.first), min(mine.last, theirs.last))
    if shared.first > shared.last:
        return False
    odd = {Parity.ODD.value: 1, Parity.EVEN.value: 0}.get(next(iter(parities), ""))
    return odd is None or shared.first.number != shared.last.number or shared.first.number % 2 == odd


def _several(rules: Sequence[Rule]) -> Iterator[tuple[str, tuple[str, ...]]]:
    equal: dict[tuple[int, str], dict[str, None]] = {}
    for rule in rules:
        if rule.postcode is not None and _named(rule) == {"postcode"}:
            equal.setdefault((rule.rank, rule.postcode), {})[rule.branch_id] = None
    for (_, postcode), branches in sorted(equal.items()):
        if len(branches) > 1:
            yield postcode, tuple(branches)


# --- gaps ------------------------------------------------------------------------------------------------------


def _gaps(rules: Sequence[Rule]) -> Iterator[StreetGap]:
    """Of one street in one postcode, each side by itself, up to its last rule: where the street ends nobody knows."""
    spans = [(s, rule.parity) for rule in rules if (s := span(rule.first_number, rule.last_number)) is not None]
    for parity, expected in ((Parity.ODD, 1), (Parity.EVEN, 2)):
        taken = sorted((s.first.number, s.last.number) for s, of in spans if of in (Parity.ALL, parity))
        if not taken:
            yield StreetGap(rules[0].postcode, rules[0].street or "", parity, expected, None)
        for begin, end in taken:
            before = begin - 1 - (begin - 1 - expected) % 2
            if expected <= before:
                yield StreetGap(rules[0].postcode, rules[0].street or "", parity, expected, before)
            expected = max(expected, end + 1 + (end + 1 - expected) % 2)  # noqa: PLW2901  (walks along the street)
