"""The Record: everything the rules read about one candidate, and nothing else.

Rows are named tuples, because ten thousand records of sixty rows must be cheap to build. Each row
carries `key`, its position in its list, from which `path` names it as a file does. The order of a
list never matters to an outcome. Dates include both ends; `None` as an end means "still".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from .dates import Period

Amount = int | Decimal


class Fact(Protocol):
    """A piece of evidence that can say where in the record it stands."""

    @property
    def path(self) -> str: ...


class Noted(NamedTuple):
    """One dated entry of a single block, such as the day an application was sent."""

    path: str
    on: date


class Candidate(NamedTuple):
    profession: str | None = None
    name: str | None = None
    email: str | None = None


class Person(NamedTuple):
    """Someone the record names, with the periods in which they held an approval or a credential."""

    id: str
    name: str | None = None
    profession: str | None = None
    approved_supervisor: tuple[Period, ...] = ()
    credentialed_leader: tuple[Period, ...] = ()

    @property
    def path(self) -> str:
        return f"people.{self.id}"


class Membership(NamedTuple):
    key: int
    start: date
    end: date | None = None

    @property
    def path(self) -> str:
        return f"memberships[{self.key}]"


class Application(NamedTuple):
    completed_on: date | None = None
    submitted_on: date | None = None
    sent_to: tuple[str, ...] = ()


class SupervisorRequest(NamedTuple):
    supervisor: str | None = None
    asked_on: date | None = None
    accepted_on: date | None = None


class ApplicationReview(NamedTuple):
    ccc_chair_on: date | None = None
    coordinator_of_supervision_on: date | None = None
    prior_experience_reviewed_on: date | None = None
    approved_on: date | None = None
    declined_on: date | None = None


class Agreement(NamedTuple):
    fee_form_on: date | None = None
    supervisor_signed_on: date | None = None
    copy_to_supervisor_of_credentialing_on: date | None = None
    copy_to_treasurer_on: date | None = None


class Payment(NamedTuple):
    key: int
    sent_on: date
    amount: Amount
    confirmed_on: date | None = None
    reversed_on: date | None = None

    @property
    def path(self) -> str:
        return f"fee.payments[{self.key}]"


class Fee(NamedTuple):
    first_year_amount: Amount | None = None
    payments: tuple[Payment, ...] = ()


class Group(NamedTuple):
    """A Balint group the candidate leads at a home site."""

    key: int
    id: str
    site: str | None = None
    setting: str | None = None
    co_leader: str | None = None
    past_co_leaders: tuple[str, ...] = ()
    started_on: date | None = None
    ended_on: date | None = None

    @property
    def path(self) -> str:
        return f"groups[{self.key}]"


class GroupSession(NamedTuple):
    key: int
    group: str
    on: date

    @property
    def path(self) -> str:
        return f"group_sessions[{self.key}]"


class Debrief(NamedTuple):
    key: int
    group: str
    on: date
    minutes: int

    @property
    def path(self) -> str:
        return f"debriefs[{self.key}]"


class SupervisionSession(NamedTuple):
    key: int
    on: date
    supervisor: str
    group: str | None = None
    recording: str | None = None

    @property
    def path(self) -> str:
        return f"supervision_sessions[{self.key}]"


class Intensive(NamedTuple):
    """One Intensive the candidate attended, as participant or as credentialing candidate."""

    key: int
    id: str
    start: date
    end: date | None
    role: str
    completed: bool = False

    @property
    def path(self) -> str:
        return f"intensives[{self.key}]"


class CoLedSession(NamedTuple):
    key: int
    on: date
    faculty: str

    @property
    def path(self) -> str:
        return f"final_intensive.co_led[{self.key}]"


class EvaluationMeeting(NamedTuple):
    on: date
    present: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return "final_intensive.meeting"


class FinalIntensive(NamedTuple):
    intensive: str | None = None
    faculty: tuple[str, ...] = ()
    co_led: tuple[CoLedSession, ...] = ()
    evaluator: str | None = None
    evaluator_designated_on: date | None = None
    meeting: EvaluationMeeting | None = None
    assessment_to_candidate_on: date | None = None
    assessment_to_ccc_on: date | None = None
    recommendation_to_ccc_on: date | None = None


class GroupMembership(NamedTuple):
    """Prior experience as a member of a Balint group."""

    participation: Period | None = None
    group_met: Period | None = None
    meetings_per_month: Amount | None = None

    @property
    def path(self) -> str:
        return "prior_experience.group_member"


class ProcessGroup(NamedTuple):
    """Prior training in group process theory, with its laboratory groups."""

    theory_training: bool = False
    laboratory: tuple[Period, ...] = ()

    @property
    def path(self) -> str:
        return "prior_experience.process_group"


class CoLeading(NamedTuple):
    """Prior co-leading with a credentialed leader."""

    leader: str | None = None
    leader_credentialed_from: date | None = None
    period: Period | None = None
    attested_on: date | None = None
    ongoing_debriefing: bool = False

    @property
    def path(self) -> str:
        return "prior_experience.co_leading"


class PriorExperience(NamedTuple):
    identified: bool = False
    group_member: GroupMembership | None = None
    process_group: ProcessGroup | None = None
    co_leading: CoLeading | None = None

    @property
    def is_named(self) -> bool:
        """True if the candidate named any prior experience at all."""
        return self.identified or any(item is not None for item in self[1:])


class Determination(NamedTuple):
    """One recorded decision of named people about this candidate; which fields count depends on `kind`."""

    key: int
    kind: str
    on: date
    by: str | None = None
    reason: str | None = None
    clauses: tuple[str, ...] = ()
    outcome: str | None = None
    of: str | None = None
    starts_on: date | None = None
    meetings: int = 0
    per_months: int = 0
    sessions_by_year: tuple[tuple[int, int], ...] = ()

    @property
    def path(self) -> str:
        return f"determinations[{self.key}]"


class CCCReview(NamedTuple):
    reviewed_on: date | None = None
    recommended_on: date | None = None
    recommendation: str | None = None


class FurtherWorkItem(NamedTuple):
    key: int
    activity: str | None = None
    deadline: date | None = None
    done_on: date | None = None

    @property
    def path(self) -> str:
        return f"further_work.items[{self.key}]"


class FurtherWork(NamedTuple):
    agreed_by_ccc_on: date | None = None
    agreed_by_candidate_on: date | None = None
    items: tuple[FurtherWorkItem, ...] = ()


class CouncilVote(NamedTuple):
    voted_on: date | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything on file about one candidate, read on one day; a block not yet begun is empty."""

    as_of: date
    candidate: Candidate = field(default=Candidate())
    people: Mapping[str, Person] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    policy_acknowledged_on: date | None = None
    application: Application = field(default=Application())
    supervisor_request: SupervisorRequest = field(default=SupervisorRequest())
    recording_arranged_on: date | None = None
    application_review: ApplicationReview = field(default=ApplicationReview())
    agreement: Agreement = field(default=Agreement())
    fee: Fee = field(default=Fee())
    groups: tuple[Group, ...] = ()
    group_sessions: tuple[GroupSession, ...] = ()
    debriefs: tuple[Debrief, ...] = ()
    supervision_sessions: tuple[SupervisionSession, ...] = ()
    intensives: tuple[Intensive, ...] = ()
    final_intensive: FinalIntensive = field(default=FinalIntensive())
    prior_experience: PriorExperience = field(default=PriorExperience())
    exception_requested_on: date | None = None
    determinations: tuple[Determination, ...] = ()
    ccc_review: CCCReview = field(default=CCCReview())
    further_work: FurtherWork = field(default=FurtherWork())
    council_vote: CouncilVote = field(default=CouncilVote())
