"""Who can interpret when: against a naive count minute by minute (D46, D47, D49)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.availability import Plan
from backoffice.domain.errors import Refused
from backoffice.domain.explaining import Reason
from backoffice.domain.free_times import Wish, choose, explain, free_times, possible
from backoffice.domain.interpreters import HERE, Availability, Interpreter
from backoffice.domain.interpreting import Against, Interpreting, Talk, asked_by, by_day, interpreted_minutes
from backoffice.domain.openings import Opening, Point
from backoffice.domain.orders import LIVE, TAKES_TIME, TRANSITIONS, OrderStep, after
from backoffice.domain.terms import AvailabilityKind, Channel, InterpretingKind, OpeningKind, OrderStatus, Provider
from backoffice.domain.travel import ASSUMED_TRAVEL, Travel

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]
HERE_ID, NORTH, EAST = "mitte", "nord", "ost"
TRAVEL = Travel(HERE_ID, {NORTH: 30}, {NORTH: 25})
PHONE, ON_SITE, VIDEO = InterpretingKind.PHONE, InterpretingKind.ON_SITE, InterpretingKind.VIDEO


def someone(id_: str = "a", provider: Provider = Provider.PERSON, **more: object) -> Interpreter:
    values = {"languages": {"tir": ""}, "on_site": True, **more}
    return Interpreter(id=id_, name=id_.upper(), provider=provider, **values)  # type: ignore[arg-type]


def looking(*people: Interpreter, talks: tuple[Talk, ...] = (), **more: object) -> Interpreting:
    values = {"now": (MONDAY, 0), **more}
    return Interpreting("tir", HERE_ID, people, by_day(talks), TRAVEL, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "longer"),
    [(5, 10), (10, 15), (15, 25), (20, 30), (30, 45), (60, 90), (80, 120), (90, 120), (120, 120)],
)
def test_an_interpreted_talk_is_proposed_half_as_long_again(minutes: int, longer: int) -> None:
    assert interpreted_minutes(minutes) == longer


@pytest.mark.parametrize(
    ("now", "notice", "first"),
    [
        ((MONDAY, 510), 0, (MONDAY, 510)),
        ((MONDAY, 510), 30, (MONDAY, 540)),
        ((MONDAY, 1430), 30, (DAYS[1], 20)),
        ((MONDAY, 510), 1440, (DAYS[1], 510)),
        ((DAYS[4], 840), 2 * 1440, (MONDAY + timedelta(days=8), 840)),  # Friday: the weekend counts nothing
        ((MONDAY + timedelta(days=5), 600), 1440, (MONDAY + timedelta(days=8), 0)),  # from Saturday: Monday is over
        ((date(2026, 12, 23), 600), 1440, (date(2026, 12, 28), 600)),  # 24 closed, 25 and 26 holidays, a weekend
        ((MONDAY, 510), 1440 + 60, (DAYS[1], 570)),
    ],
)
def test_notice_of_a_day_is_a_working_day(now: tuple[date, int], notice: int, first: tuple[date, int]) -> None:
    assert asked_by(now, notice) == first


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 30)).map(
    lambda one: (420 + one[0] * 15, 420 + (one[0] + one[1]) * 15)
)
TALKS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from((HERE_ID, NORTH, EAST)), SPANS, st.booleans()), max_size=4
)
HOURS = st.lists(SPANS, max_size=2)


@given(TALKS, st.tuples(HOURS, HOURS), st.integers(0, 700), st.sampled_from((5, 20, 45)), st.booleans())
def test_against_a_naive_count(
    talks: list[tuple[str, str, tuple[int, int], bool]],
    hours: tuple[list[tuple[int, int]], ...],
    now: int,
    minutes: int,
    phone: bool,
) -> None:
    kind = PHONE if phone else ON_SITE
    people = [
        someone(
            id_,
            by_phone=True,
            notice_minutes=notice,
            times=tuple(
                Availability(str(n), AvailabilityKind.ONE_DAY, MONDAY, MONDAY, *span) for n, span in enumerate(of)
            ),
        )
        for id_, of, notice in zip("ab", hours, (0, 60), strict=True)
    ]
    taken = tuple(
        Talk(str(n), who, branch, MONDAY, span[0], min(span[1], 1440), here)
        for n, (who, branch, span, here) in enumerate(talks)
    )
    search = looking(*people, talks=taken, now=(MONDAY, now), kinds=frozenset({kind}))

    def free(one: Interpreter, start: int) -> bool:
        end = start + minutes
        spans = [(time.start, time.end) for time in one.times] or [(0, 1440)]
        if not all(any(low <= minute < high for low, high in spans) for minute in range(start, end)):
            return False
        if start < (now // 5 * 5 if not one.notice_minutes else now + one.notice_minutes):
            return False
        for talk in taken:
            if talk.interpreter_id != one.id:
                continue
            to = back = 0
            if talk.here and kind in HERE and talk.branch_id != HERE_ID:
                to, back = {NORTH: (30, 25), EAST: (ASSUMED_TRAVEL, ASSUMED_TRAVEL)}[talk.branch_id]
            if start < talk.end + back and talk.start - to < end:
                return False
        return True

    mask = search.starts(MONDAY, minutes)
    for start in range(0, 1440 - minutes, 5):
        able = [one.id for one in people if free(one, start)]
        assert [way.interpreter.id for way in search.who(MONDAY, start, minutes)] == able
        assert bool(mask >> start // 5 & 1) == bool(able), start
        for one in people:
            assert (search.against(one, kind, MONDAY, start, minutes) is None) == (one.id in able)


def test_who_is_rather_asked() -> None:
    hot = someone("h", Provider.HOTLINE, on_site=False, by_phone=True)
    own = someone("c", Provider.COLLEAGUE)
    both = looking(someone("b", by_video=True), someone("a"), own, hot)
    assert [(way.interpreter.id, way.kind.value) for way in both.who(MONDAY, 600, 30)] == [
        ("c", "colleague"), ("a", "on_site"), ("b", "on_site"), ("b", "video"), ("h", "phone"),
    ]  # fmt: skip
    by_phone = looking(someone("a"), own, hot, channel=Channel.PHONE)
    assert [way.interpreter.id for way in by_phone.who(MONDAY, 600, 30)] == ["h", "c", "a"]
    known = looking(someone("a"), own, hot, rather="h")
    assert known.who(MONDAY, 600, 30)[0].interpreter.id == "h"
    assert looking(someone("a"), refused=frozenset("a")).who(MONDAY, 600, 30) == ()


def test_signed_languages_are_seen() -> None:
    signing = someone("s", languages={"gsg": "", "deu": ""}, by_phone=True, by_video=True)
    assert [kind.value for kind in signing.kinds("gsg")] == ["video", "sign"]
    assert [kind.value for kind in signing.kinds("deu")] == ["phone", "video", "on_site"]


def test_the_first_reason_is_told() -> None:
    talks = (Talk("1", "a", NORTH, MONDAY, 600, 660, True),)
    one = someone("a", notice_minutes=60, last_day=DAYS[1], by_phone=True)
    search = looking(one, talks=talks, now=(MONDAY, 480))
    asked = [
        search.against(one, VIDEO, MONDAY, 600, 30),
        search.against(one, ON_SITE, DAYS[2], 600, 30),
        search.against(one, ON_SITE, MONDAY, 500, 30),
        search.against(one, ON_SITE, MONDAY, 630, 30),
        search.against(one, ON_SITE, MONDAY, 680, 30),
        search.against(one, PHONE, MONDAY, 680, 30),
        search.against(one, ON_SITE, MONDAY, 685, 30),
    ]
    assert asked == [Against.LANGUAGE, Against.LEFT, Against.NOTICE, Against.TAKEN, Against.WAY, None, None]


def test_the_first_time_of_a_way() -> None:
    weekly = Availability("w", AvailabilityKind.WEEKLY, MONDAY, date.max, 540, 600, weekday=2)
    search = looking(someone("a", times=(weekly,)), now=(MONDAY, 700))
    assert search.first(ON_SITE, 30, MONDAY, DAYS[4]) == (DAYS[2], 540)
    assert search.first(ON_SITE, 90, MONDAY, DAYS[4]) is None
    assert search.first(PHONE, 30, MONDAY, DAYS[4]) is None
    at_once = looking(someone("h", Provider.HOTLINE, on_site=False, by_phone=True), now=(MONDAY, 703))
    assert at_once.first(PHONE, 30, MONDAY, DAYS[4]) == (MONDAY, 700)


def test_the_search_for_a_place_asks_for_both() -> None:
    points = tuple(Point(name, name, "g", n) for n, name in enumerate(("p", "q")))
    opening = Opening("o", OpeningKind.WEEKLY, frozenset("pq"), MONDAY, DAYS[4], 0, 480, 720)
    plan = Plan(points, (opening,))
    of_day = Availability("d", AvailabilityKind.ONE_DAY, MONDAY, MONDAY, 600, 660)
    search = looking(someone("a", times=(of_day,)))
    wish = Wish(("g",), 30, MONDAY, MONDAY, (MONDAY, 0), also=lambda day: search.starts(day, 30), per_day=None)
    assert [one.start for one in free_times(plan, lambda *_: (), wish)] == [600, 630]
    assert possible(plan, (), wish, MONDAY) == [600, 605, 610, 615, 620, 625, 630]
    assert choose(plan, (), wish, MONDAY, 540) is None
    assert [obstacle.reason for obstacle in explain(plan, (), wish, MONDAY, 540).obstacles] == [Reason.NO_INTERPRETER]
    assert choose(plan, (), wish, MONDAY, 630) is not None


def test_every_state_of_an_order_is_reached_and_left_as_the_table_says() -> None:
    reached = {OrderStatus.NEEDED} | {after for ways in TRANSITIONS.values() for after in ways.values()}
    assert reached == set(OrderStatus)
    ended = set(OrderStatus) - {before for ways in TRANSITIONS.values() for before in ways}
    assert ended == set(OrderStatus) - LIVE
    assert {OrderStatus.ATTENDED} == TAKES_TIME - LIVE
    for step in OrderStep:
        for status in OrderStatus:
            if status not in TRANSITIONS[step]:
                with pytest.raises(Refused, match="wrong_order_state"):
                    after(status, step)
