"""The eleven steps of the road in plain words, for whoever wants to walk it."""

from enum import StrEnum
from typing import Final, NamedTuple

from .findings import Assessment
from .outcomes import OPEN, Outcome

AHEAD: Final = frozenset({Outcome.NOT_YET})


class Place(StrEnum):
    """Where one step lies, seen from the candidate."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


class Step(NamedTuple):
    """One step: its number, what it is, why and how, how long it usually takes, and its clauses.

    `lasting` are those of its clauses that go on until the vote: the step is behind once the others are met.
    """

    number: int
    title: str
    explanation: str
    takes: str
    clauses: tuple[str, ...]
    lasting: tuple[str, ...] = ()


class StepReached(NamedTuple):
    """A step, where it lies for this candidate, and whether the committee has a question about it."""

    step: Step
    place: Place
    question: bool


STEPS: Final = (
    Step(
        1,
        "Read the policy",
        "Start with the Society's procedures, so that you know what you are asked to do and why. "
        "Confirm here that you have read them.",
        "an hour",
        ("R14.1",),
    ),
    Step(
        2,
        "Be a member",
        "Join the Society, and keep your membership up until the Council has voted. "
        "A gap of even a few days becomes a question for the committee.",
        "a day, then every year",
        ("P98.BR.1a", "P98.BR.1b", "R14.2a", "R14.2b"),
        lasting=("P98.BR.1b", "R14.2b"),
    ),
    Step(
        3,
        "Apply",
        "Fill in the application. It goes to the Chair of the committee and to the Coordinator of "
        "Supervision at once, and the day you send it starts your process.",
        "an evening",
        ("P98.BR.1c", "P98.BR.1d", "R14.3a", "R14.3b"),
    ),
    Step(
        4,
        "Find a supervisor",
        "Choose someone from the supervisors list and ask whether they can take you on. "
        "The Coordinator of Supervision helps if you do not know whom to ask.",
        "two to six weeks",
        ("R14.4a", "R14.4c"),
    ),
    Step(
        5,
        "Arrange recording",
        "You and your supervisor will look at recordings of your groups. Settle early, with your site and "
        "your group, that sessions may be recorded on audio or video.",
        "two to six weeks",
        ("R14.5a", "R14.5b"),
    ),
    Step(
        6,
        "Review of your application",
        "The Chair and the Coordinator both read your application and form a view on the Balint experience "
        "you bring. Some of it can lower what is still asked of you.",
        "three to six weeks",
        (
            "P98.CR.1a",
            "P98.CR.1b",
            "P98.CR.1c",
            "P98.CR.2a",
            "P98.CR.2b",
            "P98.CR.2c",
            "P98.CR.2d",
            "P98.EXC.2",
            "R14.6a",
            "R14.6b",
        ),
    ),
    Step(
        7,
        "Sign the agreement",
        "Fill in the schedule of fees, which holds the agreement with your supervisor. "
        "Your supervisor signs it; the Society and the Treasurer each get a copy.",
        "one to two weeks",
        ("R14.7a", "R14.7b", "R14.7c", "R14.7d", "R14.7e"),
    ),
    Step(
        8,
        "Pay the first year",
        "Send the full fee for the first year to the Treasurer before your first supervision session.",
        "a week",
        ("R14.8a", "R14.8b"),
    ),
    Step(
        9,
        "Lead, and be supervised",
        "Lead or co-lead a Balint group for two years: every month at the least, better twice. "
        "Meanwhile meet your supervisor six times a year, with a recording.",
        "two years",
        (
            "P98.BR.2a",
            "P98.BR.2b",
            "P98.BR.2c",
            "P98.CP.1a",
            "P98.CP.1b",
            "P98.CP.1c",
            "R14.9a",
            "R14.9b",
            "R14.9c",
            "R14.9d",
        ),
    ),
    Step(
        10,
        "Debrief with your co-leader",
        "After each group, talk it over with your co-leader for half an hour: what happened in the group, "
        "and what you each did.",
        "half an hour after every group",
        ("P98.BR.3a", "P98.BR.3b", "P98.BR.4a", "P98.BR.4b", "P98.BR.4c", "R14.10"),
    ),
    Step(
        11,
        "Intensives, and the decision",
        "Attend three Intensives, the last as a candidate: there you co-lead with the faculty and are "
        "evaluated. The committee then reviews your file and recommends, and the Council decides.",
        "a year and a half, beside steps 9 and 10",
        (
            "P98.CP.2a",
            "P98.CP.2b",
            "P98.CP.2c",
            "P98.CP.3a",
            "P98.CP.3b",
            "P98.CP.3c",
            "P98.CP.3d",
            "P98.CP.3e",
            "P98.CP.3f",
            "P98.CP.3g",
            "P98.FR.1a",
            "P98.FR.1b",
            "P98.FR.2a",
            "P98.FR.2b",
            "P98.FR.3",
            "R14.11a",
            "R14.11b",
            "R14.11c",
            "R14.11d",
            "R14.11e",
            "R14.11f",
            "R14.11g",
            "R14.11h",
        ),
    ),
)


def road(assessment: Assessment) -> tuple[StepReached, ...]:
    """Each step as done, here or ahead: done when no must of it lies ahead, here for the first other.

    A question for the committee marks its step and holds nobody back. The last step ends with the
    Council's vote, which no readiness counts.
    """
    reached: list[StepReached] = []
    here_found = False
    for step in STEPS:
        if _is_done(step, assessment):
            place = Place.DONE
        elif here_found:
            place = Place.AHEAD
        else:
            place, here_found = Place.HERE, True
        reached.append(StepReached(step, place, _asks(step, assessment)))
    return tuple(reached)


def _is_done(step: Step, assessment: Assessment) -> bool:
    last = step is STEPS[-1]
    return not any(
        finding.outcome in (OPEN if last else AHEAD)
        for finding in assessment.findings
        if finding.clause.id in step.clauses
        and finding.clause.id not in step.lasting
        and (finding.clause.blocks or last)
    )


def _asks(step: Step, assessment: Assessment) -> bool:
    return any(
        finding.is_for_the_committee for finding in assessment.findings if finding.clause.id in step.clauses
    )
