"""The application, which both documents ask for and each addresses to somebody else."""

from .clauses import Verdict
from .dates import spell
from .facts import Noted
from .history import History, derived
from .outcomes import Outcome


@derived
def completed(history: History) -> Verdict:
    """The application is completed."""
    on = history.record.application.completed_on
    if on is None:
        return Verdict(Outcome.NOT_YET, "no completed application on file")
    return Verdict(Outcome.MET, f"completed on {spell(on)}", (Noted("application.completed_on", on),))


def sent_to(history: History, office: str, name: str) -> Verdict:
    """The application, once submitted, went to the office named."""
    on = history.submitted_on
    if on is None:
        return Verdict(Outcome.NOT_YET, "not submitted")
    evidence = (Noted("application.submitted_on", on),)
    if office in history.record.application.sent_to:
        return Verdict(Outcome.MET, f"sent to {name} on {spell(on)}", evidence)
    return Verdict(Outcome.NOT_YET, f"submitted on {spell(on)}, but not to {name}", evidence)
