"""Keeping a draft while it is typed: the answers that `static/js/autosave.js` asks for."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.defaultfilters import capfirst
from django.views.decorators.http import require_POST

from members import clock
from members.refusals import Refused, Stale
from members.templatetags.pieces import hour
from members.versions import version_of
from members.words import list_text

SIGNED_OUT = "You are signed out, so this is not saved. It stays in this window and is offered to you again."

A_DAY, MOST_DIGITS = 24 * 60 * 60, 9


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

    `save` gets the fields and `seen`, the version that the page was shown with, or that its last saving
    gave: a page is not another window to itself, and what it sent earlier never overwrites what it sent
    later. Answers 200 where all was kept, 422 with a sentence for each field that was not while the others
    were, 409 where nothing was.
    """
    form.is_valid()
    page = f"draft:{request.user.pk}:{version_of(request.POST.get('page', ''), request.path)}"
    turn, (last_turn, version) = _turn(request), cache.get(page, (0, ""))
    if turn < last_turn:
        return JsonResponse({"seen": version, "kept": [], "sentence": ""})
    sent = [name for name in fields if name in request.POST]
    typed = {name: form.cleaned_data[name] for name in sent if name in form.cleaned_data}
    faults = [_fault(form, name) for name in sent if name in form.errors]
    seen = version or request.POST.get("seen", "")
    try:
        try:
            kept = _save_once(save, {**typed, "seen": seen}, page, turn)
        except Stale:  # perhaps by what this page itself sent a moment before
            earlier, version = cache.get(page, (0, ""))
            if not 0 < earlier < turn or version == seen:
                raise
            kept = _save_once(save, {**typed, "seen": version}, page, turn)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=409)
    except ValidationError as invalid:
        return JsonResponse({"sentence": list_text(invalid.messages)}, status=422)
    answer = {"seen": kept.version, "kept": list(typed)}
    if faults:
        return JsonResponse({**answer, "sentence": " ".join(faults)}, status=422)
    sentence = f"Saved at {hour(clock.now())}. {kept.note}".strip()
    return JsonResponse({**answer, "sentence": sentence})


@transaction.atomic
def _save_once(save: Callable[[dict[str, Any]], Kept], typed: dict[str, Any], page: str, turn: int) -> Kept:
    """Save, and note in the same transaction which page did, and at which of its turns."""
    kept = save(typed)
    if turn:
        cache.set(page, (turn, kept.version), A_DAY)
    return kept


def _turn(request: HttpRequest) -> int:
    """The how-manieth time it is that this page sends its draft; 0 where it does not say."""
    number = request.POST.get("turn", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < MOST_DIGITS else 0


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
