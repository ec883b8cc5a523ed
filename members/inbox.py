"""Reading one's messages."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from members.models import Notice, Person
from members.notifications import all_kinds
from members.offices import offices_of


def messages_of(person: Person) -> QuerySet[Notice]:
    """What was written to the person and to the offices they hold today, newest first; codes left out.

    What an office reads about the person's own file is not among it.
    """
    office = Q(office__in=offices_of(person)) & (Q(concerns=None) | ~Q(concerns=person))
    mine = Q(person=person) | office
    secret = [kind.name for kind in all_kinds() if kind.secret]
    return Notice.objects.filter(mine).exclude(kind__in=secret).select_related("person")


@dataclass(frozen=True)
class Delivery:
    """How the mail of a notice is doing, in words."""

    sentence: str
    late: bool = False


def delivery_of(notice: Notice) -> Delivery:
    """Say whether the mail has gone out, and why not."""
    if notice.delivered_at and notice.last_error:
        return Delivery(notice.last_error)
    if notice.delivered_at:
        return Delivery("mailed")
    if notice.last_error:
        return Delivery("mail delayed", late=True)
    return Delivery("mail on its way")
