"""The catalogue of concerns and how a text finds its concern (D20–D24)."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain import catalogue_texts
from backoffice.domain.catalogue import CATALOGUE, CatalogueEntry, concern_key, find, of_area
from backoffice.domain.terms import Area

entries = st.sampled_from(CATALOGUE)

MANDATORY = {  # D20, D21
    Area.FRONT_DESK: {
        "Neuantrag stellen": 60,
        "Mitteilung einer Veränderung": 20,
        "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung": 10,
    },
    Area.YOUTH_FRONT_DESK: {"Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung": 10},
    Area.BENEFITS: dict.fromkeys(
        (
            "Fragen zum Leistungsbezug",
            "Umzugswunsch",
            "Nachfragen zum Bearbeitungsstand",
            "Anrechnung von Einkommen",
            "Fragen zum Bescheid",
            "Fragen zu einer Rückforderung",
            "Zuzug in eine / Auszug aus einer BG",
            "Fragen zu den Bedarfen der Unterkunft",
            "Finanzielle Notlage / ausbleibende Zahlung",
            "Drohende / eingetretene Energiesperre",
            "Pfändungsschutzkonto",
        ),
        20,
    ),
    Area.PLACEMENT: {},
}

OPTIONAL_MINUTES = {  # D22, in its order
    Area.FRONT_DESK: [10, 10, 10, 10, 20],
    Area.YOUTH_FRONT_DESK: [],
    Area.BENEFITS: [30] * 5,
    Area.PLACEMENT: [30] * 6,
}


@pytest.mark.parametrize("area", Area)
def test_the_mandatory_concerns_of_each_area(area: Area) -> None:
    assert {e.title: e.minutes for e in of_area(area) if e.mandatory} == MANDATORY[area]


@pytest.mark.parametrize("area", Area)
def test_the_optional_concerns_of_each_area(area: Area) -> None:
    assert [e.minutes for e in of_area(area) if not e.mandatory] == OPTIONAL_MINUTES[area]


def titles(flag: str) -> set[str]:
    return {e.title for e in CATALOGUE if getattr(e, flag)}


def test_flags() -> None:
    assert titles("emergency") == {
        "Finanzielle Notlage / ausbleibende Zahlung",
        "Drohende / eingetretene Energiesperre",
        "Pfändungsschutzkonto",
    }
    assert titles("sensitive") == {
        "Mitteilung Schwangerschaft",
        "Mitteilung Geburt",
        "Hilfe in schwierigen Lebenslagen",
        "Aktuelle gesundheitliche Situation",
    }
    assert titles("application") == {"Neuantrag stellen", "Weiterbewilligungsantrag stellen"}


def test_area_and_title_are_the_key() -> None:
    keys = {(e.area, e.title) for e in CATALOGUE}
    assert len(keys) == len(CATALOGUE) == 31


def test_every_entry_fits_its_columns_in_the_store() -> None:
    for entry in CATALOGUE:
        assert 5 <= entry.minutes <= 120
        assert entry.minutes % 5 == 0
        assert len(entry.title) <= 120
        assert len(entry.documents) <= 1000
        assert len(entry.info) <= 1000
        assert all(len(alias) <= 120 for alias in entry.aliases)


def test_every_text_belongs_to_a_title() -> None:
    known = {e.title for e in CATALOGUE}
    for texts in (catalogue_texts.ALIASES, catalogue_texts.DOCUMENTS, catalogue_texts.INFO):
        assert set(texts) <= known


def test_no_text_means_two_concerns_of_one_area() -> None:
    for one, other in combinations(CATALOGUE, 2):
        shared = {concern_key(t) for t in (one.title, *one.aliases)}
        shared &= {concern_key(t) for t in (other.title, *other.aliases)}
        assert not shared or (one.title == other.title and one.area is not other.area), shared


def test_no_benefit_is_called_by_a_brand_name() -> None:
    spoken = "\n".join(f"{e.title}\n{e.documents}\n{e.info}" for e in CATALOGUE).casefold()
    assert "bürgergeld" not in spoken
    assert "hartz" not in spoken


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fragen zum Bescheid", "Fragen zum Bescheid"),
        ("fragen  zum bescheid:", "Fragen zum Bescheid"),
        ("Fragen zum\u00a0Bescheid", "Fragen zum Bescheid"),
        ("AENDERUNG VON KONTAKTDATEN", "Änderung von Kontaktdaten"),
        ("A\u0308nderung von Kontaktdaten", "Änderung von Kontaktdaten"),
        ("WBA", "Weiterbewilligungsantrag stellen"),
        ("P-Konto", "Pfändungsschutzkonto"),
        ("Drohende/eingetretene Energiesperre", "Drohende / eingetretene Energiesperre"),
        ("Beendigung der aktuellen Selbststaendigkeit", "Beendigung der aktuellen Selbstständigkeit"),
    ],
)
def test_a_text_finds_its_concern(text: str, title: str) -> None:
    assert [e.title for e in find(text, CATALOGUE)] == [title]


def test_a_start_of_work_is_told_to_both_front_desks() -> None:
    assert [e.area for e in find("Arbeitsaufnahme", CATALOGUE)] == [Area.FRONT_DESK, Area.YOUTH_FRONT_DESK]


@pytest.mark.parametrize("text", ["", "  ", "—", "Fragen", "Hundesteuer anmelden", "Bescheid Fragen zum"])
def test_an_unknown_text_finds_nothing(text: str) -> None:
    assert find(text, CATALOGUE) == ()


def test_a_title_beats_an_alias() -> None:
    by_alias = CatalogueEntry(area=Area.BENEFITS, title="Wohnen", minutes=20, aliases=("Umzugswunsch",))
    assert [e.title for e in find("umzugswunsch", (by_alias, *CATALOGUE))] == ["Umzugswunsch"]


@given(entries, st.data())
def test_case_and_punctuation_do_not_matter(entry: CatalogueEntry, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from((entry.title, *entry.aliases)))
    change = data.draw(st.sampled_from((str.upper, str.lower, str.swapcase, lambda t: f" {t}. ")))
    assert entry in find(change(text), CATALOGUE)


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = concern_key(text)
    assert concern_key(key) == key
