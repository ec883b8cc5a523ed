"""Links in mails that work without signing in: signed, for one purpose, expiring on real time."""

from django.core import signing
from django.urls import reverse

from members.models import Person
from supervision.models import Debrief

SALT = "supervision.confirm_debrief"
LASTS_DAYS = 30


def debrief_path(debrief: Debrief, person: Person) -> str:
    """The path of the page where this person confirms this debrief."""
    return reverse("supervision:debrief_link", args=[signing.dumps([debrief.pk, person.pk], salt=SALT)])


def debrief_and_person(token: str) -> tuple[int, int]:
    """The keys of debrief and person in the token.

    Raises signing.SignatureExpired after 30 days, signing.BadSignature where it is not ours.
    """
    debrief, person = signing.loads(token, salt=SALT, max_age=LASTS_DAYS * 24 * 3600)
    return debrief, person
