"""The smallest app that widgets can stand in: our themes, our colours, nothing else."""

from pathlib import Path

from textual.app import App

import backoffice
from backoffice import themes

TCSS = Path(backoffice.__file__).parent / "app.tcss"


class Host(App):
    """Shows the widgets it is given; `messages` are those the widgets sent, by kind."""

    CSS_PATH = TCSS
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets, theme="dunkel", screen=None):
        super().__init__()
        self.first = screen
        self.widgets = widgets
        self.wanted_theme = theme
        self.messages = []

    def on_mount(self):
        for theme in themes.themes():
            self.register_theme(theme)
        self.theme = self.wanted_theme

    def get_theme_variable_defaults(self):
        return themes.variables(themes.PALETTES[themes.DEFAULT])

    def get_default_screen(self):
        return self.first or super().get_default_screen()

    def compose(self):
        yield from self.widgets

    def sent(self, kind):
        """The messages of one kind, oldest first."""
        seen = {id(m): m for m in self.messages if isinstance(m, kind)}
        return list(seen.values())

    def testing(self, size=(80, 24)):
        """As `run_test`, with every message kept."""
        return self.run_test(size=size, message_hook=self.messages.append)
