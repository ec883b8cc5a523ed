"""One's own particulars, messages, and who opened one's file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import clock
from members.access import openings_about
from members.actions.people import update_me
from members.corrected import with_corrections
from members.forms import MeForm
from members.inbox import messages_of
from members.models import Correction
from members.views.pages import page, submit


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """My particulars and choices, my memberships and offices, and ways to sign in."""
    form = MeForm(request.POST or None, instance=request.user)
    response = submit(
        request,
        form,
        lambda data: update_me(by=request.user, **data),
        done="Your particulars are saved.",
        to="me",
    )
    context = {
        "form": form,
        "memberships": with_corrections(request.user.memberships.order_by("-start", "-pk")),
        "offices": request.user.appointments.on(clock.today()),
        "zone": clock.zone(),
        "corrections": Correction.objects.about(request.user).select_related("by"),
    }
    return response or page(request, "members/me.html", context)


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """My messages, newest first: to me, and to the offices I hold."""
    pages = Paginator(messages_of(request.user), 20)
    page_obj = pages.get_page(request.GET.get("page"))
    return page(request, "members/notices.html", {"page_obj": page_obj, "count": pages.count})


@login_required
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Who opened what is confidential about me, and when."""
    page_obj = Paginator(openings_about(request.user), 50).get_page(request.GET.get("page"))
    return page(request, "members/openings.html", {"page_obj": page_obj, "back": reverse("me")})
