"""The rows behind a list: cursor, marks, filter and order by identity."""

from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.text import search_key
from backoffice.widgets.rows import Rows

NAMES = ["Müller", "Mueller", "Muster", "Öztürk", "Schmidt", "Małgorzata", "O’Neill"]
ids = st.lists(st.integers(0, 30).map(str), unique=True, max_size=20)


def rows_of(*names):
    rows = Rows(key=lambda r: r, search=search_key)
    rows.replace(names)
    return rows


def test_the_first_row_has_the_cursor():
    assert rows_of("a", "b").cursor == "a"
    assert rows_of().cursor is None


def test_a_row_that_is_gone_leaves_the_cursor_to_its_next_neighbour():
    rows = rows_of(*"abcde")
    rows.move_to("c")
    rows.replace("abe")
    assert rows.cursor == "e"
    rows.replace("ab")
    assert rows.cursor == "b"
    rows.replace("xyz")
    assert rows.cursor == "x"
    rows.replace("")
    assert rows.cursor is None


def test_a_filter_that_lets_nothing_through_does_not_lose_the_cursor():
    rows = rows_of(*NAMES)
    rows.move_to("Schmidt")
    rows.set_filter("schmix")
    assert rows.cursor is None
    assert rows.targets() == ()
    rows.set_filter("schmi")
    assert rows.cursor == "Schmidt"
    rows.set_filter("zzz")
    rows.set_filter("")
    assert rows.cursor == "Schmidt"


def test_filtering_is_by_words_without_case_and_accents():
    rows = rows_of(*NAMES)
    rows.set_filter("MUEL")
    assert list(rows.visible) == ["Müller", "Mueller"]
    rows.set_filter("ller mü")
    assert list(rows.visible) == ["Müller", "Mueller"]
    rows.set_filter("oneill")
    assert list(rows.visible) == ["O’Neill"]


def test_search_keys_are_made_once_and_only_for_a_filter():
    asked = []
    rows = Rows(key=str, search=lambda r: asked.append(r) or "x")
    rows.replace(range(5))
    assert asked == []
    rows.set_filter("x")
    rows.set_filter("xy")
    rows.set_filter("")
    assert asked == [0, 1, 2, 3, 4]


def test_an_action_never_hits_a_hidden_row():
    rows = rows_of(*NAMES)
    rows.toggle_mark("Schmidt")
    rows.toggle_mark("Müller")
    rows.set_filter("mue")
    assert rows.targets() == ("Müller",)
    assert rows.hidden_marks == 1
    rows.toggle_mark("Schmidt")
    assert rows.marks == {"Schmidt", "Müller"}
    rows.set_filter("schmidt")
    rows.toggle_mark("Schmidt")
    assert rows.targets() == ()  # something is marked, but nothing that can be seen
    rows.set_filter("")
    rows.toggle_mark("Müller")
    assert rows.targets() == (rows.cursor,)


def test_sorting_keeps_the_cursor_on_its_row_and_new_rows_in_order():
    rows = rows_of("b", "c", "a")
    rows.move_to("c")
    rows.sort(lambda r: r)
    assert list(rows.visible) == ["a", "b", "c"]
    assert rows.cursor == "c"
    rows.replace("zxa")
    assert list(rows.visible) == ["a", "x", "z"]
    rows.sort(lambda r: r, descending=True)
    assert list(rows.visible) == ["z", "x", "a"]
    rows.sort(None)
    assert list(rows.visible) == ["z", "x", "a"]


@given(ids, ids, st.data())
def test_cursor_and_marks_follow_their_rows(before, after, data):
    rows = rows_of(*before)
    if before:
        rows.move_to(data.draw(st.sampled_from(before)))
    for id_ in data.draw(st.lists(st.sampled_from(before), unique=True)) if before else ():
        rows.toggle_mark(id_)
    cursor, marks = rows.cursor, rows.marks
    rows.replace(after)
    assert rows.marks == marks & set(after)
    if cursor in after:
        assert rows.cursor == cursor
    else:
        assert rows.cursor in {*after, None}
        assert (rows.cursor is None) == (not after)


@given(ids, st.lists(st.sampled_from(["", "1", "2", "12", "zz", "0 1"]), max_size=6))
def test_the_cursor_is_always_on_a_visible_row(given_ids, filters):
    rows = rows_of(*given_ids)
    for text in filters:
        rows.set_filter(text)
        assert (rows.cursor in rows.visible) if rows.visible else rows.cursor is None
        assert set(rows.targets()) <= set(rows.visible)
