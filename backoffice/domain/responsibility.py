"""Who is responsible: an ordered rule table gives candidates with their reason, never a verdict (D43).

Nothing of what is asked is kept: the finder holds rules, and looks up.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from backoffice.domain.rules import Asked, Condition, Rule, tests
from backoffice.domain.streets import street_key


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
    """A rule made ready to be asked: its tests beside its postcode and its street, which the index has looked up."""

    __slots__ = ("candidate", "low", "named", "postcode", "rule", "tests")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.postcode = rule.postcode
        self.low = rule.rank, rule.position
        self.tests = tuple(tests(rule))
        place = [(Condition.POSTCODE, rule.postcode), (Condition.STREET, rule.street)]
        self.named = (*(c for c, value in place if value is not None), *(c for c, _ in self.tests))
        self.candidate = Candidate(rule, Sureness.SURE if rule.street else Sureness.LIKELY, self.named, ())

    def ask(self, asked: Asked, *, street_missing: bool = False) -> Candidate | None:
        """The candidate that this rule gives; None where an answer contradicts it.

        A rule of a street is asked only for that street, or (`street_missing`) for its postcode alone.
        """
        missing: list[Condition] = []
        if self.postcode is not None and self.postcode != asked.postcode:
            if asked.postcode is not None:
                return None
            missing.append(Condition.POSTCODE)
        if street_missing:
            missing.append(Condition.STREET)
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


class Finder:
    """The rule table, indexed by street and postcode once; each rule is made ready when it is first needed."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """`rules` in any order. A house number that cannot be read makes its rule ask for one in vain."""
        self.rules = rules
        self._keys: dict[str, str] = {}
        self._by_street: dict[str, list[Rule]] = {}
        self._by_postcode: dict[str, list[Rule]] = {}
        general: list[Rule] = []
        spelled: dict[str, list[Rule]] = {}
        for rule in rules:
            street = rule.street
            if street is not None:
                if street in spelled:
                    spelled[street].append(rule)
                else:
                    spelled[street] = [rule]
            elif rule.postcode is not None:
                self._by_postcode.setdefault(rule.postcode, []).append(rule)
            else:
                general.append(rule)
        for street, of_street in spelled.items():  # a street has many lines, and its key is dear
            key = self._keys[street] = street_key(street)
            there = self._by_street.setdefault(key, of_street)
            if there is not of_street:
                there.extend(of_street)
        self._general = _ordered(general)
        self._streets: dict[str, list[_Ready]] = {}
        self._postcodes: dict[str, list[_Ready]] = {}

    def knows_street(self, street: str) -> bool:
        """Whether any rule names this street, however it is spelled."""
        return street_key(street) in self._by_street

    def candidates(self, asked: Asked) -> tuple[Candidate, ...]:
        """Who may be responsible, in the order of the ranks.

        Rank by rank: rules that are met give sure or likely candidates and end the search with their rank; rules of
        which something is open give possible ones. A rule that names a place says nothing unless its street or its
        postcode was answered and holds. A branch (with its team) stands once, by its first rule that is met.
        """
        met: list[Candidate] = []
        open_: list[Candidate] = []
        rank: int | None = None
        for ready in self._chain(asked):
            if met and ready.rule.rank != rank:
                break
            rank = ready.rule.rank
            street_missing = ready.rule.street is not None and asked.street is None
            found = ready.ask(asked, street_missing=street_missing)
            if found is not None:
                (open_ if found.missing else met).append(found)
        if not open_:
            return tuple(met) if len(met) < 2 else _once(met)
        return _once([*met, *open_])

    def _chain(self, asked: Asked) -> list[_Ready]:
        """The rules that can say something, in order."""
        chains = [self._general] if self._general else []
        if asked.street is not None:
            of_street = self._street(asked.street)
            if of_street:
                chains.append(of_street)
        if asked.postcode is not None:
            of_postcode = self._postcode(asked.postcode)
            if of_postcode:
                chains.append(of_postcode)
            if asked.street is None:
                chains.append(_ordered(self._streets_in(asked.postcode)))
        if len(chains) == 1:
            return chains[0]
        return sorted((ready for chain in chains for ready in chain), key=_order)

    def _street(self, street: str) -> list[_Ready]:
        key = self._keys.get(street) or street_key(street)
        ready = self._streets.get(key)
        if ready is None:
            ready = _ordered(self._by_street.get(key, ()))
            if ready:  # what no rule names is not remembered
                self._streets[key] = ready
        return ready

    def _postcode(self, postcode: str) -> list[_Ready]:
        ready = self._postcodes.get(postcode)
        if ready is None:
            ready = _ordered(self._by_postcode.get(postcode, ()))
            if ready:
                self._postcodes[postcode] = ready
        return ready

    def _streets_in(self, postcode: str) -> Iterable[Rule]:
        return (rule for rule in self.rules if rule.street is not None and rule.postcode == postcode)


def _order(ready: _Ready) -> tuple[int, int]:
    return ready.low


def _ordered(rules: Iterable[Rule]) -> list[_Ready]:
    return sorted(map(_Ready, rules), key=_order)


def _once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Each branch with its team once: what is met goes before what is only possible, then the order of the rules."""
    kept: dict[tuple[str, str | None], Candidate] = {}
    for candidate in found:
        kept.setdefault((candidate.branch_id, candidate.team_id), candidate)
    return tuple(sorted(kept.values(), key=lambda one: (one.rule.rank, bool(one.missing), one.rule.position)))
