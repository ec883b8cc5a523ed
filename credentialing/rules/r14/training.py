"""Step 9, sentence 2: twelve supervision sessions in those two years, with a recording."""

from functools import partial

from credentialing.rules.clauses import Excluded, LeftOut, Section, Verdict
from credentialing.rules.dates import densest_window, month_of, spell
from credentialing.rules.facts import SupervisionSession
from credentialing.rules.history import History, derived
from credentialing.rules.leading import Leading
from credentialing.rules.outcomes import Modality, Outcome

from .agreement import first_year_fee
from .leading import service
from .title import DOCUMENT

section = Section(DOCUMENT, "Steps")


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
    named = dict(history.supervision.not_counted())
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
    left_out: LeftOut,
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
    return _twelve(history, best, measured, step, partial(_left_out, history, best, recorded=False))


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
    return _twelve(history, best, measured, step, partial(_left_out, history, best, recorded=True))


CLAUSES = tuple(section.clauses)
