"""Chains of changing places on a board of service points (D27)."""

from collections.abc import Mapping

from backoffice.domain.seating import MOST_MOVES, NOWHERE, Board, Sitter

NOBODY: Mapping[int, tuple[int, ...]] = {}


def board(points: int, homes: Mapping[int, tuple[int, ...]] = NOBODY) -> Board:
    return Board(points, lambda one: homes[one.number])


def seated(there: Board, number: int, point: int, ticks: int) -> Sitter:
    one = Sitter(number, ticks)
    one.home = point
    there.sit(one, point)
    return one


def needing(number: int, ticks: int, *ranks: tuple[int, ...]) -> Sitter:
    one = Sitter(number, ticks, affected=True)
    one.ranks = ranks
    one.homes = tuple(point for points in ranks for point in points)
    return one


def test_two_swap() -> None:
    there = board(2, {1: (1,), 2: (0,)})
    long, short = seated(there, 1, 0, 0b000111), seated(there, 2, 1, 0b000001)
    there.block(1, 0b111000)
    new = needing(0, 0b111110, (0,))
    assert there.make_room(new, (0,))
    assert (new.point, long.point, short.point) == (0, 1, 0)
    assert there.taken == [0b111111, 0b111111]


def test_what_was_done_is_undone() -> None:
    there = board(2, {1: (1,)})
    one, new = seated(there, 1, 0, 0b11), needing(0, 0b110, (0,))
    mark, taken = there.mark(), list(there.taken)
    assert there.make_room(new, (0,))
    assert (new.point, one.point) == (0, 1)
    there.sit(one, NOWHERE)
    there.undo(mark)
    assert (new.point, one.point, there.taken) == (NOWHERE, 0, taken)


def test_where_there_is_no_way_nothing_changes() -> None:
    there = board(2, {1: (1,)})
    one = seated(there, 1, 0, 0b11)
    there.block(1, 0b01)
    new = needing(0, 0b110, (0,))
    assert not there.make_room(new, (0,))
    assert (new.point, one.point, there.taken, there.fixed) == (NOWHERE, 0, [0b11, 0b01], [0, 0b01])
    there.block(0, 0b100)
    assert not there.make_room(new, (0,))


def test_fewest_move() -> None:
    there = board(3, dict.fromkeys((1, 2, 3), (2,)))
    for number, point, ticks in ((1, 0, 0b0001), (2, 0, 0b0100), (3, 1, 0b1110)):
        seated(there, number, point, ticks)
    new = needing(0, 0b1111, (0, 1))
    assert there.make_room(new, (0, 1))
    assert new.point == 1


def test_of_the_affected_nobody_is_put_worse_unless_that_is_said() -> None:
    there = board(2)
    lying = needing(1, 0b11, (0,), (1,))
    there.sit(lying, 0)
    new = needing(0, 0b11, (0,))
    assert not there.make_room(new, (0,), worse=False)
    assert there.make_room(new, (0,))
    assert (lying.point, lying.rank) == (1, 1)


def test_chains_end() -> None:
    """Each has to go to the next point; one more than may is too many."""
    for length, found in ((MOST_MOVES, True), (MOST_MOVES + 1, False)):
        there = board(length + 1, {number: (number + 1,) for number in range(length)})
        for number in range(length):
            seated(there, number, number, 0b1)
        assert there.make_room(needing(99, 0b1, (0,)), (0,)) is found
