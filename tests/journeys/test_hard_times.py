"""A double click, a page that has grown old in another tab, a worker that dies in the middle of a mail."""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys import founding


@pytest.fixture(scope="module")
def officer(running, browser, looks):
    """The first officer, signed in, in a browser that stays open."""
    society = founding.Society(browser, running, looks)
    name, email = founding.OFFICER
    running.manage("appoint_first_officer", email, name)
    return society.visitor(name, email).sign_in_by_button()


def test_a_form_sent_twice_makes_one_row_and_says_so(officer):
    officer.go("/practice/groups/").follow("Start a group").fill(name="Twice")
    twin = officer.context.new_page()
    twin.goto(officer.page.url)
    token = officer.page.locator("[name='once']").input_value()
    twin.locator("[name='once']").evaluate("(field, token) => { field.value = token }", token)
    twin.locator("[name='name']").fill("Twice")
    officer.press("Start the group").reads("The group is here.")
    twin.get_by_role("button", name="Start the group").click()
    assert "You have sent this form already" in twin.locator("main").inner_text()
    twin.close()
    officer.go("/practice/groups/")
    assert officer.text().count("Twice") == officer.page.get_by_role("link", name="Twice").count()
    assert officer.page.locator("h2", has_text="Twice").count() == 1


def test_two_quick_clicks_on_one_button_make_one_row(officer):
    officer.go("/practice/groups/new/").fill(name="Double click")
    officer.page.locator("main").get_by_role("button", name="Start the group").dblclick(no_wait_after=True)
    officer.page.wait_for_load_state("networkidle")
    officer.go("/practice/groups/")
    assert officer.page.locator("h2", has_text="Double click").count() == 1


def test_an_old_page_says_what_has_happened_meanwhile(officer):
    officer.go("/society/people/new/").fill(name="Ola Nordmann", email="ola@example.org", profession="Nurse")
    officer.press("Add the person").press("Record it")
    officer.page.locator("tr", has_text="Ola").get_by_role("link", name="End").click()
    stale = officer.context.new_page()
    stale.goto(officer.page.url)
    officer.press("End the membership").reads("has a last day now")
    stale.get_by_role("button", name="End the membership").click()
    assert "This membership ends on that day or earlier already." in stale.locator("main").inner_text()
    stale.close()


def test_a_list_of_members_is_looked_at_asked_about_put_right_and_imported(officer, tmp_path):
    """As an older spreadsheet of another country writes it, with a row that cannot be taken."""
    written = 'email;name;start\rzoe@example.org;"Zoë\rMüller";03/04/2026\r;Nobody;05/05/2026\r'
    (tmp_path / "members.csv").write_bytes(written.encode("cp1252"))
    officer.go("/society/memberships/import/")
    officer.page.set_input_files("[name='file']", tmp_path / "members.csv")
    officer.press("Show what it would do").reads("How are the days read?", "was read as older Western")
    officer.press("Read the month first: 4 March 2026").reads("Zoë Müller", "from 4 March 2026, without end")
    for _ in range(2):
        with officer.page.expect_download() as download:
            officer.page.get_by_role("button", name="Download the 1 row left out").click()
        assert "The e-mail address is missing." in download.value.path().read_text()
    officer.press("Import 1 row, leave out 1").reads("Imported: 1 row changed something", "as you said")
    officer.go("/society/memberships/").reads("Zoë Müller", "4 March 2026")


def test_what_a_dead_worker_had_taken_the_next_one_delivers(running, officer):
    mailbox = running.mailbox
    mailbox.asked.clear()
    mailbox.answering.clear()
    officer.go("/society/people/new/").fill(
        name="Kari Nordmann", email="kari@example.org", profession="Nurse"
    )
    officer.press("Add the person").press("Record it")
    assert mailbox.asked.wait(20), "the worker did not begin to deliver"
    running.kill("worker")
    mailbox.answering.set()
    time.sleep(0.5)
    known = len(mailbox.about("kari@example.org", "membership"))
    running.start("worker")
    mailbox.wait("kari@example.org", "membership", more_than=known)


@pytest.fixture(scope="module")
def draft(officer):
    """The address of a draft of an application that the officer has begun."""
    officer.go("/files/begin/").press("Begin my application")
    return officer.page.url


def says(page, words: str) -> None:
    """The line below the draft says so, within a moment."""
    expect(page.locator("[data-autosave-says]")).to_contain_text(words)


def kept(page) -> str:
    """What the server holds, on a page loaded anew."""
    page.reload()
    return page.locator("[name='reasons']").input_value()


def test_a_draft_is_kept_after_a_pause_and_on_leaving_the_page(officer, draft):
    page = officer.page
    page.goto(draft)
    page.locator("[name='reasons']").press_sequentially("To lead")
    says(page, "Saved at")
    assert kept(page) == "To lead"
    page.locator("[name='reasons']").press("Control+End")
    page.locator("[name='reasons']").press_sequentially(" well")
    page.goto("about:blank")
    page.goto(draft)
    until = time.monotonic() + 15
    while kept(page) != "To lead well" and time.monotonic() < until:
        page.wait_for_timeout(200)
    assert kept(page) == "To lead well"


def test_another_window_is_noticed_and_nothing_is_overwritten(officer, draft):
    page, twin = officer.page, officer.context.new_page()
    page.goto(draft)
    twin.goto(draft)
    page.locator("[name='reasons']").fill("From the first window")
    says(page, "Saved at")
    twin.locator("[name='reasons']").fill("From the second window")
    says(twin, "changed in another window")
    expect(twin.locator("[name='reasons']")).to_have_value("From the second window")
    twin.close()
    assert kept(page) == "From the first window"


def test_without_a_connection_it_says_so_and_is_saved_when_there_is_one(officer, draft):
    page = officer.page
    page.goto(draft)
    officer.context.set_offline(True)
    page.locator("[name='reasons']").fill("Typed on a train")
    says(page, "no connection")
    officer.context.set_offline(False)
    says(page, "Saved at")
    assert kept(page) == "Typed on a train"


def test_signed_out_it_says_so_and_offers_the_text_again(officer, draft):
    page = officer.page
    page.goto(draft)
    cookies = officer.context.cookies()
    officer.context.clear_cookies(name="sessionid")
    page.locator("[name='reasons']").fill("Typed without a session")
    says(page, "You are signed out")
    officer.context.add_cookies(cookies)
    page.reload()
    expect(page.locator("[name='reasons']")).to_have_value("Typed on a train")
    page.get_by_role("button", name="Put it back").click()
    says(page, "Saved at")
    assert kept(page) == "Typed without a session"
