"""The lines of a plan, and of those who are to be told, in words: where somebody goes, why, what they know (D33)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from backoffice.domain.clock import hhmm
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import Step
from backoffice.domain.terms import Channel, ToldBy
from backoffice.wording.plan_words import day_short
from backoffice.wording.rearranging import AGAINST, KIND, LOST, told
from backoffice.wording.states import CHANNEL_LONG

AT_ONCE, TO_ASK, NOTHING = "gilt sofort", "Vorschlag", "bleibt betroffen"
ASIDE = "macht Platz"
NOTHING_TO_PLAN = "Niemand braucht an diesem Tag einen anderen Platz."
ACCEPT = "Vorschlag {token}: backoffice plan accept --plan {token}{more} nimmt ihn an."
ALL_WAIT = "Allen Betroffenen dieses Tages ist schon etwas vorgeschlagen: Sie sind noch zu benachrichtigen."
CLOSED_SINCE = "▲ neuer Platz zu: x"
PAST = "▲ neue Zeit vorbei: x"
NEEDLESS = "▲ alte Zeit geht: x"


class Where(Protocol):
    """The names of a place."""

    @property
    def point(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def branch(self) -> str: ...


class StepLine(Protocol):
    """A step of a plan with the names of its places."""

    @property
    def step(self) -> Step: ...
    @property
    def to(self) -> Where: ...


class Plan(Protocol):
    """How many a plan is about."""

    @property
    def kept(self) -> int: ...
    @property
    def steps(self) -> Sequence[StepLine]: ...
    @property
    def asides(self) -> Sequence[object]: ...
    @property
    def waiting(self) -> int: ...
    @property
    def alone(self) -> int: ...


class Appointed(Protocol):
    """When an appointment is, and how."""

    @property
    def day(self) -> date: ...
    @property
    def start(self) -> int: ...
    @property
    def channel(self) -> Channel | None: ...


class Proposal(Protocol):
    """What is proposed for an appointment, and who knows of it."""

    @property
    def line(self) -> Appointed: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> int: ...
    @property
    def channel(self) -> Channel: ...
    @property
    def branch(self) -> str: ...
    @property
    def told_by(self) -> ToldBy | None: ...
    @property
    def told_at(self) -> datetime | None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def needless(self) -> bool: ...
    @property
    def past(self) -> bool: ...


# --- a plan ------------------------------------------------------------------------------------------------------


def summary(plan: Plan) -> str:
    """The line above a plan: how many keep their time, whom to tell, who has to be looked at one by one."""
    steps = plan.steps
    to_tell = sum(line.step.to is not None and not line.step.at_once for line in steps)
    nothing = sum(line.step.to is None for line in steps)
    parts = [f"{plan.kept} von {len(steps)} {'behält' if plan.kept == 1 else 'behalten'} die Zeit"] if steps else []
    parts += [f"{to_tell} zu benachrichtigen"] if to_tell else []
    parts += [f"▲ {nothing} ohne Vorschlag"] if nothing else []
    parts += [f"{len(plan.asides)} machen Platz" if len(plan.asides) > 1 else "1 macht Platz"] if plan.asides else []
    parts += [f"{plan.waiting} mit offenem Vorschlag (6)"] if plan.waiting else []
    parts += [f"▲ {plan.alone} einzeln zu klären"] if plan.alone else []
    return " · ".join(parts)


def nobody(plan: Plan) -> str:
    """Why there is no plan: nobody needs one, all wait for an answer, or the time of those who do is over."""
    if plan.alone:
        who = "Ein Termin lässt" if plan.alone == 1 else f"{plan.alone} Termine lassen"
        return f"{who} sich nicht umplanen (Zeit vorbei, oder unklar, ob jemand kommt): bitte einzeln klären."
    return ALL_WAIT if plan.waiting else NOTHING_TO_PLAN


def goes_to(line: StepLine) -> str:
    """Where it goes: `L1-2`, `L2-1 (Leistung 2)`, `14:00 L1-2`, `09:00 per Telefon`, `Di 24.11. 09:00 Nord`."""
    step, to = line.step, line.to
    at = "" if step.to is None else _at(step.to.day, step.to.start, step.was.day)
    match step.kind:
        case Kind.SAME_GROUP:
            return to.point
        case Kind.OTHER_GROUP:
            return f"{to.point} ({to.group})"
        case Kind.EXTRA:
            return f"{to.point} (zusätzlich)"
        case Kind.PHONE:
            return f"{at} {KIND['phone']}"
        case Kind.OTHER_BRANCH:
            return f"{at} {to.branch}"
        case Kind.NOTHING:
            return "—"
    return f"{at} {to.point}"


def why(line: StepLine) -> str:
    """What was lost, and what stood against something better."""
    step = line.step
    lost = f"{LOST[step.lost.value]}: {step.name}" if step.name else LOST[step.lost.value]
    return "; ".join([lost, *(f"{KIND[kind.value]}: {AGAINST[reason.value]}" for kind, reason in step.against)])


def applies(line: StepLine) -> str:
    """Whether a step applies, is proposed, or there is none."""
    return AT_ONCE if line.step.at_once else TO_ASK if line.step.to is not None else NOTHING


# --- who is to be told -------------------------------------------------------------------------------------------


def changed(one: Proposal) -> str:
    """Old → new: `09:00 → 14:00`, `Mo 23.11. 09:00 → Di 24.11. 10:00`, `09:00 → 09:00 per Telefon`."""
    was = one.line
    way = f" {CHANNEL_LONG[one.channel.value]}" if was.channel is not None and one.channel is not was.channel else ""
    old = _at(was.day, was.start, one.day)
    return f"{old} → {_at(one.day, one.start, was.day)}{way}{f', {one.branch}' if one.branch else ''}"


def how(one: Proposal) -> str:
    """How a proposal stands: what makes it pointless says more than who was told."""
    if one.needless:
        return NEEDLESS
    if one.past:
        return PAST
    return CLOSED_SINCE if one.closed else told(one.told_by)


def pressing(one: Proposal) -> bool:
    """Whether somebody has to do something about it."""
    return one.told_by is None or one.closed or one.needless or one.past


def _at(day: date, start: int, other: date) -> str:
    """`14:00`, on another day than the other one `Di 24.11. 14:00`."""
    return hhmm(start) if day == other else f"{day_short(day)} {hhmm(start)}"
