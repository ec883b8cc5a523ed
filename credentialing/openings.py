"""Which pages of the files show whose record: each opening is in "who opened my file"."""

from credentialing.models import Case, Document, FeeReceipt, FurtherWorkItem, Motion, PriorExperience
from members.views.openings import About
from supervision.models import Agreement

CASE_KINDS = {
    "findings": "findings",
    "plan": "plan",
    "timeline": "timeline",
    "agreement": "agreement",
    "fees": "fees",
    "final": "final Intensive",
    "work": "further work",
    "decision": "decision",
}
"""What the page of a case shows; any other is a page of the file."""
ITSELF = frozenset(
    ("application", "dossier", "document", "packet", "committee", "review_application", "deliver_assessment")
)
"""Pages that write it down themselves, because they know more closely what they show."""
OF_OTHERS = {
    "experience_change": About(PriorExperience, "case__candidate_id", "prior experience"),
    "experience_remove": About(PriorExperience, "case__candidate_id", "prior experience"),
    "attestation_ask": About(PriorExperience, "case__candidate_id", "prior experience"),
    "sign_agreement": About(Agreement, "candidate_id", "agreement"),
    "confirm_receipt": About(FeeReceipt, "case__candidate_id", "fees"),
    "reverse_receipt": About(FeeReceipt, "case__candidate_id", "fees"),
    "correct_receipt": About(FeeReceipt, "case__candidate_id", "fees"),
    "work_done": About(FurtherWorkItem, "work__case__candidate_id", "further work"),
    "work_deadline": About(FurtherWorkItem, "work__case__candidate_id", "further work"),
    "answer_deadline": About(FurtherWorkItem, "work__case__candidate_id", "further work"),
    "motion": About(Motion, "case__candidate_id", "vote"),
    "ballot": About(Motion, "case__candidate_id", "vote"),
    "release_result": About(Motion, "case__candidate_id", "vote"),
    "remake_document": About(Document, "case__candidate_id", "decision"),
    "recuse": About(Motion, "case__candidate_id", "vote"),
}
"""Pages whose key is of something else than a case."""


def about(name: str, route: str) -> About | None:
    """Whose record the page at a route shows, and what; None where it shows nobody's or says so itself."""
    if name in ITSELF:
        return None
    if name in OF_OTHERS:
        return OF_OTHERS[name]
    if route.startswith("<int:pk>/"):
        return About(Case, "candidate_id", CASE_KINDS.get(name, "file"))
    return None
