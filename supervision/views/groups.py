"""My groups, one group, and changing it."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import clock
from members.models import Person
from members.views import page, submit
from supervision.actions import co_leaders
from supervision.actions import groups as actions
from supervision.forms import CoLeaderForm, EndForm, GroupForm, StepForm
from supervision.hooks import months_free_for
from supervision.models import BalintGroup, Debrief
from supervision.months import Month
from supervision.permissions import group_until
from supervision.strips import strip_of_all, strips_of
from supervision.views.logbook import logbook
from supervision.views.lookup import find, need, page_of

GROUPS_A_PAGE = 10


@login_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups a person leads or has led, each with its two years."""
    need(request, "supervision.have_groups")
    today = clock.today()
    mine = (
        BalintGroup.objects.ever_led_by(request.user)
        .select_related("leader")
        .prefetch_related("co_leaders__person")
    )
    rows = page_of(request, mine.annotate(met=Count("sessions")).order_by("-ended_on", "-pk"), GROUPS_A_PAGE)
    free = months_free_for(request.user)
    strips = strips_of(rows, today, free)
    for group in rows:
        group.strip = strips[group.pk]
    waiting = (
        Debrief.objects.to_confirm_by(request.user).select_related("group", "recorded_by").latest_first()
    )
    context = {"page_obj": rows, "waiting": waiting[:10], "today": today}
    if rows.paginator.count > 1:
        context["together"] = strip_of_all(BalintGroup.objects.ever_led_by(request.user), today, free)
    return page(request, "supervision/groups.html", context)


@login_required
@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: its two years, who leads it, and its log."""
    rows = BalintGroup.objects.select_related("leader").prefetch_related("co_leaders__person")
    one = find(request, rows, pk)
    until = group_until(request.user, one) or clock.today()
    context = {
        "group": one,
        "strip": strips_of([one], until, _free_for(request.user, one))[one.pk],
        "leads": request.user.has_perm("supervision.lead_group", one),
        "logs": request.user.has_perm("supervision.log_group", one),
        **logbook(request, one),
    }
    return page(request, "supervision/group.html", context)


def _free_for(reader: Person, one: BalintGroup) -> frozenset[Month]:
    """The months that the leader's granted schedule leaves free, for who may know of it."""
    knows = reader == one.leader or reader.has_perm("supervision.see_practice_of", one.leader)
    return months_free_for(one.leader) if knows else frozenset()


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Begin a group."""
    need(request, "supervision.have_groups")
    form = GroupForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: actions.start_group(by=request.user, **data),
        done="The group is here. Name your co-leader next, then log each time it meets.",
        to=_path,
    )
    context = {
        "form": form,
        "title": "Start a group",
        "lead": "A Balint group that you lead or co-lead. You can log earlier sessions afterwards.",
        "submit": "Start the group",
        "cancel": reverse("supervision:groups"),
    }
    return done or page(request, "members/form.html", context)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known about a group."""
    one = find(request, BalintGroup.objects, pk, "supervision.lead_group")
    initial = {"name": one.name, "setting": one.setting, "started_on": one.started_on, "site": one.site}
    form = GroupForm(request.POST or None, initial=initial)
    done = submit(
        request,
        form,
        lambda data: actions.change_group(by=request.user, group=one, **data),
        done="Saved.",
        to=_path,
    )
    context = {"form": form, "title": f"Change {one}", "submit": "Save", "cancel": _path(one)}
    return done or page(request, "members/form.html", context)


@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a group."""
    one = find(request, BalintGroup.objects, pk, "supervision.lead_group")
    form = EndForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: actions.end_group(by=request.user, group=one, **data),
        done="The group has ended. Everything logged stays on record.",
        to=_path,
    )
    context = {
        "form": form,
        "title": f"End {one}",
        "lead": "Nothing can be logged after its last day. Supervision asks for a group that still runs.",
        "submit": "End the group",
        "danger": True,
        "cancel": _path(one),
    }
    return done or page(request, "members/form.html", context)


@login_required
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a group go on that was ended too early."""
    one = find(request, BalintGroup.objects, pk, "supervision.lead_group")
    form = StepForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: actions.resume_group(by=request.user, group=one),
        done="The group goes on.",
        to=_path,
    )
    context = {
        "form": form,
        "title": f"Let {one} go on",
        "lead": "As if it had not ended. For a group that began again later, start a new one.",
        "submit": "The group goes on",
        "cancel": _path(one),
    }
    return done or page(request, "members/form.html", context)


@login_required
def co_leader(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who leads a group with its leader."""
    one = find(request, BalintGroup.objects, pk, "supervision.lead_group")
    form = CoLeaderForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: co_leaders.set_co_leader(by=request.user, group=one, **data),
        done=lambda named: f"{named} is the co-leader now.",
        to=_path(one),
    )
    context = {
        "form": form,
        "title": f"Co-leader of {one}",
        "lead": "Whoever led it with you before stays on record as a past co-leader.",
        "submit": "Name the co-leader",
        "cancel": _path(one),
    }
    return done or page(request, "members/form.html", context)


@login_required
def co_leader_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the present co-leader's time end."""
    one = find(request, BalintGroup.objects, pk, "supervision.lead_group")
    form = EndForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: co_leaders.end_co_leader(by=request.user, group=one, **data),
        done=lambda ended: f"{ended} is a past co-leader now.",
        to=_path(one),
    )
    context = {
        "form": form,
        "title": f"{one}: the co-leader leaves",
        "lead": "They stay on record as a past co-leader.",
        "submit": "Save",
        "cancel": _path(one),
    }
    return done or page(request, "members/form.html", context)


def _path(one: BalintGroup) -> str:
    return reverse("supervision:group", args=[one.pk])
