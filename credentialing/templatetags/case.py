"""Pieces of the pages about a case: evidence in words, status, timeline, dots."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from credentialing.evidence_links import EvidenceLinks
from credentialing.rules import Finding
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


@register.simple_tag(takes_context=True)
def evidence(context: template.Context, finding: Finding) -> SafeString:
    """The evidence a finding counted, each piece linked to where it is kept, the first dozen by name."""
    return _listed(list(finding.evidence), context.get("links"))


@register.simple_tag(takes_context=True)
def excluded(context: template.Context, finding: Finding) -> SafeString:
    """The evidence a finding left out, grouped by why, each piece linked to where it is kept."""
    reasons: dict[str, list[Fact]] = {}
    for fact, why in finding.excluded:
        reasons.setdefault(why, []).append(fact)
    lines = ((why, _listed(facts, context.get("links"))) for why, facts in reasons.items())
    return format_html_join("", "<li>{}: {}</li>", lines)


def _listed(facts: list[Fact], links: EvidenceLinks | None) -> SafeString:
    shown = format_html_join("; ", "{}", ((_linked(fact, links),) for fact in facts[:SHOWN]))
    if len(facts) <= SHOWN:
        return shown
    rest = format_html_join("; ", "{}", ((_linked(fact, links),) for fact in facts[SHOWN:]))
    words = f"and {len(facts) - SHOWN} more"
    return format_html("{} <details><summary>{}</summary>{}</details>", shown, words, rest)


def _linked(fact: Fact, links: EvidenceLinks | None) -> SafeString | str:
    url = links.to(fact) if links else ""
    return format_html('<a href="{}">{}</a>', url, in_words(fact)) if url else in_words(fact)


@register.filter
def decided_at(finding: Finding, links: EvidenceLinks | None) -> str:
    """Where the determination behind a finding is kept, for a reader who may open it there."""
    return links.to(finding.determination) if links and finding.determination else ""


@register.filter
def figure(value: Any) -> str:
    """The value of a parameter as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(sorted(map(figure, value)))
    return str(value)


@register.simple_tag
def dots(have: int, of: int) -> SafeString:
    """Filled and empty dots; the list around them carries the label for screen readers."""
    filled = min(have, of)
    return mark_safe('<li class="on"></li>' * filled + "<li></li>" * (of - filled))


@register.inclusion_tag("credentialing/parts/events.html")
def timeline(events: Iterable[Any], own: bool) -> dict[str, Any]:
    """The events, in the public's words for the candidate, in the officers' for the rest."""
    return {"events": events, "own": own}
