"""What an order for an interpreter says at one moment: cells, details, choices, sentences; pure, from literals."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backoffice.desk.interpreting_lines import TO_DO, Matter, OrderLine
from backoffice.desk.interpreting_week import InterpretingWeek, LanguageDay, LanguageWeek
from backoffice.desk.views import BranchView
from backoffice.domain.clock import instant_of
from backoffice.domain.errors import Refused
from backoffice.domain.interpreting import Against
from backoffice.domain.names import short_name
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, InterpretingKind, OrderStatus, Provider
from backoffice.screens.interpreting_forms import parse_minutes
from backoffice.screens.interpreting_lines import COLUMNS, OrderWriter
from backoffice.screens.interpreting_reading import ORDERS, OrdersRead, Shown, View, counts
from backoffice.screens.interpreting_refusing import CANCEL, DECLINED, FAILED, NOT_NEEDED, TOLD, negative_choices
from backoffice.screens.interpreting_weeks import WeekWriter, columns
from backoffice.widgets.columns import layout, set_row
from backoffice.wording import interpreting_screen as words

MONDAY = date(2026, 11, 23)
TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)
NOW = instant_of(MONDAY, 9 * 60)
BRANCH = BranchView("b1", "MITTE", "Geschäftsstelle Mitte", "Musterweg 1", "030 23125-710")


def an_order(**more: Any) -> OrderLine:
    """Asked for three hours ago, for today at 10:00."""
    values: dict[str, Any] = {
        "id": "o1", "version": 1, "matter": Matter.REQUESTED, "status": OrderStatus.REQUESTED, "language": "tir",
        "dialect": "", "kind": InterpretingKind.ON_SITE, "day": MONDAY, "start": 600, "end": 630, "was": None,
        "interpreter_id": "i1", "interpreter": "Selam Wolkenstein", "provider": Provider.PERSON,
        "contact": "0171 3920013", "dial": "", "cost_note": "nach JVEG", "leaves": None, "cannot": None,
        "needed_at": NOW - timedelta(days=3), "requested_at": NOW - timedelta(hours=3), "requested_function": "EZ-M1",
        "answered_at": None, "answered_function": "", "agreed_with": "", "minutes": None, "talked": None,
        "reason": "", "told_at": None, "told_to": "", "refused": (), "appointment_id": "a1",
        "appointment_version": 1, "appointment_status": Status.BOOKED, "appointment_day": MONDAY,
        "appointment_start": 600, "appointment_end": 630, "channel": Channel.IN_PERSON,
        "concern": "Fragen zum Bescheid", "sensitive": False, "emergency": False, "protected": False,
        "name": "Kowalska, Małgorzata", "short_name": short_name("Kowalska, Małgorzata"), "group": "Leistung 1",
        "place": "L1-2", "search": "kowalska malgorzata",
    }  # fmt: skip
    return OrderLine(**(values | more))


def needed(**more: Any) -> OrderLine:
    """Nobody is asked yet."""
    nobody = {"interpreter_id": None, "interpreter": "", "provider": None, "contact": "", "kind": None}
    asked = {"requested_at": None, "requested_function": "", "cost_note": ""}
    return an_order(matter=Matter.NEEDED, status=OrderStatus.NEEDED, **nobody, **asked, **more)


def confirmed(**more: Any) -> OrderLine:
    """They come."""
    said = {"answered_at": NOW - timedelta(minutes=5), "answered_function": "EZ-M2", "agreed_with": "selbst"}
    stands = {"matter": Matter.CONFIRMED, "status": OrderStatus.CONFIRMED}
    return an_order(**(stands | said | more))


def failed(**more: Any) -> OrderLine:
    """Nobody came."""
    stands = {"matter": Matter.FAILED, "status": OrderStatus.FAILED, "reason": "krank"}
    return an_order(**(stands | more))


def writer(minutes: float = 0, *, short: bool = False, drafts: Any = ()) -> OrderWriter:
    return OrderWriter(NOW + timedelta(minutes=minutes), short, drafts)


def cells(line: OrderLine, **more: Any) -> list[str]:
    return [text for text, _ in writer(**more).cells(line)]


def pairs(line: OrderLine) -> dict[str, str]:
    return {pair.label: pair.value for pair in writer().details(line)[1] if pair.value}


# --- a row -------------------------------------------------------------------------------------------------------


def test_a_row_says_what_is_to_do_when_how_whom_who_and_about_what() -> None:
    assert cells(an_order()) == [
        "○ ohne Antwort 3 h",
        "heute 10:00",
        "Tigrinya",
        "vor Ort",
        "Kowalska, Małgorzata",
        "Selam Wolkenstein",
        "Fragen zum Bescheid",
    ]
    assert cells(needed(), short=True)[3:6] == ["—", "Kowa…, M.", ""]
    assert cells(an_order(day=TUESDAY, language="gsg", kind=InterpretingKind.SIGN))[1:4] == [
        "Di 24.11. 10:00",
        "DGS",
        "DGS vor Ort",
    ]
    assert cells(an_order(protected=True, name="", short_name=""))[4] == "Geschützt"
    assert cells(an_order(sensitive=True, concern="", emergency=True))[6] == "NOTF Persönliches Anliegen"
    assert cells(an_order(), drafts={"o1"})[0] == "Entwurf · ○ ohne Antwort 3 h"


@pytest.mark.parametrize(
    ("line", "said", "ink"),
    [
        (failed(), "▲ ausgefallen", "urgent"),
        (needed(), "▲ noch niemand", "warning"),
        (an_order(requested_at=NOW), "○ ohne Antwort 0 min", "info"),
        (an_order(requested_at=NOW - timedelta(minutes=59)), "○ ohne Antwort 59 min", "info"),
        (an_order(requested_at=NOW - timedelta(minutes=239)), "○ ohne Antwort 3 h", "info"),
        (an_order(requested_at=NOW - timedelta(minutes=240)), "○ ohne Antwort 4 h", "warning"),
        (an_order(requested_at=NOW - timedelta(hours=49)), "○ ohne Antwort 2 T", "warning"),
        (an_order(was=(TUESDAY, 600)), "○ verlegt 3 h", "warning"),
        (an_order(leaves=MONDAY), "▲ geht vorher", "warning"),
        (confirmed(leaves=MONDAY), "▲ geht vorher", "warning"),
        (confirmed(cannot=Against.CLOSED), "▲ kann nicht", "warning"),
        (an_order(matter=Matter.TO_TELL, status=OrderStatus.CANCELLED), "▲ abzusagen", "warning"),
        (confirmed(matter=Matter.NO_RESULT), "○ Ergebnis fehlt", "warning"),
        (confirmed(), "● bestätigt", "good"),
        (an_order(matter=Matter.DONE, status=OrderStatus.ATTENDED), "√ hat stattgefunden", "muted"),
        (failed(matter=Matter.DONE), "√ ausgefallen", "muted"),
    ],
)
def test_how_it_stands_in_word_and_mark(line: OrderLine, said: str, ink: str) -> None:
    assert writer().stand(line) == (said, ink)
    assert len(said) <= COLUMNS[0].width


def test_at_80_columns_everything_but_who_and_what_about_is_seen() -> None:
    shown = "".join(text for text, _ in set_row(writer().cells(an_order()), layout(COLUMNS, 77)))
    assert shown == "○ ohne Antwort 3 h     heute 10:00      Tigrinya    vor Ort      Kowalska, M…"
    assert len(layout(COLUMNS, 98)) == 6
    assert len(layout(COLUMNS, 116)) == 7


def test_the_filter_finds_what_a_row_says() -> None:
    found = writer().search(an_order(sensitive=True, concern="", dialect="aus Asmara"))
    for word in ("kowalska", "tigrinya", "asmara", "vor ort", "ohne antwort", "angefragt", "personliches", "23.11."):
        assert word in found
    assert "dgs" in writer().search(an_order(language="gsg", kind=InterpretingKind.SIGN))


# --- under and beside it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "first", "then"),
    [
        (an_order(), "Selam Wolkenstein, 0171 3920013", "angefragt vor 3 h"),
        (an_order(requested_at=NOW - timedelta(days=4)), "Selam Wolkenstein, 0171 3920013", "angefragt vor 4 Tagen"),
        (an_order(requested_at=NOW), "Selam Wolkenstein, 0171 3920013", "angefragt eben"),
        (an_order(contact="", dial="030 999"), "Selam Wolkenstein, 030 999", "angefragt vor 3 h"),
        (an_order(was=(TUESDAY, 600)), "Selam Wolkenstein, 0171 3920013", "war Di 24.11. 10:00: neu anfragen"),
        (needed(), "", "noch niemand angefragt"),
        (needed(refused=(("Anna", "krank"), ("Bo", ""))), "", "abgesagt: Anna, Bo"),
        (failed(), "Selam Wolkenstein, 0171 3920013", "krank · neue Zusage fehlt: d r v"),
        (
            an_order(matter=Matter.TO_TELL, status=OrderStatus.CANCELLED),
            "Selam Wolkenstein, 0171 3920013",
            "bitte absagen",
        ),
        (
            confirmed(leaves=MONDAY),
            "Selam Wolkenstein, 0171 3920013",
            "▲ verlässt uns am Mo 23.11.2026",
        ),
        (confirmed(), "Selam Wolkenstein, 0171 3920013", "selbst"),
    ],
)
def test_the_line_below_says_whom_to_call_and_what_about(line: OrderLine, first: str, then: str) -> None:
    assert writer().brief(line) == (first, then, "Fragen zum Bescheid")


def test_an_emergency_is_named_where_there_is_no_room_for_its_concern() -> None:
    assert writer().brief(an_order(emergency=True))[1] == "NOTF angefragt vor 3 h"
    assert writer().cells(an_order(emergency=True))[4] == ("Kowalska, Małgorzata", "urgent")
    assert writer().brief(confirmed(emergency=True, agreed_with=""))[1] == "NOTF"
    assert writer().cells(confirmed(emergency=True, matter=Matter.DONE))[4][1] == "muted"


def test_beside_it_stands_everything_that_a_call_needs() -> None:
    line = an_order(dialect="aus Asmara", refused=(("Anna", "krank"), ("Bo", "")), was=(TUESDAY, 600))
    assert pairs(line) == {
        "Stand": "ohne Antwort",
        "wann": "heute 10:00–10:30",
        "": "war Di 24.11. 10:00: neu anfragen",
        "Sprache": "Tigrinya, aus Asmara",
        "Weg": "vor Ort",
        "Wer": "Selam Wolkenstein",
        "Kontakt": "0171 3920013",
        "Kosten": "nach JVEG",
        "angefragt": "06:00 (vor 3 h), EZ-M1",
        "abgesagt": "Anna: krank\nBo",
        "Termin": "persönlich",
        "Platz": "Leistung 1 · L1-2",
        "Anliegen": "Fragen zum Bescheid",
    }
    assert pairs(needed())["gesucht"] == "20.11. 09:00 (vor 3 Tagen)"
    phone = confirmed(kind=InterpretingKind.PHONE, dial="030 23125-999", matter=Matter.NO_RESULT)
    said = pairs(phone)
    assert (said["Einwahl"], said["Zusage"], said["Antwort"]) == (
        "030 23125-999",
        "selbst",
        "08:55 (vor 5 min), EZ-M2",
    )
    assert said["Stand"] == "Ergebnis fehlt · bestätigt"
    assert "Einwahl" not in pairs(confirmed(dial="030 23125-999")), "whoever comes is not dialled"
    assert pairs(failed(answered_at=NOW, answered_function="EZ-M2")) | {
        "Stand": "ausgefallen · neue Zusage fehlt: d r v",
        "Grund": "krank",
        "gemeldet": "09:00 (eben), EZ-M2",
    } == pairs(failed(answered_at=NOW, answered_function="EZ-M2"))
    done = pairs(
        confirmed(
            matter=Matter.DONE,
            status=OrderStatus.ATTENDED,
            minutes=35,
            start=540,
            end=585,
            appointment_status=Status.DONE,
        )
    )
    assert (done["Stand"], done["Dauer"]) == ("hat stattgefunden", "35 Minuten")
    assert done["Termin"] == "10:00–10:30 · persönlich · erledigt", "ordered for now, whenever it was booked"
    assert pairs(confirmed(leaves=MONDAY))[""] == "▲ verlässt uns am Mo 23.11.2026"
    assert pairs(an_order(protected=True, name="", sensitive=True, concern=""))["Anliegen"] == "Persönliches Anliegen"
    assert writer(short=True).details(an_order())[0] == "Kowa…, M."


# --- keys --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "open_"),
    [
        (needed(), {NOT_NEEDED}),
        (an_order(), {DECLINED, FAILED, CANCEL, NOT_NEEDED}),
        (confirmed(matter=Matter.NO_RESULT), {DECLINED, FAILED, CANCEL, NOT_NEEDED}),
        (confirmed(kind=InterpretingKind.COMPANION, interpreter_id=None), {FAILED, CANCEL, NOT_NEEDED}),
        (an_order(matter=Matter.TO_TELL, status=OrderStatus.CANCELLED), {TOLD}),
        (failed(), set()),
        (an_order(matter=Matter.DONE, status=OrderStatus.ATTENDED), set()),
    ],
)
def test_a_digit_means_the_same_of_every_order_and_what_cannot_be_says_why(line: OrderLine, open_: set[str]) -> None:
    choices = negative_choices(line)
    assert [choice.id for choice in choices] == [DECLINED, FAILED, CANCEL, TOLD, NOT_NEEDED]
    assert {choice.id for choice in choices if not choice.why_not} == open_


@pytest.mark.parametrize(("typed", "minutes"), [("45", 45), (" 45 min", 45), ("0", 0), ("480", 480)])
def test_minutes_as_people_type_them(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "-5", "481", "eine Stunde", "4,5", "²"])
def test_what_is_no_number_of_minutes(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_minutes(typed)
    assert refused.value.code == "bad_interpreted_minutes"


# --- views -------------------------------------------------------------------------------------------------------


def a_read(*orders: OrderLine, view: View = View.TO_DO, **more: Any) -> OrdersRead:
    return OrdersRead(BRANCH, Shown(view, MONDAY, more.pop("language", None)), orders, more.pop("week", None))


def test_each_view_has_its_orders_and_each_matter_its_count() -> None:
    every = (failed(id="1"), needed(id="2"), an_order(id="3"), confirmed(id="4"), confirmed(id="5", day=TUESDAY))
    attended = an_order(id="6", matter=Matter.DONE, status=OrderStatus.ATTENDED)
    assert [line.id for line in a_read(*every, attended).lines] == ["1", "2", "3"]
    assert [line.id for line in a_read(*every, attended, view=View.CONFIRMED).lines] == ["4", "5", "6"]
    assert counts((*every, attended)) == {Matter.FAILED: 1, Matter.NEEDED: 1, Matter.REQUESTED: 1}
    assert {matter.value for matter in TO_DO} < words_of_matters()


def words_of_matters() -> set[str]:
    from backoffice.wording.interpreting import GLYPH, MATTER

    assert set(MATTER) == set(GLYPH) == {matter.value for matter in Matter}
    return set(MATTER)


def test_only_what_another_desk_changed_is_shown_as_changed() -> None:
    before = a_read(an_order(id="1"), an_order(id="2"), an_order(id="3"))
    now = a_read(
        an_order(id="1", version=2),
        an_order(id="2", matter=Matter.NO_RESULT),
        an_order(id="3", appointment_version=2),
        an_order(id="4", appointment_id="mine"),
        an_order(id="5"),
    )
    assert now.changed_since(before, frozenset()) == ("1", "3", "4", "5"), "that it is over by now is nobody's change"
    assert now.changed_since(before, frozenset({"1", "mine"})) == ("3", "5")
    assert now.changed_since(None, frozenset()) == ()
    assert replace(now, shown=Shown(View.CONFIRMED, MONDAY)).changed_since(before, frozenset()) == ()


def test_orders_are_sorted_as_given_by_time_or_by_language() -> None:
    one, two = an_order(id="1", language="ukr"), an_order(id="2", language="ara", day=TUESDAY)
    by_time, by_language = ORDERS[1][1], ORDERS[2][1]
    assert ORDERS[0][1] is None
    assert by_time is not None
    assert by_language is not None
    assert by_time(one) < by_time(two)
    assert by_language(two) < by_language(one)
    assert [said for said, _ in ORDERS] == list(words.SORTED)


# --- the week ----------------------------------------------------------------------------------------------------


def a_week(language: str, *numbers: tuple[int, int, int | None], lines: tuple[OrderLine, ...] = ()) -> LanguageWeek:
    days = (LanguageDay(MONDAY + timedelta(days=n), *of) for n, of in enumerate(numbers))
    return LanguageWeek(language, tuple(days), lines)


def test_a_row_of_the_week_says_what_is_ordered_what_is_open_and_who_has_time() -> None:
    row = a_week("tir", (2, 1, 3), (2, 1, 0), (1, 0, 3), (0, 0, 2), (0, 0, 0), lines=(an_order(), confirmed(id="o2")))
    week = WeekWriter(writer())
    assert list(week.cells(row)) == [
        ("Tigrinya", "strong"),
        ("2 · 1 offen", "warning"),
        ("2 · 1 offen", "urgent"),
        ("1 · frei 3", "good"),
        ("frei 2", "muted"),
        ("—", "muted"),
    ]
    assert week.brief(row) == ("Tigrinya", "Zeit haben Mo 3, Di 0, Mi 3, Do 2, Fr 0", "2 bestellt, 2 offen")
    title, shown = week.details(row)
    assert title == "Tigrinya"
    beside = {pair.label: pair.value for pair in shown}
    assert beside["Zeit"] == "Mo 3, Di 0, Mi 3, Do 2, Fr 0"
    assert beside["Mo 23.11."] == (
        "10:00 Kowalska, Małgorzata, vor Ort: ○ ohne Antwort 3 h\n10:00 Kowalska, Małgorzata, vor Ort: ● bestätigt"
    )
    assert "Do 26.11." not in beside
    for word in ("tigrinya", "tir", "kowalska", "bestatigt"):
        assert word in week.search(row)


def test_days_that_are_over_have_nobodys_time_and_what_came_of_them() -> None:
    row = a_week("som", (1, 0, None), (1, 1, None), (0, 0, None), (0, 0, 1), (0, 0, 1))
    week = WeekWriter(writer())
    assert [text for text, _ in week.cells(row)][1:] == ["1", "1 · 1 offen", "—", "frei 1", "frei 1"]
    assert week.cells(row)[2][1] == "warning"
    assert week.brief(row)[1] == "Zeit haben Do 1, Fr 1"
    assert week.brief(a_week("som", *[(0, 0, None)] * 5)) == ("Somali", "", "")


@pytest.mark.parametrize("days", [5, 6, 7])
def test_a_week_fits_in_80_columns_with_its_saturday_too(days: int) -> None:
    dates = [MONDAY + timedelta(days=n) for n in range(days)]
    placed = layout(columns(dates), 77)
    assert len(placed) == days + 1
    row = a_week("tir", *[(2, 1, 3)] * days, lines=(an_order(),))
    texts = [text for text, _ in set_row(WeekWriter(writer()).cells(row), placed)]
    assert sum(map(len, texts)) <= 77
    if days < 7:
        assert "".join(texts).replace(" · ", "·").count("2·1 offen") == days
    assert [column.header for column in columns(dates)][-1].startswith(("Fr", "Sa", "So")[days - 5])


def test_languages_with_orders_stand_first_each_by_its_name() -> None:
    found = InterpretingWeek(
        (MONDAY,),
        (a_week("ara"), a_week("prs"), a_week("tir", lines=(an_order(),)), a_week("ukr", lines=(an_order(),))),
        (an_order(), an_order(id="o2", language="ukr")),
    )
    read = a_read(view=View.WEEK, week=found)
    assert [row.language for row in read.languages] == ["tir", "ukr", "ara", "prs"]
    assert [line.id for line in read.lines] == ["o1", "o2"]
    assert [line.id for line in a_read(view=View.WEEK, week=found, language="ukr").lines] == ["o2"]
    assert words.heading("week", SATURDAY, "gsg") == "KW 48, DGS"
    assert words.heading("week", SATURDAY, None) == "KW 48"
    assert words.heading("to_do", SATURDAY, None) == "zu tun"
