"""The kinds of notices about Intensives; their texts are templates/notices/<kind>.txt."""

from members.notifications import Kind, register

register(
    Kind("intensive_registered", subject="Your place: {name}"),
    Kind("intensive_changed", subject="Changed: {name}"),
    Kind("intensive_cancelled", subject="Cancelled: {name}"),
    Kind("place_lapsed", subject="A place at {name} is free again"),
    Kind("place_given_up", subject="A place was given up: {name}", essential=False),
    Kind("attendance_attested", subject="Your attendance: {name}"),
    Kind("faculty_seated", subject="You are faculty: {name}"),
    Kind("evaluator_designated", subject="You are asked to evaluate {candidate}"),
    Kind("evaluator_released", subject="No evaluation needed: {candidate}"),
)
