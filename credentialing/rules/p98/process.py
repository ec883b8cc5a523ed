"""Credentialing process requirements 2: three Intensives, in order."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.history import History
from credentialing.rules.intensives import CANDIDATE, PARTICIPANT
from credentialing.rules.outcomes import Modality, Outcome

from .exceptional import is_waived
from .group_credit import is_credited
from .title import DOCUMENT

section = Section(DOCUMENT, "Credentialing process requirements")


@section.clause(
    "P98.CP.2a",
    Modality.MUST,
    title="Three Intensives",
    cites="Credentialing process requirements, 2",
    line=23,
    says="Three Balint Leader Intensives are completed.",
    required="{intensives.total} completed Intensives",
    test=(
        "completed intensives with end <= as_of number >= 3: met; with an accepted CR.1 credit, "
        "one participant and one candidate: credited; else not_yet. No lower date limit; "
        "intensives before the application count."
    ),
    readings="Partial attendance: A: completed flag by the host, B: percentage. Recommend A.",
    next_step="Intensives are held twice a year.",
    parameters=("intensives.total", "intensives.participant_with_credit"),
    blocks=True,
)
def three_intensives(history: History) -> Verdict:
    taken, needed = history.intensives.taken, history.parameters.number("intensives.total")
    measured = f"{len(taken)} of {needed}"
    left_out = history.intensives.left_out
    if len(taken) >= needed:
        return Verdict(Outcome.MET, measured, taken, left_out)
    if is_credited(history) and has_one_of_each(history):
        return Verdict(Outcome.CREDITED, f"{len(taken)}, with credit for prior experience", taken, left_out)
    step = f"{measured}; Intensives are held twice a year."
    return Verdict(Outcome.NOT_YET, measured, taken, left_out, step)


def has_one_of_each(history: History) -> bool:
    """The participant Intensives a credit leaves, and one as a candidate."""
    needed = history.parameters.number("intensives.participant_with_credit")
    return len(history.intensives.as_participant) >= needed and bool(history.intensives.as_candidate)


@section.clause(
    "P98.CP.2b",
    Modality.MUST,
    title="Two as a participant",
    cites="Credentialing process requirements, 2",
    line=23,
    says="Two of them are taken as a participant.",
    required="{intensives.participant} completed as a participant",
    test="role participant >= 2: met; credit and >= 1: credited; else not_yet.",
    readings=(
        "Does an earlier, unsuccessful credentialing intensive count as a participant one? A: no,"
        " B: yes. Recommend A."
    ),
    next_step="Register for a participant place.",
    parameters=("intensives.participant", "intensives.participant_with_credit"),
    blocks=True,
)
def two_as_participant(history: History) -> Verdict:
    taken, needed = history.intensives.as_participant, history.parameters.number("intensives.participant")
    measured, left_out = f"{len(taken)} of {needed}", history.intensives.not_as_participant
    if len(taken) >= needed:
        return Verdict(Outcome.MET, measured, taken, left_out)
    if is_credited(history) and len(taken) >= history.parameters.number("intensives.participant_with_credit"):
        return Verdict(Outcome.CREDITED, f"{len(taken)}, with credit for prior experience", taken, left_out)
    return Verdict(Outcome.NOT_YET, measured, taken, left_out)


def participants_before(history: History) -> int:
    """How many participant Intensives have to come before the one as a candidate."""
    waived = is_waived(history, "P98.CP.2b")
    if waived and two_as_participant(history).outcome is Outcome.NOT_YET:
        return 0
    credited = is_credited(history)
    return history.parameters.number(
        "intensives.participant_with_credit" if credited else "intensives.participant"
    )


@section.clause(
    "P98.CP.2c",
    Modality.MUST,
    title="The third as a candidate",
    cites="Credentialing process requirements, 2",
    line=23,
    says="The third is the one taken as a credentialing candidate.",
    required="one as a candidate, after those as a participant",
    test=(
        "Some candidate-role intensive starts after the end of the required number of participant"
        " ones (2; 1 with credit; fewer if CP.2b is waived). None taken as candidate yet: "
        "not_yet. Taken, but too early: not_met, curable by a further candidate-role intensive. "
        "Refresher intensives afterwards do no harm."
    ),
    readings=(
        "A: order is part of the rule, B: only the count is. Recommend A; R14.11b agrees. Not "
        "waivable by exc.nonwaivable."
    ),
    next_step="Finish your participant intensives before you go as a candidate.",
    parameters=("intensives.participant", "intensives.participant_with_credit"),
    blocks=True,
)
def then_as_candidate(history: History) -> Verdict:
    needed, intensives = participants_before(history), history.intensives
    if not intensives.as_candidate:
        ready = len(intensives.as_participant) >= needed
        step = "Take the next Intensive as a candidate." if ready else ""
        return Verdict(Outcome.NOT_YET, "none taken as a candidate", (), intensives.left_out, step)
    before = max(len(intensives.before(row, role=PARTICIPANT)) for row in intensives.as_candidate)
    measured = f"{before} of {needed} as a participant before the one as a {CANDIDATE}"
    if before >= needed:
        return Verdict(Outcome.MET, measured, intensives.taken, intensives.left_out)
    return Verdict(
        Outcome.NOT_MET,
        measured,
        intensives.taken,
        intensives.left_out,
        "Finish your participant Intensives, then take a further one as a candidate.",
    )


CLAUSES = tuple(section.clauses)
