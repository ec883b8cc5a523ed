"""The desk of one Intensive: small groups, faculty, people, attendance."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from intensives.actions import faculty as faculty_actions
from intensives.actions import places as place_actions
from intensives.desk import desk_of, places_of
from intensives.forms import AddForm, AssignForm, AttendanceForm, ConfirmForm, SeatForm, SmallGroupForm
from intensives.models import Attendance, Faculty, Intensive, SmallGroup
from intensives.views.lookup import get_intensive
from members import clock
from members.views import page, submit

MAY = ("keep_groups", "attest", "change_site", "cancel_intensive", "register_others")


def _desk_url(intensive: Intensive) -> str:
    return reverse("intensives:desk", args=[intensive.pk])


@login_required
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one Intensive for Coordinator, host, faculty and committee."""
    one = get_intensive(request.user, pk, "intensives.see_desk")
    may = {name: request.user.has_perm(f"intensives.{name}", one) for name in MAY}
    seats = Faculty.objects.filter(small_group__intensive=one, person=request.user)
    context = {
        "desk": desk_of(one),
        "intensive": one,
        "may": may,
        "runs_it": may["keep_groups"],
        "my_groups": set(seats.values_list("small_group", flat=True)),
        "over": one.end <= clock.today(),
        "begun": one.start <= clock.today(),
    }
    return page(request, "intensives/desk.html", context)


@login_required
def small_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a small group."""
    one = get_intensive(request.user, pk, "intensives.keep_groups")
    form = SmallGroupForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: faculty_actions.create_small_group(intensive=one, **data, by=request.user),
        done=lambda group: f"{group} is added. Give it two faculty.",
        to=_desk_url(one),
    )
    context = {"form": form, "intensive": one, "title": "Add a small group", "button": "Add the group"}
    return response or page(request, "intensives/form.html", context)


@login_required
def remove_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an empty small group."""
    group = get_object_or_404(SmallGroup.objects.select_related("intensive"), pk=pk)
    one = get_intensive(request.user, group.intensive_id, "intensives.keep_groups")
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: faculty_actions.remove_small_group(small_group=group, by=request.user),
        done=f"{group} is removed.",
        to=_desk_url(one),
    )
    context = {
        "form": form,
        "intensive": one,
        "title": f"Remove {group}",
        "button": "Remove it",
        "danger": True,
    }
    return response or page(request, "intensives/form.html", context)


@login_required
def seat(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give a seat of a small group to somebody."""
    group = get_object_or_404(SmallGroup.objects.select_related("intensive"), pk=pk)
    one = get_intensive(request.user, group.intensive_id, "intensives.keep_groups")
    if number not in faculty_actions.SEATS:
        raise Http404
    form = SeatForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: faculty_actions.seat_faculty(small_group=group, seat=number, **data, by=request.user),
        done=lambda taken: f"{taken.person} is faculty of {group} and has been told.",
        to=_desk_url(one),
    )
    context = {
        "form": form,
        "intensive": one,
        "title": f"Faculty of {group}, seat {number}",
        "button": "Give the seat",
    }
    context["lead"] = "Not the candidate's supervisor, and nobody who co-leads the candidate's group at home."
    return response or page(request, "intensives/form.html", context)


@login_required
def unseat(request: HttpRequest, pk: int) -> HttpResponse:
    """Free a seat."""
    chair = get_object_or_404(Faculty.objects.select_related("small_group__intensive", "person"), pk=pk)
    one = get_intensive(request.user, chair.small_group.intensive_id, "intensives.keep_groups")
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: faculty_actions.unseat(faculty=chair, by=request.user),
        done=f"The seat of {chair.person} is free.",
        to=_desk_url(one),
    )
    title = f"Free the seat of {chair.person} in {chair.small_group}"
    context = {"form": form, "intensive": one, "title": title, "button": "Free the seat", "danger": True}
    return response or page(request, "intensives/form.html", context)


@login_required
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who is in which small group, everybody on one page."""
    one = get_intensive(request.user, pk, "intensives.keep_groups")
    form = AssignForm(request.POST or None, intensive=one, places=places_of(one))
    response = submit(
        request,
        form,
        lambda data: place_actions.assign_all(intensive=one, **data, by=request.user),
        done="The small groups are made up.",
        to=_desk_url(one),
    )
    context = {"form": form, "intensive": one, "title": "Who is in which small group", "button": "Save"}
    return response or page(request, "intensives/form.html", context)


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody; or, once it has begun, put on record that they were there."""
    one = get_intensive(request.user, pk, "intensives.register_others")
    form = AddForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: place_actions.add(intensive=one, **data, by=request.user),
        done=lambda place: f"{place.person} has a place.",
        to=_desk_url(one),
    )
    begun = one.start <= clock.today()
    title = "Add somebody who was there" if begun else "Register somebody"
    context = {"form": form, "intensive": one, "title": title, "button": "Give the place"}
    return response or page(request, "intensives/form.html", context)


@login_required
def attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Attest attendance, everybody on one page, oneself left out."""
    one = get_intensive(request.user, pk, "intensives.attest")
    places = [place for place in places_of(one) if place.person_id != request.user.pk]
    form = AttendanceForm(request.POST or None, places=places, everybody="all" in request.GET)
    response = submit(
        request,
        form,
        lambda data: place_actions.attest_all(intensive=one, **data, by=request.user),
        done=_attested,
        to=_desk_url(one),
    )
    context = {"form": form, "intensive": one, "places": places, "over": one.end <= clock.today()}
    return response or page(request, "intensives/attend.html", context)


def _attested(places: list[Attendance]) -> str:
    count = "one person, who has" if len(places) == 1 else f"{len(places)} people; each has"
    return f"Attendance is attested for {count} been told."
