"""The figures of the Procedures, and the choices their wording leaves open."""

from datetime import date
from typing import Final

from credentialing.rules.editions import Edition
from credentialing.rules.parameters import OURS, Parameter

EDITIONS: Final = (
    Edition(date(1998, 4, 24), False, "as approved in 1998"),
    Edition(date(1999, 7, 7), False, "as revised in July 1999"),
    Edition(date(2002, 7, 8), False, "as revised in July 2002"),
    Edition(date(2003, 4, 11), False, "as revised in April 2003"),
    Edition(date(2007, 4, 9), True, "as revised in April 2007"),
)

PARAMETERS: Final = (
    Parameter(
        "p98.effective_from", date(2007, 4, 9), "P98.DOC", "From when the wording we hold is in force."
    ),
    Parameter(
        "service.counts_from",
        "submission",
        "P98.BR.2a",
        "From when group sessions count.",
        ("approval", "any"),
        of_leading=True,
    ),
    Parameter("p98.br2b.ideal_per_month", 2, "P98.BR.2b", "How many groups a month are ideal."),
    Parameter(
        "p98.br2b.mode", "advisory", OURS, "Whether meeting less often needs a grant.", ("needs_grant",)
    ),
    Parameter(
        "p98.gap_judgement_months",
        2,
        OURS,
        "From how many empty months in a row on a person is asked; none means never.",
        (1, 3, None),
    ),
    Parameter("p98.br3b.severity", "advisory", OURS, "How firm the pairing of professions is.", ("must",)),
    Parameter(
        "p98.psychiatrist_is_physician", True, OURS, "Whether a psychiatrist fills either seat.", (False,)
    ),
    Parameter("review.min_minutes", 30, "P98.BR.4c", "How long a review lasts at least."),
    Parameter("review.ideal_per_month", 2, "P98.BR.4b", "How many reviews a month are ideal."),
    Parameter("review.sum_same_day", False, OURS, "Whether short talks on one day are added up.", (True,)),
    Parameter("p98.cp1.per_year", 6, "P98.CP.1b", "How many supervision sessions a year."),
    Parameter("p98.cp1.years", 2, "P98.CP.1b", "How many such years."),
    Parameter("p98.cp1.year_test", "each", OURS, "Six in each year, or twelve in all.", ("total",)),
    Parameter(
        "p98.cp1.anchor",
        "first_supervision",
        OURS,
        "What the supervision years are counted from.",
        ("first_group", "agreement"),
    ),
    Parameter("intensives.total", 3, "P98.CP.2a", "How many Intensives."),
    Parameter("intensives.participant", 2, "P98.CP.2b", "How many of them as a participant."),
    Parameter(
        "intensives.participant_with_credit", 1, "P98.CR.1", "How many as a participant with a credit."
    ),
    Parameter(
        "p98.cp3c.includes_evaluator",
        False,
        OURS,
        "Whether the evaluator, too, may not have been the supervisor.",
        (True,),
    ),
    Parameter(
        "final.requires_supervision_complete",
        False,
        OURS,
        "Whether two years and twelve sessions have to be over before the final Intensive.",
        (True,),
    ),
    Parameter("cr1a.months", 24, "P98.CR.1a", "How long the earlier group met."),
    Parameter("cr1a.per_month", 2, "P98.CR.1a", "How often the earlier group met in a month."),
    Parameter("cr1b.lab_months", 3, "P98.CR.1b", "How long the laboratory group lasted."),
    Parameter("credit.lab_sum", True, OURS, "Whether several laboratories add up.", (False,)),
    Parameter("cr2.more_than_months", 24, "P98.CR.2a", "What the co-leading has to exceed, strictly."),
    Parameter(
        "cr2.aggregate",
        False,
        OURS,
        "Whether co-leading with several leaders adds up; a record holds one.",
        inert=True,
    ),
    Parameter("credit.cutoff", "submission", OURS, "Until when experience is prior.", ("decision",)),
    Parameter("credit.accepted_by", "Chair and Coordinator", "R14.6b", "Who accepts a credit.", inert=True),
    Parameter(
        "exc.nonwaivable",
        ("P98.BR.1a", "P98.BR.1c", "P98.CP.2c", "P98.CP.3*", "P98.FR.*"),
        "P98.EXC.4",
        "Which clauses no exception reaches.",
    ),
)
