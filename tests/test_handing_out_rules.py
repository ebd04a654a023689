"""Who is there when, and to whom a day's appointments could go (D36, D50, D52)."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.handing_out import Handed, NoOne, Roster, Taken, Unassigned, hand_out
from backoffice.domain.presence import Person, PointOf, Presence, present
from backoffice.domain.staffing import Away, Stretch
from backoffice.domain.terms import Area
from tests.office import MONDAY

BENEFITS, DESK = Area.BENEFITS, Area.FRONT_DESK
POINTS = (PointOf("L1", BENEFITS), PointOf("L2", BENEFITS), PointOf("E1", DESK))
ANNA, BEN, CARL = (Person(name, BENEFITS) for name in ("anna", "ben", "carl"))
EVA = Person("eva", DESK)


def there(*stretches: Stretch, people=(ANNA, BEN, EVA), away=()) -> set[tuple]:
    found = present(POINTS, stretches, people, away, MONDAY)
    return {(one.staff_id, one.area, one.start, one.end, one.point_id) for one in found}


def serving(point: str, start: int, end: int, who: str | None) -> Stretch:
    return Stretch(point, MONDAY, start, end, who)


# --- who is there --------------------------------------------------------------------------------------------------


def test_where_nothing_is_said_everybody_counts_for_the_area_of_their_team() -> None:
    assert there() == {
        ("anna", BENEFITS, 0, 1440, None),
        ("ben", BENEFITS, 0, 1440, None),
        ("eva", DESK, 0, 1440, None),
    }
    assert there(people=[Person("x"), replace(ANNA, groups=frozenset())]) == set(), "no team, or nothing to work"


def test_whom_the_besetzung_names_is_there_as_it_says_and_no_longer() -> None:
    found = there(serving("L1", 480, 720, "anna"), serving("L2", 480, 960, "eva"))
    assert {one for one in found if one[0] == "anna"} == {("anna", BENEFITS, 480, 720, "L1")}
    assert {one for one in found if one[0] == "eva"} == {("eva", BENEFITS, 480, 960, "L2")}, "not where her team is"
    # From 12:00 on nothing is said of L1, so it counts as staffed, by those who are not named.
    assert {one[2:4] for one in found if one[0] == "ben"} == {(0, 480), (720, 1440)}


def test_a_point_that_nobody_serves_is_not_silent() -> None:
    found = there(serving("L1", 0, 1440, None), serving("L2", 0, 720, "anna"))
    assert ("ben", BENEFITS, 720, 1440, None) in found
    assert ("ben", BENEFITS, 0, 1440, None) not in found


def test_absences_are_taken_away_and_another_branch_has_whom_it_names() -> None:
    found = there(
        serving("L1", 480, 960, "anna"),
        serving("of another branch", 480, 960, "eva"),
        away=[Away("anna", MONDAY, MONDAY, 600, 660), Away("ben", MONDAY, MONDAY)],
    )
    assert found == {("anna", BENEFITS, 480, 600, "L1"), ("anna", BENEFITS, 660, 960, "L1")}


# --- to whom it goes -----------------------------------------------------------------------------------------------


def at(start: int, minutes: int = 20, area: Area | None = BENEFITS, **more) -> Unassigned:
    return Unassigned(more.pop("id", f"{start}-{minutes}"), start, start + minutes, area, **more)


def gave(day, people=(ANNA, BEN), taken=(), presences=None) -> dict[str, str | NoOne]:
    if presences is None:
        presences = [Presence(one.id, one.area, 480, 960) for one in people if one.area]
    return {one.id: one.staff_id or one.why for one in hand_out(day, Roster(presences, people, taken))}


def test_minutes_come_out_even() -> None:
    found = gave([at(500, 60), at(560), at(580), at(600)])
    assert found["500-60"] != found["560-20"] == found["580-20"] == found["600-20"]
    # What somebody has already counts, done or not.
    assert set(gave([at(600), at(620)], taken=[Taken("anna", 480, 560, over=True)]).values()) == {"ben"}


def test_whoever_serves_the_point_comes_first_and_then_who_speaks_the_language() -> None:
    at_point = [Presence("anna", BENEFITS, 480, 960, "L1"), Presence("ben", BENEFITS, 480, 960, "L2")]
    day = [at(start, point_id="L1") for start in (500, 520, 540)]
    assert set(gave(day, presences=at_point).values()) == {"anna"}
    speaks = replace(BEN, languages=frozenset({"tur"}))
    day = [at(start, language="tur") for start in (500, 520, 540)]
    assert set(gave(day, people=(ANNA, speaks)).values()) == {"ben"}
    assert gave([at(500, language="pol")], people=(ANNA, speaks)) == {"500-20": "anna"}, "a wish, no condition"
    leaves = [Presence("anna", BENEFITS, 480, 510, "L1"), Presence("ben", BENEFITS, 480, 960, "L2")]
    assert gave([at(500, point_id="L1")], presences=leaves) == {"500-20": "ben"}, "not over all of its time"


def test_an_emergency_elsewhere_does_not_take_whoever_serves_the_point() -> None:
    at_point = [Presence("anna", BENEFITS, 480, 960, "L1"), Presence("ben", BENEFITS, 480, 960)]
    day = [at(500, id="a", point_id="L1"), at(500, id="b", point_id="L2", emergency=True)]
    assert gave(day, presences=at_point) == {"a": "anna", "b": "ben"}


def test_two_at_the_same_time_change_hands_where_that_is_more_even() -> None:
    day = [at(500, 60, id="long"), at(510, 20, id="short")]
    assert gave(day, taken=[Taken("ben", 800, 860)]) == {"long": "anna", "short": "ben"}
    assert gave(day, taken=[Taken("anna", 800, 860)]) == {"long": "ben", "short": "anna"}


def test_why_it_goes_to_nobody() -> None:
    one = at(500)
    assert gave([one], people=(ANNA,), taken=[Taken("anna", 510, 530)]) == {one.id: NoOne.ALL_BUSY}
    assert gave([one], people=(EVA,)) == {one.id: NoOne.NOT_OF_AREA}
    assert gave([at(950)]) == {"950-20": NoOne.NOBODY_THERE}
    assert gave([replace(one, area=None)]) == {one.id: NoOne.NO_AREA}
    assert gave([replace(one, protected=True)]) == {one.id: NoOne.PROTECTED}
    lead = replace(ANNA, groups=frozenset({"Leistung 2"}))
    assert gave([replace(one, group_id="Leistung 1")], people=(lead,)) == {one.id: NoOne.NOT_OF_AREA}
    assert gave([replace(one, group_id="Leistung 2")], people=(lead,)) == {one.id: "anna"}


def test_the_emergency_is_kept_when_there_are_too_few() -> None:
    assert gave([at(500, id="a"), at(510, id="b", emergency=True)], people=(ANNA,)) == {
        "a": NoOne.ALL_BUSY,
        "b": "anna",
    }


def test_somebody_makes_room_who_can_be_served_by_another() -> None:
    """Two short ones stand with the only one of group 1, at the time of the long one that only she can take."""
    anna, ben = replace(ANNA, groups=frozenset({"1", "2"})), replace(BEN, groups=frozenset({"2"}))
    taken = [Taken("ben", 480, 490), Taken("ben", 800, 960)]
    day = [at(495, 30, id="long", group_id="1"), at(490, id="x", group_id="2"), at(510, id="y", group_id="2")]
    assert gave(day, people=(anna, ben), taken=taken) == {"long": "anna", "x": "ben", "y": "ben"}


# --- whatever the day ----------------------------------------------------------------------------------------------

minutes = st.integers(96, 192).map(lambda tick: tick * 5)
names = st.sampled_from(("anna", "ben", "carl", "eva"))
points = st.sampled_from(("L1", "L2", "E1", None))


@st.composite
def spans(draw) -> tuple[int, int]:
    start = draw(minutes)
    return start, start + draw(st.sampled_from((10, 20, 30, 60, 120, 240)))


@st.composite
def days(draw):
    day = [
        Unassigned(
            f"t{n}",
            *draw(spans()),
            draw(st.sampled_from((BENEFITS, BENEFITS, DESK, None))),
            draw(st.sampled_from((None, "1", "2"))),
            draw(points),
            draw(st.sampled_from((None, None, "tur"))),
            draw(st.booleans()),
            draw(st.sampled_from((False, False, False, True))),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    people = [
        Person(
            name,
            draw(st.sampled_from((BENEFITS, DESK))),
            draw(st.sampled_from((None, frozenset({"1"}), frozenset({"1", "2"})))),
            draw(st.sampled_from((frozenset(), frozenset({"tur"})))),
        )
        for name in ("anna", "ben", "carl", "eva")
    ]
    presences = [
        Presence(draw(names), draw(st.sampled_from((BENEFITS, DESK))), *draw(spans()), draw(points))
        for _ in range(draw(st.integers(0, 8)))
    ]
    taken = [Taken(draw(names), *draw(spans()), draw(st.booleans())) for _ in range(draw(st.integers(0, 4)))]
    return day, presences, people, taken


def handed(given_day) -> tuple[Handed, ...]:
    day, presences, people, taken = given_day
    return hand_out(day, Roster(presences, people, taken))


def overlap(one, other) -> bool:
    return one.start < other.end and other.start < one.end


@given(days(), st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_any_order(given_day, random) -> None:
    before = handed(given_day)
    for part in given_day:
        random.shuffle(part)
    assert handed(given_day) == before


@given(days())
def test_nobody_has_two_at_once_or_works_outside_their_hours_and_what_was_decided_stays(given_day) -> None:
    day, presences, people, taken = given_day
    by_id = {one.id: one for one in day}
    found = handed(given_day)
    assert [one.id for one in found] == [
        one.id for one in sorted(day, key=lambda one: (one.start, one.end, one.id))
    ], "in the order of time, whoever gets what"
    mine = [(one.staff_id, by_id[one.id]) for one in found if one.staff_id]
    for (who, one), (other_who, other) in combinations(mine, 2):
        assert who != other_who or not overlap(one, other)
    for who, one in mine:
        assert not one.protected
        assert not any(had.staff_id == who and not had.over and overlap(one, had) for had in taken)
        covered = {minute for there in presences if there.staff_id == who for minute in range(there.start, there.end)}
        assert covered >= set(range(one.start, one.end))
        served = {
            minute
            for there in presences
            if there.staff_id == who and one.point_id is not None and there.point_id == one.point_id
            for minute in range(there.start, there.end)
        }
        at_point = served >= set(range(one.start, one.end))
        groups = next(person.groups for person in people if person.id == who)
        assert at_point or one.area is not None
        assert at_point or one.group_id is None or groups is None or one.group_id in groups


@given(days())
def test_nobody_is_left_out_and_nobody_could_take_it_better_or_more_evenly(given_day) -> None:
    day, presences, people, taken = given_day
    roster = Roster(presences, people, taken)
    by_id = {one.id: one for one in day}
    has = {one.id: one.staff_id for one in handed(given_day)}
    minutes_of = {
        who.id: roster.minutes.get(who.id, 0)
        + sum(by_id[id_].end - by_id[id_].start for id_ in has if has[id_] == who.id)
        for who in people
    }

    def free(one: Unassigned, who: str) -> bool:
        theirs = (by_id[id_] for id_, owner in has.items() if owner == who)
        return who in roster.suited(one) and not any(overlap(one, other) for other in theirs)

    for one in day:
        if one.protected:
            continue
        owner, length = has[one.id], one.end - one.start
        for person in people:
            if person.id == owner or not free(one, person.id):
                continue
            assert owner is not None
            assert roster.fit(one, person.id) >= roster.fit(one, owner)
            if roster.fit(one, person.id) == roster.fit(one, owner):
                assert minutes_of[owner] - minutes_of[person.id] <= length
