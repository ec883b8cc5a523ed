"""The pieces that look the same on every page: chip, stage, person, icon, and days in words."""

import datetime as dt
import functools
from typing import Any

import heroicons
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince

from members import clock
from members.inbox import delivery_of
from members.letters import subject_of, text_of
from members.words import day_text, moment_words

register = template.Library()

OUTCOMES = {
    "met": ("check", "met"),
    "credited": ("plus", "credited"),
    "not_met": ("x-mark", "not met"),
    "not_yet": ("ellipsis-horizontal", "not yet"),
    "needs_judgement": ("question-mark-circle", "needs human judgement"),
    "advisory": ("information-circle", "advisory"),
    "waived": ("minus", "waived"),
    "not_applicable": ("minus-small", "not applicable"),
    "in_progress": ("ellipsis-horizontal", "in progress"),
    "needs_ccc_decision": ("question-mark-circle", "needs a committee decision"),
    "ready": ("check", "ready for review"),
}
TONES = {"good": "met", "warn": "advisory", "stop": "not_met", "note": "needs_judgement", "calm": "not_yet"}


@functools.lru_cache(maxsize=256)
def drawn(name: str, size: int = 20, title: str = "") -> SafeString:
    """The outline icon as inline SVG; hidden from screen readers unless it has a title."""
    attrs: dict[str, object] = {"class": "icon"}
    if title:
        attrs |= {"role": "img", "aria-label": title}
    else:
        attrs |= {"aria-hidden": "true", "focusable": "false"}
    return mark_safe(heroicons._render_icon("outline", name, size, attrs))


@register.simple_tag
def icon(name: str, size: int = 20, title: str = "") -> SafeString:
    """`{% icon "calendar" %}`: one of the outline heroicons."""
    return drawn(str(name), size, str(title))


@register.simple_tag
def chip(outcome: Any, label: str = "") -> SafeString:
    """`{% chip finding.outcome %}`: icon, word and colour of an outcome or a readiness."""
    value = str(getattr(outcome, "value", outcome))
    picture, word = OUTCOMES.get(value, ("minus-small", value.replace("_", " ")))
    return format_html('<span class="chip {}">{}{}</span>', value, drawn(picture, 16), label or word)


@register.simple_tag
def stage(label: str, tone: str = "calm") -> SafeString:
    """`{% stage "CCC review" "warn" %}`: where something stands; tones are good, warn, stop, note, calm."""
    return format_html('<span class="stage {}">{}</span>', tone, label)


@register.simple_tag
def person(somebody: Any, role: str = "") -> SafeString:
    """`{% person p %}`: a name, with the profession (or the role given) beside it."""
    if not somebody:
        return format_html('<span class="muted">nobody yet</span>')
    beside = role or (somebody.get_profession_display() if somebody.profession != "other" else "")
    if not beside:
        return format_html('<span class="person">{}</span>', somebody.name)
    return format_html(
        '<span class="person">{} <span class="muted small">{}</span></span>', somebody.name, beside
    )


@register.filter
def day(value: dt.date | dt.datetime | str | None) -> str:
    """5 May 2026; takes a date, a moment or an ISO string. Nothing gives an empty text."""
    if not value:
        return ""
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        value = value.astimezone(clock.zone())
    return day_text(value)


@register.filter
def moment(value: dt.datetime | str | None) -> str:
    """5 May 2026, 14:05 EDT: day, hour and zone of the reader, the society's beside it where they differ."""
    if not value:
        return ""
    return moment_words(dt.datetime.fromisoformat(value) if isinstance(value, str) else value)


@register.filter
def hour(value: dt.datetime | None) -> str:
    """14:05 EDT, for something of today."""
    return f"{timezone.localtime(value):%H:%M %Z}" if value else ""


@register.filter
def ago(value: dt.date | dt.datetime | None) -> str:
    """How long since, in words: today, yesterday, 12 days ago, 3 months ago."""
    if not value:
        return ""
    if isinstance(value, dt.datetime):
        value = clock.day_of(value)
    days = (clock.today() - value).days
    if days < 0:
        return f"on {day(value)}"
    if days < 2:
        return ("today", "yesterday")[days]
    if days < 61:
        return f"{days} days ago"
    return f"{timesince(value, clock.today(), depth=1)} ago".replace("\xa0", " ")


@register.simple_tag
def notice_subject(notice: Any) -> str:
    """The subject line of a message."""
    return subject_of(notice)


@register.simple_tag
def notice_text(notice: Any) -> str:
    """The text of a message."""
    return text_of(notice)


@register.simple_tag
def notice_delivery(notice: Any) -> str:
    """How the mail of a message is doing."""
    return delivery_of(notice).sentence
