"""What Heute, its pane, the Morgenlage and the open record show of who interprets (D46, D48)."""

import backoffice.domain.language_hints  # noqa: F401 - as after the start: then remarks are read for hints
from backoffice.desk.interpreting_views import OrderFor
from backoffice.desk.morning import Matter, morning
from backoffice.desk.orders import DeclineInterpreter, InterpreterFailed
from backoffice.desk.record import RecordOf
from backoffice.desk.views import Counts, Day, OrderMark
from backoffice.domain.clock import instant_of
from backoffice.domain.states import Status
from backoffice.domain.terms import InterpretingKind, OrderStatus, Origin
from backoffice.screens.columns import DAY
from backoffice.screens.lines import LineWriter, interpreting
from backoffice.screens.record_interpreting import interpreting_of
from backoffice.widgets.columns import ink_of, text_of
from backoffice.widgets.display import cell_len
from backoffice.wording import interpreting as words
from backoffice.wording import screens, views
from tests.dialog_desk import MONDAY, NOW, a_line
from tests.office import Office
from tests.ordering import TIGRINYA, hotline, of, order, person

S = OrderStatus
STAND_WIDTH = DAY[-1].width


def mark(status: OrderStatus, kind: InterpretingKind | None = None, language: str = TIGRINYA) -> OrderMark:
    return OrderMark(status, language, kind)


def stand(line, drafts=()) -> tuple[str, str]:
    cell = LineWriter(NOW, short_names=False, drafts=drafts).cells(line)[-1]
    return text_of(cell), ink_of(cell)


def test_a_row_says_what_is_open_and_it_fits_eighty_columns():
    booked = a_line(start=600, order=mark(S.NEEDED))
    assert stand(booked) == ("▲ Sprachmittlung fehlt", "warning")
    failed = a_line(start=600, order=mark(S.FAILED, InterpretingKind.PHONE))
    assert stand(failed) == ("▲ Sprachm. ausgefallen", "warning")
    here = a_line(status=Status.ARRIVED, arrived_at=instant_of(MONDAY, 9 * 60), order=mark(S.NEEDED))
    assert stand(here) == ("● da, 12 min ▲ Sprache", "warning")
    nowhere = a_line(start=600, place=None, origin=Origin.IMPORTED, order=mark(S.NEEDED))
    assert stand(nowhere) == ("▲ ohne Platz ▲ Sprache", "warning")
    assert all(cell_len(stand(line)[0]) <= STAND_WIDTH for line in (booked, failed, here, nowhere))


def test_what_is_under_way_is_quiet_and_what_is_over_is_over():
    for status in (S.REQUESTED, S.CONFIRMED):
        assert stand(a_line(start=600, order=mark(status, InterpretingKind.ON_SITE))) == ("○ gebucht", "plain")
    assert stand(a_line(status=Status.DONE, order=mark(S.FAILED)))[0] == "√ erledigt"
    assert stand(a_line(start=600, order=mark(S.NEEDED)), drafts={"a1"})[0] == "Entwurf · gebucht"


def test_the_pane_has_the_whole_line_and_the_filter_finds_it():
    writer = LineWriter(NOW, short_names=False)
    line = a_line(order=mark(S.REQUESTED, InterpretingKind.ON_SITE))
    pairs = {pair.label: pair.value for pair in writer.details(line)[1]}
    assert pairs[screens.PAIR_LANGUAGE] == "Tigrinya, vor Ort, angefragt"
    assert "Tigrinya, vor Ort, angefragt" in writer.brief(line)
    assert "tigrinya" in writer.search(line)
    assert "angefragt" in writer.search(line)


def test_a_remark_is_a_quiet_hint_until_somebody_asks():
    assert interpreting(a_line(remark="spricht nur Arabisch")) == "Hinweis: Arabisch? (d)"
    assert interpreting(a_line(remark="bitte Dolmetscher")) == "Hinweis: Sprachmittlung? (d)"
    assert interpreting(a_line(remark="gelber Zettel liegt vor")) == ""
    assert interpreting(a_line(remark="spricht nur Arabisch", status=Status.DONE)) == ""
    # Once there is an order, that is what counts.
    ordered = a_line(remark="spricht nur Arabisch", order=mark(S.CONFIRMED, InterpretingKind.VIDEO, "ara"))
    assert interpreting(ordered) == "Arabisch, Video, bestätigt"
    assert stand(a_line(start=600, remark="spricht nur Arabisch")) == ("○ gebucht", "plain")


def test_the_morning_names_who_nobody_interprets_for(office: Office):
    lines = (
        a_line("a", order=mark(S.NEEDED)),
        a_line("b", order=mark(S.FAILED)),
        a_line("c", order=mark(S.REQUESTED), remark="Dolmetscher"),
        a_line("d", remark="bitte Dolmetscher"),
        a_line("e"),
        a_line("f", order=mark(S.NEEDED), status=Status.CANCELLED_BY_OFFICE),
    )
    branch = office.desk.read(RecordOf(office.book(540), office.desk.clock.now())).branch
    found = morning(Day(branch, MONDAY, lines, None, Counts(0, 0, 0, 0, 0, 0)))
    assert [line.id for line in found.of(Matter.LANGUAGE)] == ["a", "b", "d"]
    assert views.morning_matter("language", ["09:00 Arndt"]) == "1 Sprachmittlung zu klären (d): 09:00 Arndt"


def test_the_record_shows_the_order_with_who_said_no(office: Office):
    one, who = office.book(600), person(office, cost_note="nach JVEG", contact="030 23125-910")
    desk = office.desk

    def shown() -> dict[str, str]:
        record = desk.read(RecordOf(one, desk.clock.now()))
        found = desk.read(OrderFor(one, desk.clock.now()))
        return {
            pair.label: pair.value for pair in interpreting_of(record.line, found, desk.clock.now()) if pair.value
        }

    assert shown() == {}
    order(office, one, who)
    desk.perform(desk.new(DeclineInterpreter, order_id=of(office, one).id, reason="krank"))
    assert "Yohannes Beispiel" in " ".join(shown().values())
    assert "krank" in " ".join(shown().values())
    order(office, one, hotline(office, cost_note="je Minute"), dialect="aus Keren", kind=InterpretingKind.PHONE)
    facts = " | ".join(shown().values())
    for fact in ("Tigrinya", "aus Keren", "Telefon", "Hotline", "030 23125-999", "je Minute", "bestätigt"):
        assert fact in facts, facts
    # Of what failed on an earlier day, and of a talk that is over, the record still knows.
    desk.perform(desk.new(InterpreterFailed, order_id=of(office, one).id, reason="Leitung tot"))
    assert "Leitung tot" in " ".join(shown().values())


def test_a_signed_language_stands_with_its_ground(office: Office):
    one = office.book(600)
    order(office, one, language="gsg")
    desk = office.desk
    record = desk.read(RecordOf(one, desk.clock.now()))
    found = desk.read(OrderFor(one, desk.clock.now()))
    assert "§ 17 Abs. 2 SGB I" in interpreting_of(record.line, found, desk.clock.now())[-1].value


def test_the_words_for_a_row_name_every_open_state():
    assert set(words.NOBODY) == {"needed", "failed"}
    assert words.nobody_interprets(words.BOOKED, "needed") == words.NOBODY["needed"]
