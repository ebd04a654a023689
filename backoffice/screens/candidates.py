"""The branches of the house in the order in which they may be responsible, each with its reason (D43)."""

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.desk.asking_prefill import Whose
from backoffice.desk.responsibility_views import Found
from backoffice.desk.views import BranchView
from backoffice.wording import takeover_asking as words
from backoffice.wording.responsibility import STREET_UNKNOWN


@dataclass(frozen=True, slots=True)
class Named:
    """A branch, and why it may be the one."""

    branch: BranchView
    why: str = ""
    """For the screen: the rule's own words."""
    reason: str = ""
    """What may be kept of it and told to that branch: without where the person lives (D43)."""
    team_id: str | None = None
    held: bool = False
    """Something that is known speaks for it: else it is only not ruled out."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """All other branches, whom the rules name first; `remark` is what else they say."""

    named: tuple[Named, ...]
    remark: str = ""
    ours: bool = False
    """The rules name the branch itself first."""

    @property
    def first(self) -> Named | None:
        """The one to begin with; None: nothing speaks for anybody yet, or the branch itself is responsible."""
        return None if self.ours else next((one for one in self.named if one.held), None)


def ranked(whose: Whose, found: Found, *, typed: bool) -> Ranked:
    """Whom the rules name now. What was typed about the person goes before what the booking file said."""
    by_rule = [
        Named(
            one.branch,
            words.why(one.candidate),
            words.kept_reason(one.candidate),
            one.candidate.team_id,
            held=bool(one.candidate.held) or not one.candidate.missing,
        )
        for one in found.candidates
    ]
    by_rule.sort(key=lambda one: not one.held)  # "unter 25" may be about anybody until an age is known
    named = [*by_rule, *_hinted(whose)] if typed else [*_hinted(whose), *by_rule]
    remark = "" if found.street_known else STREET_UNKNOWN
    ours = bool(named) and named[0].held and named[0].branch.id == whose.own.id
    if ours:
        remark = words.ours(named[0].why)
    kept: dict[str, Named] = {}
    for one in (*named, *map(Named, whose.others)):
        kept.setdefault(one.branch.id, one)
    kept.pop(whose.own.id, None)
    return Ranked(tuple(kept.values()), remark, ours)


def _hinted(whose: Whose) -> Sequence[Named]:
    if whose.hint is None:
        return ()
    branch_id, reason = whose.hint
    return tuple(
        Named(branch, words.hinted(reason), words.hinted(""), held=True)
        for branch in (*whose.others, whose.own)
        if branch.id == branch_id
    )
