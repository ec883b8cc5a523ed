"""Heading and steps 1 to 3: policy, membership, application."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.history import History
from credentialing.rules.membership import kept_up, member_when_applying
from credentialing.rules.outcomes import Modality
from credentialing.rules.recorded import recorded
from credentialing.rules.submission import completed, sent_to

from .title import DOCUMENT

section = Section(DOCUMENT, "Heading and introduction")

section.information(
    "R14.DOC",
    title="Issued by the CCC",
    cites="heading",
    line=5,
    says="Issued in the name of the CCC, created 2014.",
    test=(
        "r14.effective_from = 2014-01-01; only the year is given. For a process start before it "
        'the column reads "not yet issued", outcomes n/a.'
    ),
    readings=(
        "A: applies to everyone from 2014, B: only to those who applied from 2014. Recommend B by"
        " process start."
    ),
    parameters=("r14.effective_from",),
)

section.information(
    "R14.0",
    title="A clear process",
    cites="introduction",
    line=9,
    says=(
        "The CCC wants the process to be clear, and the eleven steps that follow are what is "
        "needed to become a credentialed leader."
    ),
    test="none of its own.",
    readings=(
        "Are the steps strictly in order? A: yes, B: numbering only. Recommend B except where a "
        'step says so (5 "at this point", 7 "once", 8 "before", 11 "final").'
    ),
)

heading = tuple(section.clauses)
section = Section(DOCUMENT, "Steps")


@section.clause(
    "R14.1",
    Modality.MUST,
    title="Read the policy",
    cites="step 1",
    line=10,
    says="The candidate reads the credentialing policy.",
    required="the policy read and acknowledged",
    test="any acknowledgement <= as_of: met; else not_yet. Later than submission: met with a note.",
    readings=(
        'The policy is called "Credentialing Procedures for Candidate & Supervisor", not the '
        "title of the Procedures. A: the same policy or its successor, so the roadmap takes in "
        "the Procedures; B: another paper we do not hold. Recommend A for linking, mark as "
        "unconfirmed; ask ABS."
    ),
    next_step="Read the Procedures and confirm.",
    blocks=True,
)
def policy_read(history: History) -> Verdict:
    on = history.record.policy_acknowledged_on
    verdict = recorded("policy_acknowledged_on", on, done="acknowledged on", waiting="not acknowledged")
    if on is not None and history.submitted_on is not None and on > history.submitted_on:
        return verdict._replace(measured=f"{verdict.measured}, after the application")
    return verdict


@section.clause(
    "R14.2a",
    Modality.MUST,
    title="Member of the Society",
    cites="step 2",
    line=11,
    says="The candidate is a member.",
    required="member of the Society on the day of submission",
    test="as P98.BR.1a.",
    readings="as P98.BR.1a.",
    next_step="Join or renew.",
    parameters=("membership.tested_on",),
    required_under={
        ("membership.tested_on", "first_contact"): "member of the Society at the first recorded contact",
    },
    blocks=True,
)
def member(history: History) -> Verdict:
    return member_when_applying(history)


@section.clause(
    "R14.2b",
    Modality.MUST,
    title="Membership kept up",
    cites="step 2",
    line=11,
    says="And stays one throughout.",
    required="every day from submission to the Council's vote",
    test="as P98.BR.1b.",
    readings="as P98.BR.1b; the roadmap has no exception clause of its own.",
    next_step="Keep your membership up without a break.",
    parameters=("membership.grace_days", "process.starts_on"),
    required_under={
        ("process.starts_on", "approval"): "every day from approval to the Council's vote",
    },
    blocks=True,
)
def membership_kept_up(history: History) -> Verdict:
    return kept_up(history)


@section.clause(
    "R14.3a",
    Modality.MUST,
    title="Application form completed",
    cites="step 3",
    line=12,
    says="The candidate completes the application form.",
    required="a completed application form",
    test="as P98.BR.1c.",
    readings="as P98.BR.1c.",
    next_step="Finish the form.",
    blocks=True,
)
def form_completed(history: History) -> Verdict:
    return completed(history)


@section.clause(
    "R14.3b",
    Modality.MUST,
    title="Form sent to the Coordinator",
    cites="step 3",
    line=12,
    says="And emails it to the Coordinator of Supervision.",
    required="the form sent to the Coordinator of Supervision",
    test=(
        "coordinator in recipients. Channel is recorded, not judged; online submission counts as "
        "sending, r14.3.channel_strict = false."
    ),
    readings="A: email only, B: any delivery to the Coordinator. Recommend B.",
    next_step="Send it to the Coordinator as well.",
    parameters=("r14.3.channel_strict",),
    blocks=True,
)
def sent_to_coordinator(history: History) -> Verdict:
    return sent_to(history, "coordinator_of_supervision", "the Coordinator of Supervision")


CLAUSES = (*heading, *section.clauses)
