"""Keeping a draft while it is typed: the answers that `static/js/autosave.js` asks for."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.defaultfilters import capfirst
from django.views.decorators.http import require_POST

from members import clock
from members.refusals import Refused
from members.templatetags.pieces import hour
from members.words import list_text

SIGNED_OUT = "You are signed out, so this is not saved. It stays in this window and is offered to you again."


class Kept(NamedTuple):
    """A draft as it was kept: its version now, and a sentence about what it still lacks, if there is one."""

    version: str
    note: str = ""


def keep_draft(
    request: HttpRequest,
    form: BaseForm,
    save: Callable[[dict[str, Any]], Kept],
    *,
    fields: Sequence[str],
) -> JsonResponse:
    """Keep those of the fields that were sent and are sound, and say exactly what was kept.

    `save` gets the fields and `seen`, the version that the page was shown with. Answers 200 where all was
    kept, 422 with a sentence for each field that was not while the others were, 409 where nothing was.
    """
    form.is_valid()
    sent = [name for name in fields if name in request.POST]
    typed = {name: form.cleaned_data[name] for name in sent if name in form.cleaned_data}
    faults = [_fault(form, name) for name in sent if name in form.errors]
    try:
        kept = save({**typed, "seen": request.POST.get("seen", "")})
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=409)
    except ValidationError as invalid:
        return JsonResponse({"sentence": list_text(invalid.messages)}, status=422)
    answer = {"seen": kept.version, "kept": list(typed)}
    if faults:
        return JsonResponse({**answer, "sentence": " ".join(faults)}, status=422)
    sentence = f"Saved at {hour(clock.now())}. {kept.note}".strip()
    return JsonResponse({**answer, "sentence": sentence})


def _fault(form: BaseForm, name: str) -> str:
    label = capfirst(str(form.fields[name].label))
    return f"Not saved: {label}. {' '.join(form.errors[name])}"


def keeps_drafts(view: Callable[..., JsonResponse]) -> Callable[..., HttpResponse]:
    """View decorator: POST alone, by somebody signed in; who types on after that has ended is told so."""
    guarded = login_required(require_POST(view))

    @functools.wraps(view)
    def answers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return JsonResponse({"sentence": SIGNED_OUT}, status=401)
        return guarded(request, *args, **kwargs)

    return answers
