"""Basic requirements 3: with whom the groups are led."""

from collections import Counter
from collections.abc import Mapping

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.facts import Group
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted

from .leading import service
from .title import DOCUMENT

PHYSICIAN = frozenset({"physician"})
MIND = frozenset({"psychiatrist", "psychologist", "counselor", "lcsw"})

section = Section(DOCUMENT, "Basic requirements")


@section.clause(
    "P98.BR.3a",
    Modality.IDEALLY,
    title="Ideally two co-leaders",
    cites="Basic requirements, 3, sentence 1",
    line=17,
    says="Ideally a group has two co-leaders.",
    required="a co-leader in every group",
    test=(
        'met iff every counted session has at least one other leader present; else advisory "n of m alone".'
    ),
    readings=(
        "Present at the session, or appointed to the group? Recommend present, with appointed as "
        "fallback where attendance is unrecorded."
    ),
    next_step="Consider finding a co-leader.",
    parameters=("service.counts_from", "process.starts_on"),
)
def co_leader(history: History) -> Verdict:
    leading = service(history)
    if not leading.has_begun:
        return Verdict(
            Outcome.NOT_YET, "no counted group session yet", next_step="Log your first group session."
        )
    alone = len(leading.sessions) - len(leading.co_led)
    if alone == 0:
        return Verdict(
            Outcome.MET, f"all {counted(len(leading.sessions), 'session')} co-led", leading.sessions
        )
    return Verdict(Outcome.ADVISORY, f"{alone} of {len(leading.sessions)} alone", leading.sessions)


@section.clause(
    "P98.BR.3b",
    Modality.IDEALLY,
    title="Professions of the pair",
    cites="Basic requirements, 3, sentence 2",
    line=17,
    says=(
        "In a medical setting the pair is a physician and someone from psychiatry, psychology, "
        "counseling or licensed clinical social work."
    ),
    required="a physician with someone from psychiatry, psychology, counseling or social work",
    test=(
        "For medical, co-led sessions there is an assignment of the two leaders to (physician) "
        "and (one of the four). A psychiatrist may fill either seat. All: met; any not: advisory;"
        " none such: n/a."
    ),
    readings=(
        "A: explains the ideal, so advisory; B: a requirement whenever there is a medical pair. "
        "Recommend A, p98.br3b.severity = advisory | must. Psychiatrist as physician: recommend "
        "yes, p98.psychiatrist_is_physician. LCSW equivalents abroad or other licences: needs "
        "judgement through a profession table."
    ),
    next_step="Tell the CCC the professions of both leaders.",
    parameters=(
        "p98.br3b.severity",
        "p98.psychiatrist_is_physician",
        "service.counts_from",
        "process.starts_on",
    ),
)
def professions_paired(history: History) -> Verdict:
    held = Counter(session.group for session in service(history).co_led)
    medical = {group: held[group.id] for group in history.groups.values() if _is_medical(group, held)}
    if not medical:
        return Verdict(Outcome.NOT_APPLICABLE, "no co-led group in a medical setting")
    sessions, evidence = sum(medical.values()), tuple(medical)
    unpaired = sum(number for group, number in medical.items() if not _is_paired(history, group))
    if not unpaired:
        return Verdict(Outcome.MET, f"paired in all {counted(sessions, 'session')}", evidence)
    firm = history.parameters.choice("p98.br3b.severity") == "must"
    return Verdict(
        Outcome.NOT_MET if firm else Outcome.ADVISORY,
        f"{unpaired} of {counted(sessions, 'session')} not so paired",
        evidence,
    )


def _is_medical(group: Group, held: Mapping[str, int]) -> bool:
    return group.setting == "medical" and group.id in held


def _is_paired(history: History, group: Group) -> bool:
    """One of the two can sit as the physician while the other sits as one of the four."""
    other = history.record.people.get(group.co_leader or "")
    one, two = history.record.candidate.profession, other.profession if other else None
    physicians = PHYSICIAN
    if history.parameters.flag("p98.psychiatrist_is_physician"):
        physicians = PHYSICIAN | {"psychiatrist"}
    return (one in physicians and two in MIND) or (two in physicians and one in MIND)


CLAUSES = tuple(section.clauses)
