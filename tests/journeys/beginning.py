"""From the public page to the first day of training."""

import datetime as dt

from tests.journeys.founding import CANDIDATE, PASSWORD, Society
from tests.journeys.people import Visitor

WORDS = {
    "degree": "MD, licensed",
    "institution": "Riverside family medicine residency",
    "practice": "Family medicine with residents, a community clinic",
    "group_plan": "A group of eight residents, once a month, with a co-leader.",
    "balint_history": "A member of a residents' group for two years.",
    "reasons": "To lead well, and to be able to offer groups beyond my own clinic.",
}


def join(society: Society) -> Visitor:
    """Maya finds the public page, reads the road, and joins with a code from her mail."""
    name, email = CANDIDATE
    maya = society.visitor(name, email)
    maya.go("/").reads("Procedures", "Roadmap")
    maya.follow("Sign in").follow("Join")
    maya.fill(email=email, name=name, profession="Physician").press("Join")
    maya.fill(code=society.house.mailbox.code(email, "", more_than=0))
    maya.page.locator("main [name='code']").press("Enter")
    maya.page.wait_for_url("**/home/")
    maya.reads("Maya", "Become a member of the Society first.")
    return maya


def apply(society: Society) -> None:
    """She opens her file and writes; no supervisor can be asked before she is a member."""
    maya, sylvia = society["Maya"], society["Sylvia"]
    maya.follow("begin a draft").press("Begin my application").reads("still missing")
    maya.follow("The policy").fill(read=True).press("Confirm")
    _ask_sylvia(maya).reads("Your membership is not on record today.")
    _record_membership(society)
    _ask_sylvia(maya).reads("Waiting for Sylvia Marsh")
    society.house.mailbox.wait(sylvia.email, "Maya Ferreira")
    sylvia.task("Answer Maya").fill(accepted="Yes, I am able to", answer="Gladly; from next month on.")
    sylvia.press("Send my answer").reads("told: yes")
    maya.go("/home/").follow("My application").follow("Recording of your groups")
    maya.fill(kind="Video", arranged_on=society.today(), consent=True).press("Note the arrangement")
    maya.fill(**WORDS).press("Save, then check and send").reads("Read it through once more")
    maya.press("Send my application")
    maya.reads("Your application is with the CCC Chair and the Coordinator of Supervision.")


def _ask_sylvia(maya: Visitor) -> Visitor:
    maya.go("/home/").follow("My application").follow("Supervisor", exact=True).follow("Choose Sylvia")
    return maya.fill(message="Thursdays, online.").press("Ask")


def _record_membership(society: Society) -> None:
    miriam, name = society["Miriam"], CANDIDATE[0]
    miriam.go("/home/").follow("Memberships").follow("Record a membership")
    miriam.fill(person=name).press("Record it").reads(f"The membership of {name} is recorded.")


def review(society: Society) -> None:
    """Chair and Coordinator each hear of it, read it and approve."""
    maya = society["Maya"]
    for one in (society["Ruth"], society["Katherine"]):
        society.house.mailbox.wait(one.email, "Maya Ferreira")
        one.task("Review the application of Maya").reads("A group of eight residents")
        one.fill(outcome="Approve").press("Record my review")
    maya.go("/home/").reads("Fill in the schedule of fees")
    society.house.mailbox.wait(maya.email, "approved")


def agree_and_pay(society: Society) -> None:
    """The schedule of fees, the signature, the money; then supervision may begin."""
    maya, sylvia, walter = society["Maya"], society["Sylvia"], society["Walter"]
    maya.task("Fill in the schedule of fees").reads("900.00 USD")
    maya.press("Fill in and ask for the signature").reads("Sylvia Marsh, PhD is asked to sign.")
    sylvia.task("Sign the agreement with Maya").press("Sign").reads("You have signed")
    maya.task("Pay the first-year fee").follow("I have sent the fee")
    maya.fill(how="bank transfer").press("Tell the Treasurer").reads("Noted.")
    society.house.mailbox.wait(walter.email, "Maya Ferreira")
    walter.task("Confirm 900.00 from Maya").shows_by_password(PASSWORD)
    walter.press("The money is in").reads("Confirmed.")
    for one in (maya, sylvia, society["Katherine"]):
        society.house.mailbox.wait(one.email, "may begin")
    maya.go("/home/").reads("Nobody holds you up.")


def start_group(society: Society, since: dt.date) -> None:
    """A group of her own, with a co-leader of another profession."""
    maya = society["Maya"]
    maya.go("/home/").follow("My groups").follow("Start a group")
    maya.fill(name="Residents' group", started_on=since, site="Riverside").press("Start the group")
    maya.follow("Name a co-leader").fill(name="Carl Dorn, PsyD", profession="Psychologist", start=since)
    maya.press("Name the co-leader").reads("Carl Dorn, PsyD is the co-leader now.")
