"""The log of a group: a line a meeting, with its debrief beside it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from supervision.models import BalintGroup, Debrief, GroupSession
from supervision.views.lookup import page_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is logged for one date and part: a session, a debrief, or both."""

    date: dt.date
    part: int
    session: GroupSession | None
    debrief: Debrief | None


def logbook(request: HttpRequest, group: BalintGroup) -> dict[str, Any]:
    """One page of the log, newest first, with how much there is in all."""
    logged = group.sessions.visible_to(request.user)
    reviews = group.debriefs.visible_to(request.user)
    met = logged.order_by().values_list("date", "part")
    debriefed = reviews.order_by().values_list("date", "part")
    rows = page_of(request, met.union(debriefed).order_by("-date", "-part"))
    dates = [row[0] for row in rows]
    sessions = {(row.date, row.part): row for row in _of(logged, dates)}
    debriefs = {(row.date, row.part): row for row in _of(reviews, dates)}
    lines = [
        Line(date=date, part=part, session=sessions.get((date, part)), debrief=debriefs.get((date, part)))
        for date, part in rows
    ]
    return {
        "page_obj": rows,
        "lines": lines,
        "met": logged.count(),
        "debriefed": reviews.count(),
        "to_confirm": _to_confirm(request, group),
    }


def _of(rows: Any, dates: list[dt.date]) -> Any:
    return rows.filter(date__in=dates).select_related("recorded_by")


def _to_confirm(request: HttpRequest, group: BalintGroup) -> set[int]:
    """The keys of the debriefs that wait for this person."""
    return set(group.debriefs.to_confirm_by(request.user).values_list("pk", flat=True))
