"""What is said when all else failed."""

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("members.requests")


def server_error(request: HttpRequest) -> HttpResponse:
    """A page with a reference that stands in the log beside the cause."""
    reference = uuid.uuid4().hex[:8]
    log.error("Fault %s at %s %s", reference, request.method, request.path, exc_info=True)
    return render(request, "500.html", {"reference": reference}, status=500)
