"""The page on which a committee checks what the software believes."""

import pytest
from django.urls import reverse

from credentialing.rules import CLAUSES

pytestmark = pytest.mark.django_db


def test_anybody_finds_all_eighty_four_clauses_with_paraphrase_and_test(client):
    page = client.get(reverse("clauses"))
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count('<details class="clause"') == 84
    assert [clause for clause in CLAUSES if f'id="{clause}"' not in text] == []


def test_the_figures_stand_with_their_origin_and_other_readings(client):
    text = client.get(reverse("clauses")).content.decode()
    assert "extend" in text
    assert "tolerate" in text


def test_the_road_leads_there(client):
    assert reverse("clauses") in client.get(reverse("road")).content.decode()
