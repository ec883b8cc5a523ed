"""The single blocks of a dossier; a block that has not begun is absent or null."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from credentialing.rules.dates import Period
from credentialing.rules.facts import (
    Agreement,
    Application,
    ApplicationReview,
    CCCReview,
    CoLeading,
    CoLedSession,
    CouncilVote,
    EvaluationMeeting,
    FinalIntensive,
    FurtherWork,
    FurtherWorkItem,
    GroupMembership,
    PriorExperience,
    ProcessGroup,
    SupervisorRequest,
)

from .faults import Block, Faults
from .names import Names

OFFICES = ("ccc_chair", "coordinator_of_supervision")
RECOMMENDATIONS = ("for", "against")
VOTES = ("credentialed", "not_credentialed")


def unique(key: str, ids: Iterable[tuple[str, Any]], faults: Faults) -> frozenset[str]:
    """The ids of a list; one given twice is a fault of the later row."""
    seen: set[str] = set()
    for path, id in ids:
        if not isinstance(id, str):
            continue
        if id in seen:
            faults.note(f"{path}.id", f'"{id}" is given twice')
        seen.add(id)
    return frozenset(seen)


def application(block: Block | None) -> Application:
    if block is None:
        return Application()
    completed_on, submitted_on = block.day("completed_on"), block.day("submitted_on")
    offices = block.all_known("sent_to", "office", OFFICES)
    block.close()
    return Application(completed_on, submitted_on, offices)


def supervisor_request(block: Block | None, names: Names) -> SupervisorRequest:
    if block is None:
        return SupervisorRequest()
    supervisor = block.known("supervisor", "person", names.people)
    request = SupervisorRequest(supervisor, block.day("asked_on"), block.day("accepted_on"))
    block.close()
    return request


def application_review(block: Block | None) -> ApplicationReview:
    return ApplicationReview(*_days(block, ApplicationReview._fields))


def agreement(block: Block | None) -> Agreement:
    return Agreement(*_days(block, Agreement._fields))


def _days(block: Block | None, keys: Iterable[str]) -> list[date | None]:
    """A block that holds dates and nothing else."""
    if block is None:
        return []
    days = [block.day(key) for key in keys]
    block.close()
    return days


def final_intensive(block: Block | None, names: Names) -> FinalIntensive:
    if block is None:
        return FinalIntensive()
    final = FinalIntensive(
        intensive=block.known("intensive", "intensive", names.intensives),
        faculty=block.all_known("faculty", "person", names.people),
        co_led=block.rows("co_led", lambda index, row: _co_led(index, row, names)),
        evaluator=block.known("evaluator", "person", names.people),
        evaluator_designated_on=block.day("evaluator_designated_on"),
        meeting=_meeting(block.block("meeting"), names),
        assessment_to_candidate_on=block.day("assessment_to_candidate_on"),
        assessment_to_ccc_on=block.day("assessment_to_ccc_on"),
        recommendation_to_ccc_on=block.day("recommendation_to_ccc_on"),
    )
    block.close()
    return final


def _co_led(index: int, row: Block, names: Names) -> CoLedSession | None:
    day, faculty = row.day("date", required=True), row.known("with", "person", names.people, required=True)
    return CoLedSession(index, day, faculty) if day is not None and faculty is not None else None


def _meeting(block: Block | None, names: Names) -> EvaluationMeeting | None:
    if block is None:
        return None
    day = block.day("date", required=True)
    present = block.all_known("present", "person", names.people)
    block.close()
    return EvaluationMeeting(day, present) if day is not None else None


def prior_experience(block: Block | None, names: Names) -> PriorExperience:
    if block is None:
        return PriorExperience()
    prior = PriorExperience(
        block.flag("identified"),
        _group_member(block.block("group_member")),
        _process_group(block.block("process_group")),
        _co_leading(block.block("co_leading"), names),
    )
    block.close()
    return prior


def _group_member(block: Block | None) -> GroupMembership | None:
    if block is None:
        return None
    member = GroupMembership(
        _range(block.block("participation")),
        _range(block.block("group_met")),
        block.amount("meetings_per_month"),
    )
    block.close()
    return member


def _process_group(block: Block | None) -> ProcessGroup | None:
    """Training in theory, and one laboratory or a list of them."""
    if block is None:
        return None
    theory, found = block.flag("theory_training"), block.value("laboratory")
    if isinstance(found, list):
        held = [_range(Block(one, path, block.faults)) for path, one in block.values("laboratory")]
    else:
        held = [_range(block.block("laboratory"))]
    block.close()
    return ProcessGroup(theory, tuple(period for period in held if period is not None))


def _co_leading(block: Block | None, names: Names) -> CoLeading | None:
    if block is None:
        return None
    co_leading = CoLeading(
        block.known("leader", "person", names.people),
        block.day("leader_credentialed_from"),
        _range(block.block("period")),
        block.day("attested_on"),
        block.flag("ongoing_debriefing"),
    )
    block.close()
    return co_leading


def _range(block: Block | None) -> Period | None:
    if block is None:
        return None
    period = block.range()
    block.close()
    return period


def requested_on(block: Block | None) -> date | None:
    if block is None:
        return None
    day = block.day("requested_on")
    block.close()
    return day


def ccc_review(block: Block | None) -> CCCReview:
    if block is None:
        return CCCReview()
    reviewed_on, recommended_on = block.day("reviewed_on"), block.day("recommended_on")
    review = CCCReview(reviewed_on, recommended_on, block.choice("recommendation", RECOMMENDATIONS))
    block.close()
    return review


def further_work(block: Block | None) -> FurtherWork:
    if block is None:
        return FurtherWork()
    by_ccc, by_candidate = block.day("agreed_by_ccc_on"), block.day("agreed_by_candidate_on")
    work = FurtherWork(by_ccc, by_candidate, block.rows("items", _item))
    block.close()
    return work


def _item(index: int, row: Block) -> FurtherWorkItem:
    return FurtherWorkItem(index, row.text("activity"), row.day("deadline"), row.day("done_on"))


def council_vote(block: Block | None) -> CouncilVote:
    if block is None:
        return CouncilVote()
    vote = CouncilVote(block.day("voted_on"), block.choice("outcome", VOTES))
    block.close()
    return vote
