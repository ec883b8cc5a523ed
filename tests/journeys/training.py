"""Two years: groups with their debriefs month by month, supervision, two Intensives as a participant."""

import datetime as dt
from collections.abc import Iterable

from tests.journeys.founding import Society

COMING = {6: "Spring Intensive, Chapel Hill", 14: "Winter Intensive, Denver"}
"""By which month of the two years each Intensive is over."""


def after(day: dt.date, months: int) -> dt.date:
    """The tenth of the month so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + years, month + 1, 10)


def announce(society: Society, name: str, start: dt.date) -> None:
    """The Coordinator of Intensives announces one that he hosts himself."""
    albert = society["Albert"]
    albert.go("/intensives/").follow("Announce an Intensive")
    albert.fill(name=name, site="Chapel Hill", start=start, end=start + dt.timedelta(days=3), host="Lindgren")
    albert.press("Announce it").reads(f"{name} is announced: everybody can see it.")


def month_of_training(society: Society, number: int) -> None:
    """One month: a group with its debrief, and every other month a supervision session."""
    maya, sylvia = society["Maya"], society["Sylvia"]
    maya.go("/practice/groups/log/").fill(debrief_minutes=40).press("Log it").reads("Logged:")
    if number % 2 and number < 24:
        sylvia.go("/practice/desk/").follow("Record a session")
        sylvia.fill(recording="Video").press("Record it")
        held = (number + 1) // 2
        sylvia.reads(f"{held} of 12")


def take_part(society: Society, name: str) -> None:
    """Maya takes a place as a participant."""
    maya = society["Maya"]
    maya.go("/intensives/").follow(name).follow("Take a place").press("Keep a place for me")
    maya.reads("Your place is kept.")
    society.house.mailbox.wait(maya.email, name)


def attest(society: Society, name: str) -> None:
    """The host ticks everybody who was there to the end."""
    albert, maya = society["Albert"], society["Maya"]
    albert.task(f"Attest attendance at {name}").follow("Tick everybody").press("Attest attendance")
    albert.reads("Attendance is attested for one person, who has been told.")
    society.house.mailbox.wait(maya.email, f"{name}", more_than=1)


def train(society: Society, begun: dt.date, *, months: Iterable[int]) -> None:
    """Live through the months; the clock is moved on the demonstration's own page."""
    for number in months:
        day = society.move_to(after(begun, number))
        if number == 24:
            society["Maya"].go("/home/").reads("23 of 24 months hold a group")
        month_of_training(society, number)
        if name := COMING.get(number + 1):
            announce(society, name, day + dt.timedelta(days=12))
            take_part(society, name)
        if name := COMING.get(number):
            attest(society, name)
        if number == 24:
            _two_years(society)


def _two_years(society: Society) -> None:
    """What the findings say once the last of the twenty-four months has its group."""
    maya = society["Maya"]
    maya.go("/home/").reads("24 of 24 months hold a group", "Year 2: 6 of 6", "Intensives: 2 of 3")
    maya.follow("See every requirement").reads(
        "24 of 24 months with a review", "12 sessions with an approved"
    )
    maya.go("/home/").follow("My supervision").reads("12", "of twelve sessions")
    maya.go("/home/").follow("My timeline")
    maya.go("/notices/")
