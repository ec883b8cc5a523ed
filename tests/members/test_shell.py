"""Pages open, and answer in the way the house promises."""

import pytest
from django.urls import reverse

PUBLIC = [
    "road",
    "supervisors",
    "leaders",
    "verify",
    "account_login",
    "account_signup",
    "account_request_login_code",
]
OWN = [
    "home",
    "me",
    "notices",
    "openings",
    "mfa_index",
    "usersessions_list",
    "account_email",
]
KEPT = {
    "memberships": "membership_officer",
    "membership_new": "membership_officer",
    "person_new": "membership_officer",
    "memberships_import": "membership_officer",
    "offices": "membership_officer",
    "appointment_new": "president",
    "approvals": "coordinator",
    "approval_new": "coordinator",
}


@pytest.mark.parametrize("name", PUBLIC)
def test_anybody_opens_a_public_page(client, db, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_a_stranger_opens_their_own_pages(client, stranger, sign_in, name):
    sign_in(client, stranger, fresh=False)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", KEPT)
def test_a_page_of_an_office_opens_for_its_holder_alone(client, request, stranger, treasurer, sign_in, name):
    holder = request.getfixturevalue(KEPT[name])
    asked = {}
    for who, person in {"holder": holder, "stranger": stranger, "treasurer": treasurer}.items():
        asked[who] = sign_in(client, person).get(reverse(name)).status_code
    insider = 200 if name == "offices" else 403
    assert asked == {"holder": 200, "stranger": 404, "treasurer": insider}


def test_who_is_not_signed_in_is_asked_to(client, db):
    answer = client.get(reverse("memberships"))
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{reverse('account_login')}?next=/society/memberships/",
    )


def test_the_present_page_is_marked_in_the_navigation(client, membership_officer, sign_in):
    page = sign_in(client, membership_officer).get(reverse("memberships")).content.decode()
    assert page.count('aria-current="page"') == 1
    assert '<a href="/society/memberships/" aria-current="page">Memberships</a>' in page
