"""Signing in, second factors and sessions (allauth). Nobody of the cast has a password or a second factor."""

from tests.matrix.notation import read

ROWS = read(
    "draft",
    """
account_login                      GET/POST  200: anonymous; 302: others
account_signup                     GET/POST  200: anonymous; 302: others
account_logout                     GET   302: anonymous; 200: others
account_logout                     POST  302: everybody
account_inactive                   GET   200: everybody
account_inactive                   POST  405: everybody
account_email                      GET   200: others
account_email                      POST  302: others
account_email_verification_sent    GET/POST  302: everybody        # nothing waits to be confirmed
account_request_login_code         GET   200: anonymous; 302: others
account_request_login_code         POST  200: anonymous; 302: others
account_confirm_login_code         GET/POST  302: everybody        # no code was asked for
account_reauthenticate             GET/POST  404: others           # it would hold for everything
account_change_password            GET/POST  302: others           # there is none yet: set one
account_set_password               GET/POST  200: others
account_reset_password             GET/POST  200: everybody
account_reset_password_done        GET   200: everybody
account_reset_password_done        POST  405: everybody
account_reset_password_from_key(1,forged)  GET/POST  200: everybody    # says that the link is no good
account_reset_password_from_key_done  GET   200: everybody
account_reset_password_from_key_done  POST  405: everybody
usersessions_list                  GET   200: others
usersessions_list                  POST  302: others
mfa_index                          GET   200: others
mfa_index                          POST  405: others
mfa_authenticate                   GET/POST  302: everybody        # no sign-in waits for it
mfa_reauthenticate                 GET/POST  404: others
mfa_activate_totp                  GET/POST  200: others
mfa_deactivate_totp                GET/POST  404: others           # there is none
mfa_view_recovery_codes            GET   404: others
mfa_view_recovery_codes            POST  405: others
mfa_generate_recovery_codes        GET/POST  200: others           # says that a second factor comes first
mfa_download_recovery_codes        GET/POST  404: others
mfa_list_webauthn                  GET   200: others
mfa_list_webauthn                  POST  405: others
mfa_add_webauthn                   GET/POST  200: others
mfa_remove_webauthn(1)             GET/POST  404: others
mfa_edit_webauthn(1)               GET/POST  404: others
mfa_reauthenticate_webauthn        GET/POST  404: others
mfa_login_webauthn                 GET/POST  302: everybody        # its own script asks for it
""",
)
