"""Credit given for prior experiences, 1: one participant Intensive fewer."""

from datetime import date, timedelta

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.dates import Period, days_in, spell
from credentialing.rules.facts import Determination, Fact
from credentialing.rules.history import History, derived
from credentialing.rules.outcomes import Modality, Outcome

from .claims import NOT_CLAIMED, cutoff, in_force
from .title import DOCUMENT

GROUP_MEMBER = "P98.CR.1a"
PROCESS_GROUP = "P98.CR.1b"
CLAUSE_OF = {"group_member": GROUP_MEMBER, "process_group": PROCESS_GROUP}
"""The clause under which reviewers accept each kind of prior experience (R14.6b)."""

section = Section(DOCUMENT, "Credit given for prior experiences")


@derived
def accepted_credit(history: History) -> Determination | None:
    """The acceptance that credits one of the two alternatives; both together have the same one effect."""
    if not history.determinations:
        return None
    for verdict in (group_member(history), process_group(history)):
        if verdict.outcome is Outcome.CREDITED:
            return verdict.determination
    return None


def is_credited(history: History) -> bool:
    """True if one of the two alternatives is credited."""
    return accepted_credit(history) is not None


def _cutoff(history: History, clause_id: str) -> date | None:
    return cutoff(history, (*history.naming("accept_credit", clause_id), history.refused(clause_id)))


def _decided(history: History, clause_id: str, evidence: tuple[Fact, ...], holds: str) -> Verdict:
    """A claim that passes the literal test is for people to accept or to refuse."""
    refused = history.refused(clause_id)
    accepted = in_force(history.naming("accept_credit", clause_id), refused)
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
    if not (laboratories and history.parameters.flag("credit.lab_sum")):
        return False
    first = laboratories[0].start
    days = sum(days_in(period, history.as_of) for period in laboratories)
    return history.lasts(
        Period(first, first + timedelta(days=min(days - 1, (date.max - first).days))), months
    )


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
    evidence = tuple(dict.fromkeys(fact for verdict in both for fact in verdict.evidence))
    return Verdict(Outcome.MET, "both credited, counted once: one participant Intensive", evidence)


CLAUSES = tuple(section.clauses)
