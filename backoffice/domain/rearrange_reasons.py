"""Why an appointment got no better step: for each better kind what stood against it (D33)."""

from collections.abc import Sequence

from backoffice.domain.rearrange_ground import Ground, may_call
from backoffice.domain.rearrange_kinds import KEEPING_TIME, Kind
from backoffice.domain.rearrange_values import Against, Promised, Stays
from backoffice.domain.seating import Sitter
from backoffice.domain.terms import Channel

_ORDER = tuple(Kind)


def reasons(ground: Ground, one: Sitter, kind: Kind) -> tuple[tuple[Kind, Against], ...]:
    """What stood against each kind that is better than the one that was found, the best first."""
    better = _ORDER[: _ORDER.index(kind)]
    return tuple((other, _against(ground, one, other)) for other in better)


def _against(ground: Ground, one: Sitter, kind: Kind) -> Against:
    appointment = ground.appointments[one.number]
    if kind in appointment.without:
        return Against.NOT_WANTED
    if kind in KEEPING_TIME and one.ranks[KEEPING_TIME.index(kind)]:
        return Against.FULL
    match kind:
        case Kind.SAME_GROUP:
            return _closed(ground, one, [ground.own_group(appointment)])
        case Kind.OTHER_GROUP:
            home = ground.own_group(appointment)
            return _closed(ground, one, [group for group in appointment.group_ids if group != home])
        case Kind.EXTRA:
            return Against.NOBODY
        case Kind.PHONE:
            return _no_call(appointment)
    return _no_other_time(ground, appointment, kind)


def _closed(ground: Ground, one: Sitter, groups: Sequence[str | None]) -> Against:
    """Why no service point of these groups is open for an appointment at its time."""
    if not any(groups):
        return Against.NO_GROUP
    appointment, found = ground.appointments[one.number], Against.CLOSED
    kept_for_others = not (appointment.reserved or appointment.emergency)
    for point in (point for group in groups for point in ground.of_group.get(group or "", ())):
        spot = ground.spots[point]
        if not one.ticks & ~spot.open:
            if kept_for_others and any(one.ticks & ticks for (_, late), ticks in spot.sorts.items() if late):
                found = Against.RESERVED
            else:
                return Against.CONTINGENT
    return found


def _no_call(one: Promised) -> Against:
    if one.channel is Channel.PHONE:
        return Against.BY_PHONE
    if may_call(one):
        return Against.NOBODY
    if one.stays is Stays.HERE:
        return Against.HERE
    if one.interpreted:
        return Against.INTERPRETER
    return Against.ORIGINALS if one.originals else Against.NO_NUMBER


def _no_other_time(ground: Ground, one: Promised, kind: Kind) -> Against:
    situation = ground.situation
    if kind is Kind.OTHER_BRANCH:
        offering = [branch for branch in situation.branches if branch.offers.get(one.concern or "")]
        if not offering:
            return Against.NOT_OFFERED
        able = not one.interpreted or any(branch.interpreters is not None for branch in offering)
        return Against.FULL if able else Against.INTERPRETER
    if not ground.groups(one):
        return Against.NO_GROUP
    return Against.INTERPRETER if one.interpreted and situation.interpreters is None else Against.FULL
