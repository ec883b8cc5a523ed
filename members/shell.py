"""The navigation of the shell: each app registers what it adds, so that members knows nothing upward."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation: its label and the path it leads to; lower `order` comes first."""

    label: str
    url: str
    order: int = 50
    current: bool = False


NavSource = Callable[[HttpRequest], Iterable[NavItem]]
_sources: list[NavSource] = []


def register_nav(source: NavSource) -> NavSource:
    """Add a function of the request that returns the NavItems of its app; usable as a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def nav_for(request: HttpRequest) -> list[NavItem]:
    """The entries for the person who asks, in order, the one of the present page marked."""
    items = sorted((item for source in _sources for item in source(request)), key=lambda item: item.order)
    here = [item for item in items if _leads_to(item, request.path)]
    current = max(here, key=lambda item: len(item.url), default=None)
    return [NavItem(item.label, item.url, item.order, item is current) for item in items]


def _leads_to(item: NavItem, path: str) -> bool:
    return path == item.url or (item.url != "/" and path.startswith(item.url))
