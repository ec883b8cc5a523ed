"""From PostgreSQL to explained findings, beside the bare fetch of the same rows as tuples in the same run.

Run by `make bench` with an empty database that is thrown away; BENCH_CASES says how many cases.
"""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import pgtrigger  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402

from credentialing.models import Application, Case  # noqa: E402
from credentialing.record import records  # noqa: E402
from credentialing.record.shared_out import A_BATCH, shared_out  # noqa: E402
from credentialing.rules import Record, assess  # noqa: E402
from intensives.enums import Role  # noqa: E402
from intensives.models import Attendance, Intensive  # noqa: E402
from members.models import Membership, Person, SupervisorApproval  # noqa: E402
from supervision.enums import Recording, Setting  # noqa: E402
from supervision.models import BalintGroup, Debrief, GroupSession, SupervisionSession  # noqa: E402

CASES = int(os.environ.get("BENCH_CASES", "10000"))
WRITTEN = 50
APART = 100_000
TARGET = 5
BEGUN = dt.date(2022, 1, 10)
AS_OF = dt.date(2024, 6, 30)
MONTHS = [dt.date(2022 + at // 12, at % 12 + 1, 20) for at in range(24)]
SEASONS = [dt.date(2022, 10, 6), dt.date(2023, 4, 13), dt.date(2023, 10, 5)]
TABLES = (
    Person,
    Case,
    Application,
    Membership,
    BalintGroup,
    GroupSession,
    Debrief,
    SupervisionSession,
    Attendance,
)


def build() -> None:
    """Write the cases, each with two years of leading, supervision and three Intensives.

    A few are written as the application writes them; PostgreSQL copies them until there are enough.
    """
    supervisor = Person.objects.create(name="A supervisor")
    SupervisorApproval.objects.create(person=supervisor, start=BEGUN.replace(year=2015))
    held = Intensive.objects.bulk_create(
        Intensive(name=f"Intensive {day.year}", start=day, end=day + dt.timedelta(days=3)) for day in SEASONS
    )
    _write(range(min(WRITTEN, CASES)), supervisor, held)
    first = Case.objects.earliest("pk").candidate_id
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(_copies(model, first))


def _copies(model: type[Model], first: int) -> str:
    """The statement that copies the rows of a table, their keys and those they refer to moved apart.

    Whoever was there before the first candidate, and the Intensives, are not copied.
    """
    columns = [field.column for field in model._meta.concrete_fields]
    moved = {
        field.column
        for field in model._meta.concrete_fields
        if field.primary_key or field.related_model in TABLES
    }
    people = {
        field.column
        for field in model._meta.concrete_fields
        if (field.primary_key and model is Person) or field.related_model is Person
    }
    written = ", ".join(
        f'CASE WHEN "{one}" < {first} THEN "{one}" ELSE "{one}" + n * {APART} END'
        if one in people
        else f'"{one}" + n * {APART}'
        if one in moved
        else f'"{one}"'
        for one in columns
    )
    names, table = ", ".join(f'"{one}"' for one in columns), model._meta.db_table
    only = f"WHERE id >= {first}" if model is Person else ""
    rows = (
        f'SELECT {written} FROM "{table}" CROSS JOIN generate_series(1, {CASES // WRITTEN - 1}) AS n {only}'
    )
    return f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE {rows}'


def _write(numbers: range, supervisor: Person, held: list[Intensive]) -> None:
    people = Person.objects.bulk_create(Person(name=f"Candidate {number}") for number in numbers)
    Membership.objects.bulk_create(Membership(person=person, start=BEGUN) for person in people)
    cases = Case.objects.bulk_create(
        Case(candidate=person, state="training", process_start=BEGUN) for person in people
    )
    Application.objects.bulk_create(
        Application(case=case, completed_on=BEGUN, submitted_on=BEGUN, sent_to_chair_on=BEGUN)
        for case in cases
    )
    groups = BalintGroup.objects.bulk_create(
        BalintGroup(leader=person, name="Residents", setting=Setting.MEDICAL, started_on=BEGUN)
        for person in people
    )
    GroupSession.objects.bulk_create(GroupSession(group=one, date=day) for one in groups for day in MONTHS)
    Debrief.objects.bulk_create(Debrief(group=one, date=day, minutes=30) for one in groups for day in MONTHS)
    SupervisionSession.objects.bulk_create(
        SupervisionSession(
            candidate=one.leader, supervisor=supervisor, group=one, date=day, recording=Recording.VIDEO
        )
        for one in groups
        for day in MONTHS[::2]
    )
    Attendance.objects.bulk_create(
        Attendance(intensive=one, person=person, role=Role.PARTICIPANT, completed=True)
        for person in people
        for one in held
    )


def bare() -> int:
    """Fetch the rows of every table as tuples; how many there were."""
    return sum(len(list(model.objects.order_by().values_list())) for model in TABLES)


def explained() -> int:
    """Read every record and assess it, with every other reading of every finding; how many findings."""
    return sum(map(_explained, _batches()))


def shared() -> int:
    """The same on all processors at once, as `manage.py assess --all` does it."""
    return sum(shared_out(_keys(), _explained))


def unexplained() -> int:
    """The same without the other readings, which a finding works out when it is first asked."""
    return sum(len(assess(record, AS_OF).findings) for keys in _batches() for record in _read(keys))


def loaded() -> int:
    """Read every record and assess none."""
    return sum(len(list(_read(keys))) for keys in _batches())


def _explained(keys: Sequence[int]) -> int:
    return sum(len(assess(record, AS_OF, explain=True).findings) for record in _read(keys))


def _read(keys: Sequence[int]) -> Iterable[Record]:
    return records(keys, AS_OF).values()


def _keys() -> list[int]:
    return list(Case.objects.order_by("pk").values_list("pk", flat=True))


def _batches() -> Iterator[list[int]]:
    keys = _keys()
    return (keys[at : at + A_BATCH] for at in range(0, len(keys), A_BATCH))


def timed(what: str, measure: Callable[[], int], unit: str, fetch: float | None = None) -> float:
    """Run once, print how long it took and how many times the bare fetch that is; the seconds."""
    start = time.perf_counter()
    number = measure()
    seconds = time.perf_counter() - start
    ratio = f"   {seconds / fetch:5.1f} times the fetch" if fetch else ""
    print(f"{what:<42}{seconds:8.2f} s   {number:>9} {unit}{ratio}", flush=True)
    return seconds


def main() -> None:
    """Build, then measure; the ratio is printed whatever it is."""
    call_command("migrate", verbosity=0)
    print(f"Building {CASES} cases ...", flush=True)
    with pgtrigger.ignore():
        build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    fetch = timed("bare fetch of the rows as tuples", bare, "rows")
    timed("records", loaded, "records", fetch)
    timed("records and findings", unexplained, "findings", fetch)
    timed("records and findings with all readings", explained, "findings", fetch)
    whole = timed(f"the same, on {os.cpu_count()} processors", shared, "findings", fetch)
    verdict = "kept" if whole <= TARGET * fetch else "missed"
    print(
        f"Explained findings take {whole / fetch:.1f} times the bare fetch; "
        f"at most {TARGET} is the aim: {verdict}."
    )


if __name__ == "__main__":
    main()
