"""Every code that the program can raise or answer has its German, and the German is clean."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import backoffice
from backoffice.desk.interpreting_lines import Matter
from backoffice.desk.promises import Owed
from backoffice.domain import errors, rearrange_values, terms
from backoffice.domain.bookings import Field
from backoffice.domain.deadlines import Policy
from backoffice.domain.explaining import Reason
from backoffice.domain.interpreting import Against
from backoffice.domain.merge import RowState
from backoffice.domain.orders import OrderStep
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rights import Right
from backoffice.domain.states import Status, Step
from backoffice.domain.takeovers import Stand
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.store.tables.ticket_work import MoveKind
from backoffice.store.version import State
from backoffice.wording import (
    absences,
    agreements,
    booking,
    files,
    interpreters,
    interpreting,
    openings,
    rearranging,
    responsibility,
    states,
    takeovers,
    tickets,
    views,
)
from backoffice.wording import done as answers
from backoffice.wording.refusals import refusal, texts

ROOT = Path(backoffice.__file__).parent
SOURCES = {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}
ERRORS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.BackofficeError)
}


def constants(node: ast.expr, names: dict[str, list[ast.expr]]) -> set[str] | None:
    """The texts an expression can be, as far as its module tells; None where that cannot be read from it."""
    match node:
        case ast.Constant(value=str(value)):
            return {value}
        case ast.IfExp(body=one, orelse=other):
            both = constants(one, names), constants(other, names)
            return None if both[0] is None or both[1] is None else both[0] | both[1]
        case ast.Name(id=name) if name in names:
            found = [constants(value, {}) for value in names[name]]
            return None if None in found else {text for texts in found for text in texts or ()}
        case _:
            return None


def assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def texts_in(path: str, *functions: str) -> set[str]:
    """The texts that look like codes in some functions or assignments of a module."""
    found = set()
    for node in ast.walk(SOURCES[Path(path)]):
        name = node.name if isinstance(node, ast.FunctionDef) else None
        if isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            name = target.id if isinstance(target, ast.Name) else None
        if name in functions:
            found |= {c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    assert found, (path, functions)
    return {text for text in found if re.fullmatch(r"[a-z]+(_[a-z]+)+", text)}


FAULTS = {
    text
    for text in texts_in("store/faults.py", "_refusal", "_code", "_of_file", "_of_server", "_CODES")
    if text.startswith(("store", "login", "server"))
}
PASSED_ON: set[str] = set()
"""What was raised or answered elsewhere, and is counted there."""
COMPUTED: dict[str, set[str]] = {
    "error.code": PASSED_ON,
    "done.code": PASSED_ON,
    "entry.code": PASSED_ON,
    "_code(error, place)": FAULTS,
    "f'store_{state.value}'": {f"store_{s.value}" for s in State if s not in (State.CURRENT, State.FOREIGN)},
    "file.missing": {"no_header", "no_start_column"},
    "state.code": {"no_vault", "unsafe_vault", "vault_failed"},
}


def codes(names: set[str], computed: dict[str, set[str]] = COMPUTED) -> set[str]:
    """All codes given as first argument to these; a computed one that nobody explains fails."""
    found: set[str] = set()
    for path, tree in SOURCES.items():
        known = assigned(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called not in names:
                continue
            texts = constants(node.args[0], known)
            if texts is None:
                source = ast.unparse(node.args[0])
                assert source in computed, f"{path}: {ast.unparse(node)}: which codes can that be?"
                texts = computed[source]
            found |= texts
    return found


def test_the_scan_sees_what_is_there() -> None:
    raised = codes(ERRORS)
    assert {"wrong_state", "place_taken", "store_older", "store_full", "login_refused", "not_found"} <= raised
    assert len(raised) > 60
    assert {"arrived", "unassigned", "not_reached", "imported"} <= codes({"Done"})


def test_every_refusal_has_its_sentences() -> None:
    assert sorted(codes(ERRORS) - texts().keys()) == []


def test_every_answer_has_its_line() -> None:
    assert sorted(codes({"Done"}) - answers.DONE.keys()) == []


def test_every_remark_on_a_file_has_its_phrase() -> None:
    computed = {
        **COMPUTED,
        "code": texts_in("exchange/remarks.py", "_MISSED") | texts_in("domain/matching.py", "duplicates"),
        "ignored": texts_in("exchange/other_rows.py", "why_no_booking"),
        "said": set(),
    }
    remarks = codes({"Issue"}, computed) | {
        text
        for path, tree in SOURCES.items()
        if path.parts[0] == "exchange"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("note", "problem")
        for text in constants(node.args[0], assigned(tree)) or ()
    }
    assert {"no_start", "no_duration", "duplicate_row", "row_footer", "no_place"} <= remarks
    assert sorted(remarks - {**files.ISSUES, **views.MORE_ISSUES}.keys()) == []


WORDS: list[tuple[type[StrEnum], dict[str, str]]] = [
    (Status, states.STATUS),
    (Step, states.STEP),
    (terms.Channel, states.CHANNEL),
    (terms.Channel, states.CHANNEL_LONG),
    (terms.Area, states.AREA),
    (terms.Outcome, states.OUTCOME),
    (terms.AttemptResult, states.ATTEMPT),
    (terms.Role, states.ROLE),
    (terms.Origin, views.ORIGINS),
    (terms.Urgency, tickets.URGENCY),
    (terms.TicketOrigin, tickets.ORIGIN),
    (terms.Answer, tickets.ANSWER),
    (terms.ProposalStatus, rearranging.PROPOSAL),
    (terms.ToldBy, rearranging.TOLD),
    (Kind, rearranging.KIND),
    (rearrange_values.Against, rearranging.AGAINST),
    (rearrange_values.Lost, rearranging.LOST),
    (TicketStatus, tickets.STATUS),
    (ClosedAs, tickets.CLOSED_AS),
    (Policy, tickets.POLICY),
    (MoveKind, tickets.MOVE),
    (Owed, tickets.OWED),
    (terms.OpeningKind, openings.KIND),
    (terms.ClosureKind, openings.CLOSURE_KIND),
    (terms.Contingent, booking.CONTINGENT),
    (terms.PlanRule, agreements.RULE),
    (terms.AgreementUnit, agreements.UNIT),
    (terms.OtvTaskKind, booking.OTV_TASK),
    (terms.ApplicationKept, booking.APPLICATION_KEPT),
    (terms.TakeoverStatus, takeovers.STATUS),
    (Stand, takeovers.STAND),
    (terms.Parity, responsibility.PARITY),
    (terms.AbsenceKind, absences.KIND),
    (terms.Provider, interpreters.PROVIDER),
    (terms.AvailabilityKind, interpreters.AVAILABILITY),
    (terms.InterpretingKind, interpreting.KIND),
    (terms.OrderStatus, interpreting.STATUS),
    (OrderStep, interpreting.STEP),
    (Against, interpreting.AGAINST),
    (Matter, interpreting.MATTER),
    (Reason, booking.REASON),
    (RowState, answers.ROW_STATES),
    (Field, views.FIELDS),
]


@pytest.mark.parametrize(("kind", "words"), WORDS, ids=lambda v: getattr(v, "__name__", ""))
def test_every_word_of_a_closed_list_has_its_german(kind: type[StrEnum], words: dict[str, str]) -> None:
    assert {member.value for member in kind} == {str(getattr(key, "value", key)) for key in words}
    assert all(word.strip() == word and word for word in words.values())
    if kind is not Field:
        assert len(set(words.values())) == len(words), "two of them read the same"


def test_no_closed_list_is_forgotten() -> None:
    there = {kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, StrEnum)}
    assert there - {StrEnum} <= {kind for kind, _ in WORDS}


@pytest.mark.parametrize("code", sorted(texts()))
def test_sentences_are_sentences(code: str) -> None:
    title, message, remedy = texts()[code]
    assert title
    assert title[-1] not in ".!:", "a title is no sentence"
    assert message[-1:] in (".", "?", "…") or message.endswith("{what}"), message  # which is a sentence itself
    assert not remedy or remedy[-1] in (".", "?", "…") or remedy.endswith(("upgrade", ")")), remedy
    for text in (title, message, remedy):
        assert text == text.strip()
        assert "  " not in text
        assert text[:1] == text[:1].upper() or text.startswith(("„", "backoffice", "{"))


ASCII_GERMAN = re.compile(
    r"\b\w*(fuer|ueber|koenn|moech|muess|waehl|aender|geloesch|loesch|zurueck|naechst|spaet(er|est)|gehoer|verfueg"
    r"|schliess|gruess|strasse|geschaeft|rueckruf|pruef|ausfuehr|oeffn|verknuepf|duerf|wuensch|naemlich|taeglich)\w*\b",
    re.IGNORECASE,
)
SPELLED_ON_PURPOSE = {"mueller"}


def german_texts() -> Iterator[tuple[Path, str]]:
    """All texts of the rooms that speak: wording, keys, screens, line commands, help."""
    for path, tree in SOURCES.items():
        if path.parts[0] not in ("wording", "screens", "cli", "widgets", "keys") and path.name != "guide.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                yield path, node.value


def test_german_is_written_with_its_own_letters() -> None:
    wrong = [
        (str(path), found.group())
        for path, text in german_texts()
        for found in ASCII_GERMAN.finditer(text)
        if found.group() not in SPELLED_ON_PURPOSE
    ]
    assert wrong == []


def test_an_unknown_code_is_named_and_a_missing_value_never_fails() -> None:
    said = refusal(errors.Refused("nie_gehoert"))
    assert "nie_gehoert" in str(said)
    for code in texts():
        refusal(errors.Refused(code))


def test_rights_are_said_in_german() -> None:
    """A refusal may name the right that lacks; it must not be an English word then."""
    sentence = str(refusal(errors.Refused("no_right", right=Right.WORK.value)))
    assert not re.search(r"\b(work|see|assign|offer|administer)\b", sentence)
