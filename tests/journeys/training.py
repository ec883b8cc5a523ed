"""Two years: groups with their debriefs month by month, supervision, two Intensives as a participant."""

import datetime as dt

from tests.journeys.founding import Society

MONTHS = 26
FIRST_INTENSIVE, SECOND_INTENSIVE, FINAL_INTENSIVE = 6, 14, 25
"""In which month of the two years each takes place."""


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


def month_of_training(society: Society, number: int, day: dt.date) -> None:
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
    albert.reads("Attendance is attested for 1 people")
    society.house.mailbox.wait(maya.email, f"{name}", more_than=1)


def train(society: Society) -> None:
    """Live through the months; the clock is moved on the demonstration's own page."""
    begun = society.today()
    coming = {
        FIRST_INTENSIVE: "Spring Intensive, Chapel Hill",
        SECOND_INTENSIVE: "Winter Intensive, Denver",
    }
    for number in range(1, MONTHS + 1):
        day = society.move_to(after(begun, number))
        if number == 24:
            society["Maya"].go("/home/").follow("See every requirement").reads("23 of 24")
        month_of_training(society, number, day)
        if name := coming.get(number + 1):
            announce(society, name, day + dt.timedelta(days=12))
            take_part(society, name)
        if name := coming.get(number):
            attest(society, name)
