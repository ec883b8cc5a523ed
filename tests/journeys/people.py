"""Somebody at a browser: signs in, follows links, fills forms, and reads what the page says."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import House
from tests.journeys.looks import Looks

SIGN_IN = "Your code to sign in"


class Visitor:
    """One person with a browser of their own."""

    def __init__(
        self, browser: Browser, house: House, looks: Looks, name: str = "", email: str = "", **context
    ) -> None:
        self.house, self.looks, self.name, self.email = house, looks, name, email
        self.runs_scripts = context.get("java_script_enabled", True)
        self.context = browser.new_context(
            base_url=house.address, reduced_motion="reduce", locale="en-US", **context
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()

    # Moving about

    def go(self, path: str) -> "Visitor":
        """Open an address."""
        self.page.goto(path)
        return self.look()

    def follow(self, words: str, *, exact: bool = False) -> "Visitor":
        """Click the first link with the words, as it stands on the page."""
        self.page.get_by_role("link", name=words, exact=exact).first.click()
        return self.look()

    def task(self, words: str) -> "Visitor":
        """Go home and open the thing to do with the words."""
        self.go("/home/")
        self.page.locator("main").get_by_role("link", name=words).first.click()
        return self.look()

    def press(self, words: str, *, exact: bool = True) -> "Visitor":
        """Press a button of the page itself and wait for what comes."""
        self.page.locator("main").get_by_role("button", name=words, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def look(self) -> "Visitor":
        """Let the page be looked at; a page that is an error of the server ends the journey."""
        assert "went wrong" not in self.page.title(), self.page.content()
        if self.runs_scripts:  # axe is a script itself
            self.looks.at(self.page)
        return self

    # Filling in

    def fill(self, **fields: object) -> "Visitor":
        """Fill fields by their names: text, a choice, a tick, or a list of ticks."""
        for name, value in fields.items():
            self._fill(name, value)
        return self

    def _fill(self, name: str, value: object) -> None:
        fields = self.page.locator(f"main [name='{name}']")
        first = fields.first
        kind = (first.get_attribute("type") or "").lower()
        if first.evaluate("e => e.tagName") == "SELECT":
            choices = first.locator("option").all_inner_texts()
            chosen = next((text for text in choices if str(value) in text), f"{value} of {choices}")
            first.select_option(label=chosen)
        elif kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                if one is True:
                    first.check()
                else:
                    self.page.get_by_label(str(one)).first.check()
        else:
            first.fill(str(value))

    # Reading

    def reads(self, *sentences: str) -> "Visitor":
        """The page says each of these."""
        for sentence in sentences:
            expect(self.page.locator("main")).to_contain_text(sentence)
        return self

    def text(self) -> str:
        """All that the page says, in one line."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    # Signing in

    def sign_in_by_button(self) -> "Visitor":
        """Be the person of the demonstration's button."""
        self.go("/demo/")
        self.page.locator("li", has_text=self.name).get_by_role("button").first.click()
        self.page.wait_for_url("**/home/")
        return self.look()

    def sign_in_by_code(self) -> "Visitor":
        """Ask for a code, read it in the mail, and give it."""
        before = len(self.house.mailbox.about(self.email, SIGN_IN))
        self.go("/account/login/")
        self.page.fill("#code_email", self.email)
        self.press("Send me a code")
        self.fill(code=self.house.mailbox.code(self.email, SIGN_IN, more_than=before))
        self.page.locator("main [name='code']").press("Enter")
        self.page.wait_for_url("**/home/")
        return self.look()

    def sign_in_by_password(self, password: str) -> "Visitor":
        """Give address and password."""
        self.go("/account/login/")
        self.fill(login=self.email, password=password)
        self.press("Sign in")
        self.page.wait_for_url("**/home/")
        return self.look()

    def shows_by_code(self, purpose: str) -> "Visitor":
        """The page asks once more who one is; the code comes by mail and is good for this alone."""
        self.reads("Is it you?", purpose)
        self.fill(code=self.house.mailbox.code(self.email, purpose, more_than=0))
        return self.press("Go on")

    def shows_by_password(self, password: str) -> "Visitor":
        """Give the password again where the page asks for it: some minutes after the last time it does."""
        if "/again/" in self.page.url:
            self.fill(password=password).press("Go on")
        return self

    def sign_out(self) -> "Visitor":
        """Leave."""
        self.page.get_by_role("button", name="Sign out").click()
        return self.look()
