"""Credit for prior experience that both reviewers accept (T19; P98.CR.1, R14.6b)."""

from collections.abc import Sequence

from credentialing.enums import DeterminationKind, ReviewRole
from credentialing.models import Case, Determination, ExperienceView, PriorExperience
from credentialing.rules.pathway import credit_clause
from members import clock
from members.models import Person

BODY = "CCC Chair and Coordinator of Supervision"


def accept_credits(
    *, case: Case, round_: int, by: Person, reviewers: Sequence[Person | None]
) -> list[Determination]:
    """Record a determination for each experience that gives credit and that both reviewers accept.

    Belongs inside the transaction that approves the application.
    """
    made = []
    for experience in PriorExperience.objects.filter(case=case):
        clause = credit_clause(experience.kind)
        views = ExperienceView.objects.filter(experience=experience, round=round_, accepts=True)
        if clause is None or set(views.values_list("role", flat=True)) != set(ReviewRole.values):
            continue
        reason = " ".join(dict.fromkeys(view.reason for view in views if view.reason))
        determination = Determination.objects.create(
            case=case,
            kind=DeterminationKind.ACCEPT_CREDIT,
            clauses=[clause],
            decided_on=clock.today(),
            body=BODY,
            recorded_by=by,
            reason=reason or f"Accepted by both reviewers: {experience}",
        )
        determination.members.set({one.pk for one in reviewers if one is not None})
        made.append(determination)
    return made
