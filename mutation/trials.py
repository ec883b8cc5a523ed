"""One process for each mutant: forked from one that holds everything but the rules, it runs the tests."""

import gc
import os
import re
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import hypothesis
import hypothesis.strategies  # held ready: a child imports nothing but the rules and their tests
import pytest

from .mutants import HOUSE, Mutant

TESTS = HOUSE / "tests" / "rules"
CLAUSE, CLAUSE_IN_NAME = re.compile(r'"(\w+\.[\w.]+)",'), re.compile(r"\w+\.[\w.]+")
SECONDS, MEMORY = 8, 4 << 30
FIRST = ("catalogue", "clauses", "told")
LAST = ("cases", "broken_dossiers", "explanations", "plan", "planned", "properties")
"""What notices most in least time goes first; what takes longest goes last, and every other in between."""


class Mutated(SourceFileLoader):
    """Loads one module from the mutant's source, and names the file it was made from."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        super().__init__(name, str(mutant.path))
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.source, self.path, "exec", dont_inherit=True)


class InItsPlace:
    """Finds the mutated module before anybody else finds the original."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        parts = mutant.path.resolve().relative_to(HOUSE).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def find_spec(self, fullname: str, *_: object) -> Any:
        """The specification of the mutant, or None for every other module."""
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.mutant.path, loader=Mutated(fullname, self.mutant))


class InTurn:
    """Runs first what names a clause of the mutated module, and ends the process when one test uses more
    processor time than any should: a loop without an end."""

    def __init__(self, mutant: Mutant | None) -> None:
        self.clauses = set(CLAUSE.findall(mutant.source)) if mutant else set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.clauses.isdisjoint(CLAUSE_IN_NAME.findall(item.name)))

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)


def outcomes(
    mutants: Iterable[Mutant | None], *, jobs: int, quick: bool
) -> Iterator[tuple[Mutant | None, bool]]:
    """Each mutant with whether it is alive, as they finish; None stands for the rules as they are."""
    running: dict[int, Mutant | None] = {}
    for mutant in mutants:
        if len(running) == jobs:
            yield _finished(running)
        running[_started(mutant, quick)] = mutant
    while running:
        yield _finished(running)


def _started(mutant: Mutant | None, quick: bool) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(_tried(mutant, quick))
    return child


def _finished(running: dict[int, Mutant | None]) -> tuple[Mutant | None, bool]:
    child, status = os.wait()
    return running.pop(child), status == 0


def _tried(mutant: Mutant | None, quick: bool) -> int:
    """Run the tests in this process until one fails; zero if none does."""
    gc.disable()
    sys.dont_write_bytecode = False  # what the first child compiles, the others need not
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if mutant is not None:
        sys.meta_path.insert(0, InItsPlace(mutant))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.settings.register_profile("mutation", max_examples=20, deadline=None, derandomize=True)
    house = ["-p", "_hypothesis_pytestplugin", "--hypothesis-profile=mutation"]
    house += ["-c", os.devnull, f"--rootdir={HOUSE}", "--noconftest", "-p", "no:cacheprovider"]
    house += ["-p", "no:unraisableexception"]  # it collects garbage five times at the end
    for files in _in_turn(mutant.path if mutant else TESTS, quick):
        failed = int(pytest.main(["-x", "-q", "--tb=no", *house, *files], [InTurn(mutant)]))
        if failed:
            return failed
    return 0


def _in_turn(path: Path, quick: bool) -> Iterator[list[str]]:
    """The files of tests in batches: those first that are named after the module or its package."""
    named = (path.stem, path.parent.stem)
    names = sorted(each.stem.removeprefix("test_") for each in TESTS.glob("test_*.py"))
    own = [name for name in names if name.startswith(named)]
    between = [name for name in names if name not in (*FIRST, *LAST)]
    slow = [] if quick else [(name,) for name in LAST]
    for batch in (own, FIRST, between, *slow):
        files = [str(TESTS / f"test_{name}.py") for name in batch if batch is own or name not in own]
        if files:
            yield files
