"""The three-way merge of D4 and the matching of D5: by example, and as properties."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field, Issue, KnownBooking
from backoffice.domain.merge import MergePlan, RowState, merge, number_key
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.domain.terms import Channel, Origin
from backoffice.wording.done import counts

DAY = date(2026, 11, 23)
OFFICE = frozenset({"termine@jobcenter.example.org"})

PETER = BookedRow(
    row=2, booking_number="B-70008", day=DAY, start=540, end=560, channel=Channel.PHONE,
    concern="Drohende / eingetretene Energiesperre", group="Leistung 2", name="Schmidt, Peter", family="Schmidt",
    given="Peter", phone="+493023125115", phone_raw="030 23125-115", email="p.schmidt@example.org",
    customer_number="214C345678", number_raw="214C345678", remark="gelber Zettel liegt vor",
)  # fmt: skip
PETRA = replace(
    PETER, row=3, booking_number="B-70009", channel=Channel.IN_PERSON, concern="Umzugswunsch", name="Schmidt, Petra",
    given="Petra", email="familie.schmidt@example.org", customer_number=None, bg_number="21402//0001237",
    number_raw="21402//0001237", phone="+493023125116", phone_raw="030 23125-116", remark=None,
)  # fmt: skip
EVA = replace(
    PETER, row=4, booking_number=None, start=600, end=620, concern="Neuantrag stellen", name="Weiß, Eva",
    family="Weiß", given="Eva", email=None, customer_number=None, number_raw=None, phone=None, phone_raw=None,
)  # fmt: skip


def book(*rows: BookedRow) -> BookingFile:
    fields = [f for f in Field if f is not Field.STATUS]
    columns = tuple(Column(i, f.value, f) for i, f in enumerate(fields))
    return BookingFile(name="x.xlsx", sha256="0", sheet="s", header_row=1, day=DAY, rows=rows, columns=columns)


def know(
    row: BookedRow,
    current: BookedRow | None = None,
    *,
    status: Status = Status.BOOKED,
    touched: bool = False,
    origin: Origin = Origin.IMPORTED,
    base: bool = True,
    key: str = "",
) -> KnownBooking:
    return KnownBooking(
        id=key or f"id-{row.name}-{row.start}", version=1, base=row if base else None, current=current or row,
        status=status, touched=touched, origin=origin,
    )  # fmt: skip


def plan(file: BookingFile, *known: KnownBooking, minute: int = 360) -> MergePlan:
    return merge(file, known, today=DAY, minute=minute, office_emails=OFFICE)


def states(made: MergePlan) -> list[RowState]:
    return [r.state for r in made.rows]


def one(made: MergePlan):
    assert len(made.rows) == 1
    return made.rows[0]


# --- the states ---


def test_a_first_import_is_all_new():
    made = plan(book(PETER, PETRA, EVA))
    assert made.counts[RowState.NEW] == 3
    assert [r.new_base for r in made.rows] == [PETER, PETRA, EVA]


def test_the_same_file_again_changes_nothing():
    made = plan(book(EVA, PETRA, PETER), know(PETER), know(PETRA), know(EVA))
    assert made.counts[RowState.UNCHANGED] == 3
    assert all(r.merged is None and r.new_base is None and not r.changes for r in made.rows)


def test_a_changed_field_is_taken_where_nobody_worked_on_it():
    theirs = replace(PETER, phone="+491713920011", phone_raw="0171 3920011")
    row = one(plan(book(theirs), know(PETER)))
    assert row.state is RowState.CHANGED
    assert [(c.field, c.base, c.theirs, c.taken) for c in row.changes] == [
        (Field.PHONE, "+493023125115", "+491713920011", True)
    ]
    assert row.merged == theirs
    assert row.new_base == theirs


def test_ours_survives_where_both_changed_and_the_base_moves_on():
    theirs = replace(PETER, remark="kommt mit Kind")
    ours = replace(PETER, remark="bringt Bescheid mit")
    row = one(plan(book(theirs), know(PETER, ours, touched=True)))
    assert row.merged is None
    assert [c.taken for c in row.changes] == [False]
    assert Issue("ours_kept", Field.REMARK) in row.notes
    again = one(plan(book(theirs), know(row.new_base, ours, touched=True)))
    assert again.state is RowState.UNCHANGED


def test_what_only_we_changed_stays():
    ours = replace(PETER, phone="+491713920011", group="Leistung 1")
    row = one(plan(book(PETER), know(PETER, ours, touched=True)))
    assert (row.state, row.merged) == (RowState.UNCHANGED, None)


def test_what_both_changed_alike_is_no_change():
    both = replace(PETER, email="neu@example.org")
    row = one(plan(book(both), know(PETER, both, touched=True)))
    assert (row.state, row.changes, row.new_base) == (RowState.UNCHANGED, (), both)


@pytest.mark.parametrize("field", ["phone", "email", "remark", "group", "concern", "end", "channel", "booked_at"])
def test_a_silent_field_changes_nothing(field):
    row = one(plan(book(replace(PETER, **{field: None})), know(PETER)))
    assert (row.state, row.merged, row.new_base) == (RowState.UNCHANGED, None, None)


def test_a_phone_that_became_unreadable_is_noted_and_the_known_one_stays():
    row = one(plan(book(replace(PETER, phone=None, phone_raw="4.942e11")), know(PETER)))
    assert (row.state, row.merged) == (RowState.UNCHANGED, None)
    assert Issue("unreadable_now", Field.PHONE) in row.notes


def test_spelling_is_no_change():
    theirs = replace(
        PETER, booking_number="70008", name="Peter SCHMIDT", family=None, given=None, phone_raw="+49 30 23125115",
        number_raw="214 C 345678", concern="drohende/eingetretene  Energiesperre", group="LEISTUNG 2",
        email="P.Schmidt@Example.org", remark="Gelber  Zettel liegt vor",
    )  # fmt: skip
    row = one(plan(book(theirs), know(PETER)))
    assert (row.state, row.merged, row.new_base) == (RowState.UNCHANGED, None, None)


def test_a_new_name_is_taken_with_its_parts():
    theirs = replace(PETER, name="Schmidt-Meyer, Peter", family="Schmidt-Meyer", given="Peter")
    assert one(plan(book(theirs), know(PETER))).merged == theirs


def test_another_time_is_moved_and_keeps_its_length():
    theirs = replace(PETER, start=600, end=None)
    row = one(plan(book(theirs), know(PETER)))
    assert row.state is RowState.MOVED
    assert (row.merged.start, row.merged.end) == (600, 620)
    assert (row.new_base.start, row.new_base.end) == (600, 620)
    longer = one(plan(book(replace(PETER, start=550, end=560)), know(PETER)))
    assert (longer.merged.start, longer.merged.end) == (550, 560)


def test_a_guessed_length_gives_way_to_a_stated_one_but_not_when_worked_on():
    silent, guessed = replace(PETER, end=None), PETER
    stated = replace(PETER, end=570)
    assert one(plan(book(stated), know(silent, guessed))).merged.end == 570
    assert one(plan(book(stated), know(silent, guessed, touched=True))).merged is None


@pytest.mark.parametrize("status", [Status.ARRIVED, Status.IN_PROGRESS, Status.DONE])
def test_nobody_who_is_here_or_done_is_moved(status):
    row = one(plan(book(replace(PETER, start=600, end=620)), know(PETER, status=status, touched=True)))
    assert row.state is RowState.CHANGED
    assert row.merged is None
    assert Issue("ours_kept", Field.START) in row.notes


def test_a_booking_of_ours_that_is_also_online_is_linked_never_doubled():
    ours = know(replace(PETER, booking_number=None, email=None), origin=Origin.FOLLOW_UP, base=False, touched=True)
    for theirs in (PETER, replace(PETER, name="Schmid, Peter"), replace(PETER, customer_number=None)):
        row = one(plan(book(theirs), ours))
        assert (row.state, row.known_id, row.merged, row.new_base) == (RowState.LINKED, ours.id, None, theirs)
    again = replace(ours, base=PETER)
    assert states(plan(book(PETER), again)) == [RowState.UNCHANGED]
    assert one(plan(book(replace(PETER, start=600)), again)).merged is None
    assert plan(book(), replace(again, touched=False)).counts[RowState.VANISHED] == 0


def test_our_own_bookings_are_not_expected_in_a_file():
    assert plan(book(), know(PETER, origin=Origin.WALK_IN, base=False)).rows == ()


# --- vanishing ---


def test_vanishing_marks_only_untouched_booked_rows():
    made = plan(book(), know(PETER), know(PETRA, touched=True), know(EVA, status=Status.ARRIVED, touched=True))
    assert sorted(states(made)) == ["unchanged", "unchanged", "vanished"]
    assert [r.known_id for r in made.rows if r.state is RowState.VANISHED] == ["id-Schmidt, Peter-540"]
    assert all(r.notes == (Issue("missing_but_touched"),) for r in made.rows if r.state is RowState.UNCHANGED)


@pytest.mark.parametrize("status", [Status.PRESUMED_CANCELLED, *sorted(FREES_PLACE)])
def test_what_is_gone_already_is_not_asked_about_again(status):
    assert plan(book(), know(PETER, status=status)).rows == ()


def test_presumed_cancelled_and_back_again():
    row = one(plan(book(PETER), know(PETER, status=Status.PRESUMED_CANCELLED)))
    assert (row.state, row.reappeared) == (RowState.CHANGED, True)


def test_another_day_does_not_vanish():
    assert plan(book(PETER), know(PETER), know(replace(PETRA, day=date(2026, 11, 24)))).counts["vanished"] == 0


def _crowd(n: int) -> list[BookedRow]:
    return [
        replace(PETER, row=i + 2, booking_number=f"B-{i + 1}", name=f"Name{i}", customer_number=f"214A{i:06d}",
                start=480 + i, email=f"n{i}@example.org", phone=None, phone_raw=None, family=None, given=None)
        for i in range(n)
    ]  # fmt: skip


@pytest.mark.parametrize(("of", "gone", "too_many"), [(16, 5, True), (17, 5, False), (4, 4, False), (10, 4, False)])
def test_too_many_vanished(of, gone, too_many):
    rows = _crowd(of)
    made = plan(book(*rows[gone:]), *map(know, rows))
    assert (made.vanishing, made.untouched, made.too_many_vanished) == (gone, of, too_many)


def test_only_a_future_start_counts_for_too_many():
    rows = _crowd(10)
    made = plan(book(), *map(know, rows), minute=487)
    assert (made.counts[RowState.VANISHED], made.vanishing, made.too_many_vanished) == (10, 2, False)


# --- matching ---


@pytest.mark.parametrize(
    ("one_number", "other"),
    [("B-70001", "70001"), ("b 70.001", "70001"), ("00017", "17"), ("a3f9", "A3-F9"), ("ABC", "abc")],
)
def test_booking_numbers_compare_without_prefix_and_punctuation(one_number, other):
    assert number_key(one_number) == number_key(other)


def test_no_number_has_no_key():
    assert number_key(None) is number_key("-") is None


def test_without_booking_numbers_start_concern_person_and_name_match():
    bare = [replace(r, booking_number=None) for r in (PETER, PETRA)]
    assert states(plan(book(*bare), know(PETER), know(PETRA))) == [RowState.UNCHANGED] * 2


def test_without_booking_numbers_another_time_is_moved():
    theirs = replace(PETER, booking_number=None, start=600, end=620)
    assert one(plan(book(theirs), know(PETER))).state is RowState.MOVED


def test_a_new_claim_without_number_or_mail_is_known_by_start_concern_and_name():
    assert one(plan(book(EVA), know(EVA))).state is RowState.UNCHANGED


def test_spouses_with_one_mail_are_two_people():
    paul = replace(PETRA, row=5, booking_number=None, name="Schmidt, Paul", given="Paul")
    petra = replace(PETRA, booking_number=None)
    made = plan(book(paul, petra), know(petra))
    assert sorted(states(made)) == ["new", "unchanged"]


def test_an_office_mail_is_no_person():
    hansen = replace(EVA, name="Hansen, Uwe", email="termine@jobcenter.example.org")
    made = plan(book(replace(hansen, start=700, end=720)), know(hansen))
    assert sorted(states(made)) == ["new", "vanished"]


def test_what_is_not_unique_is_not_matched():
    twice = replace(PETER, booking_number=None)
    made = plan(book(replace(twice, start=600, end=620), replace(twice, row=9, start=660, end=680)), know(twice))
    assert sorted(states(made)) == ["new", "new", "vanished"]


def test_who_cancelled_and_books_anew_is_new():
    theirs = replace(PETER, booking_number="B-71000", start=700, end=720)
    made = plan(book(theirs), know(PETER, status=Status.CANCELLED_BY_CUSTOMER, touched=True))
    assert states(made) == [RowState.NEW]


def test_a_number_given_to_somebody_else_does_not_carry_the_record_over():
    stranger = replace(EVA, booking_number=PETER.booking_number, name="Weiß, Eva", family="Weiß", start=700)
    made = plan(book(stranger), know(PETER, status=Status.DONE, touched=True))
    assert {r.state for r in made.rows if r.row is stranger} == {RowState.NEW}


def test_duplicates_inside_a_file_are_a_problem_for_the_second():
    made = plan(book(PETER, replace(PETER, row=9)))
    assert states(made) == [RowState.NEW, RowState.PROBLEM]
    assert made.rows[1].problems == (Issue("duplicate_number", Field.BOOKING_NUMBER, (("row", "2"),)),)
    bare = replace(PETER, booking_number=None)
    assert states(plan(book(bare, replace(bare, row=9)))) == [RowState.NEW, RowState.PROBLEM]


def test_a_problem_row_is_still_the_one_we_know():
    broken = replace(PETER, phone=None, problems=(Issue("phone_email", Field.PHONE),))
    row = one(plan(book(broken), know(PETER)))
    assert (row.state, row.known_id, row.merged) == (RowState.PROBLEM, "id-Schmidt, Peter-540", None)


# --- properties ---

NAMES = st.sampled_from(["Schmidt, Peter", "Schmidt, Petra", "Çelik, Ayşe", "Ayşe Çelik", None])
MAYBE = {
    "booking_number": st.one_of(st.none(), st.integers(1, 9).map(lambda i: f"B-{i}")),
    "start": st.one_of(st.none(), st.sampled_from([480, 500, 520])),
    "concern": st.sampled_from([None, "Umzugswunsch", "Fragen zum Bescheid"]),
    "name": NAMES,
    "email": st.sampled_from([None, "a@example.org", "b@example.org", next(iter(OFFICE))]),
    "customer_number": st.sampled_from([None, "214A123456", "214B123456"]),
    "phone": st.sampled_from([None, "+493023125111", "+493023125112"]),
    "remark": st.sampled_from([None, "eins", "zwei"]),
    "end": st.sampled_from([None, 540, 560]),
}


@st.composite
def rows(draw):
    count = draw(st.integers(0, 6))
    return [BookedRow(row=i + 2, day=DAY, **{k: draw(v) for k, v in MAYBE.items()}) for i in range(count)]


@st.composite
def knowns(draw):
    found = []
    for index, row in enumerate(draw(rows())):
        current = replace(row, **{k: draw(MAYBE[k]) for k in draw(st.sets(st.sampled_from(["phone", "remark"])))})
        touched = current != row or draw(st.booleans())
        status = draw(st.sampled_from(list(Status))) if touched else Status.BOOKED
        found.append(
            KnownBooking(id=str(index), version=1, base=row, current=current, status=status, touched=touched,
                         origin=Origin.IMPORTED)
        )  # fmt: skip
    return found


def carried_out(made: MergePlan, known: list[KnownBooking]) -> list[KnownBooking]:
    """The house after the import: what a desk would store."""
    after = {k.id: k for k in known}
    for index, r in enumerate(made.rows):
        match r.state:
            case RowState.NEW:
                new = KnownBooking(id=f"new{index}", version=1, base=r.row, current=r.row, status=Status.BOOKED,
                                   touched=False, origin=Origin.IMPORTED)  # fmt: skip
                after[new.id] = new
            case RowState.VANISHED:
                after[r.known_id] = replace(after[r.known_id], status=Status.PRESUMED_CANCELLED)
            case RowState.PROBLEM:
                pass
            case _ if r.known_id:
                k = after[r.known_id]
                after[k.id] = replace(
                    k,
                    base=r.new_base or k.base,
                    current=r.merged or k.current,
                    status=Status.BOOKED if r.reappeared else k.status,
                )
    return list(after.values())


def content(made: MergePlan) -> set[tuple]:
    return {
        (r.state, replace(r.row, row=0), r.known_id, r.merged and replace(r.merged, row=0), tuple(r.changes))
        for r in made.rows
    }


@given(rows(), knowns())
def test_the_second_time_nothing_changes(file_rows, known):
    first = plan(book(*file_rows), *known)
    again = plan(book(*file_rows), *carried_out(first, known))
    assert {r.state for r in again.rows} <= {RowState.UNCHANGED, RowState.PROBLEM}
    assert all(r.merged is None and r.new_base is None for r in again.rows)


@given(rows(), knowns(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(file_rows, known, random):
    shuffled, others = file_rows.copy(), known.copy()
    random.shuffle(shuffled)
    random.shuffle(others)
    assert content(plan(book(*shuffled), *others)) == content(plan(book(*file_rows), *known))


@given(rows(), knowns())
def test_nothing_that_was_touched_is_ever_lost(file_rows, known):
    made = plan(book(*file_rows), *known)
    after = {k.id: k for k in carried_out(made, known)}
    for k in known:
        if not k.touched:
            continue
        if k.status is not Status.PRESUMED_CANCELLED:
            assert after[k.id].status is k.status
        for name in ("phone", "remark"):
            if getattr(k.current, name) != getattr(k.base, name):
                assert getattr(after[k.id].current, name) == getattr(k.current, name)


@given(rows(), knowns())
def test_every_row_of_the_file_is_in_the_plan_once(file_rows, known):
    made = plan(book(*file_rows), *known)
    of_file = [r.row.row for r in made.rows if any(r.row is row for row in file_rows)]
    assert sorted(of_file) == [r.row for r in file_rows]
    ids = [r.known_id for r in made.rows if r.known_id]
    assert len(ids) == len(set(ids))
    assert sum(made.counts.values()) == len(made.rows)


NILS = replace(
    PETER, name="Neu, Nils", family="Neu", given="Nils", customer_number="999Z999999", number_raw="999Z999999",
    email="nils@example.org", phone="+493023125117", phone_raw="030 23125-117",
)  # fmt: skip


@pytest.mark.parametrize("silent", [(), ("email", "phone"), ("customer_number", "number_raw"), ("email",)])
def test_a_number_and_a_start_given_to_somebody_else_are_a_new_booking(silent):
    """Neither Peter's talk nor his notes may end up on Nils, who only got his number and his time."""
    stranger = replace(NILS, **dict.fromkeys(silent))
    made = plan(book(stranger), know(PETER, status=Status.ARRIVED, touched=True))
    assert {(r.state, r.row.name, bool(r.known_id)) for r in made.rows} == {
        (RowState.UNCHANGED, PETER.name, True),
        (RowState.NEW, NILS.name, False),
    }
    untouched = plan(book(stranger), know(PETER))
    assert {r.row.name: r.state for r in untouched.rows} == {
        PETER.name: RowState.VANISHED,
        NILS.name: RowState.NEW,
    }


def test_a_relative_with_another_customer_number_is_somebody_else():
    other = replace(NILS, name="Schmidt, Petra", family="Schmidt", given="Petra")
    assert plan(book(other), know(PETER)).counts[RowState.NEW] == 1


@pytest.mark.parametrize(
    "corrected",
    [
        replace(NILS, phone=PETER.phone),
        replace(NILS, email=PETER.email),
        replace(NILS, customer_number=PETER.customer_number, number_raw=PETER.number_raw),
        replace(NILS, name=PETER.name, family=PETER.family, given=PETER.given),
        replace(NILS, name="Schmidt, Peter Paul", family="Schmidt", given="Peter Paul"),
        replace(NILS, customer_number=None, number_raw=None, email=None, phone=None, phone_raw=None),
    ],
)
def test_a_number_and_a_start_with_anything_else_in_common_are_the_same_booking(corrected):
    assert plan(book(corrected), know(PETER)).counts[RowState.CHANGED] == 1


@pytest.mark.parametrize("origin", [Origin.WALK_IN, Origin.FOLLOW_UP])
def test_two_customer_numbers_under_one_name_and_start_are_not_linked(origin):
    own = know(PETER, origin=origin, base=False)
    namesake = replace(PETER, customer_number="999Z999999", number_raw="999Z999999")
    assert plan(book(namesake), own).counts[RowState.NEW] == 1
    assert plan(book(PETER), own).counts[RowState.LINKED] == 1


def test_a_number_does_not_contradict_an_address():
    """The first file knew the number, the next one only the mail: same name, concern and start, same person."""
    first = replace(PETER, booking_number=None, email=None)
    second = replace(PETER, booking_number=None, customer_number=None, number_raw=None)
    made = plan(book(second), know(first))
    assert [r.known_id for r in made.rows] == [know(first).id]
    other = replace(second, email="anders@example.org")
    assert plan(book(other), know(replace(first, email=PETER.email))).counts[RowState.NEW] == 1


def test_counts_agree_with_their_number():
    assert counts({"linked": 1, "problem": 1}) == "1 eigener Termin, 1 zu klären"
    assert counts({"linked": 2, "new": 2}) == "2 neu, 2 eigene Termine"
