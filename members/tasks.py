"""What beat asks a worker to do for members."""

from celery import shared_task
from celery.signals import before_task_publish
from django.db import close_old_connections

from members import clock
from members.actions import delivery, heartbeats, tidying

HEARTBEAT = "members.tasks.heartbeat"


@shared_task
def sweep_notices() -> int:
    """Deliver the notices that are due."""
    with clock.reading():
        return delivery.sweep()


@shared_task
def heartbeat() -> None:
    """The worker lives."""
    heartbeats.beat(name="worker")


@shared_task
def tidy() -> None:
    """Forget spent tokens and codes of earlier days."""
    tidying.tidy()


@before_task_publish.connect(sender=HEARTBEAT)
def beat_lives(**_: object) -> None:
    """Beat lives, whether or not the broker takes what it sends."""
    close_old_connections()
    heartbeats.beat(name="beat")
