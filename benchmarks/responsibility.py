"""Who is responsible, by 20,000 rules of streets, against a dict and the raw drivers, in one run and taking turns.

Looking up: `Finder.candidates` for a street with its number, against one access by the same street to a dict that
holds all streets; a thousand of each, streets in any order. Loading: `Desk.read(FindResponsible(…))`, which reads the
whole table, makes the finder and asks it once, against one SQL read of the same rows as plain tuples by the raw
driver.

`python -m benchmarks.responsibility profile` shows where the time of loading goes.
"""

import random
import sys
import tempfile
from pathlib import Path

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.desk.organisation import AddBranch
from backoffice.desk.responsibility import SetRules
from backoffice.desk.responsibility_views import FindResponsible
from backoffice.domain.ids import new_id
from backoffice.domain.responsibility import Finder
from backoffice.domain.rules import Asked, Rule
from benchmarks.store import NOW, Engine, Result, postgresql_engine, show, sqlite_engine, turns

STREETS, PER_STREET, POSTCODES, BRANCHES = 5_000, 4, 40, 6
LOOKUPS, ROUNDS, READS = 1_000, 40, 20
WORDS = ("straße", "weg", "allee", "platz", "ufer")


def rules_of(branches: list[str]) -> tuple[Rule, ...]:
    """Four rules a street: each side, up to number 40 and beyond."""
    made: list[Rule] = []
    for street in range(STREETS):
        for part in range(PER_STREET):
            first = 1 if part < 2 else 41
            made.append(
                Rule(
                    id=new_id(),
                    rank=10,
                    position=len(made) + 2,
                    branch_id=branches[(street + part) % len(branches)],
                    postcode=f"{100 + street % POSTCODES:05d}",
                    street=f"Beispiel{street}{WORDS[street % len(WORDS)]}",
                    first_number=str(first),
                    last_number=str(first + 39),
                    parity=("odd", "even")[part % 2],
                )
            )
    return tuple(made)


def questions(rules: tuple[Rule, ...]) -> list[Asked]:
    """Addresses of all over the town, each answered by one rule."""
    draw = random.Random(5)
    return [Asked(r.postcode, r.street, str(draw.randint(1, 80)), age=40) for r in draw.choices(rules, k=LOOKUPS)]


def looking_up() -> Result:
    """One look-up against one access by street; in microseconds, shown as thousands."""
    rules = rules_of([f"branch-{n}" for n in range(BRANCHES)])
    finder, asked = Finder(rules), questions(rules)
    by_street = {rule.street: rule for rule in rules}
    streets = [one.street for one in asked]
    assert all(len(finder.candidates(one)) == 1 for one in asked)

    def ours() -> None:
        for one in asked:
            finder.candidates(one)

    def peer() -> None:
        for street in streets:
            by_street[street]

    mine, theirs = turns(lambda _: ours(), lambda _: peer(), ROUNDS)
    return f"{LOOKUPS:,} look-ups in {len(rules):,} rules, and as many by a dict", mine, theirs, mine / theirs


def loading(engine: Engine, *, profile: bool = False) -> Result:
    """The whole table read and made ready, and asked once."""
    engine.copy("empty", "rules")
    desk = engine.desk("rules")
    rules = _fill(desk)
    raw = engine.raw("rules")
    statement = f"SELECT {', '.join(Rule._fields)} FROM responsibility_rule ORDER BY rank, position"
    asked = questions(rules)

    def peer() -> None:
        raw.execute(statement).fetchall()
        if not engine.local:
            raw.commit()

    assert len(desk.read(FindResponsible(asked[0])).candidates) == 1
    if profile:
        show(lambda: desk.read(FindResponsible(asked[0])), READS)
    mine, theirs = turns(lambda n: desk.read(FindResponsible(asked[n])), lambda _: peer(), READS)
    raw.close()
    desk.store.close()
    return f"{engine.name}: {len(rules):,} rules read, made ready, asked once", mine, theirs, mine / theirs


def _fill(desk: Desk) -> tuple[Rule, ...]:
    found(desk.store, Founding(house_name="Messhaus", login=desk.login, name="Chefin Test"), NOW)
    branches = [new_id() for _ in range(BRANCHES)]
    for number, branch_id in enumerate(branches):
        desk.perform(desk.new(AddBranch, branch_id=branch_id, code=f"G{number}", name=f"Geschäftsstelle {number}"))
    rules = rules_of(branches)
    desk.perform(desk.new(SetRules, rules=rules))
    return rules


def run() -> list[Result]:
    """Looking up, and loading on each engine."""
    results = [looking_up()]
    with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
        results.append(loading(engine))
    with postgresql_engine() as engine:
        results.append(loading(engine))
    return results


def main(arguments: list[str]) -> None:
    """Print the comparisons, or (`profile`) where the time of loading goes."""
    if arguments == ["profile"]:
        with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
            loading(engine, profile=True)
        return
    for what, ours, peer, ratio in run():
        print(f"{what}: ours {ours:.2f} ms, peer {peer:.2f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
