"""Clients that share one house: its middleware is set up once and not for everybody anew."""

from functools import cache

from django.test import Client
from django.test.client import ClientHandler

from members.models import Person


@cache
def _house() -> ClientHandler:
    return ClientHandler(enforce_csrf_checks=False)


def visitor() -> Client:
    """Somebody who is not signed in; what breaks is an answer of 500."""
    client = Client(raise_request_exception=False)
    client.handler = _house()
    return client


def signed_in(person: Person) -> Client:
    """The person, signed in as the demonstration's buttons do: fresh for every re-authentication."""
    client = visitor()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["signed_in_by_button"] = True
    session.save()
    return client
