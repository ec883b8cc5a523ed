"""Notices from application to training."""

from members.notifications import Kind, register

register(
    Kind("application_sent", subject="Application of {candidate} to review"),
    Kind("application_receipt", subject="Your application has been sent"),
    Kind("application_returned", subject="Your application has come back to you"),
    Kind("application_declined", subject="Your application"),
    Kind("application_approved", subject="Your application is approved"),
    Kind("candidate_approved", subject="{candidate}: the application is approved"),
    Kind("reviews_differ", subject="The reviews of {candidate}'s application differ"),
    Kind("second_look", subject="A second look at the application of {candidate}"),
    Kind("attestation_asked", subject="{candidate} asks you to attest to your co-leading"),
    Kind("attestation_gone", subject="{leader} will not attest to your co-leading"),
    Kind("attested", subject="{leader} has attested to your co-leading"),
    Kind("supervisor_suggested", subject="A supervisor is suggested to you"),
    Kind("supervisor_change", subject="{candidate} needs a new supervisor"),
    Kind("payment_announced", subject="{candidate} has sent {amount}"),
    Kind("receipt_confirmed", subject="Your payment of {amount} has arrived"),
    Kind("supervision_may_begin", subject="{candidate}: supervision may begin"),
    Kind("clearing_moved", subject="{candidate}: supervision counts from another day"),
    Kind("receipt_reversed", subject="A fee receipt of {candidate} was reversed"),
    Kind("receipt_corrected", subject="A fee receipt of {candidate} was corrected"),
    Kind("committee_asked", subject="{candidate} asks the committee: {what}"),
    Kind("file_ended", subject="The file of {candidate} has ended"),
    Kind("file_withdrawn", subject="The file of {candidate} has ended"),
    Kind("file_closed", subject="Your file has been closed"),
)
