"""Which public actions lock people, read from their text: directly, or through whatever they call."""

import ast
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
APPS = ("members", "supervision", "intensives", "credentialing")
LOCKS = {("members.actions.locking", "lock"), ("members.actions.locking", "only")}
DISCIPLINE = {f"{app}.actions.locking" for app in APPS} | {"intensives.actions.doors"}
"""Where the ways of locking are; what is there is no action."""
Function = tuple[str, str]
"""A module and the name of a function in it."""


def locking_actions() -> set[Function]:
    """Every public function of the actions of every app that reaches a lock on a person."""
    return {
        (module, name)
        for module in modules()
        if module not in DISCIPLINE
        for name in _functions(module)
        if not name.startswith("_") and (module, name) in _reaching()
    }


def named_in(path: Path) -> set[Function]:
    """Every action that a file of the catalogue names."""
    tree = ast.parse(path.read_text())
    return _named(tree, _imports(tree, package=""))


@cache
def modules() -> dict[str, Path]:
    """The modules of the actions of every app."""
    paths = (path for app in APPS for path in sorted((HOUSE / app / "actions").rglob("*.py")))
    return {_module(path): path for path in paths}


def _module(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text())


@cache
def _functions(module: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in _tree(module).body if isinstance(node, ast.FunctionDef)}


@cache
def _imported(module: str) -> dict[str, Function]:
    is_package = modules()[module].name == "__init__.py"
    return _imports(_tree(module), package=module if is_package else module.rpartition(".")[0])


def _imports(tree: ast.AST, *, package: str) -> dict[str, Function]:
    """What each imported name stands for, as written: the module, and the name in it."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            origin = f"{package}.{node.module}" if node.level else node.module or ""
            found |= {one.asname or one.name: (origin, one.name) for one in node.names}
    return found


def _origin(function: Function) -> Function:
    """Where a function is written that a package gives on."""
    module, name = function
    if module in modules() and name not in _functions(module) and name in _imported(module):
        return _origin(_imported(module)[name])
    return function


def _named(node: ast.AST, imported: dict[str, Function], module: str = "") -> set[Function]:
    """The functions of actions that are named in the node: `f`, or `module.f`."""
    found = set()
    for one in ast.walk(node):
        match one:
            case ast.Name(id=name) if name in imported:
                found.add(_origin(imported[name]))
            case ast.Name(id=name) if module and name in _functions(module):
                found.add((module, name))
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in imported:
                found.add(_origin((".".join(imported[name]), attribute)))
    return {(where, name) for where, name in found if where in modules() and name in _functions(where)}


def _locks_people(function: ast.FunctionDef, imported: dict[str, Function]) -> bool:
    """Whether it locks somebody itself: `lock([])` and `only([], ...)` lock rows alone."""
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and _origin(imported.get(call.func.id, ("", ""))) in LOCKS
        and not (isinstance(call.args[0], ast.List) and not call.args[0].elts)
        for call in ast.walk(function)
    )


@cache
def _reaching() -> set[Function]:
    """Every function of the actions, hidden ones too, from which a lock on a person is reached."""
    calls = {
        (module, name): _named(function, _imported(module), module) - LOCKS
        for module in modules()
        for name, function in _functions(module).items()
    }
    reaching = {
        (module, name)
        for module in modules()
        for name, function in _functions(module).items()
        if _locks_people(function, _imported(module))
    }
    while more := {one for one, called in calls.items() if called & reaching} - reaching:
        reaching |= more
    return reaching
