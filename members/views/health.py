"""Whether all parts live."""

import datetime as dt

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from members import clock
from members.models import Heartbeat, Notice
from members.views.pages import page

SILENT_AFTER = dt.timedelta(seconds=90)
PARTS = {"worker": "Background worker", "beat": "Clock of the background work"}


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Database, worker and beat: 200 when all live, 503 otherwise; how many notices wait, for officers."""
    try:
        connection.ensure_connection()
        parts = [("Database", True, "answers"), *_heartbeats()]
    except DatabaseError:
        return HttpResponse("The database does not answer.", status=503, content_type="text/plain")
    well = all(alive for _, alive, _ in parts)
    context = {"parts": parts, "well": well}
    if request.user.has_perm("members.see_health"):
        context["waiting"] = Notice.objects.undelivered().count()
        context["failing"] = Notice.objects.undelivered().exclude(last_error="").count()
    return page(request, "members/health.html", context, status=200 if well else 503)


def _heartbeats() -> list[tuple[str, bool, str]]:
    last = dict(Heartbeat.objects.values_list("name", "at"))
    now = clock.real_now()
    lines = []
    for name, label in PARTS.items():
        at = last.get(name)
        alive = at is not None and now - at < SILENT_AFTER
        seen = f"{int((now - at).total_seconds())} seconds ago" if at else "never"
        lines.append((label, alive, f"last heard of {seen}"))
    return lines
