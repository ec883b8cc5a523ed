"""People: made known by officers, and keeping their own particulars."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from members.actions.addresses import refuse_taken
from members.actions.locking import lock
from members.actions.permitted import permit
from members.addresses import plain
from members.enums import Profession
from members.models import Person
from members.refusals import Refused
from members.unseen import without_unseen

LONGEST_NAME = Person._meta.get_field("name").max_length
LONGEST_ADDRESS = Person._meta.get_field("email").max_length


@transaction.atomic
def add_person(*, by: Person, name: str, email: str = "", profession: str = Profession.OTHER) -> Person:
    """Make a person known; an empty address is for people known from old files only.

    Raises Refused without the right, where the name is missing or too long, where the address is none, or
    where it is somebody's or was.
    """
    permit(by, "members.keep_memberships")
    email = plain(email)
    name = without_unseen(name)
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise Refused(f"The name is missing or longer than {LONGEST_NAME} characters.", field="name")
    if email and not _is_address(email):
        raise Refused("The e-mail address is wrong.", field="email")
    if email:
        refuse_taken(email)
    return Person.objects.create_user(email or None, name=name.strip(), profession=profession)


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS


@transaction.atomic
def update_me(
    *,
    by: Person,
    name: str,
    profession: str,
    time_zone: str,
    listed_publicly: bool,
    wants_optional_mail: bool,
) -> Person:
    """Keep one's own particulars and choices."""
    lock([by.pk])
    me = Person.objects.get(pk=by.pk)
    me.name = name.strip()
    me.profession = profession
    me.time_zone = time_zone
    me.listed_publicly = listed_publicly
    me.wants_optional_mail = wants_optional_mail
    me.full_clean(exclude=["password", "email"])
    me.save()
    return me
