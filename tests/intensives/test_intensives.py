"""Announcing, changing, cancelling."""

import datetime as dt

import pytest

from intensives.actions import faculty, final, intensives, places
from intensives.models import Intensive
from tests.intensives.asking import notices, refused
from tests.intensives.conftest import BEFORE, FIRST, LAST

ONLY = "Only the Coordinator of Intensives announces, changes and cancels Intensives."
GIVEN = {
    "name": "Autumn Intensive",
    "site": "Boston",
    "start": dt.date(2026, 10, 8),
    "end": dt.date(2026, 10, 11),
}


def test_the_coordinator_announces_an_intensive(intensives_coordinator, host):
    one = intensives.announce(**GIVEN, host=host, capacity=30, by=intensives_coordinator)
    assert Intensive.objects.values_list("name", "site", "start", "end", "host", "capacity").get(
        pk=one.pk
    ) == (
        "Autumn Intensive",
        "Boston",
        dt.date(2026, 10, 8),
        dt.date(2026, 10, 11),
        host.pk,
        30,
    )


def test_an_intensive_of_the_past_can_be_put_on_record(intensives_coordinator):
    days = {"start": dt.date(2024, 5, 2), "end": dt.date(2024, 5, 5)}
    one = intensives.announce(**GIVEN | days, host=None, capacity=30, by=intensives_coordinator)
    assert one.start == dt.date(2024, 5, 2)


@pytest.mark.parametrize("who", ["host", "chair", "candidate", "stranger", "membership_officer"])
def test_nobody_else_announces(who, request):
    person = request.getfixturevalue(who)
    with refused(ONLY):
        intensives.announce(**GIVEN, host=None, capacity=30, by=person)


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"end": dt.date(2026, 10, 7)}, "The last day is before the first."),
        ({"end": dt.date(2027, 10, 11)}, "An Intensive lasts at most 10 days; look at the year."),
        ({"name": "  "}, "Give the Intensive a name."),
        ({"capacity": 0}, "An Intensive has at least one place."),
    ],
)
def test_what_cannot_be_is_not_announced(wrong, sentence, intensives_coordinator):
    with refused(sentence):
        intensives.announce(**{**GIVEN, "host": None, "capacity": 30, **wrong}, by=intensives_coordinator)


def changed(one: Intensive, **fields) -> dict:
    names = ("name", "site", "start", "end", "host", "capacity")
    return {"intensive": one, **{name: getattr(one, name) for name in names}, **fields}


def test_new_days_are_told_to_everybody_who_comes(
    evaluation, participation, intensive, intensives_coordinator, changes
):
    before = len(notices())
    intensives.change(**changed(intensive, end=LAST + dt.timedelta(days=1)), by=intensives_coordinator)
    intensive.refresh_from_db()
    assert intensive.end == dt.date(2026, 5, 18)
    assert sorted(notices()[before:]) == [
        ("intensive_changed", "Eva Luator"),
        ("intensive_changed", "Fay Coulter"),
        ("intensive_changed", "Fred Culver"),
        ("intensive_changed", "Hanna Oster"),
        ("intensive_changed", "Maya Ferreira"),
        ("intensive_changed", "Paula Partridge"),
    ]
    assert [kind for kind, _ in changes][-1] == "intensive_changed"


def test_more_places_are_told_to_nobody(participation, intensive, intensives_coordinator):
    before = notices()
    intensives.change(**changed(intensive, capacity=20), by=intensives_coordinator)
    intensive.refresh_from_db()
    assert (intensive.capacity, notices()) == (20, before)


def test_there_cannot_be_fewer_places_than_people(
    participation, candidacy, intensive, intensives_coordinator
):
    with refused("2 people have a place already; there cannot be fewer."):
        intensives.change(**changed(intensive, capacity=1), by=intensives_coordinator)


def test_days_that_records_hang_on_do_not_move(candidacy, faculty1, intensive, intensives_coordinator, at):
    at(LAST)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=LAST, by=faculty1)
    with refused("Attendance or sessions are on record for these days; they can no longer move."):
        intensives.change(**changed(intensive, start=FIRST + dt.timedelta(days=1)), by=intensives_coordinator)


def test_the_host_says_where_it_takes_place_and_nothing_else(intensive, participation, host):
    before = len(notices())
    intensives.change_site(intensive=intensive, site="Salem, Oregon", by=host)
    intensive.refresh_from_db()
    assert intensive.site == "Salem, Oregon"
    assert sorted(notices()[before:]) == [
        ("intensive_changed", "Hanna Oster"),
        ("intensive_changed", "Paula Partridge"),
    ]
    with refused(ONLY):
        intensives.change(**changed(intensive, capacity=20), by=host)


def test_faculty_do_not_say_where_it_takes_place(intensive, group, faculty1):
    with refused("Only the host and the Coordinator of Intensives say where it takes place."):
        intensives.change_site(intensive=intensive, site="Salem", by=faculty1)


def test_a_cancelled_intensive_keeps_its_places_and_tells_everybody(
    evaluation, participation, intensive, intensives_coordinator, candidate, changes
):
    before = len(notices())
    intensives.cancel(intensive=intensive, reason="Too few people.", by=intensives_coordinator)
    intensive.refresh_from_db()
    assert (intensive.cancelled_on, intensive.cancelled_reason) == (BEFORE, "Too few people.")
    assert intensive.attendances.filter(withdrawn_on__isnull=True).count() == 2
    assert sorted(name for kind, name in notices()[before:] if kind == "intensive_cancelled") == [
        "Eva Luator",
        "Fay Coulter",
        "Fred Culver",
        "Hanna Oster",
        "Maya Ferreira",
        "Paula Partridge",
    ]
    assert changes[-1] == ("intensive_cancelled", candidate)


@pytest.mark.parametrize("who", ["host", "chair", "faculty1", "participant"])
def test_nobody_but_the_coordinator_cancels(who, intensive, request):
    person = request.getfixturevalue(who)
    with refused(ONLY):
        intensives.cancel(intensive=intensive, reason="Rain.", by=person)


def test_cancelling_needs_a_reason(intensive, intensives_coordinator):
    with refused("Give the reason: everybody who has a place will read it."):
        intensives.cancel(intensive=intensive, reason=" ", by=intensives_coordinator)


def test_an_intensive_is_cancelled_once(intensive, intensives_coordinator):
    intensives.cancel(intensive=intensive, reason="Rain.", by=intensives_coordinator)
    with refused("Spring Intensive has been cancelled."):
        intensives.cancel(intensive=intensive, reason="Snow.", by=intensives_coordinator)


def test_what_is_over_cannot_be_cancelled(intensive, intensives_coordinator, at):
    at(LAST)
    with refused("Spring Intensive is over and cannot be cancelled."):
        intensives.cancel(intensive=intensive, reason="Rain.", by=intensives_coordinator)


def test_nothing_happens_at_a_cancelled_intensive(
    intensive, group, candidacy, participant, host, evaluator, chair, intensives_coordinator
):
    intensives.cancel(intensive=intensive, reason="Rain.", by=intensives_coordinator)
    said = "Spring Intensive has been cancelled."
    with refused(said):
        places.register(intensive=intensive, person=participant, by=participant)
    with refused(said):
        faculty.create_small_group(intensive=intensive, name="Oak", by=host)
    with refused(said):
        final.designate(attendance=candidacy, evaluator=evaluator, by=chair)
    with refused(said):
        places.attest(attendance=candidacy, completed=True, by=host)


def test_nobody_whose_account_has_ended_hosts_what_is_to_come(intensives_coordinator, host, stranger):
    stranger.is_active = False
    stranger.save()
    gone = f"The account of {stranger} has ended: choose somebody else."
    with refused(gone):
        intensives.announce(**GIVEN, host=stranger, capacity=30, by=intensives_coordinator)
    one = intensives.announce(**GIVEN, host=host, capacity=30, by=intensives_coordinator)
    with refused(gone):
        intensives.change(intensive=one, **GIVEN, host=stranger, capacity=30, by=intensives_coordinator)
    past = {"start": dt.date(2024, 5, 2), "end": dt.date(2024, 5, 5)}
    held = intensives.announce(**GIVEN | past, host=stranger, capacity=30, by=intensives_coordinator)
    assert held.host == stranger
