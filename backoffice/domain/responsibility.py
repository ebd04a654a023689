"""Who is responsible: an ordered rule table gives candidates with their reason, never a verdict (D43).

Nothing of what is asked is kept: the finder holds rules, and looks up.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from backoffice.domain.rules import Asked, Condition, Rule, tests
from backoffice.domain.streets import place, place_of, span, street_key
from backoffice.domain.terms import Parity


class Sureness(StrEnum):
    """How sure a candidate is."""

    SURE = "sure"
    """The street (and the house number, where the rule names some) is the rule's."""
    LIKELY = "likely"
    """All the rule names holds, but it names no street: a postcode covers parts of several districts."""
    POSSIBLE = "possible"
    """Something that the rule names was not answered."""


class Candidate(NamedTuple):
    """Who may be responsible, by which rule; the sentence is made in `wording.responsibility`."""

    rule: Rule
    sureness: Sureness
    held: tuple[Condition, ...]
    """What the rule names and what holds."""
    missing: tuple[Condition, ...]
    """What it names and nobody answered."""

    @property
    def branch_id(self) -> str:
        """The branch it names."""
        return self.rule.branch_id

    @property
    def team_id(self) -> str | None:
        """The team it names, if any."""
        return self.rule.team_id


class _Ready:
    """A rule made ready to be asked: its house numbers as plain numbers, its other conditions as tests."""

    __slots__ = ("candidate", "first", "last", "named", "odd", "order", "postcode", "rank", "rule", "street", "tests")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.rank = rule.rank
        self.order = rule.rank, rule.position
        self.postcode = rule.postcode
        self.street = rule.street
        within = span(rule.first_number, rule.last_number)
        numbered = bool(rule.first_number or rule.last_number) or rule.parity != Parity.ALL
        self.first = place(within.first) if numbered and within else None
        self.last = place(within.last) if within else 0
        self.odd = {Parity.ODD.value: 1, Parity.EVEN.value: 0}.get(rule.parity)
        self.tests = tuple(tests(rule))
        where = (
            (Condition.POSTCODE, rule.postcode is not None),
            (Condition.STREET, rule.street is not None),
            (Condition.HOUSE_NUMBER, numbered),
        )
        self.named = (
            *(condition for condition, named in where if named),
            *(condition for condition, _ in self.tests),
        )
        self.candidate = Candidate(rule, Sureness.SURE if rule.street else Sureness.LIKELY, self.named, ())

    def ask(self, asked: Asked, house: int | None) -> Candidate | None:
        """The candidate that this rule gives; None where an answer contradicts it.

        A rule of a street is asked only for that street, or for its postcode alone; its house numbers hold.
        """
        missing: list[Condition] = []
        if self.postcode is not None and self.postcode != asked.postcode:
            if asked.postcode is not None:
                return None
            missing.append(Condition.POSTCODE)
        if self.street is not None:
            if asked.street is None:
                missing.append(Condition.STREET)
            if house is None and Condition.HOUSE_NUMBER in self.named:
                missing.append(Condition.HOUSE_NUMBER)
        for condition, test in self.tests:
            held = test(asked)
            if not held:
                if held is not None:
                    return None
                missing.append(condition)
        if not missing:
            return self.candidate
        kept = tuple(condition for condition in self.named if condition not in missing)
        return Candidate(self.rule, Sureness.POSSIBLE, kept, tuple(missing))


Chain = Sequence[_Ready]
"""Rules in the order in which they are asked."""
_POSTCODE, _STREET = Rule._fields.index("postcode"), Rule._fields.index("street")


class Finder:
    """The rule table, indexed by street and postcode once; a street's rules are made ready when asked for."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        """`rows` are rules, or what rules are made of in the order of their fields, in any order themselves.

        A table is read whole to ask it once: a rule is made of its row when it is needed.
        """
        self.rows = rows
        self._by_street: dict[str, list[Sequence[Any]]] = {}
        self._by_postcode: dict[str, list[Sequence[Any]]] = {}
        self._spelled: dict[str, list[Sequence[Any]]] = {}
        self._ready: dict[str, dict[str | None, Chain]] = {}
        spelled, general = self._spelled, []
        for row in rows:
            street = row[_STREET]
            if street is not None:
                if street in spelled:
                    spelled[street].append(row)
                else:
                    spelled[street] = [row]
            elif row[_POSTCODE] is not None:
                self._by_postcode.setdefault(row[_POSTCODE], []).append(row)
            else:
                general.append(row)
        for street, of_street in spelled.items():  # a street has many lines, and its key is dear
            there = self._by_street.setdefault(street_key(street), of_street)
            if there is not of_street:
                there.extend(of_street)
        self._general = _ordered(general)

    def knows_street(self, street: str) -> bool:
        """Whether any rule names this street, however it is spelled."""
        return street_key(street) in self._by_street

    def candidates(self, asked: Asked) -> tuple[Candidate, ...]:
        """Who may be responsible, in the order of the ranks.

        Rank by rank: rules that are met give sure or likely candidates and end the search with their rank; rules of
        which something is open give possible ones. A rule that names a place says nothing unless its street or its
        postcode was answered and holds. A branch (with its team) stands once, by its first rule that is met.
        """
        chain: Chain | None = None
        if asked.street is not None:
            ready = self._ready.get(asked.street)
            chain = (self._prepare(asked.street) if ready is None else ready).get(asked.postcode)
        if chain is None:
            chain = self._gather(asked)
        house = place_of(asked.house_number) if asked.house_number else None
        odd = None if house is None else house // 100 % 2
        met: list[Candidate] = []
        open_: list[Candidate] = []
        rank = 0
        for rule in chain:
            if met and rule.rank != rank:
                break
            if (
                house is not None
                and rule.first is not None
                and (house < rule.first or house > rule.last or (rule.odd is not None and rule.odd != odd))
            ):
                continue  # here, since most rules of a street say no
            found = rule.ask(asked, house)
            if found is None:
                continue
            if found.missing:
                open_.append(found)
            else:
                met.append(found)
                rank = rule.rank
        return tuple(met) if len(met) == 1 and not open_ else _once([*met, *open_])

    def _prepare(self, street: str) -> dict[str | None, Chain]:
        """The chains of a street by the postcodes that its rules name; remembered by the rules' own spelling only."""
        of_street = self._by_street.get(street_key(street))
        if of_street is None:
            return {}
        made: dict[str | None, Chain] = {None: _merged(self._general, _ordered(of_street))}
        for postcode in {row[_POSTCODE] for row in of_street} - {None}:
            here = [row for row in of_street if row[_POSTCODE] in (None, postcode)]
            made[postcode] = _merged(self._general, _ordered([*here, *self._by_postcode.get(postcode, ())]))
        if street in self._spelled:
            self._ready[street] = made
        return made

    def _gather(self, asked: Asked) -> Chain:
        """The rules that can say something, for a place that no street's own chain is about."""
        found = list(self._by_postcode.get(asked.postcode or "", ()))
        if asked.street is not None:
            found += self._by_street.get(street_key(asked.street), ())
        elif asked.postcode is not None:
            found += [row for row in self.rows if row[_STREET] is not None and row[_POSTCODE] == asked.postcode]
        return _merged(self._general, _ordered(found))


def _ordered(rows: Iterable[Sequence[Any]]) -> Chain:
    return sorted((_Ready(Rule._make(row)) for row in rows), key=_order)


def _merged(one: Chain, other: Chain) -> Chain:
    return sorted([*one, *other], key=_order) if one else other


def _order(ready: _Ready) -> tuple[int, int]:
    return ready.order


def elsewhere(found: Sequence[Candidate], branch_id: str) -> Candidate | None:
    """The first sure candidate where a branch is none itself, not even a possible one; None: there is no such."""
    if any(one.branch_id == branch_id for one in found):
        return None
    return next((one for one in found if one.sureness is Sureness.SURE), None)


def _once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Each branch with its team once: what is met goes before what is only possible, then the order of the rules."""
    kept: dict[tuple[str, str | None], Candidate] = {}
    for candidate in found:
        kept.setdefault((candidate.branch_id, candidate.team_id), candidate)
    return tuple(sorted(kept.values(), key=lambda one: (one.rule.rank, bool(one.missing), one.rule.position)))
