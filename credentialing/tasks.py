"""What beat asks a worker to do for the cases."""

from celery import shared_task

from credentialing.actions import counting, documents, watch
from members import clock


@shared_task
def close_ballots() -> int:
    """Count the votes whose deadline has passed."""
    with clock.reading():
        return counting.close_due()


@shared_task
def make_documents() -> int:
    """Make the certificates and letters that were asked for."""
    with clock.reading():
        return documents.make_due()


@shared_task
def daily_watch() -> None:
    """Tell of lapsing memberships, deadlines and what is owed, each once; look after the papers made."""
    with clock.reading():
        try:
            watch.watch()
        finally:
            documents.look_after()
