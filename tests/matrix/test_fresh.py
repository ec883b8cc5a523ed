"""What cannot be undone asks again who one is, also of those who may do it (design: trust).

The pages are found by walking the resolver: each is met here as somebody for whom it opens.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from members.actions.fresh import Showing, note_shown
from members.enums import Means
from members.models import FreshSignIn
from tests.matrix.asking import signed_in
from tests.matrix.house import address
from tests.matrix.notation import ROLES, Row
from tests.matrix.rows import ROWS
from tests.matrix.test_matrix import written

MUST_ASK = """sign_agreement receive_fee confirm_receipt reverse_receipt correct_receipt let_supervision_begin
set_reading withdraw_reading deliver_assessment determine_one recommend ballot recuse release_result
proposal appointment_end""".split()  # noqa: SIM905
"""What the design names, and what stands or falls with it: none may lose its question."""
LIBRARIES = ("account", "mfa", "usersessions")


def asking(resolver=None, space: str = "") -> dict[str, str]:
    """Each of our routes that asks again, with the act it asks before."""
    found = {}
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            found |= asking(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and hasattr(one.callback, "asks_again"):
            found[f"{space}{one.name}"] = one.callback.asks_again
    return {name: act for name, act in found.items() if name.split("_")[0] not in LIBRARIES}


ACTS = asking()


def opens(name: str) -> tuple[Row, str]:
    """A row of the matrix where the page opens for somebody who is not a superuser, and who that is."""
    rows = [row for row in ROWS if row.route == name and row.method == "GET"]
    pairs = ((row, role) for row in rows for role in ROLES if row.answers[role] == "200")
    return next((row, role) for row, role in pairs if role not in ("anonymous", "administrator"))


OPENING = {name: opens(name) for name in sorted(ACTS)}


def test_what_must_ask_asks():
    assert sorted(set(MUST_ASK) - {name.rpartition(":")[2] for name in ACTS}) == []


def bare(world, role):
    client = signed_in(world.people[role])
    session = client.session
    del session["signed_in_by_button"]
    session.save()
    return client


def is_asked(answer) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].split("/")[1] == "again"


@pytest.mark.parametrize(
    "world, name", [(OPENING[name][0].world, name) for name in OPENING], indirect=["world"], scope="module"
)
def test_a_stale_sign_in_is_asked_again_and_writes_nothing(world, name):
    row, role = OPENING[name]
    client, before = bare(world, role), written()
    path = address(name, row.arguments, world)
    assert is_asked(client.post(path, {"sure": "yes", "choice": "approve"}))
    changed = {table for table, count in written().items() if count != before.get(table, 0)}
    assert changed <= {"members_freshsignin"}


@pytest.mark.parametrize(
    "world, name", [(OPENING[name][0].world, name) for name in OPENING], indirect=["world"], scope="module"
)
@pytest.mark.parametrize("other", ["act", "thing", "session", "spent"])
def test_what_was_shown_for_another_act_or_thing_or_session_serves_nothing(world, name, other):
    row, role = OPENING[name]
    client, path = bare(world, role), address(name, row.arguments, world)
    shown = note_shown(
        showing=Showing(
            world.people[role],
            "another" if other == "session" else client.session.session_key,
            "do something else" if other == "act" else ACTS[name],
            "/elsewhere/" if other == "thing" else path,
        ),
        means=Means.PASSWORD,
    )
    if other == "spent":
        FreshSignIn.objects.filter(pk=shown.pk).update(spent_at=shown.used_at)
    assert is_asked(client.post(path, {"sure": "yes", "choice": "approve"}))


@pytest.mark.parametrize(
    "world, name", [(OPENING[name][0].world, name) for name in OPENING], indirect=["world"], scope="module"
)
def test_what_was_shown_for_this_opens_the_page(world, name):
    row, role = OPENING[name]
    client, path = bare(world, role), address(name, row.arguments, world)
    showing = Showing(world.people[role], client.session.session_key, ACTS[name], path)
    note_shown(showing=showing, means=Means.PASSWORD)
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 200, "looking uses nothing up"
