"""Credit given for prior experiences, 2: co-leading in lieu of supervision."""

from collections import Counter
from datetime import date

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.facts import Debrief
from credentialing.rules.history import History, derived
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted

from .claims import NOT_CLAIMED, cutoff, in_force
from .reviews import long_enough
from .title import DOCUMENT

IN_LIEU = ("in_lieu_of_supervision", "P98.CR.2d")

section = Section(DOCUMENT, "Credit given for prior experiences")


@derived
def sessions_in_lieu(history: History) -> Counter[int]:
    """The supervision sessions granted in lieu, by supervision year; empty unless of effect."""
    total: Counter[int] = Counter()
    if in_lieu_of_supervision(history).outcome is not Outcome.CREDITED:
        return total
    for grant in history.decided("in_lieu_of_supervision"):
        total.update(dict(grant.sessions_by_year))
    return total


def covers_both_years(history: History) -> bool:
    """True if every supervision year asked for is granted in full in lieu."""
    granted = sessions_in_lieu(history)
    years = range(1, history.parameters.number("p98.cp1.years") + 1)
    return all(granted[year] >= history.parameters.number("p98.cp1.per_year") for year in years)


def _cutoff(history: History) -> date | None:
    return cutoff(history, (*history.decided("in_lieu_of_supervision"), history.refused(*IN_LIEU)))


@section.clause(
    "P98.CR.2a",
    Modality.MAY,
    title="Co-led with a credentialed leader",
    cites="Credit given for prior experiences, 2",
    line=41,
    says="For someone with more than two years of co-leading with a credentialed leader.",
    required="more than two years, strictly",
    test=(
        "period [a,b] inclusive with b + 1 day > add_months(a,24), strictly, where a is the later"
        " of the period's start and the day the leader was credentialed. Exactly 24 months is "
        "not_met."
    ),
    readings=(
        "(1) several leaders added up: A: no, B: yes if each attests. Recommend A, else "
        "judgement, cr2.aggregate. (2) leader credentialed during, or only by now? Recommend "
        "during; time before counts not. (3) cutoff as CR.1."
    ),
    next_step="Take formal supervision, or ask the CCC.",
    parameters=("cr2.more_than_months", "credit.cutoff", "date.leap_rounding"),
)
def co_led_long_enough(history: History) -> Verdict:
    claim = history.record.prior_experience.co_leading
    if claim is None:
        return NOT_CLAIMED
    period = history.before_application(claim.period, until=_cutoff(history))
    credentialed = claim.leader_credentialed_from or _credentialed_from(history, claim.leader)
    if period is None or period.end is None or credentialed is None:
        return Verdict(
            Outcome.NOT_MET, "no co-leading with a credentialed leader before the application", (claim,)
        )
    start, months = max(period.start, credentialed), history.parameters.number("cr2.more_than_months")
    span = f"{spell(start)} to {spell(period.end)}"
    if history.exceeds(start, period.end, months):
        return Verdict(Outcome.MET, f"{span}, more than two years", (claim,))
    missing = (history.add_months(start, months) - period.end).days
    return Verdict(
        Outcome.NOT_MET,
        f"{span}, {counted(missing, 'day')} short of more than two years",
        (claim,),
        next_step=f"{counted(missing, 'more day')} would be needed; otherwise take formal supervision.",
    )


def _credentialed_from(history: History, leader: str | None) -> date | None:
    person = history.record.people.get(leader or "")
    return min((period.start for period in person.credentialed_leader), default=None) if person else None


@section.clause(
    "P98.CR.2b",
    Modality.MAY,
    title="Attested by that leader",
    cites="Credit given for prior experiences, 2",
    line=41,
    says="With that co-leader's attestation.",
    required="the leader's attestation",
    test="attestation by the same leader dated <= as_of: met; else not_yet.",
    readings="Attests to the time, or to the debriefing too? Recommend a form that asks both.",
    next_step="Ask the co-leader to attest.",
)
def attested(history: History) -> Verdict:
    claim = history.record.prior_experience.co_leading
    if claim is None:
        return NOT_CLAIMED
    if claim.attested_on is not None:
        return Verdict(Outcome.MET, f"attested on {spell(claim.attested_on)}", (claim,))
    leader = history.record.people.get(claim.leader or "")
    name = (leader.name if leader else None) or "your co-leader"
    return Verdict(Outcome.NOT_YET, "not attested", (claim,), next_step=f"Ask {name} to attest.")


@section.clause(
    "P98.CR.2c",
    Modality.MAY,
    title="Debriefing with that leader",
    cites="Credit given for prior experiences, 2",
    line=41,
    says="Continuing debriefing of the kind in Basic requirements 4 is what can stand in.",
    required="debriefing of half an hour, on file or attested",
    test="qualifying debriefs on record, or attested: met; else not_yet. Frequency stays an ideal.",
    readings='past debriefing, or debriefing going on now? "Ongoing": recommend either, shown apart.',
    next_step="Log or have attested the debriefing.",
    parameters=("review.min_minutes", "review.sum_same_day"),
)
def debriefed(history: History) -> Verdict:
    claim = history.record.prior_experience.co_leading
    if claim is None:
        return NOT_CLAIMED
    if claim.ongoing_debriefing:
        return Verdict(Outcome.MET, "attested as ongoing", (claim,))
    held = long_enough(history, _debriefs_with(history, claim.leader))
    if held:
        return Verdict(Outcome.MET, f"{counted(len(held), 'debriefing')} on file", held)
    return Verdict(Outcome.NOT_YET, "no debriefing with that leader", (claim,))


def _debriefs_with(history: History, leader: str | None) -> tuple[Debrief, ...]:
    groups = {group.id for group in history.record.groups if leader is not None and group.co_leader == leader}
    return tuple(row for row in history.record.debriefs if row.group in groups)


@section.clause(
    "P98.CR.2d",
    Modality.MAY,
    title="In lieu of supervision",
    cites="Credit given for prior experiences, 2",
    line=41,
    says="Then it may replace some or all formal supervision.",
    required="a decision how many sessions it replaces",
    test=(
        "a, b, c met and determination: credited, feeding CP.1b; met without determination: needs"
        " judgement; else n/a. R14.9c/d below twelve then turn to needs judgement."
    ),
    readings=(
        "How much: only a person can say; sessions granted per supervision year, so that CP.1b "
        "stays computable."
    ),
    next_step="Ask the CCC how many sessions remain.",
)
@derived
def in_lieu_of_supervision(history: History) -> Verdict:
    claim = history.record.prior_experience.co_leading
    if claim is None:
        return NOT_CLAIMED
    conditions = (co_led_long_enough, attested, debriefed)
    all_met = all(check(history).outcome is Outcome.MET for check in conditions)
    refused = history.refused(*IN_LIEU)
    granted = in_force(history.decided("in_lieu_of_supervision"), refused)
    if all_met and granted is not None:
        return Verdict(
            Outcome.CREDITED, f"granted on {spell(granted.on)}", (claim, granted), determination=granted
        )
    if refused is not None and granted is None:
        step = "Take formal supervision, or ask the CCC for its reasons."
        return Verdict(
            Outcome.NOT_MET, f"refused on {spell(refused.on)}", (claim, refused), (), step, refused
        )
    if not all_met:
        return Verdict(Outcome.NOT_APPLICABLE, "the conditions are not all met", (claim,))
    return Verdict(Outcome.NEEDS_JUDGEMENT, "nobody has decided how many sessions it replaces", (claim,))


CLAUSES = tuple(section.clauses)
