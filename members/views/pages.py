"""Showing a page, and submitting its form: the two functions every view ends with."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html

from members.actions.once import spend
from members.models import Person
from members.refusals import AskedAgain, Refused, Stale

log = logging.getLogger(__name__)
MEANWHILE = "This could not be saved, because something has changed meanwhile. Open the page again and look."


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int | None = None
):
    """Render the template; the status comes from the `form` in the context: 200, 409 refused, 422 invalid."""
    context = context or {}
    if status is None:
        status = getattr(context.get("form"), "status", 200)
    return render(request, template, context, status=status)


def submit(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str | Callable[[Any], str],
    to: Any,
) -> HttpResponse | None:
    """Check the form, use up its token and act, in one transaction; redirect with the message `done`.

    Returns None when the page must be shown (again): not a POST, invalid (422) or refused (409, the
    sentence beside its field, nothing changed). `done` and `to` may be functions of what `act` returns.
    """
    if request.method != "POST":
        return None
    acted = carry_out(form, act)
    if acted is None:
        return None
    [result] = acted
    sentence = done(result) if callable(done) else done
    if sentence:
        messages.success(request, sentence)
    return redirect(to(result) if callable(to) else to)


def carry_out(form: BaseForm, act: Callable[[dict[str, Any]], Any]) -> tuple[Any] | None:
    """Check the form, use up its token and act, in one transaction; return what `act` does.

    None where the form is invalid (422) or the step is refused (409, the sentence beside its field).
    """
    if not form.is_valid():
        form.status = 422
        return None
    data = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    try:
        with transaction.atomic():
            spend(token=form.cleaned_data.get("once", ""))
            return (act(data),)
    except (Refused, ValidationError, IntegrityError) as refusal:
        _show(form, refusal)
        return None


def _show(form: BaseForm, refusal: Exception) -> None:
    form.status = 409
    if isinstance(refusal, Refused):
        field = refusal.field if refusal.field in form.fields else None
        if isinstance(refusal, AskedAgain) and field:
            form.ask()
        form.add_error(field, _sentence(refusal))
        if isinstance(refusal, Stale) and hasattr(form, "with_new_token"):
            form.with_new_token()
    elif isinstance(refusal, ValidationError):
        for field, sentences in _by_field(refusal).items():
            form.add_error(field if field in form.fields else None, sentences)
    else:
        log.warning("A constraint refused what a form asked for: %s", type(refusal.__cause__).__name__)
        form.add_error(None, MEANWHILE)


def _sentence(refusal: Refused) -> str:
    if refusal.page is None:
        return refusal.sentence
    label, address = refusal.page
    return format_html('{} <a href="{}">{}</a>', refusal.sentence, address, label)


def _by_field(refusal: ValidationError) -> dict[str, list[str]]:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}


def told_or_not(person: Person) -> str:
    """Whether a mail about what was done goes out to the person, as a sentence."""
    if not person.is_active:
        return "Their account has ended, so no mail goes out."
    return "They are told by mail." if person.email else "They have no address here, so no mail goes out."
