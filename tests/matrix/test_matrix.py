"""Every route × method × role is answered as the tables in rows/ say, and a refused POST changes no row."""

import uuid
from http import HTTPStatus

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from members.actions.locking import around_steps
from tests.matrix.asking import signed_in, visitor
from tests.matrix.house import NONE, STAR, address, meant, routes
from tests.matrix.notation import ROLES, SIGN_IN, Row
from tests.matrix.rows import ROWS
from tests.matrix.world import STAGES, World

READ, WRITE = "GET", "POST"
REFUSED = {SIGN_IN, "admin-sign-in", "403", "404", "405"}
NO_ROW = "302"
UNTOLD = ("django_session", "cache_entry", "members_accessentry", "usersessions_usersession")
"""What a look may write: sessions, the cache, and the log of openings."""
BY_STAGE = sorted(ROWS, key=lambda row: STAGES.index(row.world))


def test_every_route_and_no_other_is_in_the_matrix():
    known = routes()
    named = {route for row in ROWS for route in meant(row, known)}
    unknown = sorted(row.route for row in ROWS if not meant(row, known))
    assert (sorted(known - named), unknown) == ([], [])


def test_every_route_says_what_looking_and_what_sending_gets():
    known = routes()
    told = {(route, row.method) for row in ROWS for route in meant(row, known)}
    assert sorted({(route, method) for route in known for method in (READ, WRITE)} - told) == []


def test_no_row_stands_twice():
    keys = [(row.world, row.route, row.arguments, row.method) for row in ROWS]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A client for each role, signed in as the demonstration's buttons do."""
    people = {role: signed_in(world.people[role]) for role in ROLES if role != "anonymous"}
    return {"anonymous": visitor(), **people}


def written() -> dict[str, int]:
    """How many rows of each table were written so far, also by what was taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {name: count for name, count in cursor.fetchall() if name not in UNTOLD}


def asked(client: Client, method: str, path: str) -> tuple[str, list[str]]:
    """The answer, and the tables that were written to; everything is as before afterwards."""
    cookies, before = client.cookies.copy(), written() if method == WRITE else {}
    with around_steps():
        body = {"csrfmiddlewaretoken": "x", "once": uuid.uuid4().hex}
        response = client.get(path) if method == READ else client.post(path, body)
        now = written() if method == WRITE else {}
        transaction.set_rollback(True)
    client.cookies = cookies
    return _answer(response), [name for name in now if now[name] != before.get(name, 0)]


def _answer(response) -> str:
    if response.status_code == HTTPStatus.UNAUTHORIZED:  # as a draft that is kept while it is typed is told
        return SIGN_IN
    to = response.headers.get("Location", "")
    if response.status_code == HTTPStatus.FOUND and "next=" in to:
        for answer, name in ((SIGN_IN, "account_login"), ("admin-sign-in", "admin:login")):
            if to.startswith(f"{reverse(name)}?"):
                return answer
    return str(response.status_code)


def _roles(row: Row, number: int) -> tuple[str, ...]:
    """Everybody; at the many tables of the admin one of those who are not let in, in turn."""
    if STAR not in row.route:
        return ROLES
    others = [role for role in ROLES if role != "administrator"]
    return ("administrator", others[number % len(others)])


@pytest.mark.parametrize(
    "world, row",
    [(row.world, row) for row in BY_STAGE],
    indirect=["world"],
    ids=map(str, BY_STAGE),
    scope="module",
)
def test_who_gets_which_answer(world, row, clients):
    wrong = []
    for number, route in enumerate(meant(row, routes())):
        path = address(route, row.arguments, world)
        for role in _roles(row, number):
            answer, tables = asked(clients[role], row.method, path)
            expected = row.answers[role]
            if NONE in path and expected == "200":
                expected = NO_ROW
            if answer != expected:
                wrong.append(f"{role} got {answer} instead of {expected} at {route}")
            if tables and row.method == WRITE and answer in REFUSED:
                wrong.append(f"{role} was answered {answer} at {route} and yet wrote to {tables}")
    assert not wrong, "\n".join(wrong)
