"""One candidate's record checked against a society's written procedures, clause by clause.

Pure functions of a `Record`: nothing here reads a database, a clock or a file, and no assessment can
credential anyone. Start with `assess(record)`.
"""

from .american_balint import AMERICAN_BALINT_SOCIETY
from .assess import assess
from .clauses import Clause, Rulebook
from .editions import Edition, Standing
from .facts import Record
from .findings import Assessment, Finding, ParameterUsed, Reading
from .outcomes import Modality, Outcome, Overall, Readiness
from .parameters import Change, Parameter, Parameters, TwoVersionsError, UnknownParameterError, Version
from .society import Bridge, ClauseVersion, Society
from .steps import STEPS, Place, Step, StepReached, road
from .subjects import SUBJECTS, Relation, Row, Subject, pairing

PARAMETERS = AMERICAN_BALINT_SOCIETY.parameters
CLAUSES = AMERICAN_BALINT_SOCIETY.clauses
DOCUMENTS = AMERICAN_BALINT_SOCIETY.documents

__all__ = [
    "AMERICAN_BALINT_SOCIETY",
    "CLAUSES",
    "DOCUMENTS",
    "PARAMETERS",
    "STEPS",
    "SUBJECTS",
    "Assessment",
    "Bridge",
    "Change",
    "Clause",
    "ClauseVersion",
    "Edition",
    "Finding",
    "Modality",
    "Outcome",
    "Overall",
    "Parameter",
    "ParameterUsed",
    "Parameters",
    "Place",
    "Readiness",
    "Reading",
    "Record",
    "Relation",
    "Row",
    "Rulebook",
    "Society",
    "Standing",
    "Step",
    "StepReached",
    "Subject",
    "TwoVersionsError",
    "UnknownParameterError",
    "Version",
    "assess",
    "pairing",
    "road",
]
