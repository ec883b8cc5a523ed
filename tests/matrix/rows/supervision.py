"""Groups, debriefs and supervision. Who may not see a group gets 404, officers too; oversight is by office."""
# ruff: noqa: E501 - a row is a line

from tests.matrix.notation import read

ROWS = [
    *read(
        "training",
        """
supervision:groups                 GET   200: members; 404: others
supervision:groups                 POST  405: others
supervision:log                    GET   200: members; 404: others
supervision:log                    POST  422: members; 404: others
supervision:group_start            GET   200: members; 404: others
supervision:group_start            POST  422: members; 404: others
supervision:group(group)           GET   200: candidate co_leader supervisor readers; 404: others
supervision:group(group)           POST  405: others
supervision:group_change(group)    GET   200: candidate; 403: co_leader supervisor readers; 404: others
supervision:group_change(group)    POST  422: candidate; 403: co_leader supervisor readers; 404: others
supervision:group_end(group)       GET   200: candidate; 403: co_leader supervisor readers; 404: others
supervision:group_end(group)       POST  422: candidate; 403: co_leader supervisor readers; 404: others
supervision:group_resume(group)    GET   200: candidate; 403: co_leader supervisor readers; 404: others
supervision:group_resume(group)    POST  409: candidate; 403: co_leader supervisor readers; 404: others    # it has not ended
supervision:co_leader(group)       GET   200: candidate; 403: co_leader supervisor readers; 404: others
supervision:co_leader(group)       POST  422: candidate; 403: co_leader supervisor readers; 404: others
supervision:co_leader_end(group)   GET   200: candidate; 403: co_leader supervisor readers; 404: others
supervision:co_leader_end(group)   POST  422: candidate; 403: co_leader supervisor readers; 404: others
supervision:debrief_log(group)     GET   200: candidate co_leader; 403: supervisor readers; 404: others
supervision:debrief_log(group)     POST  422: candidate co_leader; 403: supervisor readers; 404: others
supervision:session_remove(session)   GET   200: candidate co_leader; 403: supervisor readers; 404: others
supervision:session_remove(session)   POST  422: candidate co_leader; 403: supervisor readers; 404: others
# The co-leader logged it, so the candidate confirms; for the others the group shows how it stands.
supervision:debrief_confirm(debrief)  GET   200: candidate; 302: co_leader supervisor readers; 404: others
supervision:debrief_confirm(debrief)  POST  302: candidate; 409: co_leader; 403: supervisor readers; 404: others
supervision:debrief_remove(debrief)   GET   200: candidate co_leader; 403: supervisor readers; 404: others
supervision:debrief_remove(debrief)   POST  422: candidate co_leader; 403: supervisor readers; 404: others
supervision:debrief_link(debrief_token)  GET   200: everybody
supervision:debrief_link(debrief_token)  POST  302: everybody
supervision:debrief_link(forged)      GET/POST  410: everybody
supervision:my_supervision         GET   200: members; 404: others
supervision:my_supervision         POST  405: others
supervision:supervision_correct(supervised)  GET   200: supervisor; 403: candidate readers; 404: others
supervision:supervision_correct(supervised)  POST  422: supervisor; 403: candidate readers; 404: others
supervision:supervision_remove(supervised)   GET   200: supervisor; 403: candidate readers; 404: others
supervision:supervision_remove(supervised)   POST  422: supervisor; 403: candidate readers; 404: others
supervision:supervision_stand(supervised)    GET   200: chair coordinator; 403: candidate supervisor ccc_member; 404: others
supervision:supervision_stand(supervised)    POST  422: chair coordinator; 403: candidate supervisor ccc_member; 404: others
supervision:desk                   GET   200: supervisor; 403: officers; 404: others
supervision:desk                   POST  405: others
supervision:person(person)         GET   200: supervisor readers; 403: officers; 404: others
supervision:person(person)         POST  405: others
supervision:record(person)         GET   200: supervisor; 403: officers; 404: others
supervision:record(person)         POST  422: supervisor; 403: officers; 404: others
supervision:override(person)       GET   200: chair coordinator; 403: supervisor officers; 404: others
supervision:override(person)       POST  422: chair coordinator; 403: supervisor officers; 404: others
""",
    ),
    *read(
        "draft",
        """
supervision:answer(request)        GET   200: candidate supervisor readers; 404: others
supervision:answer(request)        POST  422: supervisor; 403: candidate readers; 404: others
""",
    ),
]
