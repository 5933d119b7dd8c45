from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from qda.store import engine, migrate
from qda.store.models import Base
from qda.store.version import SCHEMA_VERSION


@pytest.fixture
def created(tmp_path: Path) -> Path:
    """A file of the present schema, made at once."""
    path = tmp_path / "created.gerund"
    writer = engine.connect(path, writable=True)
    with writer.connect() as connection:
        engine.initialise(connection)
        with connection.begin():
            migrate.create_all(connection)
    writer.dispose()
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A marked file from before the first schema."""
    path = tmp_path / "migrated.gerund"
    writer = engine.connect(path, writable=True)
    with writer.connect() as connection:
        engine.initialise(connection)
    writer.dispose()
    return path


def test_the_migrations_lead_to_the_schema_of_a_new_file(created: Path, empty: Path) -> None:
    migrate.upgrade(empty)

    assert migrate.schema_of(empty) == migrate.schema_of(created)
    assert engine.header(empty) == (engine.APPLICATION_ID, SCHEMA_VERSION)


def test_an_older_file_is_copied_before_it_is_upgraded(empty: Path) -> None:
    before = migrate.schema_of(empty)

    kept = migrate.upgrade(empty)

    assert kept.name == "migrated (format 0).gerund"
    assert migrate.schema_of(kept) == before


def test_a_new_file_is_stamped_with_the_newest_migration(created: Path) -> None:
    connection = sqlite3.connect(created)
    stamp = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()

    assert stamp == [(f"{SCHEMA_VERSION:04d}",)]


def test_every_table_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped

    made = [str(CreateTable(table).compile(dialect=dialect)) for table in Base.metadata.tables.values()]
    indexes = [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in Base.metadata.tables.values()
        for index in table.indexes
    ]

    assert len(made) == len(Base.metadata.tables)
    assert any("WHERE NOT retired" in index for index in indexes)
