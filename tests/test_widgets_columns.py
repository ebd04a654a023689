"""Which columns fit, and how cells are set into them."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from backoffice.widgets.columns import Column, layout, set_row
from backoffice.widgets.display import cut, fitted, joined, wrapped

COLUMNS = (
    Column("Zeit", 5, whole=True),
    Column("Art", 5, priority=3),
    Column("Anliegen", 12, priority=1),
    Column("Name", 12, flexible=True),
    Column("Platz", 5, priority=2, whole=True),
    Column("Stand", 20),
)
odd_text = st.text(st.sampled_from("aß語😀\u0301\x1b\u202e[/]…"), max_size=30) | st.text(max_size=30)


def line(cells, width, columns=COLUMNS):
    return "".join(text for text, _ in set_row(cells, layout(columns, width)))


def shown(width):
    return [p.column.header for p in layout(COLUMNS, width)]


def test_columns_go_by_priority_as_the_room_gets_narrow():
    assert shown(80) == ["Zeit", "Art", "Anliegen", "Name", "Platz", "Stand"]
    assert shown(67) == ["Zeit", "Anliegen", "Name", "Platz", "Stand"]
    assert shown(61) == ["Zeit", "Anliegen", "Name", "Stand"]
    assert shown(45) == ["Zeit", "Name", "Stand"]
    assert shown(10) == ["Zeit", "Name", "Stand"]


def test_the_flexible_column_takes_what_is_left():
    assert {p.column.header: p.width for p in layout(COLUMNS, 100)}["Name"] == 43


def test_in_a_very_narrow_list_the_flexible_column_gives_way_first():
    assert {p.column.header: p.width for p in layout(COLUMNS, 37)} == {"Zeit": 5, "Name": 8, "Stand": 20}
    assert {p.column.header: p.width for p in layout(COLUMNS, 25)} == {"Zeit": 5, "Name": 4, "Stand": 12}
    assert line(("09:00", "", "", "Kowalska", "", "● da, wartet 12 min"), 25) == "09:00  Kow…  ● da, warte…"


def test_names_end_with_an_ellipsis_and_times_are_never_cut():
    columns = (Column("Zeit", 5, whole=True), Column("Name", 8), Column("Stand", 6))
    assert line(("09:00", "Kowalska, Małgorzata", "da"), 23, columns) == "09:00  Kowalsk…  da    "
    assert line(("09:00–09:30", "Kowalska", "da"), 23, columns) == "09:00–09:30  K…  da    "


def test_numbers_can_stand_at_the_right():
    columns = (Column("n", 5, right=True, whole=True), Column("x", 3))
    assert line(("42", "abc"), 10, columns) == "   42  abc"


def test_no_cell_is_markup_and_no_cell_reaches_the_terminal_raw():
    text = line(("09:00", "Tel.", "[/b]", "\x1b[31mRot\u202e", "—", "[red]"), 80)
    assert "[/b]" in text
    assert "[red]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@given(st.lists(odd_text, min_size=6, max_size=6), st.integers(17, 140))
def test_a_row_is_as_wide_as_the_columns_unless_a_whole_cell_is_wider(cells, width):
    cells[0], cells[4] = "09:00", "L1-2"
    placed = layout(COLUMNS, width)
    expected = sum(p.width for p in placed) + 2 * (len(placed) - 1)
    assert cell_len(line(cells, width)) == expected <= width


@given(odd_text, st.integers(1, 20))
def test_cut_and_fitted_keep_to_their_cells(text, width):
    assert cell_len(cut(text, width)) <= width
    assert cell_len(fitted(text, width)) == width
    assert cell_len(fitted(text, width, right=True)) == width


@given(odd_text, st.integers(2, 20))
def test_wrapping_loses_nothing_and_keeps_to_its_cells(text, width):
    from backoffice.domain.text import safe

    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(safe(text).split())
    assert all(cell_len(part) <= width for part in lines)


def test_parts_are_left_out_whole():
    assert joined(("Geschäftsstelle Mitte", "Mo 23.11.2026", "Liste 06:00"), 40) == (
        "Geschäftsstelle Mitte · Mo 23.11.2026"
    )
    assert joined(("Geschäftsstelle Mitte", "Mo 23.11.2026"), 12) == "Geschäftsst…"
    assert joined((), 12) == ""
