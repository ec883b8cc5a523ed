"""Telling somebody that a way of signing in, or the address, has changed."""

from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Notice
from members.offices import holders


def officers_by_mail(*offices: Office) -> list[str]:
    """Whom to write to about an account: the membership officers and `offices`, each with the address."""
    people = [one for office in (Office.MEMBERSHIP_OFFICER, *offices) for one in holders(office)]
    return [f"{one} ({one.email})" for one in people if one.email]


def tell_change(what: str, *, to: str, old: str = "", new: str = "") -> Notice:
    """Tell an address what has changed, and what to do if it was not them; `to` is the address before it."""
    return notify(
        "sign_in_changed",
        to=to,
        path="/me/",
        what=what,
        old=old,
        new=new,
        ended=to == old and not new,
        at=clock.now(),
        officers=officers_by_mail(),
    )
