"""Pieces of the pages about a case: evidence in words, status, timeline, dots."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from credentialing.evidence_links import EvidenceLinks
from credentialing.evidence_words import heaps, in_words, kind_of, left_out, when_briefly
from credentialing.rules import PARAMETERS, Finding, Parameter
from credentialing.rules.facts import Fact, Intensive
from credentialing.rules.outcomes import Outcome
from credentialing.rules.words import figure
from intensives.words import days_in_words

register = template.Library()
register.filter(figure)

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


@register.inclusion_tag("credentialing/parts/evidence.html", takes_context=True)
def evidence(context: template.Context, finding: Finding) -> dict[str, Any]:
    """The evidence a finding counted, each piece linked to where it is kept."""
    return _heaped(context, finding, finding.evidence)


@register.inclusion_tag("credentialing/parts/left_out.html", takes_context=True)
def excluded(context: template.Context, finding: Finding) -> dict[str, Any]:
    """The evidence a finding left out, grouped by why, each piece linked to where it is kept."""
    reasons = left_out(finding.excluded)
    return {"reasons": [(why, _heaped(context, finding, facts)) for why, facts in reasons.items()]}


def _heaped(context: template.Context, finding: Finding, facts: Iterable[Fact]) -> dict[str, Any]:
    links, in_full = context.get("links"), context.get("in_full") == finding.clause.id
    return {
        "heaps": heaps(facts, in_full=in_full),
        "links": links,
        "all_of_it": links.in_full(finding.clause.id) if links else "",
    }


@register.simple_tag
def piece(fact: Fact, links: EvidenceLinks | None, alone: bool = False) -> SafeString | str:
    """One piece of evidence: its day, and what it is where it stands alone; a link where there is one."""
    words = in_words(fact) if alone else when_briefly(fact) or kind_of(fact)
    url = links.to(fact) if links else ""
    return format_html('<a href="{}">{}</a>', url, words) if url else words


@register.inclusion_tag("credentialing/parts/readings.html")
def readings(finding: Finding) -> dict[str, Any]:
    """The other listed readings under which the finding would have another outcome."""
    turns: dict[tuple[str, Outcome], list[str]] = {}
    for reading in finding.readings:
        if reading.outcome is not finding.outcome:
            turns.setdefault((reading.parameter, reading.outcome), []).append(figure(reading.value))
    return {
        "turns": [
            (PARAMETERS.definition(name).meaning, " or ".join(values), outcome)
            for (name, outcome), values in turns.items()
        ]
    }


@register.filter
def applying(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of clauses that apply to this candidate; all of them where one alone does not apply."""
    found = list(findings)
    silent = not_applying(found)
    return [finding for finding in found if finding not in silent]


@register.filter
def not_applying(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of clauses that do not apply, where there are several to tell in one line."""
    found = [finding for finding in findings if finding.outcome is Outcome.NOT_APPLICABLE]
    return found if len(found) > 1 else []


@register.filter
def decided_at(finding: Finding, links: EvidenceLinks | None) -> str:
    """Where the determination behind a finding is kept, for a reader who may open it there."""
    return links.to(finding.determination) if links and finding.determination else ""


@register.filter
def read_as(parameter: Parameter, text: str) -> str:
    """The value that was set, as a person reads it."""
    return figure(parameter.reads(text))


@register.filter
def attended(intensive: Intensive) -> str:
    """When an Intensive was, and in which role it was attended."""
    days = days_in_words(intensive.start, intensive.end or intensive.start)
    return f"{days}, as a {intensive.role}"


@register.simple_tag
def dots(have: int, of: int) -> SafeString:
    """Filled and empty dots; the picture around them carries the figures for screen readers."""
    filled = min(have, of)
    return mark_safe('<i class="on"></i>' * filled + "<i></i>" * (of - filled))


@register.inclusion_tag("credentialing/parts/events.html")
def timeline(events: Iterable[Any], own: bool) -> dict[str, Any]:
    """The events, in the public's words for the candidate, in the officers' for the rest."""
    return {"events": events, "own": own}
