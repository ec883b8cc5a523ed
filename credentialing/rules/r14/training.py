"""Step 9: two years of leading, a group every month, twelve recorded supervision sessions."""

from credentialing.rules.clauses import Excluded, Section, Verdict
from credentialing.rules.dates import densest_window, has_elapsed, longest_run, month_name, month_of, spell
from credentialing.rules.duration import duration
from credentialing.rules.facts import SupervisionSession
from credentialing.rules.history import History, derived
from credentialing.rules.leading import Leading
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted, listed

from .agreement import first_year_fee
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


@derived
def counting_sessions(history: History) -> tuple[SupervisionSession, ...]:
    """The supervision sessions that count here: those held too early drop out under the other reading."""
    sessions = history.supervision.passing
    if sessions and not history.parameters.flag("r14.8.early_sessions_count"):
        full_on = first_year_fee(history).full_on
        sessions = tuple(row for row in sessions if full_on is not None and row.on >= full_on)
    return sessions


def _window(history: History, sessions: tuple[SupervisionSession, ...]) -> tuple[SupervisionSession, ...]:
    """The most sessions, one a day, that lie inside 24 months of the leading."""
    leading, in_order = service(history), history.supervision.once_a_day(sessions)
    if not in_order or _in_first_months(leading, in_order):
        return in_order
    choice = history.parameters.choice("r14.9c.window")
    if choice == "candidacy":
        start = history.process_start
        return tuple(row for row in in_order if start is not None and start <= row.on)
    if not leading.has_begun:
        return ()
    inside = [row for row in in_order if leading.start <= row.on <= leading.last_day]
    if choice == "first":
        return tuple(row for row in inside if row.on <= leading.complete_on)
    days = [row.on for row in inside]
    first, after = densest_window(days, leading.months_asked, rounding=history.rounding(*days))
    return tuple(inside[first:after])


def _in_first_months(leading: Leading, in_order: tuple[SupervisionSession, ...]) -> bool:
    """True if all lie in the first 24 calendar months of the leading, and so in whatever window is meant."""
    return (
        leading.has_begun
        and leading.start <= in_order[0].on
        and in_order[-1].on <= leading.last_day
        and month_of(in_order[-1].on) < month_of(leading.start) + leading.months_asked
    )


def _left_out(
    history: History, best: tuple[SupervisionSession, ...], *, recorded: bool
) -> tuple[Excluded, ...]:
    """Every session outside the fullest window, with the reason."""
    if len(best) == len(history.supervision.sessions):
        return ()
    counted_in, in_time = set(best), set(counting_sessions(history))
    named = dict(history.supervision.not_counted)
    reasons: list[Excluded] = []
    for row in history.supervision.sessions:
        if row in named:
            reasons.append((row, named[row]))
        elif row not in counted_in:
            silent = recorded and row.recording is None
            why = "without a recording" if silent else "outside the months counted"
            reasons.append((row, why if row in in_time else "before the fee was sent"))
    return tuple(reasons)


def _twelve(
    history: History,
    best: tuple[SupervisionSession, ...],
    measured: str,
    step: str,
    left_out: tuple[Excluded, ...],
) -> Verdict:
    """Twelve are met; short of twelve it is not met once every group has ended, else not yet."""
    leading, needed = service(history), history.parameters.number("r14.9c.min")
    if len(best) >= needed:
        return Verdict(Outcome.MET, measured, best, left_out)
    if leading.has_begun and leading.has_ended:
        ended = f"{measured}; all groups ended on {spell(leading.last_day)}"
        return Verdict(
            Outcome.NOT_MET, ended, best, left_out, "Begin a further group, or ask the CCC to decide."
        )
    return Verdict(Outcome.NOT_YET, measured, best, left_out, step)


@section.clause(
    "R14.9c",
    Modality.MUST,
    title="Twelve supervision sessions",
    cites="step 9, sentence 2",
    line=18,
    says="At least twelve supervision sessions take place over those two years.",
    required="{r14.9c.min} sessions inside two years of leading",
    test=(
        "some window of 24 months starting at a session holds >= 12: met. Else with an in-lieu "
        "decision needs judgement; leading ended not_met; else not_yet."
    ),
    readings=(
        "window: A: any 24 months inside the leading, B: the first 24 only, C: the whole "
        "candidacy. Recommend A, r14.9c.window. Approved supervisor: not said here; recommend the"
        " same set as P98."
    ),
    next_step="Arrange your supervision sessions.",
    parameters=(
        "r14.9c.min",
        "r14.9c.window",
        "service.months",
        "supervision.same_day",
        "supervisor.approved_on",
        "r14.8.early_sessions_count",
        "date.leap_rounding",
        "r14.service.counts_from",
        "process.starts_on",
    ),
    required_under={
        ("r14.9c.window", "first"): "{r14.9c.min} sessions inside the first two years of leading",
        ("r14.9c.window", "candidacy"): "{r14.9c.min} sessions since the process began",
    },
    blocks=True,
)
def twelve_sessions(history: History) -> Verdict:
    best = _window(history, counting_sessions(history))
    needed = history.parameters.number("r14.9c.min")
    oldest = f"; the oldest counted is {spell(best[0].on)}" if best else ""
    step = f"{needed - len(best)} more; keep twelve inside 24 months{oldest}."
    measured = f"{len(best)} of {needed} inside {service(history).months_asked} months"
    return _twelve(history, best, measured, step, _left_out(history, best, recorded=False))


@section.clause(
    "R14.9d",
    Modality.MUST,
    title="Recordings used",
    cites="step 9, sentence 2",
    line=18,
    says="With video or audio recording used in them.",
    required="a recording in each of the {r14.9c.min}",
    test="as R14.9c over sessions with a recording.",
    readings="A: each of the twelve, B: in general. Recommend A, r14.9d.mode = each | any.",
    next_step="Bring a recording to your sessions.",
    parameters=(
        "r14.9d.mode",
        "r14.9c.min",
        "r14.9c.window",
        "service.months",
        "supervision.same_day",
        "supervisor.approved_on",
        "r14.8.early_sessions_count",
        "date.leap_rounding",
        "r14.service.counts_from",
        "process.starts_on",
    ),
    required_under={
        ("r14.9d.mode", "any"): "{r14.9c.min} sessions, a recording in any of them",
    },
    blocks=True,
)
def recorded_sessions(history: History) -> Verdict:
    sessions = counting_sessions(history)
    with_recording = tuple(row for row in sessions if row.recording is not None)
    best = _window(history, with_recording)
    silent = with_recording and len(with_recording) < len(sessions)
    if silent and history.parameters.choice("r14.9d.mode") == "any":
        best = _window(history, sessions)
    needed = history.parameters.number("r14.9c.min")
    measured = f"{len(best)} of {needed} with a recording"
    step = f"{len(best)} of {needed} used a recording."
    return _twelve(history, best, measured, step, _left_out(history, best, recorded=True))


CLAUSES = tuple(section.clauses)
