"""What credentialing adds to the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from credentialing.permissions import COUNCIL, READERS
from members.offices import holds
from members.shell import NavItem, register_nav


@register_nav
def credentialing_nav(request: HttpRequest) -> Iterator[NavItem]:
    """The files for those who read them, the votes for the Council, the fees for the Treasurer."""
    user = request.user
    if not user.is_authenticated:
        return
    if holds(user, *READERS):
        yield NavItem("Today", reverse("credentialing:today"), 10)
        yield NavItem("Files", reverse("credentialing:cases"), 12)
    if holds(user, *COUNCIL):
        yield NavItem("Votes", reverse("credentialing:motions"), 14)
    if user.has_perm("credentialing.set_fees"):
        yield NavItem("Fees", reverse("credentialing:fees_due"), 16)
