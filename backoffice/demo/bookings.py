"""A day's bookings at the example office: about 45 a branch, with the awkward rows real life has.

The same branch and day give the same bookings, on every machine. They lie in the office's hours, and fit the branch's
service points but for one or two, which is what *ohne Platz* is there for (D6).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from backoffice.demo import quirks
from backoffice.demo.booking import Booking
from backoffice.demo.booking_file import write_booking_file
from backoffice.demo.hours import CLOSES, OPENS, hours_of
from backoffice.demo.office import ExampleBranch, ExampleGroup, ExampleOffer
from backoffice.demo.people import bg_number, customer_number, draw_people, draw_phones, email_of
from backoffice.domain.catalogue import CATALOGUE
from backoffice.domain.terms import Channel

__all__ = ["CLOSES", "OPENS", "Booking", "bookings_of", "changed_bookings", "write_booking_file"]

_BOOKINGS = 44
"""And one row of them stands twice in the list."""
_BY_PHONE = 18
_WITHOUT_NUMBER = 9
_RUSH_HOURS = tuple(range(9 * 60, 11 * 60, 20))
_NOON = 12 * 60
_FIRST_CHANGE = 10 * 60 + 30
_EMERGENCIES = frozenset(e.title for e in CATALOGUE if e.emergency)
_APPLICATIONS = frozenset(e.title for e in CATALOGUE if e.application)


@dataclass(frozen=True, slots=True)
class _Wish:
    group: ExampleGroup
    offer: ExampleOffer
    start: int

    @property
    def end(self) -> int:
        return self.start + self.offer.minutes


def bookings_of(branch: ExampleBranch, day: date) -> tuple[Booking, ...]:
    """The 45 rows of `branch` on `day` as the booking tool would list them, by time. Any day, Sundays too."""
    rng = _chance(branch, day, "06:00")
    wishes = _wishes(rng, branch, day)
    rows = _rows(rng, branch, day, wishes)
    rows = quirks.apply(rng, rows)
    again = rng.choice([row for row in rows if row.start >= _NOON])  # where there is room, a flaw of the list alone
    return _in_order([*rows, again])


def changed_bookings(branch: ExampleBranch, day: date) -> tuple[Booking, ...]:
    """The same day as listed at 10:00: two rows vanished, two moved, two changed, three new (D4).

    Only bookings from 10:30 on are touched; all others are as `bookings_of` gives them.
    """
    before = bookings_of(branch, day)
    rng = _chance(branch, day, "10:00")
    numbers = [row.number for row in before]
    later = [row for row in before if row.start >= _FIRST_CHANGE and numbers.count(row.number) == 1]
    touched = rng.sample(later, 6)
    kept = [row for row in before if row not in touched]
    kept.append(replace(touched[4], phone="0171 3920099"))
    kept.append(replace(touched[5], remark="Bitte in Raum im Erdgeschoss, Aufzug fehlt"))
    for row in touched[2:4]:  # after those that stay: it may not move onto one of them
        kept.append(replace(row, start=_free_start(rng, branch, day, kept, row)))
    return _in_order([*kept, *_latecomers(rng, branch, day, kept)])


def _chance(branch: ExampleBranch, day: date, listed: str) -> Random:
    """A source of chance that depends on what is asked alone."""
    return Random(f"{branch.code} {day.isoformat()} {listed}")  # noqa: S311  invented data, no secret


def _in_order(rows: list[Booking]) -> tuple[Booking, ...]:
    return tuple(sorted(rows, key=lambda row: (row.start, row.number)))


def _wishes(rng: Random, branch: ExampleBranch, day: date) -> list[_Wish]:
    """What is booked when: first the rush hour that fits one too few, then the rest where there is room."""
    wishes: list[_Wish] = []
    crowded = rng.sample(branch.groups, min(len(branch.groups), rng.choice((1, 1, 2))))
    for group in crowded:
        start = rng.choice(_RUSH_HOURS)
        usual = [o for o in group.offers if o.minutes == 20]
        wishes += [_Wish(group, rng.choice(usual), start) for _ in range(len(group.points) + 1)]
    offers = _rest(rng, branch, _BOOKINGS - len(wishes))
    for group, offer in sorted(offers, key=lambda pair: -pair[1].minutes):
        taken = [(w.start, w.end) for w in wishes if w.group is group]
        wishes.append(_Wish(group, offer, _start(rng, day, taken, len(group.points), offer.minutes, OPENS)))
    return sorted(wishes, key=lambda w: (w.start, w.end, w.offer.title))


def _rest(rng: Random, branch: ExampleBranch, count: int) -> list[tuple[ExampleGroup, ExampleOffer]]:
    """Concerns by group, evenly over the groups, with three emergencies and three applications where offered."""
    every = [(group, offer) for group in branch.groups for offer in group.offers]
    chosen = []
    for titles in (_EMERGENCIES, _APPLICATIONS):
        some = [pair for pair in every if pair[1].title in titles]
        chosen += [rng.choice(some) for _ in range(3) if some]
    ordinary = {group.name: [o for o in group.offers if o.title not in _EMERGENCIES] for group in branch.groups}
    for i in range(count - len(chosen)):
        group = branch.groups[i % len(branch.groups)]
        chosen.append((group, rng.choice(ordinary[group.name])))
    return chosen


def _start(rng: Random, day: date, taken: list[tuple[int, int]], points: int, minutes: int, earliest: int) -> int:
    """A start from `earliest` on, in open time, at which fewer than `points` are busy throughout."""
    spans = hours_of(day)
    for _ in range(2000):
        start = _usual_start(rng, spans[-1][1] - minutes)
        end = start + minutes
        is_open = any(opens <= start and end <= closes for opens, closes in spans)
        if start >= earliest and is_open and _busiest(taken, start, end) < points:
            return start
    raise RuntimeError("the example office is smaller than its bookings")


def _usual_start(rng: Random, latest: int) -> int:
    """When people like to come: most before noon, some right at the start, some as late as they can."""
    when = rng.random()
    step = rng.choice((10, 10, 10, 10, 5))
    if when < 0.1:
        start = rng.uniform(OPENS, OPENS + 60)
    elif when < 0.25:
        start = rng.uniform(latest - 120, latest)
    else:
        start = rng.triangular(OPENS, latest, OPENS + 120)
    return int(start) // step * step


def _busiest(taken: list[tuple[int, int]], start: int, end: int) -> int:
    """How many of the half-open spans `taken` run at the same instant, at most, within [start, end)."""
    instants = [start, *(s for s, _ in taken if start < s < end)]
    return max(sum(s <= instant < e for s, e in taken) for instant in instants)


def _free_start(rng: Random, branch: ExampleBranch, day: date, rows: list[Booking], row: Booking) -> int:
    """Another start for `row` at which its group has a point to spare."""
    taken = [(r.start, r.end) for r in rows if r.group == row.group]
    points = len(branch.group(row.group).points)
    start = row.start
    while start == row.start:
        start = _start(rng, day, taken, points, row.minutes, _FIRST_CHANGE)
    return start


def _number(branch: ExampleBranch, day: date, position: int) -> str:
    """A booking number that no other branch, row or day (of 27 years) has."""
    return f"B-{sum(branch.code.encode()) % 89 + 10}{day.toordinal() % 10_000:04}{position:02}"


def _rows(rng: Random, branch: ExampleBranch, day: date, wishes: list[_Wish]) -> list[Booking]:
    """People with numbers, phones and remarks for what is booked; still without anything odd."""
    people = draw_people(rng, len(wishes))
    phones = draw_phones(rng, len(wishes))
    applying = [i for i, w in enumerate(wishes) if w.offer.title == "Neuantrag stellen"]
    others = [i for i in range(len(wishes)) if i not in applying]
    by_phone = set(rng.sample(others, _BY_PHONE))
    nameless = {*applying, *rng.sample(others, max(0, _WITHOUT_NUMBER - len(applying)))}
    rows = []
    for i, (wish, person) in enumerate(zip(wishes, people, strict=True)):
        number = rng.choice((customer_number, customer_number, bg_number))(rng)
        rows.append(
            Booking(
                number=_number(branch, day, i + 1),
                start=wish.start,
                minutes=wish.offer.minutes,
                group=wish.group.name,
                concern=wish.offer.title,
                channel=Channel.PHONE if i in by_phone else Channel.IN_PERSON,
                family=person.family,
                given=person.given,
                phone=phones[i],
                email=email_of(person, i + 1),
                customer="" if i in nameless else number,
                remark=quirks.remark(rng, person, wish.start),
                booked_at=_booked_at(rng, day),
            )
        )
    return rows


def _booked_at(rng: Random, day: date) -> datetime:
    """When somebody booked: in the three weeks before, by evening light or office hours (naive wall time)."""
    return datetime.combine(day - timedelta(days=rng.randint(1, 20)), datetime.min.time()) + timedelta(
        minutes=rng.randint(6 * 60, 23 * 60)
    )


def _latecomers(rng: Random, branch: ExampleBranch, day: date, rows: list[Booking]) -> list[Booking]:
    """Three bookings made by colleagues after 06:00."""
    new: list[Booking] = []
    surnames = {row.family for row in rows}
    people = [p for p in draw_people(rng, 59) if p.family not in surnames]
    for i, phone in enumerate(draw_phones(rng, 3)):
        group = rng.choice(branch.groups)
        offer = rng.choice(group.offers)
        taken = [(r.start, r.end) for r in (*rows, *new) if r.group == group.name]
        new.append(
            Booking(
                number=_number(branch, day, 90 + i),
                start=_start(rng, day, taken, len(group.points), offer.minutes, _FIRST_CHANGE),
                minutes=offer.minutes,
                group=group.name,
                concern=offer.title,
                channel=rng.choice(tuple(Channel)),
                family=people[i].family,
                given=people[i].given,
                phone=phone,
                email=email_of(people[i], 90 + i),
                customer=customer_number(rng),
                remark="heute telefonisch vereinbart",
                booked_at=datetime.combine(day, datetime.min.time()) + timedelta(minutes=rng.randint(420, 595)),
            )
        )
    return new
