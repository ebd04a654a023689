"""What the lines of a rule file mean: rules, and for every wrong line why it is wrong (D43)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from backoffice.domain.rules import Rule
from backoffice.domain.streets import house_number, postcode, span
from backoffice.domain.terms import Area, Parity
from backoffice.domain.text import fold, same_key
from backoffice.exchange.rule_file import RawLine, RuleColumn

W = TypeVar("W")

HIGHEST_RANK = 9999
OLDEST = 120
LIMITS: Mapping[RuleColumn, int] = {RuleColumn.STREET: 80, RuleColumn.NOTE: 120}

_AREAS: Mapping[Area, str] = {
    Area.FRONT_DESK: "Eingangszone|EZ|Empfang|front-desk",
    Area.YOUTH_FRONT_DESK: "Eingangszone Jugendberufsagentur|Eingangszone JBA|EZ JBA|youth-front-desk",
    Area.BENEFITS: "Leistungsgewährung|Leistung|LG|benefits",
    Area.PLACEMENT: "Markt und Integration|M&I|M+I|MuI|Vermittlung|placement",
}
_AREA_OF = {same_key(word): area for area, words in _AREAS.items() for word in words.split("|")}
_SIDES: Mapping[Parity, str] = {
    Parity.ALL: "alle|beide|beide Seiten|a|all|g+u",
    Parity.ODD: "ungerade|u|ug|odd",
    Parity.EVEN: "gerade|g|even",
}
_SIDE_OF = {same_key(word): side for side, words in _SIDES.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class KnownBranch:
    """A branch as rule files name it: by code or name, its teams by name."""

    id: str
    code: str
    name: str
    teams: Mapping[str, str]
    """Name → id."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line is no rule: a code for `wording.responsibility`, the column, what stands there."""

    line: int
    code: str
    column: RuleColumn | None = None
    text: str = ""


@dataclass(slots=True)
class _Findings:
    line: int
    problems: list[LineProblem] = field(default_factory=list)

    def wrong(self, code: str, column: RuleColumn | None = None, text: str = "") -> None:
        self.problems.append(LineProblem(self.line, code, column, text))


def read_lines(
    lines: Sequence[RawLine], branches: Iterable[KnownBranch], new_id: Callable[[], str]
) -> tuple[tuple[Rule, ...], tuple[LineProblem, ...]]:
    """The rules of a file, and all that is wrong with its lines, in order. A wrong line gives no rule."""
    by_key = {same_key(word): branch for branch in branches for word in (branch.name, branch.code)}
    rules: list[Rule] = []
    problems: list[LineProblem] = []
    for line in lines:
        reader = _Line(line, by_key)
        rule = reader.rule(new_id)
        problems.extend(reader.found.problems)
        if not reader.found.problems:
            rules.append(rule)
    return tuple(rules), tuple(problems)


class _Line:
    """Reads one line."""

    def __init__(self, line: RawLine, branches: Mapping[str, KnownBranch]) -> None:
        self.cells = line.cells
        self.found = _Findings(line.number)
        self.branches = branches
        for column, code in line.odd.items():
            self.found.wrong(code, column)
        for column, limit in LIMITS.items():
            if len(line.cells.get(column, "")) > limit:
                self.found.wrong("too_long", column)

    def rule(self, new_id: Callable[[], str]) -> Rule:
        """The rule; of no use where something was found wrong."""
        branch = self._branch()
        first, last = self._number(RuleColumn.FIRST_NUMBER), self._number(RuleColumn.LAST_NUMBER)
        side = self._word(RuleColumn.PARITY, _SIDE_OF, "unknown_side") or Parity.ALL
        area = self._word(RuleColumn.AREA, _AREA_OF, "unknown_area")
        self._houses(first, last, side)
        letters = self._letters()
        return Rule(
            id=new_id(),
            rank=self._whole(RuleColumn.RANK, HIGHEST_RANK, "rank", needed=True) or 0,
            position=self.found.line,
            branch_id=branch.id if branch else "",
            team_id=self._team(branch),
            postcode=self._postcode(),
            street=self.cells.get(RuleColumn.STREET),
            first_number=first,
            last_number=last,
            parity=side.value,
            under_age=self._whole(RuleColumn.UNDER_AGE, OLDEST, "age"),
            area=area.value if area else None,
            first_letter=letters[0],
            last_letter=letters[1],
            digits=self._digits(),
            note=self.cells.get(RuleColumn.NOTE, ""),
        )

    def _branch(self) -> KnownBranch | None:
        text = self.cells.get(RuleColumn.BRANCH)
        branch = self.branches.get(same_key(text)) if text else None
        if branch is None and RuleColumn.BRANCH not in {p.column for p in self.found.problems}:
            self.found.wrong("unknown_branch" if text else "missing", RuleColumn.BRANCH, text or "")
        return branch

    def _team(self, branch: KnownBranch | None) -> str | None:
        text = self.cells.get(RuleColumn.TEAM)
        if not text or branch is None:
            return None
        team = next((id_ for name, id_ in branch.teams.items() if same_key(name) == same_key(text)), None)
        if team is None:
            self.found.wrong("unknown_team", RuleColumn.TEAM, text)
        return team

    def _postcode(self) -> str | None:
        text = self.cells.get(RuleColumn.POSTCODE)
        code = postcode(text) if text else None
        if text and code is None:
            self.found.wrong("postcode", RuleColumn.POSTCODE, text)
        return code

    def _number(self, column: RuleColumn) -> str | None:
        """A house number in one form: `12`, `12a`; more than one in a cell is not guessed at."""
        text = self.cells.get(column)
        if not text:
            return None
        number = house_number(text)
        if number is None or same_key(text) != f"{number.number}{number.suffix}":
            self.found.wrong("house_number", column, text)
            return None
        return f"{number.number}{number.suffix}"

    def _houses(self, first: str | None, last: str | None, side: Parity) -> None:
        if (first or last or side is not Parity.ALL) and not self.cells.get(RuleColumn.STREET):
            self.found.wrong("no_street", RuleColumn.STREET)
        within = span(first, last)
        if within is None or within.first > within.last:
            self.found.wrong("backwards", RuleColumn.FIRST_NUMBER, f"{first} – {last}")
        elif within.first.number == within.last.number and side is not Parity.ALL:
            odd = within.first.number % 2 == 1
            if odd is not (side is Parity.ODD):
                self.found.wrong("nobody", RuleColumn.PARITY, first or "")

    def _word(self, column: RuleColumn, words: Mapping[str, W], code: str) -> W | None:
        text = self.cells.get(column)
        meant = words.get(same_key(text)) if text else None
        if text and meant is None:
            self.found.wrong(code, column, text)
        return meant

    def _whole(self, column: RuleColumn, most: int, code: str, *, needed: bool = False) -> int | None:
        text = self.cells.get(column, "").removesuffix(".0")
        if text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= most:
            return int(text)
        if text:
            self.found.wrong(code, column, text)
        elif needed and column not in {p.column for p in self.found.problems}:
            self.found.wrong("missing", column)
        return None

    def _letters(self) -> tuple[str | None, str | None]:
        first, last = self._letter(RuleColumn.FIRST_LETTER), self._letter(RuleColumn.LAST_LETTER)
        if (
            first
            and last
            and fold(first) > fold(last)[: len(fold(first))]
            and fold(first)[: len(fold(last))] > fold(last)
        ):
            self.found.wrong("backwards", RuleColumn.FIRST_LETTER, f"{first} – {last}")
        return (first or ("A" if last else None)), (last or first)

    def _letter(self, column: RuleColumn) -> str | None:
        text = self.cells.get(column)
        if text and not (text.isalpha() and len(text) <= 2):
            self.found.wrong("letter", column, text)
            return None
        return text

    def _digits(self) -> str | None:
        """`01234`, `0-4`, `0, 1, 2`: each final digit once, in order."""
        text = self.cells.get(RuleColumn.DIGITS)
        if not text:
            return None
        digits: set[int] = set()
        for part in text.replace("–", "-").replace(";", ",").replace(" bis ", "-").split(","):
            ends = [end.strip() for end in part.split("-")]
            if not all(end.isascii() and end.isdecimal() for end in ends) or len(ends) > 2:
                self.found.wrong("digits", RuleColumn.DIGITS, text)
                return None
            if len(ends) == 1:
                digits |= set(map(int, ends[0]))
            elif len(ends[0]) == len(ends[1]) == 1 and int(ends[0]) < int(ends[1]):
                digits |= set(range(int(ends[0]), int(ends[1]) + 1))
            else:
                self.found.wrong("digits", RuleColumn.DIGITS, text)
                return None
        return "".join(map(str, sorted(digits)))
