"""Around every request: one reading of the clock, answers for what goes wrong, and who changed what."""

import codecs
import logging
import uuid
from collections.abc import Callable

import pghistory
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone

from members import clock, kept
from members.refusals import Refused
from members.zones import zone_of

log = logging.getLogger("members.requests")
NULL = "\x00"
GetResponse = Callable[[HttpRequest], HttpResponse]
ANSWERED_BY_DJANGO = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)


def readable(get_response: GetResponse) -> GetResponse:
    """Forms come in UTF-8, as browsers send them; any other encoding is answered with 400.

    No database holds a null byte: an address with one is no page, a cookie with one was not sent.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (charset := request.content_params.get("charset")) and not _is_utf_8(charset):
            raise BadRequest("Forms are read in UTF-8.")
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NULL not in value}
        return get_response(request)

    def process_view(request: HttpRequest, *view: object) -> None:
        if NULL in request.path_info:
            raise Http404

    middleware.process_view = process_view
    return middleware


def _is_utf_8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False


def refusals_and_references(get_response: GetResponse) -> GetResponse:
    """Read the clock once; a refusal is a 409 page, a fault a 500 page with a logged reference."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.reading(), timezone.override(zone_of(getattr(request, "user", None))):
            return get_response(request)

    middleware.process_exception = answer
    return middleware


def answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page for an exception, or None where Django has its own answer."""
    if isinstance(exception, Refused):
        return render(request, "409.html", {"sentence": exception.sentence}, status=409)
    if isinstance(exception, ANSWERED_BY_DJANGO) or _answers_itself(exception):
        return None
    got_request_exception.send(sender=refusals_and_references, request=request)
    if settings.DEBUG:
        return None
    reference = uuid.uuid4().hex[:8]
    _leave_out_rows(exception)
    log.error("Fault %s at %s %s", reference, request.method, request.path, exc_info=exception)
    return render(request, "500.html", {"reference": reference}, status=500)


def _leave_out_rows(exception: BaseException | None) -> None:
    """Let the log say what the database refused, and not the row: it names people."""
    while exception is not None:
        exception.args = tuple(
            one.split("DETAIL:")[0].rstrip() if isinstance(one, str) else one for one in exception.args
        )
        exception = exception.__cause__ or exception.__context__


def _answers_itself(exception: Exception) -> bool:
    """Sign-in raises exceptions that its own middleware, further out, turns into redirects."""
    return type(exception).__module__.startswith("allauth.")


def history_context(get_response: GetResponse) -> GetResponse:
    """Give the row history of every change the person and the path it came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return get_response(request)
        user = getattr(request, "user", None)
        with pghistory.context(person=user.pk if user else None, path=request.path):
            return get_response(request)

    return middleware


def what_was_typed(get_response: GetResponse) -> GetResponse:
    """Nothing typed is lost to a session that has ended: it is kept, and offered again after signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        kept.offer(request)
        response = kept.after_sign_in(request, get_response(request))
        kept.remember(request, response)
        return response

    return middleware
