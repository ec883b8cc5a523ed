"""Addresses that officers and files give for somebody; what people do to their own stands in the adapter."""

from members import clock
from members.models import Address, Person
from members.refusals import Refused
from members.words import day_text


def refuse_taken(address: str, *, to: Person | None = None) -> None:
    """Raise Refused where the address is somebody else's than `to`, or was and they are here still.

    Mail to it may reach either of the two, and an import that finds people by it would take one for the
    other. Whoever has it now shows that by a code, and can have it.
    """
    others = Person.objects.exclude(pk=to.pk) if to else Person.objects.all()
    if others.with_address(address).exists():
        raise Refused("Somebody uses this address already.", field="email")
    former = Address.objects.former().filter(address=address, person__in=others.filter(is_active=True))
    if last := former.select_related("person").first():
        raise Refused(
            f"{last.person} used this address until {day_text(clock.day_of(last.until))}. If this is "
            f"{last.person}, give the address they use now ({last.person.email or 'none'}); if it is "
            "somebody else, they can add it themselves, with a code sent to it.",
            field="email",
        )
