"""Credentialing process requirements 1 and 2: supervision and Intensives."""

from credentialing.rules.clauses import Excluded, Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.history import History
from credentialing.rules.intensives import CANDIDATE, PARTICIPANT
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted, listed

from .credit import covers_both_years, is_credited, sessions_in_lieu
from .exceptional import waiver_of
from .title import DOCUMENT
from .years import SupervisionYear, supervision_years

section = Section(DOCUMENT, "Credentialing process requirements")


def _left_out(history: History, reason: str) -> tuple[Excluded, ...]:
    return tuple((row, why) for row, why in history.supervision.not_counted if why.startswith(reason))


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
    groups = listed(sorted({session.group or "" for session in held}))
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
    required="six sessions in each of two years",
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
    blocks=True,
)
def approved_supervisor(history: History) -> Verdict:
    held = history.supervision.with_approved
    others = len(history.supervision.sessions) - len(held)
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


@section.clause(
    "P98.CP.2a",
    Modality.MUST,
    title="Three Intensives",
    cites="Credentialing process requirements, 2",
    line=23,
    says="Three Balint Leader Intensives are completed.",
    required="three completed Intensives",
    test=(
        "completed intensives with end <= as_of number >= 3: met; with an accepted CR.1 credit, "
        "one participant and one candidate: credited; else not_yet. No lower date limit; "
        "intensives before the application count."
    ),
    readings="Partial attendance: A: completed flag by the host, B: percentage. Recommend A.",
    next_step="Intensives are held twice a year.",
    parameters=("intensives.total", "intensives.participant_with_credit"),
    blocks=True,
)
def three_intensives(history: History) -> Verdict:
    taken, needed = history.intensives.taken, history.parameters.number("intensives.total")
    measured = f"{len(taken)} of {needed}"
    left_out = tuple((row, "not completed") for row in history.intensives.not_completed)
    if len(taken) >= needed:
        return Verdict(Outcome.MET, measured, taken, left_out)
    if is_credited(history) and has_one_of_each(history):
        return Verdict(Outcome.CREDITED, f"{len(taken)}, with credit for prior experience", taken, left_out)
    step = f"{measured}; Intensives are held twice a year."
    return Verdict(Outcome.NOT_YET, measured, taken, left_out, step)


def has_one_of_each(history: History) -> bool:
    """The participant Intensives a credit leaves, and one as a candidate."""
    needed = history.parameters.number("intensives.participant_with_credit")
    return len(history.intensives.as_participant) >= needed and bool(history.intensives.as_candidate)


@section.clause(
    "P98.CP.2b",
    Modality.MUST,
    title="Two as a participant",
    cites="Credentialing process requirements, 2",
    line=23,
    says="Two of them are taken as a participant.",
    required="two completed as a participant",
    test="role participant >= 2: met; credit and >= 1: credited; else not_yet.",
    readings=(
        "Does an earlier, unsuccessful credentialing intensive count as a participant one? A: no,"
        " B: yes. Recommend A."
    ),
    next_step="Register for a participant place.",
    parameters=("intensives.participant", "intensives.participant_with_credit"),
    blocks=True,
)
def two_as_participant(history: History) -> Verdict:
    taken, needed = history.intensives.as_participant, history.parameters.number("intensives.participant")
    measured = f"{len(taken)} of {needed}"
    if len(taken) >= needed:
        return Verdict(Outcome.MET, measured, taken)
    if is_credited(history) and len(taken) >= history.parameters.number("intensives.participant_with_credit"):
        return Verdict(Outcome.CREDITED, f"{len(taken)}, with credit for prior experience", taken)
    return Verdict(Outcome.NOT_YET, measured, taken)


def participants_before(history: History) -> int:
    """How many participant Intensives have to come before the one as a candidate."""
    waived = waiver_of(history, "P98.CP.2b") is not None
    if waived and two_as_participant(history).outcome is Outcome.NOT_YET:
        return 0
    credited = is_credited(history)
    return history.parameters.number(
        "intensives.participant_with_credit" if credited else "intensives.participant"
    )


@section.clause(
    "P98.CP.2c",
    Modality.MUST,
    title="The third as a candidate",
    cites="Credentialing process requirements, 2",
    line=23,
    says="The third is the one taken as a credentialing candidate.",
    required="one as a candidate, after those as a participant",
    test=(
        "Some candidate-role intensive starts after the end of the required number of participant"
        " ones (2; 1 with credit; fewer if CP.2b is waived). None taken as candidate yet: "
        "not_yet. Taken, but too early: not_met, curable by a further candidate-role intensive. "
        "Refresher intensives afterwards do no harm."
    ),
    readings=(
        "A: order is part of the rule, B: only the count is. Recommend A; R14.11b agrees. Not "
        "waivable by exc.nonwaivable."
    ),
    next_step="Finish your participant intensives before you go as a candidate.",
    parameters=("intensives.participant", "intensives.participant_with_credit"),
    blocks=True,
)
def then_as_candidate(history: History) -> Verdict:
    needed, intensives = participants_before(history), history.intensives
    if not intensives.as_candidate:
        return Verdict(Outcome.NOT_YET, "none taken as a candidate")
    before = max(len(intensives.before(row, role=PARTICIPANT)) for row in intensives.as_candidate)
    measured = f"{before} of {needed} as a participant before the one as a {CANDIDATE}"
    if before >= needed:
        return Verdict(Outcome.MET, measured, intensives.taken)
    return Verdict(
        Outcome.NOT_MET,
        measured,
        intensives.taken,
        next_step="Finish your participant Intensives, then take a further one as a candidate.",
    )


CLAUSES = tuple(section.clauses)
