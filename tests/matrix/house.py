"""Every route the house has, by walking the URL resolver."""

from collections.abc import Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix.notation import Row
from tests.matrix.world import World

STAR = "*_"
NONE = "no-row"


def routes() -> set[str]:
    """The names of all routes, with their namespaces."""
    return {name for name in _walk(get_resolver(), ()) if name != UNNAMED}


UNNAMED = "admin:None"
"""The admin's catch-alls: an old form of a change page, and any other address, which asks to sign in."""


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, str(pattern.name)])
        else:
            yield from _walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)


def meant(row: Row, known: set[str]) -> list[str]:
    """The routes a row is about: one, or with a star every table of the admin."""
    if STAR not in row.route:
        return [row.route] if row.route in known else []
    end = row.route.partition(STAR)[2]
    tables = [name.removeprefix("admin:").split("_") for name in known if name.startswith("admin:")]
    return sorted("admin:" + "_".join(words) for words in tables if len(words) == 3 and words[2] == end)


def address(route: str, arguments: tuple[str, ...], world: World) -> str:
    """The path of a route about the world's things; an argument that names none stands as it is."""
    return reverse(route, args=[_value(route, word, world) for word in arguments])


def _value(route: str, word: str, world: World) -> object:
    if word == "first":
        app, model, _ = route.removeprefix("admin:").split("_")
        first = apps.get_model(app, model)._default_manager.order_by("pk").first()
        return first.pk if first else NONE
    return world.things.get(word, word)
