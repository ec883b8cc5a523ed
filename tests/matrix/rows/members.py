"""People, offices, lists, messages: members' own pages and the public lists."""
# ruff: noqa: E501 - a row is a line

from tests.matrix.notation import read

ROWS = read(
    "training",
    """
supervisors                  GET   200: everybody
supervisors                  POST  405: everybody
leaders                      GET   200: everybody
leaders                      POST  405: everybody
verify                       GET   200: everybody
verify                       POST  405: everybody
certificate(code)            GET   200: everybody
certificate(code)            POST  405: everybody
certificate(ABCD-EFGH)       GET   404: everybody    # no such certificate
health                       GET   503: everybody    # neither worker nor beat live in this test
health                       POST  405: everybody

me                           GET   200: others
me                           POST  422: others
openings                     GET   200: others
openings                     POST  405: others
notices                      GET   200: others
notices                      POST  405: others
fresh_sign_in(purpose)       GET   200: others
fresh_sign_in(purpose)       POST  200: others       # another code
fresh_sign_in(forged)        GET/POST  404: others

demo                         GET/POST  404: everybody    # in a demonstration alone
demo_sign_in                 GET   405: everybody
demo_sign_in                 POST  404: everybody
demo_clock                   GET   405: everybody
demo_clock                   POST  404: everybody

memberships                  GET   200: membership_officer chair coordinator; 403: officers; 404: others
memberships                  POST  405: membership_officer chair coordinator; 403: officers; 404: others
membership_new               GET   200: membership_officer; 403: officers; 404: others
membership_new               POST  422: membership_officer; 403: officers; 404: others
memberships_import           GET   200: membership_officer; 403: officers; 404: others
memberships_import           POST  422: membership_officer; 403: officers; 404: others
memberships_import_confirm   GET   405: everybody
memberships_import_confirm   POST  302: membership_officer; 403: officers; 404: others    # nothing to import: begin again
memberships_import_look      GET   405: everybody
memberships_import_look      POST  302: membership_officer; 403: officers; 404: others    # no file to look at
memberships_left_out         GET   405: everybody
memberships_left_out         POST  302: membership_officer; 403: officers; 404: others    # nothing is left out
memberships_export           GET   200: membership_officer chair coordinator; 403: officers; 404: others
memberships_export           POST  405: membership_officer chair coordinator; 403: officers; 404: others
memberships_workbook         GET   200: membership_officer chair coordinator; 403: officers; 404: others
memberships_workbook         POST  405: membership_officer chair coordinator; 403: officers; 404: others
membership_renew(membership) GET   200: membership_officer; 403: officers; 404: others
membership_renew(membership) POST  409: membership_officer; 403: officers; 404: others    # it has no end
membership_correct(membership) GET   200: membership_officer; 403: officers; 404: others
membership_correct(membership) POST  422: membership_officer; 403: officers; 404: others
membership_end(membership)   GET   200: membership_officer; 403: officers; 404: others
membership_end(membership)   POST  422: membership_officer; 403: officers; 404: others
person_new                   GET   200: membership_officer; 403: officers; 404: others
person_new                   POST  422: membership_officer; 403: officers; 404: others
people                       GET   200: membership_officer; 403: officers; 404: others
people                       POST  405: membership_officer; 403: officers; 404: others
person(person)               GET   200: membership_officer; 403: officers; 404: others
person(person)               POST  405: membership_officer; 403: officers; 404: others
person_name(person)          GET   200: membership_officer; 403: officers; 404: others
person_name(person)          POST  422: membership_officer; 403: officers; 404: others
person_address(person)       GET   200: membership_officer; 403: officers; 404: others
person_address(person)       POST  422: membership_officer; 403: officers; 404: others
person_merge(person)         GET   200: membership_officer; 403: officers; 404: others
person_merge(person)         POST  422: membership_officer; 403: officers; 404: others
person_merge_plan(person,supervisor_person) GET   200: membership_officer; 403: officers; 404: others
person_merge_plan(person,supervisor_person) POST  422: membership_officer; 403: officers; 404: others
account_end(supervisor_person) GET   200: membership_officer; 403: officers; 404: others
account_end(supervisor_person) POST  422: membership_officer; 403: officers; 404: others
account_reopen(supervisor_person) GET   200: membership_officer; 403: officers; 404: others
account_reopen(supervisor_person) POST  422: membership_officer; 403: officers; 404: others
membership_new_for(person)   GET   200: membership_officer; 403: officers; 404: others
membership_new_for(person)   POST  422: membership_officer; 403: officers; 404: others

offices                      GET   200: officers; 404: others
offices                      POST  405: officers; 404: others
appointment_new              GET   200: membership_officer president; 403: officers; 404: others
appointment_new              POST  422: membership_officer president; 403: officers; 404: others
appointment_correct(appointment) GET   200: membership_officer president; 403: officers; 404: others
appointment_correct(appointment) POST  422: membership_officer president; 403: officers; 404: others
appointment_end(appointment) GET   200: membership_officer president; 403: officers; 404: others
appointment_end(appointment) POST  422: membership_officer president; 403: officers; 404: others

credentials                  GET   200: membership_officer president; 403: officers; 404: others
credentials                  POST  405: membership_officer president; 403: officers; 404: others
credential_earlier           GET   200: membership_officer; 403: officers; 404: others
credential_earlier           POST  422: membership_officer; 403: officers; 404: others
credential_revoke(credential) GET   200: membership_officer president; 403: officers; 404: others
credential_revoke(credential) POST  422: membership_officer president; 403: officers; 404: others
credential_reinstate(credential) GET   200: membership_officer president; 403: officers; 404: others
credential_reinstate(credential) POST  422: membership_officer president; 403: officers; 404: others
credential_reissue(credential) GET   200: membership_officer president; 403: officers; 404: others
credential_reissue(credential) POST  422: membership_officer president; 403: officers; 404: others
credential_name(credential) GET   200: membership_officer president; 403: officers; 404: others
credential_name(credential) POST  422: membership_officer president; 403: officers; 404: others

# The membership officer proposed it.
proposals                    GET   200: membership_officer president chair; 403: officers; 404: others
proposals                    POST  405: membership_officer president chair; 403: officers; 404: others
proposal(proposal)           GET   200: membership_officer president chair; 403: officers; 404: others
proposal(proposal)           POST  409: membership_officer; 302: president chair; 403: officers; 404: others
proposal_decline(proposal)   GET   200: membership_officer president chair; 403: officers; 404: others
proposal_decline(proposal)   POST  302: membership_officer; 409: president chair; 403: officers; 404: others

approvals                    GET   200: coordinator chair; 403: officers; 404: others
approvals                    POST  405: coordinator chair; 403: officers; 404: others
approval_new                 GET   200: coordinator; 403: officers; 404: others
approval_new                 POST  422: coordinator; 403: officers; 404: others
approval_change(approval)    GET   200: coordinator; 403: officers; 404: others
approval_change(approval)    POST  422: coordinator; 403: officers; 404: others
approval_correct(approval)   GET   200: coordinator; 403: officers; 404: others
approval_correct(approval)   POST  422: coordinator; 403: officers; 404: others
approval_end(approval)       GET   200: coordinator; 403: officers; 404: others
approval_end(approval)       POST  422: coordinator; 403: officers; 404: others
""",
)
