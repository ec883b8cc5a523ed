"""However many cases are read, the database is asked as often."""

from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from credentialing.actions.imports import import_dossier
from credentialing.dossier import loads
from credentialing.models import Case
from credentialing.record import records
from tests.cast import somebody_new

FILE = Path(__file__).parent.parent / "cases" / "D12c.json"
QUERIES = 7


def test_one_case_and_thirty_take_the_same_seven_queries(membership_officer, chair):
    dossier = loads(FILE.read_text())
    keys = [
        import_dossier(dossier=dossier, by=membership_officer, chair=chair, who=somebody_new).pk
        for _ in range(30)
    ]
    with CaptureQueriesContext(
        connection,
    ) as one:
        records(keys[:1], dossier.as_of)
    with CaptureQueriesContext(connection) as thirty:
        found = records(Case.objects.all(), dossier.as_of)
    assert (len(one), len(thirty), sorted(found)) == (QUERIES, QUERIES, keys)
