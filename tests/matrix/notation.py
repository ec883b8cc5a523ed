"""How a row of the matrix is written, and how it is read.

    route(arguments)   METHOD   answer: roles; answer: roles; ...

An argument is the name of one of the world's things, a number, or a word as it stands. A method may be
two, "GET/POST", where both get the same answers. An answer is a status, or `sign-in`: sent to the
sign-in page. A role is a member of the cast (tests/cast.py), `anonymous`, `administrator` (a superuser
without any office), or one of the GROUPS below. Read from left to right: the first answer that names a
role is the role's; `others` is everybody not named; `anonymous` is asked to sign in unless it is named.
"""

from dataclasses import dataclass

SIGN_IN = "sign-in"
CAST = """candidate co_leader supervisor coordinator intensives_coordinator host faculty1 faculty2 evaluator
chair ccc_member treasurer president council1 council2 council3 membership_officer stranger""".split()  # noqa: SIM905
ROLES = ("anonymous", *CAST, "administrator")
OFFICERS = """coordinator intensives_coordinator chair ccc_member treasurer president council1 council2
council3 membership_officer""".split()  # noqa: SIM905
NEAR = ("candidate", "co_leader", "supervisor", "host", "faculty1", "faculty2", *OFFICERS)
"""Who knows of a file in training: its candidate, all officers, and who has a part in it."""
GROUPS = {
    "everybody": ROLES,
    "others": ROLES,
    "signed_in": tuple(role for role in ROLES if role != "anonymous"),
    "members": tuple(role for role in CAST if role != "stranger"),
    "committee": ("chair", "ccc_member"),
    "readers": ("chair", "ccc_member", "coordinator"),
    "council": ("president", "council1", "council2", "council3"),
    "officers": tuple(OFFICERS),
    "faculty": ("faculty1", "faculty2"),
    "near": NEAR,
    "insiders": (*NEAR, "evaluator"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One route and method in one world, with the expected answer of every role."""

    world: str
    route: str
    arguments: tuple[str, ...]
    method: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.world}-{self.route}-{self.method}"


def read(world: str, text: str) -> list[Row]:
    """The rows of a table, for one world."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return [row for line in lines if line for row in _rows(world, line)]


def _rows(world: str, line: str) -> list[Row]:
    address, methods, answers = line.split(None, 2)
    route, _, inside = address.partition("(")
    arguments = tuple(inside.rstrip(")").split(",")) if inside else ()
    return [Row(world, route, arguments, method, _answers(answers)) for method in methods.split("/")]


def _answers(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for clause in text.split(";"):
        answer, roles = clause.split(":")
        for word in roles.split():
            for role in GROUPS.get(word, (word,)):
                if role == "anonymous" and word not in ("anonymous", "everybody"):
                    continue
                found.setdefault(role, answer.strip())
    found.setdefault("anonymous", SIGN_IN)
    assert set(found) == set(ROLES), f"{text}: {sorted(set(found) ^ set(ROLES))}"
    return found
