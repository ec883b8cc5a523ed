"""The notices about groups and supervision; their texts are in templates/notices."""

from members.notifications import Kind, register

register(
    Kind("co_leader_named", subject="{leader} names you as co-leader of {group}"),
    Kind("debrief_to_confirm", subject="Please confirm your debrief of {day_text}"),
    Kind("supervisor_asked", subject="{candidate} asks you to supervise"),
    Kind(
        "supervisor_request_withdrawn",
        subject="{candidate} has withdrawn the request to you",
        essential=False,
    ),
    Kind("supervisor_request_lapsed", subject="{candidate}: the request to you has lapsed"),
    Kind("supervisor_answered", subject="{supervisor} has answered your request"),
    Kind("agreement_to_sign", subject="An agreement with {candidate} waits for your signature"),
    Kind("agreement_signed", subject="{supervisor} has signed your agreement"),
    Kind("agreement_copy", subject="Copy of the supervisor agreement of {candidate}"),
    Kind("agreement_ended", subject="The supervisor agreement of {candidate} and {supervisor} has ended"),
    Kind("supervision_recorded", subject="Supervision of {day_text} is recorded", essential=False),
)
