"""Writing and sending the application (T02, T05, T06, T09b): one submission, two addressees."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case, start_process
from credentialing.actions.own_draft import lock_draft
from credentialing.enums import RecordingKind, State
from credentialing.models import Application, Case
from credentialing.rules.pathway import policy_version
from members import clock
from members.actions.locking import only
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused
from members.versions import alike, refuse_older, version_of
from supervision.words import day_text

WRITTEN = ("degree", "institution", "practice", "group_plan", "balint_history", "reasons")
REVIEWERS = (Office.CCC_CHAIR, Office.COORDINATOR_OF_SUPERVISION)


@transaction.atomic
def save_draft(*, case: Case, by: Person, seen: str | None = None, **written: str) -> Application:
    """Keep whatever is typed, complete or not; fields left out stay as they are.

    `seen` is the `draft_version` the page was shown with: Stale where it was changed elsewhere meanwhile, and
    once it is sent. Raises Refused for anybody but the candidate, ValidationError for what is too long.
    """
    application = lock_draft(case, by)
    unknown = set(written) - set(WRITTEN)
    if unknown:
        raise TypeError(f"Not fields of an application: {sorted(unknown)}")
    if not all(alike(getattr(application, name), text) for name, text in written.items()):
        refuse_older(seen=seen, now=draft_version(application))
    for name, text in written.items():
        setattr(application, name, text)
    application.saved_at = clock.now()
    application.clean_fields(exclude=[name for name in _columns() if name not in written])
    application.save(update_fields=[*written, "saved_at"])
    return application


def draft_version(application: Application) -> str:
    """A short mark of the draft as it is; it changes with every change."""
    return version_of(*(getattr(application, name) for name in WRITTEN))


@transaction.atomic
def acknowledge_policy(*, case: Case, by: Person) -> Application:
    """Store that the candidate has read the documents in force, with their version (T02, R14.1)."""
    move_case(case=case, step="T02", by=by, staff=policy_version())
    application = only([], Application.objects.filter(case=case))
    application.policy_acknowledged_on = clock.today()
    application.policy_version = policy_version()
    application.save(update_fields=["policy_acknowledged_on", "policy_version"])
    return application


@transaction.atomic
def note_recording(
    *, case: Case, by: Person, kind: RecordingKind | str, arranged_on: dt.date, consent: bool
) -> Application:
    """Note how the groups to be supervised will be recorded, and whether everybody consents (T05, R14.5).

    Raises Refused for a day to come. No recording is ever kept here.
    """
    if arranged_on > clock.latest_today():
        raise Refused("That day is still to come. Note the arrangement once it is made.", field="arranged_on")
    words = f"{RecordingKind(kind).label.lower()}, {'with' if consent else 'still without'} consent"
    move_case(case=case, step="T05", by=by, staff=words, public=words)
    application = only([], Application.objects.filter(case=case))
    application.recording_kind = kind
    application.recording_arranged_on, application.recording_consent = arranged_on, consent
    application.save(update_fields=["recording_kind", "recording_arranged_on", "recording_consent"])
    return application


@transaction.atomic
def send_application(*, case: Case, by: Person) -> Application:
    """Send the application to the CCC Chair and the Coordinator of Supervision at once (T06; again: T09b).

    The first submission starts the process and keeps its day (P98.BR.1d, 1e; R14.3b). Raises Refused
    without membership today, and while something is missing.
    """
    again = lock_case(case).state == State.RETURNED
    move_case(case=case, step="T09b" if again else "T06", by=by)
    application = only([], Application.objects.filter(case=case))
    today = clock.today()
    application.round += again
    for name in ("completed_on", "submitted_on", "sent_to_chair_on", "sent_to_coordinator_on"):
        setattr(application, name, getattr(application, name) or today)
    application.save()
    start_process(case=case, on=application.submitted_on)
    _deliver(case, application, again)
    return application


def _deliver(case: Case, application: Application, again: bool) -> None:
    """To both reviewers, and a receipt to the candidate."""
    about, name = ("case", case.pk), case.candidate.name
    for office in REVIEWERS:
        notify(
            "application_sent",
            to=office,
            about=about,
            path=reverse("credentialing:review_application", args=[case.pk]),
            dedupe=f"case {case.pk} round {application.round}",
            candidate=name,
            again=bool(again),
            office_name=office.label,
        )
    path = reverse("credentialing:application", args=[case.pk])
    day = day_text(application.submitted_on)
    notify("application_receipt", to=case.candidate, about=about, path=path, candidate=name, first_sent=day)


def _columns() -> list[str]:
    return [field.name for field in Application._meta.fields]
