"""Every clause of both documents as the software reads it, so that anybody can check what it believes."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.permissions import READERS
from credentialing.rules import AMERICAN_BALINT_SOCIETY, PARAMETERS
from credentialing.rules.clauses import Clause
from members.offices import holds
from members.views.pages import page


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    """Paraphrase, test, figures and readings of each clause, in the order of the texts."""
    documents = [
        (
            book.title,
            [
                (section, [(clause, _figures(clause)) for clause in of_section])
                for section, of_section in groupby(book.clauses, key=lambda clause: clause.section)
            ],
        )
        for book in AMERICAN_BALINT_SOCIETY.rulebooks
    ]
    may_try = request.user.is_authenticated and holds(request.user, *READERS)
    return page(request, "credentialing/clauses.html", {"documents": documents, "may_try": may_try})


def _figures(clause: Clause) -> list[tuple[str, object, str, tuple[object, ...]]]:
    """The parameters of a clause: meaning, value, origin, and the other readings."""
    return [
        (one.meaning, one.value, one.origin, one.readings)
        for one in (PARAMETERS.definition(name) for name in clause.parameters)
    ]
