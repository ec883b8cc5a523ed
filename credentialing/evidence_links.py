"""Where a piece of evidence is kept, for a reader who may open it there."""

from collections.abc import Callable

from django.urls import reverse

from credentialing.models import Case
from credentialing.record import Loaded
from credentialing.rules.facts import Fact
from members.models import Person
from supervision.querysets import oversees


class EvidenceLinks:
    """The address of each piece of evidence of one case, for one reader; empty where they may not open it.

    What the reader may open is asked once for each kind, not for each row.
    """

    def __init__(self, case: Case, loaded: Loaded, reader: Person) -> None:
        self.case, self.loaded = case, loaded
        self._known: dict[str, str] = {}
        self.own = case.candidate_id == reader.pk
        self._sees_practice = self.own or oversees(reader)
        self._may = {
            name: reader.has_perm(f"credentialing.{name}", case)
            for name in (
                "see_file",
                "see_application",
                "see_fees",
                "see_final",
                "see_work",
                "work_in_committee",
            )
        }

    def to(self, fact: Fact) -> str:
        """The address, or an empty text."""
        if fact.path not in self._known:
            kind = fact.path.partition("[")[0].partition(".")[0]
            found = PLACES.get(kind)
            self._known[fact.path] = found(self, fact) if found else ""
        return self._known[fact.path]

    def in_full(self, clause_id: str) -> str:
        """Where all evidence of one finding is shown; empty where they may not open it."""
        if not self._may["see_file"]:
            return ""
        return reverse("credentialing:findings", args=[self.case.pk]) + f"?all={clause_id}#{clause_id}"

    def _group(self, fact: Fact) -> str:
        return reverse("supervision:group", args=[fact.group[1:]]) if self._sees_practice else ""

    def _group_itself(self, fact: Fact) -> str:
        return reverse("supervision:group", args=[fact.id[1:]]) if self._sees_practice else ""

    def _supervision(self, fact: Fact) -> str:
        if self.own:
            return reverse("supervision:my_supervision")
        return reverse("supervision:person", args=[self.case.candidate_id]) if self._sees_practice else ""

    def _intensive(self, fact: Fact) -> str:
        return reverse("intensives:intensive", args=[fact.id[1:]])

    def _membership(self, fact: Fact) -> str:
        return reverse("me") if self.own else self._file("membership")

    def _determination(self, fact: Fact) -> str:
        return self._file(f"determination-{self.loaded.keys['determinations'][fact.key]}")

    def _file(self, section: str) -> str:
        if self.own or not self._may["see_file"]:
            return ""
        return reverse("credentialing:case", args=[self.case.pk]) + f"#{section}"

    def _page(self, name: str, permission: str) -> str:
        return reverse(f"credentialing:{name}", args=[self.case.pk]) if self._may[permission] else ""

    def _application(self, fact: Fact) -> str:
        return self._page("application", "see_application")

    def _agreement(self, fact: Fact) -> str:
        return self._page("agreement", "see_fees")

    def _payment(self, fact: Fact) -> str:
        return self._page("fees", "see_fees")

    def _final(self, fact: Fact) -> str:
        return self._page("final", "see_final")

    def _work(self, fact: Fact) -> str:
        return self._page("work", "see_work")

    def _committee(self, fact: Fact) -> str:
        return self._page("committee", "work_in_committee")


PLACES: dict[str, Callable[[EvidenceLinks, Fact], str]] = {
    "groups": EvidenceLinks._group_itself,
    "group_sessions": EvidenceLinks._group,
    "debriefs": EvidenceLinks._group,
    "supervision_sessions": EvidenceLinks._supervision,
    "intensives": EvidenceLinks._intensive,
    "final_intensive": EvidenceLinks._final,
    "memberships": EvidenceLinks._membership,
    "determinations": EvidenceLinks._determination,
    "application": EvidenceLinks._application,
    "application_review": EvidenceLinks._application,
    "policy_acknowledged_on": EvidenceLinks._application,
    "recording_arranged_on": EvidenceLinks._application,
    "supervisor_request": EvidenceLinks._application,
    "prior_experience": EvidenceLinks._application,
    "agreement": EvidenceLinks._agreement,
    "fee": EvidenceLinks._payment,
    "further_work": EvidenceLinks._work,
    "ccc_review": EvidenceLinks._committee,
}
"""By the first part of the path of a fact; a part not named here is shown without a link."""
