"""Intensives: public, the desk of one, the final Intensive of a candidate."""
# ruff: noqa: E501 - a row is a line

from tests.matrix.notation import read

ROWS = [
    *read(
        "training",
        """
intensives:coming                  GET   200: everybody
intensives:coming                  POST  405: everybody
intensives:intensive(intensive)    GET   200: everybody
intensives:intensive(intensive)    POST  405: everybody
intensives:mine                    GET   200: others
intensives:mine                    POST  405: others
intensives:register(summer)        GET   200: others
intensives:register(summer)        POST  409: candidate; 302: others    # the candidate has a place there
intensives:everything              GET   200: intensives_coordinator committee; 403: officers; 404: others
intensives:everything              POST  405: intensives_coordinator committee; 403: officers; 404: others
intensives:announce                GET   200: intensives_coordinator; 403: officers; 404: others
intensives:announce                POST  422: intensives_coordinator; 403: officers; 404: others
intensives:desk(intensive)         GET   200: intensives_coordinator committee host faculty; 403: candidate officers; 404: others
intensives:desk(intensive)         POST  405: others
intensives:change(intensive)       GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:change(intensive)       POST  422: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:cancel(intensive)       GET   200: intensives_coordinator; 403: candidate host faculty officers; 404: others
intensives:cancel(intensive)       POST  422: intensives_coordinator; 403: candidate host faculty officers; 404: others
intensives:attend(intensive)       GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:attend(intensive)       POST  422: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:assign(intensive)       GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:assign(intensive)       POST  302: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:small_group(intensive)  GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:small_group(intensive)  POST  422: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:add(intensive)          GET   200: intensives_coordinator; 403: candidate host faculty officers; 404: others
intensives:add(intensive)          POST  422: intensives_coordinator; 403: candidate host faculty officers; 404: others
intensives:remove_group(empty_group)  GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:remove_group(empty_group)  POST  302: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:seat(empty_group,1)     GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:seat(empty_group,1)     POST  422: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:seat(empty_group,3)     GET/POST  403: candidate faculty chair ccc_member coordinator treasurer council membership_officer; 404: others
intensives:unseat(seat)            GET   200: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:unseat(seat)            POST  302: intensives_coordinator host; 403: candidate faculty officers; 404: others
intensives:withdraw(participant)   GET   200: candidate intensives_coordinator; 403: host committee; 404: others
intensives:withdraw(participant)   POST  302: candidate intensives_coordinator; 403: host committee; 404: others
""",
    ),
    *read(
        "held",
        """
intensives:co_led(place)           GET   200: intensives_coordinator host faculty; 403: candidate evaluator committee; 404: others
intensives:co_led(place)           POST  422: intensives_coordinator host faculty; 403: candidate evaluator committee; 404: others
intensives:co_led_remove(co_led)   GET   200: intensives_coordinator host faculty; 403: candidate evaluator committee; 404: others
intensives:co_led_remove(co_led)   POST  302: intensives_coordinator host faculty; 403: candidate evaluator committee; 404: others
intensives:meeting(evaluation)     GET   200: evaluator faculty; 403: candidate host intensives_coordinator committee; 404: others
intensives:meeting(evaluation)     POST  422: evaluator faculty; 403: candidate host intensives_coordinator committee; 404: others
intensives:write(evaluation)       GET   200: evaluator; 403: candidate host faculty intensives_coordinator committee; 404: others
# Nothing typed and no mark of what was seen: the draft that is there must not be lost.
intensives:write(evaluation)       POST  409: evaluator; 403: candidate host faculty intensives_coordinator committee; 404: others
intensives:autosave(evaluation)    GET   405: others
intensives:autosave(evaluation)    POST  200: evaluator; 403: candidate host faculty intensives_coordinator committee; 404: others
# Not delivered: to the evaluator it is the draft, to everybody else it does not exist or is not to be read.
intensives:assessment(evaluation)  GET   302: evaluator; 403: candidate host faculty intensives_coordinator committee; 404: others
intensives:assessment(evaluation)  POST  405: others
""",
    ),
    *read(
        "work",
        """
# Delivered.
intensives:assessment(evaluation)  GET   200: candidate evaluator faculty committee; 403: host intensives_coordinator; 404: others    # the Council: in the packet
intensives:write(evaluation)       GET   302: evaluator; 403: candidate host faculty intensives_coordinator committee; 404: others
intensives:autosave(evaluation)    POST  409: evaluator; 403: candidate host faculty intensives_coordinator committee; 404: others
intensives:meeting(evaluation)     POST  422: evaluator faculty; 403: candidate host intensives_coordinator committee; 404: others
intensives:co_led_remove(co_led)   POST  409: intensives_coordinator host faculty; 403: candidate evaluator committee; 404: others
""",
    ),
]
