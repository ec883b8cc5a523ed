"""Notices of recommendation, vote and decision; none of them ever names a choice."""

from members.notifications import Kind, register

register(
    Kind("recommendation_to_council", subject="{candidate}: recommendation of the committee"),
    Kind("recommendation_told", subject="The committee's recommendation has gone to the Council"),
    Kind("returned_to_committee", subject="The file of {candidate} is back with the committee"),
    Kind("file_returned", subject="Your file is back with the committee"),
    Kind("vote_called_off", subject="The vote on {candidate} is called off"),
    Kind("vote_opened", subject="Your vote on {candidate}"),
    Kind("vote_again", subject="The Council votes again on your file"),
    Kind("result_to_release", subject="The result of the vote on {candidate} waits for you"),
    Kind("vote_closing", subject="The vote on {candidate} closes soon"),
    Kind("vote_lapsed", subject="The vote on {candidate} has closed without a decision"),
    Kind("council_decided", subject="The Council has decided"),
    Kind("council_result", subject="The Council has decided on {candidate}"),
    Kind("document_failed", subject="{candidate}: the {what} could not be made"),
    Kind("document_lost", subject="{candidate}: the file of the {what} is gone"),
    Kind("document_ready", subject="Your {what} is ready", essential=False),
)
