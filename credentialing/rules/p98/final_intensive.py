"""Credentialing process requirements 3: the final Intensive and its evaluation."""

from collections.abc import Iterable

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import ONE_DAY, spell
from credentialing.rules.facts import Noted
from credentialing.rules.history import History
from credentialing.rules.intensives import CANDIDATE, Evaluation, home_co_leaders
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import listed

from .leading import service
from .title import DOCUMENT

NOT_HELD = Verdict(
    Outcome.NOT_YET,
    "the final Intensive has not been held",
    next_step="This is settled at your final Intensive, or soon after it.",
)

section = Section(DOCUMENT, "Credentialing process requirements")


def _names(history: History, ids: Iterable[str]) -> str:
    people = history.record.people
    return listed(sorted((people[one].name if one in people else None) or one for one in ids))


@section.clause(
    "P98.CP.3a",
    Modality.MUST,
    title="Evaluated at an Intensive",
    cites="Credentialing process requirements, 3, sentence 1",
    line=25,
    says="The final evaluation takes place inside a Balint Leadership Intensive.",
    required="the final evaluation at an Intensive taken as a candidate",
    test="link exists and role = candidate.",
    readings=(
        "Does anything else have to be finished first (two years, twelve sessions)? Neither text "
        "says. Recommend no gate, an information line; final.requires_supervision_complete = "
        "false."
    ),
    next_step="Ask the CCC for a place at a credentialing intensive.",
    parameters=("final.requires_supervision_complete",),
    required_under={
        (
            "final.requires_supervision_complete",
            True,
        ): "the final evaluation at an Intensive, after all supervision",
    },
    blocks=True,
)
def at_an_intensive(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD._replace(next_step="")
    intensive = evaluation.intensive
    days = f"{spell(intensive.start)} to {spell(evaluation.last_day)}"
    if intensive.role != CANDIDATE:
        return Verdict(Outcome.NOT_YET, f"{days}, but not as a candidate", (intensive,))
    if history.parameters.flag("final.requires_supervision_complete") and not _is_trained(
        history, evaluation
    ):
        return Verdict(
            Outcome.NOT_MET, f"{days}, before two years and twelve sessions were over", (intensive,)
        )
    return Verdict(Outcome.MET, days, (intensive,))


def _is_trained(history: History, evaluation: Evaluation) -> bool:
    """Two years of leading and all supervision lie before the Intensive; only the other reading asks."""
    start, leading = evaluation.intensive.start, service(history)
    needed = history.parameters.number("p98.cp1.years") * history.parameters.number("p98.cp1.per_year")
    held = sum(session.on < start for session in history.supervision.counted)
    return leading.is_complete and leading.complete_on < start and held >= needed


@section.clause(
    "P98.CP.3b",
    Modality.MUST,
    title="Co-led with both faculty",
    cites="Credentialing process requirements, 3, sentence 1",
    line=25,
    says=("There the candidate co-leads one group with each of the two faculty of his or her small group."),
    required="a group co-led with each of two faculty",
    test=(
        "exactly two faculty named and each appears in >= 1 co-led session during the intensive: "
        "met; intensive over and not so: not_met; before: not_yet."
    ),
    readings=(
        '"One group with each" as at least one or exactly one: recommend at least. Replacement '
        "faculty mid-week: needs judgement."
    ),
    next_step="Agree with both faculty when you co-lead.",
    blocks=True,
)
def co_led_with_each(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    faculty, missing = evaluation.faculty, evaluation.faculty - evaluation.co_led_with
    if len(faculty) == 2 and not missing:
        led_with = f"co-led with {_names(history, faculty)}"
        return Verdict(Outcome.MET, led_with, evaluation.co_led, evaluation.co_led_left_out)
    measured = f"no group co-led with {_names(history, missing)}" if missing else ""
    if len(faculty) != 2:
        measured = f"{len(faculty)} faculty named, not two"
    return Verdict(
        Outcome.NOT_MET,
        measured,
        evaluation.co_led,
        evaluation.co_led_left_out,
        "Ask the CCC how to make good the missing group.",
    )


@section.clause(
    "P98.CP.3c",
    Modality.MUST_NOT,
    title="Faculty not the supervisor",
    cites="Credentialing process requirements, 3, sentence 2",
    line=25,
    says="Neither of those two may have been the candidate's supervisor.",
    required="neither of the faculty was the candidate's supervisor",
    test=(
        "no faculty member co-led with has a supervision session or signed agreement with the "
        "candidate dated <= the end of the intensive: met; else not_met; before the intensive run"
        " the same test on the planned faculty as a warning."
    ),
    readings=(
        "(1) ever, or within this process? Recommend ever. (2) one stand-in session, or the named"
        " supervisor only? Recommend any session. (3) does it reach the evaluator? The text says "
        "faculty; A: no, B: by purpose yes. Recommend A plus an observation "
        "(p98.cp3c.includes_evaluator = false."
    ),
    next_step="Ask for another faculty pair.",
    parameters=("p98.cp3c.includes_evaluator",),
    required_under={
        (
            "p98.cp3c.includes_evaluator",
            True,
        ): "neither faculty nor evaluator was the candidate's supervisor",
    },
    blocks=True,
)
def faculty_did_not_supervise(history: History) -> Verdict:
    evaluation, final = history.evaluation, history.record.final_intensive
    if evaluation is None:
        both = history.supervision.supervisors_until(history.as_of) & frozenset(final.faculty)
        return _planned(history, both, "has supervised the candidate")
    tested = set(evaluation.co_led_with)
    if history.parameters.flag("p98.cp3c.includes_evaluator") and final.evaluator is not None:
        tested.add(final.evaluator)
    both = history.supervision.supervisors_until(evaluation.last_day) & tested
    if not both:
        named = _names(history, tested) or "nobody co-led with"
        return Verdict(Outcome.MET, f"{named}: never the supervisor", evaluation.co_led)
    sessions = tuple(
        row
        for row in history.supervision.sessions
        if row.supervisor in both and row.on <= evaluation.last_day
    )
    measured = f"{_names(history, both)} supervised the candidate"
    return Verdict(Outcome.NOT_MET, measured, sessions, next_step="Ask the CCC to decide about the faculty.")


@section.clause(
    "P98.CP.3d",
    Modality.MUST_NOT,
    title="Faculty not the home co-leader",
    cites="Credentialing process requirements, 3, sentence 2",
    line=25,
    says="Nor may either have been the candidate's co-leader at the home site.",
    required="neither of the faculty was a co-leader at home",
    test=(
        "faculty and home-site co-leaders have no one in common up to the end of the intensive. "
        "Co-leading at an earlier intensive is no obstacle."
    ),
    readings=(
        "Home site: A: any group logged as led outside intensives, B: only the institution's. Recommend A."
    ),
    next_step="Ask for another faculty pair.",
    blocks=True,
)
def faculty_did_not_co_lead(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        planned = frozenset(history.record.final_intensive.faculty)
        both = home_co_leaders(history.record.groups, until=history.as_of) & planned
        return _planned(history, both, "has co-led a home group")
    both = evaluation.home_co_leaders(until=evaluation.last_day) & evaluation.faculty
    if not both:
        return Verdict(Outcome.MET, "none of them co-led a home group", (evaluation.intensive,))
    groups = tuple(
        group for group in history.record.groups if both & {group.co_leader, *group.past_co_leaders}
    )
    measured = f"{_names(history, both)} co-led a home group"
    return Verdict(Outcome.NOT_MET, measured, groups, next_step="Ask the CCC to decide about the faculty.")


def _planned(history: History, both: frozenset[str], what: str) -> Verdict:
    """Before the Intensive the same test is only a warning."""
    if not both:
        return NOT_HELD
    return NOT_HELD._replace(
        measured=f"planned faculty: {_names(history, both)} {what}", next_step="Ask for another faculty pair."
    )


@section.clause(
    "P98.CP.3e",
    Modality.MUST,
    title="Faculty and evaluator meet",
    cites="Credentialing process requirements, 3, sentence 3",
    line=25,
    says=("At the end the two faculty and the evaluator meet to discuss and judge the candidate's leading."),
    required="both faculty and the evaluator, three people, at one meeting",
    test=(
        "both faculty and the evaluator present, three different people: met; recorded otherwise:"
        " not_met; not recorded: not_yet. Date outside [last day - 1, last day + 1]: advisory "
        "note."
    ),
    readings="Third person: A: evaluator distinct from faculty, B: may be one of them. Recommend A.",
    next_step="Evaluator records the meeting.",
    parameters=("evaluator.distinct_from_faculty",),
    required_under={
        ("evaluator.distinct_from_faculty", False): "both faculty and the evaluator at one meeting",
    },
    blocks=True,
)
def met_to_evaluate(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    meeting = evaluation.final.meeting
    if meeting is None:
        return Verdict(Outcome.NOT_YET, "no meeting on file")
    evaluator, faculty = evaluation.final.evaluator, evaluation.faculty
    distinct = evaluator not in faculty or not history.parameters.flag("evaluator.distinct_from_faculty")
    complete = evaluator is not None and {evaluator, *faculty} <= set(meeting.present)
    note = "" if abs(meeting.on - evaluation.last_day) <= ONE_DAY else ", not at the end of the Intensive"
    if complete and distinct and len(faculty) == 2:
        return Verdict(Outcome.MET, f"met on {spell(meeting.on)}{note}", (meeting,))
    reason = "not both faculty and the evaluator" if distinct else "the evaluator was one of the faculty"
    return Verdict(
        Outcome.NOT_MET,
        f"met on {spell(meeting.on)}{note}: {reason}",
        (meeting,),
        next_step="Ask the CCC to decide about the evaluation.",
    )


def _delivered(history: History, field: str) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    on = getattr(evaluation.final, field)
    if on is None:
        return Verdict(Outcome.NOT_YET, "not delivered")
    return Verdict(Outcome.MET, f"delivered on {spell(on)}", (Noted(f"final_intensive.{field}", on),))


@section.clause(
    "P98.CP.3f",
    Modality.MUST,
    title="Assessment to the candidate",
    cites="Credentialing process requirements, 3, sentence 4",
    line=25,
    says="The evaluator gives the written assessment to the candidate.",
    required="the written assessment given to the candidate",
    test="given_on <= as_of and given_by = evaluator.",
    readings="given_by someone else: met with a note, or not? Recommend met with a note.",
    next_step="Waiting for the evaluator.",
    blocks=True,
)
def assessment_to_candidate(history: History) -> Verdict:
    return _delivered(history, "assessment_to_candidate_on")


@section.clause(
    "P98.CP.3g",
    Modality.MUST,
    title="Assessment to the CCC",
    cites="Credentialing process requirements, 3, sentence 4",
    line=25,
    says="The evaluator also gives it to the CCC.",
    required="the written assessment given to the CCC",
    test="as CP.3f, recipient CCC.",
    readings="To the Chair, or to every member? Recommend the CCC role inbox, dated once.",
    next_step="Waiting for the evaluator.",
    blocks=True,
)
def assessment_to_ccc(history: History) -> Verdict:
    return _delivered(history, "assessment_to_ccc_on")


CLAUSES = tuple(section.clauses)
