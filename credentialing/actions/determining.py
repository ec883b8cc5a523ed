"""What each kind of determination may hold; raises Refused with the sentence that says what is missing."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from credentialing.enums import DeterminationKind as Kind
from credentialing.enums import ExperienceKind, RequestKind
from credentialing.in_use import society_in_use
from credentialing.models import Case, CommitteeRequest
from credentialing.record import record
from credentialing.rules import Assessment, Outcome, Record, assess
from credentialing.rules.answerable import CREDITS, clause_named, may_be_reconciled, may_be_waived
from credentialing.rules.outcomes import FOR_THE_COMMITTEE
from credentialing.workflow import STEPS
from members import clock
from members.refusals import Refused

STEP_OF = {
    Kind.GRANT_SCHEDULE: "T18b",
    Kind.ACCEPT_CREDIT: "T19",
    Kind.IN_LIEU: "T20",
    Kind.WAIVE: "T21b",
    Kind.RECONCILE: "T28",
    Kind.JUDGE: "T28",
}
STEP_OF_REFUSAL = {RequestKind.SCHEDULE: "T18b", RequestKind.EXCEPTION: "T21b", RequestKind.IN_LIEU: "T20"}
REQUEST_OF = {
    Kind.GRANT_SCHEDULE: RequestKind.SCHEDULE,
    Kind.WAIVE: RequestKind.EXCEPTION,
    Kind.IN_LIEU: RequestKind.IN_LIEU,
}
NAMING = (Kind.ACCEPT_CREDIT, Kind.WAIVE, Kind.RECONCILE, Kind.JUDGE)
ONLY_IN_REVIEW = (Kind.RECONCILE, Kind.JUDGE)
MOST_YEARS, MOST_SESSIONS, MOST_MONTHS = 6, 60, 12


@dataclass(frozen=True)
class Asked:
    """A determination as it was asked for, beside the file as it stands today."""

    case: Case
    kind: Kind
    clauses: tuple[str, ...]
    terms: Mapping[str, Any]
    record: Record
    assessment: Assessment


def asked_for(case: Case, kind: str, clauses: Sequence[str], terms: Mapping[str, Any] | None) -> Asked:
    """Read the file beside what is asked; raises Refused for an unknown kind."""
    if kind not in Kind.values:
        raise Refused("This is not one of the seven kinds of determination.", field="kind")
    today = clock.today()
    loaded = record(case, today)
    unique = tuple(dict.fromkeys(clauses))
    found = assess(loaded, today, society=society_in_use())
    return Asked(case, Kind(kind), unique, dict(terms or {}), loaded, found)


def checked_terms(asked: Asked) -> dict[str, Any]:
    """The clauses and terms, checked; returns the terms as they are stored. Raises Refused."""
    _check_clauses(asked)
    return _CHECKS[asked.kind](asked)


def step_of(kind: Kind, terms: Mapping[str, Any]) -> str:
    """The step of the road that a determination of this kind is."""
    if kind is not Kind.REFUSE:
        return STEP_OF[kind]
    return STEP_OF_REFUSAL.get(terms["of"], "T19")


def refusal_now(
    kind: Kind, *, case: Case, record: Record, findings: Collection[object], refusable: Collection[object]
) -> str:
    """Why a determination of the kind cannot be made on the file now; empty where it can.

    `findings` are those that the kind may name, `refusable` what may be refused.
    """
    steps = {*STEP_OF_REFUSAL.values(), "T19"} if kind is Kind.REFUSE else {STEP_OF[kind]}
    if not any(case.state in STEPS[step].sources for step in steps):
        when = "in CCC review" if kind in ONLY_IN_REVIEW else "from the application to the recommendation"
        return f"Possible {when}."
    if kind is Kind.WAIVE and record.exception_requested_on is None:
        return "Exceptional circumstances have to be put to the committee first."
    if kind is Kind.IN_LIEU and not case.experiences.filter(kind=ExperienceKind.CO_LEADING).exists():
        return "The application names no co-leading with a credentialed leader."
    if kind is Kind.REFUSE and not refusable:
        return "Nothing has been asked for that could be refused."
    if kind is Kind.ACCEPT_CREDIT and not findings:
        return "The application names no experience that can be credited."
    if kind in NAMING and not findings:
        return "No clause of this file asks for it now."
    return ""


def request_of(case: Case, kind: Kind, terms: Mapping[str, Any]) -> CommitteeRequest | None:
    """The latest request on file that the determination answers."""
    wanted = terms.get("of") if kind is Kind.REFUSE else REQUEST_OF.get(kind)
    return CommitteeRequest.objects.filter(case=case, kind=wanted).last() if wanted else None


def _check_clauses(asked: Asked) -> None:
    for clause_id in asked.clauses:
        clause = clause_named(clause_id)
        if clause is None or not clause.has_finding:
            raise Refused(f"{clause_id} is not a clause with a finding.", field="clauses")
    if asked.kind in NAMING and not asked.clauses:
        raise Refused("Name the clause that the committee answers.", field="clauses")
    if asked.kind not in NAMING and asked.clauses:
        raise Refused("This kind of determination names no clause.", field="clauses")


def _schedule(asked: Asked) -> dict[str, Any]:
    start = asked.terms.get("from")
    if isinstance(start, str):
        start = dt.date.fromisoformat(start)
    if not isinstance(start, dt.date):
        raise Refused("Say from which day the other schedule holds.", field="from")
    meetings = _whole(asked, "meetings", 1, 31 * MOST_MONTHS, "Say how many groups are held in each period.")
    months = _whole(asked, "per_months", 1, MOST_MONTHS, f"A period has 1 to {MOST_MONTHS} months.")
    return {"from": start.isoformat(), "meetings": meetings, "per_months": months}


def _whole(asked: Asked, name: str, least: int, most: int, sentence: str) -> int:
    value = asked.terms.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(sentence, field=name)
    return value


def _credit(asked: Asked) -> dict[str, Any]:
    for clause in asked.clauses:
        if clause not in CREDITS:
            raise Refused(f"{clause} is not a clause under which experience is credited.", field="clauses")
        if asked.assessment[clause].computed is Outcome.NOT_APPLICABLE:
            raise Refused(f"The application names no experience under {clause}.", field="clauses")
    return {}


def _in_lieu(asked: Asked) -> dict[str, Any]:
    if not asked.case.experiences.filter(kind=ExperienceKind.CO_LEADING).exists():
        raise Refused("The application names no co-leading with a credentialed leader.")
    granted = {
        int(year): count for year, count in dict(asked.terms.get("sessions_by_year") or {}).items() if count
    }
    if not granted:
        raise Refused("Say how many sessions count in which supervision year.", field="sessions_by_year")
    for year, count in granted.items():
        if not 1 <= year <= MOST_YEARS or not isinstance(count, int) or not 1 <= count <= MOST_SESSIONS:
            raise Refused(f"A supervision year has 1 to {MOST_SESSIONS} sessions.", field="sessions_by_year")
    return {"sessions_by_year": {str(year): granted[year] for year in sorted(granted)}}


def _waive(asked: Asked) -> dict[str, Any]:
    if asked.record.exception_requested_on is None:
        raise Refused(
            "No exceptional circumstances have been put to the committee; a waiver needs a request on file."
        )
    for clause in asked.clauses:
        if not may_be_waived(asked.record, clause):
            raise Refused(f"{clause} cannot be waived: no exception reaches it.", field="clauses")
        if asked.assessment[clause].outcome in (Outcome.MET, Outcome.CREDITED, Outcome.NOT_APPLICABLE):
            said = asked.assessment[clause].outcome.label
            raise Refused(f"{clause} is {said}; there is nothing to waive.", field="clauses")
    return {}


def _reconcile(asked: Asked) -> dict[str, Any]:
    for clause in asked.clauses:
        if not may_be_reconciled(clause):
            raise Refused(
                f"{clause} cannot be reconciled: that is for clauses of the newer document. "
                "An exception or a judgement may answer it.",
                field="clauses",
            )
        if asked.assessment[clause].outcome not in FOR_THE_COMMITTEE:
            said = asked.assessment[clause].outcome.label
            raise Refused(f"{clause} is {said}; there is nothing to reconcile.", field="clauses")
    return {}


def _judge(asked: Asked) -> dict[str, Any]:
    outcome = asked.terms.get("outcome")
    if outcome not in (Outcome.MET, Outcome.NOT_MET):
        raise Refused("Say whether the clause is met or not met.", field="outcome")
    for clause in asked.clauses:
        finding = asked.assessment[clause]
        if finding.outcome is not Outcome.NEEDS_JUDGEMENT and finding.reason != "judged":
            raise Refused(
                f"{clause} is {finding.outcome.label}; it does not ask for a judgement.", field="clauses"
            )
    return {"outcome": str(outcome)}


def _refuse(asked: Asked) -> dict[str, Any]:
    of = asked.terms.get("of")
    if of in RequestKind.values:
        there = CommitteeRequest.objects.filter(case=asked.case, kind=of).exists()
        if of == RequestKind.IN_LIEU:
            there = there or asked.case.experiences.filter(kind=ExperienceKind.CO_LEADING).exists()
    elif of in CREDITS:
        there = asked.assessment[of].computed is not Outcome.NOT_APPLICABLE
    else:
        raise Refused(
            "Say what is refused: a schedule, an exception, co-leading in lieu, or a credit.", field="of"
        )
    if not there:
        raise Refused("This has not been asked for, so there is nothing to refuse.", field="of")
    return {"of": str(of)}


_CHECKS = {
    Kind.GRANT_SCHEDULE: _schedule,
    Kind.ACCEPT_CREDIT: _credit,
    Kind.IN_LIEU: _in_lieu,
    Kind.WAIVE: _waive,
    Kind.RECONCILE: _reconcile,
    Kind.JUDGE: _judge,
    Kind.REFUSE: _refuse,
}
