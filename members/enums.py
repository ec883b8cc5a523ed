"""The fixed vocabularies of people and offices."""

from django.db.models import TextChoices


class Profession(TextChoices):
    """What a person practises; the first five are named by the Procedures (P98.BR.3b)."""

    PHYSICIAN = "physician", "Physician"
    PSYCHIATRIST = "psychiatrist", "Psychiatrist"
    PSYCHOLOGIST = "psychologist", "Psychologist"
    COUNSELOR = "counselor", "Counselor"
    LCSW = "lcsw", "Licensed clinical social worker"
    NURSE = "nurse", "Nurse"
    CHAPLAIN = "chaplain", "Chaplain"
    VETERINARIAN = "veterinarian", "Veterinarian"
    LAWYER = "lawyer", "Lawyer"
    TEACHER = "teacher", "Teacher"
    OTHER = "other", "Other"


class Office(TextChoices):
    """The offices a person can be appointed to."""

    CCC_CHAIR = "ccc_chair", "CCC Chair"
    CCC_MEMBER = "ccc_member", "CCC member"
    COORDINATOR_OF_SUPERVISION = "coordinator_of_supervision", "Coordinator of Supervision"
    COORDINATOR_OF_INTENSIVES = "coordinator_of_intensives", "Coordinator of Intensives"
    TREASURER = "treasurer", "Treasurer"
    COUNCIL_PRESIDENT = "council_president", "Council President"
    COUNCIL_MEMBER = "council_member", "Council member"
    MEMBERSHIP_OFFICER = "membership_officer", "Membership officer"


HELD_BY_ONE = (Office.CCC_CHAIR, Office.TREASURER, Office.COUNCIL_PRESIDENT)
"""Offices that one person at a time holds; the database forbids a second."""


class ProposalState(TextChoices):
    """Where a proposal that needs a second officer stands."""

    OPEN = "open", "Waits for a second officer"
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AddressSource(TextChoices):
    """How an address came to be on record."""

    OWN = "own", "by themselves"
    OFFICER = "officer", "by an officer"
    OLDER_FILE = "older_file", "from an older file"
    BEFORE = "before", "before the history was kept"
    UNSTATED = "unstated", "not known how"


class Means(TextChoices):
    """By what somebody shows again who they are."""

    CODE = "code", "a code by mail"
    PASSWORD = "password", "the password"
    APP = "app", "the authenticator app or a recovery code"
    PASSKEY = "passkey", "a passkey"
