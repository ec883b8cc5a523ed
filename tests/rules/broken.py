"""Sixty and more dossiers with something wrong, each with every line the reader has to say about it."""

# A table reads best with one row a line.
# ruff: noqa: E501

from typing import Any

from .clean_file import CLEAN, Dossier, at, clean, decision

PEOPLE = CLEAN["people"]


def people(**changes: Any) -> Dossier:
    return clean(people={**PEOPLE, "S1": {**PEOPLE["S1"], **changes}})


def row(key: str, **changes: Any) -> Dossier:
    """The clean dossier with keys of the first row of a list changed."""
    dossier = clean()
    dossier[key][0].update(changes)
    return dossier


def without(key: str, name: str) -> Dossier:
    """The clean dossier with one key of the first row of a list gone."""
    dossier = clean()
    del dossier[key][0][name]
    return dossier


def decided(kind: str, **more: Any) -> Dossier:
    return clean(determinations=[decision(kind, **more)])


BROKEN: dict[str, tuple[Any, list[str]]] = {
    "a list instead of an object": ([], ["not a dossier: the file must hold an object"]),
    "text instead of an object": ("dossier", ["not a dossier: the file must hold an object"]),
    "nothing at all": ({}, ["dossier: is required", "as_of: is required"]),
    "no version": (clean(dossier=None), ["dossier: is required"]),
    "a future version": (clean(dossier=2), ["dossier: version 2 is newer than this software reads (1)"]),
    "version zero": (clean(dossier=0), ["dossier: must be 1 or more"]),
    "a version as text": (clean(dossier="1"), ["dossier: must be a whole number, not text"]),
    "no day of reading": (clean(as_of=None), ["as_of: is required"]),
    "a day the calendar lacks": (clean(as_of="2023-02-29"), ["as_of: no such day: 2023-02-29"]),
    "a day in another order": (
        clean(as_of="30.06.2024"),
        ['as_of: must be a date as YYYY-MM-DD, not "30.06.2024"'],
    ),
    "a day with a time": (
        clean(as_of="2024-06-30T12:00"),
        ['as_of: must be a date as YYYY-MM-DD, not "2024-06-30T12:00"'],
    ),
    "a day as a number": (
        clean(as_of=20240630),
        ["as_of: must be a date as YYYY-MM-DD, not the number 20240630"],
    ),
    "an unknown key": (clean(remarks="none"), ["remarks: unknown key"]),
    "two unknown keys": (clean(remarks="none", notes=[]), ["remarks: unknown key", "notes: unknown key"]),
    "a candidate who is text": (clean(candidate="Ann"), ["candidate: must be an object, not text"]),
    "an unknown key of the candidate": (at(CLEAN, "candidate.age", 40), ["candidate.age: unknown key"]),
    "people as a list": (
        {"dossier": 1, "as_of": "2024-06-30", "people": []},
        ["people: must be an object, not a list"],
    ),
    "an approval that ends before it starts": (
        people(approved_supervisor=[["2020-01-01", "2019-01-01"]]),
        ["people.S1.approved_supervisor[0]: ends before it starts: 2019-01-01 is before 2020-01-01"],
    ),
    "an approval of one date": (
        people(approved_supervisor=[["2020-01-01"]]),
        ["people.S1.approved_supervisor[0]: must be a pair of dates, [from, to]"],
    ),
    "an approval without a start": (
        people(approved_supervisor=[[None, "2020-01-01"]]),
        ["people.S1.approved_supervisor[0][0]: is required"],
    ),
    "an unknown key of a person": (people(phone="1"), ["people.S1.phone: unknown key"]),
    "a person's name as a number": (people(name=5), ["people.S1.name: must be text, not the number 5"]),
    "memberships as an object": (clean(memberships={}), ["memberships: must be a list, not an object"]),
    "a membership without a start": (without("memberships", "start"), ["memberships[0].start: is required"]),
    "a membership that ends before it starts": (
        row("memberships", start="2021-01-01", end="2020-01-01"),
        ["memberships[0].end: ends before it starts: 2020-01-01 is before 2021-01-01"],
    ),
    "a membership that is a date": (
        clean(memberships=["2020-01-01"]),
        ["memberships[0]: must be an object, not text"],
    ),
    "an application that is a date": (
        clean(application="2020-12-03"),
        ["application: must be an object, not text"],
    ),
    "an office nobody holds": (
        at(CLEAN, "application.sent_to", ["secretary"]),
        ['application.sent_to[0]: no office "secretary"'],
    ),
    "an office that is not text": (
        at(CLEAN, "application.sent_to", [1]),
        ["application.sent_to[0]: must be text, not the number 1"],
    ),
    "an unknown key of the application": (
        at(CLEAN, "application.channel", "post"),
        ["application.channel: unknown key"],
    ),
    "a supervisor nobody knows": (
        at(CLEAN, "supervisor_request.supervisor", "S9"),
        ['supervisor_request.supervisor: no person "S9"'],
    ),
    "an impossible day of review": (
        at(CLEAN, "application_review.approved_on", "2020-13-01"),
        ["application_review.approved_on: no such day: 2020-13-01"],
    ),
    "an unknown key of the agreement": (
        at(CLEAN, "agreement.witness", "S1"),
        ["agreement.witness: unknown key"],
    ),
    "a fee as a number": (clean(fee=600), ["fee: must be an object, not the number 600"]),
    "a fee below zero": (
        at(CLEAN, "fee.first_year_amount", -1),
        ["fee.first_year_amount: must be zero or more"],
    ),
    "a fee as text": (
        at(CLEAN, "fee.first_year_amount", "600"),
        ["fee.first_year_amount: must be a number, not text"],
    ),
    "a payment of nothing": (
        at(CLEAN, "fee.payments.0.amount", 0),
        ["fee.payments[0].amount: must be more than zero"],
    ),
    "a payment without a day": (
        at(CLEAN, "fee.payments.0.sent_on", None),
        ["fee.payments[0].sent_on: is required"],
    ),
    "a payment that is beyond all measure": (
        at(CLEAN, "fee.payments.0.amount", 10**13),
        ["fee.payments[0].amount: is too large"],
    ),
    "a group without an id": (
        clean(groups=[{}], group_sessions=[], debriefs=[], supervision_sessions=[]),
        ["groups[0].id: is required"],
    ),
    "two groups with one id": (
        clean(groups=[*CLEAN["groups"], *CLEAN["groups"]]),
        ['groups[1].id: "G1" is given twice'],
    ),
    "a setting there is not": (
        at(CLEAN, "groups.0.setting", "school"),
        ['groups[0].setting: must be one of medical, other, not "school"'],
    ),
    "a co-leader nobody knows": (
        at(CLEAN, "groups.0.co_leader", "X"),
        ['groups[0].co_leader: no person "X"'],
    ),
    "a past co-leader nobody knows": (
        at(CLEAN, "groups.0.past_co_leaders", ["C1", "X"]),
        ['groups[0].past_co_leaders[1]: no person "X"'],
    ),
    "a group that ends before it starts": (
        row("groups", started_on="2021-01-02", ended_on="2021-01-01"),
        ["groups[0].ended_on: ends before it starts: 2021-01-01 is before 2021-01-02"],
    ),
    "a session of no group": (row("group_sessions", group="G9"), ['group_sessions[0].group: no group "G9"']),
    "a session without a date": (without("group_sessions", "date"), ["group_sessions[0].date: is required"]),
    "a session with leaders": (
        row("group_sessions", leaders=["C1"]),
        ["group_sessions[0].leaders: unknown key"],
    ),
    "a debrief of no minutes": (row("debriefs", minutes=0), ["debriefs[0].minutes: must be 1 or more"]),
    "a debrief of half a minute": (
        row("debriefs", minutes=29.5),
        ["debriefs[0].minutes: must be a whole number, not the number 29.5"],
    ),
    "a debrief of true minutes": (
        row("debriefs", minutes=True),
        ["debriefs[0].minutes: must be a whole number, not true or false"],
    ),
    "a supervision without a supervisor": (
        without("supervision_sessions", "supervisor"),
        ["supervision_sessions[0].supervisor: is required"],
    ),
    "a supervision by nobody": (
        at(CLEAN, "supervision_sessions.3.supervisor", "S9"),
        ['supervision_sessions[3].supervisor: no person "S9"'],
    ),
    "a recording on film": (
        row("supervision_sessions", recording="film"),
        ['supervision_sessions[0].recording: must be one of audio, video, not "film"'],
    ),
    "an Intensive without an end": (
        row("intensives", role="guest"),
        ['intensives[0].role: must be one of participant, candidate, not "guest"'],
    ),
    "an Intensive that ends before it starts": (
        row("intensives", end="2000-01-01"),
        ["intensives[0].end: ends before it starts: 2000-01-01 is before 2021-05-12"],
    ),
    "an Intensive half completed": (
        row("intensives", completed="yes"),
        ["intensives[0].completed: must be true or false, not text"],
    ),
    "a final Intensive nobody attended": (
        at(CLEAN, "final_intensive.intensive", "I9"),
        ['final_intensive.intensive: no intensive "I9"'],
    ),
    "faculty nobody knows": (
        at(CLEAN, "final_intensive.faculty", ["F1", "F9"]),
        ['final_intensive.faculty[1]: no person "F9"'],
    ),
    "co-led with nobody": (
        at(CLEAN, "final_intensive.co_led.0.with", "F9"),
        ['final_intensive.co_led[0].with: no person "F9"'],
    ),
    "a meeting without a date": (
        at(CLEAN, "final_intensive.meeting.date", None),
        ["final_intensive.meeting.date: is required"],
    ),
    "present at the meeting: nobody known": (
        at(CLEAN, "final_intensive.meeting.present", ["X"]),
        ['final_intensive.meeting.present[0]: no person "X"'],
    ),
    "prior experience that never began": (
        clean(prior_experience={"group_member": {"participation": {"end": "2020-01-01"}}}),
        ["prior_experience.group_member.participation.start: is required"],
    ),
    "prior experience twice never a month": (
        clean(prior_experience={"group_member": {"meetings_per_month": 0}}),
        ["prior_experience.group_member.meetings_per_month: must be more than zero"],
    ),
    "a laboratory that ends before it starts": (
        clean(
            prior_experience={"process_group": {"laboratory": [{"start": "2019-02-01", "end": "2019-01-01"}]}}
        ),
        [
            "prior_experience.process_group.laboratory[0].end: ends before it starts: 2019-01-01 is before 2019-02-01"
        ],
    ),
    "co-led with a leader nobody knows": (
        clean(prior_experience={"co_leading": {"leader": "L9"}}),
        ['prior_experience.co_leading.leader: no person "L9"'],
    ),
    "a request on no day": (
        clean(exceptional_circumstances={"requested_on": "soon"}),
        ['exceptional_circumstances.requested_on: must be a date as YYYY-MM-DD, not "soon"'],
    ),
    "a determination of no kind": (
        decided("pardon"),
        [
            'determinations[0].kind: must be one of grant_schedule, accept_credit, in_lieu_of_supervision, waive, reconcile, judge, refuse, not "pardon"'
        ],
    ),
    "a determination without a date": (
        decided("waive", date=None, clauses=["P98.BR.2c"]),
        ["determinations[0].date: is required"],
    ),
    "a waiver of a clause there is not": (
        decided("waive", clauses=["P98.BR.9z"]),
        ['determinations[0].clauses[0]: no clause "P98.BR.9z"'],
    ),
    "a waiver of no clause": (decided("waive"), ["determinations[0].clauses: is required"]),
    **{
        f"a {kind} of {what}": (decided(kind, clauses=clauses, **more), [f"determinations[0].clauses{fault}"])
        for kind, more in (
            ("waive", {}),
            ("reconcile", {}),
            ("judge", {"outcome": "met"}),
            ("accept_credit", {}),
        )
        for what, clauses, fault in (
            ("a clause of another text", ["R19.2"], '[0]: no clause "R19.2"'),
            ("a clause in other letters", ["p98.cr.1a"], '[0]: no clause "p98.cr.1a"'),
            ("nothing in place of a clause", [None], "[0]: must name a clause, not null"),
            ("a number in place of a clause", [14], "[0]: must be text, not the number 14"),
            ("an empty list", [], ": must name at least one clause"),
            ("one clause that is no list", "P98.CR.1a", ": must be a list, not text"),
            ("one clause known and one not", ["P98.CR.1a", "P98.CR.9"], '[1]: no clause "P98.CR.9"'),
        )
    },
    "a credit under a clause that gives none": (
        decided("accept_credit", clauses=["P98.CR.1a", "P98.CP.2b"]),
        ['determinations[0].clauses: must be of P98.CR.1a, P98.CR.1b, not "P98.CP.2b"'],
    ),
    "a refusal of a clause there is not": (
        decided("refuse", of="P98.CR.9"),
        [
            'determinations[0].of: must be one of schedule, exception, in_lieu_of_supervision, P98.CR.1a, P98.CR.1b, P98.CR.1c, P98.CR.2a, P98.CR.2b, P98.CR.2c, P98.CR.2d, not "P98.CR.9"'
        ],
    ),
    "nobody among the past co-leaders": (
        row("groups", past_co_leaders=[None]),
        ["groups[0].past_co_leaders[0]: must name a person, not null"],
    ),
    "nobody among the faculty": (
        at(CLEAN, "final_intensive.faculty", [None]),
        ["final_intensive.faculty[0]: must name a person, not null"],
    ),
    "nobody among those present": (
        at(CLEAN, "final_intensive.meeting.present", [None]),
        ["final_intensive.meeting.present[0]: must name a person, not null"],
    ),
    "sent to no office": (
        at(CLEAN, "application.sent_to", [None]),
        ["application.sent_to[0]: must name an office, not null"],
    ),
    "a judgement of perhaps": (
        decided("judge", clauses=["R14.9a"], outcome="perhaps"),
        ['determinations[0].outcome: must be one of met, not_met, not "perhaps"'],
    ),
    "a judgement without an outcome": (
        decided("judge", clauses=["R14.9a"]),
        ["determinations[0].outcome: is required"],
    ),
    "a reconciliation with an outcome": (
        decided("reconcile", clauses=["R14.9a"], outcome="met"),
        ["determinations[0].outcome: unknown key"],
    ),
    "a refusal of nothing": (decided("refuse"), ["determinations[0].of: is required"]),
    "a schedule without figures": (
        decided("grant_schedule"),
        [f"determinations[0].{key}: is required" for key in ("from", "meetings", "per_months")],
    ),
    "a schedule of no meetings": (
        decided("grant_schedule", **{"from": "2021-02-01"}, meetings=0, per_months=1),
        ["determinations[0].meetings: must be 1 or more"],
    ),
    "sessions in lieu in year nought": (
        decided("in_lieu_of_supervision", sessions_by_year={"0": 6}),
        ["determinations[0].sessions_by_year.0: must be the number of a supervision year, 1 or more"],
    ),
    "fewer than no sessions in lieu": (
        decided("in_lieu_of_supervision", sessions_by_year={"1": -1}),
        ["determinations[0].sessions_by_year.1: must be 0 or more"],
    ),
    "a recommendation in between": (
        clean(ccc_review={"recommendation": "maybe"}),
        ['ccc_review.recommendation: must be one of for, against, not "maybe"'],
    ),
    "further work as a list": (clean(further_work=[]), ["further_work: must be an object, not a list"]),
    "further work without end": (
        clean(further_work={"items": [{"deadline": "2024-02-30"}]}),
        ["further_work.items[0].deadline: no such day: 2024-02-30"],
    ),
    "a vote that came out otherwise": (
        clean(council_vote={"outcome": "tied"}),
        ['council_vote.outcome: must be one of credentialed, not_credentialed, not "tied"'],
    ),
    "a character that cannot be written": (
        at(CLEAN, "groups.0.site", "a\0b"),
        ["groups[0].site: holds a character that cannot be written"],
    ),
}
"""What is wrong, the dossier, and all that is said about it."""

NOT_JSON: dict[str, bytes] = {
    "an empty file": b"",
    "a file cut short": b'{"dossier": 1, "as_of": "2024-',
    "a file of another kind": b"%PDF-1.7\n\x00\x01",
    "a file in another encoding": '{"site": "Zürich"}'.encode("latin-1"),
    "a trailing comma": b'{"dossier": 1,}',
    "nested too deeply": b"[" * 100_000,
    "two documents": b"{} {}",
}
