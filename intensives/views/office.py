"""What the Coordinator of Intensives does: the whole list, announcing, changing, cancelling."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from intensives.actions import intensives as actions
from intensives.filters import IntensiveFilter
from intensives.forms import CancelForm, IntensiveForm, SiteForm
from intensives.models import Intensive
from intensives.personal import places_taken
from intensives.views.lookup import get_intensive
from members.views import page, submit
from members.views.access import permission_required

FIELDS = ("name", "site", "start", "end", "host", "capacity")


@permission_required("intensives.see_all")
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Every Intensive, the latest first."""
    rows = places_taken(Intensive.objects.select_related("host")).order_by("-start", "-pk")
    chosen = IntensiveFilter(request.GET or None, queryset=rows)
    page_obj = Paginator(chosen.qs, 25).get_page(request.GET.get("page"))
    return page(request, "intensives/everything.html", {"filter": chosen, "page_obj": page_obj})


@permission_required("intensives.announce")
def announce(request: HttpRequest) -> HttpResponse:
    """Announce an Intensive."""
    form = IntensiveForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: actions.announce(**data, by=request.user),
        done=lambda one: f"{one} is announced: everybody can see it.",
        to=lambda one: reverse("intensives:desk", args=[one.pk]),
    )
    return response or page(request, "intensives/announce.html", {"form": form})


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an Intensive; its host may say where it takes place."""
    one = get_intensive(request.user, pk, "intensives.change_site")
    whole = request.user.has_perm("intensives.change_intensive", one)
    fields = FIELDS if whole else ("site",)
    initial = {field: getattr(one, field) for field in fields}
    form = (IntensiveForm if whole else SiteForm)(request.POST or None, initial=initial)
    act = actions.change if whole else actions.change_site
    response = submit(
        request,
        form,
        lambda data: act(intensive=one, **data, by=request.user),
        done="The change is saved; everybody who comes has been told of new days or a new site.",
        to=reverse("intensives:desk", args=[one.pk]),
    )
    return response or page(request, "intensives/change.html", {"form": form, "intensive": one})


@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an Intensive, after a look at whom it concerns."""
    one = get_intensive(request.user, pk, "intensives.cancel_intensive")
    form = CancelForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: actions.cancel(intensive=one, **data, by=request.user),
        done=f"{one} is cancelled, and everybody has been told.",
        to=reverse("intensives:desk", args=[one.pk]),
    )
    standing = one.attendances.standing()
    context = {"form": form, "intensive": one, "places": standing.count()}
    context["candidates"] = standing.as_candidate().count()
    return response or page(request, "intensives/cancel.html", context)
