"""What Intensives add to the navigation."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from members.shell import NavItem, register_nav


@register_nav
def intensives_nav(request: HttpRequest) -> Iterator[NavItem]:
    """Coming Intensives, for everybody."""
    yield NavItem("Intensives", reverse("intensives:coming"), 40)
