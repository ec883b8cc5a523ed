"""Pieces of the pages about a case: evidence in words, status, timeline, dots."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from credentialing.rules import Finding, Record
from credentialing.rules.facts import Fact
from members.templatetags.pieces import day

register = template.Library()

OVERALL = {
    "enquiry": ("calm", "enquiry"),
    "in_progress": ("calm", "in progress"),
    "needs_ccc_decision": ("note", "needs a committee decision"),
    "ready_for_ccc_review": ("good", "ready for the committee's review"),
    "further_work": ("warn", "further work"),
    "ready_for_council": ("good", "ready for the Council"),
    "credentialed": ("good", "credentialed"),
    "not_credentialed": ("stop", "not credentialed"),
}
OBSERVATIONS = {
    "evaluator_was_supervisor": "The evaluator has also been the supervisor. No clause forbids it.",
    "evaluator_is_home_co_leader": "The evaluator has co-led the home group. No clause forbids it.",
    "further_work_overdue": "An agreed activity is past its deadline. Nothing fails by itself.",
}
KINDS = {
    "group_sessions": "group",
    "debriefs": "debrief",
    "supervision_sessions": "supervision",
    "memberships": "membership",
    "fee.payments": "payment",
    "final_intensive.co_led": "co-led",
    "determinations": "determination",
    "further_work.items": "activity",
}
SHOWN = 12


@register.simple_tag
def overall(status: Any) -> SafeString:
    """The overall status in words."""
    tone, words = OVERALL[str(status)]
    return format_html('<span class="stage {}">{}</span>', tone, words)


@register.simple_tag
def observation(note: str) -> str:
    """A fact worth a person's eye, in a sentence."""
    name, _, clause = note.partition(":")
    if name == "refused_waiver":
        return f"A waiver names {clause}, which cannot be waived. It has no effect."
    return OBSERVATIONS[name]


def in_words(fact: Fact) -> str:
    """A piece of evidence as a person reads it: what it is, and when."""
    kind = KINDS.get(fact.path.split("[")[0], fact.path.split("[")[0].replace("_", " ").replace(".", ", "))
    start, end = getattr(fact, "start", None), getattr(fact, "end", None)
    if isinstance(start, dt.date):
        return f"{kind} {day(start)} to {day(end) if end else 'now'}"
    moment = getattr(fact, "on", None) or getattr(fact, "sent_on", None)
    minutes = f", {fact.minutes} minutes" if hasattr(fact, "minutes") else ""
    return f"{kind} {day(moment)}{minutes}" if moment else kind


@register.simple_tag
def evidence(finding: Finding, record: Record) -> str:
    """The evidence a finding counted, the first dozen by name."""
    words = [in_words(fact) for fact in finding.evidence[:SHOWN]]
    more = len(finding.evidence) - SHOWN
    return "; ".join(words) + (f"; and {more} more" if more > 0 else "")


@register.simple_tag
def excluded(finding: Finding, record: Record) -> SafeString:
    """The evidence a finding left out, grouped by why."""
    reasons: dict[str, list[str]] = {}
    for fact, why in finding.excluded:
        reasons.setdefault(why, []).append(in_words(fact))
    lines = ((why, _short(words)) for why, words in reasons.items())
    return format_html_join("", "<li>{}: {}</li>", lines)


def _short(words: list[str]) -> str:
    more = len(words) - SHOWN
    return "; ".join(words[:SHOWN]) + (f"; and {more} more" if more > 0 else "")


@register.simple_tag
def dots(have: int, of: int) -> SafeString:
    """Filled and empty dots; the list around them carries the label for screen readers."""
    filled = min(have, of)
    return mark_safe('<li class="on"></li>' * filled + "<li></li>" * (of - filled))


@register.inclusion_tag("credentialing/parts/events.html")
def timeline(events: Iterable[Any], own: bool) -> dict[str, Any]:
    """The events, in the public's words for the candidate, in the officers' for the rest."""
    return {"events": events, "own": own}
