"""A page as a test reads it: found by CSS selectors, its text without markup."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import tinyhtml5
from cssselect2 import ElementWrapper


class Shown:
    """One element of a page, the whole of it at first."""

    def __init__(self, found: ElementWrapper) -> None:
        self._found = found

    @classmethod
    def of(cls, html: str | bytes) -> Shown:
        """The page that was answered."""
        text = html.decode() if isinstance(html, bytes) else html
        tree: Element = tinyhtml5.parse(text, namespace_html_elements=False)
        return cls(ElementWrapper.from_html_root(tree))

    def select(self, selector: str) -> list[Shown]:
        """All that the selector finds inside, in the order of the page."""
        return [Shown(found) for found in self._found.query_all(selector)]

    def one(self, selector: str) -> Shown:
        """The first that the selector finds. Raises LookupError where there is none."""
        for found in self.select(selector):
            return found
        raise LookupError(selector)

    def panel(self, heading: str) -> Shown:
        """The part of the page under a heading of the second order."""
        for part in self.select("section, div"):
            titles = [one.text for one in part.select("h2")]
            if titles[:1] == [heading] and len(titles) == 1:
                return part
        raise LookupError(heading)

    @property
    def text(self) -> str:
        """What one reads, with single spaces."""
        return " ".join("".join(self._found.etree_element.itertext()).split())

    def __getitem__(self, name: str) -> str:
        return str(self._found.etree_element.attrib[name])
