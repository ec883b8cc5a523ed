"""Steps 4 to 6: supervisor, recording, review of the application."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.facts import Noted
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.recorded import recorded

from .title import DOCUMENT

section = Section(DOCUMENT, "Steps")


@section.clause(
    "R14.4a",
    Modality.MUST,
    title="Supervisor identified",
    cites="step 4, sentence 1",
    line=13,
    says="The candidate identifies a supervisor.",
    required="a named supervisor",
    test="a named person: met.",
    readings=(
        "Must the person be on the list? The link suggests so, the sentence does not. Recommend a"
        " warning only; P98.CP.1c does the work."
    ),
    next_step="Look at the supervisors list.",
    blocks=True,
)
def supervisor_identified(history: History) -> Verdict:
    supervisor = history.record.supervisor_request.supervisor
    if supervisor is None:
        return Verdict(Outcome.NOT_YET, "no supervisor named")
    person = history.record.people.get(supervisor)
    name = (person.name if person else None) or supervisor
    approved = person is not None and any(
        period.covers(history.as_of) for period in person.approved_supervisor
    )
    return Verdict(
        Outcome.MET, name if approved else f"{name}, not on the supervisors list", (person,) if person else ()
    )


section.information(
    "R14.4b",
    title="Help with the choice",
    cites="step 4, sentence 2",
    line=13,
    says="Help can come from the Coordinator or others.",
    next_step="Ask the Coordinator of Supervision.",
)


@section.clause(
    "R14.4c",
    Modality.MUST,
    title="Supervisor agrees",
    cites="step 4, sentence 3",
    line=13,
    says="The candidate asks the proposed supervisor whether he or she is able to do it.",
    required="the supervisor's yes",
    test="an answer of yes: met; no: not_yet, find another.",
    readings="A: asking is enough, B: a yes is needed. Recommend B, R14.7c needs the signature anyway.",
    next_step="Wait for the supervisor's answer, or ask another.",
    blocks=True,
)
def supervisor_agrees(history: History) -> Verdict:
    request = history.record.supervisor_request
    waiting = "asked, no yes yet" if request.asked_on else "not asked"
    return recorded("supervisor_request.accepted_on", request.accepted_on, done="agreed on", waiting=waiting)


@section.clause(
    "R14.5a",
    Modality.MUST,
    title="Recording arranged",
    cites="step 5",
    line=14,
    says="Video or audio recording of the sessions to be supervised is arranged.",
    required="recording arranged",
    test="recorded: met; else not_yet.",
    readings=(
        "A: must, B: recommendation. Recommend A for existence. Consent is not mentioned; ask for"
        " a yes/no, no clinical content."
    ),
    next_step="Arrange recording and consent at your site.",
    blocks=True,
)
def recording_arranged(history: History) -> Verdict:
    on = history.record.recording_arranged_on
    return recorded("recording_arranged_on", on, done="arranged on", waiting="not arranged")


@section.clause(
    "R14.5b",
    Modality.IDEALLY,
    title="Arranged before the review",
    cites="step 5",
    line=14,
    says="And that at this point, before the review.",
    required="arranged before the application is approved",
    test="arranged_on <= approved_on: met; later: advisory.",
    readings=(
        '"This point": A: before the review of step 6, B: before the first supervision. Recommend'
        " A as an ideal; R14.9d enforces the rest anyway."
    ),
    next_step="Arrange recording early; it is asked for before the review.",
)
def recording_arranged_early(history: History) -> Verdict:
    on, approved_on = history.record.recording_arranged_on, history.approved_on
    if on is None:
        return Verdict(Outcome.NOT_YET, "not arranged")
    evidence = (Noted("recording_arranged_on", on),)
    if approved_on is None or on <= approved_on:
        return Verdict(Outcome.MET, f"arranged on {spell(on)}", evidence)
    return Verdict(
        Outcome.ADVISORY, f"arranged on {spell(on)}, approved on {spell(approved_on)} before", evidence
    )


@section.clause(
    "R14.6a",
    Modality.MUST,
    title="Application reviewed",
    cites="step 6",
    line=15,
    says="The Chair of the CCC and the Coordinator of Supervision review the application.",
    required="reviewed by the Chair and the Coordinator, and approved",
    test=(
        "both roles reviewed and an approval recorded: met; declined: not_met; else not_yet. One "
        "person holding both roles: two entries, observation."
    ),
    readings=(
        'Both must agree, or both look and one approves? "Approved" appears only in step 7. '
        "Recommend both agree, r14.6.rule = both | either_after_both."
    ),
    next_step="Wait for the review of your application.",
    parameters=("r14.6.rule",),
    required_under={
        (
            "r14.6.rule",
            "either_after_both",
        ): "reviewed by the Chair and the Coordinator, approved by one",
    },
    blocks=True,
)
def application_reviewed(history: History) -> Verdict:
    review = history.record.application_review
    looked = {"Chair": review.ccc_chair_on, "Coordinator": review.coordinator_of_supervision_on}
    waiting = " and ".join(office for office, on in looked.items() if on is None)
    approved, declined = review.approved_on, review.declined_on
    either = history.parameters.choice("r14.6.rule") == "either_after_both" and not waiting
    if declined is not None and (approved is None or (declined > approved and not either)):
        return Verdict(
            Outcome.NOT_MET,
            f"declined on {spell(declined)}",
            (Noted("application_review.declined_on", declined),),
            next_step="Ask the CCC for its reasons; a new application is possible.",
        )
    if waiting:
        return Verdict(Outcome.NOT_YET, f"waiting for the {waiting}", next_step=f"Waiting for the {waiting}.")
    return recorded(
        "application_review.approved_on", approved, done="approved on", waiting="reviewed, not approved"
    )


@section.clause(
    "R14.6b",
    Modality.MUST,
    title="Prior experience reviewed",
    cites="step 6",
    line=15,
    says="They also review the prior Balint experience the candidate names.",
    required="a view recorded on the prior experience named",
    test=(
        "before submission: not_yet; none named: n/a; each item has a recorded view: met; else "
        "not_yet, even after approval."
    ),
    readings=(
        "To what end? The roadmap gives no credit. A: it applies the Procedures' credits, B: "
        "orientation only. This is the hinge of conflict X13; recommend judgement by the CCC."
    ),
    next_step="Wait for a decision on your prior experience.",
    blocks=True,
)
def prior_experience_reviewed(history: History) -> Verdict:
    if history.submitted_on is None:
        return Verdict(Outcome.NOT_YET, "not submitted", next_step="Submit your application.")
    if not history.record.prior_experience.is_named:
        return Verdict(Outcome.NOT_APPLICABLE, "none named")
    on = history.record.application_review.prior_experience_reviewed_on
    path = "application_review.prior_experience_reviewed_on"
    return recorded(path, on, done="reviewed on", waiting="named, no view recorded")


CLAUSES = tuple(section.clauses)
