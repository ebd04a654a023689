"""The display border: every text from data passes here: cleaned, measured in cells, cut to its place."""

from rich.cells import cell_len, set_cell_size

from backoffice.domain.text import safe

ELLIPSIS = "…"
CURSOR = "▌"
MARK = "■"
CHANGED = "*"

__all__ = [
    "CHANGED",
    "CURSOR",
    "ELLIPSIS",
    "MARK",
    "cell_len",
    "cut",
    "cut_at_word",
    "fitted",
    "joined",
    "safe",
    "wrapped",
]


def cut(text: str, width: int) -> str:
    """`text` cleaned, in at most `width` cells; what was longer ends with an ellipsis."""
    text = safe(text)
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[:width]
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def cut_at_word(text: str, width: int) -> str:
    """As `cut`, but what was longer ends after a whole word: `zusätzlich zu: Mietvertrag …`."""
    text = safe(text)
    if cell_len(text) <= width or width < 3:
        return cut(text, width)
    return f"{wrapped(text, width - 2)[0].rstrip(',;:')} {ELLIPSIS}"


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells: cut or filled with spaces, on the left if it stands `right`."""
    text = cut(text, width)
    gap = " " * (width - cell_len(text))
    return gap + text if right else text + gap


def joined(parts: tuple[str, ...], width: int, separator: str = " · ") -> str:
    """As many of `parts` as fit in `width`, the last dropped first; only the very first is ever cut."""
    kept = [safe(part) for part in parts if part]
    while len(kept) > 1 and cell_len(separator.join(kept)) > width:
        kept.pop()
    return cut(separator.join(kept), width)


def wrapped(text: str, width: int) -> list[str]:
    """`text` cleaned, broken between words into lines of at most `width` cells; longer words are broken."""
    lines = [""]
    for word in safe(text).split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        rest = word
        while cell_len(rest) > width:
            head = set_cell_size(rest, width).rstrip() or rest[0]
            lines[-1] = head
            lines.append("")
            rest = rest[len(head) :]
        lines[-1] = rest
    return lines
