"""Certificate and letter: asked for with the decision, made by a worker, kept privately."""

import datetime as dt
import hashlib
import logging
import uuid

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from credentialing.actions.move import append_event
from credentialing.actions.situation import standing_recommendation
from credentialing.enums import DocumentKind, DocumentState
from credentialing.models import Case, Document, Motion
from credentialing.pdf import laid_out, paper
from credentialing.permissions import officer_for_papers
from members import clock
from members.actions.locking import only
from members.actions.notices import notify
from members.actions.permitted import permit
from members.models import Credential, Person
from members.refusals import Refused

log = logging.getLogger(__name__)
LEASE = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 5
"""After so many, some twenty minutes of them, the worker gives up."""
AT_ONE_TIME = 10
STOPPED = "The worker was stopped each time before the paper was done."


@transaction.atomic
def ask_for_documents(
    *, case: Case, motion: Motion, decided_on: dt.date, credential: Credential | None
) -> list[Document]:
    """Ask for the letter of decision and, with a credential, for the certificate; a worker makes them."""
    recommendation = standing_recommendation(case)
    context = {
        "name": case.candidate.name,
        "decided_on": decided_on.isoformat(),
        "carried": credential is not None,
        "tie": motion.is_tie,
        "paragraph": motion.letter_paragraph,
        "recommended_on": recommendation.on.isoformat() if recommendation else "",
    }
    kinds = [DocumentKind.LETTER]
    if credential is not None:
        kinds.append(DocumentKind.CERTIFICATE)
        verify = f"{settings.BASE_URL}{reverse('certificate', args=[credential.code])}"
        context |= {"number": credential.number, "code": credential.code, "verify": verify}
    return [Document.objects.create(case=case, kind=kind, context=context) for kind in kinds]


@transaction.atomic
def issue_anew(*, credential: Credential) -> Document:
    """Ask for the certificate of the credential once more, under the name it is reissued to.

    Raises Refused where none was made here: one from before this register was kept.
    """
    issued = Document.objects.filter(kind=DocumentKind.CERTIFICATE, context__number=credential.number)
    last = issued.order_by("-issue", "-pk").first()
    if last is None:
        raise Refused("No certificate of this credential was made here, so none can be issued anew.")
    context = last.context | {
        "name": credential.reissued_name,
        "first_name": credential.name,
        "issued_on": credential.reissued_on.isoformat(),
    }
    return Document.objects.create(case=last.case, kind=last.kind, issue=last.issue + 1, context=context)


def make_due() -> int:
    """Make the papers that were asked for and are not there; returns how many were made."""
    _give_up_on_the_stopped()
    made = 0
    for pk in _claimable().values_list("pk", flat=True)[:AT_ONE_TIME]:
        if claim(pk=pk):
            made += make(document=Document.objects.select_related("case__candidate").get(pk=pk))
    return made


def _free() -> Q:
    """No worker has it, or its worker has not been heard of for a lease."""
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=clock.real_now() - LEASE)


def _claimable() -> QuerySet[Document]:
    return Document.objects.to_make().filter(_free(), attempts__lt=MOST_ATTEMPTS).order_by("pk")


def claim(*, pk: int) -> bool:
    """Take the paper for this worker by one conditional update; False where another has it or it is made.

    An attempt counts from here on, so that one whose worker is stopped counts too.
    """
    taken = {"claimed_at": clock.real_now(), "attempts": F("attempts") + 1}
    return _claimable().filter(pk=pk).order_by().update(**taken) == 1


def make(*, document: Document) -> bool:
    """Make a claimed paper and tell the candidate; False where it could not be made.

    It is tried again after a lease, `MOST_ATTEMPTS` times; then the worker gives up and an officer is told.
    """
    template = f"papers/{document.kind}.html"
    try:
        text = document.text or laid_out(template, document.context)
        return _keep(document, text, paper(template, document.context, text=text))
    except Exception as failure:
        log.exception("Document %s could not be made", document.pk)
        _note_failure(document, f"{type(failure).__name__}: {failure}"[:300])
        return False


@transaction.atomic
def _keep(document: Document, text: str, content: bytes) -> bool:
    current = _locked(document)
    if current.state is not DocumentState.WAITING:
        return False
    again, before = current.made_at is not None, current.sha256
    current.text, current.sha256 = text, hashlib.sha256(content).hexdigest()
    current.made_at, current.last_error = current.made_at or clock.now(), ""
    current.file.save(f"{current.kind}-{uuid.uuid4().hex}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            current.save()
            _tell_ready(current)
            if again:
                _note_made_again(current, before)
    except Exception:
        current.file.storage.delete(current.file.name)
        raise
    return True


def _locked(document: Document) -> Document:
    return only([], Document.objects.select_related("case__candidate").filter(pk=document.pk))


def _tell_ready(document: Document) -> None:
    notify(
        "document_ready",
        to=document.case.candidate,
        about=("case", document.case_id),
        essential=False,
        path=_decision_of(document),
        what=document.what,
    )


def _note_made_again(document: Document, before: str) -> None:
    same = "the same to the last byte" if document.sha256 == before else "the same words in a new file"
    append_event(
        case=document.case,
        kind="document_made_again",
        by=None,
        staff=f"The {document.what} was made again: {same}",
        data={"sha256": document.sha256, "before": before},
    )


def _decision_of(document: Document) -> str:
    return reverse("credentialing:decision", args=[document.case_id])


@transaction.atomic
def _note_failure(document: Document, why: str) -> None:
    """What went wrong is kept on the row; after the last attempt the paper is given up."""
    current = _locked(document)
    if current.state is not DocumentState.WAITING:
        return
    current.last_error = why
    if current.attempts >= MOST_ATTEMPTS:
        _give_up(current)
    current.save(update_fields=["last_error", "failed_at"])


def _give_up_on_the_stopped() -> None:
    """A paper whose worker was stopped at every attempt: nobody came back to say so."""
    stopped = Document.objects.to_make().filter(_free(), attempts__gte=MOST_ATTEMPTS)
    for document in stopped.order_by("pk"):
        _note_failure(document, document.last_error or STOPPED)


def _give_up(document: Document) -> None:
    document.failed_at = clock.now()
    log.error("Document %s is given up: %s", document.pk, document.last_error)
    _tell_trouble("document_failed", document, f"The {document.what} could not be made")


def _tell_trouble(kind: str, document: Document, said: str) -> None:
    """On the timeline for the staff, and by mail to the officer who can ask for the paper again."""
    why = document.last_error
    append_event(
        case=document.case,
        kind=kind,
        by=None,
        staff=f"{said}: {why}" if why else said,
    )
    notify(
        kind,
        to=officer_for_papers({document.case.candidate_id})[document.case.candidate_id],
        about=("case", document.case_id),
        path=reverse("credentialing:remake_document", args=[document.pk]),
        candidate=document.case.candidate.name,
        what=document.what,
        why=why,
    )


def content_of(document: Document) -> bytes | None:
    """The paper as it was made; None where its file is gone, cannot be read or is not what was made."""
    try:
        with document.file.open("rb") as file:
            content = file.read()
    except (OSError, ValueError, SuspiciousOperation) as failure:
        log.warning("Document %s cannot be read: %s", document.pk, type(failure).__name__)
        return None
    whole = not document.sha256 or hashlib.sha256(content).hexdigest() == document.sha256
    return content if whole else None


@transaction.atomic
def note_whether_lost(*, document: Document) -> bool:
    """Keep on the row whether the file of a paper that was made is there; an officer is told of a loss once.

    Returns whether it is lost. A file that has come back, from a backup say, is no loss any more.
    """
    current = _locked(document)
    if not current.file or not _storage_is_there():
        return False
    lost = content_of(current) is None
    if lost == (current.lost_at is not None):
        return lost
    current.lost_at = clock.now() if lost else None
    current.save(update_fields=["lost_at"])
    if lost:
        log.error("The file of document %s is gone or damaged: %s", current.pk, current.file.name)
        _tell_trouble("document_lost", current, f"The file of the {current.what} is gone")
    return lost


def _storage_is_there() -> bool:
    """Whether the place where papers are kept answers: while it is away, no paper is said to be lost."""
    storage, folder = Document._meta.get_field("file").storage, Document._meta.get_field("file").upload_to
    there = storage.exists(folder)
    if not there:
        log.error("The place where papers are kept is away; nobody can say whether one is lost.")
    return there


def look_after() -> int:
    """Look whether the file of every paper is there, as it was made; returns how many are lost."""
    made, lost = Document.objects.exclude(file="").select_related("case__candidate").order_by("pk"), 0
    if not made.exists() or not _storage_is_there():
        return lost
    for document in made.iterator(chunk_size=100):
        gone = content_of(document) is None
        if gone != (document.lost_at is not None):
            gone = note_whether_lost(document=document)
        lost += gone
    return lost


@transaction.atomic
def make_again(*, document: Document, by: Person) -> Document:
    """Ask once more for a paper that could not be made or whose file is gone: the same paper, word for word.

    A file that is back in its place is taken as it is. Raises Refused, with nothing changed, for anybody but
    the committee, and where the paper is there or is being made.
    """
    permit(by, "credentialing.make_papers", document.case)
    current = _locked(document)
    if current.state is DocumentState.WAITING:
        raise Refused(f"The {current.what} is being made; look again in a minute.")
    if current.state is DocumentState.MADE:
        raise Refused(f"The {current.what} is on file. There is nothing to make.")
    if current.state is DocumentState.LOST and not note_whether_lost(document=current):
        return _locked(document)
    current.file, current.lost_at, current.failed_at = "", None, None
    current.claimed_at, current.attempts, current.last_error = None, 0, ""
    current.save()
    words = f"The {current.what} was asked for again by {by}"
    append_event(case=current.case, kind="document_asked_again", by=by, staff=words)
    return current
