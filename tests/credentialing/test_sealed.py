"""A vote not counted, or one that decided nothing, tells nobody anything about choices: page, mail or row.

Every reader of the cast opens every page about the vote, in every condition it can be in.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from credentialing.actions.counting import close_due, release_result
from credentialing.actions.enquiry import withdraw
from credentialing.actions.motions import cast_ballot, open_motion
from credentialing.actions.recommendation import return_to_committee
from credentialing.models import Event, Motion
from members import clock
from members.actions.locking import around_steps
from members.models import Notice, Person
from tests.matrix.notation import CAST
from tests.matrix.world import World, build

SECRET = "zebra crossing"
CHOICES = re.compile(r"<dt>(Approve|Deny|Abstain)</dt>|zebra", re.I)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        yield build("recommended")
        transaction.set_rollback(True)


@pytest.fixture
def vote(world, django_db_blocker) -> Iterator[tuple[World, Motion]]:
    with django_db_blocker.unblock():
        try:
            with around_steps():
                world.case.refresh_from_db()
                motion = open_motion(
                    case=world.case, closes_at=clock.now() + dt.timedelta(days=7), by=world.president
                )
                yield world, motion
                raise InterruptedError
        except InterruptedError:
            pass


def cast(w: World, motion: Motion, *choices: str) -> None:
    for name, choice in zip(("council1", "council2", "council3", "president"), choices, strict=False):
        cast_ballot(motion=motion, choice=choice, by=w.people[name], reason=SECRET)


def signed_in(w: World, name: str) -> Client:
    client = Client()
    person = Person.objects.get(pk=w.people[name].pk)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def nothing(w, motion):
    """Open, nobody has voted."""


def one(w, motion):
    cast(w, motion, "deny")


def complete(w, motion):
    cast(w, motion, "deny", "deny", "approve", "abstain")


def lapsed(w, motion):
    cast(w, motion, "deny")
    clock.move_to(motion.closes_at)
    assert close_due() == 1


def called_off(w, motion):
    cast(w, motion, "deny", "deny")
    return_to_committee(case=w.case, reason="The log was incomplete.", by=w.chair)


def withdrawn(w, motion):
    cast(w, motion, "deny", "deny")
    withdraw(case=w.case, by=w.candidate)


UNTOLD = (nothing, one, complete, lapsed, called_off, withdrawn)


def pages(w: World, motion: Motion) -> list[str]:
    case = w.case.pk
    named = ("case", "findings", "timeline", "committee", "packet", "more", "final", "decision", "dossier")
    found = [reverse(f"credentialing:{name}", args=[case]) for name in named]
    found += [
        reverse(f"credentialing:{name}", args=[motion.pk]) for name in ("motion", "ballot", "release_result")
    ]
    found += [reverse("credentialing:motions"), reverse("home"), reverse("credentialing:cases")]
    admin = [reverse(f"admin:credentialing_motion_{name}", args=args) for name, args in
             (("changelist", []), ("change", [motion.pk]))]  # fmt: skip
    return found + admin


@pytest.mark.parametrize("condition", UNTOLD, ids=lambda one: one.__name__)
def test_nobody_reads_a_choice_of_a_vote_that_decided_nothing(vote, condition):
    w, motion = vote
    before = Notice.objects.order_by("-pk").values_list("pk", flat=True)[0]
    condition(w, motion)
    found = []
    for name in (*CAST, "administrator"):
        client = signed_in(w, name)
        for address in pages(w, motion):
            answer = client.get(address)
            text = b"".join(answer) if answer.streaming else answer.content
            if answer.status_code == 200 and CHOICES.search(text.decode()):
                found.append(f"{name} reads a choice at {address}")
    assert found == []
    told = json.dumps(list(Notice.objects.filter(pk__gt=before).values("kind", "context")), default=str)
    marks = json.dumps(list(Event.objects.filter(case=w.case).values("staff", "public", "data")), default=str)
    assert ("zebra" in told + marks, '"deny"' in told + marks) == (False, False)
    motion.refresh_from_db()
    assert (motion.approve_count, motion.deny_count, motion.abstain_count) == (None, None, None)


@pytest.mark.parametrize("condition", [nothing, one, complete], ids=lambda one: one.__name__)
def test_before_the_release_nothing_tells_how_far_it_is_decided(vote, condition):
    """The candidate's pages are the same whether the ballots are in or not."""
    w, motion = vote
    client = signed_in(w, "candidate")
    condition(w, motion)
    page = client.get(reverse("home")).content.decode()
    assert "The Council is voting" in page
    assert client.get(reverse("credentialing:decision", args=[w.case.pk])).status_code == 404
    assert client.get(reverse("credentialing:motion", args=[motion.pk])).status_code == 403


ENDS = {
    "carried": (("approve",) * 4, "carried: credentialed"),
    "denied": (("deny",) * 4, "not carried"),
    "a tie": (("approve", "approve", "deny", "deny"), "not carried: a tie"),
}


@pytest.mark.parametrize("how", ENDS)
def test_each_end_says_what_it_is(vote, how):
    w, motion = vote
    choices, words = ENDS[how]
    cast(w, motion, *choices)
    release_result(motion=motion, by=w.president)
    client = signed_in(w, "chair")
    page = client.get(reverse("credentialing:motion", args=[motion.pk])).content.decode()
    assert f": {words}</h1>" in page
    assert ("A tie does not carry a motion" in page) == (how == "a tie")


def test_a_lapse_says_that_it_is_one(vote):
    w, motion = vote
    lapsed(w, motion)
    client = signed_in(w, "president")
    page = client.get(reverse("credentialing:motion", args=[motion.pk])).content.decode()
    assert "lapsed without a quorum" in page
    assert "the vote can be opened again" in page
    assert "Open the vote" in client.get(reverse("credentialing:packet", args=[w.case.pk])).content.decode()
