"""Three themes of our own: dunkel, hell, kontrast. Every text is at least 4.5:1 against what it stands on.

Textual's own themes do not reach that, and colours that it derives (half-transparent text, tints) promise
nothing: so each ink and each paper is named here, and nothing is blended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.theme import Theme

DEFAULT = "dunkel"
LEAST_CONTRAST = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a theme as hex: papers that text stands on, inks that it is written with."""

    background: str
    panel: str
    """Top and bottom lines."""
    surface: str
    """Fields to type in, dialogs."""
    blurred: str
    """The cursor's row in a list that has not the focus."""
    changed: str
    """A row that another desk changed."""
    cursor: str
    """The cursor's row in a list that has the focus."""
    on_cursor: str
    foreground: str
    muted: str
    urgent: str
    warning: str
    good: str
    info: str
    border: str


PALETTES: Mapping[str, Palette] = {
    "dunkel": Palette(
        background="#14181d", panel="#232a33", surface="#1c2229", blurred="#333d48", changed="#3a3418",
        cursor="#2f5f93", on_cursor="#ffffff", foreground="#e6e9ec", muted="#a9b3bd", urgent="#ff9d5c",
        warning="#f2c14e", good="#8fd19e", info="#7fc4f5", border="#7a8794",
    ),
    "hell": Palette(
        background="#fbfaf7", panel="#e6e8ea", surface="#f1f1ee", blurred="#d3dbe4", changed="#fff1c2",
        cursor="#1f5a99", on_cursor="#ffffff", foreground="#1b1f24", muted="#4e5761", urgent="#a33b00",
        warning="#6e4e00", good="#1d6231", info="#0a5a94", border="#6b7681",
    ),
    "kontrast": Palette(
        background="#000000", panel="#000000", surface="#000000", blurred="#404040", changed="#202000",
        cursor="#ffff00", on_cursor="#000000", foreground="#ffffff", muted="#ffffff", urgent="#ffb380",
        warning="#ffff00", good="#80ff80", info="#80d4ff", border="#ffffff",
    ),
}  # fmt: skip

PAPERS = ("background", "panel", "surface", "blurred", "changed")
INKS = ("foreground", "muted", "urgent", "warning", "good", "info")
PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, paper) for ink in INKS for paper in PAPERS),
    ("on_cursor", "cursor"),
)
"""(ink, paper): everything that may stand on everything; the cursor's row has one ink only."""


def variables(palette: Palette) -> dict[str, str]:
    """The CSS variables of a palette: our own names, and Textual's where it would blend its own."""
    ours = {f"bo-{f.name.replace('_', '-')}": getattr(palette, f.name) for f in fields(palette)}
    p = palette
    theirs = {
        "text": p.foreground,
        "text-muted": p.muted,
        "text-disabled": p.muted,
        "text-primary": p.info,
        "text-secondary": p.info,
        "text-accent": p.info,
        "text-warning": p.warning,
        "text-error": p.urgent,
        "text-success": p.good,
        "foreground-muted": p.muted,
        "foreground-disabled": p.muted,
        "border": p.info,
        "border-blurred": p.border,
        "block-cursor-foreground": p.on_cursor,
        "block-cursor-background": p.cursor,
        "block-cursor-blurred-foreground": p.foreground,
        "block-cursor-blurred-background": p.blurred,
        "block-hover-background": p.surface,
        "input-cursor-foreground": p.background,
        "input-cursor-background": p.foreground,
        "input-selection-background": p.cursor,
        "input-selection-foreground": p.on_cursor,
        "screen-selection-background": p.cursor,
        "screen-selection-foreground": p.on_cursor,
        "scrollbar": p.border,
        "scrollbar-hover": p.info,
        "scrollbar-active": p.info,
        "scrollbar-background": p.background,
        "scrollbar-background-hover": p.background,
        "scrollbar-background-active": p.background,
        "scrollbar-corner-color": p.background,
        "link-color": p.info,
        "link-color-hover": p.info,
        "link-background-hover": p.surface,
        "button-foreground": p.foreground,
        "button-color-foreground": p.on_cursor,
    }
    return ours | theirs


def themes() -> tuple["Theme", ...]:
    """The three themes, to be registered by the app before it takes one of them."""
    from textual.theme import Theme

    return tuple(
        Theme(
            name=name,
            primary=p.cursor,
            secondary=p.info,
            accent=p.info,
            warning=p.warning,
            error=p.urgent,
            success=p.good,
            foreground=p.foreground,
            background=p.background,
            surface=p.surface,
            panel=p.panel,
            boost=p.surface,
            dark=name != "hell",
            variables=variables(p),
        )
        for name, p in PALETTES.items()
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two hex colours after WCAG 2.1: 1.0 (none) to 21.0 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
