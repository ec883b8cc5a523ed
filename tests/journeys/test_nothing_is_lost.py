"""What one types is kept: after a pause, on leaving, from another window, signed out, without a connection."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.house import House

ANSWERED = 8000


def application_of(page: Page) -> None:
    """The draft of somebody who has just begun, with the field for the reasons in sight."""
    page.get_by_role("link", name=re.compile("begin", re.IGNORECASE)).first.click()


def says(page: Page, sentence: str) -> None:
    expect(page.locator("[data-autosave-says]")).to_contain_text(sentence, timeout=ANSWERED)


def reasons(page: Page):
    return page.get_by_label("Why you seek the credential")
