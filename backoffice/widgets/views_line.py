"""The views of a screen in one line, and what the present one counts."""

from collections.abc import Sequence

from backoffice.widgets.line import Line, Piece, width_of

GAP = "  "


class ViewsLine(Line):
    """`‹Tag›  Vorschau  Öffnungen  Betroffene 3   12 gebucht · 20:40 h frei`."""

    _views: tuple[Piece, ...] = ()
    _counts: tuple[Piece, ...] = ()

    def show(self, views: Sequence[Piece], counts: Sequence[Piece]) -> None:
        """Show these; where they do not all fit, the last counts go first."""
        self._views, self._counts = tuple(views), tuple(counts)
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        found: list[Piece] = []
        for view in self._views:
            found += [(GAP if found else " ", "plain"), view]
        first = len(found)
        for count in self._counts:
            lead = (" · " if len(found) > first else GAP + " ", "muted")
            if width_of([*found, lead, count]) > width:
                break
            found += [lead, count]
        return found
