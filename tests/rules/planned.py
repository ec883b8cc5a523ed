"""The plans of the worked cases, and of files in the middle of the road, as `planned.txt` keeps them.

    python -m tests.rules.planned > tests/rules/planned.txt

writes it anew; read the difference before you keep it.
"""

import datetime as dt
import json
from pathlib import Path

from credentialing.dossier import dump, load
from credentialing.rules.plan import Coming, plan

from .clean_file import CASES, at, clean, monthly, sessions, supervisions
from .test_clauses import BASE, ENQUIRY, MEMBER, accepted, prior
from .told import ROUGH, co_led, in_lieu, unsupervised

PLANNED = Path(__file__).with_name("planned.txt")
COMING = [
    Coming("the Portland Intensive", dt.date(2025, 2, 6), dt.date(2025, 2, 9)),
    Coming("the Denver Intensive", dt.date(2024, 9, 5), dt.date(2024, 9, 8)),
    Coming("the Boston Intensive", dt.date(2024, 9, 8), dt.date(2024, 9, 11)),
    Coming("the Intensive of tomorrow", dt.date(2024, 7, 1), dt.date(2024, 7, 4)),
    Coming("the Intensive of today", dt.date(2024, 6, 30), dt.date(2024, 7, 3)),
]
HALF_WAY = clean(as_of="2022-06-30")
NOT_YET_HELD = {**BASE, "intensives": BASE["intensives"][:1], "final_intensive": None}
STILL_MEETING = {**HALF_WAY, "groups": [{"id": "G1", "setting": "medical", "co_leader": "C1"}]}
LAST_STEPS = clean(as_of="2023-10-10")


def final(**changed):
    """The final Intensive held, some of the evaluation still missing."""
    return {**LAST_STEPS, "final_intensive": {**BASE["final_intensive"], **changed}}


FILES = {
    **{path.stem: json.loads(path.read_text())["dossier"] for path in sorted(CASES.glob("*.json"))},
    "an enquiry": ENQUIRY,
    "an enquiry on the last of January": {**ENQUIRY, "as_of": "2024-01-31"},
    "an enquiry by a member": {**ENQUIRY, "memberships": [{"start": "2024-01-01", "end": "2024-12-31"}]},
    "a membership that ends today": {
        **HALF_WAY,
        "memberships": [{"start": "2020-01-01", "end": "2022-06-30"}],
    },
    "a membership that ended yesterday": {
        **HALF_WAY,
        "memberships": [{"start": "2020-01-01", "end": "2022-06-29"}],
    },
    "sent to one office": at({**HALF_WAY}, "application.sent_to", ["ccc_chair"]),
    "not completed": at({**HALF_WAY}, "application.completed_on", None),
    "not yet reviewed": {**clean(as_of="2020-12-10"), "application_review": None},
    "reviewed by one": {
        **clean(as_of="2020-12-20"),
        "application_review": {"ccc_chair_on": "2020-12-15"},
    },
    "prior experience without a view": {**prior(group_member=MEMBER), "as_of": "2020-12-10"},
    "no supervisor": {**clean(as_of="2021-01-31"), "supervisor_request": None, "agreement": None},
    "not approved without end": at(
        {**HALF_WAY, "supervisor_request": None},
        "people.S1.approved_supervisor",
        [["2010-01-01", "2030-01-01"]],
    ),
    "the agreement half signed": at({**clean(as_of="2021-01-31")}, "agreement.copy_to_treasurer_on", None),
    "a fee half paid": {
        **clean(as_of="2021-02-28"),
        "fee": {
            "first_year_amount": 600,
            "payments": [
                {"sent_on": "2021-01-15", "amount": 200},
                {"sent_on": "2021-01-16", "amount": 400, "reversed_on": "2021-02-01"},
            ],
        },
    },
    "no fee set": {**clean(as_of="2021-02-28"), "fee": None},
    "half-way": HALF_WAY,
    "still meeting": STILL_MEETING,
    "two groups, one alone": {
        **STILL_MEETING,
        "groups": [{"id": "G0", "setting": "other"}, *STILL_MEETING["groups"]],
    },
    "leading alone": {**HALF_WAY, "groups": [{"id": "G1", "setting": "other"}]},
    "all groups ended": at({**HALF_WAY}, "groups.0.ended_on", "2022-06-15"),
    "groups before the application": {**STILL_MEETING, "group_sessions": sessions("2020-11-30")},
    "a group on the 31st": {**STILL_MEETING, "group_sessions": sessions("2022-05-31")},
    "no supervision yet": {**STILL_MEETING, "supervision_sessions": []},
    "a year closing soon": {
        **STILL_MEETING,
        "as_of": "2022-02-20",
        "supervision_sessions": supervisions(*monthly("2021-03-01", 4, 15)),
    },
    "a year closing tomorrow": {
        **STILL_MEETING,
        "as_of": "2022-03-13",
        "supervision_sessions": supervisions(*monthly("2021-03-01", 5, 15)),
    },
    "a year already full": {
        **STILL_MEETING,
        "as_of": "2021-08-20",
        "supervision_sessions": supervisions(*monthly("2021-03-01", 6, 15)),
    },
    "a year in lieu": {
        **unsupervised(in_lieu(year_1=6)),
        "as_of": "2024-02-01",
        "groups": STILL_MEETING["groups"],
    },
    "no claim attested": {**co_led(attested_on=None), "as_of": "2022-06-30"},
    "a credit": {
        **prior(accepted("P98.CR.1a") | {"date": "2021-02-01"}, group_member=MEMBER),
        "as_of": "2021-03-01",
    },
    "one Intensive attended": NOT_YET_HELD,
    "two Intensives attended": {**NOT_YET_HELD, "intensives": BASE["intensives"][:2]},
    "lawful faculty named": {**NOT_YET_HELD, "final_intensive": {"faculty": ["F1", "F2"], "evaluator": "E1"}},
    "unlawful faculty named": {
        **NOT_YET_HELD,
        "final_intensive": {"faculty": ["F1", "S1"], "evaluator": "F1"},
    },
    "a home co-leader as faculty": {**NOT_YET_HELD, "final_intensive": {"faculty": ["F1", "C1"]}},
    "no meeting yet": final(meeting=None),
    "no meeting and no evaluator yet": final(meeting=None, evaluator=None),
    "one delivery missing": final(assessment_to_ccc_on=None),
    "out of the ordinary": ROUGH,
    "out of the ordinary, later": ROUGH | {"as_of": "2024-02-29"},
}
"""Read with the Intensives that are announced; what lies before the day of reading is no help."""


def lines(name, dossier):
    """The plan's sentence, its steps, the earliest day of each requirement, and what the record gains."""
    ahead = plan(load(dossier), coming=COMING)
    yield f"{name}: {ahead.says}"
    for kind, what in dict.fromkeys((step.kind, step.what) for step in ahead.steps):
        days = [_days(step) for step in ahead.steps if step.what == what]
        yield f"    {kind}: {what} {', '.join(days)}"
    for day in sorted({*ahead.earliest.values()}):
        yield f"    on {day}: {' '.join(clause for clause, on in ahead.earliest.items() if on == day)}"
    if ahead.attention:
        yield f"    waiting: {' '.join(ahead.attention)}"
    if ahead.steps and ahead.ready_on:
        before, after = dump(load(dossier)), dump(ahead.record_on(ahead.ready_on))
        for key in sorted({*after} - {"as_of", "people"}):
            if after[key] != before.get(key):
                yield f"    then {key}: {_gained(before.get(key), after[key])}"


def _days(step):
    """The day, how many more there are to keep it, and how many it takes."""
    longer = f"+{(step.by - step.on).days}" if step.by > step.on else ""
    return f"{step.on}{longer}" + (f" from {step.begins}" if step.begins else "")


def _gained(before, after):
    """The last row that is new and how many there are; of a block, the fields that are."""
    if isinstance(after, list):
        new = [row for row in after if row not in (before or [])]
        return f"{len(new)} more, the last {json.dumps(new[-1]) if new else None}"
    if isinstance(after, dict):
        after = {key: value for key, value in after.items() if value != (before or {}).get(key)}
    return json.dumps(after)


if __name__ == "__main__":
    for name, dossier in FILES.items():
        print(*lines(name, dossier), sep="\n")
