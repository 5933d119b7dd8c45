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

    assert schema_of(empty) == schema_of(created)
    assert engine.header(empty) == (engine.APPLICATION_ID, SCHEMA_VERSION)


def test_an_older_file_is_copied_before_it_is_upgraded(empty: Path) -> None:
    before = schema_of(empty)

    kept = migrate.upgrade(empty)

    assert kept.name == "migrated (format 0).gerund"
    assert schema_of(kept) == before


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


def schema_of(path: Path) -> dict[str, list[str]]:
    """Every object of the schema with the parts of its SQL in any order: a migration names and adds in its own."""
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return {str(name): sorted(_parts(str(sql))) for name, sql in found}
    finally:
        connection.close()


def _parts(sql: str) -> list[str]:
    """Columns and constraints: split at commas that stand in no inner brackets."""
    head, _bracket, body = " ".join(sql.split()).partition("(")
    parts, depth = [""], 0
    for letter in body.rpartition(")")[0]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [head.strip(), *(part.strip() for part in parts)]
