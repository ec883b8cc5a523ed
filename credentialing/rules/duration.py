"""Two years of leading as a bare span, which both documents ask for."""

from .clauses import Verdict
from .dates import spell
from .leading import Leading
from .outcomes import Outcome


def duration(leading: Leading) -> Verdict:
    """From the first counted session to the end of the two years, both days included."""
    if not leading.has_begun:
        return Verdict(Outcome.NOT_YET, "no counted group session yet", (), leading.left_out)
    span = f"from {spell(leading.start)} to {spell(leading.last_day)}"
    measured = f"{span}; two years complete on {spell(leading.complete_on)}"
    if leading.is_complete:
        return Verdict(Outcome.MET, measured, leading.sessions, leading.left_out)
    step = f"Your two years are complete at the end of {spell(leading.complete_on)}."
    if leading.has_ended:
        step = "All your groups have ended; your two years go on with your next group."
    return Verdict(Outcome.NOT_YET, measured, leading.sessions, leading.left_out, step)
