"""One declaration per action: no two on one key, and footer, help, palette and table all say the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice import guide, keys
from backoffice.domain.text import search_key
from backoffice.keys import ACTIONS, Place

HERE = keys.at(*keys.TODAY_SCREEN)
NEVER = {"f10", "f11", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+c", "ctrl+z"}
ALT_GR = set("@{}[]\\|~€µ²³")


def test_no_two_actions_share_a_key_where_both_are_live():
    assert keys.clashes() == ()


def test_a_clash_is_found():
    twice = (*ACTIONS, replace(keys.action("note"), id="other"))
    places = ("Heute", "Tagesabschluss", "Plan")
    assert keys.clashes(twice) == tuple((where, "i", "note", "other") for where in places)
    over = replace(keys.action("save"), id="other", keys=("f9",))
    assert ("Formular", "f9", "privacy", "other") in keys.clashes((*ACTIONS, over))


def test_ids_are_unique_and_every_action_says_what_it_does():
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    for a in ACTIONS:
        assert a.keys
        assert a.label
        assert a.help.endswith(".")
        assert a.english == a.english.lower()
        assert keys.action(a.id) is a


def test_keys_need_no_alt_gr_and_leave_terminals_theirs():
    for a in ACTIONS:
        for key in a.keys:
            assert key not in NEVER
            assert not key.startswith(("alt+", "ctrl+shift+"))
            assert not set(key) & ALT_GR


def test_a_letter_means_the_same_everywhere():
    meaning = {}
    for a in ACTIONS:
        if a.method.startswith("elsewhere"):
            continue  # it does nothing but to say where the letter means what it means everywhere
        for key in a.keys:
            if len(key) == 1 and key.isalpha():
                assert meaning.setdefault(key, a.method or a.id) == (a.method or a.id)


def test_letters_never_live_on_the_app():
    letters = {k for a in keys.at(Place.APP) for k in a.keys if len(k) == 1 and k.isalpha()}
    assert letters == set()


def test_help_search_privacy_and_quit_work_over_dialogs_and_type_nothing_away():
    found = {b.key: b for b in keys.bindings(Place.APP)}
    assert {k for k, b in found.items() if b.priority} == {"f1", "f3", "f4", "f9", "ctrl+q"}
    assert found["question_mark"].action == found["f1"].action == "help"


def test_bindings_can_point_to_the_screen_and_know_the_key_pressed():
    found = {b.key: b for b in keys.bindings(Place.APPOINTMENTS, to="screen")}
    assert found["e"].action == "screen.outcome"
    assert found["e"].description == "Ergebnis"
    assert [b.action for b in keys.bindings(Place.CHOICE)][:2] == ["pick(1)", "pick(2)"]


def test_the_footer_at_80_columns():
    shown = " ".join(f"{h.key} {h.label}" for h in guide.hints(HERE, 80))
    assert shown == "e Ergebnis a annehmen b beginnen x nein … r Rückruf t Folgetermin ? Hilfe"


@given(st.integers(10, 200))
def test_the_footer_fits_in_whole_hints_and_never_loses_the_help(width):
    found = guide.hints(HERE, width)
    assert 1 + sum(h.width for h in found) + 2 * (len(found) - 1) <= width
    assert found[-1] == guide.Hint("?", "Hilfe")
    wider = guide.hints(HERE, width + 1)
    assert set(found) <= set(wider)


def test_the_help_has_every_action_of_the_screen_once():
    groups = guide.help_groups(*keys.TODAY_SCREEN)
    listed = [a.id for _, actions in groups for a in actions]
    assert sorted(listed) == sorted(a.id for a in HERE)
    assert groups[0][0] is keys.Group.APPOINTMENT
    assert groups[-1][0] is keys.Group.GENERAL


@pytest.mark.parametrize(
    ("typed", "first"),
    [("rückg", "undo"), ("ruckg", "undo"), ("rueckgaengig", "undo"), ("gibt es nicht", None),
     ("undo", "undo"), ("erg", "outcome"), ("outcome", "outcome"),
     ("f7", "import_day"), ("datei online", "import_day"), ("beginn", "begin"), ("no-show", "negative")],
)  # fmt: skip
def test_the_palette_finds_german_and_english_words(typed, first):
    found = guide.matching(typed, guide.palette(*keys.TODAY_SCREEN))
    assert (found[0].id if found else None) == first


def test_the_palette_ranks_titles_before_explanations():
    entries = [
        guide.Entry(id_, title, help_, key, search_key(title, help_, key))
        for id_, title, help_, key in [
            ("note", "Notiz", "Schreibt eine kurze Notiz.", "i"),
            ("contained", "Verkurzen", "Hält.", "q"),
            ("names", "Namen kurz", "Wie die Liste Namen zeigt.", ""),
            ("short", "Kurz und gut", "Fasst zusammen.", "z"),
        ]
    ]
    assert [e.id for e in guide.matching("kurz", entries)] == ["short", "names", "contained", "note"]
    assert guide.matching("i", entries)[0].id == "note"  # the key itself


def test_the_palette_without_a_word_offers_everything_that_is_not_a_cursor_key():
    entries = guide.palette(*keys.TODAY_SCREEN)
    assert guide.matching("", entries) == entries
    assert {e.id for e in entries} == {a.id for a in HERE if a.in_palette}
    assert "cursor_up" not in {e.id for e in entries}


def test_the_table_has_one_line_per_action():
    lines = guide.markdown().splitlines()
    assert len(lines) == len(ACTIONS) + 2
    assert "| F1 oder ? | überall | Hilfe | Sagt, was hier welche Taste tut. |" in lines
    assert all(line.count("|") == 5 for line in lines)


def test_keys_are_named_as_printed_on_the_keyboard():
    assert [keys.key_name(k) for k in ("ctrl+q", "f2", "question_mark", "space", "left", "a", "W", "pageup")] == [
        "Strg+Q", "F2", "?", "Leertaste", "←", "a", "Umschalt+W", "Bild↑",
    ]  # fmt: skip


def test_no_action_hides_one_of_textuals_own_by_accident():
    from textual.app import App
    from textual.screen import Screen
    from textual.widget import Widget

    own = {a.run.split("(")[0] for a in ACTIONS}
    theirs = {n.removeprefix("action_") for c in (App, Screen, Widget) for n in dir(c) if n.startswith("action_")}
    assert own & theirs == {"quit"}


def test_declaring_keys_loads_no_textual():
    import subprocess
    import sys

    code = "import sys, backoffice.guide; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
