"""Opens the house and the browser that all journeys of a worker share, and keeps what a failure showed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import migrated_template
from tests.journeys.house import House, house
from tests.journeys.looks import Looks
from tests.journeys.people import Visitor

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey, and all journeys are walked by one worker."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real parts, around a database of its own; a broker's database of its own, too."""
    broker = os.environ["REDIS_URL"].rpartition("/")[0] + f"/{1 + int(WORKER[2:])}"
    folder = tmp_path_factory.mktemp("house")
    with house(
        folder=folder, template=migrated_template(), name=f"journeys_{WORKER}", broker=broker
    ) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def looks() -> Looks:
    """Which pages have been looked at, and what was found."""
    return Looks()


@pytest.fixture
def visitor(running: House, browser: Browser, looks: Looks) -> Iterator:
    """Give somebody a browser: `visitor(name, email, java_script_enabled=False)`."""
    opened: list[Visitor] = []

    def give(name: str, email: str, **context) -> Visitor:
        opened.append(Visitor(browser, running, looks, name, email, **context))
        return opened[-1]

    yield give
    for one in opened:
        one.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """A journey that fails leaves what each browser showed, and the end of each log, in the report."""
    report = yield
    opened, seen = item.funcargs.get("running"), item.funcargs.get("browser")
    if report.when == "call" and report.failed and opened:
        shown = [page for context in seen.contexts for page in context.pages] if seen else []
        for number, page in enumerate(shown):
            picture = opened.folder / f"{item.name}-{number}.png"
            page.screenshot(path=picture, full_page=True)
            report.sections.append(("page", f"{page.url}\n{picture}"))
        report.sections.append(("logs of the house", opened.logs()))
    return report
