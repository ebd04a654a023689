"""Whose rows a list shows: its branch changes together with them, on all screens."""

from typing import Generic

from backoffice import config
from backoffice.desk.views import BranchView
from backoffice.screens.changing import R
from backoffice.screens.counting import Counting
from backoffice.screens.shared import Shared


class OfBranch(Counting[R], Generic[R]):
    """A list of one branch's rows."""

    shown_branch: BranchView
    """The branch whose rows stand on the list."""
    _asked_branch: BranchView | None = None

    # Heading, counts and what all screens share change together with the rows: where they cannot be read, all stays.

    @property
    def wanted_branch(self) -> BranchView:
        """The branch whose rows are to be read: one that was asked for here, else the one that all screens show."""
        asked = self._asked_branch if self.app.screen_stack[0] is self else None
        return asked or Shared.of(self.app).branch or self.shown_branch

    def ask_for_branch(self, branch: BranchView) -> None:
        """The next reading is of this branch."""
        self._asked_branch = branch

    def branch_read(self, branch: BranchView) -> bool:
        """Rows of this branch have arrived: from now on it is the one that is shown. False: no longer wanted."""
        if branch.id != self.wanted_branch.id:
            return False
        shared = Shared.of(self.app)
        if self._asked_branch is not None:
            shared.branch, self._asked_branch = branch, None
            self.settings = config.remember(branch=branch.code)
            self.recount()
        self.shown_branch = branch
        return True
