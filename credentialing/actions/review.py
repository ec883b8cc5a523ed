"""The two reviews of an application, and what follows from them (T07 to T11; R14.6)."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from credentialing.actions.credits import accept_credits
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.conflicts import conflict_of
from credentialing.enums import ReviewOutcome, ReviewRole
from credentialing.models import Application, ApplicationReview, Case, ExperienceView
from credentialing.permissions import actors_on
from credentialing.workflow import Actor
from members import clock
from members.actions.locking import only
from members.actions.notices import notify
from members.models import Person
from members.refusals import Refused
from supervision.models import SupervisorRequest

STEP = {ReviewRole.CHAIR: "T07", ReviewRole.COORDINATOR: "T08"}
Views = Mapping[int, tuple[bool, str]]


@transaction.atomic
def review_application(
    *,
    case: Case,
    role: ReviewRole | str,
    by: Person,
    outcome: str,
    reason: str = "",
    views: Views | None = None,
) -> ApplicationReview:
    """Review an application in one of the two offices, with a view on each prior experience it names.

    `views` maps the key of each experience to whether it should count, and why. A return goes back at
    once; two approvals approve, two declines decline; where they differ both reviewers are told. Raises
    Refused without the office, on one's own file, for a second review in a round, and without a reason
    for a return or a decline.
    """
    role = ReviewRole(role)
    locked = lock_case(case, "T07", "T08", "T09", "T10", "T11")
    _refuse(locked, role, by, outcome, reason)
    round_ = Application.objects.get(case=locked).round
    done = ApplicationReview.objects.filter(case=locked, round=round_, role=role).exists()
    left = _keep_views(locked, role, round_, by, views or {}) if not done else 0
    facts = {"reviewed_by_me": done, "views_owed_by_me": left}
    near = conflict_of(by, locked.candidate)
    said = f"{ReviewOutcome(outcome).label}. {near}" if near else ReviewOutcome(outcome).label
    move_case(case=case, step=STEP[role], by=by, staff=said, **facts)
    review = ApplicationReview(
        case=locked, round=round_, role=role, by=by, on=clock.today(), outcome=outcome, reason=reason.strip()
    )
    review.full_clean()
    review.save()
    _follow(case, review, by)
    return review


@transaction.atomic
def second_look(*, case: Case, by: Person, reason: str) -> Application:
    """Open a new round where the two reviews differ (T08b); both reviewers are asked again."""
    move_case(case=case, step="T08b", by=by, reason=reason, staff=reason.strip())
    application = only([], Application.objects.filter(case=case))
    application.round += 1
    application.save(update_fields=["round"])
    for role in ReviewRole:
        _tell(
            case, "second_look", to=role.value, path="review_application", by=by.name, reason=reason.strip()
        )
    return application


def _refuse(case: Case, role: ReviewRole, by: Person, outcome: str, reason: str) -> None:
    if case.candidate_id == by.pk:
        raise Refused("Nobody reviews their own application.")
    if Actor(role.value) not in actors_on(case, by):
        raise Refused(f"Only the {role.label} gives this review.")
    if outcome not in ReviewOutcome.values:
        raise Refused("Choose one of: approve, return, decline.", field="outcome")
    if outcome != ReviewOutcome.APPROVE and not reason.strip():
        raise Refused("Give the reason in a sentence or two.", field="reason")


def _keep_views(case: Case, role: ReviewRole, round_: int, by: Person, views: Views) -> int:
    """Write the views given and return how many are still owed."""
    named = set(case.experiences.values_list("pk", flat=True))
    today = clock.today()
    ExperienceView.objects.bulk_create(
        ExperienceView(
            experience_id=key,
            round=round_,
            role=role,
            by=by,
            on=today,
            accepts=accepts,
            reason=reason.strip(),
        )
        for key, (accepts, reason) in views.items()
        if key in named
    )
    return len(named - set(views))


def _follow(case: Case, review: ApplicationReview, by: Person) -> None:
    """What one review, or the two together, lead to."""
    if review.outcome == ReviewOutcome.RETURN:
        words = review.reason
        move_case(case=case, step="T09", by=by, reason=words, staff=words, public=words)
        _tell(case, "application_returned", to=case.candidate, path="application", reason=words)
        return
    both = list(ApplicationReview.objects.filter(case=case, round=review.round))
    if len(both) < len(ReviewRole):
        return
    outcomes = {one.outcome for one in both}
    if outcomes == {ReviewOutcome.APPROVE}:
        _approve(case, both, by)
    elif outcomes == {ReviewOutcome.DECLINE}:
        _decline(case, both, by)
    else:
        for role in ReviewRole:
            _tell(case, "reviews_differ", to=role.value, path="review_application")


def _approve(case: Case, both: list[ApplicationReview], by: Person) -> None:
    move_case(case=case, step="T11", by=by)
    accept_credits(case=case, round_=both[0].round, by=by, reviewers=[one.by for one in both])
    _tell(case, "application_approved", to=case.candidate, path="agreement")
    requests = SupervisorRequest.objects.filter(candidate=case.candidate).exclude(accepted=False)
    request = requests.filter(withdrawn_on=None).select_related("supervisor").last()
    if request is not None:
        _tell(case, "candidate_approved", to=request.supervisor)


def _decline(case: Case, both: list[ApplicationReview], by: Person) -> None:
    reasons = " ".join(dict.fromkeys(one.reason for one in both))
    move_case(case=case, step="T10", by=by, reason=reasons, staff=reasons, public=reasons)
    _tell(case, "application_declined", to=case.candidate, path="application", reason=reasons)


def _tell(case: Case, kind: str, *, to: Person | str, path: str = "", **more: str) -> None:
    where = reverse(f"credentialing:{path}", args=[case.pk]) if path else reverse("home")
    notify(kind, to=to, about=("case", case.pk), path=where, candidate=case.candidate.name, **more)
