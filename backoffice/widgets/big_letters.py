"""Large letters and digits, five dots wide and seven high, drawn with half blocks that every old font has."""

HEIGHT = 7
_DOTS = {
    "0": "0e 11 13 15 19 11 0e", "1": "04 0c 04 04 04 04 0e", "2": "0e 11 01 02 04 08 1f",
    "3": "1f 02 04 02 01 11 0e", "4": "02 06 0a 12 1f 02 02", "5": "1f 10 1e 01 01 11 0e",
    "6": "06 08 10 1e 11 11 0e", "7": "1f 01 02 04 08 08 08", "8": "0e 11 11 0e 11 11 0e",
    "9": "0e 11 11 0f 01 02 0c", "A": "0e 11 11 11 1f 11 11", "B": "1e 11 11 1e 11 11 1e",
    "C": "0e 11 10 10 10 11 0e", "D": "1c 12 11 11 11 12 1c", "E": "1f 10 10 1e 10 10 1f",
    "F": "1f 10 10 1e 10 10 10", "G": "0e 11 10 17 11 11 0f", "H": "11 11 11 1f 11 11 11",
    "I": "0e 04 04 04 04 04 0e", "J": "07 02 02 02 02 12 0c", "K": "11 12 14 18 14 12 11",
    "L": "10 10 10 10 10 10 1f", "M": "11 1b 15 15 11 11 11", "N": "11 11 19 15 13 11 11",
    "O": "0e 11 11 11 11 11 0e", "P": "1e 11 11 1e 10 10 10", "Q": "0e 11 11 11 15 12 0d",
    "R": "1e 11 11 1e 14 12 11", "S": "0f 10 10 0e 01 01 1e", "T": "1f 04 04 04 04 04 04",
    "U": "11 11 11 11 11 11 0e", "V": "11 11 11 11 11 0a 04", "W": "11 11 11 15 15 15 0a",
    "X": "11 11 0a 04 0a 11 11", "Y": "11 11 11 0a 04 04 04", "Z": "1f 01 02 04 08 10 1f",
    "Ä": "0a 00 0e 11 1f 11 11", "Ö": "0a 00 0e 11 11 11 0e", "Ü": "0a 00 11 11 11 11 0e",
    "-": "00 00 00 1f 00 00 00", "/": "01 01 02 04 08 10 10", "+": "00 04 04 1f 04 04 00",
    "?": "0e 11 01 02 04 00 04",
}  # fmt: skip
_NARROW = {".": "0 0 0 0 0 1 1", ":": "0 1 1 0 1 1 0", ",": "0 0 0 0 1 1 2", " ": "0 0 0 0 0 0 0"}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def can_draw(text: str) -> bool:
    """Whether every character of `text` has a large form."""
    return all(c in _DOTS or c in _NARROW for c in _upper(text))


def large(text: str, scale: int = 1) -> list[str]:
    """`text` as lines of block characters, every dot `scale` wide and `scale` half lines high.

    Letters are capitals, ß is SS; a character without a large form is left out.
    """
    rows = [[False] * 0 for _ in range(HEIGHT * scale)]
    for char in _upper(text):
        if char in _DOTS:
            dots, wide = _DOTS[char], 5
        elif char in _NARROW:
            dots, wide = _NARROW[char], 2
        else:
            continue
        for y, bits in enumerate(int(part, 16) for part in dots.split()):
            line = [bool(bits >> (wide - 1 - x) & 1) for x in range(wide) for _ in range(scale)]
            for copy in range(scale):
                rows[y * scale + copy] += [*line, *[False] * scale]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return [
        "".join(_HALVES[top, bottom] for top, bottom in zip(above, below, strict=True)).rstrip()
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    ]


def _upper(text: str) -> str:
    return text.upper()
