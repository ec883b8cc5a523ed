"""The fixed cast: people, their offices and memberships, in force on any day from 2015 on."""

import datetime as dt

import factory
import pytest
from factory.django import DjangoModelFactory

from members.enums import Office, Profession
from members.models import Appointment, Membership, Person, SupervisorApproval

FIRST_DAY = dt.date(2014, 1, 1)


class PersonFactory(DjangoModelFactory):
    """Somebody the society knows, who can sign in by a code."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda person: f"{person.name.lower().replace(' ', '.')}@example.org")
    profession = Profession.PHYSICIAN
    password = "!"


class MembershipFactory(DjangoModelFactory):
    """A membership that still lasts."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    start = FIRST_DAY


class AppointmentFactory(DjangoModelFactory):
    """An office that is still held."""

    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    office = Office.CCC_MEMBER
    start = FIRST_DAY


class ApprovalFactory(DjangoModelFactory):
    """A supervisor on the list."""

    class Meta:
        model = SupervisorApproval

    person = factory.SubFactory(PersonFactory)
    start = FIRST_DAY
    public_entry = "Primary care groups; sees video."


def somebody_new(question: object) -> None:
    """Who somebody named in an older file is, whom the society knows by that name: another."""


def member(name: str, *, office: Office | None = None, **fields) -> Person:
    """Return a member of the society since 2014, in the office if one is named."""
    person = PersonFactory(name=name, **fields)
    MembershipFactory(person=person)
    if office:
        AppointmentFactory(person=person, office=office)
    return person


@pytest.fixture
def candidate(db) -> Person:
    return member("Maya Ferreira")


@pytest.fixture
def co_leader(db) -> Person:
    return member("Carl Dorn", profession=Profession.PSYCHOLOGIST)


@pytest.fixture
def supervisor(db) -> Person:
    person = member("Sylvia Marsh", profession=Profession.PSYCHIATRIST, listed_publicly=True)
    ApprovalFactory(person=person)
    return person


@pytest.fixture
def coordinator(db) -> Person:
    return member("Coral Ivory", office=Office.COORDINATOR_OF_SUPERVISION)


@pytest.fixture
def intensives_coordinator(db) -> Person:
    return member("Ivo Tensor", office=Office.COORDINATOR_OF_INTENSIVES)


@pytest.fixture
def host(db) -> Person:
    return member("Hanna Oster")


@pytest.fixture
def faculty1(db) -> Person:
    return member("Fay Coulter", profession=Profession.PSYCHOLOGIST)


@pytest.fixture
def faculty2(db) -> Person:
    return member("Fred Culver")


@pytest.fixture
def evaluator(db) -> Person:
    return member("Eva Luator", profession=Profession.PSYCHOLOGIST)


@pytest.fixture
def chair(db) -> Person:
    return member("Charles Airey", office=Office.CCC_CHAIR)


@pytest.fixture
def ccc_member(db) -> Person:
    return member("Cecilia Camden", office=Office.CCC_MEMBER)


@pytest.fixture
def treasurer(db) -> Person:
    return member("Theo Rasure", office=Office.TREASURER)


@pytest.fixture
def president(db) -> Person:
    return member("Petra Sidens", office=Office.COUNCIL_PRESIDENT)


@pytest.fixture
def council1(db) -> Person:
    return member("Cora One", office=Office.COUNCIL_MEMBER)


@pytest.fixture
def council2(db) -> Person:
    return member("Cyrus Two", office=Office.COUNCIL_MEMBER)


@pytest.fixture
def council3(db) -> Person:
    return member("Celia Three", office=Office.COUNCIL_MEMBER)


@pytest.fixture
def membership_officer(db) -> Person:
    return member("Mo Officer", office=Office.MEMBERSHIP_OFFICER)


@pytest.fixture
def stranger(db) -> Person:
    """Somebody with an account and nothing else."""
    return PersonFactory(name="Stan Ranger")


@pytest.fixture
def cast(request) -> dict[str, Person]:
    """Everybody, by the name of the fixture."""
    names = (
        "candidate co_leader supervisor coordinator intensives_coordinator host faculty1 faculty2 evaluator "
        "chair ccc_member treasurer president council1 council2 council3 membership_officer stranger"
    )
    return {name: request.getfixturevalue(name) for name in names.split()}
