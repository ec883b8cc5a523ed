"""The admin: in by the site's own door, everything read is told, and nothing hidden can be asked about."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from members.actions.locking import around_steps
from members.admin import SECRET, person_of, way_to_person
from members.models import AccessEntry, Person
from tests.matrix.asking import signed_in
from tests.matrix.world import World, build

PASSWORD = "a long password of mine"
TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
NOBODYS = {
    "ClockOffset", "Heartbeat", "SpentForm", "Intensive", "SmallGroup", "FeeSchedule", "ParameterChange",
}  # fmt: skip
"""Tables whose rows are about nobody."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), around_steps():
        yield build("decided")
        transaction.set_rollback(True)


@pytest.fixture
def root(db):
    person = Person.objects.create_superuser("root@example.org", PASSWORD, name="Ada Root")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def test_one_signs_in_on_the_page_of_the_site(client, root):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=")
    typed = {"username": root.email, "password": PASSWORD, "this_is_the_login_form": "1"}
    answer = client.post("/admin/login/?next=/admin/", typed)
    assert answer["Location"].startswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for(client, root):
    totp.TOTP.activate(root, totp.generate_totp_secret())
    typed = {"login": root.email, "password": PASSWORD, "next": "/admin/"}
    answer = client.post("/account/login/", typed)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_who_may_not_look_is_told_so(client, chair, sign_in):
    sign_in(client, chair)
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_password_is_changed_where_every_password_is(client, root, sign_in):
    sign_in(client, root, fresh=False)
    typed = {"old_password": PASSWORD, "new_password1": "x" * 12, "new_password2": "x" * 12}
    answer = client.post("/admin/password_change/", typed, follow=True)
    assert answer.redirect_chain[0][0] == "/account/password/change/"
    root.refresh_from_db()
    assert root.check_password(PASSWORD)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_table_knows_whom_its_rows_are_about(model):
    if model._meta.label_lower in ("members.person", "members.personevent"):
        assert way_to_person(model) == ()
        return
    nobodys = model.__name__.removesuffix("Event") in NOBODYS or model.__name__ in NOBODYS
    assert bool(way_to_person(model)) != nobodys


def looked(world: World, path: str) -> list[tuple[str, str]]:
    """What the lists "who opened my file" say more once the superuser has opened a page."""
    with transaction.atomic():
        last = AccessEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = signed_in(world.people["administrator"]).get(path)
        assert answer.status_code == 200, path
        found = AccessEntry.objects.filter(pk__gt=last, by=world.people["administrator"])
        entries = sorted({(str(entry.about), entry.kind) for entry in found.select_related("about")})
        transaction.set_rollback(True)
    return entries


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("page", ["changelist", "change", "history"])
def test_what_a_superuser_reads_is_told_to_whom_it_is_about(world, django_db_blocker, model, page):
    with django_db_blocker.unblock():
        rows = [row for row in model._default_manager.order_by("pk") if person_of(row)]
        rows = [row for row in rows if person_of(row).pk != world.people["administrator"].pk][-1:]
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        for row in rows:
            entries = looked(world, reverse(name, args=[row.pk] if page != "changelist" else []))
            assert str(person_of(row)) in {about for about, _ in entries}
            assert all(kind.startswith("table: ") for _, kind in entries)


def questions():
    """Every column of every table, and one table further, in the ways a filter can ask."""
    for model in TABLES:
        for field in model._meta.fields:
            yield model, field.name
            if field.related_model and field.name not in ("pgh_context",):
                hidden = [other.name for other in field.related_model._meta.fields if other.name in SECRET]
                yield from ((model, f"{field.name}__{name}") for name in hidden)
        for relation in model._meta.related_objects:
            hidden = [other.name for other in relation.related_model._meta.fields if other.name in SECRET]
            yield from ((model, f"{relation.get_accessor_name()}__{name}") for name in hidden)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_no_filter_reaches_any_column(world, django_db_blocker, model):
    asked = [column for table, column in questions() if table is model]
    with django_db_blocker.unblock():
        client = signed_in(world.people["administrator"])
        name = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for column in asked:
            for lookup in ("", "__startswith", "__exact", "__isnull", "__gt"):
                with transaction.atomic():
                    status = client.get(name, {f"{column}{lookup}": "1"}).status_code
                    transaction.set_rollback(True)
                assert status == 400, f"{column}{lookup}"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_no_order_and_no_search_tells_what_is_hidden(world, django_db_blocker, model):
    with django_db_blocker.unblock():
        client = signed_in(world.people["administrator"])
        name = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        shown = []
        for query in ({}, {"o": "0"}, {"o": "-1"}, {"o": "1.2.3"}, {"q": "a"}, {"all": ""}, {"e": "1"}):
            with transaction.atomic():
                answer = client.get(name, query)
                shown.append(
                    [row.pk for row in answer.context_data["cl"].result_list][:50]
                    if answer.status_code == 200
                    else answer.status_code
                )
                transaction.set_rollback(True)
        keys = model._default_manager.order_by("-pk").values_list("pk", flat=True)
        by_key = list(keys[: len(shown[0])])
        assert [rows for rows in shown if rows not in (shown[0], by_key, 302)] == []


def test_a_row_is_found_by_its_key_alone(world, django_db_blocker):
    with django_db_blocker.unblock():
        client = signed_in(world.people["administrator"])
        person = world.people["candidate"]
        address = reverse("admin:members_person_change", args=[person.email])
        assert client.get(address, {"_to_field": "email"}).status_code in (302, 400)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_no_page_shows_a_secret_column(world, django_db_blocker, model):
    with django_db_blocker.unblock():
        shown = admin.site._registry[model].get_fields(None)
        assert not set(shown) & set(SECRET)
        assert "ballot" not in model.__name__.lower()
