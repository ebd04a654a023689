"""What a remark of a booking file hints at: a language, an interpreter, or neither (D46)."""

from dataclasses import replace
from random import Random

import pytest

from backoffice.demo.people import LANGUAGES as WRITTEN
from backoffice.demo.people import draw_people
from backoffice.demo.quirks import remark as demo_remark
from backoffice.domain.language_hints import LANGUAGES, Hint, hinted
from backoffice.domain.languages import is_language
from backoffice.wording.languages import OFFICE


def test_what_a_hint_names_is_known_without_the_library() -> None:
    assert set(OFFICE) >= LANGUAGES
    assert all(is_language(code) for code in LANGUAGES)


@pytest.mark.parametrize(
    ("remark", "code"),
    [
        ("türk. Dolmetscher", "tur"), ("bitte arab.Dolm.", "ara"), ("rum Dolmetscher", "ron"),
        ("Arabisch", "ara"), ("ARABISCH", "ara"), ("arabisch", "ara"), ("Hocharabisch", "ara"),
        ("Dolmetscher für Arabisch nötig", "ara"), ("arabischer Dolmetscher", "ara"),
        ("arabische Sprachmittlung", "ara"), ("aus Syrien, arabisch sprechend", "ara"),
        ("Syrer, spricht Arabisch", "ara"), ("Muttersprache: Arabisch", "ara"), ("Arabisch, wenig Deutsch", "ara"),
        ("Muttersprache der Mutter ist Arabisch", "ara"), ("kein Englisch, nur Arabisch", "ara"),
        ("spricht nur Tigrinya", "tir"), ("Tigrinja", "tir"), ("Tigrinya-Dolmetscherin bitte", "tir"),
        ("spricht nur Türkisch", "tur"), ("TÜRKISCH", "tur"), ("Tuerkisch", "tur"), ("TUERKISCH", "tur"),
        ("Rumaenisch", "ron"), ("französisch", "fra"), ("Franzoesisch", "fra"), ("Portugisisch", "por"),
        ("polnischsprachig", "pol"), ("russischsprachige Ukrainerin", "rus"), ("Thailändisch", "tha"),
        ("Kroatisch/Serbisch", "hbs"), ("Bosnisch", "hbs"), ("Montenegrinisch", "hbs"),
        ("kurdisch (sorani)", "ckb"), ("Kurdisch-Sorani", "ckb"), ("spricht Kurmandschi", "kmr"), ("Kurmanci", "kmr"),
        ("Farsi", "pes"), ("Farsidolmetscher", "pes"), ("Persisch", "pes"), ("Persisch (Dari)", "prs"),
        ("Dari", "prs"),
        ("DGS", "gsg"), ("Gebärdensprache", "gsg"), ("Gebaerdendolmetscher", "gsg"), ("GEBÄRDENSPRACHE (DGS)", "gsg"),
        ("gehörlos, DGS-Dolmetscher nötig", "gsg"), ("deutsche Gebärdensprache", "gsg"),
        ("Romanes", "rom"), ("Mazedonisch", "mkd"), ("Pashto", "pus"), ("Somali", "som"), ("spricht Englisch", "eng"),
        ("spricht Deutsch und Englisch", "eng"), ("Nationalität: ukrainisch, Sprache: Russisch", "rus"),
    ],
)  # fmt: skip
def test_one_language_gives_its_code(remark: str, code: str) -> None:
    assert hinted(remark) == Hint(code)


@pytest.mark.parametrize(
    "remark",
    [
        "bitte Dolmetscher", "Dolm. bitte", "Sprachmittlung erbeten", "braucht Uebersetzung", "Sohn übersetzt",
        "habe keinen Dolmetscher", "need an interpreter", "gehörlos", "Sprachbarriere",
        "spricht kaum Deutsch", "kein Deutsch", "keine Deutschkenntnisse", "wenig deutsche Sprachkenntnisse",
        "nicht so gut Deutsch", "spricht nicht Deutsch", "Deutsch nur wenig", "no German",
        "Ukrainisch / Russisch", "Farsi oder Dari", "Arabisch und Kurdisch", "kurdisch", "Tigrinya, Amharisch",
        "weder Deutsch noch Englisch", "kein Englisch", "türkische Gebärdensprache",
    ],
)  # fmt: skip
def test_what_names_no_single_language_is_a_hint_without_a_code(remark: str) -> None:
    assert hinted(remark) == Hint()


@pytest.mark.parametrize(
    "remark",
    [
        None, "", "   ", "bitte persönlich sprechen", "kommt mit Kinderwagen",
        "bitte nicht auf Anrufbeantworter sprechen",
        "Syrer", "Syrerin mit drei Kindern", "aus der Ukraine", "Ukrainerin", "Kurde", "Polin", "Roma", "Türke",
        "Somalier",
        "polnische Staatsangehörigkeit", "Staatsangehörigkeit: polnisch", "Staatsang. ukrainisch", "Pass: russisch",
        "Nationalität syrisch / türkisch", "Kunde ist türkisch", "bin gebürtig polnisch", "ist nicht deutsch",
        "türkisch-deutsches Ehepaar", "kurdischstämmig", "ukrainischer Führerschein", "russische Urkunde liegt vor",
        "übersetzte Unterlagen liegen vor", "mit übersetzten Zeugnissen", "Deutschkurs", "kein Deutschkurs mehr",
        "Englischkurs bis 12 Uhr", "gibt Spanisch-Unterricht", "keine deutsche Staatsangehörigkeit",
        "spanische Wand im Raum", "kommt aus Hausach", "macht Hausaufgaben", "Turkmenistan", "Russland",
    ],
)  # fmt: skip
def test_origin_courses_and_papers_say_nothing(remark: str | None) -> None:
    assert hinted(remark) is None


@pytest.mark.parametrize(
    ("remark", "hint"),
    [
        ("\x1b[m Ara\u200bbisch\x00", Hint("ara")), ("\u202eDari\u202c", Hint("prs")), ("Türkisch", Hint("tur")),
        ("spricht\nnur\tTürkisch", Hint("tur")), ("[/b]Farsi[red]", Hint("pes")), ("=CMD|Arabisch!A1", Hint("ara")),
        ("Arabisch " * 44, Hint("ara")), ("a" * 400, None), ("kein " * 80, None), ("nicht gut " * 40, None),
        ("- " * 200, None), ("(((" * 130, None), ("🙂" * 400, None), ("arab" * 100, None),
    ],
)  # fmt: skip
def test_hostile_remarks_are_only_text(remark: str, hint: Hint | None) -> None:
    assert hinted(remark) == hint


def test_the_example_office_writes_what_is_understood() -> None:
    rng = Random(7)
    people = draw_people(rng, 59)
    for person in people:
        for _ in range(8):
            written = demo_remark(rng, person, 600)
            named = bool(person.language) and WRITTEN[person.language] in written
            assert (hinted(written) is not None) == named, written
        mute = replace(person, language=None)
        assert all(hinted(demo_remark(rng, mute, 1000)) is None for _ in range(8))
