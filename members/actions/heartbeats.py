"""Signs of life of the background processes."""

from members import clock
from members.models import Heartbeat


def beat(*, name: str) -> None:
    """Write that the process lives at this moment, in real time."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.real_now()})
