"""What everybody sees: coming Intensives, one of them, taking and giving up a place; and one's own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from intensives.actions.places import register as take_place
from intensives.actions.places import withdraw as give_up
from intensives.forms import ConfirmForm
from intensives.models import Intensive
from intensives.personal import part_in, personal_page, places_taken
from intensives.views.lookup import get_intensive, get_place
from members import clock
from members.views import page, submit


@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """Intensives that are not over, and what an Intensive is."""
    rows = places_taken(Intensive.objects.coming(clock.today()).select_related("host"))
    rows = rows.order_by("start", "pk")
    mine = personal_page(request.user).coming if request.user.is_authenticated else []
    return page(request, "intensives/coming.html", {"intensives": rows, "mine": mine})


@require_safe
def intensive(request: HttpRequest, pk: int) -> HttpResponse:
    """One Intensive: days, site, host, places left, and one's own part in it."""
    one = get_intensive(request.user, pk)
    taken = one.attendances.standing().count()
    context = {
        "intensive": one,
        "left": max(one.capacity - taken, 0),
        "part": part_in(request.user, one),
        "staff": request.user.has_perm("intensives.see_desk", one),
        "begun": one.start <= clock.today(),
        "over": one.end <= clock.today(),
    }
    return page(request, "intensives/intensive.html", context)


@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a place as participant, after a look at what it means."""
    one = get_intensive(request.user, pk)
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: take_place(intensive=one, person=request.user, by=request.user),
        done="Your place is kept. A message is on its way to you.",
        to=lambda place: one.get_absolute_url(),
    )
    return response or page(request, "intensives/register.html", {"form": form, "intensive": one})


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a place as participant."""
    place = get_place(request.user, pk, "intensives.withdraw")
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: give_up(attendance=place, by=request.user),
        done="The place has been given up.",
        to=place.intensive.get_absolute_url(),
    )
    return response or page(request, "intensives/withdraw.html", {"form": form, "place": place})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one has attended and will, what one hosts or teaches, and the evaluations one writes."""
    return page(request, "intensives/mine.html", {"mine": personal_page(request.user)})
