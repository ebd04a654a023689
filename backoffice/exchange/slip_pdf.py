"""The Terminzettel as a PDF: A4, large type, its font inside, the same bytes for the same lines."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from backoffice.domain.slip import LineKind, SlipLine
from backoffice.domain.text import safe

PLAIN, BOLD = "Vera", "VeraBd"
"""Bitstream Vera comes with the library: an embedded font prints everywhere as it looks here."""
WIDTH, HEIGHT = 595.28, 841.89
"""A4 in points, what every printer of an office holds."""
LEFT, TOP, BOTTOM = 62.0, 68.0, 62.0
INDENT = 18.0
BULLET = "•"
LANGUAGE = "de-DE"
_INSTEAD = {"ẞ": "SS", "→": "–", "\u2010": "-", "\u2011": "-"}
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of line looks; sizes in points."""

    font: str
    size: float
    above: float
    indent: float = 0.0

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.4


STYLES = {
    LineKind.TITLE: Style(BOLD, 26, 0),
    LineKind.STRONG: Style(BOLD, 16, 16),
    LineKind.HEADING: Style(BOLD, 14, 18),
    LineKind.TEXT: Style(PLAIN, 14, 2),
    LineKind.ITEM: Style(PLAIN, 14, 2, INDENT),
}
"""Nothing smaller than 14 points: what is recommended for easy reading."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file. `whole`: every character stands as it was given."""

    content: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of text at its place, `y` from the lower edge of its page."""

    x: float
    y: float
    style: Style
    text: str


Measure = Callable[[str, Style], float]


def make_pdf(lines: Sequence[SlipLine], title: str) -> Pdf:
    """Set the lines on as many pages as they need. `title` goes into the file's properties: no personal data.

    Letters that the font lacks lose their accent, other characters become a question mark; then it is not `whole`.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    glyphs = _fonts()
    written = [SlipLine(line.kind, drawable(line.text, glyphs)) for line in lines]
    pages = layout(written, lambda text, style: float(stringWidth(text, style.font, style.size)))
    file = BytesIO()
    # invariant: no date of today and no random id, so that equal lines give equal bytes
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang=LANGUAGE)
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("Backoffice")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, 1):
        for row in page:
            canvas.setFont(row.style.font, row.style.size)
            canvas.drawString(row.x, row.y, row.text)
        if len(pages) > 1:
            canvas.setFont(PLAIN, 12)
            canvas.drawRightString(WIDTH - LEFT, BOTTOM / 2, f"{number} / {len(pages)}")
        canvas.showPage()
    canvas.save()
    return Pdf(file.getvalue(), all(new.text == safe(old.text) for new, old in zip(written, lines, strict=True)))


def layout(lines: Iterable[SlipLine], measure: Measure) -> list[list[Placed]]:
    """The rows of each page; a heading never stands alone at the foot of one."""
    pages: list[list[Placed]] = [[]]
    y = HEIGHT - TOP
    for line in lines:
        style = STYLES[line.kind]
        for number, text in enumerate(wrapped(line.text, WIDTH - 2 * LEFT - style.indent, style, measure)):
            y -= style.leading + (style.above if number == 0 and pages[-1] else 0)
            follows = STYLES[LineKind.TEXT].leading * 2 if line.kind is LineKind.HEADING else 0
            if y - follows < BOTTOM and pages[-1]:
                pages.append([])
                y = HEIGHT - TOP - style.leading
            if line.kind is LineKind.ITEM and number == 0:
                pages[-1].append(Placed(LEFT, y, style, BULLET))
            pages[-1].append(Placed(LEFT + style.indent, y, style, text))
    return pages


def wrapped(text: str, width: float, style: Style, measure: Measure) -> list[str]:
    """`text` broken between words into rows of at most `width` points; a word that is longer is broken, too."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows[-1] else word
        if measure(longer, style) <= width:
            rows[-1] = longer
            continue
        if rows[-1]:
            rows.append("")
        for char in word:
            if rows[-1] and measure(rows[-1] + char, style) > width:
                rows.append("")
            rows[-1] += char
    return rows


def drawable(text: str, glyphs: Collection[int]) -> str:
    """`text` cleaned (D55), in characters that the font has."""
    return "".join(char if ord(char) in glyphs else _instead(char, glyphs) for char in safe(text))


def _instead(char: str, glyphs: Collection[int]) -> str:
    known = _INSTEAD.get(char)
    if known is not None:
        return known
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return bare if bare and all(ord(c) in glyphs for c in bare) else "" if unicodedata.combining(char) else _UNKNOWN


def _fonts() -> Collection[int]:
    """Register both fonts; the characters that both of them have."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    both = [TTFont(name, f"{name}.ttf") for name in (PLAIN, BOLD)]
    for font in both:
        pdfmetrics.registerFont(font)
    plain, bold = (frozenset[int](font.face.charToGlyph) for font in both)
    return plain & bold
