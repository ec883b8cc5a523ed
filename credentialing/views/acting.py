"""The page with one purpose: what will happen, who is told, and one form."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from members.views.pages import page

ACT = "credentialing/act.html"


def act_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    lead: str,
    button: str,
    cancel: str,
    happens: list[str] | None = None,
    warnings: list[str] | None = None,
    danger: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show the form with what it will do; the status is the form's."""
    template = more.pop("template", ACT)
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": button,
        "cancel": cancel,
        "happens": happens or [],
        "warnings": warnings or [],
        "danger": danger,
        **more,
    }
    return page(request, template, context)
