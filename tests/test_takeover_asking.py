"""What z works with, on the ground floor: the likely time, the order of the branches, what is said of a request."""

import re
from datetime import timedelta

from backoffice.desk.asking_prefill import Whose
from backoffice.desk.responsibility_views import Found, FoundBranch
from backoffice.desk.views import BranchView
from backoffice.domain.clock import instant_of
from backoffice.domain.responsibility import Candidate, Sureness
from backoffice.domain.rules import Asked, Condition, Rule
from backoffice.domain.takeovers import Stand, likely_time
from backoffice.screens.candidates import Named, Ranked, ranked
from backoffice.screens.responsible import ResponsibleDialog
from backoffice.widgets.choice_list import Choice
from backoffice.wording import takeover_asking as words
from tests.dialog_desk import at_desk
from tests.frames import assert_frame, frame
from tests.office import MONDAY


def test_the_time_over_there_is_as_booked_while_that_lies_ahead() -> None:
    now = instant_of(MONDAY, 552)
    assert likely_time(MONDAY, 600, now) == (MONDAY, 600)
    assert likely_time(MONDAY, 540, now) == (MONDAY, 555)
    assert likely_time(MONDAY, 555, instant_of(MONDAY, 555)) == (MONDAY, 560)
    assert likely_time(MONDAY + timedelta(days=1), 540, now) == (MONDAY + timedelta(days=1), 540)
    assert likely_time(MONDAY, 540, instant_of(MONDAY, 1438)) == (MONDAY + timedelta(days=1), 0)


def branch(code: str) -> BranchView:
    return BranchView(code, code, f"Geschäftsstelle {code.title()}", "", f"030 {len(code)}")


MITTE, NORD, SUED = branch("MITTE"), branch("NORD"), branch("SUED")


def found(*candidates: Candidate, street_known: bool = True) -> Found:
    by_id = {one.id: one for one in (MITTE, NORD, SUED)}
    named = tuple(FoundBranch(one, by_id[one.branch_id], None) for one in candidates)
    return Found(named, len(candidates), street_known)


def candidate(of: BranchView, sureness: Sureness, held: str = "", missing: str = "", **named: object) -> Candidate:
    rule = Rule("r", 1, 1, of.id, **named)  # type: ignore[arg-type]
    return Candidate(rule, sureness, tuple(map(Condition, held.split())), tuple(map(Condition, missing.split())))


STREET = candidate(NORD, Sureness.SURE, "postcode street", postcode="00112", street="Beispielstraße", note="Bezirk 3")
YOUNG = candidate(SUED, Sureness.POSSIBLE, "", "age", under_age=25)
OURS = candidate(MITTE, Sureness.LIKELY, "postcode", postcode="00113")


def whose(*candidates: Candidate, hint: tuple[str, str] | None = None) -> Whose:
    return Whose(MITTE, (NORD, SUED), hint, Asked(), found(*candidates))


def order(ranks: Ranked) -> list[str]:
    return [one.branch.code for one in ranks.named]


def test_the_branch_that_something_speaks_for_stands_on_top_and_is_the_one_to_begin_with() -> None:
    ranks = ranked(whose(), found(YOUNG, STREET), typed=True)
    assert (order(ranks), ranks.first and ranks.first.branch) == (["NORD", "SUED"], NORD)
    assert ranks.named[0].why == "sicher: PLZ 00112, Beispielstraße (Bezirk 3)"
    assert ranks.named[1].why == "möglich: unter 25 Jahren; fehlt: Alter"


def test_what_is_only_not_ruled_out_is_nobodys_choice() -> None:
    ranks = ranked(whose(YOUNG), found(YOUNG), typed=False)
    assert (order(ranks), ranks.first) == (["SUED", "NORD"], None)
    assert ranked(whose(), found(), typed=False) == Ranked((Named(NORD), Named(SUED)))


def test_the_hint_goes_first_until_an_address_is_typed() -> None:
    of = whose(hint=("SUED", "00118"))
    ranks = ranked(of, found(STREET), typed=False)
    assert (order(ranks), ranks.named[0].why) == (["SUED", "NORD"], "nach der Buchungsliste: 00118")
    assert order(ranked(of, found(STREET), typed=True)) == ["NORD", "SUED"]
    gone = whose(hint=("WEG", ""))
    assert order(ranked(gone, found(), typed=False)) == ["NORD", "SUED"]


def test_where_the_rules_name_us_nobody_else_is_chosen_and_that_is_said() -> None:
    ranks = ranked(whose(), found(OURS, STREET), typed=True)
    assert (order(ranks), ranks.first, ranks.ours) == (["NORD", "SUED"], None, True)
    assert ranks.remark == "Nach den Regeln sind wir selbst zuständig (wahrscheinlich: PLZ 00113)."
    assert "Schreibweise" in ranked(whose(), found(street_known=False), typed=True).remark


def test_no_reason_that_is_kept_says_where_somebody_lives() -> None:
    hinted = ranked(whose(hint=("NORD", "00112, Beispielstraße")), found(STREET, YOUNG), typed=False)
    typed = ranked(whose(), found(STREET, YOUNG), typed=True)
    assert typed.named[0].reason == "nach den Regeln zuständig (PLZ, Straße): Bezirk 3"
    for one in (*hinted.named, *typed.named):
        assert not re.search(r"\d{5}|Beispiel", one.reason)


def test_what_became_of_a_request_in_a_line() -> None:
    today, until = MONDAY, words.answer_until(instant_of(MONDAY, 555), MONDAY)
    call, time = words.promised_call("R-7K-Q2M"), words.promised_time(MONDAY, 600, "in_person", today)
    said = {
        "an Nord: wartet auf Antwort bis 09:15": words.request(Stand.WAITING, "Nord", until),
        "an Nord: ohne Antwort abgelaufen (bis 09:15)": words.request(Stand.LAPSED, "Nord", until),
        "an Nord: abgelehnt (EZ-N1; Wir sind voll)": words.request(
            Stand.DECLINED, "Nord", until, by="EZ-N1", answer="Wir sind voll"
        ),
        "an Nord: Rückruf R-7K-Q2M (zugesagt von EZ-N1)": words.request(
            Stand.DECLINED, "Nord", until, promise=call, by="EZ-N1"
        ),
        "von Mitte: übernommen: Termin heute 10:00 persönlich": words.request(
            Stand.ACCEPTED, "Mitte", until, incoming=True, promise=time
        ),
    }
    assert list(said) == list(said.values())
    assert words.answer_until(instant_of(MONDAY - timedelta(days=3), 555), today) == "bis 20.11. 09:15"
    assert words.called("Geschäftsstelle Nord", "") == "Geschäftsstelle Nord · Eingangszone keine Nummer eingetragen"


async def test_the_dialog_at_80x24() -> None:
    async with at_desk() as desk:
        actions = (
            Choice("agree", words.AGREED, words.HINT_AGREED),
            Choice("ask", words.ASK_HERE, words.HINT_ASK),
        )
        of = whose(STREET, YOUNG)
        dialog = await desk.show(
            ResponsibleDialog("Zuständigkeit · 09:00 Schmidt, Peter", of, actions, lambda _: of.found)
        )
        assert_frame(desk.app, "responsible_80x24")
        await desk.press("tab", "2")
        assert (dialog.named and dialog.named.branch, desk.focused) == (SUED, "action")
        await desk.press("slash")
        assert desk.focused == "postcode"
        dialog.show_found(found(OURS), typed=True)
        await desk.pilot.pause()
        assert (dialog.named and dialog.named.branch, "wir selbst zuständig" in frame(desk.app)) == (SUED, True)
        dialog.take_text("Beispielweg 12, 00112 Musterstadt")
        assert desk.field("street").text == "Beispielweg 12, 00112 Musterstadt"
        await desk.press("enter", "enter", "1")
        chosen = desk.result
        assert (chosen.action, chosen.named.branch, chosen.named.why) == ("agree", SUED, "")
