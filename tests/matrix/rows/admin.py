"""The admin: every table to look at, for a superuser alone, and none to change.

A star stands for every table; `first` is the key of its first row, and where there is none the answer is
302, back to the index. Everybody else is asked to sign in
as for any page, or told that it is not theirs.
"""

from tests.matrix.notation import read

ROWS = read(
    "training",
    """
admin:index                  GET/POST  200: administrator; admin-sign-in: everybody
admin:app_list(members)      GET/POST  200: administrator; admin-sign-in: everybody
admin:login                  GET/POST  302: administrator; sign-in: anonymous; 403: others
admin:logout                 GET   405: administrator; 302: everybody
admin:logout                 POST  302: everybody
admin:password_change        GET/POST  302: administrator; admin-sign-in: everybody
admin:password_change_done   GET   200: administrator; admin-sign-in: everybody
admin:password_change_done   POST  405: administrator; admin-sign-in: everybody
admin:autocomplete           GET   403: administrator; admin-sign-in: everybody
admin:autocomplete           POST  405: administrator; admin-sign-in: everybody
admin:jsi18n                 GET   200: administrator; admin-sign-in: everybody
admin:jsi18n                 POST  405: administrator; admin-sign-in: everybody
admin:view_on_site(person_type,person)      GET/POST  404: administrator; admin-sign-in: everybody
admin:*_changelist           GET   200: administrator; admin-sign-in: everybody
admin:*_changelist           POST  200: administrator; admin-sign-in: everybody
admin:*_add                  GET/POST  403: administrator; admin-sign-in: everybody
admin:*_history(first)       GET/POST  200: administrator; admin-sign-in: everybody
admin:*_delete(first)        GET/POST  403: administrator; admin-sign-in: everybody
admin:*_change(first)        GET   200: administrator; admin-sign-in: everybody
admin:*_change(first)        POST  403: administrator; admin-sign-in: everybody
""",
)
