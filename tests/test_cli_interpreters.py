"""`interpreters` as somebody types it, on both engines (D47, D49)."""

import json

import pytest

from backoffice.domain.errors import Refused
from backoffice.domain.notice import parse_notice
from backoffice.wording.interpreters import notice
from backoffice.wording.languages import OFFICE
from backoffice.wording.languages_typed import language_of, languages_of, written
from tests.commandline import CommandLine

SELAM = {"interpreter": "Selam Beispiel", "orders_to": "selam@example.org", "cost_note": "nach JVEG"}
ADD = ("interpreters", "add")
TIMES = ("interpreters", "availability")


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """A house of two branches, Monday 08:30."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte")
    line("branch", "add", "NORD", "--name", "Geschäftsstelle Nord")
    line("staff", "place", line.json("staff", "list")[0]["login"], "--branch", "MITTE")
    return line


def selam(line: CommandLine) -> str:
    """A person on site; their id."""
    typed = (
        *ADD,
        "person",
        "--language",
        "Tigrinya",
        "--language",
        "ara:irakisch",
        "--on-site",
        "--notice",
        "2 Tage",
    )
    said = line(*typed, "--serves", "mitte", given=json.dumps(SELAM))
    assert said.startswith("Sprachmittlung eingetragen.\nKennung ")
    return line.json("interpreters", "list", "--language", "tir")[0]["id"]


def hotline(line: CommandLine) -> str:
    languages = (option for code in ("tir", "ara", "prs") for option in ("--language", code))
    line(*ADD, "hotline", *languages, "--by-phone", "--house", given="Telefon-Hotline\n\n030 23125-790\n")
    return line.json("interpreters", "list", "--kind", "phone")[0]["id"]


def test_who_interprets_is_said_in_lines_and_as_json(line: CommandLine) -> None:
    assert line("interpreters", "list") == "Noch ist niemand eingetragen: backoffice interpreters add.\n"
    one, other = selam(line), hotline(line)
    line(*TIMES, "hours", other[-6:], "mo-fr", "8-18")
    cells = [[cell for cell in row.split("  ") if cell.strip()] for row in line("interpreters", "list").splitlines()]
    assert [[cell.strip() for cell in row] for row in cells] == [
        [one[-6:], "Selam Beispiel", "Person", "vor Ort", "2 Arbeitstage", "auf Anfrage",
         "Arabisch (irakisch), Tigrinya"],
        [other[-6:], "Telefon-Hotline", "Hotline", "Telefon", "sofort", "Mo-Fr 08:00-18:00",
         "Arabisch, Dari, Tigrinya"],
    ]  # fmt: skip
    assert len(line.json("interpreters", "list", "--branch", "NORD")) == 1
    assert len(line.json("interpreters", "list", "--language", "ti", "--kind", "on-site")) == 1
    assert line("interpreters", "list", "--language", "Dari", "--kind", "video").startswith("Niemand passt dazu.")
    assert [row.split("  ", 1)[-1].strip() for row in line("interpreters", "show", one[-6:]).splitlines()] == [
        "Selam Beispiel", "Person", "Arabisch (irakisch), Tigrinya", "vor Ort", "auf Anfrage", "2 Arbeitstage",
        "MITTE", "selam@example.org", "nach JVEG", "MITTE",
    ]  # fmt: skip
    told = line.json("interpreters", "show", other)
    assert (told["dial"], told["kept_by"], told["hours"], told["on_request"], told["branches"]) == (
        "030 23125-790", None, "Mo-Fr 08:00-18:00", False, [],
    )  # fmt: skip
    assert told["languages"][0] == {"code": "ara", "name": "Arabisch", "dialect": None}
    assert (len(told["times"]), told["orders_beyond"]) == (5, [])


def test_an_entry_is_changed_in_part_and_taken_back(line: CommandLine) -> None:
    one = selam(line)[-6:]
    change = ("interpreters", "change", one)
    assert line(*change, "--by-phone", "--notice", "sofort", "--serves-all") == "Sprachmittlung geändert.\n"
    told = line.json("interpreters", "show", one)
    assert (told["by_phone"], told["on_site"], told["notice_minutes"], told["branches"]) == (True, True, 0, [])
    assert [language["code"] for language in told["languages"]] == ["ara", "tir"]
    line(*change, "--language", "som", "--not-on-site", "--ask", given="Selam Anders\n-\n\n\n")
    told = line.json("interpreters", "show", one)
    assert (told["name"], told["contact"], told["cost_note"], told["on_site"]) == (
        "Selam Anders", None, "nach JVEG", False,
    )  # fmt: skip
    line("undo", "--yes")
    assert line.json("interpreters", "show", one)["name"] == "Selam Beispiel"


def test_times_are_set_told_and_removed(line: CommandLine) -> None:
    one = selam(line)[-6:]
    assert line(*TIMES, "hours", one, "mo-mi 8-12", "--since", "+1w").startswith(
        "Ab Mo 30.11.2026: Mo-Mi 08:00-12:00."
    )
    assert line(*TIMES, "day", one, "24.11.", "9", "24").startswith("Am Di 24.11.2026 zu haben.")
    assert line(*TIMES, "away", one, "1.12.", "3.12.") == "Abwesend vom Di 01.12.2026 bis Do 03.12.2026.\n"
    assert line(*TIMES, "away", one, "7.12.", "--from", "8", "--to", "9:30") == "Abwesend am Mo 07.12.2026.\n"
    shown = [row.split("  ")[-1].strip() for row in line("interpreters", "show", one).splitlines()]
    times = [row for row in shown if row[6:7] == " "]
    assert [row[7:] for row in times] == [
        "abwesend Di 01.12.2026 bis Do 03.12.2026",
        "abwesend Mo 07.12.2026 08:00-09:30",
        "Di 24.11.2026 09:00-24:00",
        "jeden Mo 08:00-12:00 ab 30.11.2026",
        "jeden Di 08:00-12:00 ab 30.11.2026",
        "jeden Mi 08:00-12:00 ab 30.11.2026",
    ]
    assert "Zeiten" in line("interpreters", "show", one)
    assert line(*TIMES, "remove", one, times[0][:6]) == "Zeit entfernt.\n"
    assert "abwesend Di" not in line("interpreters", "show", one)
    assert line(*TIMES, "hours", one, "auf Anfrage", "--since", "1.12.").startswith(
        "Ab Di 01.12.2026 keine feste Woche"
    )
    assert line("interpreters", "leave", one, "fr") == "Letzter Tag ist Fr 27.11.2026.\n"
    assert line("interpreters", "list").rstrip().endswith("nur bis Fr 27.11.2026")
    assert line("interpreters", "leave", one, "--stays").startswith("Letzter Tag aufgehoben")
    line("interpreters", "leave", one, "gestern")
    assert line.json("interpreters", "list") == []
    assert len(line.json("interpreters", "list", "--gone")) == 1


def test_ways_are_told_and_set(line: CommandLine) -> None:
    assert line("interpreters", "travel").endswith("Angenommen werden überall 45 Minuten.\n")
    assert line("interpreters", "travel", "MITTE", "nord", "25") == "Weg eingetragen: 25 min, hin und zurück.\n"
    line("interpreters", "travel", "NORD", "MITTE", "30", "--one-way")
    assert line("interpreters", "travel").splitlines() == ["MITTE  NORD   25 min", "NORD   MITTE  30 min"]
    assert line.json("interpreters", "travel")[1] == {"from": "NORD", "to": "MITTE", "minutes": 30}


def test_what_is_typed_wrongly_gets_a_sentence_with_the_way_on(line: CommandLine) -> None:
    one = selam(line)[-6:]
    person = (*ADD, "person", "--language", "tir")
    for typed, sentence in (
        ((*person,), "Bitte mindestens einen der drei Wege wählen."),
        ((*ADD, "person", "--on-site"), "Bitte mindestens eine Sprache angeben."),
        ((*ADD, "agency", "--language", "DGS", "--by-phone"), "Gebärdensprache wird gesehen"),
        ((*person, "--on-site", "--notice", "bald"), "„bald“ ist kein Vorlauf."),
        ((*person, "--on-site", "--notice", "61 Tage"), "zwischen 0 Minuten und 60 Tagen"),
        ((*person, "--on-site", "--serves", "SUED"), "Diese Geschäftsstelle gibt es nicht."),
        (("interpreters", "show", "ffffff"), "backoffice interpreters list --gone zeigt die Kennungen"),
        ((*TIMES, "hours", one, "montags"), "montags"),
        ((*TIMES, "hours", one, "mo 12-8"), "Bitte"),
        ((*TIMES, "day", one, "gestern", "8", "9"), "was war, wird nicht umgeschrieben"),
        ((*TIMES, "day", one, "25.12.", "8", "9"), "Am 25.12.2026 ist das Haus zu (Erster Weihnachtstag)."),
        ((*TIMES, "away", one, "di", "mi", "--from", "8"), "Uhrzeiten gibt es nur"),
        ((*TIMES, "remove", one, "ffffff"), "backoffice interpreters show zeigt die Kennungen."),
        (("interpreters", "travel", "MITTE", "MITTE", "5"), "Bitte zwei verschiedene angeben."),
    ):
        assert sentence in line.refused(*typed, given="Neu Erfunden\n"), typed
    assert "ist hier schon eingetragen" in line.refused(*person, "--on-site", given="Selam  beispiel\n")
    assert "Es ist nicht gesagt, wer" in line.refused(*person, "--on-site", given="\n")
    assert "„Name“ passt nicht: höchstens 80 Zeichen." in line.refused(*person, "--on-site", given="x" * 81)
    for typed, sentence in (
        ((*ADD, "person", "--language", "wolkenisch"), "„wolkenisch“ ist keine bekannte Sprache."),
        ((*ADD, "person", "--language", "sprache", "--on-site"), "Bitte den Namen genauer oder den Code"),
        (("interpreters", "leave", one), "Genau eins von TAG und --stays."),
        (("interpreters", "travel", "MITTE", "NORD"), "Es fehlt etwas: VON NACH MINUTEN."),
        ((*ADD, "person", "--house", "--branch", "MITTE"), "schließen einander aus"),
        (("interpreters", "change", one, "--serves", "NORD", "--serves-all"), "schließen einander aus"),
    ):
        assert sentence in line.refused(*typed, code=2), typed
    assert len(line.json("interpreters", "list")) == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [("tir", "tir"), ("TI", "tir"), ("tigrinya", "tir"), ("Türkisch", "tur"), ("tuerkisch", "tur"), ("dgs", "gsg"),
     ("Arabisch", "ara"), ("Kurmandschi", "kmr"), ("kroatisch", "hbs"), ("farsi", "pes"), ("Kurdisch", "kur")],
)  # fmt: skip
def test_a_language_is_known_by_code_and_name(typed: str, code: str) -> None:
    assert language_of(typed) == code


def test_a_language_that_may_be_several_is_asked_back() -> None:
    for typed, refused in (("", "unknown_language"), ("xq", "unknown_language"), ("sprache", "language_unclear")):
        with pytest.raises(Refused) as caught:
            language_of(typed)
        assert caught.value.code == refused, typed


def test_several_languages_are_typed_with_their_dialects_and_read_again() -> None:
    told = {"tir": "", "ara": "irakisch", "kmr": "aus Afrin", "gsg": ""}
    assert languages_of(" Tigrinya; arabisch: irakisch,, kmr:aus Afrin, DGS ") == told
    assert written(told) == (
        "Arabisch: irakisch, Deutsche Gebärdensprache (DGS), Kurdisch (Kurmandschi): aus Afrin, Tigrinya"
    )
    assert languages_of(written(told)) == told
    assert languages_of("") == {}
    for code in (*OFFICE, "jpn", "nob", "epo"):
        assert languages_of(written({code: "x"})) == {code: "x"}, code


def test_notice_is_typed_as_people_say_it() -> None:
    for text, minutes in {
        "": 0, "sofort": 0, "30": 30, "30 min": 30, "30 Minuten": 30, "2h": 120, "2 Std.": 120, "1 Tag": 1440,
        "2 Arbeitstage": 2880, "2t": 2880, "1 Tag 2 h": 1560, "1 Tag und 30 min": 1470,
    }.items():  # fmt: skip
        assert parse_notice(text) == minutes, text
        assert parse_notice(notice(minutes)) == minutes, "what is shown can be typed again"
    for text in ("bald", "2 Wochen", "-5", "1,5 h", "h"):
        with pytest.raises(Refused, match="notice_unknown"):
            parse_notice(text)
