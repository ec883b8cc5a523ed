"""Credentialing process requirements 1: supervision."""

from credentialing.rules.clauses import LeftOut, Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted, listed

from .credit import covers_both_years, sessions_in_lieu
from .title import DOCUMENT
from .years import SupervisionYear, supervision_years

section = Section(DOCUMENT, "Credentialing process requirements")


def _left_out(history: History, reason: str) -> LeftOut:
    return lambda: tuple(
        (row, why) for row, why in history.supervision.not_counted() if why.startswith(reason)
    )


def _replaced(history: History, otherwise: str) -> Verdict:
    """Nothing counts: credited if both years are granted in lieu, else not yet."""
    if covers_both_years(history):
        return Verdict(Outcome.CREDITED, "all supervision is replaced by earlier co-leading")
    return Verdict(Outcome.NOT_YET, otherwise)


@section.clause(
    "P98.CP.1a",
    Modality.MUST,
    title="Supervision of one's own group",
    cites="Credentialing process requirements, 1, sentence 1",
    line=22,
    says="The applicant completes supervision of the group he or she is running.",
    required="supervision of a group the candidate leads",
    test=(
        "Each counted session names a group the candidate leads and which has not ended. At least"
        " one: met; none: not_yet; session about another group is excluded with the reason. All "
        "formal supervision replaced (CR.2d): credited."
    ),
    readings=(
        "One and the same group throughout, or any groups led? Recommend any, report the number. "
        '"Complete" is measured by CP.1b.'
    ),
    next_step="Link the session to your group.",
    blocks=True,
)
def own_group(history: History) -> Verdict:
    held = history.supervision.of_own_group
    excluded = _left_out(history, "not about")
    if not held:
        return _replaced(history, "no supervision of a group of the candidate's")._replace(excluded=excluded)
    groups = counted(len({session.group for session in held}), "group")
    return Verdict(Outcome.MET, f"{counted(len(held), 'session')} about {groups}", held, excluded)


@section.clause(
    "P98.CP.1b",
    Modality.MUST,
    title="Six sessions a year for two years",
    cites="Credentialing process requirements, 1, sentence 2",
    line=22,
    says=(
        "Supervision comes to six sessions a year, two years long (in each year or on average, see readings)."
    ),
    required="{p98.cp1.per_year} sessions in each of {p98.cp1.years} years",
    test=(
        "d0 = first counted session. Year k = [add_months(d0,12(k-1)), add_months(d0,12k)), half "
        "open. met iff two such years hold >= 6 each (not necessarily consecutive). Else with in-"
        "lieu sessions added: credited. Else not_met if year 1 or 2 has closed short; else "
        "not_yet."
    ),
    readings=(
        "(1) A: six in each year, B: twelve in all. Recommend A, p98.cp1.year_test = each | "
        "total; always print the total. (2) Anchor: A: first supervision session, B: first group "
        "session, C: agreement date. Recommend A, the year is the supervision's own; "
        "p98.cp1.anchor. The result changes with the anchor. (3) A: the first two years only, B: "
        "any two. Recommend B, so a short year can be made good. Same-day sessions count once."
    ),
    next_step="Arrange your first supervision session.",
    parameters=(
        "p98.cp1.per_year",
        "p98.cp1.years",
        "p98.cp1.year_test",
        "p98.cp1.anchor",
        "supervision.same_day",
        "supervisor.approved_on",
        "date.leap_rounding",
    ),
    required_under={
        (
            "p98.cp1.year_test",
            "total",
        ): "{p98.cp1.per_year} sessions a year for {p98.cp1.years} years, in all",
    },
    blocks=True,
)
def six_a_year(history: History) -> Verdict:
    if history.parameters.choice("p98.cp1.year_test") == "total":
        return _twelve_in_all(history)
    sessions, left_out = history.supervision.counted, history.supervision.not_counted
    years = supervision_years(history, {})
    if _enough(history, years):
        return Verdict(Outcome.MET, _by_year(years), sessions, left_out)
    granted = sessions_in_lieu(history)
    if granted:
        years = supervision_years(history, granted)
        if _enough(history, years):
            return Verdict(Outcome.CREDITED, f"{_by_year(years)}, in lieu included", sessions, left_out)
    asked, per_year = (
        history.parameters.number("p98.cp1.years"),
        history.parameters.number("p98.cp1.per_year"),
    )
    short = [
        year
        for year in years
        if year.number <= asked and year.has_closed(history.as_of) and year.sessions < per_year
    ]
    step = _next_supervision(history, years)
    if short:
        return Verdict(
            Outcome.NOT_MET, _by_year(years), sessions, left_out, f"{step} Or ask the CCC for a decision."
        )
    return Verdict(Outcome.NOT_YET, _by_year(years) or "no counted session", sessions, left_out, step)


def _enough(history: History, years: tuple[SupervisionYear, ...]) -> bool:
    per_year = history.parameters.number("p98.cp1.per_year")
    full = [year for year in years if year.sessions >= per_year]
    return len(full) >= history.parameters.number("p98.cp1.years")


def _by_year(years: tuple[SupervisionYear, ...]) -> str:
    if not years:
        return ""
    in_each = listed((f"year {year.number}: {year.sessions}" for year in years), at_most=4)
    return f"{in_each}; {sum(year.sessions for year in years)} in all"


def _next_supervision(history: History, years: tuple[SupervisionYear, ...]) -> str:
    per_year = history.parameters.number("p98.cp1.per_year")
    for year in years:
        if year.first and year.last and year.first <= history.as_of <= year.last:
            return f"Year {year.number} holds {year.sessions} of {per_year} and closes on {spell(year.last)}."
    if not years:
        return "Arrange your first supervision session."
    return f"Your next session belongs to a further year; it needs {per_year}."


def _twelve_in_all(history: History) -> Verdict:
    """The other reading: the sessions of all years together."""
    needed = history.parameters.number("p98.cp1.years") * history.parameters.number("p98.cp1.per_year")
    held, granted = len(history.supervision.counted), sum(sessions_in_lieu(history).values())
    measured = f"{held + granted} of {needed} in all"
    if held >= needed:
        return Verdict(Outcome.MET, measured, history.supervision.counted)
    if held + granted >= needed:
        return Verdict(Outcome.CREDITED, f"{measured}, in lieu included", history.supervision.counted)
    step = f"{counted(needed - held - granted, 'more session')} to go."
    return Verdict(Outcome.NOT_YET, measured, history.supervision.counted, (), step)


@section.clause(
    "P98.CP.1c",
    Modality.MUST,
    title="An approved supervisor",
    cites="Credentialing process requirements, 1, sentence 2",
    line=22,
    says="The supervisor is an approved Balint supervisor.",
    required="a supervisor approved on the day of the session",
    test=(
        "supervisor approved on the session date, inclusive. Sessions outside are excluded. At "
        "least one counted: met; none: not_yet."
    ),
    readings=(
        "Approved at the session, or at the agreement? Recommend at the session, "
        "supervisor.approved_on = session | agreement. Who approves: text silent; the R14.4 list "
        "suggests the Coordinator keeps it."
    ),
    next_step="Choose a supervisor from the list.",
    parameters=("supervisor.approved_on",),
    required_under={
        ("supervisor.approved_on", "agreement"): "a supervisor approved on the day of the agreement",
    },
    blocks=True,
)
def approved_supervisor(history: History) -> Verdict:
    held, others = history.supervision.with_approved, len(history.supervision.sessions)
    excluded = _left_out(history, "supervisor not approved")
    if held:
        return Verdict(
            Outcome.MET, f"{counted(len(held), 'session')} with an approved supervisor", held, excluded
        )
    verdict = _replaced(history, "no session with an approved supervisor")._replace(excluded=excluded)
    if others:
        step = f"{counted(others, 'session')} held with a supervisor not on the list on that day."
        verdict = verdict._replace(next_step=step)
    return verdict


CLAUSES = tuple(section.clauses)
