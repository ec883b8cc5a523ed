"""Gunicorn: whether a request came by https is for the settings to say (TRUST_FORWARDED_PROTO)."""

secure_scheme_headers: dict[str, str] = {}

timeout = 120
"""Seconds that one request may take: a long list of members is imported row by row."""
