"""The form of a determination: what its kind needs, and nothing else."""

from typing import Any

from django import forms

from credentialing.enums import DeterminationKind as Kind
from credentialing.enums import ExperienceKind, RequestKind
from credentialing.forms.committee import NO_CASE_CONTENT, committee_today
from credentialing.models import Case
from credentialing.rules import Assessment, Finding, Outcome, Record
from credentialing.rules.answerable import CREDITS, may_be_reconciled, may_be_waived
from credentialing.rules.outcomes import FOR_THE_COMMITTEE
from members import clock
from members.forms.base import PageForm
from members.forms.days import BEGINS, HELD, DayField
from members.models import Person

BEYOND_WAIVING = (Outcome.MET, Outcome.CREDITED, Outcome.WAIVED, Outcome.NOT_APPLICABLE)
YEARS = (1, 2)


def clauses_for(kind: str, record: Record, assessment: Assessment) -> list[Finding]:
    """The findings that a determination of the kind can name today, in the order of the texts."""
    return [finding for finding in assessment.findings if _fits(Kind(kind), finding, record)]


def _fits(kind: Kind, finding: Finding, record: Record) -> bool:
    id, outcome = finding.clause.id, finding.outcome
    if kind is Kind.RECONCILE:
        return may_be_reconciled(id) and outcome in FOR_THE_COMMITTEE
    if kind is Kind.JUDGE:
        return outcome is Outcome.NEEDS_JUDGEMENT or finding.reason == "judged"
    if kind is Kind.WAIVE:
        return finding.clause.blocks and outcome not in BEYOND_WAIVING and may_be_waived(record, id)
    if kind is Kind.ACCEPT_CREDIT:
        return id in CREDITS and finding.computed is not Outcome.NOT_APPLICABLE
    return False


def refusable(case: Case, assessment: Assessment) -> list[tuple[str, str]]:
    """What has been asked for and can be refused, with its words."""
    asked = set(case.requests.values_list("kind", flat=True))
    if case.experiences.filter(kind=ExperienceKind.CO_LEADING).exists():
        asked.add(RequestKind.IN_LIEU)
    found = [(kind.value, kind.label) for kind in RequestKind if kind in asked]
    credits = [assessment[id] for id in CREDITS if assessment[id].computed is not Outcome.NOT_APPLICABLE]
    return found + [(row.clause.id, f"Credit: {row.clause.title} ({row.clause.id})") for row in credits]


class DeterminationForm(PageForm):
    """Reason, members and day, with the terms of the kind before them."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=f"The candidate reads it, and so does the Council. {NO_CASE_CONTENT}",
    )
    members = forms.ModelMultipleChoiceField(
        Person.objects.none(), widget=forms.CheckboxSelectMultiple, label="Decided by"
    )
    on = DayField(label="Decided on", **HELD)

    def __init__(
        self,
        *args: Any,
        case: Case,
        kind: str,
        findings: list[Finding],
        refusable: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        self.fields["members"].queryset = committee_today(case)
        self.fields["on"].initial = clock.today()
        own = self._clause_field(findings) | self._terms(refusable)
        self.fields = {**own, **self.fields}

    def _clause_field(self, findings: list[Finding]) -> dict[str, forms.Field]:
        if self.kind not in (Kind.ACCEPT_CREDIT, Kind.WAIVE, Kind.RECONCILE, Kind.JUDGE):
            return {}
        choices = [(row.clause.id, f"{row.clause.title} ({row.clause.cited})") for row in findings]
        widget = forms.CheckboxSelectMultiple
        return {"clauses": forms.MultipleChoiceField(choices=choices, widget=widget, label="Clause")}

    def _terms(self, refusable: list[tuple[str, str]]) -> dict[str, forms.Field]:
        if self.kind is Kind.JUDGE:
            choices = [("met", "met"), ("not_met", "not met")]
            return {"outcome": forms.ChoiceField(choices=choices, widget=forms.RadioSelect, label="It is")}
        if self.kind is Kind.REFUSE:
            return {"of": forms.ChoiceField(choices=refusable, widget=forms.RadioSelect, label="Refuse")}
        if self.kind is Kind.GRANT_SCHEDULE:
            return {
                "from": DayField(label="From", **BEGINS),
                "meetings": forms.IntegerField(min_value=1, max_value=60, label="Groups"),
                "per_months": forms.IntegerField(
                    min_value=1, max_value=12, initial=1, label="in every so many months"
                ),
            }
        if self.kind is Kind.IN_LIEU:
            return {
                f"year_{year}": forms.IntegerField(
                    min_value=0,
                    max_value=60,
                    required=False,
                    label=f"Sessions that count in supervision year {year}",
                )
                for year in YEARS
            }
        return {}

    def asked(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        data = self.cleaned_data
        terms = {
            name: data[name] for name in ("outcome", "of", "from", "meetings", "per_months") if name in data
        }
        if self.kind is Kind.IN_LIEU:
            terms["sessions_by_year"] = {year: data.get(f"year_{year}") or 0 for year in YEARS}
        return {
            "kind": self.kind,
            "clauses": data.get("clauses", []),
            "terms": terms,
            "reason": data["reason"],
            "members": list(data["members"]),
            "on": data["on"],
        }
