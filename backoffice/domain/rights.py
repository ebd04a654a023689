"""Who may do what where (D50). Checked where the change happens, never in a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from backoffice.domain.terms import Role


class Right(StrEnum):
    """What a command or a query needs."""

    SEE = "see"
    """The day and the records of a branch."""
    WORK = "work"
    """Arrivals, talks, outcomes, notes, walk-ins."""
    ASSIGN = "assign"
    """Hand the day to those who serve it."""
    BOOK = "book"
    """Book for any group of the branch: whoever has the customer books for the group that is responsible (D9)."""
    CALL_BACK = "call_back"
    """Promise calls and keep them. A ticket belongs to a team and never to a group: reaches as far as the branch."""
    LEAVE = "leave"
    """Say that somebody is not there from now on: oneself or any colleague of the branch (D36)."""
    IMPORT = "import"
    """Read the branch's booking files."""
    PLAN = "plan"
    """When the service points of a group are open."""
    OFFER = "offer"
    """Which concerns the branch offers, its groups, service points, teams and their leads."""
    ADMINISTER = "administer"
    """Branches, the catalogue, everything."""
    ANALYSE = "analyse"
    """Statistics, for the central units only."""


_MANAGER = frozenset({Right.SEE, Right.ASSIGN, Right.IMPORT})
_LEAD = _MANAGER | {Right.WORK, Right.BOOK, Right.CALL_BACK, Right.LEAVE, Right.PLAN}
_SITE = _LEAD | {Right.OFFER}
GRANTED: dict[Role, frozenset[Right]] = {
    Role.APPOINTMENT_MANAGER: _MANAGER,
    Role.GROUP_LEAD: _LEAD,
    Role.SITE_ADMIN: _SITE,
    Role.ADMIN: _SITE | {Right.ADMINISTER},
    Role.CASEWORKER: frozenset({Right.SEE, Right.WORK, Right.BOOK, Right.CALL_BACK, Right.LEAVE, Right.ASSIGN}),
    Role.ANALYST: frozenset({Right.ANALYSE}),
}
"""The first four nest strictly; the last two stand beside them."""

_OF_NO_GROUP = _MANAGER | {Right.BOOK, Right.CALL_BACK, Right.LEAVE}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with its scope: no branch means everywhere, no group means the whole branch."""

    role: Role
    branch_id: str | None = None
    group_id: str | None = None


def may(grants: Iterable[Grant], right: Right, branch_id: str | None = None, group_id: str | None = None) -> bool:
    """Whether the grants hold a right at a branch (None: for the whole house) and, where it matters, for a group.

    A grant for one group gives the work of that group only. What its role takes from Termin-Management reaches as far
    as the branch, since a booking file is never of one group, and so do callback tickets, which belong to teams.
    """
    for grant in grants:
        if right not in GRANTED[grant.role]:
            continue
        if grant.branch_id is not None and grant.branch_id != branch_id:
            continue
        if grant.group_id is not None and right not in _OF_NO_GROUP and grant.group_id != group_id:
            continue
        return True
    return False


def may_in_any_group(grants: Iterable[Grant], right: Right, branch_id: str) -> bool:
    """Whether the grants hold a right at a branch, if only for one of its groups."""
    return any(right in GRANTED[grant.role] and grant.branch_id in (None, branch_id) for grant in grants)


def may_grant(grants: Iterable[Grant], role: Role, branch_id: str | None) -> bool:
    """Whether somebody with these grants may give or take a role: administrators any, a site below their own rank."""
    held = list(grants)
    if may(held, Right.ADMINISTER):
        return True
    below = role in (Role.APPOINTMENT_MANAGER, Role.GROUP_LEAD, Role.CASEWORKER)
    return below and branch_id is not None and may(held, Right.OFFER, branch_id)
