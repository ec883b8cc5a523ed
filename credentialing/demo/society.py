"""The society around the candidates: people, offices, supervisors, fees, five Intensives."""

import datetime as dt
from decimal import Decimal

from credentialing.actions.fees.schedules import set_fee_schedule
from credentialing.actions.readings import set_reading
from credentialing.demo.script import Script
from intensives.actions.faculty import create_small_group, seat_faculty
from intensives.actions.intensives import announce
from intensives.models import Intensive, SmallGroup
from members.actions.approvals import approve_supervisor
from members.actions.earlier_credentials import propose_earlier_credential
from members.actions.founding import appoint_first_officer, appoint_where_nobody_can
from members.actions.memberships import add_membership
from members.actions.offices import propose_appointment
from members.actions.people import add_person
from members.actions.proposals import confirm
from members.enums import Office
from members.models import Person

P, C, L = "physician", "psychologist", "lcsw"
OFFICERS = (
    ("membership@demo.example", "Miriam Stone", P, Office.MEMBERSHIP_OFFICER),
    ("chair@demo.example", "Ruth Adler, PhD", C, Office.CCC_CHAIR),
    ("ccc@demo.example", "George Whitfield, MD", P, Office.CCC_MEMBER),
    ("ccc2@demo.example", "Dolores Vega, LCSW", L, Office.CCC_MEMBER),
    ("coordinator@demo.example", "Katherine Moss, PhD", C, Office.COORDINATOR_OF_SUPERVISION),
    ("intensives@demo.example", "Albert Lindgren, MD", P, Office.COORDINATOR_OF_INTENSIVES),
    ("treasurer@demo.example", "Walter Nakamura, DO", P, Office.TREASURER),
    ("president@demo.example", "Judith Frank, MD", P, Office.COUNCIL_PRESIDENT),
    ("council@demo.example", "Laurence Hill, MD", P, Office.COUNCIL_MEMBER),
    ("council2@demo.example", "Beatriz Almeida, PsyD", C, Office.COUNCIL_MEMBER),
    ("council3@demo.example", "Simon Wright, MD", P, Office.COUNCIL_MEMBER),
    ("council4@demo.example", "Noor Haddad, LCSW", L, Office.COUNCIL_MEMBER),
)
SUPERVISORS = (
    ("supervisor@demo.example", "Sylvia Marsh, PhD", C, "Family medicine residencies; meets online.", 6),
    ("iyer@demo.example", "Priya Iyer, MD", P, "Hospital teams and residents.", 6),
    ("tanaka@demo.example", "Hiro Tanaka, PsyD", C, "Mixed professions, West Coast hours.", 5),
    ("brandt@demo.example", "Frieda Brandt, LCSW", L, "Community clinics; German and English.", 5),
    ("okafor@demo.example", "Lena Okafor, MD", P, "Obstetrics and primary care.", 5),
    ("morales@demo.example", "Luis Morales, MD", P, "Rural practice; Spanish and English.", 4),
)
OTHERS = (
    ("host@demo.example", "Hanna Oster, MD", P),
    ("fay@demo.example", "Fay Lindqvist, MD", P),
    ("femi@demo.example", "Femi Adeyemi, LCSW", L),
    ("paul@demo.example", "Paul Reiner, PhD", C),
    ("gwen@demo.example", "Gwen Castillo, MD", P),
    ("evaluator@demo.example", "Edda Novak, MD", P),
    ("newcomer@demo.example", "Sofia Lindberg, MD", P),
    ("coleader@demo.example", "Carl Dorn, PsyD", C),
)
# Key, name, place, first day counted from today.
INTENSIVES = (
    ("first", "Spring Intensive, Chapel Hill", "Chapel Hill, North Carolina", -860),
    ("second", "Autumn Intensive, Santa Rosa", "Santa Rosa, California", -560),
    ("third", "Spring Intensive, Pittsburgh", "Pittsburgh, Pennsylvania", -215),
    ("fourth", "Autumn Intensive, Denver", "Denver, Colorado", -26),
    ("fifth", "Spring Intensive, Portland", "Portland, Maine", 75),
)
FACULTY = {"A": ("fay@demo.example", "femi@demo.example"), "B": ("paul@demo.example", "gwen@demo.example")}


class Society:
    """Everybody by address, and every Intensive by key, once the script has introduced them."""

    def __init__(self, script: Script, founded: dt.date) -> None:
        self.script, self.founded = script, founded
        self.people: dict[str, Person] = {}
        self.intensives: dict[str, Intensive] = {}
        self.groups: dict[tuple[str, str], SmallGroup] = {}

    def __getitem__(self, address: str) -> Person:
        """The person with the address; their offices are asked anew, for days pass."""
        person = self.people[address]
        person.__dict__.pop("_offices_by_day", None)
        return person

    def first_day(self, key: str) -> dt.date:
        """The first day of an Intensive."""
        offset = next(row[3] for row in INTENSIVES if row[0] == key)
        return self.script.today + dt.timedelta(days=offset)

    def introduce(self) -> None:
        """Write the founding into the script."""
        self.script.on(self.founded, self._found)
        for row in INTENSIVES:
            announced = self.first_day(row[0]) - dt.timedelta(days=150)
            self.script.on(announced, lambda row=row: self._announce(*row))

    def join(self, address: str, name: str, profession: str, until: dt.date | None = None) -> Person:
        """Make somebody known, and a member from the founding on."""
        officer = self["membership@demo.example"]
        person = add_person(by=officer, name=name, email=address, profession=profession)
        self.people[address] = person
        add_membership(by=officer, person=person, start=self.founded, end=until)
        return person

    def _found(self) -> None:
        self._first_officers()
        for address, name, profession, office in OFFICERS:
            if address not in self.people:
                self._appoint(self.join(address, name, profession), office)
        for address, name, profession, entry, capacity in SUPERVISORS:
            approve_supervisor(
                by=self["coordinator@demo.example"], person=self.join(address, name, profession),
                start=self.founded, capacity=capacity, public_entry=entry,
            )  # fmt: skip
        for address, name, profession in OTHERS:
            self.join(address, name, profession)
        set_fee_schedule(
            by=self["treasurer@demo.example"], version="2023", valid_from=self.founded,
            first_year_amount=Decimal(900), second_year_amount=Decimal(900),
        )  # fmt: skip
        set_reading(
            by=self["chair@demo.example"], name="membership.grace_days", value="7", valid_from=self.founded,
            why="Voted at the founding meeting: a renewal that is a week late breaks nothing.",
        )  # fmt: skip

        self._enter_from_the_old_list()

    def _enter_from_the_old_list(self) -> None:
        """A leader credentialed before this register was kept, known from paper alone."""
        proposal = propose_earlier_credential(
            by=self["membership@demo.example"], name="Ruth Ellery, MD", profession="physician",
            number="1998-03", awarded_on=dt.date(1998, 10, 17),
            source="Minutes of the Council, 17 October 1998.",
        )  # fmt: skip
        confirm(proposal=proposal, by=self["president@demo.example"])

    def _first_officers(self) -> None:
        """Whoever sets the system up appoints the first two, and has no more to do with it."""
        address, name, profession, _office = OFFICERS[0]
        self.people[address] = appoint_first_officer(
            name=name, email=address, start=self.founded, profession=profession
        )
        address, second, profession, office = next(
            row for row in OFFICERS if row[3] == Office.COUNCIL_PRESIDENT
        )
        self.people[address] = appoint_where_nobody_can(
            name=second, email=address, office=office, profession=profession,
            asked_by=name, done_by="Whoever set the demonstration up",
        ).person  # fmt: skip

    def _appoint(self, person: Person, office: str) -> None:
        """The membership officer proposes, the Council President confirms."""
        proposal = propose_appointment(
            by=self["membership@demo.example"], person=person, office=office, start=self.founded
        )
        confirm(proposal=proposal, by=self["president@demo.example"])

    def _announce(self, key: str, name: str, site: str, _offset: int) -> None:
        coordinator, start = self["intensives@demo.example"], self.first_day(key)
        intensive = announce(
            name=name, site=site, start=start, end=start + dt.timedelta(days=3),
            host=self["host@demo.example"], capacity=40, by=coordinator,
        )  # fmt: skip
        self.intensives[key] = intensive
        for letter, faculty in FACULTY.items():
            group = create_small_group(intensive=intensive, name=f"Group {letter}", by=coordinator)
            self.groups[key, letter] = group
            for seat, address in enumerate(faculty, start=1):
                seat_faculty(small_group=group, seat=seat, person=self[address], by=coordinator)
