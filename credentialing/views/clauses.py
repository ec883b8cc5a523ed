"""Every clause of both documents as the software reads it, so that anybody can check what it believes."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.in_use import society_in_use
from credentialing.permissions import READERS
from credentialing.rules import AMERICAN_BALINT_SOCIETY, Parameters, Version
from credentialing.rules.clauses import Clause
from members import clock
from members.offices import holds
from members.views.pages import page


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    """Paraphrase, test, figures and readings of each clause, in the order of the texts."""
    today = society_in_use().parameters.on(clock.today())
    documents = [
        (
            book.title,
            [
                (section, [(clause, _figures(clause, today)) for clause in of_section])
                for section, of_section in groupby(book.clauses, key=lambda clause: clause.section)
            ],
        )
        for book in AMERICAN_BALINT_SOCIETY.rulebooks
    ]
    may_try = request.user.is_authenticated and holds(request.user, *READERS)
    return page(request, "credentialing/clauses.html", {"documents": documents, "may_try": may_try})


def _figures(clause: Clause, today: Parameters) -> list[tuple[str, Version, list[Any]]]:
    """The parameters of a clause: meaning, the version of today, and the other readings."""
    return [
        (
            today.definition(name).meaning,
            today.version(name),
            [value for _, value in today.other_values((name,))],
        )
        for name in clause.parameters
    ]
