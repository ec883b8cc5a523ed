"""What members adds to the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from members.shell import NavItem, register_nav


@register_nav
def members_nav(request: HttpRequest) -> Iterator[NavItem]:
    """The public lists for visitors; what an office keeps for its holder; messages for everybody known."""
    user = request.user
    if not user.is_authenticated:
        yield NavItem("Supervisors", reverse("supervisors"), 80)
        yield NavItem("Credentialed leaders", reverse("leaders"), 82)
        yield NavItem("Check a certificate", reverse("verify"), 84)
        return
    if user.has_perm("members.keep_memberships"):
        yield NavItem("Memberships", reverse("memberships"), 60)
    if user.has_perm("members.keep_people"):
        yield NavItem("People", reverse("people"), 59)
    if user.has_perm("members.keep_credentials"):
        yield NavItem("Credentials", reverse("credentials"), 61)
    if user.has_perm("members.keep_offices"):
        yield NavItem("Offices", reverse("offices"), 62)
    if user.has_perm("members.keep_supervisors"):
        yield NavItem("Supervisors", reverse("approvals"), 64)
    yield NavItem("Messages", reverse("notices"), 90)
