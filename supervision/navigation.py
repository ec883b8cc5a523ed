"""What supervision adds to the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from members.shell import NavItem, register_nav


@register_nav
def supervision_nav(request: HttpRequest) -> Iterator[NavItem]:
    """Groups for members and leaders, one's own supervision beside them, the desk for supervisors."""
    user = request.user
    if not user.is_authenticated:
        return
    if user.has_perm("supervision.have_groups"):
        yield NavItem("My groups", reverse("supervision:groups"), 20)
    if user.has_perm("supervision.have_supervision"):
        yield NavItem("My supervision", reverse("supervision:my_supervision"), 22)
    if user.has_perm("supervision.have_desk"):
        yield NavItem("Supervision", reverse("supervision:desk"), 24)
