"""How a dialog names the person of an appointment: as the list does (D52, D57)."""

from backoffice.desk.views import Line
from backoffice.wording import dialogs as words


def called(line: Line, *, short: bool = False) -> str:
    """The name, short where the desk shows short ones; never one that is protected."""
    if line.protected:
        return words.PROTECTED
    return (line.short_name if short else line.name) or words.NAMELESS
