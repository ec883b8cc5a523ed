"""The house itself: contracts, sizes, names, and a text for every notice."""

import re
import subprocess
import sys
from pathlib import Path

from django.template.loader import get_template

from members.notifications import all_kinds

HOUSE = Path(__file__).resolve().parent.parent
APPS = ("config", "members", "supervision", "intensives", "credentialing")
CODE = [
    path
    for app in (*APPS, "tests")
    for path in sorted((HOUSE / app).rglob("*.py"))
    if "migrations" not in path.parts
]
FORBIDDEN = ("utils", "helpers", "helper", "common", "misc", "manager", "managers", "base_utils")


def test_the_contracts_between_apps_and_layers_hold():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_has_a_name_that_says_nothing():
    assert [str(path.relative_to(HOUSE)) for path in CODE if path.stem in FORBIDDEN] == []


def test_every_kind_of_notice_has_its_text():
    assert [kind.name for kind in all_kinds() if not get_template(kind.template)] == []


def test_every_text_of_a_notice_has_its_kind():
    texts = {path.stem for path in (HOUSE / "templates" / "notices").glob("*.txt")}
    assert texts - {kind.name for kind in all_kinds()} == set()


def test_no_template_holds_inline_script_or_style():
    found = []
    for path in (HOUSE / "templates").rglob("*.html"):
        text = path.read_text()
        plain_script = "<script>" in text or "javascript:" in text
        if plain_script or "<style" in text or " style=" in text or " onclick=" in text:
            found.append(str(path.relative_to(HOUSE)))
    assert found == []


def test_nobody_but_the_clock_asks_the_machine_for_the_time():
    asks = ("timezone.now()", "timezone.localdate()", "date.today()", "datetime.now(", "datetime.utcnow(")
    found = [
        str(path.relative_to(HOUSE))
        for path in CODE
        if "tests" not in path.parts
        and path.name != "clock.py"
        and any(ask in path.read_text() for ask in asks)
    ]
    assert found == []


RAW_SEARCH = re.compile(
    r"__i(contains|exact|startswith|endswith|regex)\b|\"i(contains|exact|startswith|endswith|regex)\"|search_fields"
    r"|(?<!folded)__contains=(?!plain\()|SearchVector|TrigramSimilarity"
)


def test_whoever_looks_for_a_text_folds_it_first():
    """`name__folded__contains` finds a name without accents, in any case; an address is made plain."""
    found = [
        f"{path.relative_to(HOUSE)}:{number}"
        for path in CODE
        if "tests" not in path.relative_to(HOUSE).parts
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if RAW_SEARCH.search(line)
    ]
    assert found == []


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
