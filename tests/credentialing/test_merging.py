"""Two records of one person become one: every column that names a person is decided, and does as decided."""

import datetime as dt
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models, transaction

from credentialing.actions import enquiry
from credentialing.actions.fees import agreements_of, clearing_of
from credentialing.conflicts import ties
from credentialing.models import Case, Event
from credentialing.record import load
from credentialing.rules import assess
from credentialing.turns import turns_of
from intensives.actions import places
from intensives.models import Attendance, Evaluation, Faculty, Intensive
from members import clock
from members.access import openings_about
from members.actions.access import look
from members.actions.accounts import propose_end, reopen_account
from members.actions.locking import around_steps
from members.actions.merging import kept, moved, plan, propose_merge, rows_of
from members.actions.notices import notify
from members.actions.proposals import confirm, decline, kind_of
from members.enums import Office, Profession, ProposalState
from members.letters import text_of
from members.models import (
    Appointment,
    Correction,
    Membership,
    Notice,
    Person,
    Proposal,
    SupervisorApproval,
)
from members.notifications import all_kinds
from members.refusals import Refused, Stale
from supervision.models import Agreement, BalintGroup, CoLeader
from tests.cast import AppointmentFactory, ApprovalFactory, MembershipFactory, PersonFactory
from tests.matrix.world import World, build
from tests.shown import Shown

D = dt.date
WHY = "Both sign as Dr M. F.; I have asked her."


def columns() -> set[str]:
    """Every column of every table that names a person; row history apart, which never changes."""
    found = set()
    for model in apps.get_models():
        fields = [*model._meta.fields, *model._meta.many_to_many]
        if model._meta.proxy or any(field.name == "pgh_label" for field in fields):
            continue
        found |= {f"{model._meta.label}.{field.name}" for field in fields if field.related_model is Person}
    return found


def test_every_column_that_names_a_person_moves_or_stays_for_a_reason():
    decided = [*moved(), *kept()]
    assert sorted(columns() - set(decided)) == []
    assert sorted(set(decided) - columns()) == []
    assert len(decided) == len(set(decided))
    assert all(why.strip() for why in kept().values())


@pytest.fixture
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        yield build(request.param)
        transaction.set_rollback(True)


def merged(world: World, ends: Person, stays: Person) -> None:
    proposal = propose_merge(by=world.membership_officer, ends=ends, stays=stays, reason=WHY)
    confirm(proposal=proposal, by=world.president)
    ends.refresh_from_db()
    stays.refresh_from_db()


def findings(case: Case) -> list[tuple[str, str]]:
    loaded = load([case.pk], clock.today())[case.pk]
    found = assess(loaded.record, clock.today(), society=loaded.society).findings
    return [(one.clause.id, str(one.outcome)) for one in found]


def history(person: Person) -> int:
    """How many rows of the history of all tables name the person."""
    count = 0
    for model in apps.get_models():
        names = {field.name: field for field in model._meta.fields}
        if "pgh_label" in names and model._meta.app_label != "pghistory":
            own = [
                name for name, field in names.items() if field.related_model is Person and name != "pgh_obj"
            ]
            count += sum(model._base_manager.filter(**{name: person.pk}).count() for name in own)
    return count


ROLES = """candidate co_leader supervisor coordinator host faculty1 evaluator chair treasurer council1
stranger""".split()  # noqa: SIM905


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_what_moves_moves_what_stays_stays_and_the_file_says_the_same(world):
    """Each of the cast in turn is found to have been known twice; nothing of the candidate's file changes."""
    for proposal in Proposal.objects.filter(state=ProposalState.OPEN):
        decline(proposal=proposal, by=world.president, reason="Another time.")
    before = findings(world.case)
    for role in ROLES:
        with around_steps():
            ends = world.people[role]
            stays = PersonFactory(
                name=f"{ends.name} Again", email=f"{role}@again.example", profession=Profession.OTHER
            )
            MembershipFactory(person=stays, start=D(2024, 1, 1), end=D(2024, 12, 31))
            said = {column: rows_of(column, ends).count() for column in kept()}
            past, held = history(ends), rows_of("members.Appointment.person", ends).count()
            merged(world, ends, stays)
            left = {column: rows_of(column, ends).count() for column in moved()}
            assert {column: n for column, n in left.items() if n} == {}, role
            now = {column: rows_of(column, ends).count() for column in kept()}
            sign_in = {name for name in now if name.split(".")[0] in ("account", "mfa", "usersessions")}
            told = {"members.Proposal.subject", "members.Correction.person"}
            unchanged = set(now) - sign_in - told
            assert {name: now[name] for name in unchanged} == {name: said[name] for name in unchanged}, role
            assert history(ends) >= past
            assert rows_of("members.Appointment.person", stays).count() == held
            case = Case.objects.get(pk=world.case.pk)
            assert findings(case) == before, role
            assert ends.pk not in ties(case.candidate_id)
            assert not [turn for turn in turns_of(Case.objects.open()) if ends.pk in turn.people]
            transaction.set_rollback(True)


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_the_record_that_stays_goes_on_and_the_other_says_where_it_went(world, client, sign_in):
    ends = world.candidate
    old = ends.email
    EmailAddress.objects.get_or_create(user=ends, email=old, defaults={"verified": True, "primary": True})
    stays = PersonFactory(name="Dr Maya Ferreira", email=None)
    look(world.chair, ends, "packet", world.case.pk)
    merged(world, ends, stays)
    assert (stays.email, ends.email, ends.is_active, ends.merged_into) == (old, None, False, stays)
    case = Case.objects.get(pk=world.case.pk)
    assert (case.candidate, case.state) == (stays, "final_held")
    assert Event.objects.filter(case=case, kind="records_merged", by=None).count() == 1
    assert openings_about(stays).filter(kind="packet", by=world.chair).exists()
    assert sign_in(client, stays).get(f"/files/{case.pk}/findings/").status_code == 200
    assert Notice.objects.filter(kind="records_merged", address=old).count() == 1
    assert Correction.objects.about(ends).latest("pk").now == "merged into the record of Dr Maya Ferreira"
    with pytest.raises(Refused, match="was merged into"):
        reopen_account(by=world.membership_officer, person=ends, reason=WHY)
    page = sign_in(client, world.membership_officer).get(f"/society/people/{ends.pk}/").content.decode()
    assert "is part of that of" in page
    assert "Open it again" not in page
    with transaction.atomic(), pytest.raises(Exception, match="person_merged_has_ended"):
        Person.objects.filter(pk=ends.pk).update(is_active=True)


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_a_delivered_assessment_keeps_its_words_and_its_author(world):
    from credentialing.actions import final

    evaluation = Evaluation.objects.get(pk=world.things["evaluation"])
    final.deliver_assessment(evaluation=evaluation, by=world.evaluator)
    evaluation.refresh_from_db()
    words, stays = evaluation.assessment, PersonFactory(name="Dr Eva Luator")
    merged(world, world.evaluator, stays)
    evaluation.refresh_from_db()
    assert (evaluation.assessment, evaluation.evaluator) == (words, stays)
    assert stays.has_perm("intensives.read_assessment", evaluation)


@pytest.mark.parametrize("world", ["voting"], indirect=True)
def test_what_is_before_the_council_waits_and_so_does_a_roll(world):
    for name in ("candidate", "supervisor", "co_leader", "evaluator", "faculty1", "host", "council1"):
        ends, stays = world.people[name], PersonFactory(name=f"{name} again")
        for pair in ((ends, stays), (stays, ends)):
            if name in ("candidate", "council1") or pair[0] == ends:
                with pytest.raises(Refused, match=r"before the Council|open vote"):
                    propose_merge(by=world.membership_officer, ends=pair[0], stays=pair[1], reason=WHY)
    merged(world, world.treasurer, PersonFactory(name="Theo Rasure again"))


@pytest.fixture
def pair(at, membership_officer, president) -> tuple[Person, Person]:
    return PersonFactory(name="Nora New"), PersonFactory(name="Nora Neu")


def propose(officer: Person, pair: tuple[Person, Person]):
    return propose_merge(by=officer, ends=pair[0], stays=pair[1], reason=WHY)


def _both_open(w, one, two):
    for person in (one, two):
        enquiry.begin_enquiry(person=person, by=person)


def _supervised(w, one, two):
    from supervision.models import Agreement

    Agreement.objects.create(candidate=one, supervisor=two, first_year_amount=1, terms_version="1")


def _co_led(w, one, two):
    group = BalintGroup.objects.create(leader=one, name="North", setting="medical")
    CoLeader.objects.create(group=group, person=two)


def _intensive():
    return Intensive.objects.create(name="Spring", start=D(2026, 7, 1), end=D(2026, 7, 4))


def _both_go(w, one, two):
    intensive = _intensive()
    places.register(intensive=intensive, person=one, by=one)
    places.register(intensive=intensive, person=two, by=two)
    Attendance.objects.filter(person=one).update(role="candidate")


def _teaches(w, one, two):
    intensive = _intensive()
    intensive.small_groups.create(name="A").faculty.create(person=one, seat=1)
    Attendance.objects.create(intensive=intensive, person=two, role="participant")


def _both_teach(w, one, two):
    group = _intensive().small_groups.create(name="A")
    group.faculty.create(person=one, seat=1)
    group.faculty.create(person=two, seat=2)


def _both_teach_apart(w, one, two):
    intensive = _intensive()
    for name, person in (("A", one), ("B", two)):
        intensive.small_groups.create(name=name).faculty.create(person=person, seat=1)


def _waits(w, one, two):
    propose_end(by=w, person=two, reason=WHY)


def _ended(w, one, two):
    Person.objects.filter(pk=two.pk).update(is_active=False)


IN_THE_WAY = {
    "Both have an open file": _both_open,
    "supervisor of the other": _supervised,
    "co-leader of the other": _co_led,
    "Both have a place": _both_go,
    "at which the other is faculty": _teaches,
    "Both are faculty": _both_teach,
    "Both are faculty at": _both_teach_apart,
    "waits for a second officer": _waits,
    "account of Nora Neu has ended": _ended,
}


@pytest.mark.parametrize("sentence", IN_THE_WAY)
def test_what_stands_in_the_way_is_said_and_changes_nothing(pair, membership_officer, sentence):
    IN_THE_WAY[sentence](membership_officer, *pair)
    before = [list(Person.objects.order_by("pk").values()), Correction.objects.count()]
    now = [Person.objects.get(pk=one.pk) for one in pair]
    assert sentence in " ".join(plan(ends=now[0], stays=now[1]).in_the_way)
    with pytest.raises(Refused, match=sentence):
        propose(membership_officer, pair)
    assert [list(Person.objects.order_by("pk").values()), Correction.objects.count()] == before


def test_two_officers_neither_of_whom_is_one_of_the_two(pair, membership_officer, president, chair, cast):
    for who in set(cast) - {"membership_officer"}:
        with pytest.raises(Refused):
            propose(cast[who], pair)
    for mine in ((membership_officer, pair[0]), (pair[0], membership_officer), (pair[0], pair[0])):
        with pytest.raises(Refused):
            propose(membership_officer, mine)
    with pytest.raises(Refused, match="Say how"):
        propose_merge(by=membership_officer, ends=pair[0], stays=pair[1], reason=" ")
    for pair_of in ((pair[0], president), (president, pair[1])):
        proposal = propose(membership_officer, pair_of)
        for officer in (membership_officer, president):
            with pytest.raises(Refused):
                confirm(proposal=proposal, by=officer)
        confirm(proposal=proposal, by=chair)
        return


def test_days_that_both_have_are_counted_once(pair, membership_officer, president):
    ends, stays = pair
    for person, start, end in (
        (ends, D(2020, 1, 1), D(2020, 12, 31)),
        (ends, D(2022, 1, 1), D(2022, 12, 31)),
        (ends, D(2023, 1, 1), None),
        (stays, D(2022, 1, 1), D(2022, 12, 31)),
        (stays, D(2023, 7, 1), D(2024, 6, 30)),
    ):
        MembershipFactory(person=person, start=start, end=end)
    AppointmentFactory(person=ends, office=Office.CCC_MEMBER, start=D(2024, 1, 1))
    AppointmentFactory(person=stays, office=Office.CCC_MEMBER, start=D(2025, 1, 1))
    AppointmentFactory(person=ends, office=Office.COUNCIL_MEMBER, start=D(2025, 1, 1))
    ApprovalFactory(person=ends, start=D(2015, 1, 1))
    ApprovalFactory(person=stays, start=D(2016, 1, 1), end=D(2016, 12, 31))
    confirm(proposal=propose(membership_officer, pair), by=president)
    periods = Membership.objects.filter(person=stays).order_by("start").values_list("start", "end")
    assert list(periods) == [
        (D(2020, 1, 1), D(2020, 12, 31)),
        (D(2022, 1, 1), D(2022, 12, 31)),
        (D(2023, 1, 1), D(2023, 6, 30)),
        (D(2023, 7, 1), D(2024, 6, 30)),
        (D(2024, 7, 1), None),
    ]
    assert not Membership.objects.filter(person=ends).exists()
    held = Appointment.objects.filter(person=stays).order_by("office", "start")
    assert list(held.values_list("office", "start", "end")) == [
        (Office.CCC_MEMBER, D(2024, 1, 1), D(2024, 12, 31)),
        (Office.CCC_MEMBER, D(2025, 1, 1), None),
        (Office.COUNCIL_MEMBER, D(2025, 1, 1), None),
    ]
    listed = SupervisorApproval.objects.filter(person=stays).order_by("start").values_list("start", "end")
    assert list(listed) == [
        (D(2015, 1, 1), D(2015, 12, 31)),
        (D(2016, 1, 1), D(2016, 12, 31)),
        (D(2017, 1, 1), None),
    ]
    for model in (Appointment, SupervisorApproval):
        assert not model.objects.filter(person=ends).exists()


def test_no_import_and_no_list_finds_a_record_that_was_merged(pair, membership_officer, president, chair):
    from members.actions.imports import apply_import

    ends = pair[0]
    confirm(proposal=propose(membership_officer, pair), by=president)
    sheet = f"email,name,profession,start,end\n,{ends.name},physician,2026-01-01,2026-12-31\n"
    apply_import(by=membership_officer, text=sheet)
    assert not Membership.objects.filter(person=ends).exists()
    assert ends not in Person.objects.unmerged()


def test_on_their_pages(client, sign_in, pair, membership_officer, president):
    ends, stays = pair
    Person.objects.filter(pk=ends.pk).update(name="Nora Néu")
    sign_in(client, membership_officer)
    page = client.get(f"/society/people/{stays.pk}/merge/").content.decode()
    assert "Of the same name" in page
    answer = client.post(f"/society/people/{stays.pk}/merge/", {"other": ends.pk})
    where = answer["Location"]
    assert where == f"/society/people/{stays.pk}/merge/{ends.pk}/"
    assert "Two records become one" in client.get(where).content.decode()
    proposal = client.post(where, {"reason": WHY}, follow=True).redirect_chain[-1][0]
    sign_in(client, president)
    assert f"no. {ends.pk}" in client.get(proposal).content.decode()
    assert client.post(proposal, {}).status_code == 302
    ends.refresh_from_db()
    assert ends.merged_into == stays
    assert isinstance(ends._meta.get_field("merged_into"), models.ForeignKey)


def test_the_record_that_stays_has_the_addresses_of_both(pair, membership_officer, president):
    ends, stays = pair
    first, kept = ends.email, stays.email
    EmailAddress.objects.create(user=ends, email=first, primary=True, verified=True)
    EmailAddress.objects.create(user=ends, email="second@example.org", verified=True)
    proposal = propose_merge(by=membership_officer, ends=ends, stays=stays, reason=WHY)
    confirm(proposal=proposal, by=president)
    assert set(stays.addresses.in_use().values_list("address", flat=True)) == {
        kept,
        first,
        "second@example.org",
    }
    assert not ends.addresses.exists()
    assert Person.objects.with_address(first).get() == stays


def test_every_address_is_told_before_and_after_and_the_second_officer_reads_which(
    client, sign_in, pair, membership_officer, president
):
    ends, stays = pair
    mine = {ends.email, stays.email, "second@example.org"}
    EmailAddress.objects.create(user=ends, email=ends.email, primary=True, verified=True)
    EmailAddress.objects.create(user=stays, email="second@example.org", verified=True)
    proposal = propose(membership_officer, pair)
    told = Notice.objects.filter(kind="merging_proposed")
    assert set(told.values_list("address", flat=True)) == mine
    for notice in told:
        assert mine == set(notice.context["addresses"])
        assert any(president.email in officer for officer in notice.context["officers"])
    said = dict(kind_of(proposal).particulars(proposal))["Before you confirm"]
    assert all(address in said for address in mine)
    assert "by another way than by mail" in said
    page = sign_in(client, president).get(f"/society/confirmations/{proposal.pk}/").content.decode()
    assert "Before you confirm" in page
    assert ends.email in page
    confirm(proposal=proposal, by=president)
    merged = Notice.objects.filter(kind="records_merged")
    assert set(merged.values_list("address", flat=True)) == mine
    assert all(set(notice.context["addresses"]) == mine for notice in merged)
    bodies = [text_of(notice) for notice in (*told, *merged)]
    assert all(address in body and president.email in body for address in mine for body in bodies)


def test_an_address_that_signs_in_no_more_is_told_so(pair, membership_officer, president):
    ends, stays = pair
    gone = ends.email
    confirm(proposal=propose(membership_officer, pair), by=president)
    [left] = Notice.objects.filter(kind="records_merged", address=gone)
    assert left.context["addresses"] == [stays.email]
    assert "signs in no more" in text_of(left)
    [kept] = Notice.objects.filter(kind="records_merged", address=stays.email)
    assert "signs in no more" not in text_of(kept)


def test_an_address_that_came_after_the_proposal_was_not_told_and_stands_in_the_way(
    pair, membership_officer, president
):
    proposal = propose(membership_officer, pair)
    EmailAddress.objects.create(user=pair[0], email="late@example.org", verified=True)
    with transaction.atomic(), pytest.raises(Stale, match="was not told of this"):
        confirm(proposal=proposal, by=president)
    decline(proposal=proposal, by=president, reason="Let the new address be told, too.")
    confirm(proposal=propose(membership_officer, pair), by=president)
    assert Person.objects.with_address("late@example.org").get() == pair[1]


PLACES = {
    "to come": (dt.timedelta(days=30), {}, "withdrawn", True),
    "begun": (dt.timedelta(days=-1), {}, "withdrawn", True),
    "over and not attested": (dt.timedelta(days=-30), {}, "withdrawn", False),
    "over, both attested": (dt.timedelta(days=-30), {"completed": True}, "as it was", False),
    "cancelled": (dt.timedelta(days=30), {"cancelled": True}, "withdrawn", False),
}


def test_of_two_places_at_one_intensive_one_is_given_up_and_the_host_told(
    pair, membership_officer, president, host
):
    """What was attested stays as it was said; nothing is told of what is over."""
    ends, stays = pair
    there = {}
    for name, (away, also, _, _) in PLACES.items():
        first = clock.today() + away
        intensive = Intensive.objects.create(
            name=name, start=first, end=first + dt.timedelta(days=3), host=host,
            cancelled_on=clock.today() if also.get("cancelled") else None,
        )  # fmt: skip
        said = {"completed": also.get("completed"), "role": "participant"}
        there[name] = [Attendance.objects.create(intensive=intensive, person=one, **said) for one in pair]
    alone = Attendance.objects.create(intensive=_intensive(), person=ends, role="participant")
    confirm(proposal=propose(membership_officer, pair), by=president)
    for name, (_, _, becomes, told) in PLACES.items():
        mine, other = there[name]
        mine.refresh_from_db()
        other.refresh_from_db()
        assert (other.person, other.withdrawn_on) == (stays, None), name
        withdrawn = (stays, clock.today(), None)
        assert (mine.person, mine.withdrawn_on, mine.small_group) == (
            withdrawn if becomes == "withdrawn" else (ends, None, None)
        ), name
        notices = Notice.objects.filter(kind="place_given_up", about_key=str(mine.pk), person=host)
        assert notices.count() == told, name
    [notice] = Notice.objects.filter(kind="place_given_up", about_key=str(there["to come"][0].pk))
    assert "one place stands, the other is free" in text_of(notice)
    alone.refresh_from_db()
    assert (alone.person, alone.withdrawn_on) == (stays, None)


def test_two_seats_at_an_intensive_that_never_met_keep_nobody_apart(pair, membership_officer, president):
    intensive = _intensive()
    group = intensive.small_groups.create(name="A")
    for seat, person in enumerate(pair, 1):
        group.faculty.create(person=person, seat=seat)
    Intensive.objects.filter(pk=intensive.pk).update(cancelled_on=clock.today())
    confirm(proposal=propose(membership_officer, pair), by=president)
    assert Faculty.objects.filter(person=pair[1]).count() == 1


def test_an_office_hears_that_somebody_in_it_was_known_twice(
    pair, membership_officer, president, council1, council2
):
    """Also where both records held it: then nobody's time in office ends."""
    ends, stays = pair
    AppointmentFactory(person=ends, office=Office.COUNCIL_MEMBER, start=D(2019, 1, 1))
    AppointmentFactory(person=ends, office=Office.CCC_MEMBER, start=D(2018, 1, 1), end=D(2018, 12, 31))
    AppointmentFactory(person=stays, office=Office.COUNCIL_MEMBER, start=D(2018, 1, 1))
    one, two = PersonFactory(name="Otto Old"), PersonFactory(name="Otto Olt")
    AppointmentFactory(person=one, office=Office.COUNCIL_MEMBER, start=D(2019, 1, 1))
    for name, records in (("Nora Neu", pair), ("Otto Olt", (one, two))):
        confirm(proposal=propose(membership_officer, records), by=president)
        told = Notice.objects.filter(kind="office_moved_for_office", context__person=name)
        heard = set(told.values_list("person", flat=True))
        assert {council1.pk, council2.pk} <= heard, name
        assert not {one.pk for one in records} & heard
        assert all(notice.context["office"] == "Council member" for notice in told)
        assert "from 1 January 2019" in text_of(told[0])
        assert Appointment.objects.on(clock.today()).filter(person=records[1], office=Office.COUNCIL_MEMBER)
    assert not Notice.objects.filter(kind="office_ends_for_office").exists()


def test_what_was_told_to_one_record_is_not_told_again(pair, membership_officer, president):
    """Whatever the kind, also with a key that is too long to be kept in words, and after a second merging."""
    ends, stays = pair
    last = PersonFactory(name="Nora Never")
    kinds = [kind.name for kind in all_kinds() if not kind.secret]
    keys = ("7 2026-01-01", "long " * 40)

    def tell(person: Person) -> list[int]:
        return [notify(kind, to=person, dedupe=key).pk for kind in kinds for key in keys]

    told = tell(ends)
    other = notify("membership_lapsed", to=stays, dedupe="8 2026-01-01")
    confirm(proposal=propose(membership_officer, pair), by=president)
    assert tell(stays) == told
    assert notify("membership_lapsed", to=stays, dedupe="8 2026-01-01") == other
    confirm(proposal=propose(membership_officer, (stays, last)), by=president)
    assert tell(last) == told
    assert not set(tell(ends)) - set(told)
    assert notify("membership_lapsed", to=last, dedupe="7 2026-02-01").pk not in told


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_the_first_day_of_supervision_follows_the_agreements_of_both_records(world):
    for proposal in Proposal.objects.filter(state=ProposalState.OPEN):
        decline(proposal=proposal, by=world.president, reason="Another time.")
    current = Agreement.objects.current().get(candidate=world.candidate)
    ended_on = current.cleared_on + dt.timedelta(days=10)
    ends = PersonFactory(name="Maya Again")
    Agreement.objects.create(
        pk=-1,  # made before the one that stands
        candidate=ends,
        supervisor=world.host,
        first_year_amount=current.first_year_amount,
        terms_version=current.terms_version,
        form_filled_on=D(2024, 4, 1),
        supervisor_signed_on=D(2024, 4, 2),
        cleared_on=D(2024, 4, 7),
        ended_on=ended_on,
        ended_reason="Moved away.",
    )
    merged(world, ends, world.candidate)
    case = Case.objects.get(pk=world.case.pk)
    for agreement in agreements_of(case):
        assert agreement.cleared_on == clearing_of(case, agreement)
    assert Agreement.objects.get(pk=current.pk).cleared_on == ended_on


def test_the_other_record_is_found_among_ten_thousand(
    client, sign_in, pair, membership_officer, django_assert_max_num_queries
):
    """By a part of the name without accents or of the address, page by page; never all there are at once."""
    stays, other = pair
    many = [Person(name=f"Per Son {n:05}", profession="physician") for n in range(10_000)]
    Person.objects.bulk_create(many, batch_size=2000)
    Person.objects.filter(pk=other.pk).update(name="Dr Zoë Nguyễn")
    Person.objects.create(name="Zoe Nguyen Merged", is_active=False, merged_into=stays)
    sign_in(client, membership_officer)
    where = f"/society/people/{stays.pk}/merge/"

    def offered(**asked: str) -> list[int]:
        page = Shown.of(client.get(where, asked).content)
        assert not page.select("select[name=other]")
        return [int(one["value"]) for one in page.select("input[name=other]")]

    with django_assert_max_num_queries(20):
        assert offered() == []
    for typed in ("zoe nguyen", "NGUYỄN", other.email):
        assert offered(who=typed) == [other.pk], typed
    assert offered(who="nobody of this name") == []
    first, last = offered(who="per son"), offered(who="per son", page="200")
    assert (len(first), len(last), len({*first, *last})) == (50, 50, 100)
    assert len(client.get(where, {"who": "per son"}).content) < 60_000
    assert last[-1] == Person.objects.get(name="Per Son 09999").pk
    answer = client.post(f"{where}?who=per+son&page=200", {"other": last[-1]})
    assert answer["Location"] == f"{where}{last[-1]}/"
    answer = client.post(f"{where}?who=zoe", {})
    assert answer.status_code == 422
    assert f'value="{other.pk}"' in answer.content.decode()
    merged = Person.objects.get(name="Zoe Nguyen Merged")
    for wrong in (stays.pk, merged.pk, 0):
        assert client.post(where, {"other": wrong}).status_code == 422
