"""The house itself: contracts, sizes, names, and a text for every notice."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pghistory.models
from django.apps import apps
from django.db import models
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


UNIQUE_AS_A_WHOLE = {
    "supervision/views/logbook.py": "a union holds each pair of day and part once",
}


def _last_key(node: ast.expr) -> str | None:
    """The field that a queryset's last key names: "-pk", F("pk"), F("pk").desc()."""
    match node:
        case ast.Constant(value=str(name)):
            return name.lstrip("-")
        case ast.Call(func=ast.Attribute(value=inner, attr="asc" | "desc")):
            return _last_key(inner)
        case ast.Call(func=ast.Name(id="F"), args=[inner]):
            return _last_key(inner)
    return None


def _orders(tree: ast.AST) -> Iterator[tuple[int, list[ast.expr]]]:
    """Every order that a question to the database is given, by its line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("order_by", "latest", "earliest"):
            yield node.lineno, node.args
        for word in node.keywords:
            if word.arg in ("order_by", "ordering"):
                keys = word.value.elts if isinstance(word.value, ast.List | ast.Tuple) else [word.value]
                yield node.lineno, keys


def test_every_order_ends_with_a_key_that_no_two_rows_share():
    """Without one the database may give rows of one day in another order on the next page, or tomorrow."""
    found = [
        f"{path.relative_to(HOUSE)}:{line}"
        for path in CODE
        if "tests" not in path.relative_to(HOUSE).parts
        and str(path.relative_to(HOUSE)) not in UNIQUE_AS_A_WHOLE
        for line, keys in _orders(ast.parse(path.read_text()))
        if keys and _last_key(keys[-1]) not in ("pk", "id")
    ]
    assert found == []


def test_every_table_has_an_order_that_no_two_rows_share():
    tables = [model for model in apps.get_models() if model._meta.app_label in APPS]
    kept = [model for model in tables if not issubclass(model, pghistory.models.Event)]
    assert len(kept) > 40
    assert [model._meta.label for model in kept if not _ordered(model)] == []


def _ordered(model: type[models.Model]) -> bool:
    last = str(next(reversed(model._meta.ordering), "")).lstrip("-")
    return last == "pk" or (last != "" and model._meta.get_field(last).unique)
