"""What every page of a journey is looked at for: axe finds nothing, and nothing runs out of the screen."""

import re
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WIDTHS = (320, 1280)
COLOURS = ("light", "dark")
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160)).join(" | "));
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Looks:
    """Looks at each page once: an address without its numbers, under its heading's first words."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.faults: list[str] = []

    def at(self, page: Page) -> None:
        """Look at the page, unless one like it has been looked at; faults are kept for the end."""
        name = self._name(page)
        if name in self.seen:
            return
        self.seen.add(name)
        page.evaluate(AXE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if width == WIDTHS[0] and (too_wide := page.evaluate(OVERFLOW)) > 0:
                self.faults.append(f"{name}: {too_wide} pixels wider than {width}")
            for colour in COLOURS:
                page.emulate_media(color_scheme=colour, reduced_motion="reduce")
                self.faults += [f"{name}, {width}, {colour}: {fault}" for fault in page.evaluate(RUN)]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def _name(self, page: Page) -> str:
        path = re.sub(r"https?://[^/]+", "", page.url).partition("?")[0].partition("#")[0]
        path = re.sub(r"/verify/.+/", "/verify/CODE/", re.sub(r"/\d+/", "/N/", path))
        path = re.sub(r"/again/.+/", "/again/TOKEN/", re.sub(r"/\d+/", "/N/", path))
        parts = page.locator("main h2").all_inner_texts()
        return f"{path} ({', '.join(parts[:1])})"
