"""The final Intensive of a case, the committee's work, the Council's vote."""
# ruff: noqa: E501 - a row is a line

from tests.matrix.notation import read

ROWS = [
    *read(
        "training",
        """
credentialing:final(case)              GET   200: candidate co_leader supervisor host faculty readers intensives_coordinator; 403: officers; 404: others
credentialing:final(case)              POST  405: others
credentialing:ask_final(case)          GET   200: candidate; 403: near; 404: others
credentialing:ask_final(case)          POST  422: candidate; 403: near; 404: others
credentialing:take_back_final(case)    GET   200: candidate chair; 403: near; 404: others
credentialing:take_back_final(case)    POST  302: candidate; 422: chair; 403: near; 404: others
credentialing:plan_final(case)         GET   200: chair; 403: near; 404: others
credentialing:plan_final(case)         POST  422: chair; 403: near; 404: others
credentialing:call_off_final(case)     GET   200: candidate chair; 403: near; 404: others
credentialing:call_off_final(case)     POST  422: candidate chair; 403: near; 404: others
credentialing:another_evaluator(case)  GET   200: chair; 403: near; 404: others
credentialing:another_evaluator(case)  POST  422: chair; 403: near; 404: others
credentialing:another_intensive(case)  GET   200: chair; 403: near; 404: others
credentialing:another_intensive(case)  POST  422: chair; 403: near; 404: others
credentialing:practice(case)           GET   200: co_leader supervisor host faculty officers; 403: candidate; 404: others
credentialing:practice(case)           POST  302: co_leader supervisor host faculty officers; 403: candidate; 404: others
credentialing:correct_record(case)     GET   200: candidate supervisor co_leader host faculty coordinator intensives_coordinator treasurer membership_officer; 403: officers; 404: others
credentialing:correct_record(case)     POST  422: candidate supervisor co_leader host faculty coordinator intensives_coordinator treasurer membership_officer; 403: officers; 404: others
credentialing:final_held(case)         GET   200: host faculty intensives_coordinator; 403: near; 404: others
credentialing:final_held(case)         POST  409: host faculty intensives_coordinator; 403: near; 404: others    # it is still to come
credentialing:begin_without_supervisor(case)  GET   200: chair; 403: near; 404: others
credentialing:begin_without_supervisor(case)  POST  409: chair; 403: near; 404: others
""",
    ),
    *read(
        "held",
        """
credentialing:deliver_assessment(evaluation)  GET   200: evaluator; 403: near; 404: others
credentialing:deliver_assessment(evaluation)  POST  302: evaluator; 403: near; 404: others
""",
    ),
    *read(
        "work",
        """
credentialing:deliver_assessment(evaluation)  POST  409: evaluator; 403: near; 404: others
credentialing:determine(case)          GET   200: chair; 403: insiders; 404: others
credentialing:determine(case)          POST  405: others
credentialing:determine_one(case,grant_schedule)   GET   200: chair; 403: insiders; 404: others
credentialing:determine_one(case,grant_schedule)   POST  422: chair; 403: insiders; 404: others
credentialing:determine_one(case,none)    GET/POST  404: chair; 403: insiders; 404: others
credentialing:committee(case)          GET   200: readers; 403: insiders; 404: others
credentialing:committee(case)          POST  405: others
credentialing:open_review(case)        GET   200: chair; 403: insiders; 404: others
credentialing:open_review(case)        POST  409: chair; 403: insiders; 404: others    # reviewed already
credentialing:record_review(case)      GET   200: chair; 403: insiders; 404: others
credentialing:record_review(case)      POST  422: chair; 403: insiders; 404: others
credentialing:recommend(case)          GET   200: chair; 403: insiders; 404: others
credentialing:recommend(case)          POST  422: chair; 403: insiders; 404: others
credentialing:work(case)               GET   200: candidate readers; 403: insiders; 404: others
credentialing:work(case)               POST  405: others
credentialing:propose_work(case)       GET   200: chair; 403: insiders; 404: others
credentialing:propose_work(case)       POST  422: chair; 403: insiders; 404: others
credentialing:agree_work(case)         GET   200: candidate; 403: insiders; 404: others
credentialing:agree_work(case)         POST  409: candidate; 403: insiders; 404: others    # agreed already
credentialing:answer_work(case)        GET   200: candidate chair; 403: insiders; 404: others
credentialing:answer_work(case)        POST  422: candidate chair; 403: insiders; 404: others
credentialing:close_work(case)         GET   200: chair; 403: insiders; 404: others
credentialing:close_work(case)         POST  422: chair; 403: insiders; 404: others
credentialing:work_done(item)          GET   200: chair; 403: insiders; 404: others
credentialing:work_done(item)          POST  422: chair; 403: insiders; 404: others
credentialing:work_deadline(item)      GET   200: chair; 403: insiders; 404: others
credentialing:work_deadline(item)      POST  422: chair; 403: insiders; 404: others
credentialing:answer_deadline(item)    GET   405: others
credentialing:answer_deadline(item)    POST  302: candidate; 403: insiders; 404: others
credentialing:packet(case)             GET   200: readers; 403: insiders; 404: others
credentialing:packet(case)             POST  405: others
""",
    ),
    *read(
        "recommended",
        """
credentialing:packet(case)             GET   200: readers council; 403: insiders; 404: others
credentialing:open_motion(case)        GET   200: president; 403: insiders; 404: others
credentialing:open_motion(case)        POST  422: president; 403: insiders; 404: others
credentialing:return_to_committee(case)  GET   200: chair president; 403: insiders; 404: others
credentialing:return_to_committee(case)  POST  422: chair president; 403: insiders; 404: others
""",
    ),
    *read(
        "voting",
        """
credentialing:motions                  GET   200: council committee; 403: officers; 404: others
credentialing:motions                  POST  405: council committee; 403: officers; 404: others
credentialing:motion(motion)           GET   200: council committee; 403: candidate officers; 404: others
credentialing:motion(motion)           POST  405: others
# Who is on the roll; council3 has voted.
credentialing:release_result(motion)   GET   200: president; 403: candidate officers; 404: others
credentialing:release_result(motion)   POST  409: president; 403: candidate officers; 404: others    # somebody has still to vote
credentialing:ballot(motion)           GET   200: council; 403: candidate officers; 404: others
credentialing:ballot(motion)           POST  422: council; 403: candidate officers; 404: others
credentialing:recuse(motion)           GET   200: council; 403: candidate officers; 404: others
credentialing:recuse(motion)           POST  409: council3; 302: council; 403: candidate officers; 404: others
credentialing:decision(case)           GET   404: candidate readers; 403: insiders; 404: others    # none yet
""",
    ),
    *read(
        "decided",
        """
credentialing:motion(motion)           GET   200: council committee; 403: candidate officers; 404: others
credentialing:ballot(motion)           POST  422: council; 403: candidate officers; 404: others
credentialing:decision(case)           GET   200: candidate readers; 403: insiders; 404: others
credentialing:decision(case)           POST  405: others
credentialing:document(document)       GET   200: candidate readers; 403: insiders; 404: others
credentialing:document(document)       POST  405: others
credentialing:remake_document(document)  GET   200: readers; 403: insiders; 404: others
credentialing:remake_document(document)  POST  409: readers; 403: insiders; 404: others    # it is on file
""",
    ),
]
