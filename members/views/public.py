"""What anybody may see: supervisors, credentialed leaders, and whether a certificate is genuine."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from members import clock
from members.forms.public import CertificateForm
from members.models import Credential, Person, SupervisorApproval
from members.views.pages import page


@require_safe
def supervisors(request: HttpRequest) -> HttpResponse:
    """Supervisors on the list today who agreed to be shown, those accepting new candidates first."""
    listed = SupervisorApproval.objects.on(clock.today()).filter(person__in=Person.objects.listed())
    listed = listed.select_related("person").order_by("-accepting", "person__name", "pk")
    page_obj = Paginator(listed, 50).get_page(request.GET.get("page"))
    return page(request, "members/supervisors.html", {"page_obj": page_obj})


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Credentialed leaders who agreed to be shown."""
    held = Credential.objects.valid_on(clock.today()).filter(person__in=Person.objects.listed())
    held = held.select_related("person").order_by("person__name", "awarded_on", "pk")
    page_obj = Paginator(held, 50).get_page(request.GET.get("page"))
    return page(request, "members/leaders.html", {"page_obj": page_obj})


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate; the answer has an address of its own."""
    form = CertificateForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificate", form.cleaned_data["code"])
    if form.is_bound:
        form.status = 422
    return page(request, "members/verify.html", {"form": form})


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, not yet valid, revoked or unknown, and no more than the paper shows already."""
    found = Credential.objects.by_code(code).order_by("pk").first()
    is_a_number = found is None and Credential.objects.by_number(code).exists()
    context = {"credential": found, "code": code, "is_a_number": is_a_number}
    return page(request, "members/certificate.html", context, status=200 if found else 404)
