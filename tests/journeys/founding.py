"""The society before the candidate comes: people, memberships, offices, supervisors, fees, an Intensive."""

import datetime as dt
import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.journeys.looks import Looks
from tests.journeys.people import Visitor

PASSWORD = "a river under seven bridges"
MEMBERS = (
    ("Ruth Adler, PhD", "chair@demo.example", "Psychologist", "CCC Chair"),
    ("George Whitfield, MD", "ccc@demo.example", "Physician", "CCC member"),
    ("Katherine Moss, PhD", "coordinator@demo.example", "Psychologist", "Coordinator of Supervision"),
    ("Albert Lindgren, MD", "intensives@demo.example", "Physician", "Coordinator of Intensives"),
    ("Walter Nakamura, DO", "treasurer@demo.example", "Physician", "Treasurer"),
    ("Judith Frank, MD", "president@demo.example", "Physician", "Council President"),
    ("Laurence Hill, MD", "council@demo.example", "Physician", "Council member"),
    ("Beatriz Almeida, PsyD", "second.council@example.org", "Psychologist", "Council member"),
    ("Sylvia Marsh, PhD", "supervisor@demo.example", "Psychologist", ""),
    ("Edda Novak, MD", "evaluator@demo.example", "Physician", ""),
    ("Fay Lindqvist, MD", "fay@example.org", "Physician", ""),
    ("Femi Adeyemi, LCSW", "femi@example.org", "Licensed clinical social worker", ""),
)
CANDIDATE = ("Maya Ferreira, MD", "maya.ferreira@example.org")
OFFICER = ("Miriam Stone", "membership@demo.example")
SECOND = ("Judith Frank, MD", "president@demo.example")


@dataclass
class Society:
    """Everybody by the first name, each with a browser of their own."""

    browser: Browser
    house: House
    looks: Looks
    people: dict[str, Visitor] = field(default_factory=dict)

    def __getitem__(self, first_name: str) -> Visitor:
        return self.people[first_name]

    def visitor(self, name: str, email: str) -> Visitor:
        """Give somebody a browser."""
        somebody = Visitor(self.browser, self.house, self.looks, name, email)
        self.people[name.split(maxsplit=1)[0]] = somebody
        return somebody

    def keeper(self) -> Visitor:
        """Whoever keeps the clock of the demonstration; signed in as nobody."""
        if "" not in self.people:
            self.people[""] = Visitor(self.browser, self.house, self.looks)
        return self.people[""]

    def today(self) -> dt.date:
        """The day that the pages say it is."""
        said = self.keeper().go("/demo/").page.locator(".demo-bar").inner_text()
        return dt.datetime.strptime(re.search(r"\d+ \w+ \d{4}", said).group(), "%d %B %Y").date()

    def move_to(self, day: dt.date) -> dt.date:
        """Move the clock on the demonstration's own page."""
        self.keeper().go("/demo/").fill(to=day).press("Move the clock").reads("It is now")
        return day


def found(society: Society) -> None:
    """The first two officers are appointed by command; everything else happens on pages, by two of them."""
    name, email = OFFICER
    society.house.manage("appoint_first_officer", email, name)
    officer = society.visitor(name, email).sign_in_by_code()
    officer.go("/home/").follow("Memberships")
    for member in MEMBERS:
        _welcome(officer, *member[:3])
    second, address = SECOND
    society.house.manage(
        "appoint_officer", address, second, "council_president", "--asked-by", name, "--done-by", "Ada Lowe"
    )
    judith = society.visitor(second, address).sign_in_by_button()
    officer.follow("Offices").reads("Nobody holds", "CCC Chair")
    for name, _, _, office in MEMBERS:
        if office and name != second:
            officer.go("/society/offices/").follow("Propose somebody").fill(office=office, person=name)
            officer.press("Propose").reads(
                f"Proposed: Appointment as {office}: {name}", "You proposed this yourself"
            )
            judith.go("/society/offices/").follow("For a second officer").follow("Look and settle")
            judith.press("Confirm").reads(f"Confirmed: Appointment as {office}: {name}")
    officer.go("/society/offices/").reads("Every office is held.")
    for name, email, _, office in MEMBERS:
        somebody = judith if name == second else society.visitor(name, email)
        if office:
            society.house.mailbox.wait(email, f"You have been appointed: {office}")
        if email.endswith("demo.example") and somebody is not judith:
            somebody.sign_in_by_button()


def _welcome(officer: Visitor, name: str, email: str, profession: str) -> None:
    officer.follow("Add a person").fill(name=name, email=email, profession=profession)
    officer.press("Add the person").reads(f"{name} is known now")
    officer.press("Record it").reads(f"The membership of {name} is recorded.")


def prepare(society: Society) -> None:
    """Each office does its part: a supervisor, a schedule of fees, a reading of a clause."""
    katherine, walter = society["Katherine"], society["Walter"]
    katherine.go("/home/").follow("Supervisors").follow("Approve a supervisor")
    katherine.fill(person="Sylvia Marsh", public_entry="Family medicine residencies; meets online.")
    katherine.press("Approve").reads("Sylvia Marsh, PhD is on the supervisors list. They are told by mail.")
    society.house.mailbox.wait("supervisor@demo.example", "You are on the supervisors list")
    walter.go("/home/").follow("Fees").reads("No schedule of fees is in force.")
    walter.follow("Schedules of fees").fill(
        version="first", valid_from=society.today(), first_year_amount="900", second_year_amount="0"
    )
    walter.press("Set the schedule").reads("900.00 USD for the first year")
    ruth = society["Ruth"]
    ruth.go("/clauses/").follow("How we read the texts").reads("none of these 29 choices")
    ruth.go("/files/readings/membership.grace_days/set/")
    ruth.fill(value="7", valid_from=society.today(), why="Voted at the founding meeting.")
    ruth.press("Set this reading").reads("has settled 1 of these 29 choices", "Voted at the founding")
    society["Fay"].sign_in_by_code()
    society["Femi"].sign_in_by_code()
    society["Beatriz"].sign_in_by_code()


def a_password(treasurer: Visitor) -> None:
    """Walter prefers a password: sets one, leaves, and comes back with it."""
    treasurer.sign_out().sign_in_by_code()
    treasurer.go("/me/").follow("password").shows_by_code("set a password")
    treasurer.fill(password1=PASSWORD, password2=PASSWORD)
    treasurer.page.locator("main form").get_by_role("button").first.click()
    treasurer.look().sign_out().sign_in_by_password(PASSWORD)
    treasurer.reads("Treasurer")
