"""Scroll bars of whole cells: old Windows fonts have no eighths of a block."""

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBar(ScrollBarRender):
    """Textual's bar without the partial blocks at its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def use_plain_scroll_bars() -> None:
    """Let every scroll bar of the program be drawn so."""
    ScrollBar.renderer = PlainScrollBar
