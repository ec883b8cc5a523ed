"""From enquiry to training. Insiders to a file are its candidate, all officers, and whoever has a part in it."""
# ruff: noqa: E501 - a row is a line

from tests.matrix.notation import read

ROWS = [
    # The candidate has asked the supervisor; nobody else has a part yet. faculty1 is named as a former leader.
    *read(
        "draft",
        """
credentialing:begin                       GET   302: candidate; 200: others
credentialing:begin                       POST  302: candidate; 409: faculty1; 302: others    # faculty1 is credentialed
credentialing:withdraw(case)              GET   200: candidate; 403: supervisor officers; 404: others
credentialing:withdraw(case)              POST  302: candidate; 403: supervisor officers; 404: others
credentialing:close_file(case)            GET   200: chair; 403: candidate supervisor officers; 404: others
credentialing:close_file(case)            POST  422: chair; 403: candidate supervisor officers; 404: others
credentialing:new_attempt(case)           GET   200: candidate; 403: supervisor officers; 404: others
credentialing:new_attempt(case)           POST  409: candidate; 403: supervisor officers; 404: others    # it has not ended
credentialing:application(case)           GET   200: candidate readers; 403: supervisor officers; 404: others
# Nothing typed and no mark of what was seen: the draft that is there must not be lost.
credentialing:application(case)           POST  409: candidate; 403: supervisor officers; 404: others
credentialing:application_autosave(case)  GET   405: others
credentialing:application_autosave(case)  POST  200: candidate; 403: supervisor officers; 404: others
credentialing:send_application(case)      GET   200: candidate; 403: supervisor officers; 404: others
credentialing:send_application(case)      POST  302: candidate; 403: supervisor officers; 404: others
credentialing:policy(case)                GET   200: candidate; 403: supervisor officers; 404: others
credentialing:policy(case)                POST  422: candidate; 403: supervisor officers; 404: others
credentialing:recording(case)             GET   200: candidate; 403: supervisor officers; 404: others
credentialing:recording(case)             POST  422: candidate; 403: supervisor officers; 404: others
credentialing:experience_add(case,other)  GET   200: candidate; 403: supervisor officers; 404: others
credentialing:experience_add(case,other)  POST  422: candidate; 403: supervisor officers; 404: others
credentialing:experience_add(case,none)   GET/POST  404: candidate; 403: supervisor officers; 404: others
credentialing:experience_change(experience)  GET   200: candidate; 403: supervisor officers; 404: others
credentialing:experience_change(experience)  POST  422: candidate; 403: supervisor officers; 404: others
credentialing:experience_remove(experience)  GET   200: candidate; 403: supervisor officers; 404: others
credentialing:experience_remove(experience)  POST  302: candidate; 403: supervisor officers; 404: others
credentialing:attestation_ask(experience) GET   200: candidate; 403: supervisor officers; 404: others
credentialing:attestation_ask(experience) POST  302: candidate; 403: supervisor officers; 404: others
credentialing:attest(experience)          GET   200: faculty1; 403: candidate supervisor officers; 404: others
credentialing:attest(experience)          POST  422: faculty1; 403: candidate supervisor officers; 404: others
credentialing:ask_supervisor(case)        GET   200: candidate; 403: supervisor officers; 404: others
credentialing:ask_supervisor(case)        POST  422: candidate; 403: supervisor officers; 404: others
credentialing:withdraw_ask(case,request)  GET   200: candidate; 403: supervisor officers; 404: others
credentialing:withdraw_ask(case,request)  POST  302: candidate; 403: supervisor officers; 404: others
credentialing:suggest_supervisor(case)    GET   200: coordinator; 403: candidate supervisor officers; 404: others
credentialing:suggest_supervisor(case)    POST  422: coordinator; 403: candidate supervisor officers; 404: others
""",
    ),
    *read(
        "review",
        """
# The Chair has reviewed; the Coordinator owes the other review.
credentialing:review_application(case)    GET   200: chair coordinator; 403: candidate supervisor officers; 404: others
credentialing:review_application(case)    POST  422: chair coordinator; 403: candidate supervisor officers; 404: others
credentialing:second_look(case)           GET   200: chair coordinator; 403: candidate supervisor officers; 404: others
credentialing:second_look(case)           POST  422: chair coordinator; 403: candidate supervisor officers; 404: others
# Sent: what is typed on a page that is still open must not vanish without a word.
credentialing:application(case)           GET   200: candidate readers; 403: supervisor officers; 404: others
credentialing:application(case)           POST  409: candidate; 403: supervisor officers; 404: others
credentialing:send_application(case)      GET   302: candidate; 403: supervisor officers; 404: others
credentialing:send_application(case)      POST  409: candidate; 403: supervisor officers; 404: others
credentialing:change_supervisor(case)     GET/POST  403: candidate supervisor officers; 404: others    # there is no agreement
""",
    ),
    *read(
        "training",
        """
credentialing:agreement(case)             GET   200: candidate treasurer chair; 403: near; 404: others
credentialing:agreement(case)             POST  409: candidate; 403: near; 404: others    # it is signed
credentialing:sign_agreement(agreement)   GET   200: supervisor; 403: near; 404: others
credentialing:sign_agreement(agreement)   POST  409: supervisor; 403: near; 404: others
credentialing:change_supervisor(case)     GET   200: candidate supervisor; 403: near; 404: others
credentialing:change_supervisor(case)     POST  422: candidate supervisor; 403: near; 404: others
credentialing:announce_payment(case)      GET   200: candidate; 403: near; 404: others
credentialing:announce_payment(case)      POST  422: candidate; 403: near; 404: others
credentialing:ask_committee(case,schedule)   GET   200: candidate; 403: near; 404: others
credentialing:ask_committee(case,schedule)   POST  422: candidate; 403: near; 404: others
credentialing:ask_committee(case,exception)  GET   200: candidate chair; 403: near; 404: others
credentialing:ask_committee(case,exception)  POST  422: candidate chair; 403: near; 404: others
credentialing:ask_committee(case,none)    GET/POST  404: others
credentialing:fees_due                    GET   200: treasurer; 403: officers; 404: others
credentialing:fees_due                    POST  405: treasurer; 403: officers; 404: others
credentialing:fee_schedules               GET   200: treasurer; 403: officers; 404: others
credentialing:fee_schedules               POST  422: treasurer; 403: officers; 404: others
credentialing:correct_fee_schedule(fee_schedule)  GET   200: treasurer; 403: officers; 404: others
credentialing:correct_fee_schedule(fee_schedule)  POST  422: treasurer; 403: officers; 404: others
credentialing:fees(case)                  GET   200: candidate treasurer chair; 403: near; 404: others
credentialing:fees(case)                  POST  405: others
credentialing:receive_fee(case)           GET   200: treasurer; 403: near; 404: others
credentialing:receive_fee(case)           POST  422: treasurer; 403: near; 404: others
credentialing:let_supervision_begin(case) GET   200: treasurer; 403: near; 404: others
credentialing:let_supervision_begin(case) POST  409: treasurer; 403: near; 404: others    # it has begun
credentialing:confirm_receipt(announced)  GET   200: treasurer; 403: near; 404: others
credentialing:confirm_receipt(announced)  POST  302: treasurer; 403: near; 404: others
credentialing:confirm_receipt(receipt)    POST  409: treasurer; 403: near; 404: others    # it is confirmed
credentialing:reverse_receipt(receipt)    GET   200: treasurer; 403: near; 404: others
credentialing:reverse_receipt(receipt)    POST  422: treasurer; 403: near; 404: others
credentialing:correct_receipt(receipt)    GET   200: treasurer; 403: near; 404: others
credentialing:correct_receipt(receipt)    POST  422: treasurer; 403: near; 404: others
""",
    ),
    *read(
        "decided",
        """
credentialing:begin                       GET   302: candidate; 200: others
credentialing:new_attempt(case)           POST  409: candidate; 403: insiders; 404: others    # credentialed
credentialing:withdraw(case)              POST  409: candidate; 403: insiders; 404: others
credentialing:close_file(case)            POST  422: chair; 403: insiders; 404: others
""",
    ),
]
