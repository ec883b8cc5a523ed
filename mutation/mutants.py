"""The mutants of one module: cosmic-ray's operators, less those that would prove nothing."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

HOUSE = Path(__file__).resolve().parent.parent
Place = tuple[int, int]

# The nearest neighbour only: most of the others fail on the types alone and would flatter the figure.
_ARITHMETIC = ("Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Div_Mul", "Mod_FloorDiv")
_SETS = ("BitOr_BitAnd", "BitAnd_BitOr", "Sub_BitAnd")
# Equality turns into its opposite only: members, names and words have no order, and are identical if equal.
_EQUAL = ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")
_ORDER = ("Lt", "LtE", "Gt", "GtE")
_COMPARED = tuple(
    f"{one}_{other}" for one, other in product(_ORDER, (*_ORDER, "Eq", "NotEq")) if one != other
)
_OTHERS = (
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_USub_UAdd",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",
    "RemoveDecorator",
    "ZeroIterationForLoop",
)
_OPERATORS = (
    *(f"ReplaceBinaryOperator_{pair}" for pair in (*_ARITHMETIC, *_SETS)),
    *(f"ReplaceComparisonOperator_{pair}" for pair in (*_EQUAL, *_COMPARED)),
    *_OTHERS,
)
_CACHES = {"derived", "lru_cache"}
_DATA_ONLY = {"line", "slots", "repr"}
"""Keywords whose value no answer depends on: a line in a text that is not kept here, memory, debugging."""


@dataclass(frozen=True)
class Mutant:
    """One changed place in one module."""

    path: Path
    line: int
    operator: str
    source: str

    @property
    def name(self) -> str:
        """The same for the same mutant of the same module, as long as the module stays as it is."""
        return sha256(f"{self.path.relative_to(HOUSE)} {self.source}".encode()).hexdigest()

    @property
    def change(self) -> str:
        """The line as it is and as the mutant has it."""
        before = self.path.read_text().splitlines()
        after = self.source.splitlines()
        if len(before) != len(after):
            return f"- {before[self.line - 1].strip()}"
        here = next(n for n in range(len(before)) if before[n] != after[n])
        return f"- {before[here].strip()}\n    + {after[here].strip()}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of the module that may change an answer."""
    source = path.read_text()
    spared = [*_spared(ast.parse(source))]
    nodes = [*ast_nodes(get_ast(source))]
    for name in _OPERATORS:
        operator: Operator = get_operator(f"core/{name}")()
        places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        for occurrence, place in enumerate(places):
            if not any(first <= place < last for first, last in spared):
                changed = mutate_code(source, operator, occurrence)
                yield Mutant(path, place[0], name, changed)


def _spared(tree: ast.Module) -> Iterator[tuple[Place, Place]]:
    """What no answer depends on: annotations, what is only for the type checker, caches, bare data."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.expr() as spared) | ast.AnnAssign(annotation=spared):
                yield _extent(spared)
            case ast.keyword(arg=name) if name in _DATA_ONLY:
                yield _extent(node)
            case ast.If(test=ast.Name("TYPE_CHECKING")):
                yield _extent(node)
            case ast.FunctionDef():
                if node.returns is not None:
                    yield _extent(node.returns)
                yield from (_extent(each, 1) for each in node.decorator_list if _called(each) in _CACHES)


def _called(decorator: ast.expr) -> str:
    bare = decorator.func if isinstance(decorator, ast.Call) else decorator
    return bare.id if isinstance(bare, ast.Name) else ""


def _extent(node: ast.expr | ast.stmt | ast.keyword, before: int = 0) -> tuple[Place, Place]:
    end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return (node.lineno, node.col_offset - before), end
