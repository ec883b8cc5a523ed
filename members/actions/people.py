"""People: made known by officers, and keeping their own particulars."""

from django.db import transaction

from members.actions.locking import lock
from members.actions.permitted import permit
from members.enums import Profession
from members.models import Person
from members.refusals import Refused


@transaction.atomic
def add_person(*, by: Person, name: str, email: str = "", profession: str = Profession.OTHER) -> Person:
    """Make a person known; an empty address is for people known from old files only.

    Raises Refused without the right, or where somebody uses the address already.
    """
    permit(by, "members.keep_memberships")
    if email and Person.objects.filter(email=email).exists():
        raise Refused("Somebody uses this address already.", field="email")
    return Person.objects.create_user(email or None, name=name.strip(), profession=profession)


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
