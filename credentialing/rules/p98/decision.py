"""Final review and credentialing decision: what people decide, and only they."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.facts import Noted
from credentialing.rules.further_work import further_work
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.recorded import recorded
from credentialing.rules.voted import council_voted
from credentialing.rules.words import counted, listed

from .title import DOCUMENT

section = Section(DOCUMENT, "Final review and credentialing decision")


@section.clause(
    "P98.FR.1a",
    Modality.MUST,
    title="Reviewed by the CCC",
    cites="Final review and credentialing decision, 1, sentence 1",
    line=49,
    says=(
        "The CCC reviews qualifications, supervision if any was done, and performance at the "
        "credentialing intensive."
    ),
    required="a review by the CCC",
    test=(
        "a review is recorded: met; else not_yet. That it comes after CP.3g and on a frozen "
        'snapshot is the gate\'s affair (section 5). "If done" confirms that supervision can be '
        "absent (CR.2, EXC)."
    ),
    readings=(
        "A: a meeting, B: individual reading. Recommend a dated review entry naming members, either way."
    ),
    next_step="The CCC will review your file.",
)
def reviewed(history: History) -> Verdict:
    on = history.record.ccc_review.reviewed_on
    return recorded("ccc_review.reviewed_on", on, done="reviewed on", waiting="not reviewed")


@section.clause(
    "P98.FR.1b",
    Modality.MUST,
    title="Recommended to the Council",
    cites="Final review and credentialing decision, 1, sentence 1",
    line=49,
    says="It recommends to the Council whether or not to credential.",
    required="a recommendation after the review",
    test="recorded after FR.1a.",
    readings=(
        "Who signs, what majority: silent. ccc.recommendation_rule. A recommendation against may "
        "be made with clauses unmet."
    ),
    next_step="Waiting for the CCC.",
)
def recommended(history: History) -> Verdict:
    review = history.record.ccc_review
    if review.recommended_on is None or review.recommendation is None:
        return Verdict(Outcome.NOT_YET, "no recommendation")
    evidence = (Noted("ccc_review.recommended_on", review.recommended_on),)
    measured = f"recommended {review.recommendation} on {spell(review.recommended_on)}"
    if review.reviewed_on is None or review.recommended_on < review.reviewed_on:
        return Verdict(Outcome.NOT_YET, f"{measured}, but not after a review", evidence)
    return Verdict(Outcome.MET, measured, evidence)


section.information(
    "P98.FR.1c",
    modality=Modality.MUST,
    title="Judged individually",
    cites="Final review and credentialing decision, 1, sentence 2",
    line=49,
    says="Each person is judged on his or her own performance.",
    test="not computable; guards against automatic recommendations, scores and rankings.",
)


@section.clause(
    "P98.FR.2a",
    Modality.MUST,
    title="Further work agreed",
    cites="Final review and credentialing decision, 2, sentence 1",
    line=50,
    says=(
        "Where more work is needed a timeline of specific activities for the areas of need is "
        "agreed by both sides."
    ),
    required="a timeline agreed by both sides",
    test="none n/a; both agreement dates and >= 1 item: met; one side only: not_yet.",
    readings=(
        "Who agrees for the CCC: A: the Chair, B: the committee. Recommend the Chair records a CCC decision."
    ),
    next_step="Read and agree the timeline, or answer it.",
)
def further_work_agreed(history: History) -> Verdict:
    work = further_work(history)
    if work is None:
        return Verdict(Outcome.NOT_APPLICABLE, "no further work")
    if work.agreed_by_ccc_on and work.agreed_by_candidate_on and work.items:
        agreed = max(work.agreed_by_ccc_on, work.agreed_by_candidate_on)
        measured = f"{counted(len(work.items), 'activity', 'activities')} agreed on {spell(agreed)}"
        return Verdict(Outcome.MET, measured, work.items)
    agreed_by = [
        side
        for side, on in (("the CCC", work.agreed_by_ccc_on), ("you", work.agreed_by_candidate_on))
        if on is not None
    ]
    named = counted(len(work.items), "activity", "activities")
    return Verdict(Outcome.NOT_YET, f"{named} named, agreed by {listed(agreed_by)}", work.items)


@section.clause(
    "P98.FR.2b",
    Modality.MUST,
    title="Deadlines for further work",
    cites="Final review and credentialing decision, 2, sentence 2",
    line=50,
    says="Each activity has a deadline.",
    required="a deadline for each activity",
    test=(
        "every item has a deadline: met, else not_met (refused on entry). Overdue on the day "
        "after the deadline: an observation and a notice, never an automatic failure; changing a "
        "deadline needs both sides again."
    ),
    readings=(
        "Missed deadline: A: ends the candidacy, B: is agreed anew. Text silent; recommend B by "
        "people, never by the system."
    ),
    next_step="Agree a deadline for each activity.",
)
def further_work_has_deadlines(history: History) -> Verdict:
    work = further_work(history)
    if work is None:
        return Verdict(Outcome.NOT_APPLICABLE, "no further work")
    without = tuple((item, "no deadline") for item in work.items if item.deadline is None)
    if without:
        dated = tuple(item for item in work.items if item.deadline is not None)
        measured = f"{counted(len(without), 'activity', 'activities')} of {len(work.items)} without"
        return Verdict(Outcome.NOT_MET, measured, dated, without)
    to_do = [item.deadline for item in work.items if item.done_on is None and item.deadline is not None]
    measured = f"next due on {spell(min(to_do))}" if to_do else "all done"
    return Verdict(Outcome.MET, measured, work.items)


@section.clause(
    "P98.FR.3",
    Modality.MUST,
    title="The Council votes",
    cites="Final review and credentialing decision, 3",
    line=51,
    says="The Council votes and its vote is final.",
    required="a vote of the Council",
    test="a closed vote with an outcome.",
    readings=(
        "Quorum, majority, abstention, conflict of interest, proxy, remote ballot: silent. "
        "Parameters council.quorum, council.majority, no defaults beyond a recorded choice."
    ),
    next_step="Waiting for the Council.",
)
def voted(history: History) -> Verdict:
    return council_voted(history)


CLAUSES = tuple(section.clauses)
