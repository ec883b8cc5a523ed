"""Mutate the rules, or the part of them that is named, and say what no test noticed."""

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .mutants import HOUSE, Mutant, mutants_of
from .trials import outcomes

RULES = HOUSE / "credentialing" / "rules"
KEPT = HOUSE / ".local" / "mutation.txt"
ALIVE_AT_MOST = 0.05
Result = tuple[Mutant, bool]


def asked_for() -> argparse.Namespace:
    """What the command line asks for."""
    asked = argparse.ArgumentParser(prog="mutation", description=__doc__)
    asked.add_argument("modules", nargs="*", help="files or folders; all the rules without one")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--sample", type=int, help="so many mutants of all, drawn at random")
    asked.add_argument("--again", action="store_true", help="leave out those that were noticed before")
    asked.add_argument("--quick", action="store_true", help="only quick tests, so that more are called alive")
    return asked.parse_args()


def modules(named: list[str]) -> list[Path]:
    """The modules under the files and folders named; the whole package without a name."""
    places = [Path(name).resolve() for name in named] or [RULES]
    return sorted(each for place in places for each in ([place] if place.is_file() else place.rglob("*.py")))


def known() -> dict[str, bool]:
    """What earlier runs wrote down: whether each mutant was alive when it was last tried."""
    lines = KEPT.read_text().splitlines() if KEPT.exists() else []
    return {name: lives == "alive" for name, lives in (line.split() for line in lines)}


def judged(mutants: list[Mutant], given: argparse.Namespace) -> Iterator[Result]:
    """Each mutant and whether it is alive, with a line of progress and one for each survivor."""
    before = known() if given.again else {}
    dead = {mutant for mutant in mutants if before.get(mutant.name) is False}
    yield from ((mutant, False) for mutant in dead)
    tried = sorted({*mutants} - dead, key=lambda mutant: (mutant.path, mutant.line))
    alive = 0
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a", buffering=1) as kept:
        for done, (mutant, lives) in enumerate(outcomes(tried, jobs=given.jobs, quick=given.quick), 1):
            assert mutant is not None
            alive += lives
            print(mutant.name, "alive" if lives else "dead", file=kept)
            if lives:
                place = f"{mutant.path.relative_to(HOUSE)}:{mutant.line}"
                print(f"\r{place} {mutant.operator}\n    {mutant.change}", flush=True)
            if sys.stderr.isatty():
                print(f"\r{done} of {len(tried)}, {alive} alive", end=" ", file=sys.stderr, flush=True)
            yield mutant, lives


def table(results: list[Result]) -> Iterator[str]:
    """One line a module: mutants, alive, share."""
    made = Counter(mutant.path for mutant, _ in results)
    alive = Counter(mutant.path for mutant, lives in results if lives)
    yield "| module | mutants | alive | share |"
    yield "|---|--:|--:|--:|"
    for path in sorted(made):
        share = alive[path] / made[path]
        yield f"| {path.relative_to(RULES)} | {made[path]} | {alive[path]} | {share:.1%} |"
    yield f"| all | {made.total()} | {alive.total()} | {alive.total() / max(1, made.total()):.1%} |"


def main() -> int:
    """Zero if at most one mutant in twenty is alive."""
    given = asked_for()
    if not all(lives for _, lives in outcomes([None], jobs=1, quick=given.quick)):
        sys.exit("The tests fail on the rules as they are.")
    mutants = [mutant for path in modules(given.modules) for mutant in mutants_of(path)]
    if given.sample:
        mutants = random.sample(mutants, min(given.sample, len(mutants)))
    results = list(judged(mutants, given))
    print("\r", *table(results), sep="\n")
    return int(sum(lives for _, lives in results) > ALIVE_AT_MOST * len(results))


if __name__ == "__main__":
    sys.exit(main())
