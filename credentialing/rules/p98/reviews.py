"""Basic requirements 4: reviewing the group's process with the co-leader."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from credentialing.rules.clauses import Excluded, LeftOut, Section, Verdict
from credentialing.rules.dates import month_of
from credentialing.rules.facts import Debrief
from credentialing.rules.history import History, derived
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted, spelled

from .leading import service
from .title import DOCUMENT

section = Section(DOCUMENT, "Basic requirements")


@derived
def reviews(history: History) -> tuple[Debrief, ...]:
    """The debriefs of groups with a co-leader since the process began, by date (T15)."""
    leading = service(history)
    return tuple([row for row in _with_co_leader(history) if leading.counts(row.on)])


@derived
def _with_co_leader(history: History) -> tuple[Debrief, ...]:
    leading = service(history)
    return tuple([row for row in history.on_file.debriefs if leading.is_co_led(row.group)])


@derived
def _too_early(history: History) -> tuple[Excluded, ...]:
    leading = service(history)
    return tuple(
        (row, "before the process") for row in _with_co_leader(history) if not leading.counts(row.on)
    )


def long_enough(history: History, debriefs: tuple[Debrief, ...]) -> tuple[Debrief, ...]:
    """Those of the debriefs that last half an hour, each on its own unless a day's are added up."""
    least = history.parameters.number("review.min_minutes")
    enough = tuple([row for row in debriefs if row.minutes >= least])
    if len(enough) == len(debriefs) or not history.parameters.flag("review.sum_same_day"):
        return enough
    talked: dict[tuple[str, date], int] = defaultdict(int)
    for row in debriefs:
        talked[row.group, row.on] += row.minutes
    return tuple(row for row in debriefs if talked[row.group, row.on] >= least)


def _left_out(history: History, debriefs: tuple[Debrief, ...]) -> LeftOut:
    """Why reviews do not count: before the process, or too short."""
    return lambda: _too_early(history) + _short(history, debriefs)


def _short(history: History, debriefs: tuple[Debrief, ...]) -> tuple[Excluded, ...]:
    least = history.parameters.number("review.min_minutes")
    enough = set(long_enough(history, debriefs))
    if len(enough) == len(debriefs):
        return ()
    return tuple((row, f"under {least} minutes") for row in debriefs if row not in enough)


@section.clause(
    "P98.BR.4a",
    Modality.MUST,
    title="Reviews with the co-leader",
    cites="Basic requirements, 4, sentence 1",
    line=18,
    says=(
        "Through those two years the applicant reviews and analyses the group's process with the co-leader."
    ),
    required="a review in each month of the two years with a co-led group",
    test=(
        "Over M0..M23, months holding a co-led group. Until BR.2c's span is complete: not_yet. "
        "Then: no review of any length not_met; a qualifying review (BR.4c) in each such month "
        "met; anything between needs judgement with the count. No co-leader at all: needs "
        "judgement."
    ),
    readings=(
        "How much is enough: A: some, B: continuous. Recommend the two safe ends computed, the "
        "middle to a person. Leading alone: A: not applicable, B: unmet. Recommend judgement."
    ),
    next_step="Log reviews with your co-leader.",
    parameters=(
        "review.min_minutes",
        "review.sum_same_day",
        "service.counts_from",
        "process.starts_on",
        "service.months",
        "date.leap_rounding",
    ),
    blocks=True,
)
def reviewed_throughout(history: History) -> Verdict:
    leading = service(history)
    asked = {month_of(session.on) for session in leading.co_led} & set(leading.months)
    held = tuple(row for row in reviews(history) if month_of(row.on) in leading.months)
    enough = long_enough(history, held)
    covered = {month_of(row.on) for row in enough} & asked
    measured = f"{len(covered)} of {counted(len(asked), 'month')} with a review"
    if not leading.is_complete:
        step = f"Log reviews with your co-leader; {len(covered)} of {counted(len(asked), 'month')} so far."
        return Verdict(Outcome.NOT_YET, measured, enough, _left_out(history, held), step)
    if not asked:
        return Verdict(
            Outcome.NEEDS_JUDGEMENT,
            "no co-leader in the two years",
            next_step="Ask the CCC how reviews count for someone who leads alone.",
        )
    if covered == asked:
        return Verdict(Outcome.MET, measured, enough, _left_out(history, held))
    return Verdict(
        Outcome.NEEDS_JUDGEMENT if held else Outcome.NOT_MET,
        measured if held else "no review with the co-leader in the two years",
        enough,
        _left_out(history, held),
        "Ask the CCC to decide about the months without a review.",
    )


@section.clause(
    "P98.BR.4b",
    Modality.IDEALLY,
    title="Ideally two reviews a month",
    cites="Basic requirements, 4, sentence 2",
    line=18,
    says="Ideally such reviews take place at least twice a month.",
    required="{review.ideal_per_month} reviews in each month of the two years",
    test="As BR.2b, on distinct dates of qualifying reviews.",
    readings=(
        "Same-day rule as BR.2b. A schedule granted under BR.2e: A: covers reviews too, B: groups"
        " only. Recommend B, say so in the grant form."
    ),
    next_step="Log reviews with your co-leader.",
    parameters=(
        "review.ideal_per_month",
        "review.min_minutes",
        "review.sum_same_day",
        "group.same_day",
        "service.counts_from",
        "process.starts_on",
        "service.months",
    ),
)
def reviewed_twice_a_month(history: History) -> Verdict:
    leading = service(history)
    if leading.has_begun and not leading.co_led:
        return Verdict(
            Outcome.ADVISORY, "no co-leader to review with", next_step="Consider finding a co-leader."
        )
    if not leading.elapsed:
        return Verdict(Outcome.NOT_YET, "no month has passed yet")
    enough = long_enough(history, reviews(history))
    ideal = history.parameters.number("review.ideal_per_month")
    in_month = Counter(month_of(day) for day in _occasions(history, enough))
    full = [month for month in leading.elapsed if in_month[month] >= ideal]
    months, in_all = counted(len(leading.elapsed), "month"), counted(len(enough), "review")
    measured = f"{len(full)} of {months} with {spelled(ideal)}, {in_all} in all"
    if len(full) == len(leading.elapsed):
        return Verdict(Outcome.MET, measured, enough, _left_out(history, reviews(history)))
    short = counted(len(leading.elapsed) - len(full), "month")
    step = f"{short} fell short of {counted(ideal, 'review')}."
    return Verdict(Outcome.ADVISORY, measured, enough, _left_out(history, reviews(history)), step)


def _occasions(history: History, held: tuple[Debrief, ...]) -> Collection[date]:
    """The days of the reviews, of two on one day only one, unless each counts."""
    days = {row.on for row in held}
    if len(days) < len(held) and history.each_on_a_day_counts:
        return [row.on for row in held]
    return days


@section.clause(
    "P98.BR.4c",
    Modality.MUST,
    title="Half an hour a review",
    cites="Basic requirements, 4, sentence 2",
    line=18,
    says="A review lasts at least half an hour.",
    required="{review.min_minutes} minutes each",
    test=(
        "minutes >= review.min_minutes (30) to count. All counted: met. Some shorter: advisory, "
        "listed as excluded from BR.4a, BR.4b and CR.2c. 29 is short, 30 is enough."
    ),
    readings=(
        "A: 30 minutes is firm, only the frequency is ideal; B: both are ideal. Recommend A as a "
        "counting rule, so that it never blocks by itself. Split talks on one day: A: each on its"
        " own, B: added up. Recommend A, review.sum_same_day = false."
    ),
    next_step="Log reviews with your co-leader.",
    parameters=("review.min_minutes", "review.sum_same_day", "service.counts_from", "process.starts_on"),
)
def half_an_hour(history: History) -> Verdict:
    leading, held = service(history), reviews(history)
    if not leading.has_begun:
        return Verdict(Outcome.NOT_YET, "no counted group session yet")
    if not leading.co_led:
        return Verdict(Outcome.NOT_APPLICABLE, "no co-leader")
    if not held:
        return Verdict(Outcome.NOT_YET, "no review on file", (), _too_early(history))
    short = _short(history, held)
    if not short:
        measured = f"all {counted(len(held), 'review')} long enough"
        return Verdict(Outcome.MET, measured, held, _too_early(history))
    shortest = min(row.minutes for row, _ in short if isinstance(row, Debrief))
    least = history.parameters.number("review.min_minutes")
    return Verdict(
        Outcome.ADVISORY,
        f"{len(short)} of {counted(len(held), 'review')} under {least} minutes; the shortest {shortest}",
        long_enough(history, held),
        short,
        f"{counted(len(short), 'review')} under {least} minutes not counted.",
    )


CLAUSES = tuple(section.clauses)
