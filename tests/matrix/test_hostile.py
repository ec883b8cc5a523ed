"""No address breaks, whatever stands in it, whatever is asked of it, and whatever body is sent to it.

The addresses come from the resolver, so a new page is met here without a word. Whoever sends such things
is told in a sentence, or that there is no such page; an answer of 500 is a fault of ours.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_filters import FilterSet

from members.actions.locking import around_steps
from tests.matrix.asking import signed_in, visitor
from tests.matrix.house import NONE, address, meant, routes
from tests.matrix.notation import ROLES
from tests.matrix.rows import ROWS
from tests.matrix.world import World

ARGUMENTS = {
    "a null byte": "%00",
    "a null byte inside": "1%00",
    "a lone surrogate": "%ED%A0%80",
    "emoji": "%F0%9F%A9%BA",
    "nought": "0",
    "more than a key can be": "9" * 19,
    "many digits": "9" * 4999,
    "a negative": "-1",
    "a digit of another script": "%D9%A3",
    "very long": "x" * 20_000,
    "a path upward": "..%2F..%2Fetc%2Fpasswd",
    "writing from the right": "%E2%80%AE",
}
VALUES = (
    "\x00",
    "1\x00",
    "%ED%A0%80",
    "9" * 19,
    "9" * 5000,
    "-1",
    "٣",
    "x" * 20_000,
    "\u202e",
)
NAMES = ("page", "next", "code", "email", "q", "o", "e", "all", "p", "_popup")
READERS = ("anonymous", "chair", "candidate", "membership_officer", "administrator")
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
PART = 'Content-Disposition: form-data; name="{name}"'
APART = 4
"""How a body is read does not depend on the page, so that each goes to every fourth."""
LET_IN = ("200", "302", "409", "422")


def part(head: str, body: str = "x", end: str = "--b--\r\n") -> bytes:
    """One part of a multipart body whose boundary is `b`."""
    return f"--b\r\n{head}\r\n\r\n{body}\r\n{end}".encode("utf-8", "surrogatepass")


BODIES: dict[str, tuple[str, bytes]] = {
    "utf-16": (f"{FORM}; charset=utf-16", "name=Zo\u00eb".encode("utf-16")),
    "utf-16 by another name": (f"{FORM}; charset=UTF16", b"name=a"),
    "an encoding there is not": (f"{FORM}; charset=klingon", b"name=a"),
    "an encoding that is none": (f"{FORM}; charset=hex", b"name=a"),
    "ebcdic": (f"{FORM}; charset=cp037", b"name=a"),
    "bytes that are no utf-8": (FORM, b"name=\xff\xfe&\xff=1"),
    "a null byte in name and value": (FORM, b"na%00me=a%00b&name=a%00b&once=%00&email=%00&text=%00&code=%00"),
    "a lone surrogate": (FORM, b"name=%ED%A0%80&email=%ED%A0%80&once=%ED%A0%80"),
    "too many fields": (FORM, b"&".join(b"f%d=1" % number for number in range(1200))),
    "too long a body": (FORM, b"name=" + b"x" * (3 * 1024 * 1024)),
    "percent signs": (FORM, b"%%%=%&%zz=%"),
    "no kind": ("", b"name=a"),
    "a kind that is none": ("/;;==", b"name=a"),
    "json": ("application/json", b'{"name": "\\ud800\\u0000"'),
    "xml": ("text/xml", b"<?xml version='1.0' encoding='utf-32'?><a/>"),
    "a multipart without a boundary": (MULTIPART, b"--b\r\n"),
    "a multipart with a boundary of no letters": (
        f"{MULTIPART}; boundary=\u00e9",
        part(PART.format(name="a")),
    ),
    "a multipart cut short": (f"{MULTIPART}; boundary=b", b'--b\r\nContent-Disposition: form-data; name="na'),
    "a multipart without end": (f"{MULTIPART}; boundary=b", part(PART.format(name="name"), end="")),
    "a multipart in utf-16": (f"{MULTIPART}; boundary=b; charset=utf-16", part(PART.format(name="name"))),
    "a multipart in an encoding that is none": (
        f"{MULTIPART}; boundary=b; charset=hex",
        part(PART.format(name="name")),
    ),
    "a multipart in no encoding": (
        f"{MULTIPART}; boundary=b; charset=klingon",
        part(PART.format(name="name")),
    ),
    "a multipart of a null byte": (f"{MULTIPART}; boundary=b", part(PART.format(name="na\x00me"), "a\x00b")),
    "a multipart of surrogates": (f"{MULTIPART}; boundary=b", part(PART.format(name="name"), "\ud800")),
    "a part in base64 that is none": (
        f"{MULTIPART}; boundary=b",
        part(PART.format(name="name") + "\r\nContent-Transfer-Encoding: base64", "a"),
    ),
    "a file without a name": (f"{MULTIPART}; boundary=b", part(PART.format(name="file") + '; filename=""')),
    "a file with a null byte in its name": (
        f"{MULTIPART}; boundary=b",
        part(PART.format(name="file") + '; filename="a\x00b.csv"', "a\x00b"),
    ),
    "a file with a very long name": (
        f"{MULTIPART}; boundary=b",
        part(PART.format(name="file") + f'; filename="{"x" * 5000}.xlsx"', "PK\x03\x04"),
    ),
    "a file in an encoding there is not": (
        f"{MULTIPART}; boundary=b",
        part(PART.format(name="file") + '; filename="a.csv"\r\nContent-Type: text/csv; charset=klingon', "a"),
    ),
}
COOKIES = {
    "a null byte": '"{}\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
    "very long": "{}" + "x" * 5000,
    "another script": "{}\u0663".encode().decode("latin-1"),
}


def written(pattern: object) -> str:
    """The route of one pattern as it is typed, with a `{}` for every argument."""
    route = getattr(pattern, "_route", None)
    if route is not None:
        return re.sub(r"<[^>]+>", "{}", str(route))
    return (
        re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)|\([^?()][^()]*\)", "{}", str(pattern))
        .strip("^$")
        .replace("\\Z", "")
    )


def addresses(
    resolver: URLResolver | None = None, before: str = "/", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """The name and the address of every route, with a `{}` for every argument."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + written(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, str(pattern.name)]), path
        else:
            yield from addresses(pattern, path, (*spaces, pattern.namespace) if pattern.namespace else spaces)


WITH_ARGUMENTS = sorted({(path, name) for name, path in addresses() if "{}" in path})
A_TABLE = ("person", "case")
"""The admin has one way with all its tables; these stand for them."""


def spoilt(value: str, world: World) -> Iterator[tuple[str, str, str]]:
    """Each address with the value in place of all arguments, then of each alone; by one after the other."""
    for at, (path, name) in enumerate(WITH_ARGUMENTS):
        _, _, table = name.removeprefix("admin:").partition("_")
        if name.startswith("admin:") and (table.startswith(A_TABLE) or not table):
            yield "GET", path.replace("{}", value), "administrator"
        elif not name.startswith("admin:"):
            yield "GET", path.replace("{}", value), READERS[(at + len(value)) % len(READERS)]
    paths = {name: path for path, name in WITH_ARGUMENTS}
    for row in (row for row in ROWS if row.world == "training" and row.route in paths):
        real = [str(world.things.get(word, word)) for word in row.arguments]
        let_in = next((role for role in ROLES if row.answers[role] in LET_IN), "chair")
        for at in range(len(real)):
            yield row.method, paths[row.route].format(*real[:at], value, *real[at + 1 :]), let_in


def query_names() -> list[str]:
    """What any view reads from an address, and what any filter asks."""
    kinds, found = [FilterSet], set(NAMES)
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found |= set(kind.base_filters)
    for file in settings.BASE_DIR.glob("*/views/*.py"):
        found |= set(re.findall(r'\.GET(?:\.get|\.getlist)?[\[(]"(\w+)"', file.read_text()))
    return sorted(found)


def broke(answer: HttpResponse) -> bool:
    """True where the answer is a fault of ours; the health page may say that a worker does not live."""
    return answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and b"<h1>Health" not in answer.content


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    return {role: visitor() if role == "anonymous" else signed_in(world.people[role]) for role in ROLES}


def asked(client: Client, method: str, path: str, **more) -> HttpResponse:
    """The answer; everything is as before afterwards."""
    cookies = client.cookies.copy()
    with around_steps():
        answer = client.generic(method, path, **more)
        if answer.streaming:
            answer.content = b"".join(answer.streaming_content) if not answer.is_async else b""
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def met(method: str, world: World) -> Iterator[tuple[str, str]]:
    """The addresses of the world, each with a role that is let in."""
    known = routes()
    for row in (row for row in ROWS if row.world == "training" and row.method == method):
        let_in = [role for role in ROLES if row.answers[role] in LET_IN]
        for route in meant(row, known)[:2] if let_in else ():
            path = address(route, row.arguments, world)
            if NONE not in path:
                yield path, let_in[-1]


training = pytest.mark.parametrize("world", ["training"], indirect=True, scope="module")


def test_every_address_with_an_argument_is_met():
    met = {path for path, _ in WITH_ARGUMENTS}
    assert {"/verify/{}/", "/files/{}/", "/again/{}/", "/files/documents/{}/", "/admin/{}"} <= met
    assert {name for _, name in WITH_ARGUMENTS} | {"jsi18n"} >= {
        row.route for row in ROWS if row.arguments and "*" not in row.route
    }


@training
@pytest.mark.parametrize("what", ARGUMENTS)
def test_no_argument_breaks_an_address(world, clients, what):
    wrong = []
    for method, path, role in spoilt(ARGUMENTS[what], world):
        if broke(answer := asked(clients[role], method, path)):
            wrong.append(f"{method} {path[:200]} as {role}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@training
@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_no_question_breaks_a_page(world, clients, value):
    names, wrong = query_names(), []
    question = "&".join(f"{name}={value if value.startswith('%') else quote(value)}" for name in names)
    for path, role in met("GET", world):
        if broke(answer := asked(clients[role], "GET", f"{path}?{question}")):
            wrong.append(f"{path} as {role}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@training
@pytest.mark.parametrize("what", BODIES)
def test_no_body_breaks_a_page(world, clients, what):
    kind, body = BODIES[what]
    wrong = []
    others = list(BODIES).index(what) % APART
    for path, role in [*met("POST", world)][others::APART]:
        if broke(answer := asked(clients[role], "POST", path, data=body, content_type=kind)):
            wrong.append(f"{path} as {role}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@training
@pytest.mark.parametrize("what", COOKIES)
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_no_cookie_breaks_a_page(world, name, what):
    client = visitor()
    answer = client.get("/verify/", headers={"cookie": f"{name}={COOKIES[what].format('a')}"})
    assert not broke(answer)


@training
@pytest.mark.parametrize(
    "what", ["utf-16", "an encoding there is not", "a multipart in utf-16", "too many fields"]
)
def test_what_cannot_be_read_is_answered_with_a_sentence(world, clients, what):
    kind, body = BODIES[what]
    answer = asked(clients["candidate"], "POST", "/me/", data=body, content_type=kind)
    assert (answer.status_code, "could not be read" in answer.content.decode()) == (400, True)


@training
def test_a_null_byte_in_an_address_is_no_page(world, clients):
    for role in READERS:
        answer = asked(clients[role], "GET", "/verify/%00/")
        assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)
