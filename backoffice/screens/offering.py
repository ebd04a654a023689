"""What the palette and F6 offer on every screen: themes, names, branches, parked forms."""

from typing import Generic

from backoffice import config
from backoffice.desk.views import BranchView
from backoffice.domain.text import search_key
from backoffice.guide import Entry
from backoffice.screens.changing import R
from backoffice.screens.drafts import Drafts
from backoffice.screens.leaving import Leaving
from backoffice.screens.shared import Shared
from backoffice.wording import away_screen, interpreters_list, rules_list
from backoffice.wording import screens as words
from backoffice.wording.labels import THEME


class Offering(Leaving[R], Generic[R]):
    """What only the palette has, and what is parked."""

    settings: config.Settings

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch."""
        raise NotImplementedError

    def palette_entries(self) -> tuple[Entry, ...]:
        """Themes, short or full names, and the other branches this person may see."""
        shared = Shared.of(self.app)
        here = shared.branch.id if shared.branch else ""
        return tuple(
            entry(id_, title, said)
            for id_, title, said in (
                *(
                    (f"theme:{name}", words.THEME.format(name=title), words.THEME_HELP)
                    for name, title in THEME.items()
                ),
                *((f"names:{kind}", title, words.NAMES_HELP) for kind, title in words.NAMES.items()),
                ("away:leave", away_screen.LEAVE_TITLE, away_screen.LEAVE_HELP),
                ("away:back", away_screen.BACK_TITLE, away_screen.BACK_HELP),
                ("list:rules", rules_list.TITLE, rules_list.HELP),
                ("list:interpreters", interpreters_list.TITLE, interpreters_list.HELP),
                *((f"branch:{b.code}", b.name, words.BRANCH_HELP) for b in shared.branches if b.id != here),
            )
        )

    def run_entry(self, entry: str) -> None:
        """Do what an entry of `palette_entries` says."""
        kind, _, value = entry.partition(":")
        if kind == "theme":
            self.settings = config.remember(theme=value)
            self.app.theme = value
            self.records.refresh_cells()
        elif kind == "names":
            self.settings = config.remember(names=value)
            self.load()
        elif entry == "away:leave":
            self.say_leaving()
        elif entry == "away:back":
            self.say_back()
        elif entry == "list:interpreters":
            from backoffice.screens.interpreters_list import InterpretersDialog

            self.app.push_screen(InterpretersDialog(self.desk, self.desk.clock))
        elif kind == "list":
            from backoffice.screens.rules_list import RulesDialog

            self.app.push_screen(RulesDialog(self.desk, self.desk.clock))
        elif kind == "branch":
            self.say("")  # what was said last was of the branch that is left
            self.go_to_branch(next(b for b in Shared.of(self.app).branches if b.code == value))

    def open_drafts(self) -> None:
        """F6: bring a parked form back; with several, choose which."""
        drafts = Drafts.of(self.app)
        if not drafts.parked:
            self.say(words.NO_DRAFTS)
        elif len(drafts.parked) == 1:
            drafts.reopen(drafts.parked[0].key)
        else:
            from backoffice.screens.drafts_list import DraftsDialog

            self.app.push_screen(DraftsDialog(drafts), lambda key: drafts.reopen(key) if key else None)


def entry(id_: str, title: str, said: str) -> Entry:
    """An entry that has no key."""
    return Entry(id_, title, said, "", search_key(title, said, id_))
