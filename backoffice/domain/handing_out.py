"""Handing out a day: which of its appointments could go to whom (D50). A proposal: a person accepts it.

What is sought, the first before the second:

1. Somebody for as many as can be. Emergencies are looked at first (D23), then by time. Who would be left without
   anybody gets the time of somebody whose other proposed appointments can go to someone else.
2. For each whoever fits best: who serves its service point over all of its time before all others; among those who
   speak the language it needs before those who are not known to.
3. Minutes as equal as possible: the sum of the squares of the minutes that each has at the end of the day, what they
   have already included, grows no more than the first two ask for. It is brought down until no move of one, and no
   exchange of two at the same time, makes it smaller or lets anybody fit better.

Ties go by id. So the answer does not depend on the order in which anything is given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backoffice.domain.openings import Span, joined
from backoffice.domain.presence import Person, Presence
from backoffice.domain.terms import Area


class NoOne(StrEnum):
    """Why an appointment goes to nobody."""

    NOBODY_THERE = "nobody_there"
    """Nobody at all is there over its time."""
    NOT_OF_AREA = "not_of_area"
    """Somebody is there, but nobody for its area and group."""
    ALL_BUSY = "all_busy"
    """All who could take it have somebody else at that time."""
    NO_AREA = "no_area"
    """Nobody knows what it is about: neither group nor concern says an area."""
    PROTECTED = "protected"
    """Whoever gets it sees the person: that is decided by hand (D52)."""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """An appointment that nobody has: `[start, end)` minutes of the day."""

    id: str
    start: int
    end: int
    area: Area | None
    group_id: str | None = None
    point_id: str | None = None
    """The service point it has; None: none (D6)."""
    language: str | None = None
    """That somebody is to speak, by ISO 639-3 code."""
    emergency: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody has already, by whatever decision: `[start, end)` minutes of the day."""

    staff_id: str
    start: int
    end: int
    over: bool = False
    """It is done: it counts as their minutes, and takes none of their time any more."""


@dataclass(frozen=True, slots=True)
class Handed:
    """To whom an appointment could go; nobody with the reason."""

    id: str
    staff_id: str | None
    why: NoOne | None = None


class Roster:
    """Who is there on the day, for what, and what they have."""

    def __init__(self, there: Iterable[Presence], people: Iterable[Person], taken: Iterable[Taken]) -> None:
        self.people = {person.id: person for person in people}
        self._for_area: dict[tuple[str, Area], list[Span]] = defaultdict(list)
        self._at_point: dict[tuple[str, str], list[Span]] = defaultdict(list)
        self._at_all: dict[str, list[Span]] = defaultdict(list)
        for one in there:
            if one.staff_id not in self.people:
                continue
            span = (one.start, one.end)
            self._for_area[one.staff_id, one.area].append(span)
            self._at_all[one.staff_id].append(span)
            if one.point_id is not None:
                self._at_point[one.staff_id, one.point_id].append(span)
        self._taken: dict[str, list[Span]] = defaultdict(list)
        self.minutes: dict[str, int] = defaultdict(int)
        for had in taken:
            self.minutes[had.staff_id] += had.end - had.start
            if not had.over:
                self._taken[had.staff_id].append((had.start, had.end))

    def serves(self, one: Unassigned, staff_id: str) -> bool:
        """Whether somebody serves its service point over all of its time."""
        return one.point_id is not None and _covers(self._at_point.get((staff_id, one.point_id), ()), one)

    def suits(self, one: Unassigned, staff_id: str) -> bool:
        """Whether somebody is there over all of its time, at its service point or for its area and group."""
        if self.serves(one, staff_id):
            return True
        if one.area is None or not _covers(self._for_area.get((staff_id, one.area), ()), one):
            return False
        groups = self.people[staff_id].groups
        return one.group_id is None or groups is None or one.group_id in groups

    def free(self, one: Unassigned, staff_id: str) -> bool:
        """Whether somebody has nobody else at that time, by what was decided already."""
        return all(end <= one.start or one.end <= start for start, end in self._taken.get(staff_id, ()))

    def take(self, one: Unassigned, staff_id: str) -> None:
        """Decided: it is theirs."""
        self._taken[staff_id].append((one.start, one.end))
        self.minutes[staff_id] += one.end - one.start

    def fit(self, one: Unassigned, staff_id: str) -> int:
        """How well somebody fits, 0 the best: the service point counts more than the language."""
        speaks = one.language is None or one.language in self.people[staff_id].languages
        return 2 * (not self.serves(one, staff_id)) + (not speaks)

    def fits_in(self, one: Unassigned, staff_id: str) -> bool:
        """Whether it suits somebody who has nobody else at that time."""
        return staff_id in self.people and self.suits(one, staff_id) and self.free(one, staff_id)

    def suited(self, one: Unassigned) -> tuple[str, ...]:
        """Everybody whom it suits and who has nobody else at that time, by id."""
        return tuple(who for who in sorted(self.people) if self.fits_in(one, who))

    def why_nobody(self, one: Unassigned) -> NoOne:
        """Why it has to stay with nobody."""
        if any(self.suits(one, who) for who in self.people):
            return NoOne.ALL_BUSY
        if one.area is None:
            return NoOne.NO_AREA
        there = any(_covers(spans, one) for spans in self._at_all.values())
        return NoOne.NOT_OF_AREA if there else NoOne.NOBODY_THERE


def hand_out(day: Iterable[Unassigned], roster: Roster) -> tuple[Handed, ...]:
    """To whom each could go, in the order of time; `roster` stays as it is.

    Nobody gets two at once, anything outside their hours, or anything while they have something already; nobody is
    left out while somebody whom it suits is free then. Protected ones go to nobody (D52).
    """
    everything = sorted(day, key=lambda one: (one.start, one.end, one.id))
    wanted = [one for one in everything if not one.protected]
    gave = _Giving(wanted, roster).all()
    return tuple(
        Handed(one.id, gave.get(one.id), None if one.id in gave else _why(one, roster)) for one in everything
    )


def _why(one: Unassigned, roster: Roster) -> NoOne:
    return NoOne.PROTECTED if one.protected else roster.why_nobody(one)


class _Giving:
    """The proposal while it is made."""

    def __init__(self, wanted: Sequence[Unassigned], roster: Roster) -> None:
        self._roster = roster
        self._suited: Mapping[str, tuple[str, ...]] = {one.id: roster.suited(one) for one in wanted}
        self._order = sorted(
            (one for one in wanted if self._suited[one.id]),
            # Of those at the same time whoever has the fewest to choose from chooses first.
            key=lambda one: (not one.emergency, one.start, len(self._suited[one.id]), -one.end, one.id),
        )
        self._minutes = defaultdict(int, roster.minutes)
        self._fit = {(one.id, who): roster.fit(one, who) for one in self._order for who in self._suited[one.id]}
        self._given: dict[str, str] = {}
        self._has: dict[str, dict[str, Unassigned]] = defaultdict(dict)

    def all(self) -> Mapping[str, str]:
        """Who gets what, by the ids of the appointments."""
        while True:
            for one in self._order:
                if one.id not in self._given:
                    self._place(one)
            self._improve()
            if not any(self._free(one) for one in self._order if one.id not in self._given):
                return self._given

    def _place(self, one: Unassigned) -> None:
        free = self._free(one)
        if free:
            self._give(one, self._best(one, free))
            return
        for who in sorted(self._suited[one.id], key=lambda who: (self._fit[one.id, who], who)):
            if self._make_room(one, who):
                self._give(one, who)
                return

    def _make_room(self, one: Unassigned, who: str) -> bool:
        """Give what somebody was to have at that time to others; all of it or nothing."""
        moved: list[Unassigned] = []
        for other in sorted(self._at_once(one, who), key=lambda other: other.id):
            free = self._free(other)
            if not free:
                for back in moved:
                    self._give(back, who)
                return False
            self._give(other, self._best(other, free))
            moved.append(other)
        return True

    def _improve(self) -> None:
        """Move one, or exchange two at the same time, where they fit better, or as well and more evenly.

        Each step makes the sum of the fits smaller, or that of the squared minutes: so it comes to an end.
        """
        while any(self._moved(one) or self._exchanged(one) for one in self._order if one.id in self._given):
            pass

    def _moved(self, one: Unassigned) -> bool:
        free, has, length = self._free(one), self._given[one.id], one.end - one.start
        if not free:
            return False
        best = self._best(one, free)
        fits, fitted = self._fit[one.id, best], self._fit[one.id, has]
        better = fits < fitted or (fits == fitted and self._minutes[best] + length < self._minutes[has])
        if better:
            self._give(one, best)
        return better

    def _exchanged(self, one: Unassigned) -> bool:
        has = self._given[one.id]
        for who in self._suited[one.id]:
            at_once = [] if who == has else self._at_once(one, who)
            if len(at_once) != 1 or not self._better_exchanged(one, at_once[0]):
                continue
            (other,) = at_once
            self._give(one, who)
            self._give(other, has)
            return True
        return False

    def _better_exchanged(self, one: Unassigned, other: Unassigned) -> bool:
        """Whether two would better have each other's person, who could both take them."""
        mine, theirs = self._given[one.id], self._given[other.id]
        if mine not in self._suited[other.id] or self._at_once(other, mine) != [one]:
            return False
        fits = self._fit[one.id, theirs] + self._fit[other.id, mine]
        fitted = self._fit[one.id, mine] + self._fit[other.id, theirs]
        less = (one.end - one.start) - (other.end - other.start)
        had = self._minutes[mine] ** 2 + self._minutes[theirs] ** 2
        evener = (self._minutes[mine] - less) ** 2 + (self._minutes[theirs] + less) ** 2 < had
        return fits < fitted or (fits == fitted and evener)

    def _best(self, one: Unassigned, free: Iterable[str]) -> str:
        return min(free, key=lambda who: (self._fit[one.id, who], self._minutes[who], who))

    def _free(self, one: Unassigned) -> list[str]:
        """Whom it suits, and who has nothing at that time, this one included."""
        return [who for who in self._suited[one.id] if not self._at_once(one, who)]

    def _at_once(self, one: Unassigned, who: str) -> list[Unassigned]:
        return [other for other in self._has[who].values() if other.start < one.end and one.start < other.end]

    def _give(self, one: Unassigned, who: str) -> None:
        had = self._given.get(one.id)
        if had is not None:
            del self._has[had][one.id]
            self._minutes[had] -= one.end - one.start
        self._given[one.id] = who
        self._has[who][one.id] = one
        self._minutes[who] += one.end - one.start


def _covers(spans: Iterable[Span], one: Unassigned) -> bool:
    return any(start <= one.start and one.end <= end for start, end in joined(list(spans)))
