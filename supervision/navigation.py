"""What supervision adds to the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from members.shell import NavItem, register_nav
from supervision.permissions import parts_of


@register_nav
def supervision_nav(request: HttpRequest) -> Iterator[NavItem]:
    """Groups for members and leaders, one's own supervision beside them, the desk for supervisors."""
    user = request.user
    if not user.is_authenticated:
        return
    parts = parts_of(user)
    if parts & {"is_member", "has_led"}:
        yield NavItem("My groups", reverse("supervision:groups"), 20)
    if parts & {"has_asked", "has_been_supervised"}:
        yield NavItem("My supervision", reverse("supervision:my_supervision"), 22)
    if parts & {"is_on_the_list", "has_supervised"}:
        yield NavItem("Supervision", reverse("supervision:desk"), 24)
