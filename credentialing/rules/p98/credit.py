"""Credit given for prior experiences: fewer Intensives, less supervision."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import Period, days_in, exceeds_months, spell
from credentialing.rules.facts import Debrief, Determination, Fact
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted

from .reviews import long_enough
from .title import DOCUMENT

GROUP_MEMBER = "P98.CR.1a"
PROCESS_GROUP = "P98.CR.1b"
IN_LIEU = ("in_lieu_of_supervision", "P98.CR.2d")
NOT_CLAIMED = Verdict(Outcome.NOT_APPLICABLE, "not claimed")

section = Section(DOCUMENT, "Credit given for prior experiences")


def is_credited(history: History) -> bool:
    """True if one of the two alternatives is credited; both together have the same one effect."""
    return any(check(history).outcome is Outcome.CREDITED for check in (group_member, process_group))


def sessions_in_lieu(history: History) -> Mapping[int, int]:
    """The supervision sessions granted in lieu, by supervision year; empty unless of effect."""
    if in_lieu_of_supervision(history).outcome is not Outcome.CREDITED:
        return {}
    total: Counter[int] = Counter()
    for grant in history.decided("in_lieu_of_supervision"):
        total.update(dict(grant.sessions_by_year))
    return total


def covers_both_years(history: History) -> bool:
    """True if every supervision year asked for is granted in full in lieu."""
    granted = sessions_in_lieu(history)
    years = range(1, history.parameters.number("p98.cp1.years") + 1)
    return all(granted.get(year, 0) >= history.parameters.number("p98.cp1.per_year") for year in years)


def _in_force(granted: tuple[Determination, ...], refused: Determination | None) -> Determination | None:
    """The last acceptance, unless a refusal came after it."""
    if not granted or (refused is not None and refused.on > granted[-1].on):
        return None
    return granted[-1]


def _cutoff(history: History, clause_id: str) -> date | None:
    """The last day that is prior: submission, or under the other reading the day of the decision."""
    if history.parameters.choice("credit.cutoff") == "submission":
        return None
    decided = [row.on for row in history.naming("accept_credit", clause_id)]
    refused = history.refused(clause_id)
    return max([*decided, *([refused.on] if refused else [])], default=history.as_of)


def _decided(history: History, clause_id: str, evidence: tuple[Fact, ...], holds: str) -> Verdict:
    """A claim that passes the literal test is for people to accept or to refuse."""
    refused = history.refused(clause_id)
    accepted = _in_force(history.naming("accept_credit", clause_id), refused)
    if accepted is not None:
        return Verdict(
            Outcome.CREDITED,
            f"{holds}; accepted on {spell(accepted.on)}",
            (*evidence, accepted),
            determination=accepted,
        )
    if refused is not None:
        return Verdict(
            Outcome.NOT_MET,
            f"{holds}; refused on {spell(refused.on)}",
            (*evidence, refused),
            next_step="Take the Intensives the Procedures ask for, or ask the CCC for its reasons.",
            determination=refused,
        )
    return Verdict(
        Outcome.NEEDS_JUDGEMENT,
        f"{holds}; nobody has decided",
        evidence,
        next_step="Wait for a decision on your prior experience.",
    )


@section.clause(
    "P98.CR.1a",
    Modality.MAY,
    title="Credit as a Balint group member",
    cites="Credit given for prior experiences, 1, first alternative",
    line=31,
    says=(
        "Someone who took part in a Balint group that met at least twice a month for at least two"
        " years needs only one participant intensive and one as candidate."
    ),
    required="a group that met twice a month for two years, accepted as a credit",
    test=(
        "literal: group dates hold 24 whole months and frequency >= 2. strong: own participation "
        "holds 24 whole months too, ended by PS. Not claimed n/a; literal false not_met; literal "
        "true and accepted credited; else needs judgement, saying which reading holds."
    ),
    readings=(
        "(1) whose two years, A: the group's, B: the person's. Recommend B for a clean "
        "acceptance, the literal case alone is flagged. (2) who accepts: text silent; recommend "
        "Chair and Coordinator at R14.6b, credit.accepted_by. (3) by when: heading says prior, so"
        " by submission; credit.cutoff = submission."
    ),
    next_step="Name the group, its dates and someone who can confirm.",
    parameters=("cr1a.months", "cr1a.per_month", "credit.cutoff", "date.leap_rounding"),
)
def group_member(history: History) -> Verdict:
    claim = history.record.prior_experience.group_member
    if claim is None:
        return NOT_CLAIMED
    until, months = _cutoff(history, GROUP_MEMBER), history.parameters.number("cr1a.months")
    met = history.lasts(history.before_application(claim.group_met, until=until), months)
    often = (claim.meetings_per_month or 0) >= history.parameters.number("cr1a.per_month")
    if not (met and often):
        reason = (
            "the group did not meet for two years" if not met else "the group met less than twice a month"
        )
        return Verdict(Outcome.NOT_MET, f"{reason} before the application", (claim,))
    took_part = history.lasts(history.before_application(claim.participation, until=until), months)
    holds = "the group met for two years" + (" and so did you" if took_part else ", you took part for less")
    return _decided(history, GROUP_MEMBER, (claim,), holds)


@section.clause(
    "P98.CR.1b",
    Modality.MAY,
    title="Credit for process-group training",
    cites="Credit given for prior experiences, 1, second alternative",
    line=37,
    says=(
        "Or formal training in group process theory with at least three months of group "
        "laboratory, to the same effect."
    ),
    required="theory and three months of laboratory, accepted as a credit",
    test="theory and laboratory dates hold 3 whole months (inclusive). Outcomes as CR.1a.",
    readings=(
        '"Formal" and "laboratory" are not defined: always a person\'s decision; the engine checks'
        " only length. Several laboratories adding to three months: recommend yes, credit.lab_sum"
        " = true."
    ),
    next_step="Attach the certificate and the laboratory dates.",
    parameters=("cr1b.lab_months", "credit.lab_sum", "credit.cutoff", "date.leap_rounding"),
)
def process_group(history: History) -> Verdict:
    claim = history.record.prior_experience.process_group
    if claim is None:
        return NOT_CLAIMED
    until = _cutoff(history, PROCESS_GROUP)
    cut = [history.before_application(period, until=until) for period in claim.laboratory]
    laboratories = sorted(period for period in cut if period is not None)
    long = _laboratories_last(history, laboratories)
    if not (claim.theory_training and long):
        reason = "less than three months of laboratory" if not long else "no training in theory"
        return Verdict(Outcome.NOT_MET, f"{reason} before the application", (claim,))
    return _decided(history, PROCESS_GROUP, (claim,), "theory and three months of laboratory")


def _laboratories_last(history: History, laboratories: list[Period]) -> bool:
    """One laboratory holds the months, or all of them put end to end do."""
    months = history.parameters.number("cr1b.lab_months")
    if any(history.lasts(period, months) for period in laboratories):
        return True
    if len(laboratories) < 2 or not history.parameters.flag("credit.lab_sum"):
        return False
    first = laboratories[0].start
    days = sum(days_in(period, history.as_of) for period in laboratories)
    return history.lasts(Period(first, first + timedelta(days=days - 1)), months)


@section.clause(
    "P98.CR.1c",
    Modality.INFO,
    title="Either credit, once",
    cites="Credit given for prior experiences, 1, the OR",
    line=33,
    says='The two alternatives lead to the same reduction and are joined by "or".',
    required="both credits together count once",
    test=(
        "required participant intensives = 1 if either is credited, never lower. Each credit is "
        "consumed once."
    ),
    readings=(
        "A: alternatives, B: cumulative to zero. Recommend A, both sentences still name one "
        "participant intensive."
    ),
    next_step="Nothing to do.",
    parameters=("intensives.participant_with_credit",),
)
def either_once(history: History) -> Verdict:
    both = [check(history) for check in (group_member, process_group)]
    if any(verdict.outcome is not Outcome.CREDITED for verdict in both):
        return Verdict(Outcome.NOT_APPLICABLE, "not both credited")
    evidence = tuple(fact for verdict in both for fact in verdict.evidence)
    return Verdict(Outcome.MET, "both credited, counted once: one participant Intensive", evidence)


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
    period = history.before_application(claim.period, until=_cutoff(history, "P98.CR.2d"))
    credentialed = claim.leader_credentialed_from or _credentialed_from(history, claim.leader)
    if period is None or period.end is None or credentialed is None:
        return Verdict(
            Outcome.NOT_MET, "no co-leading with a credentialed leader before the application", (claim,)
        )
    start, months = max(period.start, credentialed), history.parameters.number("cr2.more_than_months")
    span = f"{spell(start)} to {spell(period.end)}"
    if exceeds_months(start, period.end, months, rounding=history.rounding):
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
def in_lieu_of_supervision(history: History) -> Verdict:
    claim = history.record.prior_experience.co_leading
    if claim is None:
        return NOT_CLAIMED
    conditions = (co_led_long_enough, attested, debriefed)
    if any(check(history).outcome is not Outcome.MET for check in conditions):
        return Verdict(Outcome.NOT_APPLICABLE, "the conditions are not all met", (claim,))
    refused = history.refused(*IN_LIEU)
    granted = _in_force(history.decided("in_lieu_of_supervision"), refused)
    if granted is not None:
        return Verdict(
            Outcome.CREDITED, f"granted on {spell(granted.on)}", (claim, granted), determination=granted
        )
    if refused is not None:
        step = "Take formal supervision, or ask the CCC for its reasons."
        return Verdict(
            Outcome.NOT_MET, f"refused on {spell(refused.on)}", (claim, refused), (), step, refused
        )
    return Verdict(Outcome.NEEDS_JUDGEMENT, "nobody has decided how many sessions it replaces", (claim,))


CLAUSES = tuple(section.clauses)
