"""Certificate and letter: asked for with the decision, made by a worker, kept privately."""

import datetime as dt
import hashlib
import logging
import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from credentialing.actions.situation import standing_recommendation
from credentialing.enums import DocumentKind
from credentialing.models import Case, Document, Motion
from credentialing.pdf import paper
from members import clock
from members.actions.locking import only
from members.actions.notices import notify
from members.models import Credential

log = logging.getLogger(__name__)
LEASE = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 10
AT_ONE_TIME = 10


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


def make_due() -> int:
    """Make the papers that were asked for and are not made yet; returns how many were."""
    made = 0
    for pk in _claimable().values_list("pk", flat=True)[:AT_ONE_TIME]:
        if claim(pk=pk):
            made += make(document=Document.objects.select_related("case__candidate").get(pk=pk))
    return made


def _claimable():
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=clock.real_now() - LEASE)
    return Document.objects.filter(free, made_at__isnull=True, attempts__lt=MOST_ATTEMPTS).order_by("pk")


def claim(*, pk: int) -> bool:
    """Take the paper for this worker by one conditional update; False where another has it or it is made."""
    return _claimable().filter(pk=pk).order_by().update(claimed_at=clock.real_now()) == 1


def make(*, document: Document) -> bool:
    """Make a claimed paper and tell the candidate; what went wrong is kept on the row, to be tried again."""
    try:
        content = paper(f"papers/{document.kind}.html", document.context)
    except Exception as failure:
        log.exception("Document %s could not be made", document.pk)
        document.attempts, document.last_error = (
            document.attempts + 1,
            f"{type(failure).__name__}: {failure}"[:300],
        )
        document.save(update_fields=["attempts", "last_error"])
        return False
    return _keep(document, content)


@transaction.atomic
def _keep(document: Document, content: bytes) -> bool:
    current = only([], Document.objects.filter(pk=document.pk))
    if current.made_at is not None:
        return False
    current.file.save(f"{current.kind}-{uuid.uuid4().hex}.pdf", ContentFile(content), save=False)
    current.sha256 = hashlib.sha256(content).hexdigest()
    current.made_at, current.attempts, current.last_error = clock.now(), current.attempts + 1, ""
    current.save()
    notify(
        "document_ready",
        to=document.case.candidate,
        about=("case", document.case_id),
        essential=False,
        path=reverse("credentialing:decision", args=[document.case_id]),
        what=current.get_kind_display().lower(),
    )
    return True
