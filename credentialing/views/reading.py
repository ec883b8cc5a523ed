"""What every page about a case reads: the record, its assessment and its pictures, once."""

from dataclasses import dataclass
from functools import cached_property

from credentialing.enums import State
from credentialing.evidence_links import EvidenceLinks
from credentialing.frozen import Change, changes, thaw
from credentialing.models import Assessment as Frozen
from credentialing.models import Case
from credentialing.record import Loaded, load
from credentialing.rules import Assessment, Finding, Record, Society, assess
from credentialing.rules.outcomes import Outcome
from credentialing.rules.pictures import Pictures, pictures
from credentialing.rules.steps import STEPS, Place, Step, StepReached, road
from credentialing.rules.subjects import Row, pairing
from credentialing.workflow import STAGES, Stage
from members import clock
from members.models import Person


@dataclass
class Reading:
    """One case as it reads today; each part is worked out when a page first asks for it."""

    case: Case
    loaded: Loaded

    @property
    def record(self) -> Record:
        """What the rules read."""
        return self.loaded.record

    @property
    def society(self) -> Society:
        """The procedures as the committee reads them."""
        return self.loaded.society

    @cached_property
    def assessment(self) -> Assessment:
        """The findings of both documents."""
        return assess(self.record, society=self.society)

    @cached_property
    def pictures(self) -> Pictures:
        """Months, supervision years, Intensives."""
        return pictures(self.record, society=self.society)

    @cached_property
    def road(self) -> tuple[StepReached, ...]:
        """The eleven steps, and where this candidate is."""
        return road(self.assessment)

    @cached_property
    def here(self) -> Step | None:
        """The step of the road the candidate is at; none once every step is done."""
        return next((one.step for one in self.road if one.place is Place.HERE), None)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The findings paired by subject, those that differ first."""
        return pairing(self.assessment)

    @property
    def stage(self) -> Stage:
        """The state in words."""
        return STAGES[State(self.case.state)]

    @cached_property
    def documents(self) -> list[tuple[str, str, str]]:
        """Each document's title, its readiness, and one line that says what is open."""
        return [
            (_title(self.assessment, key), str(standing), _open_in(self.assessment, key))
            for key, standing in self.assessment.readiness.items()
        ]

    @cached_property
    def for_the_committee(self):
        """The findings a person has to decide about."""
        return [finding for finding in self.assessment.findings if finding.is_for_the_committee]

    @cached_property
    def undecided(self) -> list[Finding]:
        """What is for the committee, and what it may grant and nobody has decided."""
        asks = Outcome.NEEDS_JUDGEMENT
        return [one for one in self.assessment.findings if one.is_for_the_committee or one.outcome is asks]

    @cached_property
    def next_steps(self):
        """What the candidate can do next, in the order of the road, each sentence once."""
        steps: dict[str, object] = {}
        for finding in sorted(self.assessment.findings, key=_step_of):
            if finding.clause.blocks and finding.outcome is Outcome.NOT_YET and finding.next_step:
                steps.setdefault(finding.next_step, finding)
        return list(steps.values())


def _step_of(finding: Finding) -> int:
    """The step of the road the clause belongs to; what belongs to none comes last."""
    return next((step.number for step in STEPS if finding.clause.id in step.clauses), len(STEPS) + 1)


def _title(assessment: Assessment, key: str) -> str:
    return assessment.of(key)[0].clause.document


def _open_in(assessment: Assessment, key: str) -> str:
    blocking = [finding for finding in assessment.of(key) if finding.clause.blocks]
    ahead = sum(finding.outcome is Outcome.NOT_YET for finding in blocking)
    asked = sum(finding.is_for_the_committee for finding in blocking)
    parts = [f"{ahead} requirement{'s' if ahead != 1 else ''} ahead"] if ahead else []
    if asked:
        parts.append(f"{asked} question{'s' if asked != 1 else ''} for the committee")
    return ", ".join(parts) or "nothing open"


class FrozenReading(Reading):
    """The file as it was frozen for a decision, with what reads otherwise today beside it."""

    def __init__(self, live: Reading, frozen: Frozen) -> None:
        super().__init__(live.case, live.loaded)
        self.live, self.frozen = live, frozen
        self._record, self._assessment = thaw(frozen.content)

    @property
    def record(self) -> Record:
        """The record that was frozen."""
        return self._record

    @property
    def assessment(self) -> Assessment:
        """The findings that were frozen."""
        return self._assessment

    @cached_property
    def changes(self) -> list[Change]:
        """The clauses that say something else today."""
        return changes(self._assessment, self.live.assessment)


def read_as_decided(case: Case, frozen: Frozen | None, live: Reading | None = None) -> Reading:
    """The file as it was frozen, where it was; else as of today."""
    live = live or read(case)
    return FrozenReading(live, frozen) if frozen else live


def links_to(reading: Reading, reader: Person) -> EvidenceLinks | None:
    """Where the evidence is kept, for the reader; none from what was frozen: rows may have changed."""
    if isinstance(reading, FrozenReading):
        return None
    return EvidenceLinks(reading.case, reading.loaded, reader)


def read(case: Case) -> Reading:
    """Read one case as of today."""
    return Reading(case, load([case.pk], clock.today())[case.pk])


def read_many(cases: list[Case]) -> list[Reading]:
    """Read many cases as of today, with as many queries as one."""
    found = load([case.pk for case in cases], clock.today())
    return [Reading(case, found[case.pk]) for case in cases]
