"""The road, one's home, and the pages of a file: who reads it depends on its state."""

from tests.matrix.notation import read

ROWS = [
    *read(
        "training",
        """
road                             GET   200: everybody
road                             POST  405: everybody
clauses                          GET   200: everybody
clauses                          POST  405: everybody
home                             GET   200: others
home                             POST  405: others
credentialing:today              GET   200: readers; 403: officers; 404: others
credentialing:today              POST  405: others
credentialing:simulate           GET   200: readers; 403: officers; 404: others
credentialing:simulate           POST  405: others
credentialing:readings           GET   200: readers; 403: officers; 404: others
credentialing:readings           POST  405: readers; 403: officers; 404: others
credentialing:set_reading(r14.9a.gap)   GET   200: chair; 403: officers; 404: others
credentialing:set_reading(r14.9a.gap)   POST  422: chair; 403: officers; 404: others
credentialing:set_reading(none)         GET/POST  404: chair; 403: officers; 404: others
credentialing:set_reading(review.min_minutes)  GET/POST  404: chair; 403: officers; 404: others  # no choice
credentialing:withdraw_reading(reading) GET   200: chair; 403: officers; 404: others
credentialing:withdraw_reading(reading) POST  302: chair; 403: officers; 404: others
credentialing:withdraw_reading(0)       GET/POST  404: chair; 403: officers; 404: others
credentialing:cases              GET   200: readers council; 403: officers; 404: others
credentialing:cases              POST  405: others
credentialing:case(case)         GET   200: readers; 302: candidate; 403: near; 404: others
credentialing:case(case)         POST  405: others
credentialing:findings(case)     GET   200: candidate readers; 403: near; 404: others
credentialing:findings(case)     POST  405: others
credentialing:plan(case)         GET   200: candidate readers; 403: near; 404: others
credentialing:plan(case)         POST  405: others
credentialing:timeline(case)     GET   200: candidate readers; 403: near; 404: others
credentialing:timeline(case)     POST  405: others
credentialing:dossier(case)      GET   200: candidate readers; 403: near; 404: others
credentialing:dossier(case)      POST  405: others
credentialing:more(case)         GET   200: candidate; 403: near; 404: others
credentialing:more(case)         POST  405: others
""",
    ),
    *read(
        "voting",
        """
# Recommended, so the Council reads the file too; not the application, the fees and the committee's desk.
credentialing:case(case)         GET   200: readers council; 302: candidate; 403: insiders; 404: others
credentialing:findings(case)     GET   200: candidate readers council; 403: insiders; 404: others
credentialing:timeline(case)     GET   200: candidate readers council; 403: insiders; 404: others
credentialing:dossier(case)      GET   200: candidate readers council; 403: insiders; 404: others
credentialing:application(case)  GET   200: candidate readers; 403: insiders; 404: others
credentialing:fees(case)         GET   200: candidate treasurer chair; 403: insiders; 404: others
credentialing:committee(case)    GET   200: readers; 403: insiders; 404: others
""",
    ),
]
