"""Every value that is worked out or copied stands on the list in CONTRIBUTING, and agrees with its source.

What follows its source equals a fresh computation, here over the whole demonstration; that it goes on doing
so whatever is done to money is in `test_follows_the_money`. What is frozen stays when everything it came from
changes.
"""

import datetime as dt
import hashlib
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.utils.module_loading import import_string

from credentialing.actions.fees import agreements_of, clearing_of, follow_the_money
from credentialing.actions.fees.clearing import lock_fees
from credentialing.actions.readings import set_reading
from credentialing.enums import Choice
from credentialing.frozen import digest
from credentialing.models import Application, Assessment, Case, Document, FeeSchedule, Motion
from credentialing.tasks import daily_watch, make_documents
from credentialing.voting import Turnout, is_carried
from credentialing.workflow import STEPS
from members.actions.corrections import note_correction
from members.actions.locking import around_steps
from members.actions.offices import propose_appointment
from members.actions.proposals import digest_of
from members.enums import Office
from members.models import Address, Appointment, Membership, Person, Proposal
from supervision.models import BalintGroup, GroupSession, SupervisionSession
from tests.credentialing.test_demo import TODAY, society  # noqa: F401 (the fixture)

LIST = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text()
ROW = re.compile(r"^\| `([\w.]+)`((?:, `\w+`)*) \| (.+?) \| (follows|frozen) \| `([\w.]+)` \|$", re.MULTILINE)


def listed() -> dict[str, str]:
    """Each value of the list by its dotted name: whether it follows or is frozen."""
    found = {}
    for first, more, _, how, _ in ROW.findall(LIST):
        model = first.rpartition(".")[0]
        for name in [first, *(f"{model}.{other}" for other in re.findall(r"`(\w+)`", more))]:
            found[name] = how
    return found


@pytest.fixture(scope="module")
def filled(society):  # noqa: F811
    """The demonstration with its papers made, an appointment proposed and an entry corrected."""
    officer = Person.objects.in_office(Office.MEMBERSHIP_OFFICER, on=TODAY).first()
    somebody = Person.objects.filter(appointments=None).first()
    propose_appointment(by=officer, person=somebody, office=Office.COUNCIL_MEMBER, start=TODAY)
    member = Membership.objects.first()
    note_correction(of=member, person=member.person, was="May", now="June", by=officer, reason="A slip.")
    make_documents()
    return society


# What follows: each yields what is kept, and what it would be if it were worked out now.


def clearings():
    for case in Case.objects.all():
        for agreement in agreements_of(case):
            yield agreement.cleared_on, clearing_of(case, agreement)


def _moves(case):
    """The events that moved the case, the latest first; how it was opened comes last."""
    return [row for row in case.events.all() if row.kind in {"opened", "T00"} or _moves_it(row.kind)]


def _moves_it(kind):
    return kind in STEPS and STEPS[kind].target is not None


def states():
    for case in Case.objects.all():
        yield case.state, _moves(case)[0].to_state


def days_of_states():
    for case in Case.objects.all():
        yield case.state_since, _moves(case)[0].at


def versions():
    for case in Case.objects.all():
        yield case.version, len(_moves(case)) - 1


def rounds():
    for application in Application.objects.select_related("case"):
        events = application.case.events
        yield application.round, 1 + events.filter(kind__in=["T08b", "T09b"]).count()


def counts_of(choice):
    def pairs():
        for motion in Motion.objects.all():
            told = motion.closed_at is not None and motion.has_decided
            cast = motion.ballots.filter(choice=choice).count()
            yield getattr(motion, f"{choice}_count"), cast if told else None

    return pairs


def outcomes():
    for motion in Motion.objects.exclude(closed_at=None).exclude(outcome="returned"):
        choices = Counter(motion.ballots.values_list("choice", flat=True))
        turnout = Turnout(motion.roll.count(), motion.recusals.count(), motion.ballots.count())
        carried = is_carried(motion.majority_rule, choices[Choice.APPROVE], choices[Choice.DENY])
        decided = "credentialed" if carried else "not_credentialed"
        yield motion.outcome, decided if turnout.reaches(motion.quorum_rule) else "lapsed"


def completions():
    for motion in Motion.objects.filter(closed_at=None):
        turnout = Turnout(motion.roll.count(), motion.recusals.count(), motion.ballots.count())
        yield motion.complete_at is not None, turnout.all_voted


def agreements_of_sessions():
    for session in SupervisionSession.objects.exclude(agreement=None).select_related("agreement"):
        one = session.agreement
        yield (session.candidate_id, session.supervisor_id), (one.candidate_id, one.supervisor_id)
        yield True, one.ended_on is None or session.date <= one.ended_on


def digests_of_assessments():
    for row in Assessment.objects.all():
        yield row.sha256, digest(row.content)


def digests_of_papers():
    for row in Document.objects.exclude(file=""):
        with row.file.open("rb") as file:
            yield row.sha256, hashlib.sha256(file.read()).hexdigest()


def digests_of_proposals():
    for row in Proposal.objects.all():
        yield row.digest, digest_of(row.payload)


def addresses_in_use():
    for person in Person.objects.all():
        signing_in = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
        kept = Address.objects.filter(person=person, until=None).values_list("address", flat=True)
        yield set(kept), {*signing_in, *filter(None, [person.email])}


FRESH = {
    "members.Address.until": addresses_in_use,
    "supervision.Agreement.cleared_on": clearings,
    "supervision.SupervisionSession.agreement": agreements_of_sessions,
    "credentialing.Case.state": states,
    "credentialing.Case.state_since": days_of_states,
    "credentialing.Case.version": versions,
    "credentialing.Application.round": rounds,
    "credentialing.Motion.approve_count": counts_of(Choice.APPROVE),
    "credentialing.Motion.deny_count": counts_of(Choice.DENY),
    "credentialing.Motion.abstain_count": counts_of(Choice.ABSTAIN),
    "credentialing.Motion.outcome": outcomes,
    "credentialing.Motion.complete_at": completions,
    "credentialing.Assessment.sha256": digests_of_assessments,
    "credentialing.Document.sha256": digests_of_papers,
    "members.Proposal.digest": digests_of_proposals,
}


def test_the_list_names_what_there_is_and_each_value_on_it_is_compared():
    assert len(ROW.findall(LIST)) > 15
    for name in listed():
        label, _, field = name.rpartition(".")
        try:
            apps.get_model(label)._meta.get_field(field)
        except FieldDoesNotExist:
            pytest.fail(f"{name} is on the list and not in the database")
    for row in ROW.findall(LIST):
        assert callable(import_string(row[4])), row[4]
    assert {name for name, how in listed().items() if how == "follows"} == set(FRESH)


@pytest.mark.parametrize("name", sorted(FRESH))
def test_what_is_worked_out_is_what_its_source_says(filled, name):
    pairs = list(FRESH[name]())
    assert pairs or name == "credentialing.Motion.complete_at"
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def frozen() -> dict[str, dict[int, object]]:
    """Everything that is frozen, by its name and the key of its row."""
    found = {}
    for name in (name for name, how in listed().items() if how == "frozen"):
        label, _, field = name.rpartition(".")
        found[name] = dict(apps.get_model(label).objects.values_list("pk", field))
    return found


SELDOM = {"credentialing.RollMember.conflict", "members.Credential.reissued_name"}
"""What the demonstration has no example of."""


def change_every_source() -> None:
    """Another name and address for everybody, other fees, another reading, another Council, other records."""
    chair = Person.objects.in_office(Office.CCC_CHAIR, on=TODAY).get()
    set_reading(
        by=chair, name="p98.cp1.year_test", value="total", valid_from=TODAY, why="Decided in the test."
    )
    FeeSchedule.objects.create(
        version="dearer",
        valid_from=TODAY,
        first_year_amount=Decimal(1800),
        second_year_amount=Decimal(1800),
    )
    for group in BalintGroup.objects.filter(sessions__isnull=False).distinct():
        GroupSession.objects.get_or_create(group=group, date=TODAY, part=1, recorded_by=group.leader)
        group.name = f"{group.name} renamed"
        group.save()
    for person in Person.objects.all():
        person.name, person.email = f"Renamed {person.pk}", f"renamed{person.pk}@example.org"
        person.save()
    Membership.objects.filter(end__gte=TODAY).update(end=TODAY - dt.timedelta(days=1))
    Appointment.objects.filter(office__in=[Office.COUNCIL_MEMBER], end=None).update(end=TODAY)


def test_what_is_frozen_stays_when_everything_it_came_from_changes(filled):
    with around_steps():
        before = frozen()
        for name, rows in before.items():
            shown = any(value not in (None, "", {}, []) for value in rows.values())
            assert shown or name in SELDOM, f"{name} is nowhere shown"
        change_every_source()
        for case in Case.objects.all():
            with transaction.atomic():
                follow_the_money(case=lock_fees(case))
        daily_watch()
        make_documents()
        after = frozen()
        for name, rows in before.items():
            assert {key: after[name][key] for key in rows} == rows, name
        for name, pairs in FRESH.items():
            assert [pair for pair in pairs() if pair[0] != pair[1]] == [], name
        transaction.set_rollback(True)
