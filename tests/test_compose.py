"""What the containers are given: every setting that matters, and a database role that is no superuser."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from config.services import connected, drop_database, ensure_database

HOUSE = Path(__file__).resolve().parents[1]
COMPOSE = (HOUSE / "docker-compose.yml").read_text()
NOT_FOR_PRODUCTION = {"APP_MODE", "DEBUG", "DEMO_SIGN_IN", "MOVABLE_CLOCK"}
IN_THE_IMAGE = {"MEDIA_ROOT", "STATIC_ROOT"}


def test_every_setting_that_production_reads_is_passed():
    read = set(re.findall(r"env\.[a-z_]+\(\s*\"([A-Z_]+)\"", (HOUSE / "config" / "settings.py").read_text()))
    environment = COMPOSE.partition("x-app:")[0]
    passed = set(re.findall(r"^  ([A-Z_]+):", environment, re.MULTILINE))
    assert read - passed == NOT_FOR_PRODUCTION | IN_THE_IMAGE
    assert passed - read == set()


def test_tables_are_made_before_anything_starts_by_the_role_that_owns_them():
    migrate = COMPOSE.partition("  migrate:\n")[2].partition("  web:\n")[0]
    assert "manage.py migrate" in migrate
    assert "createcachetable" in migrate
    assert "postgres://owner:" in migrate
    assert "migrate: { condition: service_completed_successfully }" in COMPOSE


def as_role(url: str, role: str) -> str:
    """The same database for another role."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{role}:secret@{parts.netloc.rpartition('@')[2]}"))


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database made as the container makes it, and migrated by its owner."""
    url = os.environ["DATABASE_URL"]
    script = (HOUSE / "docker" / "roles.sh").read_text()
    statements = script.partition("<<'SQL'\n")[2].partition("SQL\n")[0]
    for name in ("owner_password", "app_password"):
        statements = statements.replace(f":'{name}'", "'secret'")
    fresh = ensure_database(url, "as_in_the_container")
    with connected(fresh) as cursor:
        cursor.execute(statements)
    env = {**os.environ, "DATABASE_URL": as_role(fresh, "owner")}
    for step in (["migrate", "-v", "0", "--skip-checks"], ["createcachetable"]):
        subprocess.run([sys.executable, str(HOUSE / "manage.py"), *step], env=env, check=True)
    yield fresh
    drop_database(url, "as_in_the_container")
    with connected(url) as cursor:
        cursor.execute("DROP ROLE owner")
        cursor.execute("DROP ROLE app")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE credentialing_event",
        "ALTER TABLE credentialing_event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE credentialing_event",
        "CREATE TABLE mine (a int)",
    ],
)
def test_the_application_cannot_alter_empty_or_disarm_a_table(database, statement):
    refused = pytest.raises(psycopg2.errors.InsufficientPrivilege)
    with connected(as_role(database, "app")) as cursor, refused:
        cursor.execute(statement)


def test_the_application_reads_and_writes_rows(database):
    with connected(as_role(database, "app")) as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("INSERT INTO members_heartbeat (name, at) VALUES ('worker', now())")
        cursor.execute("INSERT INTO cache_entry VALUES ('k', 'v', now())")
        cursor.execute("SELECT count(*) FROM members_heartbeat")
        assert cursor.fetchone() == (1,)


def test_the_image_has_the_fonts_that_make_installs():
    need = (HOUSE / ".ci" / "need").read_text()
    for what in ("pango", "fonts"):
        (packages,) = re.findall(rf'^  {what}\) packages="([^"]+)"', need, re.MULTILINE)
        assert set(packages.split()) - set((HOUSE / "Dockerfile").read_text().split()) == set()
    assert {"fonts-noto-core", "fonts-noto-cjk"} <= set(packages.split())
