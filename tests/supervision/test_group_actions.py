"""Groups, co-leaders, sessions and debriefs: what is done, and what is refused without a change."""

import datetime as dt

import pytest
from django.apps import apps

from members.models import Notice
from members.refusals import Refused, Stale
from supervision.actions import co_leaders, debriefs, groups, sessions
from supervision.models import BalintGroup, CoLeader, Debrief, GroupSession, SupervisionSession
from tests.cast import PersonFactory

D = dt.date
TODAY = D(2026, 6, 1)
pytestmark = pytest.mark.usefixtures("at")


def state() -> tuple:
    """Everything these actions could change."""
    models = (BalintGroup, CoLeader, GroupSession, Debrief, Notice)
    return tuple(tuple(model.objects.order_by("pk").values_list()) for model in models)


def refused(sentence: str, action, **kwargs) -> Refused:
    before = state()
    with pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.sentence == sentence
    assert state() == before
    return refusal.value


def test_a_member_starts_a_group(candidate, heard):
    made = groups.start_group(by=candidate, name=" Tuesday ", setting="other", started_on=TODAY, site="Town")
    assert (made.leader, made.name, made.started_on, made.ended_on) == (candidate, "Tuesday", TODAY, None)
    assert heard == [("group_started", "Maya Ferreira", "Maya Ferreira", "Tuesday")]


def test_a_group_begins_neither_tomorrow_nor_by_a_stranger(candidate, stranger):
    refused(
        "The group begins on a day to come. Start it here when it has met.",
        groups.start_group,
        by=candidate,
        name="Early",
        setting="other",
        started_on=D(2026, 6, 2),
    )
    refused(
        "Groups are logged by members of the society. Your membership is not on record today.",
        groups.start_group,
        by=stranger,
        name="Strange",
        setting="other",
        started_on=TODAY,
    )


def test_a_leader_changes_the_group(group, candidate):
    groups.change_group(
        by=candidate, group=group, name="Friday", setting="other", started_on=D(2025, 1, 2), site="Clinic"
    )
    group.refresh_from_db()
    assert (group.name, group.setting, group.started_on, group.site) == (
        "Friday",
        "other",
        D(2025, 1, 2),
        "Clinic",
    )


def test_the_first_day_cannot_move_past_a_session(group, candidate):
    sessions.log_session(by=candidate, group=group, date=D(2025, 2, 6))
    refusal = refused(
        "A session is logged on 6 February 2025 already.",
        groups.change_group,
        by=candidate,
        group=group,
        name="x",
        setting="other",
        started_on=D(2025, 2, 7),
    )
    assert refusal.field == "started_on"


def test_only_the_leader_changes_ends_and_names(group, co_leader, chair):
    only = "Only the group's leader can do this."
    for person in (co_leader, chair):
        refused(only, groups.end_group, by=person, group=group, on=TODAY)
        refused(only, groups.resume_group, by=person, group=group)
        refused(
            only, groups.change_group, by=person, group=group, name="x", setting="other", started_on=TODAY
        )
        refused(
            only,
            co_leaders.set_co_leader,
            by=person,
            group=group,
            start=TODAY,
            name="A",
            profession="nurse",
        )
        refused(only, co_leaders.end_co_leader, by=person, group=group, on=TODAY)


def test_a_group_ends_on_a_day_that_still_counts_and_can_go_on_after_all(group, candidate, heard):
    sessions.log_session(by=candidate, group=group, date=D(2026, 5, 28))
    groups.end_group(by=candidate, group=group, on=D(2026, 5, 28))
    assert BalintGroup.objects.running(D(2026, 5, 28)).count() == 1
    assert BalintGroup.objects.running(D(2026, 5, 29)).count() == 0
    groups.resume_group(by=candidate, group=group)
    assert BalintGroup.objects.running(D(2026, 5, 29)).count() == 1
    assert [kind for kind, person, _, _ in heard if person == "Maya Ferreira"] == [
        "group_logged",
        "group_ended",
        "group_resumed",
    ]


def test_what_cannot_end(group, candidate):
    sessions.log_session(by=candidate, group=group, date=D(2026, 5, 28))
    end = groups.end_group
    future = "The group still meets until that day. End it here when it has ended."
    refused(future, end, by=candidate, group=group, on=D(2026, 6, 2))
    refused("The group began on 9 January 2025.", end, by=candidate, group=group, on=D(2025, 1, 8))
    late = "A session is logged on 28 May 2026, after that day."
    refused(late, end, by=candidate, group=group, on=D(2026, 5, 27))
    refused("The group runs already.", groups.resume_group, by=candidate, group=group)
    groups.end_group(by=candidate, group=group, on=TODAY)
    refused("The group ended on 1 June 2026 already.", end, by=candidate, group=group, on=TODAY)


def test_a_new_co_leader_makes_the_one_before_a_past_one(group, candidate, co_leader, host):
    co_leaders.set_co_leader(by=candidate, group=group, start=D(2026, 5, 1), email="HANNA.OSTER@example.org")
    rows = list(group.co_leaders.values_list("person__name", "start", "end"))
    assert rows == [
        ("Carl Dorn", D(2025, 3, 1), D(2026, 4, 30)),
        ("Hanna Oster", D(2026, 5, 1), None),
    ]
    notice = Notice.objects.get()
    assert (notice.kind, notice.person, notice.path) == (
        "co_leader_named",
        host,
        f"/practice/groups/{group.pk}/",
    )


def test_a_co_leader_may_be_an_outside_name_with_a_profession(group, candidate):
    named = co_leaders.set_co_leader(
        by=candidate, group=group, start=TODAY, name="Dr. Out Side", profession="nurse"
    )
    assert (str(named), named.person, named.outside_profession) == ("Dr. Out Side", None, "nurse")
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"email": "nobody@example.org"},
            "email",
            "Nobody here uses this address. Check it, or give the name and profession instead.",
        ),
        (
            {"email": "maya.ferreira@example.org"},
            "email",
            "You are the leader; the co-leader is somebody else.",
        ),
        ({}, "email", "Give an e-mail address, or a name and a profession."),
        ({"name": "A"}, "profession", "Give the profession, too: a medical group asks for two professions."),
        (
            {"email": "carl.dorn@example.org", "name": "A"},
            "name",
            "Give either an e-mail address or a name, not both.",
        ),
        ({"email": "carl.dorn@example.org"}, None, "Carl Dorn is the co-leader already."),
        (
            {"name": "A", "profession": "nurse", "start": D(2026, 6, 2)},
            "start",
            "Choose today or an earlier day.",
        ),
        (
            {"name": "A", "profession": "nurse", "start": D(2025, 1, 1)},
            "start",
            "The group began on 9 January 2025.",
        ),
        (
            {"name": "A", "profession": "nurse", "start": D(2025, 3, 1)},
            "start",
            "Carl Dorn began on 1 March 2025; choose a later day.",
        ),
    ],
)
def test_what_names_no_co_leader(group, candidate, given, field, sentence):
    refusal = refused(
        sentence, co_leaders.set_co_leader, **{"by": candidate, "group": group, "start": TODAY, **given}
    )
    assert refusal.field == field


def test_a_co_leader_leaves_once(group, candidate):
    refused(
        "Carl Dorn began on 1 March 2025.",
        co_leaders.end_co_leader,
        by=candidate,
        group=group,
        on=D(2025, 2, 1),
    )
    ended = co_leaders.end_co_leader(by=candidate, group=group, on=D(2026, 5, 31))
    assert ended.end == D(2026, 5, 31)
    none = "The group has no co-leader at present."
    refused(none, co_leaders.end_co_leader, by=candidate, group=group, on=TODAY)


def test_both_leaders_log_and_each_leaders_evidence_changes(group, candidate, co_leader, heard):
    sessions.log_session(by=candidate, group=group, date=D(2026, 5, 21))
    sessions.log_session(by=co_leader, group=group, date=D(2026, 5, 28))
    assert list(GroupSession.objects.values_list("date", "part", "recorded_by__name")) == [
        (D(2026, 5, 21), 1, "Maya Ferreira"),
        (D(2026, 5, 28), 1, "Carl Dorn"),
    ]
    detail = "28 May 2026, Thursday residents"
    assert heard[2:] == [
        ("group_logged", "Maya Ferreira", "Carl Dorn", detail),
        ("group_logged", "Carl Dorn", "Carl Dorn", detail),
    ]


def test_days_on_which_no_session_is_logged(group, candidate, co_leader, stranger, chair):
    log = sessions.log_session
    future = "That day is still to come. Log the session once it has been held."
    refused(future, log, by=candidate, group=group, date=D(2026, 6, 2))
    refused("The group began on 9 January 2025.", log, by=candidate, group=group, date=D(2025, 1, 8))
    for person in (stranger, chair):
        only = "Only the group's leader and its present co-leader log its sessions."
        refused(only, log, by=person, group=group, date=TODAY)
    then = "You were not yet the co-leader on that day; the leader can log it."
    refused(then, log, by=co_leader, group=group, date=D(2025, 2, 6))
    groups.end_group(by=candidate, group=group, on=D(2026, 5, 28))
    refused("The group ended on 28 May 2026.", log, by=candidate, group=group, date=D(2026, 5, 29))


def test_a_past_co_leader_does_not_log(group, candidate, co_leader):
    co_leaders.end_co_leader(by=candidate, group=group, on=D(2026, 5, 1))
    only = "Only the group's leader and its present co-leader log its sessions."
    refused(only, sessions.log_session, by=co_leader, group=group, date=D(2026, 4, 2))


def test_a_second_session_on_a_day_is_chosen_explicitly(group, candidate, co_leader):
    log = sessions.log_session
    early = "No first meeting is logged on that day, so leave this box empty."
    assert refused(early, log, by=candidate, group=group, date=TODAY, part=2).field == "second"
    first = log(by=co_leader, group=group, date=TODAY)
    GroupSession.objects.filter(pk=first.pk).update(recorded_at=dt.datetime(2026, 6, 1, 18, 5, tzinfo=dt.UTC))
    refused(
        "Logged already by Carl Dorn on 1 June 2026, 14:05 EDT. "
        "If the group met twice that day, tick the box for a second meeting.",
        log,
        by=candidate,
        group=group,
        date=TODAY,
    )
    log(by=candidate, group=group, date=TODAY, part=2)
    assert GroupSession.objects.count() == 2


def test_a_group_and_its_debrief_are_logged_together_or_not_at_all(group, candidate):
    sessions.log_group(by=candidate, group=group, date=TODAY, debrief_minutes=30)
    assert list(Debrief.objects.values_list("date", "minutes", "part")) == [(TODAY, 30, 1)]
    refused(
        "Give between 1 and 600 minutes.",
        sessions.log_group,
        by=candidate,
        group=group,
        date=TODAY,
        second=True,
        debrief_minutes=601,
    )


def test_a_session_is_removed_with_a_reason_that_its_history_keeps(group, candidate, co_leader, stranger):
    session = sessions.log_session(by=co_leader, group=group, date=TODAY)
    only = "Only the group's leader, or whoever logged it, can remove it."
    refused(only, sessions.remove_session, by=stranger, session=session, reason="x")
    refused("Say why it is removed.", sessions.remove_session, by=co_leader, session=session, reason=" ")
    sessions.remove_session(by=co_leader, session=session, reason="Wrong day.")
    assert GroupSession.objects.count() == 0
    last = apps.get_model("supervision", "GroupSessionEvent").objects.order_by("pgh_id").last()
    assert (last.pgh_label, last.pgh_context.metadata) == (
        "delete",
        {"person": co_leader.pk, "reason": "Wrong day."},
    )
    gone = "This session has been removed already."
    refused(gone, sessions.remove_session, by=co_leader, session=session, reason="Again.")


def test_a_session_that_supervision_is_about_stays(group, candidate, supervisor):
    session = sessions.log_session(by=candidate, group=group, date=D(2026, 5, 21))
    SupervisionSession.objects.create(
        candidate=candidate,
        supervisor=supervisor,
        group=group,
        about_session=session,
        date=D(2026, 5, 25),
        recording="video",
    )
    refused(
        "Supervision of 25 May 2026 is about this session. Ask Sylvia Marsh to correct that first.",
        sessions.remove_session,
        by=candidate,
        session=session,
        reason="x",
    )


def test_a_debrief_is_confirmed_by_whoever_logs_it_and_the_other_is_asked(group, candidate, co_leader):
    debrief = debriefs.log_debrief(by=candidate, group=group, date=TODAY, minutes=30)
    assert debrief.confirmed_by_leader_at is not None
    assert debrief.confirmed_by_co_leader_at is None
    notice = Notice.objects.get()
    assert (notice.kind, notice.person) == ("debrief_to_confirm", co_leader)
    assert notice.path.startswith("/practice/debriefs/link/")
    assert list(Debrief.objects.to_confirm_by(co_leader)) == [debrief]
    assert list(Debrief.objects.to_confirm_by(candidate)) == []


def test_the_other_side_confirms_once(group, candidate, co_leader, stranger):
    debrief = debriefs.log_debrief(by=co_leader, group=group, date=TODAY, minutes=30)
    assert Notice.objects.get().person == candidate
    only = "Only those who led the group on that day log and confirm its debriefs."
    refused(only, debriefs.confirm_debrief, by=stranger, debrief=debrief)
    confirmed = debriefs.confirm_debrief(by=candidate, debrief=debrief)
    assert confirmed.confirmed_by_leader_at is not None
    with pytest.raises(Stale, match=r"^You confirmed this debrief on 1 June 2026, 1[12]:\d\d EDT\.$"):
        debriefs.confirm_debrief(by=candidate, debrief=debrief)


def test_a_past_co_leader_confirms_the_debriefs_of_that_time(group, candidate, co_leader):
    co_leaders.end_co_leader(by=candidate, group=group, on=D(2026, 5, 20))
    then = debriefs.log_debrief(by=candidate, group=group, date=D(2026, 5, 14), minutes=30)
    after = debriefs.log_debrief(by=candidate, group=group, date=D(2026, 5, 28), minutes=30)
    assert list(Debrief.objects.to_confirm_by(co_leader)) == [then]
    debriefs.confirm_debrief(by=co_leader, debrief=then)
    only = "Only those who led the group on that day log and confirm its debriefs."
    refused(only, debriefs.confirm_debrief, by=co_leader, debrief=after)


def test_debriefs_that_are_not_logged(group, candidate, stranger):
    log = debriefs.log_debrief
    future = "That day is still to come. Log the debrief once it has been held."
    refused(future, log, by=candidate, group=group, date=D(2026, 6, 2), minutes=30)
    began = "The group began on 9 January 2025."
    refused(began, log, by=candidate, group=group, date=D(2025, 1, 1), minutes=30)
    only = "Only those who led the group on that day log and confirm its debriefs."
    refused(only, log, by=stranger, group=group, date=TODAY, minutes=30)
    for minutes in (0, 601, -5):
        range_ = "Give between 1 and 600 minutes."
        refused(range_, log, by=candidate, group=group, date=TODAY, minutes=minutes)
    log(by=candidate, group=group, date=TODAY, minutes=600)
    refused(
        "A debrief of 600 minutes is logged on that day already by Maya Ferreira. "
        "If you debriefed twice that day, tick the box for a second one.",
        log,
        by=candidate,
        group=group,
        date=TODAY,
        minutes=1,
    )


def test_a_debrief_is_removed_with_a_reason(group, candidate, co_leader, stranger):
    debrief = debriefs.log_debrief(by=co_leader, group=group, date=TODAY, minutes=30)
    only = "Only the group's leader, or whoever logged it, can remove it."
    refused(only, debriefs.remove_debrief, by=stranger, debrief=debrief, reason="x")
    refused("Say why it is removed.", debriefs.remove_debrief, by=candidate, debrief=debrief, reason="")
    debriefs.remove_debrief(by=candidate, debrief=debrief, reason="Logged twice.")
    assert Debrief.objects.count() == 0
    gone = "This debrief has been removed meanwhile."
    refused(gone, debriefs.confirm_debrief, by=candidate, debrief=debrief)


def test_a_co_leader_without_an_address_or_account_is_not_asked(group, candidate):
    co_leaders.set_co_leader(by=candidate, group=group, start=TODAY, name="Out Side", profession="nurse")
    debriefs.log_debrief(by=candidate, group=group, date=TODAY, minutes=30)
    assert Notice.objects.count() == 0


def test_groups_that_ran_with_a_person_on_a_day(group, candidate, co_leader):
    other = PersonFactory(name="Late Comer")
    on = BalintGroup.objects.led_by_on
    assert list(on(candidate, D(2025, 1, 9))) == [group]
    assert list(on(candidate, D(2025, 1, 8))) == []
    assert list(on(co_leader, D(2025, 2, 28))) == []
    assert list(on(co_leader, D(2025, 3, 1))) == [group]
    assert list(on(other, TODAY)) == []
