"""Title, preamble and Basic requirements 1: membership and application."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.history import History
from credentialing.rules.membership import kept_up, member_when_applying
from credentialing.rules.outcomes import Modality
from credentialing.rules.submission import completed, sent_to

from .title import DOCUMENT

section = Section(DOCUMENT, "Title block and preamble")

section.information(
    "P98.DOC",
    title="Approval and revisions",
    cites="title block",
    line=7,
    says=(
        "Records first approval by the Society on 1998-04-24 and revisions of 1999-07-07, "
        "2002-07-08, 2003-04-11 and 2007-04-09."
    ),
    test=(
        "The text held is the 2007-04-09 consolidation. p98.effective_from = 2007-04-09; for an "
        'earlier process start show the same text marked "earlier wording not held".'
    ),
    readings=(
        "A: treat 2007 wording as always in force; B: apply it only from 2007-04-09. Recommend B "
        "with the mark, since nothing shows what each revision changed."
    ),
    parameters=("p98.effective_from",),
)

section.information(
    "P98.PRE.1",
    title="Why there is a procedure",
    cites="preamble, paragraph 1, sentences 1-2",
    line=9,
    says="Explains why the Society set up a way to recognise well-qualified leaders.",
)

section.information(
    "P98.PRE.2",
    title="The process will be refined",
    cites="preamble, paragraph 1, sentence 3",
    line=9,
    says="The process is expected to be refined over time.",
    test="None. Ground for versioned clauses and dated parameters.",
)

section.information(
    "P98.PRE.3",
    title="Steps prepare for review",
    cites="preamble, paragraph 2, sentence 1",
    line=11,
    says="The steps are training and evaluation that prepare a file for the Council's review.",
)

section.information(
    "P98.PRE.4",
    modality=Modality.MUST,
    title="No guarantee",
    cites="preamble, paragraph 2, sentence 2",
    line=11,
    says="Completing the steps does not by itself give anyone the credential.",
    test="No rule evaluation may set a candidate to credentialed; only P98.FR.3 / R14.11h can.",
    next_step='Wording for candidates: "your file is ready for review", never "you have qualified".',
)

preamble = tuple(section.clauses)
section = Section(DOCUMENT, "Basic requirements")


@section.clause(
    "P98.BR.1a",
    Modality.MUST,
    title="Member of the Society",
    cites="Basic requirements, 1, sentence 1",
    line=15,
    says="The person seeking the credential has to be a member of the Society.",
    required="member of the Society on the day of submission",
    test=(
        "PS = application submission date. met iff some period covers PS (both ends inclusive); "
        "not_met if PS is uncovered; before submission met/not_yet by today's membership."
    ),
    readings=(
        "A: member on the day of submission; B: member before first approaching the CCC. "
        "Recommend A. Parameter membership.tested_on = submission."
    ),
    next_step="Join or renew before you submit.",
    parameters=("membership.tested_on",),
    required_under={
        ("membership.tested_on", "first_contact"): "member of the Society at the first recorded contact",
    },
    blocks=True,
)
def member(history: History) -> Verdict:
    return member_when_applying(history)


@section.clause(
    "P98.BR.1b",
    Modality.MUST,
    title="Membership kept up",
    cites="Basic requirements, 1, sentence 1",
    line=15,
    says="That membership has to be kept up for the whole process.",
    required="every day from submission to the Council's vote",
    test=(
        "Every day from PS to min(as_of, Council vote date), inclusive, is covered. List each gap"
        " with its length. A run longer than membership.grace_days (0) is not_met; else met so "
        "far."
    ),
    readings=(
        "A: any uncovered day breaks it; B: a lapse cured by a backdated renewal, or within a "
        "grace period, is no lapse. Recommend A with grace a parameter; a backdated renewal is "
        "just an edited period with its own recorded_at. Process end: A: Council vote, B: CCC "
        "recommendation. Recommend A."
    ),
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
    "P98.BR.1c",
    Modality.MUST,
    title="Application completed",
    cites="Basic requirements, 1, sentence 1",
    line=15,
    says="The candidate completes a credentialing application.",
    required="a completed application",
    test="completed_on <= as_of. Completeness of the form is a form validation, not a rule.",
    readings=(
        "Completed: A: the form is full, B: the Chair accepts it as full. Recommend A; a return "
        "for completion (T09) answers the other."
    ),
    next_step="Finish the application.",
    blocks=True,
)
def application_completed(history: History) -> Verdict:
    return completed(history)


@section.clause(
    "P98.BR.1d",
    Modality.MUST,
    title="Application sent to the Chair",
    cites="Basic requirements, 1, sentence 1",
    line=15,
    says="The application goes to the Chair of the CCC.",
    required="the application sent to the Chair of the CCC",
    test=(
        "chair in recipients. System side: one submission delivers to Chair and Coordinator, so "
        "this and R14.3b close together; a paper file sent to one only stays not_yet for the "
        "other."
    ),
    readings=("A: the Chair in person; B: whoever receives for the CCC. Recommend B through a role inbox."),
    next_step="Forward the application to the Chair.",
    blocks=True,
)
def sent_to_chair(history: History) -> Verdict:
    return sent_to(history, "ccc_chair", "the Chair of the CCC")


section.information(
    "P98.BR.1e",
    title="Submission starts the process",
    cites="Basic requirements, 1, sentence 1",
    line=15,
    says="Submitting it is what starts the process.",
    test="process_start = submitted_on. Not approved_on.",
    readings=(
        "A: submission starts it; B: acceptance does. Recommend A, it is the literal text. "
        "Parameter process.starts_on = submission | approval."
    ),
    parameters=("process.starts_on",),
)

CLAUSES = (*preamble, *section.clauses)
