"""The fixed vocabularies of Intensives."""

from django.db.models import TextChoices


class Role(TextChoices):
    """In what capacity a person attends an Intensive (P98.CP.2)."""

    PARTICIPANT = "participant", "Participant"
    CANDIDATE = "candidate", "Credentialing candidate"


class Advice(TextChoices):
    """What the evaluator and faculty recommend to the committee (R14.11g)."""

    FOR = "for", "Recommend for credentialing"
    FURTHER_WORK = "further_work", "Recommend further work"
    AGAINST = "against", "Recommend against credentialing"
