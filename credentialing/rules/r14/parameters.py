"""The figures of the Roadmap, and the choices its wording leaves open."""

from datetime import date
from typing import Final

from credentialing.rules.editions import Edition
from credentialing.rules.parameters import OURS, Parameter

SINCE: Final = date(2014, 1, 1)
EDITIONS: Final = (Edition(SINCE, True, "as created in 2014"),)

PARAMETERS: Final = (
    Parameter(
        "r14.effective_from",
        SINCE,
        "R14.DOC",
        "From when it is in force; only the year is given.",
        valid_from=SINCE,
    ),
    Parameter(
        "r14.service.counts_from",
        "submission",
        "R14.9",
        "From when group sessions count.",
        ("approval", "any"),
        of_leading=True,
        valid_from=SINCE,
    ),
    Parameter("r14.9a.min_per_month", 1, "R14.9a", "How many groups a month at least.", valid_from=SINCE),
    Parameter(
        "r14.9a.gap",
        "restart",
        OURS,
        "What a month without a group does: restart the run, extend it, or be tolerated n times.",
        ("extend", "tolerate:1"),
        valid_from=SINCE,
    ),
    Parameter("r14.9c.min", 12, "R14.9c", "How many supervision sessions at least.", valid_from=SINCE),
    Parameter(
        "r14.9c.window",
        "any",
        OURS,
        "Where the sessions have to lie: any 24 months of the leading, the first 24, or the candidacy.",
        ("first", "candidacy"),
        valid_from=SINCE,
    ),
    Parameter(
        "r14.9d.mode",
        "each",
        OURS,
        "Whether each of the sessions used a recording, or any of them.",
        ("any",),
        valid_from=SINCE,
    ),
    Parameter(
        "r14.honours_p98_credits",
        "ask",
        OURS,
        "Whether a credit under the Procedures answers the Roadmap too.",
        ("yes", "no"),
        valid_from=SINCE,
    ),
    Parameter(
        "r14.8.counts",
        "sent",
        "R14.8",
        "Whether a payment counts when sent or once confirmed.",
        ("confirmed",),
        valid_from=SINCE,
    ),
    Parameter(
        "r14.8.early_sessions_count",
        True,
        OURS,
        "Whether sessions held before the fee was sent count.",
        (False,),
        valid_from=SINCE,
    ),
    Parameter(
        "r14.3.channel_strict",
        False,
        OURS,
        "Whether only e-mail counts as sending; a record holds no channel.",
        valid_from=SINCE,
        inert=True,
    ),
    Parameter(
        "r14.6.rule",
        "both",
        "R14.6a",
        "Whether both have to agree, or one approves after both have looked.",
        ("either_after_both",),
        valid_from=SINCE,
    ),
    Parameter(
        "role.supervisor_of_credentialing",
        "coordinator_of_supervision",
        OURS,
        "Which office is meant by Supervisor of Credentialing.",
        valid_from=SINCE,
        inert=True,
    ),
    Parameter(
        "debrief.attach_days",
        7,
        OURS,
        "Within how many days a debrief belongs to a group session.",
        (0, 14),
        any_number=True,
        valid_from=SINCE,
    ),
)
