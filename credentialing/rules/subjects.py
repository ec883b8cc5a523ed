"""The two documents side by side, one subject a row (section 4 of the design's rules, X01 to X25).

Every clause with a finding belongs to exactly one subject; a test holds that.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from .findings import Assessment, Finding
from .outcomes import Outcome


class Relation(StrEnum):
    """How the two documents' answers on one subject stand to each other, for this candidate."""

    DIFFER = "differ"
    SAME = "same answer"
    ONLY_ONE = "only one speaks"

    @property
    def heading(self) -> str:
        """Over the rows of this kind."""
        return "The documents differ" if self is Relation.DIFFER else self.capitalize()


class Subject(NamedTuple):
    """One subject, and the clauses of the older and the newer document that speak of it."""

    key: str
    title: str
    older: tuple[str, ...]
    newer: tuple[str, ...]


class Row(NamedTuple):
    """One subject with this candidate's findings under both documents."""

    subject: Subject
    older: tuple[Finding, ...]
    newer: tuple[Finding, ...]
    relation: Relation


SUBJECTS: Final = (
    Subject("X23", "Reading the policy", (), ("R14.1",)),
    Subject("X26", "Membership", ("P98.BR.1a", "P98.BR.1b"), ("R14.2a", "R14.2b")),
    Subject("X27", "The application form", ("P98.BR.1c",), ("R14.3a",)),
    Subject("X01", "Whom the application goes to", ("P98.BR.1d",), ("R14.3b",)),
    Subject("X02", "Approval of the application", (), ("R14.6a",)),
    Subject("X12", "The supervisor", ("P98.CP.1a", "P98.CP.1c"), ("R14.4a", "R14.4c")),
    Subject("X11", "Recording", (), ("R14.5a", "R14.5b", "R14.9d")),
    Subject(
        "X22",
        "Agreement and fees",
        (),
        ("R14.7a", "R14.7b", "R14.7c", "R14.7d", "R14.7e", "R14.8a", "R14.8b"),
    ),
    Subject("X03", "Leading during the process", ("P98.BR.2a",), ()),
    Subject("X04", "How often the group meets", ("P98.BR.2b",), ("R14.9a",)),
    Subject("X05", "Other schedules", ("P98.BR.2e",), ()),
    Subject("X06", "Two years of leading", ("P98.BR.2c",), ("R14.9b",)),
    Subject("X07", "Co-leaders", ("P98.BR.3a", "P98.BR.3b"), ()),
    Subject("X08", "Reviewing the group", ("P98.BR.4a", "P98.BR.4b", "P98.BR.4c"), ("R14.10",)),
    Subject("X09", "How much supervision", ("P98.CP.1b",), ("R14.9c",)),
    Subject("X10", "The supervision year", (), ()),
    Subject(
        "X13",
        "Credit for prior experience",
        (
            "P98.CR.1a",
            "P98.CR.1b",
            "P98.CR.1c",
            "P98.CR.2a",
            "P98.CR.2b",
            "P98.CR.2c",
            "P98.CR.2d",
        ),
        ("R14.6b",),
    ),
    Subject("X14", "Intensives", ("P98.CP.2a", "P98.CP.2b", "P98.CP.2c"), ("R14.11a", "R14.11b")),
    Subject("X15", "Co-leading at the final Intensive", ("P98.CP.3a", "P98.CP.3b"), ("R14.11c",)),
    Subject("X16", "Who may be faculty", ("P98.CP.3c", "P98.CP.3d"), ()),
    Subject("X17", "Evaluator and evaluation", ("P98.CP.3e",), ("R14.11d", "R14.11e")),
    Subject("X18", "Delivery of the assessment", ("P98.CP.3f", "P98.CP.3g"), ("R14.11f",)),
    Subject("X19", "Who recommends", ("P98.FR.1a", "P98.FR.1b"), ("R14.11g",)),
    Subject("X20", "Exceptional circumstances", ("P98.EXC.2",), ()),
    Subject("X21", "Further work", ("P98.FR.2a", "P98.FR.2b"), ()),
    Subject("X24", "The final decision", ("P98.FR.3",), ("R14.11h",)),
    Subject("X25", "Authority and date", ("P98.DOC",), ("R14.DOC",)),
)

# The most pressing answer of several clauses speaks for the document; the rest is all satisfied.
_PRESSING = (Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NOT_YET, Outcome.ADVISORY)


def pairing(assessment: Assessment) -> tuple[Row, ...]:
    """One row a subject with findings: those that differ first, then the same, then one-sided ones."""
    found = {finding.clause.id: finding for finding in assessment.findings}
    rows = []
    for subject in SUBJECTS:
        older = tuple(found[clause] for clause in subject.older if clause in found)
        newer = tuple(found[clause] for clause in subject.newer if clause in found)
        if older or newer:
            rows.append(Row(subject, older, newer, _relation(older, newer)))
    order = list(Relation)
    return tuple(sorted(rows, key=lambda row: order.index(row.relation)))


def answer(findings: tuple[Finding, ...]) -> Outcome | None:
    """What a document says on a subject: its most pressing outcome; `None` if it does not speak."""
    outcomes = {finding.outcome for finding in findings}
    if outcomes <= {Outcome.NOT_APPLICABLE}:
        return None
    return next((outcome for outcome in _PRESSING if outcome in outcomes), Outcome.MET)


def _relation(older: tuple[Finding, ...], newer: tuple[Finding, ...]) -> Relation:
    answers = answer(older), answer(newer)
    if None in answers:
        return Relation.ONLY_ONE
    return Relation.SAME if answers[0] is answers[1] else Relation.DIFFER
