"""What a plan is accepted with: its steps, who makes room, and who steps in, as they were seen (D33)."""

from datetime import date
from itertools import pairwise
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from backoffice.desk.rearranging import ExtraPoint, PlanView, StepLine
from backoffice.desk.temporary_points import MOST_BREAKS
from backoffice.domain.ids import new_id
from backoffice.domain.openings import Span, joined
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import Step
from backoffice.domain.terms import Channel, Contingent


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mover(_Part):
    """Whom a part is about, as they were seen."""

    appointment_id: str
    version: int
    from_point: str | None
    """Where it lies; None: *ohne Platz*."""


class NewStep(Mover):
    """What becomes of one appointment: at once another service point, or a proposal to its customer."""

    id: str = Field(default_factory=new_id)
    """Of the proposal."""
    kind: Kind
    to_branch_id: str | None = None
    group_id: str
    point_id: str
    day: date
    start: int
    end: int
    """`[start, end)` minutes of the wall clock."""
    channel: Channel
    contingent: Contingent = Contingent.INTERNAL
    reserved: bool = False
    task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV nachtragen", where one of ours comes to lie on online time (D29)."""

    @classmethod
    def of(cls, line: StepLine) -> Self:
        """The step of a line that has somewhere to go."""
        return cls.made(line.step, line.booked.version, reserved=line.reserved)

    @classmethod
    def made(cls, step: Step, version: int, *, reserved: bool, **ids: str) -> Self:
        """What a step that has somewhere to go means for an appointment as it was seen."""
        assert step.to is not None  # noqa: S101  (a step without a place is none)
        return cls(
            **ids,
            appointment_id=step.id,
            version=version,
            from_point=step.was.point_id,
            kind=step.kind,
            to_branch_id=step.to.branch_id,
            group_id=step.to.group_id or "",
            point_id=step.to.point_id or "",
            day=step.to.day,
            start=step.to.start,
            end=step.to.end,
            channel=step.to.channel,
            contingent=step.contingent,
            reserved=reserved,
        )


class NewAside(Mover):
    """Who makes room: the same time on another service point of the group."""

    to_point: str


class NewExtra(_Part):
    """An extra service point that the plan opens for its day (D32)."""

    point_id: str
    group_id: str
    name: str
    start: int
    end: int
    breaks: tuple[Span, ...] = ()
    drawn: tuple[str, ...] = Field(default_factory=lambda: tuple(new_id() for _ in range(2 + MOST_BREAKS)))


def acceptance(view: PlanView, extra_reason: str) -> dict[str, Any]:
    """What a command is given that accepts a plan as it is seen. `extra_reason`: why points are opened."""
    return {
        "branch_id": view.branch.id,
        "day": view.day,
        "steps": tuple(NewStep.of(line) for line in view.steps if line.step.to is not None),
        "asides": tuple(
            NewAside(
                appointment_id=one.aside.id,
                version=one.booked.version,
                from_point=one.aside.from_point,
                to_point=one.aside.to_point,
            )
            for one in view.asides
        ),
        "extras": tuple(_extra(view, one) for one in view.opened),
        "extra_reason": extra_reason,
    }


def _extra(view: PlanView, one: ExtraPoint) -> NewExtra:
    """The point as it is opened: whoever only calls has no open time but for the calls: nobody is sent there."""
    spans: list[Span] = [(one.start, one.end)]
    if one.calls_only:
        calls = [line.step.to for line in view.steps if line.step.to is not None and line.step.to.point_id == one.id]
        spans = joined([(place.start, place.end) for place in calls])
        spans = [*spans[:MOST_BREAKS], (spans[MOST_BREAKS][0], spans[-1][1])] if spans[MOST_BREAKS:] else spans
    return NewExtra(
        point_id=one.id,
        group_id=one.group_id,
        name=one.name,
        start=spans[0][0],
        end=spans[-1][1],
        breaks=tuple((before[1], after[0]) for before, after in pairwise(spans)),
    )


def new_extra(group_id: str, name: str, start: int, end: int, *, calls_only: bool = False) -> ExtraPoint:
    """An extra point to plan with; its id is made here."""
    return ExtraPoint(new_id(), group_id, name, start, end, calls_only)
