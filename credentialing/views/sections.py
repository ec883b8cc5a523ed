"""What the case file shows besides the record: its papers, agreement and latest events, in one query."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextChoices
from django.db.models.functions import JSONObject

from credentialing.enums import DeterminationKind, MotionOutcome, RequestKind
from credentialing.models import Case, CommitteeRequest, Determination, Document, Event, Motion
from credentialing.record import Loaded
from credentialing.record.arrays import array
from intensives.models import Attendance
from supervision.models import Agreement

EVENTS_SHOWN = 8


def with_sections(cases: QuerySet[Case], loaded: Loaded) -> QuerySet[Case]:
    """The cases with the rows of their sections as annotations; `loaded` knows the final Intensive."""
    return cases.annotate(**_arrays(loaded))


def sections_of(case: Case, loaded: Loaded) -> dict[str, Any]:
    """The sections by name, each a list of rows as the page shows them; of a case from `with_sections`."""
    row: Any = case
    return {
        "requests": _labelled(row.asked, RequestKind),
        "determinations": _labelled(reversed(row.determined), DeterminationKind),
        "papers": [Document(**paper) for paper in row.papers],
        "council_motions": _labelled(reversed(row.put_to_council), MotionOutcome, "outcome"),
        "agreement": _last(row.agreements_made),
        "place": _last(row.final_places),
        "membership": max(loaded.record.memberships, key=lambda one: one.start, default=None),
        "events": [SimpleNamespace(**event) for event in row.latest],
    }


def _labelled(rows: Iterable[dict[str, Any]], choices: type[TextChoices], field: str = "kind") -> list[Any]:
    labels = dict(choices.choices)
    return [SimpleNamespace(**row, label=labels.get(row[field], "")) for row in rows]


def _last(rows: list[dict[str, Any]]) -> SimpleNamespace | None:
    return SimpleNamespace(**rows[-1]) if rows else None


def _arrays(loaded: Loaded) -> dict[str, Any]:
    places = Attendance.objects.filter(pk__in=loaded.keys["final_intensive"])
    return {
        "asked": array(
            _own(CommitteeRequest),
            "asked_on",
            pk="pk",
            kind="kind",
            asked_on="asked_on",
            closed_on="closed_on",
            reason="reason",
        ),
        "determined": array(
            _own(Determination),
            "decided_on",
            pk="pk",
            kind="kind",
            clauses="clauses",
            body="body",
            decided_on="decided_on",
            reason="reason",
        ),
        "papers": _papers(),
        "put_to_council": array(_own(Motion), "opened_at", pk="pk", opened_at="opened_at", outcome="outcome"),
        "agreements_made": array(
            Agreement.objects.filter(candidate=OuterRef("candidate")),
            supervisor="supervisor__name",
            cleared_on="cleared_on",
            ended_on="ended_on",
        ),
        "final_places": array(places, name="intensive__name", start="intensive__start"),
        "latest": _latest(),
    }


def _papers() -> ArraySubquery:
    names = ("pk", "kind", "issue", "file", "failed_at", "lost_at")
    return array(_own(Document), "asked_at", **{name: name for name in names})


def _own(model: Any) -> QuerySet:
    return model.objects.filter(case=OuterRef("pk"))


def _latest() -> ArraySubquery:
    latest = _own(Event).order_by("-at", "-pk")
    return ArraySubquery(latest.values(json=JSONObject(at="at", staff="staff", by="by__name"))[:EVENTS_SHOWN])
