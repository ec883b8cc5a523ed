"""What the clauses tell a person, row by row, as `told.txt` keeps it.

    python -m tests.rules.told > tests/rules/told.txt

writes it anew; read the difference before you keep it.
"""

from collections import Counter
from pathlib import Path

from credentialing.rules import CLAUSES, PARAMETERS

from .clean_file import assessed, at, clean, decision, fee, monthly, paid, sessions, supervisions
from .test_clauses import (
    BASE,
    CO_LED,
    ENQUIRY,
    MEMBER,
    NEXT_SIX,
    SIX,
    TABLE,
    accepted,
    further,
    of,
    prior,
    reviewed,
)
from .test_determinations import ASKED, in_lieu, unsupervised

TOLD = Path(__file__).with_name("told.txt")
ITEM = {"activity": "two more sessions", "deadline": "2024-12-31"}
TWO_DAYS = ("2022-01-10", "2022-01-12")
WAIVABLE = ("BR.1b", "BR.1d", "BR.2a", "BR.2c", "BR.4a", "CP.1a", "CP.1b", "CP.2a")
THRICE = [
    accepted("P98.CR.1a"),
    decision("refuse", "2024-01-15", of="P98.CR.1a"),
    accepted("P98.CR.1a") | {"date": "2024-01-20"},
]
CREDITED = prior(accepted("P98.CR.1a"), group_member=MEMBER)


def waiving(*clauses, **more):
    return clean(
        exceptional_circumstances=ASKED, determinations=[decision("waive", clauses=list(clauses))], **more
    )


def co_led(**changed):
    return prior(co_leading={**CO_LED, **changed})


def waived_twice(first, then):
    return clean(
        exceptional_circumstances=ASKED,
        determinations=[
            decision("waive", "2024-01-10", clauses=[first]),
            decision("waive", "2024-01-12", clauses=[then]),
        ],
    )


LONG = {
    **BASE,
    "groups": [{"id": "G1"}],
    "supervision_sessions": supervisions(*monthly("2021-03-01", 80, 15)),
}


def attended(as_participant, as_candidate):
    """One Intensive a quarter, those as a candidate after those as a participant."""
    roles = [*["participant"] * as_participant, *["candidate"] * as_candidate]
    days = [
        (f"{2021 + n // 4}-{1 + 3 * (n % 4):02}-01", f"{2021 + n // 4}-{1 + 3 * (n % 4):02}-04")
        for n in range(9)
    ]
    return [
        {"id": f"I{n}", "start": start, "end": end, "role": role, "completed": True}
        for n, (role, (start, end)) in enumerate(zip(roles, days, strict=False))
    ]


EVERY_FIFTH = monthly("2021-02-01", 29, 9)[::5]


def schedule(meetings, months, start):
    return decision("grant_schedule", "2021-06-15", meetings=meetings, per_months=months, **{"from": start})


def laboratories(*ends):
    """Laboratories that began one after the other, each to its last day."""
    starts = ("2019-01-15", "2019-05-01") if len(ends) < 3 else ["2019-01-15"] * len(ends)
    return [{"start": start, "end": end} for start, end in zip(starts, ends, strict=False)]


# A file with a little of everything that is out of the ordinary, read in the middle of the second year.
ROUGH = {
    **prior(
        group_member={**MEMBER, "group_met": {"start": "2016-09-01", "end": "2020-12-31"}},
        process_group={"theory_training": True, "laboratory": {"start": "2020-10-15", "end": "2021-01-20"}},
        co_leading={**CO_LED, "leader_credentialed_from": "2018-09-01"},
    ),
    "as_of": "2022-09-15",
    "policy_acknowledged_on": "2020-12-05",
    "memberships": [{"start": "2020-01-01", "end": "2021-12-31"}, {"start": "2022-01-21"}],
    "application_review": {"ccc_chair_on": "2020-12-15", "approved_on": "2021-02-20"},
    "fee": {
        "first_year_amount": 600,
        "payments": [
            paid("2021-03-01", 300, confirmed_on="2021-03-05"),
            paid("2021-03-15", 300),
            paid("2021-03-16", 300, reversed_on="2021-04-01"),
        ],
    },
    "groups": [
        {"id": "G1", "setting": "medical", "co_leader": "C1"},
        {"id": "G2", "setting": "other", "past_co_leaders": ["F1"], "ended_on": "2022-03-31"},
    ],
    "group_sessions": [
        *sessions("2020-11-17", *monthly("2021-01-01", 2, 12), *monthly("2021-05-01", 16, 12)),
        *sessions("2021-05-12", "2021-05-26", "2021-06-30", "2022-03-31", group="G2"),
    ],
    "debriefs": [
        {"group": group, "date": day, "minutes": minutes}
        for group, day, minutes in (
            ("G1", "2021-01-12", 30),
            ("G1", "2021-02-19", 29),
            ("G1", "2021-05-20", 15),
            ("G1", "2021-05-20", 15),
            ("G2", "2021-05-26", 45),
            ("G2", "2021-07-07", 30),
            ("G1", "2022-08-12", 30),
        )
    ],
    "supervision_sessions": [
        *supervisions("2021-03-15", "2021-03-15", "2021-05-17", "2021-07-19", "2022-03-14", "2022-03-15"),
        *supervisions("2021-08-02", "2022-04-01", group="G2"),
        *supervisions("2021-09-20", supervisor="F1"),
        *supervisions("2022-05-16", recording=None),
    ],
    "intensives": [
        {"id": "I1", "start": "2021-05-12", "end": "2021-05-16", "role": "participant", "completed": True},
        {"id": "I2", "start": "2021-10-06", "end": "2021-10-10", "role": "participant", "completed": False},
        {"id": "I3", "start": "2022-05-11", "end": "2022-05-15", "role": "candidate", "completed": True},
    ],
    "final_intensive": {
        "intensive": "I3",
        "faculty": ["F1", "F2"],
        "co_led": [
            {"date": "2022-05-11", "with": "F1"},
            {"date": "2022-05-12", "with": "E1"},
            {"date": "2022-05-15", "with": "F2"},
        ],
        "evaluator": "S1",
        "evaluator_designated_on": "2022-05-12",
        "meeting": {"date": "2022-05-15", "present": ["F1", "S1"]},
    },
    "determinations": [accepted("P98.CR.1a") | {"date": "2021-02-01"}],
}

FURTHER = [
    # Prior experience
    ("P98.CR.2a", co_led(leader=None, leader_credentialed_from=None)),
    ("P98.CR.2a", co_led(period=None)),
    ("P98.CR.2a", co_led(period={"start": "2018-03-01", "end": "2020-02-28"})),
    ("P98.CR.2a", co_led(leader_credentialed_from=None)),
    ("P98.CR.2b", co_led(attested_on=None)),
    ("P98.CR.2b", co_led(attested_on=None, leader=None)),
    ("P98.CR.2c", co_led(ongoing_debriefing=False)),
    ("P98.CR.2c", co_led(ongoing_debriefing=False, leader="F1")),
    ("P98.CR.2c", co_led(ongoing_debriefing=False, leader=None)),
    (
        "P98.CR.2a",
        at(co_led(leader_credentialed_from=None), "people.C1.credentialed_leader", [["2018-02-03", None]]),
    ),
    ("P98.CR.1a", prior(group_member={**MEMBER, "meetings_per_month": 3})),
    ("P98.CR.1a", prior(group_member={**MEMBER, "meetings_per_month": None})),
    ("P98.CR.1a", prior(*THRICE, group_member=MEMBER)),
    ("P98.CR.1a", prior(*THRICE[::2], decision("refuse", "2024-01-30", of="P98.CR.1a"), group_member=MEMBER)),
    *(
        ("P98.CR.1b", prior(process_group={"theory_training": True, "laboratory": laboratories(*ends)}))
        for ends in ((), ("2019-02-28", "2019-06-13"), ("2019-02-28", "2019-06-14"), (*["2019-01-31"] * 5,))
    ),
    ("P98.CR.2d", unsupervised(in_lieu(year_1=6, year_2=7))),
    ("P98.CR.2d", unsupervised(in_lieu(year_1=6), in_lieu(year_2=6) | {"date": "2024-01-12"})),
    ("P98.CP.1b", unsupervised(in_lieu(year_1=6, year_2=7))),
    ("R14.9c", unsupervised(in_lieu(year_1=6, year_2=7))),
    ("R14.9c", unsupervised(in_lieu(year_1=6, year_2=5))),
    ("R14.9c", unsupervised(in_lieu(year_2=6))),
    *(
        (clause, dossier)
        for clause in ("P98.CP.2a", "P98.CP.2b", "P98.CP.2c", "R14.11a", "R14.11b")
        for dossier in (CREDITED, {**CREDITED, "intensives": BASE["intensives"][1:]}, ENQUIRY)
    ),
    # The exceptional route
    ("P98.EXC.2", waiving("P98.BR.1b", "P98.BR.2c", "P98.CP.1b", "P98.CP.2a", "P98.CP.2b", "P98.BR.1d")),
    ("P98.EXC.2", waiving("P98.BR.1b", "P98.CP.3a")),
    ("P98.EXC.2", waiving(*(f"P98.{name}" for name in WAIVABLE))),
    ("P98.EXC.2", waived_twice("P98.BR.1b", "P98.BR.2c")),
    ("P98.EXC.2", waived_twice("P98.BR.1b", "P98.CP.3a")),
    ("P98.BR.1b", {**waived_twice("P98.BR.1b", "P98.BR.1b"), "memberships": []}),
    ("P98.CP.2c", {**waiving("P98.CP.2b"), "intensives": BASE["intensives"][2:]}),
    (
        "P98.CP.2c",
        {
            **waiving("P98.CP.2b"),
            "intensives": BASE["intensives"][2:],
            "exceptional_circumstances": None,
        },
    ),
    ("R14.9a", {**ROUGH, "determinations": [decision("reconcile", d, clauses=["R14.9a"]) for d in TWO_DAYS]}),
    ("R14.2b", {**ROUGH, "determinations": [decision("reconcile", d, clauses=["R14.2b"]) for d in TWO_DAYS]}),
    ("P98.EXC.2", waiving("P98.CP.3a")),
    # The decision
    ("P98.FR.1b", reviewed(reviewed_on="2024-01-10", recommended_on="2024-01-20")),
    ("P98.FR.1b", reviewed(reviewed_on="2024-01-10", recommendation="for")),
    ("P98.FR.2a", further(agreed_by_candidate_on="2024-02-01", items=[ITEM, ITEM])),
    ("P98.FR.2a", further(agreed_by_ccc_on="2024-02-02", agreed_by_candidate_on="2024-02-01", items=[ITEM])),
    ("P98.FR.2b", further(agreed_by_ccc_on="2024-02-02", items=[ITEM, {**ITEM, "deadline": None}])),
    ("P98.FR.2b", further(agreed_by_ccc_on="2024-02-02", items=[{**ITEM, "done_on": "2024-03-01"}])),
    (
        "P98.FR.2b",
        further(
            agreed_by_ccc_on="2024-02-02",
            items=[
                {**ITEM, "done_on": "2024-03-01"},
                {**ITEM, "deadline": "2025-02-01"},
                {**ITEM, "deadline": "2025-01-01"},
            ],
        ),
    ),
    # Leading, reviews and supervision, half-way
    *(
        (clause, clean(as_of=day))
        for clause in ("P98.BR.2b", "P98.BR.2c", "P98.BR.4a", "P98.BR.4b", "P98.BR.4c", "P98.CP.1b")
        for day in ("2021-01-31", "2021-02-28", "2022-03-14", "2022-03-15")
    ),
    *(
        (clause, clean(as_of=day))
        for clause in ("R14.9a", "R14.9b", "R14.9c", "R14.9d", "R14.10")
        for day in ("2021-01-31", "2021-02-28", "2022-03-15")
    ),
    *(
        (clause, clean(supervision_sessions=supervisions("2022-01-17", "2022-01-17", "2023-07-01")))
        for clause in ("P98.CP.1a", "P98.CP.1b", "P98.CP.1c", "R14.9c", "R14.9d")
    ),
    ("R14.9d", clean(supervision_sessions=supervisions("2022-01-17", "2022-03-17", recording=None))),
    ("P98.BR.2a", clean(group_sessions=sessions("2020-12-01", "2020-12-02", "2020-12-04"))),
    ("R14.9a", clean(group_sessions=sessions("2020-12-01", "2020-12-04", *monthly("2021-01-01", 3, 9)))),
    ("R14.9b", clean(group_sessions=sessions("2020-12-01", "2020-12-04"))),
    ("P98.BR.2c", at(BASE, "groups.0.ended_on", "2022-06-30")),
    ("R14.9b", at(BASE, "groups.0.ended_on", "2022-06-30")),
    ("P98.BR.4b", clean(debriefs=BASE["debriefs"][::3])),
    ("P98.BR.4a", clean(debriefs=BASE["debriefs"][::30])),
    # Application and agreement
    ("R14.4c", at(BASE, "supervisor_request.asked_on", "2020-12-03")),
    ("R14.4c", at(BASE, "supervisor_request.asked_on", "2020-12-04")),
    ("R14.4c", {**at(BASE, "application.submitted_on", None)}),
    ("R14.7a", BASE),
    ("P98.CP.1b", {**of([*SIX, "2022-02-01"], []), "as_of": "2022-06-30"}),
    ("P98.CP.1b", unsupervised(in_lieu(year_1=7), days=SIX)),
    ("R14.9c", clean(supervision_sessions=supervisions(*SIX, *NEXT_SIX, "2022-06-30"))),
    ("R14.9d", clean(supervision_sessions=supervisions(*SIX, *NEXT_SIX, "2022-06-30"))),
    ("R14.6a", at(BASE, "application_review.declined_on", "2020-12-18")),
    ("R14.4a", at(BASE, "people.S1.approved_supervisor", [])),
    ("R14.4a", at(BASE, "people.S1.approved_supervisor", [["2010-01-01", "2020-11-09"]])),
    ("R14.4a", at(BASE, "people.S1.approved_supervisor", [["2010-01-01", "2020-11-10"]])),
    ("R14.4a", at(BASE, "people.S1.approved_supervisor", [["2020-11-11", None]])),
    ("R14.10", clean(group_sessions=sessions("2021-02-09", "2021-02-09"))),
    ("R14.1", clean(policy_acknowledged_on="2020-12-03")),
    ("R14.1", clean(policy_acknowledged_on="2020-12-04")),
    ("R14.1", {**at(BASE, "application.submitted_on", None), "policy_acknowledged_on": "2020-12-04"}),
    ("R14.8a", fee(paid("2021-01-15", 300), paid("2021-02-15", 100, confirmed_on="2021-02-20"))),
    ("R14.8a", at(BASE, "fee.first_year_amount", None)),
    ("R14.8a", clean(fee=None)),
    ("R14.8b", fee(paid("2021-03-01", 300), paid("2021-03-16", 300))),
    ("R14.2b", clean(memberships=[{"start": "2020-01-01", "end": "2021-12-31"}, {"start": "2022-01-02"}])),
    ("R14.2b", clean(memberships=[{"start": "2020-01-01", "end": "2023-12-31"}])),
    ("R14.2a", clean(memberships=[{"start": "2020-12-04", "end": "2020-12-04"}])),
    # A granted schedule, of so many meetings in so many months from a day on
    *(
        (clause, clean(as_of=day, group_sessions=sessions(*held), determinations=[schedule(*grant)]))
        for clause, day, held, grant in (
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 5, "2021-02-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 12, "2020-12-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 5, "2021-03-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 12, "2021-02-01")),
            ("P98.BR.2b", "2023-01-30", EVERY_FIFTH, (1, 12, "2021-02-01")),
            ("P98.BR.2b", "2023-01-31", EVERY_FIFTH, (1, 12, "2021-02-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (3, 12, "2021-02-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 1, "2023-01-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 1, "2022-12-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 2, "2023-01-01")),
            ("P98.BR.2b", "2024-06-30", EVERY_FIFTH, (1, 1, "2023-02-01")),
            ("P98.BR.2b", "2024-06-30", monthly("2021-02-01", 1, 9), (1, 24, "2021-02-01")),
            ("P98.BR.2c", "2024-06-30", EVERY_FIFTH, (1, 5, "2021-02-01")),
            ("R14.9a", "2024-06-30", EVERY_FIFTH, (1, 5, "2021-02-01")),
        )
    ),
    # Intensives, so many as a participant and so many as a candidate after them
    *(
        (clause, {**file, "final_intensive": None, "intensives": attended(as_participant, as_candidate)})
        for clause in ("P98.CP.2a", "P98.CP.2b", "P98.CP.2c", "R14.11a", "R14.11b")
        for file in (BASE, CREDITED)
        for as_participant in range(5)
        for as_candidate in range(3)
    ),
    # Supervision years
    *(
        ("P98.CP.1b", clean(supervision_sessions=supervisions(*days)))
        for days in (
            [*SIX, "2022-02-01", *NEXT_SIX],
            [*SIX, *NEXT_SIX, "2023-02-01"],
            [*SIX[:5], *NEXT_SIX, *monthly("2023-04-01", 3, 9)],
            [*SIX, *NEXT_SIX[:5], *monthly("2023-04-01", 3, 9)],
            [SIX[0], "2023-06-01"],
        )
    ),
    *(("P98.CP.1b", {**LONG, "as_of": f"202{year}-03-15"}) for year in (3, 4, 5, 6, 7)),
    # The final Intensive
    *(
        (clause, {**at(BASE, "final_intensive.faculty", faculty), "as_of": "2023-09-30"})
        for clause in ("P98.CP.3c", "P98.CP.3d")
        for faculty in (["F1", "F2"], ["S1", "C1"], [])
    ),
    *(
        ("P98.CP.3e", at(BASE, "final_intensive.meeting.date", f"2023-10-{day}"))
        for day in ("05", "06", "07", "09", "10", "11")
    ),
    *(
        ("P98.CP.3c", clean(supervision_sessions=supervisions(*days, supervisor="F1")))
        for days in (("2023-10-07", "2023-10-08"), ("2023-10-08", "2023-10-09"), ("2023-10-09",))
    ),
    *(
        (clause, at(BASE, path, value))
        for clause in ("P98.CP.3b", "P98.CP.3c", "P98.CP.3d", "P98.CP.3e", "R14.11c", "R14.11d", "R14.11e")
        for path, value in (
            ("final_intensive.faculty", []),
            ("final_intensive.faculty", ["F1", "F2", "C1", "S1", "E1"]),
            ("final_intensive.evaluator", None),
            ("final_intensive.co_led.1.with", "F1"),
            ("final_intensive.co_led.0.date", "2023-10-04"),
            ("final_intensive.meeting.present", []),
            ("intensives.2.role", "participant"),
            ("final_intensive.evaluator_designated_on", "2023-10-05"),
        )
    ),
]
ASKED_FOR = [clause.id for clause in CLAUSES.values() if clause.has_finding]
FREE = at(BASE, "fee.first_year_amount", 0)
ON_TIME = {**BASE, "groups": [{"id": "G1", "setting": "medical", "co_leader": "C1"}]}
TRAINED = [
    BASE,
    {**ON_TIME, "supervision_sessions": [*BASE["supervision_sessions"], *supervisions("2023-10-03")]},
    {**ON_TIME, "supervision_sessions": [*BASE["supervision_sessions"][:11], *supervisions("2023-10-03")]},
    {**ON_TIME, "supervision_sessions": [*BASE["supervision_sessions"][:11], *supervisions("2023-10-04")]},
    {**ON_TIME, "supervision_sessions": [*BASE["supervision_sessions"][:11], *supervisions("2023-10-05")]},
    {**ON_TIME, "group_sessions": sessions("2021-10-04")},
    {**ON_TIME, "group_sessions": sessions("2021-10-05")},
    {**ON_TIME, "group_sessions": sessions("2021-10-06")},
]
"""Before, on and after the first day of the final Intensive, for the reading that asks for all of it."""
WEEK = clean(group_sessions=sessions("2021-02-09", "2021-02-12"))
DEBRIEFED = [("2021-02-09",), ("2021-02-11",), ("2021-02-12",), ("2021-02-19",), ("2021-02-20",)]
DEBRIEFED += [
    ("2021-02-14",),
    ("2021-02-16",),
    ("2021-02-08", "2021-02-12"),
    ("2021-02-11", "2021-02-12", "2021-02-12"),
]
MONTHS = monthly("2021-02-01", 30, 9)
GAPS = [[*MONTHS[:9], *MONTHS[10:24]], [*MONTHS[:9], *MONTHS[10:25]], [*MONTHS[:8], *MONTHS[10:25]]]
GAPS += [
    [*MONTHS[:9], *MONTHS[10:23]],
    [*MONTHS[:8], *MONTHS[10:26]],
    [*MONTHS[:2], *MONTHS[3:9], *MONTHS[10:27]],
    MONTHS[:23],
    MONTHS[:24],
]


def around_2014(submitted, approved):
    return at(at(BASE, "application.submitted_on", submitted), "application_review.approved_on", approved)


WINDOWS = [
    ("2020-12-02", "2020-12-03", "2020-12-04"),
    ("2021-02-08", "2021-02-09", "2021-02-10"),
    ("2023-02-07", "2023-02-08", "2023-02-09"),
    ("2023-06-29", "2023-06-30", "2023-07-01"),
    ("2021-02-09", "2023-02-08", "2023-02-09"),
]
SILENT = supervisions("2020-12-10", "2021-03-15", recording=None)
RECORDED = supervisions("2020-12-11", "2021-03-16")
TWO_A_DAY = [{"group": "G1", "date": "2021-02-09", "minutes": minutes} for minutes in (20, 20, 40, 45)]
TOTAL = {"p98.cp1.year_test": "total"}
ROWS = [
    *(
        (clause, clean(supervision_sessions=held), {"r14.9d.mode": mode})
        for clause in ("R14.9c", "R14.9d")
        for held in (SILENT, RECORDED, [*SILENT, *RECORDED], [])
        for mode in ("each", "any")
    ),
    *(
        (clause, clean(supervision_sessions=supervisions(*days)), {"r14.9c.window": window})
        for clause in ("R14.9c", "R14.9d")
        for days in WINDOWS
        for window in ("any", "first", "candidacy")
    ),
    *(
        (clause, at(BASE, path, None), {"r14.9c.window": window})
        for clause in ("R14.9c", "R14.9d")
        for path in ("application.submitted_on", "groups.0.ended_on", "fee")
        for window in ("any", "first", "candidacy")
    ),
    *(
        (clause, fee(*payments), {"r14.8.early_sessions_count": False})
        for clause in ("R14.9c", "R14.9d")
        for payments in ([], [paid("2021-05-16")], [paid("2021-05-17")], [paid("2021-05-18")])
    ),
    *(
        ("R14.2a", around_2014(submitted, approved), {"process.starts_on": begins})
        for begins in ("submission", "approval")
        for submitted in (None, "2013-12-31", "2014-01-01", "2014-01-02")
        for approved in (None, "2013-12-31", "2014-01-01", "2014-01-02")
    ),
    *(
        (clause, clean(as_of="2021-03-31", debriefs=TWO_A_DAY), {name: value})
        for clause in ("P98.BR.4a", "P98.BR.4b", "P98.BR.4c")
        for name, value in (
            ("group.same_day", "once"),
            ("group.same_day", "each"),
            ("review.sum_same_day", True),
        )
    ),
    *(
        (
            "P98.BR.4b",
            clean(as_of="2021-02-28", debriefs=[*BASE["debriefs"][:2], *extra]),
            {"group.same_day": each},
        )
        for extra in ([], TWO_A_DAY)
        for each in ("once", "each")
    ),
    *(
        (
            "P98.CP.1b",
            clean(supervision_sessions=supervisions(*[*SIX, *NEXT_SIX, "2023-02-01"][:held])),
            TOTAL,
        )
        for held in (0, 11, 12, 13)
    ),
    *(
        ("P98.CP.1b", unsupervised(in_lieu(year_1=granted), days=[*SIX, *NEXT_SIX][:held]), TOTAL)
        for granted, held in ((6, 5), (6, 6), (6, 7), (4, 8), (6, 12))
    ),
    *(
        ("R14.10", {**WEEK, "debriefs": [{"group": "G1", "date": day, "minutes": 30} for day in days]}, {})
        for days in DEBRIEFED
    ),
    *(
        ("R14.9a", clean(as_of=day, group_sessions=sessions(*days)), {"r14.9a.gap": gap})
        for gap in ("restart", "extend", "tolerate:1", "tolerate:2")
        for days in GAPS
        for day in ("2022-06-30", "2023-01-30", "2023-01-31", "2023-04-30")
    ),
    *((clause, dossier, {}) for clause, dossier, _ in TABLE),
    *((clause, dossier, {}) for clause, dossier in FURTHER),
    *((clause, ROUGH, {}) for clause in ASKED_FOR),
    *((clause, ROUGH | {"as_of": "2024-02-29"}, {}) for clause in ASKED_FOR),
    *(("P98.CP.3a", dossier, {"final.requires_supervision_complete": True}) for dossier in TRAINED),
    *((clause, FREE, {}) for clause in ("R14.8a", "R14.8b")),
    *((clause, at(BASE, "fee.first_year_amount", 1), {}) for clause in ("R14.8a", "R14.8b")),
    *(
        (clause, ROUGH, {parameter.name: reading})
        for parameter in PARAMETERS
        for reading in parameter.readings
        for clause in ASKED_FOR
        if parameter.name in CLAUSES[clause].parameters
    ),
]


def line(clause, dossier, parameters):
    """Clause, outcome, figures, next step, how much evidence, and what was left out and why, on one line."""
    found = assessed(dossier, **parameters)[clause]
    left_out = Counter(why for _, why in found.excluded)
    reasons = [f"{number} left out: {why}" for why, number in sorted(left_out.items())]
    told = [clause, str(found.outcome), found.measured, found.next_step, f"{len(found.evidence)} counted"]
    under = [f"under {name} = {value}" for name, value in parameters.items()]
    decided = [f"by the decision of {found.determination.on}"] if found.determination else []
    return " | ".join([*told, *reasons, *decided, *under])


if __name__ == "__main__":
    print(*(line(*row) for row in ROWS), sep="\n")
