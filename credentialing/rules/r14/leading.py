"""Step 9, sentence 1: two years of leading, with a group in every month."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import has_elapsed, longest_run, month_name, month_of
from credentialing.rules.duration import duration
from credentialing.rules.history import History, derived
from credentialing.rules.leading import Leading
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted, listed

from .title import DOCUMENT

section = Section(DOCUMENT, "Steps")


@derived
def service(history: History) -> Leading:
    """The leading that counts towards these steps."""
    return history.leading(history.parameters.choice("r14.service.counts_from"))


@section.clause(
    "R14.9a",
    Modality.MUST,
    title="A group every month",
    cites="step 9, sentence 1",
    line=18,
    says="The candidate leads or co-leads regularly, at least once in a month.",
    required="{r14.9a.min_per_month} group in every month for two years",
    test=(
        "longest run of consecutive calendar months from the month of s, each with >= 1 distinct "
        "date. Run >= 24: met. Else, an elapsed month of M0..M23 is empty: not_met (needs "
        "judgement if a schedule was granted). Else not_yet."
    ),
    readings=(
        "(1) month: A: calendar, B: rolling from s, C: no gap over 31 days. Recommend A; rolling "
        "months make false gaps for a third-Tuesday group (2020-01-21, 02-18, 03-17, 04-21 leaves"
        " 03-21..04-20 empty). (2) one gap: A: breaks, a fresh run of 24 cures; B: extend by the "
        "gap; C: tolerate. Recommend A, r14.9a.gap = restart | extend | tolerate:n, and hand the "
        'case to the CCC. (3) rest of step 9\'s "regularly" adds nothing measurable.'
    ),
    next_step="Log your first group session.",
    parameters=(
        "r14.9a.min_per_month",
        "r14.9a.gap",
        "service.months",
        "r14.service.counts_from",
        "process.starts_on",
    ),
    required_under={
        (
            "r14.9a.gap",
            "extend",
        ): "{r14.9a.min_per_month} group in each of 24 months, empty ones made up",
        ("r14.9a.gap", "tolerate:1"): "{r14.9a.min_per_month} group in every month but one for two years",
    },
    blocks=True,
)
def monthly(history: History) -> Verdict:
    leading = service(history)
    left_out = leading.left_out
    if not leading.has_begun:
        return Verdict(Outcome.NOT_YET, "no counted group session yet", (), left_out)
    least = history.parameters.number("r14.9a.min_per_month")
    held = [month for month, meetings in leading.meetings.items() if meetings >= least]
    empty = [month for month in leading.elapsed if month not in held]
    if longest_run(held)[1] >= leading.months_asked or (empty and _is_overlooked(history, leading, held)):
        return Verdict(Outcome.MET, _months(leading, empty), leading.sessions, left_out)
    if not empty or len(empty) <= _tolerated(history):
        step = _going_on(history, leading, held, empty)
        return Verdict(Outcome.NOT_YET, _months(leading, empty), leading.sessions, left_out, step)
    step = _way_back(leading, held, empty)
    return Verdict(Outcome.NOT_MET, _months(leading, empty), leading.sessions, left_out, step)


def _months(leading: Leading, empty: list[int]) -> str:
    elapsed = len(leading.elapsed)
    line = f"{elapsed - len(empty)} of {counted(elapsed, 'month')}"
    if not empty:
        return line if elapsed == leading.months_asked else f"{line} so far"
    return f"{line}; {listed(month_name(month) for month in empty)} empty"


def _going_on(history: History, leading: Leading, held: list[int], empty: list[int]) -> str:
    """What completes the run; under the reading that extends it, an empty month is made up later."""
    if empty and history.parameters.choice("r14.9a.gap") == "extend":
        more = counted(leading.months_asked - len(held), "more month")
        return f"A group in {more} completes this step."
    return f"A group in every month until {month_name(leading.months[-1])} completes this step."


def _way_back(leading: Leading, held: list[int], empty: list[int]) -> str:
    """Which months are empty, how long the present clean run is, and when it can be complete."""
    last = month_of(leading.as_of)
    if last not in held and not has_elapsed(last, leading.as_of):
        last -= 1
    run = 0
    while last - run in held:
        run += 1
    complete = month_name(last + leading.months_asked - run)
    return (
        f"No group in {listed(month_name(month) for month in empty)}; clean run so far {run} of "
        f"{leading.months_asked}, complete in {complete} at the earliest; or ask the CCC."
    )


def _tolerated(history: History) -> int:
    """How many empty months are overlooked; an extended run overlooks any number."""
    gap = history.parameters.choice("r14.9a.gap")
    if gap == "extend":
        return history.parameters.number("service.months")
    kind, _, number = gap.partition(":")
    return int(number) if kind == "tolerate" else 0


def _is_overlooked(history: History, leading: Leading, held: list[int]) -> bool:
    """Under the other readings some of the 24 months may be empty or are made up later."""
    asked, gap = leading.months_asked, history.parameters.choice("r14.9a.gap")
    if gap == "restart":
        return False
    if gap == "extend":
        return len(held) >= asked
    months = set(held)
    return any(
        sum(month in months for month in range(start, start + asked)) >= asked - _tolerated(history)
        and (start + asked - 1 in months or has_elapsed(start + asked - 1, history.as_of))
        for start in held
    )


@section.clause(
    "R14.9b",
    Modality.MUST,
    title="Two years of leading",
    cites="step 9, sentence 1",
    line=18,
    says="For two years.",
    required="two years, to the end of the last day",
    test="as P98.BR.2c without the gap question.",
    readings=("start: A: submission, B: approval or fee (step order). Recommend A, r14.service.counts_from."),
    next_step="Log your first group session.",
    parameters=("service.months", "date.leap_rounding", "r14.service.counts_from", "process.starts_on"),
    blocks=True,
)
def two_years(history: History) -> Verdict:
    return duration(service(history))


CLAUSES = tuple(section.clauses)
