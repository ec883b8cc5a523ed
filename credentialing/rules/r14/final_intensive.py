"""Step 11: three Intensives, the last of them the Credentialing Intensive, and the Council."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.facts import Noted
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.voted import council_voted
from credentialing.rules.words import counted

from .title import DOCUMENT

NOT_HELD = Verdict(
    Outcome.NOT_YET,
    "the Credentialing Intensive has not been held",
    next_step="This is settled at your final Intensive, or soon after it.",
)

section = Section(DOCUMENT, "Steps")


@section.clause(
    "R14.11a",
    Modality.MUST,
    title="Three Intensives",
    cites="step 11, sentence 1",
    line=20,
    says="The candidate attends three Intensives.",
    required="{intensives.total} Intensives attended",
    test=(
        "completed >= 3, any role: met; accepted CR.1 credit with one and one: needs judgement; else not_yet."
    ),
    readings=('Attend, against "complete" in P98.CP.2a: A: same thing, B: presence is enough. Recommend A.'),
    next_step="Intensives are held twice a year.",
    parameters=("intensives.total", "r14.honours_p98_credits"),
    blocks=True,
)
def three_intensives(history: History) -> Verdict:
    taken, needed = history.intensives.taken, history.parameters.number("intensives.total")
    measured = f"{len(taken)} of {needed}"
    left_out = history.intensives.left_out
    outcome = Outcome.MET if len(taken) >= needed else Outcome.NOT_YET
    return Verdict(outcome, measured, taken, left_out, f"{measured}; Intensives are held twice a year.")


@section.clause(
    "R14.11b",
    Modality.MUST,
    title="The Credentialing Intensive last",
    cites="step 11, sentence 1",
    line=20,
    says="The last is the Credentialing Intensive.",
    required="two Intensives before the one as a candidate",
    test=(
        "a candidate-role intensive with >= 2 completed before it (any role): met; credit and >= "
        "1: needs judgement; candidate-role too early: not_met; none: not_yet. Later refreshers "
        "are ignored."
    ),
    readings=(
        '"final": A: last of the three counted, B: last ever. Recommend A, else a refresher '
        "before the vote would undo it."
    ),
    next_step="Take the credentialing intensive last.",
    parameters=("intensives.total", "r14.honours_p98_credits"),
    blocks=True,
)
def credentialing_intensive_last(history: History) -> Verdict:
    intensives, needed = history.intensives, history.parameters.number("intensives.total") - 1
    if not intensives.as_candidate:
        step = "Take the next Intensive as a candidate." if len(intensives.taken) >= needed else ""
        return Verdict(Outcome.NOT_YET, "none taken as a candidate", (), intensives.left_out, step)
    before = max(len(intensives.before(row)) for row in intensives.as_candidate)
    measured = f"{before} of {needed} before the one as a candidate"
    if before >= needed:
        return Verdict(Outcome.MET, measured, intensives.taken, intensives.left_out)
    step = "Take a further Intensive as a candidate once two are behind you, or ask the CCC."
    return Verdict(Outcome.NOT_MET, measured, intensives.taken, intensives.left_out, step)


@section.clause(
    "R14.11c",
    Modality.MUST,
    title="Co-led with each faculty member",
    cites="step 11, sentence 2",
    line=20,
    says="There the candidate co-leads one group with each faculty member.",
    required="a group co-led with each faculty member",
    test="every faculty member of the candidate's group appears.",
    readings=("A: faculty of the small group, B: the whole intensive's faculty. Recommend A, as P98.CP.3b."),
    next_step="Agree with each faculty member.",
    blocks=True,
)
def co_led_with_each(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    missing = evaluation.faculty - evaluation.co_led_with
    measured = f"{len(evaluation.co_led_with)} of {len(evaluation.faculty)} faculty co-led with"
    left_out = evaluation.co_led_left_out
    if evaluation.faculty and not missing:
        return Verdict(Outcome.MET, measured, evaluation.co_led, left_out)
    step = "Ask the CCC how to make good the missing group."
    return Verdict(Outcome.NOT_MET, measured, evaluation.co_led, left_out, step)


@section.clause(
    "R14.11d",
    Modality.MUST,
    title="Evaluator designated",
    cites="step 11, sentence 2",
    line=20,
    says="An evaluator designated by the CCC evaluates.",
    required="an evaluator designated by the last day of the Intensive",
    test=(
        "designated on or before the last day: met; later: needs judgement; never: not_met; no "
        "intensive yet: not_yet."
    ),
    readings=(
        "Designated before the intensive begins, or before it ends? Recommend before it ends; "
        "later is a person's question."
    ),
    next_step="The CCC names an evaluator.",
    blocks=True,
)
def evaluator_designated(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    on = evaluation.final.evaluator_designated_on
    step = "Ask the CCC to decide about the evaluation."
    if on is None:
        return Verdict(Outcome.NOT_MET, "never designated", (evaluation.intensive,), next_step=step)
    evidence = (Noted("final_intensive.evaluator_designated_on", on),)
    if on <= evaluation.last_day:
        return Verdict(Outcome.MET, f"designated on {spell(on)}", evidence)
    measured = f"designated on {spell(on)}, after the Intensive"
    return Verdict(Outcome.NEEDS_JUDGEMENT, measured, evidence, next_step=step)


@section.clause(
    "R14.11e",
    Modality.MUST,
    title="Faculty evaluate",
    cites="step 11, sentence 2",
    line=20,
    says="And the faculty evaluate.",
    required="a member of the faculty at the evaluation",
    test="faculty of the group took part.",
    readings=(
        "A: every faculty member of the group, B: at least one. Recommend B here, since P98.CP.3e"
        " asks for both."
    ),
    next_step="Waiting for the faculty.",
    blocks=True,
)
def faculty_evaluate(history: History) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    meeting = evaluation.final.meeting
    if meeting is None:
        return Verdict(Outcome.NOT_YET, "no meeting on file")
    took_part = evaluation.faculty & set(meeting.present)
    if took_part:
        return Verdict(Outcome.MET, f"{counted(len(took_part), 'faculty member')} took part", (meeting,))
    step = "Ask the CCC to decide about the evaluation."
    return Verdict(Outcome.NOT_MET, "no faculty member took part", (meeting,), next_step=step)


def _delivered(history: History, field: str) -> Verdict:
    evaluation = history.evaluation
    if evaluation is None:
        return NOT_HELD
    on = getattr(evaluation.final, field)
    if on is None:
        return Verdict(Outcome.NOT_YET, "not delivered")
    return Verdict(Outcome.MET, f"delivered on {spell(on)}", (Noted(f"final_intensive.{field}", on),))


@section.clause(
    "R14.11f",
    Modality.MUST,
    title="Assessment to the candidate",
    cites="step 11, sentence 3",
    line=20,
    says="A written assessment goes to the candidate.",
    required="a written assessment given to the candidate",
    test="recorded.",
    readings="By whom is not said; P98.CP.3f says the evaluator.",
    next_step="Waiting for the written assessment.",
    blocks=True,
)
def assessment_to_candidate(history: History) -> Verdict:
    return _delivered(history, "assessment_to_candidate_on")


@section.clause(
    "R14.11g",
    Modality.MUST,
    title="Recommendations to the CCC",
    cites="step 11, sentence 3",
    line=20,
    says="Recommendations about credentialing go to the CCC.",
    required="recommendations given to the CCC",
    test="recorded.",
    readings=("The same paper as CP.3g, or a separate recommendation? Recommend one form with both parts."),
    next_step="Waiting for the recommendation.",
    blocks=True,
)
def recommendation_to_ccc(history: History) -> Verdict:
    return _delivered(history, "recommendation_to_ccc_on")


@section.clause(
    "R14.11h",
    Modality.MUST,
    title="The Council decides",
    cites="step 11, sentence 4",
    line=20,
    says="The Council has the last word.",
    required="a vote of the Council",
    test="as P98.FR.3.",
    readings="as P98.FR.3.",
    next_step="Waiting for the Council.",
)
def council_decides(history: History) -> Verdict:
    return council_voted(history)


CLAUSES = tuple(section.clauses)
