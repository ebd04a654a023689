"""Who can interpret an appointment, as `d` offers it, and what it becomes: without a screen."""

from datetime import date, timedelta
from typing import Any

from backoffice.desk.interpreting_prefill import InterpretingFor, InterpretingOffers
from backoffice.desk.orders import ConfirmInterpreter
from backoffice.domain.clock import wall
from backoffice.domain.terms import Channel, OrderStatus
from backoffice.screens.interpreting_ask_offers import (
    COMPANION,
    NOT_NEEDED,
    NOTED,
    WAYS,
    AskedFor,
    Option,
    Sort,
    options,
)
from backoffice.screens.interpreting_ask_said import said_of
from backoffice.wording import interpreting_ask as words
from backoffice.wording.done import done as said
from backoffice.wording.interpreting import mark
from tests import ordering
from tests.office import MONDAY, Office
from tests.ordering import ON_SITE, PHONE, TIGRINYA, hotline, of, order

DAY = 1440


def person(office: Office, name: str = "Yohannes Beispiel", **more: Any) -> str:
    return ordering.person(office, name, **more)


def asked(office: Office, appointment_id: str, **more: Any) -> InterpretingOffers:
    return office.desk.read(InterpretingFor(appointment_id, office.desk.clock.now(), **more))


def offered(found: InterpretingOffers) -> tuple[Option, ...]:
    return options(found, MONDAY)


def labels(found: InterpretingOffers) -> list[str]:
    return [option.label for option in offered(found)]


def head(office: Office, found: InterpretingOffers, remark: str = "") -> Any:
    return said_of(found, found.language if found.known else None, remark, wall(office.desk.clock.now()))


# --- what is offered -----------------------------------------------------------------------------------------------


def test_a_line_is_there_at_once_and_new_times_are_for_who_comes_into_the_room(office: Office) -> None:
    late = office.book(500)  # at 8:20, and it is 8:30
    hotline(office, cost_note="je Minute", contact="leitstelle@example.org")
    person(office, notice_minutes=2 * DAY)
    found = asked(office, late, language=TIGRINYA)
    assert labels(found)[:2] == [
        "jetzt · Telefon · Hotline",
        "Mi 25.11. 08:30–09:00 · Leistung 1 · vor Ort · Yohannes Beispiel",
    ]
    assert {option.sort for option in offered(found)[1:]} == {Sort.NEW}
    assert {option.who.kind for option in offered(found)[1:] if option.who} == {ON_SITE}
    first = offered(found)[0]
    assert (first.day, first.start, first.end, first.dialled) == (MONDAY, 510, 540, "030 23125-999")
    assert first.reach() == "Wählen: 030 23125-999 · Kosten: je Minute"
    assert first.as_choice().hint == "030 23125-999"
    # Only the phone wanted: then new times are for that, too.
    by_phone = asked(office, late, language=TIGRINYA, kinds=WAYS["phone"])
    assert [option.who.kind for option in offered(by_phone) if option.who] == [PHONE] * len(offered(by_phone))
    assert len(offered(by_phone)) > 3


def test_new_times_are_offered_where_there_is_no_other_way(office: Office) -> None:
    one = office.book(600)
    hotline(office)
    found = asked(office, one, language=TIGRINYA)
    assert labels(found)[0] == "zum Termin 10:00 · Telefon · Hotline"
    assert [option.sort for option in offered(found)[1:3]] == [Sort.NEW, Sort.NEW]


def test_a_page_has_some_of_each_sort_and_nothing_is_lost(office: Office) -> None:
    late = office.book(500)
    office.desk.perform(_arrive(office, late))
    for n in range(6):
        hotline(office, f"Hotline {n}")
    person(office, notice_minutes=2 * DAY)
    found = asked(office, late, language=TIGRINYA)
    first = offered(found)[:9]
    assert [option.sort for option in first].count(Sort.NOW) == 3
    assert [option.sort for option in first].count(Sort.NEW) == 6
    assert len(offered(found)) == len(found.at_once) + len(found.then) + len(found.times)
    assert len({option.id for option in offered(found)}) == len(offered(found))


def _arrive(office: Office, appointment_id: str) -> Any:
    from backoffice.desk.arrivals import Arrive

    return office.desk.new(Arrive, appointment_id=appointment_id)


def test_who_is_ordered_already_is_not_offered_again_for_the_same_time(office: Office) -> None:
    one, who = office.book(600), person(office)
    order(office, one, who)
    found = asked(office, one)
    assert not [option for option in offered(found) if option.sort is Sort.THEN]
    assert head(office, found).order == (
        "Bestellt: Tigrinya, vor Ort, angefragt (Yohannes Beispiel). Was Sie jetzt wählen, löst das ab."
    )
    # In another language it would be another order.
    assert not [option for option in offered(asked(office, one, language="amh")) if option.sort is Sort.THEN]


# --- what stands above it ------------------------------------------------------------------------------------------


def test_one_sentence_says_what_can_be_had_when(office: Office) -> None:
    one = office.book(600)
    hotline(office)
    person(office, notice_minutes=2 * DAY)
    order(office, one)
    found = asked(office, one)
    assert found.known
    above = head(office, found)
    assert above.head == "Tigrinya · 20 min, mit Sprachmittlung 30 vorgeschlagen"
    assert above.ways == "Tigrinya: vor Ort ab Mi 25.11. 08:30 · Telefon jetzt"
    assert above.order == "Vorgemerkt: Tigrinya, gesucht."
    assert above.legal == ""


def test_nobody_at_all_is_a_sentence_with_a_remedy(office: Office) -> None:
    found = asked(office, office.book(600), language="som")
    assert offered(found) == ()
    above = said_of(found, "som", "", wall(office.desk.clock.now()))
    assert above.ways == ""
    assert "Für Somali ist hier niemand eingetragen" in above.ways_of_all
    text = words.nobody(above.ways_of_all, narrowed=False)
    assert text.startswith("Niemand ist frei.")
    assert text.endswith("→ sucht eine Woche später, i merkt nur vor.")
    assert "s nimmt alle Wege dazu" in words.nobody("", narrowed=True)


def test_a_signed_language_says_on_what_ground_and_is_never_heard(office: Office) -> None:
    ordering.add(
        office,
        "Wiebke Beispiel",
        provider=ordering.Provider.PERSON,
        languages={"gsg": ""},
        by_phone=True,
        on_site=True,
    )
    found = asked(office, office.book(600), language="gsg")
    assert "§ 17 Abs. 2 SGB I" in said_of(found, "gsg", "", wall(office.desk.clock.now())).legal
    assert {option.who.kind for option in offered(found) if option.who} == {ordering.SIGN}


def test_a_remark_is_a_hint_until_a_person_confirms_it(office: Office) -> None:
    found = asked(office, office.book(600, remark="spricht nur Arabisch"))
    assert (found.language, found.known, found.hint and found.hint.code) == ("ara", False, "ara")
    above = head(office, found, "spricht nur Arabisch")
    assert (above.head, above.ways) == ("", "")
    assert above.remark == "In der Bemerkung steht: „spricht nur Arabisch“"
    assert words.hinted("ara") == "laut Hinweis: Arabisch?"


def test_who_said_no_is_named_and_not_offered(office: Office) -> None:
    from backoffice.desk.orders import DeclineInterpreter

    one, who = office.book(600), person(office)
    person(office, "Almaz Beispiel")
    order(office, one, who)
    office.desk.perform(office.desk.new(DeclineInterpreter, order_id=of(office, one).id))
    found = asked(office, one)
    assert labels(found)[0] == "zum Termin 10:00 · vor Ort · Almaz Beispiel"
    assert "Yohannes" not in " ".join(labels(found))
    assert head(office, found).order == "Vorgemerkt: Tigrinya, gesucht. Abgesagt hat: Yohannes Beispiel."


# --- what it becomes -----------------------------------------------------------------------------------------------


def test_what_is_chosen_becomes_an_order_or_a_move(office: Office) -> None:
    one = office.book(600, channel=Channel.PHONE, phone="+493023125115")
    hotline(office)
    who = person(office, notice_minutes=2 * DAY)
    found = asked(office, one, language=TIGRINYA)
    then, new = offered(found)[0], next(option for option in offered(found) if option.sort is Sort.NEW)
    there = AskedFor(found, then, TIGRINYA, "aus Asmara")
    assert there.booking is None
    assert (there.order.kind, there.order.dialect, there.order.adult) == (PHONE, "aus Asmara", False)
    moved = AskedFor(found, new, TIGRINYA).booking
    assert moved is not None
    assert (moved.day, moved.start, moved.minutes, moved.channel) == (date(2026, 11, 25), 510, 30, Channel.PHONE)
    assert moved.order is not None
    assert (moved.order.interpreter_id, moved.order.kind) == (who, ON_SITE)
    companion = AskedFor(found, COMPANION, TIGRINYA).order
    assert (companion.kind, companion.adult, companion.interpreter_id) == (ordering.COMPANION, True, None)
    assert AskedFor(found, NOTED, TIGRINYA).order.only_noted
    assert NOT_NEEDED.reach() == NOT_NEEDED.dialled == ""


def test_replacing_somebody_says_that_they_do_not_know_it_yet(office: Office) -> None:
    one, who = office.book(600), person(office)
    other = person(office, "Almaz Beispiel")
    order(office, one, who)
    answer = order(office, one, other)
    assert answer.values["to_tell"] is True
    assert "bitte absagen" in said(answer.code, answer.values)
    line = hotline(office)
    assert order(office, one, line, PHONE).values["to_tell"] is True
    # A line that is dialled need not be told.
    again = order(office, one, other)
    assert again.values["to_tell"] is False
    assert "absagen" not in said(again.code, again.values)


def test_a_move_to_somebody_else_says_so_too(office: Office) -> None:
    from backoffice.desk.interpreting import NewOrder

    one, who = office.book(600), person(office)
    other = person(office, "Almaz Beispiel")
    order(office, one, who)
    office.desk.perform(office.desk.new(ConfirmInterpreter, order_id=of(office, one).id))
    wanted = NewOrder(language=TIGRINYA, kind=PHONE, interpreter_id=hotline(office))
    answer = ordering.move(office, one, 660, order=wanted)
    text = said(answer.code, answer.values)
    assert "Sprachmittlung steht." in text
    assert "bitte absagen" in text
    assert of(office, answer.ids[0]).status is OrderStatus.CONFIRMED
    back = ordering.move(office, answer.ids[0], 720, order=NewOrder(language=TIGRINYA, interpreter_id=other))
    assert "absagen" not in said(back.code, back.values)


def test_the_line_of_an_order_reads_as_people_say_it() -> None:
    assert mark("requested", "prs", "on_site") == "Dari, vor Ort, angefragt"
    assert words.ordered("failed", "prs", "phone", "Hotline", ()) == "Dari, Telefon, ausgefallen (Hotline)."
    assert words.then(MONDAY + timedelta(days=1), 600, "video", "Dienst", MONDAY) == (
        "zum Termin Di 24.11. 10:00 · Video · Dienst"
    )
    assert words.reach("video", "Raum 7", "buchung@example.org", "", at_once=False) == (
        "Einwahl: Raum 7 · Anfragen: buchung@example.org"
    )
    assert words.reach("colleague", "030", "Zimmer 7", "", at_once=False) == "Anfragen: Zimmer 7"
    assert words.more(1, 9, 10) == "1–9 von 10 · Bild↓ weitere"
    assert words.more(10, 10, 10) == "10–10 von 10 · Bild↑ frühere"
    assert words.reach("phone", "", "030 1", "", at_once=True) == "Kontakt: 030 1"
