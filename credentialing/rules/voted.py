"""The Council's vote, with which both documents end."""

from .clauses import Verdict
from .dates import spell
from .facts import Noted
from .history import History
from .outcomes import Outcome


def council_voted(history: History) -> Verdict:
    """A closed vote with an outcome; which outcome is no business of the rules."""
    vote = history.vote
    if vote is None or vote.voted_on is None:
        return Verdict(Outcome.NOT_YET, "no vote")
    return Verdict(
        Outcome.MET, f"voted on {spell(vote.voted_on)}", (Noted("council_vote.voted_on", vote.voted_on),)
    )
