"""Determinations: choosing what to decide, and the page that records one."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.actions.determinations import begin_without_supervisor, determine
from credentialing.actions.determining import refusal_now
from credentialing.enums import DeterminationKind as Kind
from credentialing.enums import RequestKind, State
from credentialing.evidence_links import EvidenceLinks
from credentialing.forms.committee import SureForm
from credentialing.forms.determinations import DeterminationForm, clauses_for, refusable
from credentialing.models import Case
from credentialing.permissions import get_case_for
from credentialing.rules import Finding
from credentialing.rules.answerable import DECIDED_BY, may_be_reconciled, may_be_waived
from credentialing.rules.outcomes import Outcome
from credentialing.views.acting import act_page
from credentialing.views.reading import Reading, read
from credentialing.workflow import STEPS
from members.reauth import fresh_required
from members.views.pages import page, submit

LEADS = {
    Kind.GRANT_SCHEDULE: "For a setting that cannot keep the usual rhythm.",
    Kind.ACCEPT_CREDIT: "Prior experience that counts for one participant Intensive.",
    Kind.IN_LIEU: "Co-leading with a credentialed leader that stands for supervision sessions, year by year.",
    Kind.WAIVE: "Exceptional circumstances: the named clauses are lifted for this person.",
    Kind.RECONCILE: "The committee answers an open clause of the newer document by name.",
    Kind.JUDGE: "Where a document gives no computable answer, the committee says whether the clause is met.",
    Kind.REFUSE: "Say no to something that was asked for; the reason goes to the candidate.",
}
BUTTON_OF_REQUEST = {
    RequestKind.SCHEDULE: Kind.GRANT_SCHEDULE,
    RequestKind.EXCEPTION: Kind.WAIVE,
    RequestKind.IN_LIEU: Kind.IN_LIEU,
}


@dataclass(frozen=True)
class Choice:
    """One kind of determination on one file: possible now, or the sentence that says why not."""

    kind: Kind
    lead: str
    refusal: str


def choices_on(case: Case, reading: Reading) -> dict[Kind, Choice]:
    """Every kind of determination, as the file stands."""
    can_refuse = refusable(case, reading.assessment)
    return {
        kind: Choice(
            kind,
            LEADS[kind],
            refusal_now(
                kind,
                case=case,
                record=reading.record,
                findings=clauses_for(kind, reading.record, reading.assessment),
                refusable=can_refuse,
            ),
        )
        for kind in Kind
    }


@login_required
@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for a decision: requests, open clauses, and the other kinds below."""
    case = get_case_for(request.user, pk, "chair")
    reading = read(case)
    choices = choices_on(case, reading)
    context = {
        "case": case,
        "reading": reading,
        "requests": [
            (row, BUTTON_OF_REQUEST[RequestKind(row.kind)].value)
            for row in case.requests.filter(closed_on=None)
        ],
        "open": [(finding, choices[_kind_for(finding, reading)]) for finding in reading.undecided],
        "choices": choices.values(),
        "may_put_forward": case.state in STEPS["T21"].sources,
        "made": case.determinations.prefetch_related("members").order_by("-decided_on", "-pk"),
    }
    return page(request, "credentialing/determine_choose.html", context)


def _kind_for(finding: Finding, reading: Reading) -> Kind:
    """The kind that answers an open clause: granted, judged, reconciled, or else waived."""
    if finding.clause.id in DECIDED_BY:
        return Kind(DECIDED_BY[finding.clause.id])
    if finding.outcome is Outcome.NEEDS_JUDGEMENT:
        return Kind.JUDGE
    if may_be_reconciled(finding.clause.id) and not may_be_waived(reading.record, finding.clause.id):
        return Kind.RECONCILE
    return Kind.WAIVE


@fresh_required("record a determination")
def record_one(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One determination, with the findings it can name beside the form."""
    case = get_case_for(request.user, pk, "chair")
    if kind not in Kind.values:
        raise Http404
    reading = read(case)
    findings = clauses_for(kind, reading.record, reading.assessment)
    form = DeterminationForm(
        request.POST or None,
        case=case,
        kind=kind,
        findings=findings,
        refusable=refusable(case, reading.assessment),
        initial=_initial(request, case),
    )
    response = submit(
        request,
        form,
        lambda data: determine(case=case, by=request.user, **form.asked()),
        done="The determination is recorded, and the candidate is told.",
        to=reverse("credentialing:determine", args=[case.pk]),
    )
    return response or _determination_page(request, case, Kind(kind), form, findings, reading)


def _initial(request: HttpRequest, case: Case) -> dict[str, object]:
    clause = request.GET.get("clause", "")
    return {"clauses": [clause] if clause else [], "members": [request.user.pk]}


def _determination_page(
    request: HttpRequest, case: Case, kind: Kind, form: DeterminationForm, findings: list, reading: Reading
) -> HttpResponse:
    happens = [
        "The candidate is told, with the reason.",
        "It is never edited: a later determination supersedes it.",
    ]
    if case.state == State.REVIEW:
        happens.append("The findings are frozen anew, with the determination in them.")
    return act_page(
        request,
        form,
        template="credentialing/determine.html",
        title=f"{kind.label}: {case.candidate}",
        lead=LEADS[kind],
        button="Record the determination",
        cancel=reverse("credentialing:determine", args=[case.pk]),
        happens=happens,
        nothing=choices_on(case, reading)[kind].refusal,
        findings=findings,
        reading=reading,
        links=EvidenceLinks(case, reading.loaded, request.user),
        asked=case.requests.order_by("-asked_on", "-pk"),
        case=case,
    )


@login_required
def without_supervisor(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin training where co-leading stands for all supervision (T14b)."""
    case = get_case_for(request.user, pk, "chair")
    form = SureForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: begin_without_supervisor(case=case, by=request.user),
        done="Training has begun, and the candidate is told.",
        to=reverse("credentialing:case", args=[case.pk]),
    )
    return response or act_page(
        request,
        form,
        title=f"{case.candidate} begins without a supervisor",
        lead="Open only where the committee has accepted co-leading in lieu of both supervision years.",
        button="Begin training",
        cancel=reverse("credentialing:case", args=[case.pk]),
        happens=[
            "The file goes into training.",
            "The newer document's clauses on supervisor and fee ask for a judgement later.",
        ],
    )
