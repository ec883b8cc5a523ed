"""Membership, which both documents ask for in the same words."""

from datetime import date

from .clauses import Verdict
from .dates import Period, days_in, spell
from .facts import Fact
from .history import History, derived
from .outcomes import Outcome
from .words import counted, listed


@derived
def member_when_applying(history: History) -> Verdict:
    """Member on the day that is tested; before an application, member today."""
    tested = _tested_on(history)
    day = tested or history.as_of
    covering = tuple(row for row in history.record.memberships if Period(row.start, row.end).covers(day))
    reason = f"does not cover {spell(day)}"
    left_out = tuple((row, reason) for row in history.record.memberships if row not in covering)
    if covering:
        return Verdict(Outcome.MET, f"member on {spell(day)}", covering, left_out)
    if tested is None:
        return Verdict(Outcome.NOT_YET, f"no membership on {spell(day)}", (), left_out)
    return Verdict(
        Outcome.NOT_MET,
        f"no membership on {spell(day)}",
        excluded=left_out,
        next_step="Ask the CCC how to proceed: you were not a member on the day you applied.",
    )


@derived
def kept_up(history: History) -> Verdict:
    """Every day from the start of the process to the vote, or to the day of reading, is covered."""
    start = history.process_start
    if start is None:
        return Verdict(Outcome.NOT_YET, "the process has not started")
    end = history.process_end
    periods: tuple[Fact, ...] = history.record.memberships
    gaps = history.membership_gaps(start, end)
    if not gaps:
        return Verdict(Outcome.MET, f"no gap from {spell(start)} to {spell(end)}", periods)
    lapses = listed(f"{_range(gap)} ({counted(days_in(gap, end), 'day')})" for gap in gaps)
    grace = history.parameters.number("membership.grace_days")
    if all(days_in(gap, end) <= grace for gap in gaps):
        return Verdict(Outcome.MET, f"within the days of grace: {lapses}", periods)
    lapsed_now = gaps[-1].end == history.as_of
    return Verdict(
        Outcome.NOT_MET,
        f"not a member {lapses}",
        periods,
        next_step=f"{'Renew today, and ask' if lapsed_now else 'Ask'} the CCC to decide on the gap {lapses}.",
    )


def _range(gap: Period) -> str:
    return spell(gap.start) if gap.start == gap.end else f"{spell(gap.start)} to {spell(gap.end)}"


def _tested_on(history: History) -> date | None:
    """The day of submission, or under the other reading the first recorded contact."""
    submitted, record = history.submitted_on, history.record
    if submitted is None:
        return None
    contacts = (
        record.policy_acknowledged_on,
        record.supervisor_request.asked_on,
        record.application.completed_on,
        submitted,
    )
    first = min(day for day in contacts if day is not None)
    if first < submitted and history.parameters.choice("membership.tested_on") == "first_contact":
        return first
    return submitted
