"""Who is responsible: the finder against a naive walk through the rules, overlaps and gaps (D43, D14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.responsibility import Candidate, Finder, Sureness
from backoffice.domain.rule_checks import StreetGap, check
from backoffice.domain.rules import Asked, Condition, Rule
from backoffice.domain.streets import house_number, span, street_key
from backoffice.domain.terms import Area, Parity

NORD, OST, JBA = "nord", "ost", "jba"
_count = 0


def rule(rank: int, branch: str, **named: object) -> Rule:
    global _count  # noqa: PLW0603
    _count += 1
    return Rule(f"r{_count}", rank, _count, branch, **named)  # type: ignore[arg-type]


def told(found: tuple[Candidate, ...]) -> list[tuple[str, str]]:
    return [(one.branch_id, one.sureness.value) for one in found]


# --- the finder ------------------------------------------------------------------------------------------------

TABLE = (
    rule(1, JBA, under_age=25),
    rule(5, OST, postcode="00112", street="Beispielstraße", first_number="1", last_number="19", parity="odd"),
    rule(5, NORD, postcode="00112", street="Beispielstraße", first_number="2", last_number="20", parity="even"),
    rule(5, NORD, street="Musterweg"),
    rule(9, NORD, postcode="00112"),
    rule(9, OST, postcode="00112"),
    rule(9, OST, postcode="00114"),
)
FINDER = Finder(TABLE)


def test_a_street_with_its_number_is_sure_and_ends_the_search() -> None:
    found = FINDER.candidates(Asked("00112", "Beispielstr.", "7a", age=40))
    assert told(found) == [(OST, "sure")]
    assert found[0].held == (Condition.POSTCODE, Condition.STREET, Condition.HOUSE_NUMBER)
    assert told(FINDER.candidates(Asked("00112", "beispiel-strasse", "8", age=40))) == [(NORD, "sure")]


def test_what_nobody_answered_leaves_a_rule_possible_and_is_named() -> None:
    found = FINDER.candidates(Asked("00112", "Beispielstraße", "7"))
    assert told(found) == [(JBA, "possible"), (OST, "sure")]
    assert found[0].missing == (Condition.AGE,)
    without_number = FINDER.candidates(Asked("00112", "Beispielstraße", age=40))
    # Both sides of the street are possible, and the postcode is likely for both: once each, as it is known best.
    assert told(without_number) == [(NORD, "likely"), (OST, "likely")]
    in_another = FINDER.candidates(Asked(None, "Beispielstraße", "7", age=40))
    assert told(in_another) == [(OST, "possible")]
    assert in_another[0].missing == (Condition.POSTCODE,)


def test_a_postcode_gives_several_candidates_and_no_verdict() -> None:
    assert told(FINDER.candidates(Asked("00112", age=40))) == [(NORD, "likely"), (OST, "likely")]
    assert told(FINDER.candidates(Asked("00112", "Nirgendwo", "3", age=40))) == [(NORD, "likely"), (OST, "likely")]
    assert not FINDER.knows_street("Nirgendwo")
    assert FINDER.knows_street("MUSTER-WEG")


def test_age_goes_before_the_place_and_without_an_address_there_is_no_guess() -> None:
    assert told(FINDER.candidates(Asked("00112", "Beispielstraße", "7", age=24))) == [(JBA, "likely")]
    assert told(FINDER.candidates(Asked(age=25))) == []
    assert told(FINDER.candidates(Asked())) == [(JBA, "possible")]
    assert told(FINDER.candidates(Asked("00999", age=25))) == []


def test_area_letters_and_final_digits() -> None:
    finder = Finder(
        (
            rule(1, JBA, area=Area.PLACEMENT.value),
            rule(2, NORD, first_letter="A", last_letter="K", digits="01234"),
            rule(2, OST, first_letter="Ka", last_letter="Sm"),
        )
    )
    benefits = Area.BENEFITS.value
    assert told(finder.candidates(Asked(area=Area.PLACEMENT.value))) == [(JBA, "likely")]
    ask = lambda letter, number: told(finder.candidates(Asked(area=benefits, family_letter=letter, number=number)))  # noqa: E731
    assert ask("Ärmel", "214C345674") == [(NORD, "likely")]
    assert ask("Ärmel", "214C345675") == []
    assert ask("Kowalska", "21402//0001230") == [(NORD, "likely"), (OST, "likely")]
    assert ask("K", "7") == [(OST, "possible")]
    assert ask("S", "7") == [(OST, "possible")]
    assert ask("Sn", "7") == []
    assert ask("R", "7") == [(OST, "likely")]
    assert ask(None, "1") == [(NORD, "possible"), (OST, "possible")]
    # The first three digits of a customer number say nothing (D14): only the end is looked at.
    assert ask("B", "012C345679") == []


PLACES = st.sampled_from(["00112", "00114", None])
STREETS = st.sampled_from(["Beispielstraße", "Musterweg", None])
NUMBERS = st.sampled_from(["1", "2", "3", "3a", "4", "7", None])


@st.composite
def tables(draw: st.DrawFn) -> tuple[Rule, ...]:
    rows = []
    for n in range(draw(st.integers(0, 7))):
        street = draw(STREETS)
        numbered = street is not None and draw(st.booleans())
        rows.append(
            Rule(
                f"r{n}",
                draw(st.integers(1, 3)),
                n,
                draw(st.sampled_from([NORD, OST, JBA])),
                postcode=draw(PLACES),
                street=street,
                first_number=draw(NUMBERS) if numbered else None,
                last_number=draw(NUMBERS) if numbered else None,
                parity=draw(st.sampled_from(list(Parity))).value if numbered else "all",
                under_age=draw(st.sampled_from([25, None])),
                area=draw(st.sampled_from(["benefits", "placement", None])),
                digits=draw(st.sampled_from(["012", None, None])),
            )
        )
    return tuple(draw(st.permutations(rows)))


ASKED = st.builds(
    Asked,
    postcode=PLACES,
    street=st.sampled_from(["BEISPIELSTR.", "Beispielstraße", "Muster-Weg", "Nirgendwo", None]),
    house_number=NUMBERS,
    age=st.sampled_from([20, 25, None]),
    area=st.sampled_from(["benefits", "placement", None]),
    number=st.sampled_from(["1", "9", None]),
)


def naive(rules: tuple[Rule, ...], asked: Asked) -> list[tuple[str, str]]:
    """Every rule in turn, every condition spelled out."""
    found: dict[str, tuple[int, bool, int, str]] = {}
    ended: int | None = None
    for one in sorted(rules, key=lambda r: (r.rank, r.position)):
        if ended is not None and one.rank > ended:
            break
        answers: list[bool | None] = []
        here: list[bool | None] = []
        if one.postcode:
            here.append(None if asked.postcode is None else asked.postcode == one.postcode)
        if one.street:
            here.append(None if asked.street is None else street_key(asked.street) == street_key(one.street))
        if one.first_number or one.last_number or one.parity != "all":
            house, within = house_number(asked.house_number or ""), span(one.first_number, one.last_number)
            assert within is not None
            side = {"all": (0, 1), "odd": (1,), "even": (0,)}[one.parity]
            answers.append(None if house is None else within.has(house) and house.number % 2 in side)
        if one.under_age:
            answers.append(None if asked.age is None else asked.age < one.under_age)
        if one.area:
            answers.append(None if asked.area is None else asked.area == one.area)
        if one.digits:
            answers.append(None if asked.number is None else asked.number in one.digits)
        if False in [*here, *answers] or (here and True not in here):
            continue
        open_ = None in [*here, *answers]
        if not open_:
            ended = one.rank
        how = "possible" if open_ else "sure" if one.street else "likely"
        before = found.get(one.branch_id)
        if before is None or (before[1] and not open_):
            found[one.branch_id] = (one.rank, open_, one.position, how)
    return [(branch, how) for branch, (*_, how) in sorted(found.items(), key=lambda item: item[1][:3])]


@given(tables(), ASKED)
def test_the_finder_finds_what_a_walk_through_all_rules_finds(rules: tuple[Rule, ...], asked: Asked) -> None:
    finder = Finder(rules)
    expected = naive(rules, asked)
    assert told(finder.candidates(asked)) == expected
    assert told(finder.candidates(asked)) == expected, "the second time it is remembered"
    for one in finder.candidates(asked):
        assert bool(one.missing) is (one.sureness is Sureness.POSSIBLE)
        assert not set(one.held) & set(one.missing)


# --- looking through the table ---------------------------------------------------------------------------------

STREET = {"postcode": "00112", "street": "Beispielstraße"}


def numbers(first: str | None, last: str | None, parity: str = "all") -> dict[str, str | None]:
    return {**STREET, "first_number": first, "last_number": last, "parity": parity}  # type: ignore[dict-item]


def letters(first: str, last: str) -> dict[str, str]:
    return {**STREET, "first_letter": first, "last_letter": last}


@pytest.mark.parametrize(
    ("mine", "theirs", "meet"),
    [
        (numbers("1", "10"), numbers("10", "20"), True),
        (numbers("1", "9"), numbers("10", "20"), False),
        (numbers("1", "19", "odd"), numbers("2", "20", "even"), False),
        (numbers("1", "10"), numbers("10", "20", "odd"), False),
        (numbers("1", "11"), numbers("10", "20", "odd"), True),
        (numbers("12", "12"), numbers("12a", "12c"), True),
        (numbers(None, None), numbers("40", None), True),
        (STREET, {**STREET, "postcode": "00114"}, False),
        (STREET, {"street": "BEISPIEL-STR."}, True),
        ({**STREET, "area": "benefits"}, {**STREET, "area": "placement"}, False),
        ({**STREET, "digits": "01"}, {**STREET, "digits": "23"}, False),
        (letters("A", "K"), letters("L", "Z"), False),
        (letters("A", "Sm"), letters("S", "Z"), True),
    ],
)  # fmt: skip
def test_overlaps(mine: dict[str, object], theirs: dict[str, object], meet: bool) -> None:
    both = (rule(1, NORD, **mine), rule(1, OST, **theirs))
    assert bool(check(both, ()).overlaps) is meet
    assert bool(check(both[::-1], ()).overlaps) is meet
    assert not check((rule(1, NORD, **mine), rule(1, NORD, **theirs)), ()).overlaps
    assert not check((rule(1, NORD, **mine), rule(2, OST, **theirs)), ()).overlaps


def gaps(*rules: Rule) -> list[tuple[str, int, int | None]]:
    found = check(rules, ()).street_gaps
    assert all(isinstance(gap, StreetGap) and gap.postcode == "00112" for gap in found)
    return [(gap.parity.value, gap.first, gap.last) for gap in found]


def test_gaps_of_a_street_are_told_by_its_sides() -> None:
    assert gaps(rule(1, NORD, **STREET)) == []
    assert gaps(rule(1, NORD, **numbers("1", "9")), rule(1, OST, **numbers("14", None))) == [
        ("odd", 11, 13),
        ("even", 10, 12),
    ]
    assert gaps(rule(1, NORD, **numbers("1", "19", "odd"))) == [("even", 2, None)]
    assert gaps(rule(1, NORD, **numbers("1", "19", "odd")), rule(2, OST, **numbers("2", None, "even"))) == []
    assert gaps(rule(1, NORD, **numbers("21", "39"))) == [("odd", 1, 19), ("even", 2, 20)]
    # What the street leaves open the postcode takes.
    assert gaps(rule(1, NORD, **numbers("21", "39")), rule(9, OST, postcode="00112")) == []


def test_postcodes_without_a_rule_for_the_rest_and_branches_without_any() -> None:
    found = check(TABLE, (NORD, OST, JBA, "west"))
    assert found.postcode_gaps == ()
    assert found.branches_without == ("west",)
    assert found.several == (("00112", (NORD, OST)),)
    assert not found.clean
    assert check(TABLE[:4], ()).postcode_gaps == ("00112",)
    assert check((*TABLE[:4], rule(99, NORD)), (NORD,)).clean
