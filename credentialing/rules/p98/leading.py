"""Basic requirements 2: leading groups, how often and for how long."""

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import has_elapsed, month_name, month_of, spell
from credentialing.rules.duration import duration
from credentialing.rules.facts import Determination, Fact
from credentialing.rules.history import History, derived
from credentialing.rules.leading import Leading
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted, listed, spelled

from .title import DOCUMENT

section = Section(DOCUMENT, "Basic requirements")


@derived
def service(history: History) -> Leading:
    """The leading that counts towards these requirements."""
    return history.leading(history.parameters.choice("service.counts_from"))


@section.clause(
    "P98.BR.2a",
    Modality.MUST,
    title="Leads groups during the process",
    cites="Basic requirements, 2, sentence 1",
    line=16,
    says="While the process runs the applicant leads or co-leads Balint groups.",
    required="at least one group led since submission",
    test=(
        "At least one GroupSession with the candidate as leader or co-leader dated in [PS, "
        'as_of]. s = the first such date. Sessions before PS are listed as excluded, "before the '
        'process".'
    ),
    readings=(
        '"Concurrent": A: only sessions from submission on count; B: earlier sessions of the same'
        " ongoing group count too. Recommend A; service.counts_from = submission | approval | "
        "any."
    ),
    next_step="Log your first group session.",
    parameters=("service.counts_from", "process.starts_on"),
    required_under={
        ("service.counts_from", "approval"): "at least one group led since approval",
        ("service.counts_from", "any"): "at least one group led",
    },
    blocks=True,
)
def leads_groups(history: History) -> Verdict:
    leading = service(history)
    if not leading.has_begun:
        return Verdict(Outcome.NOT_YET, "no group session since the process began", excluded=leading.left_out)
    measured = f"{counted(len(leading.sessions), 'session')} since {spell(leading.start)}"
    if leading.too_early:
        measured += f"; {counted(len(leading.too_early), 'earlier one')} not counted"
    return Verdict(Outcome.MET, measured, leading.sessions, leading.left_out)


@section.clause(
    "P98.BR.2b",
    Modality.IDEALLY,
    title="Ideally two groups a month",
    cites="Basic requirements, 2, sentence 1",
    line=16,
    says="Ideally these groups happen at least twice in a month.",
    required="{p98.br2b.ideal_per_month} groups in each month of the two years",
    test=(
        "Months M0..M23 are the 24 calendar months from the month of s. For each elapsed month "
        'count distinct session dates; report "n of k months with two". met iff n = k (k >= 1), '
        "else advisory. With a granted schedule (BR.2e) see there."
    ),
    readings=(
        "(1) A: an ideal, so advisory; B: the next-but-one sentence has the CCC consider "
        "exceptions, so less than twice needs a grant. Recommend A, p98.br2b.mode = advisory | "
        "needs_grant. (2) Two groups on one day: A: one occasion, B: two. Recommend A, the point "
        "given is the group's development over time; group.same_day = once | each, show both "
        "counts. (3) First partial month: kept in the count, since only advisory."
    ),
    next_step="If your setting cannot do more, ask the CCC about scheduling.",
    parameters=(
        "p98.br2b.ideal_per_month",
        "p98.br2b.mode",
        "group.same_day",
        "service.counts_from",
        "process.starts_on",
    ),
)
def twice_a_month(history: History) -> Verdict:
    leading, grant = service(history), history.schedule
    if not leading.elapsed:
        return Verdict(Outcome.NOT_YET, "no month has passed yet", next_step="Go on logging your groups.")
    if grant is not None and _first_month(leading, grant) in leading.months:
        return _as_scheduled(history, leading, grant)
    ideal = history.parameters.number("p98.br2b.ideal_per_month")
    full = [month for month in leading.elapsed if leading.meetings[month] >= ideal]
    measured = f"{len(full)} of {counted(len(leading.elapsed), 'month')} with {spelled(ideal)}"
    if len(full) == len(leading.elapsed):
        return Verdict(Outcome.MET, measured, leading.sessions, leading.left_out)
    short = counted(len(leading.elapsed) - len(full), "month")
    return Verdict(
        _fell_short(history),
        measured,
        leading.sessions,
        leading.left_out,
        f"{short} fell short of {counted(ideal, 'meeting')}; "
        "if your setting cannot do more, ask the CCC about scheduling.",
    )


def _fell_short(history: History) -> Outcome:
    ideal_only = history.parameters.choice("p98.br2b.mode") == "advisory"
    return Outcome.ADVISORY if ideal_only else Outcome.NOT_MET


def _first_month(leading: Leading, grant: Determination) -> int:
    """The month in which the granted schedule begins, not before the leading does."""
    return max(leading.months[0], month_of(grant.starts_on or grant.on))


def granted_periods(history: History) -> tuple[range, ...]:
    """The periods of the granted schedule as ranges of months, tiled from its first month to M23."""
    leading, grant = service(history), history.schedule
    if grant is None or not leading.has_begun or _first_month(leading, grant) not in leading.months:
        return ()
    width = max(1, grant.per_months)
    starts = range(_first_month(leading, grant), leading.months[-1] - width + 2, width)
    return tuple(range(start, start + width) for start in starts)


def held_in(leading: Leading, months: range) -> int:
    """How many meetings the months hold."""
    return sum(leading.meetings[month] for month in months)


def schedule_in_words(grant: Determination) -> str:
    """2 meetings in 3 months."""
    return f"{counted(grant.meetings, 'meeting')} in {counted(max(1, grant.per_months), 'month')}"


def _as_scheduled(history: History, leading: Leading, grant: Determination) -> Verdict:
    """Each wholly elapsed period of the schedule holds what was granted."""
    over = [months for months in granted_periods(history) if has_elapsed(months[-1], history.as_of)]
    allowed = f"granted: {schedule_in_words(grant)}"
    if not over:
        return Verdict(Outcome.NOT_YET, f"{allowed}; no such period has passed yet", (grant,))
    kept = sum(held_in(leading, months) >= grant.meetings for months in over)
    measured = f"{allowed}; kept in {kept} of {counted(len(over), 'period')}"
    evidence: tuple[Fact, ...] = (grant, *leading.sessions)
    if kept == len(over):
        return Verdict(Outcome.WAIVED, measured, evidence, determination=grant)
    return Verdict(
        _fell_short(history),
        measured,
        evidence,
        next_step="Keep to the schedule you were granted, or ask the CCC about another.",
    )


@section.clause(
    "P98.BR.2c",
    Modality.MUST,
    title="Two years of leading",
    cites="Basic requirements, 2, sentence 1",
    line=16,
    says="The leading goes on for two years.",
    required="two years, to the end of the last day",
    test=(
        "e = as_of while any group continues, else the latest ended_on. met iff e >= "
        "add_months(s,24) - 1 day (inclusive end). Then, if p98.gap_judgement_months (2) or more "
        "consecutive elapsed months in M0..M23 hold no session and no schedule is granted, needs "
        "judgement. Otherwise not_yet, with the completion date."
    ),
    readings=(
        '(1) Does "ideally" reach "for two years"? A: no, B: yes. Recommend A; BR.4 speaks of '
        '"this two-year period". (2) A: elapsed span, B: 24 months each with a group. Recommend A'
        " with the gap question to a person; the number 2 is ours, not the text's. (3) Rounding "
        "for 29 February, see T3."
    ),
    next_step="Log your first group session.",
    parameters=(
        "service.months",
        "p98.gap_judgement_months",
        "date.leap_rounding",
        "service.counts_from",
        "process.starts_on",
    ),
    blocks=True,
)
def two_years(history: History) -> Verdict:
    leading = service(history)
    if not leading.is_complete or not leading.empty or history.schedule:
        return duration(leading)
    asked = history.parameters["p98.gap_judgement_months"]
    if asked is None or leading.longest_gap < asked:
        return duration(leading)
    empty = listed(month_name(month) for month in leading.empty)
    return Verdict(
        Outcome.NEEDS_JUDGEMENT,
        f"two years complete on {spell(leading.complete_on)}, but no group in {empty}",
        leading.sessions,
        leading.left_out,
        "Ask the CCC to decide about the months without a group.",
    )


section.information(
    "P98.BR.2d",
    title="Why this rhythm",
    cites="Basic requirements, 2, sentence 2",
    line=16,
    says="Gives the reason, the rhythm serves group process and leader skill.",
)

section.information(
    "P98.BR.2e",
    modality=Modality.MAY,
    title="Other schedules",
    cites="Basic requirements, 2, sentence 3",
    line=16,
    says="Where a setting cannot keep that rhythm the CCC considers another schedule.",
    test=(
        "No request: n/a. Asked, undecided: needs judgement. Granted: BR.2b is waived iff from "
        "the grant's month on each consecutive block of w calendar months holds >= n distinct "
        "dates, else advisory. A grant never changes R14.9a; if R14.9a fails it turns from "
        "not_met to needs judgement."
    ),
    readings=(
        "Does a grant cover months before it? A: no, B: yes if it says so. Recommend from-date in"
        " the grant, backdating allowed with a reason. Does it also relax the two years? "
        "Recommend no."
    ),
    next_step="Ask before the schedule changes; say why the setting cannot meet twice monthly.",
)


CLAUSES = tuple(section.clauses)
