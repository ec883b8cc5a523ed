"""What cannot be undone asks again who one is, also of those who may do it (design: trust)."""

import pytest

from tests.matrix.asking import signed_in
from tests.matrix.house import address

ASKS_AGAIN = [
    ("training", "credentialing:sign_agreement", ("agreement",), "supervisor"),
    ("training", "credentialing:receive_fee", ("case",), "treasurer"),
    ("training", "credentialing:confirm_receipt", ("announced",), "treasurer"),
    ("training", "credentialing:reverse_receipt", ("receipt",), "treasurer"),
    ("training", "credentialing:correct_receipt", ("receipt",), "treasurer"),
    ("training", "credentialing:let_supervision_begin", ("case",), "treasurer"),
    ("training", "credentialing:set_reading", ("r14.9a.gap",), "chair"),
    ("training", "credentialing:withdraw_reading", ("reading",), "chair"),
    ("voting", "credentialing:deliver_assessment", ("evaluation",), "evaluator"),
    ("voting", "credentialing:determine_one", ("case", "judge"), "chair"),
    ("voting", "credentialing:recommend", ("case",), "chair"),
    ("voting", "credentialing:ballot", ("motion",), "council1"),
    ("voting", "credentialing:recuse", ("motion",), "council1"),
]


@pytest.mark.parametrize(
    "world, route, arguments, role",
    ASKS_AGAIN,
    indirect=["world"],
    ids=[row[1] for row in ASKS_AGAIN],
    scope="module",
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stale_sign_in_is_asked_again(world, route, arguments, role, method):
    client = signed_in(world.people[role])
    session = client.session
    del session["signed_in_by_button"]
    session.save()
    answer = getattr(client, method)(address(route, arguments, world))
    assert (answer.status_code, answer.headers["Location"].split("/")[1]) == (302, "again")
