"""Files of the later half of the road, taken over from the shared cases, at the moment a test needs."""

import datetime as dt
import json
from pathlib import Path

from credentialing.actions.committee import open_review, record_review
from credentialing.actions.imports import import_dossier
from credentialing.actions.motions import open_motion
from credentialing.actions.recommendation import recommend
from credentialing.dossier import loads
from credentialing.models import Case, Event, Motion
from members import clock
from members.models import Notice, Person
from tests.cast import member, somebody_new

CASES = Path(__file__).parent.parent / "cases"


def taken_over(name: str, *, officer: Person, chair: Person) -> Case:
    """The case of a shared dossier, with the clock on its day; its candidate can sign in."""
    text = (CASES / f"{name}.json").read_text()
    dossier = loads(text)
    clock.move_to_day(dossier.as_of)
    case = import_dossier(dossier=dossier, by=officer, chair=chair, who=somebody_new)
    case.candidate.email = case.candidate.email or f"{name.lower()}@example.org"
    case.candidate.save()
    return Case.objects.select_related("candidate").get(pk=case.pk)


def in_review(name: str, *, officer: Person, chair: Person) -> Case:
    """The same with the committee's review opened and recorded."""
    case = taken_over(name, officer=officer, chair=chair)
    open_review(case=case, by=chair, reason="The committee wishes to look at it.")
    record_review(case=case, members=[chair], by=chair)
    return again(case)


def recommended(*, officer: Person, chair: Person, direction: str = "for") -> Case:
    """A file with nothing open, recommended."""
    case = in_review("D01", officer=officer, chair=chair)
    recommend(case=case, direction=direction, reasons="All is there.", by=chair)
    return again(case)


def voting(*, officer: Person, chair: Person, president: Person, days: int = 7) -> Motion:
    """The same with the vote open."""
    case = recommended(officer=officer, chair=chair)
    return open_motion(case=case, closes_at=clock.now() + dt.timedelta(days=days), by=president)


def again(case: Case) -> Case:
    """The case as the database has it now."""
    return Case.objects.select_related("candidate").get(pk=case.pk)


def counted(*models: type) -> dict[str, int]:
    """How many rows there are, to show that a refusal has changed nothing."""
    return {model.__name__: model.objects.count() for model in (Event, Notice, *models)}


def somebody(name: str) -> Person:
    """A member of the society outside the cast."""
    return member(name)


def told(case: Case) -> set[tuple[str, str]]:
    """Kind and recipient of every notice about the case."""
    rows = Notice.objects.filter(about_kind="case", about_key=str(case.pk))
    return {(row.kind, row.office or (row.person.name if row.person else row.address)) for row in rows}


def frozen_on(case: Case) -> list[str]:
    """The digests frozen so far, oldest first."""
    return list(case.assessments.order_by("pk").values_list("sha256", flat=True))


def as_json(value: object) -> str:
    """As a timeline or a history would hold it."""
    return json.dumps(value, default=str)
