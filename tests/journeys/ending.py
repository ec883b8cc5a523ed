"""From the request for the credentialing Intensive to the certificate that a public page confirms."""

import datetime as dt
import re

from playwright.sync_api import Locator

from tests.journeys.founding import Society
from tests.journeys.training import announce

FINAL = "Autumn Intensive, Pittsburgh"
ASSESSMENT = (
    "The candidate kept the frame, protected the presenter, and stayed with the relationship when the group "
    "turned to advice. Silence was borne well."
)


def ask_for_final(society: Society) -> dt.date:
    """Announced with a small group and its two faculty; asked for; agreed to with an evaluator."""
    albert, maya, ruth = society["Albert"], society["Maya"], society["Ruth"]
    start = society.today() + dt.timedelta(days=20)
    announce(society, FINAL, start)
    albert.follow("Add a small group").fill(name="Maple").press("Add the group")
    for seat, faculty in enumerate(("Fay Lindqvist", "Femi Adeyemi"), start=1):
        albert.follow(f"Give this seat {seat}").fill(person=faculty).press("Give the seat")
        society.house.mailbox.wait(society[faculty.split()[0]].email, FINAL)
    maya.go("/home/").follow("My credentialing Intensive").follow("Ask")
    maya.fill(intensive=FINAL).press("Ask for this place").reads("The committee answers.")
    society.house.mailbox.wait(ruth.email, "asks for a credentialing Intensive")
    ruth.task("Plan the final Intensive of Maya").fill(evaluator="Edda Novak").press("Agree and designate")
    ruth.reads("Agreed. Edda Novak, MD is designated and told.")
    society.house.mailbox.wait(maya.email, "Your credentialing Intensive is agreed")
    society.house.mailbox.wait(society["Edda"].email, "Maya Ferreira")
    albert.go("/intensives/").follow(FINAL).follow("Groups, people, attendance").follow("Who is in which")
    albert.page.get_by_label("Maya Ferreira").select_option(label="Maple")
    albert.press("Save").reads("The small groups are made up.")
    return start


def hold(society: Society, start: dt.date) -> None:
    """Co-led with both faculty, attested, held, met."""
    albert, maya, edda = society["Albert"], society["Maya"], society["Edda"]
    for number, faculty in enumerate((society["Fay"], society["Femi"]), start=1):
        faculty.task("Record what Maya Ferreira, MD co-led with you")
        faculty.fill(date=start + dt.timedelta(days=number)).press("Record the session")
    albert.task("Attest attendance at").follow("Tick everybody").press("Attest attendance")
    albert.task("Say that the Intensive of Maya").press("It was held").reads("Recorded.")
    society.house.mailbox.wait(edda.email, "Your assessment of Maya")
    edda.task("Record the evaluation meeting about Maya")
    people = ["Fay Lindqvist", "Femi Adeyemi", "Edda Novak"]
    edda.fill(on=start + dt.timedelta(days=3), present=people).press("Record the meeting")
    maya.go("/home/").reads("Your final Intensive was held; the assessment follows", "Intensives: 3 of 3")


def assess(society: Society) -> None:
    """The evaluator writes and delivers; candidate and committee get it, the advice goes to one of them."""
    maya, edda, ruth = society["Maya"], society["Edda"], society["Ruth"]
    edda.task("Write and deliver the assessment of Maya")
    edda.fill(draft=ASSESSMENT, advice="Recommend for").press("Save the draft")
    edda.follow("Go to delivery").press("Deliver it now").reads("Delivered to Maya")
    society.house.mailbox.wait(maya.email, "Your assessment")
    society.house.mailbox.wait(ruth.email, "has been delivered")
    maya.go("/home/").follow("My Intensives").follow("Your assessment").reads(ASSESSMENT)
    assert "Recommendation to the committee" not in maya.text()


def recommend(society: Society) -> None:
    """The committee reviews the file and recommends; the Council is told, and so is the candidate."""
    maya, ruth = society["Maya"], society["Ruth"]
    maya.go("/home/").follow("See every requirement").reads("ready for review")
    ruth.task("Open the review of Maya").press("Open the review")
    society.house.mailbox.wait(society["George"].email, "Committee review of Maya")
    ruth.task("Review Maya").follow("Record the")
    ruth.fill(members=["Ruth Adler", "George Whitfield", "Katherine Moss"], note="Read by all three.")
    ruth.press("Record the review").reads("The review is recorded")
    ruth.follow("Recommend").fill(
        direction="Recommend credentialing", reasons="Every requirement is met."
    ).press("Go on")
    ruth.reads("Every requirement is met.").press("Send to the Council").reads("is with the Council")
    society.house.mailbox.wait(maya.email, "The committee's recommendation has gone to the Council")


def vote(society: Society) -> None:
    """The President opens the vote; nobody learns how they fell until she releases the result."""
    judith, laurence, beatriz = society["Judith"], society["Laurence"], society["Beatriz"]
    society.house.mailbox.wait(judith.email, "recommendation of the committee")
    judith.task("Open the vote on Maya").press("Open the vote")
    judith.reads("The vote is open", "0 of 3 have voted")
    for number, member in enumerate((laurence, judith, beatriz), start=1):
        society.house.mailbox.wait(member.email, "Your vote on Maya")
        member.task("Vote on Maya")
        if member is beatriz:
            member.shows_by_code("cast your ballot")
        assert no_counts(member.page.locator("main"))
        member.fill(choice="Approve").press("Look at it once more").reads("Your choice: approve")
        member.press("Seal my ballot", exact=False).reads("Your ballot is sealed.")
        if number < 3:
            member.reads(f"{number} of 3 have voted")
            assert no_counts(member.page.locator("main"))
    judith.go("/home/").task("Release the result on Maya").press("Count and release").reads("Released.")


def no_counts(main: Locator) -> bool:
    """Whether the page keeps to itself how the ballots fell."""
    terms = [one.lower() for one in main.locator("dt").all_inner_texts()]
    return not {"approve", "deny", "abstain"} & set(terms)


def certify(society: Society) -> str:
    """The worker makes certificate and letter; the candidate downloads; returns the code to check."""
    maya = society["Maya"]
    judith = society["Judith"].go("/home/").follow("Votes").follow("Maya Ferreira")
    judith.reads("Approve", "3 of 3 have voted")
    society.house.mailbox.wait(maya.email, "The Council has decided")
    society.house.mailbox.wait(maya.email, "Your certificate is ready")
    maya.go("/home/").follow("The Council's decision").reads("You have been credentialed")
    with maya.page.expect_download() as paper:
        maya.page.get_by_role("link", name=re.compile("Certificate.*PDF")).click()
    assert paper.value.path().read_bytes().startswith(b"%PDF-")
    return maya.page.locator("dt", has_text="Code to check it").locator("+ dd").inner_text().strip()


def verify(society: Society, code: str) -> None:
    """Anybody at all types the code of the certificate into the public page."""
    anybody = society.keeper().go("/").follow("Check a certificate").fill(code=code).press("Check")
    anybody.reads("This certificate is valid", "Maya Ferreira, MD")
    anybody.go("/verify/").fill(code="AAAA-BBBB-CCCC").press("Check")
    anybody.reads("No certificate has this code")
