"""Eight desks with the same plan at the same moment: one accepts it, one moves the customer, none is seated twice."""

import pytest

from backoffice.desk.absences import EnterAbsence
from backoffice.desk.accepting_plan import AcceptPlan
from backoffice.desk.checking import check
from backoffice.desk.plan_parts import acceptance
from backoffice.desk.proposals import AgreeProposal, DeclineProposal
from backoffice.domain.states import Status
from backoffice.domain.terms import Role, ToldBy
from tests.hammer import crew, perform_together
from tests.office import MONDAY, Office
from tests.test_accepting_plan import kinds, planned, to_tell

DESKS = 8


@pytest.mark.parametrize("answer", [AgreeProposal, DeclineProposal])
def test_one_accepts_and_one_answers(office: Office, clock, answer) -> None:
    one = office.book(540, name="Arndt, Ida", place="L1-1")
    office.book(540, name="Brecht, Bo", place="L1-2")
    office.book(600, name="Celan, Cem", place="L1-1")
    ids = tuple(office.points[name] for name in ("L1-1", "L2-1", "L2-2"))
    away = {"branch_id": office.branch_id, "point_ids": ids, "first_day": MONDAY, "last_day": MONDAY}
    office.desk.perform(office.desk.new(EnterAbsence, **away))
    view, now = planned(office), clock.now()
    assert len(kinds(view)) == 2
    accepted = acceptance(view, "Abwesenheit")
    proposal = next(step.id for step in accepted["steps"] if step.appointment_id == one)
    desks = []
    for number in range(DESKS):
        desk = office.colleague(f"leitung{number}", f"Leitung {number}", Role.SITE_ADMIN)
        made = {"made_at": now, "desk_id": desk.login}
        commands = [
            AcceptPlan(**made, **accepted),
            answer(**made, proposal_id=proposal, told_by=ToldBy.PHONE),
        ]
        desks.append((desk.store.place.url.render_as_string(), desk.login, now, commands))
    told = crew(perform_together, desks)
    for number in (0, 1):
        answers = [(kind, code) for n, kind, code, _ in told if n == number]
        assert sum(kind == "Done" for kind, _ in answers) == 1, answers
        codes = {code for kind, code in answers if kind != "Done"}
        assert codes <= {"plan_stale", "proposal_over", "proposal_pointless", "changed_meanwhile"}, answers
    assert len(to_tell(office)) == (answer is DeclineProposal), "nothing, or the one that is proposed next"
    assert office.status(one) == (Status.MOVED if answer is AgreeProposal else Status.BOOKED)
    assert not office.desk.store.read(check)
