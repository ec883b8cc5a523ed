"""Using up the token of a form."""

from django.db import IntegrityError, transaction

from members import clock
from members.models import SpentForm
from members.refusals import Stale

SENT_ALREADY = (
    "You have sent this form already, and what you sent then was kept. Sending it again changed nothing."
)


def spend(*, token: str) -> None:
    """Use up the form's token inside the caller's transaction; raises Stale where it was used before."""
    if not token:
        return
    try:
        with transaction.atomic():
            SpentForm.objects.create(token=token, spent_at=clock.real_now())
    except IntegrityError:
        raise Stale(SENT_ALREADY) from None
